"""The builder on the screen: what is built is what is kept, and nothing is lost by a heavy hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from runstrength.catalogue.routine_draft import Position
from runstrength.toml_input import read_toml
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.messages import OpenBuilder
from runstrength.ui.routines.builder import BuilderScreen
from tests.support.app import make_app, painted, press, settled, text_of

QUIET = '# mine\ntitle = "Quiet"\n[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "plank"\nhold = 20  # easy\n'


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of own routines, with one in it."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(QUIET, encoding="utf-8")
    return folder


def builder(app: RunstrengthApp) -> BuilderScreen:
    """Return the builder."""
    return next(screen for screen in app.screen_stack if isinstance(screen, BuilderScreen))


def rows(app: RunstrengthApp) -> list[str]:
    """Return the rows of the routine."""
    lines = [app.screen.list.line(row) for row in range(app.screen.list.count)]  # type: ignore[attr-defined]
    return [" ".join("".join(f"{span.text} " for span in (*line.left, *line.right)).split()) for line in lines]


def says(app: RunstrengthApp, selector: str) -> str:
    """Return what a part of the screen says, on one line."""
    return " ".join(text_of(app, selector).split())


def names(folder: Path) -> list[str]:
    """Return the files in a folder, hidden ones too, without the schema."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".schema") if folder.exists() else []


async def choose(pilot: Pilot[int], words: str) -> None:
    """Choose the first exercise that some words find."""
    assert pilot.app.screen.name == "choose-exercise"
    await press(pilot, *words, "enter")


async def test_from_home_to_a_file_in_a_few_presses_exercises(home: Path) -> None:
    """From home to a file in a few presses: exercises, a second block, sets, a dose, a title, and it can be started."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "b", "a")
        await choose(pilot, "squat")
        await press(pilot, "a")
        await choose(pilot, "plank")
        await press(pilot, "right", "b")
        await choose(pilot, "push")
        await press(pilot, "up", "right")
        await press(pilot, "home", "enter", *"Mine", "enter", "s")

        assert rows(app) == [
            "Mine",
            "A superset 2 sets",
            "A1 Squat 8 reps",
            "A2 Plank 25 s",
            "B block 3 sets",
            "· Push-up 5 reps",
        ]
        assert "saved as mine" in says(app, "#headline")
        assert read_toml(home / "config" / "routines" / "mine.toml") == {
            "title": "Mine",
            "blocks": [
                {"name": "A", "slots": [{"exercise": "squat"}, {"exercise": "plank", "hold": 25}]},
                {"name": "B", "sets": 3, "slots": [{"exercise": "push_up"}]},
            ],
        }
        await press(pilot, "q", "r")
        assert text_of(app, "#list").startswith("Mine")
        await press(pilot, "enter")
        assert app.screen.name == "session"


async def test_the_length_is_seen_with_every_change(folder: Path, home: Path) -> None:
    """Beside the title stands how long it takes at the person's level, and what the last change made of it."""
    app = make_app(home, level="advanced")
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        before = app.services.planner.plan("quiet").seconds
        await press(pilot, "down", "right")

        plan = builder(app).preview.plan
        assert plan is not None
        assert plan.seconds > before
        text = says(app, "#headline")
        assert f"+{round(plan.seconds - before) // 60}:{round(plan.seconds - before) % 60:02}" in text
        assert "at advanced level" in text


async def test_comments_are_kept(folder: Path, home: Path) -> None:
    """A change of an own routine touches its value and nothing else."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r", "e", "down", "down", *"30", "enter", "s")

        assert (folder / "quiet.toml").read_text("utf-8") == QUIET.replace("20", "30")


async def test_every_change_is_taken_back_by_one_press(folder: Path, home: Path) -> None:
    """Every change is taken back by one press, a run of arrows as one, and made again by another."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "down", "down", "right", "right", "equals_sign", "d")
        assert rows(app)[2:] == ["· Plank 30 s"]
        await press(pilot, "backspace")
        assert rows(app)[2:] == ["A1 Plank 30 s", "A2 Plank 30 s"]
        await press(pilot, "ctrl+z")
        assert rows(app)[2:] == ["· Plank 30 s"]
        await press(pilot, "ctrl+z")
        assert rows(app)[2:] == ["· Plank 20 s"]
        await press(pilot, "ctrl+z")
        assert "nothing to undo" in says(app, "#headline")
        await press(pilot, "ctrl+y", "ctrl+y")
        assert rows(app)[2:] == ["A1 Plank 30 s", "A2 Plank 30 s"]
        await press(pilot, "ctrl+y", "ctrl+y")
        assert "nothing to redo" in says(app, "#headline")


