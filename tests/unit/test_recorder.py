"""What the app keeps, and what it says when it cannot."""

from __future__ import annotations

import errno
import json
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from runstrength import atomic
from runstrength.history.recorder import Recorder, RecorderError
from runstrength.history.recovery import Recovery
from runstrength.history.store import ReadOnlySessionError, Store
from runstrength.session.commands import Done, Skip, Start, Stop
from runstrength.session.engine import Session
from runstrength.session.to_record import to_record
from tests.support.history_samples import MORNING, change, contents
from tests.support.plans import T0, do, run_through, small_plan, started


def recorder(home: Path, *, saves: bool = True) -> Recorder:
    """Return a recorder with everything below one folder."""
    return Recorder(history=home / "history", state=home / "state", saves=saves)


def recovery_of(recorder: Recorder, now: Callable[[], datetime]) -> Recovery | None:
    """Return the recovery of what an earlier run left behind, as the app starts one; None if there is nothing."""
    return Recovery(recorder, now) if recorder.has_leftovers else None


def ended(*, early: bool = False) -> Session:
    """Return a session that has ended."""
    session = started(small_plan())
    if early:
        do(session, Done())
        do(session, Done(), after=5)
        do(session, Stop(), after=5)
    else:
        run_through(session)
    return session


@pytest.mark.parametrize("early", [False, True])
def test_in_the_history(tmp_path: Path, early: bool) -> None:
    """A session is in the history, with the time of day at which it began, be it completed or not."""
    session = ended(early=early)
    now = session.state.ended

    kept = recorder(tmp_path).finish(session, now, MORNING)

    assert kept.error == ""
    assert kept.path is not None
    assert Store(tmp_path / "history").load("last") == kept.record
    assert kept.record.started == MORNING - timedelta(seconds=now - T0)
    assert kept.record.completed is not early


def test_a_session_at_twenty_times_the_speed_began_a_twentieth_of_its_length_ago(tmp_path: Path) -> None:
    """A session at twenty times the speed began a twentieth of its length ago."""
    session = ended()

    kept = recorder(tmp_path).finish(session, session.state.ended, MORNING, 20.0)

    assert kept.record.started == MORNING - timedelta(seconds=(session.state.ended - T0) / 20)


def test_when_the_history_is_no_folder_the_session_is_kept_in_the_state_folder(tmp_path: Path) -> None:
    """When the history is no folder, the session is kept in the state folder, and both are said."""
    (tmp_path / "history").write_text("in the way", encoding="utf-8")

    kept = recorder(tmp_path).finish(ended(), T0 + 500, MORNING)

    assert kept.path is not None
    assert kept.path.is_relative_to(tmp_path / "state" / "unsaved")
    assert json.loads(kept.path.read_bytes())["id"] == kept.record.id
    assert "The history can't be written" in kept.error
    assert str(kept.path) in kept.error
    assert (tmp_path / "history").read_text("utf-8") == "in the way"


def test_when_neither_folder_can_be_written_a_copy_is_in_the_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When neither folder can be written, a copy is in the temporary one, for its owner alone, and at last printed.

    What is said of the session meanwhile is in both, and in the history once that can be written.
    """
    temporary(tmp_path, monkeypatch)
    for name in ("history", "state"):
        (tmp_path / name).write_text("in the way", encoding="utf-8")
    keeps = recorder(tmp_path)

    kept = keeps.finish(ended(), T0 + 500, MORNING)

    assert (kept.path, kept.unsaved) == (None, True)
    assert kept.copy is not None
    assert f"A copy is in {kept.copy}" in kept.error
    assert (kept.copy.stat().st_mode & 0o777, kept.copy.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    keeps.edit(kept, {"effort": 7})
    keeps.edit(kept, {"note": "hot"})
    assert json.loads(kept.copy.read_bytes())["effort"] == 7
    words = keeps.rescue_text()
    printed = json.loads(words[words.index("{") :])
    assert (printed["id"], printed["effort"], printed["note"]) == (kept.record.id, 7, "hot")
    assert len(printed["sets"]) == len(kept.record.sets)

    (tmp_path / "history").unlink()
    keeps.retry(kept)
    assert not kept.unsaved
    assert kept.error == ""
    assert Store(tmp_path / "history").load("last") == kept.record
    assert (kept.record.effort, kept.record.note) == (7, "hot")
    assert list((tmp_path / "temporary").iterdir()) == []
    assert keeps.rescue_text() == ""


def test_not_even_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the temporary folder can't be written either, nothing is saved; it is printed all the same."""
    temporary(tmp_path, monkeypatch).rmdir()
    for name in ("history", "state"):
        (tmp_path / name).write_text("in the way", encoding="utf-8")
    keeps = recorder(tmp_path)
    kept = keeps.finish(ended(), T0 + 500, MORNING)
    assert kept.error.endswith("nothing was saved.")
    words = keeps.rescue_text()
    assert json.loads(words[words.index("{") :])["id"] == kept.record.id


