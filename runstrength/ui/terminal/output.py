"""Writes to the terminal without ever blocking. Doesn't use Textual.

A terminal over a slow line, or one that reads nothing at all, must not hold up the clock of a session, nor the end of
the program. So the terminal is opened again in non-blocking mode: changing the existing descriptors would change them
for the shell too. A thread writes what the terminal doesn't accept at once.
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
"""Maximum bytes that may wait before a frame is dropped: one small frame, such as that of a countdown."""
CHUNK_SIZE: Final = 64
"""Maximum bytes per write if the terminal can't be opened again; that many always fit when it is ready."""
ALLOWED_OSC: Final = "2|22"
"""The operating system commands (OSC) that the program uses: the title and the pointer; never the clipboard."""
_UNSAFE: Final = re.compile(
    rf"\x1b\](?!(?:{ALLOWED_OSC});)[^\x07\x1b]*(?:\x07|\x1b\\)?"  # other operating system commands
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # other control strings
    r"|\x1b(?![\[\]])"
    r"|[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
MODES: Final = (2026, 2004, 2048, 1000, 1003, 1015, 1006, 1004)
"""What the app switches on."""
ALL_OFF: Final = "".join(f"\x1b[?{mode}l" for mode in MODES) + "\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h"
"""Switches off every mode that the driver has set."""
CANCEL: Final = b"\x18\x1b[?2026l"
"""Ends an incomplete sequence and an incomplete frame."""


def safe(data: str) -> str:
    """Return data without control and bidirectional characters, and without commands that the program doesn't use.

    `text_filter` has cleaned the text of widgets already; this covers all other output.
    """
    return _UNSAFE.sub("", data)


def reopen(descriptor: int) -> tuple[int, bool]:
    """Return another descriptor of the same terminal, and whether it is non-blocking."""
    try:
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK), True
    except OSError:
        return os.dup(descriptor), False


def write_some(descriptor: int, data: bytes, *, never_blocks: bool) -> int:
    """Write what the terminal accepts now, and return the number of bytes; all of them if it is closed."""
    if not never_blocks:
        if not select.select([], [descriptor], [], 0)[1]:
            return 0
        data = data[:CHUNK_SIZE]
    try:
        return os.write(descriptor, data)
    except BlockingIOError:
        return 0
    except OSError:  # the terminal is closed
        return len(data)


def write_within(descriptor: int, data: bytes, seconds: float, *, force: bool = False, unread: bytes = b"") -> None:
    """Write to a terminal for at most `seconds`; the rest is dropped.

    Args:
        descriptor: a descriptor of the terminal, which others may use too.
        data: the data.
        seconds: the time limit.
        force: if the terminal accepts no more, drop its unread output and write again.
        unread: what must not be lost of that output, and is written again with the data.
    """
    try:
        own, never_blocks = reopen(descriptor)
    except OSError:
        return
    try:
        left = _try_for(own, data, seconds, never_blocks=never_blocks)
        if left and force:
            with contextlib.suppress(termios.error):
                termios.tcflush(own, termios.TCOFLUSH)
            _try_for(own, CANCEL + unread + data, 0.02, never_blocks=never_blocks)
    finally:
        os.close(own)


def _try_for(
    descriptor: int, data: bytes, seconds: float, *, never_blocks: bool, stop: Callable[[], bool] = lambda: False
) -> bytes:
    """Write for at most `seconds`, or until `stop` returns true, and return the rest."""
    deadline = time.monotonic() + seconds
    while not stop() and (data := data[write_some(descriptor, data, never_blocks=never_blocks) :]):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([], [descriptor], [], left)[1]:
            return data
    return data


class TerminalWriter:
    """Writes to a terminal directly as far as possible, the rest in a thread; drops frames while much is waiting.

    Args:
        descriptor: a descriptor of the terminal.
        caught_up: called in the thread when everything is written after a frame was dropped.
    """

    def __init__(self, descriptor: int, caught_up: Callable[[], object]) -> None:
        self._descriptor, self._never_blocks = reopen(descriptor)
        self._caught_up = caught_up
        self._lock = threading.Condition()
        # Pairs of data to write, and the part of it that must be written even if its frame is dropped.
        self._waiting: deque[tuple[bytes, bytes]] = deque()
        self._written = 0
        self._left = 0
        self._dropped = False
        self._closed = False
        self._sealed = False
        self._wake_reader, self._wake_writer = os.pipe()
        self._thread: threading.Thread | None = None

    @property
    def behind(self) -> bool:
        """Whether output is waiting."""
        return self._left > 0

    def write(self, data: bytes, *, instead: bytes | None = None) -> None:
        """Write data.

        Args:
            data: complete sequences and characters.
            instead: what to write instead if the terminal is behind; None if the data must be written.
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
                self._write_accepted()
            if self._waiting:
                self._start()
                self._lock.notify()

    def _write_accepted(self) -> None:
        """Write what the terminal accepts now."""
        while self._waiting:
            data, _ = self._waiting[0]
            count = write_some(self._descriptor, data[self._written :], never_blocks=self._never_blocks)
            self._written += count
            self._left -= count
            if self._written < len(data):
                return
            self._waiting.popleft()
            self._written = 0

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="terminal-output", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        """Write waiting data whenever the terminal is ready."""
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
            select.select([self._wake_reader], [self._descriptor], [])
            with self._lock:
                if self._closed:
                    return
                self._write_accepted()
                caught_up = self._dropped and not self._waiting
                self._dropped = self._dropped and not caught_up
            if caught_up:
                self._caught_up()

    def seal(self) -> None:
        """Ignore every further write, and stop a `close` that is in progress."""
        with self._lock:
            self._closed = self._sealed = True
            self._lock.notify()

    def close(self, seconds: float) -> None:
        """Write the rest for at most `seconds`; then drop waiting frames and the terminal's unread output."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._lock.notify()
        os.write(self._wake_writer, b"\0")
        if self._thread is not None:
            self._thread.join(seconds)
        waiting = b"".join(data for data, _ in self._waiting)[self._written :]
        controls = b"".join(control for _, control in self._waiting)
        left = _try_for(self._descriptor, waiting, seconds, never_blocks=self._never_blocks, stop=lambda: self._sealed)
        if left and not self._sealed:
            write_within(self._descriptor, controls, 0.0, force=True)
        self._waiting.clear()
        for descriptor in (self._descriptor, self._wake_reader, self._wake_writer):
            os.close(descriptor)
