"""An error in what only decorates ends nothing: it is logged, the thing is closed, and the session goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from textual import on

from runstrength.ui.common import crash_log
from runstrength.ui.common.textual_app import TextualApp, current_node
from runstrength.ui.messages import DecorationFailed

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump
    from textual.screen import Screen

    from runstrength.ui.services import Services

SCREENS = {"help": "The help", "palette": "The list of commands"}
"""What is said of the screens that only decorate, by their names."""


@contextmanager
def contained(node: MessagePump, what: str) -> Iterator[None]:
    """Go on after an error in something that only decorates, which is logged, and said the first time.

    Args:
        node: the app, or a screen or widget of it.
        what: the thing, as a sentence begins: `The figure`.
    """
    try:
        yield
    except Exception as error:  # whatever it is
        node.app.post_message(DecorationFailed(what, error))


class Containment(TextualApp):
    """An app that goes on after an error in help, palette, figures and charts."""

    services: Services
    _failed: frozenset[str] = frozenset()
    """What has failed already, which is not said again, and how, which is not logged again."""

    @on(DecorationFailed)
    def _decoration_failed(self, message: DecorationFailed) -> None:
        message.stop()
        self._contain(message.what, message.error)

    def _contain(self, what: str, error: Exception) -> None:
        """Log an error once, and say the first time that a thing failed."""
        how = f"{what}: {error!r}"
        if how in self._failed:  # a picture fails with every frame
            return
        log = crash_log.write_log(self.services.profile.state_dir, error, self.services.now())
        known, self._failed = what in self._failed, self._failed | {what, how}
        if not known:
            where = f"; details are in {log.name}" if log is not None else ""
            self.notify(f"{what} failed and was closed{where}.", severity="warning")

    def contains(self, error: Exception) -> bool:
        """Contain an error of a screen or widget that only decorates; any other one ends the app."""
        return self._contain_in(current_node(), error)

    async def run_action(
        self, action: Any, default_namespace: DOMNode | None = None, namespaces: Mapping[str, DOMNode] | None = None
    ) -> bool:
        """Carry out an action, and contain its error on a screen that only decorates."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Exception as error:
            if not self._contain_in(default_namespace, error):
                raise
            return True

    def _contain_in(self, node: object, error: Exception) -> bool:
        """Contain the error of a node on a screen that only decorates; tell whether it is on one."""
        screen = next((one for one in self.screen_stack if node is not None and _is_in(node, one)), None)
        name = screen.name if screen is not None else None
        if screen is None or name not in SCREENS:
            return False
        self._contain(SCREENS[name], error)
        self.call_later(self._close_failed, screen)
        return True

    def _close_failed(self, screen: Screen[Any]) -> None:
        navigator = self.services.navigator
        while screen in navigator.stack[1:]:
            navigator.close()
        navigator.settle()


def _is_in(node: Any, screen: Screen[Any]) -> bool:
    return node is screen or screen in getattr(node, "ancestors", ())
