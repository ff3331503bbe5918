"""The display is kept awake while a session is led: best effort, in a thread of its own, which nobody waits for.

Whoever keeps it awake for us (the desktop over D-Bus, `caffeinate`, Windows) stops when this process ends, however it
ends. wakepy is imported when a session starts: the first frame needs it not, and it may take a moment to be answered.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final

PATIENCE: Final = 1.0
"""Seconds that the end of the program waits for the display to be let go."""

Mode = AbstractContextManager[Any]


def presenting() -> Mode:
    """Return wakepy's mode in which the display stays on; it never fails, but may do nothing."""
    from wakepy import keep

    return keep.presenting(on_fail="pass")


class Awake:
    """Keeps the display awake from `hold` to `release`.

    Args:
        mode: makes what is entered and left; for tests.
    """

    def __init__(self, mode: Callable[[], Mode] = presenting) -> None:
        self._mode = mode
        self._let_go = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def held(self) -> bool:
        """Whether somebody wants the display awake."""
        return self._thread is not None

    def hold(self) -> None:
        """Keep the display awake from now on; returns at once."""
        if self._thread is None:
            self._let_go = threading.Event()
            self._thread = threading.Thread(target=self._keep, args=(self._let_go,), name="awake", daemon=True)
            self._thread.start()

    def release(self, patience: float = 0.0) -> None:
        """Let it sleep again.

        Args:
            patience: seconds to wait until it has been let go.
        """
        self._let_go.set()
        if self._thread is not None and patience:
            self._thread.join(patience)
        self._thread = None

    def _keep(self, let_go: threading.Event) -> None:
        # A session without it is still a session, whatever the machine's desktop is up to.
        try:
            with self._mode():
                let_go.wait()
        except Exception:  # noqa: S110
            pass


def works(mode: Callable[[], Mode] = presenting) -> tuple[bool, str]:
    """Try it for a moment; tell whether the display would stay awake, and by what, or what was tried."""
    try:
        with mode() as active:
            how = str(active.active_method or "")
            return bool(active.active), how if active.active else "no way was found"
    except Exception as error:  # whatever a desktop answers
        return False, f"{type(error).__name__}: {error}"
