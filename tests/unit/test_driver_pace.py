"""A terminal that does not keep up: nothing waits for it, frames are dropped, and nothing else is lost."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from runstrength.ui.literal_app import LiteralApp

if TYPE_CHECKING:
    from runstrength.ui.terminal.quiet_driver import QuietDriver

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is another driver")
if sys.platform != "win32":
    import termios
    import tty

    from runstrength.ui.terminal.output import (
        ALL_OFF,
        MAX_WAITING,
        TerminalWriter,
        reopen,
        write_some,
        write_within,
    )
    from runstrength.ui.terminal.stream import say

FRAME = b"\x1b[1;1Hpicture" * 5000
"""More than a pseudo-terminal takes while nobody reads."""
SOON = 0.5


class Pty:
    """A pseudo-terminal whose other side reads only when it is told to."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)

    def read(self, wait: float = 0.2) -> bytes:
        """Read until nothing more comes."""
        data = b""
        while select.select([self.master], [], [], wait)[0]:
            data += os.read(self.master, 65536)
        return data


@pytest.fixture
def pty() -> Iterator[Pty]:
    """Return a pseudo-terminal."""
    one = Pty()
    yield one
    for descriptor in (one.master, one.slave):
        with contextlib.suppress(OSError):
            os.close(descriptor)


def test_what_is_written_arrives_in_its_order(pty: Pty) -> None:
    """What is written arrives in its order, whole, whether the terminal reads at once or later."""
    writer = TerminalWriter(pty.slave, lambda: None)
    parts = [b"%d;" % number * 50 for number in range(500)]
    for part in parts:
        writer.write(part)
    assert writer.behind
    assert pty.read() == b"".join(parts)
    assert not writer.behind
    writer.write(b"more")
    writer.close(1.0)
    assert pty.read() == b"more"


def test_frames_are_dropped(pty: Pty) -> None:
    """While the terminal reads nothing frames are dropped, what stands beside them is not; then it is told once."""
    told = threading.Semaphore(0)
    writer = TerminalWriter(pty.slave, told.release)
    began = time.monotonic()
    writer.write(FRAME, instead=b"")
    for number in range(100):
        writer.write(FRAME, instead=b"<%d>" % number)
    assert time.monotonic() - began < SOON
    assert pty.read() == FRAME + b"".join(b"<%d>" % number for number in range(100))
    assert told.acquire(timeout=5)
    assert not told.acquire(blocking=False)
    writer.write(b"whole", instead=b"")
    writer.close(1.0)
    assert pty.read() == b"whole"


def test_a_little_may_wait(pty: Pty) -> None:
    """A terminal that is only a little behind loses no frame."""
    writer = TerminalWriter(pty.slave, lambda: None)
    writer.write(FRAME[: -len(FRAME) % 7 - 1])
    writer.write(b"x" * (MAX_WAITING // 2), instead=b"")
    assert pty.read().endswith(b"x" * (MAX_WAITING // 2))
    writer.close(1.0)


def test_the_end_waits_for_nobody(pty: Pty) -> None:
    """Where the terminal reads nothing the end takes a moment, and what it gives back arrives when somebody reads."""
    writer = TerminalWriter(pty.slave, lambda: None)
    writer.write(FRAME, instead=b"")
    writer.write(b"\x1b[?1049l")
    began = time.monotonic()
    writer.close(0.1)
    write_within(pty.slave, b"goodbye", 0.1, force=True)
    assert time.monotonic() - began < SOON
    read = pty.read()
    assert b"\x18\x1b[?2026l\x1b[?1049l" in read
    assert read.endswith(b"goodbye")
    assert len(read) < len(FRAME)


def test_the_last_words_take_nothing_back(pty: Pty) -> None:
    """Where there is no room for the last message, what restores the terminal is not lost with the unread output."""
    descriptor, _ = reopen(pty.slave)
    while select.select([], [descriptor], [], 0.1)[1]:  # it takes a moment until it is really full
        write_some(descriptor, FRAME, never_blocks=True)
    with io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "wb"), encoding="utf-8") as stream:
        say(stream, "goodbye", 0.1)
    read = pty.read()
    os.close(descriptor)
    assert read.endswith(ALL_OFF.encode("ascii") + b"goodbye")


def test_a_terminal_that_is_gone(pty: Pty) -> None:
    """Writing to a terminal that was closed is no error."""
    writer = TerminalWriter(pty.slave, lambda: None)
    writer.write(FRAME)
    os.close(pty.master)
    writer.write(b"more")
    writer.close(0.1)
    write_within(pty.slave, b"goodbye", 0.1, force=True)


def test_another_driver_is_never_behind() -> None:
    """Where the driver does not tell, nothing waits for it."""
    assert not LiteralApp().is_behind


async def test_one_go_is_one_write(pty: Pty, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written without a pause in between is one write and one frame; nothing of it is left when it closes."""
    from runstrength.ui.terminal.quiet_driver import QuietDriver

    stream = io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "wb"), encoding="utf-8")
    keyboard = io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "rb"), encoding="utf-8")
    monkeypatch.setattr(sys, "__stderr__", stream)
    monkeypatch.setattr(sys, "__stdin__", keyboard)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)}
    try:
        driver = QuietDriver(LiteralApp())
        driver.start_application_mode()
        await asyncio.sleep(0)
        assert b"\x1b[?1049h" in pty.read()
        begin, end = "\x1b[?2026h", "\x1b[?2026l"
        for part in ("places", "colours"):
            for data in (begin, part, end):
                driver.write(data)
        assert pty.read(0.05) == b""
        await asyncio.sleep(0)
        assert pty.read() == f"{begin}placescolours{end}".encode()
        driver.write_later("title")
        driver.write("more")
        driver.stop_application_mode()
        driver.close()
        assert pty.read().startswith(b"titlemore\x1b[?2004l")
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        keyboard.close()
        stream.close()


def test_stopped_and_continued_after_the_end(pty: Pty, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is stopped or told to go on when its event loop is closed already ends as it was about to."""
    from runstrength.ui.terminal.quiet_driver import QuietDriver

    async def make() -> QuietDriver:
        return QuietDriver(LiteralApp())

    stream = io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "wb"), encoding="utf-8")
    keyboard = io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "rb"), encoding="utf-8")
    monkeypatch.setattr(sys, "__stderr__", stream)
    monkeypatch.setattr(sys, "__stdin__", keyboard)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    try:
        asyncio.run(make())
        signal.raise_signal(signal.SIGTSTP)
        signal.raise_signal(signal.SIGCONT)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        keyboard.close()
        stream.close()


