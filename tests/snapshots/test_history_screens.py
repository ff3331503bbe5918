"""What was done as it looks: with no session, one, thirty, and three years of them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from tests.snapshots.test_home_screens import Compare, Size, picture
from tests.support.activity_files import gpx, strava
from tests.support.driving import Runner
from tests.support.pasts import fill
from tests.support.scenes import SIZES, Moves, keys
from tests.support.strength_files import strong_user

RUNS = (
    '1,"Nov 20, 2026, 6:15:30\u202fAM",Morning Run,Run,,3000,10.00,150,42,false,1.fit.gz,3000.0,2980.0,10000.0,',
    '2,"Nov 14, 2026, 8:00:00\u202fAM",Long run by the river,Run,,6900,21.10,150,42,false,,6900.0,6800.0,21100.0,',
    '3,"Nov 12, 2026, 5:30:00\u202fPM",Track: 6 x 800 m,Run,,3600,9.60,150,42,false,,3600.0,3000.0,9600.0,',
)
PASTS = {"none": 0, "one": 1, "thirty": 30, "three years": None}
SCREENS = {
    "history": (),
    "balance": (keys("p"),),
    "progress": (keys("p"), keys("down")),
    "exercise": (keys("p"), keys("down", "down", "enter"), keys("right")),
    "weeks": (keys("w"),),
}


async def later(runner: Runner) -> None:
    """Wait until a key is heard again."""
    runner.clock.now += 1.0


FILLED = [("none", SIZES[0]), ("one", SIZES[0]), ("thirty", SIZES[0]), *(("three years", size) for size in SIZES)]
"""How much there is, and in which sizes; with little in it a large screen has no more to show."""
sized = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


@pytest.mark.parametrize(("past", "size"), FILLED, ids=[f"{past}-{size[0]}x{size[1]}" for past, size in FILLED])
@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_is_right_with_nothing_in_it(
    snap_compare: Compare, home: Path, screen: str, past: str, size: Size
) -> None:
    """Each screen is right with nothing in it, with little, and with very much."""
    fill(home, PASTS[past])
    assert picture(snap_compare, home, size, *SCREENS[screen], start="history")


@sized
def test_a_search_under_way_in_the_light_theme(snap_compare: Compare, home: Path, size: Size) -> None:
    """A search under way, in the light theme."""
    fill(home, 30)
    assert picture(snap_compare, home, size, keys("/"), keys(*"core"), start="history", theme="light")


@sized
def test_one_session_as_a_table(snap_compare: Compare, home: Path, size: Size) -> None:
    """One session as a table, with the question whether to delete it."""
    fill(home, 30)
    assert picture(snap_compare, home, size, keys("down", "enter"), keys("d"), start="history")


@sized
def test_a_load_that_is_being_typed(snap_compare: Compare, home: Path, size: Size) -> None:
    """A load that is being typed."""
    fill(home, 30)
    moves = (keys("down", "e"), keys(*["down"] * 6), keys("tab", "1", "2"))
    assert picture(snap_compare, home, size, *moves, start="history")


@sized
def test_the_choice_of_what_to_add(snap_compare: Compare, home: Path, size: Size) -> None:
    """The choice of what to add."""
    assert picture(snap_compare, home, size, keys("a"), keys("down"), start="history")


@sized
def test_the_forms_in_which_sessions_are_taken_along(
    snap_compare: Compare, home: Path, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The forms in which sessions are taken along, and where a file of them was written."""
    monkeypatch.setenv("HOME", str(home))
    fill(home, 30)
    assert picture(snap_compare, home, size, keys("o"), keys("down", "enter"), start="history")


@sized
@pytest.mark.parametrize("moves", [(), (keys("down", "enter"),)], ids=["files", "preview"])
def test_the_files_that_may_be_taken_in(
    snap_compare: Compare, home: Path, size: Size, moves: tuple[Moves, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files that may be taken in, and what is new in one of them."""
    monkeypatch.setenv("HOME", str(home))
    fill(home, 30)
    (home / "exports").mkdir()
    for number, (name, data) in enumerate((("activities.csv", strava(*RUNS)), ("morning.gpx", gpx()))):
        file = home / "exports" / name
        file.write_bytes(data)
        os.utime(file, (1795334400 + number * 3600,) * 2)
    assert picture(snap_compare, home, size, keys("i"), *moves, start="history")


def test_import_of_a_strength_app(snap_compare: Compare, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Strong exports, with the names that no exercise has: one of them is highlighted."""
    monkeypatch.setenv("HOME", str(home))
    fill(home, 30)
    (home / "exports").mkdir()
    (home / "exports" / "strong.csv").write_text(strong_user(6, datetime(2026, 10, 27, 18, 30)), encoding="utf-8")
    assert picture(
        snap_compare, home, (80, 24), keys("i"), keys("enter"), keys("down", "down", "down"), start="history"
    )


@sized
def test_the_trash_with_one_session_in_it(snap_compare: Compare, home: Path, size: Size) -> None:
    """The trash, with one session in it."""
    fill(home, 30)
    assert picture(snap_compare, home, size, keys("d"), later, keys("d"), keys("x"), start="history")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_small_terminal_without_colours(
    snap_compare: Compare, home: Path, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small terminal, without colours."""
    monkeypatch.setenv("NO_COLOR", "1")
    fill(home, None)
    assert picture(snap_compare, home, (60, 20), *SCREENS[screen], start="history")
