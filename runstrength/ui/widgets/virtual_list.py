"""A list that draws only the visible rows, so that its cost does not depend on its length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click, Leave, MouseMove
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from runstrength.text import printable
from runstrength.ui.lines import Line, Span
from runstrength.ui.theme import tone
from runstrength.ui.widgets.lines import _cropped
from runstrength.ui.widgets.list_keys import LIST_MOVES

MARKER = "› "
"""The mark of the highlighted row, so that nothing depends on color alone."""
GAP = 1
"""Blank columns between a row and the scrollbar."""


class VirtualList(ScrollView, can_focus=True):
    """A list of one-line rows, one of them highlighted; or a text that scrolls.

    A function of row and width returns a line when it becomes visible.
    """

    DEFAULT_CSS = "VirtualList { overflow-x: hidden; scrollbar-size: 0 1; scrollbar-gutter: stable; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--highlighted",
        "virtual-list--hover",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*LIST_MOVES]
    """The keys that move; the keys that select a row belong to the screen."""
    ALLOW_SELECT = False

    @dataclass
    class Highlighted(Message):
        """Another row is highlighted."""

        row: int

    @dataclass
    class Selected(Message):
        """A row was selected."""

        row: int
        line: Line
        """The line of the row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._line: Callable[[int, int], Line] = lambda _row, _width: Line()
        self._count = 0
        self._picks = True
        self._row = 0
        self._hover: int | None = None
        self.one_click = True
        """Whether a click on a row that is not highlighted selects it; else it only highlights it."""
        self.keeps_gap = False
        """Whether the gap before the scrollbar stays without one, for rows below column headings of a fixed width."""

    @property
    def highlighted(self) -> int | None:
        """The highlighted row, None if there is none."""
        return self._row if self._picks and self._count else None

    @property
    def count(self) -> int:
        """The number of rows."""
        return self._count

    def show(self, count: int, line: Callable[[int, int], Line], *, row: int = 0, picks: bool = True) -> None:
        """Show other rows.

        Args:
            count: the number of rows.
            line: returns the line of a row for a width in cells.
            row: the row to highlight.
            picks: whether rows can be selected; else it is a text.
        """
        self._count, self._line, self._picks = count, line, picks
        self._hover = None
        self._row = max(0, min(row, count - 1))
        self.virtual_size = Size(0, count)
        self.refresh(layout=True)
        if self.highlighted is not None:
            self._into_view()

    def line(self, row: int) -> Line:
        """Return the line of a row in the current width."""
        return self._line(row, self.room)

    @property
    def room(self) -> int:
        """The width of a line in cells; a row that can be selected doesn't touch the scrollbar."""
        taken = 0
        if self._picks:
            taken = len(MARKER) + (GAP if self.keeps_gap or self.show_vertical_scrollbar else 0)
        return max(1, self.scrollable_content_region.width - taken)

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        style = self.visual_style.rich_style
        if not 0 <= row < self._count:
            return Strip.blank(width, style)
        highlighted = row == self.highlighted
        if highlighted or row == self._hover:
            name = "virtual-list--highlighted" if highlighted else "virtual-list--hover"
            style += self.get_component_rich_style(name, partial=True)
        marker = (MARKER if highlighted else " " * len(MARKER)) if self._picks else ""
        line = Strip([Segment(marker, style), *self._segments(self.line(row), style)])
        return line.adjust_cell_length(width, self.visual_style.rich_style)

    def _segments(self, line: Line, base: Style) -> list[Segment]:
        """Return a line in exactly the width; its right spans only if they fit."""
        left, right = (
            [Segment(printable(s.text), self._style(s, base)) for s in spans] for spans in (line.left, line.right)
        )
        cells = sum(segment.cell_length for segment in left)
        gap = self.room - cells - sum(segment.cell_length for segment in right)
        if gap < 2:
            gap, right = self.room - cells, []
        return _cropped([*left, Segment(" " * max(0, gap), base), *right], self.room)

    def _style(self, span: Span, base: Style) -> Style:
        if not span.tone:
            return base
        return base + tone(self, span.tone)

    # -- keys and mouse ------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Move the highlight, or scroll a text."""
        if not self._picks:
            self.scroll_to(y=self.scroll_offset.y + by, animate=False)
        elif self._count:
            self._highlight(self._row + by)

    def action_page(self, by: int) -> None:
        """Move by a page; one row stays visible."""
        self.action_move(by * max(1, self.size.height - 1))

    def action_go_to(self, row: int) -> None:
        """Highlight a row; a negative number counts from the end."""
        row = row if row >= 0 else self._count + row
        self.action_move(row - (self._row if self._picks else self.scroll_offset.y))

    def action_pick(self) -> None:
        """Select the highlighted row."""
        if self.highlighted is not None:
            self.post_message(self.Selected(self._row, self.line(self._row)))

    def still_has(self, selected: Selected) -> bool:
        """Tell whether a row still has the same line as when it was selected: a search may have changed the rows."""
        return selected.row < self._count and self.line(selected.row) == selected.line

    def on_click(self, event: Click) -> None:
        """Select a row with the mouse."""
        row = self._row_at(event.y)
        if row is not None and event.button == 1:
            picks = self.one_click or row == self.highlighted
            self._highlight(row)
            if picks:
                self.action_pick()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show which row a click would select."""
        self._set_hover(self._row_at(event.y))

    def on_leave(self, _: Leave) -> None:
        """Clear the hover style."""
        self._set_hover(None)

    def _row_at(self, y: int) -> int | None:
        row = y + self.scroll_offset.y
        return row if self._picks and 0 <= row < self._count else None

    def _set_hover(self, row: int | None) -> None:
        before, self._hover = self._hover, row
        if before != row:
            for changed in (before, row):
                if changed is not None:
                    self.refresh_line(changed)

    def _highlight(self, row: int) -> None:
        before, self._row = self._row, max(0, min(row, self._count - 1))
        if self._row == before:
            return
        self.refresh_line(before)
        self.refresh_line(self._row)
        self._into_view()
        self.post_message(self.Highlighted(self._row))

    def on_resize(self) -> None:
        """Scroll to the highlighted row: where it is in view depends on the height."""
        if self.highlighted is not None:
            self._into_view()

    def _into_view(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if self._row < top:
            self.scroll_to(y=self._row, animate=False)
        elif height and self._row >= top + height:
            self.scroll_to(y=self._row - height + 1, animate=False)
