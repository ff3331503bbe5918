"""The history screen: the sessions, quickly, however many there are."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength.history import loading
from runstrength.history.search import SearchRow
from runstrength.history.store import Listing, Row, Store
from runstrength.ui.common import session_rows
from runstrength.ui.history.screen import HistoryScreen
from runstrength.ui.lines import Line
from runstrength.ui.widgets.virtual_list import VirtualList
from tests.support.app import MORNING, make_app, painted, press, settled, text_of
from tests.support.history_samples import PLANK, record
from tests.support.pasts import fill


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


async def test_each_session_is_a_row_with_date(home: Path, store: Store) -> None:
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
async def test_enter_or_a_click_opens_a_session(home: Path, store: Store, way: str) -> None:
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
        assert app.screen.query_one("#list", VirtualList).highlighted == 1


async def test_an_empty_history_says_so(home: Path) -> None:
    """An empty history says so, and enter does nothing."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter", "down", "end")

        assert "No sessions yet" in text_of(app, "#headline")
        assert app.screen.name == "history"


async def test_files_that_cannot_be_read(home: Path, store: Store) -> None:
    """Files that can't be read are one quiet line at the foot; the others are there."""
    for name in ("x", "y"):
        (store.folder / "2026" / f"{name}.json").write_text("{", encoding="utf-8")
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)

        assert "2 files couldn't be read. Details: runstrength history check" in text_of(app, "#foot")
        assert app.screen.query_one("#list", VirtualList).count == 3


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

        assert app.screen.name == "home"


@pytest.mark.parametrize(
    ("keys", "row"), [("j j k", 1), ("down down down up", 1), ("end", 2), ("end home", 0), ("pagedown", 2), ("up", 0)]
)
async def test_arrows_j_k_page_and_end_keys_move_the_highlight(home: Path, store: Store, keys: str, row: int) -> None:
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
        assert app.screen.query_one("#list", VirtualList).highlighted == 0


async def test_ten_thousand_sessions(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten thousand sessions only the rows in view are made, from the first to the last."""
    rows = tuple(
        SearchRow(
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
            exercises=(),
            text="",
            exercise_text="",
        )
        for number in range(10_000)
    )
    monkeypatch.setattr(loading, "load_rows", lambda *_: iter((Listing(rows, ()),)))
    drawn: set[str] = set()
    whole = session_rows.history_line

    def line(row: Row, now: datetime, width: int) -> Line:
        drawn.add(row.id)
        return whole(row, now, width)

    monkeypatch.setattr(session_rows, "history_line", line)
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "end")
        text = "\n".join(painted(app))

    assert "› " in text
    assert "Session 9999" in text
    assert len(drawn) < 60


async def test_rows_as_they_come(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first rows are there, and can be moved through, while the others are still read."""
    monkeypatch.setattr(loading, "FIRST", 1)
    seen: list[int] = []
    whole = HistoryScreen.show_found

    def show(screen: HistoryScreen) -> None:
        whole(screen)
        seen.append(screen.list.count)
        screen.list.action_go_to(-1)

    monkeypatch.setattr(HistoryScreen, "show_found", show)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)

        assert seen == [1, 3]
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.list.highlighted == 2


async def test_the_year_shows_each_day_by_its_sign(home: Path, store: Store) -> None:
    """The year shows each day by its sign, the weeks that came to the goal, and the week so far in words."""
    for number, (days, kind) in enumerate(((-1, "run"), (-2, "warmup"), (0, "run"), (-3, "session"))):
        store.save(record(f"bbbb000{number}", days, kind=kind, sets=(PLANK,) if kind == "session" else ()))
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        rows = painted(app)
        week = {row.split()[0]: row[7:60].rstrip()[-1] for row in rows[4:12]}
        words = "\n".join(rows)

    assert week == {"Mon": "·", "Tue": "·", "Wed": "·", "Thu": "■", "Fri": "▫", "Sat": "○", "Sun": "●", "goal": "✓"}
    assert "2 of 2" in words
    assert "2 sets · 73 min" in words
    assert "■ strength ○ run" in words


@pytest.mark.parametrize(("size", "weeks"), [((60, 20), 51), ((80, 24), 53), ((40, 20), 31), ((30, 24), 21)])
async def test_narrower_terminals_show_fewer_weeks(home: Path, store: Store, size: tuple[int, int], weeks: int) -> None:
    """The year ends with this week at every width; what has no room is its beginning."""
    app = make_app(home, start="history")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        sunday = next(row for row in painted(app) if row.strip().startswith("Sun "))
        signs = sunday[7 : 7 + weeks]

    assert signs[-1] == "■"
    assert len(signs) == weeks
    assert set(signs) <= {"■", "·"}


