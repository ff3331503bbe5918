"""A session line by line from its first question to its last line, driven by keys and the alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runstrength.history.recorder import NOTHING_DONE, RecorderError
from runstrength.profile import PAIN_NOTED
from runstrength.remote.events import DISCARDED
from runstrength.ui.plain.dialog import Dialog, LeaveError, Talk
from runstrength.ui.plain.session import PlainSession
from runstrength.ui.plain.start_questions import checkin, first_start, interrupted, say_health_note
from runstrength.ui.plain.summary import PlainSummary, mirror, say_parting
from runstrength.ui.session import resume_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from runstrength.history.recorder import SavedSession
    from runstrength.session.engine import Session
    from runstrength.ui.plain.keys import KeyPress


class Conversation:
    """Asks, runs the session, and asks again.

    Args:
        talk: lines and keys.
        routine: the name or path of the routine.
        answer: what to do with an interrupted session: `resume`, `fresh`, or an empty string to ask.
        over: called at the end, when there is a status.
    """

    def __init__(self, talk: Talk, routine: str, answer: str = "", over: Callable[[], None] = lambda: None) -> None:
        self.status: int | None = None
        """The exit status; None before the end."""
        self.session: PlainSession | None = None
        """The session under way; None before and after it."""
        self._talk = talk
        self._routine = routine
        self._answer = answer
        self._over = over
        self._steps = self._all()
        self._is_stepping = False
        talk.wake = self._wake

    # -- what drives it ------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Say the first line."""
        self._send(None)

    def press(self, key: KeyPress) -> None:
        """Answer with a key."""
        self._send(key)

    def _wake(self) -> None:
        if not self._is_stepping:
            self._send(None)

    def _send(self, key: KeyPress | None) -> None:
        if self.status is not None:
            return
        self._is_stepping = True
        try:
            self._steps.send(key)
        except StopIteration as end:
            self.status = end.value
        except LeaveError as left:
            self.status = left.status
        finally:
            self._is_stepping = False
        if self.status is not None:
            self._over()

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _all(self) -> Dialog[int]:
        talk = self._talk
        services = talk.services
        if not services.profile.first_start_done:
            if talk.has_keys:
                yield from first_start(talk)
            else:
                say_health_note(talk)
        session = yield from self._interrupted()
        if session is None:
            session = yield from self._new()
        if session is None:
            return 1
        saved = yield from self._do(session)
        if saved is None:
            return 0
        yield from PlainSummary(session, saved, talk).steps()
        if saved.record.kind == "check" and saved.path is not None:
            yield from mirror(talk, saved)
        say_parting(talk, saved)
        return 0

    def _interrupted(self) -> Dialog[Session | None]:
        """Recover sessions of earlier runs; return one that is resumed."""
        talk = self._talk
        services = talk.services
        if not services.recorder.has_leftovers:
            return None
        from runstrength.history.recovery import Recovery, SessionGoneError

        recovery = Recovery(services.recorder, services.now)
        for note in recovery.notes:
            talk.say(note)
        if self._answer == "resume" and recovery.interrupted:
            if not talk.has_keys and recovery.interrupted[0].reading.session.plan.needs_keys(wait=services.waits):
                talk.say("The interrupted session needs a terminal for its keys: nothing was changed.")
                raise LeaveError(1)
            try:
                return recovery.resume(recovery.interrupted[0], wait=services.waits, gap=services.max_gap)
            except SessionGoneError as gone:
                talk.say(str(gone))
        if self._answer == "fresh":
            recovery.notes = []
            recovery.settle_all()
            for note in recovery.notes:
                talk.say(note)
            return None
        if talk.has_keys:
            return (yield from interrupted(talk, recovery))
        for unfinished in recovery.interrupted:
            talk.say(resume_lines.sentence(unfinished, services.now()), "Use --resume to resume it, or --fresh.")
        return None

    def _new(self) -> Dialog[Session | None]:
        """Begin a session, after the check-in; with pain there is none."""
        talk = self._talk
        services = talk.services
        plan = services.planner.plan(self._routine)
        if talk.has_keys and services.asks_checkin(self._routine):
            plan = yield from checkin(talk, self._routine)
        if not plan.steps:
            talk.say(services.profile.log_pain(plan.checkin, services.now()) or PAIN_NOTED)
            return None
        return services.recorder.start(plan, wait=services.waits, gap=services.max_gap, now=services.now)

    def _do(self, session: Session) -> Dialog[SavedSession | None]:
        """Run a session and save it; return None if there is nothing to sum up."""
        talk = self._talk
        services = talk.services
        self.session = PlainSession(session, talk)
        yield from self.session.steps()
        is_discarded, self.session = self.session.is_discarded, None
        if is_discarded:
            if services.remote is not None:
                services.remote.end(DISCARDED)
            try:
                services.recorder.discard(session)
            except RecorderError as reason:
                talk.say(str(reason))
            talk.say("Deleted.")
            return None
        saved = services.finish(session)
        if saved.nothing_done:
            talk.say(NOTHING_DONE)
            return None
        return saved
