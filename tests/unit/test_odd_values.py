"""Odd values in every field of every file: no command ends in a traceback, or obeys, hides or forgets anything."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from runstrength.cli import main
from runstrength.history.store import Store
from tests.support import odd_values
from tests.support.hostile import harmful
from tests.support.odd_values import (
    EXERCISE,
    EXERCISE_NOTES,
    ROUTINE,
    SETTINGS,
    Place,
    fill_history,
    odd,
    some,
    toml_document,
    with_value,
)

SEED = 20261122
COUNT = 110
"""Odd values of a kind of file that are tried each time; with -m long all are."""
PER_HOME = 150
"""Files of a home, so that the coach looks at all of them."""

READING = (
    *("plan", "plan --json", "history list", "history list --json", "history check", "history check --json"),
    *("history show last", "history show last --line", "history show last --json", "history restore", "history path"),
    *("check", "check --json", "doctor", "doctor --json", "guide", "exercises", "exercises squat", "routines list"),
    *("routines list --json", "history export", "history export --format csv", "history export --format strong"),
    *("plan core --minutes 20", "plan --sleep 5 --stress 4", "sounds", "completion bash", "session", "history"),
)
WRITING = (
    *("history export -o {out}/all.json", "history export --format csv -o {out}/all.csv"),
    *("history export --format strong -o {out}/s.csv", "history export --format fit -o {out}/fit"),
    *("history add core", "run --minutes 30 --effort 5 --distance 5", "history edit last --note odd"),
    *("history edit last --minutes 20", "history edit last --date 2026-03-01", "history delete last"),
    *("history restore last", "history import {out}/all.json"),
)


def ends_well(result: Result, what: str) -> None:
    """See that a command ended as every command does."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(what) from result.exception
    assert result.exit_code in (0, 1, 2), what
    if "--json" not in what and "export" not in what and "completion" not in what:
        assert harmful(result.output) == [], what


