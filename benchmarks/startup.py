"""How fast runstrength starts, as ratios to what cannot be faster.

    python benchmarks/startup.py              the first frame of a session against a hello-world Textual app,
                                              and short commands against a Python that does nothing
    python benchmarks/startup.py --check      the same with hello in the place of runstrength: ratios near 1

Measured is the wall time from the execution of the program: until the output that completes the first frame (the first
exercise of a session at 120x40, in a pseudo-terminal), or until a command has ended. The minima say most on a busy
machine. Each pair is measured in turn in one run, so that what else the machine does is borne by both.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.common import HELLO, RUNSTRENGTH, home
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FIRST_EXERCISE = r"(?i)single-leg deadlift"
COMMANDS = (["--version"], ["plan"], ["history", "list"])


def main() -> None:
    """Measure, and print one JSON document."""
    parser = argparse.ArgumentParser(description="How fast runstrength starts, as ratios.")
    parser.add_argument("--runs", type=int, default=7, help="runs of each (7)")
    parser.add_argument("--until", default=FIRST_EXERCISE, metavar="REGEX", help="what the first frame shows")
    parser.add_argument("--check", action="store_true", help="measure hello against itself")
    options = parser.parse_args()

    with home() as (folder, env):
        session, until = ([*RUNSTRENGTH, "session", "--no-save"], options.until)
        commands = {" ".join(words): [*RUNSTRENGTH, *words] for words in COMMANDS}
        if options.check:
            session, until = HELLO, "Hello"
            commands = {"pass": [sys.executable, "-c", "pass"]}
        report: dict[str, object] = {
            "first frame": compare(
                lambda: first_frame(session, until, env, folder),
                lambda: first_frame(HELLO, "Hello", env, folder),
                options.runs,
            )
        }
        for name, command in commands.items():
            report[name] = compare(
                lambda command=command: lifetime(command, env, folder),  # type: ignore[misc]
                lambda: lifetime([sys.executable, "-c", "pass"], env, folder),
                options.runs,
            )
    print(json.dumps(report, indent=1))


def compare(ours: Callable[[], float], least: Callable[[], float], runs: int) -> dict[str, float]:
    """Measure both in turn; medians in milliseconds, and the ratios of medians and of minima."""
    pairs = []
    ours(), least()  # The first of each writes and reads what later ones find in the caches.
    for _ in range(runs):
        pairs.append((ours(), least()))
    mine, other = zip(*pairs, strict=True)
    return {
        "ratio": round(statistics.median(mine) / statistics.median(other), 3),
        "ratio_of_minima": round(min(mine) / min(other), 3),
        "ms": round(statistics.median(mine) * 1000, 1),
        "least_ms": round(statistics.median(other) * 1000, 1),
    }


def first_frame(command: Sequence[str], until: str, env: Mapping[str, str], folder: Path) -> float:
    """Return the seconds from the execution of the program to the output that completes what is awaited."""
    # A session that was killed, as here, is offered again at the next start.
    shutil.rmtree(folder / "state", ignore_errors=True)
    with Terminal(command, size=(120, 40), env=env, cwd=folder) as terminal:
        terminal.wait_for(until, timeout=30)
        return terminal.read_at - terminal.started


def lifetime(command: Sequence[str], env: Mapping[str, str], folder: Path) -> float:
    """Return the seconds a command takes from start to end."""
    start = time.perf_counter()
    subprocess.run(command, env=env, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
