"""The progression ladder of an exercise: its forms from easier to harder, apart from weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from runstrength.text import invalid, one_of
from runstrength.toml_input import Table

JOINT: Final = "+"
"""Separates equipment and rung in the history, as in `dumbbell+slow`."""
PARTS: Final = ("down_s", "bottom_s", "up_s", "top_s")
"""The parts of a rep that a rung can make slower."""


class TextChange(Struct, frozen=True):
    """A text of the exercise that would be wrong on a rung, and what to say there."""

    text: str
    """The text as it is without the rung: a cue, a fault, what is needed, or where the load goes."""
    use: str
    """The text on the rung, empty for none."""


class Rung(Struct, frozen=True):
    """One form of an exercise; the basic exercise is between its easier and its harder rungs.

    It is the exercise with what differs: everything that is empty or None stays as it is.
    """

    key: str
    """Its name in the history."""
    words: str
    """How it differs, on screen and spoken: `knees down`."""
    easier: bool = False
    """It is easier than the basic exercise."""
    first: bool = False
    """The rung to use if the basic exercise is too hard, even if it is not the nearest."""
    name: str = ""
    """What it is called, if the name of the exercise would be wrong; `words` is not said if they are in it."""
    per_side: bool | None = None
    """Each side is a separate step, whatever a routine says; None if the exercise and the routine decide."""
    equipment: tuple[str, ...] = ()
    """The equipment it can be done with; empty if that of the exercise doesn't matter."""
    unloaded: bool = False
    """It is done without a weight even if one is available; what was done with one keeps it in the history."""
    start_position: str = ""
    """How to stand or lie before the first rep."""
    feel: str = ""
    """Where to feel it."""
    cue: str = ""
    """How to do it."""
    changes: tuple[TextChange, ...] = ()
    """The texts of the exercise that would be wrong."""
    figure: str = ""
    """The movement that the figure shows, empty for the exercise's."""
    needs: tuple[str, ...] = ()
    """What it needs besides: `a chair`."""
    tempo: Mapping[str, float] = {}
    """The seconds of those of `PARTS` that differ from the exercise's."""

    def texts(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Return texts of the exercise as they are on the rung."""
        uses = {change.text: change.use for change in self.changes}
        return tuple(use for text in texts if (use := uses.get(text, text)))


def read_rungs(table: Table, figures: Sequence[str], equipment: Sequence[str]) -> tuple[Rung, ...]:
    """Read the ladder of an exercise, from the easiest to the hardest; problems are recorded in the table.

    Args:
        table: of the exercise.
        figures: the movements that a figure can show.
        equipment: what a rung can be done with.
    """
    rungs = tuple(_read_rung(item, figures, equipment) for item in table.tables("rungs", min_items=0, max_items=20))
    keys = [rung.key for rung in rungs]
    for place, rung in enumerate(rungs):
        if rung.key in keys[:place]:
            table.problem(f"rungs[{place}].key", invalid(rung.key, "a key that no other rung has"))
        if rung.easier and not all(other.easier for other in rungs[:place]):
            needed = "comes after a harder rung: use the order from easiest to hardest"
            table.problem(f"rungs[{place}].easier", needed)
    return rungs


def _read_rung(table: Table, figures: Sequence[str], equipment: Sequence[str]) -> Rung:
    key = table.name("key", max_length=40)
    if key and not key.replace("_", "a").isalnum():
        table.problem("key", invalid(key, "letters, digits and _"))
    tempo = {part: table.number(part, None, low=0, high=60, unit="seconds") for part in PARTS}
    kits = table.texts("equipment", [], max_items=10)
    for item in kits:
        if item not in equipment:
            table.problem("equipment", invalid(item, one_of(equipment)))
    rung = Rung(
        key=key,
        words=table.name("words"),
        easier=bool(table.flag("easier", False)),
        first=bool(table.flag("first", False)),
        name=table.text("name", "", max_length=60),
        per_side=table.flag("per_side", None),
        equipment=kits,
        unloaded=bool(table.flag("unloaded", False)),
        start_position=table.text("start_position", "", max_length=160),
        feel=table.text("feel", "", max_length=120),
        cue=table.text("cue", "", max_length=60),
        changes=tuple(_read_change(item) for item in table.tables("changes", min_items=0, max_items=20)),
        figure=table.choice("figure", ("", *figures), ""),
        needs=table.texts("needs", [], max_items=5),
        tempo={part: float(seconds) for part, seconds in tempo.items() if seconds is not None},
    )
    table.finish()
    return rung


def _read_change(table: Table) -> TextChange:
    change = TextChange(table.name("text", max_length=200), table.text("use", ""))
    table.finish()
    return change
