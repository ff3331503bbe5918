"""The export screen: lists the formats, and shows where the file was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from runstrength.cells import fit
from runstrength.history.export.files import Exporter, ExportError
from runstrength.history.export.formats import FORMATS, ExportFormat
from runstrength.locations import assets_dir
from runstrength.session.wording import session_title
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.session_rows import count_words
from runstrength.ui.history import bindings
from runstrength.ui.history.export_lines import FORMAT_TEXTS, home_path, result_text
from runstrength.ui.lines import Line, Span, dim_lines, right_aligned

if TYPE_CHECKING:
    from runstrength.history.store import Row
    from runstrength.session.record import Record

WRITING = "Exporting …"
TITLE_WIDTH = 17
"""Columns of the title of a format."""


class ExportScreen(ListScreen):
    """Lists the export formats; choosing one writes a file or a folder.

    Args:
        folder: the folder to write to.
        sessions: the sessions; None for all.
    """

    WINDOW_TITLE = "Export"
    KEYS = bindings.EXPORT_FORMS
    BINDINGS = KEYS.bindings

    def __init__(self, folder: Path, sessions: Sequence[Row | Record] | None = None) -> None:
        super().__init__("export")
        self._folder = folder
        self._sessions = sessions
        self._formats = [
            export_format
            for export_format in FORMATS
            if sessions is None or any(session.kind in export_format.kinds for session in sessions)
        ]
        self._message = ""

    def on_mount(self) -> None:
        """Show the formats."""
        self.list.one_click = False
        self.list.show(len(self._formats), self._line)

    def _line(self, row: int, width: int) -> Line:
        title, about = FORMAT_TEXTS[self._formats[row].key]
        return Line((Span(fit(title, TITLE_WIDTH)), Span(fit(about, width - TITLE_WIDTH), "dim")))

    def headline(self, width: int) -> Sequence[Line]:
        """Return which sessions are exported, and to which folder."""
        which = "all sessions"
        if self._sessions is not None:
            which = session_title(self._sessions[0]) if len(self._sessions) == 1 else count_words(len(self._sessions))
        where = f"Saves a copy to {home_path(self._folder)}."
        return Line((Span("Export", "strong"),), right_aligned(which, len(which))), *dim_lines(where, width)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "export", key="enter"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def footer_note(self) -> str:
        """Return the result of the export."""
        return self._message

    def on_selected(self, row: int) -> None:
        """Export in a worker thread; one export at a time."""
        if self._message != WRITING:
            self._show_message(WRITING)
            self._write(self._formats[row])

    @work
    async def _write(self, export_format: ExportFormat) -> None:
        services = self.services
        exporter = Exporter(
            services.recorder.store,
            services.library.exercises,
            assets_dir(),
            folder=self._folder,
            today=services.now().date(),
        )
        ids = None if self._sessions is None else frozenset(session.id for session in self._sessions)
        try:
            words = result_text(await self.run_in_thread(exporter.export, export_format, ids, self.closing.is_set))
        except ExportError as error:
            words = str(error)
        self._show_message(words)

    def _show_message(self, words: str) -> None:
        self._message = words
        self.refresh_view()
