"""The session, step by step: what to do now, on which side, for how long, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Resize, ScreenResume, ScreenSuspend

from runstrength.session.commands import (
    Command,
    Ended,
    Event,
    IllegalCommand,
    Pause,
    Resume,
    Start,
)
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.ui import phrases
from runstrength.ui.hearing import LEAD, PATIENCE
from runstrength.ui.screens.session_keys import SessionKeys
from runstrength.ui.stage import Shape, stage_of
from runstrength.ui.widgets.big_text import BigText
from runstrength.ui.widgets.count import Count
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.progress import Progress

if TYPE_CHECKING:
    pass


class SessionScreen(SessionKeys):
    """Leads through a session; hands it to the app when it has ended."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._held = False
        self._listened = False
        self._shape: Shape | None = None
        self._head = Lines(id="head")
        self._banner = BigText(id="name")
        self._count = Count(id="count")
        self._notes = Lines(id="notes")
        self._progress = Progress(id="progress")
        self._foot = Lines(id="foot")

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
        self._listened = True
        hearing = self._app.hearing
        if hearing is None:
            self.start()
            return
        hearing.begin(self._session, wait=self._waits, changed=self.paint, ready=self._start_on_time)
        if self._session.mode is Mode.WAITING:
            self.set_timer(PATIENCE, self.start)

    @property
    def _waits(self) -> bool:
        return self._app.settings.advance == "wait"

    def _start_on_time(self) -> None:
        """Start the clock a moment from now, so that the first cue too is known ahead."""
        self.start(LEAD)

    def start(self, after: float = 0.0) -> None:
        """Start the clock, where it does not run yet, `after` some seconds."""
        shown = self.is_attached and self.app.screen is self
        if self._session.mode is Mode.WAITING and shown:
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
        if self._session.mode is Mode.WAITING and self._listened:
            self.start(LEAD)  # it was not to begin behind something else
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
