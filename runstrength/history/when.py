"""Days and weeks of a history: by the wall clock, and weeks from Monday to Sunday."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, timedelta, tzinfo


def local(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """Return a moment on the wall clock of a zone, None for this machine's own.

    At the edges of the calendar (years 1 and 9999), where no such time exists, it stays as it is.
    """
    with contextlib.suppress(OverflowError, OSError, ValueError):
        return moment.astimezone(zone)
    return moment


def day_of(moment: datetime, zone: tzinfo | None = None) -> date:
    """Return the day of a moment; `zone` as for `local`."""
    return local(moment, zone).date()


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=min(day.weekday(), (day - date.min).days))
