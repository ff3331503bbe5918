"""Repainting a region of a widget at once, for what changes every second.

A refresh goes through three message queues and a timer, and then asks every widget of the screen for its lines:
that is most of what a countdown costs. A patch asks only the widget itself, and only for the region.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual._compositor import CompositorUpdate

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget


class Patch(CompositorUpdate):
    """Strips of cells, one below the other, and where on the screen they begin."""

    def __init__(self, x: int, y: int, strips: list[Strip]) -> None:
        self.x = x
        self.y = y
        self.strips = strips

    def render_segments(self, console: Console) -> str:
        """Return what to write to the terminal."""
        return "".join(
            f"\x1b[{y};{self.x + 1}H{strip.render(console)}" for y, strip in enumerate(self.strips, start=self.y + 1)
        )


def patch(widget: Widget, region: Region) -> None:
    """Repaint a region of a widget: now where it is in plain view, else by an ordinary refresh."""
    if not _in_plain_view(widget, region):
        widget.refresh(region)
        return
    widget._set_dirty(region)
    widget._repaint_regions.clear()
    inside = region.translate(widget.content_offset)
    place = inside.translate(widget.region.offset)
    update = Patch(place.x, place.y, widget.render_lines(inside))
    widget.app._display(widget.screen, cast("RenderableType", update))


def _in_plain_view(widget: Widget, region: Region) -> bool:
    """Return whether the region is on the screen as last painted, whole and with nothing in front of it."""
    if not widget.is_attached or widget.app.screen is not widget.screen or widget.app.is_inline:
        return False
    # What waits for an ordinary refresh must not be forgotten.
    if widget._repaint_regions:
        return False
    place = region.translate(widget.content_region.offset)
    for other, (where, clip) in widget.screen._compositor.visible_widgets.items():
        if other is widget:
            return clip.contains_region(place) and where.contains_region(place)
        if where.overlaps(place):
            return False
    return False
