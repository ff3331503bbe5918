"""The app: wires clock, library and history to the screens, and does nothing else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from textual.app import App, SystemCommand
from textual.screen import Screen

from runstrength.catalogue.library import Library
from runstrength.coach.prescription import Choices, prescribe
from runstrength.session.engine import GAP, Session
from runstrength.session.plan import Plan
from runstrength.settings import Settings
from runstrength.ui.driver import driver
from runstrength.ui.keeper import Keeper
from runstrength.ui.keyguard import KeyGuard
from runstrength.ui.terminal_title import TerminalTitle
from runstrength.ui.themes import THEMES, theme_name
from runstrength.ui.wake import Alarm, Wake


def real_clock() -> float:
    """Return seconds that never stop, also while the machine sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class RunstrengthApp(App[int]):
    """Opens on a running session, on the home screen or on the history.

    Args:
        library: what can be trained.
        settings: what a person chose for good.
        keeper: where sessions and settings are kept.
        start: `home`, `session` or `history`.
        plan: what to do, for `session`.
        choices: what a person chose for today.
        speed: session seconds in a real second; a rehearsal has more than one.
        clock: real seconds; a test passes its own.
        now: the time of day.
        wake: an alarm; a test passes its own.
    """

    TITLE = "runstrength"
    CSS_PATH = "app.tcss"
    AUTO_FOCUS = None
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-normal-height"), (34, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        *,
        library: Library,
        settings: Settings,
        keeper: Keeper,
        start: str = "home",
        plan: Plan | None = None,
        choices: Choices | None = None,
        speed: float = 1.0,
        clock: Callable[[], float] = real_clock,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        wake: Wake | None = None,
    ) -> None:
        super().__init__(driver_class=driver())
        self.library = library
        self.settings = settings
        self.keeper = keeper
        self.choices = choices or Choices(level=settings.level, equipment=settings.equipment)
        self.real_clock = clock
        self.now = now
        self.speed = speed
        self.from_home = start == "home"
        self._zero = clock()
        self._wake = wake or Alarm(self.clock, speed)
        self._start = start
        self._plan = plan
        self.title_bar = TerminalTitle(self._write_to_terminal)
        self.guard = KeyGuard()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = theme_name(settings.theme)

    def clock(self) -> float:
        """Return the session's clock: the real one, or in a rehearsal a faster one."""
        return self._zero + (self.real_clock() - self._zero) * self.speed

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen, so that nothing stands before it."""
        if not self.keeper.asked and self._start != "history":
            from runstrength.ui.screens.first_start import FirstStartScreen

            return FirstStartScreen()
        return self._first_screen()

    def _first_screen(self) -> Screen[None]:
        if self._start == "session" and self._plan is not None:
            return self._session_screen(self._plan)
        if self._start == "history":
            from runstrength.ui.screens.history import HistoryScreen

            return HistoryScreen()
        from runstrength.ui.screens.home import HomeScreen

        return HomeScreen()

    def _session_screen(self, plan: Plan) -> Screen[None]:
        from runstrength.ui.screens.session import SessionScreen

        session = Session(plan, wait=self.settings.advance == "wait", gap=GAP * self.speed)
        return SessionScreen(session, wake=self._wake)

    # -- what screens ask for ------------------------------------------------------------------------------------------

    def plan_of(self, routine: str) -> Plan:
        """Return today's plan of a routine.

        Raises:
            BadInput: the routine cannot be read.
        """
        return prescribe(self.library.routine(routine), self.library, self.choices)

    def begin(self, plan: Plan) -> None:
        """Open a session."""
        self.push_screen(self._session_screen(plan))

    def answered(self, level: str) -> None:
        """Keep the answers of the first start, and go on to what was asked for."""
        self.change_settings(level=level, health_note_read=True)
        self.choices = replace(self.choices, level=level)
        if self._plan is not None:
            self._plan = self.plan_of(self._plan.routine)
        self.push_screen(self._first_screen())

    def change_settings(self, **changes: object) -> None:
        """Keep settings, now and for good."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        trouble = self.keeper.keep_settings(changes)
        if trouble:
            self.notify(trouble, severity="warning", timeout=8)

    def finish(self, session: Session) -> None:
        """Keep what was done, then show it."""
        from runstrength.ui.screens.summary import SummaryScreen

        now = self.clock()
        kept = self.keeper.keep(session, now, self.now(), self.speed)
        self.push_screen(SummaryScreen(session, kept))
        self.window_title(f"{session.plan.title}: done")

    def ask_stop(self, then: Callable[[str | None], None]) -> None:
        """Ask how a session is to end; `then` gets `finish`, `discard` or None."""
        from runstrength.ui.screens.stop import StopScreen

        self.push_screen(StopScreen(saves=self.keeper.saves, clock=self.real_clock), then)

    def show_help(self, topic: str) -> None:
        """Show the keys of a topic: `home`, `session` or `summary`."""
        from runstrength.ui.screens.help import HelpScreen

        self.push_screen(HelpScreen(topic))

    def leave(self) -> None:
        """Leave a session for good: home where it began there, else out of the program."""
        if self.from_home:
            self.window_title("runstrength")
            while self.screen.id in ("session", "summary"):
                self.pop_screen()
        else:
            self.exit(0)

    def window_title(self, text: str) -> None:
        """Set the terminal's title."""
        self.title_bar.set(text)

    def _write_to_terminal(self, data: str) -> None:
        if self._driver is not None and not self._driver.is_headless:
            self._driver.write(data)
            self._driver.flush()

    def show_history(self) -> None:
        """Open the history."""
        from runstrength.ui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen())

    def toggle_theme(self) -> None:
        """Change between dark and light, for good."""
        setting = "light" if self.settings.theme == "dark" else "dark"
        self.theme = theme_name(setting)
        self.change_settings(theme=setting)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the command palette offers."""
        from runstrength.ui.commands import commands

        yield from commands(self, screen)
