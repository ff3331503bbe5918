"""Correcting, adding and bringing back: by keys and by mouse, at once, and never for good."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from runstrength.history.locks import alone
from runstrength.history.store import Store
from runstrength.session.record import SetTarget
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.history.edit import EditSessionScreen
from runstrength.ui.widgets.virtual_list import VirtualList
from tests.support.app import CET, MORNING, make_app, painted, press, settled, text_of
from tests.support.history_samples import PLANK, contents, fail, record

RIGHT = replace(PLANK, side="right", step=58)
SQUAT = replace(PLANK, exercise="squat", block="C", side=None, step=60, target=SetTarget("reps", 8), done=8)


@pytest.fixture
def store(home: Path) -> Store:
    """Return a history of two sessions with three sets each."""
    store = Store(home / "data" / "history")
    for number in range(2):
        sets = (PLANK, RIGHT, SQUAT)
        store.save(
            record(f"aaaa000{number}", -7 * number, title=f"Session {number}", sets=sets, planned_sets=3, effort=6)
        )
    return store


def now() -> datetime:
    """Return a time at which the newest session is over."""
    return MORNING + timedelta(hours=2)


def app_of(home: Path) -> RunstrengthApp:
    """Return the app on the history."""
    return make_app(home, start="history", now=now)


@asynccontextmanager
async def at_the_effort(home: Path) -> AsyncIterator[tuple[RunstrengthApp, Pilot[int]]]:
    """Open the newest session to be edited, its effort highlighted, and yield the app and what presses its keys."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "down", "down", "down")
        yield app, pilot


async def test_sets_effort_note_and_day(home: Path, store: Store) -> None:
    """Each value is changed where it stands, by arrows or by typing, and is in the file at once."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter", "e")
        await press(pilot, "left", "down", "down", "4", "2", "enter", "down", "right")
        await press(pilot, "down", "enter", "o", "k", "enter")
        await press(pilot, "down", "left", "tab", "1", "2", "full_stop", "5", "enter", "tab", "right")
        new = store.load("aaaa0001")
        await press(pilot, "q")
        shown = text_of(app, "#headline") + text_of(app, "#list")
        await press(pilot, "q")
        row = " ".join(text_of(app, "#list").splitlines()[1].split())

    assert new.started == datetime(2026, 11, 14, 7, 30, 5, tzinfo=CET)
    assert (new.active_seconds, new.effort, new.note) == (42 * 60, 7, "ok")
    assert (new.sets[0].done, new.sets[0].load_kg, new.sets[0].reserve) == (29, 12.5, 1)
    assert new.sets[1:] == (RIGHT, SQUAT)
    assert "effort 7 of 10" in shown
    assert "“ok”" in shown
    assert "12.5 kg" in shown
    assert row == "Sat 14 Nov 07:30 Session 1 42:00 3/3 7"


async def test_what_is_typed_as_it_stands_changes_nothing(home: Path) -> None:
    """A value typed as its row shows it leaves the seconds behind it alone, and there is nothing to undo."""
    store = Store(home / "data" / "history")
    heavy = replace(PLANK, load_kg=15.9)  # 35.05 lb, shown as 35.1
    saved = record("aaaa0000", sets=(heavy, SQUAT), effort=6, active_seconds=80.0)
    store.save(saved)
    before = contents(store.folder)
    app = app_of(home)
    app.services.settings = replace(app.services.settings, units="imperial")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "down", *f"{saved.started:%H}", "colon", *f"{saved.started:%M}", "enter")
        await press(pilot, "down", "1", "enter", "down", "6", "enter", "down", "down", "tab")
        row = text_of(app, "#list").splitlines()[5]
        await press(pilot, "3", "5", "full_stop", "1", "enter", "shift+tab", *f"{heavy.known:g}", "enter")
        await press(pilot, "down", "0", "8", "enter", "ctrl+z")

        assert "nothing to undo" in text_of(app, "#headline")
    assert "35.1 lb" in row
    assert contents(store.folder) == before


async def test_a_change_taken_back(home: Path, store: Store) -> None:
    """Each change is taken back by a press, made again by another, and the file is as it was."""
    before = contents(store.folder)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "end", "left", "x", "ctrl+z", "ctrl+z")
        undone = store.load("aaaa0000")
        await press(pilot, "ctrl+y")
        again = store.load("aaaa0000")
        await press(pilot, "backspace", "backspace")

        assert "nothing to undo" in text_of(app, "#headline")
    assert undone == record("aaaa0000", title="Session 0", sets=(PLANK, RIGHT, SQUAT), planned_sets=3, effort=6)
    assert again.sets[2].done == 7
    assert set(contents(store.folder)) == set(before)


async def test_all_sets_and_skipped(home: Path, store: Store) -> None:
    """A load can be given to both sides at once, and a set can be said to have been skipped."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", *["down"] * 5, "tab", "8", "enter", "equals_sign", "end", "x")
        new = store.load("aaaa0000")

    assert [item.load_kg for item in new.sets] == [8, 8, None]
    assert [item.skipped for item in new.sets] == [False, False, True]


