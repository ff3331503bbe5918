"""A small session, and how to do it: keys, seconds, and what there is to look at."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from runstrength.session.commands import Done
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.session.number import Count
from runstrength.ui.session.screen import SessionScreen
from runstrength.ui.session.summary import SummaryScreen
from runstrength.ui.session.view import SessionView
from tests.conftest import FakeClock
from tests.support.app import ManualWake, let_notices_end, make_app, painted, settled, shown, text_of
from tests.support.event_loop import nothing_left

SMALL = """
title = "Small"
[[blocks]]
name = "A"
sets = 2
rest = 30
ready = 10
switch = 5
[[blocks.slots]]
exercise = "squat"
reps = 8
[[blocks.slots]]
exercise = "side_plank"
hold = 20
"""
"""0 ready, 1 squat, 2 ready, 3 plank left, 4 switch, 5 plank right, 6 rest 20 s, 7 ready, 8 squat, 9 ready,
10 plank right, 11 switch, 12 plank left."""

AMRAP = """
title = "As many as possible"
[[blocks]]
name = "F"
sets = 1
ready = 5
[[blocks.slots]]
exercise = "plank_row"
amrap = 60
"""
"""0 ready, 1 rows for 60 s."""

SHOWN = 3
"""How many steps at the end of a way are gone with keys, each of them painted."""

CHARACTERS = {"?": "question_mark", "/": "slash", ",": "comma", "+": "plus", "-": "minus", "=": "equals_sign"}


class Runner:
    """Somebody who does a session, with a clock that stands still between the presses."""

    def __init__(self, app: RunstrengthApp, pilot: Pilot[int], clock: FakeClock, wake: ManualWake) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.wake = wake

    @property
    def session(self) -> Session:
        """The session of the screen that is in the stack."""
        screen = next(item for item in self.app.screen_stack if isinstance(item, SessionScreen | SummaryScreen))
        return screen.session

    @property
    def screen(self) -> SessionScreen:
        """The session's screen, which is on top."""
        screen = self.app.screen
        assert isinstance(screen, SessionScreen)
        return screen

    @property
    def view(self) -> SessionView:
        """What that screen shows."""
        return self.screen.query_one(SessionView)

    @property
    def mode(self) -> Mode:
        """What the session is doing."""
        return self.session.mode

    @property
    def index(self) -> int:
        """Which step it is at."""
        return self.session.state.step.index

    @property
    def done(self) -> list[float | int | None]:
        """What was done in each set so far."""
        return [item.done for item in self.session.state.log]

    @property
    def shows(self) -> str:
        """The number or the word in the middle."""
        return self.app.screen.query_one(Count).text.strip()

    @property
    def title(self) -> str:
        """The title of the window."""
        return self.app.title_bar.text

    def says(self, selector: str) -> str:
        """Return what a widget says."""
        return text_of(self.app, selector)

    def rows(self, selector: str) -> int:
        """Return how many rows a widget has."""
        return self.app.screen.query_one(selector).size.height

    @property
    def painted(self) -> str:
        """The screen as it is painted."""
        return "\n".join(painted(self.app))

    async def hit(self, *keys: str) -> None:
        """Press keys, all at this very moment."""
        for key in keys:
            name = CHARACTERS.get(key, key)
            character = " " if key == "space" else key if len(key) == 1 else None
            assert character is None or unicodedata.category(character) != "Cc"
            self.app.post_message(Key(name, character))
            await self.obeyed()

    async def obeyed(self) -> None:
        """Wait until a key has gone from the app to its screen, back to the app's bindings, and to what they do."""
        await nothing_left()

    async def press(self, *keys: str) -> None:
        """Press keys as slowly as a person, with a second after each, and wait for the screens they open."""
        for key in keys:
            await self.hit(key)
            await shown(self.pilot)
            await self.wait(1)

    async def hold_down(self, key: str, times: int = 30, seconds: float = 1.0) -> None:
        """Keep a key down, which the terminal repeats."""
        for _ in range(times):
            await self.hit(key)
            self.clock.advance(seconds / times)

    def let_pass(self, seconds: float) -> None:
        """Let time pass and ring the alarm whenever it is due."""
        end = self.clock.now + seconds
        while self.wake.moment is not None and self.wake.moment <= end:
            self.clock.now = max(self.clock.now, self.wake.moment)
            self.wake.fire()
        self.clock.now = end
        let_notices_end(self.app)

    async def wait(self, seconds: float) -> None:
        """Let time pass, and wait for what it does."""
        self.let_pass(seconds)
        await self.obeyed()

    async def go_to(self, index: int) -> None:
        """Go on to a step, a second for each; only the last steps are pressed and shown, the others are told."""
        await self._pass_over(index - SHOWN)
        while self.index < index:
            await self.hit("space")
            await self.wait(1)
        await shown(self.pilot)
        assert self.index == index

    async def finish(self) -> None:
        """Go on to the summary, a second for each step; only the last steps are pressed and shown."""
        await self._pass_over(len(self.session.plan.steps) - SHOWN)
        while self.app.screen.name == "session":
            await self.hit("space")
            await self.wait(1)
        await settled(self.pilot)

    async def _pass_over(self, index: int) -> None:
        """Do all up to a step without painting each."""
        if self.index < index:
            screen, view = self.screen, self.view
            with pytest.MonkeyPatch.context() as unseen:
                unseen.setattr(view, "show", lambda *_, **__: None)  # the screen itself lets its notices end
                unseen.setattr(view, "show_moving", lambda *_: None)
                while self.index < index:
                    screen.tell(Done())
                    self.let_pass(1)
            screen.refresh_view()
            await self.obeyed()

    def saved(self, home: Path) -> list[dict[str, Any]]:
        """Return every session in the history."""
        return [json.loads(path.read_bytes()) for path in sorted((home / "data").rglob("*.json"))]


@asynccontextmanager
async def running(
    home: Path, routine: str = SMALL, *, size: tuple[int, int] = (80, 24), notifications: bool = False, **others: Any
) -> AsyncIterator[Runner]:
    """Start a session of a routine, given as its file says it; with `start="home"`, from home."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "runner.toml").write_text(routine, encoding="utf-8")
    clock, wake = others.pop("clock", None) or FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake, **{"start": "session", "routine": "runner", **others})
    async with app.run_test(size=size, notifications=notifications) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await shown(pilot)
        if others.get("start") == "home":
            await runner.press("space")
        yield runner
        if app.services.remote is not None:
            app.services.remote.close(5)
