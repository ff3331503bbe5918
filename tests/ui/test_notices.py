"""What the app says for a moment, on every screen but the session's."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.ui import messages
from tests.support.app import painted, settled
from tests.ui.bursts import WAYS, at_home, go, prepare, resize, send


@pytest.mark.parametrize("name", ["home", "history", "settings", "builder", "summary", "add"])
async def test_a_notice_stands_in_the_place_of_the_keys(home: Path, name: str) -> None:
    """A short notice changes the last row of a screen and no other one, for two seconds; then the keys are back."""
    prepare(home)
    async with at_home(home, checkin=False) as runner:
        await go(runner, WAYS[name](home))
        for size in ((60, 20), (80, 24), (120, 40)):
            await send(runner, resize(*size))
            runner.app.clear_notifications()
            await settled(runner.pilot)
            before = painted(runner.app)
            runner.app.notify("Something happened.")
            await settled(runner.pilot)
            during = painted(runner.app)
            await runner.wait(1.9)
            await settled(runner.pilot)
            still = painted(runner.app)
            await runner.wait(0.2)
            await settled(runner.pilot)

            assert during[-1].strip() == "Something happened.", size
            assert before[:-1] == during[:-1], size
            assert still == during, size
            assert painted(runner.app) == before, size


async def test_a_long_warning_is_whole(home: Path) -> None:
    """A warning that needs more than a line takes rows from the list, is whole, and begins with a sign."""
    prepare(home)
    text = (
        "That couldn't be saved: /a/long/path/to/a/file.json: No space left on device. Free some space and try again."
    )
    async with at_home(home) as runner:
        await send(runner, resize(60, 20))
        runner.app.notify(text, severity="warning")
        await settled(runner.pilot)
        assert f"! {text}" in " ".join(runner.painted.split())
        await runner.wait(7)
        await settled(runner.pilot)
        assert "! That" in runner.painted
        await runner.wait(1)
        await settled(runner.pilot)
        assert "! That" not in runner.painted


async def test_the_latest_notice(home: Path) -> None:
    """Of two notices the later one is shown, for its whole time."""
    prepare(home)
    async with at_home(home) as runner:
        runner.app.notify("First words.")
        await settled(runner.pilot)
        await runner.wait(1)
        runner.app.notify("Second words.")
        await runner.wait(1.9)
        await settled(runner.pilot)
        assert "First words." not in runner.painted
        assert "Second words." in runner.painted
        await runner.wait(0.2)
        await settled(runner.pilot)
        assert "words." not in runner.painted


async def test_a_notice_of_a_screen_that_closes(home: Path) -> None:
    """What is said while a screen opens or closes is said on the screen that comes next."""
    prepare(home)
    async with at_home(home) as runner:
        runner.app.post_message(messages.OpenHistory())
        runner.app.call_later(runner.app.notify, "As it opened.")
        await settled(runner.pilot)
        assert runner.app.screen.name == "history"
        assert "As it opened." in runner.painted

        runner.app.notify("As it closed.")
        runner.app.post_message(messages.Close())
        await settled(runner.pilot)
        assert runner.app.screen.name == "home"
        assert "As it closed." in runner.painted


async def test_a_notice_behind_the_help(home: Path) -> None:
    """A notice covers nothing: one that is said behind the help is shown for its whole time when that is closed."""
    prepare(home)
    async with at_home(home) as runner:
        await go(runner, ("question_mark",))
        before = runner.painted
        runner.app.notify("Behind it.")
        await runner.wait(60)
        await settled(runner.pilot)
        assert runner.painted == before

        runner.app.post_message(messages.Close())
        await settled(runner.pilot)
        assert "Behind it." in runner.painted
        await runner.wait(2.1)
        await settled(runner.pilot)
        assert "Behind it." not in runner.painted
