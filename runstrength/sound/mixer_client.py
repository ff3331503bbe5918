"""The player that plays through the mixer process: starts it, sends it cues, and restarts it when it dies.

No call blocks. Orders go through a short queue to a thread that writes them; a mixer that does not read them is killed
and replaced. Another thread reads the reports. The mixer ends with its input, so it ends with this process, however
that ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Sequence
from os import PathLike
from pathlib import Path
from typing import IO, Any, Final

from msgspec import Struct

from runstrength.sound.protocol import MAX_LATENESS
from runstrength.text import os_reason

BACKOFF: Final = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before a mixer that died is restarted: longer after each failure in a row."""
HEALTHY_SECONDS: Final = 10.0
"""Seconds after which a mixer counts as healthy: its death does not lengthen the pause before the next one."""
BACKLOG: Final = 512
"""Orders that a mixer may leave unread."""
PATIENCE: Final = 5.0
"""Seconds within which a mixer must acknowledge an order; a library may block all its threads."""
END_SECONDS: Final = 0.22
"""Seconds that a mixer has to end by itself."""
ROOT: Final = str(Path(__file__).parents[2])

# -P, and our path at the end: a file in the current folder can't replace a module.
_RUN: Final = "import sys; sys.path.append(sys.argv.pop(1)); from runstrength.sound.mixer import main; main()"


def mixer_command(backend: str) -> list[str]:
    """Return the command that starts a mixer."""
    return [sys.executable, "-P", "-c", _RUN, ROOT, backend]


class _Planned(Struct, frozen=True):
    key: str
    at: float
    order: bytes


