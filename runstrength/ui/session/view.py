"""The stage of a session: its parts, what they show at a moment, and what of it moves by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Resize

from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot
from runstrength.ui.messages import DecorationFailed
from runstrength.ui.session import wording
from runstrength.ui.session.content import Stage, stage_of
from runstrength.ui.session.dose import DoseBar
from runstrength.ui.session.flash import Flash, flash_of
from runstrength.ui.session.keys import SessionKeys
from runstrength.ui.session.number import Count
from runstrength.ui.session.side import Side
from runstrength.ui.session.stage_layout import StageLayout
from runstrength.ui.widgets.big_text import BigText
from runstrength.ui.widgets.figure import Figure
from runstrength.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from runstrength.figure.canvas import Rows
    from runstrength.figure.poses import Move
    from runstrength.ui.session.animation import Moving


class SessionStage(SessionKeys):
    """Shows a session; what drives it, and when, is for the screen itself to say."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._stage: Stage | None = None
        self._moves: Mapping[str, Move] | None = None
        self._moving: Moving | None = None
        self._flash = Flash()
        self._looks: set[str] = set()
        """The classes by which the screen shows its phase and a flash."""
        self._layout = StageLayout()
        self._head = Lines(id="head")
        self._banner = BigText(id="name")
        self._side = Side(id="side")
        self._count = Count(id="count")
        self._figure = Figure(id="figure")
        self._dose = DoseBar(id="dose")
        self._notes = Lines(id="notes")
        self._foot = Lines(id="foot")

    @property
    def ground(self) -> str:
        """What text stands on: the background of the phase."""
        return self._stage.looks[0] if self._stage else ""

    @property
    def layout(self) -> StageLayout:
        """Where the parts stand."""
        return self._layout

    @property
    def moving(self) -> Moving | None:
        """The movement that is shown; None before it is known, and where there is none."""
        return self._moving

    def compose(self) -> ComposeResult:
        """Make the parts, once: from now on only their contents and places change."""
        self.paint()
        yield from (self._head, self._banner, self._side, self._count, self._figure)
        yield from (self._dose, self._notes, self._foot)

    def on_resize(self, _: Resize) -> None:
        """Lay the stage out anew for another size."""
        self.paint()

    def show_movement(self, moves: Mapping[str, Move]) -> None:
        """Show figures from now on: they are not worth waiting for the first frame."""
        self._moves = moves
        self.paint()

    def paint(self) -> None:
        """Show the session as it is now; widgets repaint only what differs."""
        if self.is_closed or self._session.mode is Mode.ENDED:  # its last picture stays until the summary is there
            return
        services = self.services
        view = self._session.snapshot(services.clock())
        self.update_values(view)
        stage = stage_of(
            view,
            self._session.plan,
            self.app.size,
            self._correction,
            services.now(),
            leave=services.leave_at,
            sign=self._sign,
            figure=self._has_figure(view),
            notice=self.notice,
        )
        self._arrange(stage)
        self._head.update(*stage.head)
        self._banner.update(stage.name, stage.label)
        self._side.update(stage.side)
        self._notes.update(*stage.notes)
        self._foot.update(*stage.foot)
        services.host.window_title(wording.title(view))
        self.show_moving(view)

    @property
    def _sign(self) -> str:
        """What is always shown when it is so: that nothing is heard, or that nothing can be saved."""
        sound = self.services.sound
        signs = (
            sound.status_label if sound is not None else "",
            "not on disk" if self.services.recorder.error else "",
        )
        return " · ".join(filter(None, signs))

    def show_moving(self, view: SessionSnapshot | None = None) -> None:
        """Show what moves by itself as it is now: the figure, the pace of a rep, and what is lit up."""
        view = view or self._session.snapshot(self.services.clock())
        stage = self._stage
        if stage is None:
            return
        still = self.app.animation_level == "none"
        self._flash = Flash() if still else flash_of(view)
        self._look(stage)
        self._count.update(stage.number, hollow=self._is_hollow(view))
        place = stage.places.figure
        self._moving, pace = None, None
        drawn: Rows = ()
        try:
            if self._moves is not None:
                from runstrength.ui.session import animation

                plan = self._session.plan
                pace = animation.pace(view, plan.exercises[view.step.exercise], self._moves)
                self._moving = animation.moving(view, plan, self._moves, still=still)
                drawn = self._moving.drawn(place.width, place.height) if self._moving and place else ()
        except Exception as error:  # whatever it is: the session goes on without figures
            self._moves = self._moving = None
            self.app.post_message(DecorationFailed("The figure", error))
        self._dose.update(stage.dose, stage.sets, pace, centre=stage.centre, load=stage.load, chosen=stage.load_chosen)
        self._figure.update(drawn)

    def next_picture(self, now: float) -> float | None:
        """Return the moment at which what moves by itself will next differ, None while all of it stands still."""
        from runstrength.figure.motion import FRAME

        waits = [self._flash.left] if self._flash.what else []
        if self._dose.pace is not None:
            waits.append(FRAME)
        elif self._moving is not None and self._stage is not None and self._stage.places.figure:
            change = self._moving.changes_in
            waits += [] if change is None else [change]
        # A rehearsal is not drawn more often than life.
        return now + max(min(waits), FRAME * (self.services.speed - 1)) if waits else None

    def _has_figure(self, view: SessionSnapshot) -> bool:
        if self._moves is None:
            return True
        from runstrength.figure.poses import move_of

        return move_of(self._session.plan.exercises[view.step.exercise], self._moves) is not None

    def _look(self, stage: Stage) -> None:
        """Give the screen the classes of its phase and flash, at once: each change styles every part anew."""
        wanted = {f"-{look}" for look in stage.looks}
        if self._flash.what == "phase":
            wanted |= {"-flash", "-unheard"} if self._is_unheard else {"-flash"}
        if wanted != self._looks:
            others = self.classes - self._looks
            self._looks = wanted
            self.set_classes(others | wanted)

    @property
    def _is_unheard(self) -> bool:
        """Whether no tone is heard, so that the flash of a new phase has to be seen from the corner of an eye."""
        sound = self.services.sound
        return sound is None or bool(sound.status_label) or not sound.tones

    def _is_hollow(self, view: SessionSnapshot) -> bool:
        """Tell whether the digits are an outline: when they are lit up, and without colours in all but work."""
        waiting = self.app.no_color and view.step.phase != "work"
        return waiting != (self._flash.what == "digits")

    def _arrange(self, stage: Stage) -> None:
        """Give the parts their places, where they have changed."""
        self._stage = stage
        if self._layout.places != stage.places:
            self._layout.places = stage.places
            # Textual would do so when a part has told that it wants another place, which is a frame too late.
            self._clear_arrangement_cache()
            self.refresh(layout=True)
