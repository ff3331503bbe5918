"""The title of the terminal's window: set while the app runs, given back at its end."""

from __future__ import annotations

from collections.abc import Callable

from runstrength.text import printable
from runstrength.ui.terminal.ascii_filter import spelled

SAVE = "\x1b[22;0t"
"""Asks the terminal to remember its own title."""
RESTORE = "\x1b]2;\x07\x1b[23;0t"
"""Gives it back; a terminal that remembers none is left with an empty one."""


class TerminalTitle:
    """Writes the title where it changed; the one that was there before comes back with `restore`.

    Args:
        write: what writes to the terminal.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._text = ""

    @property
    def text(self) -> str:
        """The title that was set last."""
        return self._text

    def set(self, text: str) -> None:
        """Show another title."""
        text = spelled(printable(text))
        if text != self._text:
            self._write(f"{'' if self._text else SAVE}\x1b]2;{text}\x07")
            self._text = text

    def restore(self, write: Callable[[str], object]) -> None:
        """Give the terminal its own title back, by another way than the one that is closed by now."""
        if self._text:
            self._text = ""
            write(RESTORE)
