"""Contains errors of decoration (help, palette, figures): they are logged, and the session continues."""

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
"""The screens that are decoration, with their names in messages."""


@contextmanager
def contained(node: MessagePump, name: str) -> Iterator[None]:
    """Contain an error of decoration: it is logged, and shown the first time.

    Args:
        node: the app, or a screen or widget of it.
        name: its name at the start of a sentence: `The figure`.
    """
    try:
        yield
    except Exception as error:  # of any kind
        node.app.post_message(DecorationFailed(name, error))


class Containment(TextualApp):
    """An app that continues after an error in help, palette, figures and charts."""

    services: Services
    _failed: frozenset[str] = frozenset()
    """Names that were already shown, and errors that were already logged."""

    @on(DecorationFailed)
    def _decoration_failed(self, message: DecorationFailed) -> None:
        message.stop()
        self._contain(message.name, message.error)

    def _contain(self, name: str, error: Exception) -> None:
        """Log an error once, and show the first error of a name."""
        description = f"{name}: {error!r}"
        if description in self._failed:  # a figure fails in every frame
            return
        log = crash_log.write_log(self.services.profile.state_dir, error, self.services.now())
        known, self._failed = name in self._failed, self._failed | {name, description}
        if not known:
            where = f"; details are in {log.name}" if log is not None else ""
            self.notify(f"{name} failed and was closed{where}.", severity="warning")

    def contains(self, error: Exception) -> bool:
        """Contain an error of decoration; any other error ends the app."""
        return self._contain_in(current_node(), error)

    async def run_action(
        self, action: Any, default_namespace: DOMNode | None = None, namespaces: Mapping[str, DOMNode] | None = None
    ) -> bool:
        """Run an action, and contain its error if the screen is decoration."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Exception as error:
            if not self._contain_in(default_namespace, error):
                raise
            return True

    def _contain_in(self, node: object, error: Exception) -> bool:
        """Contain the error of a node if its screen is decoration; tell whether it is."""
        screen = next((item for item in self.screen_stack if node is not None and _is_in(node, item)), None)
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
        navigator.finish_navigation()


def _is_in(node: Any, screen: Screen[Any]) -> bool:
    return node is screen or screen in getattr(node, "ancestors", ())
