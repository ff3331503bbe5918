"""The journal of a running session: replayed from wherever it was cut, it is the session as it was."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.history.journal import (
    SCHEMA,
    JournalCall,
    JournalError,
    JournalHead,
    JournalRun,
    ReplayError,
    apply_line,
    encode_line,
    line_for_call,
    read,
)
from runstrength.session.commands import (
    LEAD_IN,
    Adjust,
    Command,
    Done,
    IllegalCommandError,
    Log,
    Pause,
    Refit,
    Resume,
    Start,
    Stop,
)
from runstrength.session.engine import MAX_GAP, Session
from runstrength.session.plan import Plan
from runstrength.session.resume import resumed_session
from runstrength.session.state import Mode, State
from tests.support.history_samples import MORNING
from tests.support.journals import replay
from tests.support.loops import looped
from tests.support.plans import (
    OWN_PLANS,
    block,
    do,
    go_to,
    library,
    plan_of,
    routine_of,
    run_through,
    slot,
    small_plan,
    started,
    wait_for,
)
from tests.unit.test_engine_properties import ENDING_SCRIPTS, SCRIPTS

INTERRUPTED = "interrupted"


@dataclass
class Written:
    """A session that was done, with its journal and the state after each line."""

    plan: Plan
    data: bytes = b""
    states: list[tuple[int, State]] = field(default_factory=list)
    """Bytes of the journal and the state that they lead to."""
    sessions: list[Session] = field(default_factory=list)
    """The session after each line; it does not change any more."""

    def add(self, line: JournalHead | JournalRun | JournalCall, session: Session) -> None:
        """Add a line."""
        self.data += encode_line(line)
        self.states.append((len(self.data), session.state))
        still = Session(session.plan, wait=session.wait, state=session.state, planned=session.planned)
        self.sessions.append(still)

    def after(self, size: int) -> Session | None:
        """Return the session after the last line that ends within so many bytes."""
        whole = [session for (end, _), session in zip(self.states, self.sessions, strict=True) if end <= size]
        return whole[-1] if whole else None


def run_line(session: Session, away: float = 0.0) -> JournalRun:
    """Return the line of a process that goes on with a session, some time of day after its start."""
    before = session.state.offset if session.state.mode is Mode.WAITING else 0.0
    now = MORNING + timedelta(seconds=before + away)
    return JournalRun(now=now, pid=1, wait=session.wait, gap=session.gap, lead_in=LEAD_IN)


def written(
    plan: Plan,
    script: list[tuple[float, Command | None]],
    *,
    wait: bool = False,
    base: float = 0.0,
    cuts: tuple[int, ...] = (),
) -> Written:
    """Play a script and write its journal, as `Journal` does; at each of `cuts` the program is killed and goes on.

    Args:
        plan: what is done.
        script: seconds to pass, and a command or only a tick.
        wait: rests wait for a key.
        base: the moment of the session's start on its clock, in each of its processes.
        cuts: places in the script.
    """
    paper = Written(plan)

    def observer(session: Session, told: Command | None, seen: float, now: float) -> None:
        paper.add(line_for_call(session, told, seen, now), session)

    session = Session(plan, wait=wait, observer=observer)
    paper.add(JournalHead(id="abcd1234", started=MORNING, plan=plan), session)
    paper.add(run_line(session), session)
    session.apply(Start(), base)
    now = base
    for place, (seconds, command) in enumerate(script):
        if place in cuts:
            # What was not written down is lost: the session goes on from its last line.
            last = replay(plan, _lines(paper.data))
            session = resumed_session(last, wait=wait, gap=MAX_GAP)
            session.observer, state = observer, session.state
            paper.add(run_line(session, away=3600.0), session)
            now = base + state.offset if state.mode is Mode.WAITING else now
            if state.mode is Mode.WAITING:
                session.apply(Start(), now)
        now += seconds
        try:
            session.tick(now) if command is None else session.apply(command, now)
        except IllegalCommandError:
            session.tick(now)
    return paper


def _lines(data: bytes) -> list[JournalRun | JournalCall]:
    return [msgspec.json.decode(line, type=JournalRun | JournalCall) for line in data.splitlines()[1:]]


@given(OWN_PLANS, ENDING_SCRIPTS, st.booleans(), st.data())
def test_a_journal_that_is_cut_anywhere(
    plan: Plan, script: list[tuple[float, Command | None]], wait: bool, data: st.DataObject
) -> None:
    """A journal that is cut anywhere, also in a line, is exactly the session's state after its last whole line.

    Whatever was done, at whatever times, and however often the session was interrupted before.
    """
    cuts = tuple(data.draw(st.lists(st.integers(0, max(0, len(script) - 1)), max_size=3), label="killed before"))
    paper = written(plan, script, wait=wait, cuts=cuts)
    cut = data.draw(st.integers(0, len(paper.data)), label="cut at")
    reading = read(paper.data[:cut])
    whole = [(size, state) for size, state in paper.states if size <= cut]
    if not whole:
        assert reading is None
        return
    assert reading is not None
    assert (reading.whole, reading.damage) == (whole[-1][0], "")
    assert reading.head.plan == plan
    assert reading.session.state == whole[-1][1]


@given(OWN_PLANS, SCRIPTS, st.booleans(), st.sampled_from([1000.0, 1e6 + 0.123, 123456.789]))
def test_on_another_clock(plan: Plan, script: list[tuple[float, Command | None]], wait: bool, base: float) -> None:
    """The journal of a session that was done on any clock can be replayed on any other, to the same sets."""
    paper = written(plan, script, wait=wait, base=base)
    wanted = paper.states[-1][1]
    for session in (replay(plan, _lines(paper.data)), replay(plan, _lines(paper.data), started=base)):
        assert (session.state.mode, session.state.step) == (wanted.mode, wanted.step)
        assert [(item.step, item.skipped) for item in session.state.log] == [
            (item.step, item.skipped) for item in wanted.log
        ]
        assert [item.at for item in session.state.log] == pytest.approx([item.at for item in wanted.log], abs=0.002)
        assert session.state.last_tick - session.state.started == pytest.approx(
            wanted.last_tick - wanted.started, abs=1e-6
        )


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(0, 3))
def test_bytes_that_were_overwritten_anywhere_never_break_the_reading(noise: bytes, place: int, cut: int) -> None:
    """Bytes that were overwritten anywhere never break the reading; what stands before them is used, the rest told."""
    paper = written(small_plan(), [(1.0, Done()), (1.0, None), (1.0, Pause()), (1.0, Resume()), (1.0, Done())])
    place %= len(paper.data)
    data = paper.data[:place] + noise + paper.data[place + len(noise) * cut :]
    try:
        reading = read(data)
    except JournalError:
        assert place <= len(paper.data.splitlines()[0])
        return
    if reading is not None and data[: reading.whole] == paper.data[: reading.whole]:
        assert reading.session.state == max((size, state) for size, state in paper.states if size <= reading.whole)[1]


def journal_of(*doings: tuple[float, Command | None]) -> Written:
    """Return the journal of a small session."""
    return written(small_plan(), list(doings))


def test_what_stands_in_it() -> None:
    """A journal is one JSON document a line: the head with the whole plan, the process, and each call that mattered."""
    paper = journal_of((1.0, None), (1.0, Done()), (1.5, Adjust(10)), (1.0, None))
    head, run, *turns = [msgspec.json.decode(line) for line in paper.data.splitlines()]
    assert {**head, "plan": None} == {
        "line": "head",
        "schema": SCHEMA,
        "id": "abcd1234",
        "started": "2026-11-22T07:30:05+01:00",
        "plan": None,
    }
    assert msgspec.convert(head["plan"], Plan) == small_plan()
    assert run == {
        "line": "run",
        "now": "2026-11-22T07:30:05+01:00",
        "pid": 1,
        "wait": False,
        "gap": MAX_GAP,
        "lead_in": LEAD_IN,
    }
    assert turns == [
        {"line": "turn", "at": 0.0, "seen": None, "told": {"do": "start"}, "mode": "ready", "step": 0},
        {"line": "turn", "at": 2.0, "seen": 1.0, "told": {"do": "done"}, "mode": "work", "step": 1},
        {"line": "turn", "at": 3.5, "seen": 2.0, "told": {"do": "adjust", "seconds": 10.0}, "mode": "work", "step": 1},
    ]


def test_a_plan_that_was_cut_short() -> None:
    """What was fitted into less time is fitted again in the replay, and goes on from there."""
    plan = plan_of("runner")
    paper = written(plan, [(1.0, Done()), (1.0, Refit(600, (60, 45))), (1.0, Done())], cuts=(2,))
    session = replay(plan, _lines(paper.data))
    assert session.plan.sets < plan.sets
    assert session.state == paper.states[-1][1]


def test_a_gap_is_a_gap_again() -> None:
    """A lid that was closed paused the session at the last moment it was seen, and does so again in the replay."""
    paper = journal_of((1.0, Done()), (1.0, None), (1.0, None), (600.0, None))
    state = replay(small_plan(), _lines(paper.data)).state
    assert (state.mode, state.auto_paused, state.paused_at) == (Mode.PAUSED, True, 3.0)


def test_ticks_that_changed_nothing_need_not_be_written() -> None:
    """Between two lines any time may pass while nothing is due: reps take as long as they take."""
    plan = plan_of("runner")
    paper = written(plan, [(1.0, Done()), *[(1.0, None)] * 500, (0.5, Done())])
    assert len(_lines(paper.data)) == 4
    log = replay(plan, _lines(paper.data)).state.log
    assert [item.seconds for item in log] == [500.5]


def test_a_plan_with_names_of_every_kind() -> None:
    """Every built-in routine comes back from its journal as it was planned."""
    for name in sorted(library().routine_files.keys() - {"check"}):
        for level in ("beginner", "advanced"):
            plan = plan_of(name, level, equipment=("bodyweight", "dumbbell", "box"))
            assert (
                msgspec.json.decode(encode_line(JournalHead(id="x", started=MORNING, plan=plan)), type=JournalHead).plan
                == plan
            )


def test_a_journal_of_an_older_plan() -> None:
    """A plan without the keys that have a default, and with keys that nobody knows, can still be read."""
    head = msgspec.json.decode(encode_line(JournalHead(id="x", started=MORNING, plan=small_plan())))
    del head["plan"]["reasons"], head["plan"]["hands_free"]
    head["plan"]["colour"] = "green"
    reading = read(msgspec.json.encode(head) + b"\n")
    assert reading is not None
    assert reading.head.plan == small_plan()


# -- damage ------------------------------------------------------------------------------------------------------------


def test_an_empty_journal() -> None:
    """A file whose first line was not finished is no session: nothing had begun."""
    whole = journal_of((1.0, Done())).data
    assert read(b"") is None
    assert read(whole[: whole.index(b"\n")]) is None


@looped(
    ("old", "new", "reason"),
    [
        (b'"mode":"work"', b'"mode":"rest"', "line 4 of 5: it leads to step 1 (work)"),
        (b'"told":{"do":"done"}', b'"told":{"do":"resume"}', "line 4 of 5: resume is not possible while"),
        (b'"told":{"do":"done"}', b'"told":{"do":"fly"}', "line 4 of 5: invalid value 'fly'"),
        (b'"at":2.0,"seen":1.0', b'"at":2.0,"seen":3.0', "line 4 of 5: its times go backward"),
        (b'"at":2.0,"seen":1.0', b'"at":200.0,"seen":199.0', "line 4 of 5: something was due before 199 s"),
        (b'"at":2.0,"seen":1.0', b'"at":-2.0,"seen":-3.0', "line 4 of 5: -2 s isn't a time"),
        (b'"at":2.0,"seen":1.0', b'"at":2e300,"seen":1.0', "line 4 of 5: 2e+300 s isn't a time"),
        (b'"at":2.0,"seen":1.0', b'"at":2.0,"seen":null', "line 4 of 5: it starts a session that has started"),
        (b'"at":2.0', b'"at":2.', "line 4 of 5: JSON is malformed"),
        (b'{"line":"turn","at":2.0', b'{"line":"leap","at":2.0', "line 4 of 5: invalid value 'leap'"),
    ],
)
def test_a_line_that_cannot_be_used(old: bytes, new: bytes, reason: str) -> None:
    """A line in the middle that is damaged ends what can be used, and it is said which one and why."""
    paper = journal_of((1.0, None), (1.0, Done()), (1.0, Pause()))
    assert paper.data.count(old) == 1
    reading = read(paper.data.replace(old, new))
    assert reading is not None
    assert reading.damage.lower().startswith(reason.lower())
    assert reading.session.state == paper.states[2][1]
    assert reading.whole == paper.states[2][0]


@looped(
    ("old", "new", "reason"),
    [
        (b'"schema":1', b'"schema":2', "it is from a newer version"),
        (b'"id":', b'"di":', "its first line can't be used: object missing required field `id`"),
        (b'"line":"head"', b'"line":"hood"', "its first line can't be used"),
        (b'"steps":[', b'"steps":[],"x":[', "its plan is incomplete"),
        (b'"index":3', b'"index":4', "its plan is incomplete"),
        (b'"exercise":"plank"', b'"exercise":"plonk"', "its plan is incomplete"),
    ],
)
def test_a_head_that_cannot_be_used(old: bytes, new: bytes, reason: str) -> None:
    """A journal with a damaged head, or one of a newer version, is not used at all, and it is said why."""
    data = journal_of((1.0, Done())).data
    with pytest.raises(JournalError) as raised:
        read(data.replace(old, new))
    assert str(raised.value).lower().startswith(reason.lower())


def test_a_line_out_of_order() -> None:
    """`apply_line` refuses what does not follow, and leaves the session as it was."""
    session = started(small_plan(), at=0.0)
    state = session.state
    with pytest.raises(ReplayError):
        apply_line(session, JournalCall(at=1.0, seen=0.5, told=Resume(), mode=Mode.READY, step=0))
    assert session.state is state


# -- after an interruption ---------------------------------------------------------------------------------------------


def again(session: Session, at: float = 5000.0) -> Session:
    """Return a session that was interrupted and whose clock has started again."""
    second = resumed_session(session, wait=False, gap=MAX_GAP)
    second.apply(Start(), at)
    return second


@looped(
    ("index", "phase", "seconds"),
    [(1, "ready", 10.0), (3, "ready", 10.0), (5, "ready", 10.0), (4, "ready", 10.0), (8, "ready", 10.0)],
)
def test_it_goes_on_with_a_lead_in(index: int, phase: str, seconds: float) -> None:
    """In work a session goes on with the lead-in of the same set, on the same side; in a break with the next set's."""
    session = go_to(started(small_plan()), index)
    work = session.plan.work_of(index)
    wait_for(session, 3)
    log = session.state.log

    second = again(session)

    step = second.state.step
    assert (second.mode.value, step.phase, second.state.duration) == (phase, phase, seconds)
    assert (step.exercise, step.side, step.set) == (work.exercise, work.side, work.set)
    assert second.state.log == log
    do(second, Done())
    assert second.state.step == work