async def test_what_is_highlighted_moves_and_stays_highlighted(home: Path) -> None:
    """What is highlighted moves, and stays highlighted."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("core"))
        await settled(pilot)
        await press(pilot, "down", "down", "J")
        assert [row.split()[1] for row in rows(app)[2:]] == ["Side", "Plank"]
        assert builder(app).position == Position(0, 1)
        await press(pilot, "shift+up", "shift+up")
        assert builder(app).position == Position(0, 0)


async def test_tab_goes_through_the_values_of_a_row(folder: Path, home: Path) -> None:
    """Tab goes through the values of a row, shift+tab back; a choice goes on with space, a number is typed."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "down", "tab", *"45", "tab")
        assert builder(app).preview.draft.blocks[0].rest == 45
        assert "› get ready" in text_of(app, "#details")
        await press(pilot, "shift+tab", "shift+tab", "shift+tab", "shift+tab", "space")
        assert "finisher ‹ yes ›" in says(app, "#details")
        assert "Block A" in says(app, "#details")


async def test_an_exercise_can_be_changed_for_another_one(folder: Path, home: Path) -> None:
    """An exercise can be changed for another one; its dose stays where it still means something."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "end", "shift+tab", "enter")
        assert "Plank" in says(app, "#details")
        await choose(pilot, "side pl")
        assert rows(app)[-1] == "· Side plank 20 s a side"


async def test_an_exercise_of_ones_own(folder: Path, home: Path) -> None:
    """An exercise can be typed by its name, undone, and replaced by one that is chosen: the file says what is seen."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "end", "shift+tab", "shift+tab", "enter", *"Wall sit", "enter")
        assert rows(app)[-1].startswith("· Wall sit")
        await press(pilot, "u")
        assert rows(app)[-1].startswith("· Plank")
        await press(pilot, "enter", *"Wall sit", "enter", "tab", "enter")
        await choose(pilot, "side pl")
        assert rows(app)[-1].startswith("· Side plank")
        await press(pilot, "s")
        text = (home / "config" / "routines" / "quiet.toml").read_text("utf-8")
        assert text.count('exercise = "side_plank"') == 1
        assert "Wall sit" not in text


async def test_escape_forgets_what_was_looked_for(home: Path) -> None:
    """Escape forgets what was looked for, then leaves the choice; nothing is added."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "b", "a", *"q?j", "escape")
        assert (app.screen.name, "type to search" in says(app, "#headline")) == ("choose-exercise", True)
        await press(pilot, "escape")
        assert (app.screen.name, rows(app)) == ("builder", ["My routine"])


async def test_typing_something_wrong(folder: Path, home: Path) -> None:
    """What cannot be is explained and stays to be mended; nothing else is done meanwhile."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "down", *"101", "down")
        assert '"101" isn' in says(app, "#details")
        assert "use a whole number from 1 to 100 sets" in says(app, "#details")
        await press(pilot, "tab", "ctrl+s")
        assert "101_" in says(app, "#details")
        await press(pilot, "delete", "shift+down")
        assert ("101_" in says(app, "#details"), len(rows(app))) == (True, 3)
        await press(pilot, "escape")
        assert "sets ‹ 2 sets ›" in says(app, "#details")
        assert names(folder) == ["quiet.toml"]


