"""Whether a file is in somebody's hands: a lock that the system takes back when its process ends, however it ends."""

from __future__ import annotations

import sys
import time
from typing import Final

WAITS: Final = (0.0, 0.01, 0.02, 0.04)
"""Seconds before each attempt to lock: who only looks is in the way for less than that."""


def hold(handle: int) -> bool:
    """Lock a file, open for reading and writing, until it is closed; tell whether nobody else holds it.

    A file system without locks is taken at its word that nobody does.
    """
    for wait in WAITS:
        time.sleep(wait)
        if _lock(handle):
            return True
    return False


def held(handle: int) -> bool:
    """Tell whether somebody holds a file, open for reading and writing; who holds it must close it to let go."""
    return not _lock(handle, shared=True)


if sys.platform == "win32":
    import msvcrt
    import os

    _FAR: Final = 1 << 40
    """A place that no file reaches, for what is locked cannot be read."""

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
