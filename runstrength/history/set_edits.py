"""Edits of a past session's sets, in words: `side_plank left 2 = 27`, `squat = 12 10 8 @12.5`, `push_up = skip`.

The sets are before the `=`: an exercise, a block, a side, the number of a set, or several of these, which all have to
match. Their values are after it: a number (reps, seconds or steps), `@` and the load in the
person's units or with its own (`@25lb`, `@none` for none), `r` and the reps in reserve, `niggle` or `fine`, or `skip`
alone. Other values stay. One number is for all sets, several are one for each set, from the first on; both
sides of a set get the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from runstrength.inputs import read_done, read_reserve
from runstrength.numbers import MAX_WEIGHT_KG, NumberError, read_weight
from runstrength.session.commands import IllegalCommandError, Log
from runstrength.session.engine import apply_set_edit
from runstrength.session.record import SetDone
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
        raise NumberError(f"{shown(word)} could be more than one number: use {' '.join(word.split(','))}")
    if _DONE.fullmatch(word):
        return replace(edit, done=(*edit.done, word.removesuffix("x")))
    raise ValueError(invalid(word, USE))


def edit_sets(sets: Sequence[SetDone], edit: SetEdit) -> tuple[SetDone, ...]:
    """Return the sets with an edit applied, by the rules that hold while a session runs.

    Raises:
        ValueError: no set matches, or a number is out of its range.
    """
    if not sets:
        raise ValueError("it has no sets")
    known = list(dict.fromkeys([*(item.exercise for item in sets), *(item.block for item in sets)]))
    for word in edit.which:
        if not word.isdecimal() and word not in ("left", "right") and not any(_is(item, word) for item in sets):
            needed = f"{', '.join(known)}, left, right or the number of a set"
            raise ValueError(invalid(word, needed) + closest(word, known))
    chosen = [item for item in sets if all(_is(item, word) for word in edit.which)]
    if not chosen:
        raise ValueError(f"no set matches {' '.join(edit.which)}")
    several = max(len(edit.done), len(edit.load_kg), len(edit.reserve)) > 1
    if several and len(exercises := list(dict.fromkeys(item.exercise for item in chosen))) > 1:
        raise ValueError(f"several numbers need one exercise: name {one_of(exercises)}")
    places = _places(chosen)
    for values, name in ((edit.done, "numbers"), (edit.load_kg, "weights"), (edit.reserve, "r")):
        check_count(len(values), max(places.values()) + 1, name)
    return tuple(_corrected(item, edit, places[item.block, item.set]) if item in chosen else item for item in sets)


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


def _is(item: SetDone, word: str) -> bool:
    if word.isdecimal():
        return item.set == int(word)
    return word in (item.side, item.block.lower()) or word.replace("-", "_") == item.exercise.lower()


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
