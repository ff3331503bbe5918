"""The parent's side of sound: whatever becomes of the mixer, nobody waits and nothing is left."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runstrength.sound import mixer_client
from runstrength.sound import player as players
from runstrength.sound.fallback_backends import OneShotBackend, Playback
from runstrength.sound.mixer_client import MixerPlayer, mixer_command
from runstrength.sound.player import choose_backend, make_player
from runstrength.sound.silent_and_bell import BellPlayer, SilentPlayer
from runstrength.sound.wav import Samples
from runstrength.toml_input import InputError
from tests.support.sound_helpers import RecordingPlayer, write_tone

FAKE = """
import json, os, sys, time
log, behaviour, count = sys.argv[1], sys.argv[2], 0
def say(**report):
    print(json.dumps(report), flush=True)
with open(log, "a") as out:
    print(json.dumps({"pid": os.getpid()}), file=out, flush=True)
    if behaviour == "deaf":
        say(event="ready", detail="deaf")
        time.sleep(60)
    if behaviour == "dies":
        say(event="lost", why="no device")
        sys.exit(3)
    say(event="ready", detail="a fake")
    print("garbage that is no report", flush=True)
    for line in sys.stdin:
        print(line.strip(), file=out, flush=True)
        order = json.loads(line)
        count += 1
        say(event="obeyed", count=count)
        if order.get("key") == "die":
            os._exit(1)
        if order.get("key") == "lose":
            say(event="lost", why="gone")
        if order["do"] == "quit" and behaviour != "stays":
            sys.exit()
    while behaviour == "stays":
        time.sleep(60)
"""


def until(true: Callable[[], object], seconds: float = 10) -> bool:
    """Wait until something is true; return whether it came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.005)
    return False


def gone(pid: int) -> bool:
    """Tell whether a process is no more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


class Fake:
    """A mixer that writes down what it is told."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "log"
        self._script = folder / "fake.py"
        self._script.write_text(FAKE)
        self.player = MixerPlayer(command=self.command("plain"))

    def command(self, behaviour: str) -> list[str]:
        """Return what starts it."""
        return [sys.executable, str(self._script), str(self._log), behaviour]

    @property
    def said(self) -> list[dict[str, object]]:
        """Return what it was told."""
        return [order for order in self._lines() if "do" in order]

    @property
    def pids(self) -> list[int]:
        """Return its processes, one after the other."""
        return [int(str(order["pid"])) for order in self._lines() if "pid" in order]

    def _lines(self) -> list[dict[str, object]]:
        if not self._log.exists():
            return []
        return [json.loads(line) for line in self._log.read_text().splitlines() if line.endswith("}")]


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Fake]:
    """Return a fake mixer, whose player is closed in the end."""
    fake = Fake(tmp_path)
    yield fake
    fake.player.close()
    assert until(lambda: all(gone(pid) for pid in fake.pids), 2)


def test_orders_reach_the_mixer_in_order(fake: Fake) -> None:
    """Each call becomes one line, in the order of the calls."""
    at = time.monotonic() + 50
    fake.player.start()
    assert until(lambda: fake.player.ready)
    fake.player.play("1", at, [Path("a.wav"), "b.wav"], voice=True)
    fake.player.drop(["1"])
    fake.player.set_volume(0.5)
    fake.player.drop_all()
    assert until(lambda: len(fake.said) == 4)
    assert fake.said == [
        {"do": "play", "key": "1", "at": at, "files": ["a.wav", "b.wav"], "voice": True},
        {"do": "drop", "keys": ["1"]},
        {"do": "volume", "value": 0.5},
        {"do": "drop_all"},
    ]


def test_what_was_said_before_the_mixer_was_there_is_not_lost(fake: Fake) -> None:
    """Cues that are still to come and the volume reach a mixer that starts later; others do not."""
    fake.player.set_volume(0.3)
    fake.player.play("past", time.monotonic() - 1, ["a.wav"])
    fake.player.play("withdrawn", time.monotonic() + 50, ["a.wav"])
    fake.player.play("kept", time.monotonic() + 50, ["a.wav"])
    fake.player.drop({"withdrawn"})
    fake.player.start()
    assert until(lambda: len(fake.said) >= 2)
    assert [order.get("value", order.get("key")) for order in fake.said] == [0.3, "kept"]


