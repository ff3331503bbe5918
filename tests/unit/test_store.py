"""The history keeps what it is given: saved, listed and found."""

from __future__ import annotations

import json
import os
import re
import stat
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

from runstrength.history.store import Listing, SessionNotFoundError, Store, new_id
from runstrength.session.record import Record, length
from tests.support.history_samples import CET, PLANK, contents, fail, record
from tests.support.history_strategies import records


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a history that is not there yet."""
    return Store(tmp_path / "data" / "history")


@given(records)
def test_what_is_saved_is_loaded(one: Record) -> None:
    """Any record comes back equal, its times with the same offset, by load and in the list."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.save(one)
        loaded = store.load(one.id) if one.id not in ("last", "latest") else store.load("last")
        assert loaded == one
        assert loaded.started.utcoffset() == one.started.utcoffset()
        assert loaded.ended.utcoffset() == one.ended.utcoffset()
        assert store.entries().records == (one,)
        assert [row.id for row in store.summaries().records] == [one.id]


def test_the_file_is_where_and_as_promised(store: Store) -> None:
    """A session is one readable file, named by UTC and id, in the year of UTC, for its owner alone."""
    one = record(started=datetime(2027, 1, 1, 0, 30, tzinfo=CET), sets=(PLANK,))
    path = store.save(one)
    assert path == store.folder / "2026" / "20261231T233000Z-abcd1234.json"
    data = path.read_text(encoding="utf-8")
    assert data.startswith('{\n  "schema": 1,\n  "id": "abcd1234",\n')
    assert data.endswith("}\n")
    assert '"started": "2027-01-01T00:30:00+01:00"' in data
    assert len(contents(store.folder)) == 1
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        for folder in (path.parent, store.folder, store.folder.parent):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "wrong",
    [
        {"started": datetime(2026, 11, 22)},
        {"ended": datetime(2026, 11, 22)},
        {"active_seconds": float("nan")},
        {"id_": "../../etc/passwd"},
        {"id_": "a/b"},
        {"id_": ""},
        {"id_": "x" * 65},
        {"id_": "abcd1234\n"},
        {"kind": "swim"},
        {"note": "\ud800"},
    ],
)
def test_what_could_not_be_read_back_is_not_saved(store: Store, wrong: dict[str, Any]) -> None:
    """Times without offset, ids that are paths and values that JSON has no word for are refused; nothing is made."""
    with pytest.raises(ValueError, match=r"."):
        store.save(record(**wrong))
    assert not store.folder.exists()


def test_an_id_is_saved_once(store: Store) -> None:
    """A second session with the same id is refused, also when the first one's file has another name."""
    path = store.save(record())
    before = contents(store.folder)
    with pytest.raises(FileExistsError, match="abcd1234"):
        store.save(record(days=1))
    assert contents(store.folder) == before
    path.rename(store.folder / "my best day.json")
    with pytest.raises(FileExistsError, match="abcd1234"):
        store.save(record(days=1))


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_failed_save_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """A full disk is an error for the caller and leaves the other sessions as they were, and no half one."""
    store.save(record())
    before = contents(store.folder)
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space left"):
        store.save(record("second00"))
    monkeypatch.undo()
    assert contents(store.folder) == before


def test_newest_first_by_the_moment(store: Store) -> None:
    """Sessions are sorted by when they started in the world, whatever their offsets or files say."""
    tokyo = timezone(timedelta(hours=9))
    store.save(record("earlier0", started=datetime(2026, 11, 22, 15, 0, tzinfo=tokyo)))
    store.save(record("later000", started=datetime(2026, 11, 22, 6, 30, tzinfo=UTC)))
    store.save(record("oldest00", days=-400))
    assert [one.id for one in store.entries().records] == ["later000", "earlier0", "oldest00"]
    assert [row.id for row in store.summaries().records] == ["later000", "earlier0", "oldest00"]


def test_no_history_is_empty_and_is_not_made(store: Store) -> None:
    """A history that is not there has no sessions and no problems, and looking makes no folder."""
    assert store.entries() == Listing((), ())
    assert not store.folder.exists()


def test_rows_are_as_documented(store: Store) -> None:
    """A row of the list has the documented keys, counts skipped sets out, and a run's duration as its seconds."""
    skipped = msgspec.structs.replace(PLANK, step=60, skipped=True, done=0)
    session: dict[str, Any] = {
        "routine": "runner",
        "title": "Runner",
        "effort": 7,
        "planned_sets": 43,
        "active_seconds": 2140.2,
    }
    store.save(record(sets=(PLANK, skipped), **session))
    store.save(record("run00000", days=-1, kind="run"))
    rows = json.loads(msgspec.json.encode(store.summaries().records))
    assert rows[0] == {
        "id": "abcd1234",
        "kind": "session",
        "routine": "runner",
        "title": "Runner",
        "started": "2026-11-22T07:30:05+01:00",
        "ended": "2026-11-22T08:06:05+01:00",
        "completed": True,
        "effort": 7,
        "sets_done": 1,
        "sets_planned": 43,
        "seconds": 2140.2,
    }
    assert rows[1]["seconds"] == 36 * 60


def test_sessions_are_found_by_id_beginning_or_last(store: Store) -> None:
    """An id, a unique beginning of four characters, `last` and `latest` find a session; all else says why not."""
    with pytest.raises(SessionNotFoundError, match="no sessions in the history"):
        store.load("last")
    store.save(record("abcd1111"))
    store.save(record("abcd2222", days=1))
    store.save(record("ab", days=-1))
    assert store.load("abcd1").id == "abcd1111"
    assert store.load("ab").id == "ab"
    assert store.load("last").id == store.load("latest").id == "abcd2222"
    with pytest.raises(SessionNotFoundError, match="matches several sessions in the history: use abcd2222, abcd1111"):
        store.load("abcd")
    with pytest.raises(SessionNotFoundError, match="at least 4 characters"):
        store.load("abc")
    with pytest.raises(SessionNotFoundError, match=re.escape('"../abcd1111"')):
        store.load("../abcd1111")
    assert issubclass(SessionNotFoundError, LookupError)


def test_new_ids_are_short_and_differ() -> None:
    """Ids are eight hexadecimal characters, and a hundred of them are a hundred."""
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch("[0-9a-f]{8}", one) for one in ids)


def test_a_session_without_a_length_is_as_long_everywhere(store: Store) -> None:
    """A file that has no length is as long in the list as on its page and in an export: to its end, without pauses."""
    store.save(record(paused_seconds=60.0))
    (row,), (one,) = store.summaries().records, store.entries().records
    assert row.seconds == length(one) == 35 * 60
    assert length(record(active_seconds=7.0)) == 7
    assert length(record(ended=record().started - timedelta(minutes=1))) == 0
