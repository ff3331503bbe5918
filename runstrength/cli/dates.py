"""Days and times of day as a person types them: `2026-11-22 07:30`, `yesterday`, `18:00`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

import click

from runstrength.checked import found
from runstrength.dates import at_local, moved

NEEDED: Final = "a day and a time as 2026-11-22 07:30, one of the two, today or yesterday"
NOON: Final = time(12)
"""When something was that was done on a day without a time."""


class When(NamedTuple):
    """A day, a time of day, or both."""

    day: date | None
    clock: time | None

    def begun(self, now: datetime, length: timedelta) -> datetime:
        """Return when something of that length began that has been done.

        A day alone is noon, or today so that it is over by now; a time alone is the last time it was that.

        Raises:
            UsageError: it is still to come, or this machine knows no such moment.
        """
        day, clock = self.day or now.date(), self.clock or NOON
        begun = _moment(day, clock)
        if self.clock is None and day == now.date():
            begun = min(begun, now - length)
        if self.day is None and begun > now:
            begun = _moment(day - timedelta(days=1), clock)
        return _passed(begun, now)

    def moved(self, begun: datetime, now: datetime) -> datetime:
        """Return when something began that really began on that day, or at that time of day.

        Raises:
            UsageError: as `begun`.
        """
        try:
            return _passed(moved(begun, self.day, self.clock), now)
        except ValueError as error:
            raise click.UsageError(f"--date: {error}") from None


def read_when(text: str, today: date) -> When:
    """Return the day and the time of day that a text names.

    Raises:
        BadParameter: it names neither, or no day of the calendar.
    """
    first, _, second = text.strip().lower().replace("t", " " if text.strip()[:1].isdigit() else "t", 1).partition(" ")
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        if ":" in first and not second:
            return When(None, _clock(first))
        day = named[first] if first in named else date.fromisoformat(first)
        return When(day, _clock(second) if second else None)
    except ValueError:
        raise click.BadParameter(found(text, NEEDED)) from None


def _clock(text: str) -> time:
    clock = time.fromisoformat(text.strip().zfill(5))
    if clock.tzinfo is not None:
        raise ValueError(text)
    return clock


def _passed(moment: datetime, now: datetime) -> datetime:
    if moment > now:
        raise click.UsageError(f"--date: {moment:%Y-%m-%d %H:%M} is still to come; a time that has passed is needed")
    return moment


def _moment(day: date, clock: time) -> datetime:
    try:
        return at_local(day, clock)
    except ValueError as error:
        raise click.UsageError(f"--date: {error}") from None
