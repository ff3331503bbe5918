"""Finds what can take the place of an exercise: for a swap in a session, and for an exercise that hurts.

The stand-ins of `assets/coach.toml` come first: the nearest movement for the same muscles, whatever its group. Then
come the others of its group. A custom exercise has only these.
"""

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
    """Return what can take the place of an exercise: its stand-ins, then the others of its group.

    Of its group those come first that train most of the same.

    Args:
        exercise: the exercise.
        library: all exercises.
        equipment: what is at hand.
        without: the keys of exercises that are left out.
        last: the keys of exercises that come last among the stand-ins, and last among the others.
    """
    stand_ins = library.coach_rules.stand_ins.get(exercise.key, ())
    at_hand = {*equipment, BODYWEIGHT}
    others = [
        other
        for other in library.exercises.values()
        if (other.group == exercise.group or other.key in stand_ins)
        and other.key != exercise.key
        and other.key not in without
        and (exercise.is_hop or not other.is_hop)  # nobody jumps because something else hurts or is swapped
        and at_hand.intersection(other.equipment)
    ]
    muscles = set(exercise.muscles)
    others.sort(key=lambda one: (one.kind != exercise.kind, -len(muscles.intersection(one.muscles))))
    others.sort(key=lambda one: stand_ins.index(one.key) if one.key in stand_ins else len(stand_ins))
    others.sort(key=lambda one: (one.key not in stand_ins, one.key in last))
    return others
