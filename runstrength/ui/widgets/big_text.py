"""Big text in pixel letters, readable from a distance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from runstrength.figure import pixels
from runstrength.figure.glyphs import LETTERS, NARROW
from runstrength.text import printable
from runstrength.ui.theme import tone
from runstrength.ui.widgets.strips import StripWidget

TextLines: TypeAlias = str | tuple[str, ...]
"""A text, or several lines."""


class BigText(StripWidget):
    """Draws text in pixel letters, in one line or two, centered; with a label above it, left-aligned.

    Several lines stay lines. Text that does not fit, or with letters that the font lacks, is drawn as plain
    text.
    """

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._text: TextLines = text
        self._label = ""

    @property
    def text(self) -> str:
        """The text."""
        return " · ".join(_lines(self._text))

    @property
    def label(self) -> str:
        """The small label above the text."""
        return self._label

    def update(self, text: TextLines, label: str = "") -> None:
        """Show another text and label."""
        if (text, label) != (self._text, self._label):
            self._text, self._label = text, label
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        style = self.visual_style.rich_style
        width, height = self.size
        if self._label:
            if y == 0:
                return Strip([Segment(self._label.ljust(width)[:width], style + tone(self, "accent"))], width)
            y, height = y - 1, height - 1
        rows = big_rows(self._text, width, height, middle=not self._label)
        top = max(0, (height - len(rows)) // 2)
        row = rows[y - top] if 0 <= y - top < len(rows) else ""
        room = width - cell_len(row)
        before = 0 if self._label else room // 2
        return Strip([Segment(" " * before, style), Segment(row + " " * (room - before), style)], width)


@lru_cache(maxsize=8)
def big_rows(text: TextLines, width: int, height: int, *, middle: bool = True) -> tuple[str, ...]:
    """Return a text as rows of cells, as large as `width` x `height` cells allow.

    It has the largest scale that fits, preferably in one line and in wide letters. If no scale fits, or the font lacks
    a letter, it is plain text.
    """
    lines = _lines(text)
    if not any(lines):
        return ()
    for scale in range(height * 2 // 5, 0, -1):
        setting = _setting(lines, width, scale)
        if setting is not None and _rows(len(setting.lines), scale) <= height:
            pictures = [pixels.letters(line, scale, narrow=setting.narrow) for line in setting.lines]
            return _stacked(pictures, width if middle else 0) if len(pictures) > 1 else pictures[0]
    plain = [line if cell_len(line) <= width else set_cell_size(line, max(0, width - 1)) + "…" for line in lines]
    return tuple(line.center(width) if middle and len(plain) > 1 else line for line in plain[:height])


def rows_needed(text: TextLines, width: int, scale: int) -> int:
    """Return the rows of cells of a text at a scale; one a line if it can only be plain text."""
    lines = _lines(text)
    setting = _setting(lines, width, scale)
    return len(lines) if setting is None else _rows(len(setting.lines), scale)


def _lines(text: TextLines) -> tuple[str, ...]:
    """Return the lines of a text, at least one."""
    return tuple(printable(line).strip() for line in ((text,) if isinstance(text, str) else text))


class _TextLayout(Struct, frozen=True):
    """The layout of a text: its lines and its font."""

    lines: tuple[str, ...]
    narrow: bool


def _setting(texts: Sequence[str], width: int, scale: int) -> _TextLayout | None:
    """Return the layout of some lines, of which a single one may become two; None if they do not fit."""
    if not all(text and all(letter in LETTERS for letter in text.upper()) for text in texts):
        return None
    for most in (1, 2) if len(texts) == 1 else (len(texts),):
        for font in (LETTERS, NARROW):
            lines = [line for text in texts for line in pixels.wrapped(text, font, width, scale)]
            if len(lines) <= most and all(pixels.columns(line, font) * scale <= width for line in lines):
                return _TextLayout(tuple(lines), font is NARROW)
    return None


def _rows(lines: int, scale: int) -> int:
    return pixels.rows(scale) * lines + lines - 1


def _stacked(pictures: list[tuple[str, ...]], width: int) -> tuple[str, ...]:
    rows: list[str] = []
    for picture in pictures:
        rows.extend([""] if rows else [])
        rows.extend(row.center(width) for row in picture)
    return tuple(rows)
