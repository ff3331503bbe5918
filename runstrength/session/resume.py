"""Makes an interrupted session ready to continue."""

from __future__ import annotations

import math

from msgspec.structs import replace

from runstrength.session.commands import LEAD_IN
from runstrength.session.engine import Session
from runstrength.session.plan import Plan, Step
from runstrength.session.state import InterruptedWork, Mode, State


def resumed_session(session: Session, *, wait: bool, gap: float, lead_in: float = LEAD_IN) -> Session:
    """Return a session whose program ended in the middle, waiting for `Start` to continue.

    It continues with the plan as changed so far, at the lead-in of the set that was under way or announced; what was
    done of that set does not count, but a circuit continues with its rounds and its time. What was left of the time of
    a round when the set began is left again. Its clock continues from the last tick.

    Args:
        session: as its program left it; it is not changed.
        wait: a rest that is over waits for a key.
        gap: seconds between two calls that are caught up.
        lead_in: the least seconds of the first lead-in, if work follows that ends by itself.
    """
    state = _waiting(session.plan, session.state, lead_in)
    return Session(session.plan, wait=wait, gap=gap, state=state, planned=session.planned)


def _waiting(plan: Plan, state: State, lead_in: float) -> State:
    if state.mode in (Mode.WAITING, Mode.ENDED):
        return state
    work = plan.work_of(state.step.index)
    step = plan.lead_to(work) or work
    if work.timed and lead_in > (step.seconds if step.phase == "ready" else 0.0):
        step = replace(step, phase="ready", seconds=lead_in)
    circuit = _circuit_so_far(state, work)
    if circuit is not None and step.phase == "work":
        step = replace(step, phase="ready", seconds=max(lead_in, LEAD_IN), timed=True)
    stood = state.last_tick - state.paused_at if state.mode is Mode.PAUSED else 0.0
    return State(
        Mode.WAITING,
        step,
        last_tick=-math.inf,
        offset=state.last_tick - state.started,
        paused_before=state.paused_before + state.paused_in_step + stood,
        duration=step.seconds,
        interrupted=circuit,
        rounds=state.rounds if circuit is not None else 0,
        round_ends=step.seconds + _left_of_round(state),
        log=state.log,
        niggle=state.niggle,
    )


def _left_of_round(state: State) -> float:
    """Return the seconds that were left of the time of a round when the set under way or announced began."""
    interrupted = state.leads_back_to
    if interrupted is not None:
        return state.round_ends - state.step_started - state.paused_in_step + interrupted.done_seconds
    mode = state.paused_from if state.mode is Mode.PAUSED else state.mode
    passed = 0.0 if mode is Mode.WORK else state.elapsed(state.last_tick)
    return state.round_ends - state.step_started - state.paused_in_step - passed


def _circuit_so_far(state: State, work: Step) -> InterruptedWork | None:
    """Return a circuit that was under way, its start in seconds of the session; None if none was."""
    if not work.is_circuit or state.step.index != work.index:
        return None
    interrupted = state.leads_back_to
    mode = state.paused_from if state.mode is Mode.PAUSED else state.mode
    if interrupted is None and mode is Mode.WORK:
        interrupted = InterruptedWork(state.work_started, state.elapsed(state.last_tick), state.duration)
    return None if interrupted is None else replace(interrupted, started=interrupted.started - state.started)
