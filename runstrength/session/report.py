"""From a session to its record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from runstrength.session.engine import Session
from runstrength.session.record import Kind, Record, tidy
from runstrength.session.state import Mode


def report(session: Session, now: float, *, id: str, started: datetime) -> Record:  # noqa: A002  (the file's own key)
    """Return what was done so far, as it is kept.

    Args:
        session: the session, ended or not.
        now: the moment, on the session's clock.
        id: the record's identity.
        started: when it began, with offset; its end is that plus the session's own clock, so that a wall clock that is
            set in the middle changes nothing.
    """
    state = session.state
    end = state.ended if session.mode is Mode.ENDED else max(now, state.seen)
    elapsed = 0.0 if session.mode is Mode.WAITING else session.at(end)
    paused = session.paused_seconds(end)
    return Record(
        id=id,
        kind=cast(Kind, session.plan.kind),
        routine=session.plan.routine,
        title=session.plan.title,
        level=session.plan.level,
        started=started,
        ended=started + timedelta(seconds=elapsed),
        completed=state.completed,
        planned_seconds=tidy(session.plan.seconds),
        planned_sets=session.plan.sets,
        active_seconds=round(elapsed - paused, 1),
        paused_seconds=round(paused, 1),
        sets=state.log,
    )
