"""Trims spoken words and brings them to one loudness: the recorded clips, and what the machine's own voice says.

Plain Python on samples from -1 to 1, at the mixer's rate.
"""

from __future__ import annotations

import math
import operator
from itertools import accumulate
from typing import Final

from runstrength.sound.wav import RATE

LEVEL: Final = 10 ** (-11.1 / 20)
"""The root mean square of what is voiced, weighted as it is heard, as a part of full scale: that of the tones."""
CEILING: Final = 10 ** (-2.9 / 20)
"""No sample, and nothing between two samples, is beyond this part of full scale; a clip's 4 bits may add a little."""
FRAME: Final = RATE // 100
"""Samples of a frame, 10 ms, whose power is measured."""
SILENT: Final = 10 ** (-40 / 10)
"""A frame with less power than this, beside the strongest, is silence at either end."""
VOICED: Final = 10 ** (-20 / 10)
"""A frame with more power than this, beside the strongest, counts for how loud words are."""
FADE_IN: Final = round(0.002 * RATE)
FADE_OUT: Final = round(0.025 * RATE)
_ROUNDS: Final = 3
"""How often what the ceiling takes away is given back."""
_REACH: Final = round(0.001 * RATE)
"""Samples before and after a peak in which the gain goes down and up again."""
_BETWEEN: Final = tuple(
    tuple(
        math.sin(math.pi * (part - tap)) / (math.pi * (part - tap)) * (0.5 + 0.5 * math.cos(math.pi * (part - tap) / 9))
        for tap in range(-7, 9)
    )
    for part in (0.25, 0.5, 0.75)
)
"""How much 16 samples count for the moments a quarter, a half and three quarters from the eighth to the ninth."""


def powers(samples: list[float]) -> list[float]:
    """Return the power of every frame of 10 ms."""
    squares = list(map(operator.mul, samples, samples))
    return [sum(squares[at : at + FRAME]) / FRAME for at in range(0, len(squares) - FRAME + 1, FRAME)]


def leveled(samples: list[float]) -> list[float]:
    """Return words without the silence around them, as loud as all, with soft ends; nothing of silence alone."""
    power = powers(samples)
    strongest = max(power, default=0.0)
    loud = [at for at, value in enumerate(power) if value > SILENT * strongest]
    if not loud:
        return []
    words = samples[loud[0] * FRAME : (loud[-1] + 3) * FRAME]
    for _ in range(_ROUNDS):
        power = powers(weighted(words))
        voiced = [value for value in power if value > VOICED * max(power)]
        gain = LEVEL / math.sqrt(sum(voiced) / len(voiced))
        words = _limited([gain * word for word in words])
    for edge in range(min(FADE_IN, len(words))):
        words[edge] *= 0.5 - 0.5 * math.cos(math.pi * edge / FADE_IN)
    for edge in range(min(FADE_OUT, len(words))):
        words[-1 - edge] *= 0.5 - 0.5 * math.cos(math.pi * edge / FADE_OUT)
    return words


def weighted(samples: list[float]) -> list[float]:
    """Return samples as an ear weighs them: treble counts more (the first filter of ITU-R BS.1770)."""
    size = math.tan(math.pi * 1500 / RATE)
    high, band = 10 ** (4 / 20), 10 ** (2 / 20) * math.sqrt(2)
    scale = 1 + math.sqrt(2) * size + size * size
    ahead = ((high + band * size + size * size) / scale, 2 * (size * size - high) / scale)
    back = (2 * (size * size - 1) / scale, (1 - math.sqrt(2) * size + size * size) / scale)
    first, second, third = *ahead, (high - band * size + size * size) / scale
    one = two = 0.0
    result = []
    for sample in samples:
        heard = first * sample + one
        one = second * sample - back[0] * heard + two
        two = third * sample - back[1] * heard
        result.append(heard)
    return result


def peaks(samples: list[float]) -> list[float]:
    """Return how far each sample, and what is between it and the next one, is from zero."""
    sizes = [abs(sample) for sample in samples]
    for at in range(7, len(samples) - 8):
        if sizes[at] > CEILING / 2 or sizes[at + 1] > CEILING / 2:
            around = samples[at - 7 : at + 9]
            between = (abs(sum(map(operator.mul, taps, around))) for taps in _BETWEEN)
            sizes[at] = max(sizes[at], *between)
    return sizes


def _limited(samples: list[float]) -> list[float]:
    """Return samples whose peaks are below the ceiling: the gain goes down before each peak, and up again after it."""
    sizes = peaks(samples)
    wanted = [1.0] * len(samples)
    for at, size in enumerate(sizes):
        if size > CEILING:
            gain = CEILING / size
            for near in range(max(0, at - _REACH), min(len(samples), at + _REACH + 2)):
                wanted[near] = min(wanted[near], gain)
    width = 2 * _REACH + 1
    sums = [0.0, *accumulate([*wanted[:1] * _REACH, *wanted, *wanted[-1:] * _REACH])]
    return [sample * (sums[at + width] - sums[at]) / width for at, sample in enumerate(samples)]
