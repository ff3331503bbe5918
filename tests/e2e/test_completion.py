"""What a shell offers, with names that it would obey."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from runstrength.cli.completion import INSTALL
from tests.conftest import ROOT

BASH = shutil.which("bash") or ""
pytestmark = pytest.mark.e2e

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


FILES = {
    "bash": ".local/share/bash-completion/completions/runstrength",
    "zsh": ".zfunc/_runstrength",
    "fish": ".config/fish/completions/runstrength.fish",
}
"""Where each shell looks for the script, in the home folder."""


def put_on_path(folder: Path) -> list[str]:
    """Write a `runstrength` that a shell can start into a folder, and return the command it stands for."""
    command = [sys.executable, "-m", "runstrength"]
    folder.mkdir()
    (folder / "runstrength").write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
    (folder / "runstrength").chmod(0o755)
    return command


@pytest.mark.parametrize("shell", FILES)
def test_one_line_installs_it(shell: str, tmp_path: Path) -> None:
    """The line that the script names puts it, whole, where the shell looks for it, in an empty home folder."""
    installed = shutil.which(shell)
    if not installed:
        pytest.skip(f"there is no {shell} here")
    command = put_on_path(tmp_path / "bin")
    script = subprocess.run([*command, "completion", shell], capture_output=True, text=True, check=True).stdout
    line = next(line for line in script.splitlines() if line.startswith("#   ")).removeprefix("#   ")
    user = tmp_path / "user"
    user.mkdir()
    environment = {**os.environ, "HOME": str(user), "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}

    def run(typed: str) -> str:
        done = subprocess.run([installed, "-c", typed], capture_output=True, text=True, check=True, env=environment)
        return done.stdout

    run(line)

    assert (user / FILES[shell]).read_text(encoding="utf-8") == script
    if shell == "fish":
        assert run("complete -C 'runstrength histor'") == "history\tShow, edit, import and export past sessions.\n"
    if shell == "zsh":
        assert run(f". {user}/.zshrc; print $_comps[runstrength]") == "_runstrength\n"


@pytest.mark.skipif(not BASH, reason="there is no bash here")
def test_names_are_quoted(home: Path, tmp_path: Path) -> None:
    """Every name that bash offers is that one name when it is read again, and nothing in it is carried out."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.toml").write_text(ROUTINE, encoding="utf-8")
    place = tmp_path / "place"
    command = put_on_path(place)
    script = subprocess.run([*command, "completion", "bash"], capture_output=True, text=True, check=True).stdout
    (place / "script").write_text(script, encoding="utf-8")

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


def test_the_lines_are_documented() -> None:
    """`docs/commands.md` has the line of each shell as the script has it."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [shell for shell, line in INSTALL.items() if f"\n    {line}\n" not in page] == []
