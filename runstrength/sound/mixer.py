"""The mixer: a separate process that receives cues ahead of time, one JSON object per line, and plays each on time.

    {"do": "play", "key": "57.3", "at": 1234.5, "files": ["go.wav"], "voice": false}
    {"do": "drop", "keys": ["57.3"]}   {"do": "drop_all"}   {"do": "volume", "value": 0.8}   {"do": "quit"}

`at` is a moment of the monotonic clock. Answers: `{"event": "ready", "backend": …, "detail": …, "latency": …}`,
`{"event": "lost", "why": …}`, and to each order `{"event": "obeyed", "count": …}`. It ends when its input ends, so it
never outlives its parent. Calls that may hang with the sound server run in a thread; if one does not return, the
process exits with `EXIT_STUCK`, and its parent starts another later.

Only the standard library and the sound package are imported, as late as possible, so that the process starts fast.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn, Protocol

from runstrength.sound.protocol import EXIT_STUCK, EXIT_UNUSABLE, MAX_LATENESS, NO_ANSWER

HANG_SECONDS: Final = 3.0
"""Seconds after which opening or closing a device counts as stuck."""
RETRY_SECONDS: Final = 2.0
"""Seconds between losing a device and trying to open another."""
QUICK_RETRIES: Final = 4
"""Failed openings in a row after which a device is looked for less often."""
SLOW_RETRY_SECONDS: Final = 6.0
"""Seconds between two attempts from then on."""
MAX_OPENINGS: Final = 50
"""Openings in one process: the library leaks a little memory and some file descriptors each time."""
CHECK_SECONDS: Final = 0.25
"""Seconds between two checks whether the device still requests samples."""
MAX_SILENT_CHECKS: Final = 3
"""Checks in a row without a request after which the device is lost."""
CLOSE_SECONDS: Final = 0.15
"""Seconds for closing the device at the end."""


class Backend(Protocol):
    """Plays sound in this process."""

    def play(self, key: str, at: float, files: Sequence[str], *, voice: bool) -> None:
        """Schedule a cue."""

    def drop(self, keys: Sequence[str] | None) -> None:
        """Cancel cues by their keys, or all."""

    def volume(self, value: float) -> None:
        """Set the volume."""

    def run(self) -> None:
        """Keep the device open until the process ends."""

    def close(self) -> None:
        """Close the device; may hang."""


class Reports:
    """Reports to the parent, one line each; the same report is never sent twice in a row."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._last: dict[str, object] = {}
        self._lock = threading.Lock()

    def __call__(self, event: str, **details: object) -> None:
        """Report an event."""
        report = {"event": event, **details}
        with self._lock:
            if report == self._last:
                return
            self._last = report
        self._say(report)

    def acknowledged(self, count: int) -> None:
        """Report how many orders were handled, so that the parent knows that this process is not stuck."""
        self._say({"event": "obeyed", "count": count})

    def _say(self, report: dict[str, object]) -> None:
        try:
            os.write(self._fd, json.dumps(report).encode() + b"\n")
        except OSError:
            os._exit(0)


