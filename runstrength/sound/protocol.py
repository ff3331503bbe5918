"""Constants that the program and its mixer process share. Imports nothing, so that the mixer starts fast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MAX_LATENESS: Final = 0.25
"""Seconds after its moment at which a cue is not played any more."""
EXIT_STUCK: Final = 3
"""Exit status of the mixer: the sound server does not answer; starting another mixer may help."""
ONE_AT_A_TIME: Final = "one sound at a time"
"""What simpleaudio can do."""
NO_ANSWER: Final = "the sound server does not answer"
"""Why a sound was not heard."""
EXIT_UNUSABLE: Final = 4
"""Exit status of the mixer: this backend cannot be used at all."""
PLAYER_COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "pw-play": ("pw-play", "{file}"),
    "paplay": ("paplay", "--latency-msec=20", "{file}"),
    "aplay": ("aplay", "-q", "{file}"),
    "afplay": ("afplay", "{file}"),
}
"""The commands that can play a file, by name, the best first."""

BREATH_SECONDS: Final = 0.06
"""Seconds of silence between the pieces of a sentence."""
