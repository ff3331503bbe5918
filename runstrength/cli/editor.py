"""Finds the person's editor and runs it on a file."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

VARIABLES: Final = ("VISUAL", "EDITOR")
"""The environment variables with the editor's command, in order of precedence."""
FALLBACKS: Final = ("sensible-editor", "editor", "nano", "micro", "vim", "vi", "notepad")
"""The editors to look for if no variable is set."""
_INTERRUPTS: Final = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]


def find_editor() -> list[str]:
    """Return the command of the person's editor.

    Raises:
        InputError: the editor of a variable is not installed, or no variable is set and no editor was found.
    """
    from runstrength.text import invalid
    from runstrength.toml_input import InputError, Problem

    for name in VARIABLES:
        value = os.environ.get(name, "").strip()
        if not value:
            continue
        try:
            command = shlex.split(value, posix=os.name != "nt")
        except ValueError:
            from runstrength.inputs import CLOSED_QUOTES

            raise InputError([Problem(name, "", invalid(value, CLOSED_QUOTES))]) from None
        if shutil.which(command[0]) is None:
            raise InputError([Problem(name, "", invalid(value, "an installed program"))])
        return command
    for fallback in FALLBACKS:
        if program := shutil.which(fallback):
            return [program]
    raise InputError([Problem("VISUAL", "", "no editor found: set VISUAL or EDITOR to the command of yours")])


def edit(command: list[str], path: Path) -> int:
    """Open a file in an editor, wait until it exits, and return its exit status.

    Raises:
        OSError: it could not be started.
    """
    with subprocess.Popen([*command, str(path)]) as process:
        # ctrl+c belongs to the editor while it runs: ending it here would lose unsaved text.
        ours = {name: signal.signal(name, signal.SIG_IGN) for name in _INTERRUPTS}
        try:
            return process.wait()
        finally:
            for name, handler in ours.items():
                signal.signal(name, handler)
