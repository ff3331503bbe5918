"""Trims spoken words and brings them to one loudness: the recorded clips, and what the machine's own voice says.

Plain Python on samples from -1 to 1, at the mixer's rate.
"""

from __future__ import annotations

import math
import operator
from typing import Final

from runstrength.sound.wav import RATE

LEVEL: Final = 10 ** (-12.8 / 20)
"""The root mean square of what is voiced, as a part of full scale: about that of the tones."""
CEILING: Final = 10 ** (-2.2 / 20)
"""No sample is beyond this part of full scale, so that no peak between two samples is beyond -1.5 dB."""
FRAME: Final = RATE // 100
"""Samples of a frame, 10 ms, whose power is measured."""
SILENT: Final = 10 ** (-40 / 10)
"""A frame with less power than this, beside the strongest, is silence at either end."""
VOICED: Final = 10 ** (-20 / 10)
"""A frame with more power than this, beside the strongest, counts for how loud words are."""
FADE_IN: Final = round(0.002 * RATE)
FADE_OUT: Final = round(0.025 * RATE)
_KNEE: Final = CEILING / 2
_ROUNDS: Final = 4
"""How often what the ceiling takes away is given back."""


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
        power = powers(words)
        voiced = [value for value in power if value > VOICED * max(power)]
        gain = LEVEL / math.sqrt(sum(voiced) / len(voiced))
        knee = _KNEE / gain
        words = [gain * word if -knee <= word <= knee else _bent(gain * word) for word in words]
    for edge in range(min(FADE_IN, len(words))):
        words[edge] *= 0.5 - 0.5 * math.cos(math.pi * edge / FADE_IN)
    for edge in range(min(FADE_OUT, len(words))):
        words[-1 - edge] *= 0.5 - 0.5 * math.cos(math.pi * edge / FADE_OUT)
    return words


def _bent(sample: float) -> float:
    """Return a sample beyond half of the ceiling, bent more and more, so that it stays below the ceiling."""
    return math.copysign(_KNEE + _KNEE * math.tanh((abs(sample) - _KNEE) / _KNEE), sample)
