"""Reads numbers that people type, in the fields of the app and in options of commands, and formats numbers.

A decimal may have a point or a comma, and a unit may follow (`12.5kg`, `25lb`, `5mi`, `1:30`, `7h30`). Nothing is
ignored or guessed: an unreadable or ambiguous text is a `NumberError` that says what to use.

Weights are stored in kilograms, distances in meters, durations in seconds. They are rounded for display so that a value
typed in pounds or miles is shown as it was typed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from runstrength.text import invalid, shown

UNITS: Final = ("metric", "imperial")
"""The systems of units."""
_BOTH_LENGTHS: Final = re.compile(r"(\d+ cm) \((\d+ in)\)")
KG_PER_LB: Final = 0.45359237
METERS_PER_MILE: Final = 1609.344
MAX_WEIGHT_KG: Final = 1000.0
"""The heaviest weight that can be entered."""
OWNED_WEIGHTS: Final = (0.01, 3000.0)
"""The range of a dumbbell or kettlebell in the settings, in the person's units."""
MIN_DISTANCE_M: Final = 100.0
"""The shortest run that can be logged; so `5m`, typed for five miles, is refused."""
MAX_DISTANCE_M: Final = 1_000_000.0
"""The longest run that can be logged."""
MAX_DIGITS: Final = 15
"""Digits before or after the decimal point; floats are not exact with more."""

WEIGHT_UNITS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), 1.0),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), KG_PER_LB),
}
"""Units of weight, in kilograms."""
DISTANCE_UNITS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("km", "kms", "k", "kilometer", "kilometers", "kilometre", "kilometres"), 1000.0),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), 1.0),
    **dict.fromkeys(("mi", "mile", "miles"), METERS_PER_MILE),
}
"""Units of distance, in meters."""
DURATION_UNITS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600.0),
}
"""Units of duration, in seconds."""

# Texts, which `re` compiles when they are first used: the first frame waits for this module.
_DECIMAL: Final = r"(?a)[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)"
_THOUSANDS: Final = r"(?a)[+-]?[1-9]\d{0,2}(?:,\d{3})+"
_AMOUNT: Final = r"(?a)([+-]?[\d.,]+)\s*([a-z]*|%)\.?"
_CLOCK: Final = r"(?a)(\d{1,4}):(\d{2})(?::(\d{2}))?"
_SECONDS: Final = r"(?:\s*(\d{1,2})\s*(?:s|secs?|seconds?)?)?"
_HOURS_AND: Final = rf"(?a)(\d{{1,4}})\s*(?:h|hrs?|hours?)\s*(\d{{1,2}})\s*(?:m|mins?|minutes?)?{_SECONDS}"
_MINUTES_AND: Final = r"(?a)(\d{1,4})\s*(?:m|mins?|minutes?)\s*(\d{1,2})\s*(?:s|secs?|seconds?)?"
_SIGNS: Final = str.maketrans({"\u2212": "-", "\u066b": ".", "\uff0e": ".", "\uff0c": ",", "\uff1a": ":", "\xa0": " "})
"""Equivalent characters of other scripts: minus, decimal separators, colon, no-break space."""


def more_than_one(text: str, use: str) -> NumberError:
    """Return the error of a typed number that could be several numbers; `use` says how to type them."""
    return NumberError(f"{shown(text)} could be more than one number: use {use}")


class NumberError(ValueError):
    """The typed text is not a valid number; the message says why, and what to use instead."""


def read_in_range(text: str, low: float, high: float, unit: str = "", *, whole: bool = False) -> float | int:
    """Return a typed number in a range; its unit may follow it.

    Args:
        text: the typed text.
        low: the minimum.
        high: the maximum.
        unit: the unit, in the plural (`hours`); its singular may be typed too.
        whole: only whole numbers.

    Raises:
        NumberError: it is not a number, or out of range.
    """
    use = range_text(low, high, unit, whole=whole)
    names = dict.fromkeys((unit, unit.removesuffix("s")), 1.0) if unit else {}
    value = _amount(text, names, 1.0, use)
    return checked_range(value, low, high, unit, whole=whole, typed=text)


