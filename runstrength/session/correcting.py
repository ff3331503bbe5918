"""What a correction makes of a set that was logged: the same while a session runs, at its end, and years later."""

from __future__ import annotations

import math
from typing import Final

from msgspec.structs import replace

from runstrength.numbers import tidy
from runstrength.session.commands import IllegalCommand, Log
from runstrength.session.record import SetDone

MOST_DONE: Final = 10_000
"""Reps, steps or seconds that can be logged for one set."""
MOST_LOAD: Final = 1000.0
"""Kilograms that can be logged for one set."""
MOST_RESERVE: Final = 10
"""Reps in reserve that can be logged."""


def corrected(old: SetDone, command: Log) -> SetDone:
    """Return a set with what a command says of it; one that was skipped is done when something was done.

    Raises:
        IllegalCommand: a number is out of its range.
    """
    limits = ((command.done, MOST_DONE), (command.load_kg, MOST_LOAD), (command.reserve, MOST_RESERVE))
    for value, most in limits:
        if value is not None and not (math.isfinite(value) and 0 <= value <= most):
            raise IllegalCommand(f"a number from 0 to {most:g} is needed")
    changes: dict[str, object] = {
        name: value for name in ("reserve", "niggle") if (value := getattr(command, name)) is not None
    }
    if command.load_kg is not None:
        changes["load_kg"] = command.load_kg or None
    if command.done is not None:
        changes |= {"done": tidy(command.done, 2), "skipped": old.skipped and command.done == 0}
    return replace(old, **changes)
