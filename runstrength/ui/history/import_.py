"""The import screens: a file is chosen or dropped, previewed, and then imported."""

from __future__ import annotations

from asyncio import get_running_loop, to_thread
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.events import Paste
from textual.worker import Worker, WorkerError

from runstrength.history.imports import preview as previews
from runstrength.history.imports.preview import Candidate, ImportPreview, PreviewResult
from runstrength.history.imports.progress import Progress, counting, progress_text, seldom
from runstrength.history.imports.sessions import ImportFailedError
from runstrength.history.imports.strength.names import KEEP
from runstrength.numbers import weight_unit
from runstrength.profile import SettingsSaveError
from runstrength.toml_input import InputError
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.pasted_path import file_of
from runstrength.ui.common.search import NO_MATCH, SearchMixin, matches, same_row
from runstrength.ui.common.session_rows import format_moment
from runstrength.ui.history import bindings, import_lines
from runstrength.ui.history.export_lines import home_path
from runstrength.ui.lines import Line, Span, dim_lines, right_aligned
from runstrength.ui.messages import FinishImport, OpenPreview, PickExercise

if TYPE_CHECKING:
    from runstrength.ui.services import Services

FILES: Final = "Runs (.fit .gpx .tcx), Strava, Strong, Hevy, FitNotes."
"""What can be imported."""
DROP: Final = "drop one or paste its path here"
ANSWERS: Final = ("Import", "Not now")
READING: Final = "Reading"
WRITING: Final = "Importing"


def progress_in_loop(what: str, show: Callable[[str], None]) -> Progress:
    """Return a progress for a worker thread, which is shown by this one.

    Args:
        what: what is done.
        show: shows a line.
    """
    loop = get_running_loop()

    def told(done: int, count: int) -> None:
        if count > 1:
            with suppress(RuntimeError):  # the app was left
                loop.call_soon_threadsafe(show, progress_text(what, done, count))

    return seldom(told)


UNIT_NOTE: Final = "The file doesn't say the unit of its weights: enter chooses the other one."
"""Shown while the row with the unit is highlighted."""
NAME_NOTE: Final = "No exercise here has this name: enter says which it is."
"""Shown while a name of another app is highlighted."""
CHOSEN_NOTE: Final = "You chose this, now or before: enter keeps the name instead."
"""Shown while a name is highlighted for which an exercise was chosen."""


