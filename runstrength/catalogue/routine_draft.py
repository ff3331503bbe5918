"""The draft of a routine: an immutable value, and the edits that can be made to it.

A draft is a routine, so that everything which takes a routine takes a draft. Beside its values it carries the text
that it was read from, piece by piece, so that comments go where their block goes (see `written`).
"""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from runstrength.catalogue.routine import MAX_BLOCKS, MAX_SLOTS, Block, Routine, Slot, contradiction, implied_name

T = TypeVar("T")

UNTITLED: Final = "My routine"
"""The title of a new routine."""
TOO_MANY_BLOCKS: Final = f"a routine has at most {MAX_BLOCKS} blocks"
TOO_MANY_SLOTS: Final = f"a block has at most {MAX_SLOTS} exercises"


class DraftSlot(Slot, frozen=True, kw_only=True):
    """One slot of a draft."""

    text: str = ""
    """The text it was read from; empty for a new one."""


class DraftBlock(Block, frozen=True, kw_only=True):
    """One block of a draft; it always has a slot."""

    slots: tuple[DraftSlot, ...]
    text: str = ""
    """The text it was read from, without its slots; empty for a new one."""


class Draft(Routine, frozen=True, kw_only=True):
    """A routine being edited; it may have no block."""

    blocks: tuple[DraftBlock, ...] = ()
    text: str = ""
    """The text before the first block of the file it was read from; empty for a new one."""


class Position(Struct, frozen=True):
    """The position of a block, or of a slot in it."""

    block: int
    slot: int | None = None
    """None for the block as a whole."""


class IllegalEditError(Exception):
    """An edit is not possible; the text says why, and nothing has changed."""


def new_draft(title: str) -> Draft:
    """Return a new draft without blocks."""
    return Draft(name="", title=title, kind="session")


def routine_of(draft: Draft) -> Routine:
    """Return a draft as a routine, without its text."""
    blocks = [
        Block(**(_values(block) | {"slots": tuple(Slot(**_values(slot)) for slot in block.slots)}))
        for block in draft.blocks
    ]
    return Routine(**(_values(draft) | {"blocks": tuple(blocks)}))


def places(draft: Draft) -> tuple[Position, ...]:
    """Return the positions of all blocks and slots, each block before its slots."""
    return tuple(
        place
        for number, block in enumerate(draft.blocks)
        for place in (Position(number), *(Position(number, slot) for slot in range(len(block.slots))))
    )


# -- what can be done --------------------------------------------------------------------------------------------------


def add_slot(draft: Draft, after: Position, exercise: str) -> tuple[Draft, Position]:
    """Add an exercise after a slot, or as the first of a block.

    Raises:
        IllegalEditError: the block is full.
    """
    block = draft.blocks[after.block]
    if len(block.slots) >= MAX_SLOTS:
        raise IllegalEditError(TOO_MANY_SLOTS)
    place = Position(after.block, 0 if after.slot is None else after.slot + 1)
    return _with_slots(draft, place.block, _inserted(block.slots, place.slot, DraftSlot(exercise=exercise))), place


def add_block(draft: Draft, after: int, exercise: str) -> tuple[Draft, Position]:
    """Add a block with one exercise after another block; -1 makes it the first.

    Raises:
        IllegalEditError: the routine is full.
    """
    if len(draft.blocks) >= MAX_BLOCKS:
        raise IllegalEditError(TOO_MANY_BLOCKS)
    block = DraftBlock(name=_free_letter(draft), slots=(DraftSlot(exercise=exercise),))
    return _with_blocks(draft, _inserted(draft.blocks, after + 1, block)), Position(after + 1, 0)


def copy(draft: Draft, place: Position) -> tuple[Draft, Position]:
    """Duplicate a slot or block, after it.

    Raises:
        IllegalEditError: the block or the routine is full.
    """
    block = draft.blocks[place.block]
    if place.slot is None:
        if len(draft.blocks) >= MAX_BLOCKS:
            raise IllegalEditError(TOO_MANY_BLOCKS)
        twin = replace(block, name=_free_letter(draft))
        return _with_blocks(draft, _inserted(draft.blocks, place.block + 1, twin)), Position(place.block + 1)
    if len(block.slots) >= MAX_SLOTS:
        raise IllegalEditError(TOO_MANY_SLOTS)
    slots = _inserted(block.slots, place.slot + 1, block.slots[place.slot])
    return _with_slots(draft, place.block, slots), Position(place.block, place.slot + 1)


def remove(draft: Draft, place: Position) -> tuple[Draft, Position | None]:
    """Remove a slot or a block, a block with its last slot; return the next position, None if nothing is left."""
    block = draft.blocks[place.block]
    if place.slot is None or len(block.slots) == 1:
        rest = _with_blocks(draft, (*draft.blocks[: place.block], *draft.blocks[place.block + 1 :]))
        return rest, Position(min(place.block, len(rest.blocks) - 1)) if rest.blocks else None
    slots = (*block.slots[: place.slot], *block.slots[place.slot + 1 :])
    return _with_slots(draft, place.block, slots), Position(place.block, min(place.slot, len(slots) - 1))


