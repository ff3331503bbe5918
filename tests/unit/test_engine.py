"""The engine, mode by mode and command by command: what is legal does what it says, the rest changes nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import get_args

import pytest

from runstrength.session.commands import (
    Adjust,
    Adjusted,
    Back,
    Command,
    Done,
    Ended,
    IllegalCommandError,
    Log,
    Pause,
    Paused,
    RestOver,
    Resume,
    Resumed,
    SetLogged,
    SetWithdrawn,
    Skip,
    Start,
    StepBegan,
    Stop,
    Swap,
)
from runstrength.session.engine import MAX_STEP_SECONDS, TRANSITIONS, Session
from runstrength.session.plan import Plan, PlannedSlot
from runstrength.session.record import SetDone
from runstrength.session.state import Mode
from tests.support.loops import looped
from tests.support.plans import (
    T0,
    began,
    block,
    do,
    go_to,
    plan_of,
    refused,
    routine_of,
    run_through,
    slot,
    small_plan,
    started,
    wait_for,
    wait_until,
    works,
)

COMMANDS: list[Command] = [
    Start(), Done(), Skip(), Back(), Pause(), Resume(), Adjust(10), Adjust(-10), Log(1, done=5), Stop(),
]  # fmt: skip


def holds(*, hold: float = 20, ready: float = 10, rest: float = 30, sets: int = 2) -> Plan:
    """Return a plan of planks."""
    return plan_of(routine_of([block(slot("plank", hold=hold), ready=ready, rest=rest, sets=sets)]))


def at_step(index: int) -> Session:
    """Return a session of the small plan that has just come to a step."""
    return go_to(started(small_plan()), index)


def paused() -> Session:
    """Return a session that was paused in its second rest, with a log."""
    session = at_step(8)
    do(session, Pause(), after=1)
    return session


def overtime() -> Session:
    """Return a session whose rest is over and waits."""
    session = go_to(started(small_plan(), wait=True), 8)
    wait_for(session, 25)
    return session


def ended() -> Session:
    """Return a session that came to its end."""
    session = started(small_plan())
    run_through(session)
    return session


def log_of(session: Session) -> list[tuple[int, float | None, bool]]:
    """Return what was logged: step, done, skipped."""
    return [(item.step, item.done, item.skipped) for item in session.state.log]


PLACES: dict[str, Callable[[], Session]] = {
    "waiting": lambda: Session(small_plan()),
    "ready": lambda: at_step(6),
    "hold": lambda: at_step(10),
    "reps": lambda: at_step(5),
    "carry": lambda: at_step(7),
    "amrap": lambda: at_step(19),
    "switch": lambda: at_step(4),
    "rest": lambda: at_step(8),
    "overtime": overtime,
    "paused": paused,
    "ended": ended,
}

ALL_BREAK = "Done Skip Back Pause Adjust+ Adjust- Log Stop"
LEGAL = {
    "waiting": "Start Stop",
    "ready": ALL_BREAK,
    "hold": ALL_BREAK,
    "amrap": ALL_BREAK,
    "reps": "Done Skip Back Pause Log Stop",
    "carry": "Done Skip Back Pause Log Stop",
    "switch": "Done Skip Back Pause Log Stop",
    "rest": ALL_BREAK,
    "overtime": "Done Skip Back Pause Adjust+ Log Stop",
    "paused": "Resume Log Stop",
    "ended": "Log",
}
"""The contract: what is possible where."""


def word(command: Command) -> str:
    """Return a command as the table above names it."""
    sign = ("+" if command.seconds > 0 else "-") if isinstance(command, Adjust) else ""
    return type(command).__name__ + sign


@looped("command", COMMANDS)
@looped("place", PLACES)
def test_what_is_legal_where(place: str, command: Command) -> None:
    """In each mode the commands of the contract are carried out; all others are refused and change nothing."""
    session = PLACES[place]()
    before = session.state
    now = T0 if place == "waiting" else before.last_tick
    if word(command) in LEGAL[place].split():
        assert session.apply(command, now)
        assert session.state is not before
    else:
        with pytest.raises(IllegalCommandError):
            session.apply(command, now)
        assert session.state is before


@looped("command", COMMANDS)
@looped("place", PLACES)
def test_a_refused_command_does_not_even_tick(place: str, command: Command) -> None:
    """When a command is refused, what fell due meanwhile is still to be told by the next tick."""
    session = PLACES[place]()
    before = session.state
    now = max(T0, before.last_tick) + 1.9
    try:
        session.apply(command, now)
    except IllegalCommandError:
        assert session.state is before


def test_the_table_of_transitions_is_whole() -> None:
    """Every mode has its row, and every row names what exists."""
    assert set(TRANSITIONS) == set(Mode)
    commands = set(get_args(Command))
    assert set().union(*TRANSITIONS.values()) == commands


def test_a_refusal_says_why() -> None:
    """The message names the command and the mode."""
    with pytest.raises(IllegalCommandError, match="Done is not possible while the session is waiting"):
        Session(small_plan()).apply(Done(), T0)


def test_a_plan_without_steps() -> None:
    """There is no session of nothing."""
    plan = small_plan()
    empty = Plan(plan.routine, plan.title, plan.kind, plan.level, (), {})
    with pytest.raises(ValueError, match="without steps"):
        Session(empty)


# -- time --------------------------------------------------------------------------------------------------------------


def test_a_whole_session() -> None:
    """Left alone, a hands-free session goes through its steps to the second and ends."""
    plan = small_plan(hands_free=True)
    session = started(plan)
    events = run_through(session)
    assert began(events) == [(step.starts_at, step.phase, step.index) for step in plan.steps[1:]]
    assert isinstance(events[-1], Ended)
    assert events[-1].completed
    assert events[-1].at == pytest.approx(T0 + plan.seconds)
    assert [item.step for item in session.state.log] == [step.index for step in works(plan)]


@looped("tick", [0.017, 0.3, 0.99, 1.7, 2.0])
def test_late_ticks_do_not_add_up(tick: float) -> None:
    """Whatever the rhythm of the ticks, each step begins at its exact moment."""
    session = started(holds(sets=5))
    events = wait_until(session, T0 + 300, tick)
    assert began(events) == [
        (step.starts_at, step.phase, step.index) for step in session.plan.steps[1:]
    ]  # fmt: skip


def test_one_late_tick_does_several_steps() -> None:
    """Steps that fell due together are done one after the other, each at its own moment."""
    session = started(holds(hold=1, ready=0.5, rest=0.5, sets=4))
    events = session.tick(T0 + 2)
    assert [(event.at - T0, type(event)) for event in events] == [
        (0.5, StepBegan),
        (1.5, SetLogged),
        (1.5, StepBegan),
        (2.0, StepBegan),
    ]


def test_the_moment_of_a_log_is_the_end_of_the_set() -> None:
    """However late the tick, a set is logged at the moment it ended, before the next step begins."""
    session = started(holds(hold=1, ready=1, rest=1))
    wait_until(session, T0 + 0.9)
    events = session.tick(T0 + 2.7)
    assert [event.at - T0 for event in events] == [1.0, 2.0, 2.0]
    assert [one.at <= two.at for one, two in pairwise(events)] == [True, True]


def test_due_is_the_moment_the_step_ends() -> None:
    """`due` is the moment the step ends, and None where nothing ends by itself."""
    session = Session(small_plan())
    assert session.due is None
    session.apply(Start(), T0)
    assert session.due == T0 + 10
    do(session, Pause(), after=4)
    assert session.due is None
    do(session, Resume(), after=100)
    assert session.due == T0 + 110
    assert at_step(3).due is None
    assert overtime().due is None
    assert ended().due is None


@looped(("gap", "caught_up"), [(2.0, True), (2.01, False), (3600.0, False)])
def test_a_gap_of_two_seconds_is_caught_up(gap: float, caught_up: bool) -> None:
    """A gap of two seconds is caught up; a longer one pauses the session at the last tick and says so."""
    session = started(holds())
    wait_until(session, T0 + 9)
    events = session.tick(T0 + 9 + gap)
    if caught_up:
        assert began(list(events)) == [(10, "work", 1)]
    else:
        assert events == (Paused(T0 + 9, gap=True),)
        assert session.mode is Mode.PAUSED
        assert session.snapshot(T0 + 9 + gap).auto_paused
        assert session.snapshot(T0 + 9 + gap).count == 1
        assert do(session, Resume(), after=5) == [Resumed(T0 + 14 + gap)]
        assert not session.snapshot(session.state.last_tick).auto_paused
        assert began(wait_for(session, 1)) == [(round(15 + gap, 3), "work", 1)]


def test_a_gap_is_seen_by_a_command_too() -> None:
    """After a long gap the first press does not end a step that nobody saw: the session is paused first."""
    session = started(holds())
    wait_until(session, T0 + 5)
    assert refused(session, Done(), after=60)
    assert session.tick(T0 + 65) == (Paused(T0 + 5, gap=True),)
    assert session.paused_seconds(T0 + 65) == 60


@looped("place", ["waiting", "paused", "ended"])
def test_no_gap_where_no_time_passes(place: str) -> None:
    """A session that stands does not notice how long."""
    session = PLACES[place]()
    assert session.tick(max(T0, session.state.last_tick) + 10_000) == ()


def test_the_gap_can_be_set() -> None:
    """A rehearsal on a faster clock allows a longer gap."""
    session = started(holds(), gap=60)
    assert began(list(session.tick(T0 + 20))) == [(10, "work", 1)]


def test_time_that_runs_backwards_stands_still() -> None:
    """An earlier moment is taken as the last one seen."""
    session = started(holds())
    wait_until(session, T0 + 5)
    assert session.tick(T0) == ()
    assert session.state.last_tick == T0 + 5
    assert session.apply(Done(), T0 + 1)[0] == StepBegan(T0 + 5, session.plan.steps[1])
    assert session.snapshot(0.0) == session.snapshot(T0 + 5)
    assert session.next_change(0.0) == session.next_change(T0 + 5)


def test_a_moment_is_needed() -> None:
    """Not-a-number is no moment."""
    with pytest.raises(ValueError, match="moment"):
        started(holds()).tick(math.nan)


# -- Start, Stop -------------------------------------------------------------------------------------------------------


def test_the_clock_starts_with_start() -> None:
    """Before Start nothing counts, however long it takes."""
    session = Session(holds())
    assert session.tick(T0) == ()
    assert session.tick(T0 + 3600) == ()
    assert session.apply(Start(), T0 + 4000) == (StepBegan(T0 + 4000, session.plan.steps[0]),)
    assert session.at(T0 + 4001) == 1
    assert session.snapshot(T0 + 4000).count == 10


def test_stop_ends_the_session_here() -> None:
    """Stop ends the session here; what was done is kept, the set under way is not."""
    session = at_step(5)
    assert do(session, Stop(), after=3) == [Ended(session.state.last_tick, completed=False)]
    assert [step for step, _, _ in log_of(session)] == [1, 3]
    assert not session.state.completed


def test_stop_before_the_start() -> None:
    """A session that never began ends with nothing."""
    session = Session(holds())
    assert session.apply(Stop(), T0) == (Ended(T0, completed=False),)
    assert session.at(session.state.ended) == 0


def test_stop_while_paused_counts_the_pause() -> None:
    """The pause in which the session was stopped is a pause to its end."""
    session = started(holds())
    do(session, Pause(), after=5)
    do(session, Stop(), after=50)
    assert session.paused_seconds(session.state.last_tick + 500) == 50


def test_nothing_happens_after_the_end() -> None:
    """An ended session starts no rest, no step and no clock again."""
    session = ended()
    last = session.state
    assert wait_for(session, 3600, tick=600) == []
    assert (session.state.mode, session.state.log, session.due) == (Mode.ENDED, last.log, None)
    assert session.next_change(session.state.last_tick) is None


# -- Done --------------------------------------------------------------------------------------------------------------


@looped("place", ["ready", "switch", "rest", "overtime"])
def test_done_in_a_break_goes_on_at_once(place: str) -> None:
    """Done ends a break early, logs nothing, and the next step begins now."""
    session = PLACES[place]()
    index, log = session.state.step.index, session.state.log
    (event,) = do(session, Done(), after=2)
    assert event == StepBegan(session.state.last_tick, session.plan.steps[index + 1])
    assert session.state.log == log


@looped(("after", "done"), [(0.0, 0), (7.04, 7), (12.3, 12), (19.96, 20)])
def test_a_hold_that_is_ended_early(after: float, done: float) -> None:
    """A hold that is ended early is logged with the full seconds really held: nobody holds a plank for 12.3 s."""
    session = at_step(10)
    do(session, Done(), after=after)
    last = session.state.log[-1]
    assert (last.done, last.skipped) == (done, False)
    assert last.seconds == pytest.approx(after)
    assert last.target.value == 20


def test_a_hold_to_its_end() -> None:
    """A hold that is held to its end is logged with its target, however late the tick."""
    session = at_step(10)
    wait_for(session, 19.9)
    wait_for(session, 1.5, tick=2)
    assert (session.state.log[-1].done, session.state.log[-1].seconds) == (20, 20)


@looped(("index", "done", "value"), [(3, 3, 3), (7, 8, 8), (19, None, 60)])
def test_reps_and_carries_are_logged_as_planned(index: int, done: float | None, value: float) -> None:
    """Done without more says: as planned; the time is the time it took; as-many-as-possible has no number."""
    session = at_step(index)
    do(session, Done(), after=25.5)
    last = session.state.log[-1]
    assert (last.step, last.done, last.seconds, last.target.value) == (index, done, 25.5, value)


def test_the_first_log_is_whole() -> None:
    """A log says step, exercise, block, set, side, target, what was done, how long it took and when it began."""
    session = at_step(3)
    do(session, Done(), after=11.5)
    item = session.state.log[-1]
    assert item == SetDone(
        step=3,
        exercise="single_leg_glute_bridge",
        block="A",
        set=1,
        side="left",
        target=item.target,
        done=3,
        seconds=11.5,
        at=3.0,
    )


def test_the_variant_is_logged() -> None:
    """A log names the form that the equipment made possible."""
    session = go_to(started(plan_of("legs", equipment=("kettlebell",))), 2)
    assert session.state.log[0].variant == "kettlebell"


def test_one_press_is_one_step() -> None:
    """Each Done ends one step, never two, wherever it comes in a superset."""
    session = started(small_plan())
    places = []
    while session.mode is not Mode.ENDED:
        places.append(session.state.step.index)
        do(session, Done(), after=0.5)
    assert places == list(range(20))


def test_done_at_the_last_work_ends_the_session_as_completed() -> None:
    """Done at the last work ends the session as completed."""
    session = at_step(19)
    logged, end = do(session, Done(), after=2)
    assert isinstance(logged, SetLogged)
    assert end == Ended(session.state.last_tick, completed=True)
    assert session.state.completed


# -- Skip --------------------------------------------------------------------------------------------------------------


@looped(("index", "work", "following"), [(9, 10, 11), (8, 10, 11), (4, 5, 6), (2, 3, 4), (0, 1, 2)])
def test_skip_in_a_break(index: int, work: int, following: int) -> None:
    """In a break the set that is announced is left out, logged as skipped."""
    session = at_step(index)
    events = do(session, Skip(), after=2)
    assert [type(event) for event in events] == [SetLogged, StepBegan]
    item = session.state.log[-1]
    assert (item.step, item.done, item.skipped, item.seconds) == (work, 0, True, 0)
    assert item.at == pytest.approx(session.state.last_tick - T0)
    assert session.state.step.index == following


@looped("index", [3, 7, 10])
def test_skip_in_work(index: int) -> None:
    """A set under way that is skipped is not logged as done, but its time is kept."""
    session = at_step(index)
    do(session, Skip(), after=6)
    item = session.state.log[-1]
    assert (item.step, item.done, item.skipped, item.seconds) == (index, 0, True, 6)
    assert session.state.step.index == index + 1


def test_skip_at_the_end() -> None:
    """Skipping the last set ends the session: its last step was reached."""
    session = at_step(18)
    assert do(session, Skip())[-1] == Ended(session.state.last_tick, completed=True)


def test_skip_in_overtime_and_fresh_ready() -> None:
    """Skip works wherever a set is announced."""
    session = overtime()
    do(session, Skip())
    assert log_of(session)[-1] == (10, 0, True)
    session = go_to(at_step(5), 5)
    do(session, Back(), after=4)
    do(session, Skip(), after=1)
    assert log_of(session)[-1] == (5, 0, True)
    assert session.state.step.index == 6


# -- Back --------------------------------------------------------------------------------------------------------------


def where(session: Session) -> tuple[str, int, float]:
    """Return phase, index and length of the running step."""
    return session.state.step.phase, session.state.step.index, session.state.duration


@looped(("index", "phase", "to"), [(3, "ready", 2), (7, "ready", 6), (10, "ready", 9), (5, "switch", 4)])
def test_back_from_work(index: int, phase: str, to: int) -> None:
    """From work, Back goes to the ready or switch of this set, and withdraws nothing."""
    session = at_step(index)
    log = session.state.log
    (event,) = do(session, Back(), after=3)
    assert event == StepBegan(session.state.last_tick, session.plan.steps[to])
    assert where(session)[:2] == (phase, to)
    assert session.state.log == log


@looped(
    ("index", "work", "lead"),
    [
        (2, 1, ("ready", 0, 10)),
        (4, 3, ("ready", 2, 10)),
        (6, 5, ("ready", 5, 10)),
        (8, 7, ("ready", 6, 10)),
        (9, 7, ("ready", 6, 10)),
        (11, 10, ("ready", 9, 10)),
        (3, 1, ("ready", 0, 10)),
        (5, 3, ("ready", 2, 10)),
        (7, 5, ("ready", 5, 10)),
    ],
)
def test_back_to_the_set_before(index: int, work: int, lead: tuple[str, int, float]) -> None:
    """From a break, or in the first three seconds of work, Back repeats the last set, its log withdrawn."""
    session = at_step(index)
    log = log_of(session)
    withdrawn, event = do(session, Back(), after=2.9)
    assert withdrawn == SetWithdrawn(session.state.last_tick, work)
    assert isinstance(event, StepBegan)
    assert where(session) == lead
    assert log_of(session) == log[:-1]
    assert began(wait_for(session, 10)) == [(round(session.state.step_started - T0, 3), "work", work)]


def test_back_and_again_through_a_whole_session() -> None:
    """Back repeated goes set by set to the very first, both sides included, and each set can be done again."""
    session = at_step(19)
    steps = []
    while session.state.log:
        steps += [event.step for event in do(session, Back(), after=0.5) if isinstance(event, SetWithdrawn)]
    assert steps == [16, 14, 12, 10, 7, 5, 3, 1]
    assert refused(session, Back())
    run_through(session)
    assert [item.step for item in session.state.log] == [step.index for step in works(session.plan)]


def test_next_during_a_repeated_set() -> None:
    """While a set is repeated, what comes next is the set after it, not one that was done."""
    session = at_step(6)
    do(session, Back())
    view = session.snapshot(session.state.last_tick)
    assert view.next is not None
    assert (view.step.exercise, view.step.side, view.next.exercise) == (
        "single_leg_glute_bridge", "right", "farmers_carry",
    )  # fmt: skip
    assert [item.step for item in view.log] == [1, 3]


@pytest.mark.parametrize("after", [0.0, 5.0])
def test_back_at_the_first_step(after: float) -> None:
    """Before the first set there is nothing to go back to."""
    assert refused(started(small_plan()), Back(), after=after / 5)
    session = started(holds(ready=0), wait=False)
    wait_for(session, after)
    assert refused(session, Back())


def test_back_in_the_first_set() -> None:
    """From the first work Back goes to its ready, in its first three seconds as well."""
    for after in (0.0, 2.0, 10.0):
        session = at_step(1)
        assert do(session, Back(), after=after) == [StepBegan(session.state.last_tick, session.plan.steps[0])]


def test_back_withdraws_a_skipped_set() -> None:
    """A set that was skipped by mistake comes back."""
    session = at_step(2)
    do(session, Skip())
    assert do(session, Back())[0] == SetWithdrawn(session.state.last_tick, 3)
    assert [item.step for item in session.state.log] == [1]
    assert where(session)[:2] == ("ready", 2)


def test_back_where_the_second_side_follows_at_once() -> None:
    """Without a switch step, Back from the second side makes a fresh ready for it."""
    plan = plan_of(routine_of([block(slot("side_plank", hold=20), switch=0, sets=1)]))
    session = go_to(started(plan), 2)
    do(session, Back(), after=5)
    assert where(session) == ("ready", 2, 10)
    assert session.state.step.side == "right"
    assert session.state.log[-1].step == 1
    do(session, Back(), after=1)
    assert where(session) == ("ready", 0, 10)
    assert session.state.log == ()


def test_back_where_there_is_no_lead_in_at_all() -> None:
    """Where the plan wants no ready, the set that is repeated begins at once."""
    plan = plan_of(routine_of([block(slot("plank", hold=20), slot("push_up", reps=3), ready=0, sets=1)]), lead_in=0)
    session = go_to(started(plan), 1)
    do(session, Back(), after=1)
    assert where(session) == ("work", 0, 20)
    assert session.state.log == ()


def test_pauses_of_a_repeated_set_stay_in_the_sum() -> None:
    """Going back does not make a pause undone."""
    session = at_step(3)
    do(session, Pause(), after=4)
    do(session, Resume(), after=30)
    do(session, Back(), after=1)
    assert session.paused_seconds(session.state.last_tick) == 30


# -- Adjust ------------------------------------------------------------------------------------------------------------


@looped("place", ["ready", "hold", "amrap", "rest"])
@looped("seconds", [10.0, -5.0, 0.5])
def test_the_running_time_becomes_longer_or_shorter_by_just_that_much(place: str, seconds: float) -> None:
    """The running time becomes longer or shorter by just that much, and later steps move along."""
    session = PLACES[place]()
    ends = session.due
    assert ends is not None
    assert do(session, Adjust(seconds), after=1) == [Adjusted(session.state.last_tick, seconds)]
    assert session.due == ends + seconds
    assert session.snapshot(session.state.last_tick).remaining == pytest.approx(
        ends + seconds - session.state.last_tick
    )


@pytest.mark.parametrize("place", ["ready", "rest"])
def test_a_break_is_never_shorter_than_nothing(place: str) -> None:
    """Taking off more than is left ends the break now."""
    session = PLACES[place]()
    index = session.state.step.index
    events = do(session, Adjust(-60), after=2)
    assert [type(event) for event in events] == [Adjusted, StepBegan]
    assert events[1].at == pytest.approx(session.state.last_tick)
    assert session.state.step.index == index + 1


def test_a_hold_that_is_shortened_to_nothing() -> None:
    """A hold whose rest is taken off ends now, with the seconds really held."""
    session = at_step(10)
    do(session, Adjust(-60), after=7)
    assert log_of(session)[-1] == (10, 7, False)


def test_a_longer_hold_is_logged_as_held() -> None:
    """A hold that was made longer counts what was held; its target stays."""
    session = at_step(10)
    do(session, Adjust(10), after=3)
    wait_for(session, 27)
    assert (session.state.log[-1].done, session.state.log[-1].target.value) == (30, 20)


@looped("seconds", [0, math.nan, math.inf, -math.inf, MAX_STEP_SECONDS])
def test_an_absurd_change(seconds: float) -> None:
    """No change, and none beyond reason, is made."""
    assert refused(at_step(8), Adjust(seconds))


def test_a_rest_that_is_over_can_be_made_longer() -> None:
    """More rest in overtime counts down again from there, and is over again."""
    session = overtime()
    do(session, Adjust(10))
    assert session.mode is Mode.REST
    assert session.snapshot(session.state.last_tick).count == 10
    assert [type(event) for event in wait_for(session, 10)] == [RestOver]


# -- Pause, Resume -----------------------------------------------------------------------------------------------------


@looped("place", ["ready", "hold", "reps", "amrap", "switch", "rest", "overtime"])
def test_a_pause_stops_everything(place: str) -> None:
    """In a pause nothing falls due and nothing counts; afterwards it goes on where it stood, a hold after a lead-in."""
    session = PLACES[place]()
    ends, mode = session.due, session.mode
    assert do(session, Pause(), after=1) == [Paused(session.state.last_tick, gap=False)]
    shown = session.snapshot(session.state.last_tick)
    assert wait_for(session, 500, tick=50) == []
    stands = session.snapshot(session.state.last_tick)
    assert (stands.count, stands.elapsed, stands.left) == (shown.count, shown.elapsed, shown.left)
    resumed, *lead_in = do(session, Resume())
    assert resumed == Resumed(session.state.last_tick)
    assert bool(lead_in) == (place in ("hold", "amrap"))
    if lead_in:
        assert (session.mode.value, session.state.step.phase) == ("ready", "ready")
        assert session.due == session.state.last_tick + 5
        wait_for(session, 5)
    assert session.mode is mode
    assert session.snapshot(session.state.last_tick).elapsed == pytest.approx(shown.elapsed)
    assert session.due == (None if ends is None else pytest.approx(ends + 500 + 5 * bool(lead_in)))


def test_pauses_in_a_hold_do_not_count() -> None:
    """A hold that was paused twice is logged with the seconds really held, from the moment at which it began."""
    session = at_step(10)
    began_at = session.state.step_started
    for _ in range(2):
        do(session, Pause(), after=5)
        do(session, Resume(), after=100)
        wait_for(session, 5)
    wait_for(session, 10)
    item = session.state.log[-1]
    assert (item.done, item.seconds) == (20, 20)
    assert item.at == pytest.approx(began_at - T0)
    assert session.state.step_started == pytest.approx(began_at + 230)
    assert session.paused_seconds(session.state.last_tick) == 200


# -- back into a hold --------------------------------------------------------------------------------------------------


def going_on(held: float = 8.0, *, place: str = "hold") -> Session:
    """Return a session in the lead-in back into a hold of 20 s, or another place, after a pause of a minute."""
    session = PLACES[place]()
    wait_until(session, session.state.step_started + held)
    do(session, Pause())
    do(session, Resume(), after=60)
    assert session.state.leads_back_to is not None
    return session


def test_what_a_lead_in_back_says() -> None:
    """It is five seconds of GET READY for the same set, and its target is what is left of the hold."""
    session = going_on(7.5)
    view = session.snapshot(session.state.last_tick)
    work = session.plan.work_of(session.state.step.index)
    assert (view.mode, view.count, view.leads_back) == (Mode.READY, 5, True)
    assert (view.step.name, view.step.side, view.step.set) == (work.name, work.side, work.set)
    assert (view.step.target.value, view.step.target.kind) == (13, "hold")
    assert view.left == pytest.approx(5 + 12.5 + session.plan.expected_from(work.index + 1))
    assert [type(event) for event in wait_for(session, 5)] == [StepBegan]
    assert session.mode is Mode.WORK
    assert session.snapshot(session.state.last_tick).remaining == pytest.approx(12.5)


@looped(("held", "seconds"), [(8.0, 8.0), (1.0, 1.0), (19.9, 19.9)])
def test_done_goes_on_at_once(held: float, seconds: float) -> None:
    """Done in the lead-in goes on with the hold at once, and done in the hold logs what was really held."""
    session = going_on(held)
    do(session, Done(), after=2)
    assert session.mode is Mode.WORK
    do(session, Done())
    assert session.state.log[-1].seconds == pytest.approx(seconds)


def test_skip_in_it() -> None:
    """Skip leaves out the set, with the seconds that were held; the lead-in is not among them."""
    session = going_on(8)
    began = session.state.work_started
    do(session, Skip(), after=2)
    item = session.state.log[-1]
    assert (item.skipped, item.done, item.seconds) == (True, 0, 8)
    assert item.at == pytest.approx(began - T0)


def test_back_in_it() -> None:
    """Back does the hold again from its start; in its first three seconds, the set before."""
    session = going_on(8)
    index = session.state.step.index
    do(session, Back(), after=2)
    assert (session.plan.work_of(session.state.step.index).index, session.state.interrupted) == (index, None)
    do(session, Done())
    wait_for(session, 20)
    assert session.state.log[-1].seconds == 20

    session = going_on(2)
    do(session, Back(), after=2)
    assert session.plan.work_of(session.state.step.index) == session.plan.work_before(index)


def test_a_pause_in_it() -> None:
    """A pause in the lead-in makes it begin again, whole; what was held stays."""
    session = going_on(8)
    do(session, Pause(), after=4)
    do(session, Resume(), after=100)
    assert (session.mode, session.snapshot(session.state.last_tick).count) == (Mode.READY, 5)
    wait_for(session, 5)
    wait_for(session, 12)
    assert (session.state.log[-1].done, session.state.log[-1].seconds) == (20, 20)


def test_adjust_in_it() -> None:
    """More or less time in the lead-in is more or less of the lead-in; what was changed in the hold stays changed."""
    session = PLACES["hold"]()
    do(session, Adjust(10), after=5)
    do(session, Pause())
    do(session, Resume())
    do(session, Adjust(10))
    assert session.snapshot(session.state.last_tick).count == 15
    do(session, Adjust(-60))
    assert session.mode is Mode.WORK
    assert session.snapshot(session.state.last_tick).remaining == pytest.approx(25)
    wait_for(session, 25)
    assert session.state.log[-1].done == 30


def test_stop_in_it() -> None:
    """The session can be ended in it, as in every lead-in."""
    session = going_on(8)
    log = session.state.log
    do(session, Stop(), after=2)
    assert (session.mode, session.state.log) == (Mode.ENDED, log)


def test_no_swap_in_it() -> None:
    """The exercise of a set that has begun is not swapped."""
    session = going_on(8)
    work = session.plan.work_of(session.state.step.index)
    planned = PlannedSlot(work.exercise, work.target, False, False, 20, True, 20)
    assert refused(session, Swap(planned, session.plan.exercises[work.exercise]))


def test_a_gap_in_a_hold() -> None:
    """After a closed lid a hold goes on through a lead-in too, with what was held before."""
    session = PLACES["hold"]()
    wait_for(session, 8)
    session.tick(session.state.last_tick + 600)
    assert session.mode.value == "paused"
    do(session, Resume())
    assert session.mode.value == "ready"
    wait_for(session, 5)
    wait_for(session, 12)
    assert session.state.log[-1].seconds == 20


@looped("place", ["reps", "carry", "ready", "switch", "rest", "overtime"])
def test_what_has_no_lead_in_back(place: str) -> None:
    """Reps at one's own pace and breaks go on at once."""
    session = PLACES[place]()
    mode = session.mode
    do(session, Pause(), after=1)
    do(session, Resume(), after=10)
    assert (session.mode, session.state.interrupted) == (mode, None)


