"""What an arrow or a typed text makes of a setting, and how its value is called. Pure; nothing is kept here."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from runstrength.checked import BadInput, Problem, found
from runstrength.coach.prescription import Choices
from runstrength.numbers import NumberError, exactly, read_weights, weight_unit
from runstrength.settings import EQUIPMENT, Settings, checked_changes, units_changed
from runstrength.ui.numbers import next_step, number, tidy
from runstrength.ui.preferences import NONE, Preference

FOR_TODAY = ("level", "hands_free", "first_side", "lead_in", "season", "race_date", "deload", "week_starts")
"""The settings that a plan asks for under the same name."""


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
    preference: Preference, settings: Settings, by: int, without: Collection[object] = ()
) -> dict[str, object] | None:
    """Return the change that an arrow makes, None where there is no value on that side, or none to start from.

    Args:
        preference: the row.
        settings: as they are.
        by: 1 for the next value, -1 for the one before.
        without: choices that cannot be made here.
    """
    value = value_of(preference, settings)
    match preference.kind:
        case "choice":
            choices = [item for item in preference.choices if item == value or item not in without]
            return chosen(preference, settings, choices[(choices.index(value) + by) % len(choices)])
        case "flag" | "item":
            return chosen(preference, settings, not value)
        case "date":
            return _another_day(preference.key, value, by) if value else None
        case "weights":
            return None
        case "year" if not value:
            return None
    after = next_step(value, preference.step, by, preference.low, preference.high)
    return {preference.key: after} if after != value else None


def chosen(preference: Preference, settings: Settings, value: object) -> dict[str, object]:
    """Return the change that makes a row have a value; an item goes into its list or out of it."""
    if preference.key == "units":
        return units_changed(settings, str(value))
    if preference.kind != "item":
        return {preference.key: value}
    others = {item for item in getattr(settings, preference.key) if item != preference.item}
    kept = {*others, preference.item} if value else others
    # In the order that is documented, whatever the order of the presses.
    return {preference.key: tuple(item for item in EQUIPMENT if item in kept or item == EQUIPMENT[0])}


def typed(preference: Preference, text: str, units: str = "metric") -> dict[str, object]:
    """Return the change that a typed text means.

    Args:
        preference: the row.
        text: what was typed.
        units: the person's units.

    Raises:
        BadInput: it means none; what was found and what is needed is said.
    """
    text = text.strip()
    value: object = text
    if preference.kind == "year":
        value = int(text) if text.isascii() and text.isdigit() else text or 0
    elif preference.kind == "number":
        value = _number(preference, text)
    elif preference.kind == "weights":
        try:
            value = read_weights(text, units)
        except NumberError as error:
            raise BadInput([Problem("", preference.key, str(error))]) from None
    changes = {preference.key: value}
    checked_changes(changes)
    return changes


def choices_with(choices: Choices, changes: Mapping[str, Any]) -> Choices:
    """Return today's choices with changed settings; what a plan does not ask for is left aside."""
    ours = {key: changes[key] for key in FOR_TODAY if key in changes}
    if "equipment" in changes:
        ours["equipment"] = tuple(dict.fromkeys(("bodyweight", *changes["equipment"])))
    return replace(choices, **ours)


def _another_day(key: str, value: str, by: int) -> dict[str, object] | None:
    try:
        return {key: (date.fromisoformat(value) + timedelta(days=by)).isoformat()}
    except OverflowError:  # the calendar's first or last day
        return None


def _number(preference: Preference, text: str) -> float | int:
    word = preference.unit.partition("/")[0]
    low, high = preference.low * preference.scale, preference.high * preference.scale
    try:
        value = number(text.removesuffix(word))
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        needed = f"a number from {low:g} to {high:g} ({word})"
        raise BadInput([Problem("", preference.key, found(text, needed))])
    return tidy(value / preference.scale)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
