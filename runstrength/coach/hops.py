"""Hops: small jumps on stiff ankles before everything else in a session, for springy calves.

Five minutes of hops a day improved the economy of amateur runners at higher speeds (Engeroff 2023, 34 runners); jumps
help less than heavy lifts (Eihara 2022). Against: novices with exercises for ankles and feet had more acute injuries
(Leppänen 2024). So they are offered, never to beginners, after weeks of calf work that didn't hurt; twice a week at the
most, with a tenth more contacts at the most; never with sore muscles, after a day with pain, on a red day, in race week
or soon after a race, or just back from weeks off.

Contacts are what counts: reps times sets, times two for hops on one leg after the other. A step up comes after two
sessions in which all were done, so about once a week. After fewer of them, for whatever reason, it goes on with at
least as many as hops begin with.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import HopRules, ProgressionRules
from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.library import Library
from runstrength.catalogue.routine import Block, Routine, Slot
from runstrength.coach.offers import HOPS, Lifter, Offer, accepted_since, is_built_in, is_open
from runstrength.coach.past_performance import PastPerformance
from runstrength.coach.progression import ProgressionAdvice
from runstrength.coach.readiness import Readiness, pain_day
from runstrength.coach.reasons import Reason
from runstrength.dates import day_of, elapsed, long_day, time_before, week_of
from runstrength.session.plan import Target
from runstrength.session.record import Record, SetDone
from runstrength.session.weeks import counts, is_strength
from runstrength.session.wording import in_sentence, number_words

HOP: Final = "hop"
CALF: Final = "calf"
"""Movements, as exercises have them."""
NO_HOPS: Final = "no hops"
"""A consequence."""
AROUND_A_RACE: Final = ("race_week", "recovery")
"""The phases of a season without hops."""


class HopPlan(Struct, frozen=True):
    """The hops of a session."""

    block: Block | None = None
    """They come first; None for none."""
    reasons: tuple[Reason, ...] = ()
    offer: Offer | None = None


def plan_hops(routine: Routine, library: Library, lifter: Lifter) -> HopPlan:
    """Return the hops of a session, if they are accepted and it is time for them; else the offer, if it can be.

    Args:
        routine: a built-in one for strength sessions with leg exercises; others have none.
        library: exercises and the coach's numbers.
        lifter: the person.
    """
    rules, offers = library.coach_rules.hops, library.coach_rules.offers
    since = accepted_since(lifter.hops, lifter.today)
    if since is None and not is_open(lifter.hops, lifter.today, offers):
        return HopPlan()
    season = lifter.season.name
    if lifter.level not in offers.levels or season in AROUND_A_RACE or lifter.coming_back:
        return HopPlan()
    if not _has_legs(routine, library) or not is_built_in(routine, library):
        return HopPlan()
    weeks = calf_weeks(lifter, library)
    if weeks < offers.weeks:
        hurt = _just_hurt(lifter, library) if since is not None else None
        return HopPlan(reasons=(hurt,) if hurt is not None else ())
    if since is None:
        fact = f"you trained your calves in {weeks} of the last {offers.of_weeks} weeks and noted no pain there"
        offered = Offer(HOPS, Reason(fact, "you can add hops, small jumps before the first exercise, twice a week"))
        return HopPlan(offer=offered if season in offers.seasons else None)
    if not _is_time(lifter, library, rules):
        return HopPlan()
    exercise = library.exercises[rules.exercise]
    past = lifter.performances.get(exercise.key, ())
    most = _most_sets(exercise, past, lifter.now, rules)
    block = Block(rules.block, (Slot(exercise.key),), sets=(min(rules.sets[0], most), most), rest=rules.rest)
    return HopPlan(block)


def why_none_today(readiness: Readiness, lifter: Lifter, *, sore: bool) -> str:
    """Return the fact for which nobody hops today, whatever the plan; empty if there is none.

    Args:
        readiness: of the person.
        lifter: the person.
        sore: calf or Achilles are sore, as the person said beside the check-in.
    """
    if readiness.color == "red" or readiness.sore:
        return readiness.causes[-1]
    if pain_day(lifter.records) is not None:
        return readiness.causes[-1]
    if sore:
        return "your calf or Achilles is sore"
    return lifter.season.fact if lifter.season.name in AROUND_A_RACE else ""


def hop_advice(
    exercise: Exercise,
    target: Target,
    performances: Sequence[PastPerformance],
    now: datetime,
    rules: HopRules,
    progression: ProgressionRules,
    *,
    sets: int,
    grows: bool,
) -> ProgressionAdvice:
    """Return what to do of the hops today: one rep more after sessions in which all were done, then on one leg.

    If there were fewer sets for some weeks, as in a race season, there are fewer reps at first.

    Args:
        exercise: the hops.
        target: their range.
        performances: of them, the newest first.
        now: the moment.
        rules: the numbers for hops.
        progression: those for weeks off.
        sets: how many sets there are at the most.
        grows: today may ask for more than last time.
    """
    advice = _next_hops(exercise, target, performances, now, rules, progression, grows=grows)
    before = _most_contacts(exercise, performances, now, rules)
    if before is None or advice.last is None or advice.change == "restart":
        return advice
    last, rung = advice.last, exercise.rung_of(advice.last.variant)
    if advice.change == "harder" and _times(before, sets * _sides(exercise, advice.rung), rules) < target.low:
        advice = ProgressionAdvice(last.asked, "same", rung, None, last)
    most = max(target.low, float(_times(before, sets * _sides(exercise, advice.rung), rules)))
    if advice.value <= most:
        return advice
    return replace(advice, value=most, change="contacts" if most < last.asked else "same", left=int(before))


def _next_hops(
    exercise: Exercise,
    target: Target,
    performances: Sequence[PastPerformance],
    now: datetime,
    rules: HopRules,
    progression: ProgressionRules,
    *,
    grows: bool,
) -> ProgressionAdvice:
    """Return what was earned, whatever the contacts of the last weeks; the arguments are those of `hop_advice`."""
    past = [one for one in performances if one.belongs_to(target)]
    if not past:
        return ProgressionAdvice(target.low, "first")
    last, ladder = past[0], exercise.ladder
    rung = exercise.rung_of(last.variant)
    days = elapsed(last.started, now).days
    if days >= progression.restart_days:
        easier = ladder[max(ladder.index(""), ladder.index(rung) - 1)]
        return ProgressionAdvice(target.low, "restart", easier, None, last)
    same = ProgressionAdvice(last.asked, "pause" if days >= progression.pause_days else "same", rung, None, last)
    # A single set earns nothing if there usually are more; two of three do, where the time decides how many there are.
    most = max((one.rounds for one in past if _is_lately(one, now, rules)), default=0)
    usual = [one for one in past if not one.eased and one.rounds >= min(most, rules.sets[0])]
    alike = list(takewhile(lambda one: (one.variant, one.asked) == (last.variant, last.asked), usual))
    recent = alike[: rules.sessions]
    if same.change == "pause" or not grows or len(recent) < rules.sessions:
        return same
    if all(0 < one.worst < one.asked and one.whole for one in recent):
        return ProgressionAdvice(max(target.low, last.worst), "less", rung, None, last)
    if not all(one.reached(one.asked) for one in recent):
        return same
    if last.asked < target.high:
        more = math.floor(last.asked * rules.more + 1e-9)
        return ProgressionAdvice(min(target.high, last.asked + max(0, min(1, more))), "more", rung, None, last)
    place = ladder.index(rung)
    if place + 1 == len(ladder):
        return same
    return ProgressionAdvice(target.low, "harder", ladder[place + 1], None, last, witness="reps", times=rules.sessions)


def contacts(sets: Sequence[SetDone], exercises: Mapping[str, Exercise]) -> float:
    """Return how often the feet touched the ground in the hops among some sets."""
    return sum(item.known for item in sets if (one := exercises.get(item.exercise)) is not None and one.is_hop)


# -- when --------------------------------------------------------------------------------------------------------------


def calf_weeks(lifter: Lifter, library: Library) -> int:
    """Return in how many of the weeks before this one the calves were trained, since they last hurt a bit."""
    weeks: set[int] = set()
    for record in lifter.records:
        if _sore_calf(record, library):
            break
        if counts(record) and any(_trains(item, CALF, library) for item in record.sets):
            weeks.add(week_of(day_of(record.started), lifter.week_starts))
    this = week_of(lifter.today, lifter.week_starts)
    return sum(this - library.coach_rules.offers.of_weeks <= week < this for week in weeks)


def _trains(item: SetDone, movement: str, library: Library) -> bool:
    exercise = library.exercises.get(item.exercise)
    return exercise is not None and movement in exercise.movements and not item.skipped


def _sore_calf(record: Record, library: Library) -> SetDone | None:
    """Return the set of a session in which a calf exercise or hops hurt a bit, None if there is none."""
    sore = (item for item in record.sets if item.niggle)
    return next((item for item in sore if _trains(item, CALF, library) or _trains(item, HOP, library)), None)


def _just_hurt(lifter: Lifter, library: Library) -> Reason | None:
    """Return why there are no hops for now, if the calves hurt a bit in the last session."""
    last = next((record for record in lifter.records if is_strength(record)), None)
    item = None if last is None else _sore_calf(last, library)
    if last is None or item is None:
        return None
    name = in_sentence(library.exercises[item.exercise].name)
    weeks = number_words(library.coach_rules.offers.weeks)
    return Reason(
        f"the {name} hurt a bit on {long_day(last.started)}",
        f"{NO_HOPS} for now",
        otherwise=f"{weeks} weeks of calf work without it hurting bring them back",
    )


def _is_time(lifter: Lifter, library: Library, rules: HopRules) -> bool:
    """Tell whether there were not too many sessions with hops in the last days, and none yesterday or today."""
    since = time_before(lifter.now, days=7)
    hopped = [
        record
        for record in takewhile(lambda one: one.started > since, lifter.records)
        if contacts(record.sets, library.exercises)
    ]
    days = [(lifter.today - day_of(record.started)).days for record in hopped]
    return len(hopped) < rules.a_week and all(ago >= rules.days_between for ago in days)


def _has_legs(routine: Routine, library: Library) -> bool:
    """Tell whether a routine has leg exercises, and no hops of its own."""
    exercises = [library.exercises.get(slot.exercise) for block in routine.blocks for slot in block.slots]
    known = [exercise for exercise in exercises if exercise is not None]
    legs = library.coach_rules.race.legs
    return any(exercise.group in legs for exercise in known) and not any(exercise.is_hop for exercise in known)


def _is_lately(one: PastPerformance, now: datetime, rules: HopRules) -> bool:
    return elapsed(one.started, now) < timedelta(days=rules.known_days)


def _most_contacts(exercise: Exercise, past: Sequence[PastPerformance], now: datetime, rules: HopRules) -> float | None:
    """Return the most contacts of a session in the last weeks, at least as many as hops begin with; None for none."""
    lately = [sum(item.known for item in one.sets) for one in past if _is_lately(one, now, rules)]
    return max(*lately, rules.sets[0] * exercise.low) if lately else None


def _times(before: float, share: int, rules: HopRules) -> int:
    """Return into how many reps contacts are shared, with a tenth more of them than before."""
    return math.floor(before * (1 + rules.more) / share + 1e-9)


def _sides(exercise: Exercise, rung: str) -> int:
    return 2 if exercise.on_rung(rung).per_side else 1


def _most_sets(exercise: Exercise, past: Sequence[PastPerformance], now: datetime, rules: HopRules) -> int:
    """Return the most sets: as in the last weeks, and not more than its contacts allow with the fewest reps."""
    lately = list(takewhile(lambda one: _is_lately(one, now, rules), past))
    before = _most_contacts(exercise, past, now, rules)
    if before is None:
        return rules.sets[1]
    last_usual = next((one.rounds for one in past if not one.eased), 0)
    usual = min(rules.sets[1], max([rules.sets[0], last_usual, *(one.rounds for one in lately)]))
    fewest = int(exercise.low) * _sides(exercise, exercise.rung_of(lately[0].variant))
    return max(1, min(usual, _times(before, fewest, rules)))
