"""Opens and closes screens, and decides which navigation messages and keys are handled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.events import Event
    from textual.screen import Screen

    from runstrength.ui.messages import Navigation


SESSION_SCREENS: Final = ("session", "summary", "mirror", "self-check")
"""The names of the screens of a session."""


class Navigator:
    """Opens and closes screens for the app, each once.

    Its methods are only called in message handlers of the app. There, Textual waits until a screen is composed before
    it handles the next message, so that no key reaches a screen without widgets.

    Args:
        app: the app.
        carry_out: handles a navigation message.
    """

    def __init__(self, app: App[Any], carry_out: Callable[[Navigation], None]) -> None:
        self._app = app
        self._carry_out = carry_out
        self._sent_to: WeakKeyDictionary[Event, Screen[Any]] = WeakKeyDictionary()
        self._waiting: WeakKeyDictionary[Screen[Any], Navigation] = WeakKeyDictionary()
        self.quitting = False
        """Whether the program is ending: all keys and clicks are ignored."""

    # -- filtering ----------------------------------------------------------------------------------------------------

    @property
    def stack(self) -> list[Screen[Any]]:
        """The open screens, the top one last."""
        return list(self._app.screen_stack)

    def names(self) -> set[str]:
        """Return the names of all open screens."""
        return {screen.name or "" for screen in self.stack}

    def is_top(self, screen: object) -> bool:
        """Tell whether a screen is on top."""
        return self.stack[-1:] == [screen]

    def handles_input(self, screen: Screen[Any]) -> bool:
        """Tell whether a screen handles keys and clicks: on top, composed, and not waiting for another screen.

        Only the first screen can be on top before it is composed, while Textual already handles keys.
        """
        return not self.quitting and not _is_navigating(screen) and screen.is_mounted and self.is_top(screen)

    def accepts_event(self, event: Event) -> bool:
        """Tell whether to handle a key, a click or a paste.

        An event from the terminal is for the top screen. An event that comes back from a screen, to check bindings, is
        handled only if that screen still handles input.
        """
        if self.quitting or not self.stack:
            return False
        top = self.stack[-1]
        if event.is_forwarded:
            return self.handles_input(self._sent_to.get(event, top))
        self._sent_to[event] = top
        return not _is_navigating(top)

    def accepts_action(self, node: DOMNode | None) -> bool:
        """Tell whether to run the action of a binding or a click: only if its screen handles input."""
        if not self.stack:
            return False
        top = self.stack[-1]
        return self.handles_input(top) and (node is None or node is self._app or top in node.ancestors_with_self)

    def accepts_message(self, message: Navigation) -> bool:
        """Tell whether to handle a message; screens that cover its sender are closed if the message allows it."""
        origin = message.origin
        if self.quitting:
            return False
        if origin is None:
            return True
        if message.FROM_BELOW and origin in self.stack:
            self.close_while(lambda screen: screen is not origin)
        if self.is_top(origin):
            return True
        if message.WAITS and origin in self.stack:
            self._waiting[origin] = message
        return False

    def request(self, message: Navigation) -> None:
        """Handle a message immediately, if its sender may send one. Only for code in the app's own task."""
        if self.accepts_message(message):
            self._carry_out(message)
        self.finish_navigation()

    def take_waiting(self, screen: Screen[Any]) -> Navigation | None:
        """Return and forget the message that a screen was waiting to send; None if there is none."""
        return self._waiting.pop(screen, None)

    def finish_navigation(self) -> None:
        """Let the top screen handle input again, after a message was handled or dropped."""
        if self.stack and _is_navigating(self.stack[-1]):
            self.stack[-1].is_navigating = False  # type: ignore[attr-defined]  # it has one

    # -- opening and closing -------------------------------------------------------------------------------------------

    def open(self, screen: Screen[Any], on_result: Callable[[Any], None] | None = None) -> None:
        """Open a screen on top; `on_result` gets its result."""
        self._app.push_screen(screen, on_result)

    def replace(self, screen: Screen[Any]) -> None:
        """Replace the top screen."""
        self._app.switch_screen(screen)

    def close(self, result: Any = None) -> None:
        """Close the top screen with a result; closing the first screen ends the program."""
        if len(self.stack) > 1:
            self.stack[-1].dismiss(result)
        else:
            self._app.exit(0)

    def close_while(self, condition: Callable[[Screen[Any]], bool]) -> None:
        """Close top screens while a condition holds; the first screen stays."""
        while len(self.stack) > 1 and condition(self.stack[-1]):
            self._app.pop_screen()


def _is_navigating(screen: Screen[Any]) -> bool:
    return bool(getattr(screen, "is_navigating", False))
