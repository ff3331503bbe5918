"""Moments, days and weeks: the one place that converts times of day, finds the day of a moment and counts weeks.

A moment of a file keeps the offset that it happened at, and with it the day: a session on Monday at 07:30 in Tokyo is
a session of Monday, also for somebody who reads the history in Berlin. So what is shown, exported, searched and counted
is `day_of(moment)` and the moment as it stands; nothing is converted to the zone of this machine or to that of `now`.

Only what has no offset of its own (a time that a person types, the change time of a file) is local time.

Nothing in here overflows at the edges of the calendar, and differences are real time also across a clock change.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
"""The years that are read; a moment outside of them is a mistake in the file."""
YEARS: Final = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
"""What a message asks for."""

WEEK_STARTS: Final = ("monday", "sunday")
"""The days a week can begin on; the first is the default."""

_HOUR: Final = timedelta(hours=1)


# -- what is believed --------------------------------------------------------------------------------------------------


def in_years(moment: datetime | date) -> bool:
    """Tell whether a moment or a day is in a year that is read: by its own wall clock, or in UTC.

    A machine that has lost its clock begins with 1970 in UTC, which is 1969 west of Greenwich.
    """
    if FIRST_YEAR <= moment.year <= LAST_YEAR:
        return True
    return isinstance(moment, datetime) and FIRST_YEAR <= to_utc(moment).year <= LAST_YEAR


def year_problem(moment: datetime | date) -> str:
    """Return what is wrong with the year of a moment and what to use instead; empty when nothing is."""
    return "" if in_years(moment) else f"the year {moment.year:04d} isn't valid: use {YEARS}"


def in_future(moment: datetime, now: datetime) -> bool:
    """Tell whether a moment is still to come."""
    if moment.tzinfo is now.tzinfo and not isinstance(now.tzinfo, timezone):
        return elapsed(now, moment) > timedelta(0)  # Python would compare the clocks on the wall
    return moment > now


def future_problem(moment: datetime, now: datetime) -> str:
    """Return what is wrong with a moment that is still to come and what to use instead; empty when it is not."""
    if not in_future(moment, now):
        return ""
    return f"{moment:%Y-%m-%d %H:%M} is dated in the future: use a time up to now ({now:%Y-%m-%d %H:%M})"


# -- from one clock to another -----------------------------------------------------------------------------------------


def local_now() -> datetime:
    """Return the time on this machine's clock, with its offset."""
    return to_local(datetime.now(UTC))


def to_local(moment: datetime) -> datetime:
    """Return a moment on this machine's wall clock, for what has no wall clock of its own."""
    return in_zone(moment, None)


def local_if_utc(moment: datetime) -> datetime:
    """Return a moment that another program wrote, with its own offset; on this machine's clock where it is in UTC.

    Watches write UTC wherever they are, so that UTC says nothing of the clock on the wall.
    """
    return moment if moment.utcoffset() else to_local(moment)


def to_utc(moment: datetime) -> datetime:
    """Return a moment in UTC."""
    return in_zone(moment, UTC)


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment on the wall clock of a zone, None for this machine's; unchanged where that has no such time."""
    try:
        return moment.astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return moment


def at_local(day: date, clock: time) -> datetime:
    """Return the moment of a day and a time of day on this machine's wall clock; of two, the first.

    Raises:
        ValueError: the year is not read, or the clock skips that time; the sentence says what to use instead.
    """
    if problem := year_problem(day):
        raise ValueError(problem)
    wall = datetime.combine(day, clock.replace(tzinfo=None, fold=0))
    moment = to_local(wall)
    if moment.replace(tzinfo=None, fold=0) != wall.replace(fold=0):
        after = to_local(wall.replace(fold=1))
        use = f"{after:%H:%M}" if day_of(after) == day else f"{after:%Y-%m-%d %H:%M}"
        raise ValueError(f"{wall:%Y-%m-%d %H:%M} isn't valid: the clocks go forward then and skip it, use {use}")
    return moment


def with_day_and_time(moment: datetime, day: date | None = None, clock: time | None = None) -> datetime:
    """Return a moment on another day or at another time of day, on the wall clock of where it happened.

    That is this machine's where the offset is the same, so that clock changes are followed, and else its own offset.

    Raises:
        ValueError: as `at_local`.
    """
    day, clock = day or day_of(moment), clock or moment.time()
    if moment.tzinfo is None or to_local(moment).utcoffset() == moment.utcoffset():
        return at_local(day, clock)
    if problem := year_problem(day):
        raise ValueError(problem)
    return datetime.combine(day, clock.replace(tzinfo=None), moment.tzinfo)


# -- how long ----------------------------------------------------------------------------------------------------------


def elapsed(earlier: datetime, add_seconds: datetime) -> timedelta:
    """Return the real time between two moments, negative when the second is the earlier one.

    Python's own difference of two moments with the same zone is that of their wall clocks, an hour off at a clock
    change.
    """
    apart = add_seconds.replace(tzinfo=None) - earlier.replace(tzinfo=None)
    return apart - ((add_seconds.utcoffset() or timedelta(0)) - (earlier.utcoffset() or timedelta(0)))


def hours_between(earlier: datetime, add_seconds: datetime) -> float:
    """Return the real hours between two moments."""
    return elapsed(earlier, add_seconds) / _HOUR


def days_between(earlier: datetime, add_seconds: datetime) -> int:
    """Return how many days later, by their wall clocks, a moment is: 1 for `yesterday`."""
    return (day_of(add_seconds) - day_of(earlier)).days


def time_before(now: datetime, *, days: float = 0, hours: float = 0) -> datetime:
    """Return the moment a real time before another, in UTC; the first of the calendar where there is none."""
    try:
        return to_utc(now) - timedelta(days=days, hours=hours)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def add_seconds(moment: datetime, seconds: float) -> datetime:
    """Return the moment a real time after another, on the same wall clock.

    Raises:
        OverflowError: the calendar ends before.
    """
    return in_zone(to_utc(moment) + timedelta(seconds=seconds), moment.tzinfo)


# -- days and weeks ----------------------------------------------------------------------------------------------------


def day_of(moment: datetime) -> date:
    """Return the day a moment happened on, by the clock on the wall there."""
    return moment.date()


def week_start(day: date, week_starts: str = WEEK_STARTS[0]) -> date:
    """Return the first day of a day's week.

    Args:
        day: any day of it.
        week_starts: one of `WEEK_STARTS`.
    """
    into = (day.weekday() + (week_starts == "sunday")) % 7
    return day - timedelta(days=min(into, (day - date.min).days))


def week_of(day: date, week_starts: str = WEEK_STARTS[0]) -> int:
    """Return a number for the week of a day; the next week has the next number. Arguments as for `week_start`."""
    return (day.toordinal() - 1 + (week_starts == "sunday")) // 7


def week_days(first: date) -> tuple[date, ...]:
    """Return the seven days of a week, fewer where the calendar ends."""
    return tuple(first + timedelta(days=number) for number in range(min(7, (date.max - first).days + 1)))


def day_before(day: date, days: int = 1) -> date:
    """Return the day some days earlier, the first of the calendar where there is none."""
    return date.fromordinal(max(1, day.toordinal() - days))
