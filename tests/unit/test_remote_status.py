"""The status and the events that other programs get: true in every phase, and with the names that are documented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from runstrength.remote.events import EVENTS, event_name, how_ended, write_event
from runstrength.remote.status import status_of
from runstrength.session.commands import (
    Adjust,
    Back,
    Command,
    Done,
    Event,
    IllegalCommandError,
    Pause,
    Resume,
    Skip,
    Start,
    Stop,
)
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from tests.support.plans import T0, block, plan_of, routine_of, slot, small_plan

LINES = (
    "Get ready 0:10 · Plank · set 1 of 2",
    "Plank · set 1 of 2 · 0:20",
    "Get ready 0:10 · Single-leg glute bridge, left · set 1 of 2",
    "Single-leg glute bridge, left · set 1 of 2 · 3 reps",
    "Switch sides 0:05 · Single-leg glute bridge, right · set 1 of 2",
    "Single-leg glute bridge, right · set 1 of 2 · 3 reps",
    "Get ready 0:10 · Farmer's carry · set 1 of 2",
    "Farmer's carry · set 1 of 2 · 8 steps each way",
    "Rest 0:20 · next: Plank · set 2 of 2",
)
"""The line at the start of each of the first steps of the small plan."""


def waiting(*, wait: bool = False) -> Session:
    """Return a session of the small plan that has not started."""
    return Session(small_plan(), wait=wait)


def running(steps: int = 0, *, wait: bool = False) -> Session:
    """Return a session of the small plan that has gone on by some steps, all at the same moment."""
    session = waiting(wait=wait)
    session.apply(Start(), T0)
    for _ in range(steps):
        session.apply(Done(), T0)
    return session


def test_the_line_of_each_phase() -> None:
    """The line says the phase, the exercise with its side, the set and what is left, or the dose if nothing ends it."""
    session = running()
    for number, line in enumerate(LINES):
        assert status_of(session, T0).line == line, number
        session.apply(Done(), T0)


def test_before_the_clock_runs() -> None:
    """A session that waits for its sound is in its first lead-in."""
    status = status_of(waiting(), T0)
    assert (status.phase, status.seconds_left, status.paused, status.line) == ("ready", 10.0, False, LINES[0])


def test_what_is_left() -> None:
    """The seconds left go down with the clock, stand in a pause, and are null where a person ends the phase."""
    session = running(1)
    assert status_of(session, T0 + 1.6).seconds_left == 18.4
    session.tick(T0 + 1.5)
    session.apply(Pause(), T0 + 2)
    paused = status_of(session, T0 + 60)
    assert (paused.phase, paused.paused, paused.seconds_left) == ("work", True, 18.0)
    assert paused.line == "Paused · Plank · set 1 of 2 · 0:18"
    assert status_of(running(3), T0).seconds_left is None


def test_a_rest_that_waits() -> None:
    """A rest that is over and waits for a key says so, and has no seconds left."""
    session = running(8, wait=True)
    for second in range(1, 22):
        events = session.tick(T0 + second)
        if session.mode is Mode.OVERTIME:
            assert event_name(session, events) == "rest_over"
            break
    status = status_of(session, T0 + 21)
    assert (status.phase, status.seconds_left) == ("rest", None)
    assert status.line == "Rest is over · next: Plank · set 2 of 2"


def test_the_next_exercise() -> None:
    """The status names what comes after the set under way or announced; after the last it is null."""
    first = status_of(running(1), T0)
    assert first.next is not None
    assert (first.next.name, first.next.side) == ("Single-leg glute bridge", "left")
    last = running(19)
    assert (status_of(last, T0).next, status_of(last, T0).block) == (None, "F")


def test_a_circuit_tells_its_rounds() -> None:
    """In a circuit the status has the rounds so far, elsewhere null."""
    circuit = block(slot("squat", reps=5), slot("plank", hold=20), amrap=300, sets=None, rest=None, switch=None)
    session = Session(plan_of(routine_of([circuit])))
    session.apply(Start(), T0)
    assert status_of(session, T0).rounds is None
    session.apply(Done(), T0)
    assert status_of(session, T0).rounds == 0


def told(session: Session, events: Sequence[Event]) -> dict[str, object]:
    """Return an event as other programs read it."""
    name = event_name(session, events)
    line = write_event(name, status_of(session, T0), how_ended(session) if name == "end" else "")
    assert (line[-1:], line.count(b"\n")) == (b"\n", 1)
    event: dict[str, object] = json.loads(line)
    return event


def test_the_events_of_a_session() -> None:
    """Each step, a pause and the end are an event; what changes no phase is none."""
    session = waiting()
    script: list[Command] = [Start(), Adjust(5), *[Done()] * 8]
    names = [told(session, session.apply(command, T0))["event"] for command in script]
    assert names == ["ready", "", "set", "ready", "set", "switch", "set", "ready", "set", "rest"]
    assert event_name(session, session.tick(T0)) == ""
    assert told(session, session.apply(Pause(), T0))["event"] == "paused"
    assert told(session, session.apply(Resume(), T0))["event"] == "resumed"
    ended = told(session, session.apply(Stop(), T0))
    assert (ended["event"], ended["how"], ended["phase"], ended["seconds_left"]) == ("end", "early", "ended", None)


def test_the_end_by_the_last_step() -> None:
    """A session whose last step is done has ended as complete."""
    session = running(19)
    ended = told(session, session.apply(Done(), T0))
    assert (ended["event"], ended["how"], ended["line"]) == ("end", "complete", "Session over")


def test_resumed_with_a_lead_in() -> None:
    """Work that continues through a lead-in is one event, `resumed`, in the phase of that lead-in."""
    session = running(1)
    session.apply(Pause(), T0 + 1)
    event = told(session, session.apply(Resume(), T0 + 1))
    assert (event["event"], event["phase"]) == ("resumed", "ready")


COMMANDS: list[Command] = [Start(), Done(), Skip(), Back(), Pause(), Resume(), Adjust(10), Adjust(-10), Stop()]


@given(script=st.lists(st.tuples(st.sampled_from(COMMANDS), st.floats(0, 1.9)), max_size=40), wait=st.booleans())
def test_the_status_is_always_right(script: list[tuple[Command, float]], wait: bool) -> None:
    """Whatever happened, the status can be told, in one line of text, and agrees with the session."""
    session, now = waiting(wait=wait), T0
    for command, seconds in script:
        now += seconds
        events: Sequence[Event] = session.tick(now)
        with suppress(IllegalCommandError):
            events = session.apply(command, now)
        status = status_of(session, now)
        assert event_name(session, events) in {*EVENTS, ""}
        assert status.paused == (session.mode is Mode.PAUSED)
        assert (status.phase == "ended") == (session.mode is Mode.ENDED)
        assert (status.seconds_left is None) == (
            status.phase == "ended" or not session.state.step.timed or "Rest is over" in status.line
        )
        assert status.seconds_left is None or status.seconds_left >= 0
        assert status.line
        assert "\n" not in status.line
        assert msgspec.json.decode(msgspec.json.encode(status), type=type(status)) == status