def test_seconds_go_on() -> None:
    """Session seconds go on where they were: the time away is no gap, and not in the times of the sets."""
    session = go_to(started(small_plan()), 3)
    do(session, Pause(), after=2)
    wait_for(session, 30)
    before, paused = session.at(session.state.last_tick), session.paused_seconds(session.state.last_tick)

    second = again(session)
    assert second.at(second.state.last_tick) == before
    assert second.paused_seconds(second.state.last_tick) == paused == 30
    wait_for(second, 10)
    do(second, Done(), after=4)
    last = second.state.log[-1]
    assert (last.at, last.seconds, second.state.auto_paused) == (before + 10, 4, False)


def test_before_it_has_started_again() -> None:
    """A session that waits to go on shows its lead-in, whole, and can be ended as it is."""
    session = go_to(started(small_plan()), 5)
    second = resumed_session(session, wait=False, gap=MAX_GAP)
    view = second.snapshot(5000.0)
    assert (view.mode, view.step.phase, view.count, len(view.log)) == (Mode.WAITING, "ready", 10, 2)
    second.apply(Stop(), 5000.0)
    assert second.at(second.state.ended) == session.at(session.state.last_tick)
    assert resumed_session(second, wait=False, gap=MAX_GAP).state is second.state


def without_lead_ins(name: str) -> Plan:
    """Return a plan with nothing but work in it."""
    plan = plan_of(name, lead_in=0)
    works = [step for step in plan.steps if step.phase == "work"]
    steps = tuple(msgspec.structs.replace(step, index=index) for index, step in enumerate(works))
    return msgspec.structs.replace(plan, steps=steps)


