"""Chooses the terminal driver of the app."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import constants

if TYPE_CHECKING:
    from textual.driver import Driver


@runtime_checkable
class RestoresTerminal(Protocol):
    """A driver that can restore the terminal at any moment."""

    def abandon(self) -> None:
        """Restore the terminal at once, from another thread, and don't use it again."""
        ...

    def restore_attributes(self) -> None:
        """Restore the terminal's echo, which the app may have switched off meanwhile."""
        ...


def driver() -> type[Driver] | None:
    """Return `QuietDriver` for a real terminal, or None for Textual's own choice."""
    if sys.platform == "win32" or constants.DRIVER is not None:
        return None
    if sys.__stdin__ is None or not sys.__stdin__.isatty():
        return None
    try:
        from runstrength.ui.terminal.quiet_driver import QuietDriver
    except (ImportError, AttributeError):  # no termios, or a Textual without the private names that it needs
        return None
    return QuietDriver
