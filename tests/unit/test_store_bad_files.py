"""The history reports what it cannot read, and what is there twice, and leaves it alone."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import msgspec
import pytest

from runstrength.history.store import Store
from tests.support.history_samples import PLANK, change, record

DEEP = b'{"id": "abcd1234", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a history that is not there yet."""
    return Store(tmp_path / "data" / "history")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"", "is empty"),
        (b'{"schema": 1, "id": "abc', "truncated"),
        (b"\x00" * 500, "malformed"),
        (b'{"id": "\xff"}', "UTF-8"),
        (b'{"id": "x", "kind": "run", "completed": true, %(started)s, %(ended)s, "mine": "\xff"}', "UTF-8"),
        (b'{"name": "a shopping list"}', "isn't a session of this program"),
        (b"[1, 2]", "isn't a session of this program"),
        (b'{"id": "x", "kind": "session"}', "started: missing: add a value"),
        (DEEP, "nested too deeply"),
        (b'{"schema": 9, "id": "x", "kind": "swim", "lanes": 4}', "newer version"),
        (
            b'{"schema": 0, "id": "x", "kind": "run", "completed": true, %(started)s, %(ended)s}',
            "schema: 0 isn't valid: use 1 or more",
        ),
        (
            b'{"id": "../x", "kind": "run", "completed": true, %(started)s, %(ended)s}',
            'id: "../x" isn\'t valid: use an id of 1 to 64 letters',
        ),
        (
            b'{"id": "x", "kind": "run", "completed": 3, %(started)s, %(ended)s}',
            "completed: 3 isn't valid: use true or false",
        ),
        (
            b'{"id": "x", "kind": "run", "completed": true, "started": "2026-11-22T07:30:05", %(ended)s}',
            'started: "2026-11-22T07:30:05" isn\'t valid: use a time with its offset',
        ),
    ],
)
def test_a_bad_file_is_reported_and_left_alone(store: Store, bad: bytes, said: str) -> None:
    """Whatever is in a file, the others are listed, it is named with its reason, and no byte of it changes."""
    bad = bad.replace(b"%(started)s", b'"started": "2026-11-22T07:30:05Z"')
    bad = bad.replace(b"%(ended)s", b'"ended": "2026-11-22T08:00:00Z"')
    good = record()
    path = store.save(good).with_name("20261101T000000Z-bad00000.json")
    path.write_bytes(bad)
    for listing in (store.entries(), store.summaries()):
        assert [one.id for one in listing.records] == [good.id]
        assert [problem.file for problem in listing.problems] == [str(path)]
        assert said in str(listing.problems[0])
    store.edit("last", {"note": "fine"})
    store.delete("last")
    assert path.read_bytes() == bad


def test_a_mistake_in_a_set_is_found_by_its_place(store: Store) -> None:
    """A wrong value deep in a file is named by its key, as in the settings."""
    path = store.save(record(sets=(PLANK, PLANK)))
    path.write_bytes(path.read_bytes()[::-1].replace(b'"enod"', b'"tnod"', 1)[::-1])
    problem = store.entries().problems[0]
    assert (problem.key, problem.text) == ("sets[1].done", "missing: add a value")


def test_what_is_not_a_file_is_reported(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders, pipes, dead links and files that cannot be opened are problems; none is waited for."""
    year = store.save(record()).parent
    (year / "a.json").mkdir()
    (year / "b.json").symlink_to(year / "nowhere")
    (year / "c.json").write_bytes(b"{}")
    (store.folder / "2027").write_text("not a folder", encoding="utf-8")
    expected = [
        "a.json: isn't a file",
        "b.json: is a link to a missing file",
        "c.json: can't be read",
        "2027: can't be",
    ]
    if hasattr(os, "mkfifo"):
        os.mkfifo(year / "d.json")
        expected.insert(3, "d.json: isn't a file")
    really_open = os.open

    def guarded(file: str, flags: int) -> int:
        if file.endswith("c.json"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return really_open(file, flags)

    monkeypatch.setattr(os, "open", guarded)
    listing = store.entries()
    assert len(listing.records) == 1
    assert len(listing.problems) == len(expected)
    for problem, start in zip(listing.problems, expected, strict=True):
        assert start in str(problem)


def test_only_what_can_be_a_session_is_read(store: Store) -> None:
    """Hidden files, temporary files, other kinds of file and other folders are passed over without a word."""
    path = store.save(record())
    for name in (".runstrength-12.tmp", ".hidden.json", "notes.txt", "x.json.tmp"):
        path.with_name(name).write_bytes(b"?")
    (store.folder / "photos").mkdir()
    (store.folder / "photos" / "a.json").write_bytes(b"?")
    assert store.entries().problems == ()
    assert len(store.entries().records) == 1


def test_merged_folders_are_one_history(store: Store) -> None:
    """Of two files of one session the last edited is taken, the other reported; a file may lie in the folder itself."""
    path = store.save(record())
    copy = path.with_name(path.stem + ".sync-conflict-20261123-101112-ABCDEFG.json")
    copy.write_bytes(path.read_bytes())
    change(copy, note="edited on the laptop")
    os.utime(path, ns=(0, 1_000))
    os.utime(copy, ns=(0, 2_000))
    path.with_name("other.json").write_bytes(msgspec.json.encode(record("other000", days=-1)))
    path.with_name("other.json").rename(store.folder / "other.json")
    listing = store.entries()
    assert [(one.id, one.note) for one in listing.records] == [("abcd1234", "edited on the laptop"), ("other000", "")]
    assert [problem.file for problem in listing.problems] == [str(path)]
    os.utime(path, ns=(0, 3_000))
    assert store.load("abcd1234").note == ""
    change(copy, ended="2026-11-22T09:00:00+01:00")
    os.utime(copy, ns=(0, 2_000))
    assert store.load("abcd1234").note == "edited on the laptop"
