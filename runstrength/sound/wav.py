"""Reads and writes WAV files as samples: 16-bit, mono, at the mixer's rate. Standard library only, to start fast.

The clips of the voice are WAV files of 4 bits a sample (IMA ADPCM), a quarter of the size. They are decoded here, a
second of speech in some milliseconds, so every player can say them, also where no audio library is installed, and
nothing decoded has to be kept on the disk.
"""

from __future__ import annotations

import struct
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

_ADPCM: Final = b"\x11\x00"
"""The format of a WAV file of 4 bits a sample."""
_HEADER: Final = 4
"""Bytes at the start of a block of such a file: the first sample, and the index of the step."""
_STEPS: Final = tuple(
    int(step)
    for step in (
        "7 8 9 10 11 12 13 14 16 17 19 21 23 25 28 31 34 37 41 45 50 55 60 66 73 80 88 97 107 118 130 143 157 173 "
        "190 209 230 253 279 307 337 371 408 449 494 544 598 658 724 796 876 963 1060 1166 1282 1411 1552 1707 1878 "
        "2066 2272 2499 2749 3024 3327 3660 4026 4428 4871 5358 5894 6484 7132 7845 8630 9493 10442 11487 12635 "
        "13899 15289 16818 18500 20350 22385 24623 27086 29794 32767"
    ).split()
)
"""The steps of the codes, from the specification of the format."""

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
        WavError: it is not there, not WAV, or not of 16 bits or 4.
    """
    try:
        with open(file, "rb") as sound:  # noqa: PTH123  (pathlib would have to be imported)
            start = sound.read(22)
            if start[20:22] == _ADPCM:
                return _decoded(start + sound.read(), file)
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


def _decoded(data: bytes, file: str) -> Samples[int]:
    """Return the samples of a WAV file of 4 bits a sample.

    Raises:
        WavError: it is cut off, or not mono at our rate.
    """
    fmt, fact, body = (_chunk(data, name) for name in (b"fmt ", b"fact", b"data"))
    if len(fmt) < 14 or len(fact) < 4 or not body:
        raise WavError(f"{file}: is cut off")
    channels, rate, _, block = struct.unpack_from("<HIIH", fmt, 2)
    if (channels, rate) != (1, RATE) or block <= _HEADER:
        raise WavError(f"{file}: isn't mono at {RATE} Hz")
    (count,) = struct.unpack_from("<I", fact)
    deltas, following = _tables()
    samples: Samples[int] = array("h")
    for start in range(0, len(body) - _HEADER + 1, block):
        value, index = struct.unpack_from("<hB", body, start)
        index = min(index, len(_STEPS) - 1) << 4
        samples.append(value)
        append = samples.append
        for byte in body[start + _HEADER : start + block]:
            for code in (byte & 15, byte >> 4):
                at = index | code
                value += deltas[at]
                if not -32768 <= value <= 32767:
                    value = 32767 if value > 0 else -32768
                append(value)
                index = following[at]
    if len(samples) < count:
        raise WavError(f"{file}: is cut off")
    return samples[:count]


def _chunk(data: bytes, name: bytes) -> bytes:
    """Return the contents of a chunk of a WAV file, empty if it has none or is cut off."""
    at = 12
    while at + 8 <= len(data):
        (size,) = struct.unpack_from("<I", data, at + 4)
        if data[at : at + 4] == name:
            contents = data[at + 8 : at + 8 + size]
            return contents if len(contents) == size else b""
        at += 8 + size + size % 2
    return b""


@lru_cache(maxsize=1)
def _tables() -> tuple[list[int], list[int]]:
    """Return the change of the sample and the next index for each code, by 16 times the index plus the code."""
    deltas, following = [], []
    for index, step in enumerate(_STEPS):
        for code in range(16):
            change = (2 * (code & 7) + 1) * step >> 3
            deltas.append(-change if code & 8 else change)
            after = index + (-1 if code & 4 == 0 else 2 * (code & 3) + 2)
            following.append(max(0, min(len(_STEPS) - 1, after)) << 4)
    return deltas, following


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
