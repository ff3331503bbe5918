"""How fast three hundred sessions of another app come in, as ratios to what cannot be faster.

    python benchmarks/migration.py      for a table of Strong and one of Hevy: preview, import, undo

`preview` is measured against a Python that reads the rows of the table and does nothing else, `import` against one that
reads them and writes the same files as safely, `undo` against one that deletes them. Names are mapped by `--map`, as a
person would do it. Wall time from the execution of a program to its end, each pair in turn in one run; `cpu` are its
seconds of processor time, `mib` is the most memory that it had at once.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.common import RUNSTRENGTH, Lifetime, home, lifetime
from tests.support.strength_files import UNKNOWN, hevy_user, strong_user

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

READ: Final = "import csv, sys; rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8')))"
WRITE: Final = f"""
{READ}
import os
from pathlib import Path
from runstrength import atomic
for file in Path(sys.argv[2]).rglob("*.json"):
    path = Path(sys.argv[3], *file.parts[-2:])
    atomic.private_folder(path.parent)
    atomic.write(path, file.read_bytes())
"""
DELETE: Final = """
import sys
from pathlib import Path
for file in Path(sys.argv[1]).rglob("*.json"):
    file.unlink()
"""
START: Final = datetime(2024, 1, 2, 18, 30)


def main() -> None:
    """Measure, and print one JSON document."""
    parser = argparse.ArgumentParser(description="How fast sessions of another app come in, as ratios.")
    parser.add_argument("--sessions", type=int, default=300, help="how many (300)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (5)")
    options = parser.parse_args()
    report = {}
    with home() as (folder, env):
        for app, user in (("strong", strong_user), ("hevy", hevy_user)):
            file = folder / f"{app}.csv"
            file.write_text(user(options.sessions, START), encoding="utf-8")
            for name, pair in migration(file, folder, env, options.runs).items():
                report[f"{app}: {name}"] = pair
    print(json.dumps({"sessions": options.sessions, **report}, indent=1))


def migration(file: Path, folder: Path, env: Mapping[str, str], runs: int) -> dict[str, dict[str, float]]:
    """Preview a table, import it, and undo that, so many times; return what each needed against the least."""
    history, copy = folder / "data" / "history", folder / "copy"
    ours = [*RUNSTRENGTH, "history", "import"]
    mapped = [word for name in UNKNOWN for word in ("--map", f"{name}=side_lunge")]
    take = [*ours, *mapped, "--weights", "kg", str(file)]
    python = [sys.executable, "-c"]
    steps: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        "preview": ([*take, "--preview"], [*python, READ, str(file)]),
        "import": (take, [*python, WRITE, str(file), str(history), str(copy)]),
        "undo": ([*ours, "--undo"], [*python, DELETE, str(copy)]),
    }
    found: dict[str, list[tuple[Lifetime, Lifetime]]] = {name: [] for name in steps}
    for _ in range(runs + 1):
        for name, (command, least) in steps.items():
            found[name].append((lifetime(command, env), lifetime(least, env)))
    return {name: compare(pairs[1:]) for name, pairs in found.items()}  # the first brings files into the caches


def compare(pairs: Sequence[tuple[Lifetime, Lifetime]]) -> dict[str, float]:
    """Return the ratio of the medians and of the minima, medians in milliseconds, and the most memory."""

    def of(middle: Callable[[Sequence[float]], float], place: int) -> float:
        return middle([pair[place].seconds for pair in pairs])

    return {
        "ratio": round(of(median, 0) / of(median, 1), 2),
        "ratio_of_minima": round(of(min, 0) / of(min, 1), 2),
        "ms": round(of(median, 0) * 1000),
        "least_ms": round(of(median, 1) * 1000),
        "cpu_ms": round(median([mine.cpu for mine, _ in pairs]) * 1000),
        "mib": round(max(mine.mib for mine, _ in pairs)),
    }


if __name__ == "__main__":
    main()
