"""Keys, clicks and resizes that come at once: every screen opens once and closes once, and nothing is done twice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Sequence
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

import pytest
from _pytest.mark import ParameterSet
from textual import events

from runstrength.session.state import Mode
from runstrength.ui import messages
from runstrength.ui.coach.bindings import GUIDE
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.exercises.picker import ChooseExerciseScreen
from runstrength.ui.lines import Line, Span
from tests.support.app import settled
from tests.support.driving import Runner
from tests.ui.bursts import (
    NAMES,
    WAYS,
    at_home,
    back_home,
    check,
    click,
    go,
    key,
    keys_of,
    prepare,
    resize,
    send,
)
from tests.ui.test_resume_screen import interrupted, notes, opened

T = TypeVar("T")

PAIRS = 2
"""How many pairs of presses are tried on each screen."""
TWICE: Final[Sequence[tuple[str, str]]] = (("q", "q"), ("escape", "q"), ("click", "click"), ("click", "q"))
SIZES = ((80, 24), (60, 20), (120, 40), (30, 10), (16, 8))


def sampled(items: Iterable[T], count: int) -> list[ParameterSet]:
    """Return all of the items as cases, of which a sample, the same each time, is tried without `-m long`."""
    cases = [*items]
    often = random.Random(1).sample(range(len(cases)), count)  # noqa: S311 - no secret
    return [
        pytest.param(case, marks=() if place in often else pytest.mark.long, id=str(case))
        for place, case in enumerate(cases)
    ]


def names(runner: Runner) -> list[str | None]:
    """Return the names of the open screens."""
    return [screen.name for screen in runner.app.screen_stack]


@pytest.fixture
def filled(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of somebody with sessions, an own routine, and something to import."""
    monkeypatch.setenv("HOME", str(home))
    prepare(home)
    return home


# -- what was reported -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sampled(["home", "routines", "warmup", "checkin"], 2))
async def test_one_session_is_begun(filled: Path, name: str) -> None:
    """Two presses that each start a session, in one turn of the event loop, start one."""
    async with at_home(filled, checkin=name == "checkin") as runner:
        for keys in (("enter", "space"), ("enter", "enter")):
            await go(runner, WAYS[name](filled))
            if name == "checkin":  # whose last row goes on
                await go(runner, ("end",))
            await send(runner, *map(key, keys))

            assert names(runner) == ["home", "session"], keys
            check(runner, filled)
            await back_home(runner)


@pytest.mark.parametrize(
    "name", sampled(["help", "palette", "log-run", "add", "self-check", "builder", "stop", "settings"], 2)
)
async def test_two_presses_or_clicks_that_each_close_a_screen_close_it_once(filled: Path, name: str) -> None:
    """Two presses or clicks that each close a screen close it once, and the screen below it hears neither."""
    before = ["home", *(["session"] if name == "stop" else ["history"] if name == "help" else [])]
    async with at_home(filled) as runner:
        for keys in TWICE:
            if name == "help":
                await go(runner, (messages.OpenHistory(),))
            await go(runner, WAYS[name](filled))
            both: list[tuple[events.Event, ...]] = [click(2, 2) if one == "click" else (key(one),) for one in keys]
            await send(runner, *(event for pair in both for event in pair))

            assert names(runner)[: len(before)] == before, keys
            check(runner, filled)
            await back_home(runner)


async def test_two_commands_of_the_palette(filled: Path) -> None:
    """Two enters in the palette run its command once."""
    async with at_home(filled) as runner:
        await go(runner, ("ctrl+p",))
        await send(runner, *map(key, "weeks"), key("enter"), key("enter"), *click(20, 5), *click(20, 5))

        assert names(runner) == ["home", "weeks"]


@pytest.mark.parametrize(
    "case", sampled(["pageup", "pagedown", "end pagedown", "home pageup x end", "z z z z pageup"], 2)
)
async def test_the_palette_before_its_list_is_laid_out(filled: Path, case: str) -> None:
    """Page up, page down, home and end in the same turn as the key that opens the palette go to rows that exist."""
    async with at_home(filled) as runner:
        await send(runner, key("ctrl+p"), *map(key, case.split()))

        assert names(runner) == ["home", "palette"]
        check(runner, filled)


class KeysScreen(BaseScreen[None]):
    """Notes every key, and asks to be closed at an x."""

    def __init__(self) -> None:
        super().__init__("keys")
        self.heard: list[str] = []

    def on_key(self, event: events.Key) -> None:
        """Note the key."""
        self.heard.append(event.key)
        if event.key == "x":
            self.close()


class RowsScreen(ListScreen):
    """A list of two rows, which notes each row that is picked and asks for the help."""

    CSS_PATH = str(files("runstrength") / "ui" / "list_screen.tcss")
    KEYS = GUIDE
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("rows")
        self.rows: list[int] = []

    def headline(self, _: int) -> Sequence[Line]:
        """Return no line."""
        return ()

    def draw(self) -> None:
        """Show two rows."""
        self.list.show(2, lambda row, _: Line((Span(str(row)),)))
        super().draw()

    def on_selected(self, row: int) -> None:
        """Note the row."""
        self.rows.append(row)
        self.action_help()


