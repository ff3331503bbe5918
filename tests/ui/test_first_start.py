"""The first start: a level, a note, and never again."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength.settings import first_start_done, read_settings
from tests.support.app import make_app, painted, press, settled, text_of


@pytest.mark.parametrize(
    ("keys", "level"),
    [
        ("enter enter", "beginner"),
        ("down enter enter", "intermediate"),
        ("3 1", "advanced"),
        ("2 1", "intermediate"),
    ],
)
async def test_two_presses_by_arrows_or_by_number(home: Path, keys: str, level: str) -> None:
    """Two presses, by arrows or by number, answer both questions; the answers are kept, and home comes next."""
    app = make_app(home, answered=False)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, *keys.split())

        assert app.screen.name == "home"

    config = home / "config" / "config.toml"
    assert first_start_done(config)
    assert read_settings(config)[0].level == level


async def test_a_click_on_a_level_and_a_click_on_the_confirmation_do_the_same(home: Path) -> None:
    """A click on a level and a click on the confirmation do the same."""
    app = make_app(home, answered=False)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.click("#list", offset=(6, 2))
        await settled(pilot)
        await pilot.click("#list", offset=(6, 0))
        await settled(pilot)

        assert app.screen.name == "home"
    assert app.services.settings.level == "advanced"


async def test_then_what_was_asked_for(home: Path) -> None:
    """Who asked for a session gets it after the questions, at the level just chosen."""
    app = make_app(home, start="session", routine="core", answered=False)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "3", "1")

        assert app.screen.name == "session"
    assert app.services.planner.choices.level == "advanced"


async def test_each_level_says_its_sets(home: Path) -> None:
    """Each level says its sets, how long a full session takes, and who it is for."""
    app = make_app(home, answered=False)
    async with app.run_test() as pilot:
        await settled(pilot)
        rows = text_of(app, "#list").splitlines()

    assert [" ".join(row.split()) for row in rows] == [
        "1 Beginner 2 sets, about 20 min new, or back after time off",
        "2 Intermediate 3 sets, about 37 min a few months of strength training",
        "3 Advanced 4 sets, about 60 min years of heavy strength training",
    ]


async def test_the_time_is_asked_with_the_level(home: Path) -> None:
    """Arrows choose how long a session may take; each level says what fits; the answer is kept, and home uses it."""
    app = make_app(home, answered=False)
    app.services.settings = replace(app.services.settings, minutes=30)
    app.services.planner.choose(minutes=30.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "›  30 minutes" in text_of(app, "#headline")
        assert "← → time" in text_of(app, "#foot")
        rows = [" ".join(row.split()) for row in text_of(app, "#list").splitlines()]
        assert [row.split(" min")[0] for row in rows] == [
            "1 Beginner 2 sets, about 20",
            "2 Intermediate 2 sets, about 25",
            "3 Advanced 2 sets, about 28",
        ]
        await press(pilot, "down", "left", "left", "enter", "enter")
        assert app.screen.name == "home"
        assert "20 minutes" in text_of(app, "#details")
    chosen = read_settings(home / "config" / "config.toml")[0]
    assert (chosen.level, chosen.minutes) == ("intermediate", 20)
    assert app.services.planner.choices.minutes == 20


async def test_a_time_given_for_the_day_stays(home: Path) -> None:
    """Who started with --minutes is asked for the usual time, and keeps that of the day."""
    app = make_app(home, answered=False)
    app.services.planner.choose(minutes=15.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "right", "left", "1", "1")
    assert app.services.planner.choices.minutes == 15


async def test_one_number_of_sets(home: Path) -> None:
    """The sentence about a level says the same number of sets as its row, and how many more time would bring."""
    app = make_app(home, answered=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, *["left"] * 2, "down")
        limited = " ".join(text_of(app, "#details").split())
        row = text_of(app, "#list").splitlines()[1]
        await press(pilot, *["right"] * 4)
        whole = " ".join(text_of(app, "#details").split())
        long_row = text_of(app, "#list").splitlines()[1]

    assert "2 sets, about" in row
    assert "2 sets of each exercise in this time (3 with more), 75 s between rounds" in limited
    assert "3 sets, about" in long_row
    assert "3 sets of each exercise, 75 s between rounds" in whole


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_the_health_note_is_whole_at_every_size(home: Path, size: tuple[int, int]) -> None:
    """The health note is whole at every size: who should ask a doctor first, who checks the form, and pain."""
    app = make_app(home, answered=False)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        text = " ".join(" ".join(painted(app)).split())

    assert "Check with a doctor first, above all if you are pregnant, have a heart condition, or" in text
    assert "recently had an injury or operation." in text
    assert "check your form in person." in text
    assert "Sharp pain ends a session." in text
    assert "1 Got it, continue" in text


@pytest.mark.parametrize("keys", ["escape", "2", "backspace"])
async def test_back_to_the_level(home: Path, keys: str) -> None:
    """From the note there is a way back to the question, with the level still chosen."""
    app = make_app(home, answered=False)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "3", keys)

        assert "Advanced" in text_of(app, "#list")
        await press(pilot, "enter", "enter")
    assert app.services.settings.level == "advanced"


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
@pytest.mark.parametrize("before", [(), ("1",)])
async def test_leaving_before_both_are_answered_keeps_nothing(home: Path, key: str, before: tuple[str, ...]) -> None:
    """Leaving before both are answered keeps nothing: the next start asks again."""
    app = make_app(home, answered=False)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, *before)
        await pilot.press(key)

    assert (app.return_value or 0, app.return_code or 0) == (0, 0)
    assert not first_start_done(home / "config" / "config.toml")


async def test_a_key_held_down_confirms_nothing(home: Path) -> None:
    """Enter held down answers the first question only: the note waits for a press of its own."""
    app = make_app(home, answered=False)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("enter", "enter", "enter")
        await settled(pilot)

        assert app.screen.name == "first-start"
        assert "Got it" in text_of(app, "#list")
