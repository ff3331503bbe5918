"""Mixes sounds into samples. No device, no clock, no thread.

* A tone starts at its exact sample. A voice does too, unless another one is speaking: then it starts a short pause
  after that one. A voice that would wait longer than `PATIENCE` is dropped, because it no longer applies.
* While a tone sounds the voice is softer (ducked), with short ramps; the first starts before the tone.
* A sound that is late by more than `STALE` when its samples are requested is dropped.
* If nothing sounds, nothing is computed.
"""

from __future__ import annotations

import heapq
import operator
from array import array
from collections import deque
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Final

from runstrength.sound.wav import RATE, Samples

LEAD: Final = RATE * 10 // 1000
"""Samples before a tone at which the voice starts to get softer."""
RISE: Final = RATE * 60 // 1000
"""Samples in which the voice returns to its volume."""
DUCKED: Final = 10 ** (-9 / 20)
"""The gain of the voice during a tone: 9 dB less."""
FADE: Final = RATE * 40 // 1000
"""Samples in which a canceled voice fades out."""
GLIDE: Final = RATE * 50 // 1000
"""Samples in which a new volume is reached."""
PAUSE: Final = RATE * 120 // 1000
"""Samples between a voice and the one that waited for it."""
STALE: Final = RATE * 400 // 1000
"""Samples: the quarter of a second of `MAX_LATENESS`, plus the device's buffer."""
PATIENCE: Final = RATE * 4
"""Samples that a voice waits for another one; then it is dropped."""
LOUDEST: Final = 32767


class Ramp:
    """A gain that changes linearly."""

    def __init__(self, value: float) -> None:
        self.value = value
        self._target = value
        self._left = 0

    def aim(self, target: float, samples: int) -> None:
        """Change to another gain within `samples` samples."""
        if target != self._target:
            self._target, self._left = target, samples

    def jump(self, target: float) -> None:
        """Set another gain at once, while nothing sounds."""
        self.value, self._target, self._left = target, target, 0

    @property
    def steady(self) -> bool:
        """Whether the gain has reached its target."""
        return not self._left

    def take(self, count: int) -> list[float]:
        """Return the gains of the next samples."""
        moving = min(count, self._left)
        step = (self._target - self.value) / self._left if self._left else 0.0
        gains = [self.value + step * number for number in range(1, moving + 1)]
        self._left -= moving
        self.value = gains[-1] if moving and self._left else self._target
        return gains + [self._target] * (count - moving)


class Sound:
    """The samples of one cue and their position."""

    __slots__ = ("at", "end", "fade", "key", "samples", "start", "voice")

    def __init__(self, key: str, at: float, samples: Samples[int], *, voice: bool) -> None:
        self.key = key
        self.at = at
        self.samples = samples
        self.voice = voice
        self.start = 0
        self.end = 0
        self.fade: Ramp | None = None

    def place(self, start: int) -> None:
        """Fix its first sample."""
        self.start, self.end = start, start + len(self.samples)


