"""Reads runs from GPX files: tracks with times."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from runstrength.dates import in_zone
from runstrength.history.imports.activities import xml
from runstrength.history.imports.activities.recorded import add_recorded
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    ActivityFileError,
    TooFarError,
    moment,
    number,
)
from runstrength.history.imports.content import Content, Source
from runstrength.history.imports.runs import RecordedRun

RUN_OF_STRAVA: Final = "9"
"""The number of running in old files of Strava."""
RUNNING: Final = "running"
STOP: Final = 5.0
"""Seconds without movement from which a stop is one: watches often write a place twice."""
MAX_POINTS: Final = 700_000
"""Points that a file may have; a week with a point per second has fewer."""
RADIUS: Final = 6_378_137.0
"""The radius of the Earth at the equator, in meters (WGS 84)."""
STANDING: Final = 1 / 3.6
"""Meters per second below which a person stands still."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def read(source: Source) -> Content:
    """Return the runs of a GPX file, one per track.

    Raises:
        ActivityFileError: it is not GPX, or has no run that can be read.
    """
    document = xml.parse(source.data, "GPX", _Tracks, source.budget)
    if not document.tracks:
        raise ActivityFileError("has no track: use the GPX file of a recorded run")
    found = Content()
    for track in document.tracks:
        add_recorded(found, track, RUNNING if track.kind.strip() == RUN_OF_STRAVA else track.kind)
    return found


class _Segment:
    """Points without a gap, as columns of numbers; a point without a time has NaN."""

    def __init__(self) -> None:
        self.times = array("d")
        self.latitudes = array("d")
        self.longitudes = array("d")

    def sort(self) -> None:
        """Sort the points by their times; one without a time stays behind the one before it."""
        times = self.times
        if all(times[place] <= times[place + 1] for place in range(len(times) - 1)):
            return
        keys: list[float] = []
        for time in times:
            keys.append(keys[-1] if math.isnan(time) and keys else time)
        order = sorted(range(len(times)), key=lambda place: -math.inf if math.isnan(keys[place]) else keys[place])
        for name in ("times", "latitudes", "longitudes"):
            column = getattr(self, name)
            setattr(self, name, array("d", (column[place] for place in order)))

    def drop_last(self) -> None:
        """Leave out the last point."""
        for column in (self.times, self.latitudes, self.longitudes):
            column.pop()


class _Track:
    """One track while it is read."""

    def __init__(self) -> None:
        self.name = ""
        self.kind = ""
        self.segments: list[_Segment] = []
        self.zone: datetime | None = None
        """Its first time, with its offset."""
        self.bad_points = 0
        """How many points can't be read."""
        self.bad_point: ActivityFileError | None = None
        """Why the first of them can't be."""

    def leave_out(self, problem: ActivityFileError) -> None:
        """Count a point that can't be read."""
        self.bad_points += 1
        self.bad_point = self.bad_point or problem

    def run(self) -> RecordedRun:
        """Return the run that it is.

        Raises:
            ActivityFileError: it has no times, or goes farther than anybody runs.
        """
        times = [moment for segment in self.segments for moment in segment.times if not math.isnan(moment)]
        start, end = min(times, default=0.0), max(times, default=0.0)
        if self.zone is None or end <= start:
            raise self.bad_point or ActivityFileError("a track has no times: export the run with times")
        metres = moving = 0.0
        for segment in self.segments:
            segment.sort()
            more, moved = _way(segment)
            metres, moving = metres + more, moving + moved
        if metres > MAX_METERS:
            raise TooFarError(metres, "track")
        return RecordedRun(
            started=in_zone(EPOCH + timedelta(seconds=start), self.zone.tzinfo),
            seconds=end - start,
            moving=moving or None,
            metres=metres or None,
            title=self.name,
        )


class _Tracks:
    """Collects the tracks of a document."""

    def __init__(self) -> None:
        self.tracks: list[_Track] = []
        self._points = 0
        self._bad = False
        """Whether the point under way can't be read."""

    def start(self, path: list[str], attributes: Mapping[str, str]) -> None:
        """Start a track, a segment or a point."""
        name = path[-1]
        if len(path) == 1 and name != "gpx":
            raise ActivityFileError("isn't GPX: use the GPX file of a run")
        if name == "trk":
            self.tracks.append(_Track())
        elif not self.tracks:
            return
        elif name == "trkseg":
            self.tracks[-1].segments.append(_Segment())
        elif name == "trkpt":
            self._point(self.tracks[-1], attributes)

    def _point(self, track: _Track, attributes: Mapping[str, str]) -> None:
        self._points += 1
        if self._points > MAX_POINTS:
            raise ActivityFileError(f"has more than {MAX_POINTS:,} points: export the run again, or in parts")
        if not track.segments:
            track.segments.append(_Segment())
        segment, place = track.segments[-1], f"point {self._points:,}"
        self._bad = False
        try:
            latitude = number(attributes.get("lat"), f"{place}, lat", low=-90, high=90)
            longitude = number(attributes.get("lon"), f"{place}, lon", low=-180, high=180)
        except ActivityFileError as problem:
            self._bad = True
            track.leave_out(problem)
            return
        segment.latitudes.append(latitude)
        segment.longitudes.append(longitude)
        segment.times.append(math.nan)

    def end(self, path: list[str], text: str) -> None:
        """Store the text of an element."""
        if not self.tracks:
            return
        track = self.tracks[-1]
        match path:
            case [*_, "trkpt", "time"] if track.segments and not self._bad:
                try:
                    when = moment(text, f"point {self._points:,}, time")
                except ActivityFileError as problem:
                    self._bad = True
                    track.leave_out(problem)
                    track.segments[-1].drop_last()
                    return
                track.zone = track.zone or when
                track.segments[-1].times[-1] = (when - EPOCH).total_seconds()
            case [*_, "trk", "name"]:
                track.name = text
            case [*_, "trk", "type"]:
                track.kind = text


def _way(segment: _Segment) -> tuple[float, float]:
    """Return the length of a segment in meters, and the moving time in seconds."""
    metres = moving = standing = 0.0
    latitudes, longitudes, times = segment.latitudes, segment.longitudes, segment.times
    for place in range(1, len(times)):
        step = _apart(latitudes[place - 1], longitudes[place - 1], latitudes[place], longitudes[place])
        metres += step
        seconds = times[place] - times[place - 1]
        if not seconds > 0:  # also with NaN
            continue
        if step / seconds > STANDING:
            moving += seconds + (standing if standing < STOP else 0.0)
            standing = 0.0
        else:
            standing += seconds
    return metres, moving + (standing if moving and standing < STOP else 0.0)


def _apart(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """Return the distance of two points on the ground, in meters (haversine formula)."""
    up = math.radians(latitude2 - latitude) / 2
    across = math.radians(longitude2 - longitude) / 2
    near = math.cos(math.radians(latitude)) * math.cos(math.radians(latitude2))
    chord = math.sin(up) ** 2 + near * math.sin(across) ** 2
    return 2 * RADIUS * math.asin(math.sqrt(min(1.0, chord)))
