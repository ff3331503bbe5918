"""Only so many more minutes, and a set that hurt a little: two keys in the middle of a session."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runstrength.session.state import Mode
from tests.support.driving import running

TALL = """
title = "Tall"
[[blocks]]
name = "A"
sets = 3
rest = 60
[[blocks.slots]]
exercise = "squat"
reps = 10
[[blocks]]
name = "B"
sets = 3
rest = 60
[[blocks.slots]]
exercise = "plank"
hold = 60
"""


async def test_ten_more_minutes(home: Path) -> None:
    """The question shows what a number of minutes means; space takes it, and the session goes on with less."""
    async with running(home, TALL) as runner:
        await runner.go_to(1)
        before = runner.session.plan.sets
        await runner.press("o")
        assert runner.app.screen.name == "shorter"
        assert runner.mode is Mode.PAUSED
        await runner.press("down", "down", "down", "down", "4")
        asked = runner.painted
        await runner.press("space")

        assert "HOW MANY MORE MINUTES?" in asked
        assert " 4_ " in asked
        assert "drops " in asked
        assert (runner.app.screen.name, runner.mode, runner.index) == ("session", Mode.WORK, 1)
        assert runner.session.plan.sets < before
        assert runner.session.snapshot(runner.session.state.last_tick).left <= 4 * 60 + 30


CIRCUIT = """
title = "Circuit"
[[blocks]]
amrap = 720
[[blocks.slots]]
exercise = "squat_bw"
reps = 10
"""


async def test_a_circuit_has_nothing_to_drop(home: Path) -> None:
    """The set under way is never cut, so a long circuit doesn't fit into less time; nor is another exercise offered."""
    async with running(home, CIRCUIT) as runner:
        assert "swap" not in runner.painted
        await runner.go_to(1)
        await runner.press("o")
        assert "10   nothing to drop" in runner.painted
        await runner.press("1", "5")
        assert "everything fits" in runner.painted


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1500", '"1500" isn\'t valid: use 1 to 600 minutes'),
        ("0", '"0" isn\'t valid: use 1 to 600 minutes'),
        ("7.5", '"7.5" isn\'t valid: use a whole number from 1'),
        ("1:75", '"1:75" isn\'t valid: use 1 to 600 minutes'),
        ("123456789", "no room: at most 8 characters fit here"),
    ],
)
async def test_a_time_that_is_none(home: Path, typed: str, says: str) -> None:
    """What is typed stands there whole; what can't be a time is said and not taken, and can be corrected."""
    async with running(home, TALL) as runner:
        await runner.go_to(1)
        await runner.press("o")
        await runner.hit(*typed, "space")
        asked, screen = runner.painted, runner.app.screen.name
        await runner.press(*["backspace"] * 8, "4", "space")

        assert screen == "shorter"
        assert f" {typed[:8]}_ " in asked
        assert says in asked
        assert runner.app.screen.name == "session"
        assert runner.session.snapshot(runner.session.state.last_tick).left <= 4 * 60 + 30


async def test_hours_and_minutes(home: Path) -> None:
    """1:30 is an hour and a half, as everywhere."""
    async with running(home, TALL) as runner:
        await runner.go_to(1)
        await runner.press("o")
        await runner.hit("1", ":", "0", "0")
        assert "1:00_   everything fits" in runner.painted


@pytest.mark.parametrize("key", ["escape", "q", "o", "ctrl+c"])
async def test_as_it_was(home: Path, key: str) -> None:
    """Who does not want it after all finds the session as it was."""
    async with running(home, TALL) as runner:
        await runner.go_to(1)
        plan = runner.session.plan
        await runner.press("o", key)

        assert (runner.app.screen.name, runner.mode) == ("session", Mode.WORK)
        assert runner.session.plan is plan


async def test_a_number_of_minutes_into_which_all_of_it_fits_leaves_nothing_out(home: Path) -> None:
    """A number of minutes into which all of it fits leaves nothing out, and what is typed is shown."""
    async with running(home, TALL) as runner:
        await runner.go_to(1)
        before = runner.session.plan.sets
        await runner.press("o", "9", "9", "9", "backspace")
        large = runner.painted
        await runner.press("backspace", "backspace", "4")
        small = runner.painted
        await runner.press("9", "9", "enter")

        assert "everything fits" in large
        assert re.search(r"keep all: about \d+ min, done \d\d:\d\d", large)
        assert "shorten: " not in large
        assert re.search(r"shorten: about \d+ min, done \d\d:\d\d", small)
        assert "drops " in small
        assert runner.session.plan.sets == before


async def test_the_journal_knows(home: Path) -> None:
    """A session that was cut short is resumed as it was cut."""
    async with running(home, TALL) as runner:
        await runner.go_to(1)
        await runner.press("o", "4", "space")
        sets = runner.session.plan.sets
        (journal,) = (home / "state" / "journal").glob("*")
        text = journal.read_text()

    from runstrength.history.journal import read

    reading = read(text.encode())
    assert reading is not None
    assert reading.session.plan.sets == sets


async def test_it_hurt_a_little(home: Path) -> None:
    """The key n notes of the chosen set, or in work of the one under way, that it hurt a bit; n again undoes it."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.hit("n")
        assert [item.niggle for item in runner.session.state.log] == [False, False, True]
        assert "R  1 s! " in runner.says("#notes")
        await runner.hit("shift+tab", "n", "tab", "n")
        assert [item.niggle for item in runner.session.state.log] == [False, True, False]
        await runner.go_to(8)
        await runner.hit("n")
        await runner.hit("space")
        assert [item.niggle for item in runner.session.state.log] == [False, True, False, True]


async def test_nothing_to_note(home: Path) -> None:
    """Before the first set there is nothing that could have hurt."""
    async with running(home) as runner:
        await runner.hit("n")

        assert runner.session.state.log == ()
