"""Sessions of strength apps come in: all versions of their tables, names of exercises, previews, and taking it back."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.history.export.csv import sheet, strong
from runstrength.history.export.document import RawSession
from runstrength.history.imports.content import Source
from runstrength.history.imports.files import find_new, read_data, read_import_file
from runstrength.history.imports.sessions import read_document
from runstrength.history.imports.strength.names import ExerciseNames, read_table
from runstrength.history.imports.summary import other_sports_text
from runstrength.history.store import Store
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.toml_input import InputError
from tests.support.history_samples import PLANK, record
from tests.support.loops import looped
from tests.support.plans import library
from tests.support.strength_files import (
    FITNOTES,
    FITNOTES_IOS,
    FITNOTES_OLD,
    HEVY,
    STRONG,
    STRONG_GERMAN,
    STRONG_SEMICOLON,
    STRONG_UNITS,
    table,
)

NAMES = ExerciseNames(read_table(), library().exercises)
LB = 0.45359237
HEADERS = (STRONG, STRONG_GERMAN, STRONG_SEMICOLON, STRONG_UNITS, HEVY, FITNOTES, FITNOTES_IOS, FITNOTES_OLD)


def shell(*words: str) -> Result:
    """Run `history` with some words."""
    return CliRunner().invoke(main, ["history", *words], catch_exceptions=False)


def sessions_of(folder: Path, text: str | bytes, **more: Any) -> list[Record]:
    """Return the sessions of a table."""
    file = folder / "workouts.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    content = read_import_file(str(file), **more)
    new = find_new(Store(folder / "none"), content, NAMES)
    return [json_record(bytes(session.data)) for session in new.all_sessions]


def json_record(data: bytes) -> Record:
    """Return the record of a session's JSON."""
    from runstrength.session.record import DECODER

    return DECODER.decode(data)


def row(header: str, **cells: object) -> str:
    """Return a table of one row, by the words of its headings."""
    between = ";" if ";" in header else ","
    return table(header, [[cells.get(name.replace(" ", "_"), "") for name in header.split(between)]])


SQUAT: dict[str, object] = {"Exercise_Name": "Squat (Dumbbell)", "Set_Order": 1, "Reps": 8, "Seconds": 0}
ONE = {
    "Strong": table(STRONG, [["2024-11-02 18:30:00", "Legs", "1h 2m", "Squat (Dumbbell)", 1, 20, 8, 0, 0, "", "", 8]]),
    "Strong, decimal comma": table(
        STRONG, [["2024-11-02 18:30:00", "Legs", "62min", "Squat (Dumbbell)", 1, "20,0", "8,0", 0, 0, "", "", "8,0"]]
    ),
    "Strong, numbered": table(
        STRONG_SEMICOLON,
        [[7, "2024-11-02 18:30:00", "Legs", 3720, "Squat (Dumbbell)", 1, "20,0", 8, 8, "", "", "", ""]],
    ),
    "Strong, with units": table(
        STRONG_UNITS,
        [
            [
                *("2024-11-02 18:30:00", "Legs", "Squat (Dumbbell)", 1, 44.092452, "lbs", 8, 8, 0, "mi", 0, "", ""),
                "1h 2m",
            ]
        ],
    ),
    "Strong in German": table(
        STRONG_GERMAN,
        [["02.11.2024, 18:30", "Legs", "1h 2m", "Kniebeuge (Kurzhantel)", 1, "20,0", 8, 0, 0, "", "", 8]],
    ),
    "Hevy": table(
        HEVY,
        [["Legs", "2 Nov 2024, 18:30", "2 Nov 2024, 19:32", "", "Goblet Squat", "", "", 0, "normal", 20, 8, "", "", 8]],
    ),
    "Hevy in pounds": table(
        HEVY.replace("weight_kg", "weight_lbs").replace("distance_km", "distance_miles"),
        [
            [
                *("Legs", "2 nov. 2024, 18:30", "2 nov. 2024, 19:32", "", "Goblet Squat", "", "", 0, "normal"),
                *(44.092452, 8, "", "", 8),
            ]
        ],
    ),
    "Hevy with ISO times": table(
        HEVY,
        [
            [
                *("Legs", "2024-11-02 18:30:00", "2024-11-02 19:32:00", "", "Goblet Squats", "", "", 0, "normal"),
                *(20, 8, "", "", 8),
            ]
        ],
    ),
}
"""The same set in every table that has a time of day."""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_version_of_the_tables_says_the_same(tmp_path: Path, encoding: str) -> None:
    """One set of goblet squats, 8 with 20 kg and two left, in 62 minutes: from each app, version and encoding."""
    for name, text in ONE.items():
        (session,) = sessions_of(tmp_path, text.encode(encoding))
        (item,) = session.sets
        assert (session.title, session.started.replace(tzinfo=None)) == ("Legs", datetime(2024, 11, 2, 18, 30)), name
        assert (session.active_seconds, session.planned_sets, session.sets_done) == (3720, 1, 1), name
        assert (item.exercise, item.variant, item.done, item.reserve) == ("squat", "dumbbell", 8, 2), name
        assert item.load_kg == pytest.approx(20), name
        assert (item.target.kind, item.target.value, item.block, item.set) == ("reps", 8, "A", 1), name


