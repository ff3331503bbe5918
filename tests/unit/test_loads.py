"""Loads, niggles and sets without a number while a session runs: what is chosen, what is carried on, what is logged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given

from runstrength.dose_kinds import OPEN_KINDS
from runstrength.history.journal import JournalCall, JournalRun, line_for_call
from runstrength.session.commands import (
    Back,
    Command,
    Done,
    IllegalCommandError,
    Log,
    MarkNiggle,
    Pause,
    SetLoad,
    Skip,
    Start,
    Stop,
    Swap,
)
from runstrength.session.engine import MAX_GAP, Session
from runstrength.session.plan import Plan, PlannedSlot, Target
from runstrength.session.record import Record, SetDone
from runstrength.session.resume import resumed_session
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from tests.support.journals import replay
from tests.support.loops import looped
from tests.support.plans import (
    OWN_PLANS,
    T0,
    block,
    do,
    go_to,
    library,
    plan_of,
    refused,
    routine_of,
    run_through,
    slot,
    small_plan,
    started,
    wait_for,
    works,
)
from tests.unit.test_engine_properties import SCRIPTS, play

MORNING = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


def squats(sets: int = 3) -> Session:
    """Return a session of sets of squats between sets of bridges, begun."""
    return started(plan_of(routine_of([block(slot("squat"), slot("single_leg_glute_bridge"), sets=sets)])))


def loads(session: Session, exercise: str = "squat") -> list[float | None]:
    """Return the loads of the sets of an exercise, as the plan has them now."""
    return [step.load_kg for step in works(session.plan) if step.exercise == exercise]


def to_lead_in(session: Session, exercise: str, number: int) -> Session:
    """Go on to the lead-in of a set."""
    work = next(step for step in works(session.plan) if (step.exercise, step.set) == (exercise, number))
    return go_to(session, work.index - 1)


def record_of(session: Session) -> Record:
    """Return the record of a session as it is now."""
    return to_record(session, session.state.last_tick, id="x", started=MORNING)


def logged(session: Session, exercise: str = "squat") -> list[SetDone]:
    """Return the sets of an exercise that were logged."""
    return [item for item in session.state.log if item.exercise == exercise]


def test_a_load_of_the_lead_in_is_that_of_the_set_and_of_the_ones_after_it() -> None:
    """The load that is chosen before a set is in its log and in the later sets of its exercise, and in no other."""
    session = to_lead_in(squats(), "squat", 2)
    do(session, SetLoad(12.5))
    assert session.state.step.load_kg == 12.5
    assert loads(session) == [None, 12.5, 12.5]
    assert set(loads(session, "single_leg_glute_bridge")) == {None}
    run_through(session)
    assert [item.load_kg for item in logged(session)] == [None, 12.5, 12.5]


def test_both_sides_of_a_set_have_the_load_that_was_chosen() -> None:
    """A load that is chosen before the first side is that of the second one too, and of all that leads to them."""
    session = to_lead_in(squats(2), "single_leg_glute_bridge", 1)
    do(session, SetLoad(20))
    assert set(loads(session, "single_leg_glute_bridge")) == {20}
    assert {step.load_kg for step in session.plan.steps[: session.state.step.index] if step.exercise == "squat"} == {
        None
    }


@looped("load", [-1, 1000.1, float("nan"), float("inf")])
def test_a_load_nobody_lifts_is_refused(load: float) -> None:
    """A load below nothing, above a tonne, or that is no number is refused, and nothing changes."""
    assert refused(squats(), SetLoad(load))


@pytest.mark.parametrize("name", ["warmup-5", "check"])
def test_warm_ups_and_checks_have_no_loads(name: str) -> None:
    """No load can be chosen in a warm-up or a self-check."""
    assert refused(started(plan_of(name)), SetLoad(10))


@looped("index", [0, 1, 4, 8])
def test_a_load_can_be_chosen_for_a_set_that_is_announced_or_under_way(index: int) -> None:
    """In lead-in, set, switch and rest, paused or not, a load is that of the set that is announced or under way."""
    for pauses in ((), (Pause(),)):
        session = go_to(started(small_plan()), index)
        for command in pauses:
            do(session, command)
        do(session, SetLoad(10))
        work = session.plan.work_of(index)
        assert (session.state.step.load_kg, work.load_kg) == (10, 10)
    assert refused(Session(small_plan()), SetLoad(10))


def test_no_load_is_a_choice_too() -> None:
    """A load of 0 takes the load away, from the coming sets and from a set that was done."""
    session = squats()
    do(session, SetLoad(10))
    to_lead_in(session, "squat", 2)
    do(session, SetLoad(0))
    do(session, Log(logged(session)[0].step, load_kg=0))
    assert loads(session) == [10, None, None]
    assert logged(session)[0].load_kg is None


def test_a_corrected_load_is_carried_on() -> None:
    """The load to which a set is corrected in the rest is that of the following sets of its exercise."""
    session = to_lead_in(squats(), "squat", 2)
    do(session, Log(logged(session)[0].step, load_kg=16))
    assert session.state.step.load_kg == 16
    run_through(session)
    assert [item.load_kg for item in logged(session)] == [16, 16, 16]


def test_a_load_that_was_chosen_for_a_set_is_not_changed_by_a_correction_of_another() -> None:
    """What was chosen for a set itself stays, and with it what follows from it."""
    session = to_lead_in(squats(), "squat", 2)
    do(session, SetLoad(20))
    do(session, Log(logged(session)[0].step, load_kg=16))
    assert loads(session) == [None, 20, 20]
    assert logged(session)[0].load_kg == 16


def test_a_correction_of_a_chosen_load_goes_on_from_there() -> None:
    """Once a set with a load of its own is done, a correction of it is carried on as any other."""
    session = squats()
    do(session, SetLoad(10))
    to_lead_in(session, "squat", 2)
    do(session, Log(logged(session)[0].step, load_kg=12))
    assert loads(session) == [10, 12, 12]


def test_a_correction_after_the_end_changes_one_set_alone() -> None:
    """At the end a corrected load is that of its set; the plan stays as it is."""
    session = squats()
    do(session, SetLoad(10))
    run_through(session)
    plan = session.plan
    do(session, Log(logged(session)[-1].step, load_kg=14))
    assert [item.load_kg for item in logged(session)] == [10, 10, 14]
    assert session.plan is plan


ENDS: dict[str, Callable[[], Command | None]] = {
    "done": Done,
    "skip": Skip,
    "stop": Stop,
    "by itself": lambda: None,
}


@looped("end", sorted(ENDS))
def test_a_niggle_of_the_set_under_way_is_in_its_log(end: str) -> None:
    """It hurts during the very first set: that set's log says so, however it ends, and no other set's does."""
    session = go_to(started(small_plan()), 1)
    do(session, MarkNiggle(True), after=5)
    assert not session.state.log
    command = ENDS[end]()
    if command is None:
        wait_for(session, 20)
    else:
        do(session, command, after=3)
    assert [(item.step, item.niggle) for item in session.state.log] == [(1, True)]
    assert session.state.niggle is None
    if session.mode is not Mode.ENDED:
        run_through(session)
        assert [item.niggle for item in session.state.log] == [True, *[False] * (len(session.state.log) - 1)]


def test_a_niggle_can_be_taken_back() -> None:
    """Said twice, nothing is noted."""
    session = go_to(started(small_plan()), 1)
    do(session, MarkNiggle(True))
    do(session, MarkNiggle(False))
    do(session, Done(), after=5)
    assert not session.state.log[0].niggle


def test_a_niggle_outlives_pause_and_interruption() -> None:
    """A mark made before a pause, or before the program ended, is in the log of the set that is done again."""
    session = go_to(started(small_plan()), 1)
    do(session, Pause(), after=2)
    do(session, MarkNiggle(True))
    again = resumed_session(session, wait=False, gap=MAX_GAP)
    again.apply(Start(), T0)
    run_through(again)
    assert [item.step for item in again.state.log if item.niggle] == [1]


def test_the_record_of_an_interrupted_session_has_the_niggle() -> None:
    """What is saved of a session that was interrupted in a marked set says that it hurt."""
    session = go_to(started(small_plan()), 1)
    do(session, MarkNiggle(True), after=2)
    assert [(item.step, item.skipped, item.niggle) for item in record_of(session).sets] == [(1, True, True)]
    assert [item.niggle for item in record_of(resumed_session(session, wait=False, gap=MAX_GAP)).sets] == [True]


def test_only_a_set_under_way_is_marked_before_it_is_logged() -> None:
    """In a lead-in, between sides and in a rest there is nothing under way to be marked."""
    for index in (0, 4, 8):
        assert refused(go_to(started(small_plan()), index), MarkNiggle(True))


def test_another_exercise_does_not_inherit_the_mark() -> None:
    """A set that hurt, was left with Back and swapped for another exercise leaves no mark on that one."""
    session = go_to(started(small_plan()), 1)
    do(session, MarkNiggle(True), after=1)
    do(session, Back(), after=5)
    squat = library().exercises["squat"]
    planned = PlannedSlot("squat", Target("reps", 8, 6, 12), False, False, 30.0, False, 8, instead_of="plank")
    do(session, Swap(planned, squat))
    run_through(session)
    assert not any(item.niggle for item in session.state.log)


def test_as_many_as_possible_invents_no_number() -> None:
    """A set of as many reps as possible has no number until somebody enters one, however it ends."""
    for command in (Done(), None):
        session = go_to(started(small_plan()), 19)
        if command is None:
            wait_for(session, 60)
        else:
            do(session, command, after=20)
        last = session.state.log[-1]
        assert (last.target.kind, last.done, last.skipped) == ("amrap", None, False)
        do(session, Log(last.step, done=17))
        assert session.state.log[-1].done == 17


@given(OWN_PLANS)
def test_no_plan_invents_a_number(plan: Plan) -> None:
    """Nothing is entered: sets without a number are exactly those of as many reps as possible."""
    session = started(plan)
    run_through(session)
    for item in session.state.log:
        assert (item.done is None) == (item.target.kind in OPEN_KINDS)


@given(SCRIPTS)
def test_a_journal_leads_to_the_same_loads(script: list[tuple[float, Command | None]]) -> None:
    """Written down call by call and replayed, a session has the loads, marks and log that it had."""
    lines: list[JournalRun | JournalCall] = []

    def observer(session: Session, told: Command | None, seen: float, now: float) -> None:
        lines.append(line_for_call(session, told, seen, now))

    session = Session(small_plan(), observer=observer)
    play_on(session, script)
    copy = replay(small_plan(), lines, started=session.state.started)
    assert copy.plan == session.plan
    assert (copy.state.niggle, copy.state.log) == (session.state.niggle, session.state.log)


def play_on(session: Session, script: list[tuple[float, Command | None]]) -> None:
    """Play a script on a session of its own."""
    now = 0.0
    session.apply(Start(), now)
    for delta, command in script:
        now += delta
        try:
            session.tick(now) if command is None else session.apply(command, now)
        except IllegalCommandError:
            continue


@given(SCRIPTS)
def test_a_load_is_within_its_range_in_every_set(script: list[tuple[float, Command | None]]) -> None:
    """Whatever was chosen and corrected, the loads of plan and log can be shown and stored."""
    session = play("small", script).session
    for load in [step.load_kg for step in session.plan.steps] + [item.load_kg for item in session.state.log]:
        assert load is None or 0 < load <= 1000
