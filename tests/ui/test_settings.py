"""The settings on the screen: changed at once, kept at once, taken back as easily."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from runstrength import locations
from runstrength.sound.controller import SoundController
from runstrength.sound.player import BackendChoice
from runstrength.toml_input import InputError, Problem
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.home.entries import ENTRIES
from runstrength.ui.messages import OpenSettings
from runstrength.ui.settings.rows import PREFERENCES
from tests.support.app import make_app, painted, press, settled, text_of
from tests.support.history_samples import fail
from tests.support.sound_helpers import RecordingPlayer

OWN = '# mine\nlevel = "beginner"  # for now\nfavourite = "plank"\n\n[plugin]\nlevel = 3\n'


def kept(home: Path) -> dict[str, Any]:
    """Return what stands in the file."""
    return tomllib.loads((home / "config" / "config.toml").read_text("utf-8"))


def put(home: Path, text: str) -> Path:
    """Write the settings file as a person would."""
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def row_of(title: str) -> int:
    """Return the place of a row."""
    return [one.title for one in PREFERENCES].index(title)


async def go_to(pilot: Pilot[int], title: str) -> None:
    """Open the settings, if need be, and highlight a row; that arrows reach every row is a test of its own."""
    if pilot.app.screen.name != "settings":
        await press(pilot, "comma")
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    screen.list.action_go_to(row_of(title))
    await settled(pilot)


def value(app: RunstrengthApp, title: str) -> str:
    """Return what the list shows of a setting."""
    return text_of(app, "#list").splitlines()[row_of(title)].partition(title)[2].strip(" ‹›")


async def test_a_change_is_kept_at_once(home: Path) -> None:
    """An arrow changes the value, in the file too: comments, unknown keys and tables stay as they were."""
    path = put(home, OWN)
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Level")
        await press(pilot, "right")

        assert value(app, "Level") == "intermediate"
        assert path.read_text("utf-8") == OWN.replace("beginner", "intermediate")
        assert app.services.settings.level == app.services.planner.choices.level == "intermediate"


async def test_the_keys_that_go_on(home: Path) -> None:
    """Right and its likes, space and enter all go on to the next value."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Theme")
        for key in ("right", "l", "plus", "space", "enter"):
            await press(pilot, key)
            assert kept(home) == {"theme": "light"}, key
            assert app.theme == "runstrength-light", key
            await press(pilot, "left")
            assert kept(home) == {"theme": "dark"}


async def test_back_on_home_the_session_is_the_one_of_the_new_level(home: Path) -> None:
    """Back on home, the session is the one of the new level."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "comma", "left", "escape", "home")

        assert "advanced · 4 sets" in text_of(app, "#details")


async def test_backspace_and_ctrl_z_take_one_change_back_after_the_other(home: Path) -> None:
    """Backspace and ctrl+z take one change back after the other, wherever the highlight is; ctrl+y makes it again."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Level")
        await press(pilot, "right", "right")
        await go_to(pilot, "Box")
        await press(pilot, "space", "home")
        assert kept(home) == {"level": "advanced", "equipment": ["bodyweight", "box"]}

        await press(pilot, "backspace")
        assert kept(home) == {"level": "advanced", "equipment": ["bodyweight"]}
        assert "Box: no" in text_of(app, "#headline")
        await press(pilot, "ctrl+z", "ctrl+z", "ctrl+z")
        assert kept(home) == {"level": "beginner", "equipment": ["bodyweight"]}
        assert "nothing to undo" in text_of(app, "#headline")
        await press(pilot, "ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y")
        assert kept(home) == {"level": "advanced", "equipment": ["bodyweight", "box"]}
        assert app.screen.name == "settings"


