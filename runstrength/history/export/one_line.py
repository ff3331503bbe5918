"""A session in one line, for a training log: `2026-11-22 Runner's supersets, 36 min, 43 of 43 sets, effort 7: …`."""

from __future__ import annotations

from collections.abc import Sequence

from runstrength.dates import day_of
from runstrength.dose_kinds import DONE_UNITS
from runstrength.history.set_names import SetNamer
from runstrength.numbers import format_distance, format_weights
from runstrength.session.record import NOT_ENTERED, Record, SetDone, length
from runstrength.session.wording import done_number, guess_mark, minutes, session_title, sets_done_words
from runstrength.text import printable_joined


def one_line(
    record: Record, names: SetNamer, metres: float | None = None, units: str = "metric", guess: int | None = None
) -> str:
    """Return a session in one line: day, title, length, effort, every exercise, and the note.

    Args:
        record: the session.
        names: returns the name of the exercise of a set.
        metres: the distance of a run.
        units: the person's units.
        guess: the effort of a run that was guessed when it was imported.
    """
    parts = [session_title(record), minutes(length(record))]
    if metres is not None:
        parts.append(format_distance(metres, units))
    if record.planned_sets:
        parts.append(sets_done_words(record))
    if record.effort is not None:
        parts.append(f"effort {record.effort}{guess_mark(record.effort, guess)}")
    if not record.completed:
        parts.append("ended early")
    text = f"{day_of(record.started).isoformat()} {', '.join(parts)}"
    if exercises := exercise_words(record.sets, names, units):
        text += f": {', '.join(exercises)}"
    if record.note:
        text += f" – {record.note}"
    return printable_joined(" ".join(text.split()))


def exercise_words(sets: Sequence[SetDone], names: SetNamer, units: str = "metric") -> list[str]:
    """Return each exercise with its sets, in their order: `Side plank 3×30 s a side`, `Squat 10/10/8 12.5 kg`."""
    order: dict[tuple[str, str], list[SetDone]] = {}
    for item in sets:
        if item.counts and not item.skipped:
            order.setdefault((names(item), _unit(item)), []).append(item)
    return [f"{name} {_sets(items, units)}" for (name, _), items in order.items()]


def _unit(item: SetDone) -> str:
    """Return what the number of a set counts, as shown; nothing for reps."""
    unit = DONE_UNITS.get(item.target.kind, "reps")
    return "" if unit == "reps" else f" {unit}"


def _sets(items: Sequence[SetDone], units: str) -> str:
    sides = {side: [item for item in items if item.side == side] for side in dict.fromkeys(item.side for item in items)}
    done = {side: [done_number(item) for item in side_items] for side, side_items in sides.items()}
    unit = _unit(items[0]) if all(item.is_entered for item in items) else ""
    left, right = done.get("left"), done.get("right")
    if left and left == right and len(done) == 2:
        text = f"{_run(left)}{unit} a side"
    elif len(done) > 1:
        text = ", ".join(
            f"{side} {_run(values)}{unit}" if side else f"{_run(values)}{unit}" for side, values in done.items()
        )
    else:
        text = f"{_run(next(iter(done.values())))}{unit}" + (f" {items[0].side}" if items[0].side else "")
    loads = [item.load_kg for item in items if item.load_kg]
    return text + (f" {format_weights(loads, units)}" if loads else "")


def _run(values: Sequence[str]) -> str:
    """Return the numbers of some sets: `3×8` if they are equal, else `8/8/7`."""
    if set(values) == {NOT_ENTERED}:
        return NOT_ENTERED
    return f"{len(values)}×{values[0]}" if len(set(values)) == 1 else "/".join(values)
