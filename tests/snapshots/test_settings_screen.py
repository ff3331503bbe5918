"""The settings as they look."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.snapshots.test_home_screens import Compare, Size, picture
from tests.support.scenes import SIZES, keys

pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def test_the_settings_as_they_open(snap_compare: Compare, home: Path, size: Size) -> None:
    """The settings as they open: the level, and what each of them means."""
    assert picture(snap_compare, home, size, keys(","))


def test_a_weekly_goal_that_cannot_be(snap_compare: Compare, home: Path, size: Size) -> None:
    """A weekly goal that cannot be, with the reason, in the light theme."""
    moves = keys(",", "down", "down", "down", "9", "enter")
    assert picture(snap_compare, home, size, moves, theme="light")
