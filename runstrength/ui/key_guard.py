"""One press, one step: a key just obeyed is deaf for a moment, so that a heavy hand skips nothing. No Textual."""

from __future__ import annotations

from typing import Final

DEAF: Final = 0.7
"""Seconds for which a key is deaf after it was obeyed."""
REPEAT: Final = 0.3
"""Seconds that each repeat in that time adds; never more than `DEAF` from the last one."""


class KeyGuard:
    """Remembers which key was obeyed last and until when it is deaf."""

    def __init__(self) -> None:
        self._key = ""
        self._until = 0.0

    def hears(self, key: str, now: float) -> bool:
        """Tell whether a key is to be obeyed; a repeat of a deaf one makes it deaf for longer."""
        if key != self._key or now >= self._until:
            return True
        self._until = min(self._until + REPEAT, now + DEAF)
        return False

    def first(self, key: str, now: float) -> bool:
        """Tell whether a key is heard, and note that it is obeyed then."""
        if not self.hears(key, now):
            return False
        self.obeyed(key, now)
        return True

    def obeyed(self, key: str, now: float) -> None:
        """Note that a key was obeyed."""
        self._key, self._until = key, now + DEAF
