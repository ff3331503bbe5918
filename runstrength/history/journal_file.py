"""The journal of a running session on the disk: one file, which only its own process writes.

It is made when the session's clock starts; every line is on the disk before the session goes on. Where a line cannot be
written the session goes on all the same: the line is kept and written with the next one.
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
from runstrength.session.commands import LEAD_IN

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from runstrength.history.journal import Reading
    from runstrength.session.commands import Command
    from runstrength.session.engine import Session

TRASH: Final = ".trash"
"""The folder of what was thrown away, in the journals' own."""
SUFFIX: Final = ".jsonl"

KEPT: Final = timedelta(days=90)
"""How long a journal lies in the trash."""
UNBEGUN: Final = timedelta(days=1)
"""How old a journal is, of which not even the first line was finished, when it is taken away."""

_FLAGS: Final = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)


class JournalLockedError(HistoryError):
    """Another process runs this session."""


class Journal:
    """Writes down what happens to one session, as its observer.

    Args:
        folder: of the journals; made when it is needed.
        id_: the identity of the session.
        now: tells the time of day.
    """

    def __init__(self, folder: Path, id_: str, now: Callable[[], datetime]) -> None:
        self.id = id_
        self.head: JournalHead | None = None
        """What the session is; None before its clock started."""
        self.away = 0.0
        """Seconds for which it had been interrupted."""
        self.trouble = ""
        """Why not all of it is on the disk; nothing where it is."""
        self.path = folder / f"{id_}{SUFFIX}"
        self._now = now
        self._handle: int | None = None
        self._size = 0
        """Bytes that are on the disk."""
        self._owed = b""
        """Lines that are not."""
        self._runs = False
        """This process has written its first line."""
        self._damaged = b""
        """The file as it was found, where not all of it can be used."""
        self._over = False

    # -- the session under way -----------------------------------------------------------------------------------------

    def __call__(self, session: Session, told: Command | None, seen: float, now: float) -> None:
        """Write down one call of the engine; it is on the disk when this returns, or `trouble` says why not."""
        if self._over:
            return
        if not self._runs:
            self._runs = True
            self._owed += self._opening(session)
        self._owed += encode_line(line_for_call(session, told, seen, now))
        self.flush()

    def flush(self) -> None:
        """Write what is not on the disk yet, or try to: `trouble` says why not."""
        if self._over or not (self._owed or self._is_gone()):
            return
        try:
            self._write()
        except OSError as error:
            self.trouble = (error.strerror or str(error)).lower()
        else:
            self.trouble = ""

    def _opening(self, session: Session) -> bytes:
        """Return the lines that come first when the clock starts, or starts again."""
        wall, first = self._now(), b""
        if self.head is None:
            self.head = JournalHead(id=self.id, started=wall, plan=session.plan)
            first = encode_line(self.head)
        self.away = max(self.away, seconds_away(self.head, wall, session.state.offset))
        run = JournalRun(now=wall, pid=os.getpid(), wait=session.wait, gap=session.gap, lead_in=LEAD_IN)
        return first + encode_line(run)

    def _is_gone(self) -> bool:
        """Tell whether the file was deleted, or another one put in its place, while it was written."""
        if self._handle is None or not self._size:
            return False
        try:
            return not os.path.samestat(os.fstat(self._handle), os.stat(self.path))  # noqa: PTH116
        except OSError:
            return True

    def _write(self) -> None:
        if self._handle is not None and self._is_gone():  # what it held can still be read, and is written anew
            os.lseek(self._handle, 0, os.SEEK_SET)
            is_locked = b""
            while piece := os.read(self._handle, self._size - len(is_locked)):
                is_locked += piece
            os.close(self._handle)
            self._handle, self._size, self._owed = None, 0, is_locked + self._owed
            self.path = atomic.free(self.path)
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
        """Whether the clock has started and the session can be gone on with from the file."""
        return self._handle is not None and self._runs

    @property
    def whole(self) -> bool:
        """Whether all that happened is on the disk."""
        return self._handle is not None and not self._owed

    # -- its end -------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of the file, which stays."""
        self._over = True
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):  # it is closed all the same, and every line of it was flushed
                os.close(handle)

    def remove(self) -> None:
        """Take the file away, for the session is in the history; one that is damaged goes to the trash."""
        self.close()
        if self._damaged:
            with contextlib.suppress(OSError):
                self.discard()
            return
        with contextlib.suppress(OSError):  # the next start sees that it is in the history, and tries again
            self.path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Move the file to the trash, from where what has lain there for long is taken away.

        Raises:
            OSError: it could not be moved; it is where it was.
        """
        self.close()
        if self.path.exists():
            atomic.private_folder(self._trash)
            target = self._trash / self.path.name
            atomic.move(self.path, target)
            with contextlib.suppress(OSError):
                os.utime(target)  # from now on it lies there
            sweep(self._trash, self._now() - KEPT)

    @property
    def _trash(self) -> Path:
        return self.path.parent / TRASH

    # -- a session that was interrupted --------------------------------------------------------------------------------

    @classmethod
    def take(cls, path: Path, now: Callable[[], datetime]) -> tuple[Journal, Reading]:
        """Take over the journal of a session that was interrupted: from now on it is in no other process's hands.

        Nothing in it is changed before the session's clock starts again.

        Raises:
            JournalLockedError: its process still runs, or another one has taken it or done away with it.
            JournalError: nothing can be made of it.
            OSError: it cannot be opened.
        """
        handle = os.open(path, _FLAGS)
        try:
            data, reading = _taken(handle, path)
        except BaseException:
            os.close(handle)
            raise
        journal = cls(path.parent, reading.head.id, now)
        journal.path, journal.head, journal.away = path, reading.head, reading.away
        journal._handle, journal._size = handle, reading.whole
        journal._damaged = data if reading.damage else b""
        return journal, reading


def sweep(folder: Path, before: datetime, *, unbegun: bool = False) -> None:
    """Take away the journals in a folder that were changed last before a moment.

    Args:
        folder: where they are.
        before: the moment.
        unbegun: only those of which not even the first line was finished: what a kill at the very start leaves.
    """
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            with contextlib.suppress(OSError, JournalError):
                status = path.lstat()  # reading a pipe would wait for ever
                old = path.suffix == SUFFIX and stat.S_ISREG(status.st_mode) and status.st_mtime < before.timestamp()
                if old and not (unbegun and read(path.read_bytes()) is not None):
                    path.unlink()


def _taken(handle: int, path: Path) -> tuple[bytes, Reading]:
    if not try_lock(handle) or not os.fstat(handle).st_nlink:
        raise JournalLockedError(f"{path.name} is in the hands of another process")
    data = path.read_bytes()
    reading = read(data)
    if reading is None:
        raise JournalError("not even its first line was finished")
    return data, reading
