"""Merges an edit of a session with changes that were made elsewhere since the session was read. Pure.

The edit is applied field by field, and set by set, to the session as its file has it now. If both changed the same
field, the edit wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.record import Record, SetDone

TIMES: Final = ("started", "ended")
"""Fields that are merged together."""
DONE: Final = ("done", "skipped")
"""The same for a set."""


class Merge(Struct, frozen=True):
    """The result of a merge."""

    changes: Mapping[str, Any]
    """Fields of `Record` to change in the session as it is now."""
    elsewhere: bool
    """The session was changed elsewhere."""
    both: bool
    """The edit replaces a change from elsewhere."""


def merged(seen: Record, changes: Mapping[str, Any], now: Record) -> Merge:
    """Return the changes that apply an edit to the session as it is now.

    Args:
        seen: the session that the edit was made for.
        changes: fields of `Record` in that edit.
        now: the session as its file has it.
    """
    theirs = {key for key in Record.__struct_fields__ if getattr(seen, key) != getattr(now, key)} - {"schema", "id"}
    if not theirs:
        return Merge(changes, elsewhere=False, both=False)
    mine = {key: value for key, value in changes.items() if value != getattr(seen, key)}
    new: dict[str, Any] = {}
    both = False
    for key, value in mine.items():
        if key == "sets":
            new[key], same = _sets(seen.sets, value, now.sets)
            both = both or same
        elif key not in TIMES:
            new[key] = value
            both = both or (key in theirs and getattr(now, key) != value)
    if any(key in mine for key in TIMES):
        times, same = _times(seen, mine, now)
        new |= times
        both = both or same
    return Merge(new, elsewhere=True, both=both)


def _times(seen: Record, mine: Mapping[str, Any], now: Record) -> tuple[dict[str, datetime], bool]:
    """Return start and end: day, time of day and length are each taken from where they were changed."""
    started: datetime = mine.get("started", seen.started)
    length = mine.get("ended", seen.ended) - started
    both = False
    day, clock = now.started.date(), now.started.time()
    if started.date() != seen.started.date():
        both = both or day not in (seen.started.date(), started.date())
        day = started.date()
    if started.time() != seen.started.time():
        both = both or clock not in (seen.started.time(), started.time())
        clock = started.time()
    was, there = seen.ended - seen.started, now.ended - now.started
    if length == was:
        length = there
    else:
        both = both or there not in (was, length)
    changed = started != seen.started
    begun = datetime.combine(day, clock, started.tzinfo) if changed else now.started
    return {"started": begun, "ended": begun + length}, both


def _sets(seen: Sequence[SetDone], mine: Sequence[SetDone], now: Sequence[SetDone]) -> tuple[tuple[SetDone, ...], bool]:
    """Return the sets with the edit applied; sets that were removed elsewhere stay removed."""
    before, wanted = _by_key(seen), _by_key(mine)
    new, both = [], False
    for key, item in _by_key(now).items():
        if key not in before:
            new.append(item)
        elif key in wanted:
            changed = _different(before[key], wanted[key])
            both = both or any(
                getattr(item, name) not in (getattr(before[key], name), value) for name, value in changed.items()
            )
            new.append(replace(item, **changed))
    new += [item for key, item in wanted.items() if key not in before]
    return tuple(new), both


def _different(before: SetDone, after: SetDone) -> dict[str, Any]:
    names = {name for name in SetDone.__struct_fields__ if getattr(before, name) != getattr(after, name)}
    if names & set(DONE):
        names |= set(DONE)
    return {name: getattr(after, name) for name in SetDone.__struct_fields__ if name in names}


def _by_key(sets: Sequence[SetDone]) -> dict[tuple[int, int], SetDone]:
    """Return sets by their step and the number of earlier sets with that step."""
    times: Counter[int] = Counter()
    keyed = {}
    for item in sets:
        keyed[item.step, times[item.step]] = item
        times[item.step] += 1
    return keyed
