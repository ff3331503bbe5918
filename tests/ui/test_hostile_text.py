"""Hostile text in every file: on every screen it is text, whole rows stay rows, and nothing of it is obeyed.

A small and a usual terminal; a large one with `-m long`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Paste

from runstrength.history.store import Store
from runstrength.text import printable
from runstrength.ui import messages
from runstrength.ui.home.bindings import HOME
from tests.conftest import FakeClock
from tests.support.app import ManualWake, make_app, painted, settled
from tests.support.driving import Runner
from tests.support.hostile import ALL, BROKEN, MARKUP, ORDERS, ROUTINE, harmful, quoted, settle

SIZES = [(80, 24), (40, 20), pytest.param((120, 40), marks=pytest.mark.long)]


def look(runner: Runner, what: str = "") -> None:
    """See that every row has exactly its cells, and nothing but letters in them; and `what`, somewhere."""
    rows = painted(runner.app)
    assert harmful("\n".join(rows)) == []
    assert {cell_len(row) for row in rows} == {runner.app.size.width}
    assert what in "\n".join(rows)
    assert harmful(runner.title) == []


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_from_home_through_routines_a_session(home: Path, size: tuple[int, int]) -> None:
    """From home through routines, a session, its summary and note to the history and one record: only text."""
    settle(home)
    wide = size[0] >= 80
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake)
    async with app.run_test(size=size, notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        look(runner, MARKUP[:12])
        await runner.press("r")
        look(runner, MARKUP[:12])
        for _ in range(len(app.services.library.routine_files)):
            await runner.press("down")
            look(runner)
        await runner.press("escape", "h")
        await settled(pilot)
        look(runner, MARKUP[:12] if wide else "[red]")
        await runner.press("enter")
        await settled(pilot)
        look(runner, MARKUP[:12])
        await runner.press("pagedown")
        look(runner)
        await runner.press("escape", "escape", "s")
        look(runner)
        for _ in range(12):
            await runner.press("space")
            look(runner)
            if app.screen.name == "summary":
                break
        look(runner, "[red]")
        await runner.press("n")
        await pilot.pause()
        app.post_message(Paste(f"{MARKUP}{ORDERS}\nsecond\x1b[31m line"))
        await runner.obeyed()
        look(runner)
        await runner.press("enter")
        look(runner, MARKUP if wide else "[red]")
        kept = Store(home / "data" / "history").entries().records[0]
        assert kept.title == ALL
        assert "second" in kept.note
        assert harmful(kept.note) == []


async def test_the_palette_lists_and_finds_a_routine_whose_title_is_markup(home: Path) -> None:
    """The palette lists and finds a routine whose title is markup, and a link in it is no link."""
    settle(home)
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake)
    async with app.run_test(notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await runner.hit("ctrl+p")
        await settled(pilot)
        assert app.screen.name == "palette"
        look(runner)
        await runner.hit("[", "r", "e", "d")
        for _ in range(20):
            await pilot.pause()
        look(runner, MARKUP[:12])
        await runner.press("escape")
        await settled(pilot)
        look(runner)


@pytest.mark.parametrize("text", [MARKUP, ORDERS, "[", "[/]", "[/red]", "[@click=app.exit]x[/]", "\\[", "[link=x]y"])
async def test_a_notice_is_text(home: Path, text: str) -> None:
    """A notice is text, from wherever it comes and whatever it was asked to be."""
    app = make_app(home)
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        for notify in (app.notify, app.screen.query_one("#list").notify):
            notify(text, title="Title", markup=True)
            await pilot.pause()
            rows = painted(app)
            assert harmful("\n".join(rows)) == []
            assert f"Title: {printable(text)[:2]}" in rows[-1]
            app.clear_notifications()


async def test_settings_that_cannot_be_written(home: Path) -> None:
    """The path in a notice, whatever it has in it, is text."""
    home = home / "h[red]\x1b[31m\u202e"
    (home / "config" / "config.toml").mkdir(parents=True)
    app = make_app(home)
    async with app.run_test(notifications=True, size=(160, 40)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        rows = "\n".join(painted(app))
        assert "h[red]" in rows.replace(" ", "").replace("\n", "")
        assert harmful(rows) == []


async def test_the_other_screens(home: Path) -> None:
    """The exercises, one of them, the builder, a shared routine, the settings and the warm-ups: only text."""
    settle(home)
    shared = home / "shared\x1b[31m[red]\u202e.toml"
    shared.write_text(ROUTINE, encoding="utf-8")
    (home / "config" / "routines" / "warmup-5.toml").write_text(BROKEN, encoding="utf-8")
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        for show, keys in (
            (messages.OpenExercises(), ("end", "up", "home", "down")),
            (messages.OpenExercise("mine"), ("pagedown", "pageup", "e", "escape")),
            (messages.OpenBuilder("runner"), ("down", "enter", "down", "escape", "escape")),
            (messages.OpenSharedRoutine(str(shared)), ("down",)),
            (messages.OpenSharedRoutine(str(home / f"{MARKUP[:4]}{ORDERS}.toml")), ()),
            (messages.OpenSettings(), ("end", "home")),
            (messages.OpenHelp(HOME.help_rows({})), ()),
            (messages.OpenWarmups(), ("down", "up")),
        ):
            app.post_message(show)
            await settled(pilot)
            look(runner)
            for key in keys:
                await runner.press(key)
                await settled(pilot)
                look(runner)
            while len(app.screen_stack) > 1:
                app.pop_screen()
            await settled(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_interrupted_session(home: Path, size: tuple[int, int]) -> None:
    """What is asked about a session that was interrupted has its hostile title and names as text."""
    settle(home)
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake, start="session")
    async with app.run_test(size=size) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        await runner.press("space", "space", "space")
        app.exit()
    app.services.recorder.close()
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake)
    async with app.run_test(size=size, notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        assert app.screen.name == "interrupted"
        look(runner)
        await runner.press("down", "down", "up")
        look(runner)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("走" * 60, (20, 5)),
        ("\U0001f3c3 " * 20, (80, 24)),
        ("e\u0301" * 30, (20, 5)),
        pytest.param("走" * 60, (80, 24), marks=pytest.mark.long),
        pytest.param("\U0001f3c3 " * 20, (20, 5), marks=pytest.mark.long),
        pytest.param("e\u0301" * 30, (80, 24), marks=pytest.mark.long),
    ],
    ids=ascii,
)
async def test_names_that_are_too_long(home: Path, name: str, size: tuple[int, int]) -> None:
    """A name as long as can be, of wide letters too, is cut by cells: no row is longer or shorter than the terminal.

    Each name in one size; in the other with `-m long`.
    """
    exercise = f"name = {quoted(name)}\nkind = 'reps'\nper_side = true\ncues = [{quoted(name)}]\n"
    slots = "[[blocks.slots]]\nexercise = 'mine'\n"
    for folder, text in (
        ("exercises/mine", exercise),
        ("routines/runner", f"title = {quoted(name)}\n[[blocks]]\n{slots * 2}"),
    ):
        path = home / "config" / f"{folder}.toml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake)
    async with app.run_test(size=size, notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        look(runner)
        for key in (
            "r",
            "down",
            "escape",
            "s",
            "space",
            "space",
            "space",
            "q",
            "f",
            "space",
            "h",
            "enter",
            "q",
            "ctrl+p",
        ):
            await runner.press(key)
            await settled(pilot)
            look(runner)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screens_of_the_past(home: Path, size: tuple[int, int]) -> None:
    """Search, progress, weeks, a session added, corrected, in the trash and back: only text."""
    settle(home)
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake, start="history")
    async with app.run_test(size=size, notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        look(runner, "[red]")
        ways = (
            ("slash", "[", "r", "e", "d", "enter", "escape"),
            ("slash", *"nothing", "escape"),
            ("f", "f", "f", "f", "f"),
            ("p", "down", "enter", "down", "escape", "down", "enter"),
            ("w", "down", "up", "enter"),
            ("a", "down", "down"),
            ("e", "down", "down", "end", "home"),
            ("enter", "e", "down"),
            ("enter", "pagedown", "escape"),
        )
        for keys in ways:
            for key in keys:
                await runner.press(key)
                await settled(pilot)
                look(runner)
            while len(app.screen_stack) > 1:
                app.pop_screen()
            await settled(pilot)
            look(runner)
        for key in ("d", "d", "x", "down", "up", "enter", "escape"):
            await runner.press(key)
            await settled(pilot)
            look(runner)
