"""A history is taken along as one document, and comes back without a loss or a duplicate."""

from __future__ import annotations

import json
import os
import tempfile
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.history.export.document import FORMAT, ExportFilter, document, iter_sessions
from runstrength.history.imports.activities import encodings
from runstrength.history.imports.files import read_import_file
from runstrength.history.imports.sessions import import_sessions, read_document
from runstrength.history.store import Store
from runstrength.toml_input import InputError
from tests.support.history_samples import PLANK, change, contents, fail, record
from tests.support.history_strategies import session_files
from tests.support.loops import looped


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a history that is not there yet."""
    return Store(tmp_path / "data" / "history")


def exported(store: Store, wanted: ExportFilter | None = None) -> bytes:
    """Return the document of a history without damage."""
    problems: list[Any] = []
    data = b"".join(document(one.data for one in iter_sessions(store.folder, wanted or ExportFilter(), problems)))
    assert not problems
    return data


def values(folder: Path) -> dict[str, object]:
    """Return what the files of a folder say, numbers as they are written."""
    return {name: json.loads(data, parse_float=str) for name, data in contents(folder).items()}


LATER = datetime(2150, 1, 1, tzinfo=UTC)
"""A moment after all that is made up here."""


@given(st.lists(session_files(), max_size=4, unique_by=lambda raw: raw["id"].lower()))
def test_an_export_is_imported_without_a_loss_or_a_duplicate(sessions: list[dict[str, Any]]) -> None:
    """Whatever is in the files, every key and every digit is there afterwards, once, however often it is imported."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        there, here = Store(Path(one)), Store(Path(two))
        for raw in sessions:
            data = json.dumps(raw, ensure_ascii=False).encode()
            path = there.path_of(msgspec.json.decode(data, type=type(record())))
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        whole = exported(there)
        taken = import_sessions(here, read_document(whole, "x.json", LATER))
        assert (len(taken.added), taken.same, taken.different) == (len(sessions), (), ())
        assert values(here.folder) == values(there.folder)
        assert exported(here) == whole
        before = contents(here.folder)
        again = import_sessions(here, read_document(whole, "x.json", LATER))
        assert (again.added, len(again.same), again.different) == ((), len(sessions), ())
        assert contents(here.folder) == before


def test_the_document_is_as_documented(store: Store) -> None:
    """It is one document of JSON with a session a line, the oldest first."""
    store.save(record("bbbb2222", days=1))
    store.save(record("aaaa1111"))
    lines = exported(store).decode().splitlines()
    assert lines[0] == '{"format": "runstrength-history", "schema": 1, "sessions": ['
    assert json.loads(lines[1].removesuffix(","))["id"] == "aaaa1111"
    assert json.loads(lines[2])["id"] == "bbbb2222"
    assert lines[3] == "]}"
    assert [one["id"] for one in json.loads(exported(store))["sessions"]] == ["aaaa1111", "bbbb2222"]


def test_no_history_is_a_document_too(store: Store) -> None:
    """An empty history is an empty document, which imports as nothing."""
    assert json.loads(exported(store)) == {"format": FORMAT, "schema": 1, "sessions": []}
    assert import_sessions(store, read_document(exported(store), "x.json")).added == ()
    assert not store.folder.exists()


def test_nothing_in_a_document_commands_a_terminal(store: Store) -> None:
    """Characters that a terminal obeys or hides are escapes in the document, and the same characters afterwards."""
    note = "été \x1b[31m\x9b31m\u202e\u200b🏃"
    store.save(record(note=note))
    text = exported(store).decode()
    assert not set(text) & set("\x1b\x9b\u202e\u200b")
    assert "été" in text
    assert json.loads(text)["sessions"][0]["note"] == note


def test_what_is_wanted(store: Store) -> None:
    """Days are those of the wall clock, both ends among them; kinds and ids choose too, and all have to agree."""
    for day, kind in enumerate(("session", "warmup", "run", "session")):
        store.save(record(f"000{day}", days=day, kind=kind))

    def ids(**wanted: Any) -> list[str]:
        return [one.record.id for one in iter_sessions(store.folder, ExportFilter(**wanted), [])]

    assert ids() == ["0000", "0001", "0002", "0003"]
    assert ids(since=date(2026, 11, 23), until=date(2026, 11, 24)) == ["0001", "0002"]
    assert ids(kinds=("session", "run")) == ["0000", "0002", "0003"]
    assert ids(kinds=("session",), since=date(2026, 11, 23)) == ["0003"]
    assert ids(ids=("0003", "0001")) == ["0001", "0003"]