def test_space_returns_before_leaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On leaving it is tried a last time; what is saved by then need not be printed."""
    temporary(tmp_path, monkeypatch)
    (tmp_path / "state").write_text("in the way", encoding="utf-8")
    (tmp_path / "history").write_text("in the way", encoding="utf-8")
    keeps = recorder(tmp_path)
    kept = keeps.finish(ended(), T0 + 500, MORNING)
    (tmp_path / "history").unlink()
    assert (keeps.rescue_text(), keeps.unsaved) == ("", False)
    assert Store(tmp_path / "history").load("last") == kept.record


def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the temporary folder be one of this test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_the_folder_of_the_history_cannot_be_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session whose folder cannot be flushed is in the history, once; effort and note go to that same file."""
    keeps, session, journal = led(tmp_path)
    run_through(session)
    flush, fails = atomic.sync_folder, True

    def refused(folder: Path) -> None:
        if fails and "history" in folder.parts:
            raise OSError(errno.EIO, "Input/output error")
        flush(folder)

    monkeypatch.setattr(atomic, "sync_folder", refused)
    (tmp_path / "history" / "2026").mkdir(parents=True)

    kept = keeps.finish(session, session.state.ended, MORNING)
    assert (kept.in_history, kept.unsaved) == (True, False)
    assert kept.error == "Saved in the history, but the disk didn't confirm it (Input/output error)."
    assert journal.exists(), "should a power cut undo it"
    keeps.edit(kept, {"effort": 8, "note": "windy"})
    assert not (tmp_path / "state" / "unsaved").exists()
    (saved,) = Store(tmp_path / "history").entries().records
    assert (saved.id, saved.effort, saved.note) == (kept.record.id, 8, "windy")

    recovery = recovery_of(recorder(tmp_path), lambda: MORNING)
    assert recovery is not None
    assert (recovery.interrupted, recovery.notes, journal.exists()) == ([], [], False)
    assert len(Store(tmp_path / "history").entries().records) == 1


