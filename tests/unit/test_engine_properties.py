"""The engine under any sequence of commands and times: what must never happen does not happen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.session.commands import (
    Adjust,
    Back,
    Command,
    CountRound,
    Done,
    Ended,
    Event,
    IllegalCommandError,
    Log,
    MarkNiggle,
    Pause,
    Paused,
    Refit,
    Resume,
    Resumed,
    SetLoad,
    SetLogged,
    SetWithdrawn,
    Skip,
    Start,
    StepBegan,
    Stop,
    Swap,
)
from runstrength.session.engine import MAX_GAP, Session
from runstrength.session.plan import Plan, PlannedSlot, Target
from runstrength.session.record import Record
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from runstrength.session.view import EPSILON
from tests.support.plans import (
    OWN_PLANS,
    PLANS,
    T0,
    block,
    library,
    plan_of,
    routine_of,
    run_through,
    slot,
    small_plan,
    works,
)

QUICK = plan_of(
    routine_of(
        [
            block(slot("plank", hold=1), slot("side_plank", hold=2), ready=1, switch=0, rest=1.5),
            block(slot("squat", reps=1), slot("plank_row", amrap=2), ready=0.5, rest=0),
        ]
    )
)
"""Steps so short that one tick can pass several."""

ROUNDS = plan_of(
    routine_of(
        [
            block(slot("squat", reps=2), slot("side_plank", hold=3, rest=2), every=15, sets=3, ready=1, rest=None),
            block(slot("push_up", per_set=[3, 2], load_kg=[10, 5]), slot("squat", reps="max"), group="x", times=2),
            block(slot("plank", hold=5, sides="left"), slot("squat", carry_m=3), sets=1, group="x", times=2, rest=1),
            block(slot("push_up", reps=2), slot("squat", reps=2), amrap=20, sets=None),
            block(slot("push_up", reps=1, tempo="1-0-1-0"), for_time=True, sets=2),
        ]
    )
)
"""Rounds that start at fixed times, doses that change, a repeated group, circuits."""

PLAN_OF = {
    "small": small_plan(), "hands-free": small_plan(hands_free=True), "quick": QUICK, "rounds": ROUNDS,
}  # fmt: skip

MOMENTS = st.one_of(
    st.floats(0, MAX_GAP),
    st.sampled_from([0, 0, 0.5, 1, 2, EPSILON, 2.000_001, 3, 10, 60]),
    st.floats(-50, 0),
    st.floats(MAX_GAP, 5000),
)
"""How far the clock went since the last call; now and then it seems to run backwards."""


def swap(key: str, kind: str, seconds: float, switch: float) -> Swap:
    """Return a command that takes an exercise, whether it can be or not."""
    exercise = library().exercises[key]
    planned = PlannedSlot(
        exercise=key if seconds != 7 else "something else",
        target=Target(kind, 8, 5, 20),
        per_side=exercise.per_side,
        alternating=exercise.alternating,
        seconds=seconds,
        timed=kind != "reps",
        expected=8,
        instead_of="squat",
    )
    return Swap(planned, exercise, switch)


NUMBERS = st.none() | st.floats(-10, 1e6) | st.sampled_from([float("nan"), float("inf")])
FIELDS: dict[tuple[type[Command], tuple[str, ...]], st.SearchStrategy[Command]] = {
    (Adjust, ("seconds",)): st.builds(
        Adjust, st.sampled_from([10, -10]) | st.floats(-100, 8000) | st.sampled_from([float("nan"), float("inf")])
    ),
    (Resume, ("lead_in",)): st.builds(Resume, st.sampled_from([5.0, 5.0, 0.0, 1.5, 60.0, -1.0, float("nan")])),
    (Refit, ("seconds", "rests")): st.builds(
        Refit,
        st.floats(-10, 400) | st.sampled_from([0.0, 1e6, float("nan"), float("inf")]),
        st.sampled_from([(), (15.0, 5.0), (0.0,)]),
    ),
    (Swap, ("slot", "exercise", "switch")): st.builds(
        swap,
        st.sampled_from(["plank", "side_plank", "squat", "plank_row", "single_leg_balance"]),
        st.sampled_from(["reps", "hold"]),
        st.sampled_from([0.5, 4.0, 7.0, 30.0, -1.0, float("nan"), float("inf")]),
        st.sampled_from([0.0, 5.0, -1.0, float("nan")]),
    ),
    (Log, ("step", "done", "load_kg", "reserve", "niggle")): st.builds(
        Log,
        st.integers(-1, 20),
        done=NUMBERS,
        load_kg=NUMBERS,
        reserve=st.none() | st.integers(-2, 12),
        niggle=st.none() | st.booleans(),
    ),
    (SetLoad, ("load_kg",)): st.builds(
        SetLoad, st.floats(-10, 1e6) | st.sampled_from([0.0, 12.5, float("nan"), float("inf")])
    ),
    (MarkNiggle, ("niggle",)): st.builds(MarkNiggle, st.booleans()),
    (CountRound, ("by",)): st.builds(CountRound, st.sampled_from([1, 1, 1, -1, 0, 7, -1000, 10**9])),
}
"""The commands that say more than their name, with the fields that their strategies fill."""
OFTEN: tuple[Command | None, ...] = (
    Done(), Done(), Done(), Skip(), Back(), Pause(), Resume(), Resume(), Start(), None, None, None,
)  # fmt: skip
"""The commands that are pressed most, and ticks."""
COMMANDS: st.SearchStrategy[Command | None] = st.sampled_from(OFTEN) | st.one_of(*FIELDS.values())
SCRIPTS = st.lists(st.tuples(MOMENTS, COMMANDS), max_size=60)
ENDING_SCRIPTS = st.lists(st.tuples(MOMENTS, COMMANDS | st.sampled_from([None, Done(), Stop()])), max_size=60)
"""Scripts in which the session may be stopped as well."""


@dataclass
class Course:
    """What happened when a script was played."""

    session: Session
    now: float
    """The latest moment given."""
    events: list[Event] = field(default_factory=list)

    @property
    def record(self) -> Record:
        """Return the record, as it would be kept."""
        return to_record(self.session, self.now, id="x", started=datetime(2026, 11, 22, tzinfo=UTC))


def play(name: str, script: list[tuple[float, Command | None]], *, wait: bool = False) -> Course:
    """Play a script: pass time, give a command or only tick."""
    course = Course(Session(PLAN_OF[name], wait=wait), T0)
    now = T0
    course.events += course.session.apply(Start(), now)
    for delta, command in script:
        now += delta
        course.now = max(course.now, now)
        before, plan = course.session.state, course.session.plan
        try:
            happened = course.session.tick(now) if command is None else course.session.apply(command, now)
        except IllegalCommandError:
            assert course.session.state is before
            assert course.session.plan is plan
            continue
        course.events += happened
        assert course.session.state.last_tick >= before.last_tick
    return course


NAMES = st.sampled_from(sorted(PLAN_OF))


def test_every_command_is_tried() -> None:
    """The scripts of these tests give every command that there is, and fill each of its fields."""
    tried = dict(FIELDS) | {
        (type(command), ()): None for command in OFTEN if command is not None and not command.__struct_fields__
    }
    assert {*tried, (Stop, ())} == {(command, command.__struct_fields__) for command in get_args(Command)}


@given(NAMES, SCRIPTS, st.booleans())
def test_nothing_but_the_declared_exception(name: str, script: list[tuple[float, Command | None]], wait: bool) -> None:
    """Any command at any time is carried out or refused, and the session can always be looked at and recorded."""
    course = play(name, script, wait=wait)
    session = course.session
    for moment in (course.now, course.now + 1000, 0.0):
        view = session.snapshot(moment)
        assert view.elapsed >= 0
        assert view.left >= 0
        assert 0 <= view.fraction <= 1
        assert view.count >= 0
        assert (change := session.next_change(moment)) is None or change >= moment
    session.tick(course.now)
    assert (change := session.next_change(course.now)) is None or change > course.now
    assert course.record.planned_sets == session.plan.sets


@given(NAMES, SCRIPTS, st.booleans())
def test_time_never_runs_backwards(name: str, script: list[tuple[float, Command | None]], wait: bool) -> None:
    """The moments of events never decrease, and never lie ahead of the clock, even when it seems to run backwards."""
    course = play(name, script, wait=wait)
    moments = [event.at for event in course.events]
    assert all(two >= one - EPSILON for one, two in pairwise(moments))
    assert moments[0] == T0
    assert moments[-1] <= course.now + EPSILON
    assert all(item.at >= 0 and item.seconds >= 0 for item in course.session.state.log)


@given(NAMES, SCRIPTS, st.booleans())
def test_each_set_is_logged_at_most_once(name: str, script: list[tuple[float, Command | None]], wait: bool) -> None:
    """The log names only work steps, each at most once, in the order of the plan."""
    session = play(name, script, wait=wait).session
    steps = [item.step for item in session.state.log]
    assert steps == sorted(set(steps))
    assert {session.plan.steps[index].phase for index in steps} <= {"work"}


@given(NAMES, SCRIPTS, st.booleans())
def test_the_log_is_the_sum_of_its_events(name: str, script: list[tuple[float, Command | None]], wait: bool) -> None:
    """A journal that has only the events comes to the same log and the same end."""
    course = play(name, script, wait=wait)
    log = {}
    for event in course.events:
        if isinstance(event, SetLogged):
            log[event.set.step] = event.set
        elif isinstance(event, SetWithdrawn):
            del log[event.step]
    assert tuple(log.values()) == course.session.state.log
    ends = [event for event in course.events if isinstance(event, Ended)]
    assert len(ends) == (course.session.mode is Mode.ENDED)
    if ends:
        assert (ends[0].at, ends[0].completed) == (course.session.state.ended, course.session.state.completed)


@given(NAMES, SCRIPTS)
def test_both_sides_get_the_same_target(name: str, script: list[tuple[float, Command | None]]) -> None:
    """Whatever was pressed, the two sides of a set were asked for the same."""
    targets: dict[tuple[str, int, str], object] = {}
    for item in play(name, script).session.state.log:
        assert targets.setdefault((item.block, item.set, item.exercise), item.target) == item.target


@given(NAMES, SCRIPTS, st.booleans())
def test_the_same_again(name: str, script: list[tuple[float, Command | None]], wait: bool) -> None:
    """The same commands at the same times give the same events, the same state and the same record."""
    one, two = play(name, script, wait=wait), play(name, script, wait=wait)
    assert one.events == two.events
    assert one.session.state == two.session.state
    assert one.record == two.record


@given(NAMES, SCRIPTS, st.booleans())
def test_ticks_in_between_change_nothing(name: str, script: list[tuple[float, Command | None]], wait: bool) -> None:
    """Ticking more often than needed never changes what is done."""
    coarse: list[tuple[float, Command | None]] = []
    fine: list[tuple[float, Command | None]] = []
    for delta, command in script:
        step = max(0.0, min(delta, MAX_GAP))
        # A refused command is not a tick.
        coarse += [(step, None), (0, command)]
        fine += [(step / 2, None), (step - step / 2, None), (0, command)]
    one, two = play(name, coarse, wait=wait), play(name, fine, wait=wait)
    assert [type(event) for event in one.events] == [type(event) for event in two.events]
    assert [event.at for event in one.events] == pytest.approx([event.at for event in two.events], abs=1e-3)
    assert [(item.step, item.skipped) for item in one.session.state.log] == [
        (item.step, item.skipped) for item in two.session.state.log
    ]


@given(NAMES, SCRIPTS, st.booleans())
def test_active_and_paused_are_all_there_is(name: str, script: list[tuple[float, Command | None]], wait: bool) -> None:
    """Active and paused seconds add up to the time from start to end, and neither is negative."""
    course = play(name, script, wait=wait)
    record = course.record
    elapsed = (record.ended - record.started).total_seconds()
    assert record.active_seconds >= 0
    assert record.paused_seconds >= 0
    assert record.active_seconds + record.paused_seconds == pytest.approx(elapsed, abs=0.11)
    assert sum(item.seconds for item in record.sets) <= record.active_seconds + 0.1 + 0.001 * len(record.sets)


@given(NAMES, SCRIPTS, st.booleans())
def test_a_step_never_lasts_less_than_it_was_given(
    name: str, script: list[tuple[float, Command | None]], wait: bool
) -> None:
    """Only a command makes a session end, or a step end early: left to ticks, each timed step lasts its time."""
    script = [(max(0.0, min(delta, MAX_GAP)), None) for delta, _ in script]
    events = play(name, script, wait=wait).events
    steps = [event for event in events if isinstance(event, StepBegan)]
    for one, two in pairwise(steps):
        assert two.step.index == one.step.index + 1
        assert two.at - one.at == pytest.approx(one.step.seconds, abs=1e-6)


@given(NAMES, SCRIPTS, st.booleans())
def test_a_session_can_always_be_brought_to_its_end(
    name: str, script: list[tuple[float, Command | None]], wait: bool
) -> None:
    """From wherever a script leads, resuming and going on reaches the end, every set logged once."""
    course = play(name, script, wait=wait)
    session = course.session
    session.tick(course.now)
    if session.mode is Mode.PAUSED:
        session.apply(Resume(), course.now)
    for _ in range(10 * len(session.plan.steps)):
        if session.mode is Mode.ENDED:
            break
        session.apply(Done(), session.state.last_tick)
    assert session.mode is Mode.ENDED
    assert session.state.completed
    assert [item.step for item in session.state.log] == [step.index for step in works(session.plan)]


@given(NAMES, SCRIPTS)
def test_stop_keeps_what_was_done(name: str, script: list[tuple[float, Command | None]]) -> None:
    """Stop is possible at every moment before the end and adds to the log at most the set that was said to hurt."""
    course = play(name, script)
    session = course.session
    session.tick(course.now)
    if session.mode is Mode.ENDED:
        return
    log, marked = session.state.log, session.state.niggle
    session.apply(Stop(), course.now)
    assert session.state.log[: len(log)] == log
    assert [(item.step, item.skipped, item.niggle) for item in session.state.log[len(log) :]] == (
        [] if marked is None else [(marked, True, True)]
    )
    assert (session.mode, session.state.completed) == (Mode.ENDED, False)


@given(
    PLANS | OWN_PLANS,
    st.lists(st.floats(0.01, MAX_GAP), min_size=1, max_size=10),
    st.sampled_from([0.0, T0, 1e6 + 0.123]),
)
def test_any_plan_runs_to_its_end(plan: Plan, rhythm: list[float], at: float) -> None:
    """Under any rhythm of ticks of at most two seconds, any plan comes to the same end with the same log."""
    logs = []
    for ticks in ([2.0], [max(tick, plan.seconds / 500 if plan.seconds < 1000 else 1.0) for tick in rhythm]):
        session = Session(plan)
        session.apply(Start(), at)
        now = at
        turn = 0
        while session.mode is not Mode.ENDED:
            if session.due is None:
                moment = session.state.step_started + session.state.step.seconds
                while now + ticks[turn % len(ticks)] < moment:
                    now += ticks[turn % len(ticks)]
                    turn += 1
                    session.tick(now)
                now = max(now, moment)
                session.apply(Done(), now)
            else:
                now += ticks[turn % len(ticks)]
                turn += 1
                session.tick(now)
        assert session.state.completed
        logs.append([(item.step, item.done, item.skipped) for item in session.state.log])
    assert logs[0] == logs[1]
    assert [step for step, _, _ in logs[0]] == [step.index for step in works(plan)]


def test_the_whole_session_with_fine_and_coarse_ticks() -> None:
    """The runner's session, hands-free, has exactly the same record at 50 ticks a second and at one in two seconds."""
    logs = []
    for tick in (0.02, 2.0):
        session = Session(plan_of("runner", hands_free=True))
        session.apply(Start(), T0)
        run_through(session, tick=tick)
        assert session.at(session.state.ended) == pytest.approx(2233.6)
        logs.append(session.state.log)
    assert logs[0] == logs[1]


