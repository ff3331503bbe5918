"""Notices, shown for some seconds: in a session one after the other, elsewhere the latest. No Textual."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from runstrength.cells import ELLIPSIS, cut, wrap
from runstrength.ui.lines import Line, Span

SECONDS: Final = 2.0
"""Seconds that a short notice is shown."""
MAX_SECONDS: Final = 8.0
"""Seconds that a notice is shown."""
SHORT_TEXT: Final = 40
"""Characters; a longer notice is shown longer."""
READING_SPEED: Final = 20
"""Characters per second."""
MAX_WAITING: Final = 20
"""Waiting notices; further ones are dropped."""


class Notice(Struct, frozen=True):
    """A notice."""

    text: str
    """Plain text, not markup; line breaks are kept."""
    warning: bool = False
    """Whether something failed or is not possible."""

    @property
    def seconds(self) -> float:
        """Seconds that it is shown: longer for a warning or a long text."""
        if len(self.text) <= SHORT_TEXT and not self.warning:
            return SECONDS
        return min(MAX_SECONDS, SECONDS + len(self.text) / READING_SPEED)

    def lines(self, width: int, max_lines: int) -> list[Line]:
        """Return it as lines; a warning has a sign, so that it does not depend on color.

        Args:
            width: columns of a line.
            max_lines: the maximum number of lines; a longer text ends in `…`.
        """
        sign = "! " if self.warning else ""
        room = max(1, width - len(sign))
        texts = [line for part in self.text.split("\n") for line in wrap(part, room)]
        if len(texts) > max_lines:
            texts = [*texts[: max_lines - 1], cut(f"{texts[max_lines - 1]}{ELLIPSIS}", room)]
        tone = "warning" if self.warning else "strong"
        return [
            Line((Span(f"{' ' * len(sign) if number else sign}{text}", tone),)) for number, text in enumerate(texts)
        ]


class Notices:
    """The current and the waiting notices. Times are seconds of one clock."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, bool]] = []
        self._until: float | None = None

    @property
    def until(self) -> float | None:
        """The time at which the current notice ends; None if there is none."""
        return self._until if self._waiting else None

    def say(self, text: str, width: int, *, reason: bool = False) -> None:
        """Add a notice; each of its lines is shown separately.

        Args:
            text: the text.
            width: columns of a line.
            reason: explains why a key did nothing; it is shown immediately, and replaces an earlier reason.
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
        """Restart the time of the current notice, because it was not visible until now."""
        self._until = None

    def text(self, now: float, seconds: float = SECONDS) -> str:
        """Return the notice to show at a time; empty if there is none."""
        if self._waiting and self._until is None:
            self._until = now + seconds
        while self._waiting and self._until is not None and now >= self._until:
            self._waiting.pop(0)
            self._until = now + seconds
        return self._waiting[0][0] if self._waiting else ""
