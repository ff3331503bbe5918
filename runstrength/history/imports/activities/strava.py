"""Reads runs from `activities.csv`, the list in the archive that Strava gives to people who ask for their data.

Its times are UTC. Headings and dates are in the language of the person (`assets/import.toml` has sixteen); the first
seven columns always have the same order, so in another language the rows tell whether it is this list. Some headings
appear twice: the first distance is in kilometers, the second in meters. Older rows have only the first, and lists of
before 2019 have only meters.
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
    run_too_long,
    seconds_or_none,
    written_number,
)
from runstrength.history.imports.activities.words import ListWords, is_run, list_words
from runstrength.history.imports.activities.written_dates import DateStyle, read_written, style_of
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.runs import RecordedRun
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
"""Rows that tell how dates are written, and whether a table without known headings is the list."""


class _Layout(Struct, frozen=True):
    """Where the columns of a list are, all with the same meaning together."""

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


def _layout(headings: list[str], words: ListWords) -> _Layout:
    """Return where the columns of a list in a language are."""
    plain = [heading.strip().casefold() for heading in headings]

    def named(names: list[str], otherwise: str = "") -> list[int]:
        places = [place for place, heading in enumerate(plain) if heading in names]
        places = places or [place for place, heading in enumerate(plain) if words.fits(heading, names)]
        return places if places or not otherwise or words.elapsed else _repeated(plain, otherwise)

    return _Layout(
        date=named(words.date)[:1],
        type=named(words.type)[:1],
        elapsed=named(words.elapsed, "elapsed"),
        distance=named(words.distance, "distance"),
        name=named(words.name, "name")[:1],
        moving=named(words.moving),
        effort=named(words.effort),
        headings=headings,
    )


def _repeated(headings: Sequence[str], column: str) -> list[int]:
    """Return the places of all columns with the heading of one of the first columns."""
    first = ORDER.index(column)
    return [place for place, heading in enumerate(headings) if len(headings) > first and heading == headings[first]]


def _layout_by_order(headings: list[str]) -> _Layout:
    """Return where the columns of a list in an unknown language are.

    The moving time stands between the second elapsed time and the second distance.
    """
    plain = [heading.strip().casefold() for heading in headings]
    elapsed, distance = _repeated(plain, "elapsed"), _repeated(plain, "distance")
    moving = [place + 1 for place in elapsed[1:2] if place + 2 in distance]
    first = {name: [ORDER.index(name)] for name in ("date", "type", "name")}
    return _Layout(**first, elapsed=elapsed, distance=distance, moving=moving, effort=[], headings=headings)


def _is_clear(layout: _Layout, row: Sequence[str], style: DateStyle) -> bool:
    """Return whether a row can only be a run of the list: a number, a date, a time and a distance of a person."""
    try:
        run = _run(layout, row, "", style)
    except ActivityFileError:
        return False
    possible = run.metres is None or SPEEDS[0] <= run.metres / (run.moving or run.seconds) <= SPEEDS[1]
    return possible and row[ORDER.index("id")].strip().isdigit()


def _found_layout(headings: list[str], first: Sequence[Sequence[str]]) -> tuple[_Layout, DateStyle]:
    """Return where the columns are and how dates are written, by the headings, or else by the first rows.

    Raises:
        ActivityFileError: neither tells that it is the list of Strava.
    """
    known = _language(headings)
    if known is not None:
        language, words = known
        layout = _layout(headings, words)
        language = language.partition(",")[0]
        dates = [layout.text(row, layout.date) for row in first]
        return layout, style_of(dates, month_first=language == "English", language=language)
    if len(headings) >= len(ORDER):
        layout = _layout_by_order(headings)
        style = style_of(layout.text(row, layout.date) for row in first)
        runs = [row for row in first if is_run(layout.text(row, layout.type))]
        clear = sum(_is_clear(layout, row, style) for row in runs)
        if clear and clear >= len(runs) / 2:
            return layout, style
    raise ActivityFileError(
        "isn't a list of Strava, Garmin or Runkeeper in a language that can be read, nor a table of workouts: import "
        "the single files in the archive, or the table in English"
    )


def read(source: Source) -> Content:
    """Return the runs of the list.

    Raises:
        ActivityFileError: it is another table, or is larger than a list can be.
    """
    found = Content()
    rows = table.rows_of(source.data, source.budget, USE)
    headings = next(rows, (1, []))[1]
    first = list(islice(rows, LOOKED_AT))
    layout, style = _found_layout(headings, [row for _, row in first])
    for number, row in (*first, *rows):
        sport = layout.text(row, layout.type)
        if is_run(sport):
            found.add(partial(_run, layout, row, f"row {number}", style))
        elif any(row):
            found.passed_over.append(PassedOver(sport or "none", f"row {number}"))
    table.insist_on_rows(found.runs, found.problems, found.passed_over)
    return found


def _run(layout: _Layout, row: Sequence[str], place: str, style: DateStyle) -> RecordedRun:
    text = layout.text(row, layout.elapsed)
    seconds = seconds_or_none(written_number(text))
    if not seconds:
        raise ActivityFileError(
            invalid(text, "a number of seconds"), f"{place}, {layout.heading(layout.elapsed) or 'Elapsed Time'}"
        )
    if seconds > MAX_SECONDS:
        raise run_too_long(seconds, place)
    key = f"{place}, {layout.heading(layout.date)}"
    started = read_written(layout.text(row, layout.date), key, style)
    effort = number_or_none(written_number(layout.text(row, layout.effort)), low=0, high=100)
    moving = seconds_or_none(written_number(layout.text(row, layout.moving)))
    moving = min(moving, seconds) if moving else None
    return RecordedRun(
        started=read_moment(started.replace(tzinfo=UTC), key),
        seconds=seconds,
        moving=moving,
        metres=_metres(layout.texts(row, layout.distance), moving or seconds),
        title=layout.text(row, layout.name),
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
