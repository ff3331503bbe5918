"""The trash: deleted sessions, which can be restored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from runstrength.history.editor import EditError
from runstrength.session.wording import session_title
from runstrength.ui.common import session_rows
from runstrength.ui.common.list_screen import SCROLLBAR
from runstrength.ui.common.search import NO_MATCH, SearchMixin, matches
from runstrength.ui.history import bindings
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.widgets.virtual_list import GAP, MARKER

if TYPE_CHECKING:
    from runstrength.history.store import Listing, Row


class TrashScreen(SearchMixin):
    """Lists the deleted sessions; enter restores one."""

    WINDOW_TITLE = "Trash"
    KEYS = bindings.TRASH
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("trash")
        self._listing: Listing[Row] | None = None
        self._rows: list[Row] = []

    def on_mount(self) -> None:
        """Load the trash in a worker thread."""
        self.list.one_click = False
        self.list.show(0, self._line)
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        self._listing = await self.run_in_thread(self.services.editor.trash)
        self.show_found()

    def show_found(self) -> None:
        """Show the deleted sessions that match the search."""
        rows = self._listing.records if self._listing is not None else ()
        self._rows = [row for row in rows if matches(self._text(row), self.words)]
        self.list.show(len(self._rows), self._line, row=min(self.list.highlighted or 0, max(0, len(self._rows) - 1)))
        self.refresh_view()

    def _text(self, row: Row) -> str:
        return f"{session_title(row)} {session_rows.format_moment(row.started, self.services.now())}"

    def _line(self, row: int, width: int) -> Line:
        return session_rows.history_line(self._rows[row], self.services.now(), width)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title."""
        words = ""
        if self._listing is not None:
            words = "Deleted sessions. Press enter to restore one." if self._listing.records else "Empty."
        head = (Line((Span(self.searched("Trash"), "strong"),)), *dim_lines(words, width))
        if not self._rows:
            return head
        return *head, Line(), session_rows.history_head(width - len(MARKER) - GAP - SCROLLBAR, len(MARKER))

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        has_sessions = self._listing is not None and bool(self._listing.records)
        choose = (self.arrows(), self.hint("list.pick", "restore", key="enter")) if self._rows else ()
        search = (self.hint("list.search"),) if has_sessions else ()
        return (*choose, *search, self.hint("app.help"), self.hint("list.back"))

    def footer_note(self) -> str:
        """Return that nothing matches the search."""
        return NO_MATCH if self._listing is not None and self._listing.records and not self._rows else ""

    def on_selected(self, row: int) -> None:
        """Restore a session."""
        try:
            record = self.services.editor.restore(self._rows[row].id)
        except EditError as refused:
            self.services.host.notify(str(refused), severity="warning")
            return
        if record is not None:
            self.services.host.notify(f"{session_title(record)} restored.")
        self._read()
