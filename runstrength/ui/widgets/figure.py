"""A widget for figures and charts, which shows the rows of a picture."""

from __future__ import annotations

from itertools import zip_longest

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from runstrength.figure.canvas import Rows
from runstrength.ui.theme import tone
from runstrength.ui.widgets.decoration import Decoration
from runstrength.ui.widgets.strips import StripWidget

TONES = {
    "near": "",
    "far": "dim",
    "prop": "dim",
    "floor": "dim",
    "weight": "accent",
    "axis": "dim",
    "first": "accent",
    "second": "",
    "mark": "strong",
}
"""The tone of each ink of figures and charts."""


class Figure(Decoration, StripWidget):
    """Shows a picture at the top left of its region.

    Args:
        id: the id of the widget.
        classes: its CSS classes.
        label: its name at the start of an error message.
    """

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - as all widgets
        classes: str | None = None,
        label: str = "The figure",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.label = label
        self._rows: Rows = ()

    @property
    def rows(self) -> Rows:
        """The picture."""
        return self._rows

    def update(self, rows: Rows = ()) -> None:
        """Show another picture, or none; only changed rows are repainted."""
        before, self._rows = self._rows, rows
        for region in changes(before, rows):
            self.refresh(region)

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        base = self.visual_style.rich_style
        runs = self._rows[y] if y < len(self._rows) else ()
        segments = [Segment(run.text, base + tone(self, TONES.get(run.ink, ""))) for run in runs]
        return Strip(segments).adjust_cell_length(self.size.width, base)


def changes(before: Rows, after: Rows) -> list[Region]:
    """Return the regions of changed rows; adjacent rows are one region."""
    regions: list[Region] = []
    for y, (old, new) in enumerate(zip_longest(before, after, fillvalue=())):
        if old == new:
            continue
        was, now = ([(char, TONES.get(run.ink)) for run in row for char in run.text] for row in (old, new))
        columns = [x for x, (one, other) in enumerate(zip_longest(was, now)) if one != other]
        if not columns:
            continue
        row = Region(columns[0], y, columns[-1] + 1 - columns[0], 1)
        if regions and regions[-1].bottom == y:
            regions[-1] = regions[-1].union(row)
        else:
            regions.append(row)
    return regions
