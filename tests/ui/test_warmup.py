"""The choice of a warm-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.helpers import make_app, press, settled, text_of


@pytest.mark.parametrize(
    ("keys", "left", "moves"), [("", 55, 7), ("down", 53, 9), ("end", 50, 12)], ids=["5", "7", "10"]
)
async def test_what_is_in_it(home: Path, keys: str, left: int, moves: int) -> None:
    """Each warm-up says its moves in order, which of them are per side, and what it leaves of the hour."""
    app = make_app(home)
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "w", *keys.split())
        text = text_of(app, "#details")

    assert f"{left} of 60 minutes are left for the run" in text
    lines = text.splitlines()
    listed = lines[len(lines) - lines[::-1].index("") :]
    assert [line.split()[0] for line in listed] == [str(number) for number in range(1, moves + 1)]
    swing = next(line for line in listed if "Front leg swing" in line)
    assert swing.endswith("20 s a side")


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_starting(home: Path, key: str) -> None:
    """Space or enter starts the highlighted one, which comes back to home."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "w", "down", key)

        assert [screen.id for screen in app.screen_stack] == ["home", "session"]


async def test_a_click_starts(home: Path) -> None:
    """A click on a warm-up starts it."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "w")
        await pilot.click("#list", offset=(4, 2))
        await settled(pilot)

        assert app.screen.id == "session"


@pytest.mark.parametrize("key", ["escape", "q", "backspace"])
async def test_back(home: Path, key: str) -> None:
    """Escape, q and backspace go back to home and start nothing."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "w", key)

        assert app.screen.id == "home"
