"""The exercises: the list, the page of one, and the figure that moves on both."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from runstrength.catalogue.library import load_library
from runstrength.figure.canvas import Rows
from runstrength.figure.motion import FRAME
from runstrength.locations import assets_dir
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.exercises.exercise_lines import exercises_by_group
from runstrength.ui.exercises.screen import ExercisesScreen, FigureMixin
from runstrength.ui.messages import OpenExercise
from runstrength.ui.widgets.figure import Figure
from tests.conftest import FakeClock
from tests.support.app import make_app, painted, press, settled, text_of
from tests.support.history_samples import fail

WALL_SIT = 'name = "Wall [b]sit[/b]"\nkind = "hold"\nmin = 20\nmax = 60\ncues = ["Back flat"]\n'
LIBRARY = load_library(assets_dir())
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60), (40, 60)]


def figure_of(app: RunstrengthApp) -> Rows:
    """Return the picture that is shown."""
    return app.screen.query_one(Figure).rows


def moves(app: RunstrengthApp) -> bool:
    """Tell whether the figure is going to move."""
    assert isinstance(app.screen, FigureMixin)
    return app.screen.animation.is_running


def way_to(key: str) -> list[str]:
    """Return the presses that lead from the first exercise of the list to another one."""
    return ["down"] * [found for _, found in exercises_by_group(LIBRARY)].index(key)


async def after(pilot: Pilot[int], seconds: float) -> Rows:
    """Let time pass, as the timer would find it, and return the picture."""
    app = cast("RunstrengthApp", pilot.app)
    cast("FakeClock", app.real_clock).advance(seconds)
    assert isinstance(app.screen, FigureMixin)
    app.screen.animation.draw()
    return figure_of(app)


@pytest.fixture
def own(home: Path) -> Path:
    """Return the home of somebody with two own exercises, one with a figure and one without."""
    folder = home / "config" / "exercises"
    folder.mkdir(parents=True)
    (folder / "wall_sit.toml").write_text(WALL_SIT, encoding="utf-8")
    (folder / "slow_squat.toml").write_text(
        'name = "Slow squat"\nkind = "reps"\nmin = 4\nmax = 8\nfigure = "squat"\n', encoding="utf-8"
    )
    return home


async def test_all_of_them_in_their_groups(own: Path) -> None:
    """The list has every exercise once, own ones first; the first of each group says which it is."""
    app = make_app(own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        rows = text_of(app, "#list").splitlines()

    assert len(rows) == len(LIBRARY.exercises) + 2
    groups = ("custom ", "single-leg ", "legs ", "core ", "upper body ", "warm-up ")
    assert [group for row in rows for group in groups if row.endswith(group)] == list(groups)
    assert rows[0].startswith(("Slow squat", "Wall [b]sit[/b]"))


async def test_what_matters_most(home: Path) -> None:
    """Beside the list stand the dose, the first dose at each level, and the cues, with the figure above."""
    app = make_app(home, level="intermediate")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "e", *way_to("squat"))
        text = text_of(app, "#details")

        assert "8-15 reps · 2 s down, 1 s up" in text
        assert "beginner 8 · intermediate 10 · advanced 12" in text
        assert "Keep your chest up" in text
        assert any("⣿" in row for row in painted(app))


async def test_everything_on_its_page(home: Path) -> None:
    """The page has start position, cues, faults, what is felt, what is easier and harder, and what to do it with."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", *way_to("squat"), "space")
        text = text_of(app, "#list")

        assert app.screen.name == "exercise"
        for words in ("slightly wider", "Keep your chest up", "knees cave in", "front of the thighs"):
            assert words in " ".join(text.split()), words
        for words in ("shallower squat", "pause at the bottom", "quads, glutes, core", "kettlebell in both hands"):
            assert words in " ".join(text.split()), words
        for label in ("dose", "levels", "start", "cues", "faults", "felt in", "easier", "harder", "trains", "also"):
            assert label in text, label
        assert "strong thighs for hills" in text_of(app, "#headline")


