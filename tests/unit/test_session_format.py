"""The file of a session: the schema and the page describe what the program writes, and the page's reader reads it."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.history.imports.runs import RecordedRun, as_json, record_of
from runstrength.history.imports.sessions import read_document
from runstrength.history.imports.strength.sessions import built_in_names, session_of
from runstrength.history.imports.strength.workout import Workout, WorkoutSet
from runstrength.history.store import Store
from runstrength.session.record import EASED, Record
from runstrength.session.simulate import simulated_record
from runstrength.session.to_record import pain_record, run_record
from tests.conftest import ROOT
from tests.support.history_strategies import records
from tests.support.past_samples import MONDAY, day
from tests.support.plans import library
from tests.support.population import Year, draw

SCHEMA = ROOT / "assets" / "schema" / "session.json"
PAGE = ROOT / "docs" / "format.md"


@cache
def schema(*, strict: bool) -> dict[str, Any]:
    """Return the schema that ships; strict, it refuses keys that it doesn't have, as for what the program writes."""
    found: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    if strict:
        for table in (found, *(found["definitions"][name] for name in ("SetDone", "SetTarget"))):
            table["additionalProperties"] = False
        found["properties"]["checkin"]["additionalProperties"] = False
    return found


@cache
def validator(*, strict: bool) -> Any:
    """Return what checks by the schema."""
    jsonschema = pytest.importorskip("jsonschema", reason="it is in the dev group: make .venv/installed-dev")
    jsonschema.Draft4Validator.check_schema(schema(strict=strict))
    return jsonschema.Draft4Validator(schema(strict=strict))


def wrong(document: object, *, strict: bool = True) -> list[str]:
    """Return what the schema refuses in a document."""
    errors = validator(strict=strict).iter_errors(document)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def written(record: Record) -> dict[str, Any]:
    """Return a record as its file has it."""
    document: dict[str, Any] = json.loads(msgspec.json.encode(record))
    return document


def lives(seeds: Iterable[int], weeks: int) -> Iterator[Record]:
    """Yield the records of some runners, led by the coach."""
    for seed in seeds:
        yield from Year(draw(seed)).live(weeks).records


def of_every_kind() -> Iterator[dict[str, Any]]:
    """Yield a session of every built-in routine, days of pain, and runs: logged and imported."""
    choices = Choices(level="advanced", equipment=("bodyweight", "dumbbell", "box"), minutes=None)
    for number, name in enumerate(library().routine_files):
        plan = prescribe(library().routine(name), library(), choices, Today(MONDAY))
        yield written(simulated_record(plan, f"{number:08}", lambda length: MONDAY + length))
    yield written(pain_record("pain", MONDAY, {"sleep": 7.5, "stress": None, "pain": True, "colour": "stop"}))
    yield written(replace(run_record("run", MONDAY, timedelta(minutes=50), 4, "wet\nand cold"), title="Run"))
    check = prescribe(library().routine("check"), library(), choices, Today(MONDAY))
    done = simulated_record(check, "check", lambda length: MONDAY + length)
    yield written(replace(done, answers={"knee_left": True, "knee_right": False}, effort=6, asked=("squat",)))
    lifted = Workout(
        started=day(3), title="Legs", sets=(WorkoutSet(name="Squat", reps=8, extra="warmup"),), source="x.csv"
    )
    yield json.loads(bytes(session_of(lifted, built_in_names(), "lifted").data))
    for effort in (None, 7):
        run = RecordedRun(started=day(1), seconds=1800, metres=6200.0, title="Track", effort=effort, source="run.fit")
        yield json.loads(as_json(*record_of(run)))


def test_what_the_program_writes_agrees_with_the_schema() -> None:
    """Each session of some weeks with the coach, of every routine, and each run has no other key, type or word."""
    documents = [*of_every_kind(), *map(written, lives((2, 3), 8))]
    found = {problem for document in documents for problem in wrong(document)}
    assert found == set()
    keys = {key for document in documents for key in document}
    assert keys == set(schema(strict=True)["properties"])
    assert {"low", "high"} <= set(documents[0]["sets"][0]["target"])
    assert {"amber", "deload"} <= {document.get("eased") for document in documents}
    assert any(document.get("asked") for document in documents)


