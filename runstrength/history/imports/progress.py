"""The progress of a long import: how many files or sessions are done, for a line of the terminal and of the app."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

Progress = Callable[[int, int], None]
"""Told how many are done, and how many there are."""

EVERY: Final = 0.1
"""Seconds between two looks of a person."""
BAR: Final = 20
"""Columns of the bar."""


def unseen(_done: int, _count: int) -> None:
    """Show no progress."""


def progress_text(what: str, done: int, count: int) -> str:
    """Return a line: `Reading ━━━━━───── 12 of 300`.

    Args:
        what: what is done.
        done: how many are done.
        count: how many there are.
    """
    filled = BAR * min(done, count) // max(1, count)
    return f"{what} {'━' * filled}{'─' * (BAR - filled)} {done:,} of {count:,}"


def seldom(progress: Progress, clock: Callable[[], float] = time.monotonic) -> Progress:
    """Return a progress that is passed on at most every `EVERY` seconds, and when all is done.

    Args:
        progress: gets it.
        clock: returns seconds.
    """
    last = -EVERY

    def told(done: int, count: int) -> None:
        nonlocal last
        now = clock()
        if now - last >= EVERY or done >= count:
            last = now
            progress(done, count)

    return told


def counting(stopped: Callable[[], bool], progress: Progress, count: int) -> Callable[[], bool]:
    """Return a `stopped` that counts how often it is asked: once before each of the things that are done.

    Args:
        stopped: returns whether to stop.
        progress: told the count.
        count: how many there are.
    """
    done = 0

    def asked() -> bool:
        nonlocal done
        progress(min(done, count), count)
        done += 1
        return stopped()

    return asked
