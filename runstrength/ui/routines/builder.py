"""The builder: exercises, their order, sets, rests and doses; how long it takes is seen with every change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec.structs import replace
from textual.events import ScreenSuspend

from runstrength.catalogue import routine_draft as drafts
from runstrength.catalogue.routine_draft import Draft, IllegalEditError, Position, routine_of
from runstrength.catalogue.routine_store import AutosaveError
from runstrength.cells import fit
from runstrength.toml_input import InputError
from runstrength.ui.common.inline_edit import InlineEditScreen
from runstrength.ui.common.undo import Undo
from runstrength.ui.lines import Line, Span, dim, far
from runstrength.ui.messages import AskUnsaved, PickExercise
from runstrength.ui.routines import bindings
from runstrength.ui.routines.builder_lines import EMPTY, field_lines, length_words, row_line, rows_of
from runstrength.ui.routines.fields import MAX_LENGTHS, DraftField, fields, preview_draft, stepped, typed
from runstrength.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.timer import Timer

    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine_store import OpenRoutine
    from runstrength.coach.prescription import Choices, Today

SOON: Final = 1.0
"""Seconds after a change until it is noted down."""


class BuilderScreen(InlineEditScreen):
    """A routine row by row; beside it, the values of the highlighted row.

    Args:
        opened: the routine.
        library: what there is.
        choices: whose level and equipment it is shown for.
        today: the past, which says how long it takes.
    """

    WINDOW_TITLE = "Builder"
    LIST_WIDTH: ClassVar[int] = 44
    DETAILS_MIN_ROWS: ClassVar[int] = 7
    KEYS = bindings.BUILDER
    BINDINGS = KEYS.bindings

    def __init__(self, opened: OpenRoutine, library: Library, choices: Choices, today: Today) -> None:
        super().__init__("builder")
        self.preview = preview_draft(opened.saved, library, choices, today)
        """The draft, and how it turns out."""
        self._field = 0
        self._undo: Undo[tuple[Draft, Position | None]] = Undo()
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
            self.set_status("as you left it; ctrl+z takes the changes back")

    # -- text ----------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return what this is, how long it takes, and what just happened."""
        name = "Builder" if self._opened.name else "New routine"
        words = length_words(self.preview, self._before)
        state = self.status or ("not kept yet" if self.changed else " ")
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
            title = f"Block {self.preview.block(place).name}"
        else:
            title = self.preview.exercise(place).name
        lines = field_lines(title, self.values, self.chosen, self.typed, self.error, size)
        if self.preview.draft.blocks or size[1] < len(lines) + 3:
            return lines
        return *lines, Line(), *dim(EMPTY, size[0])

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self.typed is not None:
            return (
                self.hint("list.pick", "take it", key="enter"),
                self.hint("edit.back", "leave it as it was", key="escape"),
            )
        return (
            self.hint("builder.remove"),
            self.hint("builder.add_block"),
            self.hint("builder.next_value"),
            self.hint("list.less list.more", "change"),
            self.hint("builder.add"),
            self.hint("builder.save"),
            self.hint("app.help"),
            self.hint("edit.back"),
        )

    # -- the draft -----------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Position | None:
        """The highlighted place; None is the routine as a whole."""
        return rows_of(self.preview)[self.list.highlighted or 0]

    @property
    def values(self) -> tuple[DraftField, ...]:
        """What can be changed at the highlighted place."""
        return fields(self.preview, self.place)

    @property
    def chosen(self) -> int:
        """Which of the values is chosen."""
        return min(self._field, len(self.values) - 1)

    @property
    def changed(self) -> bool:
        """Whether it is another routine than the one in its file."""
        one, other = self.preview.draft, self._opened.saved
        return routine_of(replace(one, name="")) != routine_of(replace(other, name=""))

    def set_draft(self, draft: Draft, place: Position | None, said: str = "") -> None:
        """Show a draft, with a place highlighted, and note it down soon."""
        self._before = self.preview.seconds if self.preview.plan is not None else None
        self.preview = preview_draft(draft, self.services.library, self.services.planner.choices, self._today)
        self.typed = None
        self._show(place)
        self.set_status(said)
        self._stop_waiting()
        self._later = self.set_timer(SOON, self.note)

    def _show(self, place: Position | None) -> None:
        preview, rows = self.preview, rows_of(self.preview)
        row = rows.index(place) if place in rows else min(self.list.highlighted or 0, len(rows) - 1)
        self.list.show(len(rows), lambda row, width: row_line(preview, rows[row], width), row=row)

    # -- one value -----------------------------------------------------------------------------------------------------

    def on_virtual_list_highlighted(self, _: VirtualList.Highlighted) -> None:
        """Show the values of another row, the first one chosen; what the last change made of the length is over."""
        self._before = None
        self._field = 0
        self.leave_typing()

    def action_field(self, by: int) -> None:
        """Choose another value of the highlighted row."""
        self.action_choose((self.chosen + by) % len(self.values))

    def action_choose(self, number: int) -> None:
        """Choose one of the values."""
        if self.finish_typing():
            self._field = number
            self.set_status()

    def action_change(self, by: int) -> None:
        """Make the chosen value less or more, or take its next choice."""
        field, place = self.values[self.chosen], self.place
        draft = stepped(self.preview, place, field.key, by)
        if draft is not None:
            self.make(draft, place, (place, field.key))
        elif field.key in ("exercise", *MAX_LENGTHS):
            self.on_selected(0)

    def on_selected(self, row: int) -> None:  # noqa: ARG002 - it is the highlighted one
        """Type the chosen value, choose another exercise, or take the next choice."""
        field, place = self.values[self.chosen], self.place
        if self.typed is not None:
            self.finish_typing()
        elif field.types:
            self.begin_typing(field.text if self.input_kind() == "text" else "")
        elif field.key == "exercise" and place is not None:
            self._ask(
                lambda key: self.make(drafts.change(self.preview.draft, place, exercise=key), place),
                now=self.preview.slot(place).exercise,
            )
        else:
            self.action_change(1)

    def input_kind(self) -> str:
        """Return what can be typed for the chosen value."""
        field = self.values[self.chosen]
        return "" if not field.types else "text" if field.key in MAX_LENGTHS else "number"

    def longest(self) -> int:
        """Return how many characters can be typed for the chosen value."""
        return MAX_LENGTHS.get(self.values[self.chosen].key, self.LONGEST)

    def accept(self, text: str) -> None:
        """Make a typed text the chosen value."""
        place = self.place
        draft = typed(self.preview, place, self.values[self.chosen].key, text)
        self.typed = None
        self.make(draft, place)
        self.set_status(self.status)

    # -- the order -----------------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Add an exercise after the highlighted one; as the last of a block, or of the whole."""
        place = self.place
        if place is None and self.preview.draft.blocks:
            place = Position(len(self.preview.draft.blocks) - 1)
        if place is None:
            self.action_add_block()
            return
        if place.slot is None:
            place = Position(place.block, len(self.preview.block(place).slots) - 1)
        after = place
        self._ask(lambda key: self._edit(lambda: drafts.add_slot(self.preview.draft, after, key)), pressed="a")

    def action_add_block(self) -> None:
        """Add a block after the highlighted one, or as the last of the whole."""
        place = self.place
        after = len(self.preview.draft.blocks) - 1 if place is None else place.block
        self._ask(lambda key: self._edit(lambda: drafts.add_block(self.preview.draft, after, key)), pressed="b")

    def action_copy(self) -> None:
        """Do the highlighted one twice; a key held down, no more than that."""
        place = self.place
        if place is not None and self.services.key_guard.accept_once("c", self.services.real_clock()):
            self._edit(lambda: drafts.copy(self.preview.draft, place))

    def action_remove(self) -> None:
        """Take the highlighted one away; a key held down, no more than that."""
        place = self.place
        if place is not None and self.services.key_guard.accept_once("x", self.services.real_clock()):
            self._edit(lambda: drafts.remove(self.preview.draft, place))

    def action_move(self, by: int) -> None:
        """Move the highlighted one up or down."""
        place = self.place
        if place is not None:
            self._edit(lambda: drafts.move(self.preview.draft, place, by))

    def _ask(self, then: Callable[[str], None], *, now: str = "", pressed: str = "") -> None:
        """Let an exercise be chosen."""
        if self.finish_typing():
            self.services.key_guard.mark_handled(pressed, self.services.real_clock())
            self.navigate(PickExercise(lambda key: then(key) if key is not None else None, now))

    def _edit(self, edit: Callable[[], tuple[Draft, Position | None]]) -> None:
        """Do something to the draft as a whole; say why when it cannot be done."""
        if not self.finish_typing():
            return
        try:
            draft, place = edit()
        except IllegalEditError as error:
            self.set_status(error=str(error))
        else:
            self.make(draft, place)

    # -- there and back ------------------------------------------------------------------------------------------------

    def make(self, draft: Draft, place: Position | None, tag: object = None) -> None:
        """Make a change; several of one value, one after the other, are taken back together."""
        if draft != self.preview.draft:
            self._undo.did((self.preview.draft, self.place), tag)
            self.set_draft(draft, place)

    def action_undo(self) -> None:
        """Take the last change back."""
        before = self._undo.back((self.preview.draft, self.place))
        if before is None:
            self.set_status("nothing to undo")
        else:
            self.set_draft(*before, "undone")

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        after = self._undo.again((self.preview.draft, self.place))
        if after is None:
            self.set_status("nothing to do again")
        else:
            self.set_draft(*after, "done again")

    # -- noting it down, keeping it, leaving ---------------------------------------------------------------------------

    def note(self) -> None:
        """Note the draft down, so that it is there after the worst."""
        self._stop_waiting()
        if self.changed:
            try:
                self.services.routine_store.autosave(self._opened.name, self.preview.draft)
            except AutosaveError as error:
                self.set_status(error=str(error))

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
        if not self.preview.draft.blocks:
            self.set_status(error=EMPTY)
            return False
        try:
            done = self.services.routine_store.save(self._opened, self.preview.draft, self.services.library)
        except (OSError, InputError) as error:
            self.set_status(error=f"It could not be kept: {error}")
            return False
        self._stop_waiting()
        self.services.library, self._opened = done.library, done.opened
        self.preview = preview_draft(done.opened.saved, done.library, self.services.planner.choices, self._today)
        self._show(self.place)
        self.set_status(done.message)
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
