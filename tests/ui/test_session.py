"""The session on the screen: what it says, and what the world does to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Size

from runstrength.figure import pixels
from runstrength.figure.motion import FRAME
from runstrength.session.commands import Stop
from runstrength.session.state import Mode
from runstrength.ui.session import view
from runstrength.ui.session.content import stage_of
from runstrength.ui.session.dose import DoseBar, Sets
from runstrength.ui.session.number import Count
from runstrength.ui.session.side import Side
from runstrength.ui.widgets.figure import Figure
from tests.support.app import MORNING, settled
from tests.support.driving import SMALL, running

SIDE_PLANK = """
title = "Planks"
[[blocks]]
name = "A"
sets = 1
ready = 5
[[blocks.slots]]
exercise = "side_plank"
hold = 150
"""

CIRCUIT = """
title = "Rounds"
[[blocks]]
name = "A"
amrap = 600
ready = 5
[[blocks.slots]]
exercise = "squat"
reps = 8
"""


async def test_a_size_that_stays_is_laid_out_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a session opens, its screen is told of its size three times, and lays itself out for it once."""
    sizes: list[Size] = []

    def counted(snapshot: Any, plan: Any, size: Size, *others: Any, **more: Any) -> Any:
        sizes.append(size)
        return stage_of(snapshot, plan, size, *others, **more)

    monkeypatch.setattr(view, "stage_of", counted)
    async with running(home) as runner:
        opened = len(sizes)
        await runner.pilot.resize_terminal(60, 20)
        await settled(runner.pilot)

        assert sizes[-1] == Size(60, 20)
    assert opened <= 4, "drawn first, started, resumed, with its figure"


async def test_the_first_screen(home: Path) -> None:
    """A session opens on the running first lead-in: phase, exercise, set, dose, cues, next, time left and end."""
    async with running(home) as runner:
        await runner.wait(1)

        assert runner.mode is Mode.READY
        assert runner.shows == "9"
        assert runner.says("#head") == " GET READY  Squat · set 1 of 2 · A13 min left · done 07:33"
        assert runner.app.screen.query_one(DoseBar).text == "8 reps"
        assert runner.app.screen.query_one(DoseBar).sets == Sets(0, 2, "next: set 1 of 2", 1)
        foot = runner.says("#foot").splitlines()[1]
        assert foot == "then  side plank, left · 20 sspace start now   p pause   x swap   ? keys"
        assert runner.session.plan.exercises["squat"].cues[0] in runner.painted


async def test_a_countdown_shows_each_second_once(home: Path) -> None:
    """A countdown shows each second once, from the first to the last, and wakes for nothing else."""
    async with running(home) as runner:
        shown = [runner.shows]
        for _ in range(10):
            moment = runner.wake.moment
            assert moment is not None
            assert moment - runner.clock.now <= FRAME + 1e-6  # the figure moves
            await runner.wait(1)
            shown.append(runner.shows)

        assert shown == ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "8"]


async def test_a_still_screen(home: Path) -> None:
    """Without animations nothing moves but the digits: no flash, a still figure, and a sleep of a whole second."""
    async with running(home) as runner:
        runner.app.animation_level = "none"
        await runner.wait(1)
        view = runner.view

        assert runner.wake.moment is not None
        assert runner.wake.moment - runner.clock.now == pytest.approx(1)
        assert view.moving is not None
        assert view.moving.is_still
        await runner.wait(7)
        assert runner.app.screen.query_one(Count).hollow
        await runner.go_to(1)
        assert not view.has_class("-flash")


async def test_each_of_the_last_three_seconds_fills_the_outlined_digits(home: Path) -> None:
    """Each of the last three seconds fills the outlined digits, a new phase the screen, for a quarter of a second."""
    async with running(home) as runner:
        count, lit = runner.app.screen.query_one(Count), []
        await runner.wait(1)
        for tenth in range(10, 102):
            await runner.wait(0.1)
            if not count.hollow and runner.mode is Mode.READY:
                lit.append(tenth + 1)
            if runner.view.has_class("-flash"):
                lit.append(-tenth - 1)

        assert lit == [70, 71, 72, 80, 81, 82, 90, 91, 92, -100, -101, -102]


