"""The choice of another routine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.helpers import make_app, press, settled, text_of

QUIET = 'title = "Ten [b]quiet[/b] minutes"\n[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "plank"\nhold = 20\n'
BROKEN = '[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "plank"\nhold = "ten"\n'


@pytest.fixture
def own(home: Path) -> Path:
    """Return the home of somebody with two own routines, one of them with a problem."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(QUIET, encoding="utf-8")
    (folder / "a-broken.toml").write_text(BROKEN, encoding="utf-8")
    return home


async def test_the_order(own: Path) -> None:
    """Own routines come first, then those built in, and one with problems last with its first problem; no warm-ups."""
    app = make_app(own)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r")
        rows = text_of(app, "#list").splitlines()

    assert rows[0].startswith("Ten [b]quiet")
    assert ["own" in row.split("…")[-1].split() for row in rows] == [True, *[False] * 7]
    assert [row.split()[0] for row in rows[1:-1]] == ["Core", "Legs,", "Runner's", "Single-leg", "Superset", "Upper"]
    assert rows[-1].startswith("a-broken: blocks[0].slots[0].hol")


async def test_details(own: Path) -> None:
    """The details have sets, length, blocks and slots at the person's level; titles are data."""
    app = make_app(own, level="advanced")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        assert "Ten [b]quiet[/b] minutes" in text_of(app, "#details")
        await press(pilot, "down", "down", "down")
        text = text_of(app, "#details")

    assert "advanced · 4 sets · 60 min · done 08:30" in text
    labels = [line[:2].strip() for line in text.splitlines() if line[2:4] == "  "]
    assert labels == ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "F"]


async def test_starting(own: Path) -> None:
    """Enter starts the highlighted routine, which comes back to home."""
    app = make_app(own)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r", "down", "enter")

        assert [screen.id for screen in app.screen_stack] == ["home", "session"]


async def test_problems_do_not_start(own: Path) -> None:
    """A routine with problems says all of them, and does not start."""
    app = make_app(own)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r", "end", "enter")
        text = " ".join(text_of(app, "#details").split())

        assert app.screen.id == "routines"
        assert 'blocks[0].slots[0].hold: found "ten", a number of seconds or a range [20, 60] is needed' in text
