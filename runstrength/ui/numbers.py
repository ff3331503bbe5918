"""Numbers as arrows step through them."""

from __future__ import annotations

import math

from runstrength.numbers import exactly, tidy


def next_step(value: float, step: float, by: int, low: float, high: float) -> float | int:
    """Return the next multiple of a step above (1) or below (-1), inside a range: 7 goes to 10 and then to 15."""
    places = value / step
    places = math.floor(places + 1e-9) + 1 if by > 0 else math.ceil(places - 1e-9) - 1
    return tidy(min(high, max(low, places * step)), 4)


def span_text(span: tuple[float, float] | None) -> str:
    """Return a range as it is typed: `6-12`, `8` where both ends are alike, nothing without one."""
    return "" if span is None else "-".join(exactly(end) for end in dict.fromkeys(span))
