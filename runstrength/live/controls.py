"""What the keys of a session do: the same for the full screen and line by line. Doesn't know which keys they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from runstrength.live.key_reasons import NOT_POSSIBLE, why_not
from runstrength.live.reps_left import IGNORED_ANSWER_SECONDS, PRESS, asked_about
from runstrength.live.set_editor import DIGITS, NextSet, SetEditor, Weights, can_correct, weights_of
from runstrength.session.commands import (
    Adjust,
    Back,
    Command,
    CountRound,
    Done,
    Event,
    Log,
    MarkNiggle,
    Pause,
    Refit,
    Resume,
    Skip,
    Stop,
    Swap,
)
from runstrength.session.loads import WITH_LOADS
from runstrength.session.state import Mode
from runstrength.session.wording import brief_name, side_word

if TYPE_CHECKING:
    from runstrength.live.key_guard import KeyGuard
    from runstrength.live.live_session import LiveSession
    from runstrength.session.engine import Session
    from runstrength.session.view import SessionSnapshot
    from runstrength.settings import Settings

TOO_LATE: Final = "Ignored: the step before ended by itself a moment ago."
REPEATED: Final = "Ignored: the same command came a moment ago."
INVALID: Final = "The value that is typed in the session isn't valid: correct it there first."
ALREADY_PAUSED: Final = "The session is already paused."
NOT_PAUSED: Final = "The session isn't paused."


class SessionDisplay(Protocol):
    """What a session is shown on: a screen, or lines."""

    def announce(self, text: str, *, reason: bool = False) -> None:
        """Tell a person something; `reason` is why a key did nothing, or what it did."""

    def refresh_view(self) -> None:
        """Show that a value, or the typed text, has changed."""

    def key_label(self, binding: str) -> str:
        """Return the first key of a binding as text."""


class Controls:
    """Rotation what keys mean into commands, and explains those that are not possible now.

    Args:
        live: the session.
        display: what it is shown on.
        clock: returns the moment on the session's clock.
        real_clock: returns real seconds.
        key_guard: ignores repeats of a key.
        settings: returns the person's settings.
    """

    def __init__(
        self,
        live: LiveSession,
        display: SessionDisplay,
        *,
        clock: Callable[[], float],
        real_clock: Callable[[], float],
        key_guard: KeyGuard,
        settings: Callable[[], Settings],
    ) -> None:
        self.editor = SetEditor()
        """The values that can be edited, and the typed text."""
        self._live = live
        self._display = display
        self._clock = clock
        self._real_clock = real_clock
        self._key_guard = key_guard
        self._settings = settings
        self._cached_weights: tuple[object, object, Weights] = (None, None, Weights())
        self._ignores_digits_until = 0.0
        self._unasked = "ask"
        """The action that would have asked the question to which an ignored digit is the answer."""
        live.listen(self._happened)

    @property
    def _session(self) -> Session:
        return self._live.session

    def _happened(self, _: Sequence[Event]) -> None:
        if self.editor.typed and not self.can_correct:  # the rest ended automatically
            self.accept()
            self.editor = self.editor.cancel()

    # -- values --------------------------------------------------------------------------------------------------------

    def update(self, snapshot: SessionSnapshot) -> None:
        """Update the values that can be edited."""
        plan, step = self._session.plan, snapshot.step
        weights = self._weights() if plan.kind in WITH_LOADS else None
        next_set = None
        if weights is not None and step.phase in ("ready", "rest"):
            work = plan.work_of(step.index)
            if work.exercise not in weights.none:
                next_set = NextSet(work.index, work.exercise, work.load_kg)
        self.editor = self.editor.with_sets(
            snapshot.just_done, asked_about(snapshot, plan), next_set, weights, ahead=step.phase == "ready"
        )

    def _weights(self) -> Weights:
        """Return the person's units, and their weights for each exercise."""
        settings, exercises = self._settings(), self._session.plan.exercises
        if self._cached_weights[0] is not settings or self._cached_weights[1] is not exercises:
            self._cached_weights = (settings, exercises, weights_of(settings, exercises))
        return self._cached_weights[2]

    @property
    def can_correct(self) -> bool:
        """Whether values can be edited now."""
        return can_correct(self._session.state.step.phase, self.editor) and bool(self.editor.values)

    def end_typing(self, key: str) -> None:
        """Accept the typed text, cancel it, or delete its last character, by `enter`, `escape` and `backspace`."""
        if key == "enter":
            self.accept()
            return
        self.editor = self.editor.cancel() if key == "escape" else self.editor.erase()
        self._display.refresh_view()

    def type(self, character: str) -> None:
        """Type a digit or a decimal sign: a part of a value, or the answer to the question about reps left."""
        if self._real_clock() < self._ignores_digits_until:
            self.refuse(self._unasked)
        elif not self.can_correct:
            self.refuse("values")
        elif self.editor.answering:
            if character in DIGITS:
                command = self.editor.answer(int(character))
                self.editor = self.editor.ask()
                self._apply(() if command is None else (command,))
            else:
                self._display.announce(PRESS, reason=True)
        else:
            if why := self.editor.refusal(character, self._display.key_label("session.next_value")):
                self._display.announce(why, reason=True)
            self.editor = self.editor.type(character)
            self._display.refresh_view()

    def choose(self, by: int) -> None:
        """Select another value, after accepting the typed text."""
        if not self.can_correct:
            self.refuse("values")
        elif self.accept():
            self.editor = self.editor.choose(by)
            self._display.refresh_view()

    def ask(self) -> None:
        """Select the question for reps left; if it is not asked, ignore the answer."""
        if not self.can_correct or self.editor.asked_set is None:
            self._refuse_question("ask")
        elif self.accept():
            self.editor = self.editor.ask()
            self._display.refresh_view()

    def answer(self, number: int) -> None:
        """Answer the question about reps left, whether it is selected or not."""
        command = self.editor.answer(number)
        if self.can_correct and command is not None:
            self._apply((command,))

    def change(self, by: int) -> None:
        """Increase or decrease the selected value."""
        if not self.can_correct:
            self.refuse("values")
            return
        outcome = self.editor.change(by, self._display.key_label("session.next_value"))
        if outcome.why:
            self._display.announce(outcome.why, reason=True)
        else:
            self.editor = self.editor.cancel()
            self._apply(outcome.commands)

    def accept(self) -> bool:
        """Accept the typed text; if it is not valid, tell why, keep it, and return false."""
        self.editor, outcome = self.editor.accept()
        if outcome.why:
            self._display.announce(outcome.why, reason=True)
            return False
        self._apply(outcome.commands)
        return True

    def _apply(self, commands: Sequence[Command]) -> None:
        if commands:
            self._live.start()  # if the person selects a weight immediately, don't wait for the sound
        for command in commands:
            if not self._live.tell(command):
                self._display.announce(NOT_POSSIBLE, reason=True)

    # -- going on and back ---------------------------------------------------------------------------------------------

    def forward(self, key: str) -> str:
        """Resume, count a round, end the set, or go on at once, whichever is next; return why that isn't possible."""
        if self._session.mode is Mode.PAUSED:
            return self._guarded(key, Resume())
        self._live.start()
        return self._guarded(key, CountRound() if self._session.state.counts_rounds else Done())

    def backward(self, key: str) -> str:
        """Take a round back, or go back to this set or the last one; return why that isn't possible."""
        state = self._session.state
        if state.counts_rounds and state.rounds:
            return self._guarded(key, CountRound(-1))
        return self._guarded(key, Back(), "back")

    def skip(self, key: str = "s") -> str:
        """Skip the set, also before the clock runs; a circuit of which rounds were counted is ended.

        Returns:
            Why that isn't possible; empty if it was done.
        """
        self._live.start()
        state = self._session.state
        ends_circuit = state.counts_rounds and state.rounds
        return self._guarded(key, Done() if ends_circuit else Skip(), "skip")

    def _guarded(self, key: str, command: Command, action: str = "") -> str:
        """Apply a command for a key, unless the key is held down or was meant for the step that has just ended.

        Returns:
            Why it was not applied, empty if it was.
        """
        now = self._real_clock()
        self._live.tick()
        if self._session.state.just_began_by_itself(self._clock()):
            return TOO_LATE
        if not self._key_guard.accepts(key, now):
            return REPEATED
        if not self.accept():
            return INVALID
        if not self._live.tell(command):
            return self.refuse(action)
        self._key_guard.mark_handled(key, now)
        return ""

    def handle_request(self, action: str) -> str:
        """Do for another program what a key does; return why that isn't possible, empty if it was done.

        Args:
            action: `done`, which is what the key that goes on does, `back`, `skip`, `pause` or `resume`.
        """
        key = f"tell {action}"
        match action:
            case "done":
                return self.forward(key)
            case "back":
                return self.backward(key)
            case "skip":
                return self.skip(key)
        is_paused = self._session.mode is Mode.PAUSED
        if is_paused is (action == "pause"):
            return ALREADY_PAUSED if is_paused else NOT_PAUSED
        return "" if self._live.tell(Resume() if is_paused else Pause()) else self.refuse("pause")

    def pause_or_resume(self) -> None:
        """Pause, or resume."""
        if not self._live.tell(Resume() if self._session.mode is Mode.PAUSED else Pause()):
            self.refuse("pause")

    def adjust(self, seconds: int) -> None:
        """Change the remaining time."""
        if not self._live.tell(Adjust(seconds)):
            self.refuse("adjust", less=seconds < 0)

    def niggle(self) -> None:
        """Mark that the current set, or the selected or last one, hurt a little; or unmark it."""
        self._live.tick()  # a set that has just ended by itself is the last one
        state, plan = self._session.state, self._session.plan
        under = state.paused_from if state.mode is Mode.PAUSED else state.mode
        if under is Mode.WORK or state.leads_back_to:
            name, hurts = state.step.name, state.niggle != state.step.index
            command: Command = MarkNiggle(hurts)
            side: str | None = state.step.side
        else:
            item = self.editor.item if self.can_correct else None
            item = item or next(iter(state.log[-1:]), None)
            if item is None:
                self.refuse("niggle")
                return
            name, hurts = plan.exercises[item.exercise].name, not item.niggle
            command, side = Log(item.step, niggle=hurts), item.side
        if not self._live.tell(command):
            self.refuse("niggle")
            return
        what = f"{brief_name(name)}{side_word(side)}"
        undo = self._display.key_label("session.hurt")
        noted = f"Noted: {what} hurt a bit. {undo} to undo."
        self._display.announce(noted if hurts else f"Undone: {what} didn't hurt.", reason=True)

    # -- questions -----------------------------------------------------------------------------------------------------

    def may_shorten(self) -> bool:
        """Tell whether the session can be shortened now; if not, tell why."""
        if self._session.mode is Mode.WAITING:
            self.refuse("shorter")
            return False
        return True

    def shorten(self, command: Refit | None) -> None:
        """Shorten the session, if the person chose to."""
        if command is not None:
            self._live.tell(command)

    def may_swap(self) -> bool:
        """Tell whether the announced exercise can be swapped; if not, tell why, and ignore the digit that answers."""
        state = self._session.state
        if state.mode not in (Mode.READY, Mode.REST, Mode.OVERTIME) or state.leads_back_to:
            self._refuse_question("swap")
            return False
        return True

    def swap(self, command: Swap | None) -> bool:
        """Swap the exercise, if the person chose another one; tell whether it was swapped."""
        return command is not None and self._live.tell(command)

    def stop(self) -> None:
        """End the session, with what is typed so far if it is valid."""
        self.accept()
        self.editor = self.editor.cancel()
        self._live.tell(Stop())

    # -- reasons -------------------------------------------------------------------------------------------------------

    def refuse(self, action: str, *, less: bool = False) -> str:
        """Tell why a key does nothing now, and return it."""
        why = why_not(action, self._session.state, self._session.plan, self._display.key_label, less=less)
        self._display.announce(why, reason=True)
        return why

    def _refuse_question(self, action: str) -> None:
        """Tell why a key that would ask something does nothing now, and ignore the digit that answers it."""
        self._ignores_digits_until = self._real_clock() + IGNORED_ANSWER_SECONDS
        self._unasked = action
        self.refuse(action)
