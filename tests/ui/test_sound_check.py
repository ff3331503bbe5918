"""The sound check on the screen."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from runstrength import locations
from runstrength.session.cues import NAMES, TONE_SECONDS
from runstrength.sound import player as players
from runstrength.sound.controller import SoundController
from tests.support.app import make_app, press, settled, text_of
from tests.support.sound_helpers import RecordingPlayer


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> RecordingPlayer:
    """Return the player that the app is given, whatever this machine has."""
    recording = RecordingPlayer()

    def make(choice: players.BackendChoice, ring: Callable[[], None] | None = None) -> RecordingPlayer:
        return recording

    monkeypatch.setattr(players, "make_player", make)
    monkeypatch.setattr(
        players, "choose_backend", lambda setting: players.BackendChoice("recording", "paper", "a test")
    )
    return recording


def hearing(home: Path) -> SoundController:
    """Return the sound of an app that is tested."""
    return SoundController(
        "auto", assets=locations.assets_dir(), generated_dir=home / "voice", clock=lambda: 0.0, bell=lambda: None
    )


async def test_every_tone_can_be_heard(home: Path, player: RecordingPlayer) -> None:
    """From home one key leads to the sound check, which lists every tone, and plays and names the chosen one."""
    app = make_app(home)
    app.services.sound = hearing(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "c")
        rows = text_of(app, "#list").splitlines()
        await press(pilot, "down", "space")

        assert [row.split("  ")[0].strip().replace(" ", "_") for row in rows[:-1]] == list(NAMES)
        assert [item.names for item in player.planned] == [("tick",), ("tick",)]
        assert [item.voice for item in player.planned] == [False, True]


async def test_all_in_turn(home: Path, player: RecordingPlayer) -> None:
    """One key plays all tones, each with its name, and then a sentence, none before the one before it has ended."""
    app = make_app(home)
    app.services.sound = hearing(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "c", "asterisk")
        planned = list(player.planned)

        assert [Path(item.files[0]).stem for item in planned if not item.voice] == list(NAMES)
        assert [item.voice for item in planned] == [*[False, True] * len(NAMES), True]
        for one, two in itertools.pairwise(planned):
            assert two.at - one.at > (0.6 if one.voice else TONE_SECONDS[one.names[0]])


async def test_leaving_is_quiet(home: Path, player: RecordingPlayer) -> None:
    """Going back withdraws what was still to be played."""
    app = make_app(home)
    app.services.sound = hearing(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "c", "asterisk", "q")

        assert app.screen.name == "home"
        assert not player.planned


async def test_what_is_off_is_not_heard(home: Path, player: RecordingPlayer) -> None:
    """Why nothing is heard is said; without the voice the tones have no names; a new volume is heard by what is on."""
    app = make_app(home)
    app.services.sound = sound = hearing(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        sound.apply_settings(voice=False)
        await press(pilot, "c", "space")
        assert [item.voice for item in player.planned] == [False]
        sound.apply_settings(voice=True, tones=False)
        sound.answer_key()
        assert [item.voice for item in player.planned] == [False, True]
        sound.apply_settings(voice=False)
        sound.answer_key()
        sound.tell_early_end(saved=True, nothing_done=False)
        assert len(player.planned) == 2
        player.change(ready=False, muted_why="no device")
        await settled(pilot)
        assert "no sound: no device" in text_of(app, "#headline")


async def test_the_brackets_change_the_volume(home: Path, player: RecordingPlayer) -> None:
    """The brackets change the volume, which is shown and remembered."""
    app = make_app(home)
    app.services.sound = hearing(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "c", "left_square_bracket")

        assert "volume 70%" in text_of(app, "#headline")
        assert "volume = 0.7" in (home / "config" / "config.toml").read_text()
