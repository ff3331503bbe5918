"""What the benchmarks share: a program that asks no first questions, in a folder that is thrown away.

It is measured as it is when installed: compiled, also where PYTHONDONTWRITEBYTECODE keeps a developer's checkout
from being so.
"""

from __future__ import annotations

import compileall
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
