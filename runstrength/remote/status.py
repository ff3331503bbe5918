"""The status of a session, which is part of each answer and each event."""

from __future__ import annotations

import math
from typing import Final

from msgspec import Struct

from runstrength.numbers import tidy
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.session.view import EPSILON, SessionSnapshot
from runstrength.session.wording import clock, exercise_and_side, place_words, step_dose

ENDED: Final = "ended"
"""The phase of a session that is over."""
_PHASES: Final = {
    Mode.READY: "Get ready",
    Mode.SWITCH: "Switch sides",
    Mode.REST: "Rest",
    Mode.OVERTIME: "Rest is over",
    Mode.ENDED: "Session over",
}
"""The phases in words; work is said by its exercise."""


class StatusTarget(Struct, frozen=True):
    """What the set asks for."""

    kind: str
    value: float


class NextExercise(Struct, frozen=True):
    """The exercise after the one under way or announced."""

    exercise: str
    name: str
    side: str | None


class Status(Struct, frozen=True):
    """A session at one moment. The names of the fields are frozen; fields may be added."""

    routine: str
    """The name of the routine."""
    title: str
    """Its title."""
    kind: str
    """`session`, `warmup`, `cooldown` or `check`."""
    phase: str
    """`ready`, `work`, `switch`, `rest`, or `ended` when the session is over."""
    paused: bool
    exercise: str
    """The key of the exercise under way; in a break that of the exercise to come, as in all fields to `dose`."""
    name: str
    """The exercise as shown, without its version."""
    side: str | None
    """`left`, `right` or null."""
    block: str
    set: int
    sets: int
    target: StatusTarget
    """The kind of dose, and its number."""
    dose: str
    """The target in words."""
    load_kg: float | None
    """The weight to take, null if none is known."""
    seconds_left: float | None
    """Seconds until the phase ends by itself; null if it waits for you."""
    session_seconds_left: float
    """Seconds until the session ends, as estimated."""
    rounds: int | None
    """The rounds counted so far, null outside of a circuit."""
    next: NextExercise | None
    """The exercise after this one, null if it is the last."""
    line: str
    """All of it in one line, to show to a person."""


def status_of(session: Session, now: float) -> Status:
    """Return the status of a session at a moment of its clock."""
    snapshot, plan = session.snapshot(now), session.plan
    step, mode = snapshot.step, _mode(session)
    ended = mode is Mode.ENDED
    waits = ended or mode is Mode.OVERTIME or snapshot.remaining is None
    coming = None if ended else snapshot.next
    return Status(
        routine=plan.routine,
        title=plan.title,
        kind=plan.kind,
        phase=ENDED if ended else step.phase,
        paused=session.mode is Mode.PAUSED,
        exercise=step.exercise,
        name=step.name,
        side=step.side,
        block=step.block,
        set=step.set,
        sets=step.sets,
        target=StatusTarget(step.target.kind, tidy(step.target.value)),
        dose=step_dose(step),
        load_kg=step.load_kg,
        seconds_left=None if waits or snapshot.remaining is None else round(snapshot.remaining, 1),
        session_seconds_left=round(snapshot.left, 1),
        rounds=snapshot.rounds if step.is_circuit and step.phase == "work" else None,
        next=None if coming is None else NextExercise(coming.exercise, coming.name, coming.side),
        line=_line(session, snapshot, mode),
    )


def _mode(session: Session) -> Mode:
    """Return what the session is doing, or was doing before the pause; one that has not started is in its lead-in."""
    mode = session.state.paused_from if session.mode is Mode.PAUSED else session.mode
    return Mode.READY if mode is Mode.WAITING else mode


def _line(session: Session, snapshot: SessionSnapshot, mode: Mode) -> str:
    """Return a line such as `Rest 0:48 · next: Side plank, left · set 2 of 3`."""
    step = snapshot.step
    phase = _PHASES.get(mode, "")
    if mode is Mode.ENDED:
        return phase
    left = ""
    if mode is Mode.WORK and snapshot.remaining is None:
        left = step_dose(step)
    elif mode is not Mode.OVERTIME:
        left = clock(math.ceil((snapshot.remaining or 0.0) - EPSILON))
    what = exercise_and_side(step)
    if mode in (Mode.REST, Mode.OVERTIME):
        what = f"next: {what}"
    parts = [what, place_words(step, session.plan)]
    parts = [*parts, left] if mode is Mode.WORK else [f"{phase} {left}".strip(), *parts]
    return " · ".join(filter(None, ["Paused" if session.mode is Mode.PAUSED else "", *parts]))
