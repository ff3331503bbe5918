"""The newest sessions alone, for what has to be known before the first frame: what the coach looks at.

When a session was stands in its file. The name of a file begins with the same time, and a file is last changed after
the session that it holds, so that most old files need not be read; nothing else is taken from name and clock.
"""

from __future__ import annotations

import os
from bisect import insort
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Final

import msgspec

from runstrength.dates import ago, in_future, to_utc
from runstrength.history.files import OURS, Found, Identity, read_one, years
from runstrength.history.files import read_one as look_into
from runstrength.session.record import DECODER, Record

DAYS: Final = 60
"""How far back everything is read; deload and readiness look at weeks, not at years."""
SESSIONS: Final = 8
"""So many strength sessions are looked for beyond that, for what was done last time."""
MOST: Final = 160
"""Sessions that are returned at the most."""

STAMP: Final = len("20261122T063005Z")
"""Characters of the time in a file's name."""

_RECORDS: Final = DECODER
_IDENTITIES: Final = msgspec.json.Decoder(Identity)


def recent(
    folder: Path, now: datetime, *, days: int = DAYS, sessions: int = SESSIONS, most: int = MOST
) -> tuple[Record, ...]:
    """Return the newest sessions that can be read, the newest first: all of the last weeks, and some before.

    What is dated in the future is not among them.

    Args:
        folder: of the history.
        now: the moment.
        days: how far back everything is read.
        sessions: how many strength sessions are looked for beyond that.
        most: how many sessions are returned at the most.
    """
    since = ago(now, days=days)
    first = _stamp(since)
    waiting = _files(folder, first, since.timestamp())
    found: dict[str, Found[Record]] = {}
    strength = 0
    while waiting and len(found) < most:
        stamp, file, one = waiting.pop()
        if stamp < first and strength >= sessions:
            break
        if one is None:
            read = read_one(file, _RECORDS)
            if not isinstance(read, Found):
                continue
            one, began = read, _stamp(read.item.started)
            if began != stamp:  # its name says another time: it waits for its turn
                insort(waiting, (began, file, one), key=itemgetter(0))
                continue
        if in_future(one.item.started, now):
            continue
        same = found.get(one.item.id)
        if same is None:
            strength += one.item.kind == "session" and one.item.sets_done > 0
        if same is None or (same.item.ended, same.changed) < (one.item.ended, one.changed):
            found[one.item.id] = one
    return tuple(sorted((one.item for one in found.values()), key=lambda item: (item.started, item.id), reverse=True))


def _files(folder: Path, first: str, since: float) -> list[tuple[str, str, Found[Record] | None]]:
    """Return every file of a history with the time at which its session began, the newest last.

    Args:
        folder: of the history.
        first: the time from which everything is read; what is older may be taken from the name of the file,
        since: where that was not changed from this time on, in seconds.
    """
    files: list[tuple[str, str, Found[Record] | None]] = []
    for place, names in years(folder):
        # A folder of long ago, in which no file was written or renamed since, is taken at the names in it.
        settled = os.path.basename(place) < f"{int(first[:4]) - 1:04d}" and _changed(place) < since  # noqa: PTH119
        for name in names:
            file = f"{place}{os.sep}{name}"
            stamp = name[:STAMP]
            if OURS.fullmatch(name) is None or (not settled and stamp < first and _changed(file) >= since):
                head = look_into(file, _IDENTITIES)
                if not isinstance(head, Found):
                    continue
                stamp = _stamp(head.item.started)
            files.append((stamp, file, None))
    files.sort(key=itemgetter(0, 1))
    return files


def _stamp(moment: datetime) -> str:
    """Return a time as the name of a file begins with it."""
    moment = to_utc(moment)
    return f"{moment.year:04d}{moment:%m%dT%H%M%SZ}"


def _changed(file: str) -> float:
    try:
        return os.stat(file).st_mtime  # noqa: PTH116  (a path for each of ten thousand files takes time)
    except OSError:
        return 0.0
