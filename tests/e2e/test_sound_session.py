"""A whole session with real sound: what is heard is what the plan says, and without a server nothing is disturbed."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from array import array
from itertools import product
from pathlib import Path

import pytest

from tests.e2e.test_sound_real import MISSING, RATE, onsets, running, server, serving
from tests.support.terminal import Terminal

__all__ = ["server"]  # a fixture

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (pulseaudio, pulseaudio-utils)"),
]

HOLDS = """\
title = "Holds"
[[blocks]]
name = "A"
sets = 2
rest = 2
ready = 1
switch = 1
[[blocks.slots]]
exercise = "side_plank"
hold = 2
"""
SHORT = HOLDS.replace("sets = 2", "sets = 1").replace("hold = 2", "hold = 1")
"""The same with nothing to wait for."""
NEAR = 0.015
"""Seconds from its moment within which a tone must begin, on a machine that may be busy."""
ROUGHLY = 0.1
"""The same where the machine does other things too."""
WITHIN = 0.8
"""Seconds that a tone may be listened to, with pauses of its own: a new cue is looked for at its moment."""


@pytest.fixture
def holds(home: Path, tmp_path: Path) -> Path:
    """Return the folder of somebody who answered the first questions, and wants tones but no voice."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text(
        'level = "beginner"\nhealth_note_read = true\nvoice = false\n', encoding="utf-8"
    )
    (tmp_path / "holds.toml").write_text(HOLDS, encoding="utf-8")
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    return tmp_path


def mixers(home: Path) -> set[str]:
    """Return the process numbers of the mixers that this test has started, whoever else has some."""
    mine = f"RUNSTRENGTH_HOME={home}".encode()
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"runstrength.sound.mixer" in path.read_bytes() and mine in path.with_name("environ").read_bytes():
                found.add(path.parent.name)
        except OSError:
            continue
    return found


def planned(program: list[str], routine: Path) -> tuple[list[float], float]:
    """Return the moment of every tone of a plan, in order, and how long the plan takes."""
    result = subprocess.run([*program, "plan", str(routine), "--json"], capture_output=True, timeout=30, check=True)
    plan = json.loads(result.stdout)
    moments = [step["starts_at"] + cue["at"] for step in plan["steps"] for cue in step["cues"] if cue["cue"]]
    assert all(step["timed"] for step in plan["steps"])
    return sorted(moments), plan["seconds"]


