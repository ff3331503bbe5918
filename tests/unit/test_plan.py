"""The order of a session: which step comes when, on which side, after which break."""

from __future__ import annotations

import math
from itertools import groupby, pairwise

import pytest
from hypothesis import given

from runstrength.dose_kinds import BY_CLOCK
from runstrength.session.plan import Plan, Step
from tests.support.loops import looped
from tests.support.plans import OWN_PLANS, PLANS, block, library, plan_of, routine_of, slot, small_plan, works

LEVEL_NUMBERS = [("beginner", 1218, 29), ("intermediate", 2233.6, 43), ("advanced", 3618, 57)]


def told(plan: Plan) -> list[str]:
    """Return a plan in short, as `ready 10 squat` and `work left 24 single_leg_glute_bridge`."""
    return [
        f"{step.phase}{f' {step.side}' if step.side else ''} {step.seconds:g} {step.exercise}" for step in plan.steps
    ]


def breaks(plan: Plan) -> list[list[Step]]:
    """Return the steps before each work step."""
    runs = [(phase, list(run)) for phase, run in groupby(plan.steps, lambda step: step.phase == "work")]
    return [run for is_work, run in runs if not is_work]


def carried(step: Step) -> tuple[object, ...]:
    """Return what a step shares with the work that it leads to."""
    return (step.block, step.label, step.exercise, step.name, step.side, step.set, step.sets, step.target)


# -- the built-in plans ------------------------------------------------------------------------------------------------


@looped(("level", "seconds", "sets"), LEVEL_NUMBERS)
def test_the_runners_session(level: str, seconds: float, sets: int) -> None:
    """The whole session lasts 1218, 2233.6 and 3618 s and has 29, 43 and 57 sets, as the contract says."""
    plan = plan_of("runner", level)
    assert plan.seconds == seconds
    assert plan.sets == sets
    assert math.fsum(step.seconds for step in plan.steps) == pytest.approx(seconds)


@looped(("level", "seconds"), [("beginner", 998), ("intermediate", 1804.6), ("advanced", 2882)])
def test_the_pairs_last_as_long_as_the_training_facts_say(level: str, seconds: float) -> None:
    """The pairs last as long as the training facts say."""
    assert plan_of("pairs", level).seconds == pytest.approx(seconds)


@looped("minutes", [5, 7, 10])
@looped("level", ["beginner", "intermediate", "advanced"])
def test_warm_ups_last_exactly_their_minutes(minutes: int, level: str) -> None:
    """A warm-up lasts its minutes to the second, whatever the level."""
    plan = plan_of(f"warmup-{minutes}", level)
    assert plan.seconds == minutes * 60
    assert all(step.timed for step in plan.steps)
    assert {step.phase for step in plan.steps} == {"ready", "work"}


def test_the_order_of_the_runners_session() -> None:
    """Blocks, sets, slots and sides of the first block come in the article's order, the side changing every set."""
    plan = plan_of("runner", "beginner")
    assert told(plan)[:20] == [
        "ready left 10 single_leg_deadlift",
        "work left 24 single_leg_deadlift",
        "switch right 5 single_leg_deadlift",
        "work right 24 single_leg_deadlift",
        "ready 10 squat",
        "work 24 squat",
        "ready 10 plank",
        "work 20 plank",
        "rest right 50 single_leg_deadlift",
        "ready right 10 single_leg_deadlift",
        "work right 24 single_leg_deadlift",
        "switch left 5 single_leg_deadlift",
        "work left 24 single_leg_deadlift",
        "ready 10 squat",
        "work 24 squat",
        "ready 10 plank",
        "work 20 plank",
        "rest left 50 single_leg_glute_bridge",
        "ready left 10 single_leg_glute_bridge",
        "work left 24 single_leg_glute_bridge",
    ]
    assert told(plan)[-3:] == ["rest 50 plank_row", "ready 10 plank_row", "work 20 plank_row"]


