"""The session screen: drives the session by keys and the clock.

One key press continues, repeats of a held key are ignored, and only discarding takes two presses.
"""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from textual.app import ComposeResult
from textual.events import Key, Resize, ScreenResume, ScreenSuspend

from runstrength.live.controls import Controls
from runstrength.live.live_session import LiveSession
from runstrength.live.set_editor import DIGITS, POINTS
from runstrength.locations import assets_dir
from runstrength.session.commands import Command, Ended, Event, Pause, Resume, Swap
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.sound.controller import LEAD, PATIENCE
from runstrength.ui import messages
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.containment import contained
from runstrength.ui.common.setting_changes import change_volume, toggle_sound
from runstrength.ui.notices import SECONDS as NOTICE_SECONDS
from runstrength.ui.notices import Notices
from runstrength.ui.session import bindings, wording
from runstrength.ui.session.layout import MARGIN
from runstrength.ui.session.view import SessionView

BEHIND: Final = "The session is paused, because another page is open in the app: close it there first."
"""The answer to another program while a question, the help or another page covers the session."""


class SessionScreen(BaseScreen[None]):
    """Runs a session, and passes it to the app when it has ended."""

    AUTO_FOCUS = ""
    BLANK = True
    """The view covers all of it."""
    KEYS = bindings.SESSION
    BINDINGS = KEYS.bindings

    def __init__(self, session: Session) -> None:
        super().__init__("session")
        self.session = session
        self._view = SessionView()
        self._notices = Notices()
        self._over = False
        self._held = False
        self._listened = False
        self._draws_later = False
        """A command of another program is carried out, and what it changed is drawn when that has its answer."""
        self._news = 0.0

    @cached_property
    def live(self) -> LiveSession:
        """The session under way."""
        return LiveSession(self.session, clock=self.services.clock, sound=lambda: self.services.sound)

    @cached_property
    def controls(self) -> Controls:
        """What the keys do."""
        controls = self.services.controls_of(self.live, self)
        self.live.listen(self._happened)  # after the controls, which accept what is typed when a rest ends
        return controls

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
        """Update the layout for another size; as the screen opens, it is told three times of the one that it has."""
        if not self._view.has_its_size:
            self.refresh_view()

    def refresh_view(self) -> None:
        """Show the current state of the session; widgets repaint only what changed."""
        if self.is_closed or self.session.mode is Mode.ENDED:  # the last picture stays until the summary is shown
            return
        services = self.services
        snapshot = self.session.snapshot(services.clock())
        self.controls.update(snapshot)
        self._view.show(
            snapshot,
            self.session.plan,
            self.controls.editor,
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

    # -- the clock -----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Prepare the sound while the first step is drawn, which takes as long; start the clock with it or after it."""
        self._start_sound()
        self.call_after_refresh(self._listen)
        self.app.app_suspend_signal.subscribe(self, self._stopped_by_shell, immediate=True)

    def _stopped_by_shell(self, _: object) -> None:
        """Pause before the program is stopped with ctrl+z; the person resumes it."""
        if not self._over:
            self._held = False
            self.tell(Pause())

    def _listen(self) -> None:
        """Do what can wait until the first step is shown."""
        self._listened = True
        if self.services.wake_lock is not None:
            self.services.wake_lock.acquire()
        with contained(self, "The figure"):
            from runstrength.figure.poses import load_moves

            self._view.moves = load_moves(assets_dir())
            self._draw()
        if (remote := self.services.open_remote()) is not None:
            self.live.connect(remote, handle=self._handle, notify=self.services.host.notify)

    def _start_sound(self) -> None:
        waits = self.live.prepare(
            wait=self.services.waits,
            space_resumes="space" in self.keys_of("session.go_on"),
            changed=self.refresh_view,
            ready=self._start_on_time,
        )
        if not waits:
            self.start()
        elif self.session.mode is Mode.WAITING:
            self.set_timer(PATIENCE, self.start)

    def _start_on_time(self) -> None:
        """Start the clock slightly later, so that the first cue can be scheduled ahead too."""
        self.start(LEAD)

    def start(self, after: float = 0.0) -> None:
        """Start the clock after some seconds, if it is not running yet."""
        if self.is_attached and self.app.screen is self:
            self.live.start(after)

    def _handle(self, action: str) -> str:
        """Do for another program what a key does; return why that isn't possible, empty if it was done."""
        if not self._is_seen:
            return BEHIND
        self._draws_later = True
        try:
            return self.controls.handle_request(action)
        finally:
            self._draws_later = False
            get_running_loop().call_soon(self._draw)  # after the answer, because drawing takes longest

    def tick(self) -> None:
        """Advance the session and show it; then sleep until the next change."""
        self.live.tick()

    def tell(self, command: Command) -> bool:
        """Apply a command to the session; tell whether it was allowed."""
        return self.live.tell(command)

    def _happened(self, events: Sequence[Event]) -> None:
        """Show what happened; when the session has ended, pass it to the app."""
        if any(isinstance(event, Ended) for event in events):
            self._over = True
            self.services.alarm.cancel()
            self.navigate(messages.SessionEnded(self.session))
        elif self._draws_later:
            self.controls.update(self.session.snapshot(self.services.clock()))
        else:
            self._draw()

    def _draw(self) -> None:
        """Show the current state, and sleep until the next change."""
        if not self._over:
            self.refresh_view()
            self._sleep(self.services.clock())

    def _sleep(self, now: float) -> None:
        """Set the alarm to the next second or event, or to the next picture of the animation.

        A hidden notice does not set the alarm: waking up for it would repeat without end.
        """
        until = self._notices.until if self._is_seen else None
        changes = (self.live.next_moment(now), until)
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
            self._view.show_moving(self.session.snapshot(now), self.session.plan)
        self._sleep(now)

    def on_screen_suspend(self, _: ScreenSuspend) -> None:
        """Pause while another screen is shown: a question, the help, the palette."""
        self._held = not self._over and self.tell(Pause())

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Resume, if the session was only paused by another screen."""
        self._notices.restart()  # before anything is drawn, which would count the hidden time
        if self.session.mode is Mode.WAITING and self._listened:
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
        if self.controls.editor.typed and event.key in ("escape", "enter", "backspace"):
            self.controls.end_typing(event.key)
        elif event.key in self.keys_of("session.go_on"):
            self.controls.forward(event.key)
        elif event.key in self.keys_of("session.back"):
            self.controls.backward(event.key)
        elif event.character and event.character in DIGITS + POINTS:
            self.controls.type(event.character)
        elif event.key not in self.keys_of(*bindings.ASKING) or self.services.key_guard.accept_once(
            event.key, self.services.real_clock()
        ):
            return
        event.stop()
        event.prevent_default()

    def action_go_on(self) -> None:
        """Continue: by a click."""
        self.controls.forward("mouse")

    def action_back(self) -> None:
        """Go back: by a click."""
        self.controls.backward("mouse")

    def action_skip(self) -> None:
        """Skip the set."""
        self.controls.skip()

    def action_pause(self) -> None:
        """Pause or resume."""
        self.controls.pause_or_resume()

    def action_adjust(self, seconds: int) -> None:
        """Change the remaining time."""
        self.controls.adjust(seconds)

    def action_choose(self, by: int) -> None:
        """Select another value."""
        self.controls.choose(by)

    def action_ask(self) -> None:
        """Select the question for reps left."""
        self.controls.ask()

    def action_reserve(self, number: int) -> None:
        """Answer the question: by a click."""
        self.controls.answer(number)

    def action_change(self, by: int) -> None:
        """Increase or decrease the selected value."""
        self.controls.change(by)

    def action_sound(self, what: str) -> None:
        """Turn voice, tones or all sound off or on, and save the setting."""
        self.announce(toggle_sound(self.services, what, self.session, self.key_label("session.mute")), reason=True)

    def action_volume(self, by: float) -> None:
        """Change and save the volume."""
        self.announce(change_volume(self.services, by), reason=True)

    def action_niggle(self) -> None:
        """Mark that the current set, or the selected or last one, hurt a little; or unmark it."""
        self.controls.niggle()

    # -- leaving -------------------------------------------------------------------------------------------------------

    def action_shorter(self) -> None:
        """Ask for the remaining minutes, and shorten the session to them."""
        if self.controls.may_shorten():
            self.navigate(messages.AskShorter(self.session, self.controls.shorten))

    def action_swap(self) -> None:
        """Ask what to do instead of the next exercise."""
        if self.controls.may_swap():
            self.navigate(messages.AskSwap(self.session, self._swap))

    def _swap(self, command: Swap | None) -> None:
        if self.controls.swap(command) and command is not None:
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
            self.controls.stop()
        elif answer == "discard":
            self._over = True
            self.services.alarm.cancel()
            if self.services.sound is not None:
                self.services.sound.silence()
            self.navigate(messages.DiscardSession(self.session))