async def test_a_low_terminal_keeps_its_rows_for_the_list(home: Path, store: Store) -> None:
    """Where there are few rows the week is one line, and the sessions are all there."""
    app = make_app(home, start="history")
    async with app.run_test(size=(72, 12)) as pilot:
        await settled(pilot)
        text = "\n".join(painted(app))

    assert "1 of 2 sessions this week" in text
    assert [f"Session {number}" in text for number in range(3)] == [True] * 3
    assert "Mon" not in text


@pytest.fixture
def mixed(home: Path) -> Store:
    """Return a history of a session with a plank, a session without, a warm-up and a run."""
    store = Store(home / "data" / "history")
    store.save(record("cccc0000", 0, title="Evening", routine="core", sets=(PLANK,)))
    squat = replace(PLANK, exercise="squat", variant="dumbbell")
    store.save(record("cccc0001", -30, title="Legs", note="left calf", sets=(squat,)))
    store.save(record("cccc0002", -40, kind="warmup", title="Seven minutes"))
    store.save(record("cccc0003", -400, kind="run", title="Long run", completed=False))
    return store


FOUND = {
    "plank": ["Evening"],
    "side_plank": ["Evening"],
    "GOBLET": ["Legs"],
    "core": ["Evening"],
    "calf left": ["Legs"],
    "oct": ["Legs", "Long run", "Seven minutes"],
    "2025-10": ["Long run"],
    "warm-up": ["Seven minutes"],
    "early": ["Long run"],
    "nobody did this": [],
}
"""What is typed, and the titles that are found."""


async def test_what_is_typed_is_looked_for_at_once(home: Path, mixed: Store) -> None:
    """What is typed is looked for at once: in title, routine, exercises by any name, note, date and kind."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        for words, found in FOUND.items():
            await press(pilot, "slash", *(KEYS.get(letter, letter) for letter in words))
            text = text_of(app, "#list")

            assert sorted(title for title in TITLES if title in text) == sorted(found), words
            assert ("No match" in text_of(app, "#foot")) == (not found), words
            await press(pilot, "escape")
            assert all(title in text_of(app, "#list") for title in TITLES), words


KEYS = {" ": "space", "-": "minus", "_": "underscore"}
TITLES = ("Evening", "Legs", "Seven minutes", "Long run")


async def test_going_on_from_a_search(home: Path, mixed: Store) -> None:
    """While one types, arrows move in what was found; enter goes on there, and escape shows everything again."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "slash", "e", "v", "e", "n")
        await press(pilot, "down", "enter")
        count = text_of(app, "#headline").splitlines()[0]
        await press(pilot, "down", "enter")
        opened = text_of(app, "#headline")
        await press(pilot, "escape")
        kept = app.screen.query_one("#list", VirtualList).count
        await press(pilot, "escape")
        again = app.screen.query_one("#list", VirtualList).count

        assert "History / even" in count
        assert "2 of 4 sessions" in count
        assert "Seven minutes" in opened
        assert (kept, again, app.screen.name) == (2, 4, "history")


async def test_a_key_goes_through_the_kinds_that_there_are(home: Path, mixed: Store) -> None:
    """A key goes through the kinds that there are, and then to all of them."""
    app = make_app(home, start="history")
    async with app.run_test(size=(110, 23)) as pilot:
        await settled(pilot)
        seen = []
        for _ in range(4):
            await pilot.click("#foot", offset=(text_of(app, "#foot").index("f kind"), 0))
            await settled(pilot)
            text = text_of(app, "#list")
            seen.append([title for title in TITLES if title in text])

    assert seen == [["Evening", "Legs"], ["Seven minutes"], ["Long run"], [*TITLES]]


async def test_the_scrollbar_touches_nothing(home: Path) -> None:
    """Where a list scrolls, a blank column is left before its scrollbar, and values stay below their headings."""
    fill(home, 60)
    for size in ((60, 20), (80, 24), (120, 40)):
        app = make_app(home)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await press(pilot, "h")
            await settled(pilot)
            rows = app.screen.query_one(VirtualList)
            assert rows.count == 60
            assert rows.show_vertical_scrollbar
            region = rows.scrollable_content_region
            column = rows.region.x + region.width - 1
            lines = painted(app)
            assert {line[column] for line in lines[rows.region.y : rows.region.bottom]} == {" "}
            heading = lines[rows.region.y - 1].rstrip()
            first = lines[rows.region.y][: column + 1].rstrip()
            assert len(heading) <= column
            if heading.endswith("effort"):
                assert len(heading) == len(first)
