"""A set whose number nobody entered: no reader takes it for a number, and none falls over it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from garmin_fit_sdk import Decoder, Stream
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.coach.insights import asymmetries
from runstrength.coach.past_performance import performances_by_exercise, weaker_side
from runstrength.coach.prescription import Today, prescribe
from runstrength.coach.self_check import results
from runstrength.history.exercise_stats import count_exercises, series
from runstrength.history.loading import load_rows
from runstrength.history.store import Store
from runstrength.session.plan import Plan
from runstrength.session.record import Record, SetDone, SetTarget
from tests.support.history_samples import PLANK, record
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import choices, library, plan_of

ROWS = replace(
    PLANK, exercise="plank_row", block="F", side=None, target=SetTarget("amrap", 60), done=None, seconds=60.0
)
RAISES = replace(PLANK, exercise="single_leg_calf_raise", block="C", target=SetTarget("amrap", 90), done=None)


def run(*arguments: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def store(home: Path) -> Store:
    """Return a history with a session and a self-check without numbers, and a session with one of two."""
    store = Store(home / "data" / "history")
    store.save(record("aaaa1111", sets=(PLANK, ROWS), planned_sets=2, title="Runner"))
    store.save(record("bbbb2222", 1, sets=(ROWS, replace(ROWS, set=2, step=58, done=9)), title="Rows"))
    store.save(record("cccc3333", 2, kind="check", sets=(RAISES, replace(RAISES, step=58, side="right", done=21))))
    return store


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("history", "show", "aaaa"), "not entered"),
        (("history", "show", "aaaa", "--line"), "not entered"),
        (("history", "show", "bbbb", "--line"), "not entered/9"),
        (("check", "--results"), "left not entered, right 21 reps"),
    ],
)
def test_it_is_said(store: Store, arguments: tuple[str, ...], said: str) -> None:
    """What is shown of a set without a number says so in words."""
    result = run(*arguments)
    assert result.exit_code == 0
    assert said in " ".join(result.stdout.split())


def test_it_is_null_in_json(store: Store) -> None:
    """The file and every document of a session have null, which is read again as it is."""
    shown = json.loads(run("history", "show", "aaaa", "--json").stdout)
    assert [item["done"] for item in shown["sets"]] == [30, None]
    assert run("history", "check").exit_code == 0
    assert [one.sets[1].done for one in store.entries().records if one.id == "aaaa1111"] == [None]


def test_it_goes_out_and_comes_back(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exported as JSON and imported into another history, it is still not entered."""
    copy = tmp_path / "all.json"
    assert run("history", "export", "-o", copy).exit_code == 0
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(tmp_path / "other"))
    assert run("history", "import", copy).exit_code == 0
    other = Store(tmp_path / "other" / "data" / "history").entries().records
    assert [one.sets for one in other] == [one.sets for one in store.entries().records]


def test_it_is_blank_in_tables(store: Store) -> None:
    """In both tables the cell is empty, and never a 0."""
    rows = list(csv.DictReader(io.StringIO(run("history", "export", "--format", "csv").stdout)))
    assert [row["done"] for row in rows if row["dose"] == "amrap"] == ["", "", "9", "", "21"]
    strong = list(csv.DictReader(io.StringIO(run("history", "export", "--format", "strong").stdout)))
    assert [row["Reps"] for row in strong] == ["0", "", "", "9", "", "21"]


def test_it_is_left_out_of_fit(store: Store, tmp_path: Path) -> None:
    """A FIT file has the set without a number of repetitions."""
    assert run("history", "export", "--format", "fit", "-o", tmp_path / "fit").exit_code == 0
    found = []
    for path in sorted((tmp_path / "fit").glob("*.fit")):
        messages, errors = Decoder(Stream.from_file(str(path))).read()
        assert not errors
        found += [item.get("repetitions") for item in messages["set_mesgs"] if item["set_type"] == "active"]
    assert found == [None, None, None, 9, None, 21]


def test_it_is_no_part_of_a_trend(store: Store) -> None:
    """Trends, lists of exercises and what is searched know only what has a number."""
    records = store.entries().records
    (one,) = series(records, "plank_row")
    assert (one.low, one.high, [point.total for point in one.points]) == (9, 9, [9])
    (raises,) = series(records, "single_leg_calf_raise")
    assert [(point.left, point.right) for point in raises.points] == [(None, 21)]
    newest = list(load_rows(store.folder, {}))[-1].records
    assert {one.exercise: one.sessions for one in count_exercises((row.started, row.exercises) for row in newest)} == {
        "plank_row": 1,
        "side_plank": 1,
        "single_leg_calf_raise": 1,
    }
    assert {item.id: item.exercises for item in newest}["aaaa1111"] == ("side_plank",)


