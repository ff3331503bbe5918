"""From a session to its record."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, tzinfo
from typing import cast

import msgspec

from runstrength.dates import in_zone
from runstrength.numbers import tidy
from runstrength.session.commands import Stop
from runstrength.session.engine import Session
from runstrength.session.record import Kind, Record
from runstrength.session.state import Mode


def report(
    session: Session,
    now: float,
    *,
    id: str,  # noqa: A002  (the file's own key)
    started: datetime,
    away: float = 0.0,
    zone: tzinfo | None = None,
) -> Record:
    """Return what was done so far, as it is kept.

    Args:
        session: the session, ended or not.
        now: the moment, on the session's clock.
        id: the record's identity.
        started: when it began, with offset; its end is that plus the session's own clock, so that a wall clock that is
            set in the middle changes nothing.
        away: seconds for which it was interrupted, between one run of the program and the next: they are neither active
            nor paused, but the session ends so much later.
        zone: where it ended, as an offset; that of `started` unless a clock was changed for summer or winter.
    """
    state = session.state
    end = state.ended if session.mode is Mode.ENDED else max(now, state.seen)
    elapsed = state.before if session.mode is Mode.WAITING else session.at(end)
    paused = session.paused_seconds(end)
    log = state.log
    if state.niggle is not None and session.mode is not Mode.ENDED:  # what Stop would log
        stopped = Session(session.plan, gap=math.inf, state=state)
        stopped.apply(Stop(), max(state.seen, 0.0))
        log = stopped.state.log
    ended = started + timedelta(seconds=elapsed + away)
    return Record(
        id=id,
        kind=cast(Kind, session.plan.kind),
        routine=session.plan.routine,
        title=session.plan.title,
        level=session.plan.level,
        started=started,
        ended=ended if zone is None else in_zone(ended, zone),
        completed=state.completed,
        planned_seconds=tidy(session.plan.seconds),
        planned_sets=session.plan.sets,
        active_seconds=round(elapsed - paused, 1),
        paused_seconds=round(paused, 1),
        checkin=None if session.plan.checkin is None else dict(session.plan.checkin),
        eased=session.plan.eased or msgspec.UNSET,
        sets=log,
    )
