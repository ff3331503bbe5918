"""Numbers as they are typed, stepped through and shown."""

from __future__ import annotations

import math
import re
from decimal import Decimal


def tidy(value: float) -> float | int:
    """Return a number as a file has it: without the noise of floats, and whole where it is."""
    value = round(value, 4)
    return int(value) if value == int(value) else value


def next_step(value: float, step: float, by: int, low: float, high: float) -> float | int:
    """Return the next multiple of a step above (1) or below (-1), inside a range: 7 goes to 10 and then to 15."""
    places = value / step
    places = math.floor(places + 1e-9) + 1 if by > 0 else math.ceil(places - 1e-9) - 1
    return tidy(min(high, max(low, places * step)))


def number(text: str) -> float | int:
    """Return a typed number, with a comma too.

    Raises:
        ValueError: it is none.
    """
    value = float(text.strip().replace(",", "."))
    if not math.isfinite(value):
        raise ValueError(text)
    return int(value) if value == int(value) else value


def meant(text: str) -> object:
    """Return a typed number, or a range as a list; None for nothing, and the text itself where it is neither."""
    text = text.strip()
    if not text:
        return None
    try:
        numbers = [number(part) for part in re.split(r"\s*(?:-|–|to)\s*", text.removesuffix("s"))]
    except ValueError:
        return text
    return numbers[0] if len(numbers) == 1 else numbers


def span_text(span: tuple[float, float] | None) -> str:
    """Return a range as it is typed: `6-12`, `8` where both ends are alike, nothing without one."""
    return "" if span is None else "-".join(exactly(end) for end in dict.fromkeys(span))


def exactly(value: float) -> str:
    """Return a number as it is typed, with all its digits and without an exponent."""
    return format(Decimal(repr(value)).normalize(), "f")
