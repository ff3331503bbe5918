"""The one reader of typed numbers, and how numbers are shown: for every field of the app and every option of a command.

A decimal may have a point or a comma, and a unit may follow (`12.5kg`, `25lb`, `5mi`, `1:30`, `7h30`). Nothing that was
typed is dropped or guessed: what can't be read, or could be read in two ways, is a `NumberError` that says what to use.

Weights are kept in kilograms, distances in meters, durations in seconds. What is shown is rounded so that a value that
was typed in pounds or miles comes back as it was typed.
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
"""The systems of units that a person can choose."""
KG_PER_LB: Final = 0.45359237
METERS_PER_MILE: Final = 1609.344
MAX_WEIGHT_KG: Final = 1000.0
"""The heaviest weight that can be entered."""
OWNED_WEIGHTS: Final = (0.01, 3000.0)
"""The lightest and the heaviest dumbbell or kettlebell that can be listed, in the person's units."""
MIN_DISTANCE_M: Final = 100.0
"""The shortest run that can be logged; `5m` in place of five miles is refused for this reason."""
MAX_DISTANCE_M: Final = 1_000_000.0
"""The longest run that can be logged."""
MAX_DIGITS: Final = 15
"""Digits before or after the decimal sign: more are not exact, and nobody types them on purpose."""

WEIGHT_UNITS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), 1.0),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), KG_PER_LB),
}
"""What can follow a weight, and how many kilograms one of it is."""
DISTANCE_UNITS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("km", "kms", "k", "kilometer", "kilometers", "kilometre", "kilometres"), 1000.0),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), 1.0),
    **dict.fromkeys(("mi", "mile", "miles"), METERS_PER_MILE),
}
"""What can follow a distance, and how many meters one of it is."""
DURATION_UNITS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600.0),
}
"""What can follow a duration, and how many seconds one of it is."""

# Texts, which `re` compiles when they are first used: the first frame waits for this module.
_DECIMAL: Final = r"(?a)[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)"
_THOUSANDS: Final = r"(?a)[+-]?[1-9]\d{0,2}(?:,\d{3})+"
_AMOUNT: Final = r"(?a)([+-]?[\d.,]+)\s*([a-z]*|%)\.?"
_CLOCK: Final = r"(?a)(\d{1,4}):(\d{2})(?::(\d{2}))?"
_SECONDS: Final = r"(?:\s*(\d{1,2})\s*(?:s|secs?|seconds?)?)?"
_HOURS_AND: Final = rf"(?a)(\d{{1,4}})\s*(?:h|hrs?|hours?)\s*(\d{{1,2}})\s*(?:m|mins?|minutes?)?{_SECONDS}"
_MINUTES_AND: Final = r"(?a)(\d{1,4})\s*(?:m|mins?|minutes?)\s*(\d{1,2})\s*(?:s|secs?|seconds?)?"
_SIGNS: Final = str.maketrans({"\u2212": "-", "\u066b": ".", "\uff0e": ".", "\uff0c": ",", "\uff1a": ":", "\xa0": " "})
"""Signs of other scripts that mean the same: minus, decimal signs, a colon, a blank that doesn't break."""


class NumberError(ValueError):
    """What was typed can't be used; the text says why, and what to use instead."""


def read_number(text: str) -> float:
    """Return a typed number, with a decimal point or comma: `8.5` and `8,5` are the same.

    `1,234` could be two numbers and is refused; so are exponents, infinity, and blanks inside a number.

    Raises:
        NumberError: it isn't one number.
    """
    return _number(_clean(text), text, "a number (8.5)")


def read_in_range(text: str, low: float, high: float, unit: str = "", *, whole: bool = False) -> float | int:
    """Return a typed number inside a range; its unit may follow it.

    Args:
        text: what was typed.
        low: the least.
        high: the most.
        unit: what it counts, in the plural (`hours`); its singular may be typed too.
        whole: only whole numbers.

    Raises:
        NumberError: it isn't one, or it's outside of the range.
    """
    use = range_words(low, high, unit, whole=whole)
    names = dict.fromkeys((unit, unit.removesuffix("s")), 1.0) if unit else {}
    value = _amount(text, names, 1.0, use)
    return checked_range(value, low, high, unit, whole=whole, typed=text)


def read_count(text: str, low: int, high: int, unit: str = "") -> int:
    """Return a typed whole number inside a range; its unit may follow it.

    Raises:
        NumberError: it isn't one, or it's outside of the range.
    """
    return int(read_in_range(text, low, high, unit, whole=True))


def read_weight(text: str, units: str, low: float = 0.0, high: float = MAX_WEIGHT_KG) -> float:
    """Return a typed weight in kilograms: `12.5` in the person's units, `12,5kg`, `25 lb`.

    Args:
        text: what was typed.
        units: one of `UNITS`: what a number without a unit is in.
        low: the least, in kilograms.
        high: the most, in kilograms.

    Raises:
        NumberError: it isn't one, or it's outside of the range.
    """
    return _measure(text, WEIGHT_UNITS, weight_unit(units), low, high)


