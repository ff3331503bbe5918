"""Between the end of a session and its place in the history: killed at any call, it is there once, and whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runstrength.history.recorder import Recorder
from runstrength.history.recovery import Recovery
from runstrength.history.store import Store
from runstrength.session.commands import Start, Stop
from runstrength.session.engine import Session
from tests.support.history_samples import MORNING
from tests.support.plans import T0, go_to, run_through, small_plan, works
from tests.unit.test_recorder import recorder, recovery_of

CALLS = ("open", "write", "fsync", "replace", "close", "unlink", "mkdir", "ftruncate")
"""What touches the disk."""


class Killed(BaseException):
    """The process is no more."""


@contextmanager
def killed_at(number: int) -> Iterator[list[str]]:
    """Kill the process before its call with this number, counted from 0; yields the calls that were made."""
    calls: list[str] = []
    opened: set[int] = set()
    close = os.close
    with pytest.MonkeyPatch.context() as patch:

        def dying(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **others: Any) -> Any:
                calls.append(name)
                if len(calls) > number:
                    if name == "close":
                        close(*arguments)  # the system does it
                        opened.discard(arguments[0])
                    raise Killed
                result = real(*arguments, **others)
                if name == "open":
                    opened.add(result)
                elif name == "close":
                    opened.discard(arguments[0])
                return result

            return call

        for name in CALLS:
            patch.setattr(os, name, dying(name, getattr(os, name)))
        try:
            yield calls
        except Killed:
            for handle in opened:  # as the system does for a process that is no more
                close(handle)


def die(keeps: Recorder) -> None:
    """Close what was open before, and forget the rest."""
    with suppress(OSError):
        keeps.close()


def later() -> datetime:
    """Return the time of day of the next start."""
    return MORNING + timedelta(hours=3)


def under_way(home: Path, *, ended: bool) -> tuple[Recorder, Session]:
    """Return a session that is all but ended, or is all but begun."""
    keeps = recorder(home)
    session = keeps.start(small_plan(), wait=False, gap=2.0, now=lambda: MORNING)
    if ended:
        session.apply(Start(), T0)
        run_through(session, until=lambda session: session.state.step.index == 19)
    return keeps, session


def test_killed_while_it_is_kept(tmp_path: Path) -> None:
    """Killed before any call of the last step, of saving or of taking the journal away: the next start has it once."""
    number, done = 0, False
    while not done:
        home = tmp_path / str(number)
        keeps, session = under_way(home, ended=True)
        before = len(session.state.log)
        with killed_at(number):
            run_through(session)
            keeps.finish(session, session.state.ended, MORNING)
            done = True
        die(keeps)

        recovery = recovery_of(recorder(home), later)
        for one in recovery.interrupted if recovery is not None else ():
            assert recovery is not None
            assert len(one.record.sets) >= before
            assert recovery.save(one).error == ""
        (record,) = Store(home / "history").entries().records
        assert [item.step for item in record.sets][:before] == [step.index for step in works(small_plan())][:before]
        assert len(record.sets) >= before
        assert record.started == MORNING
        assert list((home / "state" / "journal").glob("*.jsonl")) == []
        number += 1
    assert number > 8


def test_killed_while_it_begins(tmp_path: Path) -> None:
    """Killed before any call of the first step, there is either no session yet or one that can be gone on with."""
    number, done = 0, False
    while not done:
        home = tmp_path / str(number)
        keeps, session = under_way(home, ended=False)
        with killed_at(number):
            session.apply(Start(), T0)
            done = True
        die(keeps)
        recovery = recovery_of(recorder(home), later)
        found = recovery.interrupted if recovery is not None else []
        assert len(found) == 1 or not done
        for one in found:
            assert recovery is not None
            again = recovery.resume(one, wait=False, gap=2.0)
            again.apply(Start(), T0)
            run_through(again)
            assert again.state.completed
        number += 1
    assert number > 4


def test_killed_while_answers_are_carried_out(tmp_path: Path) -> None:
    """Killed before any call of an answer, or of moving a session home, nothing is lost and nothing is there twice."""
    for answer in ("save", "discard", "resume"):
        number, done = 0, False
        while not done:
            home = tmp_path / answer / str(number)
            keeps, _ = under_way(home, ended=True)
            keeps.close()
            first = recorder(home)
            recovery = recovery_of(first, later)
            assert recovery is not None
            (one,) = recovery.interrupted
            with killed_at(number):
                _answer(recovery, one, answer)
                done = True
            die(first)
            again = recovery_of(recorder(home), later)
            kept = [record.id for record in Store(home / "history").entries().records]
            left = [item.id for item in again.interrupted] if again is not None else []
            trash = [path.stem for path in (home / "state" / "journal" / ".trash").glob("*.jsonl")]
            assert [*kept, *left, *trash] == [one.id]
            number += 1
        assert number > 1


def _answer(recovery: Recovery, one: Any, answer: str) -> None:
    if answer == "resume":
        recovery.resume(one, wait=False, gap=2.0).apply(Start(), T0)
    else:
        getattr(recovery, answer)(one)


def test_killed_while_it_is_moved_home(tmp_path: Path) -> None:
    """Killed before any call of moving a session from its refuge, the next start finishes it: it is there once."""
    number, done = 0, False
    while not done:
        home = tmp_path / str(number)
        keeps, session = under_way(home, ended=True)
        (home / "history").write_text("in the way", encoding="utf-8")
        run_through(session)
        assert "session is saved in" in keeps.finish(session, session.state.ended, MORNING).error
        (home / "history").unlink()
        with killed_at(number):
            recovery_of(recorder(home), later)
            done = True
        again = recovery_of(recorder(home), later)
        assert again is None or not again.interrupted
        assert len(Store(home / "history").entries().records) == 1
        assert list((home / "state" / "unsaved").rglob("*.json")) == []
        number += 1
    assert number > 4


def test_two_answers_for_one(tmp_path: Path) -> None:
    """Of two programs that ask about the same session, the second one is told that it is too late."""
    keeps, session = under_way(tmp_path, ended=False)
    session.apply(Start(), T0)
    go_to(session, 2)
    keeps.close()
    first, second = (recovery_of(recorder(tmp_path), later) for _ in range(2))
    assert first is not None
    assert second is not None
    (one,) = first.interrupted
    assert first.save(one).error == ""
    with pytest.raises(Exception, match="Another runstrength has already saved or deleted that session"):
        second.save(one)


def test_a_damaged_file_that_waits(tmp_path: Path) -> None:
    """A damaged file among the sessions that wait to be saved is told, left alone, and keeps no other from its way."""
    keeps, session = under_way(tmp_path, ended=True)
    (tmp_path / "history").write_text("in the way", encoding="utf-8")
    run_through(session)
    keeps.finish(session, session.state.ended, MORNING)
    (tmp_path / "history").unlink()
    damaged = tmp_path / "state" / "unsaved" / "2026" / "0-damaged.json"
    damaged.write_bytes(b'{"id": ')
    (damaged.parent / "loop.json").symlink_to("loop.json")
    recovery = recovery_of(recorder(tmp_path), later)
    assert recovery is not None
    assert any("0-damaged.json" in note for note in recovery.notes)
    assert len(Store(tmp_path / "history").entries().records) == 1
    assert damaged.read_bytes() == b'{"id": '


def test_what_was_said_later_comes_home(tmp_path: Path) -> None:
    """A session that is in the history and, changed later, in the state folder too, is there once, as changed."""
    keeps, session = under_way(tmp_path, ended=True)
    run_through(session)
    kept = keeps.finish(session, session.state.ended, MORNING)
    Store(keeps.fallback_dir).save(kept.record)
    Store(keeps.fallback_dir).edit(kept.record.id, {"effort": 9, "note": "later"})
    recovery = recovery_of(recorder(tmp_path), later)
    assert recovery is not None
    (saved,) = Store(tmp_path / "history").entries().records
    assert (saved.effort, saved.note) == (9, "later")
    assert list(keeps.fallback_dir.rglob("*.json")) == []


def test_an_ended_session_without_a_set(tmp_path: Path) -> None:
    """A session that had ended before its first set, and whose journal stayed, is not saved; nor is one on request."""
    keeps, session = under_way(tmp_path, ended=False)
    session.apply(Start(), T0)
    session.apply(Stop(), T0 + 1)
    die(keeps)
    recovery = recovery_of(recorder(tmp_path), later)
    assert recovery is not None
    assert (recovery.interrupted, recovery.notes) == ([], [])
    keeps, session = under_way(tmp_path, ended=False)
    session.apply(Start(), T0)
    die(keeps)
    recovery = recovery_of(recorder(tmp_path), later)
    assert recovery is not None
    assert recovery.save(recovery.interrupted[0]).error == "Nothing done, nothing saved."
    assert Store(tmp_path / "history").entries().records == ()
    assert list((tmp_path / "state" / "journal").glob("*.jsonl")) == []