def test_without_a_lead_in() -> None:
    """Where a plan has no lead-ins at all it goes on with the set itself, but for a hold, which gets five seconds."""
    for name, hold in (("core", True), ("legs", False)):
        plan = without_lead_ins(name)
        session = go_to(started(plan), 2)
        wait_for(session, 3)
        second = again(session)
        assert second.mode is (Mode.READY if hold else Mode.WORK)
        assert (second.state.step.index, second.state.elapsed(5000.0)) == (2, 0)
        if hold:
            wait_for(second, 5)
            assert (second.state.step, second.state.elapsed(5005.0)) == (plan.steps[2], 0)


@looped(("ready", "seconds"), [(3, 5), (5, 5), (12, 12)])
def test_a_short_lead_in_is_lengthened(ready: int, seconds: int) -> None:
    """Before a hold the first lead-in after an interruption lasts five seconds at least, whatever the plan has."""
    plan = plan_of(routine_of([block(slot("squat", reps=8), slot("plank", hold=30), ready=ready)]))
    session = go_to(started(plan), 3)
    wait_for(session, 3)
    second = again(session)
    assert (second.mode, second.state.duration) == (Mode.READY, seconds)
    wait_for(second, seconds)
    assert second.state.step == plan.steps[3]


def test_a_journal_without_lead_ins() -> None:
    """A journal of a version in which holds went on at once leads to what it led to then."""
    session = go_to(started(small_plan(), 0.0), 1)
    lines: list[JournalCall] = []
    session = Session(
        small_plan(), observer=lambda session, told, seen, now: lines.append(line_for_call(session, told, seen, now))
    )
    session.apply(Start(), 0.0)
    do(session, Done(), after=1)
    do(session, Pause(), after=5)
    do(session, Resume(lead_in=0), after=60)
    wait_for(session, 15)
    head = encode_line(JournalHead(id="abcd1234", started=MORNING, plan=small_plan()))
    run = encode_line(JournalRun(now=MORNING, pid=1, wait=False, gap=MAX_GAP))
    data = (
        (head + run + b"".join(map(encode_line, lines))).replace(b',"lead_in":0.0', b"").replace(b',"lead_in":0', b"")
    )
    assert b'lead_in":0' not in data
    reading = read(data)
    assert reading is not None
    assert (reading.damage, reading.session.state) == ("", session.state)
    assert reading.session.state.log[0].seconds == 20


