"""The widget of the side: `LEFT` or `RIGHT`, and an arrow."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from runstrength.figure import pixels
from runstrength.ui.session.layout import side_columns, side_rows
from runstrength.ui.theme import tone
from runstrength.ui.widgets.strips import StripWidget


class Side(StripWidget):
    """Draws a side and its arrow, as large as its region allows."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name all widgets use
        super().__init__(id=id)
        self._side = ""

    @property
    def side(self) -> str:
        """`left`, `right`, or empty."""
        return self._side

    def update(self, side: str) -> None:
        """Show another side."""
        if side != self._side:
            self._side = side
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        width = self.size.width
        style = self.visual_style.rich_style + tone(self, "accent")
        rows = self._rows()
        row = rows[y] if y < len(rows) else ""
        return Strip([Segment((row.rjust if self._side == "right" else row.ljust)(width)[:width], style)], width)

    def _rows(self) -> list[str]:
        if not self._side or not self.size.width:
            return []
        scale = max(1, self.size.width // side_columns(1))
        word = pixels.letters(self._side, scale)
        if self.size.height < side_rows(scale):
            return list(word)
        return [*word, "", *pixels.arrow(self._side, side_columns(1), scale)]
