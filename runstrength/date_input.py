"""Reads dates and times of day that people type, in the fields of the app and in options of commands.

Pure: the caller passes today's date and the order in which the person writes day and month. An ambiguous date, and a
time that a clock change skips, are errors that say what to use instead; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from runstrength import dates
from runstrength.dates import FIRST_YEAR, LAST_YEAR, day_of, to_local, to_utc
from runstrength.text import invalid, shown

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"
FUTURE: Final = "future"
PAST: Final = "past"
DATE_HINT: Final = "a date (2027-03-27, 27 Mar, in 8 weeks, yesterday)"
"""Examples of dates, for error messages."""
TIME_HINT: Final = "a time (07:30, 0730, 6:30 pm)"
"""Examples of times of day, for error messages."""
MOMENT_HINT: Final = "a date (2027-03-27, 27 Mar, yesterday), a time (07:30, 6:30 pm), or both"
"""Examples for error messages where a date, a time or both can be typed."""
DEFAULT_TIME: Final = time(12)
"""The time of day if only a date was typed."""
LATE_DEPARTURE: Final = timedelta(hours=1)
"""A departure time that passed less than this ago still means today: the person is late."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES: Final = ("january february march april may june july august september october november december").split()
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORD_NUMBERS: Final = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_WORDS, 1)}
_RELATIVE: Final = re.compile(r"(in )?(\d{1,4}|[a-z]+) (day|week|month|year)s?( ago)?", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})()(\d{2})(\d{2})", re.ASCII)
_DAY_AND_MONTH: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?", re.ASCII)
_DAY_MONTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]?([a-z]{3,9})\.?(?:[ ,-]+(\d{4}))?", re.ASCII)
_MONTH_DAY: Final = re.compile(r"([a-z]{3,9})\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?(?:[ ,-]+(\d{4}))?", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?::(\d{2}))?|h)? ?([ap])?\.?(?:m\.?)?", re.ASCII)
_TIME_DIGITS: Final = re.compile(r"(\d{1,2})(\d{2}) ?(?:([ap])\.?m\.?)?", re.ASCII)
_LOOKS_LIKE_TIME: Final = re.compile(
    r"\d{1,2}(?:[:h]\d{2}\S*(?: ?[ap]\.?m\.?)?|\.\d{2}(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?)", re.ASCII
)
_YEAR_FIRST_LANGUAGES: Final = ("ja", "ko", "zh", "hu", "mn", "lt")
"""Languages in which the year comes first; the order of day and month is unknown if it comes last."""


class DateError(ValueError):
    """The typed text is not a valid date or time; the message says why, and what to use instead."""


class TypedMoment(NamedTuple):
    """A typed day, a typed time of day, or both; the other is None."""

    day: date | None
    time_of_day: time | None


def date_order(setting: str, environ: Mapping[str, str]) -> str:
    """Return the order of day and month: `day-first`, `month-first`, or an empty string if it is unknown.

    Args:
        setting: `date_order` of the settings.
        environ: the environment variables; with the setting `auto`, their language decides.
    """
    if setting in (DAY_FIRST, MONTH_FIRST):
        return setting
    name = next((environ[key] for key in ("LC_ALL", "LC_TIME", "LANG") if environ.get(key)), "")
    language, _, country = name.partition(".")[0].partition("@")[0].partition("_")
    if country in ("US", "PH"):
        return MONTH_FIRST
    unknown = language in ("", "C", "POSIX", *_YEAR_FIRST_LANGUAGES) or (language == "en" and country in ("", "CA"))
    return "" if unknown else DAY_FIRST


