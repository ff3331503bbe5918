"""A session in a terminal and other processes: they command it, get its events, and nothing is left behind."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead")]

ROUTINE = """\
title = "Told"
[[blocks]]
name = "A"
sets = 1
ready = 60
[[blocks.slots]]
exercise = "squat"
reps = 3
[[blocks.slots]]
exercise = "side_plank"
hold = 60
"""
"""0 ready, 1 squat, 2 ready, 3 plank left, 4 switch, 5 plank right."""


@pytest.fixture
def routine(home: Path, tmp_path: Path) -> str:
    """Return a routine in which nothing ends by itself for a while, for somebody who answered the first questions."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\n', encoding="utf-8")
    path = tmp_path / "told.toml"
    path.write_text(ROUTINE, encoding="utf-8")
    return str(path)


class Ear:
    """A command for events that hands them to the test."""

    def __init__(self, folder: Path) -> None:
        path = folder / "ear"
        os.mkfifo(path)
        script = f"cat > {shlex.quote(str(path))}"
        self.option = f"--on-event=sh -c {shlex.quote(script)}"
        self.busy = f"--on-event=sh -c {shlex.quote(f'{script}; sleep 30')}"
        """The same, by a command that takes its time."""
        self._reader = os.fdopen(os.open(path, os.O_RDWR), "rb")

    def hear(self, name: str) -> dict[str, Any]:
        """Wait for an event of this name, past others."""
        while (event := json.loads(self._reader.readline()))["event"] != name:
            pass
        return dict(event)

    def close(self) -> None:
        """Close."""
        self._reader.close()


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    """Return a command for events."""
    ear = Ear(tmp_path)
    yield ear
    ear.close()


def tell(program: list[str], *words: str) -> tuple[int, str, str]:
    """Run `tell`, and return its exit status and what it printed."""
    result = subprocess.run([*program, "tell", *words], capture_output=True, text=True, timeout=60, check=False)
    return result.returncode, result.stdout.strip(), result.stderr.strip()


def sockets(home: Path) -> list[str]:
    """Return the names of the sockets."""
    folder = home / "state" / "remote"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_session_without_a_key(program: list[str], home: Path, routine: str, ear: Ear) -> None:
    """A whole session is done by commands from another process; each arrives as an event, and it is saved."""
    with Terminal([*program, "session", routine, "--sound", "off", ear.option]) as terminal:
        begin = ear.hear("begin")
        assert (begin["phase"], begin["title"], begin["exercise"]) == ("ready", "Told", "squat")
        status, line, _ = tell(program, "status")
        assert (status, line.startswith("Get ready ")) == (0, True)
        assert tell(program, "done") == (0, "Squat · 3 reps", "")
        assert ear.hear("set")["exercise"] == "squat"
        terminal.wait_for("WORK")
        assert tell(program, "resume") == (1, "", "The session isn't paused.")
        status, text, _ = tell(program, "pause", "--json")
        assert (status, json.loads(text)["paused"]) == (0, True)
        terminal.wait_for("PAUSED")
        for event in ("resumed", "ready", "set", "switch", "set"):
            terminal.read_for(0.8)  # the same command is ignored for a moment
            assert tell(program, "done")[0] == 0
            ear.hear(event)
        terminal.read_for(0.8)
        assert tell(program, "done") == (0, "Session over", "")
        assert ear.hear("end")["how"] == "complete"
        terminal.wait_for("EFFORT")
        assert sockets(home) == []
        assert tell(program, "status")[0] == 1
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert len([*(home / "data" / "history").rglob("*.json")]) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_removes_the_socket(
    program: list[str], home: Path, routine: str, ear: Ear, number: signal.Signals
) -> None:
    """A signal removes the socket, and the command still gets the end of the session, though it is busy."""
    option = ear.busy if number == signal.SIGTERM else ear.option
    with Terminal([*program, "session", routine, "--sound", "off", option]) as terminal:
        ear.hear("begin")
        terminal.kill(number)
        assert terminal.wait_exit() == 128 + number
    assert ear.hear("end")["how"] == "interrupted"
    assert sockets(home) == []


def test_after_kill_9_the_socket_is_stale_nobody_is_there_to_be_told(
    program: list[str], home: Path, routine: str, ear: Ear
) -> None:
    """After kill -9 the socket is stale: nobody is there to be told; the next session takes its place."""
    with Terminal([*program, "session", routine, "--sound", "off", ear.option]) as terminal:
        ear.hear("begin")
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    (stale,) = sockets(home)
    assert tell(program, "done")[0] == 1
    with Terminal([*program, "session", routine, "--sound", "off", "--resume", ear.option]) as terminal:
        ear.hear("begin")
        assert stale not in sockets(home)
        assert tell(program, "done") == (0, "Squat · 3 reps", "")
        terminal.press("ctrl+c", "ctrl+c")
        ear.hear("end")


def test_two_at_once(program: list[str], home: Path, routine: str, ear: Ear) -> None:
    """Of two sessions the later one gets the commands, and after it the earlier one again."""
    arguments = [*program, "session", routine, "--sound", "off", "--no-save", ear.option]
    with Terminal(arguments) as first:
        ear.hear("begin")
        with Terminal(arguments) as second:
            ear.hear("begin")
            assert tell(program, "done")[0] == 0
            second.wait_for("WORK")
            first.wait_for("GET READY")
            second.press("ctrl+c", "ctrl+c")
            ear.hear("end")
        assert tell(program, "skip")[0] == 0
        first.wait_for("Side plank")


def test_a_stopped_session_doesnt_answer(program: list[str], routine: str, ear: Ear) -> None:
    """A stopped session doesn't answer, and doesn't carry out later what was asked meanwhile."""
    with Terminal([*program, "session", routine, "--sound", "off", "--no-save", ear.option]) as terminal:
        ear.hear("begin")
        os.kill(terminal.pid, signal.SIGSTOP)
        status, _, error = tell(program, "done")
        assert (status, error.startswith("The session doesn't answer")) == (1, True)
        os.kill(terminal.pid, signal.SIGCONT)
        assert ear.hear("paused")["phase"] == "ready"
        status, line, _ = tell(program, "status")
        assert (status, line.startswith("Paused · Get ready")) == (0, True)


def test_line_by_line(program: list[str], home: Path, routine: str, ear: Ear) -> None:
    """A session line by line takes commands and has events like one on the screen, and leaves nothing behind."""
    with Terminal([*program, "session", routine, "--plain", "--sound", "off", ear.option]) as terminal:
        assert ear.hear("begin")["phase"] == "ready"
        assert tell(program, "done") == (0, "Squat · 3 reps", "")
        assert ear.hear("set")["exercise"] == "squat"
        terminal.wait_for("Go: squat")
        assert tell(program, "resume") == (1, "", "The session isn't paused.")
        assert tell(program, "pause")[0] == 0
        assert ear.hear("paused")["paused"] is True
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 143
    assert ear.hear("end")["how"] == "interrupted"
    assert sockets(home) == []
