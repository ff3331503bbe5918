"""Try an installed runstrength as somebody does who has just installed it: doctor, plan, and a session to its end.

python tools/try_installed.py build/empty/bin/runstrength
"""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import Final

LONGEST: Final = 120.0
"""Seconds for one command; the session takes about ten."""
SESSION: Final = ("--hands-free", "--speed", "60", "--save", "--sound", "off")
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
    """Try the program that is named."""
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config").mkdir()
        (home / "config" / "config.toml").write_text(CONFIG, encoding="utf-8")
        (home / "short.toml").write_text(ROUTINE, encoding="utf-8")
        environment = {**os.environ, "RUNSTRENGTH_HOME": folder, "PYTHONSAFEPATH": "1"}
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
        _run_in_a_terminal([program, "session", "short.toml", *SESSION], home, environment)
        (saved,) = (home / "data" / "history").rglob("*.json")
        session = json.loads(saved.read_bytes())
        if not session["completed"]:
            sys.exit(f"The session is not complete: {session}")
        print(f"session: {len(session['sets'])} sets, saved")


def _run_in_a_terminal(command: list[str], home: Path, environment: dict[str, str]) -> None:
    """Run a session that needs no key, until its summary is left after it was saved."""
    environment = {**environment, "TERM": "xterm-256color"}
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    with subprocess.Popen(
        command,
        cwd=home,
        env={**environment, "TERM": "xterm-256color"},
        stdin=theirs,
        stdout=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        end = time.monotonic() + LONGEST
        while process.poll() is None:
            if time.monotonic() > end:
                process.kill()
                sys.exit("The session did not end.")
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    os.read(ours, 65536)
                except OSError:  # the program has closed its end
                    continue
            elif any((home / "data" / "history").rglob("*.json")):
                os.write(ours, b"q")
    if process.returncode:
        sys.exit(f"The session ended with {process.returncode}.")


if __name__ == "__main__":
    main()
