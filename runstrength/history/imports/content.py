"""What a reader of a file gets and returns; `kinds.py` has the readers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct, field

from runstrength.dates import local_now
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.activities.values import ActivityFileError
from runstrength.history.imports.runs import RecordedRun
from runstrength.history.imports.sessions import IncomingSession
from runstrength.history.imports.strength.workout import Workout


class Source(Struct, frozen=True):
    """The content of one file, and what its reader has to know."""

    data: bytes
    file: str
    """The file's path, as the person knows it, for messages."""
    member: str = ""
    """The name of the member, if the file is an archive or a folder."""
    budget: Budget = field(default_factory=Budget)
    """How much may be read and computed."""
    units: str = "metric"
    """The person's units, for files that don't name theirs; one of `numbers.UNITS`."""
    now: datetime = field(default_factory=local_now)

    @property
    def name(self) -> str:
        """Its name."""
        return self.member or self.file

    @property
    def label(self) -> str:
        """The file, and the member if it is an archive."""
        return ": ".join(filter(None, (self.file, self.member)))


class PassedOver(Struct, frozen=True):
    """An activity that can be read, and isn't a run."""

    sport: str
    """What it is, as the file says it: `Biking`, `too fast for a run`."""
    place: str = ""
    """Its file, or its place in the file; empty for a file with one activity."""
    sentence: str = ""
    """Why it isn't a run, if that isn't its sport: `has no sport, and "ride" in its title`."""


class Content(Struct):
    """What is in one file."""

    runs: list[RecordedRun] = field(default_factory=list)
    sessions: list[IncomingSession] = field(default_factory=list)
    """Sessions of this program, with their ids."""
    workouts: list[Workout] = field(default_factory=list)
    """Sessions of strength apps."""
    problems: list[ActivityFileError] = field(default_factory=list)
    """Why parts of it can't be read."""
    remarks: list[ActivityFileError] = field(default_factory=list)
    """What a person should know of runs that were read."""
    passed_over: list[PassedOver] = field(default_factory=list)
    """Activities of other sports."""

    def add(self, run: Callable[[], RecordedRun]) -> None:
        """Add a run, or why it can't be read.

        Args:
            run: returns it, or raises `ActivityFileError`.
        """
        try:
            self.runs.append(run())
        except ActivityFileError as problem:
            self.problems.append(problem)


Reader = Callable[[Source], Content]
"""Reads a file of one kind; raises `ActivityFileError` if nothing in it can be read."""
