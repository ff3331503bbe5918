"""The heavy phase: leg lifts with heavy weights, few reps and long rests, in pairs that share no muscle.

Heavy and few beats light and many (the article), and improves running economy a little more than jumping (Eihara 2022);
for strength the ACSM asks for at least 80% of what can be lifted once (2026), which none of the article's ranges
reaches. Who has weights, has trained for some weeks and has time for more than one pair is offered it in the off-season
and while building up. It ends with the season, or when the person says so.

A lift is in it if the person does it with a weight, and owns one that is heavy enough: the strength is estimated from
the newest session (`strength`). In a range of its own it has a progress of its own; afterwards the usual range begins
with as much as the same strength allows. A routine of the person's own stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count, takewhile
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import HeavyRules
from runstrength.catalogue.exercise import WEIGHTS, Exercise
from runstrength.catalogue.library import Library
from runstrength.catalogue.routine import Block, Dose, Routine, Slot, implied_name
from runstrength.coach.offers import (
    HEAVY,
    Lifter,
    Offer,
    accepted_since,
    is_built_in,
    is_open,
    weeks_before,
    weeks_fact,
)
from runstrength.coach.past_performance import PastPerformance
from runstrength.coach.progression import SAME_WEIGHT, ProgressionAdvice
from runstrength.coach.reasons import Reason
from runstrength.coach.rep_max import rep_max, weight_for
from runstrength.coach.runs import race_in_log
from runstrength.dates import day_of, elapsed, long_day, time_before
from runstrength.session.plan import Target
from runstrength.session.weeks import RACE, is_strength, up_to

MOST_TOGETHER: Final = 3
"""Exercises of a block that the phase leaves as they are."""


class HeavyPhase(Struct, frozen=True):
    """What the phase changes in a routine."""

    routine: Routine
    lifts: Mapping[str, float | None] = {}
    """The first weight of each lift, by its key; None if it isn't known. Empty if the phase isn't on."""
    reasons: tuple[Reason, ...] = ()
    offer: Offer | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything is lifted heavily."""
        return bool(self.lifts)


def heavy_phase(routine: Routine, library: Library, lifter: Lifter) -> HeavyPhase:
    """Return what the heavy phase changes in a routine; nothing if it isn't accepted, and the offer if it can be.

    Args:
        routine: a built-in one for strength sessions; others stay as they are.
        library: exercises and the coach's numbers.
        lifter: the person.
    """
    rules, offers = library.coach_rules.heavy, library.coach_rules.offers
    since = accepted_since(lifter.heavy, lifter.today)
    if since is None and not is_open(lifter.heavy, lifter.today, offers):
        return HeavyPhase(routine)
    if not is_built_in(routine, library) or lifter.level not in offers.levels:
        return HeavyPhase(routine)
    if lifter.season.name not in offers.seasons:
        return HeavyPhase(routine)
    trained = weeks_before(lifter.records, lifter.now, offers.of_weeks, lifter.week_starts)
    over = since is not None and _season_ended(since, lifter, library)
    if trained < offers.weeks:
        return HeavyPhase(routine)
    lifts = dict(_lifts(routine, library, lifter))
    fact = weeks_fact(trained, offers)
    if since is None or over:
        has_time = lifter.minutes is None or lifter.minutes >= rules.least_minutes
        enough = has_time and len(lifts) >= rules.least_lifts
        return HeavyPhase(routine, offer=Offer(HEAVY, _offer(fact, rules)) if enough else None)
    if not lifts:
        return HeavyPhase(routine)
    reasons = () if _said_this_month(lifter, rules, since) else (_chosen(since),)
    return HeavyPhase(_heavy_routine(routine, lifts, library, lifter.level), lifts, reasons)


def range_of(rules: HeavyRules) -> Dose:
    """Return the dose of the phase."""
    return Dose("reps", rules.low, rules.high)


def since_the_phase(
    performances: Sequence[PastPerformance], routine: str, rules: HeavyRules
) -> Sequence[PastPerformance]:
    """Return the performances that count after a heavy phase: its own, and those since.

    With them the usual range begins with as much as the strength of the phase allows, not as weeks before it.

    Args:
        performances: of a lift that isn't in the phase, the newest first.
        routine: the name of today's routine.
        rules: the range of the phase.
    """
    place = next((place for place, one in enumerate(performances) if is_heavy(one, rules, routine)), None)
    if place is None:
        return performances
    own = [one for one in performances[place:] if is_heavy(one, rules, routine)]
    return [*performances[:place], *own]


def is_heavy(performance: PastPerformance, rules: HeavyRules, routine: str = "") -> bool:
    """Tell whether a performance was one of the phase, in a routine or any."""
    ours = performance.kind == "reps" and (performance.low, performance.high) == (rules.low, rules.high)
    return ours and (not routine or performance.routine == routine)


