"""Writes the draft of a routine as TOML; comments and layout that a person wrote stay where they were.

A file is divided at its `[[blocks]]` and `[[blocks.slots]]`; each piece keeps its comments, and only those keys are
touched whose values have changed. Comments right above a header belong to what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import tomli
from msgspec.structs import replace

from runstrength.catalogue.routine import Block, Routine, Slot, implied_name, read_routine
from runstrength.catalogue.routine_draft import Draft, DraftBlock, DraftSlot, routine_of
from runstrength.dose_kinds import DOSE_KINDS, MAX_REPS
from runstrength.numbers import as_int
from runstrength.toml_input import Table

_HEADER: Final = re.compile(r"[ \t]*\[\[[ \t]*blocks[ \t]*(\.[ \t]*slots[ \t]*)?\]\][ \t]*(#.*)?\r?\n?")
_OFF: Final = re.compile(r"#[ \t#]*[A-Za-z_]+[ \t]*=")
"""A comment that is a disabled key; it belongs to the text above it."""

SCHEMA: Final = "#:schema .schema/routine.json\n"
"""The first line of a new file, by which editors complete and check it."""
BLOCK: Final = "[[blocks]]\n"
SLOT: Final = "[[blocks.slots]]\n"


def draft_of(routine: Routine, text: str = "") -> Draft:
    """Return the draft of a routine with the text it was read from; without text the whole file is generated.

    A text that cannot be divided (for example with its blocks in one line) is generated as well, below its comments.
    """
    blocks = tuple(
        DraftBlock(
            name=block.name,
            slots=tuple(
                DraftSlot(**{key: getattr(slot, key) for key in Slot.__struct_fields__}) for slot in block.slots
            ),
            **{key: getattr(block, key) for key in Block.__struct_fields__ if key not in ("name", "slots")},
        )
        for block in routine.blocks
    )
    bare = Draft(name=routine.name, title=routine.title, kind=routine.kind, about=routine.about, blocks=blocks)
    if not text:
        return bare
    whole = _with_pieces(bare, _pieces(text))
    if whole is not None and _says(whole, routine):
        return whole
    comments = [f"{line.strip()}\n" for line in _lines(text) if line.lstrip().startswith("#")]
    return replace(bare, text="".join(comments) or SCHEMA)


def to_toml(draft: Draft) -> str:
    """Return the text of a draft: the text it was read from, with the changes."""
    text = _piece(draft.text or SCHEMA, "", _of_routine(draft), {"title": draft.name})
    airy = any(slot.text.endswith("\n\n") for block in draft.blocks for slot in block.slots)
    for index, block in enumerate(draft.blocks):
        if (airy or not block.text) and not text.endswith("\n\n"):
            text += "\n"
        text += _piece(block.text, BLOCK, _of_block(block), {"name": implied_name(index)})
        for slot in block.slots:
            text += _piece(slot.text, SLOT, _of_slot(slot), {})
    return text.rstrip("\n") + "\n"


def from_toml(name: str, text: str, exercises: Mapping[str, object]) -> Routine | None:
    """Return the routine of a text, None if the text has problems."""
    try:
        table = Table(tomli.loads(text), name, [])
    except ValueError:
        return None
    routine = read_routine(name, table, exercises)
    return None if table.problems else routine


# -- the keys of each piece; None for what is left out ---------------------------------------------------------------


def _of_routine(draft: Draft) -> dict[str, object]:
    return {
        "title": draft.title,
        "about": draft.about or None,
        "kind": None if draft.kind == "session" else draft.kind,
    }


def _of_block(block: DraftBlock) -> dict[str, object]:
    return {
        "name": block.name,
        "sets": None if block.sets is None else _span(*block.sets),
        "rest": _number(block.rest),
        "ready": _number(block.ready),
        "switch": _number(block.switch),
        "finisher": block.finisher or None,
        "every": _number(block.every),
        "amrap": _number(block.amrap),
        "for_time": block.for_time or None,
        "group": block.group or None,
        "times": None if block.times == 1 else block.times,
    }


def _of_slot(slot: DraftSlot) -> dict[str, object]:
    doses: dict[str, object] = dict.fromkeys(DOSE_KINDS)
    if slot.dose is not None and slot.dose.kind == MAX_REPS:
        doses["reps"] = MAX_REPS
    elif slot.dose is not None:
        doses[slot.dose.kind] = _list(slot.dose.by_set) or _span(slot.dose.low, slot.dose.high)
    return {
        "exercise": None if slot.name else slot.exercise,
        "name": slot.name or None,
        **doses,
        "per_set": _list(slot.per_set) or None,
        "per_side": slot.per_side,
        "alternating": slot.alternating,
        "sides": slot.sides,
        "rest": _number(slot.rest),
        "tempo": None if slot.tempo is None else slot.tempo.text,
        "cue": slot.cue or None,
        "load_kg": _number(slot.load_kg[0]) if len(slot.load_kg) == 1 else _list(slot.load_kg) or None,
    }


def _list(numbers: Sequence[float]) -> list[float | int | None]:
    return [_number(number) for number in numbers]


def _span(low: float, high: float) -> object:
    return _number(low) if low == high else [_number(low), _number(high)]


def _number(value: float | None) -> float | int | None:
    return None if value is None else as_int(value)


def _meaning(value: Any) -> object:
    """Return a value in normal form, so that 2 equals [2, 2], and a text equals itself with spaces around it."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value, value
    return value.strip() if isinstance(value, str) else value


