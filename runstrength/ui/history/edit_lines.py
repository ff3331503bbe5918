"""How the values of a session look while they are corrected: a line for each. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.naming import exercise_name
from runstrength.cells import cell_len, cut_start, fit, wrap
from runstrength.history.editing import COLUMNS, RecordField, kind_of, minutes_words
from runstrength.numbers import format_distance, format_weight
from runstrength.session.record import Record, SetDone
from runstrength.session.wording import RPE_WORDS
from runstrength.ui.history.record_table import asked_words, done_words
from runstrength.ui.lines import Line, Span

LABEL: Final = 10
"""Columns of what a value of the whole session is called, and of a set's number and side."""
VALUE: Final = 10
"""Columns of a value of a set, with its arrows."""
ASKED: Final = 8
"""Columns of what a set asked for."""
NAME: Final = 32
"""Columns of an exercise's name at the most."""
LABELS: Final = {
    "title": "Title",
    "day": "Day",
    "time": "Began",
    "minutes": "Minutes",
    "distance": "Distance",
    "effort": "Effort",
    "note": "Note",
}


def head_line(record: Record, width: int, column: str) -> Line:
    """Return the headings of what can be changed of a set, the chosen one set off."""
    if not record.sets:
        return Line()
    spans = [Span(" " * (_name(width) + LABEL))]
    spans += [Span(f"{name:>{VALUE - 2}}  ", "strong" if name == column else "dim") for name in COLUMNS]
    return Line((*spans, Span(f"{'asked':>{ASKED}}", "dim")) if _roomy(width) else tuple(spans))


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
    """Return one row: what it is, and its value or values.

    Args:
        record: the session.
        field: the row.
        column: which value of a set is chosen.
        width: columns.
        exercises: where the names come from.
        here: whether the row is the highlighted one.
        typed: what is being typed; None while nothing is.
        units: the person's units.
        meters: of a run, where they are known.
    """
    if field.key == "set":
        return _set_line(record, field.place, column, width, exercises, units, here=here, typed=typed)
    label = Span(LABELS[field.key].ljust(LABEL), "dim")
    room = max(1, width - LABEL - 4)
    if here and typed is not None:
        return Line((label, Span(f" {_tail(typed, room)}_ ", "selected")))
    value = value_words(record, field, units, meters)
    if here:
        return Line((label, Span("‹ ", "dim"), Span(fit(value, min(room, cell_len(value)))), Span(" ›", "dim")))
    return Line((label, Span("  "), Span(fit(value, min(room, cell_len(value))))))


def value_words(record: Record, field: RecordField, units: str = "metric", meters: float | None = None) -> str:
    """Return a value of the whole session in words."""
    begun: datetime = record.started
    match field.key:
        case "title":
            return record.title or "none"
        case "day":
            return f"{begun:%A} {begun.day} {begun:%B %Y}"
        case "time":
            return f"{begun:%H:%M}"
        case "minutes":
            return minutes_words(record)
        case "distance":
            return "none" if meters is None else format_distance(meters, units)
        case "effort":
            if record.effort is None:
                return "not said"
            words = RPE_WORDS[record.effort - 1] if 1 <= record.effort <= len(RPE_WORDS) else ""
            return f"{record.effort} {words}"
    return record.note or "none"


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
    item, names = record.sets[place], _name(width)
    spans = [
        Span(fit(_name_beside(record, place, exercises, names - 1), names), "strong"),
        Span(f"{item.set} {item.side or ''}".ljust(LABEL), "dim"),
    ]
    for key in COLUMNS:
        value = _words(item, key, units)
        if not (here and key == column):
            spans.append(Span(f"{value:>{VALUE - 2}}  "))
        elif typed is not None:
            spans.append(Span(f"{' ' + typed + '_ ':>{VALUE}}", "selected"))
        else:
            spans += [Span(f"{'‹ ':>{VALUE - 2 - len(value)}}", "dim"), Span(value, "strong"), Span(" ›", "dim")]
    if _roomy(width):
        spans.append(Span(f"{asked_words(item):>{ASKED}}", "dim"))
    return Line(tuple(spans))


def _name_beside(record: Record, place: int, exercises: Mapping[str, Exercise], room: int) -> str:
    """Return the part of an exercise's name that stands beside a set: it goes on in the rows of its next ones."""
    item = record.sets[place]
    number = sum(kind_of(one) == kind_of(item) for one in record.sets[:place])
    head = " " * (len(item.block) + 2)
    lines = wrap(exercise_name(exercises, item.exercise, item.variant), max(1, room - len(head)))
    words = lines[number] if number < len(lines) else ""
    return (f"{item.block}  " if number == 0 else head) + words


def _words(item: SetDone, key: str, units: str) -> str:
    if key == "done":
        return done_words(item)
    if key == "load":
        return format_weight(item.load_kg, units) if item.load_kg else "–"
    return "–" if item.reserve is None else f"{item.reserve}"


def _name(width: int) -> int:
    taken = LABEL + len(COLUMNS) * VALUE + (ASKED if _roomy(width) else 0)
    return max(4, min(NAME, width - taken))


def _roomy(width: int) -> bool:
    """Tell whether there is room for what was asked."""
    return width >= 68


def _tail(text: str, room: int) -> str:
    """Return the end of a text that is being typed, where one types."""
    return text if cell_len(text) <= room else f"…{cut_start(text, room - 1)}"
