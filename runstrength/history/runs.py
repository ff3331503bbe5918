"""What only a logged run has in its file, beside the keys of every record."""

from __future__ import annotations

from typing import Final

import msgspec


class RunKeys(msgspec.Struct, frozen=True):
    """The keys of a run."""

    distance_m: float | None = None
    """Metres; None where nobody measured."""
    effort_guess: int | None = None
    """What the effort was guessed to be; the person has said otherwise where it is not the effort."""
    source: str = ""
    """The name of the file it came from."""


_KEYS: Final = msgspec.json.Decoder(RunKeys)


def run_keys(data: bytes) -> RunKeys:
    """Return the keys of a run from its file; none where another program gave them another meaning."""
    try:
        return _KEYS.decode(data)
    except msgspec.ValidationError:
        return RunKeys()


def distance(data: bytes) -> float | None:
    """Return the metres that a file says were run, None where it does not."""
    return run_keys(data).distance_m
