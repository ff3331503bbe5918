"""Reads numbers and times in files of other programs: one reader for all formats, which checks ranges first.

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
from runstrength.text import MAX_SHOWN, invalid, plural

DIGITS: Final = 40
"""Characters that a number or a time may have."""
MAX_ERROR_TEXT: Final = 100
"""Characters of a library's error in the error messages."""
MAX_METERS: Final = 1_000_000
"""The longest run, in meters: 1,000 km."""
MAX_SECONDS: Final = 7 * 24 * 3600
"""The longest run, in seconds."""

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_CLOCK: Final = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,5}):([0-9]{1,2}(?:\.[0-9]{1,6})?)")
_MOMENT: Final = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}[T ][0-9:.,+Zz -]+", re.IGNORECASE)


class ActivityFileError(Exception):
    """An activity file is damaged or wrong; `key` is the place in it, such as `line 3`."""

    def __init__(self, text: str, key: str = "") -> None:
        super().__init__(text)
        self.key = key


class TooFarError(ActivityFileError):
    """A run is longer than possible.

    Args:
        metres: its distance in meters.
        kind: its name in the file: a run, a track.
    """

    def __init__(self, metres: float, kind: str = "run") -> None:
        self.metres, self.kind = metres, kind
        super().__init__(self.told("metric"))

    def told(self, units: str) -> str:
        """Return the message in a person's units."""
        unit = distance_unit(units)
        far, most = self.metres / DISTANCE_UNITS[unit], MAX_METERS // DISTANCE_UNITS[unit]
        return f"found a {self.kind} of {far:,.0f} {unit}: use at most {most:,.0f} {unit}"


EARLY_END: Final = "it ends too early"
"""What is said of a damaged archive whose reader doesn't say what is wrong."""


def run_too_long(seconds: float, place: str = "") -> ActivityFileError:
    """Return the error of a run that takes no time or more than a week; `place` is where in its file that is said."""
    return ActivityFileError(f"a run of {seconds:,.0f} seconds isn't valid: use 1 to {MAX_SECONDS:,}", place)


def left_out(points: int, first: ActivityFileError | None) -> ActivityFileError:
    """Return the remark on points of a run that can't be read.

    Args:
        points: how many.
        first: why the first of them can't be read.
    """
    place = f"{first.key}: {first}" if first else "wrong values"
    return ActivityFileError(f"{plural(points, 'point')} left out ({place}): check the run")


def reason_of(error: BaseException, otherwise: str = "") -> str:
    """Return the text of a library's error on one short line; if it is empty, `otherwise` or the error's type."""
    text = next(iter(str(error).splitlines()), "") or otherwise or type(error).__name__
    return text if len(text) <= MAX_ERROR_TEXT else f"{text[: MAX_ERROR_TEXT - 1]}…"


def sports_words(names: Iterable[str]) -> str:
    """Return names of sports for a message: a few, shortened."""
    return ", ".join(name[:MAX_SHOWN] for name in sorted(set(names))[:5])


def number(value: object, key: str, *, low: float, high: float) -> float:
    """Return a number in a file.

    Args:
        value: a number, or its text.
        key: its place in the file.
        low: the smallest valid number.
        high: the largest.

    Raises:
        ActivityFileError: it is missing, not a finite number, or out of range.
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
        raise ActivityFileError(invalid(value, f"a number from {low:,g} to {high:,.0f}"), key)
    return found


def number_or_none(value: object, *, low: float, high: float) -> float | None:
    """Return an optional number in a file; None if it is missing or invalid."""
    try:
        return number(value, "", low=low, high=high)
    except ActivityFileError:
        return None


def written_number(text: str, *, decimal_comma: bool | None = None) -> str:
    """Return a number as people write it, with a point and without separators of thousands: `1.234,5` is `1234.5`.

    Args:
        text: the number; a text that is too long stays too long, and what is no number stays none.
        decimal_comma: what a single comma is; by default a decimal comma, unless three digits follow it.
    """
    text = re.sub(r"[\s'\u2019]", "", text[: 2 * DIGITS])
    comma, point = text.rfind(","), text.rfind(".")
    if comma < 0:
        return text.replace(".", "") if text.count(".") > 1 else text
    if point >= 0:
        return text.replace(",", "") if point > comma else text.replace(".", "").replace(",", ".")
    thousands = text.count(",") > 1 or (
        re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text) is not None and not decimal_comma
    )
    return text.replace(",", "" if thousands else ".")


def seconds_or_none(value: object) -> float | None:
    """Return a duration in seconds, written as a number or like `1:02:03`; None if it is not a duration."""
    if isinstance(value, str) and ":" in value:
        match = _CLOCK.fullmatch(value.strip())
        if match is None:
            return None
        value = int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])
    return number_or_none(value, low=0, high=1e9)


def moment(text: str | None, key: str) -> datetime:
    """Return a time in ISO 8601, always with an offset: without one it is UTC.

    Args:
        text: the text.
        key: its place in the file.

    Raises:
        ActivityFileError: it is missing, not a time, or out of range.
    """
    text = (text or "").strip()
    try:
        value = datetime.fromisoformat(text if _MOMENT.fullmatch(text) and len(text) <= DIGITS else "")
    except ValueError:
        raise ActivityFileError(invalid(text, "a time such as 2026-11-22T07:30:05Z"), key) from None
    return read_moment(value, key)


def read_moment(value: datetime, key: str = "") -> datetime:
    """Return a time with an offset, UTC if it has none.

    Raises:
        ActivityFileError: it is out of range.
    """
    if problem := year_problem(value):
        raise ActivityFileError(problem, key)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
