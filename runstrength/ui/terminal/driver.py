"""Which terminal driver the app runs on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import constants

if TYPE_CHECKING:
    from textual.driver import Driver


@runtime_checkable
class GivesBack(Protocol):
    """A driver that can give the terminal back whatever the app is doing."""

    def abandon(self) -> None:
        """Give the terminal back at once, from another thread, and do not take it again."""
        ...

    def restore_attributes(self) -> None:
        """Give the terminal's echo back, which the app may have been taking meanwhile."""
        ...


def driver() -> type[Driver] | None:
    """Return our driver for a real terminal, or None where Textual's own choice is the right one."""
    if sys.platform == "win32" or constants.DRIVER is not None:
        return None
    if sys.__stdin__ is None or not sys.__stdin__.isatty():
        return None
    try:
        from runstrength.ui.terminal.quiet_driver import QuietDriver
    except (ImportError, AttributeError):  # no termios, or a Textual that keeps elsewhere what ours is made of
        return None
    return QuietDriver