def test_the_same_workout_from_two_apps_is_one_session(tmp_path: Path) -> None:
    """The start decides: what Strong and Hevy have of the same minute is imported once."""
    ids = {sessions_of(tmp_path, text)[0].id for text in ONE.values()}
    assert len(ids) == 1


def test_two_workouts_of_one_day_are_two_sessions(tmp_path: Path) -> None:
    """Without times of day, or in the same minute, the names of the workouts tell them apart; twice changes nothing."""
    for date in ("2024-11-02", "2024-11-02 18:30"):
        rows = [[date, name, "", "Plank", 1, 0, 0, 0, 30, "", "", ""] for name in ("Push", "Core")]
        sessions = sessions_of(tmp_path, table(STRONG, rows))
        assert [one.title for one in sessions] == ["Core", "Push"]
        assert len({one.id for one in sessions}) == 2
        store = Store(tmp_path / date[-2:])
        for one in sessions:
            store.save(one)
        again = find_new(store, read_import_file(str(tmp_path / "workouts.csv")), NAMES)
        assert (again.all_sessions, again.workouts.same) == ((), 2)


@looped("header", [FITNOTES, FITNOTES_OLD, FITNOTES_IOS])
def test_a_day_of_fitnotes_is_a_session(tmp_path: Path, header: str) -> None:
    """FitNotes has days: one session each, at noon, with reps, weights in their unit, and times like 0:01:30."""
    cells = {
        "Date": "2024-11-02",
        "Exercise": "Goblet Squat",
        "Weight": 44.092452,
        "Weight (kgs)": 20,
        "Weight (kg)": "",
        "Weight (lbs)": 44.092452,
        "Weight Unit": "lbs",
        "Reps": 8,
    }
    plank = {"Date": "2024-11-02", "Exercise": "Plank", "Time": "0:01:30"}
    later = {**cells, "Date": "2024-11-03"}
    rows = [[one.get(name, "") for name in header.split(",")] for one in (cells, plank, later)]
    first, second = sessions_of(tmp_path, table(header, rows))
    assert [str(one.started.replace(tzinfo=None)) for one in (first, second)] == [
        "2024-11-02 12:00:00",
        "2024-11-03 12:00:00",
    ]
    squat, held = first.sets
    assert held.reserve is None
    assert squat.load_kg == pytest.approx(20)
    assert (held.exercise, held.target.kind, held.done, held.seconds) == ("plank", "hold", 90, 90)


def test_sets_that_are_no_working_sets(tmp_path: Path) -> None:
    """Warm-up and drop sets are marked and not counted, a failure leaves no rep, a rest timer is no set."""
    rows = [
        ["2024-11-02 18:30:00", "Legs", "1h", "Goblet Squat", order, 20, 8, 0, 90 if order == "Rest Timer" else 0]
        for order in ("W", 1, "Rest Timer", "F", "D")
    ]
    (session,) = sessions_of(tmp_path, table(STRONG, [[*one, "slow", "easy day", ""] for one in rows]))
    assert [item.extra if not item.counts else "" for item in session.sets] == ["warmup", "", "", "drop"]
    assert [item.reserve for item in session.sets] == [None, None, 0, None]
    assert session.planned_sets == session.sets_done == 2
    assert session.note == "easy day\nGoblet Squat: slow"


