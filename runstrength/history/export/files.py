"""Exports as files: which sessions, in which format, under which names."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from runstrength import atomic
from runstrength.catalogue.exercise import Exercise
from runstrength.history.errors import HistoryError
from runstrength.history.export.csv import MARK, sheet, strong
from runstrength.history.export.document import ExportFilter, RawSession, document, iter_sessions
from runstrength.history.files import CHECK
from runstrength.history.set_names import SetNamer, form_namer, set_namer
from runstrength.history.store import Store
from runstrength.text import printable
from runstrength.toml_input import with_others

if TYPE_CHECKING:
    from runstrength.history.export.formats import ExportFormat
    from runstrength.session.record import Record
    from runstrength.toml_input import Problem

T = TypeVar("T")


class ExportError(HistoryError):
    """The export failed; the text says why. Nothing of it is left."""


class NothingToExportError(ExportError):
    """No session can be exported, so no file is written; the text says why."""

    def __init__(self, text: str, *, unreadable: bool = False) -> None:
        super().__init__(text)
        self.unreadable = unreadable
        """There is a history, and nothing in it could be read."""


def until(stopped: Callable[[], bool], items: Iterable[T]) -> Iterator[T]:
    """Yield items until `stopped` returns True; another thread may decide that.

    Raises:
        ExportError: it was stopped.
    """
    for item in items:
        if stopped():
            raise ExportError("Export stopped.")
        yield item


class Selection:
    """The sessions of an export, the oldest first, each read just before it is written.

    Args:
        folder: the history's folder.
        wanted: which sessions.

    Raises:
        NothingToExportError: the history is missing, can't be read, or has no such session.
    """

    def __init__(self, folder: Path, wanted: ExportFilter) -> None:
        self.count = 0
        """Sessions read so far."""
        self.left_out: list[Problem] = []
        """Why sessions are missing in the export; complete when the last one has been read."""
        sessions = iter_sessions(folder, wanted, self.left_out)
        first = next(sessions, None)
        if first is None:
            raise _nothing(folder, self.left_out)
        self.first = first
        """The oldest."""
        self._sessions = chain((first,), sessions)

    def __iter__(self) -> Iterator[RawSession]:
        for session in self._sessions:
            self.count += 1
            yield session


def _nothing(folder: Path, left_out: Sequence[Problem]) -> NothingToExportError:
    if left_out:
        others = with_others(left_out, CHECK)
        return NothingToExportError(f"no file of the history can be read: {others}", unreadable=True)
    if not os.path.lexists(folder):
        return NothingToExportError(f"no history in {folder}")
    if not folder.is_dir():
        return NothingToExportError(f"{folder}: can't be read as a folder", unreadable=True)
    return NothingToExportError("no session matches")


def own_folder(target: Path, folders: Iterable[Path]) -> Path | None:
    """Return which of the program's own folders a target is, or is in, links followed; None for neither.

    Args:
        target: where something is to be written; it may be missing.
        folders: the folders in which only the program writes.
    """
    try:
        real = Path(os.path.realpath(target))
    except ValueError:  # no file can have this name
        return None
    path_and_parents = (real, *real.parents)
    for folder in folders:
        with contextlib.suppress(OSError):
            status = folder.stat()
            for path in path_and_parents:
                with contextlib.suppress(OSError):
                    if os.path.samestat(path.stat(), status):
                        return folder
        if Path(os.path.realpath(folder)) in path_and_parents:
            return folder
    return None


def pieces(
    file_format: ExportFormat, sessions: Iterable[RawSession], names: SetNamer, forms: SetNamer
) -> Iterator[bytes]:
    """Yield the one file that holds sessions, piece by piece.

    Args:
        file_format: a format with one file for all sessions.
        sessions: what is in it.
        names: returns the name of the exercise of a set.
        forms: returns the form of the exercise of a set in words.
    """
    if file_format.key == "json":
        return document(session.data for session in sessions)
    if file_format.key == "strong":
        return strong((session.record for session in sessions), names, forms)
    return sheet(sessions, names)


def to_file(
    path: Path, file_format: ExportFormat, sessions: Iterable[RawSession], names: SetNamer, forms: SetNamer
) -> None:
    """Write the one file that holds sessions, completely or not at all.

    A spreadsheet begins with a byte order mark, without which Excel does not read it as UTF-8.

    Raises:
        OSError: it could not be written.
    """
    with atomic.writing(path, keep_mode=True) as file:
        if file_format.key == "csv":
            file.write(MARK)
        for piece in pieces(file_format, sessions, names, forms):
            file.write(piece)


def file_stem(record: Record) -> str:
    """Return the name of a file for one session, without its ending: the name that its file in the history has."""
    return Store(Path()).path_of(record).stem


def fit_files(
    sessions: Iterable[RawSession], names: SetNamer, assets: Path, left_out: list[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield a FIT file for each session: its name, and its bytes.

    Args:
        sessions: the sessions.
        names: returns the name of the exercise of a set.
        assets: the folder of the table of Garmin's names.
        left_out: a sentence is appended for each session that makes no file.
    """
    from runstrength.history.export.fit import activity, read_names

    profile = read_names(assets)
    for session in sessions:
        try:
            data = activity(session.record, profile, names)
        except ValueError as error:
            left_out.append(f"{session.record.id} isn't exported: {error}")
        else:
            yield f"{file_stem(session.record)}.fit", data


