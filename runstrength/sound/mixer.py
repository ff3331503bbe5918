"""The mixer: a process of its own that is told cues ahead, one JSON object a line, and plays each at its moment.

    {"do": "play", "key": "57.3", "at": 1234.5, "files": ["go.wav"], "voice": false}
    {"do": "drop", "keys": ["57.3"]}   {"do": "drop_all"}   {"do": "volume", "value": 0.8}   {"do": "quit"}

`at` is a moment of the monotonic clock. Answers: `{"event": "ready", "backend": …, "detail": …, "latency": …}`,
`{"event": "lost", "why": …}`, and to each order `{"event": "obeyed", "count": …}`. The end of input ends it: it never
outlives its parent. A sound server that hangs hangs nobody: whatever may hang is done in a thread, and where that does
not return the process leaves with status `STUCK`, for its parent to start another later.

Only the standard library and the sound package are imported, each at the last moment: a process that starts fast.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn, Protocol

LATE: Final = 0.25
"""Seconds after which a cue is not worth playing any more."""
STUCK: Final = 3
"""Exit status: the sound server does not answer."""
UNUSABLE: Final = 4
"""Exit status: this backend cannot be used at all."""
HANGS: Final = 3.0
"""Seconds after which an opening or closing is taken for stuck."""
RETRY: Final = 2.0
"""Seconds between losing a device and trying to open another."""
SOON: Final = 4
"""Failed openings in a row after which there seems to be none: looking for it costs more than it brings."""
RETRY_LATER: Final = 6.0
"""Seconds between two tries from then on."""
TRIES: Final = 50
"""Openings in one process: the library keeps a little memory, and some files, of each."""
LOOK: Final = 0.25
"""Seconds between two looks at whether the device still asks for samples."""
SILENT_LOOKS: Final = 3
"""So many looks without a request, and the device is lost."""
GOODBYE: Final = 0.15
"""Seconds for closing the device at the end."""


class Backend(Protocol):
    """What plays in this process."""

    def play(self, key: str, at: float, files: Sequence[str], *, voice: bool) -> None:
        """Plan a cue."""

    def drop(self, keys: Sequence[str] | None) -> None:
        """Withdraw cues by their keys, or all."""

    def volume(self, value: float) -> None:
        """Set the volume."""

    def run(self) -> None:
        """Keep the device, until the process ends."""

    def close(self) -> None:
        """Let go of the device; may hang."""


class Reports:
    """What is said to the parent, a line at a time; the same thing never twice in a row."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._last: dict[str, object] = {}
        self._lock = threading.Lock()

    def __call__(self, event: str, **details: object) -> None:
        """Say that something happened."""
        report = {"event": event, **details}
        with self._lock:
            if report == self._last:
                return
            self._last = report
        self._say(report)

    def obeyed(self, count: int) -> None:
        """Say how many orders were obeyed, by which the parent knows that this process is not stuck."""
        self._say({"event": "obeyed", "count": count})

    def _say(self, report: dict[str, object]) -> None:
        try:
            os.write(self._fd, json.dumps(report).encode() + b"\n")
        except OSError:
            os._exit(0)