async def test_a_click_chooses_a_value(home: Path, store: Store) -> None:
    """A click chooses a value, a second one lets it be typed, and what stands at the foot can be clicked."""
    app = app_of(home)
    async with app.run_test(size=(80, 23)) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        for _ in range(2):
            await pilot.click("#list", offset=(12, 3))
            await settled(pilot)
        await press(pilot, "9")
        await pilot.click("#foot", offset=(2, 0))
        await settled(pilot)

    assert store.load("aaaa0000").effort == 9


async def test_what_cannot_be(home: Path, store: Store) -> None:
    """What is refused stays to be mended, with the reason, by tab too; escape leaves it as it was."""
    before = contents(store.folder)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", *"2027", "minus", *"01", "minus", *"01", "enter")
        said = text_of(app, "#headline")
        await press(pilot, "escape")

        assert "2027-01-01 07:30 is in the future" in said
        assert isinstance(app.screen, EditSessionScreen)
        await press(pilot, "end", *"8.5", "tab")
        assert "8.5" in text_of(app, "#list")
        assert "isn't valid" in text_of(app, "#headline")
        await press(pilot, "backspace", "backspace", "tab")
        assert "isn't valid" not in text_of(app, "#headline")
    assert contents(store.folder) == before


async def test_a_disk_that_refuses(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written is said, and what is shown is what the file has."""
    async with at_the_effort(home) as (app, pilot):
        monkeypatch.setattr("os.replace", fail)
        await press(pilot, "right")
        monkeypatch.undo()

        assert "That couldn't be saved" in text_of(app, "#headline")
        assert "6 hard" not in text_of(app, "#list")
        assert "6 somewhat hard" in text_of(app, "#list")

        # What cannot be undone or redone now can be later.
        await press(pilot, "right")
        for key, status, effort in (("ctrl+z", "undone", 6), ("ctrl+y", "redone", 7)):
            before = store.load("aaaa0000").effort
            with monkeypatch.context() as full:
                full.setattr("os.replace", fail)
                await press(pilot, key)
            assert "That couldn't be saved" in text_of(app, "#headline")
            assert store.load("aaaa0000").effort == before
            await press(pilot, key)
            assert status in text_of(app, "#headline")
            assert store.load("aaaa0000").effort == effort
        await press(pilot, "ctrl+y")
        assert "nothing to redo" in text_of(app, "#headline")


async def test_records_follow_an_edit(home: Path, store: Store) -> None:
    """Progress is computed from the files: a corrected set is another best at once."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "p", "down", "enter")
        before = text_of(app, "#list").splitlines()[0]
        await press(pilot, "enter", "e", *["down"] * 5, "5", "5", "enter", "q", "q")
        after = text_of(app, "#list").splitlines()[0]

    assert "30 s left" in before
    assert "55 s left" in after


async def test_adding_what_was_done_elsewhere(home: Path, store: Store) -> None:
    """A routine is added as planned and ended now, then its day and effort are said; the list has it."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter")
        said = "not added yet" in text_of(app, "#headline")
        await press(pilot, "left", "down", "down", "down", "8", "enter", "a")
        rows = [" ".join(row.split()) for row in text_of(app, "#list").splitlines()]

        assert app.screen.name == "history"
    assert said
    assert len(rows) == 3
    assert rows[1].startswith("Sat 21 Nov 09:")
    assert "Core holds" in rows[1]
    assert rows[1].endswith("8")
    new = store.load(store.summaries().records[1].id)
    assert (new.completed, new.sets_done, new.routine) == (True, new.planned_sets, "core")


async def test_the_keys_of_the_row_that_adds(home: Path, store: Store) -> None:
    """On the row that adds the new session the keys say so, and no key is named that does nothing there."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter")
        before = text_of(app, "#foot")
        await press(pilot, "end")
        after = text_of(app, "#foot")

    assert "a add" in before
    assert "space type" in before
    assert "space add" in after
    assert "change" not in after


