"""Runs in a FIT file of a watch."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from runstrength.history.activities.reading import Unreadable
from runstrength.history.runs import Run


def read(data: bytes) -> list[Run]:
    """Return the runs of a FIT file; of a triathlon its run.

    Raises:
        Unreadable: it is damaged, or of another sport.
        ImportError: fitdecode is not installed.
    """
    import fitdecode

    sessions: list[Any] = []
    try:
        with fitdecode.FitReader(io.BytesIO(data)) as reader:
            sessions += [
                frame for frame in reader if isinstance(frame, fitdecode.FitDataMessage) and frame.name == "session"
            ]
    except Exception as error:  # what a damaged file leads to is not only FitError
        text = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Unreadable(f"cannot be read as FIT ({text}); a whole file of a watch is needed") from None
    if not sessions:
        raise Unreadable("has no end: no session is in it; a FIT file of a finished activity is needed")
    runs = [_run(one) for one in sessions if one.get_value("sport", fallback=None) == "running"]
    if not runs:
        sports = ", ".join(sorted({str(one.get_value("sport", fallback="none")) for one in sessions}))
        raise Unreadable(f"found the sport {sports}, running is needed")
    return runs


def _run(session: Any) -> Run:
    started = session.get_value("start_time", fallback=None)
    seconds = _number(session, "total_elapsed_time") or _number(session, "total_timer_time")
    if not isinstance(started, datetime) or started.tzinfo is None or not seconds:
        raise Unreadable("found a session without a start or a duration; both are needed")
    said = _number(session, "workout_rpe")
    return Run(
        started=started,
        seconds=seconds,
        moving=_number(session, "total_timer_time"),
        metres=_number(session, "total_distance"),
        title=str(session.get_value("sport_profile_name", fallback=None) or ""),
        effort=min(10, max(1, round(said / 10))) if said else None,
    )


def _number(session: Any, name: str) -> float | None:
    value = session.get_value(name, fallback=None)
    return float(value) if isinstance(value, int | float) else None
