"""Texts on past sessions, for the history and home. Lines; no widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.naming import exercise_name
from runstrength.cells import fit, wrap, wrap_facts
from runstrength.dates import full_date, full_day, short_date, short_day, time_text
from runstrength.history.files import CHECK
from runstrength.numbers import format_distance, format_pace
from runstrength.session.record import NOT_ENTERED, Record, SetDone, length
from runstrength.session.wording import clock, extra_words, guess_mark, session_title, sets_done_words
from runstrength.text import plural
from runstrength.ui.lines import Line, Span, dim_lines, right_aligned

if TYPE_CHECKING:
    from runstrength.history.store import Row

EMPTY: Final = "No sessions yet. Your first one will show up here."
"""The text of an empty history."""
WIDE_FROM: Final = 64
"""With this width, a list of sessions has all its columns."""
NARROW: Final = 50
"""With less width, a list of sessions has the fewest columns."""


def count_words(count: int) -> str:
    """Return a number of sessions: `1 session`, `10,000 sessions`."""
    return plural(count, "session")


def problems_words(count: int) -> str:
    """Return a sentence on files that could not be read; empty if there are none."""
    if not count:
        return ""
    return f"{plural(count, 'file')} couldn't be read. Details: {CHECK}"


def format_moment(when: datetime, now: datetime) -> str:
    """Return a time: `Sun 22 Nov 07:30`, or `22 Nov 2025 07:30` in another year."""
    if when.year == now.year:
        return f"{when:%a} {short_day(when):>6} {time_text(when)}"
    return f"{short_date(when):>11} {time_text(when)}"


def length_and_sets(row: Row) -> str:
    """Return the length and the sets of a session: `37:14 · 43 of 43 sets`."""
    return f"{clock(row.seconds)} · {sets_done_words(row)}" if row.sets_planned else clock(row.seconds)


def history_line(row: Row, now: datetime, width: int) -> Line:
    """Return a session as a row: time, title, length, sets, effort, and whether it ended early."""
    sets = f"{row.sets_done}/{row.sets_planned}" if row.sets_planned else ""
    roomy, narrow = width >= WIDE_FROM, width < NARROW
    when = format_moment(row.started, now)
    when = (when[:6].strip() if row.started.year != now.year else when[4:10]) if narrow else when
    early = "" if row.completed else "early"
    cells = [sets.rjust(7)]
    if not narrow:
        cells.insert(0, clock(row.seconds).rjust(9))
    if roomy:
        cells.append(("" if row.effort is None else str(row.effort)).rjust(8))
    left = when.ljust(8 if narrow else 19)
    right = "".join(cells)
    mark = f"  {early}" if early else ""
    title = Span(fit(session_title(row), width - len(left) - len(mark) - len(right)) + " " * (len(mark) - len(early)))
    numbers = right.lstrip()
    return Line((Span(left, "dim"), title, Span(early + " " * (len(right) - len(numbers)), "warning"), Span(numbers)))


def history_head(width: int, indent: int) -> Line:
    """Return the column headings of `history_line`.

    Args:
        width: columns of a row.
        indent: columns before a row.
    """
    words = "".join(
        (
            "" if width < NARROW else "length".rjust(9),
            "sets".rjust(7),
            "effort".rjust(8) if width >= WIDE_FROM else "",
        )
    )
    return Line((Span(" " * indent), *right_aligned(words.lstrip(), width)))


def record_head(
    record: Record, width: int, metres: float | None = None, units: str = "metric", guess: int | None = None
) -> list[Line]:
    """Return the headline of a session: title, time, result, and the note.

    Args:
        record: the session.
        width: columns.
        metres: the distance of a run, if known.
        units: the person's units.
        guess: the effort of a run that was guessed when it was imported.
    """
    start, end = record.started, record.ended
    when = f"{full_date(start)}, {time_text(start)} to {time_text(end)}"
    if cell_len(when) > width:
        when = f"{start:%a} {short_date(start)} {time_text(start)}"
    parts = [clock(length(record))]
    if metres:
        pace = format_pace(length(record), metres, units)
        parts += [format_distance(metres, units), *([pace] if pace else [])]
    if record.planned_sets:
        parts.append(sets_done_words(record))
    parts += [f"paused {clock(record.paused_seconds)}"] if record.paused_seconds >= 1 else []
    if record.effort is not None:
        parts.append(f"effort {record.effort} of 10{guess_mark(record.effort, guess)}")
    parts += [record.level] if record.level else []
    how = [Line((Span(text, "accent"),)) for text in wrap_facts(" · ".join(parts), width)]
    early = [Line((Span("ended early", "warning"),))] if not record.completed else []
    note = [Line((Span(text),)) for text in wrap(f"“{record.note}”" if record.note else "", width)]
    return [Line((Span(session_title(record), "strong"),)), *dim_lines(when, width), *how, *early, *note]


def remarks(sets: Sequence[SetDone], exercises: Mapping[str, Exercise]) -> str:
    """Return the remarks on the sets of an exercise."""
    parts = [f"instead of {exercise_name(exercises, key)}" for key in {s.instead_of: 0 for s in sets} if key]
    parts += [f"set {item.set}: {extra_words(item)}" for item in sets if not item.counts]
    parts += [NOT_ENTERED] if not all(item.is_entered for item in sets) else []
    parts += ["it hurt a bit"] if any(item.niggle for item in sets) else []
    reserve = [str(item.reserve) for item in sets if item.reserve is not None]
    return ", ".join([*parts, *([f"{'/'.join(reserve)} reps left"] if reserve else [])])


def format_day(when: datetime, width: int) -> str:
    """Return a date for a headline, short if there is little space: `Sunday 22 November`, `Sun 22 Nov`."""
    return full_day(when) if width >= 50 else f"{when:%a} {short_day(when)}"
