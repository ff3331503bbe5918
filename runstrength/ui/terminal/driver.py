"""Which terminal driver the app runs on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual import constants

if TYPE_CHECKING:
    from textual.driver import Driver


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
