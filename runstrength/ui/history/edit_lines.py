"""The rows of the edit screen. Lines; no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.naming import exercise_name
from runstrength.cells import cell_len, cut_start, fit, wrap
from runstrength.dates import full_date, time_text
from runstrength.history.editing import COLUMNS, RecordField, kind_of, minutes_words
from runstrength.numbers import format_distance, format_weight
from runstrength.session.record import Record, SetDone, slot_labels
from runstrength.session.wording import RPE_WORDS, brief_name
from runstrength.text import capitalized
from runstrength.ui.history.record_table import done_text, planned_text
from runstrength.ui.lines import Line, Span

LABEL_WIDTH: Final = 10
"""Columns of the label of a session's value, and of the number and side of a set."""
NARROW_SET: Final = 8
"""Columns of the number and side of a set in a narrow terminal."""
VALUE_WIDTH: Final = 11
"""Columns of a value of a set, with its arrows."""
NARROW_VALUES: Final = {"done": 10, "reserve": 9}
"""Columns of what was done and of the reps left in a narrow terminal."""
PLANNED_WIDTH: Final = 8
"""Columns of the planned dose of a set."""
COLUMN_NAMES: Final = {"done": "done", "load": "weight", "reserve": "reps left"}
"""The headings of the values of a set."""
MAX_NAME_WIDTH: Final = 32
"""Columns of the name of an exercise."""
ROOMY_NAME: Final = 20
"""Columns of place and name from which two blanks are between them."""
LABELS: Final = {
    "title": "Title",
    "day": "Day",
    "time": "Started",
    "minutes": "Minutes",
    "distance": "Distance",
    "effort": "Effort",
    "note": "Note",
}


def head_line(record: Record, width: int, column: str) -> Line:
    """Return the column headings of the sets, with the selected column highlighted."""
    if not record.sets:
        return Line()
    spans = [Span(" " * (_name_width(width) + _set_width(width)))]
    for name in COLUMNS:
        columns = _value_width(name, width)
        words = f"{COLUMN_NAMES[name]:>{columns - 2}}".ljust(columns)
        spans.append(Span(words, "strong" if name == column else "dim"))
    return Line((*spans, Span(f"{'planned':>{PLANNED_WIDTH}}", "dim")) if _has_planned_column(width) else tuple(spans))


def field_line(
    record: Record,
    field: RecordField,
    column: str,
    width: int,
    exercises: Mapping[str, Exercise],
    *,
    here: bool,
    typed: str | None,
    units: str = "metric",
    meters: float | None = None,
) -> Line:
    """Return one row with its label and value, or the values of a set.

    Args:
        record: the session.
        field: the row.
        column: the selected column of the sets.
        width: columns.
        exercises: for the names.
        here: whether the row is highlighted.
        typed: the text being typed; None if none.
        units: the person's units.
        meters: the distance of a run, if known.
    """
    if field.key == "set":
        return _set_line(record, field.place, column, width, exercises, units, here=here, typed=typed)
    label = Span(LABELS[field.key].ljust(LABEL_WIDTH), "dim")
    room = max(1, width - LABEL_WIDTH - 4)
    if here and typed is not None:
        return Line((label, Span(" "), Span(f" {_input_end(typed, room)}_ ", "selected")))
    value = value_text(record, field, units, meters)
    if here:
        return Line((label, Span("‹ ", "dim"), Span(fit(value, min(room, cell_len(value)))), Span(" ›", "dim")))
    return Line((label, Span("  "), Span(fit(value, min(room, cell_len(value))))))


def value_text(record: Record, field: RecordField, units: str = "metric", meters: float | None = None) -> str:
    """Return a value of the session as text."""
    begun: datetime = record.started
    match field.key:
        case "title":
            return record.title or "none"
        case "day":
            return full_date(begun)
        case "time":
            return time_text(begun)
        case "minutes":
            return minutes_words(record)
        case "distance":
            return "none" if meters is None else format_distance(meters, units)
        case "effort":
            if record.effort is None:
                return "not rated"
            words = RPE_WORDS[record.effort - 1] if 1 <= record.effort <= len(RPE_WORDS) else ""
            return f"{record.effort} {words}"
    return record.note or "none"


