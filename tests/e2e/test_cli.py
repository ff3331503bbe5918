"""The program as a process, without a terminal: statuses, streams, and no traceback whatever happens to them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e


def run(program: list[str], *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end, with no terminal anywhere."""
    return subprocess.run(
        [*program, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, **env},
    )


@pytest.mark.parametrize("command", ["", "session", "warmup"])
def test_without_a_terminal(program: list[str], command: str) -> None:
    """Without a terminal the program says so in one line, points to `plan`, and ends with 2."""
    result = run(program, *command.split())
    assert result.returncode == 2
    assert not result.stdout
    assert "runstrength plan" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("--version", 0),
        ("-h", 0),
        ("plan", 0),
        ("history list", 0),
        ("doctor", 0),
        ("history show last", 1),
        ("plan nothing-like-it", 2),
        ("plan --nonsense", 2),
        ("nonsense", 2),
    ],
)
def test_the_status_is_0_for_done(program: list[str], arguments: str, status: int) -> None:
    """The status is 0 for done, 1 for not found, 2 for bad usage and input, and never a traceback."""
    result = run(program, *arguments.split())
    assert result.returncode == status
    assert (result.stdout if status == 0 else result.stderr).strip()
    assert "Traceback" not in result.stderr


def test_json_is_alone_on_standard_output(program: list[str], home: Path) -> None:
    """With warnings about the settings, standard output still is one JSON document."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("wind = 3\n")
    result = run(program, "plan", "--json")
    assert json.loads(result.stdout)["routine"] == "runner"
    assert "wind" in result.stderr


@pytest.mark.parametrize("command", ["plan", "plan --json"])
def test_a_reader_that_leaves(program: list[str], command: str) -> None:
    """A reader that closes the pipe early, as `head -1` does, sees no complaint."""
    process = subprocess.Popen(
        [*program, *command.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process, process.stderr:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_reader_that_never_came(program: list[str]) -> None:
    """A pipe that is closed before the first line is no reason to complain."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = subprocess.run(
            [*program, "plan"], stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False, text=True
        )
    finally:
        os.close(writing)
    assert result.stderr == ""


def test_no_standard_output(program: list[str]) -> None:
    """With standard output closed the program ends quietly."""
    command = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *program]
    for arguments in (["plan"], ["session"]):
        result = subprocess.run([*command, *arguments], stderr=subprocess.PIPE, timeout=60, check=False, text=True)
        assert "Traceback" not in result.stderr
        assert "Exception" not in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")  # noqa: PTH110
def test_a_full_disk(program: list[str]) -> None:
    """What cannot be written is told in one line, with status 1."""
    with open("/dev/full", "w") as full:  # noqa: PTH123
        result = subprocess.run(
            [*program, "plan"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, text=True
        )
    assert result.returncode == 1
    assert result.stderr == "no space left on device\n"


def test_a_terminal_without_our_letters(program: list[str]) -> None:
    """An old encoding costs a few signs, not the plan."""
    result = subprocess.run(
        [*program, "plan"],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "iso8859-5"},
    )
    assert result.returncode == 0
    assert b"Runner's supersets - beginner" in result.stdout


def test_ctrl_c_is_quiet(program: list[str], tmp_path: Path) -> None:
    """A program that is interrupted ends without a traceback, with the status of an interruption."""
    path = tmp_path / "long.toml"
    path.write_text("[[blocks]]\nsets = 20\n" + "[[blocks.slots]]\nexercise = 'squat'\n" * 50)
    process = subprocess.Popen(
        [*program, "plan", str(path), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process:
        process.stdout.read(1)
        time.sleep(0.2)  # by now it waits for somebody to read the rest
        process.send_signal(2)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 130
        assert errors.strip() == ""


def test_it_runs_as_a_module_under_its_own_name() -> None:
    """Help speaks of `runstrength`, however it was started."""
    assert run([sys.executable, "-m", "runstrength"], "--help").stdout.startswith("Usage: runstrength [")
