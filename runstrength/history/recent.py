"""The newest sessions alone, for what has to be known before the first frame: what the coach looks at."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from runstrength.history.files import Found, read_one, years
from runstrength.session.record import DECODER, Record

DAYS: Final = 60
"""How far back everything is read; deload and readiness look at weeks, not at years."""
SESSIONS: Final = 8
"""So many strength sessions are looked for beyond that, for what was done last time."""
MOST: Final = 160
"""Files that are read at the most."""

_RECORDS: Final = DECODER


def recent(
    folder: Path, now: datetime, *, days: int = DAYS, sessions: int = SESSIONS, most: int = MOST
) -> tuple[Record, ...]:
    """Return the newest sessions that can be read, the newest first: all of the last weeks, and some before.

    Files are taken at their names, which begin with the time of the session; one with another name is always read.

    Args:
        folder: of the history.
        now: the moment.
        days: how far back everything is read.
        sessions: how many strength sessions are looked for beyond that.
        most: how many files are read at the most.
    """
    since = now - timedelta(days=days)
    found: dict[str, Found[Record]] = {}
    strength = read = 0
    for place, names in years(folder):
        for name in sorted(names, reverse=True):
            if read >= most:
                break
            read += 1
            one = read_one(f"{place}{os.sep}{name}", _RECORDS)
            if not isinstance(one, Found):
                continue
            if one.item.started < since and strength >= sessions:
                read = most
                break
            strength += one.item.kind == "session" and one.item.sets_done > 0
            same = found.get(one.item.id)
            if same is None or (same.item.ended, same.changed) < (one.item.ended, one.changed):
                found[one.item.id] = one
    return tuple(sorted((one.item for one in found.values()), key=lambda item: (item.started, item.id), reverse=True))