def read_date(text: str, today: date, order: str = "", toward: str = PAST) -> date:
    """Return the day of a typed date.

    Args:
        text: `2027-03-27`, `27 Mar`, `Mar 27 2027`, `27/3/2027`, `in 8 weeks`, `3 days ago`, `today`, `next friday`.
        today: the current day.
        order: the result of `date_order`.
        toward: `past` or `future`: the direction of a date without a year and of a weekday; both include today.

    Raises:
        DateError: it is not a day from 1970 to 2200, or ambiguous.
    """
    clean = _clean(text)
    if weekday := _leading_weekday(clean):
        name, rest = weekday
        day = read_date(rest, today, order, toward)
        if _WEEKDAYS[day.weekday()] != name:
            raise DateError(f"{shown(text)} isn't valid: {dates.long_day(day)} {day.year} is a {day:%A}")
        return day
    found = _relative_word(clean, today, toward) or _relative_span(clean, today)
    if found is None:
        found = _date_with_month_name(clean, today, toward) or _numeric_date(clean, text, today, order, toward)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DateError(invalid(text, DATE_HINT))
    return found


def read_time(text: str) -> time:
    """Return a typed time of day: `07:00`, `0700`, `7`, `18h30`, `6:30 pm`, `noon`.

    Raises:
        DateError: it is not a time of day.
    """
    clean = _clean(text)
    if clean in ("noon", "midnight"):
        return time(12 if clean == "noon" else 0)
    if match := _TIME_DIGITS.fullmatch(clean):
        hour, minute, second, half = int(match[1]), int(match[2]), 0, match[3]
    elif match := _TIME.fullmatch(clean):
        hour, minute, second, half = int(match[1]), int(match[2] or 0), int(match[3] or 0), match[4]
    else:
        raise DateError(invalid(text, TIME_HINT))
    if half and not 1 <= hour <= 12:
        raise DateError(invalid(text, TIME_HINT))
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise DateError(invalid(text, TIME_HINT))
    return time(hour, minute, second)


def read_moment(text: str, today: date, order: str = "", toward: str = PAST) -> TypedMoment:
    """Return a typed day, time of day, or both: `2026-11-22 07:30`, `yesterday 6:30 pm`, `18:00`.

    Args:
        text: the typed text; a time alone needs a colon, or am or pm.
        today: the current day.
        order: the result of `date_order`.
        toward: as for `read_date`.

    Raises:
        DateError: it is neither, or ambiguous.
    """
    clean = _clean(text)
    if re.match(r"\d{4}-\d{2}-\d{2}t\d", clean):
        clean = clean.replace("t", " ", 1)
    if _is_time(clean):
        return TypedMoment(None, _read_time_part(clean, text))
    for day, time_of_day in _date_and_time_splits(clean):
        return TypedMoment(_read_date_part(day, text, today, order, toward), _read_time_part(time_of_day, text))
    return TypedMoment(_read_date_part(clean, text, today, order, toward), None)


def next_time_of_day(time_of_day: time, now: datetime) -> datetime:
    """Return the next occurrence of a time of day, in the zone of `now`, with the offset valid then.

    A time that passed less than an hour ago on the same day still counts, because the person may be late.

    Args:
        time_of_day: the time of day.
        now: the current time; if its fixed offset equals the local one, its zone is the local zone.

    Raises:
        DateError: a clock change skips that time on that day.
    """
    now_utc = to_utc(now)
    tomorrow = day_of(now) + timedelta(days=1)
    try:
        # When the clocks go back, a time occurs twice.
        times = [_on_day(day_of(now), time_of_day.replace(fold=fold), now) for fold in (0, 1)]
    except DateError:
        if time_of_day > now.time():
            raise
        times = []  # skipped earlier today, so tomorrow's
    ahead = [moment for moment in times if to_utc(moment) >= now_utc]
    late = [moment for moment in times if to_utc(moment) >= now_utc - LATE_DEPARTURE]
    return next(iter(ahead or late[-1:]), None) or _on_day(tomorrow, time_of_day.replace(fold=0), now)


