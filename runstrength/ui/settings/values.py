"""What an arrow or a typed text makes of a setting, and how its value is called. Pure; nothing is kept here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from runstrength.date_input import FUTURE, DateError, read_date
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
)
from runstrength.settings import EQUIPMENT, Settings, changes_of_units, checked_changes
from runstrength.text import invalid
from runstrength.ui.settings.rows import NONE, Preference


def value_of(preference: Preference, settings: Settings) -> Any:
    """Return what a row is about: the setting, or whether its item is in the list."""
    value = getattr(settings, preference.key)
    return preference.item in value if preference.kind == "item" else value


def words_of(preference: Preference, value: Any, units: str = "metric") -> str:
    """Return what a value is called, as short as a row has it: `3 sessions`, `80 %`, `none`, `4 weights`."""
    if preference.kind == "weights":
        return "any" if not value else list_words(value, units) if len(value) == 1 else f"{len(value)} weights"
    if preference.kind in ("date", "year"):
        return str(value or NONE)
    if preference.kind == "number":
        shown = round(value * preference.scale, 2)
        many, _, one = preference.unit.partition("/")
        return f"{shown:g} {one if one and shown == 1 else many}"
    return preference.words.get(value, str(value))


def list_text(values: Sequence[float]) -> str:
    """Return a list of weights as it is typed: `5, 7.5, 10`."""
    return ", ".join(exactly(value) for value in values)


def list_words(values: Sequence[float], units: str) -> str:
    """Return a list of weights with its unit: `5, 7.5, 10 kg`."""
    return f"{list_text(values)} {weight_unit(units)}"


def remark(preference: Preference, value: Any, today: date, units: str = "metric") -> str:
    """Return what a value means beside its words: of a date the weekday and how far away it is, of a list its items."""
    if preference.kind == "weights":
        return list_words(value, units) if value else ""
    if preference.kind != "date" or not value:
        return ""
    day = date.fromisoformat(value)
    days = (day - today).days
    if abs(days) < 14:
        away = "today" if days == 0 else f"in {_count(days, 'day')}" if days > 0 else f"{_count(-days, 'day')} ago"
    else:
        away = f"in {days // 7} weeks" if days > 0 else f"{-days // 7} weeks ago"
    return f"{day:%A} {day.day} {day:%B %Y}, {away}"


def stepped(
    preference: Preference,
    settings: Settings,
    by: int,
    without: Collection[object] = (),
    today: date = date.min,
) -> dict[str, object] | None:
    """Return the change that an arrow makes, None where there is no value on that side, or none to start from.

    Args:
        preference: the row.
        settings: as they are.
        by: 1 for the next value, -1 for the one before.
        without: choices that cannot be made here.
        today: the day, where a race day is stepped from it.
    """
    value = value_of(preference, settings)
    match preference.kind:
        case "choice":
            choices = [item for item in preference.choices if item == value or item not in without]
            return chosen(preference, settings, choices[(choices.index(value) + by) % len(choices)])
        case "flag" | "item":
            return chosen(preference, settings, not value)
        case "date":
            return _another_day(preference.key, value, by, today)
        case "weights":
            return None
        case "year" if not value:
            return None
    after = next_step(value, preference.step, by, preference.low, preference.high)
    return {preference.key: after} if after != value else None


def chosen(preference: Preference, settings: Settings, value: object) -> dict[str, object]:
    """Return the change that makes a row have a value; an item goes into its list or out of it."""
    if preference.key == "units":
        return changes_of_units(settings, str(value))
    if preference.kind != "item":
        return {preference.key: value}
    others = {item for item in getattr(settings, preference.key) if item != preference.item}
    kept = {*others, preference.item} if value else others
    # In the order that is documented, whatever the order of the presses.
    return {preference.key: tuple(item for item in EQUIPMENT if item in kept or item == EQUIPMENT[0])}


def typed(
    preference: Preference, text: str, units: str = "metric", today: date = date.min, order: str = ""
) -> dict[str, object]:
    """Return the change that a typed text means.

    Args:
        preference: the row.
        text: what was typed.
        units: the person's units.
        today: the day; a race is on it or after it.
        order: how the person writes dates, as `date_order` gives it.

    Raises:
        InputError: the file couldn't have it.
        ValueError: it means none; the text says what to use instead.
    """
    text = text.strip()
    try:
        changes = {preference.key: _read(preference, text, units, today, order)}
    except ValueError as error:
        # What can't be read at all is answered with the words of the hint; what could be two things, with both of them.
        general = str(error).startswith(invalid(text, "")) and preference.kind != "weights"
        raise ValueError(invalid(text, what_to_type(preference)) if general else str(error)) from None
    checked_changes(changes)
    return changes


def what_to_type(preference: Preference) -> str:
    """Return what can be typed for a row, as the hint says it, and the message about what can't."""
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


def _another_day(key: str, value: str, by: int, today: date) -> dict[str, object] | None:
    """Return the day before or after a race day, never one that has passed; without one, tomorrow."""
    if not value:
        return {key: (today + timedelta(days=1)).isoformat()} if by > 0 and today > date.min else None
    try:
        day = date.fromisoformat(value) + timedelta(days=by)
    except OverflowError:  # the calendar's first or last day
        return None
    return None if day < today else {key: day.isoformat()}


def _number(preference: Preference, text: str) -> float | int:
    word = preference.unit.partition("/")[0]
    low, high = preference.low * preference.scale, preference.high * preference.scale
    if word == "s":
        return tidy(read_duration(text, "seconds", low, high), 4)
    value = read_in_range(text, low, high, word, whole=preference.step == 1)
    return tidy(value / preference.scale, 4)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