def test_what_cannot_be_read_is_named_and_the_rest_taken_along(store: Store) -> None:
    """A damaged file is reported; where a sync tool kept a copy that is whole, that is taken along in its place."""
    for id_ in ("aaaa1111", "bbbb2222", "cccc3333"):
        store.save(record(id_, sets=(PLANK,)))
    for id_ in ("aaaa1111", "bbbb2222"):
        path = store.path_of(record(id_))
        if id_ == "bbbb2222":
            copy = path.with_name("copy.json")
            copy.write_bytes(path.read_bytes())
            os.utime(copy, ns=(0, 0))
        change(path, sets="none")
    problems: list[Any] = []
    assert [one.record.id for one in iter_sessions(store.folder, ExportFilter(), problems)] == ["bbbb2222", "cccc3333"]
    assert {problem.file for problem in problems} >= {str(store.path_of(record(id_))) for id_ in ("aaaa1111",)}


def test_one_session_can_be_taken_in(store: Store, tmp_path: Path) -> None:
    """The file of one session is imported as it is, with the keys that nobody knows here."""
    other = Store(tmp_path / "other")
    data = change(other.save(record()), weather="Schnee").read_bytes()
    assert import_sessions(store, read_document(b"\xef\xbb\xbf" + data, "x.json")).added == ("abcd1234",)
    assert values(store.folder) == values(other.folder)


def test_what_is_here_in_another_form_stays(store: Store, tmp_path: Path) -> None:
    """A session that was edited here is not undone by an older export."""
    store.save(record(note="before"))
    old = exported(store)
    store.edit("last", {"note": "after"})
    before = contents(store.folder)
    taken = import_sessions(store, read_document(old, "x.json"))
    assert (taken.added, taken.same, taken.different) == ((), (), ("abcd1234",))
    assert contents(store.folder) == before


def test_the_same_in_another_order_is_the_same(store: Store) -> None:
    """A session whose keys are in another order is the same one; what cannot be compared is another one."""
    raw = json.loads(store.save(record()).read_bytes())
    turned = json.dumps(dict(reversed(raw.items()))).encode()
    assert import_sessions(store, read_document(turned, "x.json")).same == ("abcd1234",)
    huge = turned[:-1] + b', "digits": ' + b"9" * 5000 + b"}"
    assert import_sessions(store, read_document(huge, "x.json")).different == ("abcd1234",)


def test_a_file_that_cannot_be_read_is_not_overwritten(store: Store) -> None:
    """Where a damaged file has the name that a session would get, the session gets another."""
    path = store.save(record())
    data = exported(store)
    path.write_bytes(b"{")
    assert import_sessions(store, read_document(data, "x.json")).added == ("abcd1234",)
    assert path.read_bytes() == b"{"
    assert store.load("abcd1234") == record()


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_failed_import_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """A disk that is full in the middle of an import leaves the history as it was."""
    store.save(record("aaaa1111"))
    store.save(record("bbbb2222", days=1))
    whole = read_document(exported(store), "x.json")
    store.delete("aaaa1111")
    store.delete("bbbb2222")
    before = contents(store.folder)
    really, calls = getattr(os, call), []

    def sometimes(*arguments: Any) -> Any:
        calls.append(arguments)
        return fail() if len(calls) > 3 else really(*arguments)

    monkeypatch.setattr(os, call, sometimes if call == "fsync" else fail)
    with pytest.raises(OSError, match="No space left"):
        import_sessions(store, whole)
    monkeypatch.undo()
    assert contents(store.folder) == before


SESSION = '{"schema": 1, "id": "x", "kind": "run", "completed": true, "started": "%s", "ended": "2026-11-22T08:00:00Z"}'
GOOD = SESSION % "2026-11-22T07:00:00Z"


@pytest.mark.parametrize("year", ["0001", "1969", "2201", "9999"])
def test_years_that_nobody_trains_in(store: Store, year: str) -> None:
    """A session outside of the years 1970 to 2200 is refused by the key, in a file of its own and in a document."""
    data = (SESSION % f"{year}-06-30T23:59:59-12:00").encode()
    said = f"started: the year {year} isn't valid: use a year from 1970 to 2200"
    with pytest.raises(InputError, match=f"^x.json: {said}"):
        read_document(data, "x.json")
    with pytest.raises(InputError, match=rf"^x.json: sessions\[0\].{said}"):
        read_document(b'{"format": "%s", "schema": 1, "sessions": [%s]}' % (FORMAT.encode(), data), "x.json")


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:00+14:00", "2200-12-31T23:59:59-12:00"])
def test_the_first_and_the_last_year(store: Store, moment: str) -> None:
    """The first and the last moment of the years that are read are taken in, and come back as they were."""
    data = (SESSION % moment).encode()
    assert import_sessions(store, read_document(data, "x.json", datetime(2201, 1, 2, tzinfo=UTC))).added == ("x",)
    assert json.loads(exported(store))["sessions"] == [json.loads(data)]


