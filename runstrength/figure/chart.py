"""Charts on a braille canvas: values over time as lines, and weeks as bars. Pure.

Nothing depends on color alone: lines differ by their pattern (solid, dashed) and by a letter at their end, bars by
their fill, and the best point has a mark. Inks: `axis` for axes and labels, `first` and `second` for lines and bars,
`mark` for the best point.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise
from math import ceil
from typing import Final

from msgspec import Struct

from runstrength.figure.axes import date_ticks, short_number, value_ticks
from runstrength.figure.canvas import DOTS_ACROSS, DOTS_DOWN, Canvas, InkRun, Rows

INKS: Final = ("second", "first")
MIN_SIZE: Final = (16, 5)
"""The smallest chart, in columns and rows."""
MIN_ROWS_PER_TICK: Final = 1.5
"""Rows per tick of the value axis."""
MARK: Final = "◆"
"""The mark of the best point of a line."""
DASH_DOTS: Final = 3
"""Dots of a dash and of a gap in a dashed line."""
SPOT_DISTANCE: Final = 6
"""Dots between two points; at this distance or more, each point is drawn as a spot."""


class Curve(Struct, frozen=True):
    """A line of a chart."""

    points: tuple[tuple[float, float], ...]
    """Pairs of the ordinal of the day and the value, from left to right."""
    ink: str = "first"
    label: str = ""
    """One or two letters at its end."""
    dotted: bool = False
    marks: frozenset[int] = frozenset()
    """The indexes of the points to mark."""


class Bar(Struct, frozen=True):
    """The values of one week as adjacent bars: the first solid, the second hatched."""

    values: tuple[float, ...]
    label: str = ""
    """Its label below, if there is room."""


class _Plot:
    """A picture with axes: cells of text, and a canvas between the axes."""

    def __init__(self, columns: int, rows: int, values: Sequence[float], right: int = 0) -> None:
        labels = [short_number(value) for value in values]
        self.left = max(map(len, labels)) + 1
        self.columns, self.rows = columns, rows
        self.canvas = Canvas(columns - self.left - right, rows - 2, INKS)
        self._low, self._high = values[0], values[-1]
        self._cells = [[(" ", "")] * columns for _ in range(rows)]
        for y in range(rows - 2):
            self.write(self.left - 1, y, "│", "axis")
        for value, label in zip(values, labels, strict=True):
            y = min(int(self.y(value)) // DOTS_DOWN, rows - 3)
            self.write(self.left - 1 - len(label), y, label, "axis")
            self.write(self.left - 1, y, "┤", "axis")
        self.write(self.left - 1, rows - 2, "└" + "─" * self.canvas.columns, "axis")
        self._free = 0

    def y(self, value: float) -> float:
        """Return the dot row of a value, counted from the top."""
        return (self._high - value) / (self._high - self._low) * (self.canvas.height - 1)

    def write(self, x: int, y: int, text: str, ink: str) -> None:
        """Write text into cells."""
        for column, letter in enumerate(text, start=x):
            if 0 <= column < self.columns and 0 <= y < self.rows:
                self._cells[y][column] = (letter, ink)

    def below(self, column: int, label: str) -> None:
        """Write a tick and its label below the axis, if there is room after the previous label."""
        start = max(0, min(self.left + column - len(label) // 2, self.columns - len(label)))
        if start >= self._free and 0 <= column < self.canvas.columns:
            self.write(self.left + column, self.rows - 2, "┬", "axis")
            self.write(start, self.rows - 1, label, "axis")
            self._free = start + len(label) + 1

    def picture(self) -> Rows:
        """Return the rows; text is drawn over the canvas."""
        for y, runs in enumerate(self.canvas.rows()):
            x = self.left
            for run in runs:
                for letter in run.text:
                    if letter != " " and self._cells[y][x] == (" ", ""):
                        self._cells[y][x] = (letter, run.ink)
                    x += 1
        return tuple(
            tuple(
                InkRun("".join(letter for letter, _ in cells), ink)
                for ink, cells in groupby(row, key=lambda cell: cell[1])
            )
            for row in self._cells
        )


def line_chart(curves: Sequence[Curve], columns: int, rows: int) -> Rows:
    """Return a chart of lines over time; empty if it is too small or has no points.

    Args:
        curves: the lines; later ones are drawn over earlier ones.
        columns: the width of the chart with its labels.
        rows: its height; two of them are the axis and its dates.
    """
    points = [point for curve in curves for point in curve.points]
    if columns < MIN_SIZE[0] or rows < MIN_SIZE[1] or not points:
        return ()
    values = [value for _, value in points]
    right = max(len(curve.label) for curve in curves)
    all_whole = all(value == int(value) for value in values)
    ticks = value_ticks(min(values), max(values), int((rows - 2) / MIN_ROWS_PER_TICK) + 1, whole=all_whole)
    plot = _Plot(columns, rows, ticks, right)
    first, last = min(day for day, _ in points), max(day for day, _ in points)
    day_scale = _DayScale(first, last, plot.canvas.width)
    for curve in curves:
        _draw_curve(plot, curve, day_scale)
    _write_labels(plot, curves)
    begin, end = (date.fromordinal(int(day)) for day in (first, last))
    for tick in date_ticks(begin, end, plot.canvas.columns):
        plot.below(int(day_scale.x(max(first, tick.at))) // DOTS_ACROSS, tick.label)
    return plot.picture()


class _DayScale(Struct, frozen=True):
    """Maps days to columns of dots; a single day is in the middle."""

    first: float
    last: float
    width: int

    def x(self, day: float) -> float:
        """Return the column of dots of a day."""
        if self.last == self.first:
            return self.width // 2
        return 1 + (day - self.first) / (self.last - self.first) * (self.width - 3)


def _draw_curve(plot: _Plot, curve: Curve, day_scale: _DayScale) -> None:
    positions = [(day_scale.x(day), plot.y(value)) for day, value in curve.points]
    count = 0
    for (x0, y0), (x1, y1) in pairwise(positions):
        steps = max(1, ceil(max(abs(x1 - x0), abs(y1 - y0))))
        for step in range(steps + 1):
            if not curve.dotted or (count + step) // DASH_DOTS % 2 == 0:
                plot.canvas.dot(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps, curve.ink)
        count += steps
    if len(positions) < 2 or (positions[-1][0] - positions[0][0]) / (len(positions) - 1) >= SPOT_DISTANCE:
        for x, y in positions:
            plot.canvas.disc(x, y, 1.0, curve.ink)
    for index in curve.marks:
        x, y = positions[index]
        plot.write(plot.left + round(x) // DOTS_ACROSS, max(0, round(y)) // DOTS_DOWN, MARK, "mark")


def _write_labels(plot: _Plot, curves: Sequence[Curve]) -> None:
    """Write the label of each line beside its last point, stacked if they are close."""
    ends = sorted(
        (plot.y(curve.points[-1][1]), curve.label, curve.ink) for curve in curves if curve.label and curve.points
    )
    row = -1
    for count, (y, label, ink) in enumerate(ends, start=1):
        lowest = plot.rows - 3 - (len(ends) - count)
        row = max(0, min(max(int(y) // DOTS_DOWN, row + 1), lowest))
        plot.write(plot.left + plot.canvas.columns, row, label, ink)


def bar_chart(bars: Sequence[Bar], columns: int, rows: int, *, min_top: float = 0.0) -> Rows:
    """Return a chart of weeks as bars from zero; empty if it is too small.

    Args:
        bars: the weeks, the oldest first; if they do not fit, the oldest are left out.
        columns: the width of the chart with its labels.
        rows: its height; two of them are the axis and its labels.
        min_top: the smallest value for the top of the axis.
    """
    if columns < MIN_SIZE[0] or rows < MIN_SIZE[1] or not bars:
        return ()
    top = max(min_top, *(value for bar in bars for value in bar.values))
    plot = _Plot(columns, rows, value_ticks(0.0, top, int((rows - 2) / MIN_ROWS_PER_TICK) + 1, whole=top >= 1))
    kinds = max(len(bar.values) for bar in bars)
    bar_width = kinds + 1
    bars = bars[-(plot.canvas.columns // bar_width) :]
    for index, bar in enumerate(bars):
        for kind, value in enumerate(bar.values):
            _fill_bar(plot, (index * bar_width + kind) * DOTS_ACROSS, value, kind)
    for index, bar in enumerate(bars):
        if bar.label:
            plot.below(index * bar_width, bar.label)
    return plot.picture()


def _fill_bar(plot: _Plot, left: int, value: float, kind: int) -> None:
    """Fill a bar of one cell's width; every value above zero is visible."""
    if value <= 0:
        return
    top = min(round(plot.y(value)), plot.canvas.height - 1)
    for y in range(top, plot.canvas.height):
        for x in range(left, left + DOTS_ACROSS):
            if not kind or (x + y) % 2 == 0 or y == top:
                plot.canvas.dot(x, y, INKS[1 - min(kind, 1)])
