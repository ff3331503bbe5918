"""Reads runs from TCX files: activities with laps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from runstrength.history.imports.activities import xml
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    moment,
    number,
)
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.runs import RecordedRun


def read(source: Source) -> Content:
    """Return the runs of a TCX file.

    Raises:
        ActivityFileError: it is not TCX, or has no run that can be read.
    """
    document = _Activities()
    xml.parse(source.data, "TCX", document, source.budget)
    if not document.activities:
        raise ActivityFileError("has no activity: use the TCX file of a recorded run")
    found = Content()
    for activity in document.activities:
        if activity.sport == "Running":
            found.add(activity.run)
        else:
            found.passed_over.append(PassedOver(str(activity.sport)))
    return found


class _Activity:
    """One activity while it is read."""

    def __init__(self, sport: str | None) -> None:
        self.sport = sport
        self.started: datetime | None = None
        self.ended: datetime | None = None
        self.laps = 0
        self.moving = 0.0
        self.metres = 0.0
        self.problem: ActivityFileError | None = None
        """The first problem in it."""

    def run(self) -> RecordedRun:
        """Return the run that it is.

        Raises:
            ActivityFileError: it has no start, or an impossible number.
        """
        if self.problem is not None:
            raise self.problem
        if self.started is None:
            raise ActivityFileError("an activity has no start time: export the run again")
        number(self.moving, "TotalTimeSeconds", low=0, high=MAX_SECONDS)
        number(self.metres, "DistanceMeters", low=0, high=MAX_METERS)
        ended = self.ended or self.started
        return RecordedRun(
            started=self.started,
            seconds=max((ended - self.started).total_seconds(), self.moving),
            moving=self.moving or None,
            metres=self.metres or None,
        )

    def take(self, name: str, text: str) -> None:
        """Store a number of a lap, or the time of a point."""
        if name == "TotalTimeSeconds":
            self.moving += number(text or 0, name, low=0, high=MAX_SECONDS)
        elif name == "DistanceMeters":
            self.metres += number(text or 0, name, low=0, high=MAX_METERS)
        elif text:
            when = moment(text, f"lap {self.laps}, Time")
            self.ended = when if self.ended is None else max(self.ended, when)


class _Activities(xml.Handler):
    """Collects the activities of a document."""

    def __init__(self) -> None:
        self.activities: list[_Activity] = []

    def start(self, path: list[str], attributes: Mapping[str, str]) -> None:
        """Start an activity or a lap."""
        name = path[-1]
        if len(path) == 1 and name != "TrainingCenterDatabase":
            raise ActivityFileError("isn't TCX: use the TCX file of a run")
        if name == "Activity":
            self.activities.append(_Activity(attributes.get("Sport")))
        elif name == "Lap" and self.activities:
            activity = self.activities[-1]
            activity.laps += 1
            if activity.laps == 1 and activity.problem is None and attributes.get("StartTime"):
                try:
                    activity.started = moment(attributes["StartTime"], "lap 1, StartTime")
                except ActivityFileError as problem:
                    activity.problem = problem

    def end(self, path: list[str], text: str) -> None:
        """Store the text of an element."""
        if not self.activities or self.activities[-1].problem is not None:
            return
        match path:
            case [*_, "Lap", ("TotalTimeSeconds" | "DistanceMeters")] | [*_, "Trackpoint", "Time"]:
                try:
                    self.activities[-1].take(path[-1], text)
                except ActivityFileError as problem:
                    self.activities[-1].problem = problem
