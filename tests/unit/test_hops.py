"""Hops, walked through: who is offered them and when, how contacts grow, and when nobody jumps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from runstrength.catalogue.routine import Routine
from runstrength.coach.alternatives import exercises_of_a_kind
from runstrength.coach.hops import contacts, hop_advice
from runstrength.coach.past_performance import performances_by_exercise
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin
from runstrength.coach.substitutes import find_substitutes
from runstrength.session.plan import Plan, Target
from runstrength.session.record import Record
from runstrength.session.to_record import pain_record
from runstrength.settings import EQUIPMENT
from tests.support.months import Months
from tests.support.past_samples import day, run
from tests.support.plans import block, library, routine_of, slot, started, works

RULES = library().coach_rules.hops
OFFERS = library().coach_rules.offers
HOP = RULES.exercise


def runner(weeks: int = 9, *, days: tuple[int, ...] = (0, 3), **choices: Any) -> Months:
    """Return somebody without weights who has trained for some weeks; hops are not accepted yet."""
    level, routine = choices.pop("level", "intermediate"), choices.pop("routine", "runner")
    months = Months(level=level, choices={"heavy": "no", **choices}, left=lambda _: 3, routine=routine)
    return months.weeks(weeks, days)


def hopper(weeks: int = 9, **choices: Any) -> Months:
    """Return somebody who accepts hops after some weeks."""
    months = runner(weeks, **choices)
    months.choices["hops"] = f"yes {next_day(months).date()}"
    return months


def next_day(months: Months) -> Any:
    """Return when the next session is."""
    return months.plans[-1][0] + timedelta(days=4)


def today(months: Months, checkin: Checkin | None = None, routine: str | Routine = "runner", **chosen: Any) -> Plan:
    """Return the plan of the next session."""
    item = library().routine(routine) if isinstance(routine, str) else routine
    choices = Choices(**{"level": months.level, "deload": False, **months.choices, **chosen})
    return prescribe(item, library(), choices, Today(next_day(months), tuple(months.records), checkin))


def hops(plan: Plan) -> list[float]:
    """Return the contacts of each set of hops of a plan."""
    return [step.target.value for step in works(plan) if step.exercise == HOP]


def test_offered_after_eight_weeks_of_calf_work() -> None:
    """The offer comes after eight weeks with calf raises, says so, and changes nothing until it is accepted."""
    months = runner(0)
    for week in range(11):
        for number in (0, 3):
            plan = months.train(day(7 * week + number))
            assert (plan.offer == "hops") == (week >= OFFERS.weeks), week
            assert not hops(plan)
    assert "you trained your calves in 10 of the last 12 weeks and noted no pain there" in plan.reasons[-1]


def test_one_new_thing_at_a_time() -> None:
    """After the heavy phase was accepted hops are offered four weeks later; after a no to it, at once."""
    months = runner()
    when = months.plans[-1][0] + timedelta(days=4)
    assert months.plan(when).offer == "hops"
    for ago, offered in ((0, ""), (OFFERS.apart_days - 1, ""), (OFFERS.apart_days, "hops")):
        months.choices["heavy"] = f"yes {(when - timedelta(days=ago)).date()}"
        assert months.plan(when).offer == offered
    months.choices["heavy"] = f"no {when.date()}"
    assert months.plan(when).offer == "hops"


@pytest.mark.parametrize(
    "otherwise",
    [{"level": "beginner"}, {"season": "race"}, {"routine": "core"}, {"hops": "no"}, {"hops": f"no {day(62).date()}"}],
)
def test_who_is_not_offered_them(otherwise: dict[str, Any]) -> None:
    """Not beginners, not in race season, not who trains no calves, and not soon after a no."""
    assert not today(runner(**otherwise)).offer
    assert today(runner()).offer == "hops"


def test_beginners_never_jump() -> None:
    """A yes in the settings changes nothing for a beginner, nor before there were weeks of calf work."""
    assert not hops(today(hopper(level="beginner")))
    assert not hops(today(hopper(5)))
    assert hops(today(hopper()))


def test_they_come_first_and_fit_into_the_time() -> None:
    """Hops are the first block, with two or three sets, and the session stays inside its minutes."""
    for minutes in (None, 45.0, 30.0, 20.0, 15.0):
        plan = today(hopper(minutes=minutes))
        first = works(plan)[: len(hops(plan))]
        assert {step.exercise for step in first} == {HOP}
        assert RULES.sets[0] <= len(first) <= RULES.sets[1]
        assert all(plan.rest_seconds_after(step.index) + 10 == RULES.rest for step in first[:-1])
        assert minutes is None or plan.expected <= minutes * 60 + library().coach_rules.fit.grace
        others = {step.block for step in works(plan)} - {first[0].block}
        assert others


def test_where_there_is_no_time_there_are_none() -> None:
    """In very few minutes the session is what it was: no block goes for hops alone."""
    months = hopper(minutes=5.0)
    plan, without = today(months), today(months, hops="no")
    assert not hops(plan)
    assert [step.exercise for step in works(plan)] == [step.exercise for step in works(without)]


def test_twice_a_week_at_the_most() -> None:
    """Whoever trains on five days a week hops on two of them, with a day between."""
    months = hopper()
    months.weeks(6, (0, 1, 2, 3, 4))
    days = [when.date() for when, plan in months.plans if hops(plan)]
    assert days
    for first in days:
        assert sum(0 <= (other - first).days < 7 for other in days) <= RULES.a_week
        assert all((other - first).days >= RULES.days_between for other in days if other > first)


def test_contacts_grow_by_a_tenth_and_double() -> None:
    """A session has a tenth more contacts than those of the six weeks before at the most, and in a year twice as many.

    They go on with one leg after the other.
    """
    months = hopper().weeks(43)
    done = [
        (record.started, contacts(record.sets, library().exercises))
        for record in reversed(months.records)
        if contacts(record.sets, library().exercises)
    ]
    for place, (when, number) in enumerate(done[1:], 1):
        before = [many for then, many in done[:place] if (when - then).days < RULES.known_days]
        assert number <= (1 + RULES.more) * max(before) + 1e-9
    assert done[-1][1] >= 2 * done[0][1]
    names = [step.name for _, plan in months.plans for step in works(plan) if step.exercise == HOP]
    assert list(dict.fromkeys(names)) == ["Pogo hops", "Single-leg hops"]


def test_two_of_three_sets_earn_a_step_too() -> None:
    """Where the time decides whether there are two or three sets, both earn one more rep; a single one doesn't."""
    months = hopper().weeks(1)
    exercise = library().exercises[HOP]
    low = exercise.low
    changes = {}
    for sets in (3, 2, 1):
        newest = [
            replace(
                record,
                sets=tuple(
                    replace(item, target=replace(item.target, value=low), done=low)
                    for item in record.sets
                    if item.exercise == HOP and item.set <= (sets if place < 2 else 3)
                ),
            )
            for place, record in enumerate([months.records[0]] * 3)
        ]
        dated = [replace(record, started=day(70 - 3 * place)) for place, record in enumerate(newest)]
        past = performances_by_exercise(dated)[HOP]
        target = Target("reps", low, low, exercise.high)
        progression = library().coach_rules.progression
        advice = hop_advice(exercise, target, past, day(73), RULES, progression, sets=sets, grows=True)
        changes[sets] = advice.change
    assert changes == {3: "more", 2: "more", 1: "same"}


