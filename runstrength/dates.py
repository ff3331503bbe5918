"""Time zones, days and weeks: no other module converts a time to another zone.

A time in a file keeps the UTC offset of the place where it happened, and so its day: a session on Monday at 07:30 in
Tokyo belongs to Monday, even if the history is read in Berlin. Times are therefore shown, exported, searched and
counted with their own offset and `day_of`; they are not converted to the zone of this machine or of `now`.

Only times without an offset (typed by a person, or the modification time of a file) are local times.

No function overflows at the ends of the calendar, and differences are real time, even across a clock change.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
"""The years that are accepted; a time outside of them is an error."""
YEARS_HINT: Final = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
"""The valid years, for error messages."""

WEEK_STARTS: Final = ("monday", "sunday")
"""The days that a week can start on; the first is the default."""

_HOUR: Final = timedelta(hours=1)


# -- valid times -------------------------------------------------------------------------------------------------------


def in_years(moment: datetime | date) -> bool:
    """Tell whether a time or a day is in an accepted year, by its own wall clock or in UTC.

    A machine without a battery for its clock starts at 1970 in UTC, which is 1969 west of Greenwich.
    """
    if FIRST_YEAR <= moment.year <= LAST_YEAR:
        return True
    return isinstance(moment, datetime) and FIRST_YEAR <= to_utc(moment).year <= LAST_YEAR


def year_problem(moment: datetime | date) -> str:
    """Return an error message if the year of a time or a day is not accepted, else an empty string."""
    return "" if in_years(moment) else f"the year {moment.year:04d} isn't valid: use {YEARS_HINT}"


def in_future(moment: datetime, now: datetime) -> bool:
    """Tell whether a time is in the future."""
    if moment.tzinfo is now.tzinfo and not isinstance(now.tzinfo, timezone):
        return elapsed(now, moment) > timedelta(0)  # Python would compare wall clocks
    return moment > now


def future_problem(moment: datetime, now: datetime) -> str:
    """Return an error message if a time is in the future, else an empty string."""
    if not in_future(moment, now):
        return ""
    return f"{minute_text(moment)} is dated in the future: use a time up to now ({minute_text(now)})"


# -- time zones --------------------------------------------------------------------------------------------------------


def local_now() -> datetime:
    """Return the current local time, with its offset."""
    return to_local(datetime.now(UTC))


def to_local(moment: datetime) -> datetime:
    """Convert a time to local time."""
    return in_zone(moment, None)


def local_if_utc(moment: datetime) -> datetime:
    """Return a time from another program's file: in local time if it is in UTC, else unchanged.

    Watches always write UTC, so UTC does not tell in which zone they were.
    """
    return moment if moment.utcoffset() else to_local(moment)


def to_utc(moment: datetime) -> datetime:
    """Convert a time to UTC."""
    return in_zone(moment, UTC)


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Convert a time to a zone (None: local time); return it unchanged if it is outside of the calendar there."""
    try:
        return moment.astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return moment


def has_local_offset(now: datetime) -> bool:
    """Tell whether a time has the local offset: `datetime.now().astimezone()` has only an offset, not a zone."""
    return isinstance(now.tzinfo, timezone) and to_local(now).utcoffset() == now.utcoffset()


def in_zone_of(now: datetime, moment: datetime) -> datetime:
    """Convert a time to the zone of `now`: to local time if `now` is local."""
    utc = to_utc(moment)  # because Python leaves a time that a clock change skips as it is in its own zone
    return to_local(utc) if has_local_offset(now) else in_zone(utc, now.tzinfo)


def at_local(day: date, time_of_day: time) -> datetime:
    """Return the local time of a day and a time of day; if it occurs twice, the first.

    Raises:
        ValueError: the year is not accepted, or the time is skipped by a clock change; with a message for the person.
    """
    if problem := year_problem(day):
        raise ValueError(problem)
    wall = datetime.combine(day, time_of_day.replace(tzinfo=None, fold=0))
    moment = to_local(wall)
    if moment.replace(tzinfo=None, fold=0) != wall.replace(fold=0):
        after = to_local(wall.replace(fold=1))
        raise ValueError(skipped_text(wall, after))
    return moment


def skipped_text(wall: datetime, after: datetime) -> str:
    """Return the error message about a time that a clock change skips.

    Args:
        wall: the time that no clock shows.
        after: the same time after the change.
    """
    use = time_text(after) if day_of(after) == day_of(wall) else minute_text(after)
    return f"{minute_text(wall)} isn't valid: the clocks go forward then and skip it, use {use}"


def with_day_and_time(moment: datetime, day: date | None = None, time_of_day: time | None = None) -> datetime:
    """Return a time moved to another day or another time of day, in the zone where it happened.

    If its offset is the local one, it is a local time and clock changes are applied; else it keeps its offset.

    Raises:
        ValueError: as `at_local`.
    """
    day, time_of_day = day or day_of(moment), time_of_day or moment.time()
    if moment.tzinfo is None or to_local(moment).utcoffset() == moment.utcoffset():
        return at_local(day, time_of_day)
    if problem := year_problem(day):
        raise ValueError(problem)
    return datetime.combine(day, time_of_day.replace(tzinfo=None), moment.tzinfo)


