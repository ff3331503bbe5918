"""Try an installed runstrength as somebody does who has just installed it: doctor, plan, and a session to its end.

python tools/try_installed.py build/empty/bin/runstrength

Without the path of a program, it is the one that a shell finds.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

LONGEST: Final = 120.0
"""Seconds for one command; the session takes about ten."""
SESSION: Final = ("--plain", "--hands-free", "--speed", "60", "--save", "--sound", "off")
CONFIG: Final = 'level = "beginner"\nhealth_note_read = true\ncheckin = false\n'
ROUTINE: Final = """\
title = "Short"
[[blocks]]
name = "A"
sets = 2
[[blocks.slots]]
exercise = "side_plank"
hold = 20
[[blocks.slots]]
exercise = "squat"
reps = 8
"""


def main() -> None:
    """Try the program that is named, or the one on the path."""
    program = str(Path(sys.argv[1]).resolve()) if sys.argv[1:] else shutil.which("runstrength") or "runstrength"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config").mkdir()
        (home / "config" / "config.toml").write_text(CONFIG, encoding="utf-8")
        (home / "short.toml").write_text(ROUTINE, encoding="utf-8")
        environment = {**os.environ, "RUNSTRENGTH_HOME": folder, "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
        environment.pop("PYTHONPATH", None)

        def output(*arguments: str) -> str:
            command = [program, *arguments]
            return subprocess.run(
                command,
                cwd=home,
                env=environment,
                check=True,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                timeout=LONGEST,
            ).stdout

        print(output("--version").strip())
        doctor = json.loads(output("doctor", "--json"))
        print(f"doctor: {doctor['version']}")
        plan = json.loads(output("plan", "--json"))
        print(f"plan: {plan['routine']}, {plan['seconds']:.0f} s")
        print(output("session", "short.toml", *SESSION).splitlines()[-1])
        (saved,) = (home / "data" / "history").rglob("*.json")
        session = json.loads(saved.read_bytes())
        if not session["completed"]:
            sys.exit(f"The session is not complete: {session}")
        print(f"session: {len(session['sets'])} sets, saved")


if __name__ == "__main__":
    main()