async def test_typing_a_date(home: Path) -> None:
    """A date is typed digit by digit, mended with backspace, and kept with enter; its weekday stands beside it."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Race date")
        await press(pilot, *"2027-04-12", "backspace")
        assert value(app, "Race date") == "2027-04-1_"
        await press(pilot, "1", "enter")

        assert kept(home) == {"race_date": "2027-04-11"}
        assert "Sunday 11 April 2027, in 20 weeks" in " ".join(text_of(app, "#details").split())
        await press(pilot, "space", "enter")
        assert kept(home) == {"race_date": ""}


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_typing_something_wrong(home: Path, key: str) -> None:
    """What cannot be is explained and still there to be mended; nothing is kept of it."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Weekly goal")
        await press(pilot, "9", key)

        assert value(app, "Weekly goal") == "9_"
        assert '"9" isn\'t valid: use a whole number from 1 to 7 sessions' in " ".join(text_of(app, "#details").split())
        assert not (home / "config").exists()
        await press(pilot, "backspace", "3", key)
        assert kept(home) == {"weekly_goal": 3}


async def test_leaving_what_was_typed(home: Path) -> None:
    """Escape leaves the value as it was, and then the screen."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Lead-in")
        await press(pilot, "5", "escape")

        assert (value(app, "Lead-in"), app.screen.name) == ("10 s", "settings")
        await press(pilot, "escape")
        assert app.screen.name == "home"
        assert not (home / "config").exists()


async def test_a_quick_hand(home: Path) -> None:
    """Enter, a digit and enter are three presses, however quick; enter held down is one."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Weekly goal")
        await pilot.press("enter", "enter", "enter", "5", "enter", "enter")
        await settled(pilot)

        assert kept(home) == {"weekly_goal": 5}
        assert value(app, "Weekly goal") == "5 sessions"


async def test_a_date_from_elsewhere_can_be_pasted(home: Path) -> None:
    """A date from elsewhere can be pasted; what a terminal would obey is not in it."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Race date")
        app.screen.post_message(Paste(" 2027-\x1b04-11\n"))
        await settled(pilot)
        await press(pilot, "enter")

        assert kept(home) == {"race_date": "2027-04-11"}


async def test_a_date_that_was_not_said(home: Path) -> None:
    """Where there is no date yet, an arrow steps from today, and space lets one be typed."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Race date")
        await press(pilot, "right")

        assert value(app, "Race date") == "2026-11-23"
        await press(pilot, "space", "i", "n")
        assert value(app, "Race date") == "in_"
        assert "enter save" in text_of(app, "#foot")


async def test_a_click_shows_a_row(home: Path) -> None:
    """A click shows a row, a second one changes it, a click on a choice takes it."""
    app = make_app(home)
    async with app.run_test(size=(80, len(PREFERENCES) + 10)) as pilot:
        await settled(pilot)
        await press(pilot, "comma")
        await pilot.click("#list", offset=(12, row_of("Theme")))
        await settled(pilot)
        assert "Theme" in text_of(app, "#details")
        assert not (home / "config").exists()
        await pilot.click("#list", offset=(12, row_of("Theme")))
        await settled(pilot)
        assert kept(home) == {"theme": "light"}

        choice = next(y for y, line in enumerate(text_of(app, "#details").splitlines()) if line.endswith("dark"))
        await pilot.click("#details", offset=(3, choice))
        await settled(pilot)
        assert kept(home) == {"theme": "dark"}


async def test_t_changes_the_theme_and_can_be_undone(home: Path) -> None:
    """The key that changes the theme everywhere is a change like any other here."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "comma", "t")
        assert kept(home) == {"theme": "light"}
        await press(pilot, "backspace")
        assert kept(home) == {"theme": "dark"}


async def test_a_file_that_cannot_be_read(home: Path) -> None:
    """When the file was broken meanwhile, the change holds until the end, its trouble is said, and the file stays."""
    app = make_app(home)
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        path = put(home, "level = [b]oops[/b]\n")
        await press(pilot, "comma", "right")

        assert app.services.settings.level == "intermediate"
        assert path.read_text("utf-8") == "level = [b]oops[/b]\n"
        assert "could not be saved" in " ".join(text_of(app, "#details").split())
        path.write_text("", "utf-8")
        await press(pilot, "right")
        assert kept(home) == {"level": "advanced"}
        assert "could not be saved" not in " ".join(text_of(app, "#details").split())


async def test_from_the_palette(home: Path) -> None:
    """The command palette leads here too."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        commands["Settings"]()
        await settled(pilot)
        app.post_message(OpenSettings())
        await settled(pilot)

        assert [screen.name for screen in app.screen_stack] == ["home", "settings"]