def test_a_superset_is_a_block(tmp_path: Path) -> None:
    """Exercises of one superset are one block, in turn; what comes before and after has its own."""
    rows = [
        ["A", "2 Nov 2024, 18:30", "2 Nov 2024, 19:30", "", name, superset, "", place, "normal", "", 8, "", "", ""]
        for name, superset in (("Push Up", ""), ("Goblet Squat", 3), ("Squat (Bodyweight)", 3), ("Push Up", ""))
        for place in (0, 1)
    ]
    (session,) = sessions_of(tmp_path, table(HEVY, rows))
    assert [(item.block, item.exercise, item.variant, item.set) for item in session.sets] == [
        ("A", "push_up", None, 1),
        ("A", "push_up", None, 2),
        ("B", "squat", "dumbbell", 1),
        ("B", "squat", None, 1),
        ("B", "squat", "dumbbell", 2),
        ("B", "squat", None, 2),
        ("C", "push_up", None, 1),
        ("C", "push_up", None, 2),
    ]


@looped(
    ("name", "exercise", "variant"),
    [
        ("Squat (Barbell)", "squat", "barbell"),
        ("Barbell back squats", "squat", "barbell"),
        ("goblet squat (kettlebell)", "squat", "kettlebell"),
        ("KB Goblet Squat", "squat", "kettlebell"),
        ("Squat", "squat", None),
        ("Push-ups", "push_up", None),
        ("PUSHUP", "push_up", None),
        ("Press Up", "push_up", None),
        ("Liegestütz", "push_up", None),
        ("Incline Push-Up", "push_up", "bench"),
        ("Single-Leg RDL (DB)", "single_leg_deadlift", "dumbbell"),
        ("One-legged glute bridge", "single_leg_glute_bridge", None),
        ("Glute Bridge", "single_leg_glute_bridge", "two_feet"),
        ("Farmer's Walk (Dumbbell)", "farmers_carry", "dumbbell"),
        ("Side Plank", "side_plank", None),
        ("Step-Ups", "single_leg_step_up", None),
        ("Standing Calf Raise (Machine)", "single_leg_calf_raise", "machine+two_legs"),
        ("side_plank", "side_plank", None),
        ("Squat, slow lowering", "squat", "slow"),
        ("Bench Press (Barbell)", None, None),
        ("Deadlift (Barbell)", None, None),
        ("Bulgarian Split Squat", "split_squat", "chair"),
        ("Goblet Split Squat", "split_squat", "dumbbell"),
        ("Reverse Lunges (DB)", "reverse_lunge", "dumbbell"),
        ("Soleus raise", "bent_knee_calf_raise", None),
        ("Isometric calf raise", "calf_raise_hold", None),
        ("Hip Thrusts", "hip_thrust", None),
        ("Single-leg hip thrust", "hip_thrust", "one_leg"),
        ("Foot doming", "short_foot", None),
        ("Hack Squat", None, None),
        ("Leg Press", None, None),
        ("Plank Jacks", None, None),
        ("Reverse Push Up Plank Squat", None, None),
        ("!!!", None, None),
    ],
)
def test_names_of_exercises(name: str, exercise: str | None, variant: str | None) -> None:
    """Common spellings are found whatever the case, signs and order; nothing is taken for something it isn't."""
    known = NAMES.find(name)
    assert (known and known.exercise, known and known.variant) == (exercise, variant)


