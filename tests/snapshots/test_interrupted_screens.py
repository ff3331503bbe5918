"""The question about a session that was interrupted as it looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.scenes import SIZES, Moves, Scene, keys
from tests.ui.test_resume_screen import interrupted

Compare = Callable[..., bool]
Size = tuple[int, int]
pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def picture(compare: Compare, home: Path, size: Size, *moves: Moves, **more: object) -> bool:
    """Compare the app after some moves with its picture."""
    scene = Scene(home, **{"start": "session", "level": "beginner", **more}).then(*moves)
    return compare(scene.app, terminal_size=size, run_before=scene.play)


def test_one_session_of_this_morning(snap_compare: Compare, home: Path, size: Size) -> None:
    """One session of this morning: resume is the first answer."""
    interrupted(home, index=40)
    assert picture(snap_compare, home, size)


def test_interrupted_in_light(snap_compare: Compare, home: Path, size: Size) -> None:
    """One of another day, in the light theme: saving is the first answer; the journal is damaged."""
    path = interrupted(home, index=40, before=timedelta(days=2)).path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:-3], b"\0\0\n", *lines[-3:]]))
    assert picture(snap_compare, home, size, start="home", theme="light")


def test_discard_was_pressed_once(snap_compare: Compare, home: Path, size: Size) -> None:
    """Discard was pressed once."""
    interrupted(home, index=40)
    assert picture(snap_compare, home, size, keys("d"))


def test_three_were_interrupted_and_another_one_is_running(snap_compare: Compare, home: Path, size: Size) -> None:
    """Three were interrupted, and another one is running."""
    interrupted(home, "newest00", index=10)
    interrupted(home, "older000", before=timedelta(hours=1), routine="core")
    interrupted(home, "oldest00", before=timedelta(days=2), index=3)
    assert picture(snap_compare, home, size, keys("down"), start="home")