def read_count(text: str, low: int, high: int, unit: str = "") -> int:
    """Return a typed whole number in a range; its unit may follow it.

    Raises:
        NumberError: it is not a whole number, or out of range.
    """
    return int(read_in_range(text, low, high, unit, whole=True))


def read_weight(text: str, units: str, low: float = 0.0, high: float = MAX_WEIGHT_KG) -> float:
    """Return a typed weight in kilograms: `12.5` in the person's units, `12,5kg`, `25 lb`.

    Args:
        text: the typed text.
        units: one of `UNITS`, for a number without a unit.
        low: the minimum, in kilograms.
        high: the maximum, in kilograms.

    Raises:
        NumberError: it is not a weight, or out of range.
    """
    return _measure(text, WEIGHT_UNITS, weight_unit(units), low, high)


def read_distance(text: str, units: str) -> float:
    """Return a typed distance in meters: `8,5` in the person's units, `8.5 km`, `5mi`, `800 m`.

    Args:
        text: the typed text.
        units: one of `UNITS`, for a number without a unit.

    Raises:
        NumberError: it is not a distance, or out of range.
    """
    return tidy(_measure(text, DISTANCE_UNITS, distance_unit(units), MIN_DISTANCE_M, MAX_DISTANCE_M), 4)


def read_duration(text: str, unit: str, low: float, high: float) -> float | int:
    """Return a typed duration in seconds: `90`, `1:30`, `1:30:00`, `90 s`, `12 min`, `1h30`.

    Args:
        text: the typed text.
        unit: `seconds`, `minutes` or `hours`, for a number without a unit. `1:30` is minutes and seconds if the unit is
            `seconds`, else hours and minutes; `1:30:00` is hours, minutes and seconds.
        low: the minimum, in that unit.
        high: the maximum, in that unit.

    Raises:
        NumberError: it is not a duration, or out of range.
    """
    factor = DURATION_UNITS[unit]
    use = range_text(low, high, unit)
    clean = _clean(text)
    if match := re.fullmatch(_CLOCK, clean):
        first, second, third = int(match[1]), int(match[2]), match[3]
        if second > 59 or int(third or 0) > 59:
            raise NumberError(invalid(text, use))
        seconds = float(first * 60 + second) if third is None else float(first * 3600 + second * 60 + int(third))
        if third is None and unit != "seconds":
            seconds *= 60
    elif match := re.fullmatch(_HOURS_AND, clean):
        seconds = float(int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0))
    elif match := re.fullmatch(_MINUTES_AND, clean):
        seconds = float(int(match[1]) * 60 + int(match[2]))
    else:
        seconds = _amount(text, DURATION_UNITS, factor, use)
    if not _inside(seconds, low * factor, high * factor):
        raise NumberError(invalid(text, use))
    return tidy(seconds, 4)


def read_weights(text: str, units: str) -> tuple[float, ...]:
    """Return a typed list of weights in the person's unit: `5, 7.5, 10`, `5 7,5 10`, `5; 7,5; 10`.

    A comma between two digits is a decimal comma only if a half or a quarter follows (`7,5`, `2,25`, `1,75`), as
    weights usually have; anything else is ambiguous and refused.

    Raises:
        NumberError: one of them is not a weight, out of range, or ambiguous.
    """
    factor = 1.0 if units == "metric" else KG_PER_LB
    low, high = OWNED_WEIGHTS
    use = range_text(low, high, weight_unit(units))
    weights = []
    # A space between a number and its unit does not separate weights.
    for part in re.split(r"\s*;\s*|,\s+|(?<!\d) | (?![A-Za-z])", " ".join(text.split()).strip(" ,;")):
        if not part:
            continue
        digits = re.sub(r"[a-z]+$", "", _clean(part)).strip()
        if "," in digits and re.fullmatch(r"\d+,(?:5|25|75)", digits) is None:
            separate = "; ".join(digits.split(","))
            decimal = f" or {digits.replace(',', '.')}" if digits.count(",") == 1 else ""
            raise NumberError(f"{shown(part)} could be more than one weight: use {separate}{decimal}")
        weight = tidy(_amount(part, WEIGHT_UNITS, factor, use) / factor, 4)
        if not _inside(weight, low, high):
            raise NumberError(invalid(part, use))
        weights.append(weight)
    return tuple(sorted(set(weights)))


