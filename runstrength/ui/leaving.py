"""When to be out of the door: what an arrow or digits make of it, and what it means for a warm-up. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from runstrength.ui.lists import minutes

STEP: Final = timedelta(minutes=5)
DIGITS: Final = 4
"""Of a time of day: `0700`."""
LATE: Final = timedelta(hours=1)
"""A time that passed less than this ago is still today's."""


def stepped(leave: datetime | None, by: int, now: datetime, seconds: float) -> datetime | None:
    """Return five minutes later or sooner, on whole fives; without a time, the first at which a warm-up is done.

    Args:
        leave: the time so far.
        by: 1 or -1.
        now: the moment.
        seconds: what the warm-up takes; sooner than now there is nothing.
    """
    if leave is None:
        return None if by < 0 else _on_five(now + timedelta(seconds=seconds))
    other = leave + by * STEP
    return None if other < now else other


def typed(digits: str, now: datetime) -> datetime | None:
    """Return the next time of day that four digits say, `0700`; None where they say none.

    One that passed less than an hour ago still is today's.
    """
    if len(digits) != DIGITS:
        return None
    hour, minute = int(digits[:2]), int(digits[2:])
    if hour > 23 or minute > 59:
        return None
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today + timedelta(days=1) if today < now - LATE else today


def leave_words(leave: datetime | None, digits: str = "") -> str:
    """Return the time as a row shows it: `07:00`, `07:__` while it is typed, a dash without one."""
    if digits:
        padded = digits.ljust(DIGITS, "_")
        return f"{padded[:2]}:{padded[2:]}"
    return "–" if leave is None else f"{leave:%H:%M}"


def counted_back(leave: datetime, now: datetime, seconds: float) -> str:
    """Return when a warm-up has to begin for somebody who leaves at a time: `begin by 06:53, in 4 min`."""
    begin = leave - timedelta(seconds=seconds)
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
