"""The trash: deleted sessions, which can be restored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from runstrength.history.editor import EditError
from runstrength.session.wording import session_title
from runstrength.ui.common import session_rows
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.history import bindings
from runstrength.ui.lines import Line, Span, dim_lines

if TYPE_CHECKING:
    from runstrength.history.store import Listing, Row


class TrashScreen(ListScreen):
    """Lists the deleted sessions; enter restores one."""

    WINDOW_TITLE = "Trash"
    KEYS = bindings.TRASH
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("trash")
        self._listing: Listing[Row] | None = None

    def on_mount(self) -> None:
        """Load the trash in a worker thread."""
        self.list.one_click = False
        self.list.show(0, self._line)
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        self._listing = await self.run_in_thread(self.services.editor.trash)
        self.list.show(len(self._listing.records), self._line, row=self.list.highlighted or 0)
        self.refresh_view()

    def _line(self, row: int, width: int) -> Line:
        assert self._listing is not None  # noqa: S101 - without a listing the list is empty
        return session_rows.history_line(self._listing.records[row], self.services.now(), width)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title."""
        words = ""
        if self._listing is not None:
            words = "Deleted sessions. Press enter to restore one." if self._listing.records else "Empty."
        return Line((Span("Trash", "strong"),)), *dim_lines(words, width)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        has_sessions = self._listing is not None and bool(self._listing.records)
        choose = (self.arrows(), self.hint("list.pick", "restore", key="enter")) if has_sessions else ()
        return (*choose, self.hint("app.help"), self.hint("list.back"))

    def on_selected(self, row: int) -> None:
        """Restore a session."""
        if self._listing is None:
            return
        try:
            record = self.services.editor.restore(self._listing.records[row].id)
        except EditError as refused:
            self.services.host.notify(str(refused), severity="warning")
            return
        if record is not None:
            self.services.host.notify(f"{session_title(record)} restored.")
        self._read()
