"""Real sound: a private PulseAudio, the real mixer, and a recording of what came out."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import statistics
import subprocess
import time
from array import array
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from runstrength.sound.mixer_client import MixerPlayer
from tests.support.sound_helpers import write_tone

RATE = 48000
TONES = 12
THRESHOLD = 180
"""About -45 dBFS."""

PROGRAMS = ("pulseaudio", "parec")
MISSING = [name for name in PROGRAMS if not shutil.which(name)] + ["miniaudio"] * (find_spec("miniaudio") is None)

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (pulseaudio, pulseaudio-utils)"),
]


@contextlib.contextmanager
def running(command: list[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for as long as the block lasts."""
    process: subprocess.Popen[bytes] = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """Return a sound server of our own with one sink that goes nowhere, which all programs of the test use."""
    for name in [name for name in os.environ if name.startswith(("PULSE_", "DBUS_", "DISPLAY", "WAYLAND"))]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PULSE_COOKIE", str(tmp_path / "cookie"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    monkeypatch.setenv("PIPEWIRE_REMOTE", str(tmp_path / "none"))
    with serving(tmp_path) as process:
        monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'socket'}")
        yield process


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a sound server with its socket in a folder; a server that was killed left its socket there."""
    socket = folder / "socket"
    socket.unlink(missing_ok=True)
    command = (
        "pulseaudio -n --daemonize=no --use-pid-file=no --exit-idle-time=-1 --high-priority=no --realtime=no "
        "--disable-shm=yes --log-level=error"
    ).split()
    command += ["-L", f"module-null-sink sink_name=test rate={RATE} channels=2"]
    command += ["-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
    with running(command, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 10
        while not socket.exists():
            assert process.poll() is None, "pulseaudio did not start"
            assert time.monotonic() < end, "pulseaudio made no socket"
            time.sleep(0.02)
        yield process


def onsets(samples: array[int], silence: float = 0.05) -> list[float]:
    """Return when each sound begins, in seconds of the recording."""
    found: list[float] = []
    last = -RATE
    for number, sample in enumerate(samples):
        if abs(sample) > THRESHOLD:
            if number - last > silence * RATE:
                found.append(number / RATE)
            last = number
    return found


def wait_ready(player: MixerPlayer, *, ready: bool = True, seconds: float = 10) -> None:
    """Wait for a player to be ready, or to have lost its device."""
    end = time.monotonic() + seconds
    while player.ready is not ready:
        assert time.monotonic() < end, player.muted_why or "not ready"
        time.sleep(0.01)


@pytest.mark.alone
def test_scheduled_tones_are_heard_at_their_moments(tmp_path: Path, server: subprocess.Popen[bytes]) -> None:
    """Twelve tones, planned ahead for odd moments, begin within 5 ms of their places, and no other sound is heard."""
    tone = write_tone(tmp_path / "tone.wav", seconds=0.03)
    record = ["parec", "-d", "test.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
    recording = tmp_path / "recording"
    player = MixerPlayer()
    with recording.open("wb") as file, running([*record, "--latency-msec=5"], stdout=file):
        player.start()
        wait_ready(player)
        chance = random.Random(7)  # noqa: S311  (moments, not secrets)
        moments = [time.monotonic() + 0.5]
        moments += [moments[0] + 0.2 * number + chance.random() * 0.05 for number in range(1, TONES)]
        for number, moment in enumerate(moments):
            player.play(str(number), moment, [tone])
        player.play("withdrawn", moments[6] + 0.09, [tone])
        player.drop(["withdrawn"])
        time.sleep(moments[-1] + 0.5 - time.monotonic())
        player.close()
    samples = array("h", recording.read_bytes()[: recording.stat().st_size // 2 * 2])
    heard = onsets(samples)
    assert len(heard) == TONES
    offsets = [there - planned for there, planned in zip(heard, moments, strict=True)]
    middle = statistics.median(offsets)
    worst = max(abs(offset - middle) for offset in offsets)
    assert worst < 0.005, f"{worst * 1000:.1f} ms"


@pytest.mark.paced
def test_a_server_that_is_killed_is_told_and_closing_is_quick(server: subprocess.Popen[bytes]) -> None:
    """A device that vanishes makes the player mute within two seconds, and it still ends at once."""
    player = MixerPlayer()
    player.start()
    wait_ready(player)
    server.kill()
    wait_ready(player, ready=False, seconds=3)
    assert player.muted_why
    began = time.monotonic()
    player.close()
    assert time.monotonic() - began < 0.4