def move(draft: Draft, place: Position, by: int) -> tuple[Draft, Position]:
    """Move a block or a slot down (1) or up (-1) by one; at the end it stays.

    A slot at the edge of its block moves into the next block; an empty block is removed.

    Raises:
        IllegalEditError: the block it would go to is full, or has another number of sets.
    """
    if place.slot is None:
        to = place.block + by
        if not 0 <= to < len(draft.blocks):
            return draft, place
        return _with_blocks(draft, _swapped(draft.blocks, place.block, to)), Position(to)
    slots = draft.blocks[place.block].slots
    to = place.slot + by
    if 0 <= to < len(slots):
        return _with_slots(draft, place.block, _swapped(slots, place.slot, to)), Position(place.block, to)
    other = place.block + by
    if not 0 <= other < len(draft.blocks):
        return draft, place
    there = draft.blocks[other].slots
    if len(there) >= MAX_SLOTS:
        raise IllegalEditError(TOO_MANY_SLOTS)
    at = 0 if by > 0 else len(there)
    moved = _with_slots(draft, other, _inserted(there, at, slots[place.slot]))
    rest, _ = remove(moved, place)
    gone = len(slots) == 1 and other > place.block
    return rest, Position(other - gone, at)


def change(draft: Draft, place: Position, **values: Any) -> Draft:
    """Change values of a block or a slot; a name that another block has is refused.

    The blocks of a group are repeated equally often: what joins one takes that over, and a change counts for all.

    Raises:
        IllegalEditError: the name is taken, or the values contradict others.
    """
    block = draft.blocks[place.block]
    if place.slot is None:
        names = [other.name.casefold() for other in draft.blocks if other is not block]
        if values.get("name", "").casefold() in names:
            raise IllegalEditError(f"block {values['name']} already exists")
        group = values.get("group", block.group)
        members = [other for other in draft.blocks if group and other.group == group and other is not block]
        if members and "times" not in values:
            values["times"] = members[0].times
        blocks = [replace(block, **values) if other is block else other for other in draft.blocks]
        if members:
            blocks = [replace(other, times=values["times"]) if other.group == group else other for other in blocks]
        return _legal(replace(draft, blocks=tuple(blocks)))
    slot = replace(block.slots[place.slot], **values)
    return _with_slots(draft, place.block, (*block.slots[: place.slot], slot, *block.slots[place.slot + 1 :]))


# -- how ---------------------------------------------------------------------------------------------------------------


def _values(item: Draft | DraftBlock | DraftSlot) -> dict[str, Any]:
    values = asdict(item)
    del values["text"]
    return values


def _inserted(items: Sequence[T], at: int | None, item: T) -> tuple[T, ...]:
    at = at or 0
    return (*items[:at], item, *items[at:])


def _swapped(items: Sequence[T], first: int, second: int) -> tuple[T, ...]:
    result = list(items)
    result[first], result[second] = result[second], result[first]
    return tuple(result)


def _with_slots(draft: Draft, block: int, slots: Sequence[DraftSlot]) -> Draft:
    changed = replace(draft.blocks[block], slots=tuple(slots))
    return _legal(replace(draft, blocks=(*draft.blocks[:block], changed, *draft.blocks[block + 1 :])))


def _legal(draft: Draft) -> Draft:
    """Return a draft that doesn't contradict itself.

    Raises:
        IllegalEditError: it does.
    """
    if problem := contradiction(draft.blocks):
        raise IllegalEditError(problem)
    return draft


def _with_blocks(draft: Draft, blocks: Sequence[DraftBlock]) -> Draft:
    """Return the draft with other blocks; names that are consecutive letters stay so."""
    blocks = tuple(blocks)
    if lettered(draft.blocks) == draft.blocks:
        blocks = lettered(blocks)
    return _legal(replace(draft, blocks=blocks))


def lettered(blocks: Sequence[DraftBlock]) -> tuple[DraftBlock, ...]:
    """Return the blocks named A, B, C; finishers and blocks with other names keep theirs."""
    ours = [len(block.name) == 1 and block.name in ascii_uppercase and not block.finisher for block in blocks]
    taken = {block.name.upper() for block, mine in zip(blocks, ours, strict=True) if not mine}
    letters = iter(letter for letter in ascii_uppercase if letter not in taken)
    return tuple(
        replace(block, name=next(letters)) if mine else block for block, mine in zip(blocks, ours, strict=True)
    )


def _free_letter(draft: Draft) -> str:
    taken = {block.name.casefold() for block in draft.blocks}
    names = (implied_name(index) for index in range(MAX_BLOCKS + len(ascii_uppercase)))
    return next(name for name in names if name.casefold() not in taken)