def read_distance(text: str, units: str, low: float = MIN_DISTANCE_M, high: float = MAX_DISTANCE_M) -> float:
    """Return a typed distance in meters: `8,5` in the person's units, `8.5 km`, `5mi`, `800 m`.

    Args:
        text: what was typed.
        units: one of `UNITS`: what a number without a unit is in.
        low: the least, in meters.
        high: the most, in meters.

    Raises:
        NumberError: it isn't one, or it's outside of the range.
    """
    return tidy(_measure(text, DISTANCE_UNITS, distance_unit(units), low, high), 4)


def read_duration(text: str, unit: str, low: float, high: float) -> float | int:
    """Return a typed duration in seconds: `90`, `1:30`, `1:30:00`, `90 s`, `12 min`, `1h30`.

    Args:
        text: what was typed.
        unit: what a number without a unit counts: `seconds`, `minutes` or `hours`. Two numbers with a colon are
            minutes and seconds where that is `seconds`, else hours and minutes; three are hours, minutes, seconds.
        low: the least, in that unit.
        high: the most, in that unit.

    Raises:
        NumberError: it isn't one, or it's outside of the range.
    """
    one = DURATION_UNITS[unit]
    use = range_words(low, high, unit)
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
        seconds = _amount(text, DURATION_UNITS, one, use)
    if not _inside(seconds, low * one, high * one):
        raise NumberError(invalid(text, use))
    return tidy(seconds, 4)


def read_weights(text: str, units: str) -> tuple[float, ...]:
    """Return a typed list of weights, each in the unit that `units` names: `5, 7.5, 10`, `5 7,5 10`, `5; 7,5; 10`.

    A comma right between two digits is a decimal comma only before a half or a quarter (`7,5`, `2,25`, `1,75`), as
    weights come; anything else could be two weights and is refused.

    Raises:
        NumberError: one of them isn't a weight, is out of range, or could be read in two ways.
    """
    one = 1.0 if units == "metric" else KG_PER_LB
    low, high = OWNED_WEIGHTS
    use = range_words(low, high, weight_unit(units))
    weights = []
    # A blank between a number and its unit separates nothing.
    for part in re.split(r"\s*;\s*|,\s+|(?<!\d) | (?![A-Za-z])", " ".join(text.split()).strip(" ,;")):
        if not part:
            continue
        digits = re.sub(r"[a-z]+$", "", _clean(part)).strip()
        if "," in digits and re.fullmatch(r"\d+,(?:5|25|75)", digits) is None:
            apart = "; ".join(digits.split(","))
            other = f" or {digits.replace(',', '.')}" if digits.count(",") == 1 else ""
            raise NumberError(f"{shown(part)} could be more than one weight: use {apart}{other}")
        weight = tidy(_amount(part, WEIGHT_UNITS, one, use) / one, 4)
        if not _inside(weight, low, high):
            raise NumberError(invalid(part, use))
        weights.append(weight)
    return tuple(sorted(set(weights)))


def range_words(low: float, high: float, unit: str = "", *, whole: bool = False) -> str:
    """Return a range as messages say it: `0 to 24 hours`, `a whole number from 1 to 10`."""
    ends = f"{exactly(low)} to {exactly(high)}" + (f" {unit}" if unit else "")
    return f"a whole number from {ends}" if whole else ends


def checked_range(
    value: float, low: float, high: float, unit: str = "", *, whole: bool = False, typed: object = None
) -> float | int:
    """Return a number that is inside a range.

    Args:
        value: the number.
        low: the least.
        high: the most.
        unit: what it counts, for the message.
        whole: only whole numbers.
        typed: what was typed, for the message; the number itself where nothing was.

    Raises:
        NumberError: it's outside of the range, or not whole.
    """
    if not _inside(value, low, high) or (whole and value != int(value)):
        raise NumberError(invalid(value if typed is None else typed, range_words(low, high, unit, whole=whole)))
    return int(value) if value == int(value) else value


# -- shown -------------------------------------------------------------------------------------------------------------


def tidy(value: float, places: int = 1) -> float | int:
    """Return a number without the noise of floats: whole where it is whole, else with at most so many decimals."""
    value = round(value, places)
    return int(value) if value == int(value) else value


def exactly(value: float) -> str:
    """Return a number as it is typed, with all its digits and without an exponent."""
    return format(Decimal(repr(value)).normalize(), "f")


def weight_unit(units: str) -> str:
    """Return what weights are shown in: `kg` or `lb`."""
    return "kg" if units == "metric" else "lb"


def distance_unit(units: str) -> str:
    """Return what distances are shown in: `km` or `mi`."""
    return "km" if units == "metric" else "mi"


def weight_in(kg: float, units: str, places: int = 1) -> float | int:
    """Return a weight in the person's unit, as it is shown.

    It has up to three decimals where it was typed with them; a converted one, which has no end, has `places`.
    """
    return _as_typed(kg if units == "metric" else kg / KG_PER_LB, 3, 1e-4 if places > 1 else 1e-6, places)


