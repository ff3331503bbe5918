"""One alarm: sleep until a moment, then do something; setting it again forgets the last one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from asyncio import TimerHandle


class Wake(Protocol):
    """What a screen needs of an alarm."""

    def at(self, moment: float, callback: Callable[[], None]) -> None:
        """Call back at a moment of the session's clock, instead of what was asked for before."""

    def cancel(self) -> None:
        """Forget what was asked for."""


class Alarm:
    """An alarm on the event loop.

    Args:
        clock: the session's clock, in seconds.
        speed: how many of its seconds pass in a real one.
    """

    def __init__(self, clock: Callable[[], float], speed: float = 1.0) -> None:
        self._clock = clock
        self._speed = speed
        self._handle: TimerHandle | None = None

    def at(self, moment: float, callback: Callable[[], None]) -> None:
        """Call back at a moment of the session's clock."""
        from asyncio import get_running_loop

        self.cancel()
        delay = max(0.0, (moment - self._clock()) / self._speed)
        self._handle = get_running_loop().call_later(delay, callback)

    def cancel(self) -> None:
        """Forget what was asked for."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