async def test_a_title_from_elsewhere(home: Path) -> None:
    """A title can be pasted, and is data: markup in it is text, and what a terminal would obey is left out."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "b")
        app.screen.post_message(Paste("[b]Ten\x1b[2J[/b]"))
        await settled(pilot)
        await press(pilot, "enter")

        assert builder(app).preview.draft.title == "[b]Ten[2J[/b]"
        assert "[b]Ten[2J[/b]" in "\n".join(painted(app))


# -- a heavy hand ------------------------------------------------------------------------------------------------------


async def test_a_key_held_down(home: Path) -> None:
    """A key held down takes one away, adds one, and types nothing into what it opened."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("runner"))
        await settled(pilot)
        await press(pilot, "down", "down")
        await pilot.press("d", "d", "d")
        await settled(pilot)
        assert len(builder(app).preview.draft.blocks[0].slots) == 2
        await pilot.press("equals_sign", "equals_sign", "equals_sign")
        await settled(pilot)
        assert len(builder(app).preview.draft.blocks[0].slots) == 3
        app.real_clock.advance(5)  # type: ignore[attr-defined]
        await pilot.press("a", "a", "a")
        await settled(pilot)
        assert "type to search" in says(app, "#headline")


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c", "ctrl+q"])
async def test_who_leaves_with_changes_is_asked(folder: Path, home: Path, key: str) -> None:
    """Who leaves with changes is asked; going on goes on, with everything as it was."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "down", "right", key)
        assert app.screen.name == "stop"
        assert "SAVE CHANGES?" in "\n".join(painted(app))
        await press(pilot, "space")
        assert (app.screen.name, rows(app)[1]) == ("builder", "A block 3 sets")
        await press(pilot, key, "s")
        assert app.screen.name == "home"
        assert "sets = 3" in (folder / "quiet.toml").read_text()
        assert names(folder) == ["quiet.toml"]


async def test_discarding_takes_two_presses(folder: Path, home: Path) -> None:
    """Changes are thrown away by two presses of d and not by one, and are gone then."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "down", "right", "q", "d")
        assert "press d again to leave without saving" in text_of(app, "#choices")
        assert app.screen.name == "stop"
        await press(pilot, "d")
        assert (app.screen.name, (folder / "quiet.toml").read_text(), names(folder)) == ("home", QUIET, ["quiet.toml"])


async def test_leaving_without_changes(folder: Path, home: Path) -> None:
    """Nobody is asked who has changed nothing, or has changed it back."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "down", "right", "left", "q")
        assert (app.screen.name, names(folder)) == ("home", ["quiet.toml"])


async def test_saving_without_changes(folder: Path, home: Path) -> None:
    """Without a change nothing is saved: a built-in routine is not replaced by a copy that equals it."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("core"))
        await settled(pilot)
        await press(pilot, "s")
        assert "no changes, nothing saved" in says(app, "#headline")
        assert names(folder) == ["quiet.toml"]
        await press(pilot, "down", "right", "s")
        assert "saved: your Core holds replaces the built-in one" in says(app, "#headline")
        assert "core.toml" in names(folder)


async def test_a_long_description(home: Path) -> None:
    """A description that needs several lines is whole below its label, also while another value is chosen."""
    app = make_app(home)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("core"))
        await settled(pilot)
        about = app.services.library.routine("core").about
        shown = text_of(app, "#details").split("about", 1)[1]
        assert about in " ".join(shown.split())


async def test_a_window_that_is_closed(folder: Path, home: Path) -> None:
    """What was not kept is found again after the worst, and ctrl+z leads back to what is in the file."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await press(pilot, "down", "right")
        builder(app).autosave()
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        assert (rows(app)[1], "restored your last edits" in says(app, "#headline")) == ("A block 3 sets", True)
        await press(pilot, "ctrl+z")
        assert rows(app)[1] == "A block 2 sets"
        await press(pilot, "q")
        assert (app.screen.name, names(folder)) == ("home", ["quiet.toml"])


async def test_a_routine_without_an_exercise_is_no_routine(home: Path) -> None:
    """A routine without an exercise is no routine: it is said so, and no file is made."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "b", "s")
        assert "Empty. Press a" in says(app, "#details")
        assert names(home / "config" / "routines") == []