def test_hands_free_reps_have_one() -> None:
    """Hands-free, reps go by their tempo: they too go on after a lead-in, and count on where they stood."""
    session = go_to(started(small_plan(hands_free=True)), 3)
    wait_for(session, 5)
    do(session, Pause())
    do(session, Resume(), after=60)
    assert (session.mode, session.state.step.target.value) == (Mode.READY, 3)
    wait_for(session, 5)
    assert session.snapshot(session.state.last_tick).elapsed == pytest.approx(5)
    wait_for(session, 7)
    assert (session.state.log[-1].step, session.state.log[-1].done, session.state.log[-1].seconds) == (3, 3, 12)


def test_pauses_add_up_over_steps() -> None:
    """Pauses add up over steps, a running one included, those of gaps too."""
    session = started(small_plan())
    do(session, Pause(), after=5)
    assert session.paused_seconds(session.state.last_tick + 7) == 7
    do(session, Resume(), after=10)
    wait_for(session, 6)
    do(session, Pause())
    do(session, Resume(), after=20)
    session.tick(session.state.last_tick + 30)
    assert session.paused_seconds(session.state.last_tick) == 60
    assert session.paused_seconds(0.0) == 60


# -- wait --------------------------------------------------------------------------------------------------------------


def test_a_rest_that_waits() -> None:
    """With wait, a rest that is over says so once, counts up, and goes on with Done."""
    session = go_to(started(small_plan(), wait=True), 8)
    assert wait_for(session, 20) == [RestOver(session.state.last_tick)]
    counts = []
    for _ in range(5):
        assert wait_for(session, 1) == []
        view = session.snapshot(session.state.last_tick)
        counts.append(view.count)
        assert (view.counts_up, view.mode) == (True, Mode.OVERTIME)
    assert counts == [1, 2, 3, 4, 5]
    assert began(do(session, Done())) == [(round(session.state.last_tick - T0, 3), "ready", 9)]


