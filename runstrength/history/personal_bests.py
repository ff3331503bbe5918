"""Personal bests of a session: the heaviest weight, the most reps at a weight, the longest hold. Pure.

A set is compared only with earlier sets that have the same name on screens, so push-ups on the knees are no best of
push-ups, and a goblet squat is one with a dumbbell and with a kettlebell. The first time of a form is no best, nor is a
set that hurt. Nothing is stored: a correction shows at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.dose_kinds import DONE_UNITS
from runstrength.history.loading import load_batches
from runstrength.history.set_names import SetNamer
from runstrength.history.store import Listing
from runstrength.session.record import DECODER, Record, SetDone

Form = tuple[str, str, str]
"""An exercise, its name in its form, and the unit of its sets."""
Past = Mapping[Form, Mapping[float, float]]
"""The most in one set, by weight in kg, of each form."""

NO_WEIGHT: Final = 0.0
"""The weight of a set without one, in kg."""


class PersonalBest(Struct, frozen=True):
    """One best of a session."""

    name: str
    """Of the exercise in its form."""
    load_kg: float
    """The weight; 0 for none."""
    done: float
    """Reps, seconds or steps with it."""
    unit: str
    """`reps`, `s` or `steps`."""
    heaviest: bool
    """The weight itself is the best."""


def past_bests(records: Iterable[Record], name: SetNamer) -> Past:
    """Return the most of each form at each weight in some sessions."""
    past: dict[Form, dict[float, float]] = {}
    for record in records:
        for item in record.sets:
            if item.counts and item.known > 0:
                weights = past.setdefault(_form(item, name), {})
                weight = item.load_kg or NO_WEIGHT
                weights[weight] = max(weights.get(weight, 0), item.known)
    return past


def read_past(folder: Path, session: str, exercises: Collection[str]) -> Iterator[Listing[Record]]:
    """Yield the earlier sessions with some exercises: first the newest, at last all of them.

    Args:
        folder: the folder of the history.
        session: the id of the session whose bests are asked for.
        exercises: the exercises.
    """

    def earlier(record: Record) -> Record | None:
        sets = tuple(item for item in record.sets if item.exercise in exercises)
        return replace(record, sets=sets) if sets and record.id != session else None

    return load_batches(folder, DECODER, earlier)


def personal_bests(log: Sequence[SetDone], past: Past, name: SetNamer) -> tuple[PersonalBest, ...]:
    """Return the bests of a session, at most one for each exercise and form, in the order of the session.

    Args:
        log: its sets.
        past: what was done before.
        name: the names of sets.
    """
    forms: dict[Form, dict[float, SetDone]] = {}
    for item in log:
        if item.counts and item.known > 0 and not item.niggle:
            best = forms.setdefault(_form(item, name), {})
            weight = item.load_kg or NO_WEIGHT
            if weight not in best or item.known > best[weight].known:
                best[weight] = item
    found = (_best(form, best, past[form]) for form, best in forms.items() if form in past)
    return tuple(best for best in found if best is not None)


def _best(form: Form, today: Mapping[float, SetDone], past: Mapping[float, float]) -> PersonalBest | None:
    """Return the best of one form: a weight above all earlier ones, else the most at a weight that was there before."""
    heaviest = max(past)
    for weight in sorted(today, reverse=True):
        item = today[weight]
        if weight > heaviest > NO_WEIGHT:
            return PersonalBest(form[1], weight, item.known, form[2], heaviest=True)
        if weight in past and item.known > max(done for load, done in past.items() if load >= weight):
            return PersonalBest(form[1], weight, item.known, form[2], heaviest=False)
    return None


def _form(item: SetDone, name: SetNamer) -> Form:
    return item.exercise, name(item), DONE_UNITS.get(item.target.kind, item.target.kind)
