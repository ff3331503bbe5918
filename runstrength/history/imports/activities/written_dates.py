"""Reads dates and times as other programs write them for people: month names, any order, 12 or 24 hours, any language.

`Nov 22, 2026, 6:30:05 AM`, `21.07.2026, 15:09:27`, `23 jun. 2017 15:52:12`, `2026年7月21日 下午3:09:27` are all read.
What one date leaves open the other dates of the same file may tell: `7/4/2026`, or `lis`, which is November in Polish
and October in Croatian.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from msgspec import Struct

from runstrength.history.imports.activities.values import ActivityFileError
from runstrength.history.imports.activities.words import fillers, halves, months, plain, unaccented
from runstrength.text import invalid

LONGEST: Final = 60
"""Characters that a date may have."""
EXAMPLE: Final = "a date like Nov 22, 2026, 6:30:05 AM"
NOON: Final = 12
"""The hour of a date without a time of day."""
MAX_FILLER: Final = 3
"""Letters of words between the parts of a date, in any language: `um`, `at`, `à`, `las`, `г`."""
SERIAL_ZERO: Final = datetime(1899, 12, 30)
"""The day from which spreadsheets count days."""
BUDDHIST: Final = 543
"""Years that the Thai calendar is ahead."""
_CLOCK: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?::|[時时시h]\s?)\s*(\d{2}|\d(?=[分분]))"
    r"(?:\s*(?::|[分분]|m(?:in)?\b)\s*(\d{2}))?(?:[.,]\d{1,6})?\s?(?:[秒초]|s\b|min\b)?(?!\d)"
)
_ZONE: Final = re.compile(r"\s*(?:\b(?:utc|gmt|z)\b|(?<=\d)z)\s*$")
_SERIAL: Final = re.compile(r"[2-6][0-9]{4}")
_EAST_ASIAN: Final = re.compile(r"(?<=\d)\s*[年月日년월일]\s*")
_LETTERS: Final = r"[^\s\d.,/:;()_\-–،]+"
_NUMBER_OR_WORD: Final = re.compile(rf"\d+|{_LETTERS}(?:\.{_LETTERS})*")


class DateStyle(Struct, frozen=True):
    """How the dates of a file are written."""

    month_first: bool = False
    """Whether `7/4/2026` is the fourth of July."""
    months: Mapping[str, int] = {}
    """Names of months that mean something else, or nothing certain, in other languages."""


ANY: Final = DateStyle()
"""Of a date that stands alone."""


def style_of(texts: Iterable[str], *, month_first: bool = False, language: str = "") -> DateStyle:
    """Return how the dates of a file are written.

    Args:
        texts: some of them.
        month_first: whether the month is before the day in dates such as `7/4/2026`, if no date has only one reading.
        language: the language of the file, if it is known; one of `assets/import.toml`.
    """
    texts = [text[:LONGEST] for text in texts]
    known = months()
    words = {plain(word) for text in texts for word in _NUMBER_OR_WORD.findall(text.casefold())}
    words &= set().union(*known.values())
    languages = [language] if language in known else [name for name, names in known.items() if words <= names.keys()]
    return DateStyle(_month_comes_first(texts, month_first), _agreed(tuple(languages)))


def _month_comes_first(texts: Iterable[str], otherwise: bool) -> bool:
    for text in texts:
        match = re.match(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}\b", text)
        if match and int(match[1]) > 12:
            return False
        if match and int(match[2]) > 12:
            return True
    return otherwise


@lru_cache(maxsize=8)
def _agreed(languages: tuple[str, ...]) -> Mapping[str, int]:
    """Return the names of months that mean the same in all of some languages."""
    numbers: dict[str, set[int]] = {}
    for language in languages:
        for name, number in months()[language].items():
            numbers.setdefault(name, set()).add(number)
    return {name: next(iter(found)) for name, found in numbers.items() if len(found) == 1}


def read_written(text: str, place: str, style: DateStyle = ANY) -> datetime:
    """Return a written date and time, without an offset.

    Args:
        text: the text.
        place: its place in the file, for messages.
        style: how the dates of the file are written.

    Raises:
        ActivityFileError: it is none.
    """
    found = _read(text, style) if len(text) <= LONGEST else None
    if found is None:
        raise ActivityFileError(invalid(text, EXAMPLE), place)
    return found


def moment_of(text: str, place: str, style: DateStyle = ANY) -> tuple[datetime, bool]:
    """Return a date in ISO 8601, as `read_written` reads it, or as a spreadsheet counts days; without a time, at noon.

    The second value tells whether it has a time of day.

    Args:
        text: the date.
        place: its place in the file, for messages.
        style: how the dates of the file are written.

    Raises:
        ActivityFileError: it is none.
    """
    clean = re.sub(r"(?<=\d) (?=[+-]\d{2}:?\d{2}$)", "", " ".join(text.split()))  # a blank before the offset
    with suppress(ValueError):
        moment = datetime.fromisoformat(clean)
        return (moment, True) if len(clean) > len("2026-11-22") else (moment.replace(hour=NOON), False)
    if _SERIAL.fullmatch(clean):
        return SERIAL_ZERO + timedelta(days=int(clean), hours=NOON), False
    if len(clean) <= LONGEST and (found := _read(clean, style)) is not None:
        return found, True
    if len(clean) <= LONGEST and (found := _read(f"{clean} {NOON}:00", style)) is not None:
        return found, False
    raise ActivityFileError(invalid(text, EXAMPLE), place)


def _read(text: str, style: DateStyle) -> datetime | None:
    text = _ZONE.sub("", unaccented(unicodedata.normalize("NFKC", text)).strip())
    clock = _CLOCK.search(text) or _dotted_clock().search(text)
    if clock is None:
        return None
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    evening, before, after = _half_beside(text[: clock.start()], text[clock.end() :])
    if evening is not None and 1 <= hour <= 12:  # `15:09 PM` is written by some
        hour = hour % 12 + (12 if evening else 0)
    day = _day_of(f"{before} {after}", style)
    if day is None:
        return None
    try:
        return datetime(*day, hour, minute, second)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _half() -> str:
    """Return a pattern of the names of both halves of a day."""
    names = (re.escape(name).replace(r"\ ", r"\.?\s?") for name in sorted(halves(), key=len, reverse=True))
    return rf"({'|'.join(names)})\.?"


@lru_cache(maxsize=1)
def _dotted_clock() -> re.Pattern[str]:
    """Return a pattern of a time like `15.09.27`, which ends a date: else it would be the date."""
    return re.compile(rf"(?<![\d.])(\d{{1,2}})\.(\d{{2}})(?:\.(\d{{2}}))?(?=\s*(?:{_half()})?\s*$)")


def _half_beside(before: str, after: str) -> tuple[bool | None, str, str]:
    """Return whether a time is in the second half of the day, None if nothing says it, and both texts without that.

    Args:
        before: the text before the time.
        after: the text after it.
    """
    if match := re.match(rf"\s*{_half()}(?![^\W\d_])", after):
        return _is_second(match[1]), before, after[match.end() :]
    if match := re.search(rf"{_half()}\s*$", before):
        start = match.start()
        if start == 0 or match[1] >= "\u2e80" or not before[start - 1].isalpha():  # East Asian words follow each other
            return _is_second(match[1]), before[:start], after
    return None, before, after


def _is_second(name: str) -> bool:
    known = {half.replace(" ", ""): second for half, second in halves().items()}
    return known[re.sub(r"[\s.]", "", name)]


def _day_of(text: str, style: DateStyle) -> tuple[int, int, int] | None:
    """Return year, month and day of a text without the time of day."""
    text = _EAST_ASIAN.sub(" ", text)
    known = _agreed(tuple(months()))
    numbers: list[str] = []
    month = 0
    for token in _NUMBER_OR_WORD.findall(text):
        word = plain(token)
        if token.isdecimal():
            numbers.append(token)
        elif number := style.months.get(word) or known.get(word, 0):
            if month and month != number:
                return None
            month = number
        elif len(word) > MAX_FILLER and word not in fillers():  # a word that is no month, `um` or `de`
            return None
    if month and len(numbers) == 2:
        first, second = numbers
        year, day = (first, second) if len(first) == 4 else (second, first)
        return (_year(year), month, int(day)) if len(year) in (2, 4) and len(day) <= 2 else None
    if month or len(numbers) != 3:
        return None
    if len(numbers[0]) == 4:
        return _year(numbers[0]), int(numbers[1]), int(numbers[2])
    one, two, year = int(numbers[0]), int(numbers[1]), numbers[2]
    if len(year) not in (2, 4):
        return None
    slashes = "/" in text
    if two > 12 or (slashes and style.month_first and one <= 12):
        return _year(year), one, two
    return _year(year), two, one


def _year(text: str) -> int:
    year = int(text) if len(text) == 4 else 2000 + int(text)
    return year - BUDDHIST if 2500 < year < 2600 else year