async def test_late_is_not_later(home: Path) -> None:
    """Alarms that ring late do not make a countdown longer."""
    async with running(home) as runner:
        runner.clock.advance(1.7)
        runner.wake.fire()

        assert runner.shows == "9"
        assert runner.wake.moment is not None
        assert runner.wake.moment <= 1001.7 + FRAME


async def test_the_windows_title_says_what_is_left(home: Path) -> None:
    """The window's title says what is left, and of what, in each phase."""
    async with running(home) as runner:
        titles = [runner.title]
        for step in range(1, 7):
            await runner.go_to(step)
            titles.append(runner.title)
        await runner.hit("p")
        titles.append(runner.title)

        assert titles == [
            "0:10 Get ready: Squat",
            "8 reps Squat",
            "0:09 Get ready: Side plank, left",
            "0:19 Side plank, left",
            "0:04 Switch sides: Side plank, right",
            "0:19 Side plank, right",
            "0:19 Rest, next: Squat",
            "Paused: Squat",
        ]


async def test_title_at_the_end(home: Path) -> None:
    """At the end the title says whether the session was completed."""
    async with running(home) as runner:
        await runner.finish()

        assert runner.title == "Small: complete"


async def test_the_side_stands_in_big_letters_beside_the_number_while_it_is_worked(home: Path) -> None:
    """The side stands in big letters beside the number while it is worked, on its own side of the screen."""
    async with running(home) as runner:
        seen = []
        for step in range(7):
            await runner.go_to(step)
            seen.append(runner.app.screen.query_one(Side).side)

        assert seen == ["", "", "left", "left", "right", "right", ""]


async def test_reps_show_their_number_big(home: Path) -> None:
    """Reps show their number big, however long they take, and the figure stands still in the pose that tells most."""
    async with running(home) as runner:
        await runner.go_to(1)
        await runner.wait(41)

        assert runner.shows == "8"
        assert runner.app.screen.query_one(DoseBar).text == "reps"
        assert runner.view.moving is not None
        assert runner.view.moving.is_still
        assert runner.wake.moment is not None
        assert runner.wake.moment - runner.clock.now == pytest.approx(1)


async def test_hands_free_reps_are_counted_by_the_number(home: Path) -> None:
    """Hands-free reps are counted by the number, with a bar that falls and rises and a figure that moves with it."""
    async with running(home, hands_free=True) as runner:
        await runner.wait(10)
        dose, numbers, heights, pictures = runner.app.screen.query_one(DoseBar), [], [], set()
        for _ in range(24):
            await runner.wait(0.5)
            assert dose.pace is not None
            numbers.append(int(runner.shows))
            heights.append(dose.pace.height)
            pictures.add(runner.screen.query_one(Figure).rows)

        assert numbers == sorted(numbers)
        assert set(numbers) == {1, 2, 3, 4, 5}
        assert min(heights) < 0.1
        assert max(heights) > 0.9
        assert len(pictures) >= 4


async def test_rounds_by_key(home: Path) -> None:
    """In a circuit the key that goes on counts a round, the key back takes one off, and skipping ends it with them."""
    async with running(home, CIRCUIT) as runner:
        await runner.go_to(1)
        for key, rounds in (
            ("space", "1 round"),
            ("space", "2 rounds"),
            ("backspace", "1 round"),
            ("space", "2 rounds"),
        ):
            await runner.wait(20)
            await runner.press(key)
            assert (runner.mode, runner.app.screen.query_one(DoseBar).text) == (Mode.WORK, rounds)
        await runner.wait(20)
        await runner.press("s")
        assert runner.done == [2]


async def test_a_pause_freezes_the_figure(home: Path) -> None:
    """A pause stops the movement where it is, and nothing wakes the program until it ends."""
    async with running(home) as runner:
        await runner.wait(2.1)
        await runner.hit("p")
        picture = runner.screen.query_one(Figure).rows
        await runner.wait(5)

        assert runner.view.moving is not None
        assert runner.view.moving.seconds == pytest.approx(2.1)
        assert runner.screen.query_one(Figure).rows == picture
        assert runner.wake.moment is None


