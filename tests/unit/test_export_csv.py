"""A history as tables: read back by Python's own reader, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from runstrength.history.export.csv import COLUMNS, STRONG, cell_of, sheet, strong
from runstrength.history.export.document import RawSession
from runstrength.history.set_names import form_namer, set_namer
from runstrength.session.record import Record, SetDone, SetTarget
from tests.support.history_samples import PLANK, record
from tests.support.history_strategies import records, text
from tests.support.plans import library

SQUATS = msgspec.structs.replace(
    PLANK, exercise="squat", side=None, target=SetTarget("reps", 10), done=9, load_kg=12.5, reserve=2, niggle=True
)


def title(item: SetDone) -> str:
    """Return a name that tells where it comes from."""
    return f"My {item.exercise}"


def rows(pieces: Any) -> list[dict[str, str]]:
    """Return a table as Python's reader has it."""
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode("utf-8"), newline="")))


def sheet_of(*sessions: Record, **extra: Any) -> list[dict[str, str]]:
    """Return the table for spreadsheets of some sessions, with more keys in their files."""
    files = [msgspec.json.encode(msgspec.to_builtins(one) | extra) for one in sessions]
    return rows(sheet((RawSession(one, data) for one, data in zip(sessions, files, strict=True)), title))


def test_a_row_a_set() -> None:
    """Each set is a row with its session, its numbers as numbers and its words as words."""
    skipped = msgspec.structs.replace(PLANK, skipped=True, done=0)
    session = record(
        title="Runner's supersets",
        level="beginner",
        effort=7,
        note="cold hall",
        active_seconds=2100,
        sets=(SQUATS, skipped),
    )
    first, second = sheet_of(session)
    assert first == {
        "date": "2026-11-22",
        "time": "07:30:05",
        "session": "Runner's supersets",
        "kind": "session",
        "level": "beginner",
        "exercise": "My squat",
        "key": "squat",
        "variant": "",
        "block": "B",
        "set": "1",
        "side": "",
        "dose": "reps",
        "target": "10",
        "done": "9",
        "load_kg": "12.5",
        "seconds": "30",
        "skipped": "no",
        "reserve": "2",
        "niggle": "yes",
        "instead_of": "",
        "effort": "7",
        "completed": "yes",
        "minutes": "35",
        "distance_km": "",
        "note": "cold hall",
        "id": "abcd1234",
        "extra": "",
    }
    assert (second["exercise"], second["side"], second["skipped"], second["done"]) == (
        "My side_plank",
        "left",
        "yes",
        "0",
    )


def test_a_run_is_a_row() -> None:
    """What has no sets is a row of its own, a run with its minutes and kilometres."""
    (run,) = sheet_of(record(kind="run", effort=4), distance_m=10_012.4)
    assert (run["kind"], run["exercise"], run["minutes"], run["distance_km"]) == ("run", "", "36", "10.012")
    assert sheet_of(record(kind="run"), distance_m="far")[0]["distance_km"] == ""


def test_strong_as_its_importers_read_it() -> None:
    """Sets that were done are numbered by exercise; kilograms are named; what does not apply is 0; no note is empty."""
    right = msgspec.structs.replace(PLANK, side="right")
    skipped = msgspec.structs.replace(SQUATS, skipped=True)
    amrap = msgspec.structs.replace(SQUATS, target=SetTarget("amrap", 60), reserve=None, load_kg=None, niggle=False)
    table = rows(
        strong([record(title="Legs", sets=(PLANK, right, skipped, SQUATS, amrap), active_seconds=3720)], title)
    )
    assert tuple(table[0]) == STRONG
    first = table[0]
    assert (first["Date"], first["Workout Name"], first["Duration"]) == ("2026-11-22 07:30:05", "Legs", "1h 2m")
    assert [(row["Exercise Name"], row["Set Order"]) for row in table] == [
        ("My side_plank", "1"),
        ("My side_plank", "2"),
        ("My squat", "1"),
        ("My squat", "2"),
    ]
    assert [(row["Weight"], row["Weight Unit"], row["Reps"], row["Seconds"], row["RPE"]) for row in table] == [
        ("0", "kg", "0", "30", ""),
        ("0", "kg", "0", "30", ""),
        ("12.5", "kg", "9", "0", "8"),
        ("0", "kg", "9", "0", ""),
    ]
    assert table[1]["Notes"] == "right, 30 planned"
    assert table[2]["Notes"] == "10 planned, niggle"
    assert table[3]["Notes"] == "as many as possible"
    assert {row["Workout Notes"] for row in table} == {"runstrength"}


def test_what_would_be_a_formula_is_a_text() -> None:
    """A text that a spreadsheet would run has an apostrophe in front; a number that is negative has not."""
    for bad in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '=cmd|"/C calc"!A0'):
        assert cell_of(bad).startswith("'")
    assert cell_of(-5.5) == "-5.5"
    assert cell_of("3 - 1") == "3 - 1"
    assert cell_of("") == cell_of(None) == ""
    assert cell_of("a\nb\x1b[31m") == "a b\\x1b[31m"


