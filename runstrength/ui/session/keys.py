"""The keys of a session: one press makes progress, a heavy hand skips nothing, only discarding takes two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.events import Key

from runstrength.session.commands import (
    Adjust,
    Back,
    Command,
    Done,
    Log,
    MarkNiggle,
    Pause,
    Refit,
    Resume,
    Skip,
    Stop,
    Swap,
)
from runstrength.session.engine import Session
from runstrength.session.loads import WITH_LOADS
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot
from runstrength.session.wording import brief_name, side_word
from runstrength.ui import messages
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.setting_changes import change_volume, toggle_sound
from runstrength.ui.notices import SECONDS as NOTICE_SECONDS
from runstrength.ui.notices import Notices
from runstrength.ui.session.key_reasons import why_not
from runstrength.ui.session.layout import MARGIN
from runstrength.ui.session.notes import can_correct
from runstrength.ui.session.reps_left import asked_about
from runstrength.ui.session.set_editor import DIGITS, POINTS, Coming, Correction, Weights, weights_of

FORWARD = "space,enter,pagedown,right"
"""Done, go on; a presenter's clicker sends page down."""
BACKWARD = "backspace,pageup,left"
SWALLOWED: Final = 2.0
"""Seconds after an `e` that asks for nothing in which a digit is taken for its answer, and changes no set."""
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
        self._notices = Notices()
        self._known: tuple[object, object, Weights] = (None, None, Weights())
        self._swallows_until = 0.0
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

    @property
    def _app_width(self) -> int:
        return max(1, self.app.size.width - 2 * MARGIN)

    @property
    def notice(self) -> str:
        """What is said in place of the key hints now; empty as a rule."""
        return self._notices.text(self.services.clock(), NOTICE_SECONDS * self.services.speed)

    def announce(self, text: str, *, reason: bool = False) -> None:
        """Say something in one line for two seconds, where the key hints are.

        Args:
            text: what to say; a longer text is said in parts.
            reason: it answers a key, and is shown at once.
        """
        self._notices.say(text, self._app_width, reason=reason)
        self.show_notice()

    def show_notice(self) -> None:
        """Show what is said, and wake up when it is over."""
        raise NotImplementedError

    def update_values(self, view: SessionSnapshot) -> None:
        """Bring what can be changed in line with the session."""
        plan, step = self._session.plan, view.step
        weights = self._weights() if plan.kind in WITH_LOADS else None
        coming = None
        if weights is not None and step.phase in ("ready", "rest"):
            work = plan.work_of(step.index)
            coming = Coming(work.index, work.exercise, work.load_kg)
        self._correction = self._correction.of(
            view.just_done, asked_about(view, plan), coming, weights, ahead=step.phase == "ready"
        )

    def _weights(self) -> Weights:
        """Return how weights are entered: the person's units, and what they own for each exercise."""
        settings, exercises = self.services.settings, self._session.plan.exercises
        if self._known[0] is not settings or self._known[1] is not exercises:
            self._known = (settings, exercises, weights_of(settings, exercises))
        return self._known[2]

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Obey the keys that a heavy hand may hold down, and the characters of a number."""
        if event.key == "escape" and self._correction.typed:
            self._correction = self._correction.cancel()
            self.paint()
        elif event.key in FORWARD.split(","):
            self._forward(event.key)
        elif event.key in BACKWARD.split(","):
            self._backward(event.key)
        elif event.character and event.character in DIGITS + POINTS:
            self._type(event.character)
        elif event.key not in ASKING.split(",") or self.services.key_guard.first(event.key, self.services.real_clock()):
            return
        event.stop()
        event.prevent_default()

    def _type(self, character: str) -> None:
        if self.services.real_clock() < self._swallows_until:
            self._refuse("ask")
        elif not self._can_correct:
            self._refuse("values")
        elif self._correction.answering:
            if character in DIGITS:
                command = self._correction.answer(int(character))
                self._correction = self._correction.ask()
                self._apply(() if command is None else (command,))
            else:
                self.announce("Press 0 to 4.", reason=True)
        else:
            if why := self._correction.refusal(character):
                self.announce(why, reason=True)
            self._correction = self._correction.type(character)
            self.paint()

    def _refuse(self, action: str, *, less: bool = False) -> None:
        """Say why a key does nothing now."""
        self.announce(why_not(action, self._session.state, self._session.plan, less=less), reason=True)

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
        self._guarded(key, Back(), "back")

    def _guarded(self, key: str, command: Command, action: str = "") -> None:
        now = self.services.real_clock()
        if self.services.key_guard.hears(key, now):
            if not self._accept():
                return
            if self.tell(command):
                self.services.key_guard.obeyed(key, now)
            else:
                self._refuse(action)

    def action_go_on(self) -> None:
        """Done, go on: by the mouse."""
        self._forward("mouse")

    def action_back(self) -> None:
        """Again: by the mouse."""
        self._guarded("mouse", Back(), "back")

    def action_skip(self) -> None:
        """Leave out the set; before the clock runs too, as with the keys that go on."""
        self.start()
        self._guarded("s", Skip(), "skip")

    def action_pause(self) -> None:
        """Pause, or go on."""
        if not self.tell(Resume() if self._session.mode is Mode.PAUSED else Pause()):
            self._refuse("pause")

    def action_adjust(self, seconds: int) -> None:
        """Make the running time longer or shorter."""
        if not self.tell(Adjust(seconds)):
            self._refuse("adjust", less=seconds < 0)

    @property
    def _can_correct(self) -> bool:
        """Tell whether there are values on the screen that can be changed."""
        return can_correct(self._session.state.step.phase, self._correction) and bool(self._correction.values)

    def action_choose(self, by: int) -> None:
        """Choose another value; what was typed is accepted first."""
        if not self._can_correct:
            self._refuse("values")
        elif self._accept():
            self._correction = self._correction.choose(by)
            self.paint()

    def action_ask(self) -> None:
        """Go to the question how many more there would have been; where it is not asked, the answer is swallowed."""
        if not self._can_correct or self._correction.asks is None:
            self._swallows_until = self.services.real_clock() + SWALLOWED
            self._refuse("ask")
        elif self._accept():
            self._correction = self._correction.ask()
            self.paint()

    def action_reserve(self, number: int) -> None:
        """Answer it: by the mouse."""
        command = self._correction.answer(number)
        if self._can_correct and command is not None:
            self._apply((command,))

    def action_change(self, by: int) -> None:
        """Make the chosen value larger or smaller."""
        if not self._can_correct:
            self._refuse("values")
            return
        outcome = self._correction.change(by)
        if outcome.why:
            self.announce(outcome.why, reason=True)
        else:
            self._correction = self._correction.cancel()
            self._apply(outcome.commands)

    def _accept(self) -> bool:
        """Take over what was typed; tell whether nothing is typed any more. What can't be used is said, and stays."""
        self._correction, outcome = self._correction.accept()
        if outcome.why:
            self.announce(outcome.why, reason=True)
            return False
        self._apply(outcome.commands)
        return True

    def _apply(self, commands: Sequence[Command]) -> None:
        if commands:
            self.start()  # whoever chooses a weight at once does not wait for the sound
        for command in commands:
            if not self.tell(command):
                self.announce("That isn't possible now.", reason=True)

    def action_sound(self, what: str) -> None:
        """Turn voice, tones or all sound off or on, for good."""
        toggle_sound(self.services, what, self._session)
        sound = self.services.sound
        if sound is None:
            self.announce("This session runs without sound.", reason=True)
            return
        on = {"voice": sound.voice, "tones": sound.tones, "mute": sound.enabled}[what]
        name = {"voice": "Voice", "tones": "Tones", "mute": "Sound"}[what]
        still = " (sound is off: press m)" if what != "mute" and on and not sound.enabled else ""
        self.announce(f"{name} {'on' if on else 'off'}{still}.", reason=True)

    def action_volume(self, by: float) -> None:
        """Make the sound softer or louder, for good."""
        change_volume(self.services, by)
        if self.services.sound is None:
            self.announce("This session runs without sound.", reason=True)
        else:
            self.announce(f"Volume {self.services.settings.volume:.0%}.", reason=True)

    def action_niggle(self) -> None:
        """Say that the set under way, or the chosen or last one that was done, hurt a little; or that it did not."""
        state, plan = self._session.state, self._session.plan
        under = state.paused_from if state.mode is Mode.PAUSED else state.mode
        if under is Mode.WORK or state.leads_back_to:
            name, hurts = state.step.name, state.niggle != state.step.index
            command: Command = MarkNiggle(hurts)
            side: str | None = state.step.side
        else:
            item = self._correction.item if self._can_correct else None
            item = item or next(iter(state.log[-1:]), None)
            if item is None:
                self._refuse("niggle")
                return
            name, hurts = plan.exercises[item.exercise].name, not item.niggle
            command, side = Log(item.step, niggle=hurts), item.side
        if not self.tell(command):
            self._refuse("niggle")
            return
        what = f"{brief_name(name)}{side_word(side)}"
        self.announce(f"Noted: {what} hurt a bit. n to undo." if hurts else f"Undone: {what} didn't hurt.", reason=True)

    # -- the ways out --------------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show the keys."""
        self.navigate(messages.OpenHelp("session"))

    def action_shorter(self) -> None:
        """Ask how many minutes there are, and fit what is left into them."""
        if self._session.mode is Mode.WAITING:
            self._refuse("shorter")
            return
        self.navigate(messages.AskShorter(self._session, self._shortened))

    def _shortened(self, command: Refit | None) -> None:
        if command is not None:
            self.tell(command)

    def action_swap(self) -> None:
        """Ask what else could be done in the place of the exercise that is announced."""
        state = self._session.state
        if state.mode not in (Mode.READY, Mode.REST, Mode.OVERTIME) or state.leads_back_to:
            self._refuse("swap")
        else:
            self.navigate(messages.AskSwap(self._session, self._swapped))

    def _swapped(self, command: Swap | None) -> None:
        if command is not None and self.tell(command):
            self.announce(f"Swapped for today: {command.exercise.full_name}")

    def action_stop(self) -> None:
        """Ask how to end."""
        self.navigate(messages.AskStop(self._stopped))

    def action_stop_now(self) -> None:
        """Ask how to end; the same key again finishes and saves, even in the same turn of the event loop.

        It has priority, so it runs in the app's task, which composes the question before it looks at the next key.
        """
        message = messages.AskStop(self._stopped)
        message.origin = self
        self.services.navigator.request(message)

    def _stopped(self, answer: str | None) -> None:
        if answer == "finish":
            self._accept()
            self._correction = self._correction.cancel()
            self.tell(Stop())
        elif answer == "discard":
            self._over = True
            self.services.alarm.cancel()
            if self.services.sound is not None:
                self.services.sound.silence()
            self.navigate(messages.DiscardSession(self._session))
