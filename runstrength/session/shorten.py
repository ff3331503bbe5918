"""Shortens a running session to the time that is left.

What was done, is under way or announced stays, with both sides. Of what is to come, as many blocks as possible are
kept, then as many sets, then the longest rests, then the finisher: the same order as before a session
(`coach.time_budget`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.plan import Plan, Step

MIN_SETS: Final = 2
"""The fewest sets of a block that has not started, unless its plan has fewer."""


class _SetToCome(Struct, frozen=True):
    """A set to come, one side of it, with the break before it."""

    lead: tuple[Step, ...]
    work: Step

    @property
    def slot(self) -> tuple[str, str, int]:
        """Identifies the set: both sides have the same block, label and number."""
        return (self.work.block, self.work.label, self.work.set)


def shorten(plan: Plan, step: Step, seconds: float, rests: Sequence[float] = ()) -> Plan:
    """Return a plan that ends sooner: the same up to the set under way or announced, with less after it.

    Args:
        plan: the plan so far.
        step: the step under way.
        seconds: what is left for everything after that set.
        rests: shorter rests between rounds to try, in seconds, the longest first.
    """
    current = plan.work_of(step.index)
    to_come = _to_come(plan, current)
    here = (current.block, current.label, current.set)
    own = [item for item in to_come if item.slot == here]  # the other side
    others = [item for item in to_come if item.slot != here]
    for kept in _choices(current, others, rests):
        if _expected(plan, [*own, *kept]) <= seconds:
            break
    else:
        kept = _as_much_of_the_round(plan, own, others, current, seconds)
    return _with(plan, current, [*own, *kept])


def _to_come(plan: Plan, current: Step) -> list[_SetToCome]:
    left = []
    lead: list[Step] = []
    for step in plan.steps[current.index + 1 :]:
        if step.phase == "work":
            left.append(_SetToCome(tuple(lead), step))
            lead = []
        else:
            lead.append(step)
    return left


def _choices(current: Step, others: Sequence[_SetToCome], rests: Sequence[float]) -> Iterator[list[_SetToCome]]:
    """Yield the sets that could be kept, the best choice first."""
    planned = {item.work.block: item.work.sets for item in others if not item.work.finisher}
    later = [block for block in planned if block != current.block]
    finisher = any(item.work.finisher for item in others)
    for count in range(len(later), -1, -1):
        for sets in range(max([*planned.values(), 1]), 0, -1):
            most = {block: min(number, max(sets, MIN_SETS)) for block, number in planned.items()}
            most[current.block] = max(current.set, min(current.sets, sets))
            for rest in (None, *rests):
                for with_finisher in (True, False) if finisher else (False,):
                    blocks = {current.block, *later[:count]}
                    yield [
                        item if rest is None else _SetToCome(_shortened(item, rest), item.work)
                        for item in others
                        if (
                            with_finisher
                            if item.work.finisher
                            else item.work.block in blocks and item.work.set <= most[item.work.block]
                        )
                    ]


def _shortened(item: _SetToCome, rest: float) -> tuple[Step, ...]:
    """Return the break before a set; one between rounds is cut to `rest` seconds."""
    over = sum(step.seconds for step in item.lead) - rest
    if item.work.finisher or over <= 0 or not item.lead or item.lead[0].phase != "rest":
        return item.lead
    first = max(0.0, round(item.lead[0].seconds - over, 3))
    return (replace(item.lead[0], seconds=first), *item.lead[1:]) if first else item.lead[1:]


def _as_much_of_the_round(
    plan: Plan, own: Sequence[_SetToCome], others: Sequence[_SetToCome], current: Step, seconds: float
) -> list[_SetToCome]:
    """Return the sets of this round that fit, each with both sides."""
    kept: list[_SetToCome] = []
    round_ = [item for item in others if (item.work.block, item.work.set) == (current.block, current.set)]
    for slot in dict.fromkeys(item.slot for item in round_):
        more = [*kept, *(item for item in round_ if item.slot == slot)]
        if _expected(plan, [*own, *more]) > seconds:
            break
        kept = more
    return kept


def _expected(plan: Plan, items: Sequence[_SetToCome]) -> float:
    return sum(plan.expected_of(step) for item in items for step in (*item.lead, item.work))


def _with(plan: Plan, current: Step, kept: Sequence[_SetToCome]) -> Plan:
    """Return the plan with these sets after the current one, and with new numbers of sets."""
    sets = {current.block: current.set} | {item.work.block: item.work.set for item in kept}
    steps = [
        replace(step, sets=sets[step.block]) if step.block == current.block and step.set == current.set else step
        for step in plan.steps[: current.index + 1]
    ]
    starts_at = round(steps[-1].starts_at + steps[-1].seconds, 3)
    for item in kept:
        for step in (*item.lead, item.work):
            steps.append(replace(step, index=len(steps), sets=sets[item.work.block], starts_at=starts_at))
            starts_at = round(starts_at + step.seconds, 3)
    return replace(plan, steps=tuple(steps))
