"""Reads what is in one cell of a table of a strength app: a number with or without its unit, a length, sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runstrength.history.export.csv import without_apostrophe
from runstrength.history.imports.activities.values import number, written_number
from runstrength.history.imports.strength.columns import is_heading_of
from runstrength.numbers import DISTANCE_UNITS, DURATION_UNITS, WEIGHT_UNITS

NOTHING: Final = ("-", "–", "—", "n/a", "none", "bw", "bodyweight")
"""What stands in a cell without a number; `BW` is the weight of the body."""
_AMOUNT: Final = re.compile(r"([\d .,'\u2019\u202f\xa0+-]*\d)\s*([^\W\d_]{1,12})\.?")
_PART: Final = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s*([a-z]*)")
_LENGTH: Final = re.compile(r"(?:\d{1,9}(?:[.,]\d{1,9})?\s*[a-z]*\.?\s*){1,3}")
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,6})?)")
_SET: Final = re.compile(r"(?:(\d{1,6}(?:\.\d{1,3})?)\s*(?:kgs?|lbs?)?\s*[x×*@]\s*)?(\d{1,6})")


def cell_text(text: str) -> str:
    """Return the text of a cell, without the apostrophe that this program puts before a formula."""
    return without_apostrophe(text.strip())


def number_in(text: str, place: str, *, high: float) -> float | None:
    """Return the number in a cell, None if it is empty.

    Args:
        text: the text of the cell; its decimal sign may be a comma.
        place: where it is, for messages.
        high: the highest valid number.

    Raises:
        ActivityFileError: it is no number, or out of range.
    """
    return number(written_number(text, decimal_comma=True), place, low=0, high=high) if text.strip() else None


def amount_in(text: str, place: str, *, high: float) -> tuple[float, str] | None:
    """Return the number in a cell and the unit behind it, which may be empty; None if it has none.

    Args:
        text: the text of the cell: `20`, `20,5 kg`, `8 reps`, `BW`.
        place: where it is, for messages.
        high: the highest valid number.

    Raises:
        ActivityFileError: it is no number, or out of range.
    """
    text, unit = text.strip().casefold(), ""
    if text in NOTHING:
        return None
    if match := _AMOUNT.fullmatch(text):
        if match[2] in WEIGHT_UNITS or match[2] in DISTANCE_UNITS:
            text, unit = match[1], match[2]
        elif is_heading_of("reps", match[2]):
            text = match[1]
    value = number_in(text, place, high=high)
    return None if value is None else (value, unit)


def seconds_of(text: str, unit: str) -> float | None:
    """Return a length in seconds: `45`, `1h 2m`, `42min`, `0:05:00`, `1:30`; None if it is none.

    Args:
        text: the length.
        unit: the unit of a number without one.
    """
    clean = text.strip().casefold()
    if match := _CLOCK.fullmatch(clean):
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])
    if not clean or _LENGTH.fullmatch(clean) is None:
        return None
    parts = [
        (float(digits.replace(",", ".")), DURATION_UNITS.get(name or unit)) for digits, name in _PART.findall(clean)
    ]
    return None if any(factor is None for _, factor in parts) else sum(value * (factor or 0) for value, factor in parts)


def sets_in(text: str) -> Iterator[dict[str, str]]:
    """Yield the sets in one cell as what their columns would have: `20x8,22.5x6` is twice a weight and reps."""
    for part in re.split(r"[,;|\n]", text):
        if match := _SET.fullmatch(part.strip().casefold()):
            yield {"reps": match[2], **({"weight": match[1]} if match[1] else {})}
