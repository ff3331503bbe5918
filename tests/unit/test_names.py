"""An exercise is called the same on every screen, in every command and in every export."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from garmin_fit_sdk import Decoder, Stream
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.cli.profile_data import lazy_set_namer
from runstrength.history.export.csv import sheet, strong
from runstrength.history.export.document import RawSession
from runstrength.history.export.fit import activity
from runstrength.history.export.one_line import one_line
from runstrength.history.store import Store
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.ui.history.record_table import table
from runstrength.ui.session.summary_lines import table_lines
from runstrength.ui.session.totals import ExerciseTotals, tally
from tests.support.app import words_of
from tests.support.history_samples import PLANK, record
from tests.support.plans import library, small_plan

CASES = [
    ("squat", None, "Squat"),
    ("squat", "dumbbell", "Goblet squat"),
    ("squat", "slow", "Squat, slow lowering"),
    ("squat", "kettlebell+chair", "Goblet squat, down to a chair"),
    ("squat", "chair+kettlebell", "Goblet squat, down to a chair"),
    ("squat", "dumbbell+of_a_newer_version", "Goblet squat"),
    ("squat", "of_a_newer_version+slow", "Squat, slow lowering"),
    ("squat", "of_a_newer_version", "Squat"),
    ("squat", "", "Squat"),
    ("single_leg_deadlift", "wall", "Single-leg deadlift, fingertips on a wall"),
    ("my_own_move", None, "My own move"),
    ("my_own_move", "dumbbell+slow", "My own move"),
]


def done(key: str, variant: str | None) -> SetDone:
    """Return a set of an exercise in a form."""
    return replace(PLANK, exercise=key, variant=variant, side=None, target=SetTarget("reps", 8), done=8)


def cells(data: bytes, column: str) -> list[str]:
    """Return a column of a table."""
    return [row[column] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]


def fit_titles(session: Record) -> list[str]:
    """Return the titles of exercises in the FIT file of a session, as Garmin's own reader has them."""
    messages, errors = Decoder(Stream.from_byte_array(bytearray(activity(session, {}, lazy_set_namer())))).read()
    assert not errors
    return [str(one["wkt_step_name"]) for one in messages["exercise_title_mesgs"]]


@pytest.mark.parametrize(("key", "variant", "name"), CASES)
def test_one_name_everywhere(home: Path, key: str, variant: str | None, name: str) -> None:
    """The record on the screen, `history show`, its line, and each export have the same name for a set."""
    session = record(sets=(done(key, variant),))
    Store(home / "data" / "history").save(session)
    names = lazy_set_namer()

    # The name is wrapped beside the numbers of the sets, of which there are as many as it needs rows.
    many = tuple(replace(session.sets[0], set=number) for number in range(1, 6))
    rows = [words_of(line)[3:34].strip() for line in table(replace(session, sets=many), library().exercises, 90)]
    shown = CliRunner().invoke(main, ["history", "show", "last"]).stdout
    line = CliRunner().invoke(main, ["history", "show", "last", "--line"]).stdout

    assert " ".join(filter(None, rows)) == name
    assert f"  {name}  " in shown
    assert f": {name} 1×8" in line
    assert f": {name} 1×8" in one_line(session, names)
    assert cells(b"".join(sheet([RawSession(session, b"{}")], names)), "exercise") == [name]
    assert cells(b"".join(strong([session], names)), "Exercise Name") == [name]
    assert fit_titles(session) == [name]


def test_what_was_replaced_is_named_too(home: Path) -> None:
    """An exercise that another took the place of has the same name on the screen and in the command."""
    for number, (key, name) in enumerate((("squat", "Squat"), ("my_own_move", "My own move"))):
        session = record(f"aaaa111{number}", number, sets=(replace(done("push_up", None), instead_of=key),))
        Store(home / "data" / "history").save(session)
        shown = CliRunner().invoke(main, ["history", "show", "last"]).stdout

        assert f"instead of {name}" in shown
        assert f"instead of {name}" in " ".join(map(words_of, table(session, library().exercises, 90)))


def test_the_summary_names_the_form() -> None:
    """The table after a session has the name of the form that was done."""
    plan = small_plan()
    form = library().exercises["squat"].in_form("kettlebell+chair")
    rows = tally(replace(plan, exercises=dict.fromkeys(plan.exercises, form)), ())

    assert {row.name for row in rows} == {"Goblet squat, down to a chair"}


def test_the_summary_leaves_the_form_out_where_there_is_no_room() -> None:
    """Where the numbers of the sets would be pushed off the line, the name is without its form."""
    rows = (ExerciseTotals("Goblet squat, down to a chair", "3 × 8", "8 8 8", "", True, "Goblet squat"),)

    assert "Goblet squat, down to a chair" in words_of(table_lines(rows, 60, 9)[0])
    narrow = words_of(table_lines(rows, 34, 9)[0])
    assert "goblet squat" in narrow
    assert "chair" not in narrow
    assert "8 8 8" in narrow


def test_joiners_come_back_from_a_document(home: Path, tmp_path: Path) -> None:
    """A title with joiners is the same after an import, in an export, and in the line of a session."""
    text = "می\u200cروم 👨\u200d👩\u200d👧 ❤\ufe0f"
    session = {**json.loads(json.dumps(document())), "title": text}
    file = tmp_path / "session.json"
    file.write_text(json.dumps(session), encoding="utf-8")
    run = CliRunner()

    assert run.invoke(main, ["history", "import", str(file)]).exit_code == 0
    exported = run.invoke(main, ["history", "export"]).stdout
    assert json.loads(exported)["sessions"][0]["title"] == text
    assert text in run.invoke(main, ["history", "show", "last", "--line"]).stdout
    assert text in run.invoke(main, ["history", "export", "--format", "csv"]).stdout
    assert text in run.invoke(main, ["history", "export", "--format", "strong"]).stdout


def document() -> dict[str, object]:
    """Return a session as a file has it."""
    return {
        "schema": 1,
        "id": "abcd1234",
        "kind": "session",
        "started": "2026-10-05T18:30:00+00:00",
        "ended": "2026-10-05T18:42:30+00:00",
        "completed": True,
        "sets": [
            {
                "step": 0,
                "exercise": "plank",
                "block": "A",
                "set": 1,
                "target": {"kind": "hold", "value": 30},
                "done": 30,
                "seconds": 30,
                "at": 0,
            }
        ],
    }
