"""The two players that need nothing: the terminal's bell, and silence."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Collection, Sequence
from os import PathLike

from runstrength.sound.protocol import MAX_LATENESS


class SilentPlayer:
    """Plays nothing, and is always ready to."""

    name = "off"
    detail = "silent"
    ready = True
    muted_why = ""

    def __init__(self) -> None:
        self.on_change: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to get ready."""

    def play(self, key: str, at: float, files: Sequence[str | PathLike[str]], voice: bool = False) -> None:
        """Schedule a cue."""

    def drop(self, keys: Collection[str]) -> None:
        """Withdraw cues."""

    def drop_all(self) -> None:
        """Withdraw every cue."""

    def set_volume(self, value: float) -> None:
        """Set the volume."""

    def close(self) -> None:
        """End."""


class BellPlayer(SilentPlayer):
    """Rings a bell for each tone, at its moment, in a thread that sleeps until then."""

    name = "bell"
    detail = "the terminal's bell"

    def __init__(self, ring: Callable[[], None]) -> None:
        super().__init__()
        self._ring = ring
        self._cues: list[tuple[float, str]] = []
        self._changed = threading.Condition()
        self._muted = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to get ready."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="bell", daemon=True)
            self._thread.start()
            if self.on_change:
                self.on_change()

    def play(self, key: str, at: float, files: Sequence[str | PathLike[str]], voice: bool = False) -> None:  # noqa: ARG002
        """Plan a cue; a voice cannot be rung."""
        if not voice:
            with self._changed:
                heapq.heappush(self._cues, (at, key))
                self._changed.notify()

    def drop(self, keys: Collection[str]) -> None:
        """Withdraw cues."""
        with self._changed:
            self._cues = [cue for cue in self._cues if cue[1] not in keys]
            heapq.heapify(self._cues)

    def drop_all(self) -> None:
        """Withdraw every cue."""
        with self._changed:
            self._cues.clear()

    def set_volume(self, value: float) -> None:
        """Set the volume: a bell has none but silence."""
        self._muted = value <= 0

    def close(self) -> None:
        """End."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(0.1)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._closed and (not self._cues or self._cues[0][0] > time.monotonic()):
                    self._changed.wait(self._cues[0][0] - time.monotonic() if self._cues else None)
                if self._closed:
                    return
                at, _ = heapq.heappop(self._cues)
            if not self._muted and time.monotonic() - at <= MAX_LATENESS:
                self._ring()