# -- differences -------------------------------------------------------------------------------------------------------


def elapsed(earlier: datetime, later: datetime) -> timedelta:
    """Return the real time between two times, negative if the second is earlier.

    Python subtracts two times of the same zone by their wall clocks, which is an hour off across a clock change.
    """
    difference = later.replace(tzinfo=None) - earlier.replace(tzinfo=None)
    return difference - ((later.utcoffset() or timedelta(0)) - (earlier.utcoffset() or timedelta(0)))


def hours_between(earlier: datetime, later: datetime) -> float:
    """Return the real hours between two times."""
    return elapsed(earlier, later) / _HOUR


def days_between(earlier: datetime, later: datetime) -> int:
    """Return the difference of two times in calendar days: 1 if the earlier one was yesterday."""
    return (day_of(later) - day_of(earlier)).days


def time_before(now: datetime, *, days: float) -> datetime:
    """Return a time minus a number of 24 hours, in UTC; the first time of the calendar if it would be earlier."""
    try:
        return to_utc(now) - timedelta(days=days)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def add_seconds_in_zone(moment: datetime, seconds: float, now: datetime) -> datetime:
    """Return a time plus (or minus) real seconds, in the zone of `now`, with the offset valid then."""
    return in_zone_of(now, to_utc(moment) + timedelta(seconds=seconds))


def add_seconds(moment: datetime, seconds: float) -> datetime:
    """Return a time plus real seconds, in the same zone.

    Raises:
        OverflowError: the result is outside of the calendar.
    """
    return in_zone(to_utc(moment) + timedelta(seconds=seconds), moment.tzinfo)


# -- days and weeks ----------------------------------------------------------------------------------------------------


def day_of(moment: datetime) -> date:
    """Return the day of a time, by its own wall clock."""
    return moment.date()


def week_start(day: date, week_starts: str = WEEK_STARTS[0]) -> date:
    """Return the first day of the week of a day.

    Args:
        day: a day of the week.
        week_starts: one of `WEEK_STARTS`.
    """
    offset = (day.weekday() + (week_starts == "sunday")) % 7
    return day - timedelta(days=min(offset, (day - date.min).days))


def week_of(day: date, week_starts: str = WEEK_STARTS[0]) -> int:
    """Return the number of the week of a day; the next week has the next number. Arguments as for `week_start`."""
    return (day.toordinal() - 1 + (week_starts == "sunday")) // 7


def week_days(first: date) -> tuple[date, ...]:
    """Return the seven days of a week; fewer at the end of the calendar."""
    return tuple(first + timedelta(days=number) for number in range(min(7, (date.max - first).days + 1)))


def day_before(day: date, days: int = 1) -> date:
    """Return the day a number of days earlier, or the first day of the calendar."""
    return date.fromordinal(max(1, day.toordinal() - days))


# -- as text -----------------------------------------------------------------------------------------------------------


def time_text(moment: datetime) -> str:
    """Return the time of day: `07:30`."""
    return f"{moment:%H:%M}"


def end_text(now: datetime, seconds: float) -> str:
    """Return the time of day in a number of seconds, as the clock on the wall will show it: `07:52`."""
    return time_text(add_seconds_in_zone(now, seconds, now))


def minute_text(moment: datetime) -> str:
    """Return a time as people type it: `2026-11-22 07:30`."""
    return f"{moment:%Y-%m-%d %H:%M}"


def utc_stamp(moment: datetime) -> str:
    """Return a time in UTC without signs, as the names of files begin with it: `20261122T063000Z`."""
    moment = to_utc(moment)
    return f"{moment.year:04d}{moment:%m%dT%H%M%SZ}"


def short_day(day: date) -> str:
    """Return a day without its year: `14 Dec`."""
    return f"{day.day} {day:%b}"


def short_date(day: date) -> str:
    """Return a day: `14 Dec 2026`."""
    return f"{short_day(day)} {day.year}"


def long_day(day: date) -> str:
    """Return a day without its year, for a sentence: `14 December`."""
    return f"{day.day} {day:%B}"


def full_day(day: date) -> str:
    """Return a day with its weekday, without its year: `Monday 14 December`."""
    return f"{day:%A} {long_day(day)}"


def full_date(day: date) -> str:
    """Return a day with its weekday: `Monday 14 December 2026`."""
    return f"{full_day(day)} {day.year}"


def month_label(first: date) -> str:
    """Return what the first day of a month is called on an axis: `Dec`, or the year if it is the first of January."""
    return f"{first.year}" if first.month == 1 else f"{first:%b}"


def from_today(days: int) -> str:
    """Return a distance in days: `today`, `tomorrow`, `in 3 days`, `yesterday`, `3 days ago`."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")