# -- when --------------------------------------------------------------------------------------------------------------


def _season_ended(since: date, lifter: Lifter, library: Library) -> bool:
    """Tell whether a race season has begun since the phase was accepted: by the race date, or by the sessions of one.

    What a race of the log made easier was no race season.
    """
    race = library.coach_rules.race
    if lifter.race_date:
        begins = date.fromordinal(max(1, date.fromisoformat(lifter.race_date).toordinal() - race.race_days))
        if since < begins <= lifter.today:
            return True
    past = up_to(lifter.records, lifter.now)
    for place, record in enumerate(past):
        if record.eased != RACE or not is_strength(record):
            continue
        if day_of(record.started) < since:
            return False
        logged = race_in_log(past[place + 1 :], library.coach_rules.runs)
        if logged is None or elapsed(logged.started, record.started) > timedelta(days=2 * race.full_days + 1):
            return True
    return False


def _said_this_month(lifter: Lifter, rules: HeavyRules, since: date) -> bool:
    """Tell whether this month has a session of the phase: then it was said that it is on."""
    today = lifter.today
    heavy = (one for past in lifter.performances.values() for one in past if is_heavy(one, rules))
    days = (day_of(one.started) for one in heavy)
    return any(since <= day < today and (day.year, day.month) == (today.year, today.month) for day in days)


def _chosen(since: date) -> Reason:
    when = f" on {long_day(since)}" if since > date.min else ""
    return Reason(
        f"you chose the heavy phase{when}",
        "heavy leg lifts with long rests",
        otherwise="without the heavy phase, these lifts would have more reps and less weight",
    )


def _offer(fact: str, rules: HeavyRules) -> Reason:
    reps = f"{rules.low:g}-{rules.high:g} reps"
    return Reason(fact, f"you can begin a heavy phase, leg lifts of {reps} with heavier weights and longer rests")


# -- what --------------------------------------------------------------------------------------------------------------


def _lifts(routine: Routine, library: Library, lifter: Lifter) -> Iterator[tuple[str, float | None]]:
    """Yield the lifts of a routine that the phase makes heavy, each with its first weight."""
    every = [slot.exercise for block in routine.blocks for slot in block.slots]
    hurt = lifter.hurting | _hurt_lately(lifter, library.coach_rules.heavy)
    for block in routine.blocks:
        if block.finisher or block.is_fixed or block.group:
            continue
        for slot in block.slots:
            exercise = library.exercises[slot.exercise].with_equipment(lifter.equipment)
            free = slot.dose is None and not slot.is_fixed and every.count(slot.exercise) == 1
            legs = exercise.group in library.coach_rules.race.legs and exercise.kind == "reps"
            if free and legs and exercise.kit in WEIGHTS and exercise.key not in hurt:
                heavy, weight = _first_weight(exercise, library.coach_rules.heavy, lifter)
                if heavy:
                    yield exercise.key, weight


def _hurt_lately(lifter: Lifter, rules: HeavyRules) -> frozenset[str]:
    """Return the exercises that hurt a bit in the last weeks: back without pain, they aren't heavy at once."""
    since = time_before(lifter.now, days=rules.niggle_days)
    lately = takewhile(lambda record: record.started > since, lifter.records)
    return frozenset(item.exercise for record in lately for item in record.sets if item.niggle)


def _first_weight(exercise: Exercise, rules: HeavyRules, lifter: Lifter) -> tuple[bool, float | None]:
    """Return whether a lift can be heavy, and its first weight; None if nobody knows what is lifted.

    What was heavy stays so: once the heaviest weight is light, a harder form follows. The newest session tells, but for
    a few easy reps of another routine.
    """
    past = [
        one for one in lifter.performances.get(exercise.key, ()) if exercise.leads_to(one.variant) and not one.eased
    ]
    tell = (one for one in past if is_heavy(one, rules) or one.kind != "reps" or one.asked >= exercise.low)
    newest = next(tell, past[0] if past else None)
    if newest is None or exercise.kit_of(newest.variant) not in WEIGHTS:
        return False, None
    if newest.load_kg is None or newest.kind != "reps":
        return newest.kind == "reps" and not lifter.coming_back, None
    if is_heavy(newest, rules) or lifter.coming_back:
        return is_heavy(newest, rules), newest.load_kg
    left = lifter.reserve if newest.reserve is None else newest.reserve
    once = rep_max(newest.load_kg, newest.worst + left)
    first = weight_for(once, rules.first_reps)
    owned, step = lifter.owned.get(exercise.kit, ()), lifter.steps.get(exercise.kit, 1.0)
    heavy = _heaviest(first, newest.load_kg, owned, step)
    if not owned:
        return True, heavy
    most, slack = max(owned), 1 - SAME_WEIGHT
    enough = most >= weight_for(once, rules.most_reps) * slack and heavy >= weight_for(once, rules.light_reps) * slack
    return enough, heavy


