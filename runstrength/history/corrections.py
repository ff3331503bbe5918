"""Corrections of a past session's sets, in words: `side_plank left 2 = 27`, `squat = 10 @12.5`, `B push_up = skip`.

Before the `=` stands which sets: an exercise, a block, a side, the number of a set, as many of these as it takes; a set
has to be all of them. After it stands what they were: a number (reps, seconds or steps), `@` and the load in kilograms
(`@none` for none), `r` and the reps in reserve, `niggle` or `fine`, or `skip` alone. What is not said stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.checked import closest, found
from runstrength.session.commands import IllegalCommand, Log
from runstrength.session.correcting import corrected
from runstrength.session.record import SetDone

EXAMPLE: Final = '"side_plank left 2 = 27" or "squat = 10 @12.5"'
"""What a correction looks like."""

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_DONE = re.compile(rf"{_NUMBER}(?:s|x|reps?|steps?)?", re.ASCII)
_LOAD = re.compile(rf"@{_NUMBER}(?:kg)?|{_NUMBER}kg", re.ASCII)
_RESERVE = re.compile(r"r(\d+)", re.ASCII)


class Correction(Struct, frozen=True):
    """Which sets, and what they were; None leaves a value as it is."""

    which: tuple[str, ...]
    done: float | None = None
    load_kg: float | None = None
    no_load: bool = False
    reserve: int | None = None
    niggle: bool | None = None
    skip: bool = False


def read_correction(text: str) -> Correction:
    """Return a correction from its words.

    Raises:
        ValueError: they are not one; the message says what was found and what is needed.
    """
    before, equals, after = text.lower().partition("=")
    which, what = tuple(re.split(r"[\s:]+", before.strip())), after.split()
    if not equals or not which[0] or not what:
        raise ValueError(found(text, f"a correction as {EXAMPLE}"))
    if "skip" in what:
        if len(what) > 1:
            raise ValueError(found(after.strip(), "skip alone, or what was done,"))
        return Correction(which, skip=True)
    correction = Correction(which)
    for word in what:
        correction = _with(correction, word)
    return correction


def _with(correction: Correction, word: str) -> Correction:
    if match := _DONE.fullmatch(word):
        return replace(correction, done=_number(match[1]))
    if match := _LOAD.fullmatch(word):
        return replace(correction, load_kg=_number(match[1] or match[2]), no_load=False)
    if match := _RESERVE.fullmatch(word):
        return replace(correction, reserve=int(match[1]))
    if word == "@none":
        return replace(correction, load_kg=None, no_load=True)
    if word in ("niggle", "fine"):
        return replace(correction, niggle=word == "niggle")
    needed = "a number, @ and the load (@12.5, @none), r and the reps in reserve (r2), niggle, fine or skip"
    raise ValueError(found(word, needed))


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def correct(sets: Sequence[SetDone], correction: Correction) -> tuple[SetDone, ...]:
    """Return sets of which some are corrected, by the rules that hold while a session runs.

    Raises:
        ValueError: no set is meant, or a number is out of its range.
    """
    if not sets:
        raise ValueError("it has no sets")
    known = list(dict.fromkeys([*(item.exercise for item in sets), *(item.block for item in sets)]))
    for word in correction.which:
        if not word.isdecimal() and word not in ("left", "right") and not any(_is(item, word) for item in sets):
            needed = f"one of {', '.join(known)}, left, right or the number of a set"
            raise ValueError(found(word, needed) + closest(word, known))
    chosen = [item for item in sets if all(_is(item, word) for word in correction.which)]
    if not chosen:
        raise ValueError(f"no set is {' '.join(correction.which)}")
    return tuple(_corrected(item, correction) if item in chosen else item for item in sets)


def _is(item: SetDone, word: str) -> bool:
    if word.isdecimal():
        return item.set == int(word)
    return word in (item.side, item.block.lower()) or word.replace("-", "_") == item.exercise.lower()


def _corrected(item: SetDone, correction: Correction) -> SetDone:
    if correction.skip:
        return replace(item, done=0, skipped=True)
    log = Log(
        item.step,
        done=correction.done,
        load_kg=correction.load_kg,
        reserve=correction.reserve,
        niggle=correction.niggle,
    )
    try:
        new = corrected(item, log)
    except IllegalCommand as error:
        raise ValueError(str(error)) from None
    return replace(new, load_kg=None) if correction.no_load else new
