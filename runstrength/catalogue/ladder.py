"""The progression ladder of an exercise: its forms from easier to harder, apart from weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from runstrength.text import invalid
from runstrength.toml_input import Table

JOINT: Final = "+"
"""Separates equipment and rung in the history, as in `dumbbell+slow`."""
PARTS: Final = ("down_s", "bottom_s", "up_s", "top_s")
"""The parts of a rep that a rung can make slower."""


class Rung(Struct, frozen=True):
    """One form of an exercise; the basic exercise is between its easier and its harder rungs."""

    key: str
    """Its name in the history."""
    words: str
    """How it differs, on screen and spoken: `knees down`."""
    easier: bool = False
    """It is easier than the basic exercise."""
    first: bool = False
    """The rung to use if the basic exercise is too hard, even if it is not the nearest."""
    cue: str = ""
    """How to do it."""
    figure: str = ""
    """The movement that the figure shows, empty for the exercise's."""
    needs: tuple[str, ...] = ()
    """What it needs besides: `a chair`."""
    tempo: Mapping[str, float] = {}
    """The seconds of those of `PARTS` that differ from the exercise's."""


def read_rungs(table: Table, figures: Sequence[str]) -> tuple[Rung, ...]:
    """Read the ladder of an exercise, from the easiest to the hardest; problems are recorded in the table.

    Args:
        table: of the exercise.
        figures: the movements that a figure can show.
    """
    rungs = tuple(_read_rung(item, figures) for item in table.tables("rungs", min_items=0, max_items=20))
    keys = [rung.key for rung in rungs]
    for place, rung in enumerate(rungs):
        if rung.key in keys[:place]:
            table.problem(f"rungs[{place}].key", invalid(rung.key, "a key that no other rung has"))
        if rung.easier and not all(other.easier for other in rungs[:place]):
            needed = "comes after a harder rung: use the order from easiest to hardest"
            table.problem(f"rungs[{place}].easier", needed)
    return rungs


def _read_rung(table: Table, figures: Sequence[str]) -> Rung:
    key = table.name("key", max_length=40)
    if key and not key.replace("_", "a").isalnum():
        table.problem("key", invalid(key, "letters, digits and _"))
    tempo = {part: table.number(part, None, low=0, high=60, unit="seconds") for part in PARTS}
    rung = Rung(
        key=key,
        words=table.name("words"),
        easier=bool(table.flag("easier", False)),
        first=bool(table.flag("first", False)),
        cue=table.text("cue", "", max_length=60),
        figure=table.choice("figure", ("", *figures), ""),
        needs=table.texts("needs", [], max_items=5),
        tempo={part: float(seconds) for part, seconds in tempo.items() if seconds is not None},
    )
    table.finish()
    return rung
