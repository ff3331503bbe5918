"""Writes the journal of a running session: one file, which only the session's own process writes.

The file is created when the session's clock starts, and every line is flushed to the disk before the session continues.
If a line cannot be written, the session continues, and the line is written together with the next one.
"""

from __future__ import annotations

import contextlib
import os
import stat
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from runstrength import atomic
from runstrength.history.errors import HistoryError
from runstrength.history.journal import (
    JournalError,
    JournalHead,
    JournalRun,
    encode_line,
    line_for_call,
    read,
    seconds_away,
)
from runstrength.history.locks import try_lock
from runstrength.locations import TRASH
from runstrength.session.commands import LEAD_IN
from runstrength.text import os_reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from runstrength.history.journal import Reading
    from runstrength.session.commands import Command
    from runstrength.session.engine import Session

SUFFIX: Final = ".jsonl"

TRASH_RETENTION: Final = timedelta(days=90)
"""How long a journal stays in the trash."""
UNSTARTED_RETENTION: Final = timedelta(days=1)
"""The age at which a journal with an incomplete first line is deleted."""

_FLAGS: Final = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)


class JournalLockedError(HistoryError):
    """Another process runs this session."""


class Journal:
    """Writes every change of one session, as its observer.

    Args:
        folder: the folder of the journals; created when it is needed.
        id_: the id of the session.
        now: returns the time of day.
    """

    def __init__(self, folder: Path, id_: str, now: Callable[[], datetime]) -> None:
        self.id = id_
        self.head: JournalHead | None = None
        """The first line; None before the session's clock has started."""
        self.away = 0.0
        """Seconds for which it had been interrupted."""
        self.error = ""
        """Why the file is incomplete; empty if it is complete."""
        self.path = folder / f"{id_}{SUFFIX}"
        self._now = now
        self._handle: int | None = None
        self._size = 0
        """Bytes on the disk."""
        self._owed = b""
        """Lines that are not on the disk yet."""
        self._runs = False
        """Whether this process has written its first line."""
        self._damaged = b""
        """The original bytes of a file that is partly damaged."""
        self._over = False

    # -- the session under way -----------------------------------------------------------------------------------------

    def __call__(self, session: Session, command: Command | None, seen: float, now: float) -> None:
        """Write one call of the engine to the disk; if that fails, `error` tells why."""
        if self._over:
            return
        if not self._runs:
            self._runs = True
            self._owed += self._opening(session)
        self._owed += encode_line(line_for_call(session, command, seen, now))
        self.flush()

    def flush(self) -> None:
        """Write what is not on the disk yet; if that fails, `error` tells why."""
        if self._over or not (self._owed or self._is_gone()):
            return
        try:
            self._write()
        except OSError as error:
            self.error = os_reason(error).lower()
        else:
            self.error = ""

    def _opening(self, session: Session) -> bytes:
        """Return the lines that come first when the clock starts or resumes."""
        wall, first = self._now(), b""
        if self.head is None:
            self.head = JournalHead(id=self.id, started=wall, plan=session.plan)
            first = encode_line(self.head)
        self.away = max(self.away, seconds_away(self.head, wall, session.state.offset))
        run = JournalRun(now=wall, pid=os.getpid(), wait=session.wait, gap=session.gap, lead_in=LEAD_IN)
        return first + encode_line(run)

    def _is_gone(self) -> bool:
        """Return whether the file was deleted or replaced while it was written."""
        if self._handle is None or not self._size:
            return False
        try:
            return not os.path.samestat(os.fstat(self._handle), os.stat(self.path))  # noqa: PTH116
        except OSError:
            return True

    def _write(self) -> None:
        if self._handle is not None and self._is_gone():  # its content can still be read, and is written again
            os.lseek(self._handle, 0, os.SEEK_SET)
            is_locked = b""
            while piece := os.read(self._handle, self._size - len(is_locked)):
                is_locked += piece
            os.close(self._handle)
            self._handle, self._size, self._owed = None, 0, is_locked + self._owed
            self.path = atomic.free_path(self.path)
        if self._handle is None:
            atomic.private_folder(self.path.parent)
            self._handle = os.open(self.path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
            try_lock(self._handle)
        if not self._size:
            atomic.sync_folder(self.path.parent)
        if self._damaged:
            atomic.private_folder(self._trash)
            atomic.write(self._trash / self.path.name, self._damaged)
            self._damaged = b""
        if os.fstat(self._handle).st_size != self._size:  # a part of what could not be written whole
            os.ftruncate(self._handle, self._size)
        rest = memoryview(self._owed)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        os.fsync(self._handle)
        self._size, self._owed = self._size + len(self._owed), b""

    @property
    def open(self) -> bool:
        """Whether the clock has started and the session can be resumed from the file."""
        return self._handle is not None and self._runs

    @property
    def whole(self) -> bool:
        """Whether every change is on the disk."""
        return self._handle is not None and not self._owed

    # -- its end -------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the file; it stays."""
        self._over = True
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):  # it is closed all the same, and every line of it was flushed
                os.close(handle)

    def remove(self) -> None:
        """Delete the file, because the session is in the history; a damaged file goes to the trash."""
        self.close()
        if self._damaged:
            with contextlib.suppress(OSError):
                self.discard()
            return
        with contextlib.suppress(OSError):  # the next start sees that it is in the history, and tries again
            self.path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Move the file to the trash, and delete what has been there for too long.

        Raises:
            OSError: it could not be moved; it is where it was.
        """
        self.close()
        if self.path.exists():
            atomic.private_folder(self._trash)
            target = self._trash / self.path.name
            atomic.move(self.path, target)
            with contextlib.suppress(OSError):
                os.utime(target)  # from now on it is there
            delete_old(self._trash, self._now() - TRASH_RETENTION)

    @property
    def _trash(self) -> Path:
        return self.path.parent / TRASH

    # -- a session that was interrupted --------------------------------------------------------------------------------

    @classmethod
    def claim(cls, path: Path, now: Callable[[], datetime]) -> tuple[Journal, Reading]:
        """Open and lock the journal of an interrupted session; it does not change before the session's clock resumes.

        Raises:
            JournalLockedError: its process still runs, or another process has taken or deleted it.
            JournalError: it cannot be used at all.
            OSError: it cannot be opened.
        """
        handle = os.open(path, _FLAGS)
        try:
            data, reading = _read_claimed(handle, path)
        except BaseException:
            os.close(handle)
            raise
        journal = cls(path.parent, reading.head.id, now)
        journal.path, journal.head, journal.away = path, reading.head, reading.away
        journal._handle, journal._size = handle, reading.whole
        journal._damaged = data if reading.damage else b""
        return journal, reading


def delete_old(folder: Path, before: datetime, *, unstarted: bool = False) -> None:
    """Delete the journals in a folder that were last changed before a moment.

    Args:
        folder: their folder.
        before: the moment.
        unstarted: only those with an incomplete first line, which a kill at the very start leaves behind.
    """
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            with contextlib.suppress(OSError, JournalError):
                status = path.lstat()  # reading a pipe would block
                old = path.suffix == SUFFIX and stat.S_ISREG(status.st_mode) and status.st_mtime < before.timestamp()
                if old and not (unstarted and read(path.read_bytes()) is not None):
                    path.unlink()


def _read_claimed(handle: int, path: Path) -> tuple[bytes, Reading]:
    if not try_lock(handle) or not os.fstat(handle).st_nlink:
        raise JournalLockedError(f"another runstrength has {path.name} open")
    data = path.read_bytes()
    reading = read(data)
    if reading is None:
        raise JournalError("its first line is incomplete")
    return data, reading
