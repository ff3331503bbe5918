"""The names of exercises, the same on every screen, in every command and in every export."""

from __future__ import annotations

from collections.abc import Mapping

from runstrength.catalogue.exercise import Exercise


def exercise_name(exercises: Mapping[str, Exercise], key: str, variant: str | None = None) -> str:
    """Return the name of an exercise in the form it was done in: `Goblet squat, down to a chair`.

    Parts of the form that the catalogue doesn't have are left out. An exercise that it doesn't have is called by its
    key, in words.

    Args:
        exercises: the catalogue.
        key: the exercise, as `squat`.
        variant: the form, as the history has it: `dumbbell+slow`.
    """
    exercise = exercises.get(key)
    return key_in_words(key) if exercise is None else exercise.in_form(variant).full_name


def key_in_words(key: str) -> str:
    """Return the key of an exercise that isn't in the catalogue as words: `My own move`."""
    return key.replace("_", " ").capitalize()