def test_only_rests_wait() -> None:
    """With wait, ready and switch still end by themselves."""
    session = started(small_plan(), wait=True)
    wait_for(session, 31)
    assert session.state.step.index == 2
    session = go_to(session, 4)
    assert began(wait_for(session, 5))[-1][1:] == ("work", 5)


def test_hands_free_never_waits() -> None:
    """Hands-free goes before wait."""
    session = started(small_plan(hands_free=True), wait=True)
    events = run_through(session)
    assert not any(isinstance(event, RestOver) for event in events)


# -- Log ---------------------------------------------------------------------------------------------------------------


def test_a_log_can_be_corrected_at_any_time_after_the_set() -> None:
    """A log can be corrected at any time after the set, without touching the clock or what was not named."""
    session = at_step(8)
    ends, before = session.due, session.state.log
    (event,) = do(session, Log(5, done=7, load_kg=12.5, reserve=2, niggle=True))
    assert isinstance(event, SetLogged)
    changed = event.set
    assert (changed.done, changed.load_kg, changed.reserve, changed.niggle) == (7, 12.5, 2, True)
    assert (changed.seconds, changed.at, changed.side) == (before[2].seconds, before[2].at, before[2].side)
    assert session.due == ends
    assert [item.step for item in session.state.log] == [item.step for item in before]
    do(session, Log(5, done=6))
    assert [(item.done, item.load_kg) for item in session.state.log if item.step == 5] == [(6, 12.5)]


