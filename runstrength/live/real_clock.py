"""The clock of real seconds."""

from __future__ import annotations

import sys
import time


def real_clock() -> float:
    """Return seconds of a clock that also runs while the machine sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()
