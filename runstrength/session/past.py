"""What the coach knows of the past: the newest sessions, because files of many years would delay the first frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from runstrength.dates import time_before
from runstrength.session.record import Record
from runstrength.session.weeks import is_strength

DAYS: Final = 112
"""Days whose sessions are all known: a lighter week comes after weeks of training, readiness and runs need four."""
SESSIONS: Final = 8
"""So many strength sessions are known even if they are older, for what was done last time."""
MAX_SESSIONS: Final = 160
"""No more sessions are known, but for older self-checks."""
CHECKS: Final = 2
"""So many self-checks are known even if they are older than `DAYS`,"""
CHECK_DAYS: Final = 366
"""but not older than this many days: our default."""


def known_past(records: Sequence[Record], now: datetime) -> tuple[Record, ...]:
    """Return what the coach knows of a past, as `history.recent` reads it from files.

    Args:
        records: the whole past, the newest first, nothing in the future.
        now: the moment.
    """
    since, check_since = time_before(now, days=DAYS), time_before(now, days=CHECK_DAYS)
    known: list[Record] = []
    strength = checks = 0
    for record in records:
        is_check = record.kind == "check"
        if len(known) < MAX_SESSIONS and (record.started >= since or strength < SESSIONS):
            strength += is_strength(record)
        elif not is_check or checks >= CHECKS or record.started < check_since:
            continue
        known.append(record)
        checks += is_check
    return tuple(known)
