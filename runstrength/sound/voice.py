"""Finds the clips of a sentence: the voice is recorded in pieces, as `Side plank` and `Left side`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from runstrength.session.wording import number_words

INDEX: Final = "index.json"
"""The file that maps pieces to clips."""
_END = r"[.:,]\s*"
_COUNTED = r"([a-z]+(?:-[a-z]+)?|[0-9]+) ([a-z ]+)"


def fragments(sentence: str) -> tuple[str, ...]:
    """Return the pieces of a sentence, as in the index."""
    return tuple(piece.lower() for piece in re.split(_END, sentence) if piece)


class Voice:
    """The clips of the voice.

    Args:
        folder: of the clips and their index; without them the platform's voice says everything.
        spoken: generated clips for pieces that were not recorded.
    """

    def __init__(self, folder: Path, spoken: Mapping[str, Path] | None = None) -> None:
        self._folder = folder
        self._spoken = dict(spoken or {})
        self._index = _read(folder / INDEX)

    def add(self, piece: str, clip: Path) -> None:
        """Add a generated clip for a piece."""
        self._spoken[piece] = clip

    def clips(self, sentence: str) -> tuple[Path, ...]:
        """Return the clips of a sentence in order; pieces without a clip are left out."""
        return tuple(clip for piece in fragments(sentence) for clip in self._piece(piece))

    def missing(self, sentence: str) -> tuple[str, ...]:
        """Return the pieces of a sentence that have no clip."""
        return tuple(piece for piece in fragments(sentence) if not self._piece(piece))

    def _piece(self, piece: str) -> tuple[Path, ...]:
        if piece in self._index:
            return (self._folder / self._index[piece],)
        if piece in self._spoken:
            return (self._spoken[piece],)
        return self._composed(piece)

    def _composed(self, piece: str) -> tuple[Path, ...]:
        """Return a number and its unit as two clips, if they were not recorded as one piece: `47 seconds`."""
        match = re.fullmatch(_COUNTED, piece)
        if match is None:
            return ()
        number, unit = match[1], match[2]
        words = number_words(int(number)) if number.isdigit() else number
        parts = (words, unit if unit in self._index else f"{unit}s")
        if not all(part in self._index for part in parts):
            return ()
        return tuple(self._folder / self._index[part] for part in parts)


def _read(path: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}
