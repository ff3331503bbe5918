"""Removes terminal commands and invisible characters from every drawn line, and keeps its width."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from runstrength.text import printable

REPLACEMENT: Final = "\ufffd"


class TextFilter(LineFilter):
    """Replaces control, bidirectional and invisible characters in the output of every widget.

    Screens make them visible with `text.printable`. This covers the rest, such as text fields.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments with harmless text of the same width."""
        if all(part.text.isascii() and part.text.isprintable() for part in segments):
            return segments
        return [part if part.control else Segment(harmless(part.text), part.style) for part in segments]


@lru_cache(maxsize=4096)
def harmless(text: str) -> str:
    """Return a text of the same width without control, bidirectional and invisible characters."""
    if printable(text) == text:
        return text
    shown = printable("".join(char if printable(char) == char else REPLACEMENT * cell_len(char) for char in text))
    width = cell_len(text)
    return shown if cell_len(shown) == width else set_cell_size(shown, width)
