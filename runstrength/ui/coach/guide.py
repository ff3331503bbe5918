"""The screen of the training guide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from runstrength.catalogue.guide import Section
from runstrength.cells import wrap
from runstrength.ui.coach import bindings
from runstrength.ui.common.search import NO_MATCH, SearchMixin, matches, same_row
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines
from runstrength.ui.messages import OpenText


class GuideScreen(SearchMixin):
    """Lists the sections, with the text of the highlighted one; enter shows it on the whole screen.

    Args:
        sections: the sections of the guide.
    """

    WINDOW_TITLE = "Guide"
    KEYS = bindings.GUIDE
    BINDINGS = KEYS.bindings
    LIST_WIDTH: ClassVar[int] = 33
    DETAILS_MIN_ROWS: ClassVar[int] = 6

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__("guide")
        self._all = tuple(sections)
        self._sections = self._all

    def on_mount(self) -> None:
        """Show the sections."""
        self.list.one_click = False
        self.show_found()

    def show_found(self) -> None:
        """Show the sections that match the search; the highlight stays on its section."""
        found = tuple(one for one in self._all if matches(" ".join((one.title, *one.text)), self.words))
        row = same_row(self._sections, self.list.highlighted, found)
        self._sections = found
        self.list.show(len(found), lambda row, _: Line((Span(self._sections[row].title),)), row=row)
        self.refresh_view()

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title with the search text."""
        return Line((Span(self.searched("Guide"), "strong"),)), *dim_lines(
            "why you train this way, and what else helps", width
        )

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the text of the highlighted section."""
        width, height = size
        if not self._sections:
            return ()
        texts = self._sections[self.list.highlighted or 0].text
        lines = [line for text in texts for line in (*(Line((Span(part),)) for part in wrap(text, width)), Line())]
        return crop_lines(lines[:-1], height)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            *((self.arrows(), self.hint("list.pick", "read")) if self._sections else ()),
            self.hint("list.search"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def footer_note(self) -> str:
        """Return that nothing matches the search."""
        return "" if self._sections else NO_MATCH

    def on_selected(self, row: int) -> None:
        """Show a section on the whole screen."""
        section = self._sections[row]
        self.navigate(OpenText(section.title, "", section.text))
