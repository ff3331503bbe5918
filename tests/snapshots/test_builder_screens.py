"""The builder, and what belongs to it, as they look."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from tests.snapshots.test_home_screens import Compare, Size, picture
from tests.support.app import settled
from tests.support.driving import Runner
from tests.support.scenes import SIZES, keys

pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
QUIET = """
title = "Ten easy minutes"
about = "For the evening, without a sound."
[[blocks]]
sets = [2, 4]
[[blocks.slots]]
exercise = "side_plank"
hold = [20, 60]
[[blocks.slots]]
exercise = "single_leg_glute_bridge"
[[blocks]]
sets = 2
rest = 45
[[blocks.slots]]
exercise = "plank"
"""


@pytest.fixture
def quiet(home: Path) -> Path:
    """Return the home of somebody with an own routine."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(QUIET, encoding="utf-8")
    return home


def test_a_new_routine(snap_compare: Compare, home: Path, size: Size) -> None:
    """A routine without an exercise says how to begin."""
    assert picture(snap_compare, home, size, keys("b"))


def test_an_exercise_whose_dose_was_just_changed(snap_compare: Compare, quiet: Path, size: Size) -> None:
    """An exercise whose dose was just changed: how much longer it takes."""
    assert picture(snap_compare, quiet, size, keys("r", "e", "down", "down", "right"))


def test_a_block_being_typed(snap_compare: Compare, quiet: Path, size: Size) -> None:
    """A number of sets that cannot be, with the reason, in the light theme."""
    assert picture(snap_compare, quiet, size, keys("r", "e", "down", "1", "0", "1", "enter"), theme="light")


def test_the_choice_of_an_exercise(snap_compare: Compare, home: Path, size: Size) -> None:
    """The choice of an exercise, narrowed by what was typed."""
    assert picture(snap_compare, home, size, keys("b", "a", "s", "i", "n", "g", "l", "e"))


def test_the_question_before_changes_are_left(snap_compare: Compare, quiet: Path, size: Size) -> None:
    """The question before changes are left."""
    assert picture(snap_compare, quiet, size, keys("r", "e", "down", "right", "q"))


def test_the_keys_of_the_builder(snap_compare: Compare, home: Path, size: Size) -> None:
    """The keys of the builder."""
    assert picture(snap_compare, home, size, keys("b", "?"))


def test_a_shared_routine(snap_compare: Compare, home: Path, tmp_path: Path, size: Size) -> None:
    """A routine that somebody shared, before it is added."""
    file = tmp_path / "quiet.toml"
    file.write_text(QUIET, encoding="utf-8")

    async def drop(runner: Runner) -> None:
        runner.app.screen.post_message(Paste(str(file)))
        await settled(runner.pilot)

    assert picture(snap_compare, home, size, keys("r"), drop)
