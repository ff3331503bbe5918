"""What can be done instead of an exercise, as lines to choose from. Pure: no widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.cells import cell_len

from runstrength.cells import fit
from runstrength.coach.substitutes import Sort, Substitute
from runstrength.numbers import format_weight
from runstrength.session.wording import dose
from runstrength.ui.lines import Line, Span

MAX_WIDTH: Final = 68
"""Columns of the lines at the most."""
FRAME_WIDTH: Final = 6
"""Columns that the box takes beside its lines, with some air."""
SORTS: Final[Mapping[Sort, str]] = {
    "planned": "as planned",
    "easier": "easier",
    "harder": "harder",
    "instead": "instead",
}
COLUMN: Final = max(map(len, SORTS.values())) + 2
WIDE_FROM: Final = 54
"""Columns from which it is said what a choice is."""


def swap_lines(
    name: str, choices: Sequence[Substitute], row: int, width: int, height: int, units: str = "metric"
) -> list[Line]:
    """Return a title, a line for each choice, airy where there is room, and how to choose.

    Args:
        name: of the exercise that is announced.
        choices: what can be done instead.
        row: the highlighted one.
        width: columns.
        height: rows.
        units: the person's units.
    """
    title = Line((Span(fit(f"INSTEAD OF {name.upper()}, FOR TODAY", width).rstrip(), "strong"),))
    foot = Line((Span("esc  ", "accent", "screen.go_on"), Span("go on as it was", "dim", "screen.go_on")))
    if not choices:
        nothing = Line((Span("There is nothing else of its kind here."),))
        return [title, Line(), nothing, Line(), foot]
    lines = [choice_line(choice, place, width, units, chosen=place == row) for place, choice in enumerate(choices)]
    airy = 2 * len(lines) + 3 <= height - 2
    spaced = [line for one in lines for line in ((one, Line()) if airy else (one,))]
    hurt = choices[0].slot.hurt if choices[0].sort == "planned" else ""
    said = [Line((Span(fit(hurt, width).rstrip(), "warning"),))] if hurt else []
    return [title, *said, Line(), *spaced, *([] if airy else [Line()]), foot][:height]


def choice_line(choice: Substitute, place: int, width: int, units: str = "metric", *, chosen: bool) -> Line:
    """Return a choice: its number, what it is to the exercise, its name and form, and how much of it.

    Args:
        choice: what can be done.
        place: its place, from 0.
        width: columns.
        units: the person's units.
        chosen: it is highlighted.
    """
    action = f"screen.take_one({place})"
    much = dose_words(choice, units)
    sort = SORTS[choice.sort].ljust(COLUMN) if width >= WIDE_FROM else ""
    room = width - 4 - len(sort) - cell_len(much) - 2
    name = fit(name_of(choice), max(1, room))
    marker = f"› {place + 1} " if chosen else f"  {place + 1} "
    tone = "selected" if chosen else ""
    return Line(
        (
            Span(marker, "accent", action),
            Span(sort, "dim", action),
            Span(name, tone or "strong", action),
            Span(f"  {much}", "", action),
        )
    )


def name_of(choice: Substitute) -> str:
    """Return what would be done: of another form the form, which alone is news: `Knees down`; else the exercise."""
    exercise = choice.exercise
    form = exercise.form if choice.sort in ("easier", "harder") else ""
    return f"{form[:1].upper()}{form[1:]}" if form else exercise.name


def dose_words(choice: Substitute, units: str = "metric") -> str:
    """Return how much of it, and with what, in the person's units: `8 reps a side · 12 kg`."""
    slot = choice.slot
    much = dose(slot.target) + (" a side" if slot.per_side or slot.alternating else "")
    return much + ("" if slot.load_kg is None else f" · {format_weight(slot.load_kg, units)}")
