"""The built-in exercises are read one by one, when they are needed, and are the same as if all were read at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.catalogue.built_in_exercises import BuiltInExercises, WithOwn
from runstrength.catalogue.exercise_file import read_exercise
from runstrength.coach.prescription import Choices, prescribe
from runstrength.toml_input import InputError, Table, read_toml
from tests.support.plans import ASSETS, library

FILE = ASSETS / "exercises.toml"
SQUAT = '[squat]\nname = "Squat"\nkind = "reps"\n'


def written(folder: Path, text: str) -> BuiltInExercises:
    """Return the exercises of a file."""
    path = folder / "exercises.toml"
    path.write_text(text, encoding="utf-8")
    return BuiltInExercises(path)


def test_one_by_one_is_all_at_once() -> None:
    """Each exercise is that of the whole file, and they are in its order."""
    whole = Table(read_toml(FILE), str(FILE), [])
    exercises = BuiltInExercises(FILE)
    assert list(exercises) == list(whole.data)
    for key in whole.data:
        table = whole.table(key)
        assert table is not None
        assert exercises[key] == read_exercise(key, table)
    assert len(exercises) == len(whole.data)
    assert whole.problems == []


def test_a_session_reads_what_it_has() -> None:
    """To plan the runner's session its ten exercises are read, and none of the others."""
    exercises = BuiltInExercises(FILE)
    lazy = type(library())(
        exercises, library().levels, library().transitions, library().coach_rules, library().routine_files
    )
    assert exercises.looked_up == frozenset()
    plan = prescribe(lazy.routine("runner"), lazy, Choices("intermediate", ("dumbbell",)))
    assert exercises.looked_up == set(plan.exercises)
    assert "hip_thrust" in exercises
    assert "nothing" not in exercises
    assert exercises.get("nothing") is None


def test_own_exercises_come_last_or_replace() -> None:
    """A person's own exercise replaces the built-in one with its key in its place; the others come after all."""
    exercises = BuiltInExercises(FILE)
    plank = exercises["plank"]
    both = WithOwn(exercises, {"my_own": plank, "squat": plank})
    assert list(both) == [*exercises, "my_own"]
    assert len(both) == len(exercises) + 1
    assert both["squat"] is both["my_own"] is plank
    assert both["push_up"] is exercises["push_up"]
    assert "my_own" in both
    assert "nothing" not in both


def test_what_is_wrong_with_the_file(tmp_path: Path) -> None:
    """A file that is missing, empty or no text is bad input that names it."""
    missing = tmp_path / "none.toml"
    with pytest.raises(InputError, match=r"none\.toml: can't be read"):
        BuiltInExercises(missing)
    with pytest.raises(InputError, match=r"exercises\.toml: has no exercises: install runstrength again"):
        written(tmp_path, "# nothing\n")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"bytes\.toml: line 1: isn't UTF-8"):
        BuiltInExercises(tmp_path / "bytes.toml")


def test_what_is_wrong_in_an_exercise(tmp_path: Path) -> None:
    """It is said with its line or its key when the exercise is looked up; the others can be used."""
    exercises = written(tmp_path, SQUAT + '[plank]\nname = "Plank\n[push_up]\nname = "Push-up"\nkind = "swim"\n')
    assert exercises["squat"].name == "Squat"
    with pytest.raises(InputError, match="line 5"):
        exercises["plank"]
    with pytest.raises(InputError, match=r'push_up\.kind: "swim" isn\'t valid'):
        exercises["push_up"]