async def test_keys_behind_one_that_asks_to_go(filled: Path) -> None:
    """A key that reaches a screen's queue in the same turn as one that asks to close it is not heard by the screen."""
    async with at_home(filled) as runner:
        screen = KeysScreen()
        runner.app.navigator.open(screen)
        await settled(runner.pilot)
        await send(runner, *map(key, "axb"))

        assert screen.heard == ["a", "x"]
        assert names(runner) == ["home"]


class Key(events.Key):
    """A key that comes back from the screen it was sent to; Textual finds its handlers by the name of its class."""

    came_back = False

    @property
    def is_forwarded(self) -> bool:
        """Whether the screen has had it."""
        return self.came_back


async def test_a_key_that_comes_back_late(filled: Path) -> None:
    """A key that comes back from a screen that was closed meanwhile does nothing on the screen below."""
    async with at_home(filled) as runner:
        await go(runner, (messages.OpenHistory(), "question_mark"))
        pressed = Key("q", "q")
        assert runner.app.navigator.accepts_event(pressed)
        runner.app.navigator.close_while(lambda screen: screen.name == "help")
        runner.app.navigator.finish_navigation()
        await settled(runner.pilot)
        pressed.came_back = True
        await send(runner, pressed)

        assert names(runner) == ["home", "history"]


class OpenHelpLater(messages.OpenHelp):
    """Asks for the help once its sender is on top again."""

    WAITS = True


async def test_a_request_that_waited(filled: Path) -> None:
    """A request that waits is carried out when what covers its sender is closed."""
    async with at_home(filled) as runner:
        await go(runner, (messages.OpenHistory(),))
        below = runner.app.screen
        assert isinstance(below, BaseScreen)
        await go(runner, (messages.OpenSettings(),))
        below.navigate(OpenHelpLater([("q", "back")]))
        await settled(runner.pilot)
        assert names(runner) == ["home", "history", "settings"]

        await go(runner, ("q",))
        assert names(runner) == ["home", "history", "help"]


async def test_rows_picked_in_one_turn(filled: Path) -> None:
    """Of the picks of one turn the first is carried out, and none while another screen covers the list."""
    async with at_home(filled) as runner:
        screen = RowsScreen()
        runner.app.navigator.open(screen)
        await settled(runner.pilot)
        screen.list.action_pick()
        screen.list.action_pick()
        await settled(runner.pilot)
        assert screen.rows == [0]
        assert names(runner) == ["home", "rows", "help"]

        screen.list.action_pick()
        await settled(runner.pilot)
        assert screen.rows == [0]

        await go(runner, ("q",))
        screen.list.action_pick()
        await settled(runner.pilot)
        assert screen.rows == [0, 0]


@pytest.mark.parametrize(("typed", "chosen"), [("zz", 6), ("plank", 0), ("squat", 0)])
async def test_a_row_that_a_search_has_replaced(filled: Path, typed: str, chosen: int) -> None:
    """A row that was chosen before something was typed, and is handled after it, is none of the rows found."""
    async with at_home(filled) as runner:
        found: list[object] = []
        await go(runner, (messages.PickExercise(found.append, "calf_raise"),))
        screen = runner.app.screen
        assert isinstance(screen, ChooseExerciseScreen)
        screen.list.action_go_to(chosen)
        seen = screen.list.line(chosen)
        screen.list.action_pick()
        for letter in typed:
            screen.on_key(events.Key(letter, letter))
        there = screen.list.count > chosen and screen.list.line(chosen) == seen
        await settled(runner.pilot)
        assert bool(found) == there
        assert names(runner) == (["home"] if there else ["home", "choose-exercise"])


async def test_an_action_of_the_app_itself(filled: Path) -> None:
    """An action that somebody clicks on after the screen asked to go is not carried out, also not one of the app."""
    async with at_home(filled) as runner:
        await go(runner, (messages.OpenHistory(),))
        screen = runner.app.screen
        assert isinstance(screen, BaseScreen)
        screen.close()
        await screen.run_action("screen.help")
        await runner.app.run_action("app.command_palette")
        await settled(runner.pilot)

        assert names(runner) == ["home"]


# -- the question about an interrupted session -------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["session", "home"])
@pytest.mark.parametrize("answer", ["s", "d"])
async def test_an_answered_question_is_gone(home: Path, start: str, answer: str) -> None:
    """Once a session is saved or discarded the question leaves the stack: a resize finds nothing to paint."""
    interrupted(home)
    async with opened(home, start=start) as runner:
        await go(runner, () if answer == "s" else ("d",))
        await send(runner, key(answer), resize(60, 20), key("enter"))
        await send(runner, resize(60, 20), resize(100, 30))

        assert "interrupted" not in names(runner)
        assert runner.app._exception is None