async def test_a_hold_of_more_than_a_hundred_seconds_is_in_minutes_throughout(home: Path) -> None:
    """A hold of more than a hundred seconds is in minutes throughout, and its number keeps its width."""
    async with running(home, SIDE_PLANK) as runner:
        await runner.go_to(1)
        wide = [runner.app.screen.query_one(Count).text]
        await runner.wait(120)
        wide.append(runner.app.screen.query_one(Count).text)

        assert wide == ["2:29", "0:29"]


@pytest.mark.parametrize("seconds", [2.5, 3600])
async def test_when_the_program_was_not_running_for_a_while(home: Path, seconds: float) -> None:
    """When the program was not running for a while, the session stands at the last moment, says why, and goes on."""
    async with running(home) as runner:
        await runner.go_to(3)
        runner.clock.advance(seconds)
        runner.wake.fire()
        await runner.obeyed()
        shown = (runner.mode, runner.shows, runner.says("#notes").splitlines()[0])
        await runner.hit("space")

        assert shown == (Mode.PAUSED, "PAUSED", "Paused: the computer was asleep, or the program stopped.")
        assert (runner.index, runner.mode, runner.shows) == (3, Mode.READY, "5")
        await runner.wait(5)
        assert (runner.index, runner.mode, runner.shows) == (3, Mode.WORK, "19")


@pytest.mark.parametrize("keys", [("p", "p"), ("?", "escape"), ("o", "escape"), ("q", "escape"), ("ctrl+p", "escape")])
async def test_back_into_a_hold(home: Path, keys: tuple[str, str]) -> None:
    """After a pause, and after whatever covered the hold, five seconds of GET READY lead back into what is left of it.

    It says what is left, offers no other exercise, and only what was held is logged.
    """
    async with running(home) as runner:
        await runner.go_to(3)
        await runner.wait(7)
        await runner.press(*keys)
        assert (runner.app.screen.name, runner.mode, runner.shows) == ("session", Mode.READY, "4")
        assert "GET READY" in runner.painted
        assert "x other" not in runner.painted
        await runner.hit("x")
        assert runner.app.screen.name == "session"
        await runner.wait(4)
        assert (runner.mode, runner.shows) == (Mode.WORK, "12")
        await runner.wait(12)
        assert (runner.mode, runner.done) == (Mode.SWITCH, [8, 20])
        assert runner.session.state.log[-1].seconds == 20


async def test_up_to_two_seconds_are_caught_up_without_a_word(home: Path) -> None:
    """Up to two seconds are caught up without a word."""
    async with running(home) as runner:
        runner.clock.advance(2)
        runner.wake.fire()

        assert (runner.mode, runner.shows) == (Mode.READY, "8")


async def test_another_size_in_mid_session_loses_nothing(home: Path) -> None:
    """Another size in mid-session loses nothing: step, number, name, what is typed."""
    async with running(home) as runner:
        await runner.go_to(6)
        await runner.hit("4")
        for size in ((40, 12), (120, 40), (60, 20), (200, 60), (80, 24)):
            await runner.pilot.resize_terminal(*size)
            await runner.obeyed()

            assert runner.view.size == Size(*size).with_width(size[0] - 4)
            assert (runner.mode, runner.shows.strip()) == (Mode.REST, "0:19")
            assert "4_" in runner.painted, size
            assert runner.app.screen.query_one("#foot").region.bottom == size[1]
        await runner.hit("enter")

        assert runner.done == [8, 1, 4]


async def test_while_a_step_runs_its_parts_stay_where_they_are(home: Path) -> None:
    """While a step runs, its parts stay where they are, digits or not."""
    async with running(home, size=(120, 40)) as runner:
        places = []
        for _ in range(9):
            await runner.wait(1)
            count = runner.app.screen.query_one(Count)
            places.append((count.region, count.scale, runner.app.screen.query_one("#notes").region))

        assert len(set(places)) == 1


