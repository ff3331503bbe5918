"""The sound of a session is started first: its device opens while the app is being imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from runstrength.sound import player as players
from runstrength.sound.mixer_client import MixerPlayer
from runstrength.sound.player import start_early

STARTED_WITH = """
import json, sys
from runstrength.cli import app, main
from runstrength.sound import mixer_client, player

class Player:
    def __init__(self, name, *, backend): pass
    def set_volume(self, value): pass
    def close(self): pass
    def start(self):
        print(json.dumps(sorted(sys.modules)))
        raise SystemExit(0)

app.has_terminal = lambda: True
mixer_client.MixerPlayer = Player
player.find_spec = lambda name: True  # it is installed
main(sys.argv[1:])
"""
"""Runs a command whose player only tells which modules were imported before it was started."""


def run_unmeasured(code: str) -> None:
    """Run a program; `make coverage` doesn't measure it, because what measures imports modules itself."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS_")}
    subprocess.run([sys.executable, "-c", code], env=environment, timeout=60, check=True)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("command", [["session", "runner"], ["warmup"]])
def test_before_the_app(command: list[str]) -> None:
    """The player is started before a module of the screens or of Textual is imported, which takes half a second."""
    ran = subprocess.run(
        [sys.executable, "-c", STARTED_WITH, *command],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    loaded = json.loads(ran.stdout)
    assert [name for name in loaded if name.partition(".")[0] == "textual" or name == "runstrength.ui.app"] == []


@pytest.mark.parametrize("setting", ["off", "bell"])
def test_nothing_to_open(setting: str) -> None:
    """Where no device is opened nothing is started early."""
    assert start_early(setting) is None


def test_the_player_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the player that the session would get later."""
    started: list[str] = []
    monkeypatch.setattr(MixerPlayer, "start", lambda player: started.append(player.name))
    monkeypatch.setattr(players, "find_spec", lambda package: package)
    for setting, name in (("auto", "miniaudio"), ("simpleaudio", "simpleaudio")):
        player = start_early(setting)
        assert isinstance(player, MixerPlayer)
        assert player.name == started[-1] == name


@pytest.mark.skipif(find_spec("miniaudio") is None, reason="miniaudio isn't installed")
def test_no_network_modules() -> None:
    """The mixer imports miniaudio without what loads streams from the internet; that is imported when it is used."""
    code = """
import sys
from runstrength.sound.device import import_miniaudio
import_miniaudio()
import miniaudio
assert not {"http.client", "ssl", "dis"} & set(sys.modules)
assert miniaudio.PlaybackDevice
assert miniaudio.urllib.request.Request("http://localhost").host == "localhost"
assert "http.client" in sys.modules
"""
    run_unmeasured(code)


def test_the_apps_event_loop_starts_without_the_module_for_tls() -> None:
    """The app's event loop starts without the module for TLS, which can still be imported by whoever needs it."""
    code = """
import sys
from runstrength.deferred_imports import import_asyncio
import_asyncio()
import asyncio
assert "ssl" not in sys.modules
asyncio.run(asyncio.sleep(0))
import ssl
assert ssl.create_default_context()
"""
    run_unmeasured(code)
