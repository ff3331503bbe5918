"""Converts the screen to ASCII for terminals without UTF-8."""

from __future__ import annotations

import os
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from runstrength.figure.ascii import ascii_text, supports_utf8
from runstrength.ui.terminal.stream import screen_stream


class PlainFilter(LineFilter):
    """Replaces each non-ASCII text with similar ASCII of the same width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments with their text in ASCII."""
        return [part if part.text.isascii() else Segment(_fitted(part.text), *part[1:]) for part in segments]


def needs_ascii() -> bool:
    """Tell whether the terminal that the app writes to shows only ASCII."""
    stream = screen_stream()
    return stream is not None and not supports_utf8(stream.encoding, os.environ)


def spelled(text: str) -> str:
    """Return a text in ASCII if the terminal needs it, for text that is written directly."""
    return ascii_text(text) if needs_ascii() else text


@lru_cache(maxsize=1024)
def _fitted(text: str) -> str:
    # Several characters can share one cell, such as some flags, so the ASCII text may be wider or narrower.
    width = cell_len(text)
    return ascii_text(text)[:width].ljust(width)
