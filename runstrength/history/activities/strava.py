"""Runs in `activities.csv`, the list in the archive that Strava gives to whoever asks for their data.

Its times are UTC. Some headings are there twice: the first distance is in kilometres, the second in metres. Older rows
have only the first. Which of the two a number is shows the speed, for nobody runs a kilometre in a second.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from runstrength.checked import shown
from runstrength.history.activities.reading import Unreadable
from runstrength.history.runs import Run

DATE, KIND, ELAPSED = "Activity Date", "Activity Type", "Elapsed Time"
RUNS: Final = ("run", "trailrun", "virtualrun", "treadmillrun", "trackrun")
DATES: Final = ("%b %d, %Y, %I:%M:%S %p", "%b %d, %Y %I:%M:%S %p", "%d %b %Y, %H:%M:%S", "%Y-%m-%d %H:%M:%S")
"""How dates are written, by the age of the archive."""
SPEEDS: Final = (0.3, 12.0)
"""Metres a second in which people run, or stand still a lot."""


def read(data: bytes) -> list[Run]:
    """Return the runs of the list; rows of other sports are passed over.

    Raises:
        Unreadable: it is another table, or a run in it has no date or no duration.
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        raise Unreadable("is no table of text; Strava's activities.csv is needed") from None
    head = [cell.strip() for cell in rows[0]] if rows else []
    missing = [name for name in (DATE, KIND, ELAPSED) if name not in head]
    if missing:
        text = f"has no column {', '.join(missing)}; Strava's activities.csv in English is needed"
        raise Unreadable(f"{text} (strava.com: the language stands at the bottom of the page)")
    places: dict[str, list[int]] = {}
    for place, name in enumerate(head):
        places.setdefault(name, []).append(place)
    runs = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: [row[place].strip() for place in where if place < len(row)] for name, where in places.items()}
        if _last(cells, KIND).lower().replace(" ", "") in RUNS:
            runs.append(_run(cells, f"row {number}"))
    if not runs:
        raise Unreadable("found no run in the list; rows of the type Run are needed")
    return runs


Cells = dict[str, list[str]]


def _run(cells: Cells, where: str) -> Run:
    seconds = _seconds(_last(cells, ELAPSED))
    if not seconds:
        raise Unreadable(f"found {shown(_last(cells, ELAPSED))}, a number of seconds is needed", f"{where}, {ELAPSED}")
    said = _number(_last(cells, "Perceived Exertion"))
    return Run(
        started=_date(_last(cells, DATE), f"{where}, {DATE}"),
        seconds=seconds,
        moving=_seconds(_last(cells, "Moving Time")),
        metres=_metres(cells.get("Distance", ()), seconds),
        title=" ".join(_last(cells, "Activity Name").split()),
        effort=min(10, max(1, round(said))) if said else None,
    )


def _last(cells: Cells, name: str) -> str:
    """Return the last of the cells with a heading that is not empty: it is the one in plain units."""
    return next((cell for cell in reversed(cells.get(name, ())) if cell), "")


def _date(text: str, where: str) -> datetime:
    for form in DATES:
        try:
            return datetime.strptime(" ".join(text.split()), form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise Unreadable(f"found {shown(text)}, a date as Nov 22, 2026, 6:30:05 AM is needed", where)


def _seconds(text: str) -> float | None:
    """Return a duration in seconds, written as such or as a clock shows it."""
    parts = text.split(":")
    if len(parts) in (2, 3) and all(part.isdecimal() for part in parts):
        return float(sum(int(part) * 60**place for place, part in enumerate(reversed(parts))))
    return _number(text)


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None


def _metres(cells: Sequence[str], seconds: float) -> float | None:
    for text in reversed(cells):
        value = _number(text)
        for metres in (value, value * 1000) if value else ():
            if SPEEDS[0] <= metres / seconds <= SPEEDS[1]:
                return metres
    return None
