"""Charts: the values are where they belong, the axes say which they are, and nothing depends on colour."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.figure.ascii import ascii_text
from runstrength.figure.canvas import Rows
from runstrength.figure.chart import MARK, Bar, Curve, bar_chart, line_chart

DAY = date(2026, 11, 1).toordinal()


def text(rows: Rows) -> list[str]:
    """Return a picture as text."""
    return ["".join(run.text for run in row) for row in rows]


def inks(rows: Rows) -> set[str]:
    """Return the inks of what is not empty."""
    return {run.ink for row in rows for run in row if run.text.strip()}


days = st.lists(
    st.tuples(st.integers(DAY - 4000, DAY).map(float), st.floats(0, 1e6).map(lambda value: round(value, 1))),
    min_size=1,
    max_size=30,
    unique_by=lambda point: point[0],
).map(lambda points: tuple(sorted(points)))


@given(days, days, st.integers(0, 130), st.integers(0, 40))
def test_a_chart_fills_its_room(
    one: tuple[tuple[float, float], ...], other: tuple[tuple[float, float], ...], columns: int, rows: int
) -> None:
    """Whatever the values, each row is as wide as the room, and too small a room has no chart."""
    curves = (Curve(one, "second", "L", dotted=True), Curve(other, label="R", marks=frozenset({0})))
    picture = text(line_chart(curves, columns, rows))

    assert (not picture) == (columns < 16 or rows < 5)
    assert {len(row) for row in picture} <= {columns}
    assert len(picture) in (0, rows)


def test_where_the_values_are() -> None:
    """The least value is at the bottom at the left, the greatest at the top at the right, beside their numbers."""
    picture = text(line_chart((Curve(((DAY, 20.0), (DAY + 20, 60.0))),), 40, 12))

    assert picture[0].startswith("60┤")
    assert picture[9].startswith("20┤")
    assert picture[9][3] not in " "
    assert picture[0].rstrip()[-1] not in "┤ "
    assert len(picture[0].rstrip()) >= 38
    assert picture[10].startswith("  └─")
    ticks = [x for x, letter in enumerate(picture[10]) if letter == "┬"]
    assert [tick - start for tick, start in zip(ticks, _starts(picture[11]), strict=True)] == [2, 2, 3]
    assert picture[11].split() == ["2", "Nov", "9", "Nov", "16", "Nov"]


def _starts(row: str) -> list[int]:
    return [x for x in range(1, len(row)) if row[x].isdigit() and row[x - 1] == " "]


def test_a_single_point() -> None:
    """One session is a spot in the middle, with its day below and its value beside it."""
    picture = text(line_chart((Curve(((DAY, 12.0),)),), 31, 9))
    spots = [row for row in picture[:-2] if row[5:].strip()]

    assert any("12┤" in row for row in spots)
    assert all(15 <= len(row.rstrip()) <= 21 for row in spots)
    assert picture[-1].strip() == "1 Nov"


def test_two_lines_without_colour() -> None:
    """Two lines differ by dots, and each has its letter at the end, also where both end in one place."""
    curves = (
        Curve(((DAY, 10.0), (DAY + 30, 10.0)), "second", "L", dotted=True),
        Curve(((DAY, 20.0), (DAY + 30, 10.0)), "first", "R"),
    )
    picture = text(line_chart(curves, 60, 12))
    dotted = text(line_chart((curves[0],), 60, 12))

    assert [row[-1] for row in picture if row[-1] in "LR"] == ["L", "R"]
    assert any("⠤ " in row or "⠄ " in row or "⠉ " in row or "⠒ " in row or "⠂⠐" in row for row in dotted)
    assert inks(line_chart(curves, 60, 12)) == {"axis", "first", "second"}


def test_the_best_has_a_sign() -> None:
    """A point that is set off is a sign of its own, in its place."""
    picture = text(
        line_chart((Curve(((DAY, 10.0), (DAY + 10, 20.0), (DAY + 20, 10.0)), marks=frozenset({1})),), 41, 10)
    )

    assert picture[0].index(MARK) in (20, 21, 22)
    assert sum(row.count(MARK) for row in picture) == 1


def test_a_bar_is_as_high_as_its_value_against_the_axis() -> None:
    """A bar is as high as its value against the axis, which begins at nought; the second one is hatched."""
    picture = bar_chart([Bar((10.0, 5.0), "Nov"), Bar((0.0, 0.0)), Bar((5.0, 10.0), "Dec")], 20, 12)
    rows = text(picture)
    first, second = ([row[x] for row in rows[:-2]] for x in (3, 4))

    assert rows[0].startswith("10┤")
    assert rows[9].startswith(" 0┤")
    assert first == ["⣿"] * 10
    assert 4 <= sum(cell != " " for cell in second) <= 6
    assert "⣿" not in second
    assert {row[6:8] for row in rows[:-2]} == {"  "}
    assert "Nov" in rows[-1]
    assert inks(picture) == {"axis", "first", "second"}


def test_a_small_value_is_seen() -> None:
    """What is not nought is seen, however small it is beside the others; nought is nothing."""
    rows = text(bar_chart([Bar((1000.0,)), Bar((1.0,)), Bar((0.0,))], 20, 10))
    assert [rows[-3][x] != " " for x in (5, 7, 9)] == [True, True, False]


def test_the_newest_bars_have_room() -> None:
    """Of more bars than fit the newest are shown, each with its label where that has room."""
    bars = [Bar((float(number),), f"{number}" if number % 10 == 0 else "") for number in range(1, 100)]
    rows = text(bar_chart(bars, 43, 10))

    assert rows[-1].split() == ["90"] or rows[-1].split() == ["80", "90"]


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), max_size=60), st.integers(0, 130), st.integers(0, 40))
def test_bars_fill_their_room(values: list[tuple[float, float]], columns: int, rows: int) -> None:
    """Whatever the values, each row is as wide as the room; without weeks or room there is no chart."""
    picture = text(bar_chart([Bar(pair, "May") for pair in values], columns, rows))

    assert {len(row) for row in picture} <= {columns}
    assert (not picture) == (not values or columns < 16 or rows < 5)


@pytest.mark.parametrize("empty", [(), (Curve(()),)])
def test_nothing_to_draw(empty: tuple[Curve, ...]) -> None:
    """Without a point there is no chart."""
    assert line_chart(empty, 40, 12) == ()


def test_a_terminal_that_has_only_ascii_still_shows_axis() -> None:
    """A terminal that has only ASCII still shows axis, numbers and line."""
    rows = [ascii_text(row) for row in text(line_chart((Curve(((DAY, 1.0), (DAY + 20, 9.0))),), 40, 12))]

    assert all(row.isascii() and len(row) == 40 for row in rows)
    assert "?" not in "".join(rows)
    assert "10+" in rows[0]
