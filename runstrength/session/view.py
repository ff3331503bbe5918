"""What a screen shows of a session at one moment, and when that changes."""

from __future__ import annotations

import math
from itertools import takewhile
from typing import Final

from msgspec import Struct

from runstrength.session.plan import Plan, Step
from runstrength.session.record import SetDone
from runstrength.session.state import RUNNING, Mode, State

EPSILON: Final = 1e-6
"""Seconds below which two moments count as the same, because of floating point."""


class SessionSnapshot(Struct, frozen=True):
    """All that a screen shows of a session at one moment."""

    mode: Mode
    step: Step
    elapsed: float
    """Seconds of the step that have passed."""
    remaining: float | None
    """Seconds of the step that are left, negative in overtime; None if it does not end by itself."""
    count: int
    """The whole seconds to show: those left, rounded up; in overtime and in untimed work, those passed."""
    counts_up: bool
    """`count` shows seconds that have passed."""
    next: Step | None
    """The work after the one under way or announced."""
    rest_before_next: float
    """Seconds of the rest between that work and the one before it; 0 without a rest. In work whose round has a time of
    its own, the rest that there would be if the set ended now."""
    log: tuple[SetDone, ...]
    just_done: tuple[SetDone, ...]
    """The sets of the last round."""
    left: float
    """Expected seconds to the end of the session, at this person's pace."""
    fraction: float
    """The part of the plan that is done, 0 to 1."""
    niggle: bool
    """The set under way was marked as hurting a little."""
    auto_paused: bool
    """The session paused itself because the program was not running for a while."""
    completed: bool
    rounds: int = 0
    """The rounds of the circuit under way that were counted."""
    counts_rounds: bool = False
    """A key counts a round now."""
    leads_back: bool = False
    """The current lead-in leads back into work that was interrupted."""


def take_snapshot(plan: Plan, state: State, now: float) -> SessionSnapshot:
    """Return all that a screen shows of a session in `state` at the moment `now`."""
    now = max(now, state.last_tick)
    elapsed = state.elapsed(now)
    mode = state.paused_from if state.mode is Mode.PAUSED else state.mode
    remaining = state.duration - elapsed if state.step.timed else None
    up = remaining is None or mode is Mode.OVERTIME
    if remaining is None:
        count = math.floor(elapsed + EPSILON)
    elif up:
        count = math.floor(-remaining + EPSILON)
    else:
        remaining = max(0.0, remaining)
        count = math.ceil(remaining - EPSILON)
    left = _left(plan, state, elapsed, remaining)
    announced = plan.work_of(state.step.index).index
    return SessionSnapshot(
        mode=state.mode,
        step=state.step,
        elapsed=elapsed,
        remaining=remaining,
        count=count,
        counts_up=up,
        next=plan.work_after(announced),
        rest_before_next=_rest_to_come(plan, state, elapsed, announced),
        log=state.log,
        just_done=_last_round(state.log),
        left=left,
        fraction=min(1.0, max(0.0, 1 - left / plan.expected)),
        niggle=(mode is Mode.WORK or state.leads_back_to is not None) and state.niggle == state.step.index,
        auto_paused=state.auto_paused and state.mode is Mode.PAUSED,
        completed=state.completed,
        rounds=state.rounds,
        counts_rounds=state.counts_rounds,
        leads_back=state.leads_back_to is not None,
    )


def _rest_to_come(plan: Plan, state: State, elapsed: float, announced: int) -> float:
    """Return the seconds of the rest after the work at an index, 0 without one."""
    seconds = plan.rest_seconds_after(announced)
    mode = state.paused_from if state.mode is Mode.PAUSED else state.mode
    following = plan.steps[announced + 1 : announced + 2]
    if mode is not Mode.WORK or not following or following[0].phase == "work" or not following[0].every:
        return seconds
    lead = sum(step.seconds for step in plan.steps[announced + 1 : announced + 3] if step.phase == "ready")
    return max(0.0, state.round_ends - state.step_started - state.paused_in_step - elapsed - lead)


def next_change(plan: Plan, state: State, now: float) -> float | None:
    """Return the next moment at which the screen has to be drawn again, None while the clock stands."""
    if state.mode not in RUNNING:
        return None
    now = max(now, state.last_tick)
    view = take_snapshot(plan, state, now)
    if view.counts_up:
        passed = view.elapsed if view.remaining is None else -view.remaining
        return now + view.count + 1 - passed
    return now + (view.remaining or 0.0) - max(0, view.count - 1)


def time_left(plan: Plan, state: State, now: float) -> float:
    """Return the expected seconds to the end of the session, at this person's pace."""
    elapsed = state.elapsed(max(now, state.last_tick))
    return _left(plan, state, elapsed, max(0.0, state.duration - elapsed) if state.step.timed else None)


def _left(plan: Plan, state: State, elapsed: float, remaining: float | None) -> float:
    if state.mode is Mode.ENDED:
        return 0.0
    if state.leads_back_to:
        after = (
            plan.expected_from(state.step.index + 1) + state.leads_back_to.duration - state.leads_back_to.done_seconds
        )
    else:
        after = plan.expected_from(plan.following(state.step))
    step = state.step
    if remaining is None:
        of_step = plan.expected_of(step) - elapsed
    else:  # at this person's pace, so that the session starts with the minutes that were shown before it
        of_step = remaining * (1.0 if step.phase == "work" or step.every else plan.pace.breaks)
    of_step = max(0.0, of_step)
    ends = None if state.leads_back_to else _end_of_round(plan, step)
    if ends is None:
        return after + of_step
    pause, following = ends
    moment = state.step_started + state.paused_in_step + elapsed
    works = of_step + sum(plan.expected_of(item) for item in plan.steps[plan.following(step) : pause])
    return max(state.round_ends - moment, works) + plan.expected_from(following)


def _end_of_round(plan: Plan, step: Step) -> tuple[int, int] | None:
    """Return where the break begins that ends the round under way, and the work after it; None without such a break."""
    for item in plan.steps[step.index :]:
        if item.every and item.phase != "work":
            work = plan.work_after(item.index)
            return None if work is None else (item.index, work.index)
        if item.every and item.index > step.index:
            return None
    return None


def _last_round(log: tuple[SetDone, ...]) -> tuple[SetDone, ...]:
    if not log:
        return ()
    round_of_last = takewhile(lambda item: (item.block, item.set) == (log[-1].block, log[-1].set), reversed(log))
    return tuple(round_of_last)[::-1]