def test_every_name_of_the_table_is_found_and_its_form_exists() -> None:
    """No name of the table means two things, and each form is one of the catalogue, or of equipment it doesn't have."""
    from runstrength.catalogue.exercise import FOREIGN_KITS

    table_ = read_table()
    for exercise, forms in table_.exercises.items():
        there = library().exercises[exercise]
        known = {*FOREIGN_KITS, *(one.key for one in there.variants), *(one.key for one in there.rungs)}
        for form, names in forms.items():
            assert set(filter(None, form.split("+"))) <= known, (exercise, form)
            for name in names:
                found = NAMES.find(name)
                assert found is not None
                assert (found.exercise, found.variant or "") == (exercise, form), name
    for name in (*table_.sports["runs"], *table_.sports["others"]):
        assert NAMES.find(name) is None, name


def test_the_side_in_a_name_is_a_side(tmp_path: Path) -> None:
    """`Side Plank (left)` is the left side of a side plank."""
    rows = [
        ["2024-11-02 18:30:00", "Legs", "1h", name, 1, 0, 0, 0, 30, "", "", ""]
        for name in ("Side Plank (left)", "Side Plank (Right)")
    ]
    (session,) = sessions_of(tmp_path, table(STRONG, rows))
    assert [(item.exercise, item.side) for item in session.sets] == [("side_plank", "left"), ("side_plank", "right")]


def test_a_weight_without_equipment_is_left_alone(tmp_path: Path) -> None:
    """A weight of which nothing says what it was is none that the coach takes up; the name may say it."""
    rows = [
        ["2024-11-02 18:30:00", "Legs", "1h", name, 1, 20, 8, 0, 0, "", "", ""]
        for name in ("Squat", "Push Up", "My heavy squat with dumbbell", "Farmers Walk")
    ]
    file = tmp_path / "strong.csv"
    file.write_text(table(STRONG, rows), encoding="utf-8")
    names = ExerciseNames(read_table(), library().exercises, {"My heavy squat with dumbbell": "squat"})
    new = find_new(Store(tmp_path / "none"), read_import_file(str(file)), names)
    (session,) = (json_record(bytes(one.data)) for one in new.all_sessions)
    assert [(item.exercise, item.variant) for item in session.sets] == [
        ("squat", "weighted"),
        ("push_up", "weighted"),
        ("squat", "dumbbell"),
        ("farmers_carry", "weighted"),
    ]


def test_a_distance_without_a_unit(tmp_path: Path) -> None:
    """It is in the person's unit of runs, but a carry is in meters."""
    rows = [
        ["2024-11-02 18:30:00", "Carry", "1h", "Farmers Walk", 1, 24, 0, 40, 0, "", "", ""],
        ["2024-11-02 18:30:00", "Carry", "1h", "Farmers Walk", 2, 24, 0, 60, 45, "", "", ""],
        ["2024-11-03 18:30:00", "Easy", "1h", "Running", 1, 0, 0, 10, 3600, "", "", ""],
    ]
    file = tmp_path / "strong.csv"
    file.write_text(table(STRONG, rows), encoding="utf-8")
    carry, run = read_import_file(str(file)).workouts
    assert [item.meters for item in (*carry.sets, *run.sets)] == [40, 60, 10_000]


def test_a_workout_of_running_is_a_run(tmp_path: Path) -> None:
    """Nothing but running is a run with its distance; nothing but another sport is left out and counted."""
    rows = [
        ["2024-11-02 18:30:00", "Easy", "40m", "Running", 1, 0, 0, 7.5, 2400, "", "", ""],
        ["2024-11-03 18:30:00", "Spin", "40m", "Cycling (Indoor)", 1, 0, 0, 20, 2400, "", "", ""],
    ]
    file = tmp_path / "strong.csv"
    file.write_text(table(STRONG, rows), encoding="utf-8")
    new = find_new(Store(tmp_path / "none"), read_import_file(str(file)), NAMES)
    ((record, keys),) = new.runs.added
    assert (record.kind, record.title, keys.distance_m, record.active_seconds) == ("run", "Easy", 7500, 2400)
    assert new.workouts.sessions == ()
    assert [other.sport for other in new.workouts.others] == ["Cycling (Indoor)"]
    assert other_sports_text(new.workouts.others * 5) == (
        "5 activities of other sports skipped: 5 Cycling (Indoor) (strong.csv)"
    )


