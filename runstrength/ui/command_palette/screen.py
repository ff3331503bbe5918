"""The command palette: all commands and past sessions in one list, searched as you type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult, SystemCommand
from textual.containers import Vertical
from textual.events import Key, Paste, Resize

from runstrength.history.loading import load_history
from runstrength.history.search import SearchRow, found
from runstrength.session.wording import session_title
from runstrength.text import printable
from runstrength.ui.command_palette.matching import find_commands
from runstrength.ui.common import bindings, session_rows
from runstrength.ui.common.base import BaseModal
from runstrength.ui.common.search import MAX_QUERY
from runstrength.ui.lines import Line, Span, footer
from runstrength.ui.messages import OpenSessionRecord, RunCommand
from runstrength.ui.navigator import SESSION_SCREENS
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from runstrength.history.store import Row

MAX_WIDTH: Final = 88
"""Maximum columns of the box."""
FRAME_WIDTH: Final = 4
"""Columns of the border and the padding, the same as in `modal.tcss`."""
OTHER_ROWS: Final = 6
"""Rows of the border, the query and the key hints."""
MAX_SESSIONS: Final = 20
"""The maximum number of sessions in the list; the newest matches are shown."""


class PaletteScreen(BaseModal[None]):
    """Shows the commands that match the typed query; enter closes the palette and runs the highlighted one.

    Args:
        commands: the commands; outside a session, past sessions are added.
    """

    AUTO_FOCUS = "VirtualList"
    CSS_PATH: ClassVar = ["../list_screen.tcss", "../modal.tcss"]
    KEYS = bindings.COMMANDS
    BINDINGS = KEYS.bindings

    def __init__(self, commands: Sequence[SystemCommand]) -> None:
        super().__init__("palette")
        self._commands = tuple(commands)
        self._entries: tuple[SearchRow, ...] = ()
        self._query = ""
        self._rows: list[tuple[str, str, Callable[[], object]]] = []
        self._search = Lines(id="search")
        self._list = VirtualList(id="list")
        self._foot = Lines(id="foot")

    @property
    def titles(self) -> list[str]:
        """The titles of the rows, from top to bottom."""
        return [title for title, _, _ in self._rows]

    def compose(self) -> ComposeResult:
        """Yield the query above the list and the key hints."""
        with Vertical(classes="box"):
            yield self._search
            yield self._list
            yield self._foot

    def on_mount(self) -> None:
        """Show all commands, then read the history in a worker thread."""
        self._list.one_click = True
        self._show()
        if self.services.navigator.names().isdisjoint(SESSION_SCREENS):
            self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        services = self.services
        pieces = load_history(services.recorder.store.folder, services.library.exercises, services.now())
        while (piece := await self.run_in_thread(next, pieces, None)) is not None:
            self._entries = piece.rows
            if self._query:
                self._show(self._list.highlighted or 0)

    def on_resize(self, _: Resize) -> None:
        """Show the rows in another size."""
        self._show(self._list.highlighted or 0)

    def _show(self, row: int = 0) -> None:
        """Show the rows that match the query."""
        self._rows = [(item.title, item.help, item.callback) for item in find_commands(self._commands, self._query)]
        if self._query:
            self._rows += [self._session(entry) for entry in found(self._entries, self._query)[:MAX_SESSIONS]]
        columns, rows = self.app.size
        width = max(1, min(MAX_WIDTH, columns) - FRAME_WIDTH)
        for part in (self._search, self._list, self._foot):
            part.styles.width = width
        self._list.styles.height = max(1, min(len(self._rows), rows - OTHER_ROWS))
        self._list.show(len(self._rows), self._line, row=row)
        no_match = "" if self._rows else "no match"
        typed = Span(f"{self._query}_") if self._query else Span("type to search", "dim")
        self._search.update(Line((Span("› ", "accent"), typed), (Span(no_match, "dim"),)))
        choose = self.hint("list.up list.down", "choose")[0].replace("↑ ↓", "↑↓")
        keys = [(choose, ""), self.hint("commands.run"), self.hint("commands.close")]
        self._foot.update(footer(keys if self._rows else keys[-1:], width))

    def _session(self, row: Row) -> tuple[str, str, Callable[[], object]]:
        when = " ".join(session_rows.format_moment(row.started, self.services.now()).split())
        title, session_id = f"{session_title(row)}, {when}", row.id
        return title, session_rows.length_and_sets(row), lambda: self.app.post_message(OpenSessionRecord(session_id))

    def _line(self, row: int, _: int) -> Line:
        title, about = self._rows[row][:2]
        return Line((Span(title),), (Span(about, "dim"),))

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Edit the query by typed characters."""
        if event.key == "backspace":
            self._search_for(self._query[:-1])
        elif event.key == "ctrl+u":
            self._search_for("")
        elif event.character and event.is_printable:
            self._search_for(self._query + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Append pasted text to the query."""
        self._search_for(self._query + " ".join(map(printable, event.text.split())))

    def _search_for(self, text: str) -> None:
        text = text.lstrip()[:MAX_QUERY]
        if text != self._query:
            self._query = text
            self._show()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Run the selected command, unless the row is gone."""
        if self._list.still_has(event):
            self.navigate(RunCommand(self._rows[event.row][2]))

    def action_pick(self) -> None:
        """Run the highlighted command."""
        self._list.action_pick()

    def action_close(self) -> None:
        """Close the palette."""
        self.close()
