"""How soon the history screen shows its first rows, with ten thousand sessions, and whether it stays quick meanwhile.

    python benchmarks/history_screen.py [--sessions N] [--runs N]

One process a run, without a terminal: from opening the screen to its first rows, and to all of them; the
longest time for which no key would have been heard; the most memory at once. The medians, and the worst of the first
rows, which are to be there within 150 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.common import home
from benchmarks.history import fill
from runstrength.catalogue.library import load_library
from runstrength.coach.prescription import Choices
from runstrength.locations import assets_dir
from runstrength.profile import Profile
from runstrength.settings import Settings
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.launch_options import LaunchOptions
from runstrength.ui.messages import OpenHistory
from runstrength.ui.widgets.virtual_list import VirtualList

SIZE = (80, 24)
POLL = 0.001
"""Seconds between two looks: a loop that never sleeps would take the interpreter from the thread that reads."""


def main() -> None:
    """Measure, and print one JSON document."""
    parser = argparse.ArgumentParser(description="How soon the history screen shows its first rows.")
    parser.add_argument("--sessions", type=int, default=10_000, help="how many (10,000)")
    parser.add_argument("--runs", type=int, default=5, help="runs (5)")
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        print(json.dumps(asyncio.run(once(options.once, options.sessions))))
        return
    with home() as (folder, env):
        fill(folder / "data" / "history", options.sessions)
        command = [sys.executable, __file__, "--once", str(folder), "--sessions", str(options.sessions)]
        runs = [json.loads(subprocess.check_output(command, env=env)) for _ in range(options.runs + 1)][1:]
    report = {name: round(median(run[name] for run in runs)) for name in runs[0]}
    worst = max(run["first_rows_ms"] for run in runs)
    print(json.dumps({"sessions": options.sessions, **report, "worst_first_rows_ms": round(worst)}, indent=1))


async def once(folder: Path, sessions: int) -> dict[str, float]:
    """Open the history from home, and return how long what took."""
    profile = Profile(
        config_file=folder / "config" / "config.toml", history=folder / "data" / "history", state=folder / "state"
    )
    library = load_library(assets_dir(), folder / "config")
    app = RunstrengthApp(LaunchOptions(library=library, settings=Settings(), choices=Choices()), profile)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        began = before = time.perf_counter()
        app.post_message(OpenHistory())
        first = longest = 0.0
        while True:
            await asyncio.sleep(POLL)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now
            lists = app.screen.query(VirtualList) if app.screen.name == "history" else ()
            count = next((one.count for one in lists), 0)
            first = first or (now - began if count else 0.0)
            if count == sessions:
                break
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "first_rows_ms": first * 1000,
        "all_rows_ms": (now - began) * 1000,
        "longest_block_ms": longest * 1000,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20,
    }


if __name__ == "__main__":
    os.environ.setdefault("TERM", "xterm-256color")
    main()
