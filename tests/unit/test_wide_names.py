"""Columns stay aligned when a name has letters that are two cells wide."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from rich.cells import cell_len

from runstrength.catalogue.routine import Routine
from runstrength.catalogue.routine_toml import draft_of
from runstrength.ui.common import plan_lines
from runstrength.ui.history.record_table import table, table_head
from runstrength.ui.lines import Line
from runstrength.ui.routines.builder_lines import row_line, rows_of
from tests.support.app import MORNING, words_of
from tests.support.history_samples import record
from tests.support.plans import block, library, plan_of, routine_of, slot
from tests.unit.test_routine_fields import on
from tests.unit.test_session_rows import did

WIDE = "上半身と腹"


def routine(name: str) -> Routine:
    """Return a routine whose second block has a name."""
    pair = (slot("squat", reps=8), slot("plank", hold=30))
    return routine_of([block(*pair), block(*pair, name=name)])


def columns_of(lines: Iterator[Line], text: str) -> list[int]:
    """Return the columns at which a text starts."""
    rows = [words_of(line) for line in lines]
    return [cell_len(row.partition(text)[0]) for row in rows if text in row]


def test_exercises_of_a_plan() -> None:
    """The exercises of all blocks start in one column, and no line is wider than the screen."""
    lines = plan_lines.plan_details(plan_of(routine(WIDE)), "", MORNING, (40, 40))
    assert len(set(columns_of(iter(lines), "Squat"))) == 1
    assert max(cell_len(words_of(line)) for line in lines) <= 40


def test_blocks_of_a_plan() -> None:
    """In a low window the exercises of a block are wrapped behind its name, within the width."""
    names = ("squat", "plank", "side_plank", "push_up", "plank_row")
    several = routine_of([block(*map(slot, names), name=WIDE)])
    lines = plan_lines.plan_details(plan_of(several), "", MORNING, (34, 6))
    assert any(WIDE in words_of(line) for line in lines)
    assert max(cell_len(words_of(line)) for line in lines) <= 34


def test_rows_of_the_builder() -> None:
    """The exercises of all blocks start in one column."""
    preview = on(draft_of(routine("上")))
    rows = (row_line(preview, place, 40) for place in rows_of(preview))
    assert len(set(columns_of(rows, "Squat"))) == 1


def test_sets_of_a_session() -> None:
    """The numbers of a set stand below their headings."""
    sets = [did(None, number, 30) for number in (1, 2)]
    session = record(sets=tuple(replace(item, block=WIDE) for item in sets))
    lines = table(session, library().exercises, 75)
    width = cell_len(words_of(table_head(session, 75)))
    assert {cell_len(words_of(line)) for line in lines} == {width}