@looped(
    ("started", "said"),
    [
        ("9999-12-31T23:59:59-12:00", "the year 9999 isn't valid: use a year from 1970 to 2200"),
        ("0001-01-01T00:00:00+14:00", "the year 0001 isn't valid: use a year from 1970 to 2200"),
        ("1969-06-01T00:00:00Z", "the year 1969 isn't valid: use a year from 1970 to 2200"),
        ("2201-06-01T00:00:00Z", "the year 2201 isn't valid: use a year from 1970 to 2200"),
        ("2200-06-01T00:00:00Z", "2200-06-01 00:00 is dated in the future: use a time up to now (2026-11-23 12:00)"),
        ("2026-11-23T12:00:01Z", "2026-11-23 12:00 is dated in the future: use a time up to now (2026-11-23 12:00)"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(started: str, said: str) -> None:
    """A session of a year that is not read or of the future is refused: file, key, what is wrong, what to use."""
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    data = b'{"format": "runstrength-history", "schema": 1, "sessions": [' + (SESSION % started).encode() + b"]}"
    with pytest.raises(InputError) as refused:
        read_document(data, "x.json", now)
    assert str(refused.value) == f"x.json: sessions[0].started: {said}"
    assert read_document(GOOD.encode(), "x.json", now)


def test_a_letter_between_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document is looked at in pieces, and a letter of several bytes may lie across two; half a letter is none."""
    monkeypatch.setattr(encodings, "PIECE", 3)
    data = GOOD.replace('"completed"', '"note": "Hüfte fühlt sich größer an 💪", "completed"').encode()
    assert [one.item.id for one in read_document(data, "x.json")] == ["x"]
    with pytest.raises(InputError, match="isn't UTF-8"):
        read_document(data + "ü".encode()[:1], "x.json")


def test_years_of_sessions_are_in_the_memory_once(tmp_path: Path) -> None:
    """To read a document takes little more memory than the document is large, though it is in many languages."""
    sessions = ", ".join(
        GOOD.replace('"x"', f'"x{number}", "note": "{"größer" * 3000}"') for number in range(400)
    ).encode()
    file = tmp_path / "all.json"
    file.write_bytes(b'{"format": "%s", "schema": 1, "sessions": [%s]}' % (FORMAT.encode(), sessions))
    tracemalloc.start()
    try:
        assert len(read_import_file(str(file)).sessions) == 400
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.6 * len(sessions)


@looped(
    ("bad", "said"),
    [
        (b"", "x.json: is empty"),
        (b"{", "x.json: input data was truncated: use a complete JSON file"),
        (b"\xff\xfe{}", "x.json: isn't UTF-8"),
        (b"[]", "x.json: Expected `object`, got `array`: use a file from `runstrength history export`, or"),
        (b'{"sessions": []}', "missing required field `format`: use a file from"),
        (
            b'{"format": "runstrength-histroy", "schema": 1, "sessions": []}',
            'format: "runstrength-histroy" isn\'t valid',
        ),
        (
            b'{"format": "runstrength-history", "schema": 2, "sessions": []}',
            "schema: 2 isn't valid: use 1, or update",
        ),
        (b'{"format": "runstrength-history", "schema": 1, "sessions": {}}', "Expected `array`, got `object`"),
        (b'{"format": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        ((SESSION % "yesterday").encode(), "x.json: started: "),
    ],
)
def test_a_bad_document_is_refused(bad: bytes, said: str) -> None:
    """What is no document, damaged or newer is refused with its place and what is needed."""
    with pytest.raises(InputError) as refused:
        read_document(bad, "x.json")
    assert said in str(refused.value)


def test_every_bad_session_is_named() -> None:
    """Of a document with several mistakes each is named by its place, and a session that is there twice is one."""
    sessions = ", ".join([GOOD, "3", GOOD, SESSION % "2026-11-22", GOOD.replace('"x"', '"../x"')])
    data = f'{{"format": "{FORMAT}", "schema": 1, "sessions": [{sessions}]}}'.encode()
    with pytest.raises(InputError) as refused:
        read_document(data, "x.json")
    lines = str(refused.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "sessions[1]",
        "sessions[2].id",
        "sessions[3].started",
        "sessions[4].id",
    ]
