"""A draft in lines: its rows, and the values of the highlighted one. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from runstrength.catalogue.routine_draft import Position, places
from runstrength.cells import cell_len, cut_start, fit, pad, wrap
from runstrength.session.wording import clock
from runstrength.ui.common.plan_lines import slot_dose
from runstrength.ui.lines import Line, Span, cropped, dim
from runstrength.ui.routines.fields import COUNTS, DraftField, DraftPreview

INDENT: Final = 2
"""Columns by which exercises stand further in than their block."""
LABEL: Final = 12
"""Columns of the values' names, with their mark."""
EMPTY: Final = "There is nothing in it yet: press a to add an exercise."
MEANS: Final = {
    "rest": "the break after each round",
    "ready": "before an exercise",
    "switch": "between left and right; 0 goes on at once",
    "kind": "what is done before a run does not count for the week",
}
"""What a value is, where its name does not say it."""
COUNTED: Final = {
    "hold": "without moving",
    "time": "of moving",
    "carry": "then turn, and back",
    "amrap": "as many as possible; the dose is how long",
}
"""What a way to count means."""


def rows_of(preview: DraftPreview) -> tuple[Position | None, ...]:
    """Return the rows: the routine as a whole, then every block before its slots."""
    return (None, *places(preview.draft))


def length_words(preview: DraftPreview, before: float | None) -> str:
    """Return how long it takes, and how much that differs from a moment ago: `20:18 at beginner level · +0:30`."""
    if preview.plan is None:
        return f"at {preview.choices.level} level"
    words = f"{clock(preview.seconds)} at {preview.choices.level} level"
    more = 0 if before is None else round(preview.seconds) - round(before)
    return f"{'+' if more > 0 else '−'}{clock(abs(more))} · {words}" if more else words


def row_line(preview: DraftPreview, place: Position | None, width: int) -> Line:
    """Return a row: what it is, and how much."""
    if place is None:
        return Line((Span(fit(preview.draft.title, width).rstrip(), "accent"),))
    block = preview.block(place)
    if place.slot is None:
        sets = preview.step(place).sets
        what = "1 set" if sets == 1 else f"{sets} sets"
        name = "finisher" if block.finisher else "superset" if len(block.slots) > 1 else "block"
        return Line((Span(f"{block.name}  ", "strong"), Span(name, "dim")), (Span(what, "dim"),))
    step = preview.step(place)
    label = pad(step.label if len(block.slots) > 1 else "·", 4)
    dose, room = slot_dose(step), width - INDENT - cell_len(label) - cell_len(step.name)
    shorter = next((words for words in (dose, dose.replace(" reps", "")) if cell_len(words) + 2 <= room), "")
    return Line((Span(" " * INDENT), Span(label, "dim"), Span(step.name)), (Span(shorter, "dim"),))


def field_lines(
    title: str, values: Sequence[DraftField], chosen: int, typed: str | None, trouble: str, size: tuple[int, int]
) -> tuple[Line, ...]:
    """Return the values of a place, one of them chosen, and beneath them what is to be known of it.

    Args:
        title: of the place.
        values: what can be changed.
        chosen: which of them is.
        typed: what is being typed for it.
        trouble: what went wrong.
        size: columns and rows.
    """
    width, height = size
    lines = [Line((Span(text, "warning"),)) for text in wrap(trouble, width)]
    for number, field in enumerate(values):
        here, room = number == chosen, width - LABEL
        pick = f"screen.choose({number})"
        mark = Span("› " if here else "  "), Span(field.label.ljust(LABEL - 2), "" if here else "dim", pick)
        if here and typed is not None:
            value = [Span(f" {cut_start(typed, room - 3)}_ ", "selected")]
        elif here:
            words = fit(field.words, room - 4).rstrip()
            less, more = Span("‹ ", "dim", "screen.change(-1)"), Span(" ›", "dim", "screen.change(1)")
            value = [less, Span(words, "strong", "screen.pick"), more]
        else:
            value = [Span("  "), Span(fit(field.words, room - 2).rstrip(), "", pick)]
        lines.append(Line((*mark, *value)))
    field = values[chosen]
    notes = [field.types] if typed is not None else [field.note, _meaning(field), _whole(field, width)]
    noted = [line for note in notes if note for line in dim(note, width)]
    if height >= len(lines) + len(noted) + 3:
        lines = [Line((Span(fit(title, width).rstrip(), "strong"),)), Line(), *lines, *([Line()] if noted else [])]
    return cropped([*lines, *noted], height)


def _meaning(field: DraftField) -> str:
    if field.key == "counts":
        return next((COUNTED.get(kind, "") for kind, words in COUNTS.items() if words == field.words), "")
    return MEANS.get(field.key, "")


def _whole(field: DraftField, width: int) -> str:
    """Return a value that has no room beside its name."""
    return field.words if cell_len(field.words) > width - LABEL - 4 else ""
