"""The playback device of miniaudio, held open, which requests samples from the mix.

Calls may hang: opening and closing block while a sound server is frozen, and no error is raised when one is killed:
the requests just stop. Open and close a `Device` in a separate thread.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Generator
from typing import Any, Final

from runstrength.deferred_imports import deferred
from runstrength.sound.clock_map import ClockMap
from runstrength.sound.mixing import Mix
from runstrength.sound.wav import RATE

BUFFER: Final = 60
"""Milliseconds of the device's buffer. With a shorter one the moment of a sample is known more exactly (`clock_map`),
but those of 20, 30 and 40 ms ran dry now and then on a machine with more work than cores."""
AHEAD: Final = 0.05
"""Seconds between a request and its samples' way out: 45 ms were measured with PulseAudio, and devices add to that."""
SETTLED: Final = 5
"""Requests after which the map from clock to samples can be relied on."""
SLEPT: Final = 2.0
"""Seconds of a sleeping machine after which the session pauses itself: what was planned is no longer true."""


def import_miniaudio() -> None:
    """Import miniaudio without the modules that only its streams from the internet need, which take most of the time.

    Raises:
        ImportError: miniaudio is not there, or is broken.
    """
    with deferred("urllib.request", "inspect"):
        import miniaudio  # noqa: F401


def _backends() -> list[list[str]]:
    """Return miniaudio's names of the backends to try in order; never its null device, which only pretends to play."""
    if sys.platform == "darwin":
        return [["COREAUDIO"]]
    if sys.platform == "win32":
        return [["WASAPI"], ["DSOUND"], ["WINMM"]]
    if sys.platform.startswith("linux"):
        return [["PULSEAUDIO"], ["ALSA"], ["JACK"]]
    return [["PULSEAUDIO"], ["SNDIO"], ["AUDIO4"], ["OSS"], ["JACK"]]


def _asleep() -> float:
    """Return how many seconds this machine has been asleep since it booted; 0 where that is unknown."""
    if sys.platform != "linux":
        return 0.0
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)


class Device:
    """One opening of the device."""

    def __init__(self, mix: Mix, lock: threading.Lock) -> None:
        self.detail = ""
        self.latency = AHEAD
        self.requests = 0
        """How many times it has requested samples."""
        self.steady = 0
        """How many times it has done so since it started, or since a gap."""
        self.is_abandoned = False
        """Whether it was given up: it gets silence if it still requests samples."""
        self._mix = mix
        self._lock = lock
        self._clock = ClockMap(RATE, self.latency)
        self._sample = 0
        self._slept = _asleep()
        self._device: Any = None

    def open(self) -> str:
        """Open and start it; return why that is impossible, empty on success.

        Raises:
            ImportError: miniaudio is not there, or is broken.
        """
        import miniaudio

        why = "no sound device was found"
        for names in _backends():
            backends = [miniaudio.Backend[name] for name in names if hasattr(miniaudio.Backend, name)]
            try:
                self._device = miniaudio.PlaybackDevice(
                    output_format=miniaudio.SampleFormat.SIGNED16,
                    nchannels=1,
                    sample_rate=RATE,
                    buffersize_msec=BUFFER,
                    backends=backends,
                    app_name="runstrength",
                )
                self.detail = str(self._device.backend)
                with self._lock:
                    self._mix.restart(self._clock.sample)
                frames = self._frames()
                next(frames)
                self._device.start(frames)
            except miniaudio.MiniaudioError:
                continue
            return ""
        return why

    def close(self) -> None:
        """Close it; may hang."""
        self.is_abandoned = True
        if self._device is not None:
            self._device.close()

    def _frames(self) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            try:
                block = bytes(2 * count) if self.is_abandoned else self._render(count)
            except Exception:  # an exception here would silently end all sound
                block = bytes(2 * count)
            count = yield block

    def _render(self, count: int) -> bytes:
        start = self._sample
        self._sample += count
        gap = self._clock.observe(time.monotonic(), start)
        slept = _asleep()
        with self._lock:
            if slept - self._slept > SLEPT:
                self._mix.drop()
                gap = slept
            if gap:
                self._mix.skip_to(start)
            self._slept = slept
            block = self._mix.render(start, count)
        self.requests += 1
        self.steady = 1 if gap else self.steady + 1
        return block
