"""The rows of the edit screen."""

from __future__ import annotations

from msgspec.structs import replace

from runstrength.history.editing import RecordField
from runstrength.session.record import SetTarget
from runstrength.session.wording import brief_name
from runstrength.ui.history.edit_lines import field_line
from tests.support.app import words_of
from tests.support.history_samples import record
from tests.support.loops import looped
from tests.support.plans import library
from tests.unit.test_session_rows import did

BUILT_IN = [key for key, exercise in library().exercises.items() if exercise.group != "warmup"]


@looped("width", [52, 76, 110])
def test_names_are_whole(width: int) -> None:
    """The name of every exercise is whole beside two of its sets: no word is torn but at a hyphen, none is missing."""
    for key in BUILT_IN:
        sets = [did(side, 1, 8, exercise=key, target=SetTarget("reps", 8)) for side in ("left", "right")]
        beside = replace(sets[0], exercise="squat" if key != "squat" else "plank", side=None)
        whole = record(sets=(*sets, beside))
        rows = [
            words_of(
                field_line(whole, RecordField("set", place), "done", width, library().exercises, here=False, typed=None)
            )
            for place in (0, 1)
        ]
        parts = [row[: row.index(f"1 {side}")].strip() for row, side in zip(rows, ("left", "right"), strict=True)]
        name = library().exercises[key].name
        shown = " ".join(parts).removeprefix("B1").replace("- ", "-").strip()
        assert shown in (name, brief_name(name).capitalize()), key
