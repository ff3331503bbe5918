"""The layout of the session screen: each widget goes to the rectangle that `places` gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import NULL_OFFSET, NULL_SPACING, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement

from runstrength.ui.session.layout import NOWHERE, Places

if TYPE_CHECKING:
    from textual.widget import Widget


class StageLayout(Layout):
    """Puts a child at the field of `places` that has the child's id."""

    name = "stage"

    def __init__(self) -> None:
        self.places: Places | None = None

    def arrange(
        self,
        parent: Widget,  # noqa: ARG002 - Textual's form
        children: list[Widget],
        size: Size,  # noqa: ARG002
        greedy: bool = True,  # noqa: ARG002
    ) -> ArrangeResult:
        """Return where each child stands; what has no place is left out."""
        placements = []
        for child in children:
            region = getattr(self.places, child.id or "", NOWHERE)
            if region:
                placements.append(WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child))
        return placements