async def test_a_key_held_down_changes_nothing(home: Path) -> None:
    """The press that opened the settings from home, held down, does not change the first of them."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, *["down"] * [entry.binding for entry in ENTRIES].index("home.settings"))
        await pilot.press("space")
        await settled(pilot)
        assert app.screen.name == "settings"
        await pilot.press("space", "space")
        await settled(pilot)

        assert not (home / "config").exists()


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_at_every_size_each_row_can_be_reached_and_read(home: Path, size: tuple[int, int]) -> None:
    """At every size each row can be reached and read, with what it does and the way out."""
    app = make_app(home)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "comma")
        for preference in PREFERENCES:
            text = "\n".join(painted(app))
            row = next(line for line in text.splitlines() if line.lstrip().startswith("›"))
            assert preference.title in row
            assert " ‹ " in row
            assert preference.about.split()[0] in text
            assert "q back" in text
            await press(pilot, "down")


# -- sound -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> RecordingPlayer:
    """Return the player that everybody gets."""
    found = RecordingPlayer()
    monkeypatch.setattr(
        "runstrength.sound.player.choose_backend", lambda setting: BackendChoice(setting, "a list", "a test")
    )
    monkeypatch.setattr("runstrength.sound.player.make_player", lambda choice, ring=None: found)
    return found


def hearing_app(home: Path) -> RunstrengthApp:
    """Return an app that is heard."""
    app = make_app(home)
    app.services.sound = SoundController(
        "auto",
        assets=locations.assets_dir(),
        generated_dir=home / "voice",
        clock=app.services.clock,
        bell=app.bell,
        volume=0.8,
    )
    return app


async def test_sound_is_heard_at_once(home: Path, player: RecordingPlayer) -> None:
    """A change of volume is heard as a tone, of the voice too; with tones off it is heard as a sentence."""
    app = hearing_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Volume")
        assert player.planned == []
        await press(pilot, "left")
        assert player.volume == 0.7
        assert player.planned[-1].names == ("go",)
        await go_to(pilot, "Tones")
        await press(pilot, "space")
        assert player.planned[-1].voice
        await go_to(pilot, "Voice")
        await press(pilot, "right")
        assert kept(home) == {"volume": 0.7, "tones": False, "voice": "michael"}
        assert Path(player.planned[-1].files[0]).parent.name == "michael"
        await press(pilot, "right")
        assert player.planned == []
        assert app.services.sound is not None
        assert app.services.sound.status_label == "muted"
        assert kept(home) == {"volume": 0.7, "tones": False, "voice": False}


async def test_another_backend_takes_the_place_of_the_one_that_played(home: Path, player: RecordingPlayer) -> None:
    """Another backend takes the place of the one that played, and `nothing` ends all sound."""
    app = hearing_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Output")
        await press(pilot, "left")
        assert app.services.sound is not None
        assert (kept(home), app.services.sound.enabled, player.planned) == ({"sound": "off"}, False, [])
        await press(pilot, "left")

        assert (kept(home), app.services.sound.enabled) == ({"sound": "bell"}, True)
        assert player.planned[-1].names == ("go",)
        await press(pilot, "right")
        assert not app.services.sound.enabled


async def test_a_backend_that_is_not_here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine does not have is passed over, and why is said beside it."""

    def choose(setting: str) -> BackendChoice:
        if setting == "miniaudio":
            raise InputError([Problem("", "sound", "it is not installed")])
        return BackendChoice(setting, "a list", "a test")

    monkeypatch.setattr("runstrength.sound.player.choose_backend", choose)
    app = make_app(home)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await go_to(pilot, "Output")
        await press(pilot, "right")

        assert kept(home) == {"sound": "simpleaudio"}
        assert "it is not installed" in text_of(app, "#details")


