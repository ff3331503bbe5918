"""Makes the record that is saved: of a session, and of a run that was logged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final, cast

import msgspec

from runstrength.dates import in_zone
from runstrength.numbers import tidy
from runstrength.session.commands import Stop
from runstrength.session.engine import Session
from runstrength.session.record import Record, SetDone
from runstrength.session.state import Mode
from runstrength.session_kinds import Kind


def to_record(
    session: Session,
    now: float,
    *,
    id: str,  # noqa: A002  (the file's own key)
    started: datetime,
    away: float = 0.0,
    zone: tzinfo | None = None,
) -> Record:
    """Return the record of what was done so far.

    Args:
        session: the session, ended or not.
        now: the moment, on the session's clock.
        id: the record's identity.
        started: when it started, with offset; its end is that plus the session's own clock, so setting the wall clock
            during the session changes nothing.
        away: seconds in which the program was not running between an interruption and its continuation: they are
            neither active nor paused, but make the session end later.
        zone: the time zone of its end; by default that of `started`.
    """
    state = session.state
    end = state.ended if session.mode is Mode.ENDED else max(now, state.last_tick)
    elapsed = state.offset if session.mode is Mode.WAITING else session.at(end)
    paused = session.paused_seconds(end)
    log = state.log
    if state.niggle is not None and session.mode is not Mode.ENDED:  # as Stop logs it
        stopped = Session(session.plan, gap=math.inf, state=state)
        stopped.apply(Stop(), max(state.last_tick, 0.0))
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
        asked=_asked(session, log) or msgspec.UNSET,
        sets=log,
    )


def _asked(session: Session, log: Sequence[SetDone]) -> tuple[str, ...]:
    """Return the exercises that the plan asks about, as far as they were done."""
    done = {item.exercise for item in log if not item.skipped}
    return tuple(exercise for asked in session.plan.asked.values() for exercise in asked if exercise in done)


PAIN_TITLE: Final = "No session: pain"
"""The title of a day with pain."""


def pain_record(id: str, now: datetime, checkin: Mapping[str, Any]) -> Record:  # noqa: A002  (the file's own key)
    """Return the record of a day with pain: no session, only the answers of the check-in.

    Args:
        id: the record's identity.
        now: the moment of the check-in, with its offset.
        checkin: the answers.
    """
    return Record(
        id=id, kind="session", title=PAIN_TITLE, started=now, ended=now, completed=False, checkin=dict(checkin)
    )


def run_record(
    id: str,  # noqa: A002  (the file's own key)
    started: datetime,
    length: timedelta,
    effort: int,
    note: str = "",
) -> Record:
    """Return the record of a run, which has no sets.

    Args:
        id: the record's identity.
        started: when it started, with its offset.
        length: how long it took.
        effort: 1-10, how hard it was.
        note: what the person wrote about it.
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
