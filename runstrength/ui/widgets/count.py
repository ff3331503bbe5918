"""How much and on which side: the number, as big as its place allows, and LEFT or RIGHT beside it."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from runstrength.figure import pixels
from runstrength.figure.glyphs import DIGITS, LETTERS
from runstrength.ui.tones import tone

SIDE_COLUMNS = 20
"""What RIGHT takes, the wider of the two words."""
GAP = 2
"""Columns between a side's word and the number at the least."""


class Count(Widget):
    """Draws a number or a word in the middle of its region, at the largest scale at which the widest one fits.

    The scale is that of the widest text of the same step, so that nothing changes its size or place as time passes.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name all widgets use
        super().__init__(id=id)
        self._text = ""
        self._side = ""

    @property
    def text(self) -> str:
        """The number that is shown."""
        return self._text

    @property
    def side(self) -> str:
        """The side that is shown: left, right or nothing."""
        return self._side

    @property
    def scale(self) -> int:
        """Columns, and half rows, to a pixel of the number."""
        return _scale(_widest(self._text), self._room())

    def update(self, text: str, side: str = "") -> None:
        """Show another number, and repaint only where it differs; of another side or another width, all."""
        if (text, side) == (self._text, self._side):
            return
        before, same_shape = self._rows(), side == self._side and _widest(text) == _widest(self._text)
        self._text, self._side = text, side
        if not same_shape:
            self.refresh()
        elif region := _difference(before, self._rows()):
            self.refresh(region.translate((self._left(), 0)))

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        style = self.visual_style.rich_style
        rows = self._rows()
        number = Segment(rows[y] if y < len(rows) else "", style)
        word = self._word(y, style + tone(self, "accent"))
        blank = Segment(" " * (self.size.width - number.cell_length - word.cell_length), style)
        if self._place == "left":
            return Strip([word, number, blank], self.size.width)
        if self._place == "right":
            return Strip([Segment(" " * self._left(), style), number, Segment(" " * self._after(), style), word])
        return Strip([number, blank], self.size.width)

    def _word(self, y: int, style: Style) -> Segment:
        """Return a row of the side's word, which stands in the middle of the height at its own edge."""
        if not self._place:
            return Segment("")
        rows = pixels.letters(self._place)
        top = max(0, (self.size.height - len(rows)) // 2)
        row = rows[y - top] if 0 <= y - top < len(rows) else ""
        width = self._left() if self._place == "left" else SIDE_COLUMNS
        return Segment(row.ljust(width) if self._place == "left" else row.rjust(width), style)

    def _left(self) -> int:
        """Return the columns before the number's room."""
        if self._place == "left" or (self._place == "right" and self._both()):
            return SIDE_COLUMNS + GAP
        return 0

    def _after(self) -> int:
        return self.size.width - self._left() - self._room().width - SIDE_COLUMNS

    def _room(self) -> Size:
        """Return the place of the number: in the middle of the whole region, if it loses nothing by that."""
        width, height = self.size
        if self._place:
            width -= (SIDE_COLUMNS + GAP) * (2 if self._both() else 1)
        return Size(max(1, width), height)

    def _both(self) -> bool:
        """Tell whether the side without a word can stay free too, so that the number stands in the middle."""
        return self._fit(2) == self._fit(1) > 0

    @property
    def _place(self) -> str:
        """The side whose word is drawn: none where the number would not fit beside it."""
        return self._side if self._fit(1) else ""

    def _fit(self, sides: int) -> int:
        """Return the scale of the number when so many sides are kept free, 0 where it does not fit."""
        width, height = self.size
        return _fit(_widest(self._text), Size(max(0, width - (SIDE_COLUMNS + GAP) * sides), height))

    def _rows(self) -> tuple[str, ...]:
        return _centred(self._text, _widest(self._text), self._room())


def _widest(text: str) -> str:
    """Return the widest text of the same form: digits are all of one width, so any will do."""
    return "".join("0" if letter in "0123456789 " else letter for letter in text)


def _is_word(text: str) -> bool:
    return text[:1].isalpha()


def _scale(widest: str, size: Size) -> int:
    return max(1, _fit(widest, size))


@lru_cache(maxsize=64)
def _fit(widest: str, size: Size) -> int:
    font = LETTERS if _is_word(widest) else DIGITS
    return pixels.fit(widest, font, size.width, size.height)


@lru_cache(maxsize=4)
def _centred(text: str, widest: str, size: Size) -> tuple[str, ...]:
    """Return cells to fill the size, with the text in the middle, cropped where it is too big."""
    width, height = size
    scale = _scale(widest, size)
    rows = pixels.letters(text, scale) if _is_word(text) else pixels.digits(text, scale)
    above = max(0, (height - len(rows)) // 2)
    below = max(0, height - len(rows) - above)
    blank = " " * width
    return (*[blank] * above, *(row.center(width)[:width] for row in rows[:height]), *[blank] * below)


def _difference(before: tuple[str, ...], after: tuple[str, ...]) -> Region | None:
    """Return the smallest region which holds all cells that differ."""
    changed = [(y, old, new) for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    if not changed:
        return None
    columns = [x for _, old, new in changed for x, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    left, top, bottom = min(columns), changed[0][0], changed[-1][0]
    return Region(left, top, max(columns) + 1 - left, bottom + 1 - top)
