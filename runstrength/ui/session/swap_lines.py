"""The lines of the dialog that swaps an exercise. Doesn't use Textual's widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.cells import cell_len

from runstrength.cells import fit
from runstrength.coach.substitutes import Sort, Substitute
from runstrength.numbers import format_weight
from runstrength.session.wording import dose, with_sides
from runstrength.text import capitalized
from runstrength.ui.lines import Line, Span

MAX_WIDTH: Final = 68
"""Maximum columns of the lines."""
NO_ALTERNATIVES: Final = "No alternatives for this exercise."
FRAME_WIDTH: Final = 6
"""Columns of the border and the padding."""
SORTS: Final[Mapping[Sort, str]] = {
    "planned": "as planned",
    "easier": "easier",
    "harder": "harder",
    "instead": "instead",
}
COLUMN: Final = max(map(len, SORTS.values())) + 2
WIDE_FROM: Final = 54
"""Columns from which the kind of each choice is shown."""


def swap_lines(
    name: str,
    choices: Sequence[Substitute],
    row: int,
    width: int,
    height: int,
    units: str = "metric",
    *,
    cancel_key: str = "esc",
) -> list[Line]:
    """Return a title, a line for each choice, with blank lines between them if they fit, and the key to cancel.

    Args:
        name: of the announced exercise.
        choices: the substitutes.
        row: the index of the highlighted choice.
        width: in columns.
        height: in rows.
        units: the person's units.
        cancel_key: the key to cancel, as text.
    """
    title = Line((Span(fit(f"SWAP {name.upper()} (TODAY ONLY)", width).rstrip(), "strong"),))
    foot = Line((Span(f"{cancel_key}  ", "accent", "screen.go_on"), Span("keep it", "dim", "screen.go_on")))
    if not choices:
        nothing = Line((Span(NO_ALTERNATIVES),))
        return [title, Line(), nothing, Line(), foot]
    lines = [choice_line(choice, index, width, units, chosen=index == row) for index, choice in enumerate(choices)]
    is_spaced = 2 * len(lines) + 3 <= height - 2
    rows = [row for line in lines for row in ((line, Line()) if is_spaced else (line,))]
    hurt = choices[0].slot.hurt if choices[0].sort == "planned" else ""
    warning = [Line((Span(fit(hurt, width).rstrip(), "warning"),))] if hurt else []
    return [title, *warning, Line(), *rows, *([] if is_spaced else [Line()]), foot][:height]


def choice_line(choice: Substitute, index: int, width: int, units: str = "metric", *, chosen: bool) -> Line:
    """Return the line of a choice: its number, kind, name and dose.

    Args:
        choice: the substitute.
        index: its index, from 0.
        width: in columns.
        units: the person's units.
        chosen: whether it is highlighted.
    """
    action = f"screen.take_one({index})"
    amount = dose_words(choice, units)
    sort = SORTS[choice.sort].ljust(COLUMN) if width >= WIDE_FROM else ""
    room = width - 4 - len(sort) - cell_len(amount) - 2
    name = fit(name_of(choice), max(1, room))
    marker = f"› {index + 1} " if chosen else f"  {index + 1} "
    tone = "selected" if chosen else ""
    return Line(
        (
            Span(marker, "accent", action),
            Span(sort, "dim", action),
            Span(name, tone or "strong", action),
            Span(f"  {amount}", "", action),
        )
    )


def name_of(choice: Substitute) -> str:
    """Return the name of a choice: for an easier or harder form the form, `Knees down`; else the exercise."""
    exercise = choice.exercise
    form = exercise.form if choice.sort in ("easier", "harder") else ""
    return capitalized(form) if form else exercise.name


def dose_words(choice: Substitute, units: str = "metric") -> str:
    """Return the dose and the weight of a choice in the person's units: `8 reps a side · 12 kg`."""
    slot = choice.slot
    words, kind = dose(slot.target, alternating=slot.alternating), slot.target.kind
    amount = with_sides(words, kind, per_side=slot.per_side, alternating=slot.alternating, only_side=slot.only_side)
    return amount + ("" if slot.load_kg is None else f" · {format_weight(slot.load_kg, units)}")
