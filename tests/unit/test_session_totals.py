"""What was done against what was planned."""

from __future__ import annotations

from msgspec.structs import replace

from runstrength.cli.plan_text import block_lines
from runstrength.coach.own_slots import round_part
from runstrength.coach.substitutes import Substitute
from runstrength.dose_kinds import A_SIDE, BY_CLOCK, DOSE_KINDS
from runstrength.session.commands import Done, Log, Skip, Swap
from runstrength.session.engine import Session
from runstrength.session.plan import PlannedSlot
from runstrength.session.wording import RPE_WORDS, slot_dose, step_dose
from runstrength.ui.plain.sentences import dose_words as sentence_dose
from runstrength.ui.plain.sentences import how_many_words, whole_words
from runstrength.ui.session.reps_left import how_many_lines
from runstrength.ui.session.swap_lines import dose_words as swap_dose
from runstrength.ui.session.totals import ExerciseTotals, tally
from tests.support.app import words_of
from tests.support.plans import block, do, go_to, plan_of, routine_of, run_through, slot, small_plan, started, works


def rows(session: Session) -> dict[str, ExerciseTotals]:
    """Return the rows by name."""
    return {row.name: row for row in tally(session.plan, session.state.log)}


def test_a_session_done_as_planned_is_complete_in_each_row() -> None:
    """A session done as planned is complete in each row, in the order of the plan, with sides apart."""
    session = started(small_plan())
    run_through(session)

    assert list(rows(session).values()) == [
        ExerciseTotals("Plank", "2 × 20 s", "20 20", "", True),
        ExerciseTotals("Single-leg glute bridge", "2 × 3 a side", "3 3", "3 3", True),
        ExerciseTotals("Farmer's carry", "2 × 8 steps", "8 8", "", True),
        ExerciseTotals("Plank row", "1 × max a side in 60 s", rows(session)["Plank row"].left, "", True),
    ]


def test_what_was_not_reached_is_a_dot() -> None:
    """What was not reached is a dot, and nothing is complete."""
    assert [(row.left, row.right, row.complete) for row in tally(small_plan(), ())] == [
        ("· ·", "", False),
        ("· ·", "· ·", False),
        ("· ·", "", False),
        ("·", "", False),
    ]


def test_the_order_of_sets() -> None:
    """Values stand in the order of the sets, also where the sides take turns in starting."""
    plan = plan_of(routine_of([block(slot("side_plank", hold=20), sets=3)]))
    session = started(plan)
    for number, work in enumerate(works(plan), 1):
        go_to(session, work.index)
        do(session, Done(), after=1)
        session.apply(Log(work.index, done=number), session.state.last_tick)

    assert [work.side for work in works(plan)] == ["left", "right", "right", "left", "left", "right"]
    assert (rows(session)["Side plank"].left, rows(session)["Side plank"].right) == ("1 4 5", "2 3 6")


def test_a_skipped_set_is_a_dash() -> None:
    """A skipped set is a dash, not a zero, and not complete."""
    session = started(small_plan())
    do(session, Skip())

    assert (rows(session)["Plank"].left, rows(session)["Plank"].complete) == ("– ·", False)


def test_less_and_more() -> None:
    """Less than the target is not complete, more is."""
    session = started(plan_of(routine_of([block(slot("squat", reps=8), sets=1)])))
    run_through(session)

    for value, complete in ((7, False), (8, True), (9, True), (0, False)):
        session.apply(Log(1, done=value), session.state.last_tick)
        assert rows(session)["Squat"].complete == complete, value


def test_a_part_of_a_second() -> None:
    """A hold that was ended early is shown with the full seconds held."""
    session = started(small_plan())
    do(session, Done())
    do(session, Done(), after=12.34)

    assert rows(session)["Plank"].left == "12 ·"


def test_words_for_effort() -> None:
    """Each effort from 1 to 10 has its own words."""
    assert len(set(RPE_WORDS)) == len(RPE_WORDS) == 10


def test_a_number_that_is_of_both_sides_is_no_dose_a_side() -> None:
    """Where sides alternate, reps are counted for each, while seconds, steps and meters are of both, in each text."""
    doses: dict[str, dict[str, object]] = {kind: {kind: 30} for kind in DOSE_KINDS}
    doses["max"] = {"reps": "max"}
    for kind, dose in doses.items():
        plan = plan_of(routine_of([block(slot("plank_row", **dose, alternating=True, per_side=False))]))
        step, exercise = works(plan)[0], plan.exercises["plank_row"]
        assert (step.target.kind, step.alternating) == (kind, True)
        as_slot = PlannedSlot(step.exercise, step.target, False, True, step.seconds, step.timed, step.expected)
        choice, part = Substitute("instead", Swap(as_slot, exercise)), round_part(as_slot, exercise, "metric")
        texts = [
            tally(plan, ())[0].planned,
            *(swap_dose(choice), sentence_dose(step), slot_dose(plan, step), step_dose(step), part.text, part.dose),
            *("\n".join(block_lines(plan, "metric")).splitlines()[2:3]),
        ]
        assert {" a side" in text for text in texts} == {kind in A_SIDE}, (kind, texts)
        assert all("a side in" in text for text in (*texts[:2], *texts[3:5]) if kind == "amrap"), texts
        longer = exercise.seconds(kind, 30, alternating=True) / exercise.seconds(kind, 30, alternating=False)
        assert longer == (1 if kind in BY_CLOCK or kind not in A_SIDE else 2), kind


