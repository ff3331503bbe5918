"""Sessions for the tests of the history, and what these tests do to its files."""

from __future__ import annotations

import errno
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from runstrength.session.record import Record, SetDone, SetTarget

CET = timezone(timedelta(hours=1))
MORNING = datetime(2026, 11, 22, 7, 30, 5, tzinfo=CET)
PLANK = SetDone(
    step=57,
    exercise="side_plank",
    block="B",
    set=1,
    side="left",
    target=SetTarget("hold", 30),
    done=30,
    seconds=30.0,
    at=412.5,
)


def record(id_: str = "abcd1234", days: float = 0, **more: Any) -> Record:
    """Return a session of `days` after the first morning."""
    start = MORNING + timedelta(days=days)
    fields = {"kind": "session", "started": start, "ended": start + timedelta(minutes=36), "completed": True}
    return Record(id=id_, **{**fields, **more})


def fail(*_: object) -> int:
    """Stand in for a system call on a full disk."""
    raise OSError(errno.ENOSPC, "No space left on device")


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(path: Path, **keys: object) -> Path:
    """Set keys of a file as another program would."""
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **keys}), encoding="utf-8")
    return path
