"""A mix-in for widgets that keeps their drawn lines between repaints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from typing import Self

    from textual.widget import Widget

    Base = Widget
else:
    Base = object  # the CSS of a widget comes from its first base that is one


class StripCacheMixin(Base):
    """Draws a widget again only after it was refreshed.

    For each repaint Textual asks every visible widget for all its lines, also if a single cell of one of them changed.
    It must be a base class before the widget's class.
    """

    _drawn: tuple[Region, Sequence[LineFilter], list[Strip]] | None = None

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Request a repaint of regions, or of the whole widget."""
        self._drawn = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw it again after a change of its CSS."""
        self._drawn = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of cells in a region."""
        filters = self.app.get_line_filters()
        if self._drawn is None or self._drawn[:2] != (crop, filters):
            self._drawn = (crop, filters, super().render_lines(crop))
        return self._drawn[2]
