"""What the exercises of other apps are here: a table of names (`assets/strength.toml`), and comparing names.

Names are compared without signs, accents, case and order of words, in the singular: "Goblet Squats (DB)" is "Squat
Dumbbell Goblet". A name that belongs to no exercise is kept: it is the key of the exercise in the history, and the
coach leaves it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import msgspec
from msgspec import Struct

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.ladder import JOINT
from runstrength.catalogue.naming import find_exercise, plain
from runstrength.history.imports.activities.words import unaccented
from runstrength.locations import assets_dir
from runstrength.text import printable_joined
from runstrength.toml_input import InputError, Problem

KEEP: Final = "-"
"""Instead of an exercise: the name is kept."""
MAX_NAME: Final = 200
"""Characters of a name; the rest is cut off."""
SIDES: Final = {"left": "left", "right": "right", "l": "left", "r": "right", "links": "left", "rechts": "right"}
"""Words of a name that say the side."""


class StrengthTable(Struct, frozen=True, forbid_unknown_fields=True):
    """The names that other apps have for columns, exercises and equipment: `assets/strength.toml`."""

    columns: dict[str, list[str]]
    types: dict[str, list[str]]
    undone: dict[str, list[str]]
    """Words in a column that say that a set was not done."""
    exercises: dict[str, dict[str, list[str]]]
    """Names by exercise and form; the form without equipment is empty."""
    words: dict[str, str]
    sports: dict[str, list[str]]


@cache
def read_table() -> StrengthTable:
    """Return the table of names."""
    return msgspec.toml.decode((assets_dir() / "strength.toml").read_bytes(), type=StrengthTable)


class KnownName(Struct, frozen=True):
    """The exercise that a name means."""

    exercise: str
    """Its key; the name itself if no exercise has it."""
    variant: str | None = None
    """The form."""
    side: str | None = None
    """The side, if the name says it."""


class ExerciseNames:
    """Finds the exercise that a name of another app means.

    Args:
        table: the names of other apps.
        exercises: the catalogue.
        chosen: exercises or `KEEP` by names, as the person typed them; they decide first.

    Raises:
        InputError: an exercise that was chosen doesn't exist.
    """

    def __init__(
        self, table: StrengthTable, exercises: Mapping[str, Exercise], chosen: Mapping[str, str] | None = None
    ) -> None:
        self._words = {_plain(word): means.split() for word, means in table.words.items()}
        self.exercises = exercises
        """The catalogue."""
        self._ours = {self._key(name): form for name, form in _names_of(exercises)}
        self._theirs = {
            self._key(name): KnownName(exercise, form or None)
            for exercise, forms in table.exercises.items()
            for form, names in forms.items()
            for name in names
            if exercise in exercises
        }
        self._chosen = {self._key(name): self.choice(typed) for name, typed in (chosen or {}).items()}
        self._runs = {self._key(name) for name in table.sports["runs"]}
        self._others = {self._key(name) for name in table.sports["others"]}
        self._found: dict[tuple[str, bool], KnownName | None] = {}
        """What names mean that were looked up: a file has thousands of sets, and few names."""

    def find(self, name: str, *, own: bool = False) -> KnownName | None:
        """Return the exercise that a name means, None if none is known.

        Args:
            name: the name in the file.
            own: the file is one of this program, so it has the names of its screens.
        """
        if (name, own) not in self._found:
            self._found[name, own] = self._look_up(name, own=own)
        return self._found[name, own]

    def _look_up(self, name: str, *, own: bool) -> KnownName | None:
        side, bare = self._side_of(name)
        for key in (self._key(name), bare):
            if key in self._chosen:
                chosen = self._chosen[key]
                return msgspec.structs.replace(chosen or self.kept(name), side=side)
        for known in (self._ours, self._theirs) if own else (self._theirs, self._ours):
            if bare in known:
                return msgspec.structs.replace(known[bare], side=side)
        if name in self.exercises:
            return KnownName(name)
        return None

    def find_or_keep(self, name: str, *, own: bool = False) -> KnownName:
        """Return the exercise that a name means, or the name itself as an exercise."""
        return self.find(name, own=own) or self.kept(name)

    def kept(self, name: str) -> KnownName:
        """Return a name as an exercise that only the history has."""
        text = printable_joined(" ".join(name.split()))[:MAX_NAME] or "Exercise"
        return KnownName(text.capitalize() if text in self.exercises else text)

    def choice(self, typed: str) -> KnownName | None:
        """Return what a person chose for a name, None to keep it.

        Raises:
            InputError: no exercise has this name.
        """
        if typed.strip() == KEEP:
            return None
        key = self._key(typed)
        return self._ours.get(key) or self._theirs.get(key) or KnownName(find_exercise(self.exercises, typed).key)

    def is_kept(self, name: str) -> bool:
        """Return whether the person chose to keep a name."""
        key = self._key(name)
        return key in self._chosen and self._chosen[key] is None

    def is_run(self, name: str) -> bool:
        """Return whether a name means running."""
        return self._key(name) in self._runs

    def is_other_sport(self, name: str) -> bool:
        """Return whether a name means another sport."""
        return self._key(name) in self._others

    def _side_of(self, name: str) -> tuple[str | None, str]:
        """Return the side that a name says, and its key without it."""
        words = _plain(name).split()
        sides = {SIDES[word] for word in words if word in SIDES}
        if len(sides) != 1:
            return None, self._key(name)
        return sides.pop(), self._key(" ".join(word for word in words if word not in SIDES))

    def _key(self, name: str) -> str:
        """Return a name as names are compared."""
        words = [means for word in _plain(name).split() for means in self._words.get(word, [word])]
        return " ".join(sorted(set(words)))


def _plain(name: str) -> str:
    """Return a name in lower case without signs and accents."""
    return plain(unaccented(name[: 4 * MAX_NAME]))


def _names_of(exercises: Mapping[str, Exercise]) -> Iterator[tuple[str, KnownName]]:
    """Yield every name that the program shows, with its exercise and form; the basic form comes last, so it wins."""
    for exercise in exercises.values():
        equipped = [*(exercise.in_form(variant.key) for variant in reversed(exercise.variants)), exercise]
        for kit in equipped:
            for rung in exercise.rungs:
                form = kit.on_rung(rung.key)
                yield form.full_name, KnownName(exercise.key, form.variant)
            yield kit.full_name, KnownName(exercise.key, kit.variant)
        yield exercise.key, KnownName(exercise.key)


def form_of(exercise: Exercise, words: str) -> str | None:
    """Return the form that words in an export of this program mean: `dumbbell+slow` for `dumbbell, slow lowering`.

    Parts that are none are left out, so that the other remarks of a note don't matter.
    """
    forms = {rung.words: rung.key for rung in exercise.rungs} | {one.key: one.key for one in exercise.variants}
    found = [forms[part] for part in map(str.strip, words.split(",")) if part in forms]
    return JOINT.join(found) or None


def read_choices(typed: Iterable[str]) -> dict[str, str]:
    """Return choices as they are typed: `Bench Press (Barbell)=push_up`.

    Raises:
        InputError: one has no equals sign, or one side of it is empty.
    """
    chosen = {}
    for text in typed:
        name, sign, exercise = (part.strip() for part in text.rpartition("="))
        if not (name and sign and exercise):
            use = f"NAME=EXERCISE, or NAME={KEEP} to keep the name"
            raise InputError([Problem("--map", "", f"{text!r} isn't valid: use {use}")])
        chosen[name] = exercise
    return chosen
