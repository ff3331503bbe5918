"""Estimates the one-rep max from what was lifted, and the weight for a number of reps from the one-rep max.

Epley: each rep that is possible is a thirtieth of the weight. It is good to about ten reps, and knows the weight in the
hands alone, not the body's, so it is cautious for lifts that move both.
"""

from __future__ import annotations

from typing import Final

_REPS: Final = 30
"""The weight for this many reps is half of the one-rep max."""


def rep_max(load: float, reps: float) -> float:
    """Return the one-rep max of a person who could lift a weight `reps` times; in the unit of the weight."""
    return load * (1 + reps / _REPS)


def weight_for(once: float, reps: float) -> float:
    """Return the weight that a person with a one-rep max can lift `reps` times; in the unit of the one-rep max."""
    return once / (1 + reps / _REPS)