def is_shown(text: str, record: Record, field: RecordField, column: str, units: str, meters: float | None) -> bool:
    """Tell whether a text, with or without a unit, is what the row shows: typing that again changes nothing.

    What is shown can be rounded, so the record would change without anybody seeing it.
    """
    value = value_text(record, field, units, meters)
    if field.key == "set":
        value = _set_value_text(record.sets[field.place], column, units)
    return field.key not in ("note", "title") and text.strip() in (value, value.partition(" ")[0])


def _set_line(
    record: Record,
    place: int,
    column: str,
    width: int,
    exercises: Mapping[str, Exercise],
    units: str,
    *,
    here: bool,
    typed: str | None,
) -> Line:
    item, names = record.sets[place], _name_width(width)
    spans = [
        Span(fit(_name_part(record, place, exercises, names - 1), names), "strong"),
        Span(f"{item.set} {item.side or ''}".ljust(_set_width(width)), "dim"),
    ]
    for key in COLUMNS:
        value, columns = _set_value_text(item, key, units), _value_width(key, width)
        if not (here and key == column):
            spans.append(Span(f"{value:>{columns - 2}}  "))
        elif typed is not None:
            spans.append(Span(f"{' ' + typed + '_ ':>{columns}}", "selected"))
        else:
            spans += [Span(f"{'‹ ':>{columns - 2 - len(value)}}", "dim"), Span(value, "strong"), Span(" ›", "dim")]
    if _has_planned_column(width):
        spans.append(Span(f"{planned_text(item):>{PLANNED_WIDTH}}", "dim"))
    return Line(tuple(spans))


def _name_part(record: Record, place: int, exercises: Mapping[str, Exercise], room: int) -> str:
    """Return the part of an exercise's name beside a set: a long name continues in the rows of the next sets.

    If its sets have too few rows, "Single-leg" is left out.
    """
    item = record.sets[place]
    rows = [other for other, one in enumerate(record.sets) if kind_of(one) == kind_of(item)]
    number = rows.index(place)
    label = slot_labels(record.sets)[place] + ("  " if room >= ROOMY_NAME else " ")
    name = exercise_name(exercises, item.exercise, item.variant)
    lines = wrap(name, max(1, room - cell_len(label)))
    if len(lines) > len(rows):
        brief = brief_name(name)
        lines = wrap(capitalized(brief), max(1, room - cell_len(label)))
    words = lines[number] if number < len(lines) else ""
    return (label if number == 0 else " " * cell_len(label)) + words


def _set_value_text(item: SetDone, key: str, units: str) -> str:
    if key == "done":
        return done_text(item)
    if key == "load":
        return format_weight(item.load_kg, units) if item.load_kg else "–"
    return "–" if item.reserve is None else f"{item.reserve}"


def _name_width(width: int) -> int:
    taken = _set_width(width) + sum(_value_width(name, width) for name in COLUMNS)
    taken += PLANNED_WIDTH if _has_planned_column(width) else 0
    return max(4, min(MAX_NAME_WIDTH, width - taken))


def _set_width(width: int) -> int:
    """Return the columns of the number and side of a set."""
    return LABEL_WIDTH if _has_planned_column(width) else NARROW_SET


def _value_width(name: str, width: int) -> int:
    """Return the columns of a value of a set."""
    return VALUE_WIDTH if _has_planned_column(width) else NARROW_VALUES.get(name, VALUE_WIDTH)


def _has_planned_column(width: int) -> bool:
    """Tell whether there is room for the planned dose."""
    return width >= 68


def _input_end(text: str, room: int) -> str:
    """Return the end of a text that is being typed, where the cursor is."""
    return text if cell_len(text) <= room else f"…{cut_start(text, room - 1)}"
