"""Runs a person's command for each event of a session; a slow command never delays the session.

One command runs at a time. While it runs, only the newest event waits: how things are now matters more than what was
over before it could be told. A command that takes too long is ended, with everything that it has started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from typing import Final

from runstrength.text import os_reason

START_SECONDS: Final = 0.01
"""Seconds that a command has to start before the session goes on, which would take the interpreter from its thread."""
MAX_SECONDS: Final = 10.0
"""Seconds after which a command is ended."""


class EventCommand:
    """A command that is told the events of a session, in a thread of its own.

    Args:
        command: the program and its arguments; it gets one event on its standard input, and its output is discarded.
        failed: called once, in the thread, with what went wrong the first time.
        max_seconds: after which it is ended.
    """

    def __init__(self, command: Sequence[str], failed: Callable[[str], None], max_seconds: float = MAX_SECONDS) -> None:
        self._command = tuple(command)
        self._failed = failed
        self._max_seconds = max_seconds
        self._changed = threading.Condition()
        self._waiting: bytes | None = None
        self._starting = False
        self._running: subprocess.Popen[bytes] | None = None
        self._has_failed = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def tell(self, event: bytes) -> None:
        """Run the command for an event soon; an older one that still waits is dropped.

        Waits at most `START_SECONDS`, and not at all while a command runs.
        """
        with self._changed:
            self._waiting = event
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="on-event", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            if self._running is None:
                self._changed.wait_for(self._is_started, START_SECONDS)

    def _is_started(self) -> bool:
        return self._waiting is None and not self._starting

    def close(self, seconds: float) -> None:
        """Let the last event start; if the command before it takes longer than some seconds, end that one.

        Args:
            seconds: how long to wait at the most.
        """
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            if self._changed.wait_for(self._is_started, seconds):
                return
            last, self._waiting, running = self._waiting, None, self._running
        if running is not None:
            _end(running)
        process = self._start(last) if last is not None else None
        if process is not None:
            threading.Thread(target=process.wait, daemon=True).start()  # reaped, if the program lives so long

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting is not None or self._closed)
                event, self._waiting = self._waiting, None
                self._starting = event is not None
            if event is None:
                return
            process = self._start(event)
            with self._changed:
                self._starting, self._running = False, process
                self._changed.notify_all()
            if process is not None:
                self._wait_for(process)
            with self._changed:
                self._running = None

    def _start(self, event: bytes) -> subprocess.Popen[bytes] | None:
        """Start the command and give it an event, which fits into a pipe, so that this doesn't wait."""
        try:
            process = subprocess.Popen(
                self._command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            self._fail(f"couldn't be started ({os_reason(error)})")
            return None
        assert process.stdin is not None  # noqa: S101  (asked for above)
        with contextlib.suppress(OSError):  # it doesn't read, or has ended
            process.stdin.write(event)
        process.stdin.close()
        return process

    def _wait_for(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until a command has ended, or end it."""
        late = threading.Event()

        def end() -> None:
            late.set()
            _end(process)

        timer = threading.Timer(self._max_seconds, end)
        timer.daemon = True
        timer.start()
        status = process.wait()
        timer.cancel()
        if late.is_set():
            self._fail(f"took longer than {self._max_seconds:g} s and was ended")
        elif status:
            self._fail(f"failed (exit status {status})" if status > 0 else f"was ended by signal {-status}")

    def _fail(self, what: str) -> None:
        if not self._has_failed and not self._closed:
            self._has_failed = True
            self._failed(what)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that may be running, with everything in its session."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
