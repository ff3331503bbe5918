"""The names of exercises, the same everywhere, and names as people type them.

Every name that the program shows can be typed back: a key (`side_plank`), a name (`Side plank`), a form (`Goblet squat,
slow lowering`), a title of a routine; without the hyphens, and as a beginning or a part if only one name has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from runstrength.catalogue.exercise import FOREIGN_KITS, Exercise
from runstrength.catalogue.ladder import JOINT
from runstrength.text import closest, one_of
from runstrength.toml_input import InputError, Problem

MAX_TYPED: Final = 300
"""Characters of a typed name that are compared with names."""
BEGINNING: Final = 3
"""The rank of a name that only begins with what was typed; a whole name has a lower one."""
NO_MATCH: Final = 6
"""The rank of a name that doesn't match."""


def exercise_name(exercises: Mapping[str, Exercise], key: str, variant: str | None = None) -> str:
    """Return the name of an exercise in the form it was done in: `Goblet squat, slow lowering`.

    Parts of the form that the catalogue doesn't have are left out, but for the equipment of other apps: `Squat,
    barbell`. An exercise that the catalogue doesn't have is called by its key, in words.

    Args:
        exercises: the catalogue.
        key: the exercise, as `squat`.
        variant: the form, as the history has it: `dumbbell+slow`.
    """
    exercise = exercises.get(key)
    if exercise is None:
        return key_in_words(key)
    foreign = [part for part in (variant or "").split(JOINT) if part in FOREIGN_KITS and part != exercise.kit_of(part)]
    return ", ".join((exercise.in_form(variant).full_name, *foreign))


def form_words(exercises: Mapping[str, Exercise], key: str, variant: str | None) -> str:
    """Return the form an exercise was done in, without its name: `dumbbell, slow lowering`; empty for the basic one.

    Parts of the form that the catalogue doesn't have are its keys, in words.
    """
    exercise = exercises.get(key)
    words = {} if exercise is None else {rung.key: rung.words for rung in exercise.rungs}
    return ", ".join(words.get(part) or part.replace("_", " ") for part in (variant or "").split(JOINT) if part)


def key_in_words(key: str) -> str:
    """Return the key of an exercise that isn't in the catalogue as words: `My own move`.

    A name of another app that was kept is its own key, and stays as it is: `Bench Press (Barbell)`.
    """
    return key if " " in key or key != key.lower() else key.replace("_", " ").capitalize()


def exercise_names(exercise: Exercise) -> tuple[str, ...]:
    """Return every name that an exercise has on screens: its own first, then with equipment, then of its forms."""
    equipped = [exercise, *(exercise.in_form(variant.key) for variant in exercise.variants)]
    forms = (form.on_rung(rung.key) for form in equipped for rung in exercise.rungs)
    return tuple(dict.fromkeys(form.full_name for form in (*equipped, *forms)))


def plain(name: str) -> str:
    """Return a name as names are compared: in lower case, words with a space between, without signs."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’]", "", text)).split()) or text.strip()


def named(typed: str, names: Mapping[str, Iterable[str]], *, whole: bool = False) -> tuple[str, ...]:
    """Return the keys of what a typed name means; several if it is ambiguous, none if nothing has this name.

    The best kind of match decides: the key, the first of its names, another name, the beginning of one, or a part: all
    its words, in any order.

    Args:
        typed: the typed name.
        names: the names of everything it could mean, by key.
        whole: a beginning or a part isn't enough.
    """
    if typed in names:
        return (typed,)
    wanted = plain(typed[:MAX_TYPED])
    if not wanted:
        return ()
    ranks = {key: _rank(wanted, (plain(key), *map(plain, listed))) for key, listed in names.items()}
    best = min(ranks.values(), default=NO_MATCH)
    return tuple(key for key, rank in ranks.items() if rank == best < (BEGINNING if whole else NO_MATCH))


def _rank(wanted: str, names: Sequence[str]) -> int:
    """Return how well a typed name matches names, 0 for the best."""
    words = wanted.split()
    tests = (
        names[0] == wanted,
        wanted in names[1:2],
        wanted in names,
        any(name.startswith(wanted) for name in names),
        any(set(words) <= set(name.split()) for name in names),
        any(all(word in name for word in words) for name in names),
    )
    return tests.index(True) if True in tests else NO_MATCH


def one_named(typed: str, names: Mapping[str, Iterable[str]], what: str, use: str = "", *, whole: bool = False) -> str:
    """Return the key of what a typed name means.

    Args:
        typed: the typed name.
        names: the names of everything it could mean, by key.
        what: what they are, in the singular: `exercise`.
        use: what to use instead of a name that nothing has; by default one of the keys.
        whole: a beginning or a part isn't enough.

    Raises:
        InputError: nothing has this name, or several have; they are named.
    """
    found = named(typed, names, whole=whole)
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError([Problem(typed, "", f"matches several {what}s: use {one_of(found)}")])
    spelled = [word for key, listed in names.items() for word in (key, *map(str.casefold, listed))]
    near = closest(typed.strip().casefold(), spelled)
    raise InputError([Problem(typed, "", f"no {what} has this name{near}: use {use or one_of(sorted(names))}")])


def find_exercise(exercises: Mapping[str, Exercise], typed: str) -> Exercise:
    """Return the exercise that a typed name means.

    Raises:
        InputError: no exercise, or more than one, has this name.
    """
    names = {key: exercise_names(exercise) for key, exercise in exercises.items()}
    return exercises[one_named(typed, names, "exercise", "a key from runstrength exercises")]