@looped("level", ["beginner", "intermediate", "advanced"])
def test_blocks_sets_and_slots(level: str) -> None:
    """In the runner's session each block runs through its sets, each set through its slots, the finisher last."""
    plan = plan_of("runner", level)
    sets = library().levels[level].sets
    order = [key for key, _ in groupby((step.block, step.set, step.label) for step in works(plan))]
    assert order == [
        *((name, number, f"{name}{place}") for name in "ABC" for number in range(1, sets + 1) for place in (1, 2, 3)),
        ("F", 1, "F"),
    ]


@looped("level", ["beginner", "intermediate", "advanced"])
def test_without_supersets_all_sets_of_an_exercise_come_before_the_next(level: str) -> None:
    """Without supersets all sets of an exercise come before the next, each after a rest, and nothing else changes."""
    supersets, straight = plan_of("runner", level), plan_of("runner", level, supersets=False)
    sets = library().levels[level].sets
    order = [key for key, _ in groupby((step.block, step.label, step.set) for step in works(straight))]
    assert order == [
        *((name, f"{name}{place}", number) for name in "ABC" for place in (1, 2, 3) for number in range(1, sets + 1)),
        ("F", "F", 1),
    ]
    assert {step.seconds for step in straight.steps if step.phase == "ready"} == {10}
    leads = {straight.steps[step.index - 1].phase for step in works(straight) if step.index}
    assert leads == {"ready", "switch"}
    rests = sum(step.phase == "rest" for step in straight.steps)
    assert rests == 9 * sets

    def done(plan: Plan) -> list[tuple[object, ...]]:
        return sorted((step.block, step.label, step.set, step.side or "", step.target.value) for step in works(plan))

    assert done(straight) == done(supersets)
    assert straight.exercises == supersets.exercises
    for other in ("warmup-7", "check"):
        assert plan_of(other, level, supersets=False) == plan_of(other, level)


def test_straight_sets_fit_into_the_time() -> None:
    """Straight sets rest more, so fewer of them fit: the limit holds for them too."""
    for minutes in (10, 20, 30, 45):
        plan = plan_of("runner", supersets=False, minutes=minutes)
        assert plan.seconds <= minutes * 60 + library().coach_rules.fit.grace


def test_a_minute_before_the_finisher() -> None:
    """The break before the finisher is 60 s at every level, its last ten the lead-in."""
    for level, _, _ in LEVEL_NUMBERS:
        assert [(step.phase, step.seconds) for step in breaks(plan_of("runner", level))[-1]] == [
            ("rest", 50), ("ready", 10),
        ]  # fmt: skip


# -- breaks ------------------------------------------------------------------------------------------------------------


def test_the_lead_in_is_taken_out_of_the_rest() -> None:
    """A round rest of 40 s with a lead-in of 10 s is 30 s of rest and 10 s of ready."""
    plan = plan_of(routine_of([block(slot("plank", hold=20), rest=40)]))
    assert told(plan) == ["ready 10 plank", "work 20 plank", "rest 30 plank", "ready 10 plank", "work 20 plank"]


@looped("rest", [10, 9, 0.5])
def test_a_short_break_is_all_lead_in(rest: float) -> None:
    """A break that is not longer than the lead-in is all ready, and no longer for it."""
    plan = plan_of(routine_of([block(slot("plank", hold=20), rest=rest)]))
    assert told(plan) == ["ready 10 plank", "work 20 plank", f"ready {rest:g} plank", "work 20 plank"]


def test_no_break_at_all() -> None:
    """Without rest, one set follows the other at once."""
    plan = plan_of(routine_of([block(slot("plank", hold=20), rest=0)]))
    assert told(plan) == ["ready 10 plank", "work 20 plank", "work 20 plank"]


def test_without_lead_in() -> None:
    """With ready = 0 there is nothing before the first set and between slots, and a break is all rest."""
    plan = plan_of(routine_of([block(slot("plank", hold=20), slot("squat", reps=5), ready=0)]))
    assert told(plan) == [
        "work 20 plank", "work 15 squat", "rest 30 plank", "work 20 plank", "work 15 squat",
    ]  # fmt: skip


@looped("switch", [0, 5e-324, 0.0004])
def test_without_changing_sides(switch: float) -> None:
    """With switch = 0, or so little that nobody hears it, the second side follows at once."""
    plan = plan_of(routine_of([block(slot("side_plank", hold=20), switch=switch, sets=1)]))
    assert told(plan) == ["ready left 10 side_plank", "work left 20 side_plank", "work right 20 side_plank"]


