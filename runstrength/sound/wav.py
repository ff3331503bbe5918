"""Reads and writes WAV files as samples: 16-bit, mono, at the mixer's rate. Standard library only, to start fast."""

from __future__ import annotations

import sys
import wave
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from runstrength.sound.protocol import BREATH_SECONDS

RATE: Final = 22050
"""Samples a second, of the device and of all assets."""
BREATH: Final = round(RATE * BREATH_SECONDS)
"""Samples of silence between the fragments of a sentence."""

Samples = array  # of "h"; the type is generic only in the eyes of type checkers


class WavError(Exception):
    """A sound file cannot be read."""


def joined(files: Sequence[str]) -> Samples[int]:
    """Return the samples of files joined one after the other.

    Raises:
        WavError: one of them cannot be read.
    """
    if len(files) == 1:
        return load(files[0])
    whole: Samples[int] = array("h")
    for number, file in enumerate(files):
        if number:
            whole.frombytes(bytes(2 * BREATH))
        whole.extend(load(file))
    return whole


@lru_cache(maxsize=256)
def load(file: str) -> Samples[int]:
    """Return the samples of a file, which is read once.

    Raises:
        WavError: it is not there, not WAV, or not of 16 bits.
    """
    try:
        with wave.open(file, "rb") as sound:
            if sound.getsampwidth() != 2:
                raise WavError(f"{file}: has {8 * sound.getsampwidth()} bits: use 16")
            channels, rate = sound.getnchannels(), sound.getframerate()
            raw = sound.readframes(sound.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise WavError(f"{file}: {error}") from None
    samples = array("h")
    samples.frombytes(raw[: len(raw) // (2 * channels) * 2 * channels])
    if sys.byteorder == "big":
        samples.byteswap()
    if channels > 1:
        samples = array("h", (sum(samples[i : i + channels]) // channels for i in range(0, len(samples), channels)))
    return samples if rate == RATE else _at_our_rate(samples, rate)


def _at_our_rate(samples: Samples[int], rate: int) -> Samples[int]:
    """Return samples converted to the mixer's rate by linear interpolation, which is enough for a platform voice."""
    if not samples:
        return samples
    last = len(samples) - 1
    result: Samples[int] = array("h")
    for number in range(len(samples) * RATE // rate):
        whole, part = divmod(number * rate, RATE)
        here, there = samples[min(whole, last)], samples[min(whole + 1, last)]
        result.append(here + (there - here) * part // RATE)
    return result


def save(file: str, samples: Samples[int], gain: float = 1.0) -> None:
    """Write samples as a WAV file, scaled by `gain`."""
    scaled = array("h", [int(sample * gain) for sample in samples])
    if sys.byteorder == "big":
        scaled.byteswap()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(scaled.tobytes())
