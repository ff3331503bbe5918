"""The second-best way to play: each cue is started at its moment, and another program or library does the rest.

Nothing is mixed here, so that a voice does not give way to a tone, and a cue is as late as what plays it. Voices still
wait for one another, what is withdrawn before it begins is never heard, and nothing late is ever played.
"""

from __future__ import annotations

import heapq
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from runstrength.sound.wav import RATE, Samples, WavError, joined, save

LATE: Final = 0.25
PATIENCE: Final = 4.0
PAUSE: Final = 0.12
PLAYERS: Final[Mapping[str, tuple[str, ...]]] = {
    "pw-play": ("pw-play", "{file}"),
    "paplay": ("paplay", "--latency-msec=20", "{file}"),
    "aplay": ("aplay", "-q", "{file}"),
    "afplay": ("afplay", "{file}"),
}
"""The commands that can play a file, the best first."""
MOST: Final = 4
"""Players that may run at once: those of a frozen server pile up."""
OVERTIME: Final = 3.0
"""Seconds that a player may need beyond the length of its sound."""


class Playback(Protocol):
    """A sound that was started."""

    def stop(self) -> None:
        """End it."""

    def failed(self) -> str:
        """Return why it could not be heard, or nothing; may wait until it ended."""


class SoundPlayer(Protocol):
    """What makes a sound at once."""

    name: str
    lead: float
    """Seconds by which it is started early."""

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Begin to play; raises whatever it wants where it cannot."""


class Simpleaudio:
    """The library simpleaudio, or the drop-in simpleaudio-patched."""

    name = "simpleaudio"
    lead = 0.0

    def __init__(self) -> None:
        import importlib

        self._library: Any = importlib.import_module("simpleaudio")

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Begin to play."""
        scaled = array("h", [int(sample * gain) for sample in samples])
        return _Played(self._library.play_buffer(scaled.tobytes(), 1, 2, RATE))


class _Played:
    def __init__(self, sound: Any) -> None:
        self._sound = sound

    def stop(self) -> None:
        self._sound.stop()

    def failed(self) -> str:
        return ""


class Command:
    """A program that plays a file: one process a cue."""

    lead = 0.01

    def __init__(self, name: str, template: Sequence[str]) -> None:
        self.name = name
        self._template = template
        self._folder = tempfile.TemporaryDirectory(prefix="runstrength-")
        self._files: dict[tuple[int, float], str] = {}
        self._running: list[_Process] = []

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Begin to play."""
        self._running = [process for process in self._running if process.runs()]
        if len(self._running) >= MOST:
            raise RuntimeError(f"{self.name} does not end")
        file = self._file(samples, gain)
        process = _Process([part.format(file=file) for part in self._template], len(samples) / RATE + OVERTIME)
        self._running.append(process)
        return process

    def _file(self, samples: Samples[int], gain: float) -> str:
        key = (hash(samples.tobytes()), gain)
        if key not in self._files:
            self._files[key] = str(Path(self._folder.name) / f"{len(self._files)}.wav")
            save(self._files[key], samples, gain)
        return self._files[key]

    def close(self) -> None:
        """End what still plays."""
        for process in self._running:
            process.stop()
        self._folder.cleanup()


class _Process:
    def __init__(self, command: list[str], limit: float) -> None:
        self._limit = limit
        self._stopped = False
        nothing = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)

    def runs(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        self._stopped = True
        self._process.kill()

    def failed(self) -> str:
        try:
            status = self._process.wait(self._limit)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return "the sound server does not answer"
        return f"the player ended with status {status}" if status and not self._stopped else ""


class Winsound(Command):
    """What Windows brings along; a new sound ends the one before."""

    def __init__(self) -> None:
        super().__init__("winsound", ())
        import importlib

        self._library: Any = importlib.import_module("winsound")

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Begin to play."""
        flags = self._library.SND_FILENAME | self._library.SND_ASYNC | self._library.SND_NODEFAULT
        self._library.PlaySound(self._file(samples, gain), flags)
        return _Windows(self._library)


class _Windows:
    def __init__(self, library: Any) -> None:
        self._library = library

    def stop(self) -> None:
        self._library.PlaySound(None, 0)

    def failed(self) -> str:
        return ""


