"""How far the session has come, as one quiet line."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from runstrength.ui.tones import tone


class Progress(Widget):
    """Draws a fraction as a heavy line on a thin one; nothing is painted while no cell changes."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._fraction = 0.0

    @property
    def cells(self) -> int:
        """How many cells are filled."""
        return round(self._fraction * self.size.width)

    def update(self, fraction: float) -> None:
        """Show another fraction, 0 to 1."""
        before = self.cells
        self._fraction = fraction
        if self.cells != before:
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has only one line
        """Return the line."""
        style = self.visual_style.rich_style
        rest = style + tone(self, "dim")
        return Strip([Segment("━" * self.cells, style), Segment("─" * (self.size.width - self.cells), rest)])
