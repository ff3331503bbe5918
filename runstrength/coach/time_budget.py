"""Fits a session into a time budget: blocks, sets, rests and the finisher.

A full session takes 20, 37 or 60 minutes by level, and a runner has "10-30 minutes" (the article, on consistency before
quantity). So the time decides, in this order: as many blocks as possible, then as many sets (from the level's down to
two), then the longest rest between rounds (the level's, 60, 45 s: ACSM 2009; Iversen 2024 for supersets in little
time), then the finisher. If not all blocks fit, `turns` says which do. A finisher of which nothing was trained for
weeks comes before more sets. If more than a quarter of the time would stay unused and blocks are missing, a block gets
one set above the level, at most four (the article's limit), then the finisher is added. A routine's fixed number of
sets and its own rest stay.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import TimeBudgetRules
from runstrength.coach.balance import Trained
from runstrength.coach.reasons import Reason, joined
from runstrength.coach.rotation import Rotation
from runstrength.session.build_steps import one_more_sides, works
from runstrength.session.commands import Refit
from runstrength.session.plan import AS_PLANNED, LearnedPace, PlannedBlock
from runstrength.session.wording import whole_minutes
from runstrength.text import plural

NO_INCREASES: Final = "no increases"
"""A consequence."""


class FlexibleBlock(Struct, frozen=True):
    """A block that can be shortened or extended."""

    block: PlannedBlock
    """As planned without a time limit, with the sets of the level."""
    low: int
    """The fewest sets."""
    high: int
    """The most sets."""
    own_rest: bool = False
    """Its rest is set by the routine and stays."""
    least_rest: float = 20.0
    """The shortest rest after the block, in seconds."""

    def cut(self, sets: int, rest: float | None) -> PlannedBlock:
        """Return the block with `sets` sets, within its limits, and a rest of at most `rest` seconds."""
        sets = min(self.high, max(self.low, sets))
        if rest is None or self.own_rest or rest >= self.block.rest:
            return replace(self.block, sets=sets)
        return replace(self.block, sets=sets, rest=rest, rest_after=max(rest, self.least_rest))


class Fitted(Struct, frozen=True):
    """The blocks that fit."""

    blocks: tuple[PlannedBlock, ...]
    """In order, the finisher last."""
    reasons: tuple[Reason, ...] = ()
    """What is different because of the time limit."""
    rotates: bool = False
    """Some blocks do not fit, and have their turn in another session."""
    fewest: Trained | None = None
    """What was trained so little that these blocks have their turn; None if something else decided."""


class TimeBudget(Struct, frozen=True):
    """The time for a session, and what matters for fitting it."""

    minutes: float
    finisher: bool | None = None
    """Whether the person wants the finisher; None leaves it to the time."""
    turns: Rotation = Rotation()
    """Whose turn it is if not all blocks fit."""
    pace: LearnedPace = AS_PLANNED
    """How long the person really takes."""
    finisher_trained: Trained | None = None
    """Of what the finisher was trained least."""
    before: float = 0.0
    """Seconds of what comes before the blocks, and is not chosen with them."""

    @property
    def seconds(self) -> float:
        """What is left for the blocks."""
        return self.minutes * 60 - self.before


def duration(blocks: Sequence[PlannedBlock], pace: LearnedPace = AS_PLANNED) -> float:
    """Return how long blocks take in sequence, in seconds."""
    if any(_is_special(block) for block in blocks):
        return _duration_of_works(blocks, pace)
    work = breaks = 0.0
    after: float | None = None
    for block in blocks:
        if after is None:
            breaks += block.lead_in
        else:
            breaks += after if block.rest_before is None else block.rest_before
        sides = [2 if slot.per_side else 1 for slot in block.slots]
        for slot, count in zip(block.slots, sides, strict=True):
            work += block.sets * count * slot.seconds * (1.0 if slot.timed else pace.work)
        switches = sum(sides) - len(sides)
        more = [(slot, len(one_more_sides(slot, 1, "left"))) for slot in block.slots if slot.one_more]
        for slot, count in more:
            work += count * slot.seconds * (1.0 if slot.timed else pace.work)
            breaks += (count - 1) * block.switch
        breaks += block.sets * switches * block.switch
        sets = block.sets * len(sides) + len(more)
        rests = sets - 1 if block.straight else block.sets - 1 + bool(more)
        breaks += rests * block.rest + (sets - 1 - rests) * block.ready
        after = block.rest_after
    return work + breaks * pace.breaks


def _is_special(block: PlannedBlock) -> bool:
    """Tell whether the sets of a block, or the breaks between them, differ from each other."""
    if block.every or block.circuit is not None or block.times > 1:
        return True
    return any(slot.by_set or slot.rest is not None or slot.only_side for slot in block.slots)


def _duration_of_works(blocks: Sequence[PlannedBlock], pace: LearnedPace) -> float:
    """Return how long blocks take, set by set."""
    work = breaks = 0.0
    for planned in works(blocks, blocks[0].lead_in, "left", pace):
        work += planned.dose.seconds * (1.0 if planned.slot.timed else pace.work)
        gap = planned.ready if planned.gap == "switch" else planned.gap
        breaks += gap * (1.0 if planned.every else pace.breaks)
    return work + breaks


def fit_blocks(
    ordinary: Sequence[FlexibleBlock], finishers: Sequence[PlannedBlock], budget: TimeBudget, rules: TimeBudgetRules
) -> Fitted:
    """Return what fits into a time budget; if nothing does, the shortest possible session.

    Args:
        ordinary: the blocks to choose from, in order.
        finishers: the finisher, if the routine has one.
        budget: the time budget.
        rules: the numbers of `assets/coach.toml`.
    """
    chosen = _choice(ordinary, finishers, budget, rules)
    if chosen is None:
        shortest = _shortest(ordinary, finishers, budget, rules)
        return Fitted(shortest, (_too_short(shortest, budget),))
    blocks, with_finisher = chosen
    whole = (*blocks, *(finishers if with_finisher else ()))
    rotates = 0 < len(blocks) < len(ordinary)
    names = [flexible.block.name for flexible in ordinary]
    fewest = budget.turns.why(names, [block.name for block in blocks]) if rotates else None
    reasons = [*_why(whole, ordinary, finishers, budget, fewest)]
    least = budget.finisher_trained
    if with_finisher and least is not None and not least.sets:
        without = _choice(ordinary, finishers, replace(budget, finisher_trained=None), rules)
        if without is not None and not without[1]:
            reasons.append(Reason(least.fact, "the finisher before more sets"))
    return Fitted(whole, tuple(reasons), rotates=rotates, fewest=fewest)


def _choice(
    ordinary: Sequence[FlexibleBlock], finishers: Sequence[PlannedBlock], budget: TimeBudget, rules: TimeBudgetRules
) -> tuple[tuple[PlannedBlock, ...], bool] | None:
    """Return the blocks, and whether the finisher follows; None if nothing fits."""
    chosen = _first_that_fits(ordinary, finishers, budget, rules, budget.seconds + rules.grace)
    if chosen is None or len(chosen[0]) == len(ordinary):
        return chosen
    blocks, with_finisher = chosen
    return _use_the_rest(blocks, ordinary, finishers, budget, rules, with_finisher=with_finisher)


def next_blocks(fitted: Fitted) -> Reason:
    """Return which blocks are next, if not all of them fit, and why these."""
    names = [block.name for block in fitted.blocks if not block.finisher]
    fact = "blocks rotate" if fitted.fewest is None else fitted.fewest.fact_then
    return Reason(fact, f"{_named(names)} next time")


def shorten_to(minutes: float, rules: TimeBudgetRules) -> Refit:
    """Return the command that shortens what is left of a running session to `minutes`."""
    return Refit(minutes * 60 + rules.grace, rules.rests)


def _first_that_fits(
    ordinary: Sequence[FlexibleBlock],
    finishers: Sequence[PlannedBlock],
    budget: TimeBudget,
    rules: TimeBudgetRules,
    limit: float,
) -> tuple[tuple[PlannedBlock, ...], bool] | None:
    names = [flexible.block.name for flexible in ordinary]
    for count in range(len(ordinary), 0, -1):
        order = budget.turns.order(names, count)
        # Any single block is better than none, if the one whose turn it is takes too long.
        for wanted in [[name] for name in order] if count == 1 else [order[:count]]:
            chosen = [block for block in ordinary if block.block.name in wanted]
            for blocks, with_finisher in _ways(chosen, finishers, budget, rules):
                if duration((*blocks, *(finishers if with_finisher else ())), budget.pace) <= limit:
                    return blocks, with_finisher
    if not ordinary and duration(finishers, budget.pace) <= limit:
        return (), True
    return None


def _ways(
    chosen: Sequence[FlexibleBlock], finishers: Sequence[PlannedBlock], budget: TimeBudget, rules: TimeBudgetRules
) -> Iterator[tuple[tuple[PlannedBlock, ...], bool]]:
    """Yield blocks and whether the finisher follows, the best way first."""
    if finishers and _finisher_first(chosen, budget):
        yield from ((blocks, True) for blocks in _cuts(chosen, rules))
    for blocks in _cuts(chosen, rules):
        yield from ((blocks, with_finisher) for with_finisher in _finisher_choices(finishers, budget))


def _finisher_first(chosen: Sequence[FlexibleBlock], budget: TimeBudget) -> bool:
    """Tell whether the finisher comes before more sets: it was not trained for weeks, and what the blocks train was."""
    if budget.finisher is not None or budget.finisher_trained is None or budget.finisher_trained.sets:
        return False
    trained = [budget.turns.trained.get(flexible.block.name) for flexible in chosen]
    return all(one is not None and one.sets for one in trained)


def _cuts(flexible: Sequence[FlexibleBlock], rules: TimeBudgetRules) -> Iterator[tuple[PlannedBlock, ...]]:
    """Yield blocks with fewer and fewer sets, and for each number of sets with shorter and shorter rests."""
    most = max(block.block.sets for block in flexible)
    least = min(most, rules.least_sets, *(block.low for block in flexible))
    for sets in range(most, least - 1, -1):
        for rest in (None, *rules.rests):
            yield tuple(block.cut(min(sets, block.block.sets), rest) for block in flexible)


def _finisher_choices(finishers: Sequence[PlannedBlock], budget: TimeBudget) -> tuple[bool, ...]:
    if not finishers or budget.finisher is False:
        return (False,)
    return (True,) if budget.finisher else (True, False)


def _use_the_rest(
    blocks: tuple[PlannedBlock, ...],
    ordinary: Sequence[FlexibleBlock],
    finishers: Sequence[PlannedBlock],
    budget: TimeBudget,
    rules: TimeBudgetRules,
    *,
    with_finisher: bool,
) -> tuple[tuple[PlannedBlock, ...], bool]:
    """Return the blocks with one more set, or the finisher, while too much of the time is unused."""
    limit = budget.seconds + rules.grace
    enough = budget.seconds * (1 - rules.unused)

    def seconds(planned: Sequence[PlannedBlock], *, finisher: bool) -> float:
        return duration((*planned, *(finishers if finisher else ())), budget.pace)

    flexible = {limits.block.name: limits for limits in ordinary}
    for place, block in enumerate(blocks):
        limits = flexible[block.name]
        if block.sets + 1 > min(rules.most_sets, limits.high, limits.block.sets + 1):
            continue
        more = (*blocks[:place], replace(block, sets=block.sets + 1), *blocks[place + 1 :])
        if seconds(blocks, finisher=with_finisher) < enough and seconds(more, finisher=with_finisher) <= limit:
            blocks = more
    unused = seconds(blocks, finisher=with_finisher) < enough
    if unused and not with_finisher and True in _finisher_choices(finishers, budget):
        with_finisher = seconds(blocks, finisher=True) <= limit
    return blocks, with_finisher


def _shortest(
    ordinary: Sequence[FlexibleBlock], finishers: Sequence[PlannedBlock], budget: TimeBudget, rules: TimeBudgetRules
) -> tuple[PlannedBlock, ...]:
    insisted = tuple(finishers) if budget.finisher or not ordinary else ()
    singles = [(*blocks, *insisted) for flexible in ordinary for blocks in _cuts([flexible], rules)] or [insisted]
    return min(singles, key=lambda blocks: duration(blocks, budget.pace))


# -- reasons -----------------------------------------------------------------------------------------------------------


_INSTEAD: Final = "instead of"
_WITH: Final = ", with "
_BETWEEN_ROUNDS: Final = "s between rounds"


def on_a_lighter_day(reasons: Sequence[Reason], blocks: Sequence[PlannedBlock]) -> tuple[Reason, ...]:
    """Return the reasons of a time limit for a day on which sets are taken off what fits on a usual one.

    Args:
        reasons: those of the usual day.
        blocks: what is done today.
    """
    has_rounds = any(block.sets > 1 for block in blocks)
    kept = [reason for reason in reasons if has_rounds or _BETWEEN_ROUNDS not in reason.consequence]
    return tuple(replace(reason, consequence=_usually(reason.consequence)) for reason in kept)


def _usually(consequence: str) -> str:
    """Return a consequence with its number of sets as that of usual days: `usually 2 sets instead of 3`."""
    if _INSTEAD not in consequence:
        return consequence
    only, _, sets = consequence.rpartition(_WITH)
    return f"{only}, usually with {sets}" if only else f"usually {sets}"


def _minutes(seconds: float) -> str:
    return plural(whole_minutes(seconds), "minute")


def _named(names: Sequence[str]) -> str:
    """Return `block A`, or `blocks A and B`."""
    return f"block{'' if len(names) == 1 else 's'} {joined(names)}"


def _sets(blocks: Sequence[PlannedBlock]) -> str:
    counts = [block.sets for block in blocks]
    low, high = min(counts), max(counts)
    return f"{low}-{high} sets" if low < high else plural(low, "set")


def _too_short(blocks: tuple[PlannedBlock, ...], budget: TimeBudget) -> Reason:
    ordinary_blocks = [block for block in blocks if not block.finisher]
    shortest = "the finisher"
    if ordinary_blocks:
        shortest = f"{_named([block.name for block in ordinary_blocks])} with {_sets(ordinary_blocks)}"
    return Reason(
        f"the shortest session is {shortest}, about {_minutes(duration(blocks, budget.pace))}",
        f"nothing fits in {_minutes(budget.minutes * 60)}",
    )


def _why(
    whole: Sequence[PlannedBlock],
    ordinary: Sequence[FlexibleBlock],
    finishers: Sequence[PlannedBlock],
    budget: TimeBudget,
    fewest: Trained | None,
) -> tuple[Reason, ...]:
    """Return what differs from the session without a time limit."""
    blocks = [block for block in whole if not block.finisher]
    names = [block.name for block in blocks]
    planned = {flexible.block.name: flexible.block for flexible in ordinary}
    changes = _changed_sets(blocks, planned)
    if len(blocks) < len(planned):
        only = f"only {_named(names)}"
        changes = [f"{only}{_WITH}{joined(changes)}" if changes else only]
    with_rests = [block for block in blocks if block.sets > 1]
    shorter = [block for block in with_rests if block.rest != planned[block.name].rest]
    if shorter:
        where = "" if len(shorter) == len(with_rests) else f" in {_named([block.name for block in shorter])}"
        changes.append(f"{min(block.rest for block in shorter):g} {_BETWEEN_ROUNDS}{where}")
    if finishers and len(blocks) == len(whole) and budget.finisher is None:
        changes.append("no finisher")
    facts = [_limit(budget), *([fewest.fact] if fewest is not None else [])]
    turn = [Reason(fact, change) for change in changes[:1] for fact in facts]
    return (*turn, *(Reason(_limit(budget), change) for change in changes[1:]))


def _limit(budget: TimeBudget) -> str:
    return f"your time limit is {_minutes(budget.minutes * 60)}"


def no_increases(
    grown: FlexibleBlock, finishers: Sequence[PlannedBlock], budget: TimeBudget, rules: TimeBudgetRules
) -> Reason:
    """Return that nothing grows today, because the block whose turn it is would no longer fit, and when it would.

    Args:
        grown: that block, with what it would grow to.
        finishers: as for `fit_blocks`.
        budget: the time budget, into which it doesn't fit.
        rules: the numbers of `assets/coach.toml`.
    """
    seconds = duration(_shortest([grown], finishers, budget, rules), budget.pace)
    minutes = math.ceil((budget.before + seconds - rules.grace) / 60)
    return Reason(_limit(budget), NO_INCREASES, otherwise=f"with {plural(minutes, 'minute')} there would be increases")


def _changed_sets(blocks: Sequence[PlannedBlock], planned: Mapping[str, PlannedBlock]) -> list[str]:
    """Return `2 sets instead of 3`, with the names of the blocks if they differ."""
    changed: dict[tuple[int, int], list[str]] = {}
    for block in blocks:
        usual = planned[block.name].sets
        if block.sets != usual:
            changed.setdefault((block.sets, usual), []).append(block.name)
    every = len(changed) == 1 and len(next(iter(changed.values()))) == len(blocks)
    return [
        f"{plural(sets, 'set')} {_INSTEAD} {usual}" + ("" if every else f" in {_named(names)}")
        for (sets, usual), names in changed.items()
    ]
