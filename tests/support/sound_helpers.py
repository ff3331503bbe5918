"""What the tests of sound share: a player that only writes down, and small WAV files."""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import Callable, Collection, Sequence
from os import PathLike, fspath
from pathlib import Path

from msgspec import Struct

RATE = 22050


class Planned(Struct, frozen=True):
    """A cue that was handed to a player."""

    key: str
    at: float
    files: tuple[str, ...]
    voice: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Return the files' names without folder and ending."""
        return tuple(Path(file).stem for file in self.files)


class RecordingPlayer:
    """A player that remembers what it was told, and plays nothing.

    `planned` is what would be heard as things stand; `dropped` is what was withdrawn.
    """

    name = "recording"
    detail = "a list"

    def __init__(self, *, ready: bool = True) -> None:
        self.on_change: Callable[[], None] | None = None
        self.ready = ready
        self.muted_why = ""
        self.planned: list[Planned] = []
        self.dropped: list[Planned] = []
        self.volume: float | None = None
        self.started = False
        self.closed = False

    def start(self) -> None:
        """Begin to get ready."""
        self.started = True

    def play(self, key: str, at: float, files: Sequence[str | PathLike[str]], voice: bool = False) -> None:
        """Plan a cue."""
        self.planned.append(Planned(key, at, tuple(fspath(file) for file in files), voice))

    def drop(self, keys: Collection[str]) -> None:
        """Withdraw cues."""
        self.dropped += [cue for cue in self.planned if cue.key in keys]
        self.planned = [cue for cue in self.planned if cue.key not in keys]

    def drop_all(self) -> None:
        """Withdraw every cue."""
        self.drop({cue.key for cue in self.planned})

    def set_volume(self, value: float) -> None:
        """Set the volume."""
        self.volume = value

    def close(self) -> None:
        """End."""
        self.closed = True

    def change(self, *, ready: bool, muted_why: str = "") -> None:
        """Come and go as a device does."""
        self.ready, self.muted_why = ready, muted_why
        if self.on_change:
            self.on_change()


def constant(value: int, count: int) -> array[int]:
    """Return samples that are all the same: what becomes of them can be told exactly."""
    return array("h", [value] * count)


def write_wav(path: Path, samples: Sequence[int], *, rate: int = RATE, channels: int = 1, width: int = 2) -> str:
    """Write a WAV file; return its path."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        sound.writeframes(array("h", samples).tobytes() if width == 2 else bytes(samples))
    return str(path)


def write_tone(path: Path, hz: float = 880, seconds: float = 0.08) -> str:
    """Write a soft-edged tone; return its path."""
    count = int(RATE * seconds)
    return write_wav(
        path,
        [
            int(20000 * math.sin(2 * math.pi * hz * i / RATE) * min(1.0, i / 40, (count - i) / 200))
            for i in range(count)
        ],
    )
