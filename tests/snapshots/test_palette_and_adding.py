"""The command palette, a session that is added, and what the app says for a moment, as they look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.app import settled
from tests.support.driving import Runner
from tests.support.pasts import fill
from tests.support.scenes import SIZES, Moves, Scene, five_sessions, keys

Compare = Callable[..., bool]
Size = tuple[int, int]
pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def picture(compare: Compare, home: Path, size: Size, *moves: Moves, **more: object) -> bool:
    """Compare the app after some moves with its picture."""
    scene = Scene(home, **more).then(*moves)
    return compare(scene.app, terminal_size=size, run_before=scene.play)


async def palette(runner: Runner) -> None:
    """Open the command palette."""
    await runner.pilot.press("ctrl+p")
    await settled(runner.pilot)


def saying(text: str, severity: str = "information") -> Moves:
    """Say something."""

    async def move(runner: Runner) -> None:
        runner.app.notify(text, severity=severity)  # type: ignore[arg-type]  # one of three
        await settled(runner.pilot)

    return move


def test_the_command_palette_as_it_opens(snap_compare: Compare, home: Path, size: Size) -> None:
    """The command palette as it opens."""
    five_sessions(home)
    assert picture(snap_compare, home, size, palette)


def test_the_command_palette_with_a_search_typed(snap_compare: Compare, home: Path, size: Size) -> None:
    """The command palette with a search typed: commands, then sessions."""
    five_sessions(home)
    assert picture(snap_compare, home, size, palette, keys("r", "u", "n", "down"))


def test_palette_no_match(snap_compare: Compare, home: Path, size: Size) -> None:
    """The command palette where nothing matches."""
    assert picture(snap_compare, home, size, palette, keys("q", "q", "q"))


def test_what_to_add(snap_compare: Compare, home: Path, size: Size) -> None:
    """The choice of what to add to a history with sessions in it."""
    fill(home, 30)
    assert picture(snap_compare, home, size, keys("a"), start="history")


def test_before_it_is_added(snap_compare: Compare, home: Path, size: Size) -> None:
    """The new session before it is added, as planned."""
    fill(home, 30)
    assert picture(snap_compare, home, size, keys("a"), keys("enter"), start="history")


def test_where_it_is_added(snap_compare: Compare, home: Path, size: Size) -> None:
    """The last row of the new session, which adds it."""
    fill(home, 30)
    assert picture(snap_compare, home, size, keys("a"), keys("enter"), keys("end"), start="history")


def test_the_history_after_a_session_was_added(snap_compare: Compare, home: Path, size: Size) -> None:
    """The history after a session was added, and the notice that says so."""
    fill(home, 30)
    assert picture(snap_compare, home, size, keys("a"), keys("enter"), keys("a"), start="history")


def test_a_warning_of_more_than_one_line(snap_compare: Compare, home: Path, size: Size) -> None:
    """A warning of more than one line, in the place of the keys of home."""
    text = "That could not be saved: sessions/2026/11/22.json: No space left on device. Free some space and try again."
    five_sessions(home)
    assert picture(snap_compare, home, size, saying(text, "warning"))
