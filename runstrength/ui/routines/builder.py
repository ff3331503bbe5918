"""The builder: edits the blocks and exercises of a routine, and shows its duration after every change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec.structs import replace
from textual.events import Key, ScreenSuspend

from runstrength.catalogue import routine_draft as drafts
from runstrength.catalogue.routine_draft import Draft, IllegalEditError, Position, routine_of
from runstrength.catalogue.routine_store import AutosaveError
from runstrength.cells import fit
from runstrength.toml_input import InputError
from runstrength.ui.common.inline_edit import InlineEditScreen
from runstrength.ui.common.undo import NOTHING_TO_REDO, NOTHING_TO_UNDO, Undo
from runstrength.ui.lines import Line, Span, dim_lines, right_aligned
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

AUTOSAVE_DELAY: Final = 1.0
"""Seconds from a change until it is autosaved."""
NO_CHANGES: Final = "no changes, nothing saved"
"""The answer to the save key before any change: a copy of a built-in routine would hide later versions of it."""


class BuilderScreen(InlineEditScreen):
    """Shows the rows of a routine, and beside them the values of the highlighted row.

    Args:
        opened: the routine.
        library: the exercises and routines.
        choices: the level and equipment of the person.
        today: the history, which the duration is estimated from.
    """

    WINDOW_TITLE = "Builder"
    LIST_WIDTH: ClassVar[int] = 44
    DETAILS_MIN_ROWS: ClassVar[int] = 7
    KEYS = bindings.BUILDER
    BINDINGS = KEYS.bindings

    def __init__(self, opened: OpenRoutine, library: Library, choices: Choices, today: Today) -> None:
        super().__init__("builder")
        self.preview = preview_draft(opened.saved, library, choices, today)
        """The draft with its plan and duration."""
        self._field = 0
        self._undo: Undo[tuple[Draft, Position | None]] = Undo()
        self._opened = opened
        self._today = today
        self._previous_seconds: float | None = None
        """The duration before the last change, in seconds; None if no change is shown."""
        self._autosave_timer: Timer | None = None

    def on_mount(self) -> None:
        """Show the routine, with the autosaved changes if there are any."""
        self.list.one_click = False
        self._show(None)
        if self._opened.autosaved is not None:
            self.make(self._opened.autosaved, None)
            self._previous_seconds = None
            self.set_status(f"restored your last edits; {self.key_label('list.undo')} undoes them")

    # -- text ----------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title, the duration, and the status."""
        name = "Builder" if self._opened.name else "New routine"
        words = length_words(self.preview, self._previous_seconds)
        state = self.status or ("unsaved" if self.changed else " ")
        return (
            Line((Span(name, "strong"), *right_aligned(words, width - len(name)))),
            Line((Span(fit(state, width).rstrip() or " ", "dim"),)),
        )

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the values of the highlighted row."""
        position = self.position
        if position is None:
            title = "The routine"
        elif position.slot is None:
            title = f"Block {self.preview.block(position).name}"
        else:
            title = self.preview.exercise(position).name
        lines = field_lines(title, self.values, self.chosen, self.typed, self.error, size)
        if self.preview.draft.blocks or size[1] < len(lines) + 3:
            return lines
        return *lines, Line(), *dim_lines(self._empty_text, size[0])

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self.typed is not None:
            return (
                self.hint("list.pick", "OK", key="enter"),
                self.hint("edit.back", "cancel", key="escape"),
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
    def position(self) -> Position | None:
        """The position of the highlighted row; None for the routine as a whole."""
        return rows_of(self.preview)[self.list.highlighted or 0]

    @property
    def values(self) -> tuple[DraftField, ...]:
        """The values that can be edited at the highlighted position."""
        return fields(self.preview, self.position)

    @property
    def chosen(self) -> int:
        """The index of the selected value."""
        return min(self._field, len(self.values) - 1)

    @property
    def changed(self) -> bool:
        """Whether the draft differs from the saved routine."""
        draft, saved = self.preview.draft, self._opened.saved
        return routine_of(replace(draft, name="")) != routine_of(replace(saved, name=""))

    @property
    def _empty_text(self) -> str:
        return EMPTY.format(key=self.key_label("builder.add"))

    def set_draft(self, draft: Draft, position: Position | None, message: str = "") -> None:
        """Show a draft with a position highlighted, and autosave it after `AUTOSAVE_DELAY`."""
        self._previous_seconds = self.preview.seconds if self.preview.plan is not None else None
        self.preview = preview_draft(draft, self.services.library, self.services.planner.choices, self._today)
        self.typed = None
        self._show(position)
        self.set_status(message)
        self._stop_timer()
        self._autosave_timer = self.set_timer(AUTOSAVE_DELAY, self.autosave)

    def _show(self, position: Position | None) -> None:
        preview, rows = self.preview, rows_of(self.preview)
        row = rows.index(position) if position in rows else min(self.list.highlighted or 0, len(rows) - 1)
        self.list.show(len(rows), lambda row, width: row_line(preview, rows[row], width), row=row)

    # -- one value -----------------------------------------------------------------------------------------------------

    def on_virtual_list_highlighted(self, _: VirtualList.Highlighted) -> None:
        """Show the values of another row with the first one selected, and hide the last change of the duration."""
        self._previous_seconds = None
        self._field = 0
        self.leave_typing()

    def action_field(self, by: int) -> None:
        """Select another value of the highlighted row."""
        self.action_choose((self.chosen + by) % len(self.values))

    def action_choose(self, number: int) -> None:
        """Select a value by its index."""
        if self.finish_typing():
            self._field = number
            self.set_status()

    def action_change(self, by: int) -> None:
        """Step the selected value by `by`, or set its next choice."""
        field, position = self.values[self.chosen], self.position
        try:
            draft = stepped(self.preview, position, field.key, by)
        except IllegalEditError as error:
            self.set_status(error=str(error))
            return
        if draft is not None:
            self.make(draft, position, (position, field.key))
        elif field.key in ("exercise", *MAX_LENGTHS):
            self.on_selected(0)

    def on_selected(self, row: int) -> None:  # noqa: ARG002 - it is the highlighted one
        """Start typing the selected value, open the exercise picker, or set the next choice."""
        field, position = self.values[self.chosen], self.position
        if self.typed is not None:
            self.finish_typing()
        elif field.types:
            self.begin_typing(field.text if self.input_kind() == "text" else "")
        elif field.key == "exercise" and position is not None:
            self._pick_exercise(
                lambda key: self.make(drafts.change(self.preview.draft, position, exercise=key, name=""), position),
                current=self.preview.slot(position).exercise,
            )
        else:
            self.action_change(1)

    def input_kind(self) -> str:
        """Return the kind of input of the selected value: `text`, `number`, or empty."""
        field = self.values[self.chosen]
        return "" if not field.types else "text" if field.key in MAX_LENGTHS else "number"

    def max_length(self) -> int:
        """Return the maximum number of characters of the selected value."""
        return MAX_LENGTHS.get(self.values[self.chosen].key, self.MAX_LENGTH)

    def accept(self, text: str) -> None:
        """Set the selected value from a typed text."""
        position = self.position
        draft = typed(self.preview, position, self.values[self.chosen].key, text)
        self.typed = None
        self.make(draft, position)
        self.set_status(self.status)

    # -- the order -----------------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Add an exercise after the highlighted one, or at the end of the highlighted block or routine."""
        position = self.position
        if position is None and self.preview.draft.blocks:
            position = Position(len(self.preview.draft.blocks) - 1)
        if position is None:
            self.action_add_block()
            return
        if position.slot is None:
            position = Position(position.block, len(self.preview.block(position).slots) - 1)
        after = position
        self._pick_exercise(lambda key: self._edit(lambda: drafts.add_slot(self.preview.draft, after, key)))

    def action_add_block(self) -> None:
        """Add a block after the highlighted one, or at the end of the routine."""
        position = self.position
        after = len(self.preview.draft.blocks) - 1 if position is None else position.block
        self._pick_exercise(lambda key: self._edit(lambda: drafts.add_block(self.preview.draft, after, key)))

    def action_copy(self) -> None:
        """Duplicate the highlighted block or exercise; repeats of a held key are ignored."""
        position = self.position
        if position is not None and self.services.key_guard.accept_once("c", self.services.real_clock()):
            self._edit(lambda: drafts.copy(self.preview.draft, position))

    def action_remove(self) -> None:
        """Remove the highlighted block or exercise; repeats of a held key are ignored."""
        position = self.position
        if position is not None and self.services.key_guard.accept_once("x", self.services.real_clock()):
            self._edit(lambda: drafts.remove(self.preview.draft, position))

    def action_move(self, by: int) -> None:
        """Move the highlighted block or exercise up or down."""
        position = self.position
        if position is not None:
            self._edit(lambda: drafts.move(self.preview.draft, position, by))

    def on_key(self, event: Key) -> None:
        """Mark a key that opens the exercise picker, so that its repeats type nothing there."""
        if event.key in self.keys_of("builder.add", "builder.add_block"):
            self.services.key_guard.mark_handled(event.key, self.services.real_clock())

    def _pick_exercise(self, on_picked: Callable[[str], None], *, current: str = "") -> None:
        """Open the exercise picker.

        Args:
            on_picked: called with the key of the picked exercise.
            current: the key of the exercise to highlight.
        """
        if self.finish_typing():
            self.navigate(PickExercise(lambda key: on_picked(key) if key is not None else None, current))

    def _edit(self, edit: Callable[[], tuple[Draft, Position | None]]) -> None:
        """Apply an edit to the draft, or show why it isn't possible."""
        if not self.finish_typing():
            return
        try:
            draft, position = edit()
        except IllegalEditError as error:
            self.set_status(error=str(error))
        else:
            self.make(draft, position)

    # -- undo and redo -------------------------------------------------------------------------------------------------

    def make(self, draft: Draft, position: Position | None, tag: object = None) -> None:
        """Make a change; consecutive changes with the same tag are undone together."""
        if draft != self.preview.draft:
            self._undo.remember((self.preview.draft, self.position), (draft, position), tag)
            self.set_draft(draft, position)

    def action_undo(self) -> None:
        """Undo the last change."""
        before = self._undo.undo()
        if before is None:
            self.set_status(NOTHING_TO_UNDO)
        else:
            self.set_draft(*before, "undone")

    def action_redo(self) -> None:
        """Redo the change that was undone last."""
        after = self._undo.redo()
        if after is None:
            self.set_status(NOTHING_TO_REDO)
        else:
            self.set_draft(*after, "redone")

    # -- autosave, save, leave -----------------------------------------------------------------------------------------

    def autosave(self) -> None:
        """Autosave the draft, so that it survives a crash."""
        self._stop_timer()
        if self.changed:
            try:
                self.services.routine_store.autosave(self._opened.name, self.preview.draft)
            except AutosaveError as error:
                self.set_status(error=str(error))

    def _stop_timer(self) -> None:
        if self._autosave_timer is not None:
            self._autosave_timer.stop()
            self._autosave_timer = None

    def on_screen_suspend(self, _: ScreenSuspend) -> None:
        """Autosave pending changes before another screen is shown."""
        if self._autosave_timer is not None:
            self.autosave()

    def action_save(self) -> bool:
        """Save the routine to its file, and return whether it was saved."""
        if not self.finish_typing():
            return False
        if not self.preview.draft.blocks:
            self.set_status(error=self._empty_text)
            return False
        if not self.changed:
            self.set_status(NO_CHANGES)
            return True
        try:
            done = self.services.routine_store.save(self._opened, self.preview.draft, self.services.library)
        except (OSError, InputError) as error:
            self.set_status(error=f"Couldn't save it: {error}")
            return False
        self._stop_timer()
        self.services.library, self._opened = done.library, done.opened
        self.preview = preview_draft(done.opened.saved, done.library, self.services.planner.choices, self._today)
        self._show(self.position)
        self.set_status(done.message)
        return True

    def action_back(self) -> None:
        """Cancel typing; otherwise go back, after a question if there are unsaved changes."""
        if self.typed is None and self.changed:
            self.navigate(AskUnsaved(self._leave))
            return
        if self.typed is None:
            self._discard_autosave()
        super().action_back()

    def _leave(self, answer: str | None) -> None:
        if answer == "finish" and self.action_save():
            super().action_back()
        elif answer == "discard":
            self._discard_autosave()
            super().action_back()

    def _discard_autosave(self) -> None:
        self._stop_timer()
        self.services.routine_store.discard_autosave(self._opened.name)
