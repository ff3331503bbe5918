"""Runs in a TCX file: activities with laps."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from runstrength.history.activities import xml
from runstrength.history.activities.reading import Unreadable
from runstrength.history.runs import Run


def read(data: bytes) -> list[Run]:
    """Return the runs of a TCX file.

    Raises:
        Unreadable: it is no TCX, has no times, or is of another sport.
        ImportError: defusedxml is not installed.
    """
    root = xml.tree(data, "TCX")
    if _name(root) != "TrainingCenterDatabase":
        raise Unreadable("is XML, but not TCX; a TCX file of a run is needed")
    activities = list(_all(root, "Activity"))
    if not activities:
        raise Unreadable("has no activity; a TCX file of a run that was recorded is needed")
    runs = [one for one in activities if one.get("Sport") == "Running"]
    if not runs:
        sports = ", ".join(sorted({str(one.get("Sport")) for one in activities}))
        raise Unreadable(f"found the sport {sports}, Running is needed")
    return [_run(one) for one in runs]


def _run(activity: Any) -> Run:
    laps = list(_all(activity, "Lap"))
    started = xml.moment(laps[0].get("StartTime")) if laps else None
    if started is None:
        raise Unreadable("found an activity without a lap that says when it began; one is needed")
    moving = sum(_number(lap, "TotalTimeSeconds") for lap in laps)
    times = [moment for time in _all(activity, "Time") if (moment := xml.moment(time.text))]
    ended = max(times, default=started)
    return Run(
        started=started,
        seconds=max((ended - started).total_seconds(), moving),
        moving=moving or None,
        metres=sum(_number(lap, "DistanceMeters") for lap in laps) or None,
    )


def _number(lap: Any, name: str) -> float:
    """Return a number of a lap, not of its points; 0 where it is not there."""
    text = next((child.text for child in lap if _name(child) == name), None)
    try:
        value = float(text or 0)
    except ValueError:
        value = -1.0
    if not (math.isfinite(value) and value >= 0):
        raise Unreadable(f'found "{text}", a number is needed', name)
    return value


def _all(element: Any, name: str) -> Iterator[Any]:
    return (one for one in element.iter() if _name(one) == name)


def _name(element: Any) -> str:
    """Return a tag without its namespace."""
    return str(element.tag).rpartition("}")[2]
