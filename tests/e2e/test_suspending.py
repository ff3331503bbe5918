"""Ctrl+z: back to the shell in the middle of a session, and on from there."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e


def has_stopped(terminal: Terminal) -> bool:
    """Tell whether the program was stopped."""
    number, status = os.waitpid(terminal.pid, os.WUNTRACED | os.WNOHANG)
    return number != 0 and os.WIFSTOPPED(status)


@pytest.fixture(autouse=True)
def not_the_first_start(home: Path) -> None:
    """Have the questions of the first start answered, and no sound."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\nsound = "off"\n')


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_z_in_a_session(program: list[str], home: Path, times: int) -> None:
    """The session pauses, the terminal is as it was before, and after `fg` it is there again and goes on by a key."""
    with Terminal([*program, "session"]) as terminal:
        terminal.title = "my shell"
        terminal.wait_for_title("0:0[789] Get ready")
        for _ in range(times):
            terminal.press("ctrl+z")
            terminal.wait_until(lambda: has_stopped(terminal), what="the stop")
            while terminal.pump(0.1):
                pass
            assert (terminal.left_on, terminal.title) == ([], "my shell")
            assert "GET READY" not in terminal.text
            terminal.kill(signal.SIGCONT)
            terminal.wait_for_title("Paused")
            terminal.wait_for("PAUSED")
            terminal.press("space")
            terminal.wait_for_title("Get ready")
            terminal.read_for(0.8)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert (terminal.left_on, terminal.title) == ([], "my shell")
    assert not (home / "state" / "errors.log").exists()


def test_ctrl_z_at_home(program: list[str]) -> None:
    """Beside a session it works too, and the screen is whole afterwards."""
    with Terminal(program) as terminal:
        terminal.wait_for("Start the session")
        terminal.wait_for("q quit")
        rows = len(terminal.text.strip().splitlines())
        terminal.press("ctrl+z")
        terminal.wait_until(lambda: has_stopped(terminal), what="the stop")
        terminal.kill(signal.SIGCONT)
        terminal.wait_for("Start the session")
        terminal.wait_until(lambda: len(terminal.text.strip().splitlines()) == rows, what="the whole screen")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_ctrl_z_where_it_undoes(program: list[str]) -> None:
    """In a form in which ctrl+z takes a change back it does that."""
    with Terminal(program) as terminal:
        terminal.wait_for("Start the session")
        terminal.press(",")
        terminal.wait_for("Settings|SETTINGS")
        terminal.press("right")
        terminal.press("ctrl+z")
        terminal.read_for(0.5)
        assert not has_stopped(terminal)


@pytest.mark.parametrize("pause", [0.0, 0.03, 0.06, 0.1, 0.15, 0.2])
def test_continued_while_it_ends(program: list[str], pause: float) -> None:
    """A program that is told to go on while it ends does not take the terminal over again."""
    with Terminal(program) as terminal:
        terminal.wait_for("Start the session")
        terminal.press("q")
        terminal.read_for(pause)
        terminal.kill(signal.SIGCONT)
        terminal.kill(signal.SIGCONT)
        terminal.read_for(0.3)
        terminal.press("q")  # the first one may have been dropped, unread
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []


def test_typed_while_it_is_continued(program: list[str], home: Path) -> None:
    """What is typed while the terminal is taken over again is not shown among the pictures, and nothing is left on."""
    with Terminal(program) as terminal:
        terminal.wait_for("Start the session")
        for _ in range(6):
            terminal.kill(signal.SIGSTOP)
            terminal.kill(signal.SIGCONT)
            for _ in range(20):
                terminal.send("\x1b[Iзз")
                terminal.read_for(0.005)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert terminal.left_on == []
        pictures = b"".join(part.partition(b"\x1b[?1049l")[0] for part in terminal.raw.split(b"\x1b[?1049h")[1:])
        assert "зз".encode() not in pictures
    assert not (home / "state" / "errors.log").exists()


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
@pytest.mark.parametrize(("begin", "rest"), [("\x1b[1", "2;3q"), ("\x1b]l", "q\x1b\\"), ("\x1bP1+", "q\x1b\\")])
def test_an_answer_that_a_stop_cuts_in_two(program: list[str], begin: str, rest: str, stop: signal.Signals) -> None:
    """Where an answer of the terminal has half arrived when the program is stopped, its rest is no key afterwards."""
    with Terminal(program) as terminal:
        terminal.wait_for("Start the session")
        with terminal.in_one_piece():
            terminal.send(begin)
            terminal.kill(stop)
            terminal.wait_until(lambda: has_stopped(terminal), what="the stop")
            size = len(terminal.raw)
            terminal.kill(signal.SIGCONT)
            terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.raw[size:], what="the screen")
            terminal.send(rest)
        terminal.read_for(0.5)
        assert not terminal.ended
        terminal.press("q")
        assert terminal.wait_exit() == 0
