"""How much today: what level, flags and settings make of a routine."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.coach.doses import start_dose
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin
from runstrength.session.commands import Done
from runstrength.session.cues import cues_for_index
from runstrength.session.plan import Plan, Target
from runstrength.session.record import Record
from runstrength.session.to_record import to_record
from runstrength.settings import LEVELS
from runstrength.toml_input import InputError
from tests.support.loops import looped
from tests.support.past_samples import day, kept, top
from tests.support.plans import block, do, go_to, library, plan_of, routine_of, slot, started, works

OWN = replace(library().exercises["plank"], key="own", low=10, high=40, kind="reps", start=None)


def sets_by_block(plan: Plan) -> dict[str, int]:
    """Return how many sets each block of a plan has."""
    return {step.block: step.sets for step in works(plan)}


def dose_of(plan: Plan, exercise: str) -> Target:
    """Return what a plan asks for in each set of an exercise."""
    targets = {step.target for step in works(plan) if step.exercise == exercise}
    assert len(targets) == 1
    return targets.pop()


@looped(("level", "sets"), [("beginner", 2), ("intermediate", 3), ("advanced", 4)])
def test_the_level_chooses(level: str, sets: int) -> None:
    """The level gives sets, first doses and rests; the range stays that of the article."""
    plan = plan_of("runner", level)
    assert plan.level == level
    assert sets_by_block(plan) == {"A": sets, "B": sets, "C": sets, "F": 1}
    for key, exercise in plan.exercises.items():
        if key != "plank_row":
            assert exercise.start
            value = exercise.start[LEVELS.index(level)]
            assert dose_of(plan, key) == Target(exercise.kind, value, exercise.low, exercise.high)
    assert plan.reserve == library().levels[level].reserve
    rest = next(step for step in plan.steps if step.phase == "rest")
    assert rest.seconds == library().levels[level].round_rest - 10


@looped("sets", [2, 3, 4])
def test_sets_goes_for_every_block_but_the_finisher(sets: int) -> None:
    """--sets goes for every block but the finisher."""
    assert sets_by_block(plan_of("runner", sets=sets)) == {"A": sets, "B": sets, "C": sets, "F": 1}


@looped(
    ("given", "level", "flag", "sets"),
    [
        (3, "beginner", None, 3),
        (3, "beginner", 4, 3),
        ([3, 5], "beginner", None, 3),
        ([3, 5], "advanced", None, 4),
        ([1, 2], "advanced", None, 2),
        ([1, 5], "beginner", 4, 4),
        (None, "beginner", None, 2),
        (None, "beginner", 4, 4),
    ],
)
def test_a_block_has_its_say_in_sets(given: object, level: str, flag: int | None, sets: int) -> None:
    """A fixed number stands; in a range the level chooses what lies nearest, and --sets overrules the level."""
    table = {"slots": [slot("plank")], **({} if given is None else {"sets": given})}
    assert sets_by_block(plan_of(routine_of([table]), level, sets=flag)) == {"A": sets}


@looped(
    ("chosen", "names"),
    [(("A",), "AF"), (("B", "A"), "ABF"), (("c",), "CF"), (("A", "A"), "AF"), ((), "F"), (None, "ABCF")],
)
def test_blocks_chooses_blocks_whatever_their_case(chosen: tuple[str, ...] | None, names: str) -> None:
    """--blocks chooses blocks whatever their case, in the routine's order, and leaves the finisher alone."""
    assert list(sets_by_block(plan_of("runner", blocks=chosen))) == list(names)


@looped(("finisher", "names"), [(None, "AF"), (True, "AF"), (False, "A")])
def test_the_finisher_is_done_unless_it_is_declined(finisher: bool | None, names: str) -> None:
    """The finisher is done unless it is declined."""
    assert list(sets_by_block(plan_of("runner", blocks=("A",), finisher=finisher))) == list(names)


@looped("chosen", ["D", "F", "", "AB"])
def test_an_unknown_block(chosen: str) -> None:
    """A block that is not there is bad input that names those there are; the finisher is not among them."""
    with pytest.raises(InputError) as caught:
        plan_of("runner", blocks=("A", chosen))
    assert str(caught.value) == f'--blocks: "{chosen}" isn\'t valid: use A, B or C'


def test_nothing_left_to_do() -> None:
    """No block and no finisher is bad input, not an empty plan."""
    with pytest.raises(InputError, match="nothing left to do"):
        plan_of("runner", blocks=(), finisher=False)


# -- doses -------------------------------------------------------------------------------------------------------------


@looped(
    ("level", "target"),
    [
        ("beginner", Target("reps", 5, 5, 10)),
        ("intermediate", Target("amrap", 60, 30, 90)),
        ("advanced", Target("amrap", 90, 30, 90)),
    ],
)
def test_the_finisher_of_each_level(level: str, target: Target) -> None:
    """Beginners do a fixed number of rows, the others as many as they can up to their cap."""
    plan = plan_of("runner", level)
    assert dose_of(plan, "plank_row") == target
    assert plan.steps[-1].timed == (target.kind == "amrap")
    start = library().exercises["plank_row"].start
    assert start
    assert plan.steps[-1].expected == start[LEVELS.index(level)]
    assert plan.steps[-1].finisher


