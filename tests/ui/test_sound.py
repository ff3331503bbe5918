"""What is heard of a session on the screen: when it begins, the keys that change it, and the ways out."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from runstrength import locations
from runstrength.catalogue.library import load_library
from runstrength.coach.prescription import Choices
from runstrength.session.state import Mode
from runstrength.settings import Settings, read_settings
from runstrength.sound import controller as hearing_module
from runstrength.sound import platform_voice
from runstrength.sound.controller import LEAD, PATIENCE, SoundController
from runstrength.sound.player import BackendChoice
from runstrength.ui import launch as launch_module
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.launch_options import LaunchOptions
from tests.conftest import FakeClock
from tests.support.app import ManualWake, make_app, settled
from tests.support.driving import SMALL, Runner
from tests.support.sound_helpers import RecordingPlayer, write_tone


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> RecordingPlayer:
    """Return the player that everybody gets."""
    found = RecordingPlayer()
    monkeypatch.setattr(
        "runstrength.sound.player.choose_backend", lambda setting: BackendChoice("recording", "a list", "a test")
    )
    monkeypatch.setattr("runstrength.sound.player.make_player", lambda choice, ring=None: found)
    return found


@asynccontextmanager
async def hearing(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    sound: str = "auto",
    start: str = "session",
    own_voice: str = "",
    **others: Any,
) -> AsyncIterator[Runner]:
    """Start a small session that is heard; the player's clock is the session's, and `own_voice` this machine's."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "runner.toml").write_text(SMALL, encoding="utf-8")
    clock, wake = FakeClock(), ManualWake()
    monkeypatch.setattr(hearing_module, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(platform_voice, "platform_voice", lambda: own_voice)
    app = make_app(home, clock=clock, wake=wake, start=start, routine="runner")
    app.services.sound = SoundController(
        sound,
        assets=locations.assets_dir(),
        generated_dir=home / "voice",
        clock=app.services.clock,
        bell=app.bell,
        **others,
    )
    async with app.run_test(size=(80, 24)) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await pilot.pause()
        await runner.obeyed()
        if start == "home":
            await runner.press("space")
        yield runner


def to_come(runner: Runner, player: RecordingPlayer) -> list[str]:
    """Return the tones that are still to come."""
    return [cue.names[0] for cue in player.planned if not cue.voice and cue.at > runner.clock.now]


def kept(home: Path) -> Settings:
    """Return the settings as they stand in the file."""
    return read_settings(home / "config" / "config.toml")[0]


async def test_begins_when_the_player_is_ready(
    home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session waits for the player, and its first cue is known a moment before it is heard."""
    player.ready = False
    async with hearing(home, monkeypatch) as runner:
        assert player.started
        assert (runner.mode, player.planned) == (Mode.WAITING, [])
        player.change(ready=True)
        await runner.obeyed()
        assert runner.mode is Mode.READY
        assert player.planned[0].names == ("ready",)
        assert player.planned[0].at == pytest.approx(runner.clock.now + LEAD)


async def test_begins_when_its_title_has_a_clip(
    home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A player that was ready early does not make the session begin before this machine's voice has said its title."""
    spoken, clip = threading.Event(), Path(write_tone(home.parent / "title.wav"))

    def speak_to_files(pieces: Iterable[str], folder: Path) -> dict[str, Path]:
        spoken.wait(10)
        return dict.fromkeys(pieces, clip)

    monkeypatch.setattr(platform_voice, "speak_to_files", speak_to_files)
    async with hearing(home, monkeypatch, own_voice="a voice") as runner:
        assert (runner.mode, player.planned) == (Mode.WAITING, [])
        spoken.set()
        while runner.mode is Mode.WAITING:
            await runner.pilot.pause(0.01)
        assert runner.mode is Mode.READY
        assert next(cue for cue in player.planned if cue.voice).names[0] == clip.stem


async def test_begins_without_sound(home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A player that says it cannot be heard is not waited for, and the screen says so."""
    player.ready = False
    async with hearing(home, monkeypatch) as runner:
        player.change(ready=False, muted_why="no device")
        await runner.obeyed()
        assert runner.mode is Mode.READY
        assert "no sound" in runner.painted


async def test_is_not_waited_for_long(home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A player that never answers is waited for no longer than it takes to get into position."""
    assert PATIENCE == 1.5
    monkeypatch.setattr("runstrength.ui.session.screen.PATIENCE", 0.01)
    player.ready = False
    async with hearing(home, monkeypatch) as runner:
        while runner.mode is Mode.WAITING:
            await runner.pilot.pause(0.01)
        assert runner.mode is Mode.READY


async def test_does_not_begin_behind_the_help(
    home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the help is open nothing begins unseen; the session begins when it is closed."""
    player.ready = False
    async with hearing(home, monkeypatch) as runner:
        await runner.press("?")
        player.change(ready=True)
        await runner.obeyed()
        assert (runner.mode, player.planned) == (Mode.WAITING, [])
        await runner.press("escape")
        assert runner.mode is Mode.READY
        assert [cue.names[0] for cue in player.planned if not cue.voice][:1] == ["ready"]


async def test_off_from_the_start(home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the setting is off, no player is started, the screen says so, and the session begins at once."""
    async with hearing(home, monkeypatch, sound="off") as runner:
        assert (runner.mode, player.started) == (Mode.READY, False)
        assert "muted" in runner.painted
        await runner.press("m")
        assert player.started
        await runner.wait(5)
        assert "tick" in to_come(runner, player)
        assert "muted" not in runner.painted


async def test_m_takes_back_every_cue_and_says_muted(
    home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """M takes back every cue and says `muted`; again it brings them back; both are remembered."""
    async with hearing(home, monkeypatch) as runner:
        await runner.wait(6)
        assert to_come(runner, player)[:2] == ["tick", "tick"]
        await runner.hit("m")
        assert player.planned == []
        assert "muted" in runner.painted
        assert kept(home).sound == "off"
        await runner.hit("m")
        assert to_come(runner, player)[:2] == ["tick", "tick"]
        assert "muted" not in runner.painted
        assert kept(home).sound == "auto"


async def test_voice_and_tones(home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """V and T turn off the one and not the other, both together are `muted`, and each is remembered."""
    async with hearing(home, monkeypatch) as runner:
        await runner.wait(6)
        await runner.hit("v")
        assert (kept(home).voice, kept(home).tones) == (False, True)
        assert "tick" in to_come(runner, player)
        assert not any(cue.voice for cue in player.planned)
        assert "muted" not in runner.painted
        await runner.hit("t")
        assert (kept(home).voice, kept(home).tones) == (False, False)
        assert player.planned == []
        assert "muted" in runner.painted
        await runner.hit("v", "t")
        assert (kept(home).voice, kept(home).tones) == (True, True)
        assert "tick" in to_come(runner, player)
        assert "muted" not in runner.painted


async def test_a_voice_by_its_name(home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The voice that was chosen speaks, and is the same after it was turned off and on again."""
    async with hearing(home, monkeypatch, voice="michael") as runner:
        assert {Path(file).parent.name for cue in player.planned if cue.voice for file in cue.files} == {"michael"}
        await runner.hit("v")
        assert kept(home).voice is False
        await runner.hit("v")
        assert kept(home).voice == "michael"


async def test_brackets_make_it_softer_and_louder(
    home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Brackets make it softer and louder, within bounds, the volume is remembered, and the new one is heard."""
    async with hearing(home, monkeypatch) as runner:
        assert player.volume == 0.8
        await runner.hit("left_square_bracket")
        assert (player.volume, kept(home).volume) == (0.7, 0.7)
        assert (player.planned[-1].names, player.planned[-1].voice) == (("tick",), False)
        await runner.hit("t", "right_square_bracket", "left_square_bracket")
        assert (player.planned[-1].names, player.planned[-1].voice) == (("volume",), True)
        await runner.hit(*["right_square_bracket"] * 5)
        assert (player.volume, kept(home).volume) == (1.0, 1.0)
        await runner.hit(*["left_square_bracket"] * 12)
        assert (player.volume, kept(home).volume) == (0.0, 0.0)


@pytest.mark.parametrize(("stop", "go_on"), [("p", "p"), ("?", "?"), ("q", "g")])
async def test_a_pause_takes_back(
    home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch, stop: str, go_on: str
) -> None:
    """A pause, the help and the question take back every cue that is to come; going on brings them, later."""
    async with hearing(home, monkeypatch) as runner:
        await runner.wait(6)
        assert to_come(runner, player)[:1] == ["tick"]
        await runner.press(stop)
        assert to_come(runner, player) == []
        await runner.wait(100)
        assert to_come(runner, player) == []
        await runner.press(go_on)
        assert to_come(runner, player)[:1] == ["tick"]


async def test_a_discarded_session_is_heard_no_more(
    home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A discarded session is heard no more, not even its words, and what the player tells disturbs nobody."""
    async with hearing(home, monkeypatch, start="home") as runner:
        await runner.wait(6)
        await runner.press("q", "d", "d")
        await settled(runner.pilot)
        assert runner.app.screen.name != "session"
        assert player.planned == []
        title = runner.title
        player.change(ready=False, muted_why="gone")
        await runner.obeyed()
        assert runner.title == title


async def test_after_the_end(home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that goes while the summary is shown changes nothing there, nor in the window's title."""
    async with hearing(home, monkeypatch) as runner:
        await runner.finish()
        assert player.planned[-1].names[0] == "session-complete"
        title = runner.title
        player.change(ready=False, muted_why="gone")
        await runner.obeyed()
        assert (runner.app.screen.name, runner.title) == ("summary", title)


@pytest.mark.parametrize(("sets", "words"), [(1, "saved"), (0, "nothing-saved")])
async def test_an_early_end(
    home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch, sets: int, words: str
) -> None:
    """Who ends early hears whether it was saved."""
    async with hearing(home, monkeypatch) as runner:
        if sets:
            await runner.go_to(2)
        await runner.press("q", "f")
        await settled(runner.pilot)
        assert [cue.names for cue in player.planned if cue.voice][-1] == (words,)


async def test_a_lost_player(home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A player that is lost does not disturb the session: a sign comes, and goes when the sound is back."""
    async with hearing(home, monkeypatch) as runner:
        await runner.wait(5)
        player.change(ready=False, muted_why="the device is gone")
        await runner.obeyed()
        assert "no sound" in runner.painted
        assert "the device is gone" not in runner.painted
        await runner.wait(6)
        assert (runner.mode, runner.index) == (Mode.WORK, 1)
        player.change(ready=True)
        await runner.obeyed()
        assert "no sound" not in runner.painted


@pytest.mark.parametrize(
    ("start", "speed", "starts_early"), [("session", 1.0, True), ("session", 10.0, False), ("home", 1.0, False)]
)
@pytest.mark.usefixtures("home")
def test_a_rehearsal_is_silent_the_player_of_a_session_starts_before_the_app(
    player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch, start: str, speed: float, starts_early: bool
) -> None:
    """A rehearsal is silent; the player of a session starts before the app, which closes it in the end."""
    heard: list[SoundController | None] = []

    def run(app: RunstrengthApp) -> int:
        assert player.started is starts_early
        heard.append(app.services.sound)
        return 0

    monkeypatch.setattr(RunstrengthApp, "run", run)
    library = load_library(locations.assets_dir())
    options = LaunchOptions(
        settings=Settings(), library=library, choices=Choices(), start=start, routine="runner", speed=speed
    )
    assert launch_module.launch(options) == 0
    assert (heard[0] is not None, player.closed) == (speed == 1, starts_early)


async def test_what_is_not_heard_is_seen(home: Path, player: RecordingPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new phase lights up the screen a little where its tone is heard, and wholly where it is not."""
    async with hearing(home, monkeypatch) as runner:
        await runner.press("space")
        view, looks = runner.view, []
        for key in ("t", "t"):
            await runner.hit(key)
            await runner.hit("space")
            looks.append((view.has_class("-flash"), view.has_class("-unheard")))
            await runner.wait(2)

        assert looks == [(True, True), (True, False)]
