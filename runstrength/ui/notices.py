"""What a session says in one line, each notice for two seconds, one after the other. No Textual."""

from __future__ import annotations

from typing import Final

from runstrength.ui.widgets.lines import wrap

SECONDS: Final = 2.0
"""How long a notice is shown."""
MOST: Final = 20
"""Notices that wait at the most; what comes then is dropped."""


class Notices:
    """The notices that are shown or wait to be. Moments are seconds of one clock."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, bool]] = []
        self._until: float | None = None

    @property
    def until(self) -> float | None:
        """The moment at which another notice, or none, is to be shown; None while none is."""
        return self._until if self._waiting else None

    def say(self, text: str, width: int, *, reason: bool = False) -> None:
        """Add a notice, in as many parts as it has lines.

        Args:
            text: what to say.
            width: columns of a line.
            reason: it answers a key: it is shown at once, and takes the place of an earlier answer.
        """
        parts = [(part, reason) for part in wrap(text, width)]
        if not self._waiting:
            self._until = None
        if reason:
            self._waiting = [*parts, *(item for item in self._waiting if not item[1])][:MOST]
            self._until = None
        elif any(item not in self._waiting for item in parts):
            self._waiting = [*self._waiting, *parts][:MOST]

    def restart(self) -> None:
        """Show the first notice for its whole time from now on: it could not be seen until now."""
        self._until = None

    def text(self, now: float, seconds: float = SECONDS) -> str:
        """Return the notice to show at a moment; empty where there is none."""
        if self._waiting and self._until is None:
            self._until = now + seconds
        while self._waiting and self._until is not None and now >= self._until:
            self._waiting.pop(0)
            self._until = now + seconds
        return self._waiting[0][0] if self._waiting else ""
