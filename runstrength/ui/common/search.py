"""A list that is searched while one types: a line at the foot, and what is found above it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.events import Key

from runstrength.ui.common.list_screen import ListScreen

if TYPE_CHECKING:
    from textual.widgets import Input

MAX_QUERY = 80
"""Characters that can be looked for."""


class SearchMixin(ListScreen):
    """A list screen with a line to search its list.

    A screen shows in `show_found` what fits `words`.
    """

    words = ""
    """What is looked for."""

    @abstractmethod
    def show_found(self) -> None:
        """Show what is left."""

    def action_search(self) -> None:
        """Open the line to type in."""
        from runstrength.ui.widgets.text_field import TextField

        if self.query("#search"):
            return
        box = TextField(self.words, placeholder="search; esc shows everything again", id="search", max_length=MAX_QUERY)
        self.mount(box, before=self.bottom)
        box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed so far."""
        event.stop()
        if event.value != self.words:
            self.words = event.value
            self.show_found()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on in the list with what was found."""
        event.stop()
        self._close()

    def stop_searching(self) -> None:
        """Show everything again."""
        self.words = ""
        self._close()
        self.show_found()

    def _close(self) -> None:
        self.query("#search").remove()
        self.list.focus()

    def on_key(self, event: Key) -> None:
        """Move in the list while something is typed."""
        if self.focused is None or self.focused.id != "search":
            return
        moves = {"up": ("move", -1), "down": ("move", 1), "pageup": ("page", -1), "pagedown": ("page", 1)}
        if event.key in moves:
            name, by = moves[event.key]
            getattr(self.list, f"action_{name}")(by)
        elif event.key == "escape":
            self.stop_searching()
        else:
            return
        event.stop()
        event.prevent_default()