def test_after_few_hops_they_go_on_as_they_begin() -> None:
    """Weeks with a single set are followed by as many hops as they begin with, not by months of a tenth more."""
    months = hopper().weeks(3)
    months.records = [
        replace(record, sets=tuple(item for item in record.sets if item.exercise != HOP or item.set == 1))
        for record in months.records
    ]
    jumps = hops(months.train(next_day(months)))
    assert len(jumps) == RULES.sets[0]
    assert sum(jumps) >= RULES.sets[0] * library().exercises[HOP].low


@pytest.mark.parametrize(
    ("checkin", "chosen"),
    [
        (Checkin(soreness=5), {}),
        (Checkin(soreness=8), {}),
        (Checkin(stress=5), {}),
        (None, {"sore": True}),
        (None, {"race": 2}),
        (None, {"race": -1}),
        (None, {"race": -6}),
    ],
)
@pytest.mark.parametrize("as_usual", [False, True])
def test_nobody_jumps_when_it_is_forbidden(checkin: Checkin | None, chosen: dict[str, Any], *, as_usual: bool) -> None:
    """With sore muscles, on a red day, in race week and after a race there are no hops, adjustments ignored or not."""
    months = hopper()
    if "race" in chosen:
        race = next_day(months) + timedelta(days=chosen["race"])
        chosen = {"race_date": race.date().isoformat()}
    assert hops(today(months, as_usual=as_usual))
    plan = today(months, checkin, as_usual=as_usual, **chosen)
    assert not hops(plan)
    if plan.kind == "session" and checkin is not None:
        assert any("o hops" in text for text in plan.reasons)


