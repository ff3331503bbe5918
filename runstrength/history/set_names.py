"""What the exercise of a set is called, and its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.naming import exercise_name, form_words
from runstrength.session.record import SetDone

SetNamer = Callable[[SetDone], str]
"""Returns the name of the exercise of a set, with its variant, or its form alone."""


def set_namer(exercises: Mapping[str, Exercise]) -> SetNamer:
    """Return a function that returns the name of the exercise of a set, as `exercise_name` does."""
    return lambda item: exercise_name(exercises, item.exercise, item.variant)


def form_namer(exercises: Mapping[str, Exercise]) -> SetNamer:
    """Return a function that returns the form of the exercise of a set in words, as `form_words` does."""
    return lambda item: form_words(exercises, item.exercise, item.variant)
