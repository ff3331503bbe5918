"""The view of the session screen: its widgets, their content, and the animation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.filter import LineFilter
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import DockArrangeResult, WidgetPlacement
from textual.reactive import var
from textual.strip import Strip

from runstrength.live.set_editor import SetEditor
from runstrength.session.plan import Plan
from runstrength.session.view import SessionSnapshot
from runstrength.ui.messages import DecorationFailed
from runstrength.ui.session.content import Hint, Stage, stage_of
from runstrength.ui.session.dose import DoseBar
from runstrength.ui.session.flash import Flash, flash_of
from runstrength.ui.session.layout import HIDDEN
from runstrength.ui.session.number import Count
from runstrength.ui.session.side import Side
from runstrength.ui.widgets.big_text import BigText
from runstrength.ui.widgets.figure import Figure
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.strips import CachedWidget

if TYPE_CHECKING:
    from runstrength.figure.canvas import Rows
    from runstrength.figure.poses import Move
    from runstrength.ui.session.animation import Moving


class SessionView(CachedWidget):
    """Shows a snapshot of a session, whenever the screen calls `show`."""

    virtual_size = var(Size())
    """A new size causes no repaint by itself, because the layout that set it has already painted the view."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: Mapping[str, Move] | None = None
        """The movements; None before they are loaded, after the first frame."""
        self._stage: Stage | None = None
        self._laid_out_for = Size()
        """The size of the terminal for which it was laid out last."""
        self._moving: Moving | None = None
        self._flash = Flash()
        self._is_unheard = True
        self._css_classes: set[str] = set()
        """The CSS classes of phase and flash."""
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
        """The background of text: that of the phase."""
        return self._stage.css_classes[0] if self._stage else ""

    @property
    def has_its_size(self) -> bool:
        """Whether what is shown was laid out for the size that the terminal has now."""
        return self._laid_out_for == self.app.size

    @property
    def moving(self) -> Moving | None:
        """The current movement; None if it is not loaded or does not exist."""
        return self._moving

    def compose(self) -> ComposeResult:
        """Yield the widgets, once; later only their content and regions change."""
        yield from (self._head, self._banner, self._side, self._count, self._figure)
        yield from (self._dose, self._notes, self._foot)

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:  # noqa: ARG002 - Textual's signature
        """Return the regions of the widgets, by their ids; widgets without a region are hidden.

        Textual would update its own arrangement only after a widget requests a layout, one frame too late.
        """
        layout = self._stage.layout if self._stage else None
        parts = [part for part in self.children if part.display]
        stands = [(part, getattr(layout, part.id or "", HIDDEN)) for part in parts]
        placements = [WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, part) for part, region in stands if region]
        return DockArrangeResult(placements, set(parts), NULL_SPACING)

    def draw_lines(self, crop: Region, filters: Sequence[LineFilter]) -> list[Strip]:
        """Return the rows behind the widgets: all are the same, with an edge at the left and at the right."""
        return super().draw_lines(Region(crop.x, crop.y, crop.width, 1), filters) * crop.height

    def show(
        self,
        snapshot: SessionSnapshot,
        plan: Plan,
        editor: SetEditor,
        *,
        now: datetime,
        leave: datetime | None,
        status: str,
        notice: str,
        is_unheard: bool,
        hint: Hint,
    ) -> None:
        """Show a session; widgets repaint only what changed.

        Args:
            snapshot: the session at the moment to show.
            plan: its plan.
            editor: the values that can be edited, and the typed text.
            now: the current time.
            leave: the departure time.
            status: the status in the header, such as `no sound`.
            notice: the notice in place of the key hints.
            is_unheard: whether no tones are played, so that the flash is more visible.
            hint: returns the key hint of a binding, and its action.
        """
        self._is_unheard, self._laid_out_for = is_unheard, self.app.size
        stage = stage_of(
            snapshot,
            plan,
            self._laid_out_for,
            editor,
            now,
            leave=leave,
            status=status,
            figure=self._has_figure(snapshot, plan),
            notice=notice,
            hint=hint,
        )
        is_moved = self._stage is None or self._stage.layout != stage.layout
        self._stage = stage
        if is_moved and self.is_attached:
            self.screen.refresh(layout=True, repaint=False)
        self._head.update(*stage.head)
        self._banner.update(stage.name, stage.label)
        self._side.update(stage.side)
        self._notes.update(*stage.notes)
        self._foot.update(*stage.foot)
        self.show_moving(snapshot, plan)

    def show_moving(self, snapshot: SessionSnapshot, plan: Plan) -> None:
        """Show the animation: the figure, the pace of a rep, and the flash."""
        stage = self._stage
        if stage is None:
            return
        still = self.app.animation_level == "none"
        self._flash = Flash() if still else flash_of(snapshot)
        self._set_css_classes(stage)
        self._count.update(stage.number, hollow=self._is_hollow(snapshot))
        place = stage.layout.figure
        self._moving, pace = None, None
        drawn: Rows = ()
        try:
            if self.moves is not None:
                from runstrength.ui.session import animation

                pace = animation.pace(snapshot, plan.exercises[snapshot.step.exercise], self.moves)
                self._moving = animation.moving(snapshot, plan, self.moves, still=still)
                drawn = self._moving.drawn(place.width, place.height) if self._moving and place else ()
        except Exception as error:  # of any kind: the session continues without figures
            self.moves = self._moving = None
            self.app.post_message(DecorationFailed("The figure", error))
        self._dose.update(stage.dose, stage.sets, pace, centre=stage.centre, load=stage.load, chosen=stage.load_chosen)
        self._figure.update(drawn)

    def until_next_picture(self, speed: float) -> float | None:
        """Return the seconds until the next picture of the animation, None if nothing moves.

        Args:
            speed: the speed factor of a rehearsal, which does not draw more pictures per real second.
        """
        from runstrength.figure.motion import FRAME

        waits = [self._flash.left] if self._flash.what else []
        if self._dose.pace is not None:
            waits.append(FRAME)
        elif self._moving is not None and self._stage is not None and self._stage.layout.figure:
            change = self._moving.changes_in
            waits += [] if change is None else [change]
        return max(min(waits), FRAME * (speed - 1)) if waits else None

    def _has_figure(self, snapshot: SessionSnapshot, plan: Plan) -> bool:
        if self.moves is None:
            return True
        from runstrength.figure.poses import move_of

        return move_of(plan.exercises[snapshot.step.exercise], self.moves) is not None

    def _set_css_classes(self, stage: Stage) -> None:
        """Set the CSS classes of phase and flash together, because each change restyles every widget."""
        wanted = {f"-{look}" for look in stage.css_classes}
        if self._flash.what == "phase":
            wanted |= {"-flash", "-unheard"} if self._is_unheard else {"-flash"}
        if wanted != self._css_classes:
            others = self.classes - self._css_classes
            self._css_classes = wanted
            self.set_classes(others | wanted)

    def _is_hollow(self, snapshot: SessionSnapshot) -> bool:
        """Tell whether digits are outlines: in all phases but work, where seconds are no reps; a flash reverses it."""
        waiting = snapshot.step.phase != "work"
        return waiting != (self._flash.what == "digits")
