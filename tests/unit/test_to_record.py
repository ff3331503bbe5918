"""What is kept of a session: the history file of the contract, field by field."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import msgspec

from runstrength.numbers import tidy
from runstrength.session.commands import Adjust, Back, Done, Pause, Resume, Skip, Start, Stop
from runstrength.session.engine import Session
from runstrength.session.record import SCHEMA, Record
from runstrength.session.to_record import to_record
from tests.support.loops import looped
from tests.support.plans import T0, do, go_to, plan_of, run_through, small_plan, started, wait_for, works

STARTED = datetime(2026, 11, 22, 7, 30, 5, tzinfo=timezone(timedelta(hours=1)))


def kept(session: Session, now: float | None = None) -> Record:
    """Return the record of a session at its last moment."""
    return to_record(session, session.state.last_tick if now is None else now, id="x", started=STARTED)


def as_json(session: Session) -> dict[str, object]:
    """Return what would be read from the file."""
    found: dict[str, object] = msgspec.json.decode(msgspec.json.encode(kept(session)))
    return found


def test_the_schema_of_the_contract() -> None:
    """A whole session is kept with exactly the contract's keys, in its order, with its values."""
    session = started(small_plan(hands_free=True))
    run_through(session)
    data = as_json(session)
    sets = data.pop("sets")
    assert list(data.items()) == [
        ("schema", 1),
        ("id", "x"),
        ("kind", "session"),
        ("routine", "test"),
        ("title", "test"),
        ("level", "intermediate"),
        ("started", "2026-11-22T07:30:05+01:00"),
        ("ended", "2026-11-22T07:35:31.400000+01:00"),
        ("completed", True),
        ("effort", None),
        ("note", ""),
        ("planned_seconds", 326.4),
        ("planned_sets", 9),
        ("active_seconds", 326.4),
        ("paused_seconds", 0.0),
        ("checkin", None),
        ("asked", ["single_leg_glute_bridge"]),
    ]
    assert isinstance(sets, list)
    assert len(sets) == 9
    assert list(sets[1].items()) == [
        ("step", 3),
        ("exercise", "single_leg_glute_bridge"),
        ("variant", None),
        ("block", "A"),
        ("set", 1),
        ("side", "left"),
        ("target", {"kind": "reps", "value": 3, "low": 3, "high": 3}),
        ("done", 3),
        ("load_kg", None),
        ("seconds", 12.0),
        ("skipped", False),
        ("at", 40.0),
        ("reserve", None),
        ("niggle", False),
        ("instead_of", None),
    ]


def test_whole_numbers_are_written_whole() -> None:
    """Counts and held seconds are 30, not 30.0, and half seconds keep one digit."""
    assert [repr(tidy(value)) for value in (30.0, 12.3456, 7.96, 8, 0.04)] == ["30", "12.3", "8", "8", "0"]


def test_a_record_can_be_read_again() -> None:
    """What is written is read as the same record."""
    session = started(small_plan())
    run_through(session)
    record = kept(session)
    assert msgspec.json.decode(msgspec.json.encode(record), type=Record) == record
    assert record.schema == SCHEMA


def test_at_counts_pauses_seconds_and_active_seconds_do_not() -> None:
    """`at` counts pauses, `seconds` and active seconds do not, and the end lies after them."""
    session = go_to(started(small_plan()), 1)
    do(session, Pause(), after=5)
    do(session, Resume(), after=100)
    wait_for(session, 5 + 15)  # a lead-in of five seconds goes back into the hold
    go_to(session, 3)
    do(session, Done(), after=4)
    record = kept(session)
    plank, bridge = record.sets
    assert (plank.at, plank.seconds, plank.done) == (1.0, 20.0, 20)
    assert (bridge.at, bridge.seconds) == (127.0, 4.0)
    assert (record.active_seconds, record.paused_seconds) == (31.0, 100.0)
    assert record.ended - record.started == timedelta(seconds=131)


def test_a_gap_is_a_pause() -> None:
    """The time of a closed lid is paused time."""
    session = started(small_plan())
    wait_for(session, 5)
    session.tick(session.state.last_tick + 3600)
    do(session, Resume())
    wait_for(session, 1)
    assert (kept(session).active_seconds, kept(session).paused_seconds) == (6.0, 3600.0)


def test_a_session_that_was_stopped() -> None:
    """A session that was ended early is kept as not completed, with what was done and no more."""
    session = go_to(started(small_plan()), 5)
    do(session, Stop(), after=3)
    record = kept(session, session.state.last_tick + 500)
    assert not record.completed
    assert [item.step for item in record.sets] == [1, 3]
    assert (record.planned_sets, record.sets_done) == (9, 2)
    assert record.ended - record.started == timedelta(seconds=session.state.ended - T0)


def test_a_session_under_way() -> None:
    """What is kept of a running session ends now and is not completed."""
    session = go_to(started(small_plan()), 5)
    record = kept(session, session.state.last_tick + 1)
    assert not record.completed
    assert record.active_seconds == session.state.last_tick + 1 - T0


def test_skipped_sets_are_listed_with_done_0_and_are_not_counted_as_done() -> None:
    """Skipped sets are listed with done 0 and are not counted as done."""
    session = go_to(started(small_plan()), 2)
    do(session, Skip())
    run_through(session)
    record = kept(session)
    assert record.completed
    assert [(item.step, item.done) for item in record.sets if item.skipped] == [(3, 0)]
    assert (len(record.sets), record.sets_done) == (9, 8)


def test_a_set_that_was_done_again() -> None:
    """A set that was repeated is kept once, as it was done last."""
    session = go_to(started(small_plan()), 4)
    do(session, Back(), after=1)
    go_to(session, 3)
    do(session, Done(), after=33)
    steps = [item.step for item in kept(session).sets]
    assert steps == [1, 3]
    assert kept(session).sets[1].seconds == 33


def test_adjusted_breaks_count_as_they_were() -> None:
    """A longer rest is active time, and planned seconds stay those of the plan."""
    session = started(small_plan(hands_free=True))
    do(session, Adjust(30))
    run_through(session)
    record = kept(session)
    assert (record.planned_seconds, record.active_seconds) == (326.4, 356.4)


@looped("name", ["warmup-5", "warmup-7", "warmup-10"])
def test_a_warm_up_is_kept_as_a_warm_up(name: str) -> None:
    """A warm-up is kept as a warm-up."""
    session = started(plan_of(name))
    run_through(session)
    record = kept(session)
    assert (record.kind, record.routine, record.completed) == ("warmup", name, True)
    assert len(record.sets) == len(works(session.plan))


def test_before_the_start() -> None:
    """A session that never began has lasted no time, whatever the clock says."""
    session = Session(small_plan())
    record = kept(session, 5000.0)
    assert (record.active_seconds, record.paused_seconds, record.sets, record.ended) == (0, 0, (), STARTED)
    session.apply(Stop(), 6000.0)
    assert kept(session).active_seconds == 0


def test_an_earlier_moment() -> None:
    """A clock that seems to run backwards makes no negative time."""
    session = started(small_plan())
    wait_for(session, 5)
    do(session, Pause())
    wait_for(session, 7)
    assert (kept(session, 0.0).active_seconds, kept(session, 0.0).paused_seconds) == (5.0, 7.0)


def test_the_clock_of_the_session_counts() -> None:
    """Started is taken as given; everything else is the session's own clock, whatever its zero is."""
    records = []
    for zero in (0.0, -500.0, 4e6):
        session = Session(small_plan(hands_free=True))
        session.apply(Start(), zero)
        run_through(session)
        records.append(kept(session))
    assert records[0] == records[1] == records[2]
