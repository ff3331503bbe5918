"""When to leave: what an arrow or a typed time makes of it, and what it means for a warm-up. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from runstrength.date_input import add_seconds_in_zone, next_time_of_day, read_time
from runstrength.session.wording import minutes

STEP: Final = timedelta(minutes=5)


def stepped(leave: datetime | None, by: int, now: datetime, seconds: float) -> datetime | None:
    """Return five minutes later or sooner, on whole fives; without a time, the first at which a warm-up is done.

    Args:
        leave: the time so far.
        by: 1 or -1.
        now: the moment.
        seconds: what the warm-up takes; sooner than now there is nothing.
    """
    if leave is None:
        return None if by < 0 else _on_five(add_seconds_in_zone(now, seconds, now))
    other = add_seconds_in_zone(leave, by * STEP.total_seconds(), now)
    return None if other < now else other


def typed(text: str, now: datetime) -> datetime | None:
    """Return the next time of day that a text names; None for an empty one.

    Raises:
        DateError: it names none, or one that doesn't exist because the clocks change.
    """
    return next_time_of_day(read_time(text), now) if text.strip() else None


def leave_words(leave: datetime | None) -> str:
    """Return the time as a row shows it: `07:00`, a dash without one."""
    return "–" if leave is None else f"{leave:%H:%M}"


def counted_back(leave: datetime, now: datetime, seconds: float) -> str:
    """Return when a warm-up has to begin for somebody who leaves at a time: `begin by 06:53, in 4 min`."""
    begin = add_seconds_in_zone(leave, -seconds, now)
    spare = (begin - now).total_seconds()
    if spare < -30:
        return f"Out of the door at {leave:%H:%M}: {minutes(-spare)} too late to begin; a shorter one, or leave later."
    soon = "now" if spare < 60 else f"in {minutes(spare)}"
    return f"Out of the door at {leave:%H:%M}: begin by {begin:%H:%M}, {soon}."


def _on_five(moment: datetime) -> datetime:
    """Return the next moment on whole five minutes."""
    whole = moment.replace(second=0, microsecond=0)
    rest = moment.minute % 5
    if rest or moment > whole:
        whole += timedelta(minutes=5 - rest)
    return whole
