"""A session on a disk that fails or a machine that dies at any moment: it goes on, and is there once afterwards."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from runstrength.history.recorder import Recorder, RecorderError
from runstrength.history.recovery import Recovery
from runstrength.history.store import Store
from runstrength.session.commands import Done, Start
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from tests.support.failing_calls import at_call
from tests.support.history_samples import MORNING, contents
from tests.support.plans import T0, small_plan
from tests.unit.test_every_call import REFUSALS

ONCE = True
"""A session whose folder could not be flushed is not in the state folder as well; the next start puts it right."""


def now() -> datetime:
    """Return a moment after the session."""
    return MORNING + timedelta(hours=1)


def recorder(home: Path) -> Recorder:
    """Return a recorder with everything below one folder."""
    return Recorder(history=home / "data" / "history", state=home / "state")


def to_the_end(session: Session) -> float:
    """Do a session, or what is left of it, and return the moment at which it ended."""
    session.apply(Start(), T0)
    at = T0
    while session.mode is not Mode.ENDED:
        at = session.due if session.due is not None else at + 20
        session.tick(at) if session.due is not None else session.apply(Done(), at)
    return at


def resumed_and_finished(home: Path) -> None:
    """Let the next start resume what was interrupted, and do the rest of it."""
    keeps = recorder(home)
    recovery = Recovery(keeps, now) if keeps.has_leftovers else None
    if recovery is not None:
        for one in recovery.interrupted:
            session = recovery.resume(one, wait=False, gap=10_000.0)
            keeps.finish(session, to_the_end(session), now())
    keeps.close()


def done(home: Path) -> None:
    """Do a session from its first moment to its effort and note."""
    keeps = recorder(home)
    session = keeps.start(small_plan(), wait=False, gap=10_000.0, now=lambda: MORNING)
    kept = keeps.finish(session, to_the_end(session), now())
    for changes in ({"effort": 7}, {"note": "hard"}):
        with suppress(RecorderError):  # the screen shows it, and the session goes on
            keeps.edit(kept, changes)
    keeps.close()


def thrown_away(home: Path) -> None:
    """Begin a session and throw it away."""
    keeps = recorder(home)
    session = keeps.start(small_plan(), wait=False, gap=10_000.0, now=lambda: MORNING)
    session.apply(Start(), T0)
    _some(session)
    with suppress(RecorderError):
        keeps.discard(session)
    keeps.close()


def _some(session: Session) -> None:
    for at in range(1, 60):
        session.tick(T0 + at)


def next_start(home: Path) -> list[str]:
    """Let the next start look at what is there, and return the ids of what is kept and what waits for an answer."""
    keeps = recorder(home)
    recovery = Recovery(keeps, now) if keeps.has_leftovers else None
    waiting = [one.id for one in recovery.interrupted] if recovery is not None else []
    kept = []
    for store in (keeps.store, Store(keeps.fallback_dir)):
        listing = store.entries()
        assert listing.problems == (), listing.problems
        kept += [one.id for one in listing.records]
    return [*kept, *waiting]


def walk(tmp_path: Path, what: Callable[[Path], None], number: int, step: int = 1) -> None:
    """Let each call of a session fail, or one of so many, once or from then on."""
    for lasting in (False, True):
        for place in range(lasting * (step // 2), 400, step):
            home = tmp_path / f"{place}-{lasting}"
            failed = 0

            def fail(number: int = number) -> None:
                nonlocal failed
                failed += 1
                raise OSError(number, os.strerror(number))

            with at_call(place, fail, lasting=lasting) as names:
                what(home)
            assert not [name for name in contents(home) if name.endswith(".tmp")] or "unlink" in names[place:]
            found = next_start(home)
            assert len(set(found)) <= 1
            assert not ONCE or len(found) <= 1
            if not failed:
                assert len(found) == (what is done)
                break
            if not lasting and what is done:
                assert found
        else:
            raise AssertionError("it never came to an end")


@pytest.mark.parametrize("what", [done, thrown_away])
def test_a_call_that_fails(tmp_path: Path, what: Callable[[Path], None]) -> None:
    """A call fails: the session goes on to its end, and is there once, or not where it was thrown away."""
    walk(tmp_path, what, REFUSALS[0], step=4)


@pytest.mark.long
@pytest.mark.parametrize("number", REFUSALS)
@pytest.mark.parametrize("what", [done, thrown_away])
def test_each_call_that_fails(tmp_path: Path, what: Callable[[Path], None], number: int) -> None:
    """The same for each call and every error."""
    walk(tmp_path, what, number)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no other way to die so suddenly")
@pytest.mark.parametrize("what", [done, thrown_away])
@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.long)])
def test_a_call_that_is_the_last_one(tmp_path: Path, what: Callable[[Path], None], step: int) -> None:
    """The process is gone before a call, one of so many in turn: the next start finds the session at most once.

    Where it is resumed and finished then, it is in the history exactly once, and nothing waits any more.
    """
    for place in range(0, 400, step):
        home = tmp_path / str(place)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            status = 1
            try:
                with at_call(place, lambda: os._exit(9)):
                    what(home)
                status = 0
            finally:
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, 9)
        found = next_start(home)
        assert len(found) == len(set(found)) <= 1
        if what is done:
            resumed_and_finished(home)
            assert next_start(home) == found, place
            assert [one.id for one in recorder(home).store.entries().records] == found, place
            # A journal that was cut before its session had begun is swept some days later.
            assert not found or not list((home / "state").rglob("*.jsonl")), place
        if not status:
            assert len(found) == (what is done)
            return
    raise AssertionError("it never came to an end")
