"""How a long history is read: ten thousand sessions, as ratios to what cannot be faster.

    python benchmarks/history.py              the commands of a history against reading and decoding its files alone
    python benchmarks/history.py --check      the same with the reading alone in the place of runstrength: ratios near 1

`list`, `show last` and `export` are measured against a Python that reads every file and decodes it, whole, and does
nothing else; `import` of a document whose sessions are there already against its `export`, both of the newest 8,000,
because an import takes 100 MB at most; `show ID` against `show ID` in a history of one session, for it has one file to
read in both; `due`, which a prompt runs, against `--version`. Wall time from the execution of a program to its end,
each pair in turn in one run; the minima say most on a busy machine. `mib` is the most memory that the program had at
once. The sessions are the runner's supersets as an intermediate does them: 43 sets, 17 KB each.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

import msgspec

from benchmarks.common import RUNSTRENGTH, home, lifetime
from runstrength.catalogue.library import load_library
from runstrength.coach.prescription import Choices, prescribe
from runstrength.history.store import Store
from runstrength.locations import assets_dir
from runstrength.session.record import Record, SetDone, SetTarget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

READ = """
import os, sys
import msgspec
from runstrength.session.record import Record
decode = msgspec.json.Decoder(Record).decode
for year in os.scandir(sys.argv[1]):
    for entry in os.scandir(year.path):
        with open(entry.path, "rb") as file:
            decode(file.read())
"""
FIRST = datetime(1997, 1, 1, 7, 0, tzinfo=timezone(timedelta(hours=1)))
EVERY = timedelta(hours=26)
IMPORTED = 8_000
"""Sessions of the import."""


def main() -> None:
    """Measure, and print one JSON document."""
    parser = argparse.ArgumentParser(description="How a long history is read, as ratios.")
    parser.add_argument("--sessions", type=int, default=10_000, help="how many (10,000)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (5)")
    parser.add_argument("--check", action="store_true", help="measure the reading alone against itself")
    options = parser.parse_args()

    with home() as (folder, env):
        big, small = folder / "data" / "history", folder / "one" / "data" / "history"
        fill(big, options.sessions)
        fill(small, 1)
        one = env | {"RUNSTRENGTH_HOME": str(folder / "one")}
        read = [sys.executable, "-c", READ, str(big)]
        document = folder / "history.json"
        export = [*RUNSTRENGTH, "history", "export"]
        since = FIRST + max(0, options.sessions - IMPORTED) * EVERY
        newest = [*export, "--since", f"{since:%Y-%m-%d}"]
        lifetime([*newest, "-o", str(document)], env)
        show = [*RUNSTRENGTH, "history", "show", name_of(0)]
        pairs: dict[str, tuple[Sequence[str], Sequence[str], Mapping[str, str]]] = {
            "history list --json": ([*RUNSTRENGTH, "history", "list", "--json"], read, env),
            "history show last": ([*RUNSTRENGTH, "history", "show", "last"], read, env),
            "history show ID": (show, show, one),
            "history export": (export, read, env),
            "due": ([*RUNSTRENGTH, "due"], [*RUNSTRENGTH, "--version"], env),
            "history import": ([*RUNSTRENGTH, "history", "import", str(document)], newest, env),
        }
        if options.check:
            pairs = {"reading alone": (read, read, env)}
        report = {name: compare(ours, env, least, other, options.runs) for name, (ours, least, other) in pairs.items()}
    print(json.dumps({"sessions": options.sessions, **report}, indent=1))


def name_of(number: int) -> str:
    """Return the id of one of the sessions."""
    return hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()[:8]


def fill(folder: Path, sessions: int) -> None:
    """Make a history of so many sessions, its files as the store writes them, without waiting for the disk."""
    library = load_library(assets_dir(), Path())
    plan = prescribe(library.routine("runner"), library, Choices(level="intermediate"))
    sets = tuple(
        SetDone(
            step=step.index,
            exercise=step.exercise,
            block=step.block,
            set=step.set,
            side=step.side,
            target=SetTarget(step.target.kind, step.target.value),
            done=step.expected,
            seconds=step.seconds,
            at=step.starts_at,
        )
        for step in plan.steps
        if step.phase == "work"
    )
    for number in range(sessions):
        started = FIRST + number * EVERY
        record = Record(
            id=name_of(number),
            kind="session",
            routine=plan.routine,
            title=plan.title,
            level=plan.level,
            started=started,
            ended=started + timedelta(seconds=plan.seconds),
            completed=True,
            effort=6,
            planned_seconds=plan.seconds,
            planned_sets=plan.sets,
            active_seconds=plan.seconds,
            sets=sets,
        )
        path = Store(folder).path_of(record)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n")


def compare(
    ours: Sequence[str], env: Mapping[str, str], least: Sequence[str], other: Mapping[str, str], runs: int
) -> dict[str, float]:
    """Measure both in turn; medians in milliseconds, the ratios of medians and of minima, and the most memory."""
    lifetime(ours, env), lifetime(least, other)  # The first of each brings the files into the caches.
    pairs = [(lifetime(ours, env), lifetime(least, other)) for _ in range(runs)]
    mine = [ours.seconds for ours, _ in pairs]
    theirs = [least.seconds for _, least in pairs]
    return {
        "ratio": round(median(mine) / median(theirs), 2),
        "ratio_of_minima": round(min(mine) / min(theirs), 2),
        "ms": round(median(mine) * 1000),
        "least_ms": round(median(theirs) * 1000),
        "mib": round(max(ours.mib for ours, _ in pairs)),
    }


if __name__ == "__main__":
    main()
