"""Chooses the exercises that are asked how many reps were left.

Each block asks about one of its exercises, in turn: only sets of reps are asked about, because reps left can't be
judged of a hold, a walk or hops, and never the finisher, whose number is its own measure. Every exercise with a weight
is asked about once in `within` sessions; a block with more of them than that asks twice. The turn is known from the
history: an exercise was asked about if its record says so or an answer was entered. For records that say nothing, the
same rule is applied to them, the oldest first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from math import ceil
from typing import Final

import msgspec

from runstrength.catalogue.exercise import BODYWEIGHT
from runstrength.identity_cache import IdentityCache
from runstrength.session.plan import Plan
from runstrength.session.record import Record, SetDone

KIND: Final = "reps"
"""The kind of dose that is asked about."""


def exercises_to_ask(plan: Plan, records: Sequence[Record], within: int) -> Mapping[str, tuple[str, ...]]:
    """Return the exercises to ask about in a session, by block: usually one each, none where a block has no reps.

    Args:
        plan: of the session.
        records: the past, the newest first.
        within: each exercise with a weight is asked about once in so many sessions.
    """
    if plan.kind != "session":
        return {}
    weighted = {key for key, exercise in plan.exercises.items() if exercise.kit != BODYWEIGHT}
    waiting = _waiting(records, weighted, within)
    asked = {}
    for block in dict.fromkeys(step.block for step in plan.steps):
        works = [step for step in plan.steps if step.phase == "work" and step.block == block and not step.finisher]
        asked_about = (step.exercise for step in works if step.target.kind == KIND)
        exercises = tuple(dict.fromkeys(key for key in asked_about if not plan.exercises[key].is_hop))
        questions = max(1, ceil(len(weighted.intersection(exercises)) / within))
        if chosen := _chosen(exercises, questions, weighted, waiting, within):
            asked[block] = chosen
    return asked


def _waiting(records: Sequence[Record], weighted: set[str], within: int) -> dict[str, int]:
    """Return how many sessions ago each exercise was asked about, in sessions that had it."""
    waiting: dict[str, int] = {}
    for record in reversed(records):
        if record.kind != "session":
            continue
        known = () if record.asked is msgspec.UNSET else record.asked
        for block in _BLOCKS.of(record):
            asked = block.answered.union(known).intersection(block.exercises)
            if not asked and record.asked is msgspec.UNSET:
                asked = frozenset(_chosen(block.exercises, 1, weighted | block.loaded, waiting, within))
            for exercise in block.exercises:
                waiting[exercise] = 0 if exercise in asked else waiting.get(exercise, 0) + 1
    return waiting


class _Block(msgspec.Struct, frozen=True):
    """The exercises of a block of which reps were done."""

    exercises: tuple[str, ...]
    answered: frozenset[str]
    """Those of which is known how many reps were left."""
    loaded: frozenset[str]
    """Those that were done with a weight."""


def _blocks(record: Record) -> tuple[_Block, ...]:
    """Return the blocks of a session in which reps were done."""
    blocks: dict[str, list[SetDone]] = {}
    for item in record.sets:
        if item.target.kind == KIND and not item.skipped:
            blocks.setdefault(item.block, []).append(item)
    return tuple(
        _Block(
            tuple(dict.fromkeys(item.exercise for item in sets)),
            frozenset(item.exercise for item in sets if item.reserve is not None),
            frozenset(item.exercise for item in sets if item.load_kg),
        )
        for sets in blocks.values()
    )


_BLOCKS: Final = IdentityCache(_blocks)


def _chosen(
    exercises: Sequence[str], questions: int, weighted: set[str], waiting: Mapping[str, int], within: int
) -> tuple[str, ...]:
    """Return which exercises of a block are asked about now.

    The one that waits longest; but one with a weight if it, or another after it, would otherwise wait too long.
    """
    left = sorted(exercises, key=lambda exercise: (-waiting.get(exercise, 0), exercise not in weighted))
    chosen: list[str] = []
    while left and len(chosen) < questions:
        loaded = [exercise for exercise in left if exercise in weighted]
        late = any(
            waiting.get(exercise, 0) + 2 + turn > within for turn, exercise in zip(count(), loaded, strict=False)
        )
        chosen.append((loaded if late else left)[0])
        left.remove(chosen[-1])
    return tuple(chosen)