@looped(("rest", "gap"), [(0, 20), (15, 20), (20, 20), (45, 45)])
def test_the_break_after_a_block(rest: float, gap: float) -> None:
    """After a block its own rest is taken, but at least twenty seconds."""
    plan = plan_of(routine_of([block(slot("plank", hold=20), sets=1, rest=rest), block(slot("squat"), sets=1)]))
    assert [(step.phase, step.seconds, step.block) for step in breaks(plan)[1]] == [
        ("rest", gap - 10, "B"), ("ready", 10, "B"),
    ]  # fmt: skip


def test_the_finisher_alone_has_the_lead_in_and_no_minute_before_it() -> None:
    """When only the finisher is done, it begins with the ordinary lead-in."""
    routine = routine_of([block(slot("plank_row", amrap=60), finisher=True)])
    assert told(plan_of(routine)) == ["ready 10 plank_row", "work 60 plank_row"]


def test_the_finisher_comes_last_wherever_it_stands() -> None:
    """A finisher that the file names first is done last, in one set."""
    routine = routine_of([block(slot("plank_row", amrap=60), finisher=True, sets=3), block(slot("plank"), sets=1)])
    assert [(step.exercise, step.set, step.sets) for step in works(plan_of(routine))] == [
        ("plank", 1, 1), ("plank_row", 1, 1),
    ]  # fmt: skip


def test_the_lead_in_of_the_very_first_set() -> None:
    """The settings' lead-in is the default of every ready; a block's own goes before it."""
    own = routine_of([block(slot("plank", hold=20), slot("squat", reps=1), sets=1, ready=7)])
    assert [step.seconds for step in plan_of(own, lead_in=15).steps if step.phase == "ready"] == [7, 7]
    open_ = routine_of([{"sets": 1, "slots": [slot("plank", hold=20), slot("squat", reps=1)]}])
    assert [step.seconds for step in plan_of(open_, lead_in=15).steps if step.phase == "ready"] == [15, 15]
    assert [step.seconds for step in plan_of(open_).steps if step.phase == "ready"] == [10, 10]


# -- sides -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second"), [("left", "right"), ("right", "left")])
def test_the_side_that_starts_alternates(first: str, second: str) -> None:
    """Set by set the other side starts; the first set starts with the side of the settings."""
    plan = plan_of(routine_of([block(slot("side_plank", hold=20), sets=3)]), first_side=first)
    assert [step.side for step in works(plan)] == [first, second, second, first, first, second]


def test_an_alternating_exercise_is_one_step() -> None:
    """Both sides in turn are one step without side, its estimate that of both."""
    plan = plan_of(routine_of([block(slot("plank_row", reps=5), sets=1)]))
    (work,) = works(plan)
    assert (work.side, work.alternating, work.seconds, work.expected) == (None, True, 20, 5)


@looped(
    ("flags", "sides", "alternating"),
    [
        ({"per_side": True}, ["left", "right"], False),
        ({"per_side": False}, [None], False),
        ({"alternating": True}, [None], True),
        ({"per_side": True, "alternating": True}, [None], True),
        ({}, ["left", "right"], False),
    ],
)
def test_a_slot_decides_about_sides(flags: dict[str, object], sides: list[str | None], alternating: bool) -> None:
    """What the slot says of sides goes before what the exercise says."""
    plan = plan_of(routine_of([block(slot("side_plank", hold=20, **flags), sets=1)]))
    assert [step.side for step in works(plan)] == sides
    assert {step.alternating for step in works(plan)} == {alternating}


# -- what a plan answers -----------------------------------------------------------------------------------------------


def test_a_plan_knows_the_work_before() -> None:
    """A plan knows the work before, after and of each step."""
    plan = small_plan()
    after, before = plan.work_after(1), plan.work_before(5)
    assert after is not None
    assert before is not None
    assert (after.index, before.index) == (3, 3)
    assert plan.work_after(19) is None
    assert plan.work_before(1) is None
    assert [plan.work_of(index).index for index in (0, 1, 4, 8, 19)] == [1, 1, 5, 10, 19]


