"""The keys of a session: one press, one step, whatever the hand does."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.session.state import Mode
from runstrength.ui.session.dose import DoseBar
from tests.support.driving import running

FORWARD = ("space", "enter", "pagedown", "right")
BACKWARD = ("backspace", "pageup", "left")


async def test_space_enter_page_down_and_right_each_end_a_step_and_begin_the_next(home: Path) -> None:
    """Space, enter, page-down and right each end a step and begin the next, be it a break or a set."""
    async with running(home) as runner:
        steps = []
        for key in (*FORWARD, *FORWARD):
            await runner.press(key)
            steps.append(runner.index)

        assert steps == [1, 2, 3, 4, 5, 6, 7, 8]
        assert runner.done == [8, 1, 1]


@pytest.mark.parametrize("key", ["space", "left", "s"])
async def test_a_key_just_after_a_step_ended_by_itself(home: Path, key: str) -> None:
    """A key that comes a moment after a step ended by itself was meant for that step: the next stays as it is."""
    async with running(home) as runner:
        await runner.wait(9.95)
        await runner.wait(0.1)
        assert (runner.index, runner.mode) == (1, Mode.WORK)
        await runner.press(key)
        assert (runner.index, runner.mode, runner.done) == (1, Mode.WORK, [])
        await runner.wait(0.7)
        await runner.press(key)
        assert (runner.index, runner.done) != (1, [])


async def test_backspace_goes_back(home: Path) -> None:
    """Backspace, page-up and left take the last set back and lead into it again."""
    async with running(home) as runner:
        for key in BACKWARD:
            await runner.go_to(2)
            assert runner.done == [8]
            await runner.press(key)

            assert (runner.index, runner.mode, runner.done) == (0, Mode.READY, [])


async def test_back_out_of_a_set(home: Path) -> None:
    """After three seconds of a set, back means this set again, with its lead-in."""
    async with running(home) as runner:
        await runner.go_to(3)
        await runner.wait(4)
        await runner.press("backspace")

        assert (runner.index, runner.mode, runner.done) == (2, Mode.READY, [8])


async def test_back_at_the_start(home: Path) -> None:
    """Where there is nothing to go back to, the key does nothing."""
    async with running(home) as runner:
        await runner.press("left")

        assert (runner.index, runner.mode, runner.shows) == (0, Mode.READY, "9")


async def test_s_leaves_out_the_set_that_is_announced(home: Path) -> None:
    """S leaves out the set that is announced; it is kept as skipped, not as done."""
    async with running(home) as runner:
        await runner.press("s")

        assert (runner.index, runner.done) == (2, [0])
        assert runner.session.state.log[0].skipped


async def test_p_stops_the_clock_with_the_word_paused_in_the_place_of_the_number(home: Path) -> None:
    """P stops the clock with the word PAUSED in the place of the number, and starts it again where it was."""
    async with running(home) as runner:
        await runner.wait(3)
        await runner.press("p")
        await runner.wait(600)
        stands = (runner.mode, runner.shows, runner.app.screen.query_one(DoseBar).text, runner.wake.moment)
        await runner.hit("p")

        assert stands == (Mode.PAUSED, "PAUSED", "0:07 to go", None)
        assert (runner.mode, runner.shows) == (Mode.READY, "7")


async def test_go_on_after_a_pause(home: Path) -> None:
    """While paused, the keys for going on do just that, and end no step."""
    async with running(home) as runner:
        for key in FORWARD:
            await runner.press("p")
            assert runner.mode is Mode.PAUSED
            await runner.press(key)

            assert (runner.index, runner.mode) == (0, Mode.READY)


async def test_plus_or_equals_which_is_the_same_key(home: Path) -> None:
    """Plus, or equals which is the same key, makes the running time 10 s longer; minus makes it shorter."""
    async with running(home) as runner:
        await runner.go_to(3)
        shown = [runner.shows]
        for key in ("+", "=", "-"):
            await runner.hit(key)
            shown.append(runner.shows)

        assert shown == ["19", "29", "39", "29"]


async def test_less_than_nothing(home: Path) -> None:
    """Taking 10 s from the last few ends the step, and counts nothing below zero."""
    async with running(home) as runner:
        await runner.wait(5)
        await runner.hit("-")

        assert (runner.index, runner.mode) == (1, Mode.WORK)


async def test_the_time_of_reps(home: Path) -> None:
    """Reps have no time that could be changed: the key does nothing."""
    async with running(home) as runner:
        await runner.go_to(1)
        await runner.hit("+")

        assert (runner.index, runner.mode, runner.shows) == (1, Mode.WORK, "8")


async def test_a_heavy_hand(home: Path) -> None:
    """A key held down for a second, thirty presses, goes on by one step."""
    async with running(home) as runner:
        for step, key in enumerate(FORWARD, 1):
            await runner.hold_down(key)

            assert runner.index == step
            await runner.wait(1)


@pytest.mark.parametrize(("key", "index"), [("s", 4), ("backspace", 0)])
async def test_a_heavy_hand_skips_one_set(home: Path, key: str, index: int) -> None:
    """Skip and back, held down for a second, do it once."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.hold_down(key)

        assert runner.index == index


async def test_deaf_for_a_moment(home: Path) -> None:
    """A second press within 0.7 s is not heard, one after that is."""
    async with running(home) as runner:
        await runner.hit("space")
        await runner.wait(0.69)
        await runner.hit("space")
        early = runner.index
        await runner.wait(0.4)
        await runner.hit("space")

        assert (early, runner.index) == (1, 2)


async def test_another_key_is_heard(home: Path) -> None:
    """Only the key that was obeyed is deaf: going back from a step that was left too soon works at once."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.hit("space")
        await runner.hit("backspace")

        assert runner.index < 3


async def test_the_words_at_the_foot_do_with_a_click_what_their_keys_do(home: Path) -> None:
    """The words at the foot do with a click what their keys do."""
    async with running(home) as runner:
        foot = runner.painted.splitlines()[-1]
        places = {word: (foot.index(word) - 2, 1) for word in ("p pause", "? keys")}
        await runner.pilot.click("#foot", offset=places["p pause"])
        await runner.pilot.pause()
        paused, foot = runner.mode, runner.painted.splitlines()[-1]
        await runner.pilot.click("#foot", offset=(foot.index("space resume") - 2, 1))
        await runner.pilot.pause()
        went_on, foot = runner.mode, runner.painted.splitlines()[-1]
        await runner.wait(1)
        await runner.pilot.click("#foot", offset=(foot.index("space start now") - 2, 1))
        await runner.pilot.pause()
        step, foot = runner.index, runner.painted.splitlines()[-1]
        await runner.pilot.click("#foot", offset=(foot.index("? keys") - 2, runner.rows("#foot") - 1))
        await runner.pilot.pause()

        assert (paused, went_on, step, runner.app.screen.name) == (Mode.PAUSED, Mode.READY, 1, "help")


async def test_a_key_from_home(home: Path) -> None:
    """The press that starts a session from home does not end its first step too, however long it lasts."""
    async with running(home, start="home") as runner:
        assert runner.index == 0
        runner.app.services.key_guard.mark_handled("space", runner.clock.now)
        await runner.hold_down("space", 10, 0.5)

        assert runner.index == 0
