"""Reads dates and times as other programs write them for people: month names, any order, 12 or 24 hours, any language.

`Nov 22, 2026, 6:30:05 AM`, `21.07.2026, 15:09:27`, `23 jun. 2017 15:52:12`, `2026年7月21日 下午3:09:27` are all read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from runstrength.history.imports.activities.values import ActivityFileError
from runstrength.history.imports.activities.words import halves, months, plain
from runstrength.text import invalid

LONGEST: Final = 60
"""Characters that a date may have."""
EXAMPLE: Final = "a date like Nov 22, 2026, 6:30:05 AM"
NOON: Final = 12
"""The hour of a date without a time of day."""
MAX_FILLER: Final = 3
"""Letters of words between the parts of a date, in any language: `um`, `at`, `à`, `las`, `г`."""
_CLOCK: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?::|[时時시h]\s?)\s*(\d{2}|\d(?=[分분]))"
    r"(?:\s*(?::|[分분]|m(?:in)?\b)\s*(\d{2}))?(?:[.,]\d{1,6})?\s?(?:[秒초]|s\b|min\b)?(?!\d)"
)
_DOTTED_CLOCK: Final = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?\s*$")
_ZONE: Final = re.compile(r"\s*(?:\b(?:utc|gmt|z)\b|(?<=\d)z)\s*$")
_EAST_ASIAN: Final = re.compile(r"(?<=\d)\s*[年月日년월일]\s*")
_NUMBER_OR_WORD: Final = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?")


def read_written(text: str, place: str, *, month_first: bool = False) -> datetime:
    """Return a written date and time, without an offset.

    Args:
        text: the text.
        place: its place in the file, for messages.
        month_first: whether `7/4/2026` is the fourth of July.

    Raises:
        ActivityFileError: it is none.
    """
    found = _read(text, month_first) if len(text) <= LONGEST else None
    if found is None:
        raise ActivityFileError(invalid(text, EXAMPLE), place)
    return found


def moment_of(text: str, place: str, *, month_first: bool = False) -> tuple[datetime, bool]:
    """Return a date in ISO 8601 or as `read_written` reads it, and whether it has a time of day; if not, it is noon.

    Args:
        text: the date.
        place: its place in the file, for messages.
        month_first: whether `7/4/2026` is the fourth of July.

    Raises:
        ActivityFileError: it is none.
    """
    clean = " ".join(text.split())
    has_time = ":" in clean or re.search(r"\d\s*h\s*\d|[ap]\.?m\b", clean, re.IGNORECASE) is not None
    try:
        moment = datetime.fromisoformat(clean)
    except ValueError:
        moment = read_written(clean if has_time else f"{clean} {NOON}:00", place, month_first=month_first)
    return (moment if has_time else moment.replace(hour=NOON)), has_time


def month_comes_first(texts: Iterable[str], otherwise: bool) -> bool:
    """Return whether the month is before the day in dates such as `7/4/2026`, by those that have only one reading.

    Args:
        texts: dates of one file.
        otherwise: if none of them tells.
    """
    for text in texts:
        match = re.match(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}\b", text[:LONGEST])
        if match and int(match[1]) > 12:
            return False
        if match and int(match[2]) > 12:
            return True
    return otherwise


def _read(text: str, month_first: bool) -> datetime | None:
    text = _ZONE.sub("", unicodedata.normalize("NFKC", text).casefold().strip())
    evening, text = _half_of(text)
    clock = _CLOCK.search(text) or _DOTTED_CLOCK.search(text)
    if clock is None:
        return None
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if evening is not None:
        if not 1 <= hour <= 12:
            evening = None  # `15:09 PM` is written by some
        else:
            hour = hour % 12 + (12 if evening else 0)
    day = _day_of(text[: clock.start()] + " " + text[clock.end() :], month_first)
    if day is None:
        return None
    try:
        return datetime(*day, hour, minute, second)
    except ValueError:
        return None


def _half_of(text: str) -> tuple[bool | None, str]:
    """Return whether a time is in the second half of the day, None if it has no half, and the text without it."""
    flat = re.sub(r"(?<=[ap])\.?\s?m\b\.?", "m", text).replace("ö", "o")
    for name, evening in halves().items():
        written = re.escape(name)
        pattern = rf"(?<![^\W\d_]){written}(?![^\W\d_])\.?" if name.isascii() else written
        if re.search(pattern, flat):
            return evening, re.sub(pattern, " ", flat)
    return None, text


def _day_of(text: str, month_first: bool) -> tuple[int, int, int] | None:
    """Return year, month and day of a text without the time of day."""
    text = _EAST_ASIAN.sub(" ", text)
    known = months()
    numbers: list[str] = []
    month = 0
    for token in _NUMBER_OR_WORD.findall(text):
        if token.isdecimal():
            numbers.append(token)
        elif number := known.get(plain(token), 0):
            if month and month != number:
                return None
            month = number
        elif len(token) > MAX_FILLER:  # a word that is no month, `um` or `de`
            return None
    if month and len(numbers) == 2:
        first, second = numbers
        year, day = (first, second) if len(first) == 4 else (second, first)
        return (_year(year), month, int(day)) if len(year) in (2, 4) and len(day) <= 2 else None
    if month or len(numbers) != 3:
        return None
    if len(numbers[0]) == 4:
        return int(numbers[0]), int(numbers[1]), int(numbers[2])
    one, two, year = int(numbers[0]), int(numbers[1]), numbers[2]
    if len(year) not in (2, 4):
        return None
    slashes = "/" in text
    if two > 12 or (slashes and month_first and one <= 12):
        return _year(year), one, two
    return _year(year), two, one


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
