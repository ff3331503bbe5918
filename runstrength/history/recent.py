"""The newest sessions alone, which the coach needs before the first frame.

A file contains the start of its session. The file's name repeats that time, and is trusted if the file was last
changed before the weeks that matter, or if its first bytes agree with its name. All other files are read. The folder of
an earlier year to which no file was added in these weeks is used only if newer folders hold too few sessions.

Self-checks are rare, and compared with one another: the newest ones of a year are returned too. For this only the first
bytes of older files are read, which say what kind of session they hold.
"""

from __future__ import annotations

import os
import re
from bisect import insort
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Final

from runstrength.dates import in_future, time_before, utc_stamp
from runstrength.history.files import IDENTITIES, OURS, READING, Found, read_one, years
from runstrength.history.files import read_one as look_into
from runstrength.session.past import CHECK_DAYS, CHECKS, DAYS, MAX_SESSIONS, SESSIONS
from runstrength.session.record import DECODER, Record

STAMP: Final = len("20261122T063005Z")
"""Characters of the time in a file's name."""
LATEST: Final = "~"
"""What sorts after every time in a name."""
BEGINNING: Final = 512
"""Bytes of a file that are compared with its name."""
NO_TIME: Final = timedelta(0)
SECOND: Final = timedelta(seconds=1)

# The first keys of a session's file up to its start. Whatever is written in another way is read as a whole.
_STARTED: Final = (
    rb'\{\s*(?:"(?:schema|id|kind|routine|title|level)":\s*(?:"[^"\\]*"|[0-9]+),\s*)*"started":\s*"([^"\\]+)"'
)

_KIND: Final = rb'\{\s*(?:"(?:schema|id)":\s*(?:"[^"\\]*"|[0-9]+),\s*)*"kind":\s*"([a-z]+)"'
"""How the file of a session begins, up to its kind."""

_Waiting = tuple[str, str, Found[Record] | None]
"""When a session started, as in the names of files; its file; and the session, if it has been read."""


def recent(
    folder: Path,
    now: datetime,
    *,
    days: int = DAYS,
    sessions: int = SESSIONS,
    checks: int = CHECKS,
    most: int = MAX_SESSIONS,
) -> tuple[Record, ...]:
    """Return the newest sessions that can be read, the newest first: all of the last weeks, and some before.

    Sessions in the future are left out.

    Args:
        folder: the folder of the history.
        now: the moment.
        days: all sessions of this many days are returned.
        sessions: this many strength sessions are returned even if they are older.
        checks: this many self-checks are returned even if they are older.
        most: no more sessions are returned.
    """
    since = time_before(now, days=days)
    first = utc_stamp(since)
    waiting, earlier = _files(folder, first, since.timestamp())
    found: dict[str, Found[Record]] = {}
    strength, oldest = 0, LATEST

    def enough(stamp: str) -> bool:
        """Return whether nothing from this time on is needed; what started in the same second belongs together."""
        return stamp < first and strength >= sessions and stamp < oldest

    while len(found) < most:
        if earlier and (not waiting or waiting[-1][0] < earlier[-1][0]):
            if enough(earlier[-1][0]):
                break
            waiting = _sorted([*waiting, *_named(*earlier.pop()[1:])])
            continue
        if not waiting:
            break
        if enough(waiting[-1][0]):
            break
        stamp, file, entry = waiting.pop()
        if entry is None:
            read = read_one(file, DECODER)
            if not isinstance(read, Found):
                continue
            entry, began = read, utc_stamp(read.item.started)
            if began != stamp:  # its name says another time: it waits for its turn
                insort(waiting, (began, file, entry), key=itemgetter(0))
                continue
        if in_future(entry.item.started, now):
            continue
        same = found.get(entry.item.id)
        if same is None and entry.item.kind == "session" and entry.item.sets_done > 0:
            strength += 1
            oldest = stamp if strength <= sessions else oldest
        if same is None or (same.item.ended, same.changed) < (entry.item.ended, entry.changed):
            found[entry.item.id] = entry
    wanted = checks - sum(entry.item.kind == "check" for entry in found.values())
    if wanted > 0:
        since = time_before(now, days=CHECK_DAYS)
        in_time = [_named(*folder[1:]) for folder in earlier if folder[0] >= utc_stamp(since)]
        waiting = _sorted([*waiting, *(file for files in in_time for file in files)])
        for entry in _older_checks(waiting, since, set(found), wanted):
            found[entry.item.id] = entry
    return tuple(
        sorted((entry.item for entry in found.values()), key=lambda item: (item.started, item.id), reverse=True)
    )