class Miniaudio:
    """One device held open, in which everything is mixed."""

    def __init__(self, report: Reports) -> None:
        from runstrength.sound.mixing import Mix

        self._report = report
        self._lock = threading.Lock()
        self._mix = Mix(lambda _: 0)
        self._device: Any = None

    def play(self, key: str, at: float, files: Sequence[str], *, voice: bool) -> None:
        """Plan a cue; one that cannot be read is left out."""
        from runstrength.sound.wav import WavError, joined

        try:
            samples = joined(files)
        except WavError:
            return
        with self._lock:
            self._mix.add(key, at, samples, voice=voice)

    def drop(self, keys: Sequence[str] | None) -> None:
        """Withdraw cues by their keys, or all."""
        with self._lock:
            self._mix.drop(None if keys is None else set(keys))

    def volume(self, value: float) -> None:
        """Set the volume."""
        with self._lock:
            self._mix.set_volume(value)

    def close(self) -> None:
        """Let go of the device; may hang."""
        if self._device is not None:
            self._device.close()

    def run(self) -> None:
        """Keep a device open: look after it, and try again where there is none."""
        import miniaudio  # noqa: F401  (here and not in the thread: on a slow disk it may take longer than `HANGS`)

        from runstrength.sound.device import SETTLED, Device

        failed = 0
        for _ in range(TRIES):
            device = self._device = Device(self._mix, self._lock)
            why = self._in_time(device.open)
            failed = failed + 1 if why else 0
            if not why:
                why = self._watch(device, SETTLED)
            self._report("lost", why=why)
            self._in_time(device.close)
            time.sleep(RETRY if failed < SOON else RETRY_LATER)
            with self._lock:
                self._mix.forget_before(time.monotonic() - LATE)
        os._exit(STUCK)

    def _watch(self, device: Any, settled: int) -> str:
        """Look after a device for as long as it asks for samples; return why it is lost."""
        why = "the sound server does not ask for sound"
        # A sink that was idle can take two seconds until it asks for the second time.
        end = time.monotonic() + HANGS
        while device.steady < settled:
            if time.monotonic() > end:
                return why
            time.sleep(0.02)
        self._report("ready", backend="miniaudio", detail=device.detail, latency=device.latency)
        asked, silent, looked = device.asked, 0, time.monotonic()
        while silent < SILENT_LOOKS:
            time.sleep(LOOK)
            now = time.monotonic()
            # A look that comes late itself means that this process stood still, and says nothing of the device.
            silent = silent + 1 if device.asked == asked and now - looked < 2 * LOOK else 0
            asked, looked = device.asked, now
        return why

    def _in_time(self, work: Callable[[], Any]) -> str:
        """Do what may hang; leave the process where it does."""
        result: list[str] = []

        def worker() -> None:
            try:
                result.append(work() or "")
            except Exception as error:  # whatever a library raises, the device is not there
                result.append(str(error) or type(error).__name__)

        thread = threading.Thread(target=worker, daemon=True)
        thread.start()
        thread.join(HANGS)
        if not result:
            self._report("lost", why="the sound server does not answer")
            os._exit(STUCK)
        return result[0]


def handle_order(backend: Backend, line: str | bytes) -> bool:
    """Do what a line asks for; return whether there will be more. A line that makes no sense is passed over."""
    try:
        order = json.loads(line)
        match order["do"]:
            case "play":
                if time.monotonic() - order["at"] <= LATE:
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
    """Obey every line of the input, and end the process with it."""
    with os.fdopen(fd, "rb") as orders:
        for count, line in enumerate(orders, start=1):
            if not handle_order(backend, line):
                break
            report.obeyed(count)
    shut_down(backend)


def shut_down(backend: Backend) -> NoReturn:
    """End the process, whatever hangs: the interpreter's own end would wait for the device for ever."""
    closing = threading.Thread(target=backend.close, daemon=True)
    closing.start()
    closing.join(GOODBYE)
    os._exit(0)


def _alone() -> tuple[int, int]:
    """Take standard input and output for orders and reports, and let nobody else write anywhere."""
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
    """Play until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is the parent's business
    orders, reports = _alone()
    parser = argparse.ArgumentParser(prog="runstrength.sound.mixer")
    parser.add_argument("--backend", default="miniaudio", help="miniaudio, simpleaudio, or the name of a player")
    name = parser.parse_args(arguments).backend
    report = Reports(reports)
    try:
        backend = _backend(name, report)
        threading.Thread(target=serve, args=(backend, orders, report), daemon=True).start()
        backend.run()
    except Exception as error:  # the interpreter's own end could hang
        report("lost", why=f"{name} cannot be used: {error}")
    os._exit(UNUSABLE)


if __name__ == "__main__":
    main()
