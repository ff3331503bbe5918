"""The base of screens with a chart above a list; one of several charts is shown at a time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from textual.app import ComposeResult

from runstrength.figure.canvas import Rows
from runstrength.ui.common.containment import contained
from runstrength.ui.common.list_screen import ListScreen, text_width
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.widgets.figure import Figure
from runstrength.ui.widgets.lines import Lines

MAX_CHART_ROWS: Final = 18
"""Rows of a chart."""
MIN_LIST_ROWS: Final = 4
"""Rows of the list, which the chart leaves free."""


class ChartScreen(ListScreen):
    """A headline, the titles of the charts, the selected chart, and a list."""

    view = 0
    """The index of the selected chart."""

    # -- to be overridden --------------------------------------------------------------------------------------------

    @abstractmethod
    def head(self, width: int) -> Sequence[Line]:
        """Return the headline."""

    @abstractmethod
    def views(self) -> Sequence[tuple[str, str]]:
        """Return the title and the description of each chart."""

    @abstractmethod
    def chart(self, size: tuple[int, int]) -> Rows:
        """Return the selected chart in a size of columns and rows."""

    def columns(self, width: int) -> Line | None:  # noqa: ARG002 - for subclasses
        """Return the column headings of the list, None for no headings."""
        return None

    # -- layout -------------------------------------------------------------------------------------------------------

    @cached_property
    def _figure(self) -> Figure:
        return Figure(id="chart", label="The chart")

    @cached_property
    def _headings(self) -> Lines:
        return Lines(id="columns")

    def parts(self) -> ComposeResult:
        """Yield the chart and the list."""
        yield self._figure
        yield self._headings
        yield self.list
        yield self.details_below

    def headline(self, width: int) -> Sequence[Line]:
        """Return the headline, and the titles of the charts."""
        views = self.views()
        if not views:
            return self.head(width)
        names: list[Span] = []
        for place, (name, _) in enumerate(views):
            here = place == self._view_index
            names += [Span("  ")] if names else []
            names.append(Span(f" {name} ", "selected" if here else "dim", f"screen.view({place})"))
        legend = views[self._view_index][1]
        cells = sum(len(span.text) for span in names) + len(legend) + 2
        if cells <= width:
            return *self.head(width), Line(), Line(tuple(names), (Span(legend, "dim"),))
        return *self.head(width), Line(), Line(tuple(names)), *dim_lines(legend, width)

    @property
    def _view_index(self) -> int:
        return min(self.view, max(0, len(self.views()) - 1))

    def draw(self) -> None:
        """Draw the screen with its chart."""
        super().draw()
        width = text_width(self.app.size.width)
        heading = self.columns(width)
        rows = min(MAX_CHART_ROWS, self.body_rows - MIN_LIST_ROWS - 1 - (heading is not None))
        picture: Rows = ()
        with contained(self, "The chart"):
            picture = self.chart((width, rows)) if self.views() else ()
        figure, words = self._figure, self._headings
        figure.display = bool(picture)
        figure.styles.height = len(picture)
        figure.update(picture)
        words.display = heading is not None
        words.update(*((heading,) if heading is not None else ()))

    # -- keys ----------------------------------------------------------------------------------------------------------

    def action_view(self, place: int) -> None:
        """Select a chart."""
        self.view = place
        self.refresh_view()

    def action_next_view(self, by: int) -> None:
        """Select the next chart, or the first after the last."""
        if self.views():
            self.action_view((self._view_index + by) % len(self.views()))
