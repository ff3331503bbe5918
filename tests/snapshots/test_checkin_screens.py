"""What is asked before, during and beside a session, as it looks: the check-in, less time, the sound check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.snapshots.scenes import SIZES, WORK_REPS, Moves, Scene, at_step, five_sessions, keys

Compare = Callable[..., bool]
Size = tuple[int, int]
pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def picture(compare: Compare, home: Path, size: Size, *moves: Moves, **more: object) -> bool:
    """Compare the app after some moves with its picture."""
    scene = Scene(home, start="session", **more).then(*moves)
    return compare(scene.app, terminal_size=size, run_before=scene.play)


def test_nothing_said(snap_compare: Compare, home: Path, size: Size) -> None:
    """The check-in before anything is said: the session as it would be, and why."""
    five_sessions(home)
    assert picture(snap_compare, home, size, checkin=True)


def test_amber(snap_compare: Compare, home: Path, size: Size) -> None:
    """A lot of stress: the session is a little less, and says why."""
    five_sessions(home)
    assert picture(snap_compare, home, size, keys("down", "4"), checkin=True)


def test_pain(snap_compare: Compare, home: Path, size: Size) -> None:
    """Pain: no session."""
    five_sessions(home)
    assert picture(snap_compare, home, size, keys("down", "down", "down", "down", "right"), checkin=True)


def test_less_time(snap_compare: Compare, home: Path, size: Size) -> None:
    """Only so many minutes more, in the middle of a session."""
    assert picture(snap_compare, home, size, at_step(WORK_REPS, after=3.0), keys("o"))
