"""The help: all keys on one screen, and the clock stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.session.state import Mode
from tests.support.driving import running


@pytest.mark.parametrize("key", ["?", "f1"])
async def test_the_session_stands_while_its_keys_are_shown(home: Path, key: str) -> None:
    """The session stands while its keys are shown, and goes on where it was."""
    async with running(home) as runner:
        await runner.press(key)
        await runner.wait(100)
        shown = (runner.app.screen.name, runner.mode)
        await runner.hit("escape")
        await runner.pilot.pause()

        assert shown == ("help", Mode.PAUSED)
        assert (runner.app.screen.name, runner.mode, runner.shows) == ("session", Mode.READY, "10")


async def test_a_pause_stays(home: Path) -> None:
    """Who had paused before the help finds the session paused after it."""
    async with running(home) as runner:
        await runner.press("p", "?", "?")

        assert (runner.app.screen.name, runner.mode) == ("session", Mode.PAUSED)


async def test_the_keys_for_going_on(home: Path) -> None:
    """The keys for going on, back and out close the help and do nothing else, not even resume a pause."""
    async with running(home) as runner:
        await runner.go_to(2)
        for key in ("space", "q", "?", "backspace", "ctrl+c"):
            await runner.press("p", "?")
            assert runner.app.screen.name == "help"
            await runner.press(key)

            assert (runner.app.screen.name, runner.index, runner.mode) == ("session", 2, Mode.PAUSED), key
            await runner.hit("p")


async def test_a_heavy_hand_closes(home: Path) -> None:
    """A key that closes the help and is held down does not go on, or back, as well."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.press("?")
        await runner.hold_down("backspace")

        assert (runner.app.screen.name, runner.index) == ("session", 2)


async def test_a_click_closes(home: Path) -> None:
    """A click closes it too."""
    async with running(home) as runner:
        await runner.press("?")
        await runner.pilot.click("HelpScreen Lines", offset=(3, 3))
        await runner.pilot.pause()

        assert (runner.app.screen.name, runner.mode) == ("session", Mode.READY)


async def test_at_80_x_24_every_key_of_a_session_fits_on_one_screen(home: Path) -> None:
    """At 80 x 24 every key of a session fits on one screen with what it does."""
    async with running(home) as runner:
        await runner.press("?")

        for words in (
            "space  enter  →   done, continue; a clicker works too",
            "backspace  ←",
            "p ",
            "skip this set",
            "10 s more, 10 s less",
            "correct what you just did",
            "the next value",
            "end: keep going, save or discard",
            "finish and save at once",
            "all commands",
        ):
            assert words in runner.painted


async def test_at_60_x_20_all_of_it_still_fits(home: Path) -> None:
    """At 60 x 20 all of it still fits."""
    async with running(home, size=(60, 20)) as runner:
        await runner.press("?")

        words = " ".join(runner.painted.split())
        assert "q esc ctrl+c end: keep going, save or discard ctrl+c ctrl+c" in words
        assert "all commands" in words