def _older_checks(waiting: list[_Waiting], since: datetime, known: set[str], wanted: int) -> list[Found[Record]]:
    """Return the newest self-checks among files, each once.

    Args:
        waiting: the files, the newest last.
        since: nothing older is returned.
        known: the ids of sessions that are left out.
        wanted: the most that are returned.
    """
    first = utc_stamp(since)
    checks: dict[str, Found[Record]] = {}
    for stamp, file, entry in reversed(waiting):
        if stamp < first or len(checks) == wanted:
            break
        read = entry or (read_one(file, DECODER) if _may_be_a_check(file) else None)
        is_check = isinstance(read, Found) and read.item.kind == "check" and read.item.started >= since
        if isinstance(read, Found) and is_check and read.item.id not in known:
            checks.setdefault(read.item.id, read)
    return list(checks.values())


def _may_be_a_check(file: str) -> bool:
    """Return whether the first bytes of a file say that it holds a self-check, or do not tell."""
    try:
        handle = os.open(file, READING)
        try:
            match = re.match(_KIND, os.read(handle, BEGINNING))
        finally:
            os.close(handle)
    except OSError:
        return False
    return match is None or match[1] == b"check"


def _files(folder: Path, first: str, since: float) -> tuple[list[_Waiting], list[tuple[str, str, list[str]]]]:
    """Return every file of a history with the time at which its session started, the newest last.

    The second list has the folders of earlier years whose names can be trusted: the newest name's time, the folder, and
    the names in it; the newest folder last.

    Args:
        folder: the folder of the history.
        first: the start of the time in which every session is read.
        since: the same in seconds.
    """
    files: list[_Waiting] = []
    earlier: list[tuple[str, str, list[str]]] = []
    before = int(first[:4]) - 1
    for place, names in years(folder):
        if not names:
            continue
        year = os.path.basename(place)  # noqa: PTH119
        if year < f"{before:04d}" and _changed(place) < since and min(names) >= year and max(names)[:4] == year:
            earlier.append((max(names)[:STAMP], place, names))
            continue
        newer = year >= f"{before:04d}"  # else the whole folder was copied or imported, and so were its files
        for name in names:
            stamp, file = name[:STAMP], f"{place}{os.sep}{name}"
            if OURS.fullmatch(name) and (stamp >= first or (newer and _changed(file) < since) or _agrees(file, stamp)):
                files.append((stamp, file, None))
            else:
                files += _looked_into(file)
    earlier.sort()
    return _sorted(files), earlier


def _named(place: str, names: list[str]) -> list[_Waiting]:
    """Return the files of a folder with the times in their names, or in the files that are not named by a time."""
    files: list[_Waiting] = []
    for name in names:
        file = f"{place}{os.sep}{name}"
        files += [(name[:STAMP], file, None)] if OURS.fullmatch(name) else _looked_into(file)
    return files


def _looked_into(file: str) -> list[_Waiting]:
    """Return a file with the time at which its session started, read from it; nothing if it cannot be read."""
    head = look_into(file, IDENTITIES)
    return [(utc_stamp(head.item.started), file, None)] if isinstance(head, Found) else []


def _agrees(file: str, stamp: str) -> bool:
    """Return whether the first bytes of a file say that its session started at a time; False if they do not tell."""
    try:
        handle = os.open(file, READING)
        try:
            match = re.match(_STARTED, os.read(handle, BEGINNING))
        finally:
            os.close(handle)
        if match is None:
            return False
        started = datetime.fromisoformat(match[1].decode("ascii"))
        return NO_TIME <= started - datetime.fromisoformat(stamp) < SECOND
    except (OSError, ValueError, TypeError):  # TypeError: it has no offset
        return False


def _sorted(files: list[_Waiting]) -> list[_Waiting]:
    return sorted(files, key=itemgetter(0, 1))


def _changed(file: str) -> float:
    try:
        return os.stat(file).st_mtime  # noqa: PTH116  (a path for each of ten thousand files takes time)
    except OSError:
        return 0.0