def test_a_bad_row_leaves_the_others(tmp_path: Path) -> None:
    """A wrong number or date is named with its row; the rest of the table is imported."""
    good = ["2024-11-02 18:30:00", "Legs", "1h", "Goblet Squat", 1, 20, 8, 0, 0, "", "", ""]
    rows = [good, [*good[:5], "heavy", *good[6:]], ["soon", *good[1:]], ["2924-11-02 18:30:00", *good[1:]]]
    file = tmp_path / "strong.csv"
    file.write_text(table(STRONG, rows), encoding="utf-8")
    content = read_import_file(str(file))
    assert [len(one.sets) for one in content.workouts] == [1]
    assert [problem.key for problem in content.problems] == ["row 3, weight", "row 4, start", "row 5, start"]
    file.write_text(table(STRONG, rows[2:]), encoding="utf-8")
    with pytest.raises(InputError, match="row 2, start"):
        read_import_file(str(file))


def test_a_weight_without_a_unit_is_in_the_persons_unit(tmp_path: Path) -> None:
    """Strong's older table has no unit: it is the person's, and that is said."""
    text = ONE["Strong"]
    (metric,), (imperial,) = sessions_of(tmp_path, text), sessions_of(tmp_path, text, units="imperial")
    assert metric.sets[0].load_kg == 20
    assert imperial.sets[0].load_kg == pytest.approx(20 * LB)
    (remark,) = read_import_file(str(tmp_path / "workouts.csv"), units="imperial").remarks
    assert remark.text == "doesn't say the unit of its weights: taken for lb, not kg"


# -- the command -------------------------------------------------------------------------------------------------------


def strong_file(folder: Path) -> Path:
    """Write a table with a session of a known and an unknown exercise, and one of a barbell squat."""
    rows = [
        ["2024-11-02 18:30:00", "Push", "30m", "Bench Press (Barbell)", 1, 60, 8, 0, 0, "", "", ""],
        ["2024-11-02 18:30:00", "Push", "30m", "Plank", 1, 0, 0, 0, 45, "", "", ""],
        ["2024-11-04 18:30:00", "Legs", "30m", "Squat (Barbell)", 1, 80, 5, 0, 0, "", "", 8],
    ]
    file = folder / "strong.csv"
    file.write_text(table(STRONG, rows), encoding="utf-8")
    return file


def history_files(home: Path) -> dict[str, bytes]:
    """Return every session's file with its bytes."""
    return {path.name: path.read_bytes() for path in (home / "data" / "history").rglob("[0-9]*-*.json")}


def test_preview_map_import_undo_and_again(home: Path, tmp_path: Path) -> None:
    """A preview writes nothing, a name can be mapped or kept, undo takes back all, and the same file comes in again."""
    file = str(strong_file(tmp_path))
    preview = shell("import", "--preview", file)
    assert preview.exit_code == 0
    assert "2 sessions, 2 of them new" in preview.output
    assert "Bench Press (Barbell)  1 set  kept under this name" in preview.output
    assert "Squat (Barbell)        1 set  Squat, barbell" in preview.output
    assert history_files(home) == {}

    taken = shell("import", file, "--weights", "kg")
    assert taken.exit_code == 0
    assert "2 sessions imported" in taken.output
    assert "no exercise here is called so: Bench Press (Barbell)." in taken.output
    first = history_files(home)
    again = shell("import", file, "--map", "Bench Press (Barbell)=push_up")
    assert "0 sessions imported, 2 already in the history" in again.output
    assert history_files(home) == first

    undone = shell("import", "--undo")
    assert undone.output.startswith("Import undone: 2 sessions removed")
    assert history_files(home) == {}
    assert shell("import", "--undo").exit_code == 1

    assert shell("import", file, "--map", "bench press barbell=Push-up").exit_code == 0
    shown = shell("show", "last", "--line").output, shell("list", "--json").output
    assert "Squat, barbell 1×5 80 kg" in shown[0]
    ids = {one["id"] for one in json.loads(shown[1])}
    assert {name.split("-")[1].removesuffix(".json") for name in first} == ids
    assert any(b'"push_up"' in data for data in history_files(home).values())


