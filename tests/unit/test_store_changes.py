"""The history changes what it is asked to change, and nothing else: edits, the trash, newer schemas."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from runstrength.history.imports.runs import RecordedRun
from runstrength.history.imports.sessions import import_runs, import_sessions, read_document
from runstrength.history.locks import POLL, QUIET, BusyError, alone
from runstrength.history.store import ReadOnlySessionError, SessionNotFoundError, Store
from tests.support.history_samples import MORNING, PLANK, change, contents, fail, record


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a history that is not there yet."""
    return Store(tmp_path / "data" / "history")


def test_an_edit_keeps_what_it_does_not_know(store: Store) -> None:
    """Unknown keys survive an edit, in the file, in a set and in a target, and no other file changes."""
    store.save(record("other000", days=-1))
    path = store.save(record(sets=(PLANK, msgspec.structs.replace(PLANK, step=60))))
    raw = json.loads(path.read_bytes())
    raw |= {"zone": "Europe/Vienna", "watch": {"heart": [1, 2.5, None, 10**30]}}
    raw["sets"][1] |= {"tempo": "slow"}
    raw["sets"][1]["target"] |= {"low": 20}
    change(path, **raw)
    before = contents(store.folder)

    sets = tuple(msgspec.structs.replace(item, done=25) for item in store.load("abcd1234").sets)
    edited = store.edit("abcd1234", {"effort": 7, "note": "good — très", "sets": sets})
    assert (edited.effort, edited.note, edited.sets) == (7, "good — très", sets)
    assert store.load("abcd1234") == edited

    raw |= {"effort": 7, "note": "good — très"}
    for item in raw["sets"]:
        item["done"] = 25
    name = str(path.relative_to(store.folder))
    after = contents(store.folder)
    assert json.loads(after.pop(name)) == raw
    before.pop(name)
    assert after == before
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_edit_can_change_times_and_take_sets_away(store: Store) -> None:
    """Any field but schema and id can be changed, times as times or as text, and a set that is left out is gone."""
    store.save(record(sets=(PLANK,)))
    edited = store.edit("last", {"started": MORNING - timedelta(hours=1), "ended": "2026-11-22T08:00:00Z", "sets": ()})
    assert edited.started == MORNING - timedelta(hours=1)
    assert edited.ended == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert edited.sets == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"effort": "hard"},
        {"effort": 11},
        {"effort": 0},
        {"id": "other000"},
        {"schema": 2},
        {"efort": 7},
        {"started": datetime(2026, 11, 22)},
        {"sets": "none"},
        {"sets": [{"step": [57]}]},
        {"active_seconds": float("inf")},
        {"note": "\ud800"},
    ],
)
def test_a_wrong_edit_changes_nothing(store: Store, changes: dict[str, object]) -> None:
    """A field that cannot be changed, or a value that can't be read back, is refused before anything is written."""
    store.save(record(sets=(PLANK,)))
    before = contents(store.folder)
    with pytest.raises(ValueError, match=r"."):
        store.edit("abcd1234", changes)
    assert contents(store.folder) == before


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_failed_edit_leaves_the_old_file(store: Store, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """A full disk in the middle of an edit leaves the session as it was."""
    store.save(record())
    before = contents(store.folder)
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space left"):
        store.edit("last", {"note": "x" * 10_000})
    monkeypatch.undo()
    assert contents(store.folder) == before


def test_a_newer_schema_is_shown_and_not_changed(store: Store) -> None:
    """A file of a newer program is listed where it can be read, and an edit of it is refused."""
    path = change(store.save(record()), schema=2, kind="run", pace="5:00")
    before = path.read_bytes()
    assert store.entries().problems == ()
    assert store.load("last").schema == 2
    with pytest.raises(ReadOnlySessionError, match="newer version"):
        store.edit("last", {"note": "x"})
    assert path.read_bytes() == before


def test_what_is_deleted_can_be_restored(store: Store) -> None:
    """A deleted session is in the trash, byte for byte, is listed no more, and comes back to where it was."""
    store.save(record())
    store.save(record("other000", days=1))
    before = contents(store.folder)
    assert store.delete("abcd1234").id == "abcd1234"
    assert [one.id for one in store.entries().records] == ["other000"]
    assert sorted(contents(store.folder).values()) == sorted(before.values())
    with pytest.raises(
        SessionNotFoundError, match="it is in the trash, restore it with: runstrength history restore abcd1234"
    ):
        store.delete("abcd1234")
    assert store.restore("abcd1234") == record()
    assert contents(store.folder) == before
    with pytest.raises(SessionNotFoundError, match="in the trash"):
        store.restore("abcd1234")


def test_copies_are_deleted_together(store: Store) -> None:
    """Deleting a session takes the copies of a sync tool along, so that none rises in its place."""
    path = store.save(record())
    path.with_name("copy.json").write_bytes(path.read_bytes())
    store.delete("abcd1234")
    assert store.entries().records == ()
    assert len(contents(store.folder)) == 2


def test_the_trash_overwrites_nothing(store: Store) -> None:
    """A session that was deleted twice is in the trash twice, and a restore never takes a living one's place."""
    for note in ("first", "second"):
        store.save(record(note=note))
        store.delete("abcd1234")
    assert len(contents(store.folder)) == 2
    store.save(record(note="third"))
    before = contents(store.folder)
    with pytest.raises(FileExistsError, match="abcd1234"):
        store.restore("abcd1234")
    assert contents(store.folder) == before


@pytest.mark.skipif(os.name == "nt", reason="on Windows another file is locked")
@pytest.mark.parametrize("what", ["edit", "delete", "restore", "import", "runs"])
def test_waiting_for_another_process_is_said_and_ends(store: Store, what: str) -> None:
    """Who would change the history while another does waits, says so once, and gives up with nothing changed."""
    store.save(record())
    store.save(record("gone0000", days=1))
    store.delete("gone0000")
    before = contents(store.folder)
    said: list[str] = []
    impatient = Store(store.folder, waiting=lambda: said.append("waiting"), patience=QUIET + 2 * POLL)
    new = json.loads(msgspec.json.encode(record("new00000")))
    changes: dict[str, Callable[[], object]] = {
        "edit": lambda: impatient.edit("abcd1234", {"note": "x"}),
        "delete": lambda: impatient.delete("abcd1234"),
        "restore": lambda: impatient.restore("gone0000"),
        "import": lambda: import_sessions(impatient, read_document(json.dumps(new).encode(), "x.json")),
        "runs": lambda: import_runs(impatient, [RecordedRun(started=MORNING - timedelta(days=9), seconds=1800.0)]),
    }
    with alone(store.folder), pytest.raises(BusyError, match="try again when it is done"):
        changes[what]()
    assert said == ["waiting"]
    assert contents(store.folder) == before
    changes[what]()
    assert contents(store.folder) != before


def test_an_edit_of_the_session_as_it_is(store: Store) -> None:
    """Changes can depend on what the file says at that moment, and an error in them changes nothing."""
    store.save(record(note="one"))
    assert store.edit("abcd1234", lambda now: {"note": f"{now.note}, two"}).note == "one, two"
    before = contents(store.folder)
    with pytest.raises(ZeroDivisionError):
        store.edit("abcd1234", lambda now: {"effort": 1 // len(now.sets)})
    assert contents(store.folder) == before


def test_another_beginning_is_another_file(store: Store) -> None:
    """A session of another year has its file there, under its new time; one that a person named keeps its name."""
    path = store.save(record())
    ours = store.edit("abcd1234", {"started": MORNING - timedelta(days=400), "ended": MORNING - timedelta(days=399)})
    assert list(contents(store.folder)) == [str(store.path_of(ours).relative_to(store.folder))]
    assert not path.exists()
    named = store.folder / "mine.json"
    store.path_of(ours).rename(named)
    store.edit("abcd1234", {"started": MORNING, "ended": MORNING + timedelta(hours=1)})
    assert list(contents(store.folder)) == ["mine.json"]
    assert store.load("abcd1234").started == MORNING


def test_an_old_copy_does_not_come_before_a_corrected_session(store: Store) -> None:
    """A session moved to an earlier day is the corrected one, whatever copies a sync tool made of it before."""
    path = store.save(record())
    copy = path.with_name(f"{path.stem}.sync-conflict-1.json")
    copy.write_bytes(path.read_bytes())
    earlier = {"started": MORNING - timedelta(days=3), "ended": MORNING - timedelta(days=3) + timedelta(minutes=30)}
    edited = store.edit("abcd1234", earlier)
    assert store.load("abcd1234") == edited == store.entries().records[0]
    assert len(contents(store.folder)) == 2


def test_a_file_name_that_is_taken(store: Store) -> None:
    """Where something else has the name of the new time, nothing of it is lost and the session is found."""
    store.save(record())
    moved = record(days=-3)
    other = store.path_of(moved)
    other.write_text("not ours")
    store.edit("abcd1234", {"started": moved.started, "ended": moved.ended})
    assert other.read_text() == "not ours"
    assert store.load("abcd1234").started == moved.started
    assert len(contents(store.folder)) == 2
