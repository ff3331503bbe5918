"""Reads runs from TCX files: activities with laps."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from runstrength.history.imports.activities import xml
from runstrength.history.imports.activities.recorded import add_recorded
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    moment,
    number,
    number_or_none,
)
from runstrength.history.imports.activities.words import is_run, plain
from runstrength.history.imports.content import Content, Source
from runstrength.history.imports.runs import RecordedRun

OTHER: Final = "other"
"""The sport of what is neither running nor cycling; some programs write it for runs in the woods."""


def read(source: Source) -> Content:
    """Return the runs of a TCX file.

    Raises:
        ActivityFileError: it is not TCX, or has no run that can be read.
    """
    document = xml.parse(source.data, "TCX", _Activities, source.budget)
    if not document.activities:
        raise ActivityFileError("has no activity: use the TCX file of a recorded run")
    found = Content()
    for activity in document.activities:
        sport = activity.sport or ""
        unsaid = plain(sport) == OTHER and is_run(activity.title)
        add_recorded(found, activity, "" if unsaid else sport)
    return found


class _Activity:
    """One activity while it is read."""

    def __init__(self, sport: str | None) -> None:
        self.sport = sport
        self.title = ""
        self.started: datetime | None = None
        self.first: datetime | None = None
        """The time of its first point, or its id, which is a time."""
        self.ended: datetime | None = None
        self.laps = 0
        self.moving = 0.0
        self.metres = 0.0
        self.reached = 0.0
        """The meters of the point that is the farthest."""
        self.bad_points = 0
        """How many points have a time that can't be read."""
        self.bad_point: ActivityFileError | None = None
        """Why the first of them can't be."""
        self.problem: ActivityFileError | None = None
        """The first problem in it."""

    def run(self) -> RecordedRun:
        """Return the run that it is.

        Raises:
            ActivityFileError: it has no start, or an impossible number.
        """
        if self.problem is not None:
            raise self.problem
        started = self.started or self.first
        if started is None or not self.laps:
            raise ActivityFileError("an activity has no start time: export the run again")
        number(self.moving, "TotalTimeSeconds", low=0, high=MAX_SECONDS)
        number(self.metres, "DistanceMeters", low=0, high=MAX_METERS)
        ended = self.ended or started
        return RecordedRun(
            started=started,
            seconds=max((ended - started).total_seconds(), self.moving),
            moving=self.moving or None,
            metres=self.metres or self.reached or None,
            title=self.title,
        )

    def take(self, name: str, text: str) -> None:
        """Store a number of a lap, or the time of a point."""
        if name == "TotalTimeSeconds":
            self.moving += number(text or 0, name, low=0, high=MAX_SECONDS)
        elif name == "DistanceMeters":
            self.metres += number(text or 0, name, low=0, high=MAX_METERS)

    def point(self, name: str, text: str) -> None:
        """Store the time or the distance of a point; one that can't be read is left out."""
        if name == "DistanceMeters":
            self.reached = max(self.reached, number_or_none(text, low=0, high=MAX_METERS) or 0.0)
            return
        if not text:
            return
        try:
            when = moment(text, f"lap {self.laps}, Time")
        except ActivityFileError as problem:
            self.bad_points += 1
            self.bad_point = self.bad_point or problem
            return
        self.first = when if self.first is None else min(self.first, when)
        self.ended = when if self.ended is None else max(self.ended, when)


class _Activities:
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
        activity = self.activities[-1]
        match path:
            case [*_, "Lap", ("TotalTimeSeconds" | "DistanceMeters")]:
                try:
                    activity.take(path[-1], text)
                except ActivityFileError as problem:
                    activity.problem = problem
            case [*_, "Trackpoint", ("Time" | "DistanceMeters")]:
                activity.point(path[-1], text)
            case [*_, "Activity", "Notes"] if not activity.title:
                activity.title = text
            case [*_, "Activity", "Id"] if activity.first is None:
                with contextlib.suppress(ActivityFileError):
                    activity.first = moment(text, "Id")