def test_the_disk_confirms_it_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that the disk didn't confirm is confirmed at a later press; its journal goes at the next start."""
    keeps, session, journal = led(tmp_path)
    run_through(session)
    (tmp_path / "history" / "2026").mkdir(parents=True)

    def refused(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(atomic, "sync_folder", refused)
        kept = keeps.finish(session, session.state.ended, MORNING)
        keeps.retry(kept)
    assert (kept.in_history, "didn't confirm it" in kept.error, journal.exists()) == (True, True, True)
    keeps.retry(kept)
    assert kept.error == ""
    before = contents(tmp_path)
    keeps.retry(kept)  # there is nothing left to do
    assert contents(tmp_path) == before
    recovery = recovery_of(recorder(tmp_path), lambda: MORNING)
    assert recovery is not None
    assert (recovery.interrupted, recovery.notes, journal.exists()) == ([], [], False)


def test_a_session_that_cannot_be_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk takes a session and then neither confirms it nor gives it back, its journal stays for later."""
    keeps, session, journal = led(tmp_path)
    run_through(session)
    flush = atomic.sync_folder

    def refused(folder: Path) -> None:
        if "history" in folder.parts:
            for path in folder.glob("*.json"):
                path.write_bytes(b"")
            raise OSError(errno.EIO, "Input/output error")
        flush(folder)

    monkeypatch.setattr(atomic, "sync_folder", refused)
    (tmp_path / "history" / "2026").mkdir(parents=True)
    kept = keeps.finish(session, session.state.ended, MORNING)
    assert kept.error == "Saved in the history, but the disk didn't confirm it (Input/output error)."
    assert kept.path is not None
    assert kept.path.parent == tmp_path / "history" / "2026"
    assert journal.exists()


def test_who_writes_second_replaces_the_first(tmp_path: Path) -> None:
    """A session that is saved twice, by an accident, is there once, as it was saved last."""
    keeps, session, _ = led(tmp_path)
    run_through(session, until=lambda session: session.state.step.index == 8)
    early = keeps.finish(session, session.state.last_tick, MORNING)
    run_through(session)
    late = to_record(session, session.state.ended, id=early.record.id, started=MORNING)
    assert keeps.save(late).error == ""
    assert Store(tmp_path / "history").entries().records == (late,)


@pytest.mark.parametrize("begun", [False, True])
def test_a_session_that_ends_before_its_first_set_is_not_saved(tmp_path: Path, begun: bool) -> None:
    """A session that ends before its first set is not saved, and its journal goes."""
    keeps = recorder(tmp_path)
    session = keeps.start(small_plan(), wait=False, gap=2.0, now=lambda: MORNING)
    session.apply(Start(), T0)
    if begun:
        do(session, Done(), after=1)
    do(session, Stop(), after=1)
    kept = keeps.finish(session, session.state.ended, MORNING)
    assert (kept.nothing_done, kept.path, kept.error, kept.unsaved) == (True, None, "", False)
    assert list(tmp_path.rglob("*.json*")) == []


def test_a_skipped_set_is_something(tmp_path: Path) -> None:
    """A session with a set that was skipped is saved."""
    keeps, session, _ = led(tmp_path)
    do(session, Skip(), after=1)
    do(session, Stop(), after=1)
    assert keeps.finish(session, session.state.ended, MORNING).in_history


def test_not_to_be_saved(tmp_path: Path) -> None:
    """Where nothing is to be saved nothing is written, not by an edit either."""
    keeps = recorder(tmp_path, saves=False)

    kept = keeps.finish(ended(), T0 + 500, MORNING)

    keeps.edit(kept, {"effort": 7})
    assert (kept.path, kept.error) == (None, "")
    assert list(tmp_path.iterdir()) == []


def led(home: Path) -> tuple[Recorder, Session, Path]:
    """Return a recorder with a session under way, and its journal."""
    keeps = recorder(home)
    session = keeps.start(small_plan(), wait=False, gap=2.0, now=lambda: MORNING)
    session.apply(Start(), T0)
    (path,) = (home / "state" / "journal").iterdir()
    return keeps, session, path


def test_the_journal_goes_when_the_session_is_kept(tmp_path: Path) -> None:
    """The journal has the id and the start of the session in the history, and goes once that is on the disk."""
    keeps, session, path = led(tmp_path)
    assert keeps.has_open_session
    run_through(session)

    kept = keeps.finish(session, session.state.ended, MORNING + timedelta(hours=1))

    assert (f"{kept.record.id}.jsonl", kept.record.started) == (path.name, MORNING)
    assert Store(tmp_path / "history").load("last") == kept.record
    assert (path.exists(), keeps.has_open_session) == (False, False)


def test_the_journal_stays_when_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When neither folder takes the session, its journal stays, and that is said."""
    keeps, session, path = led(tmp_path)
    run_through(session)
    (tmp_path / "history").write_text("in the way", encoding="utf-8")
    (tmp_path / "state" / "unsaved").write_text("in the way", encoding="utf-8")

    kept = keeps.finish(session, session.state.ended, MORNING)

    assert (kept.path, path.exists()) == (None, True)
    assert kept.error.endswith(f"The whole session is in {path}; the next start saves it.")


def test_a_session_that_is_thrown_away_is_in_the_trash_of_the_journals(tmp_path: Path) -> None:
    """A session that is thrown away is in the trash of the journals."""
    keeps, session, path = led(tmp_path)
    keeps.discard(session)
    assert (path.parent / ".trash" / path.name).exists()
    keeps.discard(session)


def test_not_to_be_discarded(tmp_path: Path) -> None:
    """When the trash cannot be made the journal stays where it is, and that is said."""
    keeps, session, path = led(tmp_path)
    (path.parent / ".trash").write_text("in the way", encoding="utf-8")
    with pytest.raises(RecorderError, match="couldn't be moved to the trash"):
        keeps.discard(session)
    assert path.exists()


@pytest.mark.parametrize("blocked", [False, True])
def test_an_edit_goes_to_where_the_session_is(tmp_path: Path, blocked: bool) -> None:
    """An edit goes to where the session is, be it the history or its refuge."""
    if blocked:
        (tmp_path / "history").write_text("in the way", encoding="utf-8")
    keeps = recorder(tmp_path)
    kept = keeps.finish(ended(), T0 + 500, MORNING)
    assert kept.path is not None

    keeps.edit(kept, {"effort": 8, "note": "[b]fine[/b]"})

    saved = json.loads(kept.path.read_bytes())
    assert (saved["effort"], saved["note"]) == (8, "[b]fine[/b]")


def test_edit_of_nothing(tmp_path: Path) -> None:
    """When the file is gone, the edit says that it is not saved."""
    keeps = recorder(tmp_path)
    kept = keeps.finish(ended(), T0 + 500, MORNING)
    assert kept.path is not None
    kept.path.unlink()

    with pytest.raises(RecorderError, match=r"^That couldn't be saved"):
        keeps.edit(kept, {"effort": 8})


def test_edit_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full, the edit says that it is not saved, and the file is as it was; a later press saves it."""
    temporary(tmp_path, monkeypatch)
    keeps = recorder(tmp_path)
    kept = keeps.finish(ended(), T0 + 500, MORNING)
    before = contents(tmp_path / "history")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Store, "edit", full)
        with pytest.raises(RecorderError, match="No space left on device"):
            keeps.edit(kept, {"effort": 8})
        assert contents(tmp_path / "history") == before
        keeps.retry(kept)
        assert (kept.unsaved, "trying again" in kept.error) == (True, True)
    keeps.retry(kept)
    assert (kept.unsaved, kept.error) == (False, "")
    assert Store(tmp_path / "history").load(kept.record.id).effort == 8


def test_edit_of_a_newer_file(tmp_path: Path) -> None:
    """When a newer version has rewritten the file meanwhile, the edit says that it is not saved."""
    keeps = recorder(tmp_path)
    kept = keeps.finish(ended(), T0 + 500, MORNING)
    assert kept.path is not None
    change(kept.path, schema=99)

    with pytest.raises(ReadOnlySessionError):
        Store(tmp_path / "history").edit(kept.record.id, {"effort": 8})
    with pytest.raises(RecorderError, match=r"^That couldn't be saved"):
        keeps.edit(kept, {"effort": 8})