def start_time(typed: TypedMoment, now: datetime, length: timedelta) -> datetime:
    """Return when a past activity started.

    A day without a time means noon, or for today a start with which it has ended by now. A time without a day means its
    last occurrence.

    Args:
        typed: what was typed.
        now: the current time.
        length: how long the activity took.

    Raises:
        DateError: it is in the future, or does not exist.
    """
    day, time_of_day = typed.day or day_of(now), typed.time_of_day or DEFAULT_TIME
    moment = _as_date_error(lambda: dates.at_local(day, time_of_day))
    if typed.time_of_day is None and day == day_of(now):
        moment = min(moment, dates.add_seconds(now, -length.total_seconds()))
    if typed.day is None and moment > now:
        moment = _as_date_error(lambda: dates.at_local(dates.day_before(day), time_of_day))
    return require_past(moment, now)


def moved_start(typed: TypedMoment, start: datetime, now: datetime) -> datetime:
    """Return a start time moved to the typed day, time of day, or both; the rest stays, in its own zone.

    Raises:
        DateError: it is in the future, or does not exist.
    """
    return require_past(_as_date_error(lambda: dates.with_day_and_time(start, typed.day, typed.time_of_day)), now)


def _as_date_error(make: Callable[[], datetime]) -> datetime:
    try:
        return make()
    except DateError:
        raise
    except ValueError as error:
        raise DateError(str(error)) from None


def require_past(moment: datetime, now: datetime) -> datetime:
    """Return a time that is not in the future.

    Raises:
        DateError: it is in the future.
    """
    if moment > now:
        raise DateError(f"{dates.minute_text(moment)} is in the future: use a time that has passed")
    return moment


# -- reading -----------------------------------------------------------------------------------------------------------


def _clean(text: str) -> str:
    return " ".join(text.lower().replace("\xa0", " ").replace("\u202f", " ").split()).strip(" ,")


def _leading_weekday(clean: str) -> tuple[str, str] | None:
    """Split a text into a weekday and a date; None if it does not start with a weekday."""
    first, _, rest = clean.partition(" ")
    name = _weekday(first.strip(",."))
    return (name, rest) if name and any(letter.isdigit() for letter in rest) else None


def _weekday(word: str) -> str:
    matches = [name for name in _WEEKDAYS if len(word) >= 3 and name.startswith(word)]
    return matches[0] if len(matches) == 1 else ""


def _relative_word(clean: str, today: date, toward: str) -> date | None:
    days = {"today": 0, "tonight": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
    if clean in days:
        return today + timedelta(days=days[clean])
    prefix, _, word = clean.rpartition(" ")
    name = _weekday(word)
    if not name or prefix not in ("", "next", "last", "this", "on"):
        return None
    ahead = (_WEEKDAYS.index(name) - today.weekday()) % 7
    if prefix == "next" or (prefix != "last" and toward == FUTURE):
        return today + timedelta(days=ahead or (7 if prefix == "next" else 0))
    return today + timedelta(days=ahead - 7 if ahead else (-7 if prefix == "last" else 0))


def _relative_span(clean: str, today: date) -> date | None:
    match = _RELATIVE.fullmatch(clean)
    if match is None or bool(match[1]) == bool(match[4]):
        return None
    number = int(match[2]) if match[2].isdecimal() else _WORD_NUMBERS.get(match[2])
    if number is None:
        return None
    number = -number if match[4] else number
    if match[3] in ("day", "week"):
        return today + timedelta(days=number * (7 if match[3] == "week" else 1))
    months = today.year * 12 + today.month - 1 + number * (12 if match[3] == "year" else 1)
    year, month = divmod(months, 12)
    for last in range(today.day, 27, -1):
        if day := _day(year, month + 1, last):
            return day
    return _day(year, month + 1, today.day)


def _date_with_month_name(clean: str, today: date, toward: str) -> date | None:
    match = _DAY_MONTH.fullmatch(clean)
    day, name, year = (match[1], match[2], match[3]) if match else ("", "", None)
    if match is None and (match := _MONTH_DAY.fullmatch(clean)):
        day, name, year = match[2], match[1], match[3]
    if not name or (name not in _MONTH_NAMES and name not in (*_MONTHS, "sept")):
        return None
    month = _MONTHS.index(name[:3]) + 1
    return _day(int(year), month, int(day)) if year else _without_year(month, int(day), today, toward)


def _numeric_date(clean: str, text: str, today: date, order: str, toward: str) -> date | None:
    if match := _YEAR_FIRST.fullmatch(clean):
        year, month, day = (match[1], match[3], match[4]) if match[1] else (match[5], match[7], match[8])
        return _day(int(year), int(month), int(day))
    match = _DAY_AND_MONTH.fullmatch(clean)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if match[2] == ".":  # dates with points always have the day first
        order = DAY_FIRST
    if first > 12 or second > 12 or first == second:
        order = MONTH_FIRST if second > 12 else DAY_FIRST
    year = match[4]

    def make(day: int, month: int) -> date | None:
        if year is None:
            return _without_year(month, day, today, toward)
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)

    if order:
        return make(*((second, first) if order == MONTH_FIRST else (first, second)))
    day_first, month_first = make(first, second), make(second, first)
    if day_first is None or month_first is None:
        return day_first or month_first
    use = f"{day_first.isoformat()} or {dates.short_day(day_first)}"
    raise DateError(f"{shown(text)} could be {dates.long_day(day_first)} or {dates.long_day(month_first)}: use {use}")