def kilograms(weight: float, units: str) -> float:
    """Return a weight that is in the person's unit in kilograms."""
    return weight if units == "metric" else weight * KG_PER_LB


def distance_in(meters: float, units: str) -> float | int:
    """Return a distance in the person's unit, as it is shown: two decimals where it was typed so, else one."""
    return _as_typed(meters / (1000.0 if units == "metric" else METERS_PER_MILE), 2, 1e-4)


def format_weight(kg: float, units: str) -> str:
    """Return a weight in the person's units: `12.5 kg`, `25 lb`."""
    return f"{exactly(weight_in(kg, units))} {weight_unit(units)}"


def format_weights(kgs: Iterable[float], units: str) -> str:
    """Return a range of weights in the person's units: `10-12.5 kg`, or `10 kg` where all are alike."""
    ends = sorted(set(kgs))
    low, high = (exactly(weight_in(end, units)) for end in (ends[0], ends[-1]))
    return f"{low} {weight_unit(units)}" if low == high else f"{low}-{high} {weight_unit(units)}"


def format_distance(meters: float, units: str) -> str:
    """Return a distance in the person's units, with at least one decimal: `8.0 km`, `5.25 mi`."""
    value = distance_in(meters, units)
    return f"{value}.0 {distance_unit(units)}" if isinstance(value, int) else f"{value} {distance_unit(units)}"


def format_pace(seconds: float, meters: float, units: str) -> str:
    """Return how long a kilometer or a mile took: `5:30 /km`, `8:51 /mi`; empty without a distance."""
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
    """Return a text in lower case without blanks around it, with the digits of other scripts as ASCII."""
    text = text.strip().lower().translate(_SIGNS)
    if text.isascii():
        return text
    return "".join(letter if (digit := unicodedata.decimal(letter, -1)) < 0 else str(digit) for letter in text)


def _number(digits: str, text: str, use: str) -> float:
    """Return the number of some digits; `text` is what was typed, for the message."""
    if re.fullmatch(_THOUSANDS, digits):
        plain = digits.replace(",", "")
        other = f" or {digits.replace(',', '.')}" if digits.count(",") == 1 else ""
        raise NumberError(f"{shown(text)} could be more than one number: use {plain}{other}")
    if re.fullmatch(_DECIMAL, digits) is None:
        raise NumberError(invalid(text, use))
    before, _, after = digits.replace(",", ".").partition(".")
    if len(before.lstrip("+-").lstrip("0")) > MAX_DIGITS or len(after.rstrip("0")) > MAX_DIGITS:
        raise NumberError(invalid(text, use))
    return float(f"{before}.{after}")


def _amount(text: str, names: Mapping[str, float], one: float, use: str) -> float:
    """Return a number times what its unit is; `one` is the unit of a number that stands alone."""
    match = re.fullmatch(_AMOUNT, _clean(text))
    if match is None or (match[2] and match[2] not in names):
        raise NumberError(invalid(text, use))
    return _number(match[1], text, use) * (names[match[2]] if match[2] else one)


def _measure(text: str, names: Mapping[str, float], unit: str, low: float, high: float) -> float:
    """Return a weight or a distance as it is kept; a number that stands alone is in `unit`, the range as it is kept."""
    one = names[unit]
    use = _inward(low / one, high / one, unit)
    value = _amount(text, names, one, use)
    if not _inside(value, low, high):
        raise NumberError(invalid(text, use))
    return value


def _inside(value: float, low: float, high: float) -> bool:
    # What was converted may differ from the end of the range by the noise of floats.
    return math.isfinite(value) and low - 1e-9 <= value <= high + 1e-9


def _inward(low: float, high: float, unit: str) -> str:
    """Return a range in words whose ends, rounded to one decimal, are still inside of it."""
    low, high = math.ceil(round(low * 10, 6)) / 10, math.floor(round(high * 10, 6)) / 10
    if high > 100:
        high = math.floor(high)
    return range_words(tidy(low), tidy(high), unit)


def _as_typed(value: float, places: int, near: float, else_: int = 1) -> float | int:
    """Return a number with as few decimals as it was typed with, up to `places`; with `else_` where it has more."""
    for count in range(places + 1):
        if abs(value - round(value, count)) < near:
            return tidy(value, count)
    return tidy(value, else_)


def next_step(value: float, step: float, by: int, low: float, high: float) -> float | int:
    """Return the next multiple of `step` above (`by` 1) or below (-1) a value, within a range: from 7 by 5 it is 10."""
    places = value / step
    places = math.floor(places + 1e-9) + 1 if by > 0 else math.ceil(places - 1e-9) - 1
    return tidy(min(high, max(low, places * step)), 4)


def span_text(span: tuple[float, float] | None) -> str:
    """Return a range as people type it: `6-12`, or `8` if both ends are equal; empty for None."""
    return "" if span is None else "-".join(exactly(end) for end in dict.fromkeys(span))
