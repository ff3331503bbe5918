"""What to paint again: the smallest region that holds every cell that differs between two pictures of one size."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region


def difference(before: Sequence[str], after: Sequence[str]) -> Region | None:
    """Return the smallest region which holds all cells that differ, None where none does.

    Args:
        before: rows of characters that are one cell wide.
        after: as many rows of the same lengths.
    """
    changed = [(y, old, new) for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    if not changed:
        return None
    columns = [x for _, old, new in changed for x, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    left, top, bottom = min(columns), changed[0][0], changed[-1][0]
    return Region(left, top, max(columns) + 1 - left, bottom + 1 - top)
