"""What the benchmarks share: a program that asks no first questions, in a folder that is thrown away.

It is measured as it is when installed: compiled, also where PYTHONDONTWRITEBYTECODE keeps a developer's checkout
from being so.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
HELLO = [sys.executable, str(ROOT / "benchmarks" / "hello.py")]
RUNSTRENGTH = [sys.executable, "-m", "runstrength"]
CONFIG = 'level = "beginner"\nhealth_note_read = true\ncheckin = false\nsound = "off"\n'


@contextmanager
def home() -> Iterator[tuple[Path, dict[str, str]]]:
    """Make a RUNSTRENGTH_HOME with answers to the first questions; the folder, and an environment that uses it."""
    compileall.compile_dir(ROOT / "runstrength", quiet=1)
    with tempfile.TemporaryDirectory(prefix="runstrength-") as name:
        folder = Path(name)
        (folder / "config").mkdir()
        (folder / "config" / "config.toml").write_text(CONFIG, encoding="utf-8")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("RUNSTRENGTH_", "TEXTUAL"))}
        # From elsewhere `-m` finds the installed package, or this checkout when nothing is installed.
        path = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(ROOT)]))
        yield folder, clean | {"RUNSTRENGTH_HOME": name, "PYTHONPATH": path}


class Lifetime(NamedTuple):
    """What a program needed from its start to its end."""

    seconds: float
    cpu: float
    """Seconds of processor time."""
    mib: float
    """The most memory that it had at once, in MiB."""


def lifetime(command: Sequence[str], env: Mapping[str, str]) -> Lifetime:
    """Run a command, and return what it needed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    seconds = time.perf_counter() - start
    return Lifetime(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20)
