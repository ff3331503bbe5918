"""A number as big as its place allows."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from runstrength.figure import pixels
from runstrength.figure.glyphs import DIGITS
from runstrength.ui.patch import patch

OUTLINE_FROM = 3
"""The scale from which an outline has an inside."""

DIM = Style(dim=True)


class BigDigits(Widget):
    """Draws `0-9 : - ?` in the middle of its region, at the largest scale which fits the widest text it may show.

    The class `-outline` draws outlines only, or dim digits where these are too small for one.
    """

    DEFAULT_CSS = "BigDigits { width: 1fr; height: 1fr; }"
    ALLOW_SELECT = False

    def __init__(
        self,
        text: str = "",
        *,
        widest: str = "00:00",
        id: str | None = None,  # noqa: A002 - the name all widgets use
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text
        self._widest = widest

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    @property
    def widest(self) -> str:
        """The widest text to be shown here: it sets the scale, so that nothing changes its size as time passes."""
        return self._widest

    @widest.setter
    def widest(self, text: str) -> None:
        if text != self._widest:
            self._widest = text
            self.refresh()

    @property
    def scale(self) -> int:
        """Columns, and half rows, to a pixel."""
        return _scale(self._widest, self.size)

    def update(self, text: str) -> None:
        """Show another text and repaint only where it differs."""
        if text == self._text:
            return
        before = self._rows()
        self._text = text
        if region := _difference(before, self._rows()):
            patch(self, region)

    def notify_style_update(self) -> None:
        """Repaint, for a class may have made an outline of the digits."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        style = self.visual_style.rich_style
        if self.has_class("-outline") and self.scale < OUTLINE_FROM:
            style += DIM
        return Strip([Segment(self._rows()[y], style)], self.size.width)

    def _rows(self) -> tuple[str, ...]:
        return _centred(self._text, self._widest, self.size, self.has_class("-outline"))


@lru_cache(maxsize=64)
def _scale(widest: str, size: Size) -> int:
    return max(1, pixels.fit(widest, DIGITS, size.width, size.height))


@lru_cache(maxsize=4)
def _centred(text: str, widest: str, size: Size, outline: bool) -> tuple[str, ...]:
    """Return cells to fill the size, with the text in the middle, cropped where it is too big."""
    width, height = size
    scale = _scale(widest, size)
    rows = pixels.digits(text, scale, outline=outline and scale >= OUTLINE_FROM)
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