async def test_at_a_speed_of_20_a_lead_in_of_ten_seconds_is_over(home: Path) -> None:
    """At a speed of 20 a lead-in of ten seconds is over in half a second, and no gap is seen."""
    async with running(home, speed=20) as runner:
        shown = [runner.shows]
        for seconds in (0.25, 0.2, 0.06):
            runner.clock.advance(seconds)
            runner.wake.fire()
            shown.append(runner.shows)

        assert shown == ["10", "5", "1", "8"]


async def test_when_the_person_wants_to_leave_at_a_time_the_head_line_says_so(home: Path) -> None:
    """When the person wants to leave at a time, the head line says so."""
    async with running(home, size=(120, 40)) as runner:
        runner.app.services.leave_at = MORNING + timedelta(hours=1)
        await runner.wait(1)

        assert runner.says("#head").splitlines()[0].endswith("done 07:33 · leave 08:30")


async def test_the_end_moves_with_the_clock(home: Path) -> None:
    """The time of the end is that of now and what is left, so a pause moves it."""
    moments: list[datetime] = [MORNING]
    async with running(home, now=lambda: moments[-1]) as runner:
        await runner.hit("p")
        moments.append(MORNING + timedelta(minutes=10))
        await runner.hit("p")

        assert "done 07:43" in runner.says("#head")


async def test_the_line_at_the_foot_fills_as_the_session_goes_on(home: Path) -> None:
    """The line at the foot fills as the session goes on."""
    async with running(home) as runner:
        filled = []
        for step in (0, 3, 6, 12):
            await runner.go_to(step)
            filled.append(runner.says("#foot").count("━"))

        assert filled == sorted(set(filled))
        assert filled[0] == 0


async def test_names_are_data(home: Path) -> None:
    """Brackets in what a person wrote are shown as they are, and no terminal obeys what hides in it."""
    own = home / "config" / "exercises"
    own.mkdir(parents=True)
    (own / "odd.toml").write_text(
        'name = "[red]Odd[/red] \\u202e"\nkind = "hold"\nmin = 20\nmax = 60\n'
        'cues = ["[b]one", "two", "[@click=quit]three"]\n',
        encoding="utf-8",
    )
    async with running(home, SMALL.replace('"side_plank"', '"odd"')) as runner:
        await runner.go_to(3)

        assert "[red]Odd[/red] \\u202e" in runner.painted
        assert "[b]one · two · [@click=quit]three" in runner.painted


async def test_a_new_size_at_the_very_end(home: Path) -> None:
    """A session that has ended and is still on the screen when its size changes keeps its last picture."""
    async with running(home) as runner:
        screen = runner.screen
        screen.navigate = lambda message: None  # type: ignore[method-assign]  # the summary takes its time
        screen.tell(Stop())
        screen.refresh_view()
        await runner.pilot.resize_terminal(100, 30)
        await runner.pilot.pause()

        assert runner.mode is Mode.ENDED
        assert "Squat" in runner.painted


class NoFilter(LineFilter):
    """Changes nothing; with another set of filters every line is drawn again."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the same segments."""
        return segments


async def test_lines_kept_between_repaints_are_up_to_date(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Widgets that were not refreshed look as if drawn again: in each phase, paused, in another theme and size."""
    async with running(home) as runner:

        async def check() -> None:
            await runner.pilot.pause()
            kept = runner.app.export_screenshot()
            with monkeypatch.context() as patch:
                filters = [*runner.app.get_line_filters(), NoFilter()]
                patch.setattr(runner.app, "get_line_filters", lambda: filters)
                again = runner.app.export_screenshot()
            assert kept == again

        for step in range(1, 9):
            await runner.wait(1)
            await check()
            await runner.go_to(step)
            await check()
        await runner.press("p")
        await check()
        await runner.press("p")
        for theme in ("runstrength-light", "runstrength-dark"):
            runner.app.theme = theme
            await check()
        for size in ((120, 40), (60, 20)):
            await runner.pilot.resize_terminal(*size)
            await check()
        await runner.press("right")
        await check()


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_total_of_paced_reps(home: Path, size: tuple[int, int]) -> None:
    """Hands-free, how many reps there are is as big as what to do: `OF 8`, from 60x20 on."""
    async with running(home, hands_free=True, size=size) as runner:
        await runner.go_to(1)

        assert pixels.letters("of 8")[0] in runner.painted