def test_it_makes_no_side_the_weaker_one() -> None:
    """A side without a number is not the weaker side, neither in a check nor in training."""
    checks = [
        record(f"aaaa000{number}", number, kind="check", sets=(RAISES, replace(RAISES, side="right", done=20)))
        for number in range(3)
    ]
    assert asymmetries(checks, library().coach_rules.asymmetry) == ()
    assert [(one.left, one.right, one.unentered) for one in results(checks)] == [(None, 20, ("left",))] * 3
    training = [replace(one, kind="session") for one in checks]
    assert weaker_side(performances_by_exercise(training)["single_leg_calf_raise"]) is None


@looped("level", ["beginner", "intermediate", "advanced"])
def test_the_coach_ignores_it(level: str) -> None:
    """With rows that were not entered the plan asks for what it asks for without them."""
    plan = plan_of("runner", level)
    with_numbers = kept(plan, day(1), reserve=3)
    unknown = replace(with_numbers, sets=tuple(_without(item) for item in with_numbers.sets))
    none = replace(with_numbers, sets=tuple(item for item in with_numbers.sets if item.target.kind != "amrap"))
    for record_ in (unknown, none):
        today = Today(day(3), (record_,))
        new = prescribe(library().routine("runner"), library(), choices(level), today)
        assert [step.target for step in new.steps] == [step.target for step in _grown(level, with_numbers).steps]


def _without(item: SetDone) -> SetDone:
    return replace(item, done=None) if item.target.kind == "amrap" else item


def _grown(level: str, past: Record) -> Plan:
    return prescribe(library().routine("runner"), library(), choices(level), Today(day(3), (past,)))


@pytest.mark.parametrize("kind", ["reps", "hold", "time", "carry", "amrap"])
def test_a_file_with_null_for_any_dose_can_be_read(home: Path, kind: str) -> None:
    """A null where this program would write a number is neither a number nor a crash: in no command and no plan."""
    store = Store(home / "data" / "history")
    odd = replace(PLANK, exercise="squat", side=None, target=SetTarget(kind, 8), done=None)
    for number in range(3):
        store.save(record(f"aaaa000{number}", -number, sets=(odd, replace(odd, set=2, step=58))))
    for command in (
        ("history", "list"),
        ("history", "show", "last"),
        ("history", "show", "last", "--line"),
        ("history", "export", "--format", "csv"),
        ("history", "export", "--format", "strong"),
        ("history", "check"),
        ("plan",),
    ):
        result = run(*command)
        assert (result.exit_code, result.exception) == (0, None), command
        assert "None" not in result.stdout


def test_the_self_check_uses_no_equipment() -> None:
    """Whatever is at hand, a self-check is done with the body alone, so that it compares with last time."""
    everything = ("bodyweight", "dumbbell", "kettlebell", "box")
    plan = plan_of("check", equipment=everything)
    assert {exercise.variant for exercise in plan.exercises.values()} == {None}
    assert {step.load_kg for step in plan.steps} == {None}


def test_the_load_of_last_time_is_proposed() -> None:
    """The last load that was lifted is proposed, though no plan had one, and not one of a set that was skipped."""
    plan = plan_of("runner", equipment=("dumbbell",))
    past = kept(plan, day(1), reserve=3)
    lifted = {1: 10.0, 2: 12.5, 3: 14.0}

    def with_loads(item: SetDone) -> SetDone:
        return replace(item, load_kg=lifted[item.set]) if item.exercise == "squat" else item

    past = replace(past, sets=tuple(with_loads(item) for item in past.sets))
    new = prescribe(library().routine("runner"), library(), choices(equipment=("dumbbell",)), Today(day(3), (past,)))
    assert {step.load_kg for step in new.steps if step.exercise == "squat"} == {14.0}
    assert {step.load_kg for step in new.steps if step.exercise != "squat"} == {None}
    skipped = tuple(replace(item, skipped=item.set == 3) for item in past.sets)
    (bout,) = performances_by_exercise([replace(past, sets=skipped)])["squat"]
    assert bout.load_kg == 12.5