class ImportScreen(SearchMixin):
    """Lists the files in the downloads folder that can be imported; other files can be dropped on the terminal.

    Args:
        folder: the downloads folder.
        file: a file to preview immediately.
    """

    WINDOW_TITLE = "Import"
    KEYS = bindings.IMPORT
    BINDINGS = KEYS.bindings

    def __init__(self, folder: Path, file: Path | None = None) -> None:
        super().__init__("import")
        self._folder = folder
        self._file = file
        self._all: tuple[Candidate, ...] = ()
        self._candidates: tuple[Candidate, ...] = ()
        self._is_empty = False
        """Whether the folder was searched, and has no file that can be imported."""
        self._status = ""

    def on_mount(self) -> None:
        """Look for files in a worker thread."""
        self.list.one_click = False
        self.list.show(0, self._line)
        self._find()

    @work(exclusive=True)
    async def _find(self) -> None:
        self._all = await self.run_in_thread(previews.find_candidates, self._folder)
        self._is_empty = not self._all
        self.show_found()
        if self._file is not None:
            self._preview_file(self._file)

    def show_found(self) -> None:
        """Show the files that match the search; the highlight stays on its file."""
        found = tuple(one for one in self._all if matches(one.path.name, self.words))
        row = same_row(self._candidates, self.list.highlighted, found)
        self._candidates = found
        self.list.show(len(found), self._line, row=row)
        self.refresh_view()

    def _line(self, row: int, width: int) -> Line:
        candidate = self._candidates[row]
        when = format_moment(candidate.changed, self.services.now())
        return Line((Span(candidate.path.name[: max(1, width - len(when) - 2)]),), (Span(when, "dim"),))

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title and the instructions."""
        folder = home_path(self._folder)
        source = f"from {folder}"
        title = Line((Span(self.searched("Import"), "strong"),), right_aligned(source, len(source)))
        if not self._is_empty:
            return title, *dim_lines(f"{FILES} Drop others here.", width)
        return (
            title,
            *dim_lines(FILES, width),
            *dim_lines(f"None in {folder} yet: put files there, or {DROP}.", width),
        )

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        keys = (self.arrows(), self.hint("list.pick", "preview", key="enter")) if self._candidates else ()
        search = (self.hint("list.search"),) if self._all else ()
        return (*keys, *search, self.hint("app.help"), self.hint("list.back"))

    def footer_note(self) -> str:
        """Return the progress, the error of a file, or that nothing matches the search."""
        return self._status or (NO_MATCH if self._all and not self._candidates else "")

    def on_selected(self, row: int) -> None:
        """Preview a file."""
        self._preview_file(self._candidates[row].path)

    def on_paste(self, event: Paste) -> None:
        """Preview a dropped file: the terminal pastes its path."""
        self._preview_file(file_of(event.text))

    @work(exclusive=True, group="look")
    async def _preview_file(self, file: Path) -> None:
        self._set_status(f"{READING} …")
        try:
            exercises = self.services.library.exercises
            remembered, problems = await self.run_in_thread(self.services.profile.remembered_names, exercises)
            for problem in problems:
                self.services.host.notify(str(problem), severity="warning")
            preview = await self.run_in_thread(
                previews.preview_file,
                self.services.recorder.store,
                file,
                self.closing.is_set,
                self.services.settings.units,
                progress_in_loop(READING, self._set_status),
                exercises,
                remembered,
            )
        except InputError as bad:
            self._set_status(import_lines.error_text(bad))
            return
        self._set_status("")
        self.navigate(OpenPreview(preview))

    def _set_status(self, status: str) -> None:
        self._status = status
        if not self.is_closed:
            self.refresh_view()


class PreviewScreen(ListScreen):
    """Shows what would be imported from a file, and imports it.

    Args:
        preview: the content of the file.
    """

    WINDOW_TITLE = "Import"
    KEYS = bindings.PREVIEW
    BINDINGS = KEYS.bindings
    DETAILS_MIN_ROWS: ClassVar[int] = 3

    def __init__(self, preview: ImportPreview) -> None:
        super().__init__("preview")
        self._preview = preview
        self._answers = ANSWERS if preview.new_count else ANSWERS[1:]
        self._has_units = preview.unit_assumed and bool(preview.new_count)
        """Whether there is a row to choose the unit of weights."""
        self._units = ""
        """The units of a file that doesn't say them; empty for the person's."""
        self._importing = False
        self._looking: Worker[None] | None = None
        """Works out the preview with what was chosen last."""
        self._status = ""
        self._choices = dict(preview.choices)
        """The exercises that the person chose for names of another app, now or at an import before."""
        self._changed: set[str] = set()
        """The names for which this was changed here; remembered when the file is imported."""
        uses = preview.new.workouts.names if preview.new_count else ()
        self._names = tuple(use.name for use in uses if use.kept or use.name in self._choices)
        """The names that no exercise has, or that were chosen before: a row each, to choose what they are."""

    @property
    def _edit_key(self) -> str:
        return bindings.HISTORY.key_label(self.services.settings.keys, "history.edit")

    def on_mount(self) -> None:
        """Show the two answers, the unit of weights if it isn't sure, and the names that no exercise has."""
        self.list.show(self._fixed + len(self._names), self._line)

    @property
    def _fixed(self) -> int:
        """How many rows there are before the names."""
        return len(self._answers) + self._has_units

    @property
    def _chosen_units(self) -> str:
        return self._units or self.services.settings.units

    def _line(self, row: int, width: int) -> Line:
        if row < len(self._answers):
            return Line((Span(self._answers[row]),))
        if row < self._fixed:
            return Line((Span(f"Weights in the file are in {weight_unit(self._chosen_units)}"),))
        name = self._names[row - self._fixed]
        uses = [use for use in self._preview.new.workouts.names if use.name == name]
        return import_lines.name_line(uses[0], self.services.library.exercises, width) if uses else Line((Span(name),))

    def headline(self, width: int) -> Sequence[Line]:
        """Return the file, and how much of it is new."""
        name = self._preview.file.name
        return Line((Span("Import", "strong"),), right_aligned(name, len(name))), *import_lines.summary_lines(
            self._preview, width
        )

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the new sessions and runs."""
        return import_lines.new_session_lines(self._preview, self.services.now(), size, self.services.settings.units)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "choose", key="enter"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def footer_note(self) -> str:
        """Return the progress of the import, or what can be done with a highlighted name."""
        if self._importing:
            return self._status or f"{WRITING} …"
        row = self.list.highlighted
        if row is None or row < len(self._answers):
            return ""
        if row < self._fixed:
            return UNIT_NOTE
        return CHOSEN_NOTE if self._is_chosen(self._names[row - self._fixed]) else NAME_NOTE

    def on_selected(self, row: int) -> None:
        """Import in a worker thread, only once, or go back; of a name, choose what it is."""
        if row >= self._fixed:
            self._choose(self._names[row - self._fixed])
        elif row >= len(self._answers):
            if self._importing:
                return
            self._units = "imperial" if self._chosen_units == "metric" else "metric"
            self._looking = self._look_again()
        elif self._answers[row] == ANSWERS[1]:
            self.close()
        elif not self._importing:
            self._busy(True)
            self._take()

    def _set_status(self, status: str) -> None:
        self._status = status
        if not self.is_closed:
            self.refresh_view()

    def _choose(self, name: str) -> None:
        """Ask which exercise a name is; one that was chosen keeps its name again."""
        if self._importing:
            return
        if self._is_chosen(name):
            self._chosen(name, None)
        else:
            self.navigate(PickExercise(lambda key: self._chosen(name, key) if key is not None else None))

    def _is_chosen(self, name: str) -> bool:
        return self._choices.get(name, KEEP) != KEEP

    def _chosen(self, name: str, key: str | None) -> None:
        self._changed.add(name)
        self._choices.pop(name, None)
        if key is not None:
            self._choices[name] = key
        self._looking = self._look_again()

    @work(exclusive=True)
    async def _look_again(self) -> None:
        """Work out the preview with the choices in a worker thread."""
        self._preview = await self.run_in_thread(self._previewed, self._chosen_units, dict(self._choices))
        self.list.show(self._fixed + len(self._names), self._line, row=self.list.highlighted or 0)
        self.refresh_view()

    def _previewed(self, units: str, choices: Mapping[str, str]) -> ImportPreview:
        """Return the preview with the choices; if the file can't be read again, that of what was read."""
        store, exercises = self.services.recorder.store, self.services.library.exercises
        preview = self._preview
        if self._has_units:
            with suppress(InputError):
                preview = previews.preview_file(store, preview.file, self.closing.is_set, units, exercises=exercises)
        return previews.with_choices(store, preview, exercises, choices)

    def _busy(self, importing: bool) -> None:
        self._importing = importing
        self.refresh_view()

    def _take(self) -> None:
        """Start the import as a worker of the app, so that it reports its progress even if this screen is closed."""
        self.app.run_worker(self._import())

    async def _import(self) -> None:
        services = self.services
        if self._looking is not None:
            with suppress(WorkerError):  # the screen was closed
                await self._looking.wait()
        try:
            progress = progress_in_loop(WRITING, self._set_status)
            done = await to_thread(self._import_in_thread, services, progress)
        except ImportFailedError as refused:
            if not self.is_closed:
                self._busy(False)
            self.services.host.notify(str(refused), severity="warning")
            return
        services.profile.invalidate()
        try:
            services.profile.remember_names({name: self._choices.get(name) for name in self._changed})
        except SettingsSaveError as error:
            services.host.notify(str(error), severity="warning")
        words = import_lines.result_text(done, self._edit_key)
        if done.sessions or done.runs:
            services.imported = (words, services.editor.last_deleted)
        if done.stopped:
            services.exit_lines.remove(words)
        elif not self.is_closed:
            self.navigate(FinishImport(done.newest))
            if done.sessions or done.runs:  # the history says it, beside the key that undoes it
                return
        self.services.host.notify(words)

    def _import_in_thread(self, services: Services, progress: Progress) -> PreviewResult:
        stopped = counting(self.closing.is_set, progress, self._preview.new_count)
        done = previews.import_preview(services.recorder.store, self._preview, stopped)
        if done.stopped:  # the app is shutting down: nobody waits for this result
            services.exit_lines.append(import_lines.result_text(done, self._edit_key))
        return done
