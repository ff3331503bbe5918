"""Takes back the last import: a file beside the history's folder says what it added.

The file is written before the first session of an import and again after the last, so an import that was killed can be
taken back too. A session that was changed since goes to the trash instead of being removed: nothing a person wrote is
lost. An import that adds nothing leaves the file alone.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from runstrength import atomic
from runstrength.history.errors import HistoryError
from runstrength.history.files import IDENTITIES, read_bytes, scan
from runstrength.history.store import Store

FILE: Final = "last-import.json"
"""Its name; not in the history's folder, where every file is a session."""


class NothingToUndoError(HistoryError):
    """There is no import to take back."""


class ImportLog(Struct):
    """What one import adds."""

    added: dict[str, str] = {}
    """By the id of each session the hash of its file; empty before it is written."""
    finished: bool = False
    """Whether it came to its end; the next import continues one that was stopped, and both are taken back together."""

    def begin(self, store: Store, ids: Iterable[str]) -> ImportLog | None:
        """Write what is about to be added, and return what the import before added.

        Raises:
            OSError: it could not be written.
        """
        before = last_import(store)
        if before is not None and not before.finished:
            self.added = before.added | self.added
        self.added |= dict.fromkeys(ids, "")
        self.finished = False
        self.write(store)
        return before

    def take_back(self, store: Store, before: ImportLog | None) -> None:
        """Write what was there before an import that failed, as far as that is possible."""
        with contextlib.suppress(OSError):
            if before is not None:
                before.write(store)
            else:
                _path(store).unlink()

    def write(self, store: Store) -> None:
        """Write it beside the history's folder, instead of that of the import before.

        Raises:
            OSError: it could not be written.
        """
        with atomic.writing(_path(store)) as file:
            file.write(msgspec.json.encode(self))


_LOG: Final = msgspec.json.Decoder(ImportLog)


class UndoResult(Struct, frozen=True):
    """What was taken back."""

    removed: tuple[str, ...]
    """The ids of the sessions that are gone."""
    in_trash: tuple[str, ...]
    """The ids of those that were changed since, and are in the trash."""

    @property
    def count(self) -> int:
        """How many sessions were taken back."""
        return len(self.removed) + len(self.in_trash)


def _path(store: Store) -> Path:
    return store.folder.parent / FILE


def hash_of(data: bytes) -> str:
    """Return what tells whether a file was changed."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def last_import(store: Store) -> ImportLog | None:
    """Return what the last import added; None if there is none, or it was taken back."""
    try:
        return _LOG.decode(_path(store).read_bytes())
    except (OSError, ValueError):
        return None


def undo_import(store: Store) -> UndoResult:
    """Take back the last import.

    Raises:
        NothingToUndoError: there is none.
        BusyError: another process was changing the history for too long.
        OSError: a file could not be removed; the rest is still there, and undo can be repeated.
    """
    if last_import(store) is None:
        raise NothingToUndoError("No import to undo.")
    with store.alone():
        log = last_import(store)
        if log is None:  # another process was faster
            raise NothingToUndoError("No import to undo.")
        removed: list[str] = []
        in_trash: list[str] = []
        for entry in scan(store.folder, IDENTITIES)[0]:
            if (added := log.added.get(entry.item.id)) is None:
                continue
            if added == hash_of(read_bytes(entry.file)[0]):
                entry.path.unlink()
                removed.append(entry.item.id)
            else:
                store.to_trash(entry.path)
                in_trash.append(entry.item.id)
        for folder in {entry for entry in store.folder.iterdir() if entry.is_dir()} if removed else ():
            with contextlib.suppress(OSError):
                atomic.sync_folder(folder)
        with contextlib.suppress(FileNotFoundError):
            _path(store).unlink()
    return UndoResult(tuple(removed), tuple(in_trash))
