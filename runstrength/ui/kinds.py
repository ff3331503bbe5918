"""Screens by their kind, of which more than one can be open.

From the palette one goes from anywhere to anywhere, from a past session to another one too; and Textual wants each id
but once. So a kind is the id of the first that is open, and the name of the others.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.screen import Screen


def kind(screen: Screen[Any]) -> str:
    """Return the kind of a screen, as `history`; nothing for one of Textual's own."""
    return screen.id or screen.name or ""


def kinds(app: App[Any]) -> set[str]:
    """Return the kinds of all screens that are open."""
    return {kind(screen) for screen in app.screen_stack}


class ManyOfAKind(App[int]):
    """An app that can open a screen of a kind that is open already."""

    def push_screen(self, screen: Any, *how: Any, **more: Any) -> Any:
        """Open a screen."""
        return super().push_screen(self._one_more(screen), *how, **more)

    def switch_screen(self, screen: Any) -> Any:
        """Open a screen in the place of another."""
        return super().switch_screen(self._one_more(screen))

    def _one_more(self, screen: Any) -> Any:
        if isinstance(screen, Screen) and screen.id and any(one.id == screen.id for one in self.screen_stack):
            screen._id, screen._name = None, screen.id
        return screen
