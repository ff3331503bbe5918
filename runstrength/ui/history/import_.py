"""Taking in what comes from elsewhere: a file is chosen or dropped, what is new in it is seen, and then it is taken."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.events import Paste

from runstrength.history.imports import preview as previews
from runstrength.history.imports.preview import Candidate, ImportPreview, PreviewResult
from runstrength.history.imports.sessions import ImportFailedError
from runstrength.toml_input import InputError
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.pasted_path import file_of
from runstrength.ui.common.session_rows import moment
from runstrength.ui.history import import_lines
from runstrength.ui.history.export_lines import near
from runstrength.ui.lines import Line, Span, dim, far
from runstrength.ui.messages import FinishImport, OpenPreview

if TYPE_CHECKING:
    from runstrength.ui.services import Services

ANSWERS: Final = ("Take it into the history", "Not now")


class ImportScreen(ListScreen):
    """The files that may be taken in, of the folder where a person's downloads are; any other can be dropped.

    Args:
        folder: that folder.
        file: a file to look into at once.
    """

    WINDOW_TITLE = "Import"
    HELP_TOPIC = "import"

    def __init__(self, folder: Path, file: Path | None = None) -> None:
        super().__init__("import")
        self._folder = folder
        self._file = file
        self._candidates: tuple[Candidate, ...] = ()
        self._said = ""

    def on_mount(self) -> None:
        """See what there is, beside the screen."""
        self.list.one_click = False
        self.list.show(0, self._line)
        self._find()

    @work(exclusive=True)
    async def _find(self) -> None:
        self._candidates = await self.run_in_thread(previews.find_candidates, self._folder)
        self.list.show(len(self._candidates), self._line)
        self.refresh_view()
        if self._file is not None:
            self._look(self._file)

    def _line(self, row: int, width: int) -> Line:
        one = self._candidates[row]
        when = moment(one.changed, self.services.now())
        return Line((Span(one.path.name[: max(1, width - len(when) - 2)]),), (Span(when, "dim"),))

    def headline(self, width: int) -> Sequence[Line]:
        """Return what can be taken in, and how."""
        where = f"from {near(self._folder)}"
        words = "Runs (.fit, .gpx, .tcx, Strava's) and exports; others can be dropped here."
        return Line((Span("Import", "strong"),), far(where, len(where))), *dim(words, width)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        some = (("↑↓ choose", ""), ("enter look into it", "screen.pick")) if self._candidates else ()
        return (*some, ("? help", "screen.help"), ("q back", "screen.back"))

    def footer_note(self) -> str:
        """Return what is the matter with a file."""
        return self._said

    def on_selected(self, row: int) -> None:
        """Look into a file."""
        self._look(self._candidates[row].path)

    def on_paste(self, event: Paste) -> None:
        """Look into a file that is dropped: it arrives as its path."""
        self._look(file_of(event.text))

    @work(exclusive=True, group="look")
    async def _look(self, file: Path) -> None:
        self._say("Reading …")
        try:
            preview = await self.run_in_thread(
                previews.preview_file,
                self.services.recorder.store,
                file,
                self.left.is_set,
                self.services.settings.units,
            )
        except InputError as bad:
            self._say(import_lines.refusal(bad))
            return
        self._say("")
        self.navigate(OpenPreview(preview))

    def _say(self, words: str) -> None:
        self._said = words
        self.refresh_view()


class PreviewScreen(ListScreen):
    """What of a file would be taken in.

    Args:
        preview: what is in it.
    """

    WINDOW_TITLE = "Import"
    HELP_TOPIC = "import"
    DETAILS_MIN_ROWS: ClassVar[int] = 3

    def __init__(self, preview: ImportPreview) -> None:
        super().__init__("preview")
        self._preview = preview
        self._answers = ANSWERS if preview.new_count else ANSWERS[1:]
        self._taking = False

    def on_mount(self) -> None:
        """Ask."""
        self.list.show(len(self._answers), lambda row, _: Line((Span(self._answers[row]),)))

    def headline(self, width: int) -> Sequence[Line]:
        """Return which file it is, and how much of it is new."""
        name = self._preview.file.name
        return Line((Span("Import", "strong"),), far(name, len(name))), *import_lines.summary(self._preview, width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return what is new."""
        return import_lines.arrival_lines(self._preview, self.services.now(), size, self.services.settings.units)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        return (
            ("↑↓ choose", ""),
            ("enter take it", "screen.pick"),
            ("? help", "screen.help"),
            ("q back", "screen.back"),
        )

    def footer_note(self) -> str:
        """Return what is going on."""
        return "Taking it in …" if self._taking else ""

    def on_selected(self, row: int) -> None:
        """Take it in, beside the screen and once, or leave it where it is."""
        if self._answers[row] == ANSWERS[1]:
            self.close()
        elif not self._taking:
            self._busy(True)
            self._take()

    def _busy(self, taking: bool) -> None:
        self._taking = taking
        self.refresh_view()

    def _take(self) -> None:
        """Start the import as work of the app: it says how far it came when this screen has been left."""
        self.app.run_worker(self._import())

    async def _import(self) -> None:
        services = self.services
        try:
            done = await to_thread(self._import_in_thread, services)
        except ImportFailedError as refused:
            if not self.is_closed:
                self._busy(False)
            self.app.notify(str(refused), severity="warning")
            return
        services.profile.invalidate()
        words = import_lines.result_words(done)
        if done.stopped:
            services.parting_words.remove(words)
        elif not self.is_closed:
            self.navigate(FinishImport(done.newest))
        self.app.notify(words)

    def _import_in_thread(self, services: Services) -> PreviewResult:
        done = previews.import_preview(services.recorder.store, self._preview, self.left.is_set)
        if done.stopped:  # when the whole app is left, nobody waits for this any more
            services.parting_words.append(import_lines.result_words(done))
        return done
