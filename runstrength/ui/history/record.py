"""The screen of one past session: its sets, with edit, export and delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.events import ScreenResume

from runstrength.ui.common import session_rows
from runstrength.ui.common.list_screen import SCROLLBAR, text_width
from runstrength.ui.history import bindings
from runstrength.ui.history.record_table import table_head, table_rows
from runstrength.ui.history.session_delete import SessionDeleteMixin
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.messages import EditSession, OpenExport, OpenProgress
from runstrength.ui.widgets.virtual_list import GAP, MARKER

if TYPE_CHECKING:
    from runstrength.history.imports.runs import RunKeys
    from runstrength.session.record import Record


class RecordScreen(SessionDeleteMixin):
    """Shows a session set by set, left and right side by side, compared with the plan.

    Args:
        session: its id; it is loaded from its file.
    """

    WINDOW_TITLE = "History"
    KEYS = bindings.RECORD
    BINDINGS = KEYS.bindings

    def __init__(self, session: str) -> None:
        super().__init__("record")
        self.list.keeps_gap = True
        self._session = session
        self._record: Record | None = None
        self._keys: RunKeys | None = None
        self._error = ""
        self._rows: list[tuple[Line, str]] = []

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Load the session in a worker thread, again after it was edited."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        editor = self.services.editor
        try:
            self._record, self._keys = await self.run_in_thread(editor.load_with_run, self._session)
            self._error = ""
        except LookupError as missing:
            self._record, self._error = None, str(missing)
            self.list.show(0, lambda _row, _width: Line(), picks=False)
        self.refresh_view()

    def headline(self, width: int) -> Sequence[Line]:
        """Return title, time, length and effort; the note; the error; and the column headings of the sets."""
        if self._record is None:
            return Line((Span("History", "strong"),)), *dim_lines(self._error, width)
        meters, guess = (self._keys.distance_m, self._keys.effort_guess) if self._keys else (None, None)
        head = session_rows.record_head(self._record, width, meters, self.services.settings.units, guess)
        return head if not self._record.sets else [*head, Line(), _indented(table_head(self._record, self._width))]

    @property
    def _width(self) -> int:
        return max(1, text_width(self.app.size.width) - SCROLLBAR - GAP - len(MARKER))

    def draw(self) -> None:
        """Draw the session; the rows depend on the width."""
        if self._record is not None:
            rows = table_rows(self._record, self.services.library.exercises, self._width, self.services.settings.units)
            if rows != self._rows:
                self._rows = rows
                self.list.show(len(rows), lambda row, _: self._rows[row][0], row=self.list.highlighted or 0)
        super().draw()

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        record_keys = (self.hint("history.export"), self.hint("history.edit"), self.delete_hint)
        keys = record_keys if self._record is not None else ()
        if self._rows:
            keys = (self.hint("list.pick", "progress", key="enter"), *keys)
        return (self.arrows("scroll"), *keys, self.hint("app.help"), self.hint("list.back"))

    # -- actions ------------------------------------------------------------------------------------------------------

    def to_delete(self) -> Record | None:
        """Return this session."""
        return self._record

    def deleted(self) -> None:
        """Close the screen, because its session was deleted."""
        self.close()

    def on_selected(self, row: int) -> None:
        """Show the exercise of a row over time."""
        self.navigate(OpenProgress(self._rows[row][1]))

    def action_export(self) -> None:
        """Export the session."""
        if self._record is not None:
            self.navigate(OpenExport((self._record,)))

    def action_correct(self) -> None:
        """Edit the session."""
        if self._record is not None:
            self.navigate(EditSession(self._session))


def _indented(line: Line) -> Line:
    """Return a line indented like the rows, which have space for a mark in front of them."""
    return Line((Span(" " * len(MARKER)), *line.left), line.right)
