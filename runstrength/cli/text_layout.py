"""Lays out text for the command line: paragraphs, lists and tables, at most 100 columns wide."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Final

from runstrength.cells import cell_len, cut, pad, wrap
from runstrength.text import printable

MAX_WIDTH: Final = 100
"""Columns of text in a wide terminal."""
MIN_WIDTH: Final = 40
"""Columns of text in a narrow terminal; a narrower one breaks the lines itself."""
MAX_CELL: Final = 60
"""Columns of a table cell, except in the last column."""
MIN_LAST_COLUMN: Final = 20
"""The last column of a table gets at least this width, even if the table is then wider than the page."""


def page_width() -> int:
    """Return the columns that text may use."""
    return max(MIN_WIDTH, min(MAX_WIDTH, shutil.get_terminal_size().columns))


def wrapped(text: str, width: int = 0) -> list[str]:
    """Return a text in lines of at most `width` columns (0: the page's), broken between words.

    A longer word gets a line of its own.
    """
    return wrap(text, width or page_width(), break_words=False) or [""]


def paragraph(label: str, text: str, indent: int) -> list[str]:
    """Return a text with a label in front of it, its lines starting at column `indent`; no lines if it is empty."""
    if not text:
        return []
    first, *others = wrapped(text, page_width() - indent)
    return [f"{pad(label, indent)}{first}", *(" " * indent + line for line in others)]


def bullets(label: str, items: Sequence[str], indent: int) -> list[str]:
    """Return a list with a label in front of it, each item on a line of its own; no lines if it is empty."""
    lines: list[str] = []
    for item in items:
        lines += paragraph("" if lines else label, item, indent)
    return lines


def table(
    rows: Sequence[Sequence[str]], head: Sequence[str] | None = None, *, indent: int = 0, wrap: bool = True
) -> list[str]:
    """Return rows as lines in columns.

    A column that is empty in every row is left out; one whose heading starts with `>` is right-aligned.

    Args:
        rows: the cells; every row has the same number.
        head: the headings.
        indent: columns in front of each line.
        wrap: wrap the last column to the page; else every row is one line.
    """
    right = [heading.startswith(">") for heading in head] if head else []
    whole = [[*(cut(printable(cell), MAX_CELL) for cell in row[:-1]), *map(printable, row[-1:])] for row in rows]
    kept = [place for place in range(len(whole[0])) if any(row[place] for row in whole)] if whole else []
    lines = [[row[place] for place in kept] for row in whole]
    if head and lines:
        lines.insert(0, [head[place].removeprefix(">") for place in kept])
    if not kept:
        return []
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(kept))]
    start = indent + sum(widths[:-1]) + 2 * (len(kept) - 1)
    last = max(MIN_LAST_COLUMN, page_width() - start)
    result = []
    for line in lines:
        padded = [
            pad(cell, widths[column], right=bool(right) and right[kept[column]])
            for column, cell in enumerate(line[:-1])
        ]
        end = line[-1]
        if right and right[kept[-1]]:
            end = pad(end, widths[-1], right=True)
        ends = wrapped(end, last) if wrap and cell_len(end) > last else [end]
        result.append((" " * indent + "  ".join([*padded, ends[0]])).rstrip())
        result += [" " * start + part for part in ends[1:]]
    return result
