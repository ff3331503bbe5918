"""The forms in which sessions are taken along from the app, and where to: a file, or a folder of them. No widgets."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from runstrength import atomic
from runstrength.catalogue.exercise import Exercise
from runstrength.history.export.csv import named
from runstrength.history.export.document import Wanted, Whole
from runstrength.history.export.files import ExportError, NothingToExportError, Selection, fit_files, to_file, until
from runstrength.history.store import Store
from runstrength.text import printable
from runstrength.ui.past import count_words, problems_words

SETS: Final = ("session", "warmup", "check")
"""The kinds of sessions that have sets."""


class Form(Struct, frozen=True):
    """A form in which sessions are taken along."""

    key: str
    """As `history export --format` has it."""
    title: str
    about: str
    ending: str
    """How its file's name ends; nothing where there is a file for each session."""
    runs: bool
    """Whether runs have a place in it."""


FORMS: Final = (
    Form("json", "Everything", "all in one file, for another machine", ".json", runs=True),
    Form("csv", "Spreadsheet", "a row a set: LibreOffice, Excel", ".csv", runs=True),
    Form("strong", "Strong, Hevy", "the table that other apps import", "-strong.csv", runs=False),
    Form("fit", "Strava, Garmin", "FIT, a file a session, to upload", "", runs=False),
)


class Exporter(Struct, frozen=True):
    """Takes sessions along, as files that are not there yet."""

    store: Store
    exercises: Mapping[str, Exercise]
    assets: Path
    into: Path
    """The folder that files are written to; made where it is not there."""
    today: date
    """A part of the names of what holds more than one session."""

    def take(self, form: Form, ids: Collection[str] | None, stopped: Callable[[], bool]) -> str:
        """Write sessions, and return in one sentence how many, and where to.

        Args:
            form: how.
            ids: which; None takes all.
            stopped: whether nobody wants it any more.

        Raises:
            ExportError: there is nothing to write, it failed or was stopped; nothing of it is left.
        """
        try:
            sessions = Selection(self.store.folder, Wanted(kinds=None if form.runs else SETS, ids=ids))
        except NothingToExportError as nothing:
            if nothing.unreadable:
                raise ExportError(f"Nothing is written: {printable(str(nothing))}.") from None
            raise ExportError(
                f"Nothing is written: there is no session {'' if form.runs else 'with sets '}to be read."
            ) from None
        one = self.store.path_of(sessions.first.record).stem if ids is not None and len(ids) == 1 else ""
        wanted = until(stopped, sessions)
        try:
            atomic.private_folder(self.into)
            if form.ending:
                path = self._file(form, wanted, one)
                words = f"{count_words(sessions.count)} written to {near(path)}"
            else:
                words = self._fit(wanted, one)
        except OSError as error:
            raise ExportError(f"Nothing is written ({error}).") from None
        return " ".join(filter(None, (words, problems_words(len(sessions.left_out)))))

    def _file(self, form: Form, sessions: Iterator[Whole], one: str) -> Path:
        """Write them all into one file, and return which."""
        path = atomic.free(self.into / f"{one or self._name}{form.ending}", "-")
        to_file(path, form.key, sessions, named(self.exercises))
        return path

    def _fit(self, sessions: Iterator[Whole], one: str) -> str:
        """Write a file for each, in a folder of their own where there may be more than one."""
        left_out: list[str] = []
        folder = self.into if one else atomic.free(self.into / f"{self._name}-fit", "-")
        written: list[Path] = []
        try:
            for record, data in fit_files(sessions, named(self.exercises), self.assets, left_out):
                path = atomic.free(atomic.private_folder(folder) / f"{self.store.path_of(record).stem}.fit", "-")
                atomic.write(path, data)
                written.append(path)
        except BaseException:
            _away(written, None if one else folder)
            raise
        if not written:
            raise ExportError(f"Nothing is written: {left_out[0]}.")
        no = "1 of them makes" if len(left_out) == 1 else f"{len(left_out)} of them make"
        some = f"; {no} no FIT file" if left_out else ""
        return f"{count_words(len(written))} written to {near(written[0] if one else folder)}{some}"

    @property
    def _name(self) -> str:
        return f"runstrength-{self.today.isoformat()}"


def _away(files: Iterable[Path], folder: Path | None) -> None:
    """Take files away again, and the folder that was made for them."""
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink()
    if folder is not None:
        with contextlib.suppress(OSError):
            folder.rmdir()


def near(path: Path) -> str:
    """Return a path as people write it: from `~` where it is below their home."""
    home = Path.home()
    return f"~{os.sep}{path.relative_to(home)}" if path.is_relative_to(home) and path != home else str(path)