def _heaviest(most: float, load: float, owned: Sequence[float], step: float) -> float:
    """Return the heaviest weight up to `most`: of those owned (0 for none), else in whole steps from a weight."""
    if owned:
        return max((weight for weight in owned if weight <= most * (1 + SAME_WEIGHT)), default=0.0)
    return round(load + max(0, math.floor((most - load) / step + 1e-9)) * step, 2)


def too_light(
    target: Target, performances: Sequence[PastPerformance], owned: Sequence[float], step: float, rules: HeavyRules
) -> ProgressionAdvice | None:
    """Return the weight that is heavy enough, if more reps were left last time than the phase asks for.

    Args:
        target: the range of the phase.
        performances: of the lift, the newest first.
        owned: the weights that the person owns, in kilograms; empty for any.
        step: kilograms between two weights, if none are listed.
        rules: the numbers of the phase.
    """
    last = next((one for one in performances if one.belongs_to(target)), None)
    if last is None or last.eased or last.niggle or last.load_kg is None or last.answered is None:
        return None
    if last.answered <= rules.left[1] or not last.reached(last.asked):
        return None
    once = rep_max(last.load_kg, last.worst + last.answered)
    weight = _heaviest(weight_for(once, rules.first_reps), last.load_kg, owned, step)
    if weight <= last.load_kg * (1 + SAME_WEIGHT):
        return None
    return ProgressionAdvice(target.low, "light", "", weight, last, left=last.answered)


def _heavy_routine(routine: Routine, lifts: Mapping[str, float | None], library: Library, level: str) -> Routine:
    """Return a routine with its heavy lifts in pairs that share no muscle, and the other exercises after them."""
    rules = library.coach_rules.heavy
    pairs, others = _pairs(routine, lifts, library)
    usual = next(block for block in routine.blocks if not block.finisher)
    taken = {block.name.casefold() for block in routine.blocks if block.finisher}
    names = (name for number in count() if (name := implied_name(number)).casefold() not in taken)
    heavy = [
        Block(next(names), tuple(_slot(slot, lifts, rules) for slot in pair), sets=rules.sets, rest=rules.rest[level])
        for pair in pairs
    ]
    rest = [replace(usual, name=next(names), slots=tuple(together)) for together in _evenly(others)]
    finishers = [block for block in routine.blocks if block.finisher]
    return replace(routine, blocks=(*heavy, *rest, *finishers))


def _slot(slot: Slot, lifts: Mapping[str, float | None], rules: HeavyRules) -> Slot:
    return replace(slot, dose=range_of(rules)) if slot.exercise in lifts else slot


def _pairs(
    routine: Routine, lifts: Mapping[str, float | None], library: Library
) -> tuple[list[list[Slot]], list[Slot]]:
    """Return each heavy lift with its partner, if there is one, in the order of the routine; and the other exercises.

    The lift with the fewest possible partners chooses first, among those that aren't heavy before those that are.
    """
    slots = [slot for block in routine.blocks if not block.finisher for slot in block.slots]
    left = {slot.exercise: slot for slot in slots}
    heavy = [slot for slot in slots if slot.exercise in lifts]

    def partners(lift: str) -> list[str]:
        free = [key for key in left if key != lift and not shares(lift, key, library)]
        return sorted(free, key=lambda key: key in lifts)

    pairs: dict[str, list[Slot]] = {}
    for slot in sorted(heavy, key=lambda slot: len(partners(slot.exercise))):
        if slot.exercise not in left:
            continue
        del left[slot.exercise]
        pairs[slot.exercise] = [slot]
        if found := partners(slot.exercise):
            pairs[slot.exercise].append(left.pop(found[0]))
    return [pairs[slot.exercise] for slot in heavy if slot.exercise in pairs], list(left.values())


def shares(first: str, second: str, library: Library) -> bool:
    """Tell whether two exercises train a muscle in common, but for those that only steady the others."""
    rules = library.coach_rules.heavy
    one, other = (
        {rules.same.get(muscle, muscle) for muscle in library.exercises[key].muscles} - set(rules.steadying)
        for key in (first, second)
    )
    return bool(one & other)


def _evenly(slots: Sequence[Slot]) -> Iterator[Sequence[Slot]]:
    """Yield slots in as few groups of `MOST_TOGETHER` as possible, all about as long."""
    groups = math.ceil(len(slots) / MOST_TOGETHER)
    for number in range(groups):
        yield slots[len(slots) * number // groups : len(slots) * (number + 1) // groups]
