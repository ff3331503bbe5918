"""What holds for every screen: who opens and closes it, and how often it is drawn."""

from __future__ import annotations

import ast
import re
from asyncio import CancelledError
from collections.abc import Set
from pathlib import Path
from typing import Any

import pytest
from textual.strip import Strip

import runstrength
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.messages import OpenExercises, OpenHistory, OpenSettings
from runstrength.ui.widgets.lines import Lines
from tests.support.app import painted
from tests.ui.bursts import BEFORE_HOME, NAMES, WAYS, at_home, go, prepare, screen_classes
from tools.fuzz_screens import screen_of

PACKAGE = Path(runstrength.__file__).parent
OPENING = {"push_screen", "push_screen_wait", "pop_screen", "switch_screen", "switch_mode", "dismiss"}
"""What opens and closes screens in Textual; only the navigator calls it."""
LOOKING_UP = {"query_one", "query_exactly_one", "get_widget_by_id"}
"""What fails when a widget does not exist, or not any more."""


def calls(path: Path, names: Set[str]) -> set[str]:
    """Return which of some methods a module mentions; only one that has such a name in it is parsed."""
    text = path.read_text("utf-8")
    if not any(name in text for name in names):
        return set()
    return {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)} & names


def test_only_the_navigator_opens_and_closes() -> None:
    """No module but the navigator opens or closes a screen, and none looks for a widget that may not exist."""
    wrong = {}
    for path in PACKAGE.rglob("*.py"):
        forbidden = LOOKING_UP if path == PACKAGE / "ui" / "navigator.py" else OPENING | LOOKING_UP
        if found := calls(path, forbidden):
            wrong[str(path.relative_to(PACKAGE))] = found

    assert wrong == {}


def test_the_navigator_opens_and_closes() -> None:
    """The names that are looked for are those that the navigator uses."""
    used = calls(PACKAGE / "ui" / "navigator.py", OPENING)
    assert used == {"push_screen", "pop_screen", "switch_screen", "dismiss"}


def test_styles_are_for_classes_that_exist() -> None:
    """Each class that a style sheet names is a widget of the package or of Textual."""
    defined = re.compile(r"^\s*class (\w+)", re.MULTILINE)
    known = {name for path in PACKAGE.rglob("*.py") for name in defined.findall(path.read_text("utf-8"))}
    named = set()
    for sheet in (PACKAGE / "ui").rglob("*.tcss"):
        selectors = re.sub(r"/\*.*?\*/|\{.*?\}", " ", sheet.read_text("utf-8"), flags=re.DOTALL)
        named |= set(re.findall(r"(?<![\w.#-])[A-Z]\w*", selectors))

    assert len(named) > 10
    assert named - known <= {"Screen", "Input"}


def test_screens_say_everything_through_the_host() -> None:
    """A feature shows a notice by `services.host.notify` alone, neither by the app nor by a widget."""
    wrong = []
    for path in (PACKAGE / "ui").glob("*/*.py"):
        if path.parent.name not in ("common", "widgets", "terminal"):
            text = path.read_text("utf-8")
            for node in ast.walk(ast.parse(text)) if "notify" in text else ():
                if isinstance(node, ast.Attribute) and node.attr == "notify":
                    wrong += [] if ast.unparse(node.value).endswith("services.host") else [ast.unparse(node)]

    assert wrong == []


async def test_every_screen_is_reached_and_drawn_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every screen has a way in `WAYS`; shown again, it is drawn once, before its worker threads have results."""
    prepare(home)
    monkeypatch.setenv("HOME", str(home))
    counts: dict[str, int] = {}
    seen = set(BEFORE_HOME)
    async with at_home(home) as runner:
        for name, way in WAYS.items():
            await go(runner, way(home))
            screen = runner.app.screen
            assert screen.name == NAMES.get(name, name)
            known = screen_of(runner.title, painted(runner.app))
            assert not known.startswith("?"), f"name {name} in tools/fuzz_screens.py, and how its keys lead there"
            seen |= {type(one).__name__ for one in runner.app.screen_stack}
            if isinstance(screen, ListScreen) and name != "search":
                with monkeypatch.context() as changed:
                    counts[name] = await drawings(runner, screen, changed)
            runner.app.navigator.close_while(lambda _: True)
            runner.app.navigator.finish_navigation()
            await go(runner, ())

    missing = {one.__name__ for one in screen_classes()} - seen
    assert not missing, f"add how to reach {', '.join(sorted(missing))} to WAYS in tests/ui/bursts.py"
    assert len(counts) > 15
    assert set(counts.values()) == {1}, counts


async def drawings(runner: Any, screen: ListScreen, changed: pytest.MonkeyPatch) -> int:
    """Return how often a screen is drawn when its help is closed; nothing that it reads arrives."""
    draw, count = screen.draw, 0

    def counted() -> None:
        nonlocal count
        count += 1
        draw()

    async def nothing(*_: Any) -> None:
        raise CancelledError

    await go(runner, ("f1",))
    assert runner.app.screen.name == "help"
    changed.setattr(BaseScreen, "run_in_thread", nothing)
    changed.setattr(screen, "draw", counted)
    await go(runner, ("q",))
    assert runner.app.screen is screen
    return count


async def test_the_first_picture_of_a_screen_is_whole(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is painted of a list screen that opens before it is drawn in the size of the terminal."""
    paint, painted = Lines.render_line, dict[str, str]()

    def recorded(lines: Lines, y: int) -> Strip:
        strip = paint(lines, y)
        if y == 0:
            painted.setdefault(f"{lines.screen.name} {lines.id}", strip.text.strip())
        return strip

    monkeypatch.setattr(Lines, "render_line", recorded)
    prepare(home)
    async with at_home(home) as runner:
        for opening in (OpenSettings(), OpenExercises(), OpenHistory()):
            await go(runner, (opening,))
    for name in ("home", "settings", "exercises", "history"):
        for part in ("headline", "foot"):
            assert painted[f"{name} {part}"], (name, part)


async def test_a_screen_is_styled_once_as_it_opens(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list screen knows its size from the start, so its opening styles its widgets once, not again with its size."""
    style, styled = BaseScreen.update_node_styles, list[str | None]()

    def counted(screen: BaseScreen[Any], animate: bool = True) -> None:
        styled.append(screen.name)
        style(screen, animate=animate)

    monkeypatch.setattr(BaseScreen, "update_node_styles", counted)
    prepare(home)
    async with at_home(home) as runner:
        for opening, name in ((OpenSettings(), "settings"), (OpenExercises(), "exercises"), (OpenHistory(), "history")):
            await go(runner, (opening,))
            assert styled.count(name) == 1
