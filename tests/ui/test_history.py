"""The history screen: the sessions, quickly, however many there are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from runstrength.history.store import Listing, Row, Store
from runstrength.ui.screens.history import HistoryScreen
from runstrength.ui.widgets.pick_list import PickList
from tests.ui.helpers import MORNING, make_app, painted, press, settled, text_of
from tests.unit.history_samples import PLANK, record


@pytest.fixture
def store(home: Path) -> Store:
    """Return a history of three sessions, the middle one ended early."""
    store = Store(home / "data" / "history")
    for number, done in enumerate((True, False, True)):
        store.save(
            record(
                f"aaaa000{number}",
                -7 * number,
                title=f"[b]Session {number}[/b]",
                completed=done,
                effort=7,
                planned_sets=2,
                active_seconds=2234,
                sets=(PLANK,),
            )
        )
    return store


async def test_newest_first(home: Path, store: Store) -> None:
    """Each session is a row with date, title, length, sets and effort, the newest first; an early end is marked."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        rows = [" ".join(row.split()) for row in text_of(app, "#list").splitlines()]

    assert rows == [
        "Sun 22 Nov 07:30 [b]Session 0[/b] 37:14 1/2 7",
        "Sun 15 Nov 07:30 [b]Session 1[/b] early 37:14 1/2 7",
        "Sun 8 Nov 07:30 [b]Session 2[/b] 37:14 1/2 7",
    ]


@pytest.mark.parametrize("way", ["enter", "click"])
async def test_opening_one(home: Path, store: Store, way: str) -> None:
    """Enter or a click opens a session, and leaving it comes back to the same row."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        if way == "enter":
            await press(pilot, "down", "enter")
        else:
            await pilot.click("#list", offset=(6, 1))
            await settled(pilot)
        opened = text_of(app, "#headline")
        await press(pilot, "escape")

        assert "[b]Session 1[/b]" in opened
        assert app.screen.query_one("#list", PickList).highlighted == 1


async def test_no_sessions(home: Path) -> None:
    """An empty history says so, and enter does nothing."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter", "down", "end")

        assert "No sessions yet" in text_of(app, "#headline")
        assert app.screen.id == "history"


async def test_files_that_cannot_be_read(home: Path, store: Store) -> None:
    """Files that cannot be read are one quiet line at the foot; the others are there."""
    for name in ("x", "y"):
        (store.folder / "2026" / f"{name}.json").write_text("{", encoding="utf-8")
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)

        assert "2 files could not be read: runstrength history check" in text_of(app, "#foot")
        assert app.screen.query_one("#list", PickList).count == 3


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c", "ctrl+q"])
async def test_leaving_the_program(home: Path, key: str) -> None:
    """Opened directly, the history is the program: leaving it ends with status 0."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(key)

    assert (app.return_value or 0, app.return_code or 0) == (0, 0)
    assert not app.is_running


async def test_back_to_home(home: Path) -> None:
    """Opened from home, it goes back there."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "h", "q")

        assert app.screen.id == "home"


@pytest.mark.parametrize(
    ("keys", "row"), [("j j k", 1), ("down down down up", 1), ("end", 2), ("end home", 0), ("pagedown", 2), ("up", 0)]
)
async def test_moving(home: Path, store: Store, keys: str, row: int) -> None:
    """Arrows, j, k, page and end keys move the highlight, which has a mark besides its colour."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, *keys.split())
        marked = [line for line in painted(app) if line.strip().startswith("› ")]

    assert len(marked) == 1
    assert f"Session {row}" in marked[0]


async def test_the_mouse_goes_over_a_row(home: Path, store: Store) -> None:
    """The mouse over a row shows what a click would open, and moves no highlight."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        before = app.export_screenshot()
        await pilot.hover("#list", offset=(6, 2))
        await settled(pilot)

        assert app.export_screenshot() != before
        assert app.screen.query_one("#list", PickList).highlighted == 0


async def test_ten_thousand_sessions(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten thousand sessions only the rows in view are made, from the first to the last."""
    rows = tuple(
        Row(
            id=f"{number:08}",
            kind="session",
            routine="runner",
            title=f"Session {number}",
            started=MORNING - timedelta(hours=number),
            ended=MORNING,
            completed=True,
            effort=None,
            sets_done=1,
            sets_planned=1,
            seconds=60.0,
        )
        for number in range(10_000)
    )
    monkeypatch.setattr(Store, "summaries", lambda _: Listing(rows, ()))
    drawn: set[int] = set()
    whole = HistoryScreen._line

    def line(self: HistoryScreen, row: int, width: int) -> object:
        drawn.add(row)
        return whole(self, row, width)

    monkeypatch.setattr(HistoryScreen, "_line", line)
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "end")
        text = "\n".join(painted(app))

    assert "› " in text
    assert "Session 9999" in text
    assert len(drawn) < 60
