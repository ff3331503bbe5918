"""Builds the steps of a plan from its blocks: the order of sets and the breaks between them, by the rules of `plan`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.session.plan import AS_PLANNED, LearnedPace, PlannedBlock, PlannedSlot, SetDose, Side, Step

SHORTEST_BREAK: Final = 1.0
"""Seconds of the rest in the plan of a round that fills the time from one start to the next."""


class PlannedWork(Struct, frozen=True):
    """One work step to come, and the break before it."""

    gap: float | Literal["switch"]
    """Seconds of the break, or a change of sides."""
    ready: float
    """Seconds of `ready` in that break; of the change of sides."""
    block: PlannedBlock
    place: int
    """The place of its slot in its block, from 0."""
    slot: PlannedSlot
    side: Side | None
    number: int
    """The number of the set, from 1."""
    sets: int
    """How many sets there are."""
    dose: SetDose | PlannedSlot
    starts_round: bool = False
    """The time of a round starts with it."""
    every: float = 0.0
    """The time of the round before, if the break before it is what is left of that; 0 if it isn't."""


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

    for planned in works(blocks, lead_in, first_side):
        gap, ready, work = planned.gap, planned.ready, _work(planned, exercises)
        until = planned.every
        if gap == "switch":
            add(replace(work, phase="switch", seconds=ready, timed=True))
        else:
            rest = max(0.0, gap - ready)
            add(replace(work, phase="rest", seconds=rest, timed=True, every=until))
            add(replace(work, phase="ready", seconds=gap - rest, timed=True, every=until))
        add(replace(work, every=planned.block.every if planned.starts_round else 0.0))
    return tuple(steps)


def works(
    blocks: Sequence[PlannedBlock], lead_in: float, first_side: Side, pace: LearnedPace = AS_PLANNED
) -> Iterator[PlannedWork]:
    """Yield each work step of some blocks with the break before it.

    Args:
        blocks: in their order.
        lead_in: seconds of `ready` before the first work.
        first_side: the side that starts in odd sets.
        pace: at which the rounds of a fixed time are done; the break after them is what is left for it.
    """
    after: float | None = None
    spent = 0.0
    last: PlannedBlock | None = None
    for block, turn in passes(blocks):
        before: tuple[int, PlannedSlot] | None = None
        repeated = last is not None and (last is block or (bool(block.group) and last.group == block.group))
        for place, slot, number in _sets(block):
            starts_round = bool(block.every) and (before is None or number != before[0])
            every = block.every if starts_round and before is not None else 0.0
            if before is not None:
                same_round = number == before[0] and not block.straight
                own = before[1].rest
                gap = own if own is not None else block.ready if same_round else block.rest
            elif after is None:
                gap = lead_in
            else:
                gap = after if block.rest_before is None else block.rest_before
                every = last.every if last is not None and repeated else 0.0
            if every:
                gap = max(every - spent, block.ready + SHORTEST_BREAK if pace == AS_PLANNED else 0.0)
            ready = lead_in if after is None and before is None else block.ready
            spent = 0.0 if starts_round else spent + gap * pace.breaks
            starts = slot.first_side or first_side
            number_of_all = turn * (1 if block.circuit is not None else block.sets) + number
            more = number > block.sets
            sides = one_more_sides(slot, number, starts) if more else side_order(slot, number_of_all, starts)
            dose = slot.dose_of(number)
            for second, side in enumerate(sides):
                yield PlannedWork(
                    "switch" if second else gap,
                    block.switch if second else min(ready, gap),
                    block,
                    place,
                    slot,
                    side,
                    number_of_all,
                    block.times if block.circuit is not None else max(number, block.sets * block.times),
                    dose,
                    starts_round=starts_round and not second,
                    every=0.0 if second else every,
                )
                spent += dose.seconds * (1.0 if slot.timed else pace.work)
                spent += block.switch * pace.breaks if second else 0.0
            before = number, slot
        after, last = block.rest_after, block


def passes(blocks: Sequence[PlannedBlock]) -> Iterator[tuple[PlannedBlock, int]]:
    """Yield each block as often as it is done, with the number of the turn from 0; those of a group come in turn."""
    for group, members in groupby(enumerate(blocks), lambda pair: pair[1].group or pair[0]):
        together = [block for _, block in members]
        times = max(block.times for block in together) if isinstance(group, str) else together[0].times
        for turn in range(times):
            for block in together:
                yield block, turn


def _sets(block: PlannedBlock) -> Iterator[tuple[int, PlannedSlot, int]]:
    """Yield the place, the slot and the number of every set of a block in order."""
    if block.circuit is not None:
        yield 0, block.circuit, 1
        return
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


def _work(planned: PlannedWork, exercises: Mapping[str, Exercise]) -> Step:
    """Return the work of a set on one side."""
    block, slot, dose = planned.block, planned.slot, planned.dose
    return Step(
        index=0,
        phase="work",
        block=block.name,
        label=f"{block.name}{planned.place + 1}" if len(block.slots) > 1 and block.circuit is None else block.name,
        side=planned.side,
        set=planned.number,
        sets=planned.sets,
        finisher=block.finisher,
        **{
            **step_fields(slot, exercises[slot.exercise]),
            "target": dose.target,
            "seconds": dose.seconds,
            "expected": dose.expected,
            "load_kg": dose.load_kg,
        },
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
        "tempo": slot.tempo,
        "cue": slot.cue,
        "parts": slot.parts,
        "ladder": ladder if len(set(ladder := tuple(item.target.value for item in slot.by_set))) > 1 else (),
    }


def one_more_sides(slot: PlannedSlot, number: int, first_side: Side) -> tuple[Side | None, ...]:
    """Return the sides of the set that follows the last round, in order; empty if none does."""
    if slot.one_more == "both":
        return side_order(slot, number, first_side)
    return (slot.one_more,) if slot.one_more else ()


def side_order(slot: PlannedSlot, number: int, first_side: Side) -> tuple[Side | None, ...]:
    """Return the sides of a set in order, `(None,)` if it has none; in even sets the other side starts."""
    if slot.only_side is not None:
        return (slot.only_side,)
    if not slot.per_side:
        return (None,)
    other: Side = "right" if first_side == "left" else "left"
    return (first_side, other) if number % 2 else (other, first_side)
