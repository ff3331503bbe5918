"""The keys of a session: one press makes progress, a heavy hand skips nothing, only discarding takes two."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.events import Key

from runstrength.session.commands import Adjust, Back, Command, Done, Log, Pause, Refit, Resume, Skip, Stop, Swap
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.ui import messages, phrases
from runstrength.ui.correction import Correction
from runstrength.ui.screens.base import BaseScreen

FORWARD = "space,enter,pagedown,right"
"""Done, go on; a presenter's clicker sends page down."""
BACKWARD = "backspace,pageup,left"
ASKING = "q,escape,question_mark,f1"
"""What opens a question or the help, which the same key closes."""


class SessionKeys(BaseScreen[None]):
    """What every key of a session does; what is shown, and when, is for the screen itself to say."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pause", "Pause"),
        Binding("s", "skip", "Skip the set"),
        Binding("plus,equals_sign", "adjust(10)", "10 s more"),
        Binding("minus", "adjust(-10)", "10 s less"),
        Binding("v", "sound('voice')", "Voice"),
        Binding("t", "sound('tones')", "Tones"),
        Binding("m", "sound('mute')", "Mute"),
        Binding("left_square_bracket", "volume(-0.1)", "Softer"),
        Binding("right_square_bracket", "volume(0.1)", "Louder"),
        Binding("e", "ask", "How many more", show=False),
        Binding("n", "niggle", "It hurts a little"),
        Binding("o", "shorter", "Only so many minutes"),
        Binding("x", "swap", "Something else for today"),
        Binding("up", "change(1)", "One more", show=False),
        Binding("down", "change(-1)", "One less", show=False),
        Binding("tab", "choose(1)", "Another value", show=False, priority=True),
        Binding("shift+tab", "choose(-1)", "Another value", show=False, priority=True),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "stop", "End"),
        Binding("ctrl+c,ctrl+q", "stop_now", "End", show=False, priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__("session")
        self._session = session
        self._correction = Correction()
        self._over = False

    def tell(self, command: Command) -> bool:
        """Give the session a command; tell whether it was possible."""
        raise NotImplementedError

    def paint(self) -> None:
        """Show the session as it is now."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the clock, where it does not run yet."""
        raise NotImplementedError

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Obey the keys that a heavy hand may hold down, and digits."""
        if event.key in FORWARD.split(","):
            self._forward(event.key)
        elif event.key in BACKWARD.split(","):
            self._backward(event.key)
        elif event.character and event.character in "0123456789" and self._can_correct:
            self._digit(event.character)
        elif event.key not in ASKING.split(",") or self._app.guard.first(event.key, self._app.real_clock()):
            return
        event.stop()
        event.prevent_default()

    def _digit(self, digit: str) -> None:
        if self._correction.answering:
            command = self._correction.answer(int(digit))
            self._correction = self._correction.ask()
            self._log(command)
            return
        self._correction = self._correction.type(digit)
        self.paint()

    def _forward(self, key: str) -> None:
        if key == "enter" and self._correction.typed:
            self._accept()
            return
        if self._session.mode is Mode.PAUSED:
            self._guarded(key, Resume())
            return
        self.start()
        self._guarded(key, Done())

    def _backward(self, key: str) -> None:
        if key == "backspace" and self._correction.typed:
            self._correction = self._correction.erase()
            self.paint()
            return
        self._guarded(key, Back())

    def _guarded(self, key: str, command: Command) -> None:
        now = self._app.real_clock()
        if self._app.guard.hears(key, now):
            self._accept()
            if self.tell(command):
                self._app.guard.obeyed(key, now)

    def action_go_on(self) -> None:
        """Done, go on: by the mouse."""
        self._forward("mouse")

    def action_back(self) -> None:
        """Again: by the mouse."""
        self._guarded("mouse", Back())

    def action_skip(self) -> None:
        """Leave out the set."""
        self._guarded("s", Skip())

    def action_pause(self) -> None:
        """Pause, or go on."""
        self.tell(Resume() if self._session.mode is Mode.PAUSED else Pause())

    def action_adjust(self, seconds: int) -> None:
        """Make the running time longer or shorter."""
        self.tell(Adjust(seconds))

    @property
    def _can_correct(self) -> bool:
        """Tell whether the values just done are on the screen."""
        return self._session.state.step.phase in ("ready", "rest") and bool(self._correction.sets)

    def action_choose(self, by: int) -> None:
        """Choose another of the values just done."""
        if self._can_correct:
            self._accept()
            self._correction = self._correction.choose(by)
            self.paint()

    def action_ask(self) -> None:
        """Go to the question how many more there would have been, where it is asked."""
        if self._can_correct:
            self._accept()
            self._correction = self._correction.ask()
            self.paint()

    def action_reserve(self, number: int) -> None:
        """Answer it: by the mouse."""
        if self._can_correct:
            self._log(self._correction.answer(number))

    def action_change(self, by: int) -> None:
        """Make the chosen value larger or smaller."""
        if self._can_correct:
            self._log(self._correction.change(by))

    def _accept(self) -> None:
        self._correction, command = self._correction.accept()
        self._log(command)

    def _log(self, command: Log | None) -> None:
        if command is not None:
            self._correction = replace(self._correction, typed="")
            self.tell(command)

    def action_sound(self, what: str) -> None:
        """Turn voice, tones or all sound off or on, for good."""
        self._app.switch_sound(what, self._session)
        self.paint()

    def action_volume(self, by: float) -> None:
        """Make the sound softer or louder, for good."""
        self._app.change_volume(by)

    def action_niggle(self) -> None:
        """Say that the chosen set, or the one done last, hurt a little; or that it did not."""
        chosen = self._correction.sets[self._correction.chosen :][:1] if self._can_correct else ()
        for item in chosen or self._session.state.log[-1:]:
            if self.tell(Log(item.step, niggle=not item.niggle)) and not item.niggle:
                name = phrases.short_name(self._session.plan, item)
                self._app.notify(f"Noted: {name} hurt a little. n takes it back.", timeout=4, markup=False)

    # -- the ways out --------------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show the keys."""
        self.navigate(messages.OpenHelp("session"))

    def action_shorter(self) -> None:
        """Ask how many minutes there are, and fit what is left into them."""
        if self._session.mode is not Mode.WAITING:
            self.navigate(messages.AskShorter(self._session, self._shortened))

    def _shortened(self, command: Refit | None) -> None:
        if command is not None:
            self.tell(command)

    def action_swap(self) -> None:
        """Ask what else could be done in the place of the exercise that is announced."""
        state = self._session.state
        if state.mode in (Mode.READY, Mode.REST, Mode.OVERTIME) and not state.goes_on:
            self.navigate(messages.AskSwap(self._session, self._swapped))

    def _swapped(self, command: Swap | None) -> None:
        if command is not None and self.tell(command):
            self._app.notify(f"For today: {command.exercise.full_name}", timeout=3, markup=False)

    def action_stop(self) -> None:
        """Ask how to end."""
        self.navigate(messages.AskStop(self._stopped))

    def action_stop_now(self) -> None:
        """Ask how to end; the same key again finishes and saves, even in the same turn of the event loop.

        It has priority, so it runs in the app's task, which composes the question before it looks at the next key.
        """
        message = messages.AskStop(self._stopped)
        message.origin = self
        self._app.request(message)

    def _stopped(self, answer: str | None) -> None:
        if answer == "finish":
            self._accept()
            self.tell(Stop())
        elif answer == "discard":
            self._over = True
            self._app.wake.cancel()
            if self._app.hearing is not None:
                self._app.hearing.silence()
            self.navigate(messages.DiscardSession(self._session))
