"""What plays the cues, seen from the program: one protocol, and the choice of who fulfils it.

`choose_backend` opens nothing and imports nothing: it looks what is installed. `make_player` makes what was chosen.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection, Sequence
from importlib.util import find_spec
from os import PathLike
from typing import Final, Protocol

from msgspec import Struct

from runstrength.text import closest, found
from runstrength.toml_input import InputError, Problem

BACKENDS: Final = ("auto", "miniaudio", "simpleaudio", "command", "bell", "off")
"""What `--sound` and the settings may say."""
PLAYER_COMMANDS: Final = ("pw-play", "paplay", "aplay", "afplay")
PLATFORMS: Final = {"darwin": "CoreAudio", "win32": "WASAPI", "linux": "PulseAudio, else ALSA"}


class Player(Protocol):
    """Who plays the cues. Nothing here waits, but `close`, which takes at most 0.3 s."""

    on_change: Callable[[], None] | None
    """Called when `ready`, `muted_why` or `detail` changed; from any thread."""

    @property
    def name(self) -> str:
        """Which backend it is."""

    @property
    def detail(self) -> str:
        """What the backend plays on, as far as it is known."""

    @property
    def ready(self) -> bool:
        """Whether a cue would be heard now."""

    @property
    def muted_why(self) -> str:
        """Why nothing is heard though it should be; empty when all is well, and while it begins."""

    def start(self) -> None:
        """Begin to get ready."""

    def play(self, key: str, at: float, files: Sequence[str | PathLike[str]], voice: bool = False) -> None:
        """Plan a cue for a moment of `time.monotonic()`; what is more than 0.25 s late is not heard."""

    def drop(self, keys: Collection[str]) -> None:
        """Withdraw cues: what has not begun is not heard, a voice that speaks fades."""

    def drop_all(self) -> None:
        """Withdraw every cue."""

    def set_volume(self, value: float) -> None:
        """Set the volume, from 0 to 1."""

    def close(self) -> None:
        """End, and leave nothing behind."""


class BackendChoice(Struct, frozen=True):
    """Which backend is used, and why."""

    name: str
    """`miniaudio`, `simpleaudio`, `command`, `bell` or `off`."""
    detail: str
    """What it plays on, or with."""
    why: str
    """Why it was chosen."""
    advice: str = ""
    """What would make it better, where something would."""


def choose_backend(setting: str) -> BackendChoice:
    """Return the backend for a setting.

    Raises:
        BadInput: what was asked for by name is not there, or there is no such name.
    """
    if setting not in BACKENDS:
        raise _bad(found(setting, f"one of {', '.join(BACKENDS)}") + closest(setting, BACKENDS))
    if setting == "off":
        return BackendChoice("off", "silent", "asked for")
    if setting == "bell":
        return BackendChoice(
            "bell", "the terminal's bell", "asked for", "tones cannot be told apart and there is no voice"
        )
    if setting != "auto":
        return _named(setting)
    if _installed("miniaudio"):
        return _miniaudio("the best there is")
    if _installed("simpleaudio"):
        return _simpleaudio("miniaudio is not installed")
    if command := _command():
        return _with_command(command, "neither miniaudio nor simpleaudio is installed")
    advice = "pip install miniaudio, or install one of " + ", ".join(PLAYER_COMMANDS)
    return BackendChoice("bell", "the terminal's bell", "nothing was found that plays sound", advice)


def _named(setting: str) -> BackendChoice:
    why = "asked for"
    if setting == "command":
        if command := _command():
            return _with_command(command, why)
        raise _bad(f'found "command", none of {", ".join(PLAYER_COMMANDS)} is installed; install one, or --sound auto')
    if not _installed(setting):
        package = "runstrength[simpleaudio]" if setting == "simpleaudio" else "miniaudio"
        raise _bad(f"found \"{setting}\", it is not installed; pip install '{package}'")
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
    advice = "" if _installed("miniaudio") else "pip install miniaudio: it mixes, so that voice and tones never disturb"
    if sys.version_info >= (3, 12) and not _patched():
        advice = (
            "simpleaudio 1.0.4 crashes after its first sound on this Python: "
            "pip uninstall simpleaudio; pip install 'runstrength[simpleaudio]'"
        )
    return BackendChoice("simpleaudio", "one sound at a time", why, advice)


def _patched() -> bool:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return bool(version("simpleaudio-patched"))
    except PackageNotFoundError:
        return False


def _with_command(command: str, why: str) -> BackendChoice:
    return BackendChoice("command", command, why, "pip install miniaudio: it is on time to the sample, and mixes")


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
