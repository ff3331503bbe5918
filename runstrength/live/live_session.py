"""Drives a running session: commands and ticks go in, and its listeners get the events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from runstrength.session.commands import Command, Event, IllegalCommandError, Start
from runstrength.session.state import Mode

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.coach.planner import Planner
    from runstrength.history.recorder import SavedSession
    from runstrength.profile import Profile
    from runstrength.remote.remote_control import RemoteControl
    from runstrength.session.engine import Session
    from runstrength.sound.controller import SoundController

Listener = Callable[[Sequence[Event]], None]
"""Called with what happened at once, in order; also without events, when the clock was looked at."""


class LiveSession:
    """Drives a session, and tells the sound and the listeners what happened, in the order in which they came.

    Args:
        session: the session; it waits, or was interrupted.
        clock: returns the moment on the session's clock.
        sound: returns what plays cues; None for no sound.
    """

    def __init__(
        self, session: Session, *, clock: Callable[[], float], sound: Callable[[], SoundController | None]
    ) -> None:
        self.session = session
        self._clock = clock
        self._sound = sound
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Tell a listener from now on what happens; a command that it gives is carried out at once."""
        self._listeners.append(listener)

    def connect(self, remote: RemoteControl, *, handle: Callable[[str], str], notify: Callable[[str], None]) -> None:
        """Let other programs control the session and get its events, as `RemoteControl.connect` does."""
        # Before everybody who draws, so that a lamp doesn't wait for the screen.
        self._listeners.insert(0, remote.connect(self.session, clock=self._clock, handle=handle, notify=notify))

    def prepare(
        self,
        *,
        wait: bool,
        space_resumes: bool,
        changed: Callable[[], None],
        ready: Callable[[], None],
    ) -> bool:
        """Prepare the sound, as `SoundController.start_session` does; return whether there is any to wait for."""
        sound = self._sound()
        if sound is None:
            return False
        sound.start_session(self.session, wait=wait, space_resumes=space_resumes, changed=changed, ready=ready)
        return True

    def start(self, after: float = 0.0) -> None:
        """Start the session's clock after some seconds, if it is not running yet."""
        if self.session.mode is Mode.WAITING:
            self._carry_on(self.session.apply(Start(), self._clock() + after))

    def tick(self) -> None:
        """Let time pass."""
        self._carry_on(self.session.tick(self._clock()))

    def tell(self, command: Command) -> bool:
        """Carry out a command; tell whether it was allowed."""
        try:
            events = self.session.apply(command, self._clock())
        except IllegalCommandError:
            self.tick()
            return False
        self._carry_on(events)
        return True

    def next_moment(self, now: float) -> float | None:
        """Return the next moment at which `tick` is to be called, None while the clock stands.

        It is the next second at the latest: a session that isn't ticked for longer takes it for a sleep, and pauses.
        """
        moments = [moment for moment in (self.session.next_change(now), self.session.due) if moment is not None]
        return min(moments, default=None)

    def _carry_on(self, events: Sequence[Event]) -> None:
        sound = self._sound()
        if sound is not None:
            sound.sync(self.session, events, self._clock())
        for listener in self._listeners:
            listener(events)


def finish(
    session: Session,
    *,
    planner: Planner,
    profile: Profile,
    sound: SoundController | None,
    moment: float,
    now: datetime,
    speed: float,
) -> SavedSession:
    """Save a session that has ended, forget what was chosen for it alone, and say what became of it.

    Args:
        session: what was done.
        planner: plans the next session.
        profile: the person's files.
        sound: says what became of it; None for no sound.
        moment: the moment, on the session's clock.
        now: the time of day at this moment.
        speed: session seconds per real second.
    """
    planner.choose(as_usual=False)
    saved = profile.recorder.finish(session, moment, now, speed)
    profile.checkin = None
    if sound is not None and not saved.record.completed:
        sound.tell_early_end(saved=saved.path is not None, nothing_done=saved.nothing_done)
    return saved
