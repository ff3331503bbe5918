"""Own exercises in the app: the form of a new one, from the list, the builder and the palette; edit, delete, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from textual.events import Paste

from runstrength.ui.app import RunstrengthApp
from runstrength.ui.exercises.edit import ExerciseFormScreen
from runstrength.ui.routines.builder import BuilderScreen
from tests.support.app import make_app, painted, press, settled, text_of

OWN = '# mine\nname = "Wall sit"\nkind = "hold"\nmin = 20\nmax = 60\nfigure = "squat"\ncues = ["Back flat"]\n'


def folder(home: Path) -> Path:
    """Return the folder of own exercises."""
    return home / "config" / "exercises"


def add_own(home: Path, text: str = OWN) -> Path:
    """Write an own exercise by hand; return its file."""
    folder(home).mkdir(parents=True, exist_ok=True)
    path = folder(home) / "wall_sit.toml"
    path.write_text(text, encoding="utf-8")
    return path


def lines(app: RunstrengthApp) -> list[str]:
    """Return the rows of the form."""
    return [" ".join(row.split()) for row in text_of(app, "#list").splitlines()]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_a_new_exercise(home: Path, size: tuple[int, int]) -> None:
    """A name and the key that saves are enough: it is in the list, highlighted, and in its file."""
    app = make_app(home)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "e", "n", *"Clam", "enter", "s")
        assert app.screen.name == "exercises"
        shown = "\n".join(painted(app))

    assert "› Clam" in shown
    assert tomli.loads((folder(home) / "clam.toml").read_text()) == {
        "name": "Clam", "kind": "reps", "min": 6, "max": 12,
    }  # fmt: skip


async def test_the_range_follows_the_kind(home: Path) -> None:
    """Who chooses a hold is not asked to hold for as many seconds as they would do reps; a range of their own stays."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "n", *"Wall sit", "enter", "down", "right")
        usual = lines(app)[3:5]
        await press(pilot, "down", "down", *"25", "enter", "up", "up", "right")
        own = lines(app)[3:5]

    assert usual == ["At least 20 seconds", "At most 60 seconds"]
    assert own == ["At least 25 seconds", "At most 60 seconds"]


async def test_all_of_it(home: Path) -> None:
    """Every row can be answered: with arrows, by typing, and the figure from the exercises that have one."""
    app = make_app(home)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "n", *"Side step", "enter", "down", "enter", "down", "right", "down", *"12", "enter")
        await press(pilot, "down", *"40", "enter", "down", "right", "down", "right", "down", "right")
        await press(pilot, "down", "enter", *"goblet", "enter")
        await press(pilot, "down", "enter", *"Knees out", "enter", "down", "enter", *"Chest up", "enter")
        await press(
            pilot, "down", "down", "enter", *"no step", "enter", "down", "down", "enter", *"with a band", "enter"
        )
        rows = lines(app)
        await press(pilot, "s")

    assert rows[:2] == ["Name Side step", "Counts a hold, in seconds"]
    assert tomli.loads((folder(home) / "side_step.toml").read_text()) == {
        "name": "Side step",
        "kind": "hold",
        "per_side": True,
        "min": 12,
        "max": 40,
        "movements": ["squat"],
        "equipment": ["bodyweight", "dumbbell"],
        "position": "kneeling",
        "figure": "squat_bw",
        "cues": ["Knees out", "Chest up"],
        "rungs": [
            {"key": "no_step", "words": "no step", "easier": True},
            {"key": "with_a_band", "words": "with a band"},
        ],
        "variants": [{"key": "dumbbell", "equipment": ["dumbbell"], "load_placement": "dumbbell"}],
    }


async def test_what_is_wrong_is_said_in_the_form(home: Path) -> None:
    """A name that is missing or taken and a range that is upside down are errors on their rows; nothing is lost."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "n", "enter", "down", "s")
        missing = text_of(app, "#headline")
        await press(pilot, "enter", *"squat", "enter", "down", "right", "s")
        taken, highlighted = text_of(app, "#headline"), "\n".join(painted(app))
        await press(pilot, "enter", "ctrl+u", *"My squat", "enter", "down", "down", "down", *"900", "enter", "s")
        upside_down, row = text_of(app, "#headline"), "\n".join(painted(app))
        rows = lines(app)
        assert isinstance(app.screen, ExerciseFormScreen)

    assert "Enter a name" in missing
    assert "is already the name of an exercise" in taken
    assert "› Name" in highlighted
    assert "900 (min) or more" in " ".join(upside_down.split())
    assert "› At most" in row
    assert rows[:2] == ["Name My squat", "Counts a hold, in seconds"]
    assert not folder(home).exists()


async def test_leaving_asks_before_something_is_lost(home: Path) -> None:
    """Leaving asks before something is lost: it can be saved then, or discarded; without a change nothing is asked."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "n", "escape", "q")
        assert app.screen.name == "exercises"
        await press(pilot, "n", *"Clam", "enter", "q")
        assert app.screen.name == "stop"
        await press(pilot, "g")
        assert isinstance(app.screen, ExerciseFormScreen)
        await press(pilot, "q", "d", "d")
        assert app.screen.name == "exercises"
        assert not folder(home).exists()
        await press(pilot, "n", *"Clam", "enter", "q", "s")
        assert app.screen.name == "exercises"
        assert (folder(home) / "clam.toml").is_file()


