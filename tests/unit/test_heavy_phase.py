"""The heavy phase, walked through: who is offered it and when, what it changes, how it grows and how it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.coach.heavy import shares
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin
from runstrength.coach.rep_max import rep_max, weight_for
from runstrength.session.plan import Plan, Step
from tests.support.loops import looped
from tests.support.months import Months
from tests.support.past_samples import day
from tests.support.plans import block, library, routine_of, slot, works

RULES = library().coach_rules.heavy
OFFERS = library().coach_rules.offers
LIFTS = ("single_leg_deadlift", "squat", "single_leg_calf_raise", "single_leg_step_up")
DUMBBELLS: dict[str, Any] = {"equipment": ("bodyweight", "dumbbell")}


def runner(weeks: int = 9, **choices: Any) -> Months:
    """Return somebody with dumbbells who has trained twice a week, with three reps left."""
    level = choices.pop("level", "intermediate")
    routine = choices.pop("routine", "runner")
    months = Months(level=level, choices={**DUMBBELLS, **choices}, left=lambda _: 3, routine=routine)
    return months.weeks(weeks)


def after(months: Months, days: float = 4) -> Plan:
    """Return the plan some days after the last session."""
    return months.plan(months.plans[-1][0] + timedelta(days=days))


def accept(months: Months) -> Months:
    """Accept the heavy phase on the day of the next session."""
    when = months.plans[-1][0] + timedelta(days=4)
    months.choices["heavy"] = f"yes {when.date()}"
    return months


def heavy(plan: Plan) -> dict[str, Step]:
    """Return the first set of each lift that a plan does heavily."""
    return {
        step.exercise: step
        for step in reversed(works(plan))
        if (step.target.low, step.target.high) == (RULES.low, RULES.high)
    }


def test_offered_after_eight_trained_weeks() -> None:
    """The offer comes with the first session after eight trained weeks, and changes nothing until it is accepted."""
    months = runner(0)
    for week in range(11):
        for number in (0, 3):
            plan = months.train(day(7 * week + number))
            assert (plan.offer == "heavy") == (week >= OFFERS.weeks), week
            assert not heavy(plan)
            assert {step.exercise for step in works(plan)} <= {
                slot.exercise for block in library().routine("runner").blocks for slot in block.slots
            }


@looped(
    "otherwise",
    [
        {"level": "beginner"},
        {"season": "race"},
        {"equipment": ("bodyweight",)},
        {"dumbbells": (2.0, 4.0)},
        {"minutes": 15.0},
        {"routine": "core"},
        {"heavy": "no"},
        {"heavy": f"no {day(62).date()}"},
    ],
)
def test_who_is_not_offered_it(otherwise: dict[str, Any]) -> None:
    """Not beginners, not in race season, not with little time, without weights or a no some weeks ago."""
    assert after(runner(**otherwise)).offer != "heavy"
    assert after(runner()).offer == "heavy"


def test_a_no_is_remembered_for_some_weeks() -> None:
    """After a no nothing is offered for eight weeks, then once more."""
    declined = {"heavy": f"no {day(60).date()}"}
    months = runner(9, **declined)
    offered = [when for when, plan in months.weeks(10).plans if plan.offer == "heavy"]
    assert offered
    assert min(offered).date() - day(60).date() >= timedelta(days=OFFERS.again_days)


def test_a_lighter_day_offers_nothing() -> None:
    """On a day with less nothing new is offered."""
    months = runner()
    now = months.plans[-1][0] + timedelta(days=4)
    choices = Choices(level="intermediate", deload=False, **DUMBBELLS)
    lighter = (Checkin(sleep=4), Checkin(soreness=8), Checkin(pain=True))
    for checkin, offer in (*((answers, "") for answers in lighter), (None, "heavy")):
        plan = prescribe(library().routine("runner"), library(), choices, Today(now, tuple(months.records), checkin))
        assert plan.offer == offer


@pytest.mark.parametrize("level", ["intermediate", "advanced"])
def test_what_it_changes(level: str) -> None:
    """Each leg lift with a weight has 4-6 reps with 2-3 left, 2-3 sets and long rests, in a pair that shares no muscle.

    Everything else of the routine is still there.
    """
    before = after(runner(level=level))
    months = accept(runner(level=level))
    plan = after(months)
    assert set(heavy(plan)) == set(LIFTS)
    assert {step.exercise for step in works(plan)} == {step.exercise for step in works(before)}
    assert plan.reserve == RULES.left
    for name in {step.block for step in heavy(plan).values()}:
        together = list(dict.fromkeys(step.exercise for step in works(plan) if step.block == name))
        assert len(together) in (1, 2)
        assert len(together) == 1 or not shares(together[0], together[1], library())
        sets = {step.set for step in works(plan) if step.block == name}
        assert RULES.sets[0] <= len(sets) <= RULES.sets[1]
        firsts = [step for step in works(plan) if step.block == name and step.exercise == together[0]]
        assert {plan.rest_seconds_after(step.index) for step in works(plan) if step.block == name} <= {
            0.0, RULES.rest[level] - 10,
        }  # fmt: skip
        assert all(step.target.value == RULES.low for step in firsts)
    assert 120 <= RULES.rest[level] <= 150


def test_the_first_weight_is_what_the_strength_allows() -> None:
    """It begins with the heaviest weight that could be lifted six times, as the last usual session shows."""
    months = runner()
    before = {key: months.asked(key)[-1] for key in LIFTS}
    for key, step in heavy(after(accept(months))).items():
        assert step.load_kg is not None
        once = rep_max(before[key].load_kg or 12.0, before[key].target.value + 3)
        assert weight_for(once, RULES.first_reps) - 2 < step.load_kg <= weight_for(once, RULES.first_reps) + 1e-9


@given(load=st.floats(0.5, 200), reps=st.integers(1, 40), other=st.integers(1, 40))
def test_the_estimate_goes_both_ways(load: float, reps: int, other: int) -> None:
    """What can be lifted so often comes back from what can be lifted once, and more reps mean less weight."""
    once = rep_max(load, reps)
    assert weight_for(once, reps) == pytest.approx(load)
    assert other == reps or (weight_for(once, other) < load) == (other > reps)
    assert weight_for(once, RULES.first_reps) > 0.8 * once


@looped("owned", [(4.0, 8.0, 12.0, 16.0, 20.0, 24.0), (10.0, 15.0, 20.0), (12.0, 13.0, 14.0, 30.0)])
def test_nobody_lifts_what_they_do_not_own(owned: tuple[float, ...]) -> None:
    """Each weight of the phase is one of the list, from the first session to the last."""
    months = accept(runner(dumbbells=owned)).weeks(10)
    loads = {step.load_kg for _, plan in months.plans for step in heavy(plan).values()}
    assert loads
    assert loads <= {None, *owned}


def test_it_grows_until_it_is_heavy() -> None:
    """Four reps become six, and then the weight grows; within twelve weeks every lift is heavier."""
    months = accept(runner())
    first = heavy(after(months))
    months.weeks(12)
    for key in LIFTS:
        loads = [step.load_kg or 0 for _, plan in months.plans for name, step in heavy(plan).items() if name == key]
        assert loads == sorted(loads)
        assert loads[-1] > (first[key].load_kg or 0)
        values = {step.target.value for _, plan in months.plans for name, step in heavy(plan).items() if name == key}
        assert values == {4, 5, 6}


def test_more_left_than_asked_brings_a_heavier_weight() -> None:
    """Who says that five were left, where two or three are asked, gets the weight with which that is so, and why."""
    months = accept(runner()).weeks(1)
    first = heavy(after(months))
    months.left = lambda _: 5
    months.weeks(2)
    said = months.reasons("more than the heavy phase asks for")
    assert said
    assert any((step.load_kg or 0) > (first[key].load_kg or 0) for key, step in heavy(after(months)).items())


def test_the_season_ends_it_and_the_load_is_kept() -> None:
    """Race season ends it: the usual reps begin with as much as that strength allows, never less than before it."""
    months = runner()
    before = months.asked("squat")[-1].load_kg or 12.0
    accept(months).weeks(8)
    lifted = months.asked("squat")[-1].load_kg or 0.0
    months.choices["season"] = "race"
    plan = after(months)
    squat = next(step for step in works(plan) if step.exercise == "squat")
    assert not heavy(plan)
    assert squat.target.low == library().exercises["squat"].low
    assert before <= (squat.load_kg or 0) < lifted
    assert any("more than the" in reason and "Goblet squat" in reason for reason in plan.reasons)
    months.weeks(4)
    assert {step.load_kg for step in months.asked("squat")[-4:]} == {squat.load_kg}


def test_a_short_phase_takes_no_weight_away() -> None:
    """Who ends it after a week goes on with the usual reps and the weight of before."""
    months = runner()
    before = months.asked("squat")[-1]
    accept(months).weeks(1)
    months.choices["heavy"] = "no"
    squat = next(step for step in works(after(months)) if step.exercise == "squat")
    assert (squat.load_kg or 0) >= (before.load_kg or 0)


def test_a_short_phase_takes_no_harder_form_away() -> None:
    """Nor does it take away the slow lowering that led to the next weight, where no lighter one is owned."""
    months = runner(10, dumbbells=(12.0, 16.0))
    slow = {step.exercise: step.form for step in works(after(months)) if "slow" in step.form}
    assert slow
    accept(months).train(months.plans[-1][0] + timedelta(days=4))
    months.choices["heavy"] = "no"
    then = {step.exercise: step.form for step in works(after(months))}
    assert {key: then[key] for key in slow} == slow


def test_easy_reps_of_another_routine_end_nothing() -> None:
    """Three easy squats elsewhere say nothing about the strength, so the squat stays heavy, and can become so."""
    easy = routine_of([block(slot("squat", reps=3))])
    months = runner(10)
    months.train(months.plans[-1][0] + timedelta(days=2), easy)
    months.choices["heavy"] = "yes"
    for _ in range(3):
        assert "squat" in heavy(months.train(months.plans[-1][0] + timedelta(days=2), "runner"))
        months.train(months.plans[-1][0] + timedelta(days=2), easy)


def test_after_a_race_season_it_is_offered_again() -> None:
    """The old yes is over with the season, by sessions of it or by the race date; a new yes begins another phase."""
    months = accept(runner()).weeks(2)
    months.choices["season"] = "race"
    months.weeks(4)
    months.choices["season"] = "build"
    plan = after(months)
    assert plan.offer == "heavy"
    assert not heavy(plan)
    assert heavy(after(accept(months)))
    by_date = accept(runner()).weeks(2)
    race = by_date.plans[-1][0] + timedelta(days=10)
    by_date.choices["race_date"] = race.date().isoformat()
    later = by_date.plan(race + timedelta(days=40))
    assert not heavy(later)


def test_the_person_ends_it() -> None:
    """A no ends it at once."""
    months = accept(runner()).weeks(2)
    assert heavy(after(months))
    months.choices["heavy"] = f"no {(months.plans[-1][0] + timedelta(days=1)).date()}"
    assert not heavy(after(months))


def test_it_is_said_once_a_month() -> None:
    """That the phase is on is said in its first session and in the first one of each month."""
    months = accept(runner()).weeks(9)
    said = [when for when, plan in months.plans if any("you chose the heavy phase" in text for text in plan.reasons)]
    firsts: dict[tuple[int, int], datetime] = {}
    for when, plan in months.plans:
        if heavy(plan):
            firsts.setdefault((when.year, when.month), when)
    assert said == list(firsts.values())


def test_a_lift_that_hurts_is_not_heavy() -> None:
    """What hurt lately keeps its usual reps."""
    months = accept(runner()).weeks(1)
    record = months.records[0]
    sore = tuple(replace(item, niggle=item.exercise == "squat") for item in record.sets)
    months.records[0] = replace(record, sets=sore)
    assert set(heavy(after(months))) == set(LIFTS) - {"squat"}


def test_a_lift_that_hurt_is_heavy_again_after_weeks() -> None:
    """Back without pain it has its usual reps; four weeks after it last hurt it is heavy again, with no more weight."""
    months = accept(runner()).weeks(3)
    lifted = months.asked("squat")[-1].load_kg or 0
    record = months.records[0]
    hurt = record.started
    sore = tuple(replace(item, niggle=True) if item.exercise == "squat" else item for item in record.sets)
    months.records[0] = replace(record, sets=sore)
    months.weeks(6)
    heavily = {when: heavy(plan)["squat"] for when, plan in months.plans if when > hurt and "squat" in heavy(plan)}
    assert min(heavily) - hurt >= timedelta(days=RULES.niggle_days)
    assert (heavily[min(heavily)].load_kg or 0) <= lifted


@looped("minutes", [10.0, 15.0, 20.0, 30.0, 45.0])
def test_it_fits_into_the_time(minutes: float) -> None:
    """With little time the heavy pairs take turns, and the session stays inside its minutes."""
    months = accept(runner(minutes=minutes)).weeks(6)
    for _, plan in months.plans:
        assert plan.expected <= 60 * minutes + library().coach_rules.fit.grace or "Nothing fits" in " ".join(
            plan.reasons
        )
    done = {key for _, plan in months.plans for key in heavy(plan)}
    assert len(done) >= 2


def test_an_own_routine_stays_as_it_is() -> None:
    """Only built-in routines change: what somebody wrote is done as it was written."""
    months = accept(runner())
    mine = replace(library().routine("runner"), name="mine")
    plan = months.plan(months.plans[-1][0] + timedelta(days=4), mine)
    assert not heavy(plan)
    assert not plan.offer


def test_weeks_off_end_with_less_weight() -> None:
    """After nine weeks off the lifts have usual reps again, with a fifth less weight than in the phase at the least."""
    months = accept(runner(10)).weeks(3)
    lifted = {key: step.load_kg or 0 for key, step in heavy(months.plans[-1][1]).items()}
    plan = after(months, 65)
    assert lifted
    assert not heavy(plan)
    for step in works(plan):
        if step.exercise in lifted:
            assert step.target.value == step.target.low
            assert (step.load_kg or 0) <= 0.8 * lifted[step.exercise] + 1, step.exercise
    assert any("back to the start of the range" in reason.casefold() for reason in plan.reasons)


def test_weeks_off_begin_nothing() -> None:
    """In the first session after two weeks off no lift becomes heavy, and one that was heavy has no more weight."""
    months = accept(runner(12))
    assert not heavy(after(months, 18))
    months.weeks(2)
    then = heavy(after(months, 18))
    assert set(then) == set(LIFTS)
    for key, step in then.items():
        assert (step.load_kg or 0) <= (months.asked(key)[-1].load_kg or 0)
