"""Reads runs from FIT files of watches."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from msgspec import Struct, field

from runstrength.dates import in_zone
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.activities.fit_messages import picked
from runstrength.history.imports.activities.recorded import TAKEN
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    number,
    number_or_none,
    read_moment,
    reason_of,
)
from runstrength.history.imports.activities.words import is_run, is_unsaid
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.runs import RecordedRun

STEPS_OF_SESSION: Final = 1_000
"""The cost of one session, in steps; a triathlon has five."""
FIELDS: Final = {
    "file_id": ("type", "manufacturer", "product"),
    "session": (
        "sport",
        "sub_sport",
        "start_time",
        "total_elapsed_time",
        "total_timer_time",
        "total_distance",
        "sport_profile_name",
        "workout_rpe",
    ),
    "activity": ("timestamp", "local_timestamp"),
}
"""The messages and fields that are decoded."""
NUMBERS: Final = frozenset({0, 18, 34, 206, 207})
"""The numbers of these messages in Garmin's profile, and of the ones that describe fields of apps."""
EPOCH: Final = datetime(1989, 12, 31)
"""The start of FIT's time; local times are counted from it too."""
NO_SPORT: Final = (None, "generic", "fitness_equipment", "all")
"""Sports of a session that leave it to the sub-sport."""
RUNNING: Final = ("treadmill", "indoor_running")
"""Sub-sports that are running without a sport."""
TITLES: Final = {
    "treadmill": "Treadmill run",
    "street": "Street run",
    "trail": "Trail run",
    "track": "Track run",
    "indoor_running": "Indoor run",
    "virtual_activity": "Virtual run",
    "obstacle": "Obstacle run",
    "ultra": "Ultra run",
}
"""The titles of runs without one, by their sub-sports."""
OFFSETS: Final = timedelta(minutes=15)
"""Offsets from UTC are multiples of it."""
LARGEST_OFFSET: Final = timedelta(hours=14)


class _Decoded(Struct):
    """The values of a file."""

    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in FIELDS})

    def first(self, message: str, key: str) -> Any:
        """Return a value of the first message of a kind; None if there is none."""
        return next((values[key] for values in self.messages[message]), None)


def read(source: Source) -> Content:
    """Return the runs of a FIT file, for a triathlon its run.

    Raises:
        ActivityFileError: it is damaged, or has no activity.
        ImportError: fitdecode is not installed.
    """
    import fitdecode

    files = picked(source.data, NUMBERS, source.budget)
    if not files:
        raise ActivityFileError("can't be read as FIT (it has no header): copy or export it again")
    found = Content()
    reason = kind = ""
    for file in files:
        decoded, problem = _decoded(fitdecode, file.data, source.budget)
        if file.ended_early:
            problem = problem or "it ends too early, or has something else in it"
        reason = reason or problem
        kind = kind or str(decoded.first("file_id", "type") or "")
        _add(found, decoded)
        if file.wrong_checksum and decoded.messages["session"]:
            found.remarks.append(ActivityFileError("has a wrong checksum and may be damaged: check the run"))
    if not (found.runs or found.problems or found.passed_over):
        if reason:
            raise ActivityFileError(f"can't be read as FIT ({reason}): copy or export it again")
        if kind not in ("", "activity"):
            what = "of another kind" if kind.isdecimal() else f"of {kind.replace('_', ' ')}"
            raise ActivityFileError(f"is a file {what}, not an activity: use the FIT file of a finished activity")
        raise ActivityFileError("has no session: use the FIT file of a finished activity")
    if reason and found.runs:
        found.remarks.append(ActivityFileError("is damaged, but its summary of the run is whole: check the run"))
    return found


def _decoded(fitdecode: Any, data: bytes, budget: Budget) -> tuple[_Decoded, str]:
    """Return the values of a file, as far as it can be decoded, and why it can't be further."""
    decoded = _Decoded()
    try:
        with fitdecode.FitReader(  # which would give its own warnings on the terminal
            io.BytesIO(data),
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            for frame in reader:
                if isinstance(frame, fitdecode.FitDataMessage) and frame.name in FIELDS:
                    budget.step(STEPS_OF_SESSION)
                    values = {name: frame.get_value(name, fallback=None) for name in FIELDS[frame.name]}
                    decoded.messages[frame.name].append(values)
    except ActivityFileError:
        raise
    except Exception as error:  # what a damaged file leads to is not only FitError
        return decoded, reason_of(error)
    return decoded, ""


def _add(found: Content, decoded: _Decoded) -> None:
    """Add the activities of a file."""
    offset = _offset(decoded)
    ours = decoded.first("file_id", "manufacturer") == "development" and decoded.first("file_id", "product") == 1
    for one in decoded.messages["session"]:
        sport = _sport(one)
        if sport is None:
            try:
                found.runs.append(_run(one, offset))
            except ActivityFileError as problem:
                found.problems.append(problem)
            else:
                if one["sport"] != "running" and one["sub_sport"] not in RUNNING:
                    found.remarks.append(ActivityFileError(TAKEN))
        elif ours and one["sport"] == "training":
            found.passed_over.append(PassedOver("training (runstrength's own: import its .json)"))
        else:
            found.passed_over.append(PassedOver(sport))


def _sport(session: Mapping[str, Any]) -> str | None:
    """Return the sport of a session if it isn't running, else None."""
    sport, sub_sport = session["sport"], session["sub_sport"]
    if sport == "running":
        return None
    profile = str(session["sport_profile_name"] or "")
    if sport in NO_SPORT and (sub_sport in RUNNING or (sub_sport in (None, "generic") and is_run(profile))):
        return None
    if sport in NO_SPORT and sub_sport not in (None, "generic"):
        return str(sub_sport)
    return str(sport or "none") if is_unsaid(profile) else f"{sport or 'none'} ({profile})"


def _offset(decoded: _Decoded) -> timezone | None:
    """Return the offset from UTC, if the file has a local time too."""
    for values in decoded.messages["activity"]:
        moment, local = values["timestamp"], values["local_timestamp"]
        if isinstance(local, int):
            try:
                local = EPOCH + timedelta(seconds=local)
            except OverflowError:
                continue
        if not isinstance(moment, datetime) or not isinstance(local, datetime):
            continue
        apart = local.replace(tzinfo=None) - moment.replace(tzinfo=None)
        offset = round(apart / OFFSETS) * OFFSETS
        if offset and abs(offset) <= LARGEST_OFFSET and abs(apart - offset) <= timedelta(minutes=1):
            return timezone(offset)
    return None


def _run(session: Mapping[str, Any], offset: timezone | None) -> RecordedRun:
    started = session["start_time"]
    key = "total_elapsed_time" if session["total_elapsed_time"] else "total_timer_time"
    if not isinstance(started, datetime) or not session[key]:
        raise ActivityFileError("has no start time or no duration: export the run again")
    timer, metres = session["total_timer_time"], session["total_distance"]
    effort = number_or_none(session["workout_rpe"], low=1, high=100)
    started = read_moment(started, "start_time")
    return RecordedRun(
        started=started if offset is None else in_zone(started, offset),
        seconds=number(session[key], key, low=0, high=MAX_SECONDS),
        moving=None if not timer else number(timer, "total_timer_time", low=0, high=MAX_SECONDS),
        metres=None if not metres else number(metres, "total_distance", low=0, high=MAX_METERS),
        title=str(session["sport_profile_name"] or TITLES.get(str(session["sub_sport"]), "")),
        effort=min(10, max(1, round(effort / 10))) if effort else None,
    )
