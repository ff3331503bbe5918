"""A widget for a few lines of text, which repaints only changed lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from runstrength.cells import cell_len
from runstrength.text import printable
from runstrength.ui.lines import Line, Span
from runstrength.ui.theme import tone
from runstrength.ui.widgets.strips import StripWidget


class Lines(StripWidget):
    """Shows lines; lines that do not fit its height are left out, and text that does not fit its width ends in `…`."""

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines = tuple(lines)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines."""
        return self._lines

    def update(self, *lines: Line) -> None:
        """Show other lines; only changed lines are repainted."""
        before, self._lines = self._lines, lines
        for y in range(max(len(before), len(lines))):
            if before[y : y + 1] != lines[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Return one line of cells."""
        width = self.size.width
        base = self.visual_style.rich_style
        if y >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[y]
        right = self._segments(line.right, base)
        room = width - _cells(right)
        left = self._segments(line.left, base)
        if right and _cells(left) + 2 > room:
            room, right = width, []
        left = _cropped(left, room)
        indent = max(0, (room - _cells(left)) // 2) if line.middle else 0
        gap = room - _cells(left) - indent
        return Strip([Segment(" " * indent, base), *left, Segment(" " * gap, base), *right], width)

    def _segments(self, spans: Sequence[Span], base: Style) -> list[Segment]:
        return [Segment(printable(span.text), self._style(span, base)) for span in spans if span.text]

    def _style(self, span: Span, base: Style) -> Style:
        style = base + tone(self, span.tone) if span.tone else base
        return style + Style.from_meta({"@click": span.action}) if span.action else style


def _cells(segments: Sequence[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)


def _cropped(segments: list[Segment], width: int) -> list[Segment]:
    if _cells(segments) <= width:
        return segments
    kept: list[Segment] = []
    room = width - 1
    for text, style, _ in segments:
        if cell_len(text) > room:
            return [*kept, Segment(set_cell_size(text, max(0, room)) + "…", style)]
        kept.append(Segment(text, style))
        room -= cell_len(text)
    return kept
