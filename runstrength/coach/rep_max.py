"""Estimates of strength from what was lifted: how much once, and how much so many times.

Epley: each rep that is possible is a thirtieth of the weight. It is good to about ten reps, and knows the weight in the
hands alone, not the body's, so it is cautious for lifts that move both.
"""

from __future__ import annotations

from typing import Final

_REPS: Final = 30
"""So many possible reps are half of what can be lifted once."""


def lifted_once(load: float, reps: float) -> float:
    """Return what somebody can lift once who could lift a weight so many times; any unit."""
    return load * (1 + reps / _REPS)


def lifted_for(once: float, reps: float) -> float:
    """Return what somebody can lift so many times who can lift a weight once; any unit."""
    return once / (1 + reps / _REPS)
