"""Taking sessions along: the choice of the form, and where the file is that came of it."""

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
from runstrength.ui.history.export_lines import FORMAT_TEXTS, near, result_words
from runstrength.ui.lines import Line, Span, dim, far

if TYPE_CHECKING:
    from runstrength.history.store import Row
    from runstrength.session.record import Record

WRITING = "Writing …"
TITLES = 17
"""Columns of what a form is called."""


class ExportScreen(ListScreen):
    """The forms in which sessions can be taken along; choosing one writes a file, or a folder of them.

    Args:
        into: the folder that they go to.
        sessions: which; None for all.
    """

    WINDOW_TITLE = "Export"
    HELP_TOPIC = "export"

    def __init__(self, into: Path, sessions: Sequence[Row | Record] | None = None) -> None:
        super().__init__("export")
        self._into = into
        self._sessions = sessions
        self._forms = [form for form in FORMATS if sessions is None or any(one.kind in form.kinds for one in sessions)]
        self._said = ""

    def on_mount(self) -> None:
        """Show the forms."""
        self.list.one_click = False
        self.list.show(len(self._forms), self._line)

    def _line(self, row: int, width: int) -> Line:
        title, about = FORMAT_TEXTS[self._forms[row].key]
        return Line((Span(fit(title, TITLES)), Span(fit(about, width - TITLES), "dim")))

    def headline(self, width: int) -> Sequence[Line]:
        """Return what is taken along, and where to."""
        which = "all sessions"
        if self._sessions is not None:
            which = session_title(self._sessions[0]) if len(self._sessions) == 1 else count_words(len(self._sessions))
        where = f"To {near(self._into)}; the history stays as it is."
        return Line((Span("Export", "strong"),), far(which, len(which))), *dim(where, width)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        return (
            ("↑↓ choose", ""),
            ("enter write it", "screen.pick"),
            ("? help", "screen.help"),
            ("q back", "screen.back"),
        )

    def footer_note(self) -> str:
        """Return what came of it."""
        return self._said

    def on_selected(self, row: int) -> None:
        """Write it, beside the screen; one after the other."""
        if self._said != WRITING:
            self._say(WRITING)
            self._write(self._forms[row])

    @work
    async def _write(self, form: ExportFormat) -> None:
        services = self.services
        exporter = Exporter(
            services.recorder.store,
            services.library.exercises,
            assets_dir(),
            folder=self._into,
            today=services.now().date(),
        )
        ids = None if self._sessions is None else frozenset(one.id for one in self._sessions)
        try:
            words = result_words(await self.run_in_thread(exporter.export, form, ids, self.left.is_set))
        except ExportError as refused:
            words = str(refused)
        self._say(words)

    def _say(self, words: str) -> None:
        self._said = words
        self.refresh_view()
