"""Pictures among the words: how an exercise looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Exercise

FIGURE = (44, 12)
"""Columns and rows of the space for a figure."""


def figure_lines(exercise: Exercise) -> list[str]:
    """Return how an exercise looks, in braille, without the empty edges; nothing for one without a figure."""
    from runstrength.figure.drawing import picture
    from runstrength.figure.poses import load_moves, move_of, weight_of
    from runstrength.locations import assets_dir

    move = move_of(exercise, load_moves(assets_dir()))
    if move is None:
        return []
    rows = picture(move, move.frames[move.still], *FIGURE, weight=weight_of(exercise))
    lines = ["".join(run.text for run in row).rstrip() for row in rows]
    used = [line for line in lines if line]
    edge = min(len(line) - len(line.lstrip()) for line in used)
    return [*(line[edge:] for line in used), ""]
