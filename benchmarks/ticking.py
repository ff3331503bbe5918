"""What a countdown costs, and how true it is.

    python benchmarks/ticking.py              one plank of 75 s, and the hello-world Textual app for as long
    python benchmarks/ticking.py --check      the same with a countdown of this file's own in the place of runstrength

Measured in a pseudo-terminal, from the first second of a hold to its last: the CPU time of a minute, how far the
countdown drifts from the clock and how unevenly it goes, seconds skipped, shown twice or without a new picture, and
how much is written. CPU is that of the program and its children, from the clocks of the processes: Linux only. A
second counts as shown when the window's title shows it (`1:14 Plank`); the picture has to change with it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.common import HELLO, RUNSTRENGTH, home
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUTINE = """\
title = "One hold"
[[blocks]]
name = "A"
sets = 1
ready = 3
[[blocks.slots]]
exercise = "plank"
hold = {seconds}
"""

# The truth to check this benchmark with: the title and one number, at each whole second.
COUNTDOWN = """
import sys, time
left = int(sys.argv[1])
end = time.monotonic() + left
while left:
    print(f"\\x1b]2;{left // 60}:{left % 60:02} Plank\\x07\\x1b[H{left:3}", end="", flush=True)
    left -= 1
    time.sleep(max(0, end - left - time.monotonic()))
"""

IN_TITLE = r"^(\d+):(\d\d)\b"
# The picture may come a little before or after its title, in another write.
TOGETHER = 0.1


class Tick(NamedTuple):
    """A second of the countdown, when it was first shown, and by which clock of the processes."""

    left: int
    at: float
    cpu: float


def main() -> None:
    """Measure, and print one JSON document."""
    parser = argparse.ArgumentParser(description="What a countdown costs, and how true it is.")
    parser.add_argument("--seconds", type=int, default=75, help="length of the hold (75)")
    parser.add_argument("--size", default="80x24", help="of the terminal (80x24)")
    parser.add_argument("--check", action="store_true", help="measure a countdown known to be right")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))

    with home() as (folder, env):
        routine = folder / "hold.toml"
        routine.write_text(ROUTINE.format(seconds=options.seconds), encoding="utf-8")
        command = [*RUNSTRENGTH, "session", str(routine), "--no-save"]
        if options.check:
            command = [sys.executable, "-c", COUNTDOWN, str(options.seconds)]
        report = {
            "countdown": countdown(command, options.seconds, (columns, rows), env, folder),
            "hello": {"cpu_ms_per_minute": idle(HELLO, options.seconds, (columns, rows), env, folder)},
        }
    print(json.dumps(report, indent=1))


def countdown(
    command: Sequence[str], seconds: int, size: tuple[int, int], env: Mapping[str, str], folder: Path
) -> dict[str, object]:
    """Follow a countdown from its first second to its last."""
    ticks: list[Tick] = []
    changes: list[float] = []
    picture: list[str] = []
    written = 0
    with Terminal(command, size=size, env=env, cwd=folder) as terminal:
        deadline = time.monotonic() + seconds + 40
        while not (ticks and ticks[-1].left <= 1) and not terminal.ended and time.monotonic() < deadline:
            if not terminal.pump(0.5):
                continue
            if terminal.screen != picture:
                picture = terminal.screen
                changes.append(terminal.read_at)
            left = in_title(terminal.title)
            # The lead-in counts down too, from far less.
            hold = left is not None and (ticks or left > seconds // 2)
            if left is not None and hold and (not ticks or ticks[-1].left != left):
                if not ticks:
                    written = len(terminal.raw)
                ticks.append(Tick(left, terminal.read_at, cpu_seconds(terminal.pid)))
        if len(ticks) < 3:
            raise SystemExit(f"no countdown was seen in the title {terminal.title!r}; screen:\n{terminal.text}")
        written = len(terminal.raw) - written
    return report(ticks, changes, written)


def report(ticks: list[Tick], changes: list[float], written: int) -> dict[str, object]:
    """Reduce what was seen to figures."""
    first, last = ticks[0], ticks[-1]
    span = last.at - first.at
    late = [(tick.at - first.at) - (first.left - tick.left) for tick in ticks]
    ideal = [first.left - tick.left for tick in ticks]
    slope = statistics.linear_regression(ideal, late).slope
    falls = [before.left - after.left for before, after in pairwise(ticks)]
    seen = [left for left, *_ in ticks]
    return {
        "from": first.left,
        "to": last.left,
        "cpu_ms_per_minute": round((last.cpu - first.cpu) / span * 60_000, 1),
        "drift_ms_per_minute": round(slope * 60_000, 2),
        "end_drift_ms": round(late[-1] * 1000, 2),
        "jitter_ms": round((max(late) - min(late)) * 1000, 2),
        "skipped": sum(max(0, fall - 1) for fall in falls),
        "shown_twice": len(seen) - len(set(seen)),
        "backwards": sum(fall < 0 for fall in falls),
        "seconds_without_a_new_picture": sum(
            not any(abs(change - tick.at) < TOGETHER for change in changes) for tick in ticks
        ),
        "pictures_per_second": round(sum(first.at < change <= last.at for change in changes) / span, 2),
        "bytes_per_second": round(written / span),
    }


def idle(command: Sequence[str], seconds: int, size: tuple[int, int], env: Mapping[str, str], folder: Path) -> float:
    """Return what a program costs that only stands there."""
    with Terminal(command, size=size, env=env, cwd=folder) as terminal:
        terminal.wait_for("Hello", timeout=30)
        terminal.read_for(3)  # Starting is over, as it is when a countdown has left its lead-in.
        start, before = time.monotonic(), cpu_seconds(terminal.pid)
        terminal.read_for(seconds)
        return round((cpu_seconds(terminal.pid) - before) / (time.monotonic() - start) * 60_000, 1)


def in_title(title: str) -> int | None:
    """Return the seconds that a title says are left."""
    match = re.search(IN_TITLE, title)
    return int(match[1]) * 60 + int(match[2]) if match else None


def cpu_seconds(root: int) -> float:
    """Return the CPU time of a process and its living descendants."""
    total, todo = 0.0, [root]
    while todo:
        pid = todo.pop()
        with contextlib.suppress(OSError):  # A process or thread may end while it is looked at.
            # Linux's number for the CPU clock of a whole process.
            total += time.clock_gettime((~pid << 3) | 2)
            for task in Path(f"/proc/{pid}/task").iterdir():
                todo += map(int, (task / "children").read_text().split())
    return total


if __name__ == "__main__":
    main()