def with_unit(number: str, unit: str) -> str:
    """Return a number with its unit: `24 hours`, `80%`; the number alone without a unit."""
    return f"{number}{unit}" if unit in ("", "%") else f"{number} {unit}"


def range_text(low: float, high: float, unit: str = "", *, whole: bool = False) -> str:
    """Return a range for error messages: `0 to 24 hours`, `0 to 100%`, `a whole number from 1 to 10`."""
    ends = f"{exactly(low)} to {with_unit(exactly(high), unit)}"
    return f"a whole number from {ends}" if whole else ends


def checked_range(
    value: float, low: float, high: float, unit: str = "", *, whole: bool = False, typed: object = None
) -> float | int:
    """Return a number, as an int if it is whole, after checking that it is in a range.

    Args:
        value: the number.
        low: the minimum.
        high: the maximum.
        unit: the unit, for the error message.
        whole: only whole numbers.
        typed: the typed text, for the error message; None for the number itself.

    Raises:
        NumberError: it is out of range, or not whole.
    """
    if not _inside(value, low, high) or (whole and value != int(value)):
        raise NumberError(invalid(value if typed is None else typed, range_text(low, high, unit, whole=whole)))
    return as_int(value)


# -- formatting --------------------------------------------------------------------------------------------------------


def as_int(value: float) -> float | int:
    """Return a number, as an int if it is whole."""
    return int(value) if value == int(value) else value


def tidy(value: float, places: int = 1) -> float | int:
    """Return a number rounded to `places` decimals, as an int if it is whole."""
    return as_int(round(value, places))


def exactly(value: float) -> str:
    """Return a number with all its digits and without an exponent."""
    return format(Decimal(repr(value)).normalize(), "f")


def weight_unit(units: str) -> str:
    """Return the unit of weights: `kg` or `lb`."""
    return "kg" if units == "metric" else "lb"


def distance_unit(units: str) -> str:
    """Return the unit of distances: `km` or `mi`."""
    return "km" if units == "metric" else "mi"


def weight_in(kg: float, units: str, places: int = 1) -> float | int:
    """Return a weight in the person's unit, rounded for display.

    It keeps up to three decimals if it was typed with them; a converted weight has `places`.
    """
    return _as_typed(kg if units == "metric" else kg / KG_PER_LB, 3, 1e-4 if places > 1 else 1e-6, places)


def kilograms(weight: float, units: str) -> float:
    """Convert a weight in the person's unit to kilograms."""
    return weight if units == "metric" else weight * KG_PER_LB


def distance_in(meters: float, units: str) -> float | int:
    """Return a distance in the person's unit, rounded for display: to two decimals if typed with them, else to one."""
    return _as_typed(meters / (1000.0 if units == "metric" else METERS_PER_MILE), 2, 1e-4)


def format_weight(kg: float, units: str) -> str:
    """Return a weight with the person's unit: `12.5 kg`, `25 lb`."""
    return f"{exactly(weight_in(kg, units))} {weight_unit(units)}"


def format_weights(kgs: Iterable[float], units: str) -> str:
    """Return the range of weights with the person's unit: `10-12.5 kg`, or `10 kg` if all are equal."""
    ends = sorted(set(kgs))
    low, high = (exactly(weight_in(end, units)) for end in (ends[0], ends[-1]))
    return f"{low} {weight_unit(units)}" if low == high else f"{low}-{high} {weight_unit(units)}"


def in_units(text: str, units: str) -> str:
    """Return a text of the catalogue in which lengths are in the person's unit: of `40 cm (16 in)` one of the two."""
    return _BOTH_LENGTHS.sub(r"\1" if units == "metric" else r"\2", text)


def format_distance(meters: float, units: str) -> str:
    """Return a distance with the person's unit, with at least one decimal: `8.0 km`, `5.25 mi`."""
    value = distance_in(meters, units)
    return f"{value}.0 {distance_unit(units)}" if isinstance(value, int) else f"{value} {distance_unit(units)}"