def test_wrong_choices_are_named(home: Path, tmp_path: Path) -> None:
    """An exercise that doesn't exist, a choice without one, a name that is in no file: each is said."""
    file = str(strong_file(tmp_path))
    for choice, words in (
        ("Plank=plonk", 'no exercise has this name (did you mean "plank"?)'),
        ("Plank", "use NAME=EXERCISE, or NAME=- to keep the name"),
        ("=plank", "use NAME=EXERCISE"),
        ("Plank=", "use NAME=EXERCISE"),
    ):
        refused = shell("import", file, "--map", choice)
        assert (refused.exit_code, words in refused.output) == (2, True), refused.output
        assert history_files(home) == {}
    unused = shell("import", file, "--map", "Curl=plank", "--map", "Plank=-")
    assert unused.exit_code == 0
    assert "--map: no set in the files is called Curl" in unused.output
    assert "is called so: Bench Press (Barbell), Plank." in unused.output
    assert shell("import", "--undo", file).exit_code == 2
    assert shell("import").exit_code == 2


def test_what_was_edited_or_deleted_is_not_lost(home: Path, tmp_path: Path) -> None:
    """An edited session stays as it is at the next import, and undo puts it in the trash; a deleted one stays away."""
    file = str(strong_file(tmp_path))
    shell("import", file)
    shell("edit", "last", "--note", "my words", "--effort", "7")
    edited = history_files(home)
    assert shell("import", file).exit_code == 0
    assert history_files(home) == edited

    undone = shell("import", "--undo")
    (id_,) = [one["id"] for one in json.loads(shell("list", "--json").output)] or [
        undone.output.split(" was changed")[0].split()[-1]
    ]
    assert f"{id_} was changed after the import, and is in the trash" in undone.output
    again = shell("import", file)
    assert "1 session imported" in again.output
    assert f"{id_} is in the trash. To restore it, run: runstrength history restore {id_}" in again.output
    assert shell("restore", id_).exit_code == 0
    assert "my words" in shell("show", id_).output


def test_undo_takes_back_runs_and_backups_too(home: Path, tmp_path: Path) -> None:
    """Whatever the last import added goes, sessions and runs of all its files together; what was there before stays."""
    shell("import", str(strong_file(tmp_path)))
    before = history_files(home)
    gpx = tmp_path / "run.gpx"
    points = "".join(
        f'<trkpt lat="{47 + step / 1000}" lon="8"><time>2026-10-05T07:{step:02}:00Z</time></trkpt>'
        for step in range(30)
    )
    gpx.write_text(f"<gpx><trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>", encoding="utf-8")
    backup = tmp_path / "backup.json"
    session = json.loads(next(iter(before.values())))
    backup.write_text(json.dumps({**session, "id": "0ther", "started": "2023-01-01T08:00:00Z"}), encoding="utf-8")
    both = shell("import", str(gpx), str(backup))
    assert "1 session imported" in both.output
    assert "1 run imported" in both.output
    assert len(history_files(home)) == len(before) + 2
    assert "2 sessions removed" in shell("import", "--undo").output
    assert history_files(home) == before


def test_an_import_that_adds_nothing_leaves_the_last_one_to_be_undone(home: Path, tmp_path: Path) -> None:
    """Importing twice changes nothing, not even what undo takes back."""
    file = str(strong_file(tmp_path))
    shell("import", file)
    shell("import", file)
    assert "2 sessions removed" in shell("import", "--undo").output
    assert history_files(home) == {}


# -- this program's own tables -----------------------------------------------------------------------------------------


