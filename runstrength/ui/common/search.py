"""Searches a list while the person types in an input at the bottom."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.events import Key

from runstrength.catalogue.naming import plain
from runstrength.ui.common.list_screen import ListScreen

if TYPE_CHECKING:
    from textual.widgets import Input

MAX_QUERY = 80
"""Characters of a search."""
NO_MATCH = "No match. Press esc to clear the search."
"""The note below a list in which nothing matches."""


def matches(text: str, words: str) -> bool:
    """Tell whether a text has every word of a search, in any order and case, with or without hyphens and signs."""
    text, spoken = text.casefold(), plain(text)
    return all(word in text or (plain(word) and plain(word) in spoken) for word in words.casefold().split())


def same_row(before: Sequence[object], row: int | None, found: Sequence[object]) -> int:
    """Return the row in which the highlighted item of a list is among those found; 0 if it isn't there.

    Args:
        before: the items of the list.
        row: the highlighted row; None if there is none.
        found: the items that match the search now.
    """
    here = before[row] if row is not None and row < len(before) else None
    return found.index(here) if here is not None and here in found else 0


class SearchMixin(ListScreen):
    """A list screen with a search input.

    The screen overrides `show_found` to show the rows that match `words`.
    """

    words = ""
    """The search text."""

    def searched(self, title: str) -> str:
        """Return a title with the search text."""
        return f"{title} / {self.words}" if self.words else title

    @abstractmethod
    def show_found(self) -> None:
        """Show the rows that match the search."""

    def action_search(self) -> None:
        """Open the search input."""
        from runstrength.ui.widgets.text_field import TextField

        if self.query("#search"):
            return
        box = TextField(self.words, placeholder="search; esc clears it", id="search", max_length=MAX_QUERY)
        self.mount(box, before=self.bottom)
        box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for the text typed so far."""
        event.stop()
        if event.value != self.words:
            self.words = event.value
            self.show_found()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Move the focus to the list."""
        event.stop()
        self._close()

    def stop_searching(self) -> None:
        """Clear the search."""
        self.words = ""
        self._close()
        self.show_found()

    def action_back(self) -> None:
        """Clear the search, else go back."""
        if self.words:
            self.stop_searching()
        else:
            super().action_back()

    def _close(self) -> None:
        self.query("#search").remove()
        self.list.focus()

    def on_key(self, event: Key) -> None:
        """Move in the list while the input has the focus."""
        if self.focused is None or self.focused.id != "search":
            return
        move, page = self.list.action_move, self.list.action_page
        moves = {"up": (move, -1), "down": (move, 1), "pageup": (page, -1), "pagedown": (page, 1)}
        if event.key in moves:
            act, by = moves[event.key]
            act(by)
        elif event.key == "escape":
            self.stop_searching()
        else:
            return
        event.stop()
        event.prevent_default()
