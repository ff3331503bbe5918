"""How balanced the last weeks were: the sets of each movement."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.catalogue.exercise import MOVEMENTS
from runstrength.coach.balance import MovementBalance, balance_of, balance_of_training, sets_by_exercise, unsaid_names
from runstrength.dates import day_of
from runstrength.session.record import PartDone, Record, SetDone, SetTarget
from tests.support.past_samples import day, kept, run
from tests.support.plans import library, plan_of

NOW = day(100)
EXERCISES = library().exercises


def item(exercise: str, side: str | None = None, **more: Any) -> SetDone:
    """Return a set."""
    fields: dict[str, Any] = {"target": SetTarget("reps", 8), "done": 8, "seconds": 30, "at": 0}
    return SetDone(step=0, exercise=exercise, block="A", set=1, side=side, **(fields | more))


def session(*sets: SetDone, ago: float = 10, kind: str = "session") -> Record:
    """Return a session with some sets, so many days ago."""
    started = day(100 - ago)
    return Record(id=f"{started:%d%H}", kind=kind, started=started, ended=started, completed=True, sets=sets)  # type: ignore[arg-type]


def balance(*records: Record) -> MovementBalance:
    """Return the balance of four weeks."""
    return balance_of(records, EXERCISES, day_of(NOW), 4)


def test_the_sets_of_a_session() -> None:
    """A whole session counts each exercise for its movements, and a set on both sides once."""
    found = balance(kept(plan_of("runner"), day(99)))
    assert found.movements == {
        "squat": 6, "hinge": 6, "push": 3, "pull": 1, "carry": 3, "trunk": 7, "calf": 3, "hop": 0,
    }  # fmt: skip
    assert found.unsaid == {}


def test_left_and_right_are_one_set() -> None:
    """Sets of two sides count as many times as the side that had more."""
    sets = [item("side_plank", "left"), item("side_plank", "right"), item("side_plank", "left")]
    assert sets_by_exercise(session(*sets)) == {"side_plank": 2}


def test_what_is_no_set() -> None:
    """Skipped sets, and warm-up sets of other apps, don't count; one without a number does."""
    sets = [item("squat", skipped=True, done=0), item("squat", extra="warmup"), item("squat", done=None)]
    assert sets_by_exercise(session(*sets)) == {"squat": 1}


def test_the_rounds_of_a_circuit() -> None:
    """Each exercise of a circuit has as many sets as rounds were done."""
    parts = (PartDone("push_up", SetTarget("reps", 5)), PartDone("squat", SetTarget("reps", 8)))
    circuit = item("circuit", target=SetTarget("rounds", 600), done=4, parts=parts)
    assert sets_by_exercise(session(circuit)) == {"push_up": 4, "squat": 4}
    assert sets_by_exercise(session(replace(circuit, done=None))) == {}


@pytest.mark.parametrize(
    ("ago", "counted"), [(0, True), (27, True), (27.2, True), (28, False), (-0.1, True), (-1, False)]
)
def test_sessions_of_four_weeks_of_whole_days_that_end_with_today_count(ago: float, counted: bool) -> None:
    """Sessions of four weeks of whole days that end with today count, older ones and those of the future don't."""
    assert balance(session(item("squat"), ago=ago)).movements["squat"] == counted


def test_days_off_change_no_turn() -> None:
    """For the choice of blocks the four weeks end with the last session, however long ago it was."""
    newest, oldest = session(item("squat"), ago=50), session(item("plank"), ago=77)
    found = balance_of_training((run(day(99), 5, 30), newest, oldest, session(item("plank"), ago=78)), EXERCISES, 4)
    assert (found.movements["squat"], found.movements["trunk"]) == (1, 1)
    assert not any(balance_of_training((), EXERCISES, 4).movements.values())


@pytest.mark.parametrize("kind", ["warmup", "cooldown", "check"])
def test_only_strength_counts(kind: str) -> None:
    """Warm-ups, cool-downs, checks and runs are no strength training."""
    assert not any(balance(session(item("squat"), kind=kind), run(day(99), 5, 30)).movements.values())


def test_exercises_that_say_no_movement() -> None:
    """What is in no catalogue, or says no movement, counts for itself, the most frequent first."""
    sets = [item("hip_circle"), item("Bench Press (Barbell)"), item("Bench Press (Barbell)")]
    found = balance(session(*sets))
    assert found.unsaid == {"hip_circle": 1, "Bench Press (Barbell)": 2}
    assert unsaid_names(found, EXERCISES) == ["Bench Press (Barbell)", "Standing hip circle"]


def test_what_was_trained_least() -> None:
    """Of some exercises it is the movement with the fewest sets, or the exercise itself if it says none."""
    found = balance(session(item("plank"), item("plank"), item("plank_row"), item("hip_circle")))
    row, circle, push = EXERCISES["plank_row"], EXERCISES["hip_circle"], EXERCISES["push_up"]
    assert found.least([row]).fact == "you did only 1 pull set in your last four weeks of training"
    assert found.least([row, circle]).what == "pull"
    assert found.least([circle]).fact == "you did only 1 standing hip circle set in your last four weeks of training"
    assert found.least([row, push]).fact == "you did no push sets in your last four weeks of training"


@given(st.lists(st.sampled_from(sorted(EXERCISES)), max_size=20), st.sampled_from(sorted(EXERCISES)))
def test_one_set_more_is_one_more(done: list[str], more: str) -> None:
    """One more set adds one to each movement of its exercise, and to nothing else."""
    before = balance(session(*map(item, done)))
    after = balance(session(*map(item, [*done, more])))
    said = EXERCISES[more].movements
    for movement in MOVEMENTS:
        assert after.movements[movement] - before.movements[movement] == (movement in said)
    assert sum(after.unsaid.values()) - sum(before.unsaid.values()) == (not said)