def test_a_session_that_was_interrupted_twice_is_one_session() -> None:
    """A session that was interrupted twice is one session, each set in it once, and the time away is known."""
    paper = written(
        small_plan(),
        [(1.0, Done()), (20.0, None), *[(1.0, None)] * 19, (1.0, Done()), (3.0, Done()), (1.0, None)],
        cuts=(3, 23),
    )
    reading = read(paper.data)
    assert reading is not None
    assert reading.away == 3600.0
    session = resumed_session(reading.session, wait=False, gap=MAX_GAP)
    session.apply(Start(), 0.0)
    run_through(session)
    assert [item.step for item in session.state.log] == [
        step.index for step in small_plan().steps if step.phase == "work"
    ]


def test_corrections_are_in_it() -> None:
    """What was corrected in a break is written down like everything else."""
    session = Session(small_plan())
    lines: list[JournalCall] = []
    session.observer = lambda session, told, seen, now: lines.append(line_for_call(session, told, seen, now))
    session.apply(Start(), 0.0)
    go_to(session, 2)
    session.apply(Log(1, done=17, reserve=2, niggle=True), session.state.last_tick)
    again = replay(small_plan(), lines)
    assert again.state == session.state
    assert (again.state.log[0].done, again.state.log[0].reserve, again.state.log[0].niggle) == (17, 2, True)