def test_a_note_keeps_its_line_breaks() -> None:
    """The lines of a note are lines of its cell, in both tables; a title stays on one line."""
    session = record(title="Legs\nand core", note="- felt good\r\n\n  left knee\x07 ok \n", sets=(SQUATS,))
    (row,), (other,) = sheet_of(session), rows(strong([session], title))

    assert row["session"] == other["Workout Name"] == "Legs and core"
    assert row["note"] == "'- felt good\n\nleft knee\\x07 ok"
    assert other["Workout Notes"] == "runstrength, - felt good\n\nleft knee\\x07 ok"


def test_what_joins_letters_and_emoji() -> None:
    """What joins letters and emoji, or chooses their form, is in both tables as it was written."""
    text = "می\u200cروم 👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 葛\U000e0100 🏴\U000e0067\U000e0062\U000e007f"
    session = record(title=text, note=text, sets=(SQUATS,))
    (row,), (other,) = sheet_of(session), rows(strong([session], title))

    assert row["session"] == row["note"] == other["Workout Name"] == text
    assert other["Workout Notes"] == f"runstrength, {text}"
    assert cell_of("\u200d=1+1") == "\\u200d=1+1"


def test_sets_are_numbered_by_the_name_that_is_shown() -> None:
    """Two forms of one exercise are two exercises for the importers of Strong, each numbered from 1."""
    slow = msgspec.structs.replace(SQUATS, variant="slow")
    table = rows(strong([record(sets=(SQUATS, slow, SQUATS))], lambda item: item.variant or "plain"))

    assert [(row["Exercise Name"], row["Set Order"]) for row in table] == [
        ("plain", "1"),
        ("slow", "1"),
        ("plain", "2"),
    ]


def test_strong_says_the_form_in_the_notes_and_the_duration_again_at_the_end() -> None:
    """The note of a set has its form in the words of the screen; the last column is `Workout Duration`."""
    exercises = library().exercises
    forms = ("dumbbell+slow", "kettlebell", None, "dumbbell+of_old")
    sets = tuple(msgspec.structs.replace(SQUATS, variant=form, niggle=False) for form in forms)
    session = record(sets=sets, active_seconds=3720)
    table = rows(strong([session], set_namer(exercises), form_namer(exercises)))

    assert [(row["Exercise Name"], row["Notes"]) for row in table] == [
        ("Goblet squat, slow lowering", "dumbbell, slow lowering, 10 planned"),
        ("Goblet squat", "kettlebell, 10 planned"),
        ("Squat", "10 planned"),
        ("Goblet squat", "dumbbell, of old, 10 planned"),
    ]
    assert STRONG[-1] == "Workout Duration"
    assert {(row["Duration"], row["Workout Duration"]) for row in table} == {("1h 2m", "1h 2m")}


def test_a_title_for_strong_has_an_apostrophe_only_before_a_formula() -> None:
    """An importer would show the apostrophe, so a title with a sign in front has it only if it could be run."""
    for title_ in ("- easy -", "-20 kg day", "+1 set", "@home", "@home (garage)", "= legs =", "-", "+", "＋ more"):
        (row,) = rows(strong([record(title=title_, sets=(SQUATS,))], title))
        assert row["Workout Name"] == title_
    for formula in ("=1+1", "=A1", "＝1", "@SUM(A1)", "-2+SUM(A1)", "+cmd|'/C calc'!A0", '=HYPERLINK("a")'):
        (row,) = rows(strong([record(title=formula, sets=(SQUATS,))], title))
        assert row["Workout Name"] == f"'{formula}"


@given(st.lists(records, max_size=3), text)
def test_no_cell_is_a_formula_and_no_row_is_broken(sessions: list[Record], note: str) -> None:
    """Whatever people wrote, there is a row a set with every column, and no cell is a formula.

    In the table for spreadsheets no text even begins as one does.
    """
    sessions = [msgspec.structs.replace(one, note=note) for one in sessions]
    files = [RawSession(one, msgspec.json.encode(one)) for one in sessions]
    expected = [one for session in sessions for one in session.sets or (None,)]
    done = [one for session in sessions for one in session.sets if not one.skipped]
    for pieces, columns, count, formula in (
        (sheet(files, title), COLUMNS, len(expected), r"[=+\-@\t\r].*"),
        (strong(sessions, title), STRONG, len(done), r"=\S.*|[=+\-@].*(?:\w\(|\|.*!).*"),
    ):
        data = b"".join(pieces).decode("utf-8")
        table = list(csv.reader(io.StringIO(data, newline="")))
        assert len(table) == count + 1
        assert "\r" not in data
        assert all(len(row) == len(columns) for row in table)
        assert not any(re.fullmatch(formula, cell, re.DOTALL) for row in table for cell in row)
        assert data.isprintable() or not set(data) & {chr(code) for code in range(32) if code != 10}
