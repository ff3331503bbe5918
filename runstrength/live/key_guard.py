"""Ignores repeats of a key for a moment after it was handled, so that a held key acts once. Doesn't use Textual."""

from __future__ import annotations

from typing import Final

REPEAT_WINDOW: Final = 0.7
"""Seconds for which repeats of a key are ignored after it was handled."""
REPEAT_EXTENSION: Final = 0.3
"""Seconds that each repeat adds to that; the window never ends later than `REPEAT_WINDOW` after the last repeat."""


class KeyGuard:
    """Remembers the key that was handled last, and until when its repeats are ignored."""

    def __init__(self) -> None:
        self._key = ""
        self._until = 0.0

    def accepts(self, key: str, now: float) -> bool:
        """Return whether to handle a key; an ignored repeat extends the window."""
        if key != self._key or now >= self._until:
            return True
        self._until = min(self._until + REPEAT_EXTENSION, now + REPEAT_WINDOW)
        return False

    def accept_once(self, key: str, now: float) -> bool:
        """Return whether to handle a key, and if so mark it as handled."""
        if not self.accepts(key, now):
            return False
        self.mark_handled(key, now)
        return True

    def mark_handled(self, key: str, now: float) -> None:
        """Ignore repeats of a key from now on, for `REPEAT_WINDOW`."""
        self._key, self._until = key, now + REPEAT_WINDOW
