"""The departure time of a warm-up: changed by arrows or typed, and the resulting start. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from runstrength.date_input import next_time_of_day, read_time
from runstrength.dates import add_seconds_in_zone, time_text
from runstrength.session.wording import minutes

STEP: Final = timedelta(minutes=5)


def step_departure(leave: datetime | None, by: int, now: datetime, seconds: float) -> datetime | None:
    """Return the departure five minutes later or earlier, rounded to five minutes, None for none.

    Without a departure, it is the first time at which the warm-up can be finished.

    Args:
        leave: the current departure.
        by: 1 or -1.
        now: the current time; the departure is not earlier.
        seconds: the length of the warm-up.
    """
    if leave is None:
        return None if by < 0 else _round_up(add_seconds_in_zone(now, seconds, now))
    other = add_seconds_in_zone(leave, by * STEP.total_seconds(), now)
    return None if other < now else other


def read_departure(text: str, now: datetime) -> datetime | None:
    """Return the next occurrence of a typed time of day; None for an empty text.

    Raises:
        DateError: it is not a time of day, or a clock change skips it.
    """
    return next_time_of_day(read_time(text), now) if text.strip() else None


def departure_text(leave: datetime | None) -> str:
    """Return the departure as text: `07:00`, or a dash for none."""
    return "–" if leave is None else time_text(leave)


def start_by_text(leave: datetime, now: datetime, seconds: float) -> str:
    """Return when to start a warm-up for a departure: `Leaving at 07:00: start by 06:53 (in 4 min).`."""
    begin = add_seconds_in_zone(leave, -seconds, now)
    spare = (begin - now).total_seconds()
    if spare < -30:
        return (
            f"Leaving at {time_text(leave)}: {minutes(-spare)} too late to start. Choose a shorter one or leave later."
        )
    soon = "now" if spare < 60 else f"in {minutes(spare)}"
    return f"Leaving at {time_text(leave)}: start by {time_text(begin)} ({soon})."


def _round_up(moment: datetime) -> datetime:
    """Return a time rounded up to five minutes."""
    whole = moment.replace(second=0, microsecond=0)
    rest = moment.minute % 5
    if rest or moment > whole:
        whole += timedelta(minutes=5 - rest)
    return whole
