"""The session, step by step: what to do now, on which side, for how long, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Resize, ScreenResume, ScreenSuspend
from textual.screen import Screen

from runstrength.session.commands import (
    Adjust,
    Back,
    Command,
    Done,
    Ended,
    Event,
    IllegalCommand,
    Log,
    Pause,
    Resume,
    Skip,
    Start,
    Stop,
)
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.ui import phrases
from runstrength.ui.correction import Correction
from runstrength.ui.hearing import LEAD, PATIENCE
from runstrength.ui.stage import Shape, stage_of
from runstrength.ui.widgets.big_text import BigText
from runstrength.ui.widgets.count import Count
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.progress import Progress

if TYPE_CHECKING:
    from runstrength.ui.app import RunstrengthApp

FORWARD = "space,enter,pagedown,right"
"""Done, go on; a presenter's clicker sends page down."""
BACKWARD = "backspace,pageup,left"
ASKING = "q,escape,question_mark,f1"
"""What opens a question or the help, which the same key closes."""


class SessionScreen(Screen[None]):
    """Leads through a session; hands it to the app when it has ended."""

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
        Binding("up", "change(1)", "One more", show=False),
        Binding("down", "change(-1)", "One less", show=False),
        Binding("tab", "choose(1)", "Another value", show=False, priority=True),
        Binding("shift+tab", "choose(-1)", "Another value", show=False, priority=True),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "stop", "End"),
        Binding("ctrl+c,ctrl+q", "stop_now", "End", show=False, priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(id="session")
        self._session = session
        self._correction = Correction()
        self._held = False
        self._over = False
        self._shape: Shape | None = None
        self._head = Lines(id="head")
        self._banner = BigText(id="name")
        self._count = Count(id="count")
        self._notes = Lines(id="notes")
        self._progress = Progress(id="progress")
        self._foot = Lines(id="foot")

    @property
    def _app(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self.app)

    @property
    def ground(self) -> str:
        """What text stands on: the background of the phase."""
        return self._shape.look if self._shape else ""

    def compose(self) -> ComposeResult:
        """Lay out the stage, once: from now on only its contents change."""
        self.paint()
        yield from (self._head, self._banner, self._count, self._notes, self._progress, self._foot)

    # -- the clock -----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Start the clock once the first step is on the screen."""
        self.call_after_refresh(self._listen)

    def _listen(self) -> None:
        """Start the clock when the sound is ready, or has been waited for long enough."""
        hearing = self._app.hearing
        if hearing is None:
            self._start()
            return
        hearing.begin(self._session, wait=self._waits, changed=self.paint, ready=self._start_on_time)
        if self._session.mode is Mode.WAITING:
            self.set_timer(PATIENCE, self._start)

    @property
    def _waits(self) -> bool:
        return self._app.settings.advance == "wait"

    def _start_on_time(self) -> None:
        """Start the clock a moment from now, so that the first cue too is known ahead."""
        self._start(LEAD)

    def _start(self, after: float = 0.0) -> None:
        if self._session.mode is Mode.WAITING and self.is_attached:
            self._carry_on(self._session.apply(Start(), self._app.clock() + after))

    def tick(self) -> None:
        """Do what fell due and show it; then sleep until there is something new."""
        self._carry_on(self._session.tick(self._app.clock()))

    def tell(self, command: Command) -> bool:
        """Give the session a command; tell whether it was possible."""
        try:
            events = self._session.apply(command, self._app.clock())
        except IllegalCommand:
            self.tick()
            return False
        self._carry_on(events)
        return True

    def _carry_on(self, events: Sequence[Event]) -> None:
        if self._correction.typed and not self._can_correct:
            self._accept()  # the break ended by itself
        now = self._app.clock()
        if self._app.hearing is not None:
            self._app.hearing.follow(self._session, events, now)
        ended = next((event for event in events if isinstance(event, Ended)), None)
        if ended is not None:
            self._over = True
            self._app.wake.cancel()
            self._app.finish(self._session)
            return
        self.paint()
        change = self._session.next_change(now)
        due = self._session.due
        moments = [moment for moment in (change, due) if moment is not None]
        if moments:
            self._app.wake.at(min(moments), self.tick)
        else:
            self._app.wake.cancel()

    def on_screen_suspend(self, _: ScreenSuspend) -> None:
        """Pause while something else is on the screen: a question, the help, the palette."""
        self._held = not self._over and self.tell(Pause())

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Go on, if it was only that other thing that paused."""
        if self._held and not self._over:
            self.tell(Resume())
        self._held = False

    # -- what is shown -------------------------------------------------------------------------------------------------

    def on_resize(self, _: Resize) -> None:
        """Lay the stage out anew for another size."""
        self.paint()

    def paint(self) -> None:
        """Show the session as it is now; widgets repaint only what differs."""
        app = self._app
        view = self._session.view(app.clock())
        self._correction = self._correction.of(view.just_done)
        stage = stage_of(
            view,
            self._session.plan,
            app.size,
            self._correction,
            app.now(),
            leave=app.leave_at,
            sign=app.hearing.sign if app.hearing else "",
        )
        self._arrange(stage.shape)
        self._count.update(stage.number, stage.side)
        self._head.update(*stage.head)
        self._banner.update(stage.name)
        self._notes.update(*stage.notes)
        self._foot.update(stage.foot)
        self._progress.update(view.fraction)
        app.window_title(phrases.title(view))

    def _arrange(self, shape: Shape) -> None:
        """Give the parts their places, where they have changed."""
        if shape == self._shape:
            return
        if self._shape is not None and self._shape.look != shape.look:
            self.remove_class(f"-{self._shape.look}")
        self._shape = shape
        self.add_class(f"-{shape.look}")
        self._banner.styles.height = shape.name
        self._notes.styles.height = shape.notes
        self._count.styles.margin = (shape.gap, 0, 0, 0)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Obey the keys that a heavy hand may hold down, and digits."""
        if event.key in FORWARD.split(","):
            self._forward(event.key)
        elif event.key in BACKWARD.split(","):
            self._backward(event.key)
        elif event.character and event.character in "0123456789" and self._can_correct:
            self._correction = self._correction.type(event.character)
            self.paint()
        elif event.key not in ASKING.split(",") or self._app.guard.first(event.key, self._app.real_clock()):
            return
        event.stop()
        event.prevent_default()

    def _forward(self, key: str) -> None:
        if key == "enter" and self._correction.typed:
            self._accept()
            return
        if self._session.mode is Mode.PAUSED:
            self._guarded(key, Resume())
            return
        self._start()
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

    def action_change(self, by: int) -> None:
        """Make the chosen value larger or smaller."""
        if self._can_correct:
            self._log(self._correction.change(by))

    def _accept(self) -> None:
        self._correction, command = self._correction.accept()
        self._log(command)

    def _log(self, command: Log | None) -> None:
        if command is not None:
            self._correction = (
                self._correction.erase()
                if not self._correction.typed
                else Correction(self._correction.sets, self._correction.chosen)
            )
            self.tell(command)

    def action_sound(self, what: str) -> None:
        """Turn voice, tones or all sound off or on, for good."""
        self._app.switch_sound(what, self._session)
        self.paint()

    def action_volume(self, by: float) -> None:
        """Make the sound softer or louder, for good."""
        self._app.change_volume(by)

    # -- the ways out --------------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show the keys."""
        self._app.show_help("session")

    def action_stop(self) -> None:
        """Ask how to end."""
        self._app.ask_stop(self._stopped)

    def action_stop_now(self) -> None:
        """Ask how to end; the same key again finishes and saves."""
        self.action_stop()

    def _stopped(self, answer: str | None) -> None:
        if answer == "finish":
            self._accept()
            self.tell(Stop())
        elif answer == "discard":
            self._over = True
            self._app.wake.cancel()
            if self._app.hearing is not None:
                self._app.hearing.silence()
            self._app.leave()