class ExportResult(Struct, frozen=True):
    """What was exported."""

    path: Path
    """The file, or the folder of the files."""
    count: int
    """How many sessions are in it."""
    without_file: int
    """How many sessions make no file in this format."""
    unreadable: int
    """How many files of the history could not be read."""


class Exporter(Struct, frozen=True):
    """Exports sessions to files that do not exist yet."""

    store: Store
    exercises: Mapping[str, Exercise]
    assets: Path
    folder: Path
    """The folder for the files; created if it is missing."""
    today: date
    """It is part of the name of a file with more than one session."""

    def export(
        self, file_format: ExportFormat, ids: Collection[str] | None, stopped: Callable[[], bool]
    ) -> ExportResult:
        """Export sessions.

        Args:
            file_format: the format.
            ids: which sessions; None for all.
            stopped: returns whether to stop; another thread may decide that.

        Raises:
            ExportError: there is nothing to write, it failed or was stopped; nothing of it is left.
        """
        try:
            sessions = Selection(self.store.folder, ExportFilter(kinds=file_format.kinds, ids=ids))
        except NothingToExportError as nothing:
            if nothing.unreadable:
                raise ExportError(f"Nothing exported: {printable(str(nothing))}.") from None
            which = "" if "run" in file_format.kinds else "with sets "
            raise ExportError(f"Nothing exported: no sessions {which}to export.") from None
        stem = file_stem(sessions.first.record) if ids is not None and len(ids) == 1 else ""
        sessions_left, left_out = until(stopped, sessions), list[str]()
        try:
            atomic.private_folder(self.folder)
            if file_format.ending:
                path = self._file(file_format, sessions_left, stem)
            else:
                path, written = self._fit(sessions_left, stem, left_out)
        except OSError as error:
            raise ExportError(f"Nothing exported ({error}).") from None
        count = sessions.count if file_format.ending else written
        return ExportResult(path, count, len(left_out), len(sessions.left_out))

    def _file(self, file_format: ExportFormat, sessions: Iterator[RawSession], stem: str) -> Path:
        """Write all sessions to one file, and return it."""
        path = atomic.free_path(self.folder / f"{stem or self._name}{file_format.ending}", "-")
        to_file(path, file_format, sessions, set_namer(self.exercises), form_namer(self.exercises))
        return path

    def _fit(self, sessions: Iterator[RawSession], stem: str, left_out: list[str]) -> tuple[Path, int]:
        """Write a file for each session, in a new folder unless it is one session; return where, and how many."""
        folder = self.folder if stem else atomic.free_path(self.folder / f"{self._name}-fit", "-")
        written: list[Path] = []
        try:
            for name, data in fit_files(sessions, set_namer(self.exercises), self.assets, left_out):
                path = atomic.free_path(atomic.private_folder(folder) / name, "-")
                atomic.write(path, data)
                written.append(path)
        except BaseException:
            _remove(written, None if stem else folder)
            raise
        if not written:
            raise ExportError(f"Nothing exported: {left_out[0]}.")
        return written[0] if stem else folder, len(written)

    @property
    def _name(self) -> str:
        return f"runstrength-{self.today.isoformat()}"


def _remove(files: Iterable[Path], folder: Path | None) -> None:
    """Remove files, and the folder that was created for them."""
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink()
    if folder is not None:
        with contextlib.suppress(OSError):
            folder.rmdir()
