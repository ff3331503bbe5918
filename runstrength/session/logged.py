"""A run that was logged: a record without sets."""

from __future__ import annotations

from datetime import datetime, timedelta

from runstrength.session.record import Record


def logged_run(id: str, started: datetime, length: timedelta, effort: int, note: str = "") -> Record:  # noqa: A002  (the file's own key)
    """Return the record of a run.

    Args:
        id: the record's identity.
        started: when it began, with its offset.
        length: how long it took.
        effort: 1-10, how hard it was.
        note: what is to be remembered of it.
    """
    return Record(
        id=id,
        kind="run",
        started=started,
        ended=started + length,
        completed=True,
        effort=effort,
        note=note,
        active_seconds=length.total_seconds(),
    )
