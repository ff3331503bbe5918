"""`runstrength history add` and `edit`, as a person uses them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runstrength.cli import main
from runstrength.history.store import Store
from tests.support.history_samples import PLANK, change, contents, record


def run(*arguments: str) -> Result:
    """Run a command of the history."""
    return CliRunner().invoke(main, ["history", *arguments])


@pytest.fixture
def store(home: Path) -> Store:
    """Return the history of this test's machine."""
    return Store(home / "data" / "history")


def test_a_session_without_the_program(store: Store) -> None:
    """What was done elsewhere is there as planned, with what was said of it, and answers with a line."""
    result = run(
        "add", "--date", "2026-11-20 18:30", "--minutes", "40", "--level", "intermediate", "--effort", "6",
        "--note", "at the gym", "--set", "squat = 12 @20", "--set", "side_plank left = skip",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    one = store.load("last")
    assert result.stdout.startswith(f"Added {one.id}: 2026-11-20 Runner's supersets, 40 min, ")
    assert one.started.isoformat() == "2026-11-20T18:30:00+01:00"
    assert one.ended - one.started == timedelta(minutes=40)
    assert (one.routine, one.level, one.kind, one.effort, one.note) == (
        "runner", "intermediate", "session", 6, "at the gym"
    )  # fmt: skip
    assert (one.completed, one.active_seconds) == (True, 2400.0)
    squats = [item for item in one.sets if item.exercise == "squat"]
    assert {(item.done, item.load_kg) for item in squats} == {(12, 20.0)}
    left = [item for item in one.sets if item.exercise == "side_plank" and item.side == "left"]
    assert {item.skipped for item in left} == {True}
    assert one.planned_sets == len(one.sets)
    assert one.sets[-1].at < 2400


def test_it_ended_just_now(store: Store) -> None:
    """Without a date a session has just ended."""
    run("add", "warmup-5")
    one = store.load("last")
    assert one.kind == "warmup"
    assert abs(datetime.now().astimezone() - one.ended) < timedelta(minutes=1)
    assert one.effort is None


def test_what_is_to_come_cannot_be_added(store: Store) -> None:
    """A session in the future, of no routine or with no such set is refused, and nothing is kept."""
    for arguments in (
        ("--date", "2199-01-01"), ("--date", "soon"), ("runer",), ("--set", "swat = 3"), ("--set", "x"),
        ("--effort", "11"),
    ):  # fmt: skip
        result = run("add", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
    assert not store.folder.exists()


def test_effort_note_title_date_length_and_sets_can_be_corrected_in_one_go(store: Store) -> None:
    """Effort, note, title, date, length and sets can be corrected in one go, and the rest of the file stays."""
    path = change(store.save(record(sets=(PLANK,), effort=3, paused_seconds=60.0)), weather="Schnee")
    result = run(
        "edit", "abcd", "--effort", "7", "--note", "cold", "--title", "Legs", "--date", "2026-11-20", "--minutes", "30",
        "--set", "side_plank = 27 r1",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Changed abcd1234: 2026-11-20 Legs, 30 min, effort 7: ")
    one = store.load("abcd1234")
    assert one.started.isoformat() == "2026-11-20T07:30:05+01:00"
    assert one.ended - one.started == timedelta(minutes=31)
    assert (one.effort, one.note, one.active_seconds) == (7, "cold", 1800.0)
    assert (one.sets[0].done, one.sets[0].reserve) == (27, 1)
    assert not path.exists()  # the name of a file begins with the time of its session
    assert json.loads(store.path_of(one).read_bytes())["weather"] == "Schnee"


def test_what_was_said_can_be_taken_back(store: Store) -> None:
    """An effort that was said can be none again, and a note empty."""
    store.save(record(effort=3, note="x"))
    assert run("edit", "last", "--effort", "none", "--note", "").exit_code == 0
    assert (store.load("last").effort, store.load("last").note) == (None, "")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "nothing to change"),
        (("--effort", "0"), 2, '"0" isn\'t valid: use a whole number from 1 to 10'),
        (("--effort", "hard"), 2, "a whole number from 1 to 10"),
        (("--date", "2199-01-01"), 2, "--date: 2199-01-01 07:30 is in the future"),
        (("--set", "swat = 3"), 2, '--set: "swat" isn\'t valid'),
        (("--set", "side_plank = 12 10 8"), 2, "--set: 3 numbers for 1 set: use at most 1"),
        (("--set", "3"), 2, "a correction like"),
        (("--minutes", "0"), 2, "--minutes"),
        (("--note", "x" * 10_001), 2, "use at most 4,000"),
    ],
)
def test_a_wrong_correction_changes_nothing(store: Store, arguments: tuple[str, ...], status: int, said: str) -> None:
    """What cannot be is said with what would be right, and the file stays as it is."""
    store.save(record(sets=(PLANK,)))
    before = contents(store.folder)
    result = run("edit", "last", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr
    assert contents(store.folder) == before


def test_what_is_not_there_or_newer(store: Store) -> None:
    """A session that is not there, or that a newer program wrote, is one line and status 1."""
    change(store.save(record()), schema=2)
    for arguments, said in ((("zzzz",), "no session"), (("last",), "newer version")):
        result = run("edit", *arguments, "--note", "x")
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        assert said in result.stderr
