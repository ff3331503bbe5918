"""A history as it is read: the newest first, and in the end the same as all at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength.history import loading
from runstrength.history.loading import load_rows, load_sessions_with
from runstrength.history.store import Row, Store
from tests.support.history_samples import PLANK, change, record

SQUAT = replace(PLANK, exercise="squat")
SKIPPED = replace(SQUAT, skipped=True)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a history of forty sessions, in no order, over two years."""
    store = Store(tmp_path)
    days = list(range(40))
    random.Random(7).shuffle(days)  # noqa: S311 - always the same
    for day in days:
        store.save(record(f"aaaa{day:04}", -13 * day, sets=(PLANK, SQUAT) if day % 2 else (PLANK, SKIPPED)))
    return store


def test_the_newest_come_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first piece has the newest sessions in their order, each later one more of them, the last all."""
    monkeypatch.setattr(loading, "FIRST", 4)
    pieces = [[one.id for one in listing.records] for listing in load_rows(store.folder, {})]

    assert pieces[-1] == [row.id for row in store.summaries().records]
    assert [len(piece) for piece in pieces] == [4, 28, 40]
    assert all(pieces[-1][: len(piece)] == piece for piece in pieces)


def test_in_the_end_it_is_what_the_store_lists(store: Store) -> None:
    """Copies, edits and files that can't be read come out as the store has them: the same rows, the same problems."""
    first, second = sorted((store.folder / "2026").iterdir())[:2]
    copy = first.with_name("copy of it.json")
    copy.write_bytes(first.read_bytes())
    change(copy, ended="2030-01-01T00:00:00+01:00")
    second.with_name("broken.json").write_text("{", encoding="utf-8")
    store.edit("aaaa0003", {"started": record(days=-400).started})
    *_, last = load_rows(store.folder, {})
    whole = store.summaries()

    fields = Row.__struct_fields__
    assert [[getattr(one, name) for name in fields] for one in last.records] == [
        [getattr(row, name) for name in fields] for row in whole.records
    ]
    assert [(problem.file, problem.text) for problem in last.problems] == [
        (problem.file, problem.text) for problem in whole.problems
    ]


def test_a_row_knows_its_exercises_and_note(tmp_path: Path) -> None:
    """A session can be found by its note and by the exercises of which something was done."""
    store = Store(tmp_path)
    store.save(record(note="calf", sets=(PLANK, SQUAT, PLANK)))
    store.save(record("abcd9999", -1, sets=(PLANK, SKIPPED)))
    *_, last = load_rows(tmp_path, {})

    assert [("calf" in one.text, one.exercises) for one in last.records] == [
        (True, ("side_plank", "squat")),
        (False, ("side_plank",)),
    ]


def test_one_exercise_alone(store: Store) -> None:
    """Of each session that has an exercise its sets alone are kept; the others are left out."""
    store.save(record("bbbb0000", 1, sets=(PLANK,)))
    *_, last = load_sessions_with(store.folder, "squat")

    assert len(last.records) == 40
    assert {item.exercise for one in last.records for item in one.sets} == {"squat"}


@pytest.mark.parametrize("there", [True, False])
def test_an_empty_history_or_none(tmp_path: Path, *, there: bool) -> None:
    """An empty history, or none, is one empty piece."""
    folder = tmp_path / "history"
    if there:
        folder.mkdir()

    assert [listing.records for listing in load_rows(folder, {})] == [()]
