"""A session as a table: a row per set with left and right, the planned dose, and the load. Lines; no widgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.naming import exercise_name
from runstrength.cells import cell_len, fit, wrap
from runstrength.dose_kinds import DONE_UNITS, OPEN_KINDS
from runstrength.numbers import format_weight, format_weights, tidy
from runstrength.session.record import Record, SetDone, slot_labels
from runstrength.ui.common import session_rows
from runstrength.ui.lines import Line, Span

MAX_NAMES_WIDTH: Final = 34
"""Columns of the names of the exercises."""
SET_WIDTH: Final = 4
SIDE_WIDTH: Final = 8
PLANNED_WIDTH: Final = 9
LOAD_WIDTH: Final = 10
NUMBERS_WIDTH: Final = SET_WIDTH + 2 * SIDE_WIDTH + PLANNED_WIDTH + LOAD_WIDTH
MIN_NAME_WIDTH: Final = 15
"""Columns of a name; with less space, the load is shown below instead of in a column."""


def table_head(record: Record, width: int) -> Line:
    """Return the column headings."""
    names, load = _columns(width)
    sided = any(item.side for item in record.sets)
    done = f"{'left':>{SIDE_WIDTH}}{'right':>{SIDE_WIDTH}}" if sided else f"{'done':>{SIDE_WIDTH}}{'':{SIDE_WIDTH}}"
    weight = f"{'weight':>{load}}" if load else ""
    words = f"{'':{names}}{'set':>{SET_WIDTH}}{done}{'planned':>{PLANNED_WIDTH}}{weight}"
    return Line((Span(words, "dim"),))


def table(record: Record, exercises: Mapping[str, Exercise], width: int) -> list[Line]:
    """Return the sets of a session, grouped by exercise, with remarks below them."""
    return [line for line, _ in table_rows(record, exercises, width)]


def table_rows(
    record: Record, exercises: Mapping[str, Exercise], width: int, units: str = "metric"
) -> list[tuple[Line, str]]:
    """Return the rows of `table`, each with the key of its exercise; a blank row belongs to the exercise below it."""
    order: dict[tuple[str, str, str | None], list[SetDone]] = {}
    labels: dict[tuple[str, str, str | None], str] = {}
    for label, item in zip(slot_labels(record.sets), record.sets, strict=True):
        kind = item.block, item.exercise, item.variant
        labels.setdefault(kind, label)
        order.setdefault(kind, []).append(item)
    rows: list[tuple[Line, str]] = []
    for (block, key, variant), sets in order.items():
        rows += [(Line(), key)] if rows else []
        name = exercise_name(exercises, key, variant)
        rows += [
            (line, key)
            for line in _exercise_lines(
                labels[block, key, variant], name, sets, exercises, width, units, planned=record.was_planned
            )
        ]
    return rows


def _exercise_lines(
    label: str,
    name: str,
    sets: Sequence[SetDone],
    exercises: Mapping[str, Exercise],
    width: int,
    units: str,
    *,
    planned: bool,
) -> Iterator[Line]:
    names, load = _columns(width)
    left = wrap(name, names - cell_len(label) - 3)
    rows = list(_rows(sets))
    for place in range(max(len(left), len(rows))):
        mark = (label if place == 0 else " " * cell_len(label)) + "  "
        words = left[place] if place < len(left) else ""
        numbers = _numbers(rows[place], load, units, planned=planned) if place < len(rows) else ""
        yield Line((Span(mark, "dim"), Span(fit(words, names - cell_len(mark)), "strong"), Span(numbers)))
    loads = dict.fromkeys(format_weight(item.load_kg, units) for item in sets if item.load_kg and not load)
    for text in wrap(
        ", ".join(filter(None, (*loads, session_rows.remarks(sets, exercises)))), width - cell_len(label) - 2
    ):
        yield Line((Span(" " * (cell_len(label) + 2)), Span(text, "dim")))


def _columns(width: int) -> tuple[int, int]:
    """Return the widths of names and loads."""
    load = LOAD_WIDTH if width - NUMBERS_WIDTH >= MIN_NAME_WIDTH else 0
    return max(MIN_NAME_WIDTH, min(MAX_NAMES_WIDTH, width - NUMBERS_WIDTH + LOAD_WIDTH - load)), load


def _rows(sets: Sequence[SetDone]) -> Iterator[dict[str, SetDone]]:
    """Yield sets with the same number as a dict by side; `both` for a set without sides."""
    numbers = dict.fromkeys(item.set for item in sets)
    for number in numbers:
        sides: dict[str, SetDone] = {}
        for item in sets:
            if item.set == number:
                side = item.side or "both"
                if side in sides:  # the same set twice, after the person went back to it
                    yield sides
                    sides = {}
                sides[side] = item
        yield sides


def _numbers(row: Mapping[str, SetDone], load: int, units: str, *, planned: bool) -> str:
    one = next(iter(row.values()))
    if "both" in row:
        done = f"{done_text(row['both']):>{SIDE_WIDTH + SIDE_WIDTH // 2}}{'':{SIDE_WIDTH // 2}}"
    else:
        done = "".join(f"{done_text(row[side]) if side in row else '':>{SIDE_WIDTH}}" for side in ("left", "right"))
    loads = sorted({item.load_kg for item in row.values() if item.load_kg is not None})
    heavy = f"{format_weights(loads, units) if loads else '':>{load}}" if load else ""
    return f"{one.set:>{SET_WIDTH}}{done}{planned_text(one) if planned else '':>{PLANNED_WIDTH}}{heavy}"


def done_text(item: SetDone) -> str:
    """Return the result of a set: `8`, `28 s`, `skipped`; a dash if it was not entered, which a remark explains."""
    if item.done is None:
        return "–"
    return "skipped" if item.skipped else f"{tidy(item.done):g}{_unit(item)}"


def planned_text(item: SetDone) -> str:
    """Return the planned dose of a set: `8`, `30 s`, `5 steps`, `max`."""
    if item.target.kind in OPEN_KINDS:
        return "max"
    steps = " steps" if item.target.kind == "carry" else " rounds" if item.target.kind == "for_time" else ""
    return f"{tidy(item.target.value):g}{_unit(item)}{steps}"


def _unit(item: SetDone) -> str:
    unit = DONE_UNITS.get(item.target.kind)
    return f" {unit}" if unit in ("s", "m") else ""
