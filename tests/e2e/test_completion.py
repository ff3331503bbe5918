"""What a shell offers, with names that it would obey."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASH = shutil.which("bash") or ""
pytestmark = [pytest.mark.e2e, pytest.mark.skipif(not BASH, reason="there is no bash here")]

NAMES = [
    "own",
    "a $(touch obeyed)",
    "b`touch obeyed`",
    "c; touch obeyed",
    "two words",
    "it's",
    'say "hi"',
    "d&e",
    "back\\slash",
    "*",
]
ROUTINE = 'title = "Own"\n[[blocks]]\nname = "A"\nsets = 1\n[[blocks.slots]]\nexercise = "squat"\nreps = 5\n'
ASK = """
. ./script
COMP_WORDS=(runstrength session "$1") COMP_CWORD=2
_runstrength_completion ./runstrength
printf '%s\\n' "${COMPREPLY[@]}"
"""


def test_names_are_quoted(home: Path, tmp_path: Path) -> None:
    """Every name that bash offers is that one name when it is read again, and nothing in it is carried out."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.toml").write_text(ROUTINE, encoding="utf-8")
    place = tmp_path / "place"
    place.mkdir()
    command = [sys.executable, "-m", "runstrength"]
    script = subprocess.run([*command, "completion", "bash"], capture_output=True, text=True, check=True).stdout
    (place / "script").write_text(script, encoding="utf-8")
    (place / "runstrength").write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
    (place / "runstrength").chmod(0o755)

    def offered(typed: str) -> list[str]:
        shell = [BASH, "--norc", "-c", ASK, "bash", typed]
        done = subprocess.run(shell, capture_output=True, text=True, check=True, cwd=place, env=dict(os.environ))
        assert done.stderr == ""
        return done.stdout.splitlines()

    words = offered("")
    read = subprocess.run(
        [BASH, "--norc", "-c", "printf '%s\\n' " + " ".join(words)],
        capture_output=True,
        text=True,
        cwd=place,
        check=True,
    ).stdout.splitlines()
    assert len(read) == len(words)
    assert set(NAMES) <= set(read)
    assert sorted(path.name for path in place.iterdir()) == ["runstrength", "script"]
    assert offered("ow") == ["own"]
