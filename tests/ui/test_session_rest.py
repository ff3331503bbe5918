"""Correcting in a break what was just done; logging never stops the clock."""

from __future__ import annotations

from pathlib import Path

from runstrength.session.state import Mode
from runstrength.ui.session.dose import DoseBar
from runstrength.ui.widgets.big_text import BigText
from tests.support.driving import SMALL, running

TWO_BLOCKS = (
    SMALL
    + """
[[blocks]]
name = "B"
sets = 1
[[blocks.slots]]
exercise = "push_up"
reps = 10
"""
)
"""As `SMALL`, then 13 rest, 14 ready, 15 push-up."""


async def test_nothing_to_press_what_was_planned_is_what_was_done(home: Path) -> None:
    """Nothing to press: what was planned is what was done, a hold the seconds that it was held."""
    async with running(home) as runner:
        await runner.go_to(5)
        await runner.wait(60)

        assert runner.done == [8, 1, 20]


async def test_what_was_just_done(home: Path) -> None:
    """The rest shows each set of the round with its side, the last one chosen."""
    async with running(home) as runner:
        await runner.go_to(5)
        await runner.wait(19)
        assert runner.mode is Mode.REST

        assert runner.says("#notes").splitlines()[-2] == "JUST DONE   squat 8 · side plank L 1 s R  20 s "


async def test_how_many_more(home: Path) -> None:
    """In the rest after a block it is asked about one exercise, by name: e and a digit answer, for that one alone."""
    async with running(home, TWO_BLOCKS) as runner:
        await runner.go_to(13)
        assert runner.says("#notes").splitlines()[-1] == (
            "SQUAT: how many more could you have done?  0  1  2  3  4+   press e"
        )
        await runner.hit("e", "2")

        assert [item.reserve for item in runner.session.state.log] == [None, None, None, 2, None, None]
        assert runner.says("#notes").splitlines()[-1].startswith("SQUAT: ")
        await runner.hit("7", "enter")
        assert runner.done[-1] == 7
        await runner.hit("e", "up", "up", "up", "e", "up")
        assert [item.reserve for item in runner.session.state.log] == [None, None, None, 4, None, None]
        assert runner.done[-1] == 8


async def test_by_the_mouse_or_not_at_all(home: Path) -> None:
    """An answer can be clicked; where it is not asked, neither key nor mouse says anything."""
    async with running(home, TWO_BLOCKS) as runner:
        await runner.go_to(2)
        await runner.hit("e", "2", "enter")
        assert runner.done == [8]
        await runner.go_to(13)
        runner.screen.action_reserve(0)
        await runner.hit()

        assert [item.reserve for item in runner.session.state.log] == [None, None, None, 0, None, None]


async def test_asked_after_the_last_set(home: Path) -> None:
    """No rest follows the last block, so the summary asks about it; what is answered there is saved for that set.

    The digit after the answer is the effort: one question after the other.
    """
    async with running(home) as runner:
        await runner.finish()
        assert "SQUAT: how many more could you have done?" in runner.says("#fields")
        await runner.hit("e", "3")
        assert "› EFFORT" in runner.says("#fields")
        assert runner.says("#fields").count("› ") == 1
        await runner.hit("6")

        (saved,) = runner.saved(home)
        assert [item["reserve"] for item in saved["sets"]] == [None, None, None, 3, None, None]
        assert (saved["effort"], saved["asked"]) == (6, ["squat"])


async def test_enter_leaves_the_summary_without_an_answer(home: Path) -> None:
    """Enter leaves the summary without an answer, as ever, and nothing is recorded but that it was asked."""
    async with running(home) as runner:
        await runner.finish()
        await runner.hit("enter")

        (saved,) = runner.saved(home)
        assert {item["reserve"] for item in saved["sets"]} == {None}
        assert saved["asked"] == ["squat"]


async def test_up_and_down_change_the_chosen_value_at_once(home: Path) -> None:
    """Up and down change the chosen value at once, while the rest runs on."""
    async with running(home) as runner:
        await runner.go_to(6)
        before = runner.session.due
        await runner.hit("up", "up", "down", "up")
        await runner.wait(3)

        assert runner.done == [8, 1, 3]
        assert (runner.session.due, runner.shows) == (before, "0:16")


async def test_no_less_than_nothing(home: Path) -> None:
    """Down stops at zero."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.hit("down", "down", "down")

        assert runner.done[-1] == 0


async def test_tab_goes_to_another_value(home: Path) -> None:
    """Tab goes to another value, round and round, shift and tab the other way, and digits change that one."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.hit("tab", "tab", "tab", "tab", "1", "0", "enter", "tab", "up", "shift+tab")

        assert runner.done == [10, 2, 1]


