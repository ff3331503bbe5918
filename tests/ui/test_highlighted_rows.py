"""The highlighted row of a list is on the screen, whatever changed the list or its size."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.ui.widgets.virtual_list import MARKER
from tests.support.app import make_app, painted, press, settled


@pytest.mark.parametrize(
    ("opened", "words", "title", "size"),
    [
        (",", "volume", "Volume", (60, 20)),
        (",", "volume", "Volume", (120, 40)),
        ("e", "ankle b", "Ankle bounce", (60, 20)),
        ("e", "ankle b", "Ankle bounce", (80, 24)),
        ("g", "book", "A book", (60, 20)),
        ("h a", "self", "Self-check", (60, 20)),
    ],
)
async def test_after_a_search(home: Path, opened: str, words: str, title: str, size: tuple[int, int]) -> None:
    """When a search is cleared, the row that it found is highlighted and in view, also where few rows are."""
    app = make_app(home)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, *opened.split(), "/", *words)
        found = [title in row for row in painted(app) if MARKER in row]
        await press(pilot, "escape")
        assert (found, [title in row for row in painted(app) if MARKER in row]) == ([True], [True])


async def test_in_a_smaller_window(home: Path) -> None:
    """A row that a smaller window would leave out is scrolled to."""
    app = make_app(home)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, ",", "end")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert any(MARKER in row for row in painted(app))
