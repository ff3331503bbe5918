"""What the program writes to the terminal, without ever waiting for it. No Textual.

A terminal over a slow line, or one that reads nothing at all, must not hold up the clock of a session, nor the end of
the program. So the terminal is opened anew, not blocking: set on the descriptors that are there it would change them
for the shell as well. What the terminal does not take at once a thread writes when it can.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import termios
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

MAX_WAITING: Final = 2048
"""Bytes that may wait before a frame is dropped: one small frame, as that of a second that passes."""
PIECE: Final = 64
"""Bytes written at once where the terminal could not be opened anew; so much always fits when it says it is ready."""
OURS: Final = "2|22"
"""The commands to the operating system (OSC) that are ours: the title and the pointer. The clipboard is nobody's."""
_UNSAFE: Final = re.compile(
    rf"\x1b\](?!(?:{OURS});)[^\x07\x1b]*(?:\x07|\x1b\\)?"  # other commands to the operating system
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # strings of other kinds
    r"|\x1b(?![\[\]])"
    r"|[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
CANCEL: Final = b"\x18\x1b[?2026l"
"""Ends a sequence, and a frame, that was cut off."""


def safe(data: str) -> str:
    """Return what is to be written without what is never ours: control characters, other directions, other commands.

    Text was made harmless before it came here, by `text_filter`; this holds for everything, whoever wrote it.
    """
    return _UNSAFE.sub("", data)


def open_anew(descriptor: int) -> tuple[int, bool]:
    """Return another descriptor of the same terminal, and whether it is one that never blocks."""
    try:
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK), True
    except OSError:
        return os.dup(descriptor), False


def write_some(descriptor: int, data: bytes, *, never_blocks: bool) -> int:
    """Write what the terminal takes now, and return how many bytes that was; all of them where it is gone."""
    if not never_blocks:
        if not select.select([], [descriptor], [], 0)[1]:
            return 0
        data = data[:PIECE]
    try:
        return os.write(descriptor, data)
    except BlockingIOError:
        return 0
    except OSError:  # the terminal is gone
        return len(data)


def write_within(descriptor: int, data: bytes, seconds: float, *, force: bool = False) -> None:
    """Write to a terminal, for at most so many seconds; what it has not taken by then is dropped.

    Args:
        descriptor: of the terminal, used by others as well.
        data: what to write.
        seconds: how long to try.
        force: drop what the terminal has not read yet where it has no room for this.
    """
    try:
        own, never_blocks = open_anew(descriptor)
    except OSError:
        return
    try:
        left = _try_for(own, data, seconds, never_blocks=never_blocks)
        if left and force:
            with contextlib.suppress(termios.error):
                termios.tcflush(own, termios.TCOFLUSH)
            _try_for(own, CANCEL + data, 0.02, never_blocks=never_blocks)
    finally:
        os.close(own)


def _try_for(
    descriptor: int, data: bytes, seconds: float, *, never_blocks: bool, stop: Callable[[], bool] = lambda: False
) -> bytes:
    """Write for some seconds, or until told to stop, and return what is left."""
    deadline = time.monotonic() + seconds
    while not stop() and (data := data[write_some(descriptor, data, never_blocks=never_blocks) :]):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([], [descriptor], [], left)[1]:
            return data
    return data


class TerminalWriter:
    """Writes to a terminal: at once what it takes at once, the rest from a thread, and no frame while much waits.

    Args:
        descriptor: of the terminal.
        caught_up: called from the thread when a frame was dropped and the terminal has taken all the rest.
    """

    def __init__(self, descriptor: int, caught_up: Callable[[], object]) -> None:
        self._descriptor, self._never_blocks = open_anew(descriptor)
        self._caught_up = caught_up
        self._lock = threading.Condition()
        # What is to be written, and what of it must not be lost where it never is.
        self._waiting: deque[tuple[bytes, bytes]] = deque()
        self._written = 0
        self._left = 0
        self._dropped = False
        self._closed = False
        self._sealed = False
        self._woken, self._wake = os.pipe()
        self._thread: threading.Thread | None = None

    @property
    def behind(self) -> bool:
        """Whether the terminal has yet to take something."""
        return self._left > 0

    def write(self, data: bytes, *, instead: bytes | None = None) -> None:
        """Write something.

        Args:
            data: whole sequences and letters.
            instead: what to write in its place where the terminal is behind; None where it must be written.
        """
        with self._lock:
            if self._closed:
                return
            if instead is not None and self._left > MAX_WAITING:
                self._dropped, data, instead = True, instead, None
            if not data:
                return
            self._waiting.append((data, data if instead is None else instead))
            self._left += len(data)
            if len(self._waiting) == 1:
                self._write_on()
            if self._waiting:
                self._start()
                self._lock.notify()

    def _write_on(self) -> None:
        """Write what the terminal takes now."""
        while self._waiting:
            data, _ = self._waiting[0]
            taken = write_some(self._descriptor, data[self._written :], never_blocks=self._never_blocks)
            self._written += taken
            self._left -= taken
            if self._written < len(data):
                return
            self._waiting.popleft()
            self._written = 0

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="terminal-output", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        """Write on whenever the terminal is ready and something waits."""
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
            select.select([self._woken], [self._descriptor], [])
            with self._lock:
                if self._closed:
                    return
                self._write_on()
                caught_up = self._dropped and not self._waiting
                self._dropped = self._dropped and not caught_up
            if caught_up:
                self._caught_up()

    def seal(self) -> None:
        """Write nothing from now on, whoever still wants to, and also where it is being closed."""
        with self._lock:
            self._closed = self._sealed = True
            self._lock.notify()

    def close(self, seconds: float) -> None:
        """Write the rest, for at most so many seconds; of what is left then frames are dropped, and what is unread."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._lock.notify()
        os.write(self._wake, b"\0")
        if self._thread is not None:
            self._thread.join(seconds)
        waiting = b"".join(data for data, _ in self._waiting)[self._written :]
        orders = b"".join(order for _, order in self._waiting)
        left = _try_for(self._descriptor, waiting, seconds, never_blocks=self._never_blocks, stop=lambda: self._sealed)
        if left and not self._sealed:
            write_within(self._descriptor, orders, 0.0, force=True)
        self._waiting.clear()
        for descriptor in (self._descriptor, self._woken, self._wake):
            os.close(descriptor)
