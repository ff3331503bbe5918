"""The base of list screens: a headline, a list, details, and a footer with key hints."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key, Resize, ScreenResume
from textual.geometry import Size

from runstrength.ui.common.base import BaseScreen
from runstrength.ui.lines import Line, dim_lines, footer
from runstrength.ui.messages import Quit
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.virtual_list import VirtualList

MARGIN = 2
"""Columns of the margin on each side."""
MAX_WIDTH = 92
"""Columns of text, as in `list_screen.tcss`: shorter rows are easier to read."""
GAP = 3
"""Columns between the list and its details."""
SCROLLBAR = 1
"""Columns of the scrollbar of the list."""
REPEATED_KEYS = ("enter", "space", "s", "q")
"""Keys that also act on the next screen, so that their repeats are ignored."""
BESIDE_FROM = 76
"""Columns of the terminal; with less, details are below the list."""
TALL_FROM = 24
"""Rows of the terminal; with fewer, the first row is not left blank."""


def text_width(columns: int) -> int:
    """Return the columns of text in a terminal with a number of columns."""
    return max(1, min(MAX_WIDTH, columns - 2 * MARGIN))


class ListScreen(BaseScreen[Any]):
    """A headline, a list with details of the highlighted row, and a footer with key hints.

    A subclass fills the list and provides the texts; this class lays them out.
    """

    CSS_PATH = "../list_screen.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL_FROM, "-normal-height")]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS = "VirtualList"
    WINDOW_TITLE: ClassVar[str] = "runstrength"
    """The title of the terminal's window."""
    LIST_WIDTH: ClassVar[int] = 0
    """Columns of the list if details are beside it; 0 if they are always below."""
    DETAILS_MIN_ROWS: ClassVar[int] = 0
    """Rows of details below the list, which a long list leaves free."""

    body_rows = 0
    """Rows between headline and footer."""
    _drawn_size: Size | None = None
    """The size of the terminal in which the screen was last drawn."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        # The breakpoints do the same when the size arrives, but would have the whole screen styled a second time.
        self.add_class("-normal-height" if self.app.size.height >= TALL_FROM else "-short", update=False)

    # -- to be overridden ----------------------------------------------------------------------------------------------

    @abstractmethod
    def headline(self, width: int) -> Sequence[Line]:
        """Return the headline."""

    def details(self, size: tuple[int, int]) -> Sequence[Line] | None:  # noqa: ARG002 - for subclasses
        """Return the details of the highlighted row in a size of columns and rows; None for no details."""
        return None

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer, each with its action."""
        return (
            self.arrows(),
            self.hint("list.pick", "start"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def arrows(self, words: str = "choose") -> tuple[str, str]:
        """Return the key hint of the keys that move in the list."""
        text, action = self.hint("list.up list.down", words)
        return text.replace("↑ ↓", "↑↓"), action

    def footer_note(self) -> str:
        """Return a message above the footer; empty for none."""
        return ""

    def on_selected(self, row: int) -> None:
        """Handle the selection of a row."""

    # -- layout --------------------------------------------------------------------------------------------------------

    # Created on first use, and kept when the screen is closed, so that late results can still use them.

    @cached_property
    def list(self) -> VirtualList:
        """The list."""
        return VirtualList(id="list")

    @cached_property
    def details_below(self) -> Lines:
        """The details, beside or below the list."""
        return Lines(id="details")

    @property
    def in_columns(self) -> bool:
        """Whether what is in the body stands side by side."""
        return bool(self.LIST_WIDTH) and self.app.size.width >= BESIDE_FROM

    @cached_property
    def _top(self) -> Lines:
        return Lines(id="headline")

    @cached_property
    def _body(self) -> Container:
        return Container(id="body", classes="-beside" if self.in_columns else None)

    @cached_property
    def bottom(self) -> Lines:
        """The footer."""
        return Lines(id="foot")

    def compose(self) -> ComposeResult:
        """Yield headline, parts and footer."""
        self._read_css()
        yield self._top
        with self._body:
            yield from self.parts()
        yield self.bottom

    def parts(self) -> ComposeResult:
        """Yield the widgets between headline and footer."""
        yield self.list
        yield self.details_below

    def _read_css(self) -> None:
        """Load the CSS if this is the first screen: Textual does so only for screens that are pushed."""
        sheet = self.app.stylesheet
        for path in self.css_path:
            if not sheet.has_source(str(path), ""):
                sheet.read(path)
                sheet.parse()
                sheet.update(self)

    def on_resize(self, _: Resize) -> None:
        """Update the layout for another size; Textual also reports the size in which the screen was opened, often."""
        if self.app.size != self._drawn_size:
            self.refresh_view()

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Update the screen."""
        self.services.host.window_title(self.WINDOW_TITLE)
        self.refresh_view()

    def on_virtual_list_highlighted(self, _: VirtualList.Highlighted) -> None:
        """Show the details of another row."""
        self.refresh_view()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Handle the selection once: not after the screen has asked for another screen."""
        if self.handles_input and self.list.still_has(event):
            self.on_selected(event.row)

    def refresh_view(self) -> None:
        """Update everything; do nothing before the screen is composed and after it is closed."""
        if self.is_shown and self.app.size.width:
            self._drawn_size = self.app.size
            self.draw()

    def show_notice(self) -> None:
        """Show the current notice in place of the footer."""
        self.refresh_view()

    def draw(self) -> None:
        """Draw everything in the current size; called by `refresh_view`."""
        columns, rows = self.app.size
        width = text_width(columns)
        head = self.headline(width)
        self._top.styles.height = len(head)
        self._top.update(*head)
        said = self.services.host.notice_on(self)
        last = [footer(self.hints(), width)] if said is None else said.lines(width, max(1, rows // 3))
        feet = [*dim_lines(self.footer_note(), width), *last]
        self.bottom.styles.height = len(feet)
        self.bottom.update(*feet)

        beside = bool(self.LIST_WIDTH) and columns >= BESIDE_FROM
        self.body_rows = room = max(0, rows - (rows >= TALL_FROM) - len(head) - len(feet) - 2)
        left = room - self.list.count - 1
        kept = (
            0 if beside or left >= self.DETAILS_MIN_ROWS or room < 2 * self.DETAILS_MIN_ROWS else self.DETAILS_MIN_ROWS
        )
        size = (width - self.LIST_WIDTH - GAP, room) if beside else (width, kept or left)
        lines = self.details(size)
        details = self.details_below
        details.display = lines is not None and size[1] > 0
        details.styles.height = kept or None
        details.update(*(lines or ()))
        self._body.set_class(self.in_columns, "-beside")
        self.list.styles.width = self.LIST_WIDTH if beside else None
        self.list.set_class(lines is not None and size[1] > 0 and not kept, "-short-list")

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Ignore repeats of a held key, so that they do not act on the next screen."""
        if event.key not in (*REPEATED_KEYS, *self.keys_of("list.pick", "home.start")):
            return
        now = self.services.real_clock()
        if self.services.key_guard.accepts(event.key, now):
            self.services.key_guard.mark_handled(event.key, now)
        else:
            event.stop()
            event.prevent_default()

    def action_pick(self) -> None:
        """Select the highlighted row."""
        self.list.action_pick()

    def action_theme(self) -> None:
        """Toggle and save the theme."""
        from runstrength.ui.common.setting_changes import toggle_theme

        toggle_theme(self.services)

    def action_back(self) -> None:
        """Close this screen; on the first screen, quit."""
        self.close()

    def action_leave(self) -> None:
        """Quit without asking: nothing is unsaved here."""
        self.navigate(Quit())
