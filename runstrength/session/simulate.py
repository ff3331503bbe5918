"""A session that nobody timed: done as it was planned, every set with what was asked for."""

from __future__ import annotations

import math
from typing import Final

from runstrength.session.commands import Done, Start
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.state import Mode

BEGAN: Final = 0.0
"""When such a session starts, on its own clock."""


def as_planned(plan: Plan) -> Session:
    """Return a session at its end, from a clock that starts at `BEGAN`: each step took the seconds that it was to take.

    Raises:
        ValueError: the plan has no step.
    """
    session = Session(plan, gap=math.inf)
    session.apply(Start(), BEGAN)
    while session.mode is not Mode.ENDED:
        state = session.state
        now = state.began + state.step.seconds
        if session.due is None:
            session.apply(Done(), now)
        else:
            session.tick(now)
    return session
