"""The session screen: drives the session by keys and the clock.

One key press continues, repeats of a held key are ignored, and only discarding takes two presses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.events import Key, Resize, ScreenResume, ScreenSuspend

from runstrength.locations import assets_dir
from runstrength.session.commands import (
    Adjust,
    Back,
    Command,
    CountRound,
    Done,
    Ended,
    Event,
    IllegalCommandError,
    Log,
    MarkNiggle,
    Pause,
    Refit,
    Resume,
    Skip,
    Start,
    Stop,
    Swap,
)
from runstrength.session.engine import Session
from runstrength.session.loads import WITH_LOADS
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot
from runstrength.session.wording import brief_name, side_word
from runstrength.sound.controller import LEAD, PATIENCE
from runstrength.ui import messages
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.containment import contained
from runstrength.ui.common.setting_changes import change_volume, toggle_sound
from runstrength.ui.notices import SECONDS as NOTICE_SECONDS
from runstrength.ui.notices import Notices
from runstrength.ui.session import bindings, wording
from runstrength.ui.session.key_reasons import why_not
from runstrength.ui.session.layout import MARGIN
from runstrength.ui.session.notes import can_correct
from runstrength.ui.session.reps_left import PRESS, asked_about
from runstrength.ui.session.set_editor import DIGITS, POINTS, NextSet, SetEditor, Weights, weights_of
from runstrength.ui.session.view import SessionView

IGNORED_ANSWER_SECONDS: Final = 2.0
"""Seconds after an `e` without a question in which a digit is ignored, because it was meant as an answer."""


class SessionScreen(BaseScreen[None]):
    """Runs a session, and passes it to the app when it has ended."""

    AUTO_FOCUS = ""
    BLANK = True
    """The view covers all of it."""
    KEYS = bindings.SESSION
    BINDINGS = KEYS.bindings

    def __init__(self, session: Session) -> None:
        super().__init__("session")
        self._session = session
        self._view = SessionView()
        self._editor = SetEditor()
        self._notices = Notices()
        self._cached_weights: tuple[object, object, Weights] = (None, None, Weights())
        self._ignores_digits_until = 0.0
        self._unasked = "ask"
        """The action that would have asked the question to which an ignored digit is the answer."""
        self._over = False
        self._held = False
        self._listened = False
        self._news = 0.0

    def compose(self) -> ComposeResult:
        """Yield the view with the first picture."""
        self.refresh_view()
        yield self._view

    # -- what is shown -------------------------------------------------------------------------------------------------

    @property
    def ground(self) -> str:
        """The background of text: that of the phase."""
        return self._view.ground

    def on_resize(self, _: Resize) -> None:
        """Update the layout for another size."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show the current state of the session; widgets repaint only what changed."""
        if self.is_closed or self._session.mode is Mode.ENDED:  # the last picture stays until the summary is shown
            return
        services = self.services
        snapshot = self._session.snapshot(services.clock())
        self._update_values(snapshot)
        self._view.show(
            snapshot,
            self._session.plan,
            self._editor,
            now=services.now(),
            leave=services.leave_at,
            status=self._status,
            notice=self.notice,
            is_unheard=self._is_unheard,
            hint=self.hint,
        )
        services.host.window_title(wording.title(snapshot))

    @property
    def _status(self) -> str:
        """The status in the header: no sound, or the session cannot be saved."""
        sound = self.services.sound
        parts = (
            sound.status_label if sound is not None else "",
            "not on disk" if self.services.recorder.error else "",
        )
        return " · ".join(filter(None, parts))

    @property
    def _is_unheard(self) -> bool:
        """Whether no tones are played, so that the flash of a new phase has to be more visible."""
        sound = self.services.sound
        return sound is None or bool(sound.status_label) or not sound.tones

    @property
    def _app_width(self) -> int:
        return max(1, self.app.size.width - 2 * MARGIN)

    @property
    def notice(self) -> str:
        """The current notice in place of the key hints; empty if there is none."""
        return self._notices.text(self.services.clock(), NOTICE_SECONDS * self.services.speed)

    def announce(self, text: str, *, reason: bool = False) -> None:
        """Show a notice for some seconds, in place of the key hints.

        Args:
            text: the text; a longer text is shown in parts.
            reason: explains why a key did nothing; it is shown immediately.
        """
        self._notices.say(text, self._app_width, reason=reason)
        self.show_notice()

    def show_notice(self) -> None:
        """Show the notice, and wake up when it ends; behind another screen it waits."""
        if self._is_seen and not self._over:
            self.refresh_view()
            self._sleep(self.services.clock())

    @property
    def _is_seen(self) -> bool:
        return self.is_shown and self.services.navigator.is_top(self)

    def _update_values(self, snapshot: SessionSnapshot) -> None:
        """Update the values that can be edited."""
        plan, step = self._session.plan, snapshot.step
        weights = self._weights() if plan.kind in WITH_LOADS else None
        next_set = None
        if weights is not None and step.phase in ("ready", "rest"):
            work = plan.work_of(step.index)
            next_set = NextSet(work.index, work.exercise, work.load_kg)
        self._editor = self._editor.with_sets(
            snapshot.just_done, asked_about(snapshot, plan), next_set, weights, ahead=step.phase == "ready"
        )

    def _weights(self) -> Weights:
        """Return the person's units, and their weights for each exercise."""
        settings, exercises = self.services.settings, self._session.plan.exercises
        if self._cached_weights[0] is not settings or self._cached_weights[1] is not exercises:
            self._cached_weights = (settings, exercises, weights_of(settings, exercises))
        return self._cached_weights[2]

    # -- the clock -----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Start the clock after the first step is shown."""
        self.call_after_refresh(self._listen)
        self.app.app_suspend_signal.subscribe(self, self._stopped_by_shell, immediate=True)

    def _stopped_by_shell(self, _: object) -> None:
        """Pause before the program is stopped with ctrl+z; the person resumes it."""
        if not self._over:
            self._held = False
            self.tell(Pause())

    def _listen(self) -> None:
        """Start the clock when the sound is ready, or after a timeout."""
        self._listened = True
        self._start_sound()
        if self.services.wake_lock is not None:
            self.services.wake_lock.acquire()
        with contained(self, "The figure"):
            from runstrength.figure.poses import load_moves

            self._view.moves = load_moves(assets_dir())
            self.refresh_view()

    def _start_sound(self) -> None:
        sound = self.services.sound
        if sound is None:
            self.start()
            return
        sound.start_session(
            self._session,
            wait=self.services.waits,
            space_resumes="space" in self.keys_of("session.go_on"),
            changed=self.refresh_view,
            ready=self._start_on_time,
        )
        if self._session.mode is Mode.WAITING:
            self.set_timer(PATIENCE, self.start)

    def _start_on_time(self) -> None:
        """Start the clock slightly later, so that the first cue can be scheduled ahead too."""
        self.start(LEAD)

    def start(self, after: float = 0.0) -> None:
        """Start the clock after some seconds, if it is not running yet."""
        shown = self.is_attached and self.app.screen is self
        if self._session.mode is Mode.WAITING and shown:
            self._carry_on(self._session.apply(Start(), self.services.clock() + after))

    def tick(self) -> None:
        """Advance the session and show it; then sleep until the next change."""
        self._carry_on(self._session.tick(self.services.clock()))

    def tell(self, command: Command) -> bool:
        """Apply a command to the session; tell whether it was allowed."""
        try:
            events = self._session.apply(command, self.services.clock())
        except IllegalCommandError:
            self.tick()
            return False
        self._carry_on(events)
        return True

    def _carry_on(self, events: Sequence[Event]) -> None:
        if self._editor.typed and not self._can_correct:  # the rest ended automatically
            self._accept()
            self._editor = self._editor.cancel()
        now = self.services.clock()
        if self.services.sound is not None:
            self.services.sound.sync(self._session, events, now)
        ended = next((event for event in events if isinstance(event, Ended)), None)
        if ended is not None:
            self._over = True
            self.services.alarm.cancel()
            self.navigate(messages.SessionEnded(self._session))
            return
        self.refresh_view()
        self._sleep(now)

    def _sleep(self, now: float) -> None:
        """Set the alarm to the next second or event, or to the next picture of the animation.

        A hidden notice does not set the alarm: waking up for it would repeat without end.
        """
        until = self._notices.until if self._is_seen else None
        changes = (self._session.next_change(now), self._session.due, until)
        moments = [moment for moment in changes if moment is not None]
        if not moments:
            self.services.alarm.cancel()
            return
        self._news, wait = min(moments), self._view.until_next_picture(self.services.speed)
        if wait is not None and now + wait < self._news:
            self.services.alarm.at(now + wait, self._move)
        else:
            self.services.alarm.at(self._news, self.tick)

    def _move(self) -> None:
        """Show the next picture, but not one that is ahead of the session."""
        now = self.services.clock()
        if now >= self._news:
            self.tick()
            return
        if not self.services.host.is_behind:
            self._view.show_moving(self._session.snapshot(now), self._session.plan)
        self._sleep(now)

    def on_screen_suspend(self, _: ScreenSuspend) -> None:
        """Pause while another screen is shown: a question, the help, the palette."""
        self._held = not self._over and self.tell(Pause())

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Resume, if the session was only paused by another screen."""
        self._notices.restart()  # before anything is drawn, which would count the hidden time
        if self._session.mode is Mode.WAITING and self._listened:
            self.start(LEAD)  # it must not start behind another screen
        if self._held and not self._over:
            self.tell(Resume())
        self._held = False
        if self._over:  # a notice now belongs to the next screen
            return
        if text := self.services.host.take_notice():
            self.announce(text)
        self.show_notice()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Handle the keys that may be held down, and the characters of a number.

        The keys that continue and go back are bindings too, but handled here: a binding runs later than its key event,
        and a repeat of the key could be handled in between.
        """
        if self._editor.typed and event.key in ("escape", "enter", "backspace"):
            self._end_typing(event.key)
        elif event.key in self.keys_of("session.go_on"):
            self._forward(event.key)
        elif event.key in self.keys_of("session.back"):
            self._backward(event.key)
        elif event.character and event.character in DIGITS + POINTS:
            self._type(event.character)
        elif event.key not in self.keys_of("session.end", "app.help") or self.services.key_guard.accept_once(
            event.key, self.services.real_clock()
        ):
            return
        event.stop()
        event.prevent_default()

    def _end_typing(self, key: str) -> None:
        """Accept the typed text, cancel it, or delete its last character."""
        if key == "enter":
            self._accept()
            return
        self._editor = self._editor.cancel() if key == "escape" else self._editor.erase()
        self.refresh_view()

    def _type(self, character: str) -> None:
        if self.services.real_clock() < self._ignores_digits_until:
            self._refuse(self._unasked)
        elif not self._can_correct:
            self._refuse("values")
        elif self._editor.answering:
            if character in DIGITS:
                command = self._editor.answer(int(character))
                self._editor = self._editor.ask()
                self._apply(() if command is None else (command,))
            else:
                self.announce(PRESS, reason=True)
        else:
            if why := self._editor.refusal(character, self.key_label("session.next_value")):
                self.announce(why, reason=True)
            self._editor = self._editor.type(character)
            self.refresh_view()

    def _refuse(self, action: str, *, less: bool = False) -> None:
        """Show why a key does nothing now."""
        self.announce(why_not(action, self._session.state, self._session.plan, self.key_label, less=less), reason=True)

    def _refuse_question(self, action: str) -> None:
        """Show why a key that would ask something does nothing now, and ignore the digit that answers it."""
        self._ignores_digits_until = self.services.real_clock() + IGNORED_ANSWER_SECONDS
        self._unasked = action
        self._refuse(action)

    def _forward(self, key: str) -> None:
        if self._session.mode is Mode.PAUSED:
            self._guarded(key, Resume())
            return
        self.start()
        self._guarded(key, CountRound() if self._session.state.counts_rounds else Done())

    def _backward(self, key: str) -> None:
        state = self._session.state
        if state.counts_rounds and state.rounds:
            self._guarded(key, CountRound(-1))
        else:
            self._guarded(key, Back(), "back")

    def _guarded(self, key: str, command: Command, action: str = "") -> None:
        """Apply a command for a key, unless the key is held down or was meant for the step that has just ended."""
        now = self.services.real_clock()
        self.tick()
        if self._session.state.just_began_by_itself(self.services.clock()):
            return
        if self.services.key_guard.accepts(key, now):
            if not self._accept():
                return
            if self.tell(command):
                self.services.key_guard.mark_handled(key, now)
            else:
                self._refuse(action)

    def action_go_on(self) -> None:
        """Continue: by a click."""
        self._forward("mouse")

    def action_back(self) -> None:
        """Go back: by a click."""
        self._backward("mouse")

    def action_skip(self) -> None:
        """Skip the set, also before the clock runs."""
        self.start()
        state = self._session.state
        ends_circuit = state.counts_rounds and state.rounds
        self._guarded("s", Done() if ends_circuit else Skip(), "skip")

    def action_pause(self) -> None:
        """Pause or resume."""
        if not self.tell(Resume() if self._session.mode is Mode.PAUSED else Pause()):
            self._refuse("pause")

    def action_adjust(self, seconds: int) -> None:
        """Change the remaining time."""
        if not self.tell(Adjust(seconds)):
            self._refuse("adjust", less=seconds < 0)

    @property
    def _can_correct(self) -> bool:
        """Tell whether values on the screen can be edited."""
        return can_correct(self._session.state.step.phase, self._editor) and bool(self._editor.values)

    def action_choose(self, by: int) -> None:
        """Select another value, after accepting the typed text."""
        if not self._can_correct:
            self._refuse("values")
        elif self._accept():
            self._editor = self._editor.choose(by)
            self.refresh_view()

    def action_ask(self) -> None:
        """Select the question for reps left; if it is not asked, ignore the answer."""
        if not self._can_correct or self._editor.asked_set is None:
            self._refuse_question("ask")
        elif self._accept():
            self._editor = self._editor.ask()
            self.refresh_view()

    def action_reserve(self, number: int) -> None:
        """Answer the question: by a click."""
        command = self._editor.answer(number)
        if self._can_correct and command is not None:
            self._apply((command,))

    def action_change(self, by: int) -> None:
        """Increase or decrease the selected value."""
        if not self._can_correct:
            self._refuse("values")
            return
        outcome = self._editor.change(by, self.key_label("session.next_value"))
        if outcome.why:
            self.announce(outcome.why, reason=True)
        else:
            self._editor = self._editor.cancel()
            self._apply(outcome.commands)

    def _accept(self) -> bool:
        """Accept the typed text; if it is not valid, show why, keep it, and return false."""
        self._editor, outcome = self._editor.accept()
        if outcome.why:
            self.announce(outcome.why, reason=True)
            return False
        self._apply(outcome.commands)
        return True

    def _apply(self, commands: Sequence[Command]) -> None:
        if commands:
            self.start()  # if the person selects a weight immediately, don't wait for the sound
        for command in commands:
            if not self.tell(command):
                self.announce("That isn't possible now.", reason=True)

    def action_sound(self, what: str) -> None:
        """Turn voice, tones or all sound off or on, and save the setting."""
        toggle_sound(self.services, what, self._session)
        sound = self.services.sound
        if sound is None:
            self.announce("This session runs without sound.", reason=True)
            return
        on = {"voice": sound.voice, "tones": sound.tones, "mute": sound.enabled}[what]
        name = {"voice": "Voice", "tones": "Tones", "mute": "Sound"}[what]
        still = (
            f" (sound is off: press {self.key_label('session.mute')})"
            if what != "mute" and on and not sound.enabled
            else ""
        )
        self.announce(f"{name} {'on' if on else 'off'}{still}.", reason=True)

    def action_volume(self, by: float) -> None:
        """Change and save the volume."""
        change_volume(self.services, by)
        if self.services.sound is None:
            self.announce("This session runs without sound.", reason=True)
        else:
            self.services.sound.answer_key()
            self.announce(f"Volume {self.services.settings.volume:.0%}.", reason=True)

    def action_niggle(self) -> None:
        """Mark that the current set, or the selected or last one, hurt a little; or unmark it."""
        state, plan = self._session.state, self._session.plan
        under = state.paused_from if state.mode is Mode.PAUSED else state.mode
        if under is Mode.WORK or state.leads_back_to:
            name, hurts = state.step.name, state.niggle != state.step.index
            command: Command = MarkNiggle(hurts)
            side: str | None = state.step.side
        else:
            item = self._editor.item if self._can_correct else None
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
        undo = self.key_label("session.hurt")
        noted = f"Noted: {what} hurt a bit. {undo} to undo."
        self.announce(noted if hurts else f"Undone: {what} didn't hurt.", reason=True)

    # -- leaving -------------------------------------------------------------------------------------------------------

    def action_shorter(self) -> None:
        """Ask for the remaining minutes, and shorten the session to them."""
        if self._session.mode is Mode.WAITING:
            self._refuse("shorter")
            return
        self.navigate(messages.AskShorter(self._session, self._shortened))

    def _shortened(self, command: Refit | None) -> None:
        if command is not None:
            self.tell(command)

    def action_swap(self) -> None:
        """Ask what to do instead of the next exercise."""
        state = self._session.state
        if state.mode not in (Mode.READY, Mode.REST, Mode.OVERTIME) or state.leads_back_to:
            self._refuse_question("swap")
        else:
            self.navigate(messages.AskSwap(self._session, self._swapped))

    def _swapped(self, command: Swap | None) -> None:
        if command is not None and self.tell(command):
            self.announce(f"Swapped for today: {command.exercise.full_name}")

    def action_stop(self) -> None:
        """Ask how to end."""
        self.navigate(messages.AskStop(self._stopped))

    def action_stop_now(self) -> None:
        """Ask how to end; the same key again finishes and saves, even in the same iteration of the event loop.

        The binding has priority, so it runs in the app's task, which composes the question before it handles the next
        key.
        """
        message = messages.AskStop(self._stopped)
        message.origin = self
        self.services.navigator.request(message)

    def _stopped(self, answer: str | None) -> None:
        if answer == "finish":
            self._accept()
            self._editor = self._editor.cancel()
            self.tell(Stop())
        elif answer == "discard":
            self._over = True
            self.services.alarm.cancel()
            if self.services.sound is not None:
                self.services.sound.silence()
            self.navigate(messages.DiscardSession(self._session))
