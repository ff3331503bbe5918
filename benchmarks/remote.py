"""How soon a session does what another program says, and how soon the command for events gets what happens.

    python benchmarks/remote.py               300 commands, on the machine as it is
    python benchmarks/remote.py --busy 8      the same while so many processes compute

A session runs in a pseudo-terminal and draws. Each command (pause, resume) is sent as `runstrength tell` sends it; its
answer comes after its effect, and its event arrives in a pipe, from a shell that the session starts for it. Both are
measured from the moment before the connection. Last, the CPU time of `runstrength tell status` beside that of
`runstrength --version`.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import shlex
import statistics
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.common import RUNSTRENGTH, home, lifetime
from runstrength.remote.client import ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROUTINE = """\
title = "Long lead-in"
[[blocks]]
name = "A"
sets = 1
ready = 3600
[[blocks.slots]]
exercise = "plank"
hold = 30
"""
BETWEEN = 0.2
"""Seconds between two commands."""
BOUNDS = {"tell to effect": 50, "event to command": 100}
"""Milliseconds that 99 of 100 have to keep."""


@contextlib.contextmanager
def busy(count: int) -> Iterator[None]:
    """Let some processes compute meanwhile."""
    hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


@contextlib.contextmanager
def running(command: Sequence[str], env: Mapping[str, str]) -> Iterator[None]:
    """Run a program in a pseudo-terminal that reads all that it draws, as fast as it comes."""
    master, slave = os.openpty()
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(command, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)

    def read() -> None:
        with contextlib.suppress(OSError):  # the program has ended
            while os.read(master, 65536):
                pass

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        process.kill()
        process.wait()
        thread.join()
        os.close(master)


def measure(folder: Path, events: int, count: int) -> dict[str, list[float]]:
    """Send commands, and return the milliseconds to each answer and to each event.

    Args:
        folder: where the session listens.
        events: the reading end of the pipe.
        count: how many commands.
    """
    found: dict[str, list[float]] = {name: [] for name in BOUNDS}
    for number in range(count):
        began = time.perf_counter()
        answer = ask(folder, "resume" if number % 2 else "pause", 5.0)
        found["tell to effect"].append(1000 * (time.perf_counter() - began))
        assert answer is not None
        assert answer["ok"], answer["why"]
        os.read(events, 1)
        found["event to command"].append(1000 * (time.perf_counter() - began))
        time.sleep(BETWEEN)
    return found


def describe(name: str, values: Sequence[float]) -> str:
    """Return a line with the median, the 99th percentile and the worst."""
    p99 = statistics.quantiles(values, n=100)[98]
    bound = BOUNDS[name]
    kept = "held" if p99 <= bound else "NOT held"
    median, worst = statistics.median(values), max(values)
    return f"{name}: p50 {median:.1f} ms, p99 {p99:.1f} ms (bound {bound}: {kept}), worst {worst:.1f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--busy", type=int, default=0, metavar="N", help="processes that compute meanwhile")
    parser.add_argument("--count", type=int, default=300, metavar="N", help="commands")
    parser.add_argument("--starts", type=int, default=21, metavar="N", help="processes of `tell`")
    arguments = parser.parse_args()
    with home() as (folder, env), busy(arguments.busy):
        routine, pipe = folder / "routine.toml", folder / "events"
        routine.write_text(ROUTINE, encoding="utf-8")
        os.mkfifo(pipe)
        events = os.open(pipe, os.O_RDWR)
        script = f"read event; echo >{shlex.quote(str(pipe))}"
        command = [*RUNSTRENGTH, "session", str(routine), f"--on-event=sh -c {shlex.quote(script)}"]
        with running(command, env):
            os.read(events, 1)  # the begin
            print(f"load {os.getloadavg()[0]:.1f}")
            for name, values in measure(folder / "state" / "remote", events, arguments.count).items():
                print(describe(name, values))
            starts: dict[str, list[float]] = {"--version": [], "tell status": []}
            for _ in range(arguments.starts):
                for name, seconds in starts.items():
                    seconds.append(1000 * lifetime([*RUNSTRENGTH, *name.split()], env).cpu)
        os.close(events)
    version, tell = (statistics.median(values) for values in starts.values())
    print(f"tell status: {tell:.0f} ms of CPU, --version {version:.0f} ms: {tell / version:.2f}")


if __name__ == "__main__":
    main()
