"""Two people move here from Strong and Hevy: what they did shows in charts, and decides their next plan."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength.coach.insights import asymmetries
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.history.exercise_stats import count_exercises, series
from runstrength.history.imports.preview import import_preview, preview_file, with_choices
from runstrength.history.imports.undo import undo_import
from runstrength.history.store import Store
from runstrength.session.plan import Plan
from runstrength.session.record import Record, SetTarget
from tests.support.history_samples import PLANK, record
from tests.support.plans import library
from tests.support.strength_files import hevy_user, strong_user

EQUIPMENT = ("bodyweight", "dumbbell")
START = datetime(2024, 1, 2, 18, 30)
LB = 0.45359237


def moved(folder: Path, text: str, units: str) -> tuple[Store, list[Record]]:
    """Preview a table, map a name, take it in, take it back, and take it in again; return what there is then."""
    file, store = folder / "workouts.csv", Store(folder / "history")
    file.write_text(text, encoding="utf-8")
    exercises = library().exercises
    preview = preview_file(store, file, units=units, exercises=exercises)
    assert {use.name for use in preview.new.workouts.kept} == {
        "Bench Press (Barbell)",
        "Face Pull (Cable)",
        "Nobody's Own Move",
    }
    mapped = with_choices(store, preview, exercises, {"Nobody's Own Move": "side_lunge"})
    count = mapped.new_count
    assert not store.folder.exists()

    assert import_preview(store, mapped).sessions == count
    first = store.entries().records
    assert preview_file(store, file, units=units, exercises=exercises).new_count == 0
    assert undo_import(store).count == count
    assert store.entries().records == ()
    assert import_preview(store, mapped).sessions == count
    records = list(store.entries().records)
    assert tuple(records) == first
    return store, records


def next_plan(records: list[Record]) -> Plan:
    """Return the plan three days after the last session."""
    now = records[0].started + timedelta(days=3)
    choices = Choices(level="intermediate", equipment=EQUIPMENT, minutes=None)
    return prescribe(library().routine("runner"), library(), choices, Today(now, tuple(records)))


def asked(plan: Plan, exercise: str) -> tuple[float, float | None]:
    """Return the dose and the weight that a plan asks of an exercise."""
    step = next(step for step in plan.steps if step.phase == "work" and step.exercise == exercise)
    return step.target.value, step.load_kg


@pytest.mark.parametrize(
    ("user", "units", "weight", "planks"),
    [(strong_user, "imperial", 25 * LB, 32), (hevy_user, "metric", 20.0, 35)],
    ids=["strong", "hevy"],
)
def test_weights_warm_ups_supersets_and_unknown_names_come_in(
    tmp_path: Path, user: Callable[[int, datetime], str], units: str, weight: float, planks: float
) -> None:
    """Weights, warm-ups, supersets and unknown names come in; the next plan goes on from what was done."""
    store, records = moved(tmp_path, user(40, START), units)
    assert len(records) == 40
    newest = records[0]
    squats = [item for item in newest.sets if item.exercise == "squat" and item.variant == "dumbbell"]
    assert [item.load_kg for item in squats if item.counts] == pytest.approx([weight] * 3)
    assert [item.load_kg for item in squats if not item.counts] == pytest.approx([weight / 2])
    assert newest.sets_done == newest.planned_sets == sum(item.counts for item in newest.sets)
    assert {item.exercise for record in records for item in record.sets} == {
        *("squat", "push_up", "plank", "single_leg_deadlift", "side_lunge"),
        *("Bench Press (Barbell)", "Face Pull (Cable)"),
    }

    plan = next_plan(records)
    dose, load = asked(plan, "squat")
    assert 8 <= dose <= 12
    assert load == pytest.approx(weight, rel=0.15)
    assert planks - 5 <= asked(plan, "plank")[0] <= planks + 5
    assert {step.exercise for step in plan.steps} <= set(library().exercises)
    assert not any("Press" in reason or "Face Pull" in reason for reason in plan.reasons)

    (chart, *_) = series(records, "squat")
    assert len(chart.points) == 40
    assert chart.heaviest.load_kg == pytest.approx(weight)
    (bench,) = series(records, "Bench Press (Barbell)")
    assert (bench.unit, len(bench.points)) == ("reps", 14)
    counts = count_exercises((one.started, dict.fromkeys(item.exercise for item in one.sets)) for one in records)
    assert {one.exercise for one in counts} >= {"Face Pull (Cable)", "side_lunge"}
    assert asymmetries(records, library().coach_rules.asymmetry) == ()
    assert all(row.sets_done == row.sets_planned for row in store.summaries().records)


def test_a_plan_leaves_what_it_does_not_know_alone() -> None:
    """A barbell squat says nothing about a goblet squat: the plan is that of someone who never squatted."""
    barbell = replace(
        PLANK, exercise="squat", variant="barbell", side=None, target=SetTarget("reps", 10), done=10, load_kg=100.0
    )
    own = [record(f"aaaa000{n}", -n, sets=(barbell,), planned_sets=1) for n in range(3)]
    other = [
        record(f"aaaa000{n}", -n, sets=(replace(barbell, exercise="Leg Press"),), planned_sets=1) for n in range(3)
    ]
    assert asked(next_plan(own), "squat") == asked(next_plan(other), "squat")


@pytest.mark.long
@pytest.mark.parametrize("user", [strong_user, hevy_user])
def test_three_hundred_sessions(tmp_path: Path, user: Callable[[int, datetime], str]) -> None:
    """They are read, previewed and written in 3 s of processor time, and never need 150 MB."""
    file, store = tmp_path / "workouts.csv", Store(tmp_path / "history")
    file.write_text(user(300, START), encoding="utf-8")
    began = time.process_time()
    preview = preview_file(store, file, exercises=library().exercises)
    assert import_preview(store, preview).sessions == 300
    assert time.process_time() - began < 3
    tracemalloc.start()
    preview_file(Store(tmp_path / "none"), file, exercises=library().exercises)
    assert tracemalloc.get_traced_memory()[1] < 150_000_000
    tracemalloc.stop()
    assert json.loads(next(store.folder.rglob("2*.json")).read_bytes())["source"] == "workouts.csv"