async def test_the_arrows_lead_to_the_exercise_before_and_after(home: Path) -> None:
    """The arrows lead to the exercise before and after, round and round, and the list follows."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "space")
        names = []
        for key in ("right", "left", "left"):
            await press(pilot, key)
            names.append(text_of(app, "#headline").splitlines()[0].split("  ")[0])
        await press(pilot, "q")

        assert names == ["Single-leg glute bridge", "Single-leg deadlift", "Ankle bounce"]
        assert isinstance(app.screen, ExercisesScreen)
        assert app.screen.list.highlighted == app.screen.list.count - 1
        assert "Ankle bounce" in text_of(app, "#details")
        await press(pilot, "slash", *"ankle b", "enter", "enter", "right", "q")
        assert app.screen.list.highlighted == 0  # the next one isn't in what was found
        assert "Ankle bounce" in text_of(app, "#details")


async def test_with_the_mouse(home: Path) -> None:
    """A click highlights, another one opens, and a click at the foot goes on."""
    names = [LIBRARY.exercises[key].name for _, key in exercises_by_group(LIBRARY)]
    app = make_app(home)
    async with app.run_test(size=(80, 23)) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        await pilot.click("#list", offset=(5, 5))
        await settled(pilot)
        assert (app.screen.name, text_of(app, "#details").splitlines()[0]) == ("exercises", names[5])
        await pilot.click("#list", offset=(5, 5))
        await settled(pilot)
        assert app.screen.name == "exercise"
        foot = text_of(app, "#foot")
        await pilot.click("#foot", offset=(foot.index("→") + 1, 0))
        await settled(pilot)
        assert text_of(app, "#headline").startswith(names[6])


async def test_it_moves_with_the_time(home: Path) -> None:
    """The picture is a function of the time since the exercise is shown: it moves, and a rep later it is the same."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", *way_to("squat"))  # a squat: 2 s down, 1 s up
        assert isinstance(app.screen, ExercisesScreen)
        app.screen.animation.since = app.real_clock()
        tall = await after(pilot, 0.0)
        deep = await after(pilot, 2.0)
        assert deep != tall
        assert await after(pilot, 1.0) == tall
        assert await after(pilot, 2.0) == deep
        assert moves(app)


async def test_it_sleeps_until_it_looks_different(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It asks to be woken for its next frame, eight a second, and not at all once it stands still."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        waits: list[float] = []
        assert isinstance(app.screen, ExercisesScreen)
        alarm = app.screen.animation.alarm
        monkeypatch.setattr(alarm, "at", lambda moment, _: waits.append(moment - app.real_clock()))
        await press(pilot, *way_to("plank"))
        waits.clear()
        app.screen.animation.since = app.real_clock()
        await after(pilot, 0.0)
        assert waits == [pytest.approx(FRAME)]
        moving = await after(pilot, 1.0)
        still = await after(pilot, 1.0)
        assert moving != still
        assert not moves(app)
        assert await after(pilot, 100.0) == still


async def test_where_nothing_is_to_move_there_is_a_still_picture(home: Path) -> None:
    """Where nothing is to move there is a still picture, the one that tells most, and no timer."""
    app = make_app(home)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", *way_to("squat"))
        before = figure_of(app)
        assert before
        assert not moves(app)
        assert await after(pilot, 1.3) == before
        app.animation_level = "full"
        app.screen.animation.since = app.real_clock()  # type: ignore[attr-defined]
        assert await after(pilot, 2.0) == before  # the bottom of the squat


async def test_while_another_screen_covers_it_the_figure_rests(home: Path) -> None:
    """While another screen covers it the figure rests, and it goes on when that is gone."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        below = app.screen
        assert isinstance(below, ExercisesScreen)
        assert below.animation.is_running
        for key in ("?", "space"):
            await press(pilot, "question_mark" if key == "?" else key)
            assert app.screen is not below
            assert not below.animation.is_running
            await press(pilot, "escape")
            assert app.screen is below
            assert below.animation.is_running


async def test_own_without_a_figure(own: Path) -> None:
    """An own exercise shows the figure it names, or none, and its name is data."""
    app = make_app(own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        shown = {}
        for _ in range(2):
            shown[text_of(app, "#details").splitlines()[0]] = bool(figure_of(app))
            await press(pilot, "space")
            assert app.screen.query_one(Figure).display == bool(figure_of(app))
            await press(pilot, "q", "down")

    assert shown == {"Slow squat": True, "Wall [b]sit[/b]": False}


async def test_a_broken_own_exercise(home: Path) -> None:
    """An own exercise that can't be read is named with what is wrong; the others are there."""
    folder = home / "config" / "exercises"
    folder.mkdir(parents=True)
    (folder / "wrong.toml").write_text(WALL_SIT.replace('"hold"', '"hold"\nfigure = "squad"'), encoding="utf-8")
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e")

        assert '"squad" isn\'t valid' in " ".join(text_of(app, "#foot").split())
        assert "Single-leg deadlift" in text_of(app, "#list")


@pytest.mark.parametrize("size", SIZES)
async def test_at_every_size_the_list(home: Path, size: tuple[int, int]) -> None:
    """At every size the list, and the page with its figure and its last line, can be seen."""
    app = make_app(home)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "e", "end")
        screen = "\n".join(painted(app))
        assert "› Ankle bounce" in screen
        assert "q back" in screen
        assert ("beginner 20" in screen) == (size != (40, 12))
        await press(pilot, "space")
        screen = "\n".join(painted(app))
        assert any("⠀" < char <= "⣿" for char in screen)
        assert "dose" in screen
        await press(pilot, "end")
        screen = "\n".join(painted(app))
        assert text_of(app, "#list").splitlines()[-1].split()[-1] in screen


