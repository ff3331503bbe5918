"""Finds the clips of a sentence: the voice is recorded in pieces, as `Side plank`, and in whole sentences.

A clip of several pieces that come one after the other (`Side plank. Left side. Thirty seconds.`) sounds better than the
pieces do, so a sentence is made of as few clips as possible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from runstrength.session.cues import estimated_length
from runstrength.session.wording import number_words
from runstrength.settings import VOICES
from runstrength.sound.protocol import BREATH_SECONDS

INDEX: Final = "index.json"
"""The file that maps pieces to clips, and tells how many seconds each lasts."""
_END = r"[.:,]\s*"
_TENS = "|".join(number_words(number) for number in range(20, 100, 10))
_NUMBER_WORD = rf"(?:{'|'.join(map(number_words, range(20)))}|(?:{_TENS})(?:-[a-z]+)?|hundred|thousand)"
_NUMBER = rf"({_NUMBER_WORD}(?: {_NUMBER_WORD})*|[0-9]+)"
_COUNTED = rf"{_NUMBER}(?: (point) {_NUMBER})?(?: (a side|[a-z]+(?: out| left)?))?"
_SET = rf"(set) {_NUMBER} (of) {_NUMBER}"


class Clip(msgspec.Struct, frozen=True, array_like=True):
    """A recorded piece."""

    file: str
    seconds: float
    is_name: bool = False
    """Whether it is the name of an exercise."""


_JOIN: Final = ". "
"""What is between two pieces in the key of a clip that says both."""


def fragments(sentence: str) -> tuple[str, ...]:
    """Return the pieces of a sentence, as in the index."""
    return tuple(piece.lower() for piece in re.split(_END, sentence) if piece)


class Voice:
    """The clips of the voice.

    Args:
        folder: of the voices; each has a folder with its clips and their index. Without it the platform's voice says
            everything.
        name: of the voice.
        spoken: generated clips for pieces that were not recorded.
    """

    def __init__(self, folder: Path, name: str = VOICES[0], spoken: Mapping[str, Path] | None = None) -> None:
        self._folder = folder / name
        self._spoken = dict(spoken or {})
        self._spoken_seconds: dict[str, float] = {}
        self._index = _read(self._folder / INDEX)
        self._longest = max((key.count(_JOIN) + 1 for key in self._index), default=1)

    def add(self, piece: str, clip: Path, seconds: float | None = None) -> None:
        """Add a generated clip for a piece; without its length, that is estimated."""
        self._spoken[piece] = clip
        if seconds is not None:
            self._spoken_seconds[piece] = seconds

    def clips(self, sentence: str) -> tuple[Path, ...]:
        """Return the clips of a sentence in order.

        Of a name without a clip the end is said if it is the name of an exercise, as `squat` of `Zercher squat`; other
        pieces without a clip are left out.
        """
        keys = self._keys(fragments(sentence))
        return tuple(clip for key in keys for clip in self._piece(key) or self._nearest(key))

    def seconds(self, sentence: str) -> float:
        """Return how long a sentence takes; of pieces without a recorded clip, about how long."""
        keys = self._keys(fragments(sentence))
        return sum(map(self._seconds, keys)) + BREATH_SECONDS * max(0, len(keys) - 1)

    def missing(self, sentence: str) -> tuple[str, ...]:
        """Return the pieces of a sentence that have no clip."""
        return tuple(key for key in self._keys(fragments(sentence)) if not self._piece(key))

    def _keys(self, pieces: Sequence[str]) -> list[str]:
        """Return pieces, or runs of them that have one clip: as few as possible, the longest run first."""
        best: list[list[str]] = [[]]  # for the last 0, 1, 2, ... pieces
        for start in range(len(pieces) - 1, -1, -1):
            ends = range(min(len(pieces), start + self._longest), start + 1, -1)
            runs = [(_JOIN.join(pieces[start:end]), best[len(pieces) - end]) for end in ends]
            found = [[run, *others] for run, others in runs if run in self._index]
            best.append(min([*found, [pieces[start], *best[-1]]], key=len))
        return best[-1]

    def _piece(self, piece: str) -> tuple[Path, ...]:
        if piece in self._index:
            return (self._folder / self._index[piece].file,)
        if piece in self._spoken:
            return (self._spoken[piece],)
        return self._composed(piece)

    def _nearest(self, piece: str) -> tuple[Path, ...]:
        """Return the clip of the longest end of a piece that is the name of an exercise."""
        words = piece.split(" ")
        ends = (" ".join(words[start:]) for start in range(1, len(words)))
        found = next((self._index[end] for end in ends if end in self._index and self._index[end].is_name), None)
        return (self._folder / found.file,) if found else ()

    def _seconds(self, piece: str) -> float:
        if piece in self._index:
            return self._index[piece].seconds
        parts = self._composed_of(piece)
        if piece in self._spoken or not parts:
            return self._spoken_seconds.get(piece, estimated_length(piece))
        return sum(self._index[part].seconds for part in parts) + BREATH_SECONDS * (len(parts) - 1)

    def _composed(self, piece: str) -> tuple[Path, ...]:
        return tuple(self._folder / self._index[part].file for part in self._composed_of(piece))

    def _composed_of(self, piece: str) -> tuple[str, ...]:
        """Return the recorded pieces of a number, with its unit or in `set seven of nine`; empty if one is missing."""
        for pattern in (_COUNTED, _SET):
            match = re.fullmatch(pattern, piece)
            if match is not None:
                words = [part for group in match.groups() if group for part in self._number(group)]
                return tuple(words) if all(word in self._index for word in words) else ()
        return ()

    def _number(self, words: str) -> list[str]:
        """Return the recorded pieces of a number in words or digits, or of a unit, which is recorded in the plural."""
        if words.isdigit():
            words = number_words(int(words))
        if words in self._index:
            return [words]
        if f"{words}s" in self._index:
            return [f"{words}s"]
        return re.split("[ -]", words)


def _read(path: Path) -> dict[str, Clip]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Clip])
    except (OSError, msgspec.DecodeError):
        return {}
