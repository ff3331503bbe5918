"""The title of the terminal's window: set while the app runs, restored at its end."""

from __future__ import annotations

from collections.abc import Callable

from runstrength.text import printable

SAVE = "\x1b[22;0t"
"""Makes the terminal save its own title."""
RESTORE = "\x1b]2;\x07\x1b[23;0t"
"""Restores the saved title; a terminal that saved none gets an empty one."""


class TerminalTitle:
    """Writes the title if it changed, and restores the previous one.

    Args:
        write: writes to the terminal.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._text = ""

    @property
    def text(self) -> str:
        """The title that was set last."""
        return self._text

    def set(self, text: str) -> None:
        """Set the title."""
        text = printable(text)
        if text != self._text:
            self._write(f"{'' if self._text else SAVE}\x1b]2;{text}\x07")
            self._text = text

    def restore(self, write: Callable[[str], object]) -> None:
        """Restore the terminal's own title with another `write`, because the usual one is closed by then."""
        if self._text:
            self._text = ""
            write(RESTORE)
