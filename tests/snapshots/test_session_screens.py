"""The session as it looks: each phase, the questions on top of it, and its summary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.snapshots.scenes import (
    LAST,
    LONG_NAME,
    REST,
    SIZES,
    SWITCH,
    WORK_HOLD,
    WORK_REPS,
    Moves,
    Scene,
    at_step,
    keys,
)

Compare = Callable[..., bool]
Size = tuple[int, int]
pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def picture(compare: Compare, home: Path, size: Size, *moves: Moves, **more: object) -> bool:
    """Compare the session after some moves with its picture."""
    scene = Scene(home, start="session", **more).then(*moves)
    return compare(scene.app, terminal_size=size, run_before=scene.play)


def test_ready(snap_compare: Compare, home: Path, size: Size) -> None:
    """The first lead-in: what comes, how, and when it begins."""
    assert picture(snap_compare, home, size, at_step(0, after=3.0))


def test_work_reps(snap_compare: Compare, home: Path, size: Size) -> None:
    """A set of reps: the number to do, the side, and the time it takes so far."""
    assert picture(snap_compare, home, size, at_step(WORK_REPS, after=14.0))


def test_work_hold(snap_compare: Compare, home: Path, size: Size) -> None:
    """A hold: the seconds to go, and the side."""
    assert picture(snap_compare, home, size, at_step(WORK_HOLD, after=7.0))


def test_switch(snap_compare: Compare, home: Path, size: Size) -> None:
    """The change of sides: the new side, and little to read."""
    assert picture(snap_compare, home, size, at_step(SWITCH, after=1.0))


def test_rest(snap_compare: Compare, home: Path, size: Size) -> None:
    """A rest: the countdown, what comes next, and what was just done."""
    assert picture(snap_compare, home, size, at_step(REST, after=17.0))


def test_rest_while_typing(snap_compare: Compare, home: Path, size: Size) -> None:
    """A value of the last round that is being typed."""
    assert picture(snap_compare, home, size, at_step(REST, after=17.0), keys("tab", "1", "0"))


def test_paused(snap_compare: Compare, home: Path, size: Size) -> None:
    """The pause: the word in the place of the number, and what is to go."""
    assert picture(snap_compare, home, size, at_step(WORK_HOLD, after=7.0), keys("p"))


def test_overtime(snap_compare: Compare, home: Path, size: Size) -> None:
    """A rest that is over and waits for a key counts up."""
    assert picture(snap_compare, home, size, at_step(REST, after=83.0), advance="wait")


def test_long_name(snap_compare: Compare, home: Path, size: Size) -> None:
    """A name too wide for one line takes two, and the number still has its size."""
    assert picture(snap_compare, home, size, at_step(LONG_NAME, after=5.0))


def test_light(snap_compare: Compare, home: Path, size: Size) -> None:
    """A hold in the light theme."""
    assert picture(snap_compare, home, size, at_step(WORK_HOLD, after=7.0), theme="light")


def test_stop(snap_compare: Compare, home: Path, size: Size) -> None:
    """The question how to end, after the first press to discard."""
    assert picture(snap_compare, home, size, at_step(WORK_HOLD, after=7.0), keys("q", "d"))


def test_help(snap_compare: Compare, home: Path, size: Size) -> None:
    """The keys, on one screen."""
    assert picture(snap_compare, home, size, at_step(WORK_HOLD, after=7.0), keys("?"))


def test_summary(snap_compare: Compare, home: Path, size: Size) -> None:
    """The summary of a whole session, with an effort."""
    assert picture(snap_compare, home, size, at_step(LAST, after=58.0), keys("space", "tab", "tab", "8"))


def test_summary_of_an_early_end(snap_compare: Compare, home: Path, size: Size) -> None:
    """The summary of a session that was ended early and is not saved."""
    moves = (at_step(SWITCH), keys("ctrl+c", "ctrl+c"))
    assert picture(snap_compare, home, size, *moves, saves=False)
