"""Lists the cues to come, with their moments, from the state of a session. Pure.

The list covers the running step and, if that ends by itself, the next one, so that the first cue of a step is known
before the step starts. It is computed anew from the state each time: what a pause, a skip or an adjusted time made
invalid is no longer in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.cues import (
    WAITING_WORDS,
    Cue,
    LengthOf,
    cues_continuing,
    cues_for_step,
    cues_leading_back,
    estimated_length,
)
from runstrength.session.event_cues import closing_of, opening_of
from runstrength.session.plan import Plan, Step
from runstrength.session.state import RUNNING, Mode, State
from runstrength.session.view import EPSILON

REMINDER_SECONDS: Final = 30.0
"""Seconds after the end of a rest that waits for a key, after which that is said once more."""
RECENT: Final = 0.2
"""Seconds after its moment at which the first cue of a step is still played: a key has just started the step."""


class ScheduledCue(Struct, frozen=True):
    """One cue at one moment."""

    at: float
    """On the session's clock."""
    cue: str | None
    say: str | None
    place: int
    """The index of its step."""
    after: float = 0.0
    """Seconds from `at` until the voice begins, if tones are heard."""

    @property
    def key(self) -> str:
        """Identifies it: the same cue at the same moment has the same key."""
        return f"{self.at:.4f} {self.cue or ''} {self.say or ''}"


def schedule(
    plan: Plan, state: State, now: float, *, wait: bool = False, length: LengthOf = estimated_length
) -> tuple[ScheduledCue, ...]:
    """Return the cues to be heard from `now` on, in order; none while the clock stands.

    Args:
        plan: the plan.
        state: of the session.
        now: the moment, on the session's clock.
        wait: a rest that is over waits for a key.
        length: how long the voice takes.
    """
    if state.mode not in RUNNING:
        return ()
    if state.mode is Mode.OVERTIME:
        return _reminder(state, now)
    wait = wait and not plan.hands_free  # as in `Session`
    step = replace(state.step, seconds=state.duration) if state.step.timed else state.step
    began, begun = state.step_started + state.paused_in_step, state.interrupted
    is_work = int(step.phase == "work")
    closing = closing_of(state, state.deadline, is_work) if state.deadline is not None else ""
    if begun is None:
        opening = opening_of(plan, state)
        cues = cues_for_step(
            plan, step, wait=wait, by_key=state.by_key, opening=opening, closing=closing, length=length
        )
        heard = _heard(cues, step, began, now)
    elif step.phase == "ready":
        work = replace(plan.work_of(step.index), seconds=begun.duration)
        heard = _heard(cues_leading_back(plan, step, length=length), step, began, now)
        starts = began + state.duration - begun.done_seconds
        closing = closing_of(state, starts + begun.duration, 1)
        going_on = cues_continuing(plan, work, begun.done_seconds, wait=wait, closing=closing, length=length)
        return (*heard, *_heard(going_on, work, starts, now))
    else:
        cues = cues_continuing(plan, step, begun.done_seconds, wait=wait, closing=closing, length=length)
        heard = _heard(cues, step, began, now)
    if state.paused_in_step:  # what was heard before a pause is not heard again after it
        heard = [item for item in heard if item.at > now + EPSILON]
    following = plan.following(state.step)
    if state.deadline is not None and following < len(plan.steps) and not (wait and step.phase == "rest"):
        next_step = plan.steps[following]
        closing = closing_of(state, state.deadline + next_step.seconds, is_work + 1)
        cues = cues_for_step(plan, next_step, wait=wait, closing=closing, length=length)
        heard += _heard(cues, next_step, state.deadline, now)
    return tuple(sorted(heard, key=lambda item: item.at))


def _reminder(state: State, now: float) -> tuple[ScheduledCue, ...]:
    """Return what is said once more to a person who lets a rest that is over wait."""
    at = state.step_started + state.paused_in_step + state.duration + REMINDER_SECONDS
    return (ScheduledCue(at, None, WAITING_WORDS, state.step.index),) if at > now else ()


def _heard(cues: Sequence[Cue], step: Step, began: float, now: float) -> list[ScheduledCue]:
    return [
        ScheduledCue(began + cue.at, cue.cue, cue.say, step.index, cue.after)
        for cue in cues
        if began + cue.at >= now - (RECENT if cue is cues[0] else 0) and not _unknown(step, cue)
    ]


def _unknown(step: Step, cue: Cue) -> bool:
    """Tell whether the moment of a cue is an estimate: it is at the end of a step that a key ends."""
    return not step.timed and cue.at >= step.seconds
