"""The kinds of sessions: strength sessions, warm-ups, cool-downs, self-checks and runs.

It is cheap to import, because the help of a command needs it.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

Kind = Literal["session", "warmup", "cooldown", "check", "run"]
"""A kind, as it is in files."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""All kinds."""
WITH_SETS: Final[tuple[Kind, ...]] = tuple(kind for kind in KINDS if kind != "run")
"""The kinds that have sets, and so the kinds of routines."""
KIND_WORDS: Final[dict[str, str]] = {"warmup": "warm-up", "cooldown": "cool-down", "check": "self-check"}
"""What the kinds are called in a sentence, where that differs from their key."""


def kind_word(kind: str) -> str:
    """Return what a kind is called in a sentence: `session`, `warm-up`."""
    return KIND_WORDS.get(kind, kind)
