"""Numbers and times of other programs' files: one reader for every format, with bounds before any arithmetic.

A number is a decimal number of at most `DIGITS` characters, finite and inside the range that is given. A time is a date
and a time of day; without an offset it is UTC, as FIT, GPX, TCX and Strava's list have it, and never local time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from runstrength.dates import year_problem
from runstrength.numbers import DISTANCE_UNITS, distance_unit
from runstrength.text import MAX_SHOWN, shown

DIGITS: Final = 40
"""Characters of a number or a time at most; longer ones are not converted."""
MOST_WORDS: Final = 100
"""Characters that a message tells of what a library says."""
MOST_METRES: Final = 1_000_000
"""Meters of a run at most: 1,000 km."""
LONGEST: Final = 7 * 24 * 3600
"""Seconds of a run at most."""

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_CLOCK: Final = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,5}):([0-9]{1,2}(?:\.[0-9]{1,6})?)")
_MOMENT: Final = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}[T ][0-9:.,+Zz -]+", re.IGNORECASE)


class ActivityFileError(Exception):
    """A file is not what its kind is; `key` says where in it, as `line 3`."""

    def __init__(self, text: str, key: str = "") -> None:
        super().__init__(text)
        self.key = key


class DoubtfulError(ActivityFileError):
    """A run is read all the same; this is said beside it, and not where there is no run."""


class TooFarError(ActivityFileError):
    """A run goes farther than anybody runs.

    Args:
        metres: how far.
        what: what the file calls it: a run, a track.
    """

    def __init__(self, metres: float, what: str = "run") -> None:
        self.metres, self.what = metres, what
        super().__init__(self.told("metric"))

    def told(self, units: str) -> str:
        """Return the message in a person's units."""
        unit = distance_unit(units)
        far, most = self.metres / DISTANCE_UNITS[unit], MOST_METRES // DISTANCE_UNITS[unit]
        return f"found a {self.what} of {far:,.0f} {unit}: use at most {most:,.0f} {unit}"


class OtherSportError(ActivityFileError):
    """The file is fine, but there is no run in it."""


def reason_of(error: BaseException, otherwise: str = "") -> str:
    """Return what an error of a library says, short and on one line; where it says nothing, `otherwise` or its kind."""
    text = next(iter(str(error).splitlines()), "") or otherwise or type(error).__name__
    return text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1]}…"


def sports_words(names: Iterable[str]) -> str:
    """Return the names that files have for sports, as a message can show them: a few, and short."""
    return ", ".join(name[:MAX_SHOWN] for name in sorted(set(names))[:5])


def number(value: object, key: str, *, low: float, high: float) -> float:
    """Return a number of a file.

    Args:
        value: what is there: a number, or its text.
        key: where it is.
        low: the least that can be.
        high: the most.

    Raises:
        ActivityFileError: it is missing, no finite number, or outside of the range.
    """
    if isinstance(value, bool) or value is None or value == "":
        found = None
    elif isinstance(value, int):  # compared before it is converted: a float ends at 309 digits
        found = float(value) if low <= value <= high else None
    elif isinstance(value, float):
        found = value
    else:
        text = str(value).strip() if isinstance(value, str) else ""
        found = float(text) if len(text) <= DIGITS and _NUMBER.fullmatch(text) else None
    if found is None or not math.isfinite(found) or not low <= found <= high:
        raise ActivityFileError(f"{shown(value)} isn't valid: use a number from {low:,g} to {high:,.0f}", key)
    return found


def number_or_none(value: object, *, low: float, high: float) -> float | None:
    """Return a number of a file that nobody depends on; None where it is missing or cannot be."""
    try:
        return number(value, "", low=low, high=high)
    except ActivityFileError:
        return None


def seconds_or_none(value: object) -> float | None:
    """Return a duration in seconds, written as a number or as a clock shows it (`1:02:03`); None where it isn't one."""
    if isinstance(value, str) and ":" in value:
        match = _CLOCK.fullmatch(value.strip())
        if match is None:
            return None
        value = int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])
    return number_or_none(value, low=0, high=1e9)


def moment(text: str | None, key: str) -> datetime:
    """Return a time in ISO 8601, always with an offset: one that has none is UTC.

    Args:
        text: what is there.
        key: where it is.

    Raises:
        ActivityFileError: it is missing, is none, or is outside of the years that are read.
    """
    text = (text or "").strip()
    try:
        value = datetime.fromisoformat(text if _MOMENT.fullmatch(text) and len(text) <= DIGITS else "")
    except ValueError:
        raise ActivityFileError(f"{shown(text)} isn't valid: use a time such as 2026-11-22T07:30:05Z", key) from None
    return read_moment(value, key)


def read_moment(value: datetime, key: str = "") -> datetime:
    """Return a time with an offset, UTC where it has none.

    Raises:
        ActivityFileError: it is outside of the years that are read.
    """
    if problem := year_problem(value):
        raise ActivityFileError(problem, key)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
