"""The display is kept awake while somebody wants it, by a thread that nobody waits for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from runstrength.ui.wake_lock import Mode, WakeLock, works


class Display:
    """A machine that tells whether its display is kept awake."""

    def __init__(self) -> None:
        self.kept = threading.Event()
        self.let_go = threading.Event()
        self.times = 0
        self.thread = ""

    @contextmanager
    def mode(self) -> Iterator[object]:
        """Keep the display awake."""
        self.times += 1
        self.thread = threading.current_thread().name
        self.kept.set()
        try:
            yield SimpleNamespace(active=True, active_method="a lamp")
        finally:
            self.let_go.set()


def refusing() -> Mode:
    """Refuse, as a desktop may."""
    raise RuntimeError("no desktop here")


def test_from_hold_to_release() -> None:
    """It is kept awake from `hold` to `release`, once, in a thread of its own."""
    display = Display()
    lock = WakeLock(display.mode)
    assert not display.kept.is_set()
    lock.acquire()
    lock.acquire()
    assert display.kept.wait(5)
    assert (lock.is_held, display.times, display.thread, display.let_go.is_set()) == (True, 1, "awake", False)
    lock.release(timeout=5)
    assert (lock.is_held, display.let_go.is_set()) == (False, True)
    lock.release()
    lock.acquire()
    lock.release(timeout=5)
    assert display.times == 2


def test_a_desktop_that_refuses() -> None:
    """Where it cannot be kept awake nothing happens."""
    lock = WakeLock(refusing)
    lock.acquire()
    lock.release(timeout=5)
    assert not lock.is_held


def test_a_desktop_that_does_not_answer() -> None:
    """One that takes for ever keeps nobody waiting."""
    for_ever = threading.Event()

    @contextmanager
    def stuck() -> Iterator[None]:
        for_ever.wait(10)
        yield

    lock = WakeLock(stuck)
    lock.acquire()
    lock.release(timeout=0.01)
    assert not lock.is_held
    for_ever.set()


def test_whether_it_works() -> None:
    """It can be tried for a moment, and says by what it works, or why it does not."""
    display = Display()
    assert works(display.mode) == (True, "a lamp")
    assert display.let_go.is_set()
    assert works(refusing) == (False, "RuntimeError: no desktop here")


def test_the_real_one(recwarn: pytest.WarningsRecorder) -> None:
    """The real thing never fails and never warns, whatever this machine can do."""
    works_here, how = works()
    assert isinstance(works_here, bool)
    assert how
    assert not recwarn.list
