"""Reads runs from the lists of Garmin Connect and Runkeeper: a row for each activity, in local time without offset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from msgspec import Struct

from runstrength.dates import to_local
from runstrength.history.imports.activities import table
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    number,
    number_or_none,
    read_moment,
    seconds_or_none,
    written_number,
)
from runstrength.history.imports.activities.words import is_run
from runstrength.history.imports.activities.written_dates import read_written
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.runs import RecordedRun
from runstrength.numbers import DISTANCE_UNITS, distance_unit
from runstrength.text import invalid

GARMIN_LIST: Final = "Garmin's Activities.csv"
GARMIN: Final = ("type", "date", "favorite", "title", "distance", "calories", "time")
"""The first columns of Garmin's list, in every language."""
NEAR: Final = 0.1
"""The part by which a distance by stride and cadence may differ."""

Rows = Iterator[tuple[int, list[str]]]


class _Row(Struct, frozen=True):
    """The cells of a row, by the headings in lower case."""

    cells: Mapping[str, str]
    number: int

    def text(self, *names: str) -> str:
        """Return the first of some cells that is there; Garmin writes `--` for nothing."""
        return next((cell for name in names if (cell := self.cells.get(name, "")) and cell.strip("-")), "")

    def number_of(self, *names: str) -> float | None:
        """Return the number in the first of some cells that is there."""
        return number_or_none(written_number(self.text(*names)), low=0, high=1e9)

    def seconds_of(self, *names: str) -> float | None:
        """Return the seconds in the first of some cells that is there."""
        return seconds_or_none(self.text(*names).replace(",", "."))

    def place(self, name: str) -> str:
        """Return the place of a cell, for messages."""
        return f"row {self.number}, {name}"

    def started(self, *names: str) -> datetime:
        """Return a local time.

        Raises:
            ActivityFileError: it is none.
        """
        place = self.place(names[0].capitalize())
        return to_local(read_moment(read_written(self.text(*names), place), place).replace(tzinfo=None))


def read_garmin(source: Source) -> Content:
    """Return the runs of `Activities.csv`, which Garmin Connect exports from its list of activities.

    Its distances have no unit: it is the one that agrees with stride and cadence, else the person's.

    Raises:
        ActivityFileError: it is no table, or too large.
    """
    rows = table.rows_of(source.data, source.budget, GARMIN_LIST)
    headings = [heading.strip().casefold() for heading in next(rows, (1, []))[1]]
    names = [*GARMIN, *headings[len(GARMIN) :]]  # the later ones only in English
    return _read(rows, names, partial(_garmin, units=source.units))


def read_runkeeper(source: Source) -> Content:
    """Return the runs of `cardioActivities.csv`, the list in the archive that Runkeeper gives.

    Raises:
        ActivityFileError: it is no table, or too large.
    """
    rows = table.rows_of(source.data, source.budget, "Runkeeper's cardioActivities.csv")
    headings = [heading.strip().casefold() for heading in next(rows, (1, []))[1]]
    return _read(rows, headings, _runkeeper)


def _read(rows: Rows, names: Sequence[str], run_of: Callable[[_Row], RecordedRun]) -> Content:
    found = Content()
    for count, cells in rows:
        row = _Row(dict(zip(names, map(str.strip, cells), strict=False)), count)
        sport = row.text("type")
        if is_run(sport):
            found.add(partial(run_of, row))
        else:
            found.passed_over.append(PassedOver(sport or "none", f"row {count}"))
    table.insist_on_rows(found.runs, found.problems, found.passed_over)
    return found


def _garmin(row: _Row, units: str) -> RecordedRun:
    timer = row.seconds_of("time")
    moving = row.seconds_of("moving time") or timer
    seconds = max(row.seconds_of("elapsed time") or 0, timer or 0, moving or 0)
    return RecordedRun(
        started=row.started("date"),
        seconds=_checked(seconds, row.text("time"), row.place("Time")),
        moving=moving,
        metres=_garmin_metres(row, timer or seconds, units),
        title=row.text("title"),
    )


def _garmin_metres(row: _Row, seconds: float, units: str) -> float | None:
    distance = row.number_of("distance")
    if not distance:
        return None
    metres = {unit: distance * DISTANCE_UNITS[unit] for unit in ("km", "mi")}
    stride, cadence = row.number_of("avg stride length"), row.number_of("avg run cadence", "avg cadence")
    if stride and cadence:
        by_steps = stride * cadence * seconds / 60
        for value in metres.values():
            if abs(by_steps - value) <= NEAR * value:
                return value
    value = metres[distance_unit(units)]
    return value if value <= MAX_METERS else None


def _runkeeper(row: _Row) -> RecordedRun:
    seconds = row.seconds_of("duration")
    metres = None
    for unit in ("km", "mi"):
        distance = row.number_of(f"distance ({unit})")
        if distance:
            metres = number(distance * DISTANCE_UNITS[unit], row.place("Distance"), low=0, high=MAX_METERS)
    return RecordedRun(
        started=row.started("date"),
        seconds=_checked(seconds, row.text("duration"), row.place("Duration")),
        metres=metres,
        title=row.text("route name", "notes"),
    )


def _checked(seconds: float | None, text: str, place: str) -> float:
    """Return the seconds of a run.

    Raises:
        ActivityFileError: they are none, or too many.
    """
    if not seconds or seconds > MAX_SECONDS:
        raise ActivityFileError(invalid(text, "a duration like 0:32:43"), place)
    return seconds