_LEFT_OUT: Final = {
    "about": "",
    "kind": "session",
    "finisher": False,
    "for_time": False,
    "group": "",
    "times": 1,
    "cue": "",
}
"""Values that mean the same as a missing key."""


# -- writing -----------------------------------------------------------------------------------------------------------


def _piece(text: str, header: str, wanted: Mapping[str, object], implied: Mapping[str, object]) -> str:
    """Return a piece of text with the given values.

    Args:
        text: the original text; empty for a new one.
        header: the header of a new one.
        wanted: values by key, None where there is to be none.
        implied: the values of missing keys.
    """
    import tomlkit

    above, keys, below = _parts(text or header)
    document = tomlkit.parse(keys)
    present = document.unwrap()
    for key, value in wanted.items():
        have = present.get(key, implied.get(key) if text else None)
        have = None if key in _LEFT_OUT and have == _LEFT_OUT[key] else have
        if _meaning(have) == _meaning(value):
            continue
        if value is None:
            del document[key]
        else:
            document[key] = value
    return above + _ended(tomlkit.dumps(document)) + below


def _parts(text: str) -> tuple[str, str, str]:
    """Return a piece as its header with the text above it, its keys, and the comments below them."""
    lines = _lines(text)
    start = next((number for number, line in enumerate(lines, 1) if _HEADER.fullmatch(line)), 0)
    end = len(lines)
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    if not start and not end:  # only comments, before the first block: what is new comes after them
        return _ended("".join(lines)), "", ""
    return _ended("".join(lines[:start])), "".join(lines[start:end]), _ended("".join(lines[end:]))


def _lines(text: str) -> list[str]:
    """Return the lines of a text as TOML counts them, with their line ends."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


# -- taking apart ------------------------------------------------------------------------------------------------------


def _pieces(text: str) -> list[str]:
    """Split a text into pieces, each but the first with one header."""
    pieces: list[str] = []
    lines: list[str] = []
    for line in _lines(text):
        if _HEADER.fullmatch(line):
            own = len(lines) - _above(lines)
            pieces.append("".join(lines[:own]))
            lines = lines[own:]
        lines.append(line)
    return [*pieces, "".join(lines)]


def _above(lines: Sequence[str]) -> int:
    """Return how many lines at the end of a piece are comments on the header that follows."""
    count = 0
    for line in reversed(lines):
        comment = line.strip()
        if not comment.startswith("#") or comment.startswith("#:") or _OFF.match(comment):
            break
        count += 1
    return count if count < len(lines) else 0


def _with_pieces(draft: Draft, pieces: Sequence[str]) -> Draft | None:
    """Return the draft with a piece of text in each part, None if the numbers of pieces and parts differ."""
    head, *others = pieces
    if len(others) != sum(1 + len(block.slots) for block in draft.blocks):
        return None
    rest = iter(others)
    blocks = [
        replace(block, text=next(rest), slots=tuple(replace(slot, text=next(rest)) for slot in block.slots))
        for block in draft.blocks
    ]
    return replace(draft, blocks=tuple(blocks), text=head)


def _says(draft: Draft, routine: Routine) -> bool:
    """Tell whether the text of a draft gives this routine."""
    try:
        text = to_toml(draft)
    except ValueError:  # a piece is none: what looked like a header was in a text of several lines
        return False
    keys = {slot.exercise: None for block in draft.blocks for slot in block.slots}
    return from_toml(draft.name, text, keys) == routine == routine_of(draft)
