"""Home: what one press does, and what it says."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from runstrength.history.store import Store
from runstrength.ui.home.screen import HomeScreen
from tests.support.app import MORNING, make_app, painted, press, settled, text_of
from tests.support.history_samples import PLANK, record


@pytest.mark.parametrize("key", ["space", "enter", "s"])
async def test_one_press_starts(home: Path, key: str) -> None:
    """One press of space, enter or s starts the runner's supersets."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, key)

        assert app.screen.name == "session"


async def test_a_click_starts(home: Path) -> None:
    """A click on the first entry starts too."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.click("#list", offset=(5, 0))
        await settled(pilot)

        assert app.screen.name == "session"


@pytest.mark.parametrize(
    ("keys", "screen"),
    [("w", "warmup"), ("r", "routines"), ("e", "exercises"), ("h", "history"), ("?", "help"), ("down enter", "warmup")],
)
async def test_the_ways_from_home(home: Path, keys: str, screen: str) -> None:
    """Each entry is one letter away, or a few arrows and enter; escape comes back."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, *keys.split())
        there = app.screen.name
        await press(pilot, "escape")

        assert (there, app.screen.name) == (screen, "home")


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
async def test_there_is_nothing_to_lose_on_home(home: Path, key: str) -> None:
    """There is nothing to lose on home, so q, ctrl+c and ctrl+q leave at once with status 0."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(key)

    assert (app.return_value or 0, app.return_code or 0) == (0, 0)
    assert not app.is_running


async def test_escape_does_nothing_on_home(home: Path) -> None:
    """Escape does nothing on home."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "escape")

        assert app.is_running
        assert isinstance(app.screen, HomeScreen)


async def test_a_key_held_down_stops_here(home: Path) -> None:
    """A key that is held down while the last screen closes starts nothing new."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.services.key_guard.mark_handled("space", app.real_clock())
        await pilot.press("space", "space")
        await settled(pilot)

        assert isinstance(app.screen, HomeScreen)


async def test_what_it_says(home: Path) -> None:
    """Home says the date, how the week goes, and what the session is like if it starts now."""
    store = Store(home / "data" / "history")
    store.save(record("aaaa0001", -1, sets=(PLANK,)))
    store.save(record("aaaa0002", -20, sets=(PLANK,)))
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)

        assert text_of(app, "#headline").splitlines() == [
            "runstrengthSunday 22 November",
            "1 of 2 sessions this week",
        ]
        assert "beginner · 2 sets · 21 min · done 07:51" in text_of(
            app, "#details"
        )  # a side plank of 30 s, as last time


async def test_when_the_minute_is_over(home: Path) -> None:
    """When the minute is over, so is the old time at which the session would be done."""
    moments = [MORNING]
    app = make_app(home, now=lambda: moments[-1])
    async with app.run_test() as pilot:
        await settled(pilot)
        moments.append(MORNING + timedelta(minutes=2))
        assert isinstance(app.screen, HomeScreen)
        app.screen.minute_passed()

        assert "done 07:52" in text_of(app, "#details")


async def test_when_nothing_is_to_be_saved_home_says_so(home: Path) -> None:
    """When nothing is to be saved, home says so."""
    app = make_app(home, saves=False)
    async with app.run_test() as pilot:
        await settled(pilot)

        assert "nothing is saved today" in text_of(app, "#headline")


async def test_a_broken_own_runner(home: Path) -> None:
    """An own routine in the place of the runner's that cannot be read is explained and does not start."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "runner.toml").write_text("[[blocks]]\nsets = 0\n", encoding="utf-8")
    app = make_app(home)
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "space")

        assert "This routine has errors" in text_of(app, "#details")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_at_every_size_the_first_entries_and_the_way_out_are_on_the_screen(
    home: Path, size: tuple[int, int]
) -> None:
    """At every size the first entries and the way out are on the screen, and the last entry can be reached."""
    app = make_app(home)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        text = "\n".join(painted(app))
        await press(pilot, "end")
        end = "\n".join(painted(app))

    assert all(entry in text for entry in ("› Start the session", "Warm-up", "History", "q quit"))
    assert "› Settings" in end
    assert ("Single-leg glute bridge" in text) == (size[0] >= 76)


async def test_the_clock_has_an_offset(home: Path) -> None:
    """The date on home is that of the clock it was given, whatever day it is here."""
    app = make_app(home, now=lambda: datetime(2031, 3, 3, 23, 59, 59, tzinfo=MORNING.tzinfo))
    async with app.run_test() as pilot:
        await settled(pilot)

        assert "Monday 3 March" in text_of(app, "#headline")


async def test_dark_or_light(home: Path) -> None:
    """One key changes between dark and light, what is drawn too, and the choice is remembered."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dark = app.screen.styles.background
        await press(pilot, "t")

        assert app.theme == "runstrength-light"
        assert app.screen.styles.background != dark
        assert 'theme = "light"' in (home / "config" / "config.toml").read_text()
