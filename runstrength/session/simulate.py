"""Simulates a session that was done without the program: as planned, every set with its target."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from runstrength.dates import add_seconds
from runstrength.session.commands import Done, Start
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record

START: Final = 0.0
"""When a simulated session starts, on its own clock."""
RUN_LENGTH: Final = timedelta(minutes=45)
"""How long a run is assumed to be until the person says how long it was."""


def simulate(plan: Plan) -> Session:
    """Return a session that has ended, on a clock that starts at `START`: each step took its planned seconds.

    Raises:
        ValueError: the plan has no step.
    """
    session = Session(plan, gap=math.inf)
    session.apply(Start(), START)
    while session.mode is not Mode.ENDED:
        state = session.state
        now = state.step_started + state.step.seconds
        if session.due is None:
            session.apply(Done(), now)
        else:
            session.tick(now)
    return session


def simulated_record(
    plan: Plan,
    id: str,  # noqa: A002  (the file's own key)
    started: Callable[[timedelta], datetime],
    seconds: float | None = None,
) -> Record:
    """Return the record of a simulated session.

    Args:
        plan: the steps.
        id: the record's identity.
        started: returns when the session started, with offset, from its length in whole seconds.
        seconds: how long it took; by default as long as planned. The starts of the sets are scaled to it.

    Raises:
        ValueError: the plan has no step.
    """
    session = simulate(plan)
    if seconds is None:
        seconds = session.at(session.state.ended)
    start = started(timedelta(seconds=round(seconds)))
    record = to_record(session, session.state.ended, id=id, started=start)
    scale = seconds / record.active_seconds if record.active_seconds else 1.0
    return replace(
        record,
        ended=start + timedelta(seconds=seconds),
        active_seconds=round(seconds, 1),
        sets=tuple(replace(item, at=round(item.at * scale, 3)) for item in record.sets),
    )


def simulated_run(id: str, now: datetime) -> Record:  # noqa: A002  (the file's own key)
    """Return the record of a run of `RUN_LENGTH` that has just ended.

    Args:
        id: the record's identity.
        now: the moment, with offset.
    """
    ended = now.replace(microsecond=0)
    started = add_seconds(ended, -RUN_LENGTH.total_seconds())
    seconds = RUN_LENGTH.total_seconds()
    return Record(id=id, kind="run", title="Run", started=started, ended=ended, completed=True, active_seconds=seconds)
