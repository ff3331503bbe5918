"""Up to a year with the coach, for seven runners: what it must never do, and what it has to bring.

pytest tests/unit/test_year_of_coaching.py -s       prints each as a table
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

from runstrength.coach.past_performance import PastPerformance, performances_by_exercise
from tests.support.loops import looped
from tests.support.past_samples import MONDAY, day
from tests.support.plans import library, works
from tests.support.runners import Runner

WEEKS = 52
WEEKS_WITH_AN_EVENT = 30
"""For those to whom something happens in the first months, and who are seen for some weeks afterwards."""
SHOWN = ("squat", "single_leg_deadlift", "side_plank", "push_up", "farmers_carry")
RACE = 8
"""Weeks until the race of the one who has one."""


def growing(first: float, each: float, until: float = 99.0) -> Callable[[float], float]:
    """Return a fitness that grows from week to week, until it does not."""
    return lambda week: first + each * min(week, until)


def make(name: str) -> Runner:
    """Return one of the runners, before their year."""
    match name:
        case "steady":
            return Runner(name, fitness=growing(0.8, 0.03))
        case "with bells":
            return Runner(name, "advanced", "kettlebell", fitness=growing(0.9, 0.05))
        case "stalling":
            return Runner(name, fitness=growing(0.85, 0.03, until=10))
        case "weak left side":
            return Runner(name, kit="box", fitness=growing(0.85, 0.03), weak="left", choices={"first_side": "weaker"})
        case "two weeks ill":
            return Runner(name, "beginner", fitness=growing(0.7, 0.03), away=(20, 21))
        case "race in eight weeks":
            race = (MONDAY + timedelta(weeks=RACE)).date().isoformat()
            return Runner(name, fitness=growing(0.8, 0.03), choices={"race_date": race})
        case _:
            return Runner(
                name, kit="box", fitness=growing(0.5, 0.0), moody=lambda number: 0.6 if number % 5 == 0 else 0.0
            )


NAMES = (
    "steady",
    "with bells",
    "stalling",
    "weak left side",
    "two weeks ill",
    "race in eight weeks",
    "one good day in five",
)


def weeks_with(name: str) -> int:
    """Return for how many weeks a runner is seen."""
    return WEEKS if name in ("steady", "with bells") else WEEKS_WITH_AN_EVENT


@cache
def year(name: str) -> Runner:
    """Return a runner after a year, or after some weeks with what happens to them; all of it is printed."""
    runner = make(name).train(weeks_with(name))
    print(runner.table(SHOWN))  # noqa: T201  (it is there to be read)
    return runner


def week(when: datetime) -> int:
    """Return the week of a moment, counted from the first."""
    return (when - day(0)) // timedelta(weeks=1)


def weeks_of(name: str, word: str) -> list[int]:
    """Return the weeks in which less was asked for, because of something."""
    return sorted({week(when) for when, plan in year(name).plans if plan.eased == word})


@looped("name", NAMES)
def test_doses_stay_inside_their_ranges(name: str) -> None:
    """Each dose is in the range of its exercise, or two above it before a much heavier weight."""
    for _, plan in year(name).plans:
        for step in works(plan):
            exercise = library().exercises[step.exercise]
            if step.target.kind == exercise.kind and plan.kind == "session":
                most = exercise.high + (2 if step.load_kg else 0)
                assert exercise.low <= step.target.value <= most
            assert 1 <= step.sets <= 4


@looped("name", NAMES)
def test_no_load_jumps(name: str) -> None:
    """No weight is more than a tenth heavier than the last, but after slow lowering or two reps above the range."""
    for exercise in library().exercises:
        usual = [step for _, plan, step in year(name).asked(exercise) if not plan.eased]
        for sooner, later in pairwise(usual):
            if sooner.load_kg and later.load_kg and later.load_kg > sooner.load_kg * 1.1 + 1e-9:
                high = library().exercises[exercise].high
                if later.target.kind == "amrap":
                    bouts = [one for one in performances_by_exercise(year(name).records)[exercise] if not one.eased]
                    before = [one for one in bouts if one.load_kg == sooner.load_kg]
                    assert all(one.worst >= high + 2 for one in before[:2])
                else:
                    assert "slow" in sooner.form or sooner.target.value > high
                assert not later.form


@looped("name", NAMES)
def test_nothing_gets_harder_without_two_good_sessions(name: str) -> None:
    """Before each heavier weight or harder form stand two usual sessions with everything at the top, and two left."""
    runner = year(name)
    taken = 0
    for exercise, bouts in performances_by_exercise(runner.records).items():
        for place, bout in enumerate(bouts[:-1]):
            if harder(exercise, bout, bouts[place + 1]):
                taken += 1
                counted = [one for one in bouts[place + 1 :] if not one.eased and one.kind == bout.kind][:2]
                high = library().exercises[exercise].high
                assert len(counted) == 2
                assert all(one.reached(high) and (one.reserve or 0) >= 2 for one in counted)
                assert all(one.rounds > 1 or exercise == "plank_row" for one in counted)
                assert counted[0].variant == counted[1].variant
                assert counted[0].load_kg == counted[1].load_kg
                assert not bout.eased
    assert taken > 0 or name == "one good day in five"


def harder(exercise: str, bout: PastPerformance, before: PastPerformance) -> bool:
    """Tell whether an exercise got harder from one session to the next."""
    item = library().exercises[exercise]
    ladder = (
        [rung.key for rung in item.rungs if rung.easier] + [""] + [rung.key for rung in item.rungs if not rung.easier]
    )
    if (bout.load_kg or 0) > (before.load_kg or bout.load_kg or 0):
        return True
    places = [ladder.index(item.in_form(one.variant).rung) for one in (bout, before)]
    return places[0] > places[1] and bout.load_kg == before.load_kg


@looped("name", NAMES)
def test_doses_grow_by_small_steps(name: str) -> None:
    """A dose grows by a rep, five seconds or a step at the most, and by two if four were left twice."""
    runner = year(name)
    for exercise in library().exercises:
        most = 5 if library().exercises[exercise].kind == "hold" else 1
        bouts = [one for one in performances_by_exercise(runner.records).get(exercise, ()) if not one.eased]
        usual = [(when, step) for when, plan, step in runner.asked(exercise) if not plan.eased]
        for (_, sooner), (when, later) in pairwise(usual):
            if (sooner.form, sooner.load_kg, sooner.target.kind) == (later.form, later.load_kg, later.target.kind):
                answers = [one.answered for one in bouts if one.started < when][:2]
                steps = 2 if answers == [4, 4] else 1
                assert later.target.value - sooner.target.value <= steps * most


@looped("name", ["steady", "with bells", "weak left side"])
def test_every_fifth_week_is_lighter(name: str) -> None:
    """Who trains every week has a lighter one every fifth."""
    assert weeks_of(name, "deload") == list(range(4, weeks_with(name), 5))


def test_the_steady_one_gets_stronger() -> None:
    """A year of steady training brings heavier weights and harder forms."""
    asked = year("steady").asked("squat")
    assert (asked[-1][2].load_kg or 0) >= 16 > 12
    assert year("steady").asked("push_up")[-1][2].form


def test_the_stalling_one_is_left_in_peace() -> None:
    """Who does not get stronger keeps form and weight, within one step of the dose: less, as help, and more again."""
    runner = year("stalling")
    for exercise in SHOWN:
        last = [step for _, plan, step in runner.asked(exercise)[-20:] if not plan.eased]
        assert len({(step.load_kg, step.form) for step in last}) == 1
        doses = {step.target.value for step in last}
        assert max(doses) - min(doses) <= (5 if library().exercises[exercise].kind == "hold" else 1)
    assert not any(": fewer than" in text or ": less than" in text for _, plan in runner.plans for text in plan.reasons)


def test_the_weaker_side_decides_and_begins() -> None:
    """The dose is at most a rep (two, if four were left) above what the weaker side did, and that side begins."""
    runner = year("weak left side")
    bouts = performances_by_exercise(runner.records)["single_leg_deadlift"]
    for later, sooner in pairwise(bouts):
        if later.variant == sooner.variant:
            assert later.asked <= max(sooner.worst + (2 if sooner.answered == 4 else 1), sooner.asked)
    assert {step.side for _, _, step in runner.asked("single_leg_deadlift")[4:]} == {"left"}
    assert {step.side for _, _, step in year("stalling").asked("single_leg_deadlift")} == {"left"}


def test_two_weeks_ill() -> None:
    """After two weeks off the doses are as before, with one set less, once; the count of weeks begins again."""
    runner = year("two weeks ill")
    # The week before the two was a lighter one, whose doses are no measure.
    before, after = ([plan for when, plan in runner.plans if week(when) == number] for number in (18, 22))
    doses = [
        {step.exercise: (step.target.value, step.load_kg, step.form) for step in works(plan) if not step.finisher}
        for plan in (before[-1], after[0])
    ]
    assert doses[0] == doses[1]
    assert any("good way back" in text for text in after[0].reasons)
    assert any(text.startswith("Same as last time, because it has been two weeks or more") for text in after[0].reasons)
    assert not any("good way back" in text for text in after[1].reasons)
    assert [plan.eased for plan in after] == ["return", ""]
    assert {step.sets for plan in after for step in works(plan) if not step.finisher} == {1, 2}
    # The week of coming back is easier, so it is none of the four weeks of training before the next lighter one.
    assert weeks_of("two weeks ill", "deload") == [4, 9, 14, 19, 27]


def test_a_race_in_eight_weeks() -> None:
    """The season follows the date: one session a week before it, then warm-ups, then two light weeks, then on."""
    runner = year("race in eight weeks")
    assert weeks_of("race in eight weeks", "race") == [4, 5, 6, 7, 8, 9]
    in_the_last_days = [plan for when, plan in runner.plans if 0 <= (day(56) - when).days < 4]
    assert {plan.kind for plan in in_the_last_days} <= {"warmup"}
    raced = [plan for when, plan in runner.plans if week(when) in (4, 5, 6)]
    assert {step.sets for plan in raced for step in works(plan)} == {2}
    assert not any(step.finisher for plan in raced for step in works(plan))
    loads = [step.load_kg for when, _, step in runner.asked("squat") if 3 <= week(when) <= 8]
    assert len(set(loads)) == 1
    assert weeks_of("race in eight weeks", "deload")[0] == 14


def test_no_progress_on_one_good_day() -> None:
    """A good day now and then moves no form and no weight."""
    runner = year("one good day in five")
    assert {step.form for _, _, step in runner.asked("squat")} <= {"", "half as deep", "holding a door frame"}
    assert not any("instead of" in text or "so now slow" in text for _, plan in runner.plans for text in plan.reasons)
