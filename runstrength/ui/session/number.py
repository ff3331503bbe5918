"""The widget of the big number."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from runstrength.figure import pixels
from runstrength.figure.glyphs import DIGITS, LETTERS
from runstrength.ui.session.layout import is_word, widest
from runstrength.ui.widgets.dirty_region import difference
from runstrength.ui.widgets.strips import StripWidget


class Count(StripWidget):
    """Draws a number or a word centered in its region, as large as fits.

    The scale is that of the widest text of the same format, so that it doesn't change during a countdown.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name all widgets use
        super().__init__(id=id)
        self._text = ""
        self._hollow = False

    @property
    def text(self) -> str:
        """The number."""
        return self._text

    @property
    def hollow(self) -> bool:
        """Whether only the outline is drawn."""
        return self._hollow

    @property
    def scale(self) -> int:
        """Columns, and half rows, per pixel of the number."""
        return _scale(widest(self._text), self.size)

    def update(self, text: str, *, hollow: bool = False) -> None:
        """Show another number, solid or as an outline, and repaint only what changed, or all if the width changed."""
        if (text, hollow) == (self._text, self._hollow):
            return
        before, same_shape = self._rows, widest(text) == widest(self._text)
        self._text, self._hollow = text, hollow
        if not same_shape:
            self.refresh()
        elif region := difference(before, self._rows):
            self.refresh(region)

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        row = self._rows[y]
        return Strip([Segment(row, self.visual_style.rich_style)], len(row))

    @property
    def _rows(self) -> tuple[str, ...]:
        return _centred(self._text, self.size, self._hollow)


@lru_cache(maxsize=64)
def _scale(longest: str, size: Size) -> int:
    font = LETTERS if is_word(longest) else DIGITS
    return max(1, pixels.fit(longest, font, size.width, size.height))


@lru_cache(maxsize=4)
def _centred(text: str, size: Size, hollow: bool) -> tuple[str, ...]:
    """Return rows that fill `size`, with the text centered, and cropped if it is too big."""
    width, height = size
    scale = _scale(widest(text), size)
    hollow = hollow and scale > 2
    rows = pixels.letters(text, scale) if is_word(text) else pixels.digits(text, scale, outline=hollow)
    above = max(0, (height - len(rows)) // 2)
    below = max(0, height - len(rows) - above)
    blank = " " * width
    return (*[blank] * above, *(row.center(width)[:width] for row in rows[:height]), *[blank] * below)
