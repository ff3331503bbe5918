"""Fallback backends: one external player (or simpleaudio) call per cue, without mixing.

The voice is not ducked under a tone, and a cue is as late as its player. Voices still wait for one another, a cue that
is canceled before it starts is not played, and no late cue is played.
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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from runstrength.sound.protocol import EXIT_STUCK, MAX_LATENESS, NO_ANSWER, PLAYER_COMMANDS
from runstrength.sound.wav import RATE, Samples, WavError, joined, save

PATIENCE: Final = 4.0
"""Seconds that a voice waits for another one; then it is dropped."""
PAUSE: Final = 0.12
"""Seconds between a voice and the one that waited for it."""
MAX_RUNNING: Final = 4
"""Player processes that may run at once: those of a frozen sound server pile up."""
OVERTIME: Final = 3.0
"""Seconds that a player may need beyond the length of its sound."""


class Playback(Protocol):
    """A sound that is playing."""

    def stop(self) -> None:
        """End it."""

    def failed(self) -> str:
        """Return why it was not heard, empty if it was; may wait until it ends."""


class SoundPlayer(Protocol):
    """Plays one sound immediately."""

    name: str
    lead: float
    """Seconds that it is started ahead of the cue's moment."""

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Start playing; may raise any exception."""


class Simpleaudio:
    """The library simpleaudio, or the drop-in simpleaudio-patched."""

    name = "simpleaudio"
    lead = 0.0

    def __init__(self) -> None:
        import importlib

        self._library: Any = importlib.import_module("simpleaudio")

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Start playing."""
        scaled = array("h", [int(sample * gain) for sample in samples])
        return _SimpleaudioPlayback(self._library.play_buffer(scaled.tobytes(), 1, 2, RATE))


class _SimpleaudioPlayback:
    def __init__(self, sound: Any) -> None:
        self._sound = sound

    def stop(self) -> None:
        self._sound.stop()

    def failed(self) -> str:
        return ""


class Command:
    """A program that plays a file: one process per cue."""

    lead = 0.01

    def __init__(self, name: str, template: Sequence[str]) -> None:
        self.name = name
        self._template = template
        self._folder = tempfile.TemporaryDirectory(prefix="runstrength-")
        self._files: dict[tuple[int, float], str] = {}
        self._running: list[_ProcessPlayback] = []

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Start playing."""
        self._running = [process for process in self._running if process.runs()]
        if len(self._running) >= MAX_RUNNING:
            raise RuntimeError(f"{self.name} does not end")
        file = self._file(samples, gain)
        process = _ProcessPlayback([part.format(file=file) for part in self._template], len(samples) / RATE + OVERTIME)
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


class _ProcessPlayback:
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
            return NO_ANSWER
        return f"the player ended with status {status}" if status and not self._stopped else ""


class Winsound(Command):
    """The player of Windows; a new sound ends the one before."""

    def __init__(self) -> None:
        super().__init__("winsound", ())
        import importlib

        self._library: Any = importlib.import_module("winsound")

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Start playing."""
        flags = self._library.SND_FILENAME | self._library.SND_ASYNC | self._library.SND_NODEFAULT
        self._library.PlaySound(self._file(samples, gain), flags)
        return _WinsoundPlayback(self._library)


class _WinsoundPlayback:
    def __init__(self, library: Any) -> None:
        self._library = library

    def stop(self) -> None:
        self._library.PlaySound(None, 0)

    def failed(self) -> str:
        return ""


def player_command(name: str = "command") -> SoundPlayer:
    """Return the player of a name; for `command`, the best one installed.

    Raises:
        LookupError: there is none.
    """
    if name in ("command", "winsound") and sys.platform == "win32":
        return Winsound()
    for player in PLAYER_COMMANDS if name == "command" else [name]:
        if player in PLAYER_COMMANDS and shutil.which(player):
            return Command(player, PLAYER_COMMANDS[player])
    raise LookupError("no such player was found")


class _Cue:
    def __init__(self, key: str, at: float, samples: Samples[int], *, voice: bool) -> None:
        self.key = key
        self.at = at
        self.due = at
        self.samples = samples
        self.voice = voice


class OneShotBackend:
    """Starts each cue at its moment with a `SoundPlayer`."""

    def __init__(self, player: SoundPlayer, report: Callable[..., None]) -> None:
        self._player = player
        self._report = report
        self._cues: list[tuple[float, int, _Cue]] = []
        self._added = 0
        self._changed = threading.Condition()
        self._gain = 1.0
        self._starting_since = 0.0  # when `SoundPlayer.start` was called, 0 when none is under way
        self._current_voice: tuple[str, float, Playback | None] = ("", 0.0, None)

    def play(self, key: str, at: float, files: Sequence[str], *, voice: bool) -> None:
        """Schedule a cue; one whose file cannot be read is skipped."""
        if self._starting_since and time.monotonic() - self._starting_since > OVERTIME:
            self._report("lost", why=NO_ANSWER)
            os._exit(EXIT_STUCK)
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
        """Cancel cues by their keys, or all; a voice that is speaking is stopped."""
        with self._changed:
            self._cues = [item for item in self._cues if keys is not None and item[2].key not in keys]
            heapq.heapify(self._cues)
            key, until, voice = self._current_voice
            if voice and time.monotonic() < until and (keys is None or key in keys):
                voice.stop()
                self._current_voice = ("", 0.0, None)

    def volume(self, value: float) -> None:
        """Set the volume of what is to come."""
        self._gain = value * value

    def run(self) -> None:
        """Start cues at their moments until the process ends."""
        self._ready()
        while True:
            cue = self._next_cue()
            if cue is not None and time.monotonic() - cue.due <= MAX_LATENESS:
                self._start(cue)

    def _next_cue(self) -> _Cue | None:
        """Wait for the next cue; return it, or None if it has to wait for another voice."""
        with self._changed:
            while not self._cues or self._cues[0][0] - self._player.lead > time.monotonic():
                wait = self._cues[0][0] - self._player.lead - time.monotonic() if self._cues else None
                self._changed.wait(wait)
            cue = heapq.heappop(self._cues)[2]
            if cue.voice and self._current_voice[1] > cue.due and time.monotonic() - cue.due <= MAX_LATENESS:
                cue.due = self._current_voice[1]
                if cue.due - cue.at <= PATIENCE:
                    self._plan(cue)
                return None
            return cue

    def _start(self, cue: _Cue) -> None:
        self._starting_since = time.monotonic()
        try:
            voice = self._player.start(cue.samples, self._gain)
        except Exception as error:  # whatever a library raises, it was not heard
            self._report("lost", why=str(error) or type(error).__name__)
            return
        finally:
            self._starting_since = 0.0
        if cue.voice:
            with self._changed:
                self._current_voice = (cue.key, time.monotonic() + len(cue.samples) / RATE + PAUSE, voice)
        threading.Thread(target=self._wait_and_report, args=(voice,), daemon=True).start()

    def _wait_and_report(self, voice: Playback) -> None:
        why = voice.failed()
        if why:
            self._report("lost", why=why)
        else:
            self._ready()

    def _ready(self) -> None:
        self._report("ready", backend=self._player.name, detail=self._player.name, latency=0.0)

    def close(self) -> None:
        """Close the device; may hang."""
        close = getattr(self._player, "close", None)
        if close:
            close()
