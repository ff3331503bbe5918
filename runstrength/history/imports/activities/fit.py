"""Reads runs from FIT files of watches."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, Final

from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    number,
    number_or_none,
    read_moment,
    reason_of,
)
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.runs import RecordedRun

STEPS: Final = 5
"""The cost of one message of a FIT file, in steps of a budget: it takes as long as so many elements of XML."""
STEPS_OF_SESSION: Final = 1_000
"""The cost of one session, in steps; a triathlon has five."""
FIELDS: Final = (
    "sport",
    "start_time",
    "total_elapsed_time",
    "total_timer_time",
    "total_distance",
    "sport_profile_name",
    "workout_rpe",
)


def read(source: Source) -> Content:
    """Return the runs of a FIT file, for a triathlon its run.

    Raises:
        ActivityFileError: it is damaged, or has no run that can be read.
        ImportError: fitdecode is not installed.
    """
    import fitdecode

    sessions: list[dict[str, Any]] = []
    found, budget = Content(), source.budget
    file = io.BytesIO(source.data)
    try:
        with fitdecode.FitReader(  # which would give its own warnings on the terminal
            file, check_crc=fitdecode.CrcCheck.READONLY, error_handling=fitdecode.ErrorHandling.IGNORE
        ) as reader:
            for frame in reader:
                budget.step(STEPS)
                if isinstance(frame, fitdecode.FitCRC) and not frame.matched and not found.remarks:
                    found.remarks.append(ActivityFileError("has a wrong checksum and may be damaged: check the run"))
                if isinstance(frame, fitdecode.FitDataMessage) and frame.name == "session":
                    sessions.append({name: frame.get_value(name, fallback=None) for name in FIELDS})
                    budget.step(STEPS_OF_SESSION)
    except ActivityFileError:
        raise
    except Exception as error:  # what a damaged file leads to is not only FitError
        raise ActivityFileError(f"can't be read as FIT ({reason_of(error)}): copy or export it again") from None
    if not sessions:
        raise ActivityFileError("has no session: use the FIT file of a finished activity")
    for one in sessions:
        if one["sport"] != "running":
            found.passed_over.append(PassedOver(str(one["sport"] or "none")))
            continue
        try:
            found.runs.append(_run(one))
        except ActivityFileError as problem:
            found.problems.append(problem)
    return found


def _run(session: dict[str, Any]) -> RecordedRun:
    started = session["start_time"]
    key = "total_elapsed_time" if session["total_elapsed_time"] else "total_timer_time"
    if not isinstance(started, datetime) or not session[key]:
        raise ActivityFileError("has no start time or no duration: export the run again")
    timer, metres = session["total_timer_time"], session["total_distance"]
    effort = number_or_none(session["workout_rpe"], low=1, high=100)
    return RecordedRun(
        started=read_moment(started, "start_time"),
        seconds=number(session[key], key, low=0, high=MAX_SECONDS),
        moving=None if not timer else number(timer, "total_timer_time", low=0, high=MAX_SECONDS),
        metres=None if not metres else number(metres, "total_distance", low=0, high=MAX_METERS),
        title=str(session["sport_profile_name"] or ""),
        effort=min(10, max(1, round(effort / 10))) if effort else None,
    )