@looped(("given", "cap"), [(45, 45), ([70, 80], 70), ([10, 20], 20), ([10, 200], 60)])
def test_a_routine_bounds_the_cap(given: object, cap: float) -> None:
    """The level's cap is taken as near as the slot allows."""
    plan = plan_of(routine_of([block(slot("plank_row", amrap=given), sets=1)]))
    assert dose_of(plan, "plank_row").value == cap


@looped(
    ("dose", "values"),
    [
        ({"reps": [6, 12]}, (8, 10, 12)),
        ({"reps": [3, 5]}, (5, 5, 5)),
        ({"reps": [20, 30]}, (20, 20, 20)),
        ({"reps": 9}, (9, 9, 9)),
        ({"hold": [20, 50]}, (20, 30, 40)),
        ({"hold": 7.5}, (7.5, 7.5, 7.5)),
        ({"hold": [20.5, 20.9]}, (20.5, 20.9, 20.9)),
        ({}, (8, 10, 12)),
    ],
)
def test_a_slot_bounds_the_dose(dose: dict[str, object], values: tuple[float, ...]) -> None:
    """Inside the slot's range the dose is as near to the level's start as it can be; another kind takes thirds."""
    routine = routine_of([block(slot("squat", **dose))])
    assert tuple(dose_of(plan_of(routine, level), "squat").value for level in LEVELS) == values


@looped(
    ("exercise", "doses"),
    [
        (OWN, (10, 20, 30)),
        (replace(OWN, high=10), (10, 10, 10)),
        (replace(OWN, start=(12, 15, 40)), (12, 15, 40)),
        (replace(OWN, start=(1, 15, 99)), (10, 15, 40)),
        (replace(OWN, key="plank", high=35), (10, 18, 27)),
        (replace(OWN, low=20.5, high=20.9), (20.5, 20.9, 20.9)),
    ],
)
def test_the_first_dose_of_an_own_exercise(exercise: Exercise, doses: tuple[float, ...]) -> None:
    """An own exercise starts where it says, else by thirds of its range, and always inside it, whatever it replaces."""
    assert tuple(start_dose(exercise, library().levels[level]) for level in LEVELS) == doses


# -- hands-free --------------------------------------------------------------------------------------------------------


def test_hands_free_every_step_ends_by_itself() -> None:
    """Hands-free, every step ends by itself; doses, order and estimates stay as they are."""
    plan, usual = plan_of("runner", hands_free=True), plan_of("runner")
    assert plan.hands_free
    assert not usual.hands_free
    assert all(step.timed for step in plan.steps)
    assert plan.steps == tuple(replace(step, timed=True) for step in usual.steps)
    assert [step.target.kind for step in usual.steps if not step.timed] == [
        step.target.kind for step in usual.steps if step.phase == "work" and step.target.kind in ("reps", "carry")
    ]


def test_the_plan_knows_where_it_comes_from() -> None:
    """Routine, title, kind, and the exercises in the form that the equipment allows are part of the plan."""
    plan = prescribe(library().routine("legs"), library(), Choices("intermediate", ("kettlebell",)))
    assert (plan.routine, plan.title, plan.kind) == ("legs", "Legs, feet and ankles", "session")
    assert set(plan.exercises) == {"squat", "single_leg_calf_raise", "farmers_carry"}
    assert {exercise.variant for exercise in plan.exercises.values()} == {"kettlebell"}
    assert {step.name for step in plan.steps if step.exercise == "squat"} == {"Goblet squat"}


# -- the past ----------------------------------------------------------------------------------------------------------


def after(*records: Record, checkin: Checkin | None = None, **others: object) -> Plan:
    """Return the plan of a day after some sessions, the oldest first."""
    wanted = Choices(**{"level": "intermediate", **others})  # type: ignore[arg-type]
    return prescribe(library().routine("runner"), library(), wanted, Today(day(10), records[::-1], checkin))


def twice_at_the_top(kit: str, load: float | None = None) -> list[Record]:
    """Return two sessions running with everything at the top, and two in reserve."""
    plan = plan_of("runner", equipment=("bodyweight", kit))
    return [kept(plan, day(when), asked=top, done=top, load=load, reserve=2) for when in (5, 8)]


def test_a_past_is_not_needed() -> None:
    """Without a past, or with an empty one, the plan is the level's own, and gives no reason."""
    assert after() == prescribe(library().routine("runner"), library(), Choices("intermediate"))
    assert after().reasons == ()


def test_the_past_stands_in_each_step() -> None:
    """Weight, form and last result stand in the work and in what leads to it, and the estimate is that of the form."""
    plan = after(*twice_at_the_top("kettlebell", 16.0), equipment=("kettlebell",))
    squats = [step for step in plan.steps if step.exercise == "squat"]
    assert {(step.load_kg, step.form, step.last) for step in squats} == {
        (16.0, "slow lowering", "15 · 15 · 15 at 16 kg")
    }
    assert {step.seconds for step in squats if step.phase == "work"} == {8 * 5}
    assert plan.exercises["squat"].variant == "kettlebell+slow"
    assert plan.exercises["squat"].cues[0] == "Take four seconds to lower"


