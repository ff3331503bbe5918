"""The screen for a session that was done without the program: planned values, edited before it is added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from msgspec.structs import replace

from runstrength.history.editing import DISTANCE, Changes
from runstrength.history.editor import EditError, EditResult
from runstrength.session.record import Record
from runstrength.session.wording import session_title
from runstrength.ui.history import bindings
from runstrength.ui.history.edit import EditSessionScreen
from runstrength.ui.lines import Line, Span
from runstrength.ui.messages import AskAdd, FinishAdding

ADD: Final = "Add to the history"


class NewSessionScreen(EditSessionScreen):
    """The edit screen of a session that is not in the history yet.

    Args:
        record: the session as planned.
    """

    WINDOW_TITLE = "Add"
    DEFAULT_STATUS: ClassVar[str] = "not added yet"
    EXTRA_ROWS: ClassVar[int] = 1
    KEYS = bindings.NEW_SESSION
    BINDINGS = KEYS.bindings

    def __init__(self, record: Record) -> None:
        super().__init__(record.id, "new-session")
        self._as_planned = record

    def load(self) -> None:
        """Show the session, which has no file yet."""
        self.show_record(self._as_planned, None)

    def change(self, seen: Record, changes: Changes) -> EditResult:
        """Change the session in memory."""
        own = {key: value for key, value in changes.items() if key != DISTANCE}
        return EditResult(seen, replace(seen, **own), "")

    def _line(self, row: int, width: int) -> Line:
        if row == self.list.count - 1:
            return Line((Span(ADD, "strong"),), (Span(f"{self.key_label('edit.add')} ", "dim"),))
        return super()._line(row, width)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        keys = super().hints()
        if self.typed is not None:
            return keys
        if self.list.highlighted == self.list.count - 1:
            return (
                self.arrows(),
                self.hint("list.pick", "add", action="screen.add"),
                *keys[-3:],
            )
        return (*keys[:-2], self.hint("edit.add"), *keys[-2:])

    def on_selected(self, row: int) -> None:
        """Add the session in the last row; in any other row, edit its value."""
        if row == self.list.count - 1 and self.typed is None:
            self.action_add()
        else:
            super().on_selected(row)

    def action_add(self) -> None:
        """Add the session to the history, and go back to its list."""
        record = self.record
        if record is None or not self.finish_typing():
            return
        try:
            self.services.editor.add(record, {DISTANCE: self.meters} if self.meters is not None else None)
        except EditError as refused:
            self.set_status(error=str(refused))
            return
        self.services.host.notify(f"Added: {session_title(record)}.")
        self.navigate(FinishAdding(record.id))

    def action_back(self) -> None:
        """Cancel the input; else close without adding, after asking if something was changed."""
        if self.typed is None and self.is_changed:
            self.navigate(AskAdd(self._answered))
        else:
            super().action_back()

    def _answered(self, answer: str | None) -> None:
        if answer == "finish":
            self.action_add()
        elif answer == "discard":
            self.close()
