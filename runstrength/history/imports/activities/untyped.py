"""Decides whether an activity without a sport is a run: by its title and its speed."""

from __future__ import annotations

from typing import Final

from runstrength.history.imports.activities.words import other_sport_in
from runstrength.history.imports.content import PassedOver
from runstrength.history.imports.runs import RecordedRun

SLOWEST: Final = 1.0
FASTEST: Final = 7.5
"""The average speeds of a run, in meters per second: slower is a walk, faster a ride."""
TAKEN: Final = "no sport in it: taken for a run"
"""What is said of one that is taken."""


def other_than_run(run: RecordedRun) -> PassedOver | None:
    """Return what an activity without a sport is if it is no run; None if it is taken for one."""
    word = other_sport_in(run.title)
    if word:
        return PassedOver(f'"{word}" in the title', sentence=f'has no sport, and "{word}" in its title')
    seconds = run.moving or run.seconds
    if not run.metres or not seconds:
        return None
    speed = run.metres / seconds
    if SLOWEST <= speed <= FASTEST:
        return None
    what = f"too {'slow' if speed < SLOWEST else 'fast'} for a run"
    return PassedOver(what, sentence=f"has no sport, and is {what} ({speed:.1f} m/s on average)")
