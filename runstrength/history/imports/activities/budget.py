"""Limits what one import reads and computes: every reader counts here.

Bytes are counted as they are read and as they are unpacked. Steps stand for work: elements of XML, rows and lines of a
table, messages of a FIT file, entries of an archive. Seconds limit what the steps do not cover.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from runstrength.history.imports.activities.values import ActivityFileError

MAX_BYTES: Final = 100_000_000
"""Bytes of a file, and of all members of an archive together; a day of running is far smaller."""
MAX_STEPS: Final = 3_000_000
"""Steps of a file or a member of an archive; a week with a point per second and four elements each needs fewer."""
MAX_CPU_SECONDS: Final = 30.0
"""Seconds of processor time for a file or a whole archive."""
EVERY: Final = 1_000
"""Steps between two checks of the time."""


class Budget:
    """The limits of one file or one archive.

    Args:
        clock: returns the processor time of this thread, in seconds.
        stopped: returns whether to stop; another thread may decide that.
    """

    def __init__(
        self, clock: Callable[[], float] = time.thread_time, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self._clock = clock
        self._stopped = stopped
        self._began = clock()
        self.read = 0
        """Bytes read so far."""
        self.unpacked = 0
        """Bytes unpacked so far."""
        self.steps = 0
        """Steps so far."""
        self.spent = False
        """Whether a limit of the whole archive is reached."""
        self._before = 0

    def count_read(self, count: int) -> None:
        """Count bytes that were read.

        Raises:
            ActivityFileError: there were too many.
        """
        self.read += count
        if self.read > MAX_BYTES:
            self.spent = True
            raise too_large()

    def count_unpacked(self, count: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            ActivityFileError: there were too many.
        """
        self.unpacked += count
        if self.unpacked > MAX_BYTES:
            self.spent = True
            raise ActivityFileError(
                f"unpacks to more than {MAX_BYTES // 1_000_000} MB: import the files in it one by one"
            )
        self.step()

    def next_member(self) -> Budget:
        """Start with another member of an archive: each has its own steps; they share the bytes and the seconds."""
        self._before = self.steps
        return self

    def next_file(self) -> Budget:
        """Return the limits of another file of a folder: each has its own."""
        return Budget(self._clock, self._stopped)

    def check_stopped(self) -> None:
        """Check whether to stop.

        Raises:
            StoppedError: yes.
        """
        if self._stopped():
            self.spent = True
            raise StoppedError

    def step(self, count: int = 1) -> None:
        """Count work.

        Raises:
            ActivityFileError: there was too much, or it took too long.
        """
        before, self.steps = self.steps, self.steps + count
        if self.steps - self._before > MAX_STEPS:
            raise ActivityFileError("is too large for one run: export it again, or in parts")
        if before // EVERY == self.steps // EVERY:
            return
        self.check_stopped()
        if self._clock() - self._began > MAX_CPU_SECONDS:
            self.spent = True
            raise ActivityFileError(
                f"takes more than {MAX_CPU_SECONDS:.0f} s to read: export the run again, or in parts"
            )


class StoppedError(ActivityFileError):
    """The person stopped the import while it was read."""

    def __init__(self) -> None:
        super().__init__("was stopped before its end: import it again")


def too_large(size: int | None = None) -> ActivityFileError:
    """Return the message for a file that is too large.

    Args:
        size: its bytes, if they are known.
    """
    words = "is larger than" if size is None else f"has {size / 1_000_000:,.0f} MB, more than"
    return ActivityFileError(f"{words} {MAX_BYTES // 1_000_000} MB: import a smaller file, or parts of it")
