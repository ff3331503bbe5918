"""What names of other apps are here is remembered: chosen once, valid for the next import, overruled by `--map`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from runstrength.cli import main
from runstrength.history.imports.strength.remembered import FILE, read_names, save_names
from runstrength.history.store import Store
from runstrength.profile import Profile, SettingsSaveError
from runstrength.toml_input import InputError
from tests.support.hostile import ORDERS, harmful, quoted
from tests.support.plans import library

EXERCISES = library().exercises


def shell(*words: str) -> Result:
    """Run `history import` with some words."""
    return CliRunner().invoke(main, ["history", "import", *words], catch_exceptions=False)


def workout(folder: Path, day: int) -> str:
    """Return the path of a table with a name that nobody knows."""
    file = folder / f"workouts-{day}.csv"
    file.write_text(f"Date,Exercise,Reps\n2026-01-{day:02},Wall Thing,8\n", encoding="utf-8")
    return str(file)


def exercises_of(home: Path) -> list[str]:
    """Return the exercises in the history, the newest first."""
    return [item.exercise for record in Store(home / "data" / "history").entries().records for item in record.sets]


def test_a_choice_is_valid_for_the_next_import(home: Path, tmp_path: Path) -> None:
    """A name that was mapped is mapped again, until `--map` says something else, which is remembered in its place."""
    assert shell("--map", "wall thing=side_lunge", workout(tmp_path, 1)).exit_code == 0
    path = home / "config" / FILE
    assert '"wall thing" = "side_lunge"' in path.read_text(encoding="utf-8")
    assert "Kept under" not in shell(workout(tmp_path, 2)).stderr
    shell("--map", "Wall Thing=-", workout(tmp_path, 3))
    shell(workout(tmp_path, 4))
    assert exercises_of(home) == ["Wall Thing", "Wall Thing", "side_lunge", "side_lunge"]
    assert read_names(path, EXERCISES)[0]["Wall Thing"] == "-"


def test_only_an_import_remembers(home: Path, tmp_path: Path) -> None:
    """A preview writes nothing, and a name that is in no file isn't remembered."""
    shell("--preview", "--map", "Wall Thing=squat", workout(tmp_path, 1))
    shell("--map", "Another=squat", workout(tmp_path, 1))
    assert not (home / "config" / FILE).exists()


def test_what_is_wrong_in_the_file_is_named(home: Path, tmp_path: Path) -> None:
    """A value that is no exercise is named with its key and not used; the rest is, and the import goes on."""
    path = home / "config" / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('"Wall Thing" = "squat"\n"Other" = "gone_exercise"\n"Third" = 7\n', encoding="utf-8")
    result = shell(workout(tmp_path, 1))
    assert result.exit_code == 0
    assert f"{path}: Other: " in result.stderr
    assert f"{path}: Third: 7 isn't valid" in result.stderr
    assert exercises_of(home) == ["squat"]
    path.write_text(f"{quoted('x' * 999 + ORDERS)} = {quoted(ORDERS)}\n", encoding="utf-8")
    said = shell(workout(tmp_path, 3)).stderr
    assert harmful(said) == []
    assert len(said) < 1000
    path.write_text('"Wall Thing" = ', encoding="utf-8")
    result = shell("--map", "Wall Thing=plank", workout(tmp_path, 2))
    assert result.exit_code == 0
    assert "The choices could not be remembered" in result.stderr
    assert path.read_text(encoding="utf-8") == '"Wall Thing" = '


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(st.dictionaries(NAMES, st.sampled_from(["squat", "plank", "-"]), max_size=5), st.data())
def test_any_name_can_be_remembered(
    tmp_path_factory: pytest.TempPathFactory, names: dict[str, str], data: st.DataObject
) -> None:
    """Whatever an app calls an exercise, the file has it as it is; forgetting one leaves the others."""
    path = tmp_path_factory.mktemp("names") / FILE
    save_names(path, names)
    assert read_names(path, EXERCISES) == (names, ())
    if names:
        gone = data.draw(st.sampled_from(sorted(names)))
        save_names(path, {gone: None})
        assert read_names(path, EXERCISES)[0] == {name: typed for name, typed in names.items() if name != gone}


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """That a choice can't be saved is said; a file that can't be read is never replaced."""
    (tmp_path / FILE).mkdir()
    profile = Profile(config_file=tmp_path / "config.toml", history=tmp_path, state=tmp_path)
    with pytest.raises(SettingsSaveError, match="The choices could not be remembered"):
        profile.remember_names({"a": "squat"})
    with pytest.raises(InputError):
        save_names(tmp_path / FILE, {"a": "squat"})
