"""Correcting a session that is long over: which of its values can be changed, and what a change makes of it. Pure.

A change is a mapping of fields of `Record`, as `Store.edit` takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.checked import BadInput, Problem, found
from runstrength.dates import day_of, elapsed, later, moved
from runstrength.session.commands import IllegalCommand, Log
from runstrength.session.correcting import corrected
from runstrength.session.record import Record, SetDone, tidy
from runstrength.ui.numbers import next_step, number

COLUMNS: Final = ("done", "load", "reserve")
"""What can be changed of a set."""
STEPS: Final = {"done": 1.0, "load": 0.5, "reserve": 1.0}
"""By how much an arrow changes it."""
MINUTES: Final = 1440
"""Minutes of a session at the most."""
CLOCK: Final = 5
"""Minutes by which an arrow changes the time of day."""

Changes = Mapping[str, Any]


class Field(Struct, frozen=True):
    """A row of what can be corrected."""

    key: str
    """day, time, minutes, effort, note, title or set."""
    place: int = -1
    """Which set."""


def fields(record: Record) -> tuple[Field, ...]:
    """Return what can be corrected of a session: its own values, then its sets, those of one exercise together."""
    head = ("title",) if record.kind == "run" else ()
    whole = tuple(Field(key) for key in (*head, "day", "time", "minutes", "effort", "note"))
    order = list(dict.fromkeys(kind_of(item) for item in record.sets))
    places = sorted(range(len(record.sets)), key=lambda place: (order.index(kind_of(record.sets[place])), place))
    return whole + tuple(Field("set", place) for place in places)


def kind_of(item: SetDone) -> tuple[str, str, str | None]:
    """Return what the sets of one exercise have in common."""
    return item.block, item.exercise, item.variant


def minutes_of(record: Record) -> int:
    """Return how long a session took, without pauses, in whole minutes."""
    seconds = record.active_seconds or (record.ended - record.started).total_seconds() - record.paused_seconds
    return max(0, round(seconds / 60))


def stepped(record: Record, field: Field, column: str, by: int, now: datetime) -> Changes | None:
    """Return what an arrow makes of a value, None where there is nothing on that side.

    Args:
        record: the session.
        field: which row.
        column: which value of a set.
        by: 1 for more, -1 for less.
        now: the moment; nothing is still to come.
    """
    begun = record.started
    try:
        match field.key:
            case "day":
                return _moved(record, begun.date() + timedelta(days=by), begun.time(), now)
            case "time":
                later = begun.replace(tzinfo=None) + timedelta(minutes=CLOCK * by)
                return _moved(record, later.date(), later.time(), now)
            case "minutes":
                return _long(record, min(MINUTES, max(1, minutes_of(record) + by)))
            case "effort":
                effort = (5 if by > 0 else 6) if record.effort is None else record.effort
                return {"effort": min(10, max(1, effort + by))}
            case "set":
                item = record.sets[field.place]
                value = _value(item, column)
                return _with(record, field, column, next_step(value, STEPS[column], by, 0, 10_000))
    except (BadInput, OverflowError):
        pass
    return None


def typed(record: Record, field: Field, column: str, text: str, now: datetime) -> Changes:
    """Return the change that a typed text means.

    Raises:
        BadInput: it means none; what was found and what is needed is said.
    """
    text = text.strip()
    begun = record.started
    match field.key:
        case "day":
            return _moved(record, _day(text, day_of(now)), begun.time(), now)
        case "time":
            return _moved(record, begun.date(), _clock(text), now)
        case "minutes":
            return _long(record, int(_number("minutes", text, 1, MINUTES, whole=True)))
        case "effort":
            effort = None if text in ("", "0", "none") else int(_number("effort", text, 1, 10, whole=True))
            return {"effort": effort}
        case "note" | "title":
            return {field.key: text}
    value = 0.0 if not text and column == "load" else _number(column, text, 0, 10_000, whole=column == "reserve")
    return _with(record, field, column, value)


def skip(record: Record, field: Field) -> Changes | None:
    """Return the change that a set was skipped, or, where it was, that it was done as asked; None for no set."""
    if field.key != "set":
        return None
    item = record.sets[field.place]
    done = None if item.target.kind == "amrap" else tidy(item.target.value)
    new = replace(item, skipped=False, done=done) if item.skipped else replace(item, skipped=True, done=0)
    return _sets(record, lambda place, old: new if place == field.place else old)


def same_for_all(record: Record, field: Field, column: str) -> Changes | None:
    """Return the change that gives all sets of an exercise the value of one; skipped ones stay so. None for no set."""
    if field.key != "set":
        return None
    one = record.sets[field.place]

    def same(_: int, old: SetDone) -> SetDone:
        if old.skipped or kind_of(old) != kind_of(one):
            return old
        return replace(old, **{name: getattr(one, name) for name in _NAMES[column]})

    return _sets(record, same)


_NAMES: Final = {"done": ("done",), "load": ("load_kg",), "reserve": ("reserve",)}


def difference(before: Record, after: Record) -> Changes:
    """Return the changes that make one record of another."""
    return {
        name: getattr(after, name)
        for name in Record.__struct_fields__
        if name not in ("schema", "id") and getattr(before, name) != getattr(after, name)
    }


def _value(item: SetDone, column: str) -> float:
    return {"done": item.known, "load": item.load_kg or 0.0, "reserve": item.reserve or 0}[column]


def _with(record: Record, field: Field, column: str, value: float) -> Changes:
    item = record.sets[field.place]
    if column == "load" and not value:
        new = replace(item, load_kg=None)
    else:
        said: dict[str, Any] = {"done": {"done": value}, "load": {"load_kg": value}, "reserve": {"reserve": int(value)}}
        try:
            new = corrected(item, Log(item.step, **said[column]))
        except IllegalCommand as error:
            raise BadInput([Problem("", column, found(tidy(value), str(error).removesuffix(" is needed")))]) from None
    return _sets(record, lambda place, old: new if place == field.place else old)


def _sets(record: Record, new: Callable[[int, SetDone], SetDone]) -> Changes:
    return {"sets": tuple(new(place, item) for place, item in enumerate(record.sets))}


def _long(record: Record, minutes: int) -> Changes:
    seconds = minutes * 60.0
    ended = record.started + timedelta(seconds=seconds + record.paused_seconds)
    return {"active_seconds": seconds, "ended": ended}


def _moved(record: Record, day: date, clock: time, now: datetime) -> Changes:
    try:
        started = moved(record.started, day, clock)
    except ValueError as error:
        raise BadInput([Problem("", "day", str(error))]) from None
    ended = later(started, elapsed(record.started, record.ended).total_seconds())
    if started > now:
        raise BadInput(
            [Problem("", "day", f"{started:%Y-%m-%d %H:%M} is still to come; a time that has passed is needed")]
        )
    return {"started": started, "ended": ended}


def _day(text: str, today: date) -> date:
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        return named[text] if text in named else date.fromisoformat(text)
    except ValueError:
        raise BadInput([Problem("", "day", found(text, "a day as 2026-11-22"))]) from None


def _clock(text: str) -> time:
    try:
        clock = time.fromisoformat(text.replace(".", ":").zfill(5))
    except ValueError:
        clock = None
    if clock is None or clock.tzinfo is not None:
        raise BadInput([Problem("", "time", found(text, "a time of day as 07:30"))])
    return clock


def _number(key: str, text: str, low: float, high: float, *, whole: bool = False) -> float:
    try:
        value = number(text)
    except ValueError:
        value = -1
    if not low <= value <= high or (whole and value != int(value)):
        kind = "a whole number" if whole else "a number"
        raise BadInput([Problem("", key, found(text, f"{kind} from {low:g} to {high:g}"))])
    return value