async def test_back_from_the_checkin_after_the_question(home: Path) -> None:
    """Q on the check-in that follows the answered question leaves the program, without an error."""
    prepare(home)
    interrupted(home, before=timedelta(days=1))
    async with opened(home, start="session", routine="runner", checkin=True) as runner:
        await go(runner, ("s",))
        assert names(runner) == ["checkin"]
        runner.app.post_message(key("q"))
        await runner.pilot.pause()

        assert runner.app._exception is None
        assert runner.app.return_value == 0


async def test_saved_is_said(home: Path) -> None:
    """Leaving the question by saving says so."""
    interrupted(home)
    async with opened(home, start="home") as runner:
        await go(runner, ("s",))

        assert "Saved" in notes(runner)


# -- a session that ends behind something ------------------------------------------------------------------------------


@pytest.mark.parametrize("pressed", ["ctrl+c", "ctrl+q"])
async def test_the_key_that_finishes_at_once(filled: Path, pressed: str) -> None:
    """Two presses of ctrl+c in one turn finish the session and save it, as two slower ones do."""
    async with at_home(filled) as runner:
        await go(runner, (*WAYS["session"](filled), "space", "space"))
        await send(runner, key(pressed), key(pressed))

        assert names(runner) == ["home", "session", "summary"]


OVER: Final = [f"{over}-{turns}" for over in ("question_mark", "q", "ctrl+p") for turns in (0, 2, 4, 7, 12, 30)]


@pytest.mark.parametrize("case", sampled(OVER, 3))
async def test_a_session_ends_as_another_screen_opens(filled: Path, case: str) -> None:
    """When the last step ends at the moment a screen opens, the summary is shown; else the session stands."""
    over, turns = case.split("-")
    async with at_home(filled) as runner:
        await go(runner, WAYS["session"](filled))
        while runner.index < len(runner.session.plan.steps) - 1:
            await runner.hit("s" if runner.session.state.step.phase == "work" else "space")
            await runner.wait(1)
        runner.app.post_message(key(over))
        for _ in range(int(turns)):
            await asyncio.sleep(0)
        if runner.wake.moment is not None:
            runner.clock.now = (runner.session.due or runner.clock.now) + 1
            runner.wake.fire()
        await send(runner)

        ended = runner.session.mode is Mode.ENDED
        assert (names(runner)[-1] == "summary") is ended
        assert ended or runner.session.mode is Mode.PAUSED
        check(runner, filled)


@pytest.mark.parametrize("leaves", [True, False])
async def test_a_notice_that_nobody_sees(filled: Path, leaves: bool) -> None:
    """While a session is left or covered, its alarm doesn't ring for a notice; a covered notice is seen afterwards."""
    async with at_home(filled) as runner:
        await go(runner, WAYS["session"](filled))
        runner.app.notify("one notice")
        if leaves:
            runner.app.navigator.close_while(lambda _: True)
        else:
            runner.app.post_message(key("question_mark"))
        await settled(runner.pilot)
        assert runner.wake.moment is None

        await runner.wait(10)
        await go(runner, () if leaves else ("f1",))
        assert ("one notice" in runner.painted) is not leaves


# -- everywhere --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sampled(WAYS, 5))
async def test_pairs_of_presses(filled: Path, name: str) -> None:
    """On every screen, pairs of its keys, clicks and resizes in one turn of the event loop leave a sound stack."""
    chance = random.Random(name)  # noqa: S311 - the same pairs each time
    for _ in range(1):
        async with at_home(filled) as runner:
            for _ in range(PAIRS):
                await go(runner, WAYS[name](filled))
                assert runner.app.screen.name == NAMES.get(name, name)
                keys = keys_of(runner.app)
                first = chance.choice(keys)
                pair: list[events.Event] = [key(first)]
                kind = chance.random()
                if kind < 0.4:
                    pair.append(key(first))
                elif kind < 0.7:
                    pair.append(key(chance.choice(keys)))
                else:
                    pair += click(chance.randrange(80), chance.randrange(24))
                    pair.append(resize(*chance.choice(SIZES)))
                await send(runner, *pair, resize(80, 24))
                check(runner, filled)
                if runner.app.navigator.quitting:
                    break
                await back_home(runner)


@pytest.mark.parametrize("seed", sampled(range(4), 1))
async def test_bursts_of_keys_clicks_pastes_and_resizes(filled: Path, seed: int) -> None:
    """Bursts of keys, clicks, pastes and resizes, with the event loop at any point, leave a sound stack."""
    chance = random.Random(seed)  # noqa: S311 - the same bursts each time
    async with at_home(filled) as runner:
        for name in chance.sample([*WAYS], 3):
            await go(runner, WAYS[name](filled))
            for _ in range(12):
                runner.app.post_message(
                    key(chance.choice((*keys_of(runner.app), "tab", "backspace", "ctrl+z")))
                    if chance.random() < 0.8
                    else chance.choice((resize(*chance.choice(SIZES)), events.Paste("a\nb\u202e"), *click(9, 9)))
                )
                for _ in range(chance.choice((0, 0, 1, 2, 5, 20))):
                    await asyncio.sleep(0)
                if runner.app.navigator.quitting:
                    return
            await settled(runner.pilot)
            await settled(runner.pilot)
            check(runner, filled)
            await back_home(runner)
