"""The movements, read late: the first frame has no figure yet, so it does not wait for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from runstrength.figure.poses import Move, read_moves


@lru_cache(maxsize=1)
def load_moves(assets: Path) -> Mapping[str, Move]:
    """Return the movements of the folder of assets, by key; the file is read once.

    Raises:
        OSError: it cannot be read.
        msgspec.ValidationError: it is not what it should be.
    """
    return read_moves((assets / "poses.json").read_bytes())
