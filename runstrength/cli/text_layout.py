"""Plain text in columns, as wide as the terminal and never wider than a person likes to read."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Final

from runstrength.cells import cell_len, cut, pad, wrap
from runstrength.text import printable

WIDEST: Final = 100
NARROWEST: Final = 40
"""The least that a text is wrapped to; what is narrower is the terminal's affair."""
MOST: Final = 60
"""Columns that a cell takes at the most, the last in its row excepted."""
LEAST_LAST: Final = 20
"""Where a table's last column would be narrower than this, it may run over the edge."""


def page_width() -> int:
    """Return how many columns there are to write in."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def wrapped(text: str, width: int = 0) -> list[str]:
    """Return a text in lines of at most `width` columns, or as wide as the page, broken between words.

    A word that is longer has a line of its own.
    """
    return wrap(text, width or page_width(), break_words=False) or [""]


def paragraph(label: str, text: str, indent: int) -> list[str]:
    """Return a labelled text, its lines hanging at `indent`; nothing when it is empty."""
    if not text:
        return []
    first, *others = wrapped(text, page_width() - indent)
    return [f"{label:<{indent}}{first}", *(" " * indent + line for line in others)]


def bullets(label: str, items: Sequence[str], indent: int) -> list[str]:
    """Return a labelled list, an item a line; nothing when it is empty."""
    lines: list[str] = []
    for item in items:
        lines += paragraph("" if lines else label, item, indent)
    return lines


def table(
    rows: Sequence[Sequence[str]], head: Sequence[str] | None = None, *, indent: int = 0, wrap: bool = True
) -> list[str]:
    """Return rows as lines in columns.

    A column that is empty in every row is left out; one whose heading begins with `>` is set to the right.

    Args:
        rows: the cells, as many in each row.
        head: the headings.
        indent: how far from the left edge.
        wrap: wrap the last column to the page; else a row is a line.
    """
    right = [heading.startswith(">") for heading in head] if head else []
    whole = [[*(cut(printable(cell), MOST) for cell in row[:-1]), *map(printable, row[-1:])] for row in rows]
    kept = [place for place in range(len(whole[0])) if any(row[place] for row in whole)] if whole else []
    lines = [[row[place] for place in kept] for row in whole]
    if head and lines:
        lines.insert(0, [head[place].removeprefix(">") for place in kept])
    if not kept:
        return []
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(kept))]
    start = indent + sum(widths[:-1]) + 2 * (len(kept) - 1)
    last = max(LEAST_LAST, page_width() - start)
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
