"""The axes of a chart: round numbers for values, and round dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Final

from msgspec import Struct

ROUND: Final = (1, 2, 5)
"""The first digits of a step."""
MIN_SPAN: Final = 1e-6
"""Values closer than this count as equal."""
APART: Final = 2
"""The fewest columns between two labels."""
DAYS: Final = (1, 2, 7, 14)
MONTHS: Final = (1, 2, 3, 6)
YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 1000)


class Tick(Struct, frozen=True):
    """A tick of an axis."""

    at: float
    """The value; for dates, the ordinal of the day."""
    label: str


def scale(low: float, high: float, most: int, *, whole: bool = False) -> tuple[float, ...]:
    """Return round numbers at equal steps, the first at most `low`, the last at least `high`; two of them or more.

    Args:
        low: the least value.
        high: the greatest; where both are the same there is some room around them.
        most: how many numbers there may be, at least 2.
        whole: nothing between two whole numbers.
    """
    if high - low < MIN_SPAN:
        low, high = (low - 1, high + 1) if low >= 1 else (0.0, max(1.0, 2 * high))
    power = floor(log10((high - low) / max(1, most - 1))) - 1
    while True:
        for first in ROUND:
            step = first * 10.0**power
            if whole and step < 1:
                continue
            begin, end = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if end - begin + 1 <= max(2, most):
                end = max(end, begin + 1)
                return tuple(round(place * step, 9) for place in range(begin, end + 1))
        power += 1


def number(value: float) -> str:
    """Return a number in its shortest form: `8`, `12.5`."""
    return f"{value:.10g}"


def dates(first: date, last: date, columns: int) -> tuple[Tick, ...]:
    """Return the finest ticks (days, months or years) between two days that have room.

    A month is its name, and a January the year; where nothing round lies between the two days, they are their own
    labels.

    Args:
        first: the day at the left end.
        last: the day at the right end.
        columns: between them.
    """
    span = max(1, last.toordinal() - first.toordinal())
    for candidates in _candidates(first, last):
        ticks = [Tick(day.toordinal(), label) for day, label in candidates]
        if len(ticks) < 2:
            continue
        places = [(tick.at - first.toordinal()) * columns / span for tick in ticks]
        ends = [place + (len(tick.label) + 1) / 2 for place, tick in zip(places, ticks, strict=True)]
        starts = [place - len(tick.label) / 2 for place, tick in zip(places, ticks, strict=True)]
        if all(start - end >= APART - 1 for start, end in zip(starts[1:], ends, strict=False)):
            return tuple(ticks)
    ends_of_it = [first] if first == last else [first, last]
    return tuple(Tick(day.toordinal(), _day(day)) for day in ends_of_it)


def _candidates(first: date, last: date) -> Iterator[list[tuple[date, str]]]:
    """Yield sets of round days between two days, from fine to coarse."""
    span = last.toordinal() - first.toordinal()
    for days in DAYS:
        if span <= 100 * days:
            begin = first if days < 7 else first + timedelta(days=-first.weekday() % 7)
            count = (last.toordinal() - begin.toordinal()) // days + 1
            yield [(day, _day(day)) for day in (begin + timedelta(days=days * number) for number in range(count))]
    for months in MONTHS:
        if span <= 3100 * months:
            yield [(day, f"{day.year}" if day.month == 1 else f"{day:%b}") for day in _firsts(first, last, months)]
    for years in YEARS:
        yield [
            (date(year, 1, 1), f"{year}")
            for year in range(first.year, last.year + 1)
            if year % years == 0 and date(year, 1, 1) >= first
        ]


def _firsts(first: date, last: date, step: int) -> Iterator[date]:
    """Yield the first of every `months` months, counted from January."""
    year, month = first.year, 1
    while (day := date(year, month, 1)) <= last:
        if day >= first:
            yield day
        month += step
        if month > 12:
            year, month = year + 1, 1
            if year > date.max.year:
                return


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
