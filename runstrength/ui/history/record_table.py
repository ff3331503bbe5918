"""One session as a table: a row for each set, left beside right, what was asked for, and the load. No widgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.naming import exercise_name
from runstrength.cells import fit, wrap
from runstrength.numbers import format_weight, format_weights, tidy
from runstrength.session.record import Record, SetDone
from runstrength.ui.common import session_rows
from runstrength.ui.lines import Line, Span

NAMES: Final = 34
"""Columns of the exercises' names at the most."""
SET: Final = 4
SIDE: Final = 8
ASKED: Final = 9
LOAD: Final = 10
NUMBERS: Final = SET + 2 * SIDE + ASKED + LOAD
MIN_NAME_WIDTH: Final = 14
"""Columns of a name at the least; below that the load goes, which is said beneath."""


def table_head(record: Record, width: int) -> Line:
    """Return the headings of the columns."""
    names, load = _columns(width)
    sided = any(item.side for item in record.sets)
    done = f"{'left':>{SIDE}}{'right':>{SIDE}}" if sided else f"{'done':>{SIDE}}{'':{SIDE}}"
    words = f"{'':{names}}{'set':>{SET}}{done}{'asked':>{ASKED}}" + (f"{'load':>{load}}" if load else "")
    return Line((Span(words, "dim"),))


def table(record: Record, exercises: Mapping[str, Exercise], width: int) -> list[Line]:
    """Return the sets of a session: those of one exercise together, with what was noted of them beneath."""
    return [line for line, _ in table_rows(record, exercises, width)]


def table_rows(
    record: Record, exercises: Mapping[str, Exercise], width: int, units: str = "metric"
) -> list[tuple[Line, str]]:
    """Return the rows of `table`, each with the key of its exercise; a row between two belongs to the one below."""
    order: dict[tuple[str, str, str | None], list[SetDone]] = {}
    for item in record.sets:
        order.setdefault((item.block, item.exercise, item.variant), []).append(item)
    rows: list[tuple[Line, str]] = []
    for (block, key, variant), sets in order.items():
        rows += [(Line(), key)] if rows else []
        name = exercise_name(exercises, key, variant)
        rows += [(line, key) for line in _exercise(block, name, sets, exercises, width, units)]
    return rows


def _exercise(
    block: str, name: str, sets: Sequence[SetDone], exercises: Mapping[str, Exercise], width: int, units: str
) -> Iterator[Line]:
    names, load = _columns(width)
    left = wrap(name, names - len(block) - 3)
    rows = list(_rows(sets))
    for place in range(max(len(left), len(rows))):
        label = (block if place == 0 else " " * len(block)) + "  "
        words = left[place] if place < len(left) else ""
        numbers = _numbers(rows[place], load, units) if place < len(rows) else ""
        yield Line((Span(label, "dim"), Span(fit(words, names - len(label)), "strong"), Span(numbers)))
    loads = dict.fromkeys(format_weight(item.load_kg, units) for item in sets if item.load_kg and not load)
    for text in wrap(", ".join(filter(None, (*loads, session_rows.remarks(sets, exercises)))), width - len(block) - 2):
        yield Line((Span(" " * (len(block) + 2)), Span(text, "dim")))


def _columns(width: int) -> tuple[int, int]:
    """Return the columns of names and of loads."""
    load = LOAD if width - NUMBERS >= MIN_NAME_WIDTH else 0
    return max(MIN_NAME_WIDTH, min(NAMES, width - NUMBERS + LOAD - load)), load


def _rows(sets: Sequence[SetDone]) -> Iterator[dict[str, SetDone]]:
    """Yield the sets with the same number together, by side; what has no side is `both`."""
    numbers = dict.fromkeys(item.set for item in sets)
    for number in numbers:
        sides: dict[str, SetDone] = {}
        for item in sets:
            if item.set == number:
                side = item.side or "both"
                if side in sides:  # the same set twice, as somebody who went back to it did
                    yield sides
                    sides = {}
                sides[side] = item
        yield sides


def _numbers(row: Mapping[str, SetDone], load: int, units: str) -> str:
    one = next(iter(row.values()))
    if "both" in row:
        done = f"{done_words(row['both']):>{SIDE + SIDE // 2}}{'':{SIDE // 2}}"
    else:
        done = "".join(f"{done_words(row[side]) if side in row else '':>{SIDE}}" for side in ("left", "right"))
    loads = sorted({item.load_kg for item in row.values() if item.load_kg is not None})
    heavy = f"{format_weights(loads, units) if loads else '':>{load}}" if load else ""
    return f"{one.set:>{SET}}{done}{asked_words(one):>{ASKED}}{heavy}"


def done_words(item: SetDone) -> str:
    """Return what was done in a set: `8`, `28 s`, `skipped`; a dash where nobody entered it, which is said beneath."""
    if item.done is None:
        return "–"
    return "skipped" if item.skipped else f"{tidy(item.done):g}{_unit(item)}"


def asked_words(item: SetDone) -> str:
    """Return what a set asked for: `8`, `30 s`, `5 steps`, `max`."""
    if item.target.kind == "amrap":
        return "max"
    steps = " steps" if item.target.kind == "carry" else ""
    return f"{tidy(item.target.value):g}{_unit(item)}{steps}"


def _unit(item: SetDone) -> str:
    return " s" if item.target.kind in ("hold", "time") else ""
