"""The history screen: a calendar of the year, the week and its goal, and a searchable list of sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from textual import work
from textual.events import Paste, ScreenResume

from runstrength.history.loading import LoadedHistory, load_history
from runstrength.history.search import found
from runstrength.session.weeks import WeekGoals, WeeklyGoal, weekly
from runstrength.session_kinds import KINDS
from runstrength.ui import messages
from runstrength.ui.common import session_rows
from runstrength.ui.common.list_screen import SCROLLBAR
from runstrength.ui.common.pasted_path import file_of
from runstrength.ui.common.search import NO_MATCH, SearchMixin
from runstrength.ui.history import bindings, calendar
from runstrength.ui.history.session_delete import SessionDeleteMixin
from runstrength.ui.lines import Line, Span, dim_lines, right_aligned
from runstrength.ui.widgets.virtual_list import GAP, MARKER

if TYPE_CHECKING:
    from runstrength.history.store import Row

MIN_YEAR_HEIGHT: Final = 18
"""With fewer rows of the terminal, the calendar is not shown."""
KIND_NAMES: Final = {
    "session": "strength",
    "warmup": "warm-ups",
    "cooldown": "cool-downs",
    "check": "checks",
    "run": "runs",
}


class HistoryScreen(SearchMixin, SessionDeleteMixin):
    """Lists the sessions below the calendar; enter opens one."""

    WINDOW_TITLE = "History"
    KEYS = bindings.HISTORY
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("history")
        self.list.keeps_gap = True
        self._loaded: LoadedHistory | None = None
        self._rows: tuple[Row, ...] = ()
        self._kind = ""
        self._version = -1
        self._wanted = ""
        self._weekly: tuple[tuple[object, ...], WeeklyGoal] | None = None

    def on_mount(self) -> None:
        """Show an empty list until the sessions are loaded."""
        self.list.show(0, self._line)

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Load the history in a worker thread, again after it changed."""
        if self._version != self.services.profile.changes:
            self._read_again()

    @property
    def _today(self) -> date:
        return self.services.now().date()

    @work(exclusive=True)
    async def _read(self) -> None:
        services, again = self.services, self._loaded is not None
        batches = load_history(
            services.recorder.store.folder, services.library.exercises, services.now(), services.settings.week_starts
        )
        loaded: LoadedHistory | None = None
        while (batch := await self.run_in_thread(next, batches, None)) is not None:
            loaded = batch
            if not again:
                self._show_loaded(loaded)
        if again and loaded is not None:
            self._show_loaded(loaded)

    def _show_loaded(self, loaded: LoadedHistory) -> None:
        self._loaded = loaded
        self.show_found()

    def go_to(self, session: str) -> None:
        """Highlight a session as soon as it is in the list."""
        self._wanted = session

    # -- text ---------------------------------------------------------------------------------------------------------

    def show_found(self) -> None:
        """Show the sessions that match the search; the highlight stays on its session if that matches."""
        row = self.list.highlighted
        here = self._rows[row].id if row is not None and row < len(self._rows) else ""
        top = self.list.scroll_offset.y
        rows = found(self._loaded.rows, self.words, self._kind) if self._loaded is not None else ()
        self._rows = tuple(entry for entry in rows if entry.id not in self.services.editor.deleted_ids)
        near = min(row or 0, max(0, len(self._rows) - 1)) if here in self.services.editor.deleted_ids else 0
        if any(entry.id == self._wanted for entry in self._rows):
            here, self._wanted = self._wanted, ""
        place = next((place for place, entry in enumerate(self._rows) if entry.id == here), near)
        same = place == row
        self.list.show(len(self._rows), self._line, row=place)
        if same:
            self.list.scroll_to(y=top, animate=False)
        self.refresh_view()

    def _line(self, row: int, width: int) -> Line:
        return session_rows.history_line(self._rows[row], self.services.now(), width)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the number of sessions, the calendar, and the column headings."""
        loaded = self._loaded
        if loaded is None or not loaded.rows:
            return Line((Span("History", "strong"),)), *dim_lines("" if loaded is None else session_rows.EMPTY, width)
        title = self.searched(" ".join(("History", *((KIND_NAMES[self._kind],) if self._kind else ()))))
        total = session_rows.count_words(len(loaded.rows))
        count = f"{len(self._rows):,} of {total}" if self.words or self._kind else total
        room = width - len(MARKER) - GAP - SCROLLBAR
        columns = session_rows.history_head(room, len(MARKER)) if self._rows else Line((Span(" " * len(MARKER)),))
        first = Line((Span(title, "strong"),), right_aligned(count, len(count)))
        return first, *self._year(loaded, width), columns

    def _year(self, loaded: LoadedHistory, width: int) -> list[Line]:
        """Return the calendar with the week beside it, or one line if there is little space."""
        goals, last = self.services.week_goals, loaded.weeks[-1]
        week = self._week(loaded, goals)
        count = calendar.weeks_that_fit(width, len(loaded.weeks))
        if self.app.size.height < MIN_YEAR_HEIGHT or not count:
            return [*dim_lines(week.words, width), Line()]
        lines = calendar.year_lines(loaded.weeks[-count:], self._today, goals)
        column = calendar.WEEKDAY_WIDTH + count + calendar.GAP
        aside = width - column
        if aside >= calendar.MIN_SIDE_WIDTH:
            beside = calendar.week_lines(last.tally, week, aside)
            legend = calendar.legend_lines(aside)
            beside += [Line()] * (len(lines) - 1 - len(beside) - len(legend)) + legend
            return [Line(), *calendar.side_by_side(lines, [Line(), *beside], column), Line()]
        return [Line(), *lines, *calendar.legend_lines(width)]

    def _week(self, loaded: LoadedHistory, goals: WeekGoals) -> WeeklyGoal:
        """Return the current week; cached, because it is shown after every key."""
        key = (id(loaded), self._today, goals)
        if self._weekly is None or self._weekly[0] != key:
            self._weekly = (key, weekly(loaded.rows, self.services.now(), goals))
        return self._weekly[1]

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        back = "back" if len(self.app.screen_stack) > 1 else "quit"
        has_sessions = self._loaded is not None and bool(self._loaded.rows)
        kind = KIND_NAMES.get(self._kind, "all")
        delete, is_pending = self.delete_hint, bool(self.pending_id)
        more = (self.hint("list.search"), self.hint("history.progress"), self.hint("history.weeks"))
        last = self.services.editor.last_deleted is not None or bool(self._imported)
        return (
            *((self.arrows(),) if self._rows else ()),
            *((delete,) if self._rows and not is_pending else ()),
            *((self.hint("list.pick", "open", key="enter"),) if self._rows else ()),
            *((self.hint("history.kind", f"kind: {kind}"),) if has_sessions else ()),
            *((self.hint("history.export"),) if self._rows else ()),
            *(more if has_sessions else (self.hint("history.import"),)),
            *((delete,) if is_pending else ()),
            self.hint("history.undelete" if last else "history.add"),
            self.hint("app.help"),
            self.hint("list.back", back),
        )

    def footer_note(self) -> str:
        """Return a message about deleting, an empty search, or files that could not be read."""
        loaded = self._loaded
        if asked := super().footer_note():
            return asked
        if self._imported:
            return self._imported
        if (last := self.services.editor.last_deleted) is not None:
            return f"Deleted: {self.named(last)}"
        if loaded is not None and loaded.rows and not self._rows:
            return NO_MATCH
        return session_rows.problems_words(loaded.unreadable if loaded is not None else 0)

    # -- actions ------------------------------------------------------------------------------------------------------

    def on_selected(self, row: int) -> None:
        """Open a session."""
        self.navigate(messages.OpenSessionRecord(self._rows[row].id))

    def action_exercises(self) -> None:
        """Open the progress screen."""
        self.navigate(messages.OpenProgress())

    def action_weeks(self) -> None:
        """Open the weeks screen."""
        self.navigate(messages.OpenWeeks())

    def to_delete(self) -> Row | None:
        """Return the highlighted session."""
        row = self.list.highlighted
        return None if row is None else self._rows[row]

    def deleted(self) -> None:
        """Remove the session from the list immediately, and load the history again."""
        self.show_found()
        self._read_again()

    def restored(self) -> None:
        """Load the history again."""
        self._read_again()

    @property
    def _imported(self) -> str:
        """What the last import added, if undo takes it back: nothing was deleted since; else empty."""
        words, deleted_before = self.services.imported or ("", None)
        return words if deleted_before is self.services.editor.last_deleted else ""

    def action_restore(self) -> None:
        """Take back the last import, or restore the session that was deleted last."""
        if self._imported:
            self.services.imported = None
            self._undo_import()
        else:
            super().action_restore()

    @work(group="undo")
    async def _undo_import(self) -> None:
        from runstrength.history.errors import HistoryError
        from runstrength.history.imports.undo import undo_import
        from runstrength.ui.history.import_lines import undo_text

        try:
            result = await self.run_in_thread(undo_import, self.services.recorder.store)
        except (HistoryError, OSError) as refused:
            self.services.host.notify(f"That couldn't be undone ({refused}).", severity="warning")
            return
        self.services.profile.invalidate()
        self.services.host.notify(undo_text(result))
        self.restored()

    def _read_again(self) -> None:
        self._version = self.services.profile.changes
        self._read()

    def action_correct(self) -> None:
        """Edit the highlighted session."""
        row = self.list.highlighted
        if row is not None:
            self.navigate(messages.EditSession(self._rows[row].id))

    def action_add(self) -> None:
        """Add a session that was done without the program."""
        self.navigate(messages.OpenAdd())

    def action_trash(self) -> None:
        """Open the trash."""
        self.navigate(messages.OpenTrash())

    def action_export(self) -> None:
        """Export the sessions that are shown."""
        if self._rows:
            is_filtered = self.words or self._kind
            self.navigate(messages.OpenExport(self._rows if is_filtered else None))

    def action_import(self) -> None:
        """Import runs and exports."""
        self.navigate(messages.OpenImport())

    def on_paste(self, event: Paste) -> None:
        """Preview a dropped file: the terminal pastes its path."""
        if event.text.strip():
            self.navigate(messages.OpenImport(file_of(event.text)))

    def action_kind(self) -> None:
        """Filter by the next kind of session."""
        if self._loaded is None:
            return
        there = {row.kind for row in self._loaded.rows}
        kinds = ["", *(kind for kind in KINDS if kind in there)]
        self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)] if self._kind in kinds else ""
        self.show_found()

    def action_back(self) -> None:
        """Clear the search and the filter, else go back."""
        if self._kind:
            self._kind = ""
            self.stop_searching()
        else:
            super().action_back()
