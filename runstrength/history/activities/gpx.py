"""Runs in a GPX file: tracks with times."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, cast

from runstrength.history.activities import xml
from runstrength.history.activities.reading import Unreadable
from runstrength.history.runs import Run

RUNNING: Final = ("", "run", "running", "trail_running", "trailrun", "track_running", "treadmill_running", "9")
"""What tracks call a run; 9 is Strava's old number."""


def read(data: bytes) -> list[Run]:
    """Return the runs of a GPX file, a track each; a track that does not say what it is, is taken for one.

    Raises:
        Unreadable: it is no GPX, has no times, or is of another sport.
        ImportError: gpxpy or defusedxml is not installed.
    """
    import gpxpy
    import gpxpy.gpx

    root = xml.tree(data, "GPX")
    if not str(root.tag).endswith("gpx"):
        raise Unreadable("is XML, but not GPX; a GPX file of a run is needed")
    try:
        tracks = cast(list[Any], gpxpy.parse(data).tracks)
    except (gpxpy.gpx.GPXException, ValueError, TypeError) as error:
        raise Unreadable(f"{error}; a whole GPX file is needed") from None
    if not tracks:
        raise Unreadable("has no track; a GPX file of a run that was recorded is needed")
    runs = [track for track in tracks if (track.type or "").strip().lower().replace(" ", "_") in RUNNING]
    if not runs:
        kinds = ", ".join(sorted({str(track.type) for track in tracks}))
        raise Unreadable(f"found a track of the type {kinds}, running is needed")
    return [_run(track) for track in runs]


def _run(track: Any) -> Run:
    bounds = track.get_time_bounds()
    if bounds.start_time is None or bounds.end_time is None or bounds.end_time <= bounds.start_time:
        raise Unreadable("found a track without times; points with a time are needed")
    moving = track.get_moving_data()
    start = _aware(bounds.start_time)
    return Run(
        started=start,
        seconds=(_aware(bounds.end_time) - start).total_seconds(),
        moving=moving.moving_time or None,
        metres=track.length_2d() or None,
        title=(track.name or "").strip(),
    )


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
