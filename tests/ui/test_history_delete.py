"""A session to the trash, in two steps, and back in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.history.store import Store
from runstrength.ui.app import RunstrengthApp
from tests.support.app import make_app, painted, press, settled, text_of
from tests.support.history_samples import contents, fail, record


@pytest.fixture
def store(home: Path) -> Store:
    """Return a history of three sessions."""
    store = Store(home / "data" / "history")
    for number in range(3):
        store.save(record(f"aaaa000{number}", number, title=f"Session {number}"))
    return store


def titles(app: RunstrengthApp) -> list[str]:
    """Return the sessions that the list shows."""
    return [f"Session {number}" for number in (2, 1, 0) if f"Session {number}" in text_of(app, "#list")]


async def test_two_steps_there_and_one_back(home: Path, store: Store) -> None:
    """Only the second press deletes, the list says so, and `u` brings the session back, byte for byte."""
    before = contents(store.folder)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter")
        app.notify("A notice gives way to the question.")
        await press(pilot, "d")
        asked = text_of(app, "#foot")
        untouched = contents(store.folder) == before
        await press(pilot, "d")
        gone = (app.screen.name, titles(app), text_of(app, "#foot"))
        await press(pilot, "u")

        assert "d again to delete" in asked
        assert untouched
        assert gone[:2] == ("history", ["Session 2", "Session 0"])
        assert "Deleted: Session 1, Mon 23 Nov 07:30" in gone[2]
        assert "u undo" in gone[2]
        assert titles(app) == ["Session 2", "Session 1", "Session 0"]
        assert "trash" not in text_of(app, "#foot")
        assert contents(store.folder) == before


async def test_a_key_held_down_deletes_nothing(home: Path, store: Store) -> None:
    """A heavy hand on `d` is one press, and leaving the session takes it back."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        for _ in range(20):
            await pilot.press("d")
        held = app.screen.name
        await press(pilot, "escape", "enter", "d")

        assert held == "record"
        assert app.screen.name == "record"
        assert len(store.entries().records) == 3


async def test_a_disk_that_refuses(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that cannot be moved stays, the reason is on the screen, and the same keys can be pressed again."""
    app = make_app(home, start="history")
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "d")
        monkeypatch.setattr("os.replace", fail)
        await press(pilot, "d")
        monkeypatch.undo()

        assert app.screen.name == "record"
        assert "That couldn't be deleted" in "\n".join(painted(app))
        assert len(store.entries().records) == 3
        await press(pilot, "d", "d")
        monkeypatch.setattr("os.replace", fail)
        await press(pilot, "u")
        monkeypatch.undo()
        assert "That couldn't be restored" in "\n".join(painted(app))
        assert titles(app) == ["Session 1", "Session 0"]
        await press(pilot, "u")
        assert titles(app) == ["Session 2", "Session 1", "Session 0"]


async def test_brought_back_elsewhere(home: Path, store: Store) -> None:
    """What was restored by another program in the meantime is no harm: the reason is told, the list is true."""
    app = make_app(home, start="history")
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "d", "d")
        store.restore("aaaa0002")
        await press(pilot, "u")

        assert "That couldn't be restored" in "\n".join(painted(app))
        assert titles(app) == ["Session 2", "Session 1", "Session 0"]
