"""Widgets that draw their lines again only after they were refreshed.

For each repaint Textual asks every visible widget for all its lines, also if a single cell of one of them changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from typing import Self


class CachedWidget(Widget):
    """Keeps its lines until it is refreshed, or its CSS or size change."""

    ALLOW_SELECT = False
    _drawn: tuple[Region, list[Strip]] | None = None
    _drawn_for: tuple[Size, Sequence[LineFilter]] | None = None

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Request a repaint of regions, or of the whole widget."""
        self.forget_lines(*regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw it again after a change of its CSS."""
        self.forget_lines()
        super().notify_style_update()

    def forget_lines(self, *regions: Region) -> None:  # noqa: ARG002 - a subclass uses them
        """Forget the lines of regions, or all of them."""
        self._drawn = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of cells in a region."""
        drawn_for = (self.size, self.app.get_line_filters())
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self.forget_lines()
        if self._drawn is None or self._drawn[0] != crop:
            self._drawn = (crop, self.draw_lines(crop, drawn_for[1]))
        return self._drawn[1]

    def draw_lines(self, crop: Region, filters: Sequence[LineFilter]) -> list[Strip]:  # noqa: ARG002 - Textual applies them
        """Return the rows of cells in a region, drawn anew and filtered."""
        return super().render_lines(crop)


class StripWidget(CachedWidget):
    """Shows the rows that its `render_line` returns; it has no border, no padding and no opacity.

    So Textual has nothing to add to a row, except the highlight of a link below the mouse.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as all widgets
        super().__init__(id=id, classes=classes)
        self._rows_drawn: dict[int, Strip] = {}

    def forget_lines(self, *regions: Region) -> None:
        """Forget the lines of regions, or all of them."""
        super().forget_lines(*regions)
        for region in regions:
            for y in region.line_range:
                self._rows_drawn.pop(y, None)
        if not regions:
            self._rows_drawn.clear()

    def draw_lines(self, crop: Region, filters: Sequence[LineFilter]) -> list[Strip]:
        """Return the rows of cells in a region."""
        if self.hover_style.link_id:
            return super().draw_lines(crop, filters)
        missing = [y for y in crop.line_range if y not in self._rows_drawn]
        background = self.background_colors[1]
        for y in missing:
            strip = self.render_line(y)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            self._rows_drawn[y] = strip
        start, end = crop.column_span
        return [
            strip if (start, end) == (0, strip.cell_length) else strip.crop(start, end)
            for strip in map(self._rows_drawn.__getitem__, crop.line_range)
        ]
