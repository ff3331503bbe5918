"""Builds the steps of a plan from its blocks: the order of sets and the breaks between them, by the rules of `plan`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.session.plan import PlannedBlock, PlannedSlot, Side, Step


def build_steps(
    blocks: Sequence[PlannedBlock], exercises: Mapping[str, Exercise], *, lead_in: float, first_side: Side = "left"
) -> tuple[Step, ...]:
    """Return the steps of some blocks.

    Args:
        blocks: in their order, the finisher last.
        exercises: by key.
        lead_in: seconds of `ready` before the first work.
        first_side: the side that starts in odd sets.
    """
    steps: list[Step] = []
    starts_at = 0.0

    def add(step: Step) -> None:
        nonlocal starts_at
        seconds = round(step.seconds, 3)  # milliseconds are exact enough
        if seconds > 0:
            steps.append(replace(step, index=len(steps), seconds=seconds, starts_at=round(starts_at, 3)))
            starts_at += seconds

    for gap, ready, work in _works(blocks, exercises, lead_in, first_side):
        if gap == "switch":
            add(replace(work, phase="switch", seconds=ready, timed=True))
        else:
            rest = max(0.0, gap - ready)
            add(replace(work, phase="rest", seconds=rest, timed=True))
            add(replace(work, phase="ready", seconds=gap - rest, timed=True))
        add(work)
    return tuple(steps)


def _works(
    blocks: Sequence[PlannedBlock], exercises: Mapping[str, Exercise], lead_in: float, first_side: Side
) -> Iterator[tuple[float | Literal["switch"], float, Step]]:
    """Yield each work step with the break before it (seconds, or "switch") and the seconds of `ready` in that break."""
    after: float | None = None
    for block in blocks:
        before: int | None = None
        for place, slot, number in _sets(block):
            if before is not None:
                gap = block.ready if number == before and not block.straight else block.rest
            elif after is None:
                gap = lead_in
            else:
                gap = after if block.rest_before is None else block.rest_before
            ready = lead_in if after is None and before is None else block.ready
            starts = slot.first_side or first_side
            more = number > block.sets
            sides = one_more_sides(slot, number, starts) if more else side_order(slot, number, starts)
            for turn, side in enumerate(sides):
                work = _work(block, place, slot, side, exercises, number)
                yield ("switch", block.switch, work) if turn else (gap, min(ready, gap), work)
            before = number
        after = block.rest_after


def _sets(block: PlannedBlock) -> Iterator[tuple[int, PlannedSlot, int]]:
    """Yield the place, the slot and the number of every set of a block in order."""
    slots = list(enumerate(block.slots))
    if block.straight:
        for place, slot in slots:
            for number in range(1, block.sets + (2 if slot.one_more else 1)):
                yield place, slot, number
        return
    for number in range(1, block.sets + 2):
        for place, slot in slots:
            if number <= block.sets or slot.one_more:
                yield place, slot, number


def _work(
    block: PlannedBlock,
    place: int,
    slot: PlannedSlot,
    side: Side | None,
    exercises: Mapping[str, Exercise],
    number: int,
) -> Step:
    """Return the work of a set on one side."""
    return Step(
        index=0,
        phase="work",
        block=block.name,
        label=f"{block.name}{place + 1}" if len(block.slots) > 1 else block.name,
        side=side,
        set=number,
        sets=max(number, block.sets),
        finisher=block.finisher,
        **step_fields(slot, exercises[slot.exercise]),
    )


def step_fields(slot: PlannedSlot, exercise: Exercise) -> dict[str, Any]:
    """Return the fields of a `Step` that come from its slot."""
    return {
        "exercise": slot.exercise,
        "name": exercise.name,
        "target": slot.target,
        "seconds": slot.seconds,
        "timed": slot.timed,
        "expected": slot.expected,
        "alternating": slot.alternating,
        "load_kg": slot.load_kg,
        "form": exercise.form,
        "last": slot.last,
        "instead_of": slot.instead_of,
        "hurt": slot.hurt,
    }


def one_more_sides(slot: PlannedSlot, number: int, first_side: Side) -> tuple[Side | None, ...]:
    """Return the sides of the set that follows the last round, in order; empty if none does."""
    if slot.one_more == "both":
        return side_order(slot, number, first_side)
    return (slot.one_more,) if slot.one_more else ()


def side_order(slot: PlannedSlot, number: int, first_side: Side) -> tuple[Side | None, ...]:
    """Return the sides of a set in order, `(None,)` if it has none; in even sets the other side starts."""
    if not slot.per_side:
        return (None,)
    other: Side = "right" if first_side == "left" else "left"
    return (first_side, other) if number % 2 else (other, first_side)