def test_a_skipped_set_that_was_done_after_all() -> None:
    """A number more than nothing makes a skipped set a done one; nothing leaves it skipped."""
    session = at_step(2)
    do(session, Skip())
    do(session, Log(3, done=0))
    assert log_of(session)[-1] == (3, 0, True)
    do(session, Log(3, done=4))
    assert log_of(session)[-1] == (3, 4, False)


@looped(
    "command",
    [
        Log(2, done=5), Log(10, done=5), Log(99, done=5), Log(-1, done=5),
        Log(1, done=-1), Log(1, done=10_001), Log(1, done=math.nan), Log(1, done=math.inf),
        Log(1, load_kg=-0.5), Log(1, load_kg=1001), Log(1, load_kg=math.nan), Log(1, reserve=-1), Log(1, reserve=11),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be(command: Log) -> None:
    """Sets that were not done, and numbers beyond reason, are refused."""
    assert refused(at_step(8), command)


def test_a_correction_after_the_end() -> None:
    """The last set can be corrected when the session is over."""
    session = ended()
    do(session, Log(19, done=17))
    assert log_of(session)[-1] == (19, 17, False)


# -- view --------------------------------------------------------------------------------------------------------------


def shown_counts(session: Session, until: float) -> list[int]:
    """Return every number a screen shows that sleeps until the next change, repetitions left out."""
    counts = [session.snapshot(session.state.last_tick).count]
    step = session.state.step
    while (moment := session.next_change(session.state.last_tick)) is not None and moment <= until + 1e-9:
        session.tick(moment)
        if session.state.step is not step:
            break
        counts.append(session.snapshot(moment).count)
    return counts


@looped("start", [0.0, T0, 1e6 + 0.1, 123456.789])
@looped("hold", [20, 60, 7.5])
def test_a_countdown_shows_each_second_once(start: float, hold: float) -> None:
    """A countdown shows each whole second once, from its length to 1, at the exact moment."""
    session = started(holds(ready=0, hold=hold), at=start)
    assert shown_counts(session, start + 100) == list(range(math.ceil(hold), 0, -1))


def test_a_count_up_shows_each_second_once() -> None:
    """What has no end counts up from 0, each second once."""
    session = at_step(3)
    assert shown_counts(session, session.state.last_tick + 90) == list(range(91))


def test_overtime_shows_each_second_once() -> None:
    """A rest that is over counts up, each second once."""
    session = overtime()
    assert shown_counts(session, session.state.last_tick + 30) == list(range(5, 36))


def test_a_late_screen_comes_back_to_the_beat() -> None:
    """A screen that drew late sleeps only until the next whole second."""
    session = started(holds())
    session.tick(T0 + 1.3)
    assert session.next_change(T0 + 1.3) == pytest.approx(T0 + 2)
    session = at_step(3)
    session.tick(session.state.step_started + 1.3)
    assert session.next_change(session.state.last_tick) == pytest.approx(session.state.step_started + 2)


@looped("place", ["waiting", "paused", "ended"])
def test_nothing_changes_where_no_time_passes(place: str) -> None:
    """A screen may sleep for good while the clock stands."""
    session = PLACES[place]()
    assert session.next_change(max(T0, session.state.last_tick)) is None


def test_next_is_known_throughout() -> None:
    """From the first step to the last, the set after the one under way or announced is known."""
    session = started(small_plan())
    order = [step.index for step in works(session.plan)]
    seen: list[tuple[int, int | None]] = []

    def look(running: Session) -> bool:
        view = running.snapshot(running.state.last_tick)
        seen.append((view.step.index, None if view.next is None else view.next.index))
        return False

    run_through(session, until=look)
    following = dict(zip(order, [*order[1:], None], strict=True))
    assert {index for index, _ in seen} >= set(range(20))
    for index, next_ in seen:
        assert next_ == following[session.plan.work_of(index).index]


@looped("reps", [0.5, 1.0, 2.5])
def test_left_and_fraction_only_go_one_way(reps: float) -> None:
    """Nothing adjusted, the time left never grows and the progress never shrinks, however long the sets take."""
    session = started(small_plan(), wait=True)
    left, fraction = [], []
    while True:
        view = session.snapshot(session.state.last_tick)
        left.append(view.left)
        fraction.append(view.fraction)
        if session.mode is Mode.ENDED:
            break
        wait_for(session, 0.25)
        if session.due is None and not session.state.completed and view.elapsed >= view.step.seconds * reps:
            session.apply(Done(), session.state.last_tick)
    assert left[0] == session.plan.seconds
    assert all(two <= one + 1e-6 for one, two in pairwise(left))
    assert all(one <= two + 1e-9 for one, two in pairwise(fraction))
    assert (left[-1], fraction[0], fraction[-1]) == (0, 0, 1)


def test_left_follows_an_adjustment() -> None:
    """Ten seconds more of rest are ten seconds more to the end."""
    session = at_step(8)
    before = session.snapshot(session.state.last_tick).left
    do(session, Adjust(10))
    assert session.snapshot(session.state.last_tick).left == pytest.approx(before + 10)


def test_what_was_just_done() -> None:
    """In a rest the sets of the last round are at hand, all of them and no others."""
    assert [item.step for item in at_step(8).snapshot(T0 + 60).just_done] == [1, 3, 5, 7]
    assert [item.step for item in at_step(17).snapshot(T0 + 60).just_done] == [10, 12, 14, 16]
    assert [item.step for item in ended().snapshot(T0 + 900).just_done] == [19]
    assert started(small_plan()).snapshot(T0).just_done == ()


def test_a_view_before_the_start() -> None:
    """A session that has not begun shows its first step, whole."""
    view = Session(small_plan()).snapshot(T0)
    assert (view.mode, view.step.index, view.count, view.left, view.fraction) == (
        Mode.WAITING, 0, 10, small_plan().seconds, 0,
    )  # fmt: skip


def test_looking_changes_nothing() -> None:
    """Asking for a view, the next change or the sums leaves the session as it is."""
    session = at_step(8)
    before = session.state
    now = before.last_tick + 100
    session.snapshot(now)
    session.next_change(now)
    session.paused_seconds(now)
    assert session.state is before
