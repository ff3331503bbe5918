"""Sessions in the forms that other programs take, as the bytes of files."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from runstrength import atomic
from runstrength.history.errors import HistoryError
from runstrength.history.export.csv import MARK, Names, sheet, strong
from runstrength.history.export.document import Wanted, Whole, document, each

if TYPE_CHECKING:
    from runstrength.session.record import Record
    from runstrength.toml_input import Problem

T = TypeVar("T")


class ExportError(HistoryError):
    """The export failed; the text says why. Nothing of it is left."""


class NothingToExportError(ExportError):
    """No session can be exported, so that no file must be made or replaced; the sentence says why."""

    def __init__(self, text: str, *, unreadable: bool = False) -> None:
        super().__init__(text)
        self.unreadable = unreadable
        """There is a history, and none of it could be read."""


def until(stopped: Callable[[], bool], items: Iterable[T]) -> Iterator[T]:
    """Yield items until `stopped` returns True, which another thread may decide.

    Raises:
        ExportError: it was stopped.
    """
    for item in items:
        if stopped():
            raise ExportError("It was stopped.")
        yield item


class Selection:
    """The sessions of an export, the oldest first, each read when it is its turn.

    Args:
        folder: the history's folder.
        wanted: which sessions.

    Raises:
        NothingToExportError: the history is not there, can't be read, or has no such session.
    """

    def __init__(self, folder: Path, wanted: Wanted) -> None:
        self.count = 0
        """How many have been read so far."""
        self.left_out: list[Problem] = []
        """What could not be read, and is therefore missing in the export; complete when the last one has been read."""
        sessions = each(folder, wanted, self.left_out)
        first = next(sessions, None)
        if first is None:
            raise _nothing(folder, self.left_out)
        self.first = first
        """The oldest."""
        self._sessions = chain((first,), sessions)

    def __iter__(self) -> Iterator[Whole]:
        for one in self._sessions:
            self.count += 1
            yield one


def _nothing(folder: Path, left_out: Sequence[Problem]) -> NothingToExportError:
    if left_out:
        more = f" (and {len(left_out) - 1:,} more, see: runstrength history check)" if len(left_out) > 1 else ""
        return NothingToExportError(f"nothing of the history could be read: {left_out[0]}{more}", unreadable=True)
    if not os.path.lexists(folder):
        return NothingToExportError(f"there is no history in {folder}")
    if not folder.is_dir():
        return NothingToExportError(f"{folder}: is not a folder that can be read", unreadable=True)
    return NothingToExportError("there is no such session")


def own_folder(target: Path, folders: Iterable[Path]) -> Path | None:
    """Return which of the program's own folders a target is, or lies in, whatever links lead there; None for neither.

    Args:
        target: where something is to be written; need not be there yet.
        folders: those in which only the program writes.
    """
    try:
        real = Path(os.path.realpath(target))
    except ValueError:  # no file can have this name
        return None
    ways = (real, *real.parents)
    for folder in folders:
        with contextlib.suppress(OSError):
            status = folder.stat()
            for way in ways:
                with contextlib.suppress(OSError):
                    if os.path.samestat(way.stat(), status):
                        return folder
        if Path(os.path.realpath(folder)) in ways:
            return folder
    return None


def pieces(form: str, sessions: Iterable[Whole], names: Names) -> Iterator[bytes]:
    """Return the one file that holds sessions, piece by piece.

    Args:
        form: `json`, `csv` or `strong`.
        sessions: what is in it.
        names: how exercises are called.
    """
    if form == "json":
        return document(one.data for one in sessions)
    if form == "strong":
        return strong((one.record for one in sessions), names)
    return sheet(sessions, names)


def to_file(path: Path, form: str, sessions: Iterable[Whole], names: Names) -> None:
    """Write the one file that holds sessions, whole or not at all.

    What a spreadsheet will open begins with a mark, without which Excel does not take it for UTF-8.

    Raises:
        OSError: it could not be written.
    """
    with atomic.writing(path, keep_mode=True) as file:
        if form == "csv":
            file.write(MARK)
        for piece in pieces(form, sessions, names):
            file.write(piece)


def fit_files(
    sessions: Iterable[Whole], names: Names, assets: Path, left_out: list[str]
) -> Iterator[tuple[Record, bytes]]:
    """Yield each session with its FIT file.

    Args:
        sessions: what is taken along.
        names: how exercises are called.
        assets: where the profile's names are.
        left_out: where it is noted which sessions make no file, and why.
    """
    from runstrength.history.export.fit import activity, read_names

    profile = read_names(assets)
    for one in sessions:
        try:
            data = activity(one.record, profile, names)
        except ValueError as error:
            left_out.append(f"{one.record.id} is left out: {error}")
        else:
            yield one.record, data
