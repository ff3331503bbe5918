"""What is asked before, during and after a session, as it looks: the check-in, less time, warm-ups, the self-check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.scenes import SIZES, WORK_REPS, Moves, Scene, at_step, five_sessions, keys, three_checks

Compare = Callable[..., bool]
Size = tuple[int, int]
pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def picture(compare: Compare, home: Path, size: Size, *moves: Moves, **more: object) -> bool:
    """Compare the app after some moves with its picture."""
    scene = Scene(home, **{"start": "session", **more}).then(*moves)
    return compare(scene.app, terminal_size=size, run_before=scene.play)


def test_the_check_in_before_anything_is_said(snap_compare: Compare, home: Path, size: Size) -> None:
    """The check-in before anything is said: the session as it would be, and why."""
    five_sessions(home)
    assert picture(snap_compare, home, size, checkin=True)


def test_a_lot_of_stress_the_session_is_a_little_less(snap_compare: Compare, home: Path, size: Size) -> None:
    """A lot of stress: the session is a little less, and says why."""
    five_sessions(home)
    assert picture(snap_compare, home, size, keys("down", "4", "enter"), checkin=True)


def test_pain_no_session(snap_compare: Compare, home: Path, size: Size) -> None:
    """Pain: no session."""
    five_sessions(home)
    assert picture(snap_compare, home, size, keys("down", "down", "down", "down", "right"), checkin=True)


def test_only_so_many_minutes_more(snap_compare: Compare, home: Path, size: Size) -> None:
    """Only so many minutes more, in the middle of a session."""
    assert picture(snap_compare, home, size, at_step(WORK_REPS, after=3.0), keys("o"))


def test_a_warm_up_made_to_fit(snap_compare: Compare, home: Path, size: Size) -> None:
    """No floor, a sore Achilles, and a time to leave the house at."""
    assert picture(snap_compare, home, size, keys("w", "down", "f", "a", "l"), start="home")


def test_what_three_self_checks_came_to_in_one_exercise(snap_compare: Compare, home: Path, size: Size) -> None:
    """What three self-checks came to in one exercise."""
    three_checks(home)
    assert picture(snap_compare, home, size, keys("m"), keys("down"), start="home")


def test_the_mirrors_past(snap_compare: Compare, home: Path, size: Size) -> None:
    """What the mirror showed in three self-checks."""
    three_checks(home)
    assert picture(snap_compare, home, size, keys("m"), keys("end"), start="home")


def test_no_self_check_yet(snap_compare: Compare, home: Path, size: Size) -> None:
    """The way to the first self-check."""
    assert picture(snap_compare, home, size, keys("m"), start="home")


def test_the_questions_before_the_mirror(snap_compare: Compare, home: Path, size: Size) -> None:
    """The questions before the mirror, some of them answered."""
    moves = (at_step(0), keys("s"), keys("q"), keys("f"), keys("space"), keys("y", "n", "y", "space", "n", "up"))
    assert picture(snap_compare, home, size, *moves, routine="check")
