"""Flashes, for those who train without sound: a new phase lights up the screen, the last seconds their digits."""

from __future__ import annotations

import math
from typing import Final, Literal

from msgspec import Struct

from runstrength.session.state import RUNNING, Mode
from runstrength.session.view import EPSILON, SessionSnapshot

LASTS: Final = 0.25
"""Seconds that a flash lasts; at most one a second, which is far below what could harm anybody (three a second)."""
LAST_SECONDS: Final = 3
"""How many seconds at the end of a step flash, each when it begins."""


class Flash(Struct, frozen=True):
    """What is lit up at a moment."""

    what: Literal["", "phase", "digits"] = ""
    left: float = 0.0
    """Seconds until it is over."""


def flash_of(view: SessionSnapshot) -> Flash:
    """Return what is lit up at a moment of a session; nothing while the clock stands, nor when it has just begun."""
    if view.mode not in RUNNING or view.mode is Mode.OVERTIME:
        return Flash()
    begins = view.step.phase == "ready" and view.step.index == 0
    if view.elapsed < LASTS - EPSILON and not begins:
        return Flash("phase", LASTS - view.elapsed)
    if view.remaining is None or not 0 < view.count <= LAST_SECONDS:
        return Flash()
    passed = math.ceil(view.remaining - EPSILON) - view.remaining
    return Flash("digits", LASTS - passed) if passed < LASTS - EPSILON else Flash()
