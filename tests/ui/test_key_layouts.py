"""Letter keys with caps lock and in other layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.session.state import Mode
from runstrength.ui.literal_app import NO_LETTERS
from tests.support.app import make_app, painted, settled
from tests.support.driving import running

HINT = NO_LETTERS.partition(":")[0]


async def test_with_caps_lock_every_letter_key_of_a_session_does_what_it_does_without(home: Path) -> None:
    """With caps lock every letter key of a session does what it does without."""
    async with running(home) as runner:
        modes = []
        for _ in range(2):
            await runner.press("P")
            modes.append(runner.mode)
        assert modes == [Mode.PAUSED, Mode.READY]
        await runner.press("S", "Q")
        assert runner.app.screen.name == "stop"
        await runner.press("F")
        assert runner.app.screen.name == "summary"


async def test_a_text_field_takes_capitals(home: Path) -> None:
    """In a text field a capital letter is that letter."""
    async with running(home) as runner:
        await runner.press("s", "q", "f", "n", "P", "a", "Q")
        await runner.press("enter")
        assert "PaQ" in "\n".join(painted(runner.app))


async def test_capitals_that_are_bound(home: Path) -> None:
    """A screen that binds a capital letter itself gets it: K and J move a row of the builder."""
    app = make_app(home, start="home")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("B")
        await settled(pilot)
        assert app.screen.name == "builder"
        heard: list[int] = []
        app.screen.action_move = lambda by: heard.append(by)  # type: ignore[attr-defined]
        await pilot.press("K", "J")
        assert heard == [-1, 1]


@pytest.mark.parametrize("letter", ["з", "Ы", "π", "ש", "ф", "é"])
async def test_letters_of_another_layout(home: Path, letter: str) -> None:
    """A letter that cannot be read as a key is said to be one, once in a session, and does nothing."""
    async with running(home, size=(100, 30), notifications=True) as runner:
        await runner.press(letter)
        await settled(runner.pilot)
        assert HINT in "\n".join(painted(runner.app))
        assert runner.mode is Mode.READY
        runner.app.clear_notifications()
        await settled(runner.pilot)
        await runner.press(letter)
        await settled(runner.pilot)
        assert HINT not in "\n".join(painted(runner.app))


async def test_nothing_is_said_of_text(home: Path) -> None:
    """Letters of any script that are typed into a note are a note."""
    async with running(home, notifications=True) as runner:
        await runner.press("s", "q", "f", "n", "з", "Ы")
        await settled(runner.pilot)
        text = "\n".join(painted(runner.app))
        assert "зЫ" in text
        assert HINT not in text