def player_command(name: str = "command") -> SoundPlayer:
    """Return the player of that name; for `command` the best that is there.

    Raises:
        LookupError: there is none.
    """
    if name in ("command", "winsound") and sys.platform == "win32":
        return Winsound()
    for player in PLAYERS if name == "command" else [name]:
        if player in PLAYERS and shutil.which(player):
            return Command(player, PLAYERS[player])
    raise LookupError("no such player was found")


class _Cue:
    def __init__(self, key: str, at: float, samples: Samples[int], *, voice: bool) -> None:
        self.key = key
        self.at = at
        self.due = at
        self.samples = samples
        self.voice = voice


class OneShotBackend:
    """Starts each cue at its moment."""

    def __init__(self, sounder: SoundPlayer, report: Callable[..., None]) -> None:
        self._sounder = sounder
        self._report = report
        self._cues: list[tuple[float, int, _Cue]] = []
        self._added = 0
        self._changed = threading.Condition()
        self._gain = 1.0
        self._began = 0.0  # when it began to start the sound that it is starting now
        self._speaks: tuple[str, float, Playback | None] = ("", 0.0, None)

    def play(self, key: str, at: float, files: Sequence[str], *, voice: bool) -> None:
        """Plan a cue; one that cannot be read is left out."""
        if self._began and time.monotonic() - self._began > OVERTIME:
            self._report("lost", why="the sound server does not answer")
            os._exit(3)
        try:
            cue = _Cue(key, at, joined(files), voice=voice)
        except WavError:
            return
        with self._changed:
            self._plan(cue)

    def _plan(self, cue: _Cue) -> None:
        self._added += 1
        heapq.heappush(self._cues, (cue.due, self._added, cue))
        self._changed.notify()

    def drop(self, keys: Sequence[str] | None) -> None:
        """Withdraw cues by their keys, or all; a voice that speaks is ended."""
        with self._changed:
            self._cues = [item for item in self._cues if keys is not None and item[2].key not in keys]
            heapq.heapify(self._cues)
            key, until, voice = self._speaks
            if voice and time.monotonic() < until and (keys is None or key in keys):
                voice.stop()
                self._speaks = ("", 0.0, None)

    def volume(self, value: float) -> None:
        """Set the volume of what is to come."""
        self._gain = value * value

    def run(self) -> None:
        """Start cues at their moments, until the process ends."""
        self._ready()
        while True:
            cue = self._due()
            if cue is not None and time.monotonic() - cue.due <= LATE:
                self._fire(cue)

    def _due(self) -> _Cue | None:
        """Wait for the next cue; return it, or None where it has to wait longer."""
        with self._changed:
            while not self._cues or self._cues[0][0] - self._sounder.lead > time.monotonic():
                wait = self._cues[0][0] - self._sounder.lead - time.monotonic() if self._cues else None
                self._changed.wait(wait)
            cue = heapq.heappop(self._cues)[2]
            if cue.voice and self._speaks[1] > cue.due and time.monotonic() - cue.due <= LATE:
                cue.due = self._speaks[1]
                if cue.due - cue.at <= PATIENCE:
                    self._plan(cue)
                return None
            return cue

    def _fire(self, cue: _Cue) -> None:
        self._began = time.monotonic()
        try:
            voice = self._sounder.start(cue.samples, self._gain)
        except Exception as error:  # whatever a library raises, it was not heard
            self._report("lost", why=str(error) or type(error).__name__)
            return
        finally:
            self._began = 0.0
        if cue.voice:
            with self._changed:
                self._speaks = (cue.key, time.monotonic() + len(cue.samples) / RATE + PAUSE, voice)
        threading.Thread(target=self._judge, args=(voice,), daemon=True).start()

    def _judge(self, voice: Playback) -> None:
        why = voice.failed()
        if why:
            self._report("lost", why=why)
        else:
            self._ready()

    def _ready(self) -> None:
        self._report("ready", backend=self._sounder.name, detail=self._sounder.name, latency=0.0)

    def close(self) -> None:
        """Let go of the device; may hang."""
        close = getattr(self._sounder, "close", None)
        if close:
            close()
