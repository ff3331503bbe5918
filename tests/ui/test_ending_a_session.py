"""How a session ends before its time: go on, finish and save, or discard."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.session.state import Mode
from tests.support.driving import running


async def test_q_escape_ctrl_c_and_ctrl_q_ask(home: Path) -> None:
    """Q, escape, ctrl+c and ctrl+q ask, and the clock stands while they do."""
    async with running(home) as runner:
        for key in ("q", "escape", "ctrl+c", "ctrl+q"):
            await runner.press(key)
            await runner.wait(100)

            assert (runner.app.screen.name, runner.mode) == ("stop", Mode.PAUSED)
            assert "finish and save what you did" in runner.painted
            await runner.hit("g")


async def test_space_g_p_q(home: Path) -> None:
    """Space, g, p, q, escape and page-down go on where the clock was stopped, and end no step."""
    async with running(home) as runner:
        await runner.go_to(3)
        for number, key in enumerate(("space", "g", "p", "q", "escape", "pagedown"), 1):
            await runner.press("q", key)

            assert (runner.app.screen.name, runner.mode, runner.index) == ("session", Mode.READY, 3), key
            await runner.wait(5)
            assert runner.mode is Mode.WORK
            assert runner.shows == str(19 - number), "only the second after it has passed"


async def test_a_heavy_hand_goes_on(home: Path) -> None:
    """A key that answers the question and is held down does not end the step as well."""
    async with running(home) as runner:
        await runner.press("q")
        await runner.hold_down("space")

        assert (runner.app.screen.name, runner.index) == ("session", 0)


async def test_a_heavy_hand_asks(home: Path) -> None:
    """A key that asks and is held down does not answer as well."""
    async with running(home) as runner:
        for key, question in {"q": "stop", "escape": "stop", "x": "swap", "o": "shorter", "?": "help"}.items():
            await runner.hold_down(key)
            assert runner.app.screen.name == question, key
            await runner.press("g" if question == "stop" else "escape")
            await runner.hold_down(key, 2, 0.1)
            assert runner.app.screen.name == question, f"{key} for a moment"
            await runner.press("g" if question == "stop" else "escape")


async def test_a_pause_stays(home: Path) -> None:
    """Who had paused before the question finds the session paused after it."""
    async with running(home) as runner:
        await runner.press("p", "q", "g")

        assert runner.mode is Mode.PAUSED
        assert runner.wake.moment is None


async def test_f_finishes_what_was_done_is_on_disk(home: Path) -> None:
    """F finishes: what was done is on disk, as not completed, and the summary shows it."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.press("q", "f")
        saved = runner.saved(home)

        assert runner.app.screen.name == "summary"
        assert [(item["completed"], [one["done"] for one in item["sets"]]) for item in saved] == [(False, [8])]


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_the_same_key_again_within_two_seconds_finishes_and_saves(home: Path, key: str) -> None:
    """The same key again within two seconds finishes and saves."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.hit(key)
        await runner.pilot.pause()
        await runner.wait(2)
        await runner.press(key)

        assert runner.app.screen.name == "summary"
        assert len(runner.saved(home)) == 1


async def test_twice_but_slowly(home: Path) -> None:
    """After two seconds the second press only asks anew; a third soon after it finishes."""
    async with running(home) as runner:
        await runner.press("s")
        await runner.press("ctrl+c")
        await runner.wait(1.1)
        await runner.press("ctrl+c")
        asked, kept = runner.app.screen.name, runner.saved(home)
        await runner.press("ctrl+c")

        assert (asked, kept) == ("stop", [])
        assert len(runner.saved(home)) == 1


async def test_discarding_takes_two_presses_says_what_is_lost(home: Path) -> None:
    """Discarding takes two presses, says what is lost, saves nothing, and leaves with status 0."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.press("q", "d")
        once, words = runner.app.screen.name, runner.says("#choices")
        await runner.press("d")

    assert once == "stop"
    assert "press d again to delete it" in words
    assert runner.saved(home) == []
    assert (runner.app.return_value, runner.app.is_running) == (0, False)


async def test_a_held_key_discards_nothing(home: Path) -> None:
    """Holding d down, as a terminal repeats it, is one press: the session is still there."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.press("q")
        await runner.hit("d")
        runner.clock.advance(0.5)
        for _ in range(20):
            await runner.hit("d")
            runner.clock.advance(1 / 30)

        assert runner.app.screen.name == "stop"


async def test_discard_goes_home(home: Path) -> None:
    """A session that was begun at home ends there when it is discarded, and rings no more."""
    async with running(home, start="home") as runner:
        await runner.press("q", "d", "d")

        assert runner.app.screen.name == "home"
        assert (runner.wake.moment, runner.title, runner.saved(home)) == (None, "runstrength", [])


async def test_each_of_the_three_answers_can_be_clicked(home: Path) -> None:
    """Each of the three answers can be clicked."""
    async with running(home) as runner:
        await runner.press("s")
        await runner.press("q")
        await runner.pilot.click("#choices", offset=(9, 4))
        await runner.pilot.pause()
        sure = "press d again" in runner.says("#choices")
        await runner.pilot.click("#choices", offset=(9, 2))
        await runner.pilot.pause()
        went_on = runner.app.screen.name
        await runner.press("q")
        await runner.pilot.click("#choices", offset=(9, 3))
        await runner.pilot.pause()
        await runner.pilot.pause()

        assert (sure, went_on, runner.app.screen.name) == (True, "session", "summary")


async def test_with_no_save_the_question_does_not_promise_to_save(home: Path) -> None:
    """With `--no-save` the question does not promise to save."""
    async with running(home, saves=False) as runner:
        await runner.press("q")

        assert "finish; nothing is saved" in runner.painted


async def test_the_three_answers_are_on_the_screen_at_every_size(home: Path) -> None:
    """The three answers are on the screen at every size, whole."""
    async with running(home) as runner:
        await runner.press("q", "d")
        for size in ((40, 12), (60, 20), (200, 60)):
            await runner.pilot.resize_terminal(*size)
            await runner.pilot.pause()

            for words in (
                "END THE SESSION?",
                "keep going",
                "finish and save what you did",
                "press d again to delete it",
            ):
                assert words in runner.painted, size


@pytest.mark.parametrize(("start", "index"), [("session", 0), ("session", 1), ("home", 0)])
async def test_before_anything_was_done(home: Path, start: str, index: int) -> None:
    """A session that is finished before its first set leaves nothing, says so, and leads out of it."""
    async with running(home, start=start, notifications=True) as runner:
        await runner.go_to(index)
        await runner.press("escape", "f")
        assert runner.saved(home) == []
        assert list((home / "state").rglob("*.jsonl")) == []
        assert start == "session" or "Nothing done, nothing saved." in runner.painted  # else the shell says it
        assert start == "session" or runner.app.screen.name == "home"
    assert start == "home" or runner.app.return_code == 0
