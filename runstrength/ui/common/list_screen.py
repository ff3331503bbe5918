"""What home and its neighbours share: a headline, a list, its details, and the keys at the foot."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key, Resize, ScreenResume

from runstrength.ui.common.base import BaseScreen
from runstrength.ui.lines import Line, dim, foot
from runstrength.ui.messages import Quit
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.virtual_list import VirtualList

MARGIN = 2
"""Columns left free at each side."""
WIDEST = 92
"""Columns that text takes at the most, as in `list_screen.tcss`: a row is read more easily when its ends are near."""
GAP = 3
"""Columns between a list and its details."""
SCROLLBAR = 1
"""Columns that a list keeps for it."""
HEAVY = ("enter", "space", "s", "q")
"""Keys that mean something on the next screen too, beside those that choose a row or start."""
BESIDE = 76
"""Columns of the terminal from which details stand beside the list."""
TALL = 24
"""Rows of the terminal from which the first one is left free."""


def text_width(columns: int) -> int:
    """Return the columns for text in a terminal of a width."""
    return max(1, min(WIDEST, columns - 2 * MARGIN))


class ListScreen(BaseScreen[Any]):
    """A headline, a list with the details of what is highlighted in it, and the keys at the foot.

    A screen fills the list and says what its parts are; this lays them out.
    """

    CSS_PATH = "../list_screen.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-normal-height")]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS = "VirtualList"
    WINDOW_TITLE: ClassVar[str] = "runstrength"
    """The window's title."""
    LIST_WIDTH: ClassVar[int] = 0
    """Columns of the list where details stand beside it; with 0 they always stand below."""
    DETAILS_MIN_ROWS: ClassVar[int] = 0
    """Rows that details keep for themselves below a list, however long it is."""

    body_rows = 0
    """Rows between headline and keys."""

    # -- what a screen says --------------------------------------------------------------------------------------------

    @abstractmethod
    def headline(self, width: int) -> Sequence[Line]:
        """Return the lines at the top."""

    def details(self, size: tuple[int, int]) -> Sequence[Line] | None:  # noqa: ARG002 - for those that have some
        """Return what there is to know of the highlighted row, in columns and rows; None for a screen without."""
        return None

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot, and the action of each."""
        return (
            self.arrows(),
            self.hint("list.pick", "start"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def arrows(self, words: str = "choose") -> tuple[str, str]:
        """Return the words at the foot for the keys that move in the list."""
        text, action = self.hint("list.up list.down", words)
        return text.replace("↑ ↓", "↑↓"), action

    def footer_note(self) -> str:
        """Return what is to be said above the keys, nothing as a rule."""
        return ""

    def on_selected(self, row: int) -> None:
        """Do what a row is for."""

    # -- laying it out -------------------------------------------------------------------------------------------------

    # Made before they are composed, and there when the screen is closed: whoever is late finds them.

    @cached_property
    def list(self) -> VirtualList:
        """The list."""
        return VirtualList(id="list")

    @cached_property
    def details_below(self) -> Lines:
        """The details, beside or below the list."""
        return Lines(id="details")

    @cached_property
    def _top(self) -> Lines:
        return Lines(id="headline")

    @cached_property
    def _body(self) -> Container:
        return Container(id="body")

    @cached_property
    def bottom(self) -> Lines:
        """The keys at the foot."""
        return Lines(id="foot")

    def compose(self) -> ComposeResult:
        """Lay out the parts, once."""
        self._read_css()
        yield self._top
        with self._body:
            yield from self.parts()
        yield self.bottom

    def parts(self) -> ComposeResult:
        """Lay out what is between headline and keys."""
        yield self.list
        yield self.details_below

    def _read_css(self) -> None:
        """Read the CSS where this is the app's first screen: Textual does so only for one that is pushed."""
        sheet = self.app.stylesheet
        for path in self.css_path:
            if not sheet.has_source(str(path), ""):
                sheet.read(path)
                sheet.parse()
                sheet.update(self)

    def on_resize(self, _: Resize) -> None:
        """Lay it out anew for another size."""
        self.refresh_view()

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Show how things are now."""
        self.services.host.window_title(self.WINDOW_TITLE)
        self.refresh_view()

    def on_virtual_list_highlighted(self, _: VirtualList.Highlighted) -> None:
        """Show the details of another row."""
        self.refresh_view()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Do what the row is for, once: after it asked for another screen nothing is picked any more."""
        if self.listens and self.list.still_has(event):
            self.on_selected(event.row)

    def refresh_view(self) -> None:
        """Show everything as it is now; before the screen is composed and after it is closed, do nothing."""
        if self.is_shown and self.outer_size.width:
            self.draw()

    def show_notice(self) -> None:
        """Show what the app says in the place of the keys."""
        self.refresh_view()

    def draw(self) -> None:
        """Show everything in the size there is; `refresh_view` calls it."""
        columns, rows = self.outer_size
        width = text_width(columns)
        head = self.headline(width)
        self._top.styles.height = len(head)
        self._top.update(*head)
        said = self.services.host.notice_on(self)
        last = [foot(self.hints(), width)] if said is None else said.lines(width, max(1, rows // 3))
        feet = [*dim(self.footer_note(), width), *last]
        self.bottom.styles.height = len(feet)
        self.bottom.update(*feet)

        beside = bool(self.LIST_WIDTH) and columns >= BESIDE
        self.body_rows = room = max(0, rows - (rows >= TALL) - len(head) - len(feet) - 2)
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
        self._body.set_class(beside, "-beside")
        self.list.styles.width = self.LIST_WIDTH if beside else None
        self.list.set_class(lines is not None and size[1] > 0 and not kept, "-short-list")

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Keep a key that is held down from going through one screen into the next, or into a session."""
        if event.key not in (*HEAVY, *self.keys_of("list.pick", "home.start")):
            return
        now = self.services.real_clock()
        if self.services.key_guard.accepts(event.key, now):
            self.services.key_guard.mark_handled(event.key, now)
        else:
            event.stop()
            event.prevent_default()

    def action_pick(self) -> None:
        """Choose the highlighted row."""
        self.list.action_pick()

    def action_theme(self) -> None:
        """Change between dark and light, for good."""
        from runstrength.ui.common.setting_changes import toggle_theme

        toggle_theme(self.services)

    def action_back(self) -> None:
        """Go back to where this came from; out of the program where there is nothing."""
        self.close()

    def action_leave(self) -> None:
        """Leave the program: there is nothing to lose here."""
        self.navigate(Quit())
