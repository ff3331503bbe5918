"""Axes: round numbers, and dates as a person writes them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from runstrength.figure.axes import date_ticks, short_number, value_ticks
from tests.support.loops import looped

numbers = st.floats(0, 1e6).map(lambda value: round(value, 2))


@looped(
    ("low", "high", "most", "ticks"),
    [
        (0, 10, 6, "0 2 4 6 8 10"),
        (22, 60, 6, "20 30 40 50 60"),
        (8, 12, 6, "8 9 10 11 12"),
        (0, 153, 4, "0 100 200"),
        (1.5, 8, 5, "0 2 4 6 8"),
        (7, 7, 5, "6 6.5 7 7.5 8"),
        (0, 0, 5, "0 0.5 1"),
        (0, 1, 2, "0 1"),
    ],
)
def test_an_axis_goes_in_steps_of_1(low: float, high: float, most: int, ticks: str) -> None:
    """An axis goes in steps of 1, 2 or 5 times a power of ten, around all values."""
    assert " ".join(short_number(value) for value in value_ticks(low, high, most)) == ticks


@given(numbers, numbers, st.integers(2, 12))
def test_an_axis_holds_its_values(one: float, other: float, most: int) -> None:
    """Whatever the values, they lie inside the axis, its steps are equal, and there are no more of them than asked."""
    low, high = min(one, other), max(one, other)
    ticks = value_ticks(low, high, most)

    assert 2 <= len(ticks) <= max(most, 3)
    assert ticks[0] <= low + 1e-6
    assert ticks[-1] >= high - 1e-6
    steps = [after - before for before, after in pairwise(ticks)]
    assert max(steps) - min(steps) < 1e-6 * max(1, max(steps))


@given(numbers, st.integers(2, 9))
def test_whole_numbers_alone(high: float, most: int) -> None:
    """What can only be counted has no number between two whole ones."""
    assert all(value == int(value) for value in value_ticks(0, max(1, high), most, whole=True))


@looped(
    ("first", "last", "columns", "labels"),
    [
        ("2026-11-20", "2026-11-22", 40, "20 Nov|21 Nov|22 Nov"),
        ("2026-11-01", "2026-11-22", 40, "2 Nov|9 Nov|16 Nov"),
        ("2026-06-03", "2026-11-22", 60, "Jul|Aug|Sep|Oct|Nov"),
        ("2025-06-03", "2026-11-22", 40, "Jul|Oct|2026|Apr|Jul|Oct"),
        ("2023-11-28", "2026-11-22", 44, "2024|Jul|2025|Jul|2026|Jul"),
        ("1997-11-28", "2026-11-22", 40, "2000|2005|2010|2015|2020|2025"),
        ("2026-11-22", "2026-11-22", 40, "22 Nov"),
        ("2026-11-10", "2026-11-12", 12, "10 Nov|12 Nov"),
    ],
)
def test_days_mondays_months_or_years(first: str, last: str, columns: int, labels: str) -> None:
    """Days, Mondays, months or years, the finest that have room; a January is its year."""
    ticks = date_ticks(date.fromisoformat(first), date.fromisoformat(last), columns)

    assert "|".join(tick.label for tick in ticks) == labels


@given(st.dates(date(1, 1, 1), date(9990, 1, 1)), st.integers(0, 3000), st.integers(12, 120))
def test_dates_are_between_the_ends(first: date, days: int, columns: int) -> None:
    """Whatever the days, a tick is one of them, and they come in their order."""
    last = first + timedelta(days=days)
    places = [tick.at for tick in date_ticks(first, last, columns)]

    assert places
    assert places == sorted(set(places))
    assert first.toordinal() <= places[0]
    assert places[-1] <= last.toordinal()
