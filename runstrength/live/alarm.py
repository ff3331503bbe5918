"""A single alarm: calls a function at a time; setting it again replaces the previous call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from asyncio import TimerHandle


class Wake(Protocol):
    """The interface of an alarm."""

    def at(self, moment: float, callback: Callable[[], None]) -> None:
        """Call a function at a time of the session's clock, replacing the previous call."""

    def cancel(self) -> None:
        """Cancel the call."""


class Alarm:
    """An alarm on the event loop.

    Args:
        clock: the session's clock, in seconds.
        speed: seconds of the clock per real second.
    """

    def __init__(self, clock: Callable[[], float], speed: float = 1.0) -> None:
        self._clock = clock
        self._speed = speed
        self._handle: TimerHandle | None = None

    def at(self, moment: float, callback: Callable[[], None]) -> None:
        """Call a function at a time of the session's clock."""
        from asyncio import get_running_loop

        self.cancel()
        delay = max(0.0, (moment - self._clock()) / self._speed)
        self._handle = get_running_loop().call_later(delay, callback)

    def cancel(self) -> None:
        """Cancel the call."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
