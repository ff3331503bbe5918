"""Edits of a past session: which of its values can be changed, and what a change makes of the session. Pure.

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
from runstrength.date_input import TypedMoment, moved_start, read_date, read_time
from runstrength.dates import add_seconds, elapsed
from runstrength.dose_kinds import OPEN_KINDS
from runstrength.history.set_edits import check_count
from runstrength.numbers import (
    MAX_DISTANCE_M,
    MAX_WEIGHT_KG,
    METERS_PER_MILE,
    MIN_DISTANCE_M,
    exactly,
    kilograms,
    next_step,
    read_distance,
    read_weight,
    tidy,
    weight_in,
)
from runstrength.session.commands import IllegalCommandError, Log
from runstrength.session.engine import apply_set_edit
from runstrength.session.record import Record, SetDone, length
from runstrength.text import invalid
from runstrength.toml_input import InputError, Problem

COLUMNS: Final = ("done", "load", "reserve")
"""What can be changed of a set."""
STEPS: Final = {"done": 1.0, "load": 0.5, "reserve": 1.0}
"""How much an arrow key changes each."""
DISTANCE_STEP: Final = 0.1
"""Kilometers or miles by which an arrow key changes a distance."""
CLOCK: Final = 5
"""Minutes by which an arrow key changes the time of day."""
DISTANCE: Final = "distance_m"
"""The key of a run's distance in its file, in meters; no field of `Record`."""

Changes = Mapping[str, Any]


class RecordField(Struct, frozen=True):
    """A value of a session that can be changed."""

    key: str
    """day, time, minutes, distance, effort, note, title or set."""
    place: int = -1
    """Which set, for `set`: its index in the record."""


def fields(record: Record) -> tuple[RecordField, ...]:
    """Return what can be changed in a session: its own values, then its sets, those of one exercise together."""
    head, far = (("title",), ("distance",)) if record.kind == "run" else ((), ())
    whole = tuple(RecordField(key) for key in (*head, "day", "time", "minutes", *far, "effort", "note"))
    order = list(dict.fromkeys(kind_of(item) for item in record.sets))
    places = sorted(range(len(record.sets)), key=lambda place: (order.index(kind_of(record.sets[place])), place))
    return whole + tuple(RecordField("set", place) for place in places)


def kind_of(item: SetDone) -> tuple[str, str, str | None]:
    """Return what the sets of one exercise have in common."""
    return item.block, item.exercise, item.variant


def minutes_of(record: Record) -> int:
    """Return how long a session took, without pauses, in whole minutes."""
    return round(length(record) / 60)


def minutes_words(record: Record) -> str:
    """Return how long a session took: whole minutes, or what was typed."""
    minutes = record.active_seconds / 60
    typed_so = record.active_seconds and abs(minutes - round(minutes, 2)) < 1e-6
    return exactly(tidy(minutes, 2)) if typed_so and record.kind == "run" else f"{minutes_of(record)}"


def stepped_change(
    record: Record,
    field: RecordField,
    column: str,
    by: int,
    now: datetime,
    units: str = "metric",
    meters: float | None = None,
) -> Changes | None:
    """Return the change that an arrow key makes; None at the end of the range.

    Args:
        record: the session.
        field: which row.
        column: which value of a set.
        by: 1 for more, -1 for less.
        now: the current time; nothing may be later.
        units: the person's units.
        meters: the distance of a run, if it is known.
    """
    begun = record.started
    try:
        match field.key:
            case "day":
                return set_start(record, TypedMoment(begun.date() + timedelta(days=by), None), now)
            case "time":
                clock = begun.replace(tzinfo=None) + timedelta(minutes=CLOCK * by)
                return set_start(record, TypedMoment(clock.date(), clock.time()), now)
            case "distance":
                return _stepped_distance(meters, by, units)
            case "minutes":
                return set_minutes(record, min(inputs.MAX_MINUTES, max(1, minutes_of(record) + by)))
            case "effort":
                effort = (5 if by > 0 else 6) if record.effort is None else record.effort
                return {"effort": min(10, max(1, effort + by))}
            case "set":
                item = record.sets[field.place]
                if column == "load":
                    now_at = weight_in(item.load_kg or 0.0, units)
                    stepped_to = next_step(now_at, STEPS[column], by, 0, 10_000)
                    return set_value(record, field.place, column, kilograms(stepped_to, units))
                value = _value(item, column)
                return set_value(record, field.place, column, next_step(value, STEPS[column], by, 0, 10_000))
    except (InputError, OverflowError, ValueError):
        pass
    return None


def typed_change(
    record: Record,
    field: RecordField,
    column: str,
    text: str,
    now: datetime,
    units: str = "metric",
    order: str = "",
) -> Changes:
    """Return the change that a typed value means.

    Args:
        record: the session.
        field: which row.
        column: which value of a set.
        text: what was typed.
        now: the current time; nothing may be later.
        units: the person's units.
        order: how the person writes dates, as `date_order` gives it.

    Raises:
        ValueError: the value isn't valid; the text says what to use instead.
    """
    if field.key in ("note", "title"):
        # An unchanged text keeps its whitespace.
        return {} if text == getattr(record, field.key) else {field.key: text.strip()}
    text = text.strip()
    match field.key:
        case "day":
            return set_start(record, TypedMoment(read_date(text, now.date(), order), None), now)
        case "time":
            return set_start(record, TypedMoment(None, read_time(text)), now)
        case "minutes":
            return set_minutes(record, inputs.read_minutes(text))
        case "effort":
            return {"effort": None if text.lower() in ("", "0", "none") else inputs.read_effort(text)}
        case "distance":
            return {DISTANCE: None if text.lower() in ("", "0", "none") else read_distance(text, units)}
    return _set_by_set(record, field, column, text, units)


