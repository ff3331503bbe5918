"""What is around a session as it looks: home, the first start, the choices and the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runstrength.ui.exercises.screen import FigureMixin
from tests.support.app import settled
from tests.support.driving import Runner
from tests.support.scenes import SIZES, Moves, Scene, five_sessions, keys

Compare = Callable[..., bool]
Size = tuple[int, int]
pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def picture(compare: Compare, home: Path, size: Size, *moves: Moves, **more: object) -> bool:
    """Compare the app after some moves with its picture; True, or a failure that says what to do."""
    scene = Scene(home, **more).then(*moves)
    same = compare(scene.app, terminal_size=size, run_before=scene.play)
    assert same, "look at snapshot_report.html; if it is to look so now: make snapshots ARGS='-k words'"
    return same


def test_home_with_a_past_how_the_week_goes(snap_compare: Compare, home: Path, size: Size) -> None:
    """Home with a past: how the week goes, and what the session is like."""
    five_sessions(home)
    assert picture(snap_compare, home, size)


def test_home_in_light(snap_compare: Compare, home: Path, size: Size) -> None:
    """Home in the light theme, with the history highlighted."""
    five_sessions(home)
    assert picture(snap_compare, home, size, keys("down", "down", "down", "down"), theme="light")


def test_home_with_twenty_minutes_what_is_left_out(snap_compare: Compare, home: Path, size: Size) -> None:
    """Home with twenty minutes: what is left out, and why."""
    five_sessions(home)
    assert picture(snap_compare, home, size, keys("left", "left", "left"))


def test_why_the_session_is_as_it_is(snap_compare: Compare, home: Path, size: Size) -> None:
    """Why the session is as it is."""
    five_sessions(home)
    assert picture(snap_compare, home, size, keys("left", "left", "y"))


def test_the_guide_and_one_of_its_matters(snap_compare: Compare, home: Path, size: Size) -> None:
    """The guide, and one of its matters."""
    assert picture(snap_compare, home, size, keys("g", "down", "down"))


def test_a_run_before_it_is_kept(snap_compare: Compare, home: Path, size: Size) -> None:
    """A run before it is kept."""
    assert picture(snap_compare, home, size, keys("l", "down", "right"))


def test_the_keys_of_home(snap_compare: Compare, home: Path, size: Size) -> None:
    """The keys of home."""
    assert picture(snap_compare, home, size, keys("?"))


def test_the_one_question_of_the_first_start(snap_compare: Compare, home: Path, size: Size) -> None:
    """The one question of the first start."""
    assert picture(snap_compare, home, size, answered=False)


def test_the_health_note(snap_compare: Compare, home: Path, size: Size) -> None:
    """The health note."""
    assert picture(snap_compare, home, size, keys("2"), answered=False)


def test_the_warm_ups_and_what_is_in_the_one_of_seven_minutes(snap_compare: Compare, home: Path, size: Size) -> None:
    """The warm-ups, and what is in the one of seven minutes."""
    assert picture(snap_compare, home, size, keys("w", "down"))


def test_the_routines_one_of_them_own(snap_compare: Compare, home: Path, size: Size) -> None:
    """The routines, one of them own, one of them with a problem."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    own = 'title = "Ten easy minutes"\n[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "side_plank"\nhold = 30\n'
    (folder / "quiet.toml").write_text(own, encoding="utf-8")
    (folder / "broken.toml").write_text(own.replace("30", '"ten"'), encoding="utf-8")
    assert picture(snap_compare, home, size, keys("r", "down", "down", "down"))


def after(seconds: float) -> Moves:
    """Let the figure move for some seconds."""

    async def move(runner: Runner) -> None:
        screen = runner.app.screen
        assert isinstance(screen, FigureMixin)
        runner.clock.now += seconds
        screen.animation.draw()
        await settled(runner.pilot)

    return move


def test_the_exercises_a_lunge_on_its_way(snap_compare: Compare, home: Path, size: Size) -> None:
    """The exercises, a lunge on its way."""
    moves = (keys("e"), keys(*["down"] * 16), after(1.25))
    assert picture(snap_compare, home, size, *moves)


def test_the_page_of_the_deadlift(snap_compare: Compare, home: Path, size: Size) -> None:
    """The page of the deadlift, on its way down."""
    assert picture(snap_compare, home, size, keys("e"), keys("enter"), after(2.0))
