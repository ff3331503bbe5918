"""Edits of a past session's sets, in words: `side_plank left 2 = 27`, `squat = 12 10 8 @12.5`, `push_up = skip`.

The sets are before the `=`: an exercise, by its key or its name (`Goblet squat`), a block, a side, the number of a set,
or several of these, which all have to match. Their values are after it: a number (reps, seconds or steps), `@` and the
load in the person's units or with its own (`@25lb`, `@none` for none), `r` and the reps in reserve, `niggle` or `fine`,
or `skip` alone. Other values stay. One number is for all sets, several are one for each set, from the first on; both
sides of a set get the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.naming import exercise_name, named, plain
from runstrength.inputs import read_done, read_reserve
from runstrength.numbers import MAX_WEIGHT_KG, more_than_one, read_weight
from runstrength.session.commands import IllegalCommandError, Log
from runstrength.session.engine import apply_set_edit
from runstrength.session.record import SetDone, slot_labels
from runstrength.text import closest, invalid, one_of, plural, shown

T = TypeVar("T")

EXAMPLE: Final = '"side_plank left 2 = 27" or "squat = 12 10 8 @12.5"'
"""Examples of an edit."""
USE: Final = "a number (12), @ and the weight (@12.5, @25lb, @none), r and the reps left (r2), niggle, fine or skip"
"""The values that a set can get."""
NO_LOAD: Final = 0.0
"""The load of a set without one, in kg."""

_DONE = re.compile(r"\d\S*")
_LOAD = re.compile(r"@(.+)|(.+(?:kgs?|lbs?))")
_RESERVE = re.compile(r"r(.+)")
_LISTED = re.compile(r"\d+(?:,\d+)+")
_HALVES = re.compile(r"\d+,(?:5|25|75)")


class SetEdit(Struct, frozen=True):
    """Which sets, and their new values: one for all, or one for each; an empty value changes nothing."""

    which: tuple[str, ...]
    done: tuple[str, ...] = ()
    """As typed: it is reps, seconds or steps, depending on the set."""
    load_kg: tuple[float, ...] = ()
    reserve: tuple[int, ...] = ()
    niggle: bool | None = None
    skip: bool = False


def read_set_edit(text: str, units: str = "metric") -> SetEdit:
    """Return the edit that a text describes.

    Args:
        text: what was typed.
        units: the person's units, for a load without one.

    Raises:
        ValueError: it is not an edit; the message says what to use instead.
    """
    before, equals, after = text.lower().partition("=")
    which, values_text = tuple(re.split(r"[\s:]+", before.strip())), re.split(r"\s*;\s*|,?\s+", after.strip(" ,;\t\n"))
    if not equals or not which[0] or not values_text[0]:
        raise ValueError(invalid(text, f"a correction like {EXAMPLE}"))
    if "skip" in values_text:
        if len(values_text) > 1:
            raise ValueError(invalid(after.strip(), "skip alone, or the numbers alone"))
        return SetEdit(which, skip=True)
    edit = SetEdit(which)
    for word in _joined(values_text):
        edit = _with(edit, word, units)
    return edit


def _joined(words: Sequence[str]) -> list[str]:
    """Return words joined with their unit: `25 lb` becomes one."""
    joined: list[str] = []
    for word in words:
        if joined and word in ("kg", "kgs", "lb", "lbs", "s", "x", "rep", "reps", "steps", "min"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _with(edit: SetEdit, word: str, units: str) -> SetEdit:
    if word == "@none":
        return replace(edit, load_kg=(*edit.load_kg, NO_LOAD))
    if word in ("niggle", "fine"):
        if edit.niggle not in (None, word == "niggle"):
            raise ValueError(invalid(word, "niggle or fine, not both"))
        return replace(edit, niggle=word == "niggle")
    if match := _LOAD.fullmatch(word):
        load = read_weight(match[1] or match[2], units, high=MAX_WEIGHT_KG)
        return replace(edit, load_kg=(*edit.load_kg, load))
    if match := _RESERVE.fullmatch(word):
        return replace(edit, reserve=(*edit.reserve, read_reserve(match[1])))
    if _LISTED.fullmatch(word) and not _HALVES.fullmatch(word):
        raise more_than_one(word, " ".join(word.split(",")))
    if _DONE.fullmatch(word):
        return replace(edit, done=(*edit.done, word.removesuffix("x")))
    raise ValueError(invalid(word, USE))


def edit_sets(
    sets: Sequence[SetDone], edit: SetEdit, exercises: Mapping[str, Exercise] | None = None
) -> tuple[SetDone, ...]:
    """Return the sets with an edit applied, by the rules that hold while a session runs.

    Args:
        sets: the sets of a session.
        edit: the edit.
        exercises: the catalogue, for the names of exercises.

    Raises:
        ValueError: no set matches, or a number is out of its range.
    """
    if not sets:
        raise ValueError("this session has no sets to edit")
    wanted = _wanted(sets, edit.which, exercises or {})
    chosen = [item for item in sets if all(item in matching for matching in wanted)]
    if not chosen:
        raise ValueError(f"no set matches {' '.join(edit.which)}")
    several = max(len(edit.done), len(edit.load_kg), len(edit.reserve)) > 1
    if several and len(keys := list(dict.fromkeys(item.exercise for item in chosen))) > 1:
        raise ValueError(f"several numbers need one exercise: name {one_of(keys)}")
    places = _places(chosen)
    for values, name in ((edit.done, "numbers"), (edit.load_kg, "weights"), (edit.reserve, "r")):
        check_count(len(values), max(places.values()) + 1, name)
    return tuple(_corrected(item, edit, places[item.block, item.set]) if item in chosen else item for item in sets)


def _wanted(sets: Sequence[SetDone], which: Sequence[str], exercises: Mapping[str, Exercise]) -> list[list[SetDone]]:
    """Return the sets that each part of an edit means: a number, a side, a block or a place in it (`A2`), or a name.

    Raises:
        ValueError: a word means nothing in this session, or several exercises.
    """
    names = {form: _names(*form, exercises) for form in dict.fromkeys((item.exercise, item.variant) for item in sets)}
    labels = slot_labels(sets)
    wanted: list[list[SetDone]] = []
    start = 0
    while start < len(which):
        word, end = which[start], start + 1
        matching = [item for item, label in zip(sets, labels, strict=True) if _is(item, label, word)]
        for longer in range(len(which), start + (1 if matching else 0), -1):
            typed = plain(" ".join(which[start:longer]))
            if forms := {form for form, known in names.items() if typed in known}:
                end, matching = longer, [item for item in sets if (item.exercise, item.variant) in forms]
                break
        if not matching and not word.isdecimal() and word not in ("left", "right"):
            matching = _partly(sets, word, names)
        wanted.append(matching)
        start = end
    return wanted


def _partly(sets: Sequence[SetDone], word: str, names: Mapping[tuple[str, str | None], Sequence[str]]) -> list[SetDone]:
    """Return the sets of the only exercise with a part of its name.

    Raises:
        ValueError: no exercise of the session has it, or several have.
    """
    keys = {key: [name for form, known in names.items() if form[0] == key for name in known] for key, _ in names}
    found = named(word, keys)
    if len(found) > 1:
        raise ValueError(f"{shown(word)} matches several exercises: use {one_of(found)}")
    if not found:
        known = list(dict.fromkeys([*(item.exercise for item in sets), *(item.block for item in sets)]))
        needed = f"{', '.join(known)}, left, right or the number of a set"
        raise ValueError(invalid(word, needed) + closest(word, known))
    return [item for item in sets if item.exercise == found[0]]


def _names(key: str, variant: str | None, exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """Return what an exercise in one form is called: its key, its own name, and its name in this form."""
    exercise = exercises.get(key)
    form = [] if exercise is None else [exercise.name, exercise.in_form(variant).name]
    return tuple(dict.fromkeys(map(plain, (key, *form, exercise_name(exercises, key, variant)))))


def check_count(values: int, sets: int, name: str = "numbers") -> None:
    """Check that there are not more values than sets; one value is for all of them.

    Raises:
        ValueError: there are; the message says both counts.
    """
    if values > max(1, sets):
        raise ValueError(f"{values} {name} for {plural(sets, 'set')}: use at most {sets}")


def _places(items: Sequence[SetDone]) -> dict[tuple[str, int], int]:
    """Return the position of each set, by block and number, from 0; both sides of a set share one."""
    return {key: place for place, key in enumerate(dict.fromkeys((item.block, item.set) for item in items))}


def _is(item: SetDone, label: str, word: str) -> bool:
    if word.isdecimal():
        return item.set == int(word)
    return word in (item.side, item.block.lower(), label.lower())


def _corrected(item: SetDone, edit: SetEdit, place: int) -> SetDone:
    if edit.skip:
        return replace(item, done=0, skipped=True)
    done, load, reserve = _at(edit.done, place), _at(edit.load_kg, place), _at(edit.reserve, place)
    log = Log(
        item.step,
        done=None if done is None else read_done(done, item.target.kind),
        load_kg=load,
        reserve=reserve,
        niggle=edit.niggle,
    )
    try:
        new = apply_set_edit(item, log)
    except IllegalCommandError as error:
        raise ValueError(str(error)) from None
    return replace(new, load_kg=None) if load == NO_LOAD else new


def _at(values: Sequence[T], place: int) -> T | None:
    """Return the value of a set: the only one, or its own; None if it has none."""
    if len(values) == 1:
        return values[0]
    return values[place] if place < len(values) else None
