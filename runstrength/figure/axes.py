"""Ticks for the axes of a chart: round numbers and round dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Final

from msgspec import Struct

from runstrength.dates import month_label, short_day

STEP_DIGITS: Final = (1, 2, 5)
"""The first digit of the distance between two ticks."""
MIN_SPAN: Final = 1e-6
"""A smaller range of values counts as one value."""
MIN_LABEL_GAP: Final = 2
"""Columns between two labels."""
DAY_STEPS: Final = (1, 2, 7, 14)
MONTH_STEPS: Final = (1, 2, 3, 6)
YEAR_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 1000)


class Tick(Struct, frozen=True):
    """A tick of an axis."""

    at: float
    """The value; for a date, its ordinal."""
    label: str


def value_ticks(low: float, high: float, max_ticks: int, *, whole: bool = False) -> tuple[float, ...]:
    """Return at least two equidistant round numbers, the first at most `low`, the last at least `high`.

    Args:
        low: the smallest value.
        high: the largest value; if it equals `low`, the range is extended around it.
        max_ticks: the maximum number of ticks, at least 2.
        whole: only whole numbers.
    """
    if high - low < MIN_SPAN:
        low, high = (low - 1, high + 1) if low >= 1 else (0.0, max(1.0, 2 * high))
    power = floor(log10((high - low) / max(1, max_ticks - 1))) - 1
    while True:
        for first in STEP_DIGITS:
            step = first * 10.0**power
            if whole and step < 1:
                continue
            begin, end = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if end - begin + 1 <= max(2, max_ticks):
                end = max(end, begin + 1)
                return tuple(round(index * step, 9) for index in range(begin, end + 1))
        power += 1


def short_number(value: float) -> str:
    """Return a number without trailing zeros: `8`, `12.5`."""
    return f"{value:.10g}"


def date_ticks(first: date, last: date, columns: int) -> tuple[Tick, ...]:
    """Return the finest ticks (days, months or years) between two days that fit.

    A month is labeled by its name, January by the year. If no round date lies between the two days, they are the ticks.

    Args:
        first: the day at the left end.
        last: the day at the right end.
        columns: between the two days.
    """
    span = max(1, last.toordinal() - first.toordinal())
    for candidates in _candidates(first, last):
        ticks = [Tick(day.toordinal(), label) for day, label in candidates]
        if len(ticks) < 2:
            continue
        positions = [(tick.at - first.toordinal()) * columns / span for tick in ticks]
        ends = [position + (len(tick.label) + 1) / 2 for position, tick in zip(positions, ticks, strict=True)]
        starts = [position - len(tick.label) / 2 for position, tick in zip(positions, ticks, strict=True)]
        if all(start - end >= MIN_LABEL_GAP - 1 for start, end in zip(starts[1:], ends, strict=False)):
            return tuple(ticks)
    return tuple(Tick(day.toordinal(), short_day(day)) for day in dict.fromkeys((first, last)))


def _candidates(first: date, last: date) -> Iterator[list[tuple[date, str]]]:
    """Yield lists of round dates with their labels, from fine to coarse."""
    span = last.toordinal() - first.toordinal()
    for days in DAY_STEPS:
        if span <= 100 * days:
            begin = first if days < 7 else first + timedelta(days=-first.weekday() % 7)
            count = (last.toordinal() - begin.toordinal()) // days + 1
            yield [(day, short_day(day)) for day in (begin + timedelta(days=days * index) for index in range(count))]
    for months in MONTH_STEPS:
        if span <= 3100 * months:
            yield [(day, month_label(day)) for day in _first_of_months(first, last, months)]
    for years in YEAR_STEPS:
        yield [
            (date(year, 1, 1), f"{year}")
            for year in range(first.year, last.year + 1)
            if year % years == 0 and date(year, 1, 1) >= first
        ]


def _first_of_months(first: date, last: date, step: int) -> Iterator[date]:
    """Yield the first day of every `step` months, counted from January."""
    year, month = first.year, 1
    while (day := date(year, month, 1)) <= last:
        if day >= first:
            yield day
        month += step
        if month > 12:
            year, month = year + 1, 1
            if year > date.max.year:
                return
