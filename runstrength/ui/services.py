"""The services of the app for its screens: settings, files, planner, clocks and sound."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from runstrength.live.alarm import Alarm, Wake
from runstrength.live.key_guard import KeyGuard
from runstrength.session.engine import MAX_GAP

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from runstrength.catalogue.exercise_store import ExerciseStore
    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine_store import RoutineStore
    from runstrength.coach.planner import Planner
    from runstrength.history.editor import Editor
    from runstrength.history.recorder import Recorder, SavedSession
    from runstrength.live.controls import Controls, SessionDisplay
    from runstrength.live.live_session import LiveSession
    from runstrength.profile import Profile
    from runstrength.remote.remote_control import RemoteControl
    from runstrength.session.engine import Session
    from runstrength.session.weeks import WeekGoals
    from runstrength.settings import Settings
    from runstrength.sound.controller import SoundController
    from runstrength.ui.navigator import Navigator
    from runstrength.ui.notices import Notice
    from runstrength.ui.wake_lock import WakeLock


class Notifier(Protocol):
    """What tells a person something: the app, or a line."""

    def notify(self, message: str, *, severity: SeverityLevel = "information") -> None:
        """Show a notice on the top screen, or on the next one."""


class Host(Notifier, Protocol):
    """The services that the app itself provides for screens."""

    def notice_on(self, screen: object) -> Notice | None:
        """Return the notice that a screen should show now, None if there is none."""

    def take_notice(self) -> str:
        """Return the text of the current notice and end it; empty if there is none."""

    def window_title(self, text: str) -> None:
        """Set the title of the terminal's window."""

    def apply_theme(self, setting: str) -> None:
        """Apply the theme of a setting: `dark` or `light`."""

    @property
    def is_behind(self) -> bool:
        """Whether the terminal cannot keep up with the output."""


class SessionServices:
    """What a session needs, on a screen or line by line.

    Args:
        settings: the person's settings.
        profile: the person's files.
        planner: plans sessions; it also holds the library and today's choices.
        host: what tells the person something.
        speed: session seconds per real second; more than one in a rehearsal.
        leave_at: the departure time.
        real_clock: real seconds, never going back.
        now: returns the current time.
        alarm: the alarm of the session; by default one on the event loop.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        profile: Profile,
        planner: Planner,
        host: Notifier,
        speed: float,
        leave_at: datetime | None,
        real_clock: Callable[[], float],
        now: Callable[[], datetime],
        alarm: Wake | None,
    ) -> None:
        self.settings = settings
        self.profile = profile
        self.planner = planner
        self.host = host
        self.speed = speed
        self.leave_at = leave_at
        self.real_clock = real_clock
        self.now = now
        self.alarm = alarm or Alarm(self.clock, speed)
        self.sound: SoundController | None = None
        """Plays cues; None for no sound."""
        self.key_guard = KeyGuard()
        self.wake_lock: WakeLock | None = None
        """Keeps the display awake during a session."""
        self.listens = False
        """Other programs can command a session."""
        self.event_command: tuple[str, ...] = ()
        """The command that is told the events of a session; empty for none."""
        self.remote: RemoteControl | None = None
        """The connection of sessions with other programs; None until the first session opens it."""
        self.exit_lines: list[str] = []
        """Lines to print after the app has closed."""
        self._zero = real_clock()

    def clock(self) -> float:
        """Return the seconds of the session's clock, which is faster in a rehearsal."""
        return self._zero + (self.real_clock() - self._zero) * self.speed

    @property
    def library(self) -> Library:
        """The exercises and routines of the planner."""
        return self.planner.library

    @library.setter
    def library(self, library: Library) -> None:
        self.planner.library = library

    @property
    def default_routine(self) -> str:
        """The routine that home starts."""
        return self.library.default_routine(self.settings.default_routine)[0]

    def asks_checkin(self, routine: str) -> bool:
        """Tell whether to ask how the person is before a session of a routine.

        Not before the very first session, after the first-start questions; in a rehearsal; or hands-free.

        Raises:
            InputError: the routine cannot be read.
        """
        from runstrength.coach.readiness import pain_day

        records = self.planner.today().records
        is_pressing_keys = self.speed == 1 and not self.planner.choices.hands_free
        return (
            self.library.routine(routine).kind == "session"
            and (self.settings.checkin or pain_day(records) is not None)
            and self.profile.checkin is None
            and is_pressing_keys
            and bool(records)
        )

    @property
    def recorder(self) -> Recorder:
        """Saves sessions, and writes the journal of the one under way."""
        return self.profile.recorder

    @property
    def waits(self) -> bool:
        """Whether a session waits for a key after each rest."""
        return self.settings.advance == "wait"

    @property
    def max_gap(self) -> float:
        """Session seconds that may pass without a tick before a session pauses itself."""
        return MAX_GAP * self.speed

    def controls_of(self, live: LiveSession, display: SessionDisplay) -> Controls:
        """Return what the keys of a session do."""
        from runstrength.live.controls import Controls

        return Controls(
            live,
            display,
            clock=self.clock,
            real_clock=self.real_clock,
            key_guard=self.key_guard,
            settings=lambda: self.settings,
        )

    def finish(self, session: Session) -> SavedSession:
        """Save a session that has ended, and say what became of it."""
        from runstrength.live.live_session import finish

        return finish(
            session,
            planner=self.planner,
            profile=self.profile,
            sound=self.sound,
            moment=self.clock(),
            now=self.now(),
            speed=self.speed,
        )

    def open_remote(self) -> RemoteControl | None:
        """Return the connection of sessions with other programs, None if there is none."""
        if self.remote is None and self.listens:
            from runstrength import locations
            from runstrength.remote.remote_control import RemoteControl  # late: the first frame does without

            self.remote = RemoteControl(locations.remote_dir(), self.event_command)
        return self.remote


class Services(SessionServices):
    """The services of the app for its screens.

    Args:
        navigator: opens and closes screens.
        host: the services of the app itself.
        start: the first screen: `home`, `session` or `history`.
        others: as `SessionServices` has them.
    """

    def __init__(self, *, navigator: Navigator, host: Host, start: str, **others: Any) -> None:
        super().__init__(host=host, **others)
        self.host: Host = host
        self.navigator = navigator
        self.start = start
        self.logged_run_id = ""
        """The id of the run that was logged last and can be removed; empty if there is none."""
        self.answered: list[tuple[str, str]] = []
        """The settings of the offers that were answered, the last one last, each with its answer before."""
        self.imported: tuple[str, object] | None = None
        """The last import in this app that can be undone: what was imported, and the last deleted session then."""

    @property
    def week_goals(self) -> WeekGoals:
        """The goal of every week, by settings and season; worked out from the past each time."""
        from runstrength.coach.season import goals_of  # late: the first frame of a session does without

        today = self.planner.today()
        return goals_of(self.settings, today.records, today.now, self.library.coach_rules)

    @property
    def editor(self) -> Editor:
        """Edits past sessions."""
        return self.profile.editor

    @cached_property
    def routine_store(self) -> RoutineStore:
        """The person's own routines."""
        from runstrength import locations
        from runstrength.catalogue.routine_store import RoutineStore

        return RoutineStore(locations.routines_dir(), locations.assets_dir())

    @cached_property
    def exercise_store(self) -> ExerciseStore:
        """The person's own exercises."""
        from runstrength import locations
        from runstrength.catalogue.exercise_store import ExerciseStore

        return ExerciseStore(locations.routines_dir().parent, locations.assets_dir())


class HasServices(Protocol):
    """An app that has services for its screens."""

    services: Services
