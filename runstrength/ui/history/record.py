"""One session of the history: every set of it, to be read, corrected or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.events import ScreenResume

from runstrength.ui.common import session_rows
from runstrength.ui.common.list_screen import SCROLLBAR, text_width
from runstrength.ui.history.confirm_delete import ConfirmDeleteMixin
from runstrength.ui.history.record_table import table_head, table_rows
from runstrength.ui.lines import Line, Span, dim
from runstrength.ui.messages import EditSession, OpenExport, OpenProgress
from runstrength.ui.widgets.virtual_list import MARKER

if TYPE_CHECKING:
    from runstrength.history.imports.runs import RunKeys
    from runstrength.session.record import Record


class RecordScreen(ConfirmDeleteMixin):
    """What was done, set by set, left beside right, against what was asked for.

    Args:
        session: its id; all of it is read from its file.
    """

    WINDOW_TITLE = "History"
    HELP_TOPIC = "record"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "correct", "Correct"),
        Binding("o", "export", "Export"),
    ]

    def __init__(self, session: str) -> None:
        super().__init__("record")
        self._session = session
        self._record: Record | None = None
        self._keys: RunKeys | None = None
        self._trouble = ""
        self._rows: list[tuple[Line, str]] = []

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Read the session, beside the screen; again when it comes back from being corrected."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        editor = self.services.editor
        try:
            self._record, self._keys = await self.run_in_thread(editor.load_with_run, self._session)
            self._trouble = ""
        except LookupError as missing:
            self._record, self._trouble = None, str(missing)
            self.list.show(0, lambda _row, _width: Line(), picks=False)
        self.refresh_view()

    def headline(self, width: int) -> Sequence[Line]:
        """Return what, when, how long, how hard; the note; what went wrong; and what the columns of the sets are."""
        if self._record is None:
            return Line((Span("History", "strong"),)), *dim(self._trouble, width)
        head = session_rows.record_head(
            self._record, width, self._keys.distance_m if self._keys else None, self.services.settings.units
        )
        return head if not self._record.sets else [*head, Line(), _indented(table_head(self._record, self._width))]

    @property
    def _width(self) -> int:
        return max(1, text_width(self.outer_size.width) - SCROLLBAR - len(MARKER))

    def draw(self) -> None:
        """Show the session; how much stands in a row is a matter of width."""
        if self._record is not None:
            rows = table_rows(self._record, self.services.library.exercises, self._width, self.services.settings.units)
            if rows != self._rows:
                self._rows = rows
                self.list.show(len(rows), lambda row, _: self._rows[row][0], row=self.list.highlighted or 0)
        super().draw()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        correct, export = ("c correct", "screen.correct"), ("o export", "screen.export")
        some = (export, correct, (self.asked, "screen.delete")) if self._record is not None else ()
        if self._rows:
            some = (("enter progress", "screen.pick"), *some)
        return (("↑↓ scroll", ""), *some, ("? help", "screen.help"), ("q back", "screen.back"))

    # -- what it does --------------------------------------------------------------------------------------------------

    def to_delete(self) -> Record | None:
        """Return this session."""
        return self._record

    def deleted(self) -> None:
        """Go back: there is nothing to see any more."""
        self.close()

    def on_selected(self, row: int) -> None:
        """See how the exercise of a row went over time."""
        self.navigate(OpenProgress(self._rows[row][1]))

    def action_export(self) -> None:
        """Take it along."""
        if self._record is not None:
            self.navigate(OpenExport((self._record,)))

    def action_correct(self) -> None:
        """Change what is wrong with it."""
        if self._record is not None:
            self.navigate(EditSession(self._session))


def _indented(line: Line) -> Line:
    """Return a line that stands above rows, which have room for a mark before them."""
    return Line((Span(" " * len(MARKER)), *line.left), line.right)
