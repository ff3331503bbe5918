"""The screen in ASCII, where the terminal has no other letters."""

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
    """Replaces what is not ASCII by what looks most like it and is as wide; columns stay where they were."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's form
        """Return the segments with their text in ASCII."""
        return [part if part.text.isascii() else Segment(_fitted(part.text), *part[1:]) for part in segments]


def needs_ascii() -> bool:
    """Tell whether the terminal that the app writes to shows only ASCII."""
    stream = screen_stream()
    return stream is not None and not supports_utf8(stream.encoding, os.environ)


def spelled(text: str) -> str:
    """Return a text in letters that the terminal has, for what is written past the screen."""
    return ascii_text(text) if needs_ascii() else text


@lru_cache(maxsize=1024)
def _fitted(text: str) -> str:
    # Several characters can share one place, as some flags do; then there is more or less of ASCII than there was room.
    width = cell_len(text)
    return ascii_text(text)[:width].ljust(width)