def call(home: Path, command: str) -> Result:
    """Run a command on a home."""
    words = [word.replace("{out}", str(home / "out")) for word in command.split()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNSTRENGTH_HOME", str(home))
        result = CliRunner().invoke(main, words, color=True)
    ends_well(result, command)
    return result


def every_command(home: Path) -> None:
    """Run every command on a home, also on each session that can be read."""
    (home / "out").mkdir(parents=True)
    for command in READING:
        call(home, command)
    rows = json.loads(call(home, "history list --json").stdout)
    for row in rows[:: max(1, len(rows) // 8)]:
        for command in ("history show {}", "history show {} --line", "history edit {} --effort 3"):
            call(home, command.format(row["id"]))
    for command in WRITING:
        call(home, command)
    call(home, "plan")


HISTORY = {"session": odd_values.session, "run": odd_values.run, "check": odd_values.check}


def history_homes(kind: str, count: int | None) -> list[list[tuple[Place, Any]]]:
    """Return what is odd in the files of each home."""
    pairs = odd(HISTORY[kind]())
    pairs = some(pairs, len(pairs) if count is None else count, SEED)
    return [pairs[start : start + PER_HOME] for start in range(0, len(pairs), PER_HOME)]


def on_histories(tmp_path: Path, kind: str, homes: Sequence[Sequence[tuple[Place, Any]]]) -> None:
    """Run every command on homes whose sessions have odd values."""
    for number, pairs in enumerate(homes):
        home = tmp_path / str(number)
        fill_history(home / "data" / "history", HISTORY[kind](), pairs)
        fill_history(home / "state" / "unsaved", HISTORY[kind](), pairs[:10], "u")
        every_command(home)


@pytest.mark.parametrize("kind", HISTORY)
def test_every_command_on_odd_sessions(tmp_path: Path, kind: str) -> None:
    """Sessions, runs and checks with an odd value each, in the history and in the state folder."""
    on_histories(tmp_path, kind, history_homes(kind, COUNT))


@pytest.mark.long
@pytest.mark.parametrize("kind", HISTORY)
def test_every_command_on_all_odd_sessions(tmp_path: Path, kind: str) -> None:
    """The same with every odd value of every field."""
    on_histories(tmp_path, kind, history_homes(kind, None))


@pytest.mark.parametrize("value", odd_values.MOMENTS)
@pytest.mark.parametrize("field", ["started", "ended", "both"])
def test_a_session_of_an_odd_time(tmp_path: Path, field: str, value: str) -> None:
    """A session that began or ended at an odd time is read or named, and alone it is no harm to anything."""
    document = odd_values.session()
    for key in ("started", "ended"):
        if field in (key, "both"):
            document[key] = value
    path = tmp_path / "data" / "history" / "2026" / "20261121T063005Z-abcd1234.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(document))
    for command in ("plan", "history list", "history show last", "history export --format csv", "check"):
        call(tmp_path, command)
    named = call(tmp_path, "history check")
    listed = call(tmp_path, "history list --json")
    assert json.loads(listed.stdout) or str(path) in named.output  # one that is still to come is both
    other = tmp_path / "other"
    taken = call(other, f"history import {path}")
    assert (taken.exit_code == 0) == bool(Store(other / "data" / "history").entries().records)
    assert taken.exit_code in ((0, 2) if json.loads(listed.stdout) else (2,))
    call(other, "plan")


def own_files(tmp_path: Path, folder: str, document: dict[str, Any], pairs: Sequence[tuple[Place, Any]]) -> list[Path]:
    """Write a file for each pair into a folder of own files."""
    paths = []
    for number, (place, value) in enumerate(pairs):
        paths.append(tmp_path / "config" / folder / f"odd{number}.toml")
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_text(toml_document(with_value(document, place, value)), encoding="utf-8")
    return paths


@pytest.mark.parametrize("count", [30, pytest.param(100_000, marks=pytest.mark.long)])
def test_every_command_on_odd_routines(tmp_path: Path, count: int) -> None:
    """Routines with an odd value each are shown, planned and checked, or named with what is wrong."""
    for command in ("routines list", "routines list --json", "plan", "doctor"):
        call(tmp_path, command)
    for path in own_files(tmp_path, "routines", ROUTINE, some(odd(ROUTINE), count, SEED)):
        for command in ("plan", "routines check"):
            call(tmp_path, f"{command} {path}")
    call(tmp_path, "routines list")
    call(tmp_path, "routines show odd0 --json")


@pytest.mark.parametrize("count", [70, pytest.param(100_000, marks=pytest.mark.long)])
def test_every_command_on_odd_exercises(tmp_path: Path, count: int) -> None:
    """Exercises with an odd value each are listed and shown, or named with what is wrong."""
    pairs = some(odd(EXERCISE), count, SEED)
    own_files(tmp_path, "exercises", EXERCISE, pairs)
    for command in ("exercises", "exercises --json", "routines list", "plan", "doctor"):
        call(tmp_path, command)
    for number in range(0, len(pairs), max(1, len(pairs) // 12)):
        call(tmp_path, f"exercises odd{number}")


@pytest.mark.parametrize("count", [24, pytest.param(100_000, marks=pytest.mark.long)])
def test_every_command_on_odd_settings(tmp_path: Path, count: int) -> None:
    """Settings with an odd value are used, or named with what is wrong."""
    for number, (place, value) in enumerate(some(odd(SETTINGS), count, SEED)):
        home = tmp_path / str(number)
        (home / "config").mkdir(parents=True)
        (home / "config" / "config.toml").write_text(toml_document(with_value(SETTINGS, place, value)), "utf-8")
        for command in ("plan", "doctor"):
            call(home, command)


@pytest.mark.parametrize("count", [12, pytest.param(100_000, marks=pytest.mark.long)])
def test_every_command_on_odd_notes(tmp_path: Path, count: int) -> None:
    """Notes on exercises with an odd value are shown, or named with what is wrong, and the others are shown."""
    for number, (place, value) in enumerate(some(odd(EXERCISE_NOTES), count, SEED)):
        home = tmp_path / str(number)
        (home / "config").mkdir(parents=True)
        text = toml_document(with_value(EXERCISE_NOTES, place, value))
        (home / "config" / "exercise-notes.toml").write_text(text, "utf-8")
        for command in ("exercises", "exercises squat --json", "doctor"):
            call(home, command)
        for name in {"squat", "plank"} - {place[0]}:
            assert EXERCISE_NOTES[name] in call(home, f"exercises {name}").output


@pytest.mark.parametrize("count", [24, pytest.param(100_000, marks=pytest.mark.long)])
def test_journals_with_an_odd_value_in_a_line_are_offered(tmp_path: Path, count: int) -> None:
    """Journals with an odd value in a line are offered, saved or named; the start goes on, and so do commands."""
    from datetime import timedelta

    from runstrength.history.recorder import Recorder
    from runstrength.history.recovery import Recovery
    from tests.support.history_samples import MORNING

    lines = odd_values.journal()
    pairs = some(odd(lines), count, SEED)
    folder = tmp_path / "state" / "journal"
    folder.mkdir(parents=True)
    for number, (place, value) in enumerate(pairs):
        document = with_value(lines, place, value)
        if place[:2] != (0, "id") and isinstance(document[0], dict):
            document[0]["id"] = f"j{number:07d}"
        (folder / f"j{number:07d}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in document))
    recorder = Recorder(history=tmp_path / "data" / "history", state=tmp_path / "state")
    recovery = Recovery(recorder, lambda: MORNING + timedelta(hours=2))
    for number, one in enumerate(recovery.interrupted):
        assert one.record.id == one.id
        if number % 3 == 0:
            recovery.resume(one, wait=False, gap=2.0)
            recorder.close()
        else:
            recovery.save(one)
    for command in ("doctor", "history list", "history show last", "plan"):
        call(tmp_path, command)
