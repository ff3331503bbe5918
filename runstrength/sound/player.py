"""The player that plays cues: its protocol, and which backend is chosen.

`choose_backend` only checks what is installed; `make_player` makes the player.
"""

from __future__ import annotations

import atexit
import shutil
import sys
import time
from collections.abc import Callable, Collection, Sequence
from importlib.util import find_spec
from os import PathLike
from typing import Final, Protocol

from msgspec import Struct

from runstrength.settings import SOUND_BACKENDS
from runstrength.sound.protocol import ONE_AT_A_TIME, PLAYER_COMMANDS
from runstrength.sound.silent_and_bell import BELL
from runstrength.text import closest, invalid, one_of
from runstrength.toml_input import InputError, Problem

START_TIMEOUT: Final = 6.0
"""Seconds to wait until a player is ready: on a busy machine its process starts slowly."""
PLATFORMS: Final = {"darwin": "CoreAudio", "win32": "WASAPI", "linux": "PulseAudio, else ALSA"}


class Player(Protocol):
    """Plays cues. No method blocks but `close`, which takes at most 0.3 s."""

    on_change: Callable[[], None] | None
    """Called when `ready`, `muted_why` or `detail` changed; from any thread."""

    @property
    def name(self) -> str:
        """The name of the backend."""

    @property
    def detail(self) -> str:
        """The device or program that the backend plays with, empty while unknown."""

    @property
    def ready(self) -> bool:
        """Whether a cue would be heard now."""

    @property
    def muted_why(self) -> str:
        """Why nothing is heard; empty if all is well, and while the player starts."""

    def start(self) -> None:
        """Start the backend, without waiting for it."""

    def play(self, key: str, at: float, files: Sequence[str | PathLike[str]], voice: bool = False) -> None:
        """Schedule a cue for a moment of `time.monotonic()`; one that is later than `MAX_LATENESS` is dropped."""

    def drop(self, keys: Collection[str]) -> None:
        """Cancel cues: those that have not started are not played, a voice that is speaking fades."""

    def drop_all(self) -> None:
        """Cancel every cue."""

    def set_volume(self, value: float) -> None:
        """Set the volume, from 0 to 1."""

    def close(self) -> None:
        """Stop playing and end every process and thread."""


class BackendChoice(Struct, frozen=True):
    """The backend that is used, and why."""

    name: str
    """`miniaudio`, `simpleaudio`, `command`, `bell` or `off`."""
    detail: str
    """What it plays on, or with."""
    why: str
    """Why it was chosen."""
    advice: str = ""
    """How to get better sound; empty if this is the best."""


def choose_backend(setting: str) -> BackendChoice:
    """Return the backend for a setting.

    Raises:
        InputError: the backend is unknown or not installed.
    """
    if setting not in SOUND_BACKENDS:
        raise _bad(invalid(setting, one_of(SOUND_BACKENDS)) + closest(setting, SOUND_BACKENDS))
    if setting == "off":
        return BackendChoice("off", "silent", "as set")
    if setting == "bell":
        return BackendChoice("bell", BELL, "as set", "all tones sound the same, and no voice")
    if setting != "auto":
        return _named(setting)
    if _installed("miniaudio"):
        return _miniaudio("best available")
    if _installed("simpleaudio"):
        return _simpleaudio("miniaudio is not installed")
    if command := _command():
        return _with_command(command, "neither miniaudio nor simpleaudio is installed")
    advice = "pip install miniaudio, or install one of " + ", ".join(PLAYER_COMMANDS)
    return BackendChoice("bell", BELL, "no sound player found", advice)


def start_early(setting: str) -> Player | None:
    """Start the player of a setting, so that its device opens while the app is still being imported.

    Return it, or None if it has no device: it is the terminal's bell, or silent. It is closed when the program ends,
    because an error or ctrl+c may come before there is an app.

    Raises:
        InputError: the backend is unknown or not installed.
    """
    choice = choose_backend(setting)
    if choice.name in ("bell", "off"):
        return None
    player = make_player(choice)
    atexit.register(player.close)
    player.start()
    return player


def wait_until_ready(player: Player) -> str:
    """Wait until a player that was started can be heard; return why it can't, empty if it can."""
    deadline = time.monotonic() + START_TIMEOUT
    while not (player.ready or player.muted_why) and time.monotonic() < deadline:
        time.sleep(0.02)
    return "" if player.ready else player.muted_why or "it didn't answer"


class DeviceTest(Struct, frozen=True):
    """What happened when a device was opened."""

    detail: str
    """The device; empty if there is none."""
    why: str = ""
    """Why nothing can be heard; empty if all is well."""


def open_device(choice: BackendChoice) -> DeviceTest:
    """Open the device of a backend, and close it again."""
    player = make_player(choice)
    try:
        player.start()
        why = wait_until_ready(player)
        return DeviceTest("" if why else player.detail or choice.detail, why)
    finally:
        player.close()


def device_advice() -> str:
    """Return what to do where no device can be opened."""
    where = {
        "darwin": "check the output in System Settings > Sound",
        "win32": "check the output in Settings > System > Sound",
    }.get(
        sys.platform, "connect a speaker or headphones, and check that a sound server runs (wpctl status or pactl info)"
    )
    return f"{where}; for the terminal's bell instead: --sound bell"


def _named(setting: str) -> BackendChoice:
    why = "as set"
    if setting == "command":
        if command := _command():
            return _with_command(command, why)
        raise _bad(f'"command" needs a player: install {one_of(list(PLAYER_COMMANDS))}, or use "auto"')
    if not _installed(setting):
        package = "runstrength[simpleaudio]" if setting == "simpleaudio" else "miniaudio"
        raise _bad(f"\"{setting}\" isn't installed: use pip install '{package}'")
    return _miniaudio(why) if setting == "miniaudio" else _simpleaudio(why)


def _bad(text: str) -> InputError:
    return InputError([Problem("--sound", "", text)])


def _installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError):
        return False


def _command() -> str:
    if sys.platform == "win32":
        return "winsound"
    return next((command for command in PLAYER_COMMANDS if shutil.which(command)), "")


def _miniaudio(why: str) -> BackendChoice:
    return BackendChoice("miniaudio", PLATFORMS.get(sys.platform, "the platform's sound"), why)


def _simpleaudio(why: str) -> BackendChoice:
    advice = "" if _installed("miniaudio") else "pip install miniaudio: it plays voice and tones together"
    if sys.version_info >= (3, 12) and not _patched():
        advice = (
            "simpleaudio 1.0.4 crashes after its first sound on this Python: "
            "pip uninstall simpleaudio; pip install 'runstrength[simpleaudio]'"
        )
    return BackendChoice("simpleaudio", ONE_AT_A_TIME, why, advice)


def _patched() -> bool:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return bool(version("simpleaudio-patched"))
    except PackageNotFoundError:
        return False


def _with_command(command: str, why: str) -> BackendChoice:
    return BackendChoice("command", command, why, "pip install miniaudio: most accurate timing, and it mixes")


def make_player(choice: BackendChoice, ring: Callable[[], None] | None = None) -> Player:
    """Return the player that was chosen, not started yet.

    Args:
        choice: what `choose_backend` returned.
        ring: rings the terminal's bell.
    """
    from runstrength.sound.silent_and_bell import BellPlayer, SilentPlayer

    if choice.name == "bell" and ring is not None:
        return BellPlayer(ring)
    if choice.name in ("bell", "off"):
        return SilentPlayer()
    from runstrength.sound.mixer_client import MixerPlayer

    return MixerPlayer(choice.name, backend=choice.detail if choice.name == "command" else choice.name)
