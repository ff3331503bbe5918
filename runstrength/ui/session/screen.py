"""The session, step by step: what to do now, on which side, for how long, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import ScreenResume, ScreenSuspend

from runstrength.locations import assets_dir
from runstrength.session.commands import (
    Command,
    Ended,
    Event,
    IllegalCommandError,
    Pause,
    Resume,
    Start,
)
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.sound.controller import LEAD, PATIENCE
from runstrength.ui.common.containment import contained
from runstrength.ui.messages import SessionEnded
from runstrength.ui.session.view import SessionStage


class SessionScreen(SessionStage):
    """Leads through a session; hands it to the app when it has ended."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._held = False
        self._listened = False
        self._news = 0.0

    # -- the clock -----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Start the clock once the first step is on the screen."""
        self.call_after_refresh(self._listen)
        self.app.app_suspend_signal.subscribe(self, self._stopped_by_shell, immediate=True)

    def _stopped_by_shell(self, _: object) -> None:
        """Pause before the program is stopped with ctrl+z; it is for the person to go on."""
        if not self._over:
            self._held = False
            self.tell(Pause())

    def _listen(self) -> None:
        """Start the clock when the sound is ready, or has been waited for long enough."""
        self._listened = True
        if self.services.awake is not None:
            self.services.awake.hold()
        with contained(self, "The figure"):
            from runstrength.figure.poses import load_moves

            self.show_movement(load_moves(assets_dir()))
        sound = self.services.sound
        if sound is None:
            self.start()
            return
        sound.start_session(self._session, wait=self.services.waits, changed=self.paint, ready=self._start_on_time)
        if self._session.mode is Mode.WAITING:
            self.set_timer(PATIENCE, self.start)

    def _start_on_time(self) -> None:
        """Start the clock a moment from now, so that the first cue too is known ahead."""
        self.start(LEAD)

    def start(self, after: float = 0.0) -> None:
        """Start the clock, where it does not run yet, `after` some seconds."""
        shown = self.is_attached and self.app.screen is self
        if self._session.mode is Mode.WAITING and shown:
            self._carry_on(self._session.apply(Start(), self.services.clock() + after))

    def tick(self) -> None:
        """Do what fell due and show it; then sleep until there is something new."""
        self._carry_on(self._session.tick(self.services.clock()))

    def tell(self, command: Command) -> bool:
        """Give the session a command; tell whether it was possible."""
        try:
            events = self._session.apply(command, self.services.clock())
        except IllegalCommandError:
            self.tick()
            return False
        self._carry_on(events)
        return True

    def _carry_on(self, events: Sequence[Event]) -> None:
        if self._correction.typed and not self._can_correct:  # the rest ended by itself
            self._accept()
            self._correction = self._correction.cancel()
        now = self.services.clock()
        if self.services.sound is not None:
            self.services.sound.sync(self._session, events, now)
        ended = next((event for event in events if isinstance(event, Ended)), None)
        if ended is not None:
            self._over = True
            self.services.alarm.cancel()
            self.navigate(SessionEnded(self._session))
            return
        self.paint()
        self._sleep(now)

    def _sleep(self, now: float) -> None:
        """Sleep until the next second or until something falls due; till then only until there is another picture.

        A notice waits while it can't be seen: waking up for it would change nothing, and go on without end.
        """
        until = self._notices.until if self._is_seen else None
        changes = (self._session.next_change(now), self._session.due, until)
        moments = [moment for moment in changes if moment is not None]
        if not moments:
            self.services.alarm.cancel()
            return
        self._news, picture = min(moments), self.next_picture(now)
        if picture is not None and picture < self._news:
            self.services.alarm.at(picture, self._move)
        else:
            self.services.alarm.at(self._news, self.tick)

    @property
    def _is_seen(self) -> bool:
        return self.is_shown and self.services.navigator.is_top(self)

    def show_notice(self) -> None:
        """Show what is said, and wake up when it is over; behind something else it waits."""
        if self._is_seen and not self._over:
            self.paint()
            self._sleep(self.services.clock())

    def _move(self) -> None:
        """Show another picture, but not one of a moment that the session has yet to come to."""
        now = self.services.clock()
        if now >= self._news:
            self.tick()
            return
        if not self.services.host.is_behind:
            self.show_moving()
        self._sleep(now)

    def on_screen_suspend(self, _: ScreenSuspend) -> None:
        """Pause while something else is on the screen: a question, the help, the palette."""
        self._held = not self._over and self.tell(Pause())

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Go on, if it was only that other thing that paused."""
        self._notices.restart()  # before anything is painted, which would count the time behind the other thing
        if self._session.mode is Mode.WAITING and self._listened:
            self.start(LEAD)  # it was not to begin behind something else
        if self._held and not self._over:
            self.tell(Resume())
        self._held = False
        if self._over:  # what is said now is for the screen that comes next
            return
        if text := self.services.host.take_notice():
            self.announce(text)
        self.show_notice()