def test_every_decision_has_a_sentence() -> None:
    """Each step up or down is a sentence of its own, the small growth of many is one."""
    reasons = after(*twice_at_the_top("kettlebell", 16.0), equipment=("kettlebell",)).reasons
    assert reasons[1] == (
        "First slow lowering at 16 kg, starting at 8 reps, because you reached the top of the range twice in a row "
        "and had two or more reps left, but the next weight is over 10% heavier: goblet squat, single-leg step-up."
    )
    assert after(kept(plan_of("runner"), day(8))).reasons == (
        "A little more than last time, because you completed every set: single-leg deadlift 9 reps, "
        "squat 11 reps, plank 35 s, single-leg glute bridge 9 reps, single-leg calf raise 13 reps, side plank 35 s, "
        "single-leg step-up 9 reps, farmer's carry 9 steps each way, push-up 7 reps.",
    )


@looped(
    ("kit", "load", "words"),
    [
        ("dumbbell", 30.0, "32 kg instead of 30 kg, starting at 8 reps"),
        ("dumbbell", None, "First slow lowering, starting at 8 reps"),
        ("bodyweight", None, "Now slow lowering, starting at 8 reps"),
    ],
)
def test_reasons_for_more(kit: str, load: float | None, words: str) -> None:
    """The sentence says what was proven and what follows."""
    reasons = after(*twice_at_the_top(kit, load), equipment=(kit,)).reasons
    (squat,) = [text for text in reasons if "quat" in text]
    proven = "because you reached the top of the range twice in a row and had two or more reps left"
    assert f"{words}, {proven}" in squat


def test_reasons_for_less() -> None:
    """What gets easier is said with the least of the range."""
    plan = plan_of("runner")
    few = [kept(plan, day(when), done=lambda step: step.target.low - 1) for when in (5, 8)]
    reasons = after(*few, deload=False).reasons
    assert "Push-up: now knees down, because you did fewer than 5 reps." in reasons
    assert "Squat: now half as deep, because you did fewer than 8 reps twice in a row." in reasons


def test_the_session_keeps_weight_form_and_checkin() -> None:
    """What was planned is logged without a key: the weight, the form, the answers and why it was less."""
    plan = after(*twice_at_the_top("kettlebell", 16.0), equipment=("kettlebell",), checkin=Checkin(stress=4))
    session = go_to(started(plan), next(step.index for step in works(plan) if step.exercise == "squat"))
    do(session, Done())
    record = to_record(session, session.state.last_tick, id="x", started=day(10))
    assert (record.sets[-1].load_kg, record.sets[-1].variant) == (16.0, "kettlebell")
    assert record.checkin is not None
    assert (record.checkin["stress"], record.checkin["colour"], record.eased) == (4, "amber", "amber")
    assert plan.checkin is not record.checkin


def test_the_form_is_spoken() -> None:
    """Whatever the screen says about what to do, the voice says: the form too."""
    plan = after(*twice_at_the_top("bodyweight"))
    said = {cue.say for step in plan.steps for cue in cues_for_index(plan, step.index) if cue.say}
    assert any(text.startswith("Squat. Slow lowering. ") for text in said)
    assert any("Next: push-up" in text for text in said) is False
    assert any(text.startswith("Rest. Next: single-leg deadlift. Slow lowering. ") for text in said)


@looped(("setting", "first"), [("left", "left"), ("right", "right"), ("weaker", "right")])
def test_the_weaker_side_can_start(setting: str, first: str) -> None:
    """With the setting `weaker` the side that did less of late begins, and where there is none the left one."""
    past = [kept(plan_of("runner"), day(when), done=lambda step: 6 if step.side == "right" else 8) for when in (5, 8)]
    assert works(after(*past, first_side=setting))[0].side == first
    assert works(after(first_side="weaker"))[0].side == "left"


def test_nobody_is_drained() -> None:
    """At every level a set of reps ends with some in reserve; warm-ups, which tire nobody, say nothing of it."""
    assert all((plan_of("runner", level).reserve or (0, 0))[0] >= 1 for level in library().levels)
    assert plan_of("warmup-5").reserve is None


def test_a_warm_up_does_not_grow() -> None:
    """Warm-ups stay what they are, whatever was done."""
    past = kept(plan_of("warmup-7"), day(8), kind="session")
    plan = prescribe(library().routine("warmup-7"), library(), Choices(), Today(day(10), (past,)))
    assert plan.steps == plan_of("warmup-7").steps


def test_a_routine_sets_the_range() -> None:
    """Growth ends at the top of the slot's own range."""
    routine = routine_of([block(slot("squat", reps=[8, 10]))])
    past = kept(plan_of(routine), day(8), routine="test")
    plan = prescribe(routine, library(), Choices("intermediate"), Today(day(10), (past,)))
    assert dose_of(plan, "squat") == Target("reps", 10, 8, 10)
