"""Sessions of the history in the command palette, found by the same words as in the history's own search."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.command import Hit, Hits, Provider

from runstrength.checked import plain
from runstrength.history.search import Entry, found
from runstrength.ui import past
from runstrength.ui.kinds import kinds
from runstrength.ui.navigation import OF_A_SESSION
from runstrength.ui.pieces import pieces

if TYPE_CHECKING:
    from runstrength.ui.app import RunstrengthApp

MOST = 20
"""Sessions that are offered at the most, the newest of those that were found."""
SCORE = 0.2
"""Below that of commands, which come first."""


class SessionCommands(Provider):
    """Offers past sessions, but not in the middle of one."""

    _entries: tuple[Entry, ...] = ()

    @property
    def _app(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self.app)

    async def startup(self) -> None:
        """Read the history, beside the palette."""
        app = self._app
        if not kinds(app).isdisjoint(OF_A_SESSION):
            return
        coming = pieces(app.keeper.store.folder, app.library.exercises, app.now().date())
        while (piece := await to_thread(next, coming, None)) is not None:
            self._entries = piece.entries

    async def search(self, query: str) -> Hits:
        """Yield the newest sessions that have all words of the query."""
        now = self._app.now()
        for place, row in enumerate(found(self._entries, query)[:MOST]):
            when = " ".join(past.moment(row.started, now).split())
            text = plain(f"{past.title_of(row)}, {when}")
            about = past.sets_words(row)
            yield Hit(SCORE - place / 1000, Text(text), partial(self._app.show_record, row.id), text, about)