async def test_a_resize_keeps_the_time(home: Path) -> None:
    """Another size draws the same moment anew, and the text keeps to it."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "space")
        assert isinstance(app.screen, FigureMixin)
        since = app.screen.animation.since
        await pilot.resize_terminal(120, 40)
        await settled(pilot)

        assert app.screen.animation.since == since
        assert len(figure_of(app)) > 16


async def test_the_palette_finds_them(home: Path) -> None:
    """Every exercise can be opened by its name."""
    from runstrength.ui.command_palette.commands import commands

    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        found = {command.title: command.callback for command in commands(app, app.services, app.screen)}
        found["Exercise: Side plank"]()
        await settled(pilot)

        assert app.screen.name == "exercise"
        assert text_of(app, "#headline").startswith("Side plank")
        await press(pilot, "q")
        assert app.screen.name == "home"


async def test_the_list_is_searched(home: Path) -> None:
    """A search shows the exercises with all its words, nothing is said to match where none do, and escape shows all."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "slash", *"plank")
        found = text_of(app, "#list").splitlines()
        await press(pilot, "x", "x")
        none = text_of(app, "#list"), text_of(app, "#foot")
        await press(pilot, "escape")
        every = text_of(app, "#list").splitlines()

    assert found
    assert all("lank" in row for row in found)
    assert none[0].strip() == ""
    assert "No match" in none[1]
    assert len(every) == len(LIBRARY.exercises)


async def test_a_note_on_an_exercise(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note is written on the page of an exercise, kept in its file, shown there, and undone."""
    app = make_app(home)
    path = home / "config" / "exercise-notes.toml"
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(OpenExercise("squat"))
        await settled(pilot)
        await press(pilot, "e", *"low")
        assert "enter save   esc cancel" in text_of(app, "#foot")
        await press(pilot, "space", *"step", "enter")
        assert "e edit note" not in text_of(app, "#foot")  # the notice that it is saved
        assert 'squat = "low step"' in path.read_text(encoding="utf-8")
        assert "low step" in text_of(app, "#list").splitlines()[0]
        await press(pilot, "e", *" q", "escape", "e", *[" ", "q"], "enter")
        assert 'squat = "low step q"' in path.read_text(encoding="utf-8")
        with monkeypatch.context() as disk:
            disk.setattr("os.replace", fail)
            await press(pilot, "ctrl+z")
        assert 'squat = "low step q"' in path.read_text(encoding="utf-8")  # the same key tries again
        await press(pilot, "right", "ctrl+z")
        assert "low step" in text_of(app, "#list").splitlines()[0], "it shows what was undone"
        assert 'squat = "low step"' in path.read_text(encoding="utf-8")
        await press(pilot, "u")
        assert "squat" not in path.read_text(encoding="utf-8").split("\n", 1)[1]
        await press(pilot, "u", "q")
        assert app.screen.name == "home"


async def test_a_note_that_cannot_be_saved(home: Path) -> None:
    """A note that can't be saved is said to be so, and stays in its field."""
    app = make_app(home)
    path = home / "config" / "exercise-notes.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("squat = ", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(OpenExercise("squat"))
        await settled(pilot)
        await press(pilot, "e", *"mat")
        await pilot.press("enter")
        await settled(pilot)
        assert "The note could not be saved" in " ".join(painted(app))
        assert app.screen.query("#note")
        assert path.read_text(encoding="utf-8") == "squat = "
