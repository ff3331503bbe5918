"""The lines of the builder: the rows of a draft, and the values of the highlighted row. Doesn't use Textual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from runstrength.catalogue.routine_draft import Position, places
from runstrength.cells import cell_len, cut_start, fit, pad, wrap
from runstrength.session.wording import clock
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines
from runstrength.ui.routines.fields import COUNTS, DraftField, DraftPreview

INDENT: Final = 2
"""Columns by which exercises are indented."""
LABEL: Final = 12
"""Columns of the labels of the values, including the marker."""
MAX_VALUE_ROWS: Final = 4
"""Lines of a value that is not highlighted; a longer one is cut, and whole when it is highlighted."""
EMPTY: Final = "Empty. Press {key} to add an exercise."
FIELD_NOTES: Final = {
    "every": "from the start of a round to that of the next; what is left is rest",
    "amrap": "max rounds in this time; you count them with a key",
    "for_time": "all rounds without a rest; you count them with a key",
    "times": "how many times the whole block is done",
    "group": "blocks in a row with the same group are repeated together: A, B, A, B",
    "tempo": "seconds down, at the bottom, up, at the top",
    "own_name": "without a figure; your computer's voice says it",
    "slot_rest": "the rest after this exercise",
    "rest": "the rest after each round",
    "ready": "before an exercise",
    "switch": "between left and right; 0 switches right away",
    "kind": "warm-ups and cool-downs don't count toward the week",
}
"""The explanation of a value by key of the field, if its label needs one."""
COUNT_NOTES: Final = {
    "hold": "without moving",
    "time": "of moving",
    "carry": "each way: turn, then back",
    "carry_m": "the whole way",
    "amrap": "in the time that the dose gives",
    "max": "a key ends the set, and you enter the number",
}
"""The explanation of a kind of dose."""


def rows_of(preview: DraftPreview) -> tuple[Position | None, ...]:
    """Return the positions of the rows: the routine as a whole, then each block followed by its slots."""
    return (None, *places(preview.draft))


def length_words(preview: DraftPreview, before: float | None) -> str:
    """Return the duration and its last change: `+0:30 · 20:18 at beginner level`.

    Args:
        preview: the draft with its duration.
        before: the duration before the last change in seconds; None without a change.
    """
    if preview.plan is None:
        return f"at {preview.choices.level} level"
    words = f"{clock(preview.seconds)} at {preview.choices.level} level"
    change = 0 if before is None else round(preview.seconds) - round(before)
    return f"{'+' if change > 0 else '−'}{clock(abs(change))} · {words}" if change else words


def row_line(preview: DraftPreview, position: Position | None, width: int) -> Line:
    """Return the row of a position: its name, and its sets or dose."""
    if position is None:
        return Line((Span(fit(preview.draft.title, width).rstrip(), "accent"),))
    block = preview.block(position)
    if position.slot is None:
        sets = preview.sets_words(position)
        several = "superset" if len(block.slots) > 1 else "block"
        name = "finisher" if block.finisher else "circuit" if preview.step(position).is_circuit else several
        return Line((Span(f"{block.name}  ", "strong"), Span(name, "dim")), (Span(sets, "dim"),))
    label = pad(f"{block.name}{position.slot + 1}" if len(block.slots) > 1 else "·", 4)
    dose, name = preview.dose_words(position), preview.name(position)
    room = width - INDENT - cell_len(label) - cell_len(name)
    shorter = next((words for words in (dose, dose.replace(" reps", "")) if cell_len(words) + 2 <= room), "")
    return Line((Span(" " * INDENT), Span(label, "dim"), Span(name)), (Span(shorter, "dim"),))


def field_lines(
    title: str, values: Sequence[DraftField], chosen: int, typed: str | None, error: str, size: tuple[int, int]
) -> tuple[Line, ...]:
    """Return the values of a position, and below them the notes on the selected one.

    Args:
        title: of the position.
        values: the values that can be edited.
        chosen: the index of the selected one.
        typed: the text typed for it; None if it isn't being typed.
        error: the error message; empty for none.
        size: in columns and rows.
    """
    width, height = size
    lines = [Line((Span(text, "warning"),)) for text in wrap(error, width)]
    for number, field in enumerate(values):
        here, room = number == chosen, width - LABEL
        below: list[Line] = []
        action = f"screen.choose({number})"
        mark = Span("› " if here else "  "), Span(field.label.ljust(LABEL - 2), "" if here else "dim", action)
        if here and typed is not None:
            value = [Span(" "), Span(f" {cut_start(typed, max(1, room - 4))}_ ", "selected")]
        elif here:
            words = fit(field.words, room - 4).rstrip()
            less, more = Span("‹ ", "dim", "screen.change(-1)"), Span(" ›", "dim", "screen.change(1)")
            value = [less, Span(words, "strong", "screen.pick"), more]
        else:
            beside = max(1, room - 2)
            first, *others = wrap(field.words, beside) or [""]
            value = [Span("  "), Span(first, "", action)]
            below_words = [*others[: MAX_VALUE_ROWS - 2], *filter(None, [" ".join(others[MAX_VALUE_ROWS - 2 :])])]
            below = [
                Line((Span(" " * (LABEL + 2)), Span(fit(words, beside).rstrip(), "", action))) for words in below_words
            ]
        lines += [Line((*mark, *value)), *below]
    field = values[chosen]
    notes = [field.types] if typed is not None else [field.note, _explanation(field), _full_value(field, width)]
    note_lines = [line for note in notes if note for line in dim_lines(note, width)]
    if height >= len(lines) + len(note_lines) + 3:
        lines = [Line((Span(fit(title, width).rstrip(), "strong"),)), Line(), *lines, *([Line()] if note_lines else [])]
    return crop_lines([*lines, *note_lines], height)


def _explanation(field: DraftField) -> str:
    if field.key == "counts":
        return next((COUNT_NOTES.get(kind, "") for kind, words in COUNTS.items() if words == field.words), "")
    return FIELD_NOTES.get(field.key, "")


def _full_value(field: DraftField, width: int) -> str:
    """Return the value if it doesn't fit beside its label, else an empty string."""
    return field.words if cell_len(field.words) > width - LABEL - 4 else ""
