"""How a session is ended by keys: what takes two presses, and what counts as the second one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from runstrength.live.key_guard import KeyGuard

REPEAT_SECONDS: Final = 2.0
"""A second ctrl+c or ctrl+q within these seconds finishes the session."""
DOUBLE_PRESS_SECONDS: Final = 0.15
"""A second press within these seconds is not a repeat of a held key, because keys do not repeat so soon."""
KEEP_GOING: Final = "keep going"


class StopQuestion:
    """The question how to end a session, which was asked a moment ago.

    Args:
        clock: returns real seconds.
        key_guard: ignores repeats of a key.
    """

    def __init__(self, *, clock: Callable[[], float], key_guard: KeyGuard) -> None:
        self.is_confirming = False
        """Whether discarding was chosen once."""
        self._clock = clock
        self._key_guard = key_guard
        self._confirming_since = 0.0
        self._asked_at = clock()

    def finishes(self) -> bool:
        """Tell whether the key that opened the question finishes now: if it was pressed twice within two seconds."""
        now = self._clock()
        finishes = now - self._asked_at <= REPEAT_SECONDS
        self._asked_at = now
        return finishes

    def discards(self) -> bool:
        """Tell whether the key that discards does so now: at the second press; holding it is no second press."""
        now, guard = self._clock(), self._key_guard
        if not self.is_confirming:
            self.is_confirming, self._confirming_since = True, now
            guard.mark_handled("d", now)
            return False
        return now - self._confirming_since <= DOUBLE_PRESS_SECONDS or guard.accepts("d", now)


def finish_words(*, saves: bool) -> str:
    """Return what finishing does."""
    return "finish and save what you did" if saves else "finish; nothing is saved"


DISCARD_WORDS: Final = "delete what you did"