def test_one_side_only() -> None:
    """An exercise of one side is never said to be of each: not in the plan, nor in a choice, nor in what was done."""
    plan = plan_of(routine_of([block(slot("side_plank", hold=5, sides="right"), sets=3)]))
    step, exercise = works(plan)[0], plan.exercises["side_plank"]
    session = started(plan)
    run_through(session)

    assert rows(session)["Side plank"] == ExerciseTotals("Side plank", "3 × 5 s, right only", "5 5 5", "", True)
    assert slot_dose(plan, step) == "5 s, right only"
    as_slot = replace(
        PlannedSlot(step.exercise, step.target, False, False, step.seconds, True, step.expected), only_side="right"
    )
    assert swap_dose(Substitute("instead", Swap(as_slot, exercise))) == "5 s, right only"
    assert round_part(as_slot, exercise, "metric").text == "5 s side plank, right only"
    text = "\n".join(block_lines(plan, "metric"))
    assert "right only" in text
    assert "ach side" not in text


def test_two_doses_of_an_exercise() -> None:
    """An exercise with another dose later has a row for each, so that none says sets that nobody planned."""
    blocks = [block(slot("squat", reps=reps), sets=sets) for reps, sets in ((8, 3), (12, 2), (8, 1))]
    plan = plan_of(routine_of([*blocks, block(slot("squat", hold=30), sets=1), block(slot("squat", reps="max"))]))

    assert [(row.planned, row.left) for row in tally(plan, ())][:3] == [
        ("4 × 8", "· · · ·"),
        ("2 × 12", "· ·"),
        ("1 × 30 s", "·"),
    ]
    circuits = plan_of(routine_of([block(slot("squat", reps=5), for_time=True, sets=1, times=2)]))
    assert tally(circuits, ())[0].planned == "2 × 1 round for time"


def test_ladders_are_no_ranges() -> None:
    """Line by line, one number for each set is a list, while a range has both its ends."""
    plan = plan_of(routine_of([block(slot("squat", per_set=[12, 10, 8]), sets=3, times=2)]))

    assert tally(plan, ())[0].planned == "12-10-8-12-10-8"
    assert whole_words("12-10-8 a side") == "12, 10, 8 a side"
    assert whole_words("5-3 × squat") == "5, 3 times squat"
    assert whole_words("6-12 reps") == "6 to 12 reps"
    assert whole_words("2 × 20 m a side, 1 m") == "2 times 20 meters a side, 1 meter"


def test_line_by_line_a_duration_is_no_time_of_day() -> None:
    """The time of a circuit is said in minutes and seconds, line by line; a time of day stays one."""
    plan = plan_of(routine_of([block(slot("squat", reps=5), amrap=720, sets=None)]))

    assert whole_words(tally(plan, ())[0].planned) == "max rounds in 12 minutes"
    assert whole_words("5 rounds in 3:05") == "5 rounds in 3 minutes 5 seconds"
    assert whole_words("5 rounds in 1:00:00") == "5 rounds in 60 minutes"
    assert whole_words("leave 08:09") == "leave 08:09"


def test_what_is_typed_is_asked_for_alike_on_screen_and_line_by_line() -> None:
    """The missing number of a set is asked for as what it counts: reps, reps of each side, or rounds."""
    cases: tuple[tuple[dict[str, object], str], ...] = (
        (block(slot("push_up", reps="max")), "reps"),
        (block(slot("plank_row", reps="max")), "reps a side"),
        (block(slot("plank_row", amrap=30)), "reps a side"),
        (block(slot("side_plank", amrap=30)), "reps"),
        (block(slot("push_up", reps=5), amrap=60, sets=None), "rounds"),
    )
    for table, counted in cases:
        session = started(plan_of(routine_of([table])))
        run_through(session)
        item = session.state.log[0]
        assert f" max {counted} · type" in "\n".join(
            words_of(line) for line in how_many_lines(session.plan, item, "", 80, 10)
        )
        assert f": how many {counted}?" in how_many_words(session.plan, item)
