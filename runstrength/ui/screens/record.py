"""One session of the history: every set of it."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from runstrength.ui import past
from runstrength.ui.lists import dim
from runstrength.ui.screens.calm import SCROLLBAR, CalmScreen, text_width
from runstrength.ui.widgets.lines import Line, Span

if TYPE_CHECKING:
    from runstrength.history.store import Row
    from runstrength.session.record import Record


class RecordScreen(CalmScreen):
    """What was done, by exercise and side, against what was asked for; it can be moved to the trash.

    Args:
        row: the session as its list has it; the rest of it is read from its file.
        deleted: is told when the session was moved to the trash.
    """

    NAME = "History"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("d,delete", "delete", "Delete")]

    def __init__(self, row: Row, deleted: Callable[[Row], None]) -> None:
        super().__init__(id="record")
        self._row = row
        self._deleted = deleted
        self._sure = False
        self._record: Record | None = None
        self._trouble = ""

    def on_mount(self) -> None:
        """Read the session, beside the screen."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        keeper = self._app.keeper
        try:
            self._record = await to_thread(lambda: keeper.store.load(self._row.id))
        except LookupError as missing:
            self._trouble = str(missing)
        self.paint()

    def headline(self, width: int) -> Sequence[Line]:
        """Return what, when, how long, how hard; the note; what went wrong."""
        if self._record is not None:
            return past.record_head(self._record, width)
        return Line((Span(past.title_of(self._row), "strong"),)), *dim(self._trouble, width)

    def paint(self) -> None:
        """Show the session; how many sets stand beside each other is a matter of width."""
        if self._record is not None and self.is_mounted:
            width = max(1, text_width(self.outer_size.width) - SCROLLBAR)
            lines = past.record_lines(self._record, self._app.library.exercises, width)
            self.list.show(len(lines), lambda row, _: lines[row], picks=False, row=self.list.scroll_offset.y)
        super().paint()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        delete = "d again: to the trash" if self._sure else "d delete"
        return (("↑↓ scroll", ""), (delete, "screen.delete"), ("? help", "screen.help"), ("q back", "screen.back"))

    def action_delete(self) -> None:
        """Move the session to the trash, at the second press; a key that is only held down does not press twice."""
        if self._record is None or not self._app.guard.first("d", self._app.real_clock()):
            return
        if not self._sure:
            self._sure = True
            self.paint()
        elif trouble := self._app.keeper.delete(self._row.id):
            self.notify(trouble, severity="warning", timeout=8)
        else:
            self._app.pop_screen()
            self._deleted(self._row)