async def test_a_long_list_of_weights_can_be_typed(home: Path) -> None:
    """A list of many weights fits into its row, longer than any other value."""
    weights = [number / 2 for number in range(3, 23)]
    text = ", ".join(f"{weight:g}" for weight in weights)
    assert len(text) > 60
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await go_to(pilot, "Dumbbell weights")
        app.post_message(Paste(text))
        await settled(pilot)
        await press(pilot, "enter")
        assert app.services.settings.dumbbells == tuple(weights)


async def test_an_arrow_where_there_is_nothing_to_step(home: Path) -> None:
    """An arrow on weights, or on a year that was not said, lets them be typed; what is wrong keeps its place."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await go_to(pilot, "Dumbbell weights")
        await press(pilot, "right", *"5, 7.5", "enter")
        await press(pilot, "left", *", x", "down")
        assert value(app, "Dumbbell weights").startswith("5, 7.5, x")
        await press(pilot, "escape")
        assert kept(home) == {"dumbbells": [5, 7.5]}
        await go_to(pilot, "Birth year")
        await press(pilot, "left", *"1980", "enter")
        assert kept(home)["birth_year"] == 1980


async def test_undo_on_a_full_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is undone while nothing can be written holds until the end, and it is said why it isn't kept."""
    app = hearing_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await go_to(pilot, "Level")
        await press(pilot, "right")
        monkeypatch.setattr("os.replace", fail)
        await press(pilot, "ctrl+z")
        said = " ".join(text_of(app, "#details").split())
        monkeypatch.undo()
        assert (value(app, "Level"), kept(home)["level"]) == ("beginner", "intermediate")
        assert "No space left on device" in said
        assert "Level: beginner" not in text_of(app, "#headline")
        await press(pilot, "ctrl+y")
        assert "Level: intermediate" in text_of(app, "#headline")
        await press(pilot, "c")
        assert app.screen.name == "sounds"
        await press(pilot, "q", "q")
        assert app.screen.name == "home"


async def test_the_settings_are_searched(home: Path) -> None:
    """A search shows the settings with its words, which change as usual; undo of another one shows all again."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "comma", "slash", *"lead", "enter")
        assert "Lead-in" in text_of(app, "#list")
        assert len(text_of(app, "#list").splitlines()) == 1
        assert text_of(app, "#headline").startswith("Settings / lead")
        await press(pilot, "right", "5", "enter")
        assert app.services.settings.lead_in == 5
        await press(pilot, "slash", *" nothing", "enter", "right", "enter", "5")
        assert "No match" in text_of(app, "#foot")
        await press(pilot, "u")
        assert app.services.settings.lead_in == 15
        assert len(text_of(app, "#list").splitlines()) == len(PREFERENCES)
        await press(pilot, "slash", *"volume", "enter", "escape")
        assert app.screen.name == "settings"
        assert len(text_of(app, "#list").splitlines()) == len(PREFERENCES)
        await press(pilot, "q")
        assert app.screen.name == "home"


async def test_the_guide_is_searched(home: Path) -> None:
    """A search shows the sections with its words, also in their text; escape shows all again."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "g")
        every = text_of(app, "#list").splitlines()
        await press(pilot, "slash", *"sleep", "enter")
        some = text_of(app, "#list").splitlines()
        assert 0 < len(some) < len(every)
        assert len({*some} - {*every}) == 0
        await press(pilot, "slash", *"xyz", "enter", "enter")
        assert app.screen.name == "guide"
        assert "No match" in text_of(app, "#foot")
        await press(pilot, "escape")
        assert text_of(app, "#list").splitlines() == every