async def test_abandoned_while_it_closes(pty: Pty, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given back by force after it was closed for writing, the terminal has its echo again."""
    from runstrength.ui.terminal.quiet_driver import QuietDriver

    before = termios.tcgetattr(pty.slave)
    before[3] |= termios.ECHO
    termios.tcsetattr(pty.slave, termios.TCSANOW, before)
    stream = io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "wb"), encoding="utf-8")
    keyboard = io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "rb"), encoding="utf-8")
    monkeypatch.setattr(sys, "__stderr__", stream)
    monkeypatch.setattr(sys, "__stdin__", keyboard)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)}
    try:
        driver = QuietDriver(LiteralApp())
        driver.start_application_mode()
        assert not termios.tcgetattr(pty.slave)[3] & termios.ECHO
        driver.write("x" * 200_000)  # nobody reads it: the echo has to wait
        driver.stop_application_mode()
        echo: list[int] = []

        def close(*_: object) -> None:
            driver.abandon()
            echo.append(termios.tcgetattr(pty.slave)[3] & termios.ECHO)

        monkeypatch.setattr(TerminalWriter, "close", close)
        driver.close()
        assert echo == [termios.ECHO]
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        keyboard.close()
        stream.close()


@contextlib.contextmanager
def driving(pty: Pty, monkeypatch: pytest.MonkeyPatch) -> Iterator[QuietDriver]:
    """Return a driver on a pseudo-terminal with an echo; afterwards handlers of signals are as they were."""
    from runstrength.ui.terminal.quiet_driver import QuietDriver

    before = termios.tcgetattr(pty.slave)
    before[3] |= termios.ECHO
    termios.tcsetattr(pty.slave, termios.TCSANOW, before)
    stream = io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "wb"), encoding="utf-8")
    keyboard = io.TextIOWrapper(os.fdopen(os.dup(pty.slave), "rb"), encoding="utf-8")
    monkeypatch.setattr(sys, "__stderr__", stream)
    monkeypatch.setattr(sys, "__stdin__", keyboard)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)}
    try:
        yield QuietDriver(LiteralApp())
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        keyboard.close()
        stream.close()


def has_echo(pty: Pty) -> bool:
    """Tell whether the terminal shows what is typed."""
    return bool(termios.tcgetattr(pty.slave)[3] & termios.ECHO)


@pytest.mark.parametrize("when", ["start_application_mode", "stop_application_mode", "disable_input"])
async def test_abandoned_at_any_moment(pty: Pty, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Given back by force while it is taken over again, or given back, the terminal has its echo and its screen."""
    from textual.drivers.linux_driver import LinuxDriver

    from runstrength.ui.terminal.quiet_driver import QuietDriver

    with driving(pty, monkeypatch) as driver:
        driver.start_application_mode()
        await asyncio.sleep(0)
        owner = QuietDriver if when == "disable_input" else LinuxDriver  # in the middle of what ours do
        original = getattr(owner, when)

        def abandoned(one: LinuxDriver) -> None:
            if one is driver:
                driver.abandon()
            original(one)

        assert b"\x1b[?1049h" in pty.read()
        monkeypatch.setattr(owner, when, abandoned)
        driver.resume_application_mode()  # after SIGSTOP: it is given back, and taken over again
        await asyncio.sleep(0)
        driver.restore_attributes()  # what is done last
        assert has_echo(pty)
        read = pty.read()
        assert read.rindex(b"\x1b[?1049l") > read.find(b"\x1b[?1049h")
        driver.stop_application_mode()
        driver.close()
        assert has_echo(pty)
        assert b"\x1b[?1049h" not in pty.read()


async def test_abandoned_while_it_waits_for_the_terminal(pty: Pty, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given back by force while it is closed for a terminal that reads nothing, all is off, and nothing follows."""
    with driving(pty, monkeypatch) as driver:
        driver.start_application_mode()
        await asyncio.sleep(0)
        driver.write("x" * 200_000)
        driver.stop_application_mode()
        closing = threading.Thread(target=driver.close)
        closing.start()
        await asyncio.sleep(0.05)
        driver.abandon()
        assert has_echo(pty)
        read = pty.read()
        closing.join()
        read += pty.read()
        assert read.endswith(b"\x1b[?1049l\x1b[?25h")
        assert len(read) < 100_000
