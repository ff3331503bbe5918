"""One exercise in one past session, as the progression looks at it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from runstrength.coach.past_performance import PastPerformance, performances_by_exercise, weaker_side
from runstrength.session.plan import Target
from runstrength.session.record import Record, SetTarget
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import block, plan_of, routine_of, slot


def first(record: Record, exercise: str) -> PastPerformance:
    """Return the bout of an exercise in a session."""
    return performances_by_exercise([record])[exercise][0]


def test_the_newest_comes_first() -> None:
    """Each exercise has its bouts, the newest first; warm-ups and runs have none."""
    records = [kept(plan_of("runner"), day(number)) for number in (3, 1)]
    warm_up = kept(plan_of("warmup-7"), day(4))
    bouts = performances_by_exercise([warm_up, *records])
    assert [bout.started for bout in bouts["squat"]] == [day(3), day(1)]
    assert set(bouts) == {step.exercise for step in plan_of("runner").steps}
    assert (bouts["squat"][0].kind, bouts["squat"][0].asked, bouts["squat"][0].rounds) == ("reps", 10, 3)


@looped(
    ("done", "load", "words"),
    [
        ({1: 8, 2: 8, 3: 7}, None, "8 · 8 · 7"),
        ({1: 8, 2: 8, 3: 7}, 12.0, "8 · 8 · 7 at 12 kg"),
        ({1: 8, 2: 8, 3: 7}, 7.5, "8 · 8 · 7 at 7.5 kg"),
    ],
)
def test_last_time_is_said_set_by_set(done: dict[int, float], load: float | None, words: str) -> None:
    """Last time is said set by set, with the weight."""
    record = kept(plan_of("runner"), day(1), done=lambda step: done[step.set])
    record = replace(record, sets=tuple(replace(item, load_kg=load) for item in record.sets))
    assert first(record, "squat").words() == words
    assert first(record, "single_leg_deadlift").words() == words


def test_last_time_has_the_unit_of_the_dose() -> None:
    """Seconds and meters of last time have their unit, as the dose has it; reps and steps are bare numbers."""
    for dose, words in (({"hold": 20}, "20 · 20 s"), ({"carry_m": 20}, "20 · 20 m"), ({"carry": 20}, "20 · 20")):
        record = kept(plan_of(routine_of([block(slot("farmers_carry", **dose), sets=2)])), day(1))
        assert first(record, "farmers_carry").words() == words


def test_last_time_with_two_sides() -> None:
    """Where the sides differ both are said, the left one first; a skipped set is a dash."""
    record = kept(plan_of("runner"), day(1), done=lambda step: 7 if step.side == "right" and step.set == 2 else 8)
    assert first(record, "single_leg_deadlift").words() == "8 · 8/7 · 8"
    skipped = tuple(replace(item, skipped=item.set == 3, done=0 if item.set == 3 else 30) for item in record.sets)
    assert first(replace(record, sets=skipped), "plank").words() == "30 · 30 · – s"


def test_what_is_whole() -> None:
    """A session that ended early says nothing of its last block, and everything of those before."""
    record = kept(plan_of("runner"), day(1), only=lambda step: step.block == "A" or step.label == "B1")
    assert first(record, "squat").whole
    assert not first(record, "single_leg_glute_bridge").whole
    assert first(replace(record, completed=True), "single_leg_glute_bridge").whole


def test_one_side_is_not_the_whole() -> None:
    """Where a side is missing, as a person may have logged it, nothing is proven."""
    record = kept(plan_of("runner"), day(1), only=lambda step: step.side != "right", completed=True)
    assert not first(record, "single_leg_deadlift").whole
    assert first(record, "squat").whole


@looped(
    ("reserves", "effort", "reserve"),
    [
        ({}, None, None),
        ({}, 10, 0),
        ({}, 9, 1),
        ({}, 8, 2),
        ({}, 7, 3),
        ({}, 3, 4),
        ({"squat": 3}, None, 3),
        ({"squat": 3, "plank": 0}, 9, 3),
        ({"plank": 0}, 8, 2),
        ({"plank": 0, "single_leg_deadlift": 0}, None, None),
    ],
)
def test_what_was_left(reserves: dict[str, int], effort: int | None, reserve: int | None) -> None:
    """Reps left are those entered for the exercise itself, else what the effort of the session means, else unknown."""
    record = kept(plan_of("runner"), day(1), effort=effort)
    sets: list[Any] = [
        replace(item, reserve=reserves.get(item.exercise)) if item.set == 3 else item for item in record.sets
    ]
    squat = first(replace(record, sets=tuple(sets)), "squat")
    assert squat.reserve == reserve
    assert squat.answered == reserves.get("squat")


def test_the_least_that_was_left() -> None:
    """Of several answers about an exercise the fewest reps left count."""
    record = kept(plan_of("runner"), day(1), effort=5)
    sets = tuple(replace(item, reserve=4 - item.set) for item in record.sets)
    assert first(replace(record, sets=sets), "squat").answered == 1


def test_two_doses_of_an_exercise_are_two_performances() -> None:
    """Squats for few and for many reps in one session are told apart by their ranges, in old files by their doses."""
    routine = routine_of([block(slot("squat", reps=[4, 6])), block(slot("squat", reps=[12, 20]), name="B")])
    record = kept(plan_of(routine), day(1))
    old = replace(
        record, sets=tuple(replace(item, target=SetTarget("reps", item.target.value)) for item in record.sets)
    )
    for one in (record, old):
        few, many = performances_by_exercise([one])["squat"]
        assert (few.asked, many.asked) == (6, 12)
        assert few.belongs_to(Target("reps", 5, 4, 6))
        assert not few.belongs_to(Target("reps", 12, 12, 20))
        assert many.belongs_to(Target("reps", 12, 12, 20))
        assert not many.belongs_to(Target("hold", 12, 12, 20))
    assert not first(record, "squat").belongs_to(Target("reps", 6, 6, 12))


def test_what_was_eased() -> None:
    """A session that asked for less than usual is known as such."""
    assert first(kept(plan_of("runner"), day(1), eased="deload"), "squat").eased
    assert not first(kept(plan_of("runner"), day(1)), "squat").eased


@looped(
    ("left", "side"), [([8, 8, 8], None), ([7, 7, 8], "left"), ([9, 9, 8], "right"), ([7, 9, 8], None), ([7], "left")]
)
def test_the_weaker_side(left: list[int], side: str | None) -> None:
    """The side that did less in most of the newest sessions is the weaker one; a single bad day makes none."""
    records = [
        kept(plan_of("runner"), day(9 - place), done=lambda step, done=done: done if step.side == "left" else 8)  # type: ignore[misc]
        for place, done in enumerate(left)
    ]
    assert weaker_side(performances_by_exercise(records)["single_leg_deadlift"]) == side
    assert weaker_side(performances_by_exercise(records)["squat"]) is None