def _set_by_set(record: Record, field: RecordField, column: str, text: str, units: str) -> Changes:
    """Return the change that one value means for a set, or several for it and the ones after it of its exercise."""
    edited = record.sets[field.place]
    values = _listed(text, column)
    places = [
        place
        for place, item in enumerate(record.sets)
        if place >= field.place and kind_of(item) == kind_of(edited) and item.side == edited.side
    ]
    check_count(len(values), len(places))
    changed = record
    for place, value in zip(places, values, strict=False):
        read = _read(value, column, record.sets[place], units)
        changed = replace(changed, **set_value(changed, place, column, read))
    return {"sets": changed.sets}


def _listed(text: str, column: str) -> list[str]:
    """Return the values in a text: `12 10 8` are three, `25 lb` and nothing are one."""
    joined = re.sub(r"(?<=\d)\s+(?=[a-z])", "", text.lower())
    parts = [part for part in re.split(r"\s*;\s*|,\s+|\s+", joined) if part]
    # A blank has a meaning inside of other values, and of one value its own message.
    return parts if len(parts) > 1 and column in COLUMNS else [text]


def _read(text: str, column: str, item: SetDone, units: str) -> float:
    if column == "load":
        return 0.0 if text.lower() in ("", "none") else read_weight(text, units, high=MAX_WEIGHT_KG)
    return inputs.read_reserve(text) if column == "reserve" else inputs.read_done(text, item.target.kind)


def _stepped_distance(meters: float | None, by: int, units: str) -> Changes | None:
    unit = 1000.0 if units == "metric" else METERS_PER_MILE
    if meters is None:
        return {DISTANCE: 5 * unit} if by > 0 else None
    low, high = (math.ceil(MIN_DISTANCE_M / unit * 10) / 10, math.floor(MAX_DISTANCE_M / unit))
    after = next_step(meters / unit, DISTANCE_STEP, by, low, high)
    return {DISTANCE: tidy(after * unit, 4)}


def toggle_skip(record: Record, field: RecordField) -> Changes | None:
    """Return the change that marks a set as skipped, or a skipped one as done as planned; None for other fields."""
    if field.key != "set":
        return None
    item = record.sets[field.place]
    done = None if item.target.kind in OPEN_KINDS else tidy(item.target.value)
    new = replace(item, skipped=False, done=done) if item.skipped else replace(item, skipped=True, done=0)
    return _sets(record, lambda place, old: new if place == field.place else old)


def copy_to_all(record: Record, field: RecordField, column: str) -> Changes | None:
    """Return the change that copies a value to all sets of the exercise, except skipped ones; None for other fields."""
    if field.key != "set":
        return None
    copied = record.sets[field.place]

    def same(_: int, old: SetDone) -> SetDone:
        if old.skipped or kind_of(old) != kind_of(copied):
            return old
        return replace(old, **{name: getattr(copied, name) for name in _NAMES[column]})

    return _sets(record, same)


_NAMES: Final = {"done": ("done",), "load": ("load_kg",), "reserve": ("reserve",)}


def changes_between(before: Record, after: Record) -> Changes:
    """Return the changes that turn one record into the other."""
    return {
        name: getattr(after, name)
        for name in Record.__struct_fields__
        if name not in ("schema", "id") and getattr(before, name) != getattr(after, name)
    }


def _value(item: SetDone, column: str) -> float:
    return {"done": item.known, "load": item.load_kg or 0.0, "reserve": item.reserve or 0}[column]


def set_value(record: Record, place: int, column: str, value: float) -> Changes:
    """Return the change of one value of a set, by the rules that hold while a session runs.

    Args:
        record: the session.
        place: the index of the set in the record.
        column: one of `COLUMNS`.
        value: reps, seconds or steps; kg (0 for none); or reps in reserve.

    Raises:
        InputError: the value is out of its range.
    """
    item = record.sets[place]
    if column == "load" and not value:
        new = replace(item, load_kg=None)
    else:
        values: dict[str, Any] = {
            "done": {"done": value},
            "load": {"load_kg": value},
            "reserve": {"reserve": int(value)},
        }
        try:
            new = apply_set_edit(item, Log(item.step, **values[column]))
        except IllegalCommandError as error:
            raise InputError([Problem("", column, invalid(tidy(value), str(error).removeprefix("use ")))]) from None
    return _sets(record, lambda at, old: new if at == place else old)


def _sets(record: Record, new: Callable[[int, SetDone], SetDone]) -> Changes:
    return {"sets": tuple(new(place, item) for place, item in enumerate(record.sets))}


def set_minutes(record: Record, minutes: float) -> Changes:
    """Return the change of a session's length, in minutes without pauses; its pauses stay as long as they were."""
    seconds = minutes * 60.0
    return {"active_seconds": seconds, "ended": add_seconds(record.started, seconds + record.paused_seconds)}


def set_start(record: Record, when: TypedMoment, now: datetime) -> Changes:
    """Return the change of the day, the time of day or both on which a session started; its length stays.

    Args:
        record: the session.
        when: the day, the time of day or both.
        now: the moment.

    Raises:
        DateError: that is in the future, or doesn't exist.
    """
    started = moved_start(when, record.started, now)
    ended = add_seconds(started, elapsed(record.started, record.ended).total_seconds())
    return {"started": started, "ended": ended}
