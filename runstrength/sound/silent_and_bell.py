"""The players without audio: the terminal's bell, and silence."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Collection, Sequence
from os import PathLike
from typing import Final

from runstrength.sound.protocol import MAX_LATENESS

BELL: Final = "the terminal's bell"


class SilentPlayer:
    """Plays nothing and is always ready."""

    name = "off"
    detail = "silent"
    ready = True
    muted_why = ""

    def __init__(self) -> None:
        self.on_change: Callable[[], None] | None = None

    def start(self) -> None:
        """Start."""

    def play(self, key: str, at: float, files: Sequence[str | PathLike[str]], voice: bool = False) -> None:
        """Schedule a cue."""

    def drop(self, keys: Collection[str]) -> None:
        """Cancel cues."""

    def drop_all(self) -> None:
        """Cancel every cue."""

    def set_volume(self, value: float) -> None:
        """Set the volume."""

    def close(self) -> None:
        """End."""


class BellPlayer(SilentPlayer):
    """Rings the bell for each tone at its moment, in a thread."""

    name = "bell"
    detail = BELL

    def __init__(self, ring: Callable[[], None]) -> None:
        super().__init__()
        self._ring = ring
        self._cues: list[tuple[float, str]] = []
        self._changed = threading.Condition()
        self._muted = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="bell", daemon=True)
            self._thread.start()
            if self.on_change:
                self.on_change()

    def play(self, key: str, at: float, files: Sequence[str | PathLike[str]], voice: bool = False) -> None:  # noqa: ARG002
        """Schedule a cue; voice cues are ignored."""
        if not voice:
            with self._changed:
                heapq.heappush(self._cues, (at, key))
                self._changed.notify()

    def drop(self, keys: Collection[str]) -> None:
        """Cancel cues."""
        with self._changed:
            self._cues = [cue for cue in self._cues if cue[1] not in keys]
            heapq.heapify(self._cues)

    def drop_all(self) -> None:
        """Cancel every cue."""
        with self._changed:
            self._cues.clear()

    def set_volume(self, value: float) -> None:
        """Set the volume: 0 mutes the bell, any other value rings it."""
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
