"""Reads runs from `activities.csv`, the list in the archive that Strava gives to people who ask for their data.

Its times are UTC. Some headings appear twice: the first distance is in kilometers, the second in meters. Older rows
have only the first. The speed tells which unit a number has, because nobody runs a kilometer in a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from runstrength.history.imports.activities import table
from runstrength.history.imports.activities.values import (
    DIGITS,
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    number_or_none,
    read_moment,
    seconds_or_none,
)
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.runs import MAX_TITLE, RecordedRun
from runstrength.text import invalid

DATE, KIND, ELAPSED = "Activity Date", "Activity Type", "Elapsed Time"
RUNS: Final = ("run", "trailrun", "virtualrun", "treadmillrun", "trackrun")
DATES: Final = ("%b %d, %Y, %I:%M:%S %p", "%b %d, %Y %I:%M:%S %p", "%d %b %Y, %H:%M:%S", "%Y-%m-%d %H:%M:%S")
"""The date formats, depending on the age of the archive."""
SPEEDS: Final = (0.3, 12.0)
"""The range of average speeds of a run with stops, in meters per second."""


def read(source: Source) -> Content:
    """Return the runs of the list.

    Raises:
        ActivityFileError: it is another table, or is larger than a list can be.
    """
    found = Content()
    rows = table.rows_of(source.data, source.budget, "Strava's activities.csv")
    columns = _columns(next(rows, (1, []))[1])
    for number, row in rows:
        cells = {
            name: [row[place].strip() for place in indexes if place < len(row)] for name, indexes in columns.items()
        }
        sport = _last(cells, KIND)
        if sport.lower().replace(" ", "") in RUNS:
            found.add(partial(_run, cells, f"row {number}"))
        else:
            found.passed_over.append(PassedOver(sport, f"row {number}"))
    return found


def _columns(row: Sequence[str]) -> dict[str, list[int]]:
    """Return the positions of the columns, by their headings.

    Raises:
        ActivityFileError: one that is needed is missing, or there are too many.
    """
    head = [cell.strip() for cell in row]
    missing = [name for name in (DATE, KIND, ELAPSED) if name not in head]
    if missing:
        text = f"has no column {', '.join(missing)}: use Strava's activities.csv in English"
        raise ActivityFileError(f"{text} (strava.com: switch the language at the bottom of the page)")
    columns: dict[str, list[int]] = {}
    for place, name in enumerate(head):
        columns.setdefault(name, []).append(place)
    return columns


Cells = dict[str, list[str]]


def _run(cells: Cells, place: str) -> RecordedRun:
    text = _last(cells, ELAPSED)
    seconds = seconds_or_none(_plain(text))
    if not seconds:
        raise ActivityFileError(invalid(text, "a number of seconds"), f"{place}, {ELAPSED}")
    if seconds > MAX_SECONDS:
        raise ActivityFileError(f"a run of {seconds:,.0f} seconds isn't valid: use 1 to {MAX_SECONDS:,}", place)
    effort = number_or_none(_plain(_last(cells, "Perceived Exertion")), low=0, high=100)
    moving = seconds_or_none(_plain(_last(cells, "Moving Time")))
    return RecordedRun(
        started=_date(_last(cells, DATE), f"{place}, {DATE}"),
        seconds=seconds,
        moving=min(moving, seconds) if moving else None,
        metres=_metres(cells.get("Distance", ()), seconds),
        title=" ".join(_last(cells, "Activity Name")[: 10 * MAX_TITLE].split()),
        effort=min(10, max(1, round(effort))) if effort else None,
    )


def _last(cells: Cells, name: str) -> str:
    """Return the last cell with a heading that is not empty: it is the one in basic units."""
    return next((cell for cell in reversed(cells.get(name, ())) if cell), "")


def _date(text: str, place: str) -> datetime:
    for date_format in DATES if len(text) <= DIGITS else ():
        try:
            return read_moment(datetime.strptime(" ".join(text.split()), date_format), place)
        except ValueError:
            continue
    raise ActivityFileError(invalid(text, "a date like Nov 22, 2026, 6:30:05 AM"), place)


def _plain(text: str) -> str:
    """Return the text of a number without thousands separators; a text that is too long stays too long."""
    return text[: 2 * DIGITS].replace(",", "")


def _metres(cells: Sequence[str], seconds: float) -> float | None:
    for text in reversed(cells):
        value = number_or_none(_plain(text), low=0, high=MAX_METERS)
        for metres in (value, value * 1000) if value else ():
            if SPEEDS[0] <= metres / seconds <= SPEEDS[1] and metres <= MAX_METERS:
                return metres
    return None
