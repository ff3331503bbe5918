"""Correcting a session that is long over: which of its values can be changed, and what a change makes of it. Pure.

A change is a mapping of fields of `Record`, as `Store.edit` takes it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength import inputs
from runstrength.date_input import When, moved, read_date, read_time
from runstrength.dates import elapsed, later
from runstrength.history.set_edits import check_count
from runstrength.numbers import (
    LEAST_DISTANCE_M,
    METERS_PER_MILE,
    MOST_DISTANCE_M,
    exactly,
    kilograms,
    read_distance,
    read_weight,
    tidy,
    weight_in,
)
from runstrength.session.commands import MAX_LOAD, IllegalCommandError, Log
from runstrength.session.engine import apply_set_edit
from runstrength.session.record import Record, SetDone
from runstrength.toml_input import BadInput, Problem, found
from runstrength.history.editor import DISTANCE
from runstrength.ui.numbers import next_step

COLUMNS: Final = ("done", "load", "reserve")
"""What can be changed of a set."""
STEPS: Final = {"done": 1.0, "load": 0.5, "reserve": 1.0}
"""By how much an arrow changes it."""
DISTANCE_STEP: Final = 0.1
"""Kilometers or miles by which an arrow changes a distance."""
CLOCK: Final = 5
"""Minutes by which an arrow changes the time of day."""

Changes = Mapping[str, Any]


class Field(Struct, frozen=True):
    """A row of what can be corrected."""

    key: str
    """day, time, minutes, distance, effort, note, title or set."""
    place: int = -1
    """Which set."""


def fields(record: Record) -> tuple[Field, ...]:
    """Return what can be corrected of a session: its own values, then its sets, those of one exercise together."""
    head, far = (("title",), ("distance",)) if record.kind == "run" else ((), ())
    whole = tuple(Field(key) for key in (*head, "day", "time", "minutes", *far, "effort", "note"))
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


def minutes_words(record: Record) -> str:
    """Return how long a session took: whole minutes, or what was typed."""
    minutes = record.active_seconds / 60
    typed_so = record.active_seconds and abs(minutes - round(minutes, 2)) < 1e-6
    return exactly(tidy(minutes, 2)) if typed_so and record.kind == "run" else f"{minutes_of(record)}"


def stepped(
    record: Record,
    field: Field,
    column: str,
    by: int,
    now: datetime,
    units: str = "metric",
    meters: float | None = None,
) -> Changes | None:
    """Return what an arrow makes of a value, None where there is nothing on that side.

    Args:
        record: the session.
        field: which row.
        column: which value of a set.
        by: 1 for more, -1 for less.
        now: the moment; nothing is still to come.
        units: the person's units.
        meters: of a run, where they are known.
    """
    begun = record.started
    try:
        match field.key:
            case "day":
                return _moved(record, When(begun.date() + timedelta(days=by), None), now)
            case "time":
                clock = begun.replace(tzinfo=None) + timedelta(minutes=CLOCK * by)
                return _moved(record, When(clock.date(), clock.time()), now)
            case "distance":
                return _stepped_distance(meters, by, units)
            case "minutes":
                return _long(record, min(inputs.MOST_MINUTES, max(1, minutes_of(record) + by)))
            case "effort":
                effort = (5 if by > 0 else 6) if record.effort is None else record.effort
                return {"effort": min(10, max(1, effort + by))}
            case "set":
                item = record.sets[field.place]
                if column == "load":
                    now_at = weight_in(item.load_kg or 0.0, units)
                    stepped_to = next_step(now_at, STEPS[column], by, 0, 10_000)
                    return _with(record, field, column, kilograms(stepped_to, units))
                value = _value(item, column)
                return _with(record, field, column, next_step(value, STEPS[column], by, 0, 10_000))
    except (BadInput, OverflowError, ValueError):
        pass
    return None


def typed(
    record: Record,
    field: Field,
    column: str,
    text: str,
    now: datetime,
    units: str = "metric",
    order: str = "",
) -> Changes:
    """Return the change that a typed text means.

    Args:
        record: the session.
        field: which row.
        column: which value of a set.
        text: what was typed.
        now: the moment; nothing is still to come.
        units: the person's units.
        order: how the person writes dates, as `date_order` gives it.

    Raises:
        ValueError: it means none; the text says what to use instead.
    """
    if field.key in ("note", "title"):
        # A text that nobody touched stays as it is, to the last blank.
        return {} if text == getattr(record, field.key) else {field.key: text.strip()}
    text = text.strip()
    match field.key:
        case "day":
            return _moved(record, When(read_date(text, now.date(), order), None), now)
        case "time":
            return _moved(record, When(None, read_time(text)), now)
        case "minutes":
            return _long(record, inputs.read_minutes(text))
        case "effort":
            return {"effort": None if text.lower() in ("", "0", "none") else inputs.read_effort(text)}
        case "distance":
            return {DISTANCE: None if text.lower() in ("", "0", "none") else read_distance(text, units)}
    return _set_by_set(record, field, column, text, units)


def _set_by_set(record: Record, field: Field, column: str, text: str, units: str) -> Changes:
    """Return the change that one value means for a set, or several for it and the ones after it of its exercise."""
    one = record.sets[field.place]
    values = _listed(text, column)
    places = [
        place
        for place, item in enumerate(record.sets)
        if place >= field.place and kind_of(item) == kind_of(one) and item.side == one.side
    ]
    check_count(len(values), len(places))
    changed = record
    for place, value in zip(places, values, strict=False):
        read = _read(value, column, record.sets[place], units)
        changed = replace(changed, **_with(changed, Field("set", place), column, read))
    return {"sets": changed.sets}


def _listed(text: str, column: str) -> list[str]:
    """Return the values in a text: `12 10 8` are three, `25 lb` and nothing are one."""
    joined = re.sub(r"(?<=\d)\s+(?=[a-z])", "", text.lower())
    parts = [part for part in re.split(r"\s*;\s*|,\s+|\s+", joined) if part]
    # A blank has a meaning inside of other values, and of one value its own message.
    return parts if len(parts) > 1 and column in COLUMNS else [text]


def _read(text: str, column: str, item: SetDone, units: str) -> float:
    if column == "load":
        return 0.0 if text.lower() in ("", "none") else read_weight(text, units, high=MAX_LOAD)
    return inputs.read_reserve(text) if column == "reserve" else inputs.read_done(text, item.target.kind)


def _stepped_distance(meters: float | None, by: int, units: str) -> Changes | None:
    one = 1000.0 if units == "metric" else METERS_PER_MILE
    if meters is None:
        return {DISTANCE: 5 * one} if by > 0 else None
    low, high = (math.ceil(LEAST_DISTANCE_M / one * 10) / 10, math.floor(MOST_DISTANCE_M / one))
    after = next_step(meters / one, DISTANCE_STEP, by, low, high)
    return {DISTANCE: tidy(after * one, 4)}


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
            new = apply_set_edit(item, Log(item.step, **said[column]))
        except IllegalCommandError as error:
            raise BadInput([Problem("", column, found(tidy(value), str(error).removesuffix(" is needed")))]) from None
    return _sets(record, lambda place, old: new if place == field.place else old)


def _sets(record: Record, new: Callable[[int, SetDone], SetDone]) -> Changes:
    return {"sets": tuple(new(place, item) for place, item in enumerate(record.sets))}


def _long(record: Record, minutes: float) -> Changes:
    seconds = minutes * 60.0
    ended = record.started + timedelta(seconds=seconds + record.paused_seconds)
    return {"active_seconds": seconds, "ended": ended}


def _moved(record: Record, when: When, now: datetime) -> Changes:
    started = moved(when, record.started, now)
    ended = later(started, elapsed(record.started, record.ended).total_seconds())
    return {"started": started, "ended": ended}
