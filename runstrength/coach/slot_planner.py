"""One place of a superset with everything decided: the exercise in its form of today, its dose, how long it takes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.library import Level
from runstrength.coach.doses import start_dose
from runstrength.coach.past_performance import PastPerformance, weaker_side
from runstrength.coach.progression import ProgressionAdvice
from runstrength.session.plan import PlannedSlot, Target


class SlotOptions(Struct, frozen=True):
    """How the sets of a session are done."""

    level: Level
    hands_free: bool = False
    """Every set ends by itself."""
    weaker_first: bool = False
    """The side starts that did less of late."""
    units: str = "metric"
    """One of `numbers.UNITS`: what the weights of last time are given in."""


def planned_slot(
    exercise: Exercise,
    target: Target,
    advice: ProgressionAdvice,
    options: SlotOptions,
    *,
    per_side: bool,
    alternating: bool,
    past: Sequence[PastPerformance] = (),
    instead_of: str = "",
) -> tuple[PlannedSlot, Exercise]:
    """Return a place in a superset, and its exercise in the form that the past advises.

    Args:
        exercise: with the equipment that is at hand.
        target: the range of the dose.
        advice: what the past makes of it.
        options: how the sets of the session are done.
        per_side: each side is a step of its own.
        alternating: both sides in turn, in one step.
        past: its performances, the newest first.
        instead_of: the exercise whose place it takes for today.
    """
    target = replace(target, value=advice.value)
    exercise = exercise.on_rung(advice.rung)
    counted = target.kind == "amrap" and exercise.kind == "reps"
    slot = PlannedSlot(
        exercise=exercise.key,
        target=target,
        per_side=per_side,
        alternating=alternating,
        seconds=round(exercise.seconds(target.kind, target.value, alternating=alternating), 3),
        timed=options.hands_free or target.kind in ("hold", "time", "amrap"),
        expected=start_dose(exercise, options.level) if counted else target.value,
        load_kg=advice.load_kg,
        last="" if advice.last is None else advice.last.words(options.units),
        first_side=weaker_side(past) if options.weaker_first else None,
        instead_of=instead_of,
        hurt=hurt_words(past),
    )
    return slot, exercise


def hurt_words(past: Sequence[PastPerformance]) -> str:
    """Return that it hurt a little last time, with the note of that day; nothing where it did not.

    Args:
        past: the performances of an exercise, the newest first.
    """
    if not past or not past[0].niggle:
        return ""
    note = f": {past[0].note}" if past[0].note else ""
    return f"it hurt a little last time{note}"