class Miniaudio:
    """Mixes everything into one device that is held open."""

    def __init__(self, report: Reports) -> None:
        from runstrength.sound.mixing import Mix

        self._report = report
        self._lock = threading.Lock()
        self._mix = Mix(lambda _: 0)
        self._device: Any = None

    def play(self, key: str, at: float, files: Sequence[str], *, voice: bool) -> None:
        """Schedule a cue; one whose file cannot be read is skipped."""
        from runstrength.sound.wav import WavError, joined

        try:
            samples = joined(files)
        except WavError:
            return
        with self._lock:
            self._mix.add(key, at, samples, voice=voice)

    def drop(self, keys: Sequence[str] | None) -> None:
        """Cancel cues by their keys, or all."""
        with self._lock:
            self._mix.drop(None if keys is None else set(keys))

    def volume(self, value: float) -> None:
        """Set the volume."""
        with self._lock:
            self._mix.set_volume(value)

    def close(self) -> None:
        """Close the device; may hang."""
        if self._device is not None:
            self._device.close()

    def run(self) -> None:
        """Keep a device open: watch it, and open another when it is lost."""
        from runstrength.sound.device import SETTLED, Device, import_miniaudio

        import_miniaudio()  # not in the thread: on a slow disk it may take longer than `HANG_SECONDS`
        failed = 0
        for _ in range(MAX_OPENINGS):
            device = self._device = Device(self._mix, self._lock)
            why = self._in_time(device.open)
            failed = failed + 1 if why else 0
            if not why:
                why = self._watch(device, SETTLED)
            self._report("lost", why=why)
            self._in_time(device.close)
            time.sleep(RETRY_SECONDS if failed < QUICK_RETRIES else SLOW_RETRY_SECONDS)
            with self._lock:
                self._mix.forget_before(time.monotonic() - MAX_LATENESS)
        os._exit(EXIT_STUCK)

    def _watch(self, device: Any, settled: int) -> str:
        """Watch a device for as long as it requests samples; return why it is lost."""
        why = "the sound server does not ask for sound"
        # A sink that was idle can take two seconds until it asks for the second time.
        end = time.monotonic() + HANG_SECONDS
        while device.steady < settled:
            if time.monotonic() > end:
                return why
            time.sleep(0.02)
        self._report("ready", backend="miniaudio", detail=device.detail, latency=device.latency)
        requests, silent, checked = device.requests, 0, time.monotonic()
        while silent < MAX_SILENT_CHECKS:
            time.sleep(CHECK_SECONDS)
            now = time.monotonic()
            # If this check is late, the whole process stood still, and the device is not to blame.
            silent = silent + 1 if device.requests == requests and now - checked < 2 * CHECK_SECONDS else 0
            requests, checked = device.requests, now
        return why

    def _in_time(self, work: Callable[[], Any]) -> str:
        """Do work that may hang, and return its error; exit with `EXIT_STUCK` if it hangs."""
        result: list[str] = []

        def worker() -> None:
            try:
                result.append(work() or "")
            except Exception as error:  # whatever a library raises, the device is not there
                result.append(str(error) or type(error).__name__)

        thread = threading.Thread(target=worker, daemon=True)
        thread.start()
        thread.join(HANG_SECONDS)
        if not result:
            self._report("lost", why=NO_ANSWER)
            os._exit(EXIT_STUCK)
        return result[0]


def handle_order(backend: Backend, line: str | bytes) -> bool:
    """Carry out one order; return whether more may follow. An invalid line is ignored."""
    try:
        order = json.loads(line)
        match order["do"]:
            case "play":
                if time.monotonic() - order["at"] <= MAX_LATENESS:
                    files = [str(file) for file in order["files"]]
                    backend.play(str(order["key"]), float(order["at"]), files, voice=bool(order.get("voice")))
            case "drop":
                backend.drop([str(key) for key in order["keys"]])
            case "drop_all":
                backend.drop(None)
            case "volume":
                backend.volume(max(0.0, min(1.0, float(order["value"]))))
            case "quit":
                return False
    except (ValueError, KeyError, TypeError):
        pass
    return True


def serve(backend: Backend, fd: int, report: Reports) -> NoReturn:
    """Handle orders until the input ends, then end the process."""
    with os.fdopen(fd, "rb") as orders:
        for count, line in enumerate(orders, start=1):
            if not handle_order(backend, line):
                break
            report.acknowledged(count)
    shut_down(backend)


def shut_down(backend: Backend) -> NoReturn:
    """End the process, even if the device hangs: the interpreter's own shutdown would wait for it forever."""
    closing = threading.Thread(target=backend.close, daemon=True)
    closing.start()
    closing.join(CLOSE_SECONDS)
    os._exit(0)


def _take_over_stdio() -> tuple[int, int]:
    """Use stdin and stdout for the protocol, and redirect file descriptors 0-2 to the null device."""
    orders, reports = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    os.close(nothing)
    return orders, reports


def _backend(name: str, report: Reports) -> Backend:
    if name == "miniaudio":
        return Miniaudio(report)
    from runstrength.sound.fallback_backends import OneShotBackend, Simpleaudio, player_command

    return OneShotBackend(Simpleaudio() if name == "simpleaudio" else player_command(name), report)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Play until the input ends.

    Args:
        arguments: miniaudio, simpleaudio, or the name of a player.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles ctrl+c
    orders, reports = _take_over_stdio()
    (name,) = sys.argv[1:] if arguments is None else arguments
    report = Reports(reports)
    try:
        backend = _backend(name, report)
        threading.Thread(target=serve, args=(backend, orders, report), daemon=True).start()
        backend.run()
    except Exception as error:  # a traceback has nowhere to go, and the interpreter's shutdown could hang
        report("lost", why=f"{name} cannot be used: {error}")
    os._exit(EXIT_UNUSABLE)


if __name__ == "__main__":
    main()
