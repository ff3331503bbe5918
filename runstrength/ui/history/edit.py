"""The screen for editing a past session; every change is saved immediately and can be undone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import ClassVar

from textual import work

from runstrength import inputs
from runstrength.cells import wrap
from runstrength.date_input import date_order
from runstrength.history import editing
from runstrength.history.editor import EditError, EditResult
from runstrength.session.record import Record
from runstrength.session.wording import session_title
from runstrength.ui.common.inline_edit import AUTOSAVE_TEXT, InlineEditScreen
from runstrength.ui.common.list_screen import SCROLLBAR
from runstrength.ui.common.undo import NOTHING_TO_REDO, NOTHING_TO_UNDO, Undo
from runstrength.ui.history import bindings
from runstrength.ui.history.edit_lines import field_line, head_line, is_shown
from runstrength.ui.lines import Line, Span
from runstrength.ui.widgets.virtual_list import GAP, MARKER

SessionState = tuple[Record, float | None]
"""A session, and the distance of a run in meters."""


class EditSessionScreen(InlineEditScreen):
    """Lists every editable value of a session.

    Args:
        session: its id.
    """

    WINDOW_TITLE = "Edit"
    DEFAULT_STATUS: ClassVar[str] = AUTOSAVE_TEXT
    """The status in the headline when there is no message."""
    EXTRA_ROWS: ClassVar[int] = 0
    """The number of rows after the values."""
    KEYS = bindings.EDIT_SESSION
    BINDINGS = KEYS.bindings

    def __init__(self, session: str, name: str = "correct") -> None:
        super().__init__(name)
        self.list.keeps_gap = True
        self._session = session
        self._record: Record | None = None
        self._fields: tuple[editing.RecordField, ...] = ()
        self._column = editing.COLUMNS[0]
        self._meters: float | None = None
        """The distance of a run in meters, if known."""
        self._undo: Undo[SessionState] = Undo()

    def on_mount(self) -> None:
        """Show the session."""
        self.list.one_click = False
        self.list.show(0, self._line)
        self.load()

    def load(self) -> None:
        """Load the session in a worker thread."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            record, keys = await self.run_in_thread(lambda: self.services.editor.load_with_run(self._session))
        except LookupError as missing:
            self.set_status(error=str(missing))
            return
        self.show_record(record, keys.distance_m)

    def show_record(self, record: Record, meters: float | None) -> None:
        """Show a session, with the distance of a run if known."""
        self._record, self._meters = record, meters
        self._fields = editing.fields(record)
        self.list.show(len(self._fields) + self.EXTRA_ROWS, self._line)
        self.refresh_view()

    @property
    def _field(self) -> editing.RecordField | None:
        row = self.list.highlighted
        return None if row is None or row >= len(self._fields) else self._fields[row]

    # -- text ---------------------------------------------------------------------------------------------------------

    def _line(self, row: int, width: int) -> Line:
        assert self._record is not None  # noqa: S101 - without a record the list is empty
        here = row == self.list.highlighted
        exercises = self.services.library.exercises
        return field_line(
            self._record,
            self._fields[row],
            self._column,
            width,
            exercises,
            here=here,
            typed=self.typed,
            units=self.services.settings.units,
            meters=self._meters,
        )

    def headline(self, width: int) -> Sequence[Line]:
        """Return the session's title, the status, and the column headings of the sets."""
        title = session_title(self._record) if self._record is not None else "Edit"
        words = self.status or self.DEFAULT_STATUS
        wrong = [Line((Span(text, "warning"),)) for text in wrap(self.error, width)]
        first = Line((Span(title, "strong"),), (Span(words, "dim"),))
        room = max(1, width - len(MARKER) - GAP - SCROLLBAR)
        head = head_line(self._record, room, self._column) if self._record is not None else Line()
        return first, *(wrong or [Line()]), Line((Span("  "), *head.left))

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self.typed is not None:
            return (
                self.hint("list.pick", "save", key="enter"),
                self.hint("edit.back", "cancel", key="escape"),
            )
        of_a_set = (
            self.hint("edit.skip"),
            self.hint("edit.all_sets"),
            self.hint("edit.next_value"),
        )
        return (
            *(of_a_set if self._field is not None and self._field.key == "set" else ()),
            self.hint("list.less list.more", "change"),
            self.hint("list.pick", "type"),
            self.hint("list.undo", key="u"),
            self.hint("app.help"),
            self.hint("edit.back"),
        )

    # -- actions ------------------------------------------------------------------------------------------------------

    def input_kind(self) -> str:
        """Return the kind of input of the highlighted row: `text` for a note, else a kind that starts with a digit."""
        field = self._field
        return "" if field is None else "text" if field.key in ("note", "title") else "number"

    def max_length(self) -> int:
        """Return the maximum length of the input."""
        field = self._field
        return self.MAX_LENGTH if field is None else inputs.MAX_TEXT.get(field.key, self.MAX_LENGTH)

    def accept(self, text: str) -> None:
        """Set the value of the highlighted row to the typed text."""
        if self._record is not None and self._field is not None:
            settings = self.services.settings
            order = date_order(settings.date_order, os.environ)
            changes: editing.Changes = {}
            if not is_shown(text, self._record, self._field, self._column, settings.units, self._meters):
                changes = editing.typed_change(
                    self._record, self._field, self._column, text, self.services.now(), settings.units, order
                )
            self.typed = None
            self._change_to(changes)

    @property
    def record(self) -> Record | None:
        """The session in its current state; None before it is loaded."""
        return self._record

    @property
    def meters(self) -> float | None:
        """The distance of a run in meters, if known."""
        return self._meters

    @property
    def is_changed(self) -> bool:
        """Whether there are changes that were not undone."""
        return self._undo.last is not None

    def on_selected(self, row: int) -> None:
        """Start typing the value of a row, or accept the typed text; a note starts with its current text."""
        if self.typed is not None:
            self.finish_typing()
        elif self._record is not None:
            key = self._fields[row].key
            self.begin_typing(getattr(self._record, key) if key in ("note", "title") else "")

    def on_virtual_list_highlighted(self, _: object) -> None:
        """Discard the input when another row is highlighted."""
        self.leave_typing()

    def action_change(self, by: int) -> None:
        """Increase or decrease the value."""
        if self._record is not None and self._field is not None and self.typed is None:
            now, units = self.services.now(), self.services.settings.units
            changes = editing.stepped_change(self._record, self._field, self._column, by, now, units, self._meters)
            if changes is not None:
                self._change_to(changes)

    def action_column(self, by: int) -> None:
        """Select another value of the sets."""
        if self._record is not None and self.finish_typing():
            columns = editing.COLUMNS
            self._column = columns[(columns.index(self._column) + by) % len(columns)]
            self.set_status()

    def action_skip(self) -> None:
        """Mark a set as skipped, or as not skipped."""
        if self._record is not None and self._field is not None:
            self._change_to(editing.toggle_skip(self._record, self._field))

    def action_all(self) -> None:
        """Copy the value to all sets of the exercise."""
        if self._record is not None and self._field is not None:
            self._change_to(editing.copy_to_all(self._record, self._field, self._column), "copied to all sets")

    def action_undo(self) -> None:
        """Undo the last change."""
        if (step := self._undo.last) is not None:
            if self._apply(step[1][0], _changes_between(step[1], step[0]), "undone"):
                self._undo.undo()
        elif self._record is not None:
            self.set_status(NOTHING_TO_UNDO)

    def action_redo(self) -> None:
        """Redo the change that was undone last."""
        if (step := self._undo.next) is not None:
            if self._apply(step[0][0], _changes_between(*step), "redone"):
                self._undo.redo()
        elif self._record is not None:
            self.set_status(NOTHING_TO_REDO)

    def _change_to(self, changes: editing.Changes | None, status: str = "") -> None:
        if not changes or self._record is None:
            self.set_status()
            return
        meters_before = self._meters
        if (changed := self._apply(self._record, changes, status)) is None:
            return
        before, after = (changed.before, meters_before), (changed.after, self._meters)
        if before != after:  # else the same value was typed again, and undo would seem to do nothing
            self._undo.remember(before, after)

    def change(self, seen: Record, changes: editing.Changes) -> EditResult:
        """Change the session in the history.

        Raises:
            EditError: it could not be changed.
        """
        return self.services.editor.edit(seen, changes)

    def _apply(self, seen: Record, changes: editing.Changes, status: str) -> EditResult | None:
        """Merge a change of the displayed session into its file; None if that failed."""
        try:
            changed = self.change(seen, changes)
        except EditError as refused:
            self.set_status(error=str(refused))
            return None
        self._record, self._meters = changed.after, changes.get(editing.DISTANCE, self._meters)
        self._fields = editing.fields(changed.after)
        if len(self._fields) + self.EXTRA_ROWS != self.list.count:
            row = min(self.list.highlighted or 0, len(self._fields) - 1)
            self.list.show(len(self._fields) + self.EXTRA_ROWS, self._line, row=row)
        self.set_status(status, changed.message)
        return changed


def _changes_between(old: SessionState, new: SessionState) -> editing.Changes:
    """Return the changes from one state to another, including the distance of a run."""
    changes = editing.changes_between(old[0], new[0])
    return changes if old[1] == new[1] else {**changes, editing.DISTANCE: new[1]}
