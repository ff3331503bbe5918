"""What the app says for a moment: in a session one notice after the other, elsewhere the latest one. No Textual."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from runstrength.cells import ELLIPSIS, cut, wrap
from runstrength.ui.lines import Line, Span

SECONDS: Final = 2.0
"""How long a short notice is shown."""
MAX_SECONDS: Final = 8.0
"""Seconds that a notice is shown at the most."""
GLANCE: Final = 40
"""Characters that are read at a glance; a longer text is shown longer."""
READ: Final = 20
"""Characters that are read in a second."""
MAX_WAITING: Final = 20
"""Notices that wait at the most; what comes then is dropped."""


class Notice(Struct, frozen=True):
    """What the app says on the screen on top."""

    text: str
    """Plain text, which is never read as markup; each line of it begins a line of its own."""
    warning: bool = False
    """Whether something failed, or can't be done."""

    @property
    def seconds(self) -> float:
        """How long it is shown, in seconds: longer where it is a warning, or not read at a glance."""
        if len(self.text) <= GLANCE and not self.warning:
            return SECONDS
        return min(MAX_SECONDS, SECONDS + len(self.text) / READ)

    def lines(self, width: int, most: int) -> list[Line]:
        """Return it in at most so many lines; a warning has a sign, for who sees no colors.

        Args:
            width: columns of a line.
            most: lines there may be; what is longer ends in `…`.
        """
        sign = "! " if self.warning else ""
        room = max(1, width - len(sign))
        texts = [line for part in self.text.split("\n") for line in wrap(part, room)]
        if len(texts) > most:
            texts = [*texts[: most - 1], cut(f"{texts[most - 1]}{ELLIPSIS}", room)]
        tone = "warning" if self.warning else "strong"
        return [
            Line((Span(f"{' ' * len(sign) if number else sign}{text}", tone),)) for number, text in enumerate(texts)
        ]


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
            self._waiting = [*parts, *(item for item in self._waiting if not item[1])][:MAX_WAITING]
            self._until = None
        elif any(item not in self._waiting for item in parts):
            self._waiting = [*self._waiting, *parts][:MAX_WAITING]

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
