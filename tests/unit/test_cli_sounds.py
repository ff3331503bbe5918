"""`runstrength sounds`: the sound check, its description for scripts, and what it says where nothing can be heard."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from runstrength.cli import main
from runstrength.session.cues import NAMES
from runstrength.settings import VOICES
from runstrength.sound import player as players
from runstrength.sound.player import BackendChoice
from tests.support.sound_helpers import RecordingPlayer

REALLY_OPEN = players.open_device
"""What all other tests replace."""


class Time:
    """A clock that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> RecordingPlayer:
    """Return the player that everybody gets, on a machine where a second takes no time."""
    found = RecordingPlayer()
    choice = BackendChoice("recording", "a list", "asked for by a test")
    monkeypatch.setattr(players, "choose_backend", lambda setting: choice)
    monkeypatch.setattr(players, "make_player", lambda choice, ring=None: found)
    clock = Time()
    monkeypatch.setattr("runstrength.cli.sounds.time", clock)
    monkeypatch.setattr(players, "time", clock)
    return found


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["sounds", *arguments])


def test_the_description_is_one_array_with_every_cue() -> None:
    """The description is one array with every cue, its pitches, its seconds and a file that is there."""
    result = run("--json")
    assert (result.exit_code, result.stderr) == (0, "")
    tones = json.loads(result.stdout)
    assert [list(tone) for tone in tones] == [["cue", "hz", "seconds", "file"]] * len(NAMES)
    assert [tone["cue"] for tone in tones] == list(NAMES)
    for tone in tones:
        assert Path(tone["file"]).is_file()
        assert Path(tone["file"]).is_absolute()
        assert tone["seconds"] > 0
        assert all(isinstance(hz, int | float) for hz in tone["hz"])


def test_every_tone_by_its_name(player: RecordingPlayer) -> None:
    """The check plays each tone and says its name, one after the other, then a sentence, and leaves nothing open."""
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert [cue.key for cue in player.planned] == [*(key for name in NAMES for key in (name, f"name {name}")), "voice"]
    assert [cue.names for cue in player.planned if cue.key == "name rest_over"] == [("rest-is-over",)]
    assert all(two.at - one.at > 0.2 for one, two in pairwise(player.planned))
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == [*NAMES, "voice"]
    assert [cue.at for cue in player.planned] == sorted({cue.at for cue in player.planned})
    assert player.volume == 0.8
    assert player.closed


def test_voices_by_name(player: RecordingPlayer) -> None:
    """Each voice can be heard by its name; another name is an error with the nearest one."""
    for name in VOICES:
        assert run("--voice-name", name).exit_code == 0
        assert {Path(file).parent.name for file in player.planned[-1].files} == {name}
    wrong = run("--voice-name", "micheal")
    assert (wrong.exit_code, 'use heart or michael (did you mean "michael"?)' in wrong.stderr) == (2, True)
    both = run("--no-voice", "--voice-name", "heart")
    assert (both.exit_code, "exclude each other" in both.stderr) == (2, True)


def test_without_the_voice_nothing_is_said(player: RecordingPlayer) -> None:
    """Without the voice nothing is said."""
    assert run("--no-voice").exit_code == 0
    assert not any(cue.voice for cue in player.planned)


@pytest.mark.parametrize(("why", "said"), [("no device was found", "no device was found"), ("", "it didn't answer")])
def test_without_a_device_the_check_says_why_in_one_line_ends_with_1(
    player: RecordingPlayer, why: str, said: str
) -> None:
    """Without a device the check says why in one line, ends with 1, and leaves nothing open."""
    player.ready, player.muted_why = False, why
    result = run()
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"No sound from recording: {said}. To hear something, ")
    assert result.stderr.endswith("; for the terminal's bell instead: --sound bell\n")
    assert "doctor" not in result.stderr, "it would send them back"
    assert player.planned == []
    assert player.closed


def test_a_device_that_goes_away(player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the device is lost while it plays, the check does not go on as if the rest were heard."""

    def play(key: str, *_: object, **__: object) -> None:
        if key == "go":
            player.ready, player.muted_why = False, "the sound server does not ask for sound"

    monkeypatch.setattr(player, "play", play)
    result = run()
    assert (result.exit_code, result.stderr) == (1, "The sound was lost: the sound server does not ask for sound.\n")
    assert result.stdout.splitlines()[-1].split()[0] == "go"
    assert player.closed


def test_an_unknown_backend() -> None:
    """A backend that nobody knows is an error of one clear line, which names those there are."""
    result = run("--sound", "minaudio")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "minaudio" in result.stderr
    assert "miniaudio" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_backend_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A backend that is not installed is an error that says what to install."""
    monkeypatch.setattr(players, "find_spec", lambda name: None)
    result = run("--sound", "simpleaudio")
    assert result.exit_code == 2
    assert "pip install 'runstrength[simpleaudio]'" in result.stderr
    assert result.stdout == ""


def sound_check() -> dict[str, object]:
    """Return what the doctor says of the sound."""
    document = json.loads(CliRunner().invoke(main, ["doctor", "--json"]).stdout)
    (check,) = (check for check in document["checks"] if check["name"] == "sound")
    return dict(check)


def test_the_doctor_says_what_plays_the_cues() -> None:
    """The doctor says what plays the cues, that it was opened, and why it was chosen."""
    check = sound_check()
    assert "opened" in str(check["found"])
    assert check["ok"] is True
    assert str(check["found"]).startswith("miniaudio: ")
    assert str(check["found"]).count(";") == 1
    assert "runstrength sounds" in str(check["advice"])


@pytest.mark.parametrize(("why", "said"), [("no device was found", "no device was found"), ("", "it didn't answer")])
def test_the_doctor_without_a_device(
    player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch, why: str, said: str
) -> None:
    """The doctor really opens the device; without one it says only why and what to do, not why it was chosen."""
    monkeypatch.setattr(players, "open_device", REALLY_OPEN)
    assert (sound_check()["ok"], player.started, player.closed) == (True, True, True)
    player.ready, player.muted_why = False, why
    check = sound_check()
    assert check["ok"] is False
    assert check["found"] == f"recording: {said}"
    assert "--sound bell" in str(check["advice"])
    assert "runstrength sounds" not in str(check["advice"])


def test_the_doctor_without_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the bell is left the doctor says so, calls it no error, and tells what would be better."""
    monkeypatch.setattr(players, "find_spec", lambda name: None)
    monkeypatch.setattr(players, "shutil", SimpleNamespace(which=lambda name: None))
    check = sound_check()
    assert check["ok"] is None
    assert "bell" in str(check["found"])
    assert "pip install miniaudio" in str(check["advice"])


def test_the_doctor_and_a_setting_that_is_not_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that names what is not installed is wrong, and the doctor says how to put it right."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('sound = "simpleaudio"\n', encoding="utf-8")
    monkeypatch.setattr(players, "find_spec", lambda name: None)
    check = sound_check()
    assert check["ok"] is False
    assert "simpleaudio" in str(check["found"])
    assert 'sound = "auto"' in str(check["advice"])