def own_sessions() -> list[Record]:
    """Return sessions with everything that the tables have: sides, forms, every kind of dose, notes."""
    squat = replace(PLANK, exercise="squat", variant="kettlebell+slow", side=None, target=SetTarget("reps", 10), done=9)
    sets = (
        replace(PLANK, step=0, at=0, niggle=True),
        replace(PLANK, step=1, side="right", done=28, at=40),
        replace(squat, step=2, load_kg=12.5, reserve=2, at=90),
        replace(squat, step=3, exercise="farmers_carry", variant="dumbbell", target=SetTarget("carry", 8), done=8),
        replace(squat, step=4, exercise="plank_row", variant=None, target=SetTarget("amrap", 60), done=7),
        replace(squat, step=5, exercise="Bench Press (Barbell)", variant=None, extra="warmup", load_kg=40.0),
        replace(squat, step=6, exercise="farmers_carry", variant="dumbbell", target=SetTarget("carry_m", 40), done=35),
        replace(squat, step=7, exercise="push_up", variant=None, target=SetTarget("rounds", 600), done=7),
        replace(squat, step=8, exercise="push_up", variant=None, target=SetTarget("for_time", 5), done=5),
    )
    return [
        record(
            "aaaa0001", title="- easy -", level="advanced", effort=6, note="=1+1\nand more", sets=sets, planned_sets=8
        ),
        record("aaaa0002", 2, title="Core", sets=sets[:2], planned_sets=2, active_seconds=1500),
        record("aaaa0003", 3, kind="run", title="Easy run", effort=3, active_seconds=1800),
    ]


def essence(record: Record, *, form: bool = True) -> list[object]:
    """Return what the tables have of a session."""
    return [
        (record.kind, record.title, record.level, record.effort, record.note, record.started, record.sets_done),
        *(
            (item.exercise, item.variant if form else None, item.side, item.target.kind, item.done, item.load_kg)
            for item in record.sets
        ),
        *((item.reserve, item.niggle, item.extra) for item in record.sets),
    ]


def test_our_table_for_spreadsheets_comes_back(home: Path, tmp_path: Path) -> None:
    """What `--format csv` wrote is read with its ids: nothing is new where it came from, all of it is elsewhere.

    What was made wrong in a spreadsheet is named, and leaves out its session alone.
    """
    store = Store(home / "data" / "history")
    for session in own_sessions():
        store.save(session, {"distance_m": 5000.0} if session.kind == "run" else None)
    file = tmp_path / "sessions.csv"
    assert shell("export", "--format", "csv", "-o", str(file)).exit_code == 0
    before = history_files(home)
    assert "3 of them new" not in shell("import", "--preview", str(file)).output
    new = find_new(Store(tmp_path / "none"), read_import_file(str(file)), NAMES)
    back = [json_record(bytes(session.data)) for session in new.all_sessions]
    assert [one.id for one in back] == [one.id for one in own_sessions()]
    assert [essence(one) for one in back] == [essence(one) for one in own_sessions()]
    assert [one.active_seconds for one in back] == [2160, 1500, 1800]
    assert json.loads(new.all_sessions[2].data)["distance_m"] == 5000
    table = file.read_text("utf-8")
    head = table.splitlines()[0]
    with pytest.raises(InputError, match="has no sessions"):
        read_data(Source(head.encode(), "table.csv"))
    date = back[2].started.date().isoformat()
    for right, wrong, said in ((date, "2199-01-02", "future"), (",yes,", ",perhaps,", "use yes or no")):
        assert right in table
        content = read_data(Source(table.replace(right, wrong, 1).encode(), "table.csv"))
        assert said in str(content.problems[0])
        assert 0 < len(content.sessions) < 3
    assert shell("import", str(file)).exit_code == 0
    assert history_files(home) == before


def test_our_table_for_strength_apps_comes_back(home: Path, tmp_path: Path) -> None:
    """What `--format strong` wrote is known where it came from, and elsewhere has its exercises, forms and sides."""
    store = Store(home / "data" / "history")
    for session in own_sessions():
        store.save(session)
    file = tmp_path / "strong.csv"
    assert shell("export", "--format", "strong", "-o", str(file)).exit_code == 0
    before = history_files(home)
    assert "0 sessions imported, 2 already in the history" in shell("import", str(file)).output
    assert history_files(home) == before
    back = sessions_of(tmp_path, file.read_bytes())
    assert [essence(one) for one in back] == [essence(one) for one in own_sessions()[:2]]


