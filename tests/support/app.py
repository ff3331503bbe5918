"""What the tests of the screens share: an app whose clocks and alarm the test sets, and how to read its screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import cast

from textual.app import App
from textual.events import Key
from textual.keys import KEY_NAME_REPLACEMENTS, REPLACED_KEYS
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from runstrength import locations
from runstrength.catalogue.library import Library, load_library
from runstrength.coach.prescription import Choices
from runstrength.profile import Profile
from runstrength.settings import Settings
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.launch_options import LaunchOptions
from runstrength.ui.lines import Line
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.virtual_list import VirtualList
from tests.conftest import FakeClock
from tests.support.event_loop import given_by, nothing_left

CET = timezone(timedelta(hours=1))
MORNING = datetime(2026, 11, 22, 7, 30, 5, tzinfo=CET)
"""A Sunday."""


class ManualWake:
    """An alarm that rings when the test says so."""

    def __init__(self) -> None:
        self.moment: float | None = None
        """When it would ring; None while nothing is asked for."""
        self._callback: Callable[[], None] | None = None

    def at(self, moment: float, callback: Callable[[], None]) -> None:
        """Remember what to do and when, instead of what was asked for before."""
        self.moment, self._callback = moment, callback

    def cancel(self) -> None:
        """Forget what was asked for."""
        self.moment = self._callback = None

    def fire(self) -> None:
        """Ring."""
        callback = self._callback
        assert callback is not None, "nothing was asked for"
        self.cancel()
        callback()


@cache
def built_in() -> Library:
    """Return what can be trained without files of one's own; it is read once for all tests."""
    return load_library(locations.assets_dir())


def library_of(home: Path) -> Library:
    """Return what can be trained with the files of a home."""
    config = home / "config"
    own = any((config / name).exists() for name in ("exercises", "routines"))
    return load_library(locations.assets_dir(), config) if own else built_in()


def make_app(
    home: Path,
    *,
    start: str = "home",
    routine: str = "",
    level: str = "beginner",
    answered: bool = True,
    saves: bool = True,
    advance: str = "auto",
    hands_free: bool = False,
    theme: str = "dark",
    now: Callable[[], datetime] = lambda: MORNING,
    clock: Callable[[], float] | None = None,
    wake: ManualWake | None = None,
    speed: float = 1.0,
    answer: str = "",
    checkin: bool = False,
    equipment: tuple[str, ...] = ("bodyweight",),
    keys: dict[str, str] | None = None,
    listens: bool = False,
    event_command: tuple[str, ...] = (),
) -> RunstrengthApp:
    """Return an app with its files in a folder, as `launch` makes it.

    Args:
        home: the folder that is RUNSTRENGTH_HOME.
        start: `home`, `session` or `history`.
        routine: what to do; for `session`, the runner's supersets unless told otherwise.
        level: of the person.
        answered: whether the questions of the first start were answered.
        saves: whether sessions are saved.
        advance: the setting.
        hands_free: every step ends by itself.
        theme: the setting.
        now: the time of day.
        clock: real seconds.
        wake: the alarm.
        speed: session seconds in a real second.
        answer: what to do with a session that was interrupted, where it is not to be asked.
        checkin: the setting: how the person is, is asked before a session.
        equipment: what the person has.
        keys: the person's own keys.
        listens: other programs can command a session.
        event_command: the command that gets the events of a session.
    """
    library = library_of(home)
    if not routine and start == "session":
        routine = "runner"
    profile = Profile(
        config_file=home / "config" / "config.toml",
        history=home / "data" / "history",
        state=home / "state",
        saves=saves,
        first_start_done=answered,
    )
    options = LaunchOptions(
        library=library,
        settings=Settings(level=level, minutes=0, advance=advance, theme=theme, checkin=checkin, keys=keys or {}),
        start=start,
        routine=routine,
        choices=Choices(level=level, hands_free=hands_free, equipment=equipment),
        speed=speed,
        answer=answer,
        on_event=event_command,
    )
    app = RunstrengthApp(options, profile, clock=clock or FakeClock(), now=now, wake=wake or ManualWake())
    app.services.listens = listens
    app.notice_alarm = ManualWake()
    return app


async def settled(pilot: Pilot[int]) -> None:
    """Wait until what was asked for is done and shown, what is read in threads too, one reading after the other."""
    await shown(pilot)
    while any(not worker.is_finished for worker in pilot.app.workers):
        with suppress(WorkerCancelled):  # a newer one, which has taken its place, is waited for
            await pilot.app.workers.wait_for_complete()
        await shown(pilot)


async def shown(pilot: Pilot[int]) -> None:
    """Wait until every message has arrived and what it changed is painted; what a thread does is not waited for."""
    await nothing_left()
    while await given_by(
        pilot.wait_for_animation
    ):  # which paints: what was drawn may ask for a layout, and that for more
        pass


def key_event(key: str) -> Key:
    """Return the press of a key, which is given by its character or by Textual's name of it."""
    if len(key) == 1:
        name = key if key.isalnum() else unicodedata.name(key).lower().replace(" ", "_").replace("-", "_")
        return Key(KEY_NAME_REPLACEMENTS.get(name, name), key)
    name = REPLACED_KEYS.get(key, key).replace("_", " ").upper()
    try:
        character = unicodedata.lookup("HYPHEN-MINUS" if key == "minus" else name)
    except KeyError:
        return Key(key, None)
    return Key(key, None if unicodedata.category(character) == "Cc" else character)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, as slowly as a person, and wait for what they do."""
    app = cast("RunstrengthApp", pilot.app)
    for key in keys:
        app.post_message(key_event(key))
        cast("FakeClock", app.real_clock).advance(1.0)
        let_notices_end(app)
        await settled(pilot)


def let_notices_end(app: RunstrengthApp) -> None:
    """Ring the alarm of the notices if it is due."""
    alarm = cast("ManualWake", app.notice_alarm)
    if alarm.moment is not None and alarm.moment <= app.real_clock():
        alarm.fire()


def words_of(line: Line) -> str:
    """Return a line as plain text."""
    return "".join(span.text for span in (*line.left, *line.right))


def text_of(app: RunstrengthApp, selector: str) -> str:
    """Return what a widget of the current screen says: lines, or all the rows of a list."""
    widget = app.screen.query_one(selector)
    if isinstance(widget, VirtualList):
        return "\n".join(words_of(widget.line(row)) for row in range(widget.count))
    assert isinstance(widget, Lines)
    return "\n".join(words_of(line) for line in widget.lines)


def painted(app: App[int]) -> list[str]:
    """Return the rows of the terminal as they are painted."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
