"""The network is never asked for anything: not by the app, not by its sound, not by a command."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

GUARD = """
import os, socket, sys

LOCAL = (socket.AF_UNIX,) if hasattr(socket, "AF_UNIX") else ()
NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request")

def guard(event, args):
    family = None
    if event == "socket.__new__":
        family = args[1]
    elif event in ("socket.connect", "socket.bind", "socket.sendto"):
        family = args[0].family
    if event in NAMES or (family is not None and family not in LOCAL):
        with open(os.environ["GUARD_LOG"], "a") as log:
            log.write(f"{sys.argv}: {event} {args}\\n")
        raise PermissionError(f"no network: {event}")

sys.addaudithook(guard)
open(os.environ["GUARD_LOG"] + ".on", "a").write("x")
"""
"""What every Python that is started here begins with; asyncio may talk to itself, and to the desktop's own sockets."""


@pytest.fixture
def guarded(tmp_path: Path, home: Path) -> Mapping[str, str]:
    """Return an environment in which whoever asks for the network is written down, and gets none."""
    folder = tmp_path / "guard"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(GUARD)
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\n')
    return {"PYTHONPATH": os.pathsep.join([str(folder), str(Path.cwd())]), "GUARD_LOG": str(folder / "log")}


def asked(guarded: Mapping[str, str]) -> str:
    """Return who asked for the network; the guard has to have been there."""
    log = Path(guarded["GUARD_LOG"])
    assert Path(f"{log}.on").exists()
    return log.read_text() if log.exists() else ""


def test_the_guard_sees(guarded: Mapping[str, str]) -> None:
    """A program that looks up a name, or opens a socket to anywhere, is caught."""
    for attempt in ("socket.getaddrinfo('localhost', 80)", "socket.socket()", "urllib.request.urlopen('http://x')"):
        Path(guarded["GUARD_LOG"]).unlink(missing_ok=True)
        command = [sys.executable, "-c", f"import socket, urllib.request; {attempt}"]
        assert subprocess.run(command, env={**os.environ, **guarded}, capture_output=True, check=False).returncode == 1
        assert asked(guarded)


def test_a_whole_session(program: list[str], guarded: Mapping[str, str], tmp_path: Path) -> None:
    """From home through the sound check and a session with all its sound to its summary, and to the history."""
    with Terminal(program, env=guarded) as terminal:
        terminal.wait_for("Start the session")
        terminal.press("c")
        terminal.wait_for("halfway")
        terminal.press("space")
        terminal.read_for(1.0)
        terminal.press("escape")
        terminal.wait_for("Start the session")
        terminal.press("s")
        terminal.wait_for("GET READY")
        terminal.read_for(1.5)
        terminal.press("space")
        terminal.wait_for("WORK")
        terminal.read_for(1.5)
        terminal.press("space")
        terminal.read_for(1.0)
        terminal.press("escape")
        terminal.wait_for("END THE SESSION")
        terminal.press("f")
        terminal.wait_for("EFFORT")
        terminal.press("7", "space")
        terminal.wait_for("Start the session")
        terminal.press("h")
        terminal.wait_for("1 session")
        terminal.press("enter")
        terminal.wait_for("effort 7 of 10")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 0
    assert asked(guarded) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead")
def test_commands_from_outside(program: list[str], guarded: Mapping[str, str]) -> None:
    """A session that listens, what commands it and the command for events talk to nobody outside of the machine."""
    guard = Path(guarded["GUARD_LOG"])
    script = f"import sys; open({str(guard.parent / 'heard')!r}, 'a').write(sys.stdin.read())"
    hook = f"--on-event={shlex.join([sys.executable, '-c', script])}"
    with Terminal([*program, "session", "--sound", "off", hook], env=guarded) as terminal:
        terminal.wait_for("GET READY")
        environment = {**os.environ, **guarded}

        def told(*words: str) -> bool:
            command = [*program, "tell", *words]
            return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0

        terminal.wait_until(lambda: told("done"))
        terminal.wait_until(lambda: told("status", "--json"))
        terminal.wait_for("WORK")
        terminal.wait_until(lambda: '"event":"set"' in (guard.parent / "heard").read_text())
        terminal.press("ctrl+c", "ctrl+c")
        terminal.wait_exit()
    assert asked(guarded) == ""


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "plan",
        "routines list",
        "exercises",
        "history list",
        "history check",
        "history export --format json",
        "sounds --json",
        "doctor",
        "completion bash",
    ],
)
def test_no_command_asks_either_the_doctor_least_of_all(
    program: list[str], guarded: Mapping[str, str], command: str
) -> None:
    """No command asks either, the doctor least of all."""
    result = subprocess.run(
        [*program, *command.split()], env={**os.environ, **guarded}, capture_output=True, timeout=60, check=False
    )
    nothing_to_export = command.startswith("history export")
    assert result.returncode == (1 if nothing_to_export else 0), result.stderr
    assert asked(guarded) == ""
