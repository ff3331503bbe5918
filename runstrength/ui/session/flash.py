"""Flashes for training without sound: of the whole screen at a new phase, of the number in the last seconds."""

from __future__ import annotations

import math
from typing import Final, Literal

from msgspec import Struct

from runstrength.session.state import RUNNING, Mode
from runstrength.session.view import EPSILON, SessionSnapshot

FLASH_SECONDS: Final = 0.25
"""Duration of a flash in seconds; one per second is safe, since only three or more per second can trigger seizures."""
LAST_SECONDS: Final = 3
"""The number of seconds at the end of a step with a flash each."""


class Flash(Struct, frozen=True):
    """The flash at a moment."""

    what: Literal["", "phase", "digits"] = ""
    left: float = 0.0
    """Seconds until it ends."""


def flash_of(snapshot: SessionSnapshot) -> Flash:
    """Return the flash at a moment of a session; none while it is paused, and none at its start."""
    if snapshot.mode not in RUNNING or snapshot.mode is Mode.OVERTIME:
        return Flash()
    is_start = snapshot.step.phase == "ready" and snapshot.step.index == 0
    if snapshot.elapsed < FLASH_SECONDS - EPSILON and not is_start:
        return Flash("phase", FLASH_SECONDS - snapshot.elapsed)
    if snapshot.remaining is None or not 0 < snapshot.count <= LAST_SECONDS:
        return Flash()
    passed = math.ceil(snapshot.remaining - EPSILON) - snapshot.remaining
    return Flash("digits", FLASH_SECONDS - passed) if passed < FLASH_SECONDS - EPSILON else Flash()
