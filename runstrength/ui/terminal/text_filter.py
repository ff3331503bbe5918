"""The last look at every line that is drawn: a terminal obeys nothing in it, and every column stays where it is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from runstrength.text import printable

UNREADABLE: Final = "\ufffd"


class TextFilter(LineFilter):
    """Replaces what a terminal would obey, turn around or hide, whichever widget draws it.

    Screens make it visible themselves, as `checked.plain` does, where there is room for it. This holds for the rest:
    text fields, and whatever somebody forgets.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's form
        """Return the segments with harmless text of the same width."""
        if all(part.text.isascii() and part.text.isprintable() for part in segments):
            return segments
        return [part if part.control else Segment(harmless(part.text), part.style) for part in segments]


@lru_cache(maxsize=4096)
def harmless(text: str) -> str:
    """Return a text of the same width without anything that a terminal would obey, turn around or hide."""
    if printable(text) == text:
        return text
    shown = printable("".join(char if printable(char) == char else UNREADABLE * cell_len(char) for char in text))
    width = cell_len(text)
    return shown if cell_len(shown) == width else set_cell_size(shown, width)
