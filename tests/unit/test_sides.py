"""What the self-check and the sides change, over weeks: which side starts, and one more set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from runstrength.catalogue.self_check import read_selfcheck
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin
from runstrength.coach.substitutes import find_substitutes
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record
from tests.support.loops import looped
from tests.support.past_samples import checked, day, kept
from tests.support.plans import ASSETS, block, do, go_to, library, routine_of, slot, started, works

RUNNER = library().routine("runner")
WEAKER: dict[str, Any] = {"first_side": "weaker"}


def planned(past: list[Record], when: float, checkin: Checkin | None = None, **chosen: Any) -> Plan:
    """Return the plan of a day."""
    choices = Choices("intermediate", **chosen)
    return prescribe(RUNNER, library(), choices, Today(day(when), tuple(past), checkin))


def sides(plan: Plan, exercise: str) -> list[str]:
    """Return the sides of the sets of an exercise, in order."""
    return [f"{step.set}{(step.side or '-')[0]}" for step in works(plan) if step.exercise == exercise]


def weak(side: str, part: float) -> Callable[[Step], float]:
    """Return how much is done of a step where one side does less of everything."""

    def done(step: Step) -> float:
        return step.target.value * (1 - part) if step.side == side else step.target.value

    return done


def weeks(parts: list[float], side: str = "left", **chosen: Any) -> list[Plan]:
    """Return the plans of somebody whose one side does so much less, session by session, and the one after those."""
    past: list[Record] = []
    plans = []
    for number, part in enumerate(parts):
        plans.append(planned(past, 3 * number, **chosen))
        past.insert(0, kept(plans[-1], day(3 * number), done=weak(side, part)))
    return [*plans, planned(past, 3 * len(parts), **chosen)]


def test_one_more_set_after_two_sessions() -> None:
    """15% less twice on the same side adds one set there, after the last round; a professional is named."""
    once, twice = weeks([0.2, 0.2])[1:]
    exercise = "single_leg_deadlift"
    assert sides(once, exercise) == ["1l", "1r", "2r", "2l", "3l", "3r"]
    assert sides(twice, exercise) == ["1l", "1r", "2r", "2l", "3l", "3r", "4l"]
    (reason,) = [text for text in twice.reasons if "more set" in text]
    assert reason.startswith(
        "One more set on the left side, because your left side did at least 20% less, two sessions in a row"
    )
    assert "single-leg deadlift, single-leg glute bridge, single-leg step-up" in reason
    assert [step.exercise for step in works(twice) if step.set == 4] == [
        "single_leg_deadlift",
        "single_leg_glute_bridge",
        "single_leg_step_up",
    ]
    assert "physical therapist" in reason
    assert not [text for text in once.reasons if "one more set" in text]


@looped("parts", [[0.2, 0.1], [0.1, 0.2], [0.14, 0.14], [0.2, 0.2, 0.0]])
def test_less_than_that_adds_none(parts: list[float]) -> None:
    """A smaller difference, one session of it, or one that is over adds no set."""
    assert sides(weeks(parts)[-1], "single_leg_deadlift")[-1] == "3r"


def test_the_other_side_the_next_time() -> None:
    """Once the left side and once the right one are no weaker side."""
    first = kept(planned([], 0), day(0), done=weak("left", 0.2))
    second = kept(planned([first], 3), day(3), done=weak("right", 0.2))
    assert sides(planned([second, first], 6), "single_leg_deadlift")[-1] == "3r"


def test_the_set_does_not_feed_itself() -> None:
    """The set that was added makes the weaker side no stronger: the rounds are compared, and it counts as whole."""
    plans = weeks([0.2, 0.2, 0.2, 0.2])
    assert [sides(plan, "single_leg_deadlift")[-1] for plan in plans] == ["3r", "3r", "4l", "4l", "4l"]
    plans = weeks([0.2, 0.2, 0.0, 0.0])
    deadlift = [step.target.value for step in works(plans[-1]) if step.exercise == "single_leg_deadlift"]
    assert deadlift[0] > works(plans[2])[0].target.value
    assert sides(plans[-1], "single_leg_deadlift")[-1] == "3r"


def test_an_eased_day_adds_none() -> None:
    """On a lighter day nothing is added: it has no more sets and takes no longer than a usual one."""
    first = kept(planned([], 0), day(0), done=weak("left", 0.2))
    past = [kept(planned([first], 3), day(3), done=weak("left", 0.2)), first]
    usual, eased = planned(past, 6), planned(past, 6, Checkin(stress=4))
    assert sides(usual, "single_leg_deadlift")[-1] == "4l"
    assert sides(eased, "single_leg_deadlift")[-1] == "2l"
    assert not [text for text in eased.reasons if "one more set" in text]
    assert (eased.sets, eased.seconds) < (usual.sets, usual.seconds)


@looped("minutes", [10, 15, 20, 30, 45])
def test_the_session_stays_inside_its_minutes(minutes: float) -> None:
    """The added set is part of the time: the plan is not longer than the limit."""
    plan = weeks([0.2, 0.2], minutes=minutes)[-1]
    assert plan.seconds <= minutes * 60 + library().coach_rules.fit.grace


def test_the_self_check_adds_one_too() -> None:
    """The self-check adds one too: of its own exercises to them, of the balance to one single-leg exercise alone."""
    past = [checked(day(20), left=30, right=45), checked(day(0), left=30, right=45)]
    plan = planned(past, 21)
    added = [(step.exercise, step.side) for step in works(plan) if step.set == 4]
    assert added == [("single_leg_deadlift", "left"), ("single_leg_calf_raise", "left")]
    (reason,) = [text for text in plan.reasons if text.startswith("Single-leg deadlift: one more set on the left side")]
    assert "33% less in two self-checks (single-leg balance)" in reason
    assert not [step for step in works(planned(past[:1], 21)) if step.set == 4]
    assert not [
        step for step in works(planned([checked(day(20), 30, 45), checked(day(18), 30, 45)], 21)) if step.set == 4
    ]


def test_the_weaker_side_starts() -> None:
    """With the setting the weaker side of the training sets starts, else that of the newest check."""
    check = checked(day(0), left=45, right=35)
    assert sides(planned([check], 3, **WEAKER), "side_plank")[0] == "1r"
    assert sides(planned([check], 3, **WEAKER), "single_leg_deadlift")[0] == "1r"
    assert sides(planned([check], 3), "side_plank")[0] == "1l"
    assert sides(planned([checked(day(0), left=45, right=43)], 3, **WEAKER), "side_plank")[0] == "1l"
    trained = kept(planned([], 1), day(1), done=weak("left", 0.1))
    assert sides(planned([trained, check], 3, **WEAKER), "side_plank")[0] == "1l"


def test_a_swap_of_the_added_set() -> None:
    """Swapped for another exercise with sides, the set that was added stays one of the weaker side."""
    plan = weeks([0.2, 0.2])[-1]
    session = started(plan)
    go_to(session, next(step.index for step in plan.steps if step.phase == "ready"))
    choices = find_substitutes(plan, session.state.step, library(), equipment=("bodyweight",), past=(), now=day(6))
    swap = next(choice.command for choice in choices if choice.slot.per_side and choice.sort == "instead")
    do(session, swap)
    assert sides(session.plan, swap.exercise.key)[:7] == ["1l", "1r", "2r", "2l", "3l", "3r", "4l"]


def test_both_legs_have_no_weaker_side() -> None:
    """Where the routine does both sides in one, no set is added for one of them."""
    routine = routine_of([block(slot("squat"), slot("plank"))])
    first = kept(prescribe(routine, library(), Choices("intermediate")), day(0))
    past = (replace(first, id="second", started=day(3), ended=day(3)), first)
    plan = prescribe(routine, library(), Choices("intermediate"), Today(day(6), past))
    assert {step.set for step in works(plan)} == {1, 2}


MIRROR = {question.key for question in read_selfcheck(ASSETS / "check.toml").questions}


def seen(when: float, **answers: bool) -> Record:
    """Return a self-check with answers before the mirror, in which both sides did the same."""
    return replace(checked(day(when)), answers=answers)


@looped("question", sorted(MIRROR))
@looped("routine", ["runner", "pairs"])
def test_each_no_before_the_mirror_changes_one_thing(question: str, routine: str) -> None:
    """A no has advice, and one exercise gets one more set, with its reason; a yes later takes it away again."""
    chosen = library().routine(routine)
    advice = {item.key: item.tip for item in read_selfcheck(ASSETS / "check.toml").questions}
    yes = dict.fromkeys(MIRROR, True)

    def plan_after(*past: Record) -> Plan:
        return prescribe(chosen, library(), Choices("intermediate"), Today(day(40), past))

    usual, changed = plan_after(seen(30, **yes)), plan_after(seen(30, **{**yes, question: False}))
    added = Counter(step.exercise for step in works(changed)) - Counter(step.exercise for step in works(usual))
    assert len(added) == 1
    assert added.total() == changed.sets - usual.sets in (1, 2)
    (reason,) = set(changed.reasons) - set(usual.reasons)
    assert ": one more set, because in the self-check your " in reason
    assert advice[question]
    assert plan_after(seen(35, **yes), seen(30, **{question: False})).steps == usual.steps
    assert plan_after(seen(35), seen(30, **{question: False})).steps == changed.steps


def test_a_no_on_a_lighter_day_and_inside_the_minutes() -> None:
    """Nothing is added on a lighter day, and what is added is part of the time."""
    past = [seen(30, **dict.fromkeys(MIRROR, False))]
    assert {step.set for step in works(planned(past, 31, Checkin(stress=4)))} == {1, 2}
    for minutes in (10, 20, 30):
        plan = planned(past, 31, minutes=minutes)
        assert plan.seconds <= minutes * 60 + library().coach_rules.fit.grace
    both = [(step.exercise, step.side) for step in works(planned(past, 31)) if step.set == 4]
    assert both == [
        ("single_leg_deadlift", "right"),
        ("single_leg_deadlift", "left"),
        ("squat", None),
        ("plank", None),
        ("single_leg_glute_bridge", "right"),
        ("single_leg_glute_bridge", "left"),
        ("single_leg_step_up", "right"),
        ("single_leg_step_up", "left"),
        ("farmers_carry", None),
    ]


def test_stiff_ankles_get_the_weighted_squat() -> None:
    """A beginner, who begins without weights, squats with one at the chest once the heels lift in the self-check."""

    def squat(**answers: bool) -> tuple[Plan, Step]:
        choices = Choices("beginner", ("bodyweight", "dumbbell"))
        plan = prescribe(RUNNER, library(), choices, Today(day(31), (seen(30, **answers),)))
        return plan, next(step for step in works(plan) if step.exercise == "squat")

    (_, usual), (plan, weighted) = squat(heels=True), squat(heels=False)
    assert (usual.name, weighted.name) == ("Squat", "Goblet squat")
    assert [text for text in plan.reasons if "with a weight" in text and "your heels didn't stay down" in text]
    assert plan.sets == squat(heels=True)[0].sets
    others = {step.exercise: step.name for step in works(plan) if step.exercise != "squat"}
    assert others == {step.exercise: step.name for step in works(squat(heels=True)[0]) if step.exercise != "squat"}
