"""Changes settings by arrow keys or typed text, and formats their values. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from runstrength.date_input import FUTURE, DateError, read_date
from runstrength.dates import from_today, full_date
from runstrength.inputs import read_time_limit
from runstrength.numbers import (
    exactly,
    next_step,
    range_text,
    read_count,
    read_duration,
    read_in_range,
    read_weights,
    tidy,
    weight_unit,
    with_unit,
)
from runstrength.settings import EQUIPMENT, Settings, changes_of_units, checked_changes
from runstrength.text import invalid
from runstrength.ui.settings.rows import NONE, Preference


def value_of(preference: Preference, settings: Settings) -> Any:
    """Return the value of a row: the setting, the answer without its day, or whether its item is in the list."""
    value = getattr(settings, preference.key)
    if preference.kind == "answer":
        return value.partition(" ")[0]
    return preference.item in value if preference.kind == "item" else value


def value_text(preference: Preference, value: Any, units: str = "metric") -> str:
    """Return a value as short text for its row: `3 sessions`, `80%`, `none`, `4 weights`."""
    if preference.kind == "weights":
        return "any" if not value else weights_text(value, units) if len(value) == 1 else f"{len(value)} weights"
    if preference.kind in ("date", "year"):
        return str(value or NONE)
    if preference.kind == "number" and value not in preference.names:
        shown = round(value * preference.scale, 2)
        plural_form, _, singular = preference.unit.partition("/")
        return with_unit(f"{shown:g}", singular if singular and shown == 1 else plural_form)
    return preference.names.get(value, str(value))


def weights_input(values: Sequence[float]) -> str:
    """Return weights as they are typed: `5, 7.5, 10`."""
    return ", ".join(exactly(value) for value in values)


def weights_text(values: Sequence[float], units: str) -> str:
    """Return weights with their unit: `5, 7.5, 10 kg`."""
    return f"{weights_input(values)} {weight_unit(units)}"


def value_note(preference: Preference, value: Any, today: date, units: str = "metric") -> str:
    """Return a note on a value: of a date its weekday and distance, of a list its items."""
    if preference.kind == "weights":
        return weights_text(value, units) if value else ""
    if preference.kind != "date" or not value:
        return ""
    day = date.fromisoformat(value)
    days = (day - today).days
    weeks = f"in {days // 7} weeks" if days > 0 else f"{-days // 7} weeks ago"
    away = from_today(days) if abs(days) < 14 else weeks
    return f"{full_date(day)}, {away}"


def step_value(
    preference: Preference,
    settings: Settings,
    by: int,
    without: Collection[object] = (),
    today: date = date.min,
) -> dict[str, object] | None:
    """Return the change of an arrow key, None if there is no further value.

    Args:
        preference: the row.
        settings: the current settings.
        by: 1 for the next value, -1 for the previous one.
        without: choices that are not available on this machine.
        today: the current day, for a race date.
    """
    value = value_of(preference, settings)
    match preference.kind:
        case "choice" | "answer":
            choices = [item for item in preference.choices if item == value or item not in without]
            return choose_value(preference, settings, choices[(choices.index(value) + by) % len(choices)])
        case "flag" | "item":
            return choose_value(preference, settings, not value)
        case "date":
            return _step_race_day(preference.key, value, by, today)
        case "weights":
            return None
        case "year" if not value:
            return None
    after = next_step(value, preference.step, by, preference.low, preference.high)
    return {preference.key: after} if after != value else None


def choose_value(preference: Preference, settings: Settings, value: object) -> dict[str, object]:
    """Return the change that sets a row to a value; an item is added to its list or removed."""
    if preference.key == "units":
        return changes_of_units(settings, str(value))
    if preference.kind != "item":
        return {preference.key: value}
    others = {item for item in getattr(settings, preference.key) if item != preference.item}
    kept = {*others, preference.item} if value else others
    # In the documented order, independent of the order of the key presses.
    return {preference.key: tuple(item for item in EQUIPMENT if item in kept or item == EQUIPMENT[0])}


def read_value(
    preference: Preference, text: str, units: str = "metric", today: date = date.min, order: str = ""
) -> dict[str, object]:
    """Return the change of a typed text.

    Args:
        preference: the row.
        text: the typed text.
        units: the person's units.
        today: the current day; a race is not earlier.
        order: the result of `date_order`.

    Raises:
        InputError: the value is not valid in the settings file.
        ValueError: the text is not valid; the message says what to use instead.
    """
    text = text.strip()
    try:
        changes = {preference.key: _read(preference, text, units, today, order)}
    except ValueError as error:
        # For unreadable input, the message repeats the hint; for ambiguous input, it names both meanings.
        general = str(error).startswith(invalid(text, "")) and preference.kind != "weights"
        raise ValueError(invalid(text, input_hint(preference)) if general else str(error)) from None
    checked_changes(changes)
    return changes


def input_hint(preference: Preference) -> str:
    """Return what can be typed for a row, for the hint and for error messages."""
    if preference.example:
        return preference.example
    word = preference.unit.partition("/")[0]
    low, high = preference.low * preference.scale, preference.high * preference.scale
    return range_text(low, high, "seconds" if word == "s" else word, whole=preference.step == 1)


def _read(preference: Preference, text: str, units: str, today: date, order: str) -> object:
    value: object = text
    match preference.kind:
        case "date":
            value = _race_day(text, today, order) if text and text != NONE else ""
        case "year":
            low, high = int(preference.low), int(preference.high)
            value = 0 if text in ("", "0", NONE) else read_count(text, low, high)
        case "number":
            value = _number(preference, text)
        case "weights":
            value = read_weights(text, units)
    return value


def _race_day(text: str, today: date, order: str) -> str:
    day = read_date(text, today, order, FUTURE)
    if day < today:
        raise DateError(f"{day.isoformat()} is in the past: use today or a later day")
    return day.isoformat()


def _step_race_day(key: str, value: str, by: int, today: date) -> dict[str, object] | None:
    """Return the change to the day before or after a race date, never in the past; without one, to tomorrow."""
    if not value:
        return {key: (today + timedelta(days=1)).isoformat()} if by > 0 and today > date.min else None
    try:
        day = date.fromisoformat(value) + timedelta(days=by)
    except OverflowError:  # the first or last day of the calendar
        return None
    if day < today:  # after the race, the next date is today
        return {key: today.isoformat()} if by > 0 else None
    return {key: day.isoformat()}


def _number(preference: Preference, text: str) -> float | int:
    word = preference.unit.partition("/")[0]
    low, high = preference.low * preference.scale, preference.high * preference.scale
    if word == "minutes":
        return 0 if text == "0" else read_time_limit(text)
    if word == "s":
        return tidy(read_duration(text, "seconds", low, high), 4)
    value = read_in_range(text, low, high, word, whole=preference.step == 1)
    return tidy(value / preference.scale, 4)
