"""The builder: exercises, their order, sets, rests and doses; how long it takes is seen with every change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.events import ScreenSuspend

from runstrength.catalogue.routine_draft import Draft, Position, routine_of
from runstrength.catalogue.routine_store import AutosaveError
from runstrength.cells import fit
from runstrength.toml_input import InputError
from runstrength.ui.lines import Line, Span, dim, far
from runstrength.ui.messages import AskUnsaved
from runstrength.ui.routines.builder_keys import BuilderKeys
from runstrength.ui.routines.builder_lines import EMPTY, field_lines, length_words, row_line, rows_of
from runstrength.ui.routines.fields import bench

if TYPE_CHECKING:
    from textual.timer import Timer

    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine_store import OpenRoutine
    from runstrength.coach.prescription import Choices, Today

SOON: Final = 1.0
"""Seconds after a change until it is noted down."""


class BuilderScreen(BuilderKeys):
    """A routine row by row; beside it, the values of the highlighted row.

    Args:
        opened: the routine.
        library: what there is.
        choices: whose level and equipment it is shown for.
        today: the past, which says how long it takes.
    """

    NAME = "Builder"
    LIST: ClassVar[int] = 44
    BELOW: ClassVar[int] = 7
    TOPIC = "builder"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,ctrl+s", "keep", "Keep"),
        Binding("escape,q", "back", "Back"),
        Binding("ctrl+c,ctrl+q", "back", "Back", show=False, priority=True),
    ]

    def __init__(self, opened: OpenRoutine, library: Library, choices: Choices, today: Today) -> None:
        super().__init__(bench(opened.saved, library, choices, today), "builder")
        self._opened = opened
        self._today = today
        self._before: float | None = None
        """How long it took before the last change, in seconds."""
        self._later: Timer | None = None

    def on_mount(self) -> None:
        """Show the routine, with what was left of another time."""
        self.list.one_click = False
        self._show(None)
        if self._opened.autosaved is not None:
            self.make(self._opened.autosaved, None)
            self._before = None
            self.say("as you left it; ctrl+z takes the changes back")

    # -- what it says --------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return what this is, how long it takes, and what just happened."""
        name = "Builder" if self._opened.name else "New routine"
        words = length_words(self.on, self._before)
        state = self.said or ("not kept yet" if self.changed else " ")
        return (
            Line((Span(name, "strong"), *far(words, width - len(name)))),
            Line((Span(fit(state, width).rstrip() or " ", "dim"),)),
        )

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the values of the highlighted row."""
        place = self.place
        if place is None:
            title = "The routine"
        elif place.slot is None:
            title = f"Block {self.on.block(place).name}"
        else:
            title = self.on.exercise(place).name
        lines = field_lines(title, self.values, self.chosen, self.typed, self.trouble, size)
        if self.on.draft.blocks or size[1] < len(lines) + 3:
            return lines
        return *lines, Line(), *dim(EMPTY, size[0])

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        if self.typed is not None:
            return (("enter take it", "screen.pick"), ("esc leave it as it was", "screen.back"))
        return (
            ("x remove", "screen.remove"),
            ("b block", "screen.add_block"),
            ("tab value", "screen.field(1)"),
            ("← → change", ""),
            ("a add", "screen.add"),
            ("s keep", "screen.keep"),
            ("? help", "screen.help"),
            ("q back", "screen.back"),
        )

    # -- the draft -----------------------------------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether it is another routine than the one in its file."""
        one, other = self.on.draft, self._opened.saved
        return routine_of(replace(one, name="")) != routine_of(replace(other, name=""))

    def set_draft(self, draft: Draft, place: Position | None, said: str = "") -> None:
        """Show a draft, with a place highlighted, and note it down soon."""
        self._before = self.on.seconds if self.on.plan is not None else None
        self.on = bench(draft, self.services.library, self.services.planner.choices, self._today)
        self.typed = None
        self._show(place)
        self.say(said)
        self._stop_waiting()
        self._later = self.set_timer(SOON, self.note)

    def _show(self, place: Position | None) -> None:
        on, rows = self.on, rows_of(self.on)
        row = rows.index(place) if place in rows else min(self.list.highlighted or 0, len(rows) - 1)
        self.list.show(len(rows), lambda row, width: row_line(on, rows[row], width), row=row)

    def on_pick_list_highlighted(self, event: object) -> None:
        """Show the values of another row; what the last change made of the length is over."""
        self._before = None
        super().on_pick_list_highlighted(event)

    # -- noting it down, keeping it, leaving ---------------------------------------------------------------------------

    def note(self) -> None:
        """Note the draft down, so that it is there after the worst."""
        self._stop_waiting()
        if self.changed:
            try:
                self.services.routine_store.autosave(self._opened.name, self.on.draft)
            except AutosaveError as error:
                self.say(trouble=str(error))

    def _stop_waiting(self) -> None:
        if self._later is not None:
            self._later.stop()
            self._later = None

    def on_screen_suspend(self, _: ScreenSuspend) -> None:
        """Note it down before something else is seen."""
        if self._later is not None:
            self.note()

    def action_keep(self) -> bool:
        """Write it into its file; tell whether it is there."""
        if not self.finish_typing():
            return False
        if not self.on.draft.blocks:
            self.say(trouble=EMPTY)
            return False
        try:
            done = self.services.routine_store.save(self._opened, self.on.draft, self.services.library)
        except (OSError, InputError) as error:
            self.say(trouble=f"It could not be kept: {error}")
            return False
        self._stop_waiting()
        self.services.library, self._opened = done.library, done.opened
        self.on = bench(done.opened.saved, done.library, self.services.planner.choices, self._today)
        self._show(self.place)
        self.say(done.message)
        return True

    def action_back(self) -> None:
        """Leave what is being typed; else ask what to do with changes, and go back."""
        if self.typed is None and self.changed:
            self.navigate(AskUnsaved(self._leave))
            return
        if self.typed is None:
            self._forget()
        super().action_back()

    def _leave(self, answer: str | None) -> None:
        if answer == "finish" and self.action_keep():
            super().action_back()
        elif answer == "discard":
            self._forget()
            super().action_back()

    def _forget(self) -> None:
        self._stop_waiting()
        self.services.routine_store.discard_autosave(self._opened.name)