ODD: Final = ("a", "Z", "1", " ", "=", "+", "-", "@", "＝", "'", '"', ",", ";", "(", "|", "!", "[red]", "é", "\n")
JOINED: Final = ("👩\u200d🦰", "❤\ufe0f", "ن\u200cج", "run")


def written(parts: list[str]) -> str:
    """Return a text as a person can write it: its lines without blanks that nobody sees."""
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return "\n".join(lines).strip("\n")


@given(*[st.lists(st.sampled_from([*ODD, *JOINED]), max_size=8).map(written)] * 3)
@example("=SUM(A1)", "'=x\n@home", "👩\u200d🦰 run")
@example("''=1", "", "'-5")
def test_what_people_write_comes_back_from_our_tables(title: str, note: str, name: str) -> None:
    """Titles, notes and names with signs of formulas, apostrophes and joined letters come back as they were written."""
    title, name = " ".join(title.split()) or "Core", " ".join(name.split()) or "Own"
    squat = replace(PLANK, exercise=name, variant=None, target=SetTarget("reps", 8), done=8)
    session = record(title=title, note=note, level="beginner", sets=(squat,), planned_sets=1)

    def named(item: SetDone) -> str:
        return item.exercise

    tables = sheet([RawSession(session, msgspec.json.encode(session))], named), strong([session], named)
    for data in map(b"".join, tables):
        content = read_data(Source(data, "table.csv"))
        (back,) = find_new(Store(Path("/nowhere")), content, NAMES).all_sessions
        again = json_record(bytes(back.data))
        assert (again.title, again.note, again.level) == (title, note, "beginner")
        assert again.sets[0].exercise in (name, NAMES.find_or_keep(name, own=True).exercise)


# -- anything at all ---------------------------------------------------------------------------------------------------

CELLS = st.sampled_from(
    (
        *(
            "",
            "0",
            "8",
            "8.0",
            "8,5",
            "1e400",
            "-3",
            "NaN",
            "٨",
            "1.234,5",
            "1h 2m",
            "0:01:30",
            "9" * 50,
            "W",
            "D",
            "F",
        ),
        *(
            "Plank",
            "Squat (Barbell)",
            "Bench Press",
            "Ünknown 走る",
            "=1+1",
            "\x1b[31m",
            "a" * 3000,
            "Rest Timer",
            "left",
        ),
        *(
            "2024-11-02 18:30:00",
            "2 Nov 2024, 18:30",
            "02.11.2024",
            "2024-13-45",
            "9999-12-31 23:59",
            "kg",
            "lbs",
            "km",
        ),
        *("runstrength, advanced, effort 7 of 10, good", "left, 8 planned, niggle", "as many as possible", "normal"),
    )
)


GOOD = {
    **dict.fromkeys(("Date", "Datum", "start_time"), "2024-11-02 18:30:00"),
    **dict.fromkeys(("Exercise Name", "Exercise", "exercise_title", "Name der Übung"), "Bench Press"),
    **dict.fromkeys(("Reps", "reps", "Wiederh."), "8"),
}


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Return a table with the columns of an app in any order, most of what is needed, and anything else."""
    header = draw(st.sampled_from(HEADERS))
    between = ";" if ";" in header else ","
    names = draw(st.permutations(header.split(between)))
    cells = [st.sampled_from((GOOD[name],) * 9) | CELLS if name in GOOD else CELLS for name in names]
    return table(between.join(names), draw(st.lists(st.tuples(*cells), max_size=5)), between)


@given(tables())
def test_any_table_is_read_or_refused(text: str) -> None:
    """Whatever is in the cells: sessions that the history can read, or an error that names a place; never another."""
    source = Source(text.encode("utf-8"), "workouts.csv")
    try:
        found = read_data(source)
    except InputError:
        return
    new = find_new(Store(Path("nowhere")), found, NAMES)
    for session in new.all_sessions:
        record = json_record(bytes(session.data))
        read_document(bytes(session.data), "session.json")
        assert 0 <= record.sets_done == record.planned_sets
        assert all(item.exercise.strip() and item.exercise.isprintable() for item in record.sets)
        assert json_record(msgspec.json.encode(record)) == record
