"""The one place that decides which navigation is carried out, and through which screens open and close."""

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


OF_A_SESSION: Final = ("session", "summary", "mirror", "self-check")
"""The names of the screens that a session stands on."""


class Navigator:
    """Opens and closes screens for the app, each once.

    Its methods are called in the app's own message handlers only. There, Textual waits for a screen to be composed
    before it handles the next message, so that no key reaches a screen without widgets.

    Args:
        app: whose screens these are.
        carry_out: opens or closes what a message asks for.
    """

    def __init__(self, app: App[Any], carry_out: Callable[[Navigation], None]) -> None:
        self._app = app
        self._carry_out = carry_out
        self._sent_to: WeakKeyDictionary[Event, Screen[Any]] = WeakKeyDictionary()
        self._waiting: WeakKeyDictionary[Screen[Any], Navigation] = WeakKeyDictionary()
        self.quitting = False
        """Whether the program is ending: nothing is heard from now on."""

    # -- who is heard --------------------------------------------------------------------------------------------------

    @property
    def stack(self) -> list[Screen[Any]]:
        """The open screens, the one on top last."""
        return list(self._app.screen_stack)

    def names(self) -> set[str]:
        """Return the names of all open screens."""
        return {screen.name or "" for screen in self.stack}

    def is_top(self, screen: object) -> bool:
        """Tell whether a screen is the one on top."""
        return self.stack[-1:] == [screen]

    def listens(self, screen: Screen[Any]) -> bool:
        """Tell whether a screen hears keys and clicks: on top, composed, and waiting for no other screen.

        Only the first screen can be on top before it is composed: Textual handles keys meanwhile.
        """
        return not self.quitting and not _asked_to_go(screen) and screen.is_mounted and self.is_top(screen)

    def hears(self, event: Event) -> bool:
        """Tell whether a key, a click or a paste is to be handled.

        One that comes from the terminal is for the screen on top. One that comes back from a screen, for its bindings
        to be looked at, is handled only while that screen still listens.
        """
        if self.quitting or not self.stack:
            return False
        top = self.stack[-1]
        if event.is_forwarded:
            return self.listens(self._sent_to.get(event, top))
        self._sent_to[event] = top
        return not _asked_to_go(top)

    def acts(self, node: DOMNode | None) -> bool:
        """Tell whether the action of a binding or of a click is to be carried out: its screen has to listen."""
        if not self.stack:
            return False
        top = self.stack[-1]
        return self.listens(top) and (node is None or node is self._app or top in node.ancestors_with_self)

    def admits(self, message: Navigation) -> bool:
        """Tell whether a request is to be carried out; what covers its sender is closed where that is allowed."""
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
        """Carry out a request at once, if its sender may make one. Only for what runs in the app's own task."""
        if self.admits(message):
            self._carry_out(message)
        self.settle()

    def take_waiting(self, screen: Screen[Any]) -> Navigation | None:
        """Return the request of a screen that waited until the screen is on top again, once; None without one."""
        return self._waiting.pop(screen, None)

    def settle(self) -> None:
        """Let the screen on top listen again, after a request was carried out or dropped."""
        if self.stack and _asked_to_go(self.stack[-1]):
            self.stack[-1].asked_to_go = False  # type: ignore[attr-defined]  # it has one

    # -- opening and closing -------------------------------------------------------------------------------------------

    def open(self, screen: Screen[Any], on_result: Callable[[Any], None] | None = None) -> None:
        """Open a screen above the others; `on_result` gets what it is closed with."""
        self._app.push_screen(screen, on_result)

    def replace(self, screen: Screen[Any]) -> None:
        """Open a screen in place of the one on top."""
        self._app.switch_screen(screen)

    def close(self, result: Any = None) -> None:
        """Close the screen on top, with a result for whoever opened it; the first screen ends the program."""
        if len(self.stack) > 1:
            self.stack[-1].dismiss(result)
        else:
            self._app.exit(0)

    def close_while(self, condition: Callable[[Screen[Any]], bool]) -> None:
        """Close the screen on top, and the next one, while the condition holds for it; the first screen stays."""
        while len(self.stack) > 1 and condition(self.stack[-1]):
            self._app.pop_screen()


def _asked_to_go(screen: Screen[Any]) -> bool:
    return bool(getattr(screen, "asked_to_go", False))