async def test_adding_a_run(home: Path, store: Store) -> None:
    """A run is added with its title, its minutes and its effort."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a", "end", "up", "enter")
        await press(pilot, "enter", "ctrl+u", "H", "i", "l", "l", "s", "enter", *["down"] * 3, "5", "0", "enter")
        await press(pilot, "end", "enter")

    run = store.load("last")
    assert (run.kind, run.title, run.active_seconds, run.effort) == ("run", "Hills", 3000.0, None)


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("q",), True),
        (("enter", "q"), False),  # what was being typed is left first
        (("left", "q", "d", "d"), True),
        (("left", "ctrl+c", "d", "d"), True),
        (("left", "q", "space"), False),
        (("left", "x", "right", "ctrl+z", "ctrl+z", "ctrl+z"), False),
    ],
)
async def test_nothing_is_stored_before_it_is_added(
    home: Path, store: Store, keys: tuple[str, ...], left: bool
) -> None:
    """A session that is being added is in no file, whatever is changed; leaving asks once there are changes."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = contents(home / "data")
        await press(pilot, "a", "enter")
        for key in keys:
            await press(pilot, key)
            assert contents(home / "data") == before
        assert (app.screen.name == "history") is left
    assert contents(home / "data") == before


async def test_leaving_by_adding(home: Path, store: Store) -> None:
    """The question on leaving adds the session too, once, and the history highlights it."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "left", "q", "s")
        row = app.screen.query_one("#list", VirtualList).highlighted

        assert app.screen.name == "history"
        assert row is not None
        assert "Core holds" in text_of(app, "#list").splitlines()[row]
    assert len(store.entries().records) == 3


async def test_an_addition_that_cannot_be_written(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk it is said why nothing was added, and what was entered is still there to be added later."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "left")
        with monkeypatch.context() as patch:
            patch.setattr("runstrength.atomic.os.fsync", fail)
            await press(pilot, "a")
            assert app.screen.name == "new-session"
            assert "No space left" in " ".join(text_of(app, "#headline").split())
        await press(pilot, "a")
        assert app.screen.name == "history"
    assert len(store.entries().records) == 3


async def test_a_change_from_elsewhere_stays(home: Path, store: Store) -> None:
    """What another window changed meanwhile is shown and stays, whatever is changed, taken back or made again here."""
    async with at_the_effort(home) as (app, pilot):
        store.edit("aaaa0000", {"note": "from elsewhere", "sets": (replace(PLANK, done=12), RIGHT, SQUAT)})
        await press(pilot, "right")
        said = " ".join(text_of(app, "#headline").split())
        shown = text_of(app, "#list")
        await press(pilot, "down", "down", "down", "left")
        changed = store.load("aaaa0000")
        store.edit("aaaa0000", {"title": "Renamed"})
        await press(pilot, "ctrl+z", "ctrl+z")
        undone = store.load("aaaa0000")
        await press(pilot, "ctrl+y", "ctrl+y")
        again = store.load("aaaa0000")

    assert "The session had been changed elsewhere; your change was added." in said
    assert "from elsewhere" in shown
    assert "12 s" in shown
    assert (changed.effort, changed.note) == (7, "from elsewhere")
    assert [item.done for item in changed.sets] == [12, 29, 8]
    assert (undone.effort, undone.note, undone.title) == (6, "from elsewhere", "Renamed")
    assert [item.done for item in undone.sets] == [12, 30, 8]
    assert again == replace(changed, title="Renamed")


async def test_the_same_value_changed_elsewhere(home: Path, store: Store) -> None:
    """Where both changed the same value, the one made here is in place, said, and undo brings the other back."""
    async with at_the_effort(home) as (app, pilot):
        store.edit("aaaa0000", {"effort": 9})
        await press(pilot, "right")
        said = " ".join(text_of(app, "#headline").split())
        mine = store.load("aaaa0000").effort
        await press(pilot, "ctrl+z")

    assert "changed elsewhere too" in said
    assert (mine, store.load("aaaa0000").effort) == (7, 9)


async def test_a_session_deleted_elsewhere(home: Path, store: Store) -> None:
    """A change of a session that another window deleted says where it is, and brings nothing back."""
    async with at_the_effort(home) as (app, pilot):
        store.delete("aaaa0000")
        await press(pilot, "right")
        said = " ".join(text_of(app, "#headline").split())

    assert "it is in the trash, restore it with: runstrength history restore aaaa0000" in said
    assert [one.id for one in store.entries().records] == ["aaaa0001"]


async def test_a_session_that_was_deleted_before(home: Path, store: Store) -> None:
    """Opened after another window deleted it, a session has no values, and no key changes what is said of it."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        store.delete("aaaa0000")
        await press(pilot, "e", "enter", "right", "5", "x", "equals_sign", "ctrl+z", "ctrl+y", "tab", "down")
        said = " ".join(text_of(app, "#headline").split())
        rows = text_of(app, "#list")
        await press(pilot, "q")

        assert app.screen.name == "history"
    assert 'no session "aaaa0000" in the history' in said
    assert rows == ""
    assert [one.id for one in store.entries().records] == ["aaaa0001"]