def test_the_lead_to_a_set() -> None:
    """The plan's own ready leads to a set; where it has none, a fresh one of the same length is made."""
    plan = small_plan()
    assert plan.lead_to(plan.steps[3]) is plan.steps[2]
    fresh = plan.lead_to(plan.steps[5])
    assert fresh is not None
    assert (fresh.phase, fresh.seconds, fresh.timed, fresh.index, fresh.side) == ("ready", 10, True, 5, "right")
    assert plan.following(fresh) == 5
    assert plan.following(plan.steps[5]) == 6


def test_a_plan_without_any_lead_in_makes_none() -> None:
    """Where neither plan nor settings want a ready, none is made up."""
    plan = plan_of(routine_of([{"sets": 2, "ready": 0, "slots": [slot("plank", hold=20)]}]), lead_in=0)
    assert plan.lead_to(plan.steps[0]) is None


# -- any plan ----------------------------------------------------------------------------------------------------------


@given(OWN_PLANS)
def test_any_plan_adds_up(plan: Plan) -> None:
    """In any plan steps are numbered, follow each other without a hole, last longer than nothing, and add up."""
    assert [step.index for step in plan.steps] == list(range(len(plan.steps)))
    assert all(step.seconds > 0 for step in plan.steps)
    assert plan.seconds == pytest.approx(math.fsum(step.seconds for step in plan.steps), abs=0.001)
    assert plan.steps[0].starts_at == 0
    for step, following in pairwise(plan.steps):
        assert following.starts_at == pytest.approx(step.starts_at + step.seconds, abs=0.002)
    assert plan.sets == len(works(plan))


@given(OWN_PLANS)
def test_any_plan_ends_with_work(plan: Plan) -> None:
    """After the last work there is nothing, and no break stands beside another of its kind."""
    assert plan.steps[-1].phase == "work"
    for run in breaks(plan):
        assert [step.phase for step in run] in (["ready"], ["rest"], ["rest", "ready"], ["switch"])
    assert plan.steps[0].phase in ("ready", "work")


@given(OWN_PLANS)
def test_any_break_announces_what_follows(plan: Plan) -> None:
    """Ready, switch and rest carry the data of the work that follows them, and end by themselves."""
    for step in plan.steps:
        if step.phase != "work":
            assert carried(step) == carried(plan.work_of(step.index))
            assert step.timed


@given(OWN_PLANS)
def test_any_plan_treats_both_sides_alike(plan: Plan) -> None:
    """Each side of a set is done once, with the same target and seconds, the first side changing every set."""
    sides = {(step.block, step.label, step.side) for step in works(plan)}
    both = {place[:2] for place in sides if (*place[:2], "left") in sides and (*place[:2], "right") in sides}
    sided = [step for step in works(plan) if (step.block, step.label) in both]
    first: dict[tuple[str, str], str | None] = {}
    for one, two in zip(sided[::2], sided[1::2], strict=True):
        assert (one.block, one.label, one.set, one.target, one.seconds) == (
            two.block, two.label, two.set, two.target, two.seconds,
        )  # fmt: skip
        assert {one.side, two.side} == {"left", "right"}
        assert first.get((one.block, one.label)) != one.side
        first[one.block, one.label] = one.side


@given(PLANS)
def test_any_set_has_all_its_slots_in_order(plan: Plan) -> None:
    """Sets count from 1 to their number without a gap, and slots come in order in each."""
    for _, run in groupby(works(plan), lambda step: step.block):
        steps = list(run)
        assert [number for number, _ in groupby(step.set for step in steps)] == list(range(1, steps[0].sets + 1))
        rounds = [
            [label for label, _ in groupby(step.label for step in round_)]
            for _, round_ in groupby(steps, lambda step: step.set)
        ]
        assert all(round_ == rounds[0] for round_ in rounds)


@given(OWN_PLANS)
def test_any_dose_is_inside_its_range(plan: Plan) -> None:
    """No plan asks for less than the low or more than the high end of its range."""
    for step in plan.steps:
        assert step.target.low <= step.target.value <= step.target.high
        assert step.timed or step.target.kind not in BY_CLOCK
