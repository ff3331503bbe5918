"""Something else for today, as it looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.scenes import REST, SIZES, Scene, at_step, five_sessions, keys, pause

Compare = Callable[..., bool]
Size = tuple[int, int]
pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def test_before_a_set(snap_compare: Compare, home: Path, size: Size) -> None:
    """What could be done instead of the first exercise."""
    five_sessions(home)
    scene = Scene(home, start="session").then(keys("x", "down"))
    assert snap_compare(scene.app, terminal_size=size, run_before=scene.play)


def test_in_the_rest_something_else_was_taken(snap_compare: Compare, home: Path, size: Size) -> None:
    """In the rest, something else was taken: what comes next is another exercise."""
    scene = Scene(home, start="session").then(at_step(REST, after=5.0), keys("x", "1"))
    assert snap_compare(scene.app, terminal_size=size, run_before=scene.play)


def test_back_to_the_plan(snap_compare: Compare, home: Path, size: Size) -> None:
    """After a swap the planned exercise is the first choice."""
    scene = Scene(home, start="session").then(at_step(REST, after=4.0), keys("x", "1"), pause(1.0), keys("x"))
    assert snap_compare(scene.app, terminal_size=size, run_before=scene.play)
