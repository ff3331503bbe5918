"""What the screens work with: settings, files, planner, clocks and sound of one run of the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from runstrength.session.engine import MAX_GAP
from runstrength.ui.alarm import Alarm, Wake
from runstrength.ui.key_guard import KeyGuard

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine_store import RoutineStore
    from runstrength.coach.planner import Planner
    from runstrength.history.editor import Editor
    from runstrength.history.recorder import Recorder
    from runstrength.profile import Profile
    from runstrength.settings import Settings
    from runstrength.sound.controller import SoundController
    from runstrength.ui.navigator import Navigator
    from runstrength.ui.notices import Notice
    from runstrength.ui.wake_lock import Awake


class Host(Protocol):
    """What the app itself does for screens, beyond what every Textual app can do."""

    def notify(self, message: str, *, severity: SeverityLevel = "information") -> None:
        """Show a text for a moment, on the screen on top or on the one that comes next."""

    def notice_on(self, screen: object) -> Notice | None:
        """Return the notice that a screen has to show now, if any."""

    def take_notice(self) -> str:
        """Return the text of the current notice and end it; empty if there is none."""

    def window_title(self, text: str) -> None:
        """Set the title of the terminal's window."""

    def apply_theme(self, setting: str) -> None:
        """Show the theme that a setting names: `dark` or `light`."""

    @property
    def is_behind(self) -> bool:
        """Whether the terminal is slower than what is drawn."""


class Services:
    """What the screens work with.

    Args:
        settings: the person's settings.
        profile: the person's files.
        planner: plans sessions; it also holds the library and today's choices.
        navigator: opens and closes screens.
        host: the app, as far as screens need it.
        start: the first screen: `home`, `session` or `history`.
        speed: session seconds per real second; more than one in a rehearsal.
        leave_at: when the person wants to leave the house.
        real_clock: real seconds, never going back.
        now: returns the time of day.
        alarm: the alarm of the session; by default one on the event loop.
        sound: plays cues; None without sound.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        profile: Profile,
        planner: Planner,
        navigator: Navigator,
        host: Host,
        start: str,
        speed: float,
        leave_at: datetime | None,
        real_clock: Callable[[], float],
        now: Callable[[], datetime],
        alarm: Wake | None,
        sound: SoundController | None,
    ) -> None:
        self.settings = settings
        self.profile = profile
        self.planner = planner
        self.navigator = navigator
        self.host = host
        self.start = start
        self.speed = speed
        self.leave_at = leave_at
        self.real_clock = real_clock
        self.now = now
        self.alarm = alarm or Alarm(self.clock, speed)
        self.sound = sound
        self.key_guard = KeyGuard()
        self.awake: Awake | None = None
        """Keeps the display awake during a session."""
        self.run_logged = ""
        """The id of the run that was logged last and can still be undone; empty if there is none."""
        self.parting_words: list[str] = []
        """What is printed on the terminal after the app has closed."""
        self._zero = real_clock()

    def clock(self) -> float:
        """Return the seconds of the session's clock: in a rehearsal it is faster than the real one."""
        return self._zero + (self.real_clock() - self._zero) * self.speed

    @property
    def library(self) -> Library:
        """Exercises and routines; the planner's."""
        return self.planner.library

    @library.setter
    def library(self, library: Library) -> None:
        self.planner.library = library

    @property
    def recorder(self) -> Recorder:
        """Saves sessions, and writes the journal of the one under way."""
        return self.profile.recorder

    @property
    def editor(self) -> Editor:
        """Changes past sessions."""
        return self.profile.editor

    @cached_property
    def routine_store(self) -> RoutineStore:
        """The person's own routines."""
        from runstrength import locations
        from runstrength.catalogue.routine_store import RoutineStore

        return RoutineStore(locations.routines_dir(), locations.assets_dir())

    @property
    def waits(self) -> bool:
        """Whether a session waits for a key after each rest."""
        return self.settings.advance == "wait"

    @property
    def max_gap(self) -> float:
        """The longest time, in session seconds, that may pass unnoticed before a session pauses itself."""
        return MAX_GAP * self.speed


class HasServices(Protocol):
    """An app that has services for its screens."""

    services: Services
