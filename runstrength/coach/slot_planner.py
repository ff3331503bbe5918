"""Plans one slot of a superset: the exercise in its form for today, its dose and its duration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.library import Level
from runstrength.coach.doses import start_dose
from runstrength.coach.past_performance import HURT, PastPerformance
from runstrength.coach.progression import ProgressionAdvice
from runstrength.dose_kinds import BY_CLOCK
from runstrength.session.plan import PlannedSlot, Side, Target


class SlotOptions(Struct, frozen=True):
    """How the sets of a session are done."""

    level: Level
    hands_free: bool = False
    """Every set ends by itself."""
    units: str = "metric"
    """One of `numbers.UNITS`, for the weights of last time."""


def planned_slot(
    exercise: Exercise,
    target: Target,
    advice: ProgressionAdvice,
    options: SlotOptions,
    *,
    per_side: bool | None,
    alternating: bool | None,
    past: Sequence[PastPerformance] = (),
    instead_of: str = "",
    first_side: Side | None = None,
    one_more: Side | Literal["both", ""] = "",
) -> tuple[PlannedSlot, Exercise]:
    """Return a planned slot, and its exercise in the advised form.

    Args:
        exercise: with the available equipment.
        target: the range of the dose.
        advice: of the progression.
        options: how the sets of the session are done.
        per_side: each side is a step of its own; None if the exercise decides.
        alternating: sides alternate within one step; None if the exercise decides.
        past: its performances, the newest first.
        instead_of: the exercise that it replaces in this session.
        first_side: the side that starts, if not the session's.
        one_more: the side that gets one more set, if it has sides, or `both`.
    """
    target = replace(target, value=advice.value)
    exercise = exercise.on_rung(advice.rung)
    per_side, alternating = exercise.sides(per_side, alternating)
    counted = target.kind == "amrap" and exercise.kind == "reps"
    slot = PlannedSlot(
        exercise=exercise.key,
        target=target,
        per_side=per_side,
        alternating=alternating,
        seconds=round(exercise.seconds(target.kind, target.value, alternating=alternating), 3),
        timed=options.hands_free or target.kind in BY_CLOCK,
        expected=start_dose(exercise, options.level) if counted else target.value,
        load_kg=None if exercise.without_equipment else advice.load_kg,
        last="" if advice.last is None else advice.last.words(options.units),
        first_side=first_side,
        instead_of=instead_of,
        hurt=hurt_words(past),
        one_more=one_more if per_side or one_more == "both" else "",
    )
    return slot, exercise


def hurt_words(past: Sequence[PastPerformance]) -> str:
    """Return that it hurt a little last time, with that session's note; empty if it did not.

    Args:
        past: the performances of an exercise, the newest first.
    """
    if not past or not past[0].niggle:
        return ""
    note = f": {past[0].note}" if past[0].note else ""
    return f"{HURT}{note}"
