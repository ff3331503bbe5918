"""Notes on exercises: a small file of a person, read leniently and changed without losing anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from runstrength.catalogue.library import load_library
from runstrength.cli import main
from runstrength.exercise_notes import FILE, MAX_NOTE, read_notes, save_note
from runstrength.history.recovery import Recovery
from runstrength.locations import assets_dir
from runstrength.profile import Profile
from runstrength.session.commands import Start
from runstrength.toml_input import InputError
from tests.support.app import MORNING
from tests.support.plans import T0, plan_of, run_through


def put(home: Path, text: str) -> Path:
    """Write the file of a person."""
    path = home / "config" / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_nothing_is_noted_and_nothing_is_written(tmp_path: Path) -> None:
    """Without a file nothing is noted, and nothing is written; removing what isn't there is no error."""
    assert read_notes(tmp_path / "config" / FILE) == ({}, ())
    assert list(tmp_path.iterdir()) == []


def test_a_change_keeps_the_rest(home: Path) -> None:
    """Comments, other notes, also on exercises that are gone, and unknown values stay as they are."""
    path = put(home, '# mine\nsquat = "low step"  # really\ngone = "old"\nother = 7\n')
    save_note(path, "plank", "  mat by\nthe door ")
    assert read_notes(path)[0] == {"squat": "low step", "gone": "old", "plank": "mat by the door"}
    save_note(path, "squat", "")
    assert path.read_text(encoding="utf-8") == '# mine\ngone = "old"\nother = 7\nplank = "mat by the door"\n'


def test_wrong_values_are_named(home: Path) -> None:
    """What is no note is named with file and key; the other notes are read, and commands go on."""
    path = put(home, f'squat = "low step"\nplank = 7\npush_up = "{"x" * (MAX_NOTE + 1)}"\n')
    notes, problems = read_notes(path)
    assert notes == {"squat": "low step"}
    assert [problem.key for problem in problems] == ["plank", "push_up"]
    result = CliRunner().invoke(main, ["exercises"])
    assert result.exit_code == 0
    assert f"{path}: plank: 7 isn't valid: use text of at most {MAX_NOTE} characters" in result.stderr
    assert CliRunner().invoke(main, ["plan"]).exit_code == 0


def test_a_broken_file_is_left_alone(home: Path) -> None:
    """A file that can't be read is named, not overwritten; a note that is too long is refused."""
    path = put(home, "squat = \n")
    with pytest.raises(InputError, match=FILE):
        save_note(path, "plank", "mat")
    assert path.read_text(encoding="utf-8") == "squat = \n"
    path.unlink()
    with pytest.raises(InputError, match=f"use at most {MAX_NOTE} characters"):
        save_note(path, "plank", "x" * (MAX_NOTE + 1))
    assert not path.exists()


def test_where_a_note_is_shown(home: Path) -> None:
    """`plan` and `exercises` show the note, in any form of the exercise."""
    put(home, 'squat = "low step"\n')
    for args in (["plan"], ["plan", "--equipment", "dumbbell"], ["exercises", "squat"]):
        assert "ote: low step" in CliRunner().invoke(main, args).stdout, args
    assert '"note": "low step"' in CliRunner().invoke(main, ["exercises", "squat", "--json"]).stdout


def test_a_resumed_session_has_it(home: Path) -> None:
    """The note of a session survives an interruption, like the rest of its plan."""
    put(home, 'squat = "low step"\n')
    library = load_library(assets_dir(), home / "config")
    plan = plan_of("runner")
    noted = {key: library.exercises[key] for key in plan.exercises}
    recorder = Profile.default().recorder
    session = recorder.start(replace(plan, exercises=noted), wait=False, gap=2.0, now=lambda: MORNING)
    session.apply(Start(), T0)
    run_through(session, until=lambda session: session.state.step.index == 19)
    recorder.close()
    recovery = Recovery(Profile.default().recorder, lambda: MORNING)
    resumed = recovery.resume(recovery.interrupted[0], wait=False, gap=2.0)
    assert resumed.plan.exercises["squat"].note == "low step"
