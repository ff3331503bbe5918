"""The form of an own exercise as it looks, and where it is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.snapshots.test_home_screens import Compare, Size, picture
from tests.support.own_exercises import add_clamshell
from tests.support.scenes import SIZES, keys

sized = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


@sized
def test_a_new_exercise(snap_compare: Compare, home: Path, size: Size) -> None:
    """A new exercise whose name is being typed."""
    assert picture(snap_compare, home, size, keys("e", "n"), keys(*"Clams"))


@sized
def test_an_own_exercise(snap_compare: Compare, home: Path, size: Size) -> None:
    """An own exercise that is edited, with its figure."""
    add_clamshell(home)
    assert picture(snap_compare, home, size, keys("e", "e"), keys(*["down"] * 9))


@sized
def test_what_is_wrong(snap_compare: Compare, home: Path, size: Size) -> None:
    """A name that is taken, in the light theme."""
    add_clamshell(home)
    moves = (keys("e", "e", "enter", "ctrl+u"), keys(*"Squat"), keys("enter", "s"))
    assert picture(snap_compare, home, size, *moves, theme="light")


@sized
def test_own_exercises_in_the_list(snap_compare: Compare, home: Path, size: Size) -> None:
    """The list with an own exercise, and the question whether to delete it."""
    add_clamshell(home)
    assert picture(snap_compare, home, size, keys("e", "d"))


@sized
def test_a_new_one_in_the_builder(snap_compare: Compare, home: Path, size: Size) -> None:
    """Choosing an exercise for a routine, where nothing matches."""
    assert picture(snap_compare, home, size, keys("b", "a"), keys(*"clamshell"))