@pytest.mark.alone
@pytest.mark.usefixtures("server")
def test_what_is_heard_is_the_plan(program: list[str], home: Path, holds: Path) -> None:
    """Every tone of the plan is heard at its moment, no other, and no mixer outlives the program."""
    moments, seconds = planned(program, holds / "holds.toml")
    recording = holds / "recording"
    record = ["parec", "-d", "test.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
    with recording.open("wb") as file, running([*record, "--latency-msec=5"], stdout=file):
        until = time.monotonic() + 10
        while not recording.stat().st_size:
            assert time.monotonic() < until, "nothing is recorded"
            time.sleep(0.02)
        command = [*program, "session", str(holds / "holds.toml"), "--sound", "miniaudio"]
        with Terminal(command, size=(80, 24)) as terminal:
            terminal.wait_for("sets", timeout=seconds + 15)
            terminal.wait_for_title("complete$", timeout=seconds + 15)
            assert mixers(home), "the mixer is another process"
            terminal.read_for(0.5)
            terminal.press("ctrl+c")
            assert terminal.wait_exit(5) == 0
            assert terminal.left_on == []
    assert mixers(home) == set()
    samples = array("h", recording.read_bytes()[: recording.stat().st_size // 2 * 2])
    # A tone may have silences of its own: what begins while one is to be heard belongs to it.
    heard: list[float] = []
    for onset in onsets(samples):
        if not heard or onset - heard[-1] > WITHIN:
            heard.append(onset)
    assert len(heard) == len(moments)
    offsets = [there - then for there, then in zip(heard, moments, strict=True)]
    middle = statistics.median(offsets)
    worst = max(abs(offset - middle) for offset in offsets)
    assert worst < NEAR, f"{worst * 1000:.1f} ms"


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(("sound", "opens"), [("miniaudio", True), ("off", False)])
def test_left_at_once(program: list[str], home: Path, holds: Path, sound: str, opens: bool) -> None:
    """A session that is left while its device still opens leaves no mixer, and without sound there never is one."""
    with Terminal([*program, "session", str(holds / "holds.toml"), "--sound", sound], size=(80, 24)) as terminal:
        until = time.monotonic() + 10
        while opens and not mixers(home):
            assert time.monotonic() < until, "no mixer was started"
            time.sleep(0.005)
        terminal.press("ctrl+c")
        terminal.wait_exit(10)
        assert mixers(home) == set()


@pytest.mark.paced
def test_a_device_gone_and_back(
    program: list[str], home: Path, holds: Path, server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    """A device that goes away in a session and comes back is heard again, and the session never waited for it."""
    (holds / "long.toml").write_text(HOLDS.replace("hold = 2", "hold = 3"), encoding="utf-8")
    moments, seconds = planned(program, holds / "long.toml")
    recording = holds / "recording"
    record = ["parec", "-d", "test.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
    with Terminal([*program, "session", str(holds / "long.toml"), "--sound", "miniaudio"], size=(80, 24)) as terminal:
        terminal.wait_for_title("[Ss]ide plank", timeout=15)
        began = time.monotonic()
        terminal.read_for(1)
        server.kill()
        server.wait()
        terminal.wait_for("no sound", timeout=6)
        with (
            serving(tmp_path),
            recording.open("wb") as file,
            running([*record, "--latency-msec=5"], stdout=file),
        ):
            terminal.wait_until(lambda: "no sound" not in terminal.text, what="the sound")
            back = time.monotonic() - began
            terminal.wait_for_title("complete$", timeout=seconds + 15)
            took = time.monotonic() - began
            terminal.read_for(0.5)
            terminal.press("ctrl+c")
            assert terminal.wait_exit(5) == 0
    assert mixers(home) == set()
    assert took < seconds + 3
    later = [moment for moment in moments if moment > back + 1]
    heard = onsets(array("h", recording.read_bytes()[: recording.stat().st_size // 2 * 2]))
    begins = (there - then for there, then in product(heard, later[:3]))
    missing = min(
        ([moment for moment in later if all(abs(one - first - moment) > ROUGHLY for one in heard)] for first in begins),
        key=len,
    )
    assert (missing, len(later) > 5) == ([], True)


@pytest.mark.paced
def test_without_a_server(program: list[str], home: Path, holds: Path) -> None:
    """Without any sound server the session runs to its end, says `no sound`, shows no library's text, and is kept."""
    nowhere = {
        "PULSE_SERVER": f"unix:{holds / 'nobody'}",
        "PULSE_RUNTIME_PATH": str(holds),
        "XDG_RUNTIME_DIR": str(holds),
        "PIPEWIRE_REMOTE": str(holds / "none"),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
    command = [*program, "session", str(holds / "short.toml"), "--sound", "miniaudio"]
    with Terminal(command, size=(80, 24), env=nowhere) as terminal:
        terminal.wait_for("no sound")
        terminal.wait_for_title("complete$", timeout=30)
        terminal.read_for(0.3)
        terminal.press("ctrl+c")
        asked = time.monotonic()
        assert terminal.wait_exit(5) == 0
        assert time.monotonic() - asked < 1.0
        said = bytes(terminal.raw).decode("utf-8", "replace").lower()
    assert [word for word in ("alsa", "pulse", "jack", "miniaudio", "traceback") if word in said] == []
    assert mixers(home) == set()
    (record,) = (home / "data" / "history").rglob("*.json")
    assert json.loads(record.read_bytes())["completed"] is True
