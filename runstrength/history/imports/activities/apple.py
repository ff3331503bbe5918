"""Reads runs from `export.xml`, all of a person's health data as an iPhone exports it.

It has millions of heart beats and few workouts, so the workouts are looked for, and only they are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final

from runstrength.dates import elapsed
from runstrength.history.imports.activities import xml
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    moment,
    number,
    number_or_none,
)
from runstrength.history.imports.activities.words import is_run
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.runs import RecordedRun
from runstrength.numbers import DISTANCE_UNITS, DURATION_UNITS

PREFIX: Final = "HKWorkoutActivityType"
DISTANCE: Final = "HKQuantityTypeIdentifierDistanceWalkingRunning"
LONGEST: Final = 1_000_000
"""Bytes of the longest workout: newer ones have their laps, pauses and statistics."""
_WORKOUT: Final = re.compile(rb"<Workout\s[^<>]*>")
_END: Final = b"</Workout>"
_ENTITY: Final = re.compile(rb"<!ENTITY|<!DOCTYPE[^\[>]*\b(?:SYSTEM|PUBLIC)\b")


def read(source: Source) -> Content:
    """Return the running workouts.

    Raises:
        ActivityFileError: it defines entities, or has no workout.
    """
    found = Content()
    data = source.data
    if _ENTITY.search(data[:LONGEST]):
        raise ActivityFileError("defines its own XML entities: export it again as Apple's export.xml")
    count = 0
    for match in _WORKOUT.finditer(data):
        count += 1
        source.budget.step()
        end = match.end()
        if not match[0].endswith(b"/>"):
            close = data.find(_END, end, end + LONGEST)
            end = close + len(_END) if close >= 0 else end
        try:
            workout = xml.parse(data[match.start() : end], "XML", _Workout, source.budget)
            sport = workout.attributes.get("workoutActivityType", "")
            if not is_run(sport):
                found.passed_over.append(PassedOver(sport.removeprefix(PREFIX) or "none", f"workout {count}"))
                continue
            found.add(partial(workout.run, f"workout {count}"))
        except ActivityFileError as problem:
            found.problems.append(ActivityFileError(str(problem), f"workout {count}"))
    if not count:
        raise ActivityFileError("has no workouts: use the export of an iPhone with runs")
    return found


class _Workout:
    """One workout while it is read."""

    def __init__(self) -> None:
        self.attributes: Mapping[str, str] = {}
        self.distance: tuple[str, str] = ("", "")
        """Its distance and the unit."""

    def start(self, path: list[str], attributes: Mapping[str, str]) -> None:
        """Store the attributes of the workout, or of its distance."""
        if path == ["Workout"]:
            self.attributes = dict(attributes)
            self.distance = (attributes.get("totalDistance", ""), attributes.get("totalDistanceUnit", ""))
        elif path == ["Workout", "WorkoutStatistics"] and attributes.get("type") == DISTANCE:
            self.distance = (attributes.get("sum", ""), attributes.get("unit", ""))

    def end(self, path: list[str], text: str) -> None:
        """Do nothing: everything is in attributes."""

    def run(self, place: str) -> RecordedRun:
        """Return the run that it is.

        Raises:
            ActivityFileError: it has no times, or impossible numbers.
        """
        started = _moment(self.attributes.get("startDate"), f"{place}, startDate")
        ended = _moment(self.attributes.get("endDate"), f"{place}, endDate")
        unit = DURATION_UNITS.get(self.attributes.get("durationUnit", "min"), 60.0)
        moving = number_or_none(self.attributes.get("duration"), low=0, high=MAX_SECONDS)
        seconds = elapsed(started, ended).total_seconds()
        amount, length = self.distance
        metres = number_or_none(amount, low=0, high=MAX_METERS)
        if metres is not None:
            metres = number(metres * DISTANCE_UNITS.get(length, 1000.0), f"{place}, distance", low=0, high=MAX_METERS)
        return RecordedRun(
            started=started,
            seconds=seconds,
            moving=min(moving * unit, seconds) if moving else None,
            metres=metres or None,
        )


def _moment(text: str | None, place: str) -> datetime:
    """Return a time like `2020-05-02 09:03:12 +0200`."""
    return moment((text or "").replace(" +", "+").replace(" -", "-"), place)