async def test_a_number_that_is_being_typed_is_shown(home: Path) -> None:
    """A number that is being typed is shown; enter accepts it, and does not go on."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.hit("1", "7")
        typed = runner.says("#notes")
        await runner.hit("enter")

        assert " 17_ " in typed
        assert (runner.index, runner.done) == (6, [8, 1, 17])
        await runner.hit("enter")
        assert runner.index == 7


async def test_backspace_erases_while_a_number_is_typed(home: Path) -> None:
    """Backspace erases while a number is typed, and goes back when there is none."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.hit("1", "2", "backspace", "backspace")
        untouched = (runner.index, runner.done)
        await runner.hit("backspace")

        assert untouched == (6, [8, 1, 1])
        assert runner.done == [8, 1]


async def test_space_accepts_and_goes_on(home: Path) -> None:
    """Space goes on as ever, with the number that was typed."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.hit("9", "space")

        assert (runner.index, runner.done) == (7, [8, 1, 9])


async def test_typed_when_the_rest_ends(home: Path) -> None:
    """A number that is typed is kept when rest and lead-in end by themselves, and the next press is for the set."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.hit("9")
        await runner.wait(40)
        at_work = (runner.mode, runner.done)
        await runner.hit("enter")

        assert at_work == (Mode.WORK, [8, 1, 9])
        assert (runner.index, runner.done) == (9, [8, 1, 9, 8])


async def test_typed_before_a_hold(home: Path) -> None:
    """It is kept too when a hold begins and ends without a key."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.hit("7")
        await runner.wait(31)

        assert runner.done == [7, 20]


async def test_typed_when_it_ends_early(home: Path) -> None:
    """It is kept too when the session is finished before it was accepted."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.hit("7")
        await runner.press("q", "f")

        assert [item["done"] for item in runner.saved(home)[0]["sets"]] == [7]


async def test_digits_tab_and_arrows_do_nothing_where_no_values_are_shown(home: Path) -> None:
    """Digits, tab and arrows do nothing where no values are shown: in a set, paused or not, and between sides."""
    async with running(home) as runner:
        await runner.go_to(3)
        await runner.hit("5", "tab", "up")
        await runner.hit("p", "5", "up", "p")
        await runner.wait(5)
        await runner.hit("space")
        assert runner.mode is Mode.SWITCH
        await runner.hit("5", "up", "enter")

        assert runner.done == [8, 1]


async def test_before_the_first_set(home: Path) -> None:
    """Where nothing was done there is nothing to change, and enter goes on."""
    async with running(home) as runner:
        await runner.hit("5", "tab", "up", "enter")

        assert (runner.index, runner.done) == (1, [])


async def test_a_skipped_set(home: Path) -> None:
    """A set that was skipped by mistake is done as soon as it has a number."""
    async with running(home) as runner:
        await runner.press("s")
        assert "skipped" in runner.says("#notes")
        await runner.hit("8", "enter")

        assert runner.done == [8]
        assert not runner.session.state.log[0].skipped


async def test_what_comes_next(home: Path) -> None:
    """The rest shows what comes after it: name, side, dose, and one cue."""
    async with running(home) as runner:
        await runner.go_to(6)

        banner, dose = runner.app.screen.query_one(BigText), runner.app.screen.query_one(DoseBar)
        assert (banner.label, banner.text, dose.text) == ("NEXT", "Squat", "8 reps")
        assert "Feet slightly wider than hips" in runner.says("#notes")


async def test_a_rest_that_waits(home: Path) -> None:
    """With `advance = "wait"` a rest that is over says so, counts up, and goes on at a key."""
    async with running(home, advance="wait") as runner:
        await runner.go_to(6)
        await runner.wait(19)
        over = (runner.mode, runner.shows)
        await runner.wait(7)
        shown, head = runner.shows, runner.says("#head")
        await runner.hit("space")

        assert over == (Mode.OVERTIME, "0:00")
        assert (shown, head[:14]) == ("0:07", " REST IS OVER ")
        assert (runner.index, runner.mode) == (7, Mode.READY)


async def test_a_rest_that_does_not_wait(home: Path) -> None:
    """By default the lead-in follows by itself."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.wait(19)

        assert (runner.index, runner.mode) == (7, Mode.READY)


async def test_a_rest_that_is_over_warms_all_of_the_screen(home: Path) -> None:
    """As a rest that is over grows warmer no cell keeps the old background."""
    async with running(home, advance="wait", size=(120, 40)) as runner:
        await runner.go_to(6)
        await runner.wait(19 + 14)
        await runner.pilot.pause()
        strips = runner.app.screen._compositor.render_strips()
        backgrounds = {segment.style.bgcolor for strip in strips for segment in strip if segment.style}

        assert runner.view.has_class("-warm-2")
        assert len(backgrounds) == 1
