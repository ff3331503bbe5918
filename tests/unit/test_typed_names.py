"""Every name that the program shows can be typed back, wherever a name is typed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength import locations
from runstrength.catalogue.guide import read_guide
from runstrength.catalogue.naming import exercise_names, find_exercise, named, plain
from runstrength.cli import main
from runstrength.history.loading import all_names
from runstrength.history.search import SearchRecord, SearchRows, found
from runstrength.history.set_edits import edit_sets, read_set_edit
from runstrength.history.store import Store
from runstrength.settings import EQUIPMENT_TITLES
from runstrength.ui.common.search import matches
from tests.support.loops import looped
from tests.support.past_samples import kept
from tests.support.plans import library, plan_of

LIBRARY = library()
NOW = datetime(2026, 11, 22, 7, 30, 5, tzinfo=timezone(timedelta(hours=1)))
NAMES = {key: exercise_names(exercise) for key, exercise in LIBRARY.exercises.items()}
SHOWN = [(key, name) for key, names in NAMES.items() for name in names]


def spellings(name: str) -> tuple[str, ...]:
    """Return a name as people type it."""
    signs = name.replace("-", " ").replace("'", "").replace(",", "")
    return name, name.lower(), name.upper(), signs, f" {signs.lower()} ", plain(name).replace(" ", "_")


def run(*args: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, args)


@looped(("key", "name"), SHOWN)
def test_every_name_of_an_exercise(key: str, name: str) -> None:
    """An exercise is found by every name that it has on a screen, however it is spelled."""
    assert find_exercise(LIBRARY.exercises, name).key == key
    for typed in {key, *spellings(name)}:
        assert named(typed, NAMES) == (key,)


@looped("name", list(LIBRARY.routine_files))
def test_every_title_of_a_routine(name: str) -> None:
    """A routine is found by its name and by its title."""
    title = LIBRARY.routine(name).title
    for typed in (name, *spellings(title)):
        assert LIBRARY.routine(typed).name == name
        assert LIBRARY.routine_name(typed, whole=True) == name


@looped("key", list(EQUIPMENT_TITLES))
def test_every_name_of_equipment(key: str) -> None:
    """Equipment is found by its key, its title in the settings, and in the plural."""
    for typed in (key, EQUIPMENT_TITLES[key], key.upper(), f"{key}s"):
        result = run("plan", "core", "--equipment", f"{typed},box", "--json")
        assert result.exit_code == 0, result.output


def test_every_title_of_the_guide() -> None:
    """A section of the guide is found by its title too."""
    for section in read_guide(locations.assets_dir() / "guide.toml"):
        assert run("guide", section.title).stdout == run("guide", section.key).stdout


@given(st.text(max_size=40))
def test_a_name_is_never_guessed(typed: str) -> None:
    """Whatever is typed means things whose names contain it, or nothing."""
    meant = named(typed, NAMES)
    for key in meant:
        assert all(word in " ".join(map(plain, (key, *NAMES[key]))) for word in plain(typed).split())
    assert set(named(typed, NAMES, whole=True)) <= set(meant)


def test_a_part_of_several_names() -> None:
    """What several names have in common ends with status 2 and lists them; a part of one name alone is enough."""
    result = run("exercises", "single leg")
    assert result.exit_code == 2
    for key in ("single_leg_deadlift", "single_leg_glute_bridge", "single_leg_calf_raise"):
        assert key in result.stderr
    assert json.loads(run("exercises", "carry", "--json").stdout)["key"] == "farmers_carry"
    assert "matches several routines: use " in run("plan", "warm").stderr


def test_a_part_deletes_nothing(home: Path) -> None:
    """To delete or edit a routine its whole name is needed."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    text = 'title = "Quiet evening"\n[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\n'
    (folder / "quiet-evening.toml").write_text(text)
    assert "not one of your routines" in run("routines", "delete", "quiet").stderr
    assert run("routines", "show", "quiet").exit_code == 0
    assert run("routines", "delete", "Quiet Evening").exit_code == 0
    assert not (folder / "quiet-evening.toml").exists()


SETS = kept(plan_of("runner", equipment=("dumbbell", "box")), NOW - timedelta(days=1)).sets
FORMS = list(dict.fromkeys((item.exercise, item.variant) for item in SETS))


@looped(("exercise", "variant"), FORMS)
def test_sets_by_every_name(exercise: str, variant: str | None) -> None:
    """Sets are corrected by the key, the name and the shown name of their exercise, with side and number after it."""
    item = LIBRARY.exercises[exercise]
    for name in (exercise, item.name, item.in_form(variant).name, item.in_form(variant).full_name):
        for typed in spellings(name):
            changed = edit_sets(SETS, read_set_edit(f"{typed} 1 = 7"), LIBRARY.exercises)
            differ = [new for old, new in zip(SETS, changed, strict=True) if new != old]
            assert {(new.exercise, new.set, new.done) for new in differ} == {(exercise, 1, 7)}


def test_a_form_is_corrected_alone() -> None:
    """The name of one form means its sets alone, that of the exercise all of them."""
    plain_squat = next(item for item in SETS if item.exercise == "squat")
    sets = (replace(plain_squat, variant=None, set=1), replace(plain_squat, variant="dumbbell", set=2))
    by_form = edit_sets(sets, read_set_edit("Goblet squat = 3"), LIBRARY.exercises)
    assert [item.done == 3 for item in by_form] == [False, True]
    assert [item.done for item in edit_sets(sets, read_set_edit("squat = 3"), LIBRARY.exercises)] == [3, 3]


def test_a_part_of_names_in_a_correction() -> None:
    """A part of one exercise's name is enough for a correction; of several, they are listed."""
    assert edit_sets(SETS, read_set_edit("deadlift = 3"), LIBRARY.exercises) != SETS
    with pytest.raises(ValueError, match="matches several exercises: use single_leg_deadlift"):
        edit_sets(SETS, read_set_edit("single = 3"), LIBRARY.exercises)


def test_a_name_in_a_command(home: Path) -> None:
    """`history add` and `edit` take the names that they print."""
    chosen = ("--equipment", "Dumbbells", "--level", "intermediate")
    added = run("history", "add", "Runner's supersets", *chosen, "--set", "Goblet squat = 7 6")
    assert added.exit_code == 0, added.output
    assert "Goblet squat" in added.stdout
    result = run("history", "edit", "last", "--set", "goblet_squat 2 = 4")
    assert result.exit_code == 0, result.output
    stored = Store(home / "data" / "history").load("last")
    assert [item.done for item in stored.sets if item.exercise == "squat"][:2] == [7, 4]


@looped(("key", "name"), SHOWN)
def test_every_list_is_searched_by_names(key: str, name: str) -> None:
    """A search finds an exercise by every spelling of its names."""
    text = " ".join((key, *exercise_names(LIBRARY.exercises[key])))
    for typed in spellings(name):
        assert matches(text, typed)


def test_a_list_of_sessions_is_searched_by_names() -> None:
    """A search of the history finds sessions by the names of their exercises, without hyphens and apostrophes too."""
    rows = SearchRows({key: all_names(exercise) for key, exercise in LIBRARY.exercises.items()})
    whole = kept(plan_of("runner"), NOW - timedelta(days=1))
    row = rows.row(msgspec.convert(msgspec.to_builtins(whole), SearchRecord))
    for typed in ("single leg deadlift", "Single-leg", "single_leg_deadlift", "goblet_squat"):
        assert found([row], typed) == (row,), typed
