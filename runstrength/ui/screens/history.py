"""The history: every session there is, the newest first."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.events import ScreenResume

from runstrength.ui import past
from runstrength.ui.lists import dim
from runstrength.ui.screens.calm import SCROLLBAR, CalmScreen
from runstrength.ui.widgets.lines import Line, Span
from runstrength.ui.widgets.pick_list import MARKER

if TYPE_CHECKING:
    from runstrength.history.store import Listing, Row


class HistoryScreen(CalmScreen):
    """The sessions as one list; enter opens one, and one that was deleted there can be brought back here."""

    NAME = "History"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("u", "undo", "Bring back", show=False)]

    def __init__(self) -> None:
        super().__init__(id="history")
        self._listing: Listing[Row] | None = None
        self._deleted: Row | None = None

    def on_mount(self) -> None:
        """Wait for the sessions with an empty list."""
        self.list.show(0, self._line)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read the history, beside the screen, which stays quick."""
        super().on_screen_resume(event)
        if self._listing is None:
            self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        keeper = self._app.keeper
        row = self.list.highlighted or 0
        self._listing = await to_thread(lambda: keeper.store.summaries())
        self.list.show(len(self._listing.records), self._line, row=row)
        self.paint()

    def _line(self, row: int, width: int) -> Line:
        assert self._listing is not None  # noqa: S101 - without one the list has no rows
        return past.history_line(self._listing.records[row], self._app.now(), width)

    def headline(self, width: int) -> Sequence[Line]:
        """Return how many sessions there are, and what the columns are."""
        count = len(self._listing.records) if self._listing is not None else 0
        columns = past.history_head(width - len(MARKER) - SCROLLBAR) if count else Line()
        words = past.count_words(count) if count else "" if self._listing is None else past.EMPTY
        return Line((Span("History", "strong"),)), *(dim(words, width) or [Line()]), Line(), columns

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        back = "q back" if len(self._app.screen_stack) > 1 else "q quit"
        some = self._listing is not None and bool(self._listing.records)
        choose = [("↑↓ choose", ""), ("enter open", "screen.pick")] if some else []
        choose += [("u bring it back", "screen.undo")] if self._deleted else []
        return (*choose, ("? help", "screen.help"), (back, "screen.back"))

    def notice(self) -> str:
        """Return what was deleted, else how many files could not be read."""
        if self._deleted is not None:
            when = past.moment(self._deleted.started, self._app.now())
            return f"In the trash now: {past.title_of(self._deleted)}, {' '.join(when.split())}"
        return past.problems_words(len(self._listing.problems) if self._listing is not None else 0)

    def picked(self, row: int) -> None:
        """Open a session."""
        from runstrength.ui.screens.record import RecordScreen

        if self._listing is not None:
            self._app.push_screen(RecordScreen(self._listing.records[row], self._was_deleted))

    def _was_deleted(self, row: Row) -> None:
        self._deleted = row
        self._read()

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted is None:
            return
        if trouble := self._app.keeper.restore(self._deleted.id):
            self.notify(trouble, severity="warning", timeout=8)
        self._deleted = None
        self._read()
