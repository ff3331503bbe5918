"""A workout as the file of another app describes it: its exercises have the names that they have there."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class WorkoutSet(Struct, frozen=True, kw_only=True):
    """One set, with what the file has of it."""

    name: str
    """Its exercise, by the name in the file."""
    group: int = 0
    """Sets of one superset, or of one exercise, have the same number; they are in order."""
    reps: float | None = None
    seconds: float | None = None
    meters: float | None = None
    load_kg: float | None = None
    reserve: int | None = None
    """Reps left."""
    extra: str = ""
    """What it is if it is no working set, one of `wording.EXTRA_WORDS`; empty for a working set."""
    side: str | None = None
    niggle: bool = False
    form: str | None = None
    """The form in words, if the file is one of this program."""
    dose: str | None = None
    """The kind of dose that `reps` has, if it isn't reps, likewise."""
    asked: float | None = None
    """What was planned, likewise."""


class Workout(Struct, frozen=True, kw_only=True):
    """One workout."""

    started: datetime
    """With the offset that was valid here, because files of these apps have local times."""
    has_time: bool = True
    """The file has a time of day; if not, it is noon."""
    seconds: float | None = None
    """From start to end; None if the file doesn't say it."""
    title: str = ""
    note: str = ""
    level: str = ""
    effort: int | None = None
    sets: tuple[WorkoutSet, ...] = ()
    own: bool = False
    """The file is one of this program: names are those of its screens."""
    unit_assumed: bool = False
    """The file doesn't say the unit of its weights: it was taken for the person's."""
    source: str = ""
    """The name of the file."""
