"""Reads runs from `activities.csv`, the list in the archive that Strava gives to people who ask for their data.

Its times are UTC. Some headings appear twice: the first distance is in kilometers, the second in meters. Older rows
have only the first. The speed tells which unit a number has, because nobody runs a kilometer in a second.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.activities.values import (
    DIGITS,
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    OtherSportError,
    number_or_none,
    read_moment,
    reason_of,
    seconds_or_none,
)
from runstrength.history.imports.runs import MAX_TITLE, RecordedRun
from runstrength.text import invalid

DATE, KIND, ELAPSED = "Activity Date", "Activity Type", "Elapsed Time"
RUNS: Final = ("run", "trailrun", "virtualrun", "treadmillrun", "trackrun")
DATES: Final = ("%b %d, %Y, %I:%M:%S %p", "%b %d, %Y %I:%M:%S %p", "%d %b %Y, %H:%M:%S", "%Y-%m-%d %H:%M:%S")
"""The date formats, depending on the age of the archive."""
SPEEDS: Final = (0.3, 12.0)
"""The range of average speeds of a run with stops, in meters per second."""
MAX_ROWS: Final = 100_000
"""Rows that the list may have; a lifetime with three activities a day has fewer."""
MAX_COLUMNS: Final = 1_000
"""Columns that the list may have; it has about a hundred."""
MAX_LINE: Final = 1 << 20
"""Characters that a line may have."""
STEPS: Final = 10
"""The cost of a row, in steps of a budget."""


def read(data: bytes, budget: Budget) -> tuple[list[RecordedRun], list[ActivityFileError]]:
    """Return the runs of the list, and what is wrong with its other runs; rows of other sports are ignored.

    Raises:
        ActivityFileError: it is another table, is larger than a list can be, or has no run that can be read.
    """
    runs: list[RecordedRun] = []
    problems: list[ActivityFileError] = []
    rows = _rows(data, budget)
    columns = _columns(next(rows, []))
    for number, row in enumerate(rows, 2):
        if number > MAX_ROWS:
            raise ActivityFileError(f"has more than {MAX_ROWS:,} rows: import it in parts")
        cells = {
            name: [row[place].strip() for place in indexes if place < len(row)] for name, indexes in columns.items()
        }
        if _last(cells, KIND).lower().replace(" ", "") in RUNS:
            try:
                runs.append(_run(cells, f"row {number}"))
            except ActivityFileError as problem:
                problems.append(problem)
    if not runs and not problems:
        raise OtherSportError("has no runs: use a list with activities of the type Run")
    return runs, problems


def _rows(data: bytes, budget: Budget) -> Iterator[list[str]]:
    """Yield the rows of a table, one at a time."""
    count = 0
    try:
        for cells in csv.reader(_lines(data, budget)):
            budget.step(STEPS)
            count += 1
            yield cells
    except UnicodeDecodeError:
        raise ActivityFileError("isn't a table: use Strava's activities.csv") from None
    except csv.Error as error:
        raise ActivityFileError(
            f"isn't a table ({reason_of(error)}): use Strava's activities.csv", f"row {count + 1}"
        ) from None


def _lines(data: bytes, budget: Budget) -> Iterator[str]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    while line := text.readline(MAX_LINE):
        budget.step()
        if len(line) == MAX_LINE:
            raise ActivityFileError(f"has a line of more than {MAX_LINE:,} characters: use Strava's activities.csv")
        yield line


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
    if len(head) > MAX_COLUMNS:
        raise ActivityFileError(f"has {len(head):,} columns, more than {MAX_COLUMNS:,}: use Strava's activities.csv")
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
