"""Decides what a recorded activity is: by its sport, and without one by its title and its speed."""

from __future__ import annotations

from typing import Final, Protocol

from runstrength.history.imports.activities.values import ActivityFileError, left_out
from runstrength.history.imports.activities.words import is_run, is_unsaid, other_sport_in
from runstrength.history.imports.content import Content, PassedOver
from runstrength.history.imports.runs import RecordedRun

SLOWEST: Final = 1.0
FASTEST: Final = 7.5
"""The average speeds of a run, in meters per second: slower is a walk, faster a ride."""
TAKEN: Final = "no sport in it: taken for a run"
"""What is said of one that is taken."""


class Recorded(Protocol):
    """An activity that was recorded point by point."""

    bad_points: int
    """How many points can't be read."""
    bad_point: ActivityFileError | None
    """Why the first of them can't be."""

    def run(self) -> RecordedRun:
        """Return the run that it is.

        Raises:
            ActivityFileError: it can't be read.
        """


def add_recorded(found: Content, activity: Recorded, sport: str) -> None:
    """Add an activity to what is in a file: as a run, as one of another sport, or as a problem.

    One without a sport is taken for a run, and that is said, unless its title or its speed is of another sport.

    Args:
        found: what is in the file so far.
        activity: the activity.
        sport: its sport, as the file says it.
    """
    untyped = is_unsaid(sport)
    if not untyped and not is_run(sport):
        found.passed_over.append(PassedOver(sport))
        return
    try:
        run = activity.run()
    except ActivityFileError as problem:
        found.problems.append(problem)
        return
    other = other_than_run(run) if untyped else None
    if other is not None:
        found.passed_over.append(other)
        return
    if untyped:
        found.remarks.append(ActivityFileError(TAKEN))
    if activity.bad_points:
        found.remarks.append(left_out(activity.bad_points, activity.bad_point))
    found.runs.append(run)


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
