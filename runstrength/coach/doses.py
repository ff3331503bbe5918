"""What one set asks for at a level, before the past has its say.

The article gives ranges; the level chooses inside them (`levels.toml`, our own defaults inside the article's ranges).
"""

from __future__ import annotations

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.library import Level
from runstrength.catalogue.routine import Dose
from runstrength.session.plan import Target
from runstrength.settings import LEVELS


def start_dose(exercise: Exercise, level: Level) -> float:
    """Return the first dose of an exercise at a level, inside the exercise's range.

    The level's table has it for the built-in exercises; an own exercise may give its own, else the level takes the
    bottom, the first or the second third of the range (our own default).
    """
    rank = LEVELS.index(level.name)
    if exercise.start is not None:
        value = exercise.start[rank]
    elif exercise.key in level.start:
        value = level.start[exercise.key]
    else:
        value = float(round(exercise.low + (exercise.high - exercise.low) * rank / 3))
    return min(max(value, exercise.low), exercise.high)


def first_target(dose: Dose | None, exercise: Exercise, level: Level, *, finisher: bool, amrap: bool = True) -> Target:
    """Return the first dose of a slot: inside its range, as near to the level's start dose as it allows.

    Beginners, and everybody on a day on which less is asked for, do fixed reps in place of a finisher's "as many as
    possible": no AMRAP in the first weeks (our own rule).

    Args:
        dose: what the slot says, None when it leaves it to the exercise.
        exercise: what is done.
        level: the person's.
        finisher: the slot is part of a finisher.
        amrap: today anything may be done as many times as possible.
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
