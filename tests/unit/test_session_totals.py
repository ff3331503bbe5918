"""What was done against what was planned."""

from __future__ import annotations

from runstrength.coach.substitutes import Substitute
from runstrength.dose_kinds import A_SIDE
from runstrength.session.commands import Done, Log, Skip, Swap
from runstrength.session.engine import Session
from runstrength.session.plan import PlannedSlot
from runstrength.session.wording import RPE_WORDS
from runstrength.ui.common.plan_lines import slot_dose
from runstrength.ui.plain.sentences import dose_words as sentence_dose
from runstrength.ui.session.swap_lines import dose_words as swap_dose
from runstrength.ui.session.totals import ExerciseTotals, tally
from tests.support.plans import block, do, go_to, plan_of, routine_of, run_through, slot, small_plan, started, works


def rows(session: Session) -> dict[str, ExerciseTotals]:
    """Return the rows by name."""
    return {row.name: row for row in tally(session.plan, session.state.log)}


def test_everything_done() -> None:
    """A session done as planned is complete in each row, in the order of the plan, with sides apart."""
    session = started(small_plan())
    run_through(session)

    assert list(rows(session).values()) == [
        ExerciseTotals("Plank", "2 × 20 s", "20 20", "", True),
        ExerciseTotals("Single-leg glute bridge", "2 × 3 a side", "3 3", "3 3", True),
        ExerciseTotals("Farmer's carry", "2 × 8 steps", "8 8", "", True),
        ExerciseTotals("Plank row", "1 × max in 60 s a side", rows(session)["Plank row"].left, "", True),
    ]


def test_nothing_done() -> None:
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


def test_skipped() -> None:
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


def test_a_clock_that_runs_for_both_sides_is_no_dose_a_side() -> None:
    """Where sides alternate, reps are counted for each, while seconds are those of both together, in each text."""
    doses: dict[str, dict[str, object]] = {kind: {kind: 30} for kind in ("reps", "time", "hold", "amrap")}
    doses["max"] = {"reps": "max"}
    for kind, dose in doses.items():
        plan = plan_of(routine_of([block(slot("plank_row", **dose, alternating=True, per_side=False))]))
        step = works(plan)[0]
        assert (step.target.kind, step.alternating) == (kind, True)
        as_slot = PlannedSlot(step.exercise, step.target, False, True, step.seconds, step.timed, step.expected)
        choice = Substitute("instead", Swap(as_slot, plan.exercises[step.exercise]))
        texts = [tally(plan, ())[0].planned, swap_dose(choice), sentence_dose(step), slot_dose(step)]
        says = [" a side" in text for text in texts]
        assert (any(says), all(says[:2])) == ((True, True) if kind in A_SIDE else (False, False)), (kind, texts)