async def test_a_disk_that_takes_nothing(home: Path) -> None:
    """What cannot be kept is still there, and why is said."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "routines").write_text("a file in the folder's place")
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "b", "a", "enter", "s")
        assert "Couldn't save it" in says(app, "#details")
        assert len(rows(app)) == 3


# -- ways in -----------------------------------------------------------------------------------------------------------


async def test_the_ways_in(folder: Path, home: Path) -> None:
    """The builder is reached from home, the palette, and the routines, there with the highlighted one or a new one."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        commands["New routine"]()
        await settled(pilot)
        assert rows(app) == ["My routine"]
        await press(pilot, "q", "r", "n")
        assert rows(app) == ["My routine"]
        await press(pilot, "q", "e")
        assert rows(app)[0] == "Quiet"
        await press(pilot, "q")
        assert app.screen.name == "routines"


async def test_one_with_problems(folder: Path, home: Path) -> None:
    """A routine that can't be read is not opened: its mistakes are named, and how to mend them."""
    (folder / "quiet.toml").write_text(QUIET.replace("20", '"ten"'))
    app = make_app(home)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "r", "end", "e")
        assert app.screen.name == "routines"
        assert "routines edit quiet" in " ".join("".join(painted(app)).split())


async def test_a_warm_up_of_ones_own(home: Path) -> None:
    """A warm-up that somebody built is found among the routines."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "b", "a", "enter", "home", "tab", "space", "s", "q", "r")
        assert text_of(app, "#list").startswith("My routine")


async def test_a_shared_one(home: Path, tmp_path: Path) -> None:
    """A file dropped on the routines is shown, and added when that is wanted; a broken one is explained."""
    file = tmp_path / "a friend's.toml"
    file.write_text(QUIET, encoding="utf-8")
    app = make_app(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        app.screen.post_message(Paste(f'"{file}"'))
        await settled(pilot)
        assert (app.screen.name, "Plank" in says(app, "#details")) == ("shared", True)
        await press(pilot, "down", "enter")
        assert (app.screen.name, names(home / "config" / "routines")) == ("routines", [])
        app.screen.post_message(Paste(str(file)))
        await settled(pilot)
        await press(pilot, "enter")
        assert names(home / "config" / "routines") == ["quiet.toml"]
        assert text_of(app, "#list").startswith("Quiet")
        file.write_text("title = ")
        app.screen.post_message(Paste(str(file)))
        await settled(pilot)
        assert app.screen.name == "routines"
        assert "afriend's.toml:" in "".join("".join(painted(app)).replace("▌", " ").split())  # wherever the line breaks


async def test_rows_values_and_the_arrows_beside_a_value_can_be_clicked(folder: Path, home: Path) -> None:
    """Rows, values and the arrows beside a value can be clicked."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        await pilot.click("#list", offset=(5, 1))
        await settled(pilot)
        assert builder(app).position == Position(0)
        lines = text_of(app, "#details").splitlines()
        rest = next(y for y, line in enumerate(lines) if "rest" in line)
        await pilot.click("#details", offset=(4, rest))
        await settled(pilot)
        more = text_of(app, "#details").splitlines()[rest].index("›", 2)
        await pilot.click("#details", offset=(more, rest))
        await settled(pilot)
        assert builder(app).preview.draft.blocks[0].rest == 65
        await press(pilot, "s")
        assert "rest = 65" in (folder / "quiet.toml").read_text()


async def test_a_click_on_another_row_while_typing(folder: Path, home: Path) -> None:
    """A value that is typed when another row is clicked is not taken, and the screen says so."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("quiet"))
        await settled(pilot)
        before = builder(app).preview.draft
        await press(pilot, "down", "7")
        assert builder(app).typed == "7"
        await pilot.click("#list", offset=(5, 2))
        await settled(pilot)

        assert builder(app).typed is None
        assert builder(app).preview.draft == before
        assert "what you typed was not saved" in says(app, "#headline")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_at_every_size_each_row_can_be_reached_and_the_length(home: Path, size: tuple[int, int]) -> None:
    """At every size each row can be reached, and the length, the way to keep it and the way out are seen."""
    app = make_app(home)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("runner"))
        await settled(pilot)
        count = len(rows(app))
        for _ in range(count):
            text = "\n".join(painted(app))
            assert any(line.lstrip().startswith("›") for line in text.splitlines())
            assert "at beginner level" in text
            assert "s save" in text
            assert "q back" in text
            assert size[1] < 20 or " ‹ " in text
            await press(pilot, "down")
        assert builder(app).position == Position(3, 0)