def format_pace(seconds: float, meters: float, units: str) -> str:
    """Return the pace per kilometer or mile: `5:30 /km`, `8:51 /mi`; empty without a distance."""
    if meters <= 0 or seconds <= 0:
        return ""
    pace = seconds / meters * (1000.0 if units == "metric" else METERS_PER_MILE)
    if not pace < 360_000:
        return ""
    hours, rest = divmod(round(pace), 3600)
    clock = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
    return f"{clock} /{distance_unit(units)}"


# -- reading -----------------------------------------------------------------------------------------------------------


def _clean(text: str) -> str:
    """Return a text in lower case without surrounding spaces, with the digits of other scripts as ASCII."""
    text = text.strip().lower().translate(_SIGNS)
    if text.isascii():
        return text
    return "".join(letter if (digit := unicodedata.decimal(letter, -1)) < 0 else str(digit) for letter in text)


def _number(digits: str, text: str, use: str) -> float:
    """Convert digits to a number; `text` is the typed text, for the error message."""
    if re.fullmatch(_THOUSANDS, digits):
        without_commas = digits.replace(",", "")
        decimal = f" or {digits.replace(',', '.')}" if digits.count(",") == 1 else ""
        raise more_than_one(text, f"{without_commas}{decimal}")
    if re.fullmatch(_DECIMAL, digits) is None:
        raise NumberError(invalid(text, use))
    before, _, after = digits.replace(",", ".").partition(".")
    if len(before.lstrip("+-").lstrip("0")) > MAX_DIGITS or len(after.rstrip("0")) > MAX_DIGITS:
        raise NumberError(invalid(text, use))
    return float(f"{before}.{after}")


def _amount(text: str, units: Mapping[str, float], factor: float, use: str) -> float:
    """Return a number multiplied by its unit, or by `factor` if it has no unit."""
    match = re.fullmatch(_AMOUNT, _clean(text))
    if match is None or (match[2] and match[2] not in units):
        raise NumberError(invalid(text, use))
    return _number(match[1], text, use) * (units[match[2]] if match[2] else factor)


def _measure(text: str, units: Mapping[str, float], unit: str, low: float, high: float) -> float:
    """Return a weight in kilograms or a distance in meters; `unit` is for a number without one."""
    factor = units[unit]
    use = _narrowed_range_text(low / factor, high / factor, unit)
    value = _amount(text, units, factor, use)
    if not _inside(value, low, high):
        raise NumberError(invalid(text, use))
    return value


def _inside(value: float, low: float, high: float) -> bool:
    # Conversion may move a value beyond the end of the range by a rounding error.
    return math.isfinite(value) and low - 1e-9 <= value <= high + 1e-9


def _narrowed_range_text(low: float, high: float, unit: str) -> str:
    """Return a range as text, with its ends rounded inward to one decimal."""
    low, high = math.ceil(round(low * 10, 6)) / 10, math.floor(round(high * 10, 6)) / 10
    if high > 100:
        high = math.floor(high)
    return range_text(tidy(low), tidy(high), unit)


def _as_typed(value: float, places: int, tolerance: float, default_places: int = 1) -> float | int:
    """Return a number with the decimals it was typed with, up to `places`; if it has more, with `default_places`."""
    for count in range(places + 1):
        if abs(value - round(value, count)) < tolerance:
            return tidy(value, count)
    return tidy(value, default_places)


def next_step(value: float, step: float, direction: int, low: float, high: float) -> float | int:
    """Return the next multiple of `step` above (`direction` 1) or below (-1) a value, limited to a range."""
    count = value / step
    count = math.floor(count + 1e-9) + 1 if direction > 0 else math.ceil(count - 1e-9) - 1
    return tidy(min(high, max(low, count * step)), 4)


def span_text(span: tuple[float, float] | None) -> str:
    """Return a range as people type it: `6-12`, or `8` if both ends are equal; empty for None."""
    return "" if span is None else "-".join(exactly(end) for end in dict.fromkeys(span))