@given(NAMES, SCRIPTS)
def test_a_swapped_plan_is_whole(name: str, script: list[tuple[float, Command | None]]) -> None:
    """Whatever was swapped or left out, the plan numbers its steps, ends with work, and its times add up."""
    plan = play(name, script).session.plan
    assert [step.index for step in plan.steps] == list(range(len(plan.steps)))
    assert plan.steps[-1].phase == "work"
    assert {step.exercise for step in plan.steps} <= set(plan.exercises)
    for one, other in pairwise(plan.steps):
        assert other.starts_at == pytest.approx(one.starts_at + one.seconds, abs=0.01)
        if one.phase != "work":
            assert (one.block, one.label, one.exercise, one.target) == (
                other.block,
                other.label,
                other.exercise,
                other.target,
            )


HALTING = st.lists(
    st.tuples(
        st.floats(0.1, MAX_GAP) | st.just(500.0),
        st.sampled_from([Pause(), Resume(), Resume(lead_in=1), Done(), None, None, None, Back(), Skip(), Adjust(1)]),
    ),
    min_size=15,
    max_size=60,
)
"""Scripts with many pauses, in which breaks and lead-ins come to their end."""


@given(NAMES, SCRIPTS | HALTING, st.booleans())
def test_only_work_is_credited(name: str, script: list[tuple[float, Command | None]], wait: bool) -> None:
    """The seconds of a set are those in which it was done: no pause, no lead-in and no gap is among them.

    Work is done from its beginning, or from the end of a pause or of the lead-in after one, to the next event.
    """
    seconds, phase, logged = 0.0, "", set[int]()
    since: float | None = None
    paused = back = False
    for event in play(name, script, wait=wait).events:
        if isinstance(event, SetLogged) and event.set.step in logged:
            continue  # a correction
        if since is not None and isinstance(event, StepBegan | SetLogged | Paused | Ended):
            seconds, since = seconds + event.at - since, None
        match event:
            case StepBegan():
                phase = event.step.phase
                seconds = seconds if paused or (back and phase == "work") else 0.0
                paused, back = False, paused
                since = event.at if phase == "work" else None
            case Paused():
                paused = phase == "work" or back
            case Resumed():
                since = event.at if phase == "work" else None
            case SetLogged():
                logged.add(event.set.step)
                paused = back = False
                assert event.set.skipped or event.set.seconds == pytest.approx(seconds, abs=0.001)
            case SetWithdrawn():
                logged.discard(event.step)
