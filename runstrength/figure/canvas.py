"""A canvas of braille dots: two columns and four rows of dots per cell, so that dots are about square.

Figures and charts are drawn on it. x grows to the right and y downwards, both in dots; the center of the first dot is
(0, 0). Parts outside the canvas are cut off.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import Final

from msgspec import Struct

DOTS_ACROSS: Final = 2
"""Columns of dots in a cell."""
DOTS_DOWN: Final = 4
"""Rows of dots in a cell."""
_BRAILLE: Final = 0x2800
_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot in the number of a braille character, by row and column."""


class InkRun(Struct, frozen=True):
    """Adjacent cells of one ink."""

    text: str
    ink: str
    """One of the canvas's inks; empty for empty cells."""


Rows = tuple[tuple[InkRun, ...], ...]
"""A picture: its rows, each as wide as the canvas."""


class Canvas:
    """A picture of dots in a few inks.

    A terminal cell has one color: of the inks of its dots, the one that is last in `inks`.
    """

    def __init__(self, columns: int, rows: int, inks: tuple[str, ...]) -> None:
        self.columns = columns
        """Its width in cells."""
        self.lines = rows
        """Its height in cells."""
        self.width = columns * DOTS_ACROSS
        """Its width in dots."""
        self.height = rows * DOTS_DOWN
        """Its height in dots."""
        self._inks = inks
        # A row of dots is one integer, its lowest bit at the left: a stroke takes a few shifts, not a loop over dots.
        self._dots = {ink: [0] * self.height for ink in inks}

    def dot(self, x: float, y: float, ink: str) -> None:
        """Draw the nearest dot."""
        self._span(round(y), round(x), round(x), (ink,))

    def line(self, x0: float, y0: float, x1: float, y1: float, ink: str, thickness: float = 1.0) -> None:
        """Draw a line with round ends; even a thin one has no gaps."""
        steps = max(1, ceil(max(abs(x1 - x0), abs(y1 - y0))))
        for step in range(steps + 1):
            self.dot(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps, ink)
        if thickness > 1.0:
            self._thick(x0, y0, x1, y1, thickness / 2, (ink,))

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        """Draw a filled circle."""
        self.dot(x, y, ink)
        self._thick(x, y, x, y, radius, (ink,))

    def circle(self, x: float, y: float, radius: float, ink: str, thickness: float = 1.0) -> None:
        """Draw a ring with the radius of its outer edge."""
        self.disc(x, y, radius, ink)
        if radius > thickness:
            self._thick(x, y, x, y, radius - thickness, self._inks, clear=True)

    def clear(self, x0: float, y0: float, x1: float, y1: float, thickness: float, inks: tuple[str, ...] = ()) -> None:
        """Erase some or all inks along a line, so that what is drawn next stands out."""
        self._thick(x0, y0, x1, y1, thickness / 2, inks or self._inks, clear=True)

    def rows(self) -> Rows:
        """Return the picture as rows of cells; `figure.ascii` converts them for terminals without braille."""
        return tuple(self._row(y * DOTS_DOWN) for y in range(self.lines))

    def _row(self, top: int) -> tuple[InkRun, ...]:
        layers = [(ink, self._dots[ink][top : top + DOTS_DOWN]) for ink in self._inks]
        layers = [(ink, rows) for ink, rows in layers if any(rows)]
        runs: list[InkRun] = []
        text, ink = "", ""
        for column in range(self.columns):
            bits, cell_ink = 0, ""
            for name, rows in layers:
                found = _cell(rows, column * DOTS_ACROSS)
                if found:
                    bits, cell_ink = bits | found, name
            if cell_ink != ink and text:
                runs.append(InkRun(text, ink))
                text = ""
            ink = cell_ink
            text += chr(_BRAILLE + bits) if bits else " "
        return (*runs, InkRun(text, ink)) if text else ()

    def _thick(
        self, x0: float, y0: float, x1: float, y1: float, radius: float, inks: tuple[str, ...], *, clear: bool = False
    ) -> None:
        """Fill everything closer to a line than the radius, one span per row."""
        if y0 > y1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        length = sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
        for y in range(max(0, ceil(y0 - radius)), min(self.height - 1, floor(y1 + radius)) + 1):
            ends: list[float] = []
            for x, middle in ((x0, y0), (x1, y1)):
                if abs(y - middle) <= radius:
                    half = sqrt(radius * radius - (y - middle) ** 2)
                    ends += [x - half, x + half]
            if length:
                ends += _across(x0, y0, x1, y1, radius, length, y)
            if ends:
                self._span(y, ceil(min(ends) - 1e-9), floor(max(ends) + 1e-9), inks, clear=clear)

    def _span(self, y: int, left: int, right: int, inks: tuple[str, ...], *, clear: bool = False) -> None:
        left, right = max(0, left), min(self.width - 1, right)
        if left > right or not 0 <= y < self.height:
            return
        mask = ((1 << (right - left + 1)) - 1) << left
        for name in inks:
            if clear:
                self._dots[name][y] &= ~mask
            else:
                self._dots[name][y] |= mask


def _across(x0: float, y0: float, x1: float, y1: float, radius: float, length: float, y: int) -> list[float]:
    """Return where a row intersects the two long edges of a thick line."""
    aside, below = -(y1 - y0) / length * radius, (x1 - x0) / length * radius
    cuts = []
    for sign in (-1, 1):
        top, low = y0 + sign * below, y1 + sign * below
        if top <= y <= low:
            part = (y - top) / (low - top) if low > top else 0.0
            cuts.append(x0 + sign * aside + (x1 - x0) * part)
    return cuts


def _cell(rows: list[int], left: int) -> int:
    """Return the bits of the braille character for two columns of four rows."""
    return (
        _LEFT[rows[0] >> left & 3]
        | _SECOND[rows[1] >> left & 3]
        | _THIRD[rows[2] >> left & 3]
        | _LAST[rows[3] >> left & 3]
    )


_LEFT, _SECOND, _THIRD, _LAST = (
    tuple((pair & 1) * left | (pair >> 1) * right for pair in range(4)) for left, right in _BITS
)