class Mix:
    """The sounds to come and those that are playing."""

    def __init__(self, position: Callable[[float], int], volume: float = 1.0) -> None:
        """Make a mix.

        Args:
            position: maps a moment to a sample.
            volume: from 0 to 1, as a person sets it.
        """
        self.position = position
        self.pending: list[tuple[float, int, Sound]] = []
        """The cues to come, as a heap: moment, number and sound."""
        self.waiting: deque[Sound] = deque()
        """Words that wait for the words that are playing."""
        self.playing: list[Sound] = []
        """The sounds that are playing."""
        self._added = 0
        self._next = 0
        self._free = 0
        self._duck = Ramp(1.0)
        self._volume = Ramp(volume * volume)

    def add(self, key: str, at: float, samples: Samples[int], *, voice: bool = False) -> None:
        """Schedule a sound for a moment."""
        self._added += 1
        heapq.heappush(self.pending, (at, self._added, Sound(key, at, samples, voice=voice)))

    def drop(self, keys: Collection[str] | None = None) -> None:
        """Cancel sounds by their keys, or all: those that have not started are dropped, a speaking voice fades."""

        def kept(sound: Sound) -> bool:
            return keys is not None and sound.key not in keys

        self.pending = [item for item in self.pending if kept(item[2])]
        heapq.heapify(self.pending)
        self.waiting = deque(sound for sound in self.waiting if kept(sound))
        self.playing = [sound for sound in self.playing if kept(sound) or sound.start < self._next]
        for sound in self.playing:
            if sound.voice and not sound.fade and not kept(sound):
                sound.fade = Ramp(1.0)
                sound.fade.aim(0.0, FADE)
                sound.end = min(sound.end, self._next + FADE)
        self._free = max((sound.end + PAUSE for sound in self.playing if sound.voice), default=0)

    def set_volume(self, volume: float) -> None:
        """Set the volume from 0 to 1, as a person hears it: twice the value is about twice as loud."""
        self._volume.aim(volume * volume, GLIDE)

    def skip_to(self, sample: int) -> None:
        """Drop what is playing and what should have started before a sample, after a gap."""
        self.playing.clear()
        self.waiting.clear()
        self._free = 0
        while self.pending and self.position(self.pending[0][0]) < sample:
            heapq.heappop(self.pending)

    def restart(self, position: Callable[[float], int]) -> None:
        """Restart on another device, with the sounds to come."""
        self.position = position
        self.playing.clear()
        self.waiting.clear()
        self._free = self._next = 0

    def forget_before(self, at: float) -> None:
        """Drop sounds scheduled before a moment, while there was no device."""
        while self.pending and self.pending[0][0] < at:
            heapq.heappop(self.pending)

    def render(self, start: int, count: int) -> bytes:
        """Return `count` samples from `start` on."""
        end = start + count
        self._begin(start, end + LEAD)
        self._next = end
        sounding = [sound for sound in self.playing if sound.start < end]
        if not sounding:
            self._duck.jump(1.0)
            self._volume.take(count)
            return bytes(2 * count)
        block = self._mixed(sounding, start, end)
        self.playing = [sound for sound in self.playing if sound.end > end]
        return _as_loud(block, self._volume, count)

    def _begin(self, start: int, horizon: int) -> None:
        """Fix the positions of the sounds that start before the horizon."""
        while self.pending and (at := self.position(self.pending[0][0])) < horizon:
            sound = heapq.heappop(self.pending)[2]
            if at < start - STALE:
                continue
            sound.place(max(at, start))
            if sound.voice:
                self.waiting.append(sound)
            else:
                self.playing.append(sound)
        while self.waiting:
            sound = self.waiting[0]
            first = max(sound.start, self._free, start)
            if first >= horizon:
                break
            self.waiting.popleft()
            if first - sound.start <= PATIENCE:
                sound.place(first)
                self._free = sound.end + PAUSE
                self.playing.append(sound)

    def _mixed(self, sounding: list[Sound], start: int, end: int) -> list[float]:
        block: list[float] = [0] * (end - start)
        tones = [sound for sound in self.playing if not sound.voice]
        gains = self._ducking(tones, start, end) if any(sound.voice for sound in sounding) else None
        if gains is None:
            self._duck.jump(DUCKED if any(tone.end > end for tone in tones) else 1.0)
        for sound in sounding:
            first, last = max(sound.start, start), min(sound.end, end)
            here = slice(first - start, last - start)
            part: list[float] = list(sound.samples[first - sound.start : last - sound.start])
            if sound.voice and gains is not None:
                part = list(map(operator.mul, part, gains[here]))
            if sound.fade:
                part = list(map(operator.mul, part, sound.fade.take(len(part))))
            block[here] = map(operator.add, block[here], part)
        return block

    def _ducking(self, tones: list[Sound], start: int, end: int) -> list[float]:
        """Return the gains of the voice in a block: low from just before a tone until its end."""
        spans = [(tone.start - LEAD, tone.end) for tone in tones]
        edges = {start, end, *(edge for span in spans for edge in span if start < edge < end)}
        gains: list[float] = []
        for here, there in pairwise(sorted(edges)):
            if any(first <= here < last for first, last in spans):
                self._duck.aim(DUCKED, LEAD)
            else:
                self._duck.aim(1.0, RISE)
            gains += self._duck.take(there - here)
        return gains


def _as_loud(block: list[float], volume: Ramp, count: int) -> bytes:
    """Return a block as bytes at the volume, clipped to 16 bits."""
    if volume.steady:
        gain = volume.value
        whole = [int(sample * gain) for sample in block]
    else:
        whole = [int(sample * gain) for sample, gain in zip(block, volume.take(count), strict=True)]
    if max(whole) > LOUDEST or min(whole) < -LOUDEST:
        whole = [max(-LOUDEST, min(LOUDEST, sample)) for sample in whole]
    return array("h", whole).tobytes()
