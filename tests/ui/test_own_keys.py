"""A person's own keys, from the table `[keys]`: they work, and help, foot and list show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.coach.prescription import Choices
from runstrength.session.state import Mode
from runstrength.settings import Settings
from runstrength.toml_input import InputError
from runstrength.ui import launch
from runstrength.ui.launch_options import LaunchOptions
from runstrength.ui.messages import OpenBuilder, OpenExercises, OpenHistory, OpenSettings
from tests.support.app import built_in, make_app, press, settled, text_of
from tests.support.driving import SMALL, running
from tests.support.pasts import fill

KEYS = {"list.theme": "f9, ctrl+t", "app.help": "f2", "list.pick": "f5,enter", "home.settings": "f6", "list.up": "up,?"}


async def test_on_a_list(home: Path) -> None:
    """On a list the new keys do what the old ones did, and those do nothing any more."""
    app = make_app(home, keys=KEYS)
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(OpenExercises())
        await settled(pilot)
        await press(pilot, "t")
        assert app.services.settings.theme == "dark"
        await press(pilot, "f9")
        assert app.services.settings.theme == "light"
        await press(pilot, "ctrl+t", "down", "down", "?", "space")
        assert app.services.settings.theme == "dark"
        assert app.screen.name == "exercises"
        assert app.screen.query_one("#list").highlighted == 1  # type: ignore[attr-defined]
        await press(pilot, "f5")
        assert app.screen.name == "exercise"


async def test_what_shows_them(home: Path) -> None:
    """The foot, the help and the list of home show the new keys, and none of the old ones."""
    app = make_app(home, keys=KEYS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "f5 start" in text_of(app, "#foot")
        assert "f2 help" in text_of(app, "#foot")
        assert "f6 " in text_of(app, "#list")
        await press(pilot, "f2")
        assert app.screen.name == "help"
        rows = text_of(app, "HelpScreen Lines").splitlines()
        assert any(row.startswith("f9  ctrl+t") and row.endswith("dark or light") for row in rows)
        assert any(row.startswith("f5  enter") for row in rows)
        assert not any(row.startswith("t ") for row in rows)


async def test_they_stay_when_a_setting_is_changed(home: Path) -> None:
    """A setting that is changed in the app leaves the keys as they are, in the app and in the file."""
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]  # mine\n"list.theme" = "f9"\n', encoding="utf-8")
    app = make_app(home, keys={"list.theme": "f9"})
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(OpenSettings())
        await settled(pilot)
        await press(pilot, "f9", "escape", "f9")

    assert app.services.settings.keys == {"list.theme": "f9"}
    assert '[keys]  # mine\n"list.theme" = "f9"\n' in config.read_text(encoding="utf-8")


async def test_deleting_takes_two_presses_of_the_new_key(home: Path) -> None:
    """With another key too, a first press only asks."""
    fill(home, 2)
    app = make_app(home, keys={"history.delete": "z"})
    async with app.run_test(size=(120, 30)) as pilot:
        app.post_message(OpenHistory())
        await settled(pilot)
        await press(pilot, "d", "d")
        assert app.services.editor.last_deleted is None
        await press(pilot, "z")
        assert "z again to delete" in text_of(app, "#foot")
        await press(pilot, "z")
        assert app.services.editor.last_deleted is not None


SESSION_KEYS = {
    "session.go_on": "enter,j",
    "session.back": "b",
    "session.skip": "k,f5",
    "session.pause": "s",
    "session.end": "q,escape,f10",
    "app.help": "f2",
}


async def test_in_a_session(home: Path) -> None:
    """In a session the new keys go on, go back, skip and pause; the old ones do nothing."""
    async with running(home, keys=SESSION_KEYS) as runner:
        await runner.press("space", "right", "pagedown")
        assert (runner.index, runner.mode) == (0, Mode.READY)
        await runner.press("j")
        assert (runner.index, runner.mode) == (1, Mode.WORK)
        assert "j done" not in runner.painted
        assert "enter done   s pause   f2 keys" in runner.painted
        await runner.press("backspace", "left")
        assert runner.index == 1
        await runner.press("b")
        assert runner.index == 0
        await runner.press("f5")
        assert runner.index == 2
        await runner.press("s")
        assert runner.mode is Mode.PAUSED
        assert "enter resume" in runner.painted
        await runner.press("enter")
        assert runner.mode is not Mode.PAUSED
        await runner.press("f2")
        assert runner.app.screen.name == "help"
        assert "enter  j" in runner.painted
        await runner.press("escape", "f10")
        assert runner.app.screen.name == "stop"


async def test_a_new_key_held_down_goes_on_once(home: Path) -> None:
    """A key of one's own is guarded as the space bar is: held down, it is one press."""
    async with running(home, keys=SESSION_KEYS) as runner:
        await runner.hold_down("j")
        assert runner.index == 1