def test_nobody_jumps_after_pain_or_a_race_in_the_log() -> None:
    """Not in the first session after a day with pain, and not in the days after a race."""
    months = hopper()
    when = next_day(months)
    months.records.insert(0, pain_record("pain", when - timedelta(days=1), {"pain": True, "colour": "stop"}))
    assert not hops(today(months))
    months.records[0] = replace(run(when - timedelta(days=4), 9, 110), title="Half marathon")
    assert not hops(today(months))
    months.records[0] = run(when - timedelta(days=4), 3, 40)
    assert hops(today(months))


def hurt(record: Record, exercise: str) -> Record:
    """Return a session in which an exercise hurt a bit."""
    return replace(record, sets=tuple(replace(item, niggle=item.exercise == exercise) for item in record.sets))


@pytest.mark.parametrize("exercise", ["single_leg_calf_raise", HOP])
def test_a_niggle_begins_the_weeks_again(exercise: str) -> None:
    """If calf raises or hops hurt a bit, hops are gone, which is said once, and eight clean weeks bring them back."""
    months = hopper().weeks(2)
    months.records[0] = hurt(months.records[0], exercise)
    plan = today(months)
    assert not hops(plan)
    assert any(text.startswith("No hops for now, because the ") for text in plan.reasons)
    months.weeks(8)
    assert sum("No hops for now" in text for _, plan in months.plans for text in plan.reasons) == 1
    assert not any(hops(plan) for _, plan in months.plans[-16:])
    assert hops(months.weeks(2).plans[-1][1])


def test_weeks_off_begin_lower() -> None:
    """The first session after two weeks off has none; after four weeks without hops they begin at ten again."""
    months = hopper().weeks(6)
    assert max(hops(months.plans[-1][1])) > 10
    later = months.plans[-1][0] + timedelta(days=16)
    assert not hops(months.plan(later))
    months.choices["hops"] = "no"
    months.weeks(5)
    months.choices["hops"] = "yes"
    assert set(hops(today(months))) == {10.0}


def test_after_a_race_season_with_fewer_sets_there_are_fewer_reps() -> None:
    """Weeks with a set less are the contacts of before: with the set back there are fewer reps, and it is said why."""
    months = hopper().weeks(8)
    months.choices["season"] = "race"
    months.weeks(6)
    before = max(contacts(record.sets, library().exercises) for record in months.records[:8])
    months.choices["season"] = "build"
    plan = today(months)
    assert sum(hops(plan)) <= (1 + RULES.more) * before
    assert len(hops(plan)) > len(hops(months.plans[-1][1]))
    assert len(months.reasons("fewer reps in each set")) == 1


def test_a_lighter_day_has_fewer() -> None:
    """A short night takes a set off, and nothing grows; so does a lighter week."""
    months = hopper().weeks(1)
    usual, eased = today(months), today(months, Checkin(sleep=4.5))
    assert len(hops(eased)) == len(hops(usual)) - 1
    assert max(hops(eased)) <= max(hops(usual))


def test_own_routines_with_hops() -> None:
    """Who wrote hops into a routine has them, but not with sore muscles, and nothing else takes their time."""
    own = routine_of([block(slot(HOP), slot("plank")), block(slot("squat"), name="B")])
    months = runner(2, level="beginner")
    usual, sore = today(months, routine=own), today(months, Checkin(soreness=5), routine=own)
    assert hops(usual)
    assert not hops(sore)
    assert {step.exercise for step in works(sore)} == {"plank", "squat"}
    assert sore.expected < usual.expected
    only = routine_of([block(slot(HOP))])
    assert today(months, Checkin(soreness=5), routine=only).kind == "warmup"


def test_hops_are_not_done_until_tired() -> None:
    """No set of hops says how many reps to leave, because they are counted; the lifts of that session still do."""
    plan = today(hopper())
    assert hops(plan)
    lifts = {step.exercise: plan.reserve_of(step) for step in works(plan) if step.target.kind == "reps"}
    assert lifts.pop(HOP) is None
    assert set(lifts.values()) == {plan.reserve}


def test_no_reps_left_are_asked_and_no_harder_version_is_offered() -> None:
    """Nobody is asked how many more hops there would have been, and a swap leads to easier ones alone."""
    plan = today(hopper())
    assert HOP not in {key for keys in plan.asked.values() for key in keys}
    session = started(plan)
    found = find_substitutes(plan, session.state.step, library(), equipment=("bodyweight",), past=(), now=day(90))
    assert {choice.sort for choice in found if choice.exercise.key == HOP} == {"easier"}


def test_nothing_leads_to_hops_by_itself() -> None:
    """No swap and no exercise that hurts brings hops."""
    for exercise in library().exercises.values():
        others = exercises_of_a_kind(exercise, library(), EQUIPMENT, without=())
        assert exercise.is_hop or not [other.key for other in others if other.is_hop]
