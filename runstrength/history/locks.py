"""Locks on files and folders, which the system releases when their process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Final

from runstrength.history.errors import HistoryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAITS: Final = (0.0, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
"""Seconds before each attempt to lock: a process that only checks a lock holds it for less, on a busy machine too."""

POLL: Final = 0.02
"""Seconds between attempts to lock a folder that another process has locked."""
QUIET: Final = 0.5
"""Seconds after which waiting is reported."""
PATIENCE: Final = 60.0
"""Seconds after which waiting ends: an import of ten thousand sessions takes less."""
BRIEF: Final = 1.0
"""The same for a screen, which cannot be drawn meanwhile: it shows an error, and the person tries again."""
LOCK_FILE: Final = ".lock"
"""The file that is locked where the system cannot lock a folder (Windows)."""


class BusyError(HistoryError, TimeoutError):
    """Another process had the folder locked for too long; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("another runstrength is changing the history: try again when it is done")


@contextlib.contextmanager
def alone(folder: Path, waiting: Callable[[], object] | None = None, *, patience: float = PATIENCE) -> Iterator[None]:
    """Lock a folder against other processes and threads, for a `with` block.

    A missing folder, or one on a file system without locks, is not locked.

    Args:
        folder: the folder.
        waiting: called once if it takes noticeably long.
        patience: seconds to wait at the most.

    Raises:
        BusyError: another process held the lock all the time.
    """
    handle = _open(folder)
    if handle is None:
        yield
        return
    try:
        _wait(handle, waiting, patience)
        yield
    finally:
        os.close(handle)


def _open(folder: Path) -> int | None:
    try:
        if sys.platform == "win32":
            return os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None


def _wait(handle: int, waiting: Callable[[], object] | None, patience: float) -> None:
    began = time.monotonic()
    while not _lock(handle):
        waited = time.monotonic() - began
        if waited >= patience:
            raise BusyError
        if waiting is not None and waited >= QUIET:
            waiting()
            waiting = None
        time.sleep(POLL)


def try_lock(handle: int) -> bool:
    """Lock a file, open for reading and writing, until it is closed; return whether that succeeded.

    On a file system without locks it always succeeds.
    """
    for wait in WAITS:
        time.sleep(wait)
        if _lock(handle):
            return True
    return False


def is_locked(handle: int) -> bool:
    """Return whether another process has locked a file; the file is open for reading and writing."""
    return not _lock(handle, shared=True)


if sys.platform == "win32":
    import msvcrt

    _FAR: Final = 1 << 40
    """An offset beyond the end of any file, because locked bytes cannot be read."""

    def _lock(handle: int, *, shared: bool = False) -> bool:  # noqa: ARG001 - there is only one kind
        at = os.lseek(handle, 0, os.SEEK_CUR)
        try:
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, at, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int, *, shared: bool = False) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
