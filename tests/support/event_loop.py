"""An event loop that tells when nothing is left to do, so that no test of a screen has to sleep."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, TypeVar, TypeVarTuple

R = TypeVar("R")
Ts = TypeVarTuple("Ts")


class CountingLoop(asyncio.SelectorEventLoop):
    """An event loop that counts what is given to it to be done at once."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def call_soon(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Count, and do as any loop does."""
        self.given += 1
        return super().call_soon(callback, *args, context=context)

    def call_soon_threadsafe(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Count, and do as any loop does."""
        self.given += 1
        return super().call_soon_threadsafe(callback, *args, context=context)


class CountingPolicy(asyncio.DefaultEventLoopPolicy):
    """Makes every event loop one that counts."""

    def new_event_loop(self) -> CountingLoop:
        """Return one that counts."""
        return CountingLoop()


def run(work: Coroutine[Any, Any, R]) -> R:
    """Run something outside of tests, which waits as they do."""
    with asyncio.Runner(loop_factory=CountingLoop) as runner:
        return runner.run(work)


async def nothing_left() -> None:
    """Wait until every other task waits for something that comes from outside: a thread, a timer or a file.

    What was given before this task's own turn has been done when the turn comes; so nothing is left when, from one turn
    to the next, nothing but that turn was given. Only one task at a time can wait so.
    """
    loop = asyncio.get_running_loop()
    assert isinstance(loop, CountingLoop)
    given = loop.given - 2
    while loop.given - given > 1:
        given = loop.given
        await asyncio.sleep(0)


async def given_by(work: Callable[[], Coroutine[Any, Any, object]]) -> bool:
    """Do something, wait until nothing is left, and tell whether it gave the event loop anything to do."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, CountingLoop)
    given = loop.given
    await work()
    await nothing_left()
    return loop.given - given > 1  # the turn in which `nothing_left` saw that nothing is left
