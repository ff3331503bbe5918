"""Computes which region of a widget to repaint."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region


def difference(before: Sequence[str], after: Sequence[str]) -> Region | None:
    """Return the smallest region that contains all changed cells, None if none changed.

    Args:
        before: rows of characters that are one cell wide.
        after: the same number of rows, of the same lengths.
    """
    changed = [(y, old, new) for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    if not changed:
        return None
    columns = [x for _, old, new in changed for x, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    left, top, bottom = min(columns), changed[0][0], changed[-1][0]
    return Region(left, top, max(columns) + 1 - left, bottom + 1 - top)
