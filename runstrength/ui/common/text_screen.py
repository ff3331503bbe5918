"""A screen for reading a text, which can be scrolled."""

from __future__ import annotations

from collections.abc import Sequence

from runstrength.cells import wrap
from runstrength.ui.common import bindings
from runstrength.ui.common.list_screen import SCROLLBAR, ListScreen, text_width
from runstrength.ui.lines import Line, Span, dim_lines


class ReadingScreen(ListScreen):
    """Shows a title and paragraphs.

    Args:
        title: the title.
        about: a sentence below it, dimmed.
        paragraphs: the text.
        name: the kind of screen; a subclass that is opened by a message of its own has its own.
    """

    WINDOW_TITLE = "Guide"
    KEYS = bindings.READING
    BINDINGS = KEYS.bindings

    def __init__(self, title: str, about: str, paragraphs: Sequence[str], name: str = "reading") -> None:
        super().__init__(name)
        self._title = title
        self._about = about
        self._paragraphs = tuple(paragraphs)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title and the sentence below it."""
        return Line((Span(self._title, "strong"),)), *dim_lines(self._about, width)

    def draw(self) -> None:
        """Draw the text, wrapped to the width."""
        width = text_width(self.app.size.width) - SCROLLBAR
        lines = [line for text in self._paragraphs for line in (*wrap(text, width), "")][:-1]
        self.list.show(len(lines), lambda row, _: Line((Span(lines[row]),)), picks=False, row=self.list.scroll_offset.y)
        super().draw()

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (self.arrows("scroll"), self.hint("app.help"), self.hint("list.back"))