@pytest.mark.long
def test_a_year_agrees_with_the_schema() -> None:
    """Each session of ten runners' year agrees, and every word for an easier day occurs."""
    documents = [written(record) for record in lives(range(1, 11), 52)]
    found = {problem for document in documents for problem in wrong(document)}
    assert found == set()
    assert {document["eased"] for document in documents if "eased" in document} == set(EASED)


@settings(max_examples=30)
@given(records)
def test_what_the_program_reads_the_schema_accepts(record: Record) -> None:
    """Whatever a session that can be imported has in it, the schema accepts it, but for words and effort of others."""
    document = written(record)
    read_document(json.dumps(document).encode(), "session.json", now=MONDAY + timedelta(days=80_000))
    assert [problem for problem in wrong(document, strict=False) if not problem.startswith(TOLERATED)] == []


TOLERATED = ("level:", "eased:", "effort:", "sets")
"""Values that other programs may have chosen, and that the program shows as they are."""


def test_the_schema_refuses_what_is_no_session() -> None:
    """A missing key, another type, a word that doesn't exist: each is named with its place."""
    good = next(of_every_kind())
    assert wrong(good) == []
    changes: tuple[tuple[Callable[[dict[str, Any]], object], str], ...] = (
        (lambda one: one.pop("started"), ": 'started' is a required property"),
        (lambda one: one.update(kind="ride"), "kind: 'ride' is not one of"),
        (lambda one: one.update(eased="tired"), "eased: 'tired' is not one of"),
        (lambda one: one.update(sets=[{}]), "sets/0: 'step' is a required property"),
        (lambda one: one["sets"][0]["target"].update(low="few"), "sets/0/target/low: 'few' is not of type"),
        (lambda one: one.update(asked="squat"), "asked: 'squat' is not of type"),
        (lambda one: one.update(schema=2), "schema: 2 is not one of"),
    )
    for change, place in changes:
        spoiled = copy.deepcopy(good)
        change(spoiled)
        assert any(problem.startswith(place) for problem in wrong(spoiled)), (place, wrong(spoiled))


def code() -> str:
    """Return the reader of the page."""
    match = re.search(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert match is not None
    return match[1]


def test_the_reader_of_the_page_reads_a_history(home: Path, tmp_path: Path) -> None:
    """In at most 40 lines without a package: every set, and the best of each exercise, of an export and of a folder."""
    reader = tmp_path / "reader.py"
    reader.write_text(code(), encoding="utf-8")
    assert len(code().splitlines()) <= 40
    assert set(re.findall(r"^(?:import|from) (\w+)", code(), re.MULTILINE)) <= sys.stdlib_module_names

    store = Store(home / "data" / "history")
    sessions = list(lives((3,), 4))
    for session in sessions:
        store.save(session)
    run = tmp_path / "run.json"
    imported = RecordedRun(started=day(2), seconds=1800, metres=6200.0, title="Easy loop", effort=3, source="run.fit")
    run.write_bytes(as_json(*record_of(imported)))
    export = tmp_path / "export.json"
    shell = CliRunner()
    assert shell.invoke(main, ["history", "import", str(run)]).exit_code == 0
    assert shell.invoke(main, ["history", "export", "-o", str(export)]).exit_code == 0
    assert wrong(json.loads(export.read_text("utf-8"))["sessions"][0]) == []

    outputs = [
        subprocess.run(
            [sys.executable, "-I", str(reader), str(path)], check=True, capture_output=True, encoding="utf-8"
        ).stdout
        for path in (export, store.folder)
    ]
    assert outputs[0] == outputs[1]
    lines = outputs[0].splitlines()
    assert sum(line.startswith("    ") for line in lines) == sum(len(session.sets) for session in sessions)
    assert f"{len(sessions) + 1} sessions" in lines
    assert any("run Easy loop 30 min, 6.2 km" in line for line in lines)
    done = {item.exercise for session in sessions for item in session.sets if not item.skipped}
    assert {line.split()[0] for line in lines[lines.index(f"{len(sessions) + 1} sessions") + 1 :]} == done


def test_the_page_has_every_kind_of_dose() -> None:
    """The table of kinds on the page names those that the schema allows."""
    kinds = schema(strict=False)["definitions"]["SetTarget"]["properties"]["kind"]["enum"]
    table = PAGE.read_text("utf-8").split("| kind | `value` |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == kinds
