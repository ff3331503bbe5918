"""Finds other exercises of the same kind: for a swap in a session, and for an exercise that hurts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from runstrength.catalogue.exercise import BODYWEIGHT, Exercise
from runstrength.catalogue.library import Library


def exercises_of_a_kind(
    exercise: Exercise,
    library: Library,
    equipment: Sequence[str],
    *,
    without: Collection[str],
    last: Collection[str] = (),
) -> list[Exercise]:
    """Return the other exercises of an exercise's group, those first that train most of the same.

    Args:
        exercise: the exercise.
        library: all exercises.
        equipment: what is at hand.
        without: the keys of exercises that are left out.
        last: the keys of exercises that come last.
    """
    at_hand = {*equipment, BODYWEIGHT}
    others = [
        other
        for other in library.exercises.values()
        if other.group == exercise.group
        and other.key != exercise.key
        and other.key not in without
        and at_hand.intersection(other.equipment)
    ]
    muscles = set(exercise.muscles)
    others.sort(key=lambda one: (one.key in last, one.kind != exercise.kind, -len(muscles.intersection(one.muscles))))
    return others