async def test_what_is_typed_is_ended_with_the_usual_keys(home: Path) -> None:
    """Enter accepts a value and escape gives it up, whatever goes on and back."""
    async with running(home, keys=SESSION_KEYS) as runner:
        await runner.go_to(6)
        await runner.press("1", "2", "backspace", "escape")
        assert (runner.index, runner.app.screen.name) == (6, "session")
        await runner.press("7", "enter")
        assert (runner.index, runner.app.screen.name) == (6, "session")


def test_the_app_does_not_start_with_keys_that_cannot_be_used(home: Path) -> None:
    """A wrong table ends the start with all that is wrong, before anything is shown."""
    settings = Settings(keys={"list.theme": "h", "sesion.skip": "k"})

    with pytest.raises(InputError) as raised:
        launch.launch(LaunchOptions(settings=settings, library=built_in(), choices=Choices()))

    assert {problem.key for problem in raised.value.problems} == {'keys."list.theme"', 'keys."sesion.skip"'}
    assert all(problem.file.endswith("config.toml") for problem in raised.value.problems)


async def test_sentences_name_the_new_keys(home: Path) -> None:
    """What a screen says to press is the person's own key: in the builder, after deleting a routine and after a run."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\n', encoding="utf-8")
    app = make_app(home, keys={"builder.add": "f5", "routines.undelete": "f6", "home.undo": "f7"})
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder())
        await settled(pilot)
        assert "Press f5 to add an exercise" in " ".join(text_of(app, "#details").split())
        await press(pilot, "escape", "r", "d", "d")
        assert "press f6 to undo" in text_of(app, "#foot")
        await press(pilot, "f6", "escape")
        assert (folder / "mine.toml").exists()
        await press(pilot, "l", "3", "0", "down", "8", "down", "left", "space")
        assert "Press f7 to undo" in text_of(app, "#foot")
        assert app.services.logged_run_id
        await press(pilot, "f7")
        assert not app.services.logged_run_id


async def test_sentences_of_the_session_name_the_new_keys(home: Path) -> None:
    """What the session and its dialogs say to press is the person's own key."""
    keys = {
        "session.next_value": "f3",
        "session.more": "f4",
        "session.less": "f5",
        "swap.close": "f6,escape",
        "less_time.take": "f7,enter",
        "less_time.close": "f8,escape",
        "less_time.more": "f9",
        "less_time.less": "f10",
    }
    async with running(home, SMALL.replace("sets = 2", "sets = 3"), size=(120, 40), keys=keys) as runner:
        await runner.wait(1)
        await runner.press("5")
        assert "Press f3 to choose a value first." in runner.painted
        await runner.press("f4")
        assert "Press f3 to choose a value first." in runner.painted
        await runner.press("x")
        assert "f6  keep it" in runner.says("#choices")
        await runner.press("f6", "o")
        words = runner.says("#choices")
        assert [line.split("  ")[0].strip() for line in words.splitlines()[2:5]] == ["f9 f10 0-9", "f7", "f8"]
        await runner.press("f8")
        await runner.go_to(6)
        assert "f4 f5 or type to correct · f3 next value" in runner.painted


async def test_the_help_of_home_names_the_new_keys(home: Path) -> None:
    """What the help of home says of a session is true of the person's own keys."""
    app = make_app(home, keys={"session.go_on": "j,enter", "app.help": "f2"})
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "f2")
        assert "j is all you need; f2 shows all keys" in text_of(app, "HelpScreen Lines")


@pytest.mark.parametrize("key", ["z", "y"])
async def test_each_of_the_new_keys_can_be_held_down(home: Path, key: str) -> None:
    """Held down, any of the person's keys for adding an exercise types nothing into the picker that it opens."""
    app = make_app(home, keys={"builder.add": "z,y"})
    async with app.run_test() as pilot:
        await settled(pilot)
        app.post_message(OpenBuilder("runner"))
        await settled(pilot)
        await pilot.press("down", key, key, key)
        await settled(pilot)
        assert app.screen.name == "choose-exercise"
        assert "type to search" in text_of(app, "#headline")
