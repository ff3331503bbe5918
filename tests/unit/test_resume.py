"""A session that was killed and goes on: the same plan, the same state, the same future, wherever its journal ends."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import given
from hypothesis import strategies as st

from runstrength.history.store import Store
from runstrength.session.commands import Command, Event, IllegalCommandError, Start
from runstrength.session.engine import MAX_GAP, Session
from runstrength.session.plan import Plan
from runstrength.session.resume import resumed_session
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from tests.support.history_samples import MORNING
from tests.support.plans import OWN_PLANS, small_plan
from tests.unit.test_engine_properties import ENDING_SCRIPTS, QUICK, SCRIPTS
from tests.unit.test_journal import written
from tests.unit.test_recorder import recorder, recovery_of

AGAIN = 7000.0
"""When the session goes on, on the clock of the second process."""


def later() -> datetime:
    """Return the time of day of the next start."""
    return MORNING + timedelta(hours=5)


def play(session: Session, script: list[tuple[float, Command | None]]) -> list[tuple[Event, ...] | str]:
    """Start the clock of a session and play a script; return what came of each command."""
    came: list[tuple[Event, ...] | str] = [session.apply(Start(), AGAIN)]
    now = AGAIN
    for seconds, command in script:
        now += seconds
        try:
            came.append(session.tick(now) if command is None else session.apply(command, now))
        except IllegalCommandError as illegal:
            came.append(str(illegal))
    return came


@given(
    OWN_PLANS | st.sampled_from([small_plan(), QUICK]),
    ENDING_SCRIPTS,
    SCRIPTS,
    st.booleans(),
    st.data(),
)
def test_killed_after_any_line(
    plan: Plan,
    script: list[tuple[float, Command | None]],
    future: list[tuple[float, Command | None]],
    wait: bool,
    data: st.DataObject,
) -> None:
    """Killed anywhere and resumed, a session is what an uncut one is when it is resumed_session there, and stays so.

    Reopening keeps the plan as it was changed by then and every set that was logged, and waits at the lead-in of the
    set that was under way or announced. From there the same commands give the same events, and the same record.
    """
    paper = written(plan, script, wait=wait)
    lines = data.draw(st.integers(0, len(paper.states)).map(lambda less: len(paper.states) - less), label="whole lines")
    ends = [0, *(size for size, _ in paper.states), len(paper.data)]
    cut = ends[lines] + data.draw(st.integers(0, max(0, ends[lines + 1] - ends[lines] - 1)), label="of the next line")
    uncut = paper.after(cut)
    home = Path(mkdtemp())
    try:
        path = home / "state" / "journal" / "abcd1234.jsonl"
        path.parent.mkdir(parents=True)
        path.write_bytes(paper.data[:cut])
        keeps = recorder(home)
        recovery = recovery_of(keeps, later)
        assert recovery is not None
        if uncut is None:
            assert recovery.interrupted == []
            return
        done = to_record(
            uncut, 0.0 if uncut.mode is Mode.WAITING else uncut.state.last_tick, id="abcd1234", started=MORNING
        )
        if uncut.mode is Mode.ENDED:
            assert recovery.interrupted == []
            assert Store(home / "history").entries().records == ((done,) if done.sets else ())
            return
        (one,) = recovery.interrupted
        assert one.record == done

        expected = resumed_session(uncut, wait=wait, gap=MAX_GAP)
        before = expected.state.offset
        session = recovery.resume(one, wait=wait, gap=MAX_GAP)
        assert (session.plan, session.state) == (uncut.plan, expected.state)
        assert session.planned == plan
        assert session.state.log == uncut.state.log
        assert session.plan.work_of(session.state.step.index) == uncut.plan.work_of(uncut.state.step.index)

        assert play(session, future) == play(expected, future)
        assert (session.plan, session.state) == (expected.plan, expected.state)
        now = session.state.last_tick
        away = max(0.0, (later() - MORNING).total_seconds() - before)
        record = to_record(expected, now, id="abcd1234", started=MORNING, away=away, zone=later().tzinfo)
        assert keeps.finish(session, now, later()).record == record
        assert Store(home / "history").entries().records == ((record,) if record.sets else ())
    finally:
        keeps.close()
        shutil.rmtree(home)