def test_nothing_refused_is_in_it() -> None:
    """A command that was refused, and a tick by which nothing fell due, are not written down."""
    told: list[Command | None] = []
    session = Session(small_plan(), observer=lambda session, command, seen, now: told.append(command))
    session.apply(Start(), 0.0)
    with pytest.raises(IllegalCommandError):
        session.apply(Resume(), 1.0)
    session.tick(2.0)
    assert told == [Start()]
    assert math.isfinite(session.state.last_tick)


def test_moments_are_moments() -> None:
    """The time of day of each process is kept with its offset."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(
            encode_line(JournalRun(now=datetime(2026, 11, 22), pid=1, wait=False, gap=2.0)),
            type=JournalRun,
        )


TWO_AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from runstrength.history.journal import JournalHead, encode_line, read
from tests.support.plans import plan_of

data = encode_line(JournalHead(id="x", started=datetime(2026, 1, 1, tzinfo=UTC), plan=plan_of("runner")))
together = Barrier(4)
sys.setswitchinterval(1e-6)


def look(_):
    together.wait()
    return read(data).head.id


with ThreadPoolExecutor(4) as threads:
    assert list(threads.map(look, range(4))) == ["x"] * 4
"""


def test_several_are_read_at_once() -> None:
    """Threads that read the first journals of a process at the same time all get them, and end nothing."""
    folder = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", TWO_AT_ONCE], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
