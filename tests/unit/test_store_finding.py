"""One session is found without reading all of them, and it is the same one that reading all of them would find."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.history import files
from runstrength.history.files import NEWEST, SessionNotFoundError, find_session, scan
from runstrength.history.store import Store
from runstrength.session.record import Record
from tests.support.history_samples import MORNING, record

RECORDS = msgspec.json.Decoder(Record)
ids = st.sampled_from(["aaaa1111", "aaaa2222", "bbbb1111", "bbbb11112", "cc"])
kept = st.tuples(
    ids,
    st.integers(0, 3),
    st.sampled_from(["ours", "copy", "mine"]),
    st.integers(0, 2),
    st.booleans(),
)
"""A file: its session, its day, what kind of name it has, when it was changed, and whether it can be read."""


def write(folder: Path, number: int, one: tuple[str, int, str, int, bool]) -> None:
    """Write one file of a history, as this program, a sync tool or a person would name it."""
    id_, day, name, changed, good = one
    item = record(id_, days=day, note=str(number))
    path = Store(folder).path_of(item)
    if name == "copy":
        path = path.with_name(f"{path.stem}.sync-conflict-{number}.json")
    elif name == "mine":
        path = folder / f"day {number}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(item) if good else b'{"id": "' + id_.encode() + b'"')
    os.utime(path, ns=(0, changed))


def slowly(folder: Path, name: str) -> str | None:
    """Return the note of the session that a name stands for, all files read; None for none or more than one."""
    sessions = scan(folder, RECORDS)[0]
    if name in NEWEST:
        found = sessions[:1]
    else:
        found = [one for one in sessions if one.item.id == name] or [
            one for one in sessions if len(name) >= 4 and one.item.id.startswith(name)
        ]
    return found[0].item.note if len(found) == 1 else None


@given(st.lists(kept, max_size=7), st.sampled_from(["aaaa", "aaaa1111", "bbbb1111", "bbbb", "bbb", "cc", "last"]))
def test_the_quick_way_finds_what_the_slow_way_finds(history: list[tuple[str, int, str, int, bool]], name: str) -> None:
    """Whatever files there are, also copies and damaged ones, an id, its beginning and `last` are the same session."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, one in enumerate(history):
            write(folder, number, one)
        expected = slowly(folder, name)
        try:
            found = find_session(folder, RECORDS, name).item.note
        except SessionNotFoundError:
            found = None
        assert found == expected


def test_only_the_file_that_is_asked_for_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id opens its own file and those whose names do not say what they hold; the others are left alone."""
    store = Store(tmp_path)
    for number in range(20):
        store.save(record(f"aaaa{number:04}", days=number))
    renamed = tmp_path / "my best day.json"
    store.path_of(record("aaaa0007", days=7)).rename(renamed)
    opened: list[str] = []
    reading = files.read_bytes

    def noted(file: str) -> tuple[bytes, int]:
        opened.append(file)
        return reading(file)

    monkeypatch.setattr(files, "read_bytes", noted)
    assert store.load("aaaa0003").started == MORNING + timedelta(days=3)
    assert sorted(opened) == sorted([str(store.path_of(record("aaaa0003", days=3))), str(renamed)])
    assert store.load("aaaa0007").started == MORNING + timedelta(days=7)


def test_a_name_that_lies_hides_nothing(tmp_path: Path) -> None:
    """A session whose file has the name of another is found by the id inside."""
    store = Store(tmp_path)
    store.save(record("aaaa1111")).rename(store.path_of(record("bbbb2222")))
    assert store.load("aaaa1111").id == "aaaa1111"
    with pytest.raises(SessionNotFoundError):
        store.load("bbbb2222")