async def test_fewer_sets_elsewhere(home: Path, store: Store) -> None:
    """Sets that another window took away are not shown any more after the next change, and the others can be edited."""
    async with at_the_effort(home) as (app, pilot):
        rows = len(text_of(app, "#list").splitlines())
        store.edit("aaaa0000", {"sets": (PLANK,)})
        await press(pilot, "right")
        assert len(text_of(app, "#list").splitlines()) == rows - 2
        await press(pilot, "end", "left")
        assert [item.done for item in store.load("aaaa0000").sets] == [29]


@pytest.mark.skipif(os.name == "nt", reason="on Windows another file is locked")
async def test_another_window_that_changes_the_history(
    home: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process changes the history a change is refused with the reason, soon, and works afterwards."""
    monkeypatch.setattr("runstrength.history.editor.BRIEF", 0.0)
    async with at_the_effort(home) as (app, pilot):
        with alone(store.folder):
            await press(pilot, "right")
        said = " ".join(text_of(app, "#headline").split())
        before = store.load("aaaa0000").effort
        await press(pilot, "right")

    assert "another runstrength is changing the history" in said
    assert (before, store.load("aaaa0000").effort) == (6, 7)


async def test_a_corrected_day_reaches_the_coach(home: Path, store: Store) -> None:
    """A session moved to last year by a correction is no longer what the coach looks at first, and back it is."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", *"2025", "minus", *"01", "minus", *"02", "enter")
        moved = [one.id for one in app.services.profile.today(now()).records]
        await press(pilot, "ctrl+z")
        back = [one.id for one in app.services.profile.today(now()).records]
        names = sorted(path.name for path in store.folder.rglob("*.json"))

    assert moved == ["aaaa0001", "aaaa0000"]
    assert back == ["aaaa0000", "aaaa0001"]
    assert names == ["20261115T063005Z-aaaa0001.json", "20261122T063005Z-aaaa0000.json"]


async def test_deleting_from_the_list(home: Path, store: Store) -> None:
    """In the list too it takes two presses; any other key means no, and the trash shows what was deleted."""
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "d")
        asked = text_of(app, "#foot")
        await press(pilot, "up", "d")
        there = len(store.entries().records)
        await press(pilot, "d")
        left = text_of(app, "#list")
        await press(pilot, "x")
        trash = text_of(app, "#list")
        await press(pilot, "enter")
        emptied = text_of(app, "#headline")
        await press(pilot, "q")
        back = text_of(app, "#list")

    assert "Delete Session 1, Sun 15 Nov 07:30?" in asked
    assert there == 2
    assert "Session 0" not in left
    assert "Session 0" in trash
    assert "Empty." in emptied
    assert "Session 0" in back


async def test_the_last_session_deleted(home: Path) -> None:
    """After the only session was deleted there is still a way to bring it back."""
    store = Store(home / "data" / "history")
    store.save(record("aaaa0000", title="Alone", sets=(PLANK,)))
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "d", "d")
        empty = "\n".join(painted(app))
        await press(pilot, "u")

        assert "Alone" in text_of(app, "#list")
    assert "No sessions yet" in empty
    assert "u undo" in empty


async def test_a_newer_file_stays(home: Path, store: Store) -> None:
    """A session that a newer version wrote is shown and not changed."""
    path = next(store.folder.rglob("*aaaa0000.json"))
    path.write_text(path.read_text("utf-8").replace('"schema": 1', '"schema": 2'), encoding="utf-8")
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "down", "down", "down", "right")

        assert "newer version" in text_of(app, "#headline")
    assert store.load("aaaa0000").effort == 6
