"""The app: wires clock, library and history to the screens, and does nothing else."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime

from textual.app import SystemCommand
from textual.screen import Screen

from runstrength.catalogue.library import Library
from runstrength.coach.planner import Planner
from runstrength.coach.prescription import Choices
from runstrength.dates import local_now
from runstrength.profile import Profile
from runstrength.settings import Settings
from runstrength.sound.controller import SoundController
from runstrength.ui.containment import Containment
from runstrength.ui.driver import driver
from runstrength.ui.endings import Endings
from runstrength.ui.navigation import Navigation
from runstrength.ui.navigator import Navigator
from runstrength.ui.plain_app import PlainApp
from runstrength.ui.services import Services
from runstrength.ui.themes import THEMES, theme_name
from runstrength.ui.wake import Alarm, Wake


def real_clock() -> float:
    """Return seconds that never stop, also while the machine sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def time_of_day() -> datetime:
    """Return the time of day, with its offset."""
    return local_now()


class RunstrengthApp(Containment, Endings, Navigation, PlainApp):
    """Opens on a running session, on the home screen or on the history.

    Args:
        library: what can be trained.
        settings: what a person chose for good.
        choices: what a person chose for today.
        profile: the person's files.
        start: `home`, `session` or `history`.
        routine: what to do, for `session`: a name or a path.
        speed: session seconds in a real second; a rehearsal has more than one.
        leave: when the person wants to be out of the door.
        clock: real seconds; a test passes its own.
        now: the time of day.
        wake: an alarm; a test passes its own.
        sound: plays cues; without it the app is silent.
    """

    TITLE = "runstrength"
    CSS_PATH = "app.tcss"
    AUTO_FOCUS = None

    def __init__(
        self,
        *,
        library: Library,
        settings: Settings,
        choices: Choices,
        profile: Profile,
        start: str = "home",
        routine: str | None = None,
        speed: float = 1.0,
        leave: datetime | None = None,
        clock: Callable[[], float] = real_clock,
        now: Callable[[], datetime] = time_of_day,
        wake: Wake | None = None,
        sound: SoundController | None = None,
    ) -> None:
        super().__init__(driver_class=driver())
        self.navigator = Navigator(self, self.carry_out)
        self.services = Services(
            settings=settings,
            profile=profile,
            planner=Planner(library, choices, lambda: profile.today(now())),
            navigator=self.navigator,
            host=self,
            start=start,
            speed=speed,
            leave_at=leave,
            real_clock=clock,
            now=now,
            alarm=wake,
            sound=sound,
        )
        self.routine = routine
        self.real_clock = clock
        self.notice_alarm = Alarm(clock)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = theme_name(settings.theme)

    def on_ready(self) -> None:
        """Where the launch stopped it, look for garbage again, but not in what lives as long as the app."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen, so that nothing stands before it."""
        return self.first_screen()

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a text for a moment."""
        self.notify(text, severity="warning" if warning else "information")

    def apply_theme(self, setting: str) -> None:
        """Show the theme that a setting names: `dark` or `light`."""
        self.theme = theme_name(setting)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the command palette offers."""
        from runstrength.ui.commands import commands

        yield from commands(self, self.services, screen)