async def test_an_edit_keeps_what_was_written_by_hand(home: Path) -> None:
    """Own exercises can be edited: comments stay, and the history still knows it by its key."""
    path = add_own(home)
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "e")
        rows = lines(app)
        await press(pilot, "enter", *" tall", "enter", "s")

    assert rows[0] == "Name Wall sit"
    assert path.read_text() == OWN.replace("Wall sit", "Wall sit tall")


async def test_built_in_ones_stay(home: Path) -> None:
    """A built-in exercise can be neither edited nor deleted."""
    app = make_app(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "e", "e")
        said = "\n".join(painted(app))
        await press(pilot, "d", "d")
        await press(pilot, "slash", *"no such", "enter", "e", "d", "d", "enter")

        assert app.screen.name == "exercises"
        assert text_of(app, "#list").strip() == ""
        await press(pilot, "escape")
        assert "Only your own exercises can be edited" in said
        assert "Single-leg deadlift" in text_of(app, "#list")


async def test_delete_and_undo(home: Path) -> None:
    """The key that deletes is pressed twice; the exercise is in the trash, and undo brings it back."""
    path = add_own(home)
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "d")
        asked = "\n".join(painted(app))
        await press(pilot, "down", "up", "d", "d")
        gone = text_of(app, "#list")
        assert not path.exists()
        await press(pilot, "u")
        back = "\n".join(painted(app))
        await press(pilot, "d", "d", "slash", *"plank", "enter", "u")
        assert "› Wall sit" in "\n".join(painted(app))  # the search would hide it
        await pilot.press("d", "d", "d")
        await settled(pilot)
        assert path.exists()  # the key was held down

    assert "again to delete" in asked
    assert "Wall sit" not in gone
    assert "› Wall sit" in back
    assert path.read_text() == OWN


async def test_from_the_builder(home: Path) -> None:
    """Choosing an exercise for a routine can make a new one, called as it was searched for, and it is used at once."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "b", "a", *"clamshell")
        offered = text_of(app, "#list")
        await press(pilot, "enter")
        assert lines(app)[0].startswith("Name Clamshell")
        await press(pilot, "enter", "s")
        assert isinstance(app.screen, BuilderScreen)
        built = text_of(app, "#list")
        await press(pilot, "a", "end", "enter", "escape", "q")
        assert app.screen.name == "choose-exercise"

    assert 'New exercise "clamshell"' in offered
    assert "Clamshell" in built


async def test_an_exercise_of_an_open_routine_stays(home: Path) -> None:
    """While a routine is open in the builder no exercise is deleted under it."""
    path = add_own(home)
    app = make_app(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "b", "ctrl+p", *"exercises", "enter", "d", "d")

        assert "Save or leave the routine" in "\n".join(painted(app))
        assert path.exists()


async def test_from_the_palette(home: Path) -> None:
    """The list of commands has a new exercise too."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+p", *"new exerc", "enter")

        assert isinstance(app.screen, ExerciseFormScreen)


async def test_text_is_data(home: Path) -> None:
    """Text that looks like markup or TOML stays text, in the form, in the list and in the file."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "n")
        app.post_message(Paste('[red]"x"\n= 1 \x1b[31m'))
        await settled(pilot)
        await press(pilot, "enter")
        typed = lines(app)[0]
        await press(pilot, "s")
        listed = text_of(app, "#list")

    assert typed == 'Name [red]"x" = 1 [31m'
    assert '[red]"x" = 1 [31m' in listed
    (file,) = folder(home).glob("*.toml")
    assert tomli.loads(file.read_text())["name"] == '[red]"x" = 1 [31m'


async def test_a_file_that_changed_meanwhile(home: Path) -> None:
    """What another process wrote is not overwritten, and what was typed stays in the form."""
    path = add_own(home)
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "e", "enter", *" tall", "enter")
        path.write_text(OWN + "# more\n")
        await press(pilot, "s")

        assert "was changed by something else meanwhile" in " ".join(text_of(app, "#headline").split())
        assert lines(app)[0] == "Name Wall sit tall"
        assert path.read_text() == OWN + "# more\n"
