"""Terminals that are old, tiny, huge, slow, inside another, or none at all: the program works or says why not."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def not_the_first_start(home: Path) -> None:
    """Have the questions of the first start answered, and no sound."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\nsound = "off"\n')


@pytest.mark.parametrize("command", ["", "history", "session --no-plain"])
def test_a_screen_without_utf8(program: list[str], command: str) -> None:
    """Where the terminal doesn't show UTF-8 no screen is drawn: one line says why not, and what to do."""
    with Terminal([*program, *command.split()], env={"LC_ALL": "C"}) as terminal:
        assert terminal.wait_exit() == 2
        line = terminal.raw.decode("ascii")
        assert "needs a terminal that shows UTF-8: set LANG to a UTF-8 locale" in line
        assert (line.count("\n"), line.count("\x1b")) == (1, 0)


@pytest.mark.parametrize("arguments", ["plan", "exercises", "routines list", "doctor", "plan nothing"])
def test_only_ascii_on_the_command_line(program: list[str], arguments: str) -> None:
    """What commands print in such a terminal is ASCII too, each sign as what it looks like."""
    with Terminal([*program, *arguments.split()], env={"LC_ALL": "C"}) as terminal:
        terminal.wait_exit()
        assert terminal.raw
        assert terminal.raw.isascii()
        assert b"?" not in terminal.raw


def test_all_letters_under_a_bare_c_locale(program: list[str]) -> None:
    """A container's C locale says nothing about the terminal: there all letters are shown, as Python does."""
    with Terminal(program, env={"LANG": "C"}) as terminal:
        terminal.wait_for("› Start the session")


def test_bytes_of_another_encoding(program: list[str]) -> None:
    """What is typed or pasted in another encoding, or is no text at all, does not end the program."""
    with Terminal(program) as terminal:
        terminal.wait_for("Start the session")
        os.write(terminal._master, b"\xe9\xff\xc3(\xf0\x9f\x80\xed\xa0\x80")
        terminal.press("?")
        terminal.wait_for("KEYS")


@pytest.mark.parametrize("term", ["dumb", "unknown"])
@pytest.mark.parametrize("command", ["", "history"])
def test_a_dumb_terminal(program: list[str], term: str, command: str) -> None:
    """A terminal that can only print lines gets one: why not, and what to do instead."""
    with Terminal([*program, *command.split()], env={"TERM": term}) as terminal:
        assert terminal.wait_exit() == 2
        line = terminal.raw.decode()
        assert f"needs a terminal that can draw, but TERM is {term}. Try: runstrength" in line
        assert (line.count("\n"), line.count("\x1b")) == (1, 0)


@pytest.mark.parametrize("term", [None, "vt100", "linux", "screen", "xterm", "no-such-terminal"])
def test_a_terminal_that_python_has_never_heard_of(program: list[str], term: str | None) -> None:
    """A terminal that Python has never heard of, or that says nothing, is used as any other."""
    with Terminal(program, env={"TERM": term, "COLORTERM": None}) as terminal:
        terminal.wait_for("› Start the session")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []


@pytest.mark.parametrize(
    ("size", "text"),
    [((1, 1), ""), ((10, 2), "›"), ((20, 5), "› Start the"), ((500, 200), "› Start the session")],
    ids=["1x1", "10x2", "20x5", "500x200"],
)
def test_from_the_smallest_window_to_the_largest_the_home_screen_and_a_session_open(
    program: list[str], size: tuple[int, int], text: str
) -> None:
    """From the smallest window to the largest, the home screen and a session open, and both can be left."""
    with Terminal(program, size=size) as terminal:
        terminal.wait_for(text)
        terminal.wait_for_title("runstrength")
        terminal.press("enter")
        terminal.wait_for_title("Get ready")
        terminal.press("space")
        terminal.wait_for_title("reps")
        terminal.resize(80, 24)
        terminal.wait_for("WORK.*Single-leg deadlift")


def test_errors_go_to_a_file(program: list[str], tmp_path: Path) -> None:
    """With standard error in a file the app draws on standard output, and the file stays empty."""
    log = tmp_path / "errors.txt"
    with Terminal(["/bin/sh", "-c", f'exec "$@" 2>{log}', "sh", *program]) as terminal:
        terminal.wait_for("› Start the session")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
        assert terminal.title == ""
    assert log.read_bytes() == b""


@pytest.mark.parametrize("which", ["<", ">"])
def test_half_a_terminal(program: list[str], which: str) -> None:
    """With input or output elsewhere the program says in one line that it needs a terminal."""
    with Terminal(["/bin/sh", "-c", f'"$@" {which}/dev/null; echo "status $?"', "sh", *program]) as terminal:
        terminal.wait_exit()
        assert "needs an interactive terminal" in terminal.text
        assert "status 2" in terminal.text


def test_a_slow_line(program: list[str]) -> None:
    """Over a line of 6,000 bytes a second the figure moves less often, but the seconds are true and keys obeyed."""

    def read_slowly(terminal: Terminal, pattern: str, *, title: bool = False) -> None:
        """Read 600 bytes every tenth of a second until the screen, or its title, shows the pattern."""
        deadline = time.monotonic() + 40
        while not re.search(pattern, terminal.title if title else terminal.text):
            assert time.monotonic() < deadline, terminal.text
            time.sleep(0.1)
            if select.select([terminal._master], [], [], 0)[0]:
                data = os.read(terminal._master, 600)
                terminal.raw += data
                terminal._feed(data)

    with Terminal([*program, "session"]) as terminal:
        read_slowly(terminal, "^0:0[56] Get ready", title=True)
        began = time.monotonic()
        read_slowly(terminal, "^0:0[12] Get ready", title=True)
        assert 2 < time.monotonic() - began < 6
        read_slowly(terminal, "reps Single-leg deadlift", title=True)
        terminal.press("p")
        read_slowly(terminal, "PAUSED")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux here")
def test_inside_tmux_the_home_screen_opens(program: list[str], tmp_path: Path) -> None:
    """Inside tmux the home screen opens, a session runs, and the shell's screen comes back."""

    def tmux(*arguments: str) -> str:
        command = ["tmux", "-L", f"runstrength-{os.getpid()}", "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20, cwd=tmp_path).stdout

    def wait_for(pattern: str) -> None:
        deadline = time.monotonic() + 15
        while not re.search(pattern, text := tmux("capture-pane", "-p")):
            assert time.monotonic() < deadline, text
            time.sleep(0.1)

    tmux("new-session", "-d", "-x", "90", "-y", "30", "/bin/sh")
    try:
        tmux("send-keys", f"PS1='shell> '; cd {Path.cwd()}; clear; {' '.join(program)}; echo status $?", "Enter")
        wait_for("› Start the session")
        tmux("send-keys", "Space")
        wait_for("GET READY")
        tmux("send-keys", "Space")
        wait_for("WORK")
        wait_for("█")
    finally:
        tmux("kill-server")