def test_changes_are_told(fake: Fake) -> None:
    """Ready and lost are told by a call, with the reason to show."""
    told: list[tuple[bool, str, str]] = []
    player = fake.player
    player.on_change = lambda: told.append((player.ready, player.muted_why, player.detail))
    player.start()
    assert until(lambda: told == [(True, "", "a fake")])
    player.play("lose", time.monotonic() + 1, [])
    assert until(lambda: told[1:] == [(False, "gone", "a fake")])


def test_a_mixer_that_dies_is_replaced(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one is told what is still to come, and the volume."""
    monkeypatch.setattr(mixer_client, "BACKOFF", (0.05,))
    player = fake.player
    player.set_volume(0.7)
    player.start()
    assert until(lambda: player.ready)
    player.play("later", time.monotonic() + 50, [])
    player.play("die", time.monotonic() - 0.2, [])
    assert until(lambda: not player.ready)
    assert player.muted_why
    time.sleep(0.1)
    assert until(lambda: player.ready and len(fake.pids) >= 2)
    assert player.muted_why == ""
    assert until(lambda: [order.get("key") for order in fake.said].count("later") >= 2)
    assert [order.get("value") for order in fake.said].count(0.7) >= 2


def test_a_mixer_that_always_dies_is_started_less_and_less_often(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses grow, and the reason that it gave is shown."""
    monkeypatch.setattr(mixer_client, "BACKOFF", (0.01, 0.01, 30.0))
    fake.player = MixerPlayer(command=fake.command("dies"))
    fake.player.start()
    assert until(lambda: len(fake.pids) == 3 and fake.player.muted_why == "no device")
    time.sleep(0.3)
    assert len(fake.pids) == 3
    began = time.monotonic()
    fake.player.close()
    assert time.monotonic() - began < 0.3


def test_a_command_that_is_not_there_is_only_silence() -> None:
    """The session goes on, and the player says why it is mute."""
    player = MixerPlayer(command=["/no/such/program"])
    player.start()
    assert until(lambda: "cannot be started" in player.muted_why)
    player.play("1", time.monotonic() + 1, [])
    player.close()


@pytest.mark.parametrize("behaviour", ["plain", "deaf", "stays"])
def test_closing_never_hangs(fake: Fake, behaviour: str) -> None:
    """Within 0.3 s the mixer is gone, also when it does not listen or does not want to end."""
    fake.player = MixerPlayer(command=fake.command(behaviour))
    fake.player.start()
    assert until(lambda: fake.player.ready)
    began = time.monotonic()
    fake.player.close()
    assert time.monotonic() - began < 0.4
    assert until(lambda: gone(fake.pids[0]), 1)


def test_closing_what_has_just_begun_leaves_nothing(fake: Fake) -> None:
    """A player that is closed at once, or twice, leaves no mixer behind."""
    fake.player.start()
    fake.player.close()
    fake.player.close()
    time.sleep(0.3)
    assert until(lambda: all(gone(pid) for pid in fake.pids), 2)


@pytest.mark.alone
def test_a_mixer_that_does_not_listen_blocks_nobody(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Orders are written without waiting; one that has left too many unread is replaced."""
    monkeypatch.setattr(mixer_client, "BACKOFF", (0.01,))
    fake.player = MixerPlayer(command=fake.command("deaf"))
    fake.player.start()
    assert until(lambda: fake.player.ready)
    slowest = 0.0
    for number in range(3000):
        began = time.monotonic()
        fake.player.play(str(number), time.monotonic() - 0.1, ["a" * 100])
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 0.1
    assert until(lambda: len(fake.pids) >= 2)


def test_a_mixer_that_obeys_nothing_is_replaced(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """One order that nobody obeyed for seconds, and the next one finds a new mixer; one that obeys is left alone."""
    monkeypatch.setattr(mixer_client, "BACKOFF", (30.0,))
    monkeypatch.setattr(mixer_client, "PATIENCE", 0.1)
    deaf = MixerPlayer(command=fake.command("deaf"))
    for player in (deaf, fake.player):
        player.start()
        assert until(lambda player=player: player.ready)  # type: ignore[misc]
        for _ in range(3):
            player.drop_all()
            time.sleep(0.15)
    assert fake.player.ready
    assert until(lambda: not deaf.ready)
    assert deaf.muted_why == "the mixer does not answer"
    deaf.close()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_mixer_ends_with_its_parent(tmp_path: Path) -> None:
    """Also when the parent is killed with -9, the mixer ends, since its input does."""
    pid = tmp_path / "pid"
    script = (
        "import time; from runstrength.sound.mixer_client import MixerPlayer, mixer_command;"
        f"tells = ['sh', '-c', 'echo $$ > \"$0\"; exec \"$@\"', {str(pid)!r}];"
        "MixerPlayer(command=[*tells, *mixer_command('miniaudio')]).start(); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script]) as parent:
        assert until(lambda: pid.exists() and pid.read_text().endswith("\n"), 5)
        mixer = int(pid.read_text())
        assert os.getsid(mixer) == mixer, "ctrl+c in the terminal would reach it"
        parent.send_signal(signal.SIGKILL)
    assert until(lambda: gone(mixer), 5)


def test_the_mixer_is_silent_on_every_pipe_of_its_parent(tmp_path: Path) -> None:
    """Without a device it reports so, and not a byte of any library is written anywhere."""
    environment = {**os.environ, "PULSE_SERVER": f"unix:{tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path)}
    with subprocess.Popen(
        mixer_command("miniaudio"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=tmp_path,
    ) as mixer:
        assert mixer.stdout is not None
        report = json.loads(mixer.stdout.readline())
        began = time.monotonic()
        rest, chatter = mixer.communicate(b'{"do": "quit"}\n', timeout=10)
        assert time.monotonic() - began < 0.5
    assert (report["event"], rest, chatter, mixer.returncode) == ("lost", b"", b"", 0)


def test_the_bell_rings_for_tones_at_their_moments() -> None:
    """One ring a tone, none for a voice, none for what was withdrawn or is past."""
    rung: list[float] = []
    player = BellPlayer(lambda: rung.append(time.monotonic()))
    player.start()
    now = time.monotonic()
    player.play("b", now + 0.15, ["b.wav"])
    player.play("a", now + 0.05, ["a.wav"])
    player.play("say", now + 0.06, ["c.wav"], voice=True)
    player.play("withdrawn", now + 0.07, ["c.wav"])
    player.play("past", now - 1, ["c.wav"])
    player.drop(["withdrawn"])
    assert until(lambda: len(rung) == 2)
    player.play("never", time.monotonic() + 0.05, ["c.wav"])
    player.close()
    time.sleep(0.1)
    assert len(rung) == 2
    assert all(0 <= moment - due < 0.1 for moment, due in zip(rung, (now + 0.05, now + 0.15), strict=True))


def only(monkeypatch: pytest.MonkeyPatch, *there: str) -> None:
    """Let only these packages and programs be installed."""
    monkeypatch.setattr(players, "find_spec", lambda package: package if package in there else None)
    monkeypatch.setattr(shutil, "which", lambda program: program if program in there else None)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.parametrize(
    ("there", "name", "detail"),
    [
        (("aplay", "simpleaudio", "miniaudio"), "miniaudio", "PulseAudio, else ALSA"),
        (("aplay", "simpleaudio"), "simpleaudio", "one sound at a time"),
        (("aplay", "paplay"), "command", "paplay"),
        (("afplay",), "command", "afplay"),
        ((), "bell", "the terminal's bell"),
    ],
)
def test_the_best_that_is_there_is_chosen(
    monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], name: str, detail: str
) -> None:
    """Miniaudio, simpleaudio, a command, the bell: in this order, with a reason, and advice but for the best."""
    only(monkeypatch, *there)
    choice = choose_backend("auto")
    assert (choice.name, choice.detail) == (name, detail)
    assert choice.why
    assert bool(choice.advice) == (name != "miniaudio")


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("simpleaudio", "\"simpleaudio\" isn't installed: use pip install 'runstrength[simpleaudio]'"),
        ("miniaudio", "\"miniaudio\" isn't installed: use pip install 'miniaudio'"),
        ("command", '"command" needs a player: install pw-play, paplay, aplay or afplay, or use "auto"'),
        ("loud", '"loud" isn\'t valid: use auto, miniaudio, simpleaudio, command, bell or off'),
    ],
)
def test_what_is_asked_for_by_name_must_be_there(monkeypatch: pytest.MonkeyPatch, setting: str, sentence: str) -> None:
    """Else there is an error that says what to do."""
    only(monkeypatch)
    with pytest.raises(InputError) as raised:
        choose_backend(setting)
    assert str(raised.value).startswith(f"--sound: {sentence}")


def test_what_was_chosen_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name has its player; a bell without a terminal is silent."""
    only(monkeypatch, "miniaudio", "paplay")
    assert isinstance(make_player(choose_backend("auto")), MixerPlayer)
    assert isinstance(make_player(choose_backend("command")), MixerPlayer)
    assert isinstance(make_player(choose_backend("bell"), ring=lambda: None), BellPlayer)
    assert type(make_player(choose_backend("bell"))) is SilentPlayer
    assert type(make_player(choose_backend("off"))) is SilentPlayer


def test_every_player_keeps_the_protocol() -> None:
    """All of them can stand where a player is wanted."""
    everyone: list[players.Player] = [
        MixerPlayer(), BellPlayer(lambda: None), SilentPlayer(), RecordingPlayer(),
    ]  # fmt: skip
    for player in everyone:
        player.set_volume(0.5)
        player.play("1", 0.0, ["a.wav"])
        player.drop(["1"])
        player.drop_all()
        player.close()


class FakeSounder:
    """Starts sounds by writing down when."""

    name = "fake"
    lead = 0.0

    def __init__(self) -> None:
        self.started: list[tuple[float, int]] = []
        self.stopped = 0
        self.error = ""

    def start(self, samples: Samples[int], gain: float) -> Playback:
        """Begin to play."""
        if self.error:
            raise RuntimeError(self.error)
        self.started.append((time.monotonic(), len(samples)))
        return self

    def stop(self) -> None:
        """End it."""
        self.stopped += 1

    def failed(self) -> str:
        """Return why it could not be heard."""
        return ""


def test_a_backend_that_fires_keeps_the_same_promises(tmp_path: Path) -> None:
    """Tones at their moments, voices one after the other, withdrawn ones never, and a failure is told and over."""
    short, long = write_tone(tmp_path / "a.wav", seconds=0.05), write_tone(tmp_path / "b.wav", seconds=0.2)
    sounder, reports = FakeSounder(), []
    firing = OneShotBackend(sounder, lambda event, **details: reports.append((event, details.get("why"))))
    threading.Thread(target=firing.run, daemon=True).start()
    now = time.monotonic()
    firing.play("name", now + 0.05, [long], voice=True)
    firing.play("half", now + 0.10, [short], voice=True)
    firing.play("tick", now + 0.15, [short], voice=False)
    firing.play("gone", now + 0.16, [short], voice=False)
    firing.drop(["gone"])
    assert until(lambda: len(sounder.started) == 3)
    dues = [now + 0.05, now + 0.15, now + 0.05 + 0.2 + 0.12]
    assert all(-0.001 <= at - due < 0.1 for (at, _), due in zip(sounder.started, dues, strict=True))
    with contextlib.suppress(IndexError):
        assert reports[0] == ("ready", None)
    sounder.error = "no device"
    firing.play("x", time.monotonic(), [short], voice=False)
    assert until(lambda: ("lost", "no device") in reports)
    sounder.error = ""
    firing.play("y", time.monotonic(), [short], voice=True)
    assert until(lambda: reports[-1] == ("ready", None))
    firing.drop(None)
    assert sounder.stopped == 1
