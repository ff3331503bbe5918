"""A routine: supersets in order, as written in its file; what it leaves open is decided by the coach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from runstrength.catalogue.exercise import DOSE_KINDS, EXAMPLES, UNITS
from runstrength.catalogue.exercise_file import dose_limits
from runstrength.text import closest, invalid
from runstrength.toml_input import Problem, Table

KINDS: Final = ("session", "warmup", "check")
"""The kinds of routine."""
MAX_BLOCKS: Final = 50
MAX_SLOTS: Final = 50
MAX_SETS: Final = 20
MAX_BREAK_SECONDS: Final = 3600
"""Seconds."""


class Dose(Struct, frozen=True):
    """The dose of one set: a kind, one of `DOSE_KINDS`, and a range (both ends equal for a fixed number)."""

    kind: str
    low: float
    high: float


class Slot(Struct, frozen=True):
    """One slot of a superset; None leaves a value to the exercise."""

    exercise: str
    """A key of the catalogue."""
    dose: Dose | None = None
    per_side: bool | None = None
    alternating: bool | None = None


class Block(Struct, frozen=True):
    """A superset: its slots are done in turn, set by set.

    None leaves a matter to level and settings.
    """

    name: str
    """As `A`."""
    slots: tuple[Slot, ...]
    sets: tuple[int, int] | None = None
    """The fewest and the most sets."""
    rest: float | None = None
    """Seconds of rest between rounds."""
    ready: float | None = None
    """Seconds to get ready before a slot."""
    switch: float | None = None
    """Seconds to change sides."""
    finisher: bool = False
    """It is the finisher: last, one set, optional."""


class Routine(Struct, frozen=True):
    """A named list of blocks."""

    name: str
    """The file's name without `.toml`."""
    title: str
    """Its name on the screen."""
    kind: str
    """One of `KINDS`."""
    blocks: tuple[Block, ...]
    about: str = ""
    """One sentence about it."""


def read_routine(name: str, table: Table, exercises: Mapping[str, object]) -> Routine:
    """Read a routine from its table; problems are recorded in the table.

    Args:
        name: the name it goes by.
        table: the whole file.
        exercises: the keys that a slot may name.
    """
    routine = Routine(
        name=name,
        title=table.text("title", name, max_length=60).strip() or name,
        kind=table.choice("kind", KINDS, "session"),
        blocks=tuple(
            _read_block(block, index, exercises)
            for index, block in enumerate(table.tables("blocks", min_items=1, max_items=MAX_BLOCKS))
        ),
        about=table.text("about", "", max_length=200),
    )
    names = [block.name.casefold() for block in routine.blocks]
    for index, block in enumerate(routine.blocks):
        if names[index] in names[:index]:
            table.problems.append(
                Problem(table.file, f"blocks[{index}].name", invalid(block.name, "a name that no other block has"))
            )
    table.finish()
    return routine


def implied_name(index: int) -> str:
    """Return the name of a block without one: A to Z, then A1, A2."""
    return chr(ord("A") + index) if index < 26 else f"A{index - 25}"


def _read_block(table: Table, index: int, exercises: Mapping[str, object]) -> Block:
    letter = implied_name(index)
    span = table.span("sets", low=1, high=MAX_SETS, unit="sets", example=(2, 4), whole=True)
    block = Block(
        name=table.text("name", letter, max_length=12).strip() or letter,
        sets=None if span is None else (int(span[0]), int(span[1])),
        rest=_read_break(table, "rest"),
        ready=_read_break(table, "ready"),
        switch=_read_break(table, "switch"),
        finisher=bool(table.flag("finisher", False)),
        slots=tuple(_read_slot(slot, exercises) for slot in table.tables("slots", min_items=1, max_items=MAX_SLOTS)),
    )
    table.finish()
    return block


def _read_break(table: Table, key: str) -> float | None:
    return table.number(key, None, low=0, high=MAX_BREAK_SECONDS, unit="seconds")


def _read_slot(table: Table, exercises: Mapping[str, object]) -> Slot:
    key = table.text("exercise", max_length=60)
    if key not in exercises and table.data.get("exercise") == key:
        near = closest(key, list(exercises))
        table.problem("exercise", invalid(key, "the key of an exercise (see: runstrength exercises)") + near)
    slot = Slot(
        exercise=key,
        dose=_read_dose(table),
        per_side=table.flag("per_side", None),
        alternating=table.flag("alternating", None),
    )
    table.finish()
    return slot


def _read_dose(table: Table) -> Dose | None:
    given = [kind for kind in DOSE_KINDS if kind in table.data]
    table.read_keys.update(DOSE_KINDS)
    if len(given) > 1:
        table.problem(given[1], f"has {' and '.join(given)}: use only one of them")
    for kind in given:
        low, high = dose_limits(kind)
        whole = kind in ("reps", "carry")
        span = table.span(kind, low=low, high=high, unit=UNITS[kind], example=EXAMPLES[kind], whole=whole)
        if span is not None:
            return Dose(kind, span[0], span[1])
    return None
