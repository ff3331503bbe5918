"""The kinds of dose, and what is true of each: the one table for everything that asks what a kind is.

Words for them are in `session.wording`.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class DoseKind(Struct, frozen=True):
    """One kind of dose."""

    key: str
    """Its name in files."""
    unit: str
    """What the number of its target counts."""
    result: str
    """What the number that was done counts."""
    example: tuple[int, int] | None = None
    """An example range for messages; None if a routine has no key for it."""
    is_whole: bool = False
    """Its target is a whole number."""
    by_clock: bool = False
    """Its target is the seconds of the set, which ends by itself."""
    is_open: bool = False
    """Only the person knows how much was done."""
    is_circuit: bool = False
    """It is all rounds of a circuit, which are counted by key."""
    is_a_side: bool = False
    """Where sides alternate, its number is that of each side; a clock, and a way out and back, are of both together."""


MAX_REPS: Final = "max"
"""The kind of dose without a number: as many reps as possible; in a file `reps = "max"`."""
_KINDS: Final = (
    DoseKind("reps", "reps", "reps", (6, 12), is_whole=True, is_a_side=True),
    DoseKind("hold", "seconds", "seconds", (20, 60), by_clock=True),
    DoseKind("time", "seconds", "seconds", (20, 60), by_clock=True),
    DoseKind("carry", "steps", "steps", (5, 10), is_whole=True),
    DoseKind("carry_m", "meters", "meters", (20, 40), is_whole=True),
    DoseKind("amrap", "seconds", "reps", (30, 90), by_clock=True, is_open=True, is_a_side=True),
    DoseKind(MAX_REPS, "reps", "reps", is_open=True, is_a_side=True),
    DoseKind("rounds", "seconds", "rounds", by_clock=True, is_open=True, is_circuit=True),
    DoseKind("for_time", "rounds", "rounds", is_circuit=True),
)
"""Reps, seconds of holding still, seconds of moving, steps each way, meters, max reps in a time, max reps, max rounds
of a circuit in a time, and a number of rounds as fast as possible."""

DOSE_KINDS: Final = tuple(kind.key for kind in _KINDS if kind.example is not None)
"""The kinds that are a key of an exercise in a routine."""
EXAMPLES: Final = {kind.key: kind.example for kind in _KINDS if kind.example is not None}
"""An example range for each of these: messages name it, and a new exercise begins with it."""
DOSE_UNITS: Final = {kind.key: kind.unit for kind in _KINDS}
"""What the number of a target counts, in words."""
RESULT_UNITS: Final = {kind.key: kind.result for kind in _KINDS}
"""What the number that was done counts, in words."""
DONE_UNITS: Final = {key: {"seconds": "s", "meters": "m"}.get(unit, unit) for key, unit in RESULT_UNITS.items()}
"""What the number that was done counts, as shown."""
WHOLE_KINDS: Final = tuple(kind.key for kind in _KINDS if kind.is_whole)
"""The kinds whose target is a whole number."""
BY_CLOCK: Final = tuple(kind.key for kind in _KINDS if kind.by_clock)
"""The kinds whose target is the seconds of the set, which ends by itself and can be made longer or shorter."""
OPEN_KINDS: Final = tuple(kind.key for kind in _KINDS if kind.is_open)
"""The kinds of which only the person knows how much was done."""
CIRCUITS: Final = tuple(kind.key for kind in _KINDS if kind.is_circuit)
"""The kinds that are all rounds of a circuit, which are counted by key."""
A_SIDE: Final = tuple(kind.key for kind in _KINDS if kind.is_a_side)
"""The kinds whose number is that of each side where sides alternate."""
IN_SECONDS: Final = tuple(kind.key for kind in _KINDS if kind.result == "seconds")
"""The kinds of which the seconds are what was done; they may have decimals."""
IN_REPS: Final = tuple(kind.key for kind in _KINDS if kind.result == "reps")
"""The kinds of which the reps are what was done."""
