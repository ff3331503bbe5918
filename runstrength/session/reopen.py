"""A session that was interrupted, made ready to go on."""

from __future__ import annotations

import math

from runstrength.session.plan import Plan
from runstrength.session.state import Mode, State


def reopened(plan: Plan, state: State) -> State:
    """Return what a session has become when its program ended in the middle: it waits for `Start` to go on.

    It goes on with the lead-in of the set that was under way, or announced; what was done of that set is not counted.
    Its seconds go on from the last moment that was seen; until then, a pause was a pause.
    """
    if state.mode in (Mode.WAITING, Mode.ENDED):
        return state
    work = plan.work_of(state.step.index)
    step = plan.lead_to(work) or work
    stood = state.seen - state.paused_at if state.mode is Mode.PAUSED else 0.0
    return State(
        Mode.WAITING,
        step,
        seen=-math.inf,
        before=state.seen - state.started,
        halted_before=state.halted_before + state.halted + stood,
        lasts=step.seconds,
        log=state.log,
    )
