"""The first dose of an exercise at a level, before there is a past.

The article gives ranges; the level chooses inside them (`start_by_level` in `exercises.toml`, our own defaults).
"""

from __future__ import annotations

from runstrength.catalogue.exercise import WEIGHTS, Exercise
from runstrength.catalogue.library import Level
from runstrength.catalogue.routine import Dose
from runstrength.dose_kinds import MAX_REPS
from runstrength.session.plan import Target
from runstrength.settings import LEVELS


def start_dose(exercise: Exercise, level: Level) -> float:
    """Return the first dose of an exercise at a level, inside the exercise's range.

    A level that begins heavy begins with the fewest reps of an exercise with a weight. Else the exercise has a dose for
    each level; without one, the level takes the bottom, the first or the second third of the range (our own default).
    """
    rank = LEVELS.index(level.name)
    if level.weights == "heavy" and exercise.kit in WEIGHTS:
        return exercise.low
    if exercise.start is not None:
        value = exercise.start[rank]
    else:
        value = float(round(exercise.low + (exercise.high - exercise.low) * rank / 3))
    return min(max(value, exercise.low), exercise.high)


def first_target(dose: Dose | None, exercise: Exercise, level: Level, *, finisher: bool, amrap: bool = True) -> Target:
    """Return the first dose of a slot: inside its range, as near as possible to the level's start dose.

    Beginners, and everyone on a day with less, do fixed reps instead of a finisher's max-rep sets (our own rule).

    Args:
        dose: the slot's, None for that of the exercise.
        exercise: the exercise.
        level: the person's.
        finisher: the slot is part of a finisher.
        amrap: max-rep sets are allowed today.
    """
    if dose is not None and dose.kind == "amrap":
        if amrap and (not finisher or level.amrap):
            return Target("amrap", min(max(level.cap, dose.low), dose.high), dose.low, dose.high)
        dose = None
    if dose is None:
        return Target(exercise.kind, start_dose(exercise, level), exercise.low, exercise.high)
    if dose.kind == exercise.kind:
        value = start_dose(exercise, level)
    else:
        value = dose.low + (dose.high - dose.low) * LEVELS.index(level.name) / 3
    return Target(dose.kind, min(max(float(round(value)), dose.low), dose.high), dose.low, dose.high)


def fixed_target(dose: Dose | None, exercise: Exercise, level: Level, *, amrap: bool, hands_free: bool) -> Target:
    """Return the dose of a slot that the coach doesn't change.

    Without a number (`reps = "max"`) it is as many reps as possible. Hands-free they end with the cap of the level, and
    on a day without max-rep sets it is a fixed number.

    Args:
        dose: the slot's, None for that of the exercise.
        exercise: the exercise.
        level: the person's.
        amrap: max-rep sets are allowed today.
        hands_free: every set ends by itself.
    """
    if dose is None or dose.kind != MAX_REPS:
        return first_target(dose, exercise, level, finisher=not amrap, amrap=amrap)
    reps = start_dose(exercise, level) if exercise.kind == "reps" else 10.0
    if not amrap:
        return Target("reps", reps, reps, reps)
    return Target("amrap", level.cap, level.cap, level.cap) if hands_free else Target(MAX_REPS, reps, reps, reps)