class MixerPlayer:
    """Plays through the mixer process."""

    def __init__(
        self, name: str = "miniaudio", *, backend: str = "miniaudio", command: Sequence[str] | None = None
    ) -> None:
        """Make a player, without starting anything.

        Args:
            name: of the backend, as shown.
            backend: the mixer's argument `--backend`.
            command: starts the mixer; for tests.
        """
        self.on_change: Callable[[], None] | None = None
        self.name = name
        self.detail = ""
        self.ready = False
        self.muted_why = ""
        self._command = list(command or mixer_command(backend))
        self._lock = threading.Lock()
        self._planned: list[_Planned] = []
        self._volume: float | None = None
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._sent = 0
        self._waiting_since: float | None = None
        self._has_reported = False
        self._stuck = False
        self._was_ready = False
        self._has_played = False
        self._orders: queue.SimpleQueue[bytes | None] | None = None
        self._supervisor: threading.Thread | None = None

    def start(self) -> None:
        """Start the mixer, without waiting for it."""
        if self._supervisor is None and not self._closing.is_set():
            self._supervisor = threading.Thread(target=self._supervise, name="mixer", daemon=True)
            self._supervisor.start()

    def play(self, key: str, at: float, files: Sequence[str | PathLike[str]], voice: bool = False) -> None:
        """Schedule a cue for a moment of `time.monotonic()`; one that is later than `MAX_LATENESS` is dropped."""
        order = _line(
            {"do": "play", "key": key, "at": at, "files": [os.fspath(file) for file in files], "voice": voice}
        )
        passed = time.monotonic() - MAX_LATENESS
        with self._lock:
            self._has_played = True
            self._planned = [cue for cue in self._planned if cue.at > passed]
            if at > passed:
                self._planned.append(_Planned(key, at, order))
                self._send(order)

    def drop(self, keys: Collection[str]) -> None:
        """Cancel cues: those that have not started are not played, a voice that is speaking fades."""
        with self._lock:
            self._planned = [cue for cue in self._planned if cue.key not in keys]
            self._send(_line({"do": "drop", "keys": list(keys)}))

    def drop_all(self) -> None:
        """Cancel every cue."""
        with self._lock:
            self._planned.clear()
            self._send(_line({"do": "drop_all"}))

    def set_volume(self, value: float) -> None:
        """Set the volume, from 0 to 1."""
        with self._lock:
            self._volume = value
            self._send(_line({"do": "volume", "value": value}))

    def close(self) -> None:
        """End the mixer; kill it if it does not end by itself, or at once if it never had anything to play."""
        self._closing.set()
        with self._lock:
            process, self._planned = self._process, []
            self._send(_line({"do": "quit"}))
            self._send(None)
        if process is not None:
            if not self._has_played:
                process.kill()
            _end(process)
        if self._supervisor is not None:
            self._supervisor.join(0.05)

    def _send(self, order: bytes | None) -> None:
        """Queue an order, if there is a mixer; one that does not obey is ended. Needs the lock."""
        if self._orders is None:
            return
        now = time.monotonic()
        self._orders.put(order)
        self._sent += 1
        silent = self._waiting_since is not None and now - self._waiting_since > PATIENCE
        if silent or self._orders.qsize() > BACKLOG:
            self._orders = None
            self._stuck = True
            if self._process is not None:
                self._process.kill()
        elif self._has_reported and self._waiting_since is None:
            self._waiting_since = now

    def _supervise(self) -> None:
        """Run one mixer after the other until the player is closed."""
        failures = 0
        while not self._closing.is_set():
            began = time.monotonic()
            why = self._run()
            if self._closing.is_set():
                break
            failures = 0 if time.monotonic() - began > HEALTHY_SECONDS and self._was_ready else failures
            self._change(ready=False, muted_why=why or self.muted_why or "the mixer stopped")
            self._closing.wait(BACKOFF[min(failures, len(BACKOFF) - 1)])
            failures += 1

    def _run(self) -> str:
        """Run one mixer until it ends; return why it could not run, empty if it could."""
        self._was_ready = False
        with self._lock:
            self._sent, self._has_reported, self._waiting_since, self._stuck = 0, False, None, False
        try:
            process = _spawn(self._command)
        except OSError as error:
            return f"the mixer cannot be started ({os_reason(error).lower()})"
        assert process.stdin is not None  # noqa: S101  (it was asked for)
        assert process.stdout is not None  # noqa: S101
        orders: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        with self._lock:
            self._process, self._orders = process, orders
            if self._volume is not None:
                self._send(_line({"do": "volume", "value": self._volume}))
            now = time.monotonic()
            self._planned = [cue for cue in self._planned if cue.at > now]
            for cue in self._planned:
                self._send(cue.order)
            if self._closing.is_set():  # it may have been closed while this one was being started
                process.kill()
        threading.Thread(target=_write, args=(process.stdin, orders), name="mixer orders", daemon=True).start()
        with process.stdout as reports, contextlib.suppress(OSError, ValueError):
            for line in reports:
                self._on_report(line)
        with self._lock:
            self._orders = None
        orders.put(None)
        process.kill()  # it has closed its output, so it is of no more use
        process.wait()
        return "the mixer does not answer" if self._stuck else ""

    def _on_report(self, line: bytes) -> None:
        try:
            report: dict[str, Any] = json.loads(line)
            with self._lock:
                self._has_reported = True
            match report["event"]:
                case "obeyed":
                    with self._lock:
                        self._waiting_since = time.monotonic() if report["count"] < self._sent else None
                case "ready":
                    self._was_ready = True
                    self._change(ready=True, muted_why="", detail=str(report["detail"]))
                case "lost":
                    self._change(ready=False, muted_why=str(report["why"]))
        except (ValueError, KeyError, TypeError):
            pass

    def _change(self, *, ready: bool, muted_why: str, detail: str | None = None) -> None:
        detail = self.detail if detail is None else detail
        if (ready, muted_why, detail) == (self.ready, self.muted_why, self.detail):
            return
        self.ready, self.muted_why, self.detail = ready, muted_why, detail
        if self.on_change and not self._closing.is_set():
            self.on_change()


def _line(order: dict[str, object]) -> bytes:
    return json.dumps(order).encode() + b"\n"


def _spawn(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a mixer in its own session, so that the terminal's ctrl+c does not reach it, with only its two pipes."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        close_fds=True,
        start_new_session=os.name == "posix",
        creationflags=flags,
    )


def _write(pipe: IO[bytes], orders: queue.SimpleQueue[bytes | None]) -> None:
    """Write orders to a mixer until None comes or the mixer is gone."""
    with contextlib.suppress(OSError), pipe:
        while (order := orders.get()) is not None:
            pipe.write(order)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
