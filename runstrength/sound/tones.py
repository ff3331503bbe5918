"""The tones: their names, sounds and meanings."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from runstrength.session.cues import NAMES

MEANINGS: Final = {
    "ready": "get ready for the next exercise",
    "tick": "three, two, one",
    "go": "go",
    "halfway": "half of a hold is done",
    "ten": "ten seconds are left",
    "end": "the hold is over",
    "switch": "switch sides",
    "rest": "the rest begins",
    "rest_over": "the rest is over",
    "round": "the next round",
    "block": "the next block",
    "pause": "paused",
    "resume": "resumed",
    "finish": "the session is complete",
}
"""The meaning of each tone."""
SPOKEN_NAMES: Final = {
    "ready": "Get ready",
    "tick": "Tick",
    "go": "Go",
    "halfway": "Halfway",
    "ten": "Ten seconds",
    "end": "End",
    "switch": "Switch sides",
    "rest": "Rest",
    "rest_over": "Rest is over",
    "round": "Next round",
    "block": "Next block",
    "pause": "Paused",
    "resume": "Go on",
    "finish": "Session complete",
}
"""The name of each tone as spoken by the voice."""
VOICE_SAMPLE: Final = "Side plank. Left side. Thirty seconds."
"""What the voice says in a sound check."""


class Tone(msgspec.Struct, frozen=True):
    """One tone."""

    cue: str
    hz: tuple[float, ...]
    """The pitches, one after the other."""
    seconds: float
    file: str
    """The path of the sound."""


class _Description(msgspec.Struct, frozen=True):
    hz: tuple[float, ...]
    seconds: float


def read_tones(tones: Path) -> tuple[Tone, ...]:
    """Return every tone, in the order of the cues.

    Args:
        tones: the folder of the tones.

    Raises:
        OSError: their description cannot be read.
    """
    described = msgspec.json.decode((tones / "tones.json").read_bytes(), type=dict[str, _Description])
    return tuple(Tone(name, described[name].hz, described[name].seconds, str(tones / f"{name}.wav")) for name in NAMES)
