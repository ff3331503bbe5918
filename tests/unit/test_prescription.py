"""How much today: what level, flags and settings make of a routine."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.checked import BadInput
from runstrength.coach.prescription import Choices, prescribe, start_dose
from runstrength.session.plan import Plan, Target
from runstrength.settings import LEVELS
from tests.unit.helpers import block, library, plan_of, routine_of, slot, works

OWN = replace(library().exercises["plank"], key="own", low=10, high=40, kind="reps", start=None)


def sets_by_block(plan: Plan) -> dict[str, int]:
    """Return how many sets each block of a plan has."""
    return {step.block: step.sets for step in works(plan)}


def dose_of(plan: Plan, exercise: str) -> Target:
    """Return what a plan asks for in each set of an exercise."""
    targets = {step.target for step in works(plan) if step.exercise == exercise}
    assert len(targets) == 1
    return targets.pop()


@pytest.mark.parametrize(("level", "sets"), [("beginner", 2), ("intermediate", 3), ("advanced", 4)])
def test_the_level_chooses(level: str, sets: int) -> None:
    """The level gives sets, first doses and rests; the range stays that of the article."""
    plan = plan_of("runner", level)
    assert plan.level == level
    assert sets_by_block(plan) == {"A": sets, "B": sets, "C": sets, "F": 1}
    for key, value in library().levels[level].start.items():
        exercise = library().exercises[key]
        if key != "plank_row":
            assert dose_of(plan, key) == Target(exercise.kind, value, exercise.low, exercise.high)
    rest = next(step for step in plan.steps if step.phase == "rest")
    assert rest.seconds == library().levels[level].round_rest - 10


@pytest.mark.parametrize("sets", [2, 3, 4])
def test_sets(sets: int) -> None:
    """--sets goes for every block but the finisher."""
    assert sets_by_block(plan_of("runner", sets=sets)) == {"A": sets, "B": sets, "C": sets, "F": 1}


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    ("chosen", "names"),
    [(("A",), "AF"), (("B", "A"), "ABF"), (("c",), "CF"), (("A", "A"), "AF"), ((), "F"), (None, "ABCF")],
)
def test_blocks(chosen: tuple[str, ...] | None, names: str) -> None:
    """--blocks chooses blocks whatever their case, in the routine's order, and leaves the finisher alone."""
    assert list(sets_by_block(plan_of("runner", blocks=chosen))) == list(names)


@pytest.mark.parametrize(("finisher", "names"), [(None, "AF"), (True, "AF"), (False, "A")])
def test_finisher(finisher: bool | None, names: str) -> None:
    """The finisher is done unless it is declined."""
    assert list(sets_by_block(plan_of("runner", blocks=("A",), finisher=finisher))) == list(names)


@pytest.mark.parametrize("chosen", ["D", "F", "", "AB"])
def test_an_unknown_block(chosen: str) -> None:
    """A block that is not there is bad input that names those there are; the finisher is not among them."""
    with pytest.raises(BadInput) as caught:
        plan_of("runner", blocks=("A", chosen))
    assert str(caught.value) == f'--blocks: found "{chosen}", one of A, B, C is needed'


def test_nothing_left_to_do() -> None:
    """No block and no finisher is bad input, not an empty plan."""
    with pytest.raises(BadInput, match="nothing is left to do"):
        plan_of("runner", blocks=(), finisher=False)


# -- doses -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
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
    assert plan.steps[-1].expected == library().levels[level].start["plank_row"]
    assert plan.steps[-1].finisher


@pytest.mark.parametrize(("given", "cap"), [(45, 45), ([70, 80], 70), ([10, 20], 20), ([10, 200], 60)])
def test_a_routine_bounds_the_cap(given: object, cap: float) -> None:
    """The level's cap is taken as near as the slot allows."""
    plan = plan_of(routine_of([block(slot("plank_row", amrap=given), sets=1)]))
    assert dose_of(plan, "plank_row").value == cap


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    ("exercise", "doses"),
    [
        (OWN, (10, 20, 30)),
        (replace(OWN, high=10), (10, 10, 10)),
        (replace(OWN, start=(12, 15, 40)), (12, 15, 40)),
        (replace(OWN, start=(1, 15, 99)), (10, 15, 40)),
        (replace(OWN, key="plank", high=35), (20, 30, 35)),
        (replace(OWN, low=20.5, high=20.9), (20.5, 20.9, 20.9)),
    ],
)
def test_the_first_dose_of_an_own_exercise(exercise: Exercise, doses: tuple[float, ...]) -> None:
    """An own exercise starts where it says, else by thirds of its range, and always inside it."""
    assert tuple(start_dose(exercise, library().levels[level]) for level in LEVELS) == doses


# -- hands-free --------------------------------------------------------------------------------------------------------


def test_hands_free() -> None:
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
    plan = prescribe(library().routine("legs"), library(), Choices("beginner", ("kettlebell",)))
    assert (plan.routine, plan.title, plan.kind) == ("legs", "Legs, feet and ankles", "session")
    assert set(plan.exercises) == {"squat", "single_leg_calf_raise", "farmers_carry"}
    assert {exercise.variant for exercise in plan.exercises.values()} == {"kettlebell"}
    assert {step.name for step in plan.steps if step.exercise == "squat"} == {"Goblet squat"}
