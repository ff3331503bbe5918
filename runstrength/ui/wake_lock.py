"""Keeps the display awake during a session, as far as possible, in a separate thread.

The system (the desktop over D-Bus, `caffeinate`, Windows) releases the lock when this process ends in any way. wakepy
is imported when a session starts, because the first frame does not need it and the system may answer slowly.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final

RELEASE_TIMEOUT: Final = 1.0
"""Seconds that the end of the program waits for the release."""

Mode = AbstractContextManager[Any]


def presenting() -> Mode:
    """Return wakepy's mode that keeps the display on; it never fails, but may have no effect."""
    from wakepy import keep

    return keep.presenting(on_fail="pass")


class WakeLock:
    """Keeps the display awake from `acquire` to `release`.

    Args:
        mode: returns the context manager of the lock; replaced in tests.
    """

    def __init__(self, mode: Callable[[], Mode] = presenting) -> None:
        self._mode = mode
        self._released = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_held(self) -> bool:
        """Whether the lock is held or requested."""
        return self._thread is not None

    def acquire(self) -> None:
        """Keep the display awake from now on; does not block."""
        if self._thread is None:
            self._released = threading.Event()
            self._thread = threading.Thread(target=self._hold, args=(self._released,), name="awake", daemon=True)
            self._thread.start()

    def release(self, timeout: float = 0.0) -> None:
        """Release the lock.

        Args:
            timeout: seconds to wait for the release.
        """
        self._released.set()
        if self._thread is not None and timeout:
            self._thread.join(timeout)
        self._thread = None

    def _hold(self, released: threading.Event) -> None:
        # A session works without the lock, whatever error the desktop returns.
        try:
            with self._mode():
                released.wait()
        except Exception:  # noqa: S110
            pass


def works(mode: Callable[[], Mode] = presenting) -> tuple[bool, str]:
    """Take the lock for a moment; return whether it works, and the method, or what was tried."""
    try:
        with mode() as active:
            method = str(active.active_method or "")
            return bool(active.active), method if active.active else "can't keep the screen awake"
    except Exception as error:  # of any kind
        return False, f"{type(error).__name__}: {error}"
