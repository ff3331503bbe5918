"""Reads runs from `activities.csv`, the list in the archive that Strava gives to people who ask for their data.

Its times are UTC. Headings and dates are in the language of the person (`assets/import.toml` has sixteen); the first
seven columns always have the same order. Some headings appear twice: the first distance is in kilometers, the second in
meters. Older rows have only the first, and lists of before 2019 have only meters.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from functools import partial
from itertools import islice
from typing import Final

from msgspec import Struct

from runstrength.history.imports.activities import table
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    number_or_none,
    read_moment,
    seconds_or_none,
    written_number,
)
from runstrength.history.imports.activities.words import ListWords, is_run, list_words
from runstrength.history.imports.activities.written_dates import month_comes_first, read_written
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.runs import MAX_TITLE, RecordedRun
from runstrength.numbers import METERS_PER_MILE
from runstrength.text import invalid

USE: Final = "Strava's activities.csv"
ORDER: Final = ("id", "date", "name", "type", "description", "elapsed", "distance")
"""The first columns, in every language."""
SPEEDS: Final = (0.3, 12.0)
"""The range of average speeds of a run, in meters per second; it tells kilometers from meters."""
AGREE: Final = 0.02
"""The part by which two distances of the same run may differ."""
ROUNDED: Final = 10.0
"""Meters by which two short distances may differ: the first is rounded."""
LOOKED_AT: Final = 200
"""Rows whose dates tell whether the month comes first."""


class _Layout(Struct, frozen=True):
    """Where the columns of a list are, all with the same meaning together."""

    language: str
    date: list[int]
    type: list[int]
    elapsed: list[int]
    distance: list[int]
    name: list[int]
    moving: list[int]
    effort: list[int]
    headings: list[str]

    def text(self, row: Sequence[str], columns: Sequence[int]) -> str:
        """Return the last cell of some columns that is not empty: it is the one in basic units."""
        return next((cell for cell in reversed(self.texts(row, columns)) if cell), "")

    def texts(self, row: Sequence[str], columns: Sequence[int]) -> list[str]:
        """Return the cells of some columns."""
        return [row[column].strip() for column in columns if column < len(row)]

    def heading(self, columns: Sequence[int]) -> str:
        """Return the heading of some columns, as the file has it."""
        return self.headings[columns[-1]].strip() if columns else ""


def is_list(columns: Sequence[str]) -> bool:
    """Return whether headings are those of the list, in a language that is known."""
    return _language(columns) is not None


def _language(columns: Sequence[str]) -> tuple[str, ListWords] | None:
    """Return the language of headings, and its words."""
    for name, words in list_words().items():
        dates = [place for place, heading in enumerate(columns) if words.fits(heading, words.date)]
        types = [place for place, heading in enumerate(columns) if words.fits(heading, words.type)]
        elapsed = not words.elapsed or any(words.fits(heading, words.elapsed) for heading in columns)
        # English lists may be edited: their columns are known by name, those of other languages by their order.
        if (words.elapsed and dates and types and elapsed) or (1 in dates and 3 in types):
            return name, words
    return None


def _layout(headings: list[str]) -> _Layout:
    """Return where the columns are.

    Raises:
        ActivityFileError: it is no list of Strava, or in a language that is not known.
    """
    found = _language(headings)
    if found is None:
        raise ActivityFileError(
            "isn't a list of Strava, Garmin or Runkeeper in a language that can be read: import the single files in "
            "the archive, or the list in English"
        )
    language, words = found

    def named(names: list[str], otherwise: str = "") -> list[int]:
        plain = [heading.strip().casefold() for heading in headings]
        places = [place for place, heading in enumerate(plain) if heading in names]
        places = places or [place for place, heading in enumerate(plain) if words.fits(heading, names)]
        if places or not otherwise or words.elapsed:
            return places
        first = plain[ORDER.index(otherwise)] if len(plain) > ORDER.index(otherwise) else None
        return [place for place, heading in enumerate(plain) if heading == first]

    return _Layout(
        language=language,
        date=named(words.date)[:1],
        type=named(words.type)[:1],
        elapsed=named(words.elapsed, "elapsed"),
        distance=named(words.distance, "distance"),
        name=named(words.name, "name")[:1],
        moving=named(words.moving),
        effort=named(words.effort),
        headings=headings,
    )


def read(source: Source) -> Content:
    """Return the runs of the list.

    Raises:
        ActivityFileError: it is another table, or is larger than a list can be.
    """
    found = Content()
    rows = table.rows_of(source.data, source.budget, USE)
    layout = _layout(next(rows, (1, []))[1])
    first = list(islice(rows, LOOKED_AT))
    month_first = month_comes_first(
        (layout.text(row, layout.date) for _, row in first), layout.language.startswith("English")
    )
    for number, row in (*first, *rows):
        sport = layout.text(row, layout.type)
        if is_run(sport):
            found.add(partial(_run, layout, row, f"row {number}", month_first))
        elif any(row):
            found.passed_over.append(PassedOver(sport or "none", f"row {number}"))
    table.insist_on_rows(found.runs, found.problems, found.passed_over)
    return found


def _run(layout: _Layout, row: Sequence[str], place: str, month_first: bool) -> RecordedRun:
    text = layout.text(row, layout.elapsed)
    seconds = seconds_or_none(written_number(text))
    if not seconds:
        raise ActivityFileError(
            invalid(text, "a number of seconds"), f"{place}, {layout.heading(layout.elapsed) or 'Elapsed Time'}"
        )
    if seconds > MAX_SECONDS:
        raise ActivityFileError(f"a run of {seconds:,.0f} seconds isn't valid: use 1 to {MAX_SECONDS:,}", place)
    key = f"{place}, {layout.heading(layout.date)}"
    started = read_written(layout.text(row, layout.date), key, month_first=month_first)
    effort = number_or_none(written_number(layout.text(row, layout.effort)), low=0, high=100)
    moving = seconds_or_none(written_number(layout.text(row, layout.moving)))
    moving = min(moving, seconds) if moving else None
    return RecordedRun(
        started=read_moment(started.replace(tzinfo=UTC), key),
        seconds=seconds,
        moving=moving,
        metres=_metres(layout.texts(row, layout.distance), moving or seconds),
        title=" ".join(layout.text(row, layout.name)[: 10 * MAX_TITLE].split()),
        effort=min(10, max(1, round(effort))) if effort else None,
    )


def _metres(cells: Sequence[str], moving: float) -> float | None:
    """Return the meters of a run; None if it has no distance, or two that disagree.

    Args:
        cells: the distances, the first in kilometers, the second in meters or again in kilometers.
        moving: its seconds without stops.
    """
    numbers = [number_or_none(written_number(cell), low=0, high=MAX_METERS) for cell in cells]
    values = [value for value in numbers if value]
    if not values:
        return None
    first, last = values[0], values[-1]
    if last > 100 * first:
        firsts = (first * 1000, first * METERS_PER_MILE)
        return last if any(abs(metres - last) <= max(AGREE * last, ROUNDED) for metres in firsts) else None
    if abs(first - last) > max(AGREE * last, 0.01):
        return None
    fitting = [metres for metres in (last, last * 1000) if SPEEDS[0] <= metres / moving <= SPEEDS[1]]
    metres = next(iter(fitting), last if last >= 1000 else last * 1000)
    return metres if metres <= MAX_METERS else None