def _without_year(month: int, day: int, today: date, toward: str) -> date | None:
    """Return the nearest day with this month and day in a direction, today included; 29 February may be years away."""
    years = range(today.year, today.year + 9) if toward == FUTURE else range(today.year, today.year - 9, -1)
    for year in years:
        found = _day(year, month, day)
        if found is not None and (found >= today if toward == FUTURE else found <= today):
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _is_time(clean: str) -> bool:
    return clean in ("noon", "midnight") or _LOOKS_LIKE_TIME.fullmatch(clean) is not None


def _date_and_time_splits(clean: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to split a text into a date and a time of day, the most likely first."""
    words = clean.split(" ")
    for count in (2, 1):
        if count < len(words):
            day, time_of_day = " ".join(words[:-count]), " ".join(words[-count:])
            if _is_time(time_of_day.removeprefix("at ")) or (count == 1 and day.endswith(" at")):
                yield day.removesuffix(" at").strip(" ,"), time_of_day.removeprefix("at ")
            time_of_day, day = " ".join(words[:count]), " ".join(words[count:])
            if _is_time(time_of_day):
                yield day.removeprefix("on ").strip(" ,"), time_of_day


def _read_date_part(clean: str, text: str, today: date, order: str, toward: str) -> date:
    try:
        return read_date(clean, today, order, toward)
    except DateError as error:
        if "isn't valid: use" in str(error):
            raise DateError(invalid(text, MOMENT_HINT)) from None
        raise


def _read_time_part(clean: str, text: str) -> time:
    try:
        return read_time(clean)
    except DateError:
        raise DateError(invalid(text, MOMENT_HINT)) from None


# -- zones -------------------------------------------------------------------------------------------------------------


def _on_day(day: date, time_of_day: time, now: datetime) -> datetime:
    """Return a time of day of a day in the zone of `now`; with `fold`, the second if it occurs twice.

    Raises:
        DateError: a clock change skips it.
    """
    if dates.has_local_offset(now) and not time_of_day.fold:
        return _as_date_error(lambda: dates.at_local(day, time_of_day))
    wall = datetime.combine(day, time_of_day.replace(tzinfo=None))
    moment = to_local(wall) if dates.has_local_offset(now) else wall.replace(tzinfo=now.tzinfo)
    real = dates.in_zone_of(now, moment)
    if real.replace(tzinfo=None, fold=0) != wall.replace(fold=0):
        raise DateError(dates.skipped_text(wall, real))
    return moment
