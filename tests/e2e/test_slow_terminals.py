"""Terminals that read slowly or not at all, and floods of keys: the session goes on, and a signal is obeyed at once."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

SOON = """\
title = "Soon"
[[blocks]]
name = "A"
ready = 3
[[blocks.slots]]
exercise = "plank"
hold = 60
"""
STATUS = {signal.SIGTERM: 143, signal.SIGINT: 130, signal.SIGHUP: 129}
AT_ONCE = 1.0
"""Seconds within which a signal is obeyed."""
PRESSED = [b"\x1b[A", b"\x1b[B", b"p", b"t", b"v", b"m", b"+", b"-", b"\x1b[5~", b"\x1b[<35;9;9M", b"\x1b[<64;9;9M"]
"""Keys that end nothing."""


@pytest.fixture(autouse=True)
def not_the_first_start(home: Path) -> None:
    """Have the questions of the first start answered, and no sound."""
    answer_the_first_questions(home)


def answer_the_first_questions(home: Path) -> None:
    """Write the settings of somebody who has answered them, and wants no sound."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\nsound = "off"\n')


def read_slowly(terminal: Terminal, seconds: float, rate: int) -> None:
    """Read so many bytes a second, for so long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(0.1)
        if rate and select.select([terminal._master], [], [], 0)[0]:
            data = os.read(terminal._master, rate // 10)
            terminal.raw += data
            terminal._feed(data)


def end(terminal: Terminal, number: signal.Signals) -> float:
    """Send a signal, read nothing, and return the seconds until the program has ended, as the signal says."""
    began = time.monotonic()
    terminal.kill(number)
    process = terminal._started()
    while process.poll() is None and time.monotonic() - began < 20:
        time.sleep(0.01)
    took = time.monotonic() - began
    assert process.poll() == STATUS[number]
    return took


def modes(home: Path) -> str:
    """Return what the journal says, as one text."""
    return "".join(path.read_text("utf-8") for path in (home / "state" / "journal").glob("*.jsonl"))


@pytest.mark.paced
def test_a_session_goes_on(program: list[str], tmp_path: Path) -> None:
    """Hands-free, however slowly the terminal reads, the session's clock runs; a signal is obeyed within a second.

    Three terminals are watched at once, each with a person of its own: they only wait.
    """
    routine = tmp_path / "soon.toml"
    routine.write_text(SOON, encoding="utf-8")

    def goes_on(rate: int, number: signal.Signals) -> None:
        home = tmp_path / f"{rate} bytes a second"
        answer_the_first_questions(home)
        env = {"RUNSTRENGTH_HOME": str(home)}
        with Terminal([*program, "session", str(routine), "--hands-free"], size=(120, 40), env=env) as terminal:
            terminal.wait_for_title("Get ready")
            began = time.monotonic()
            read_slowly(terminal, 6, rate)
            # The lead-in of three seconds is over, whatever the terminal has seen of it.
            assert '"paused"' not in modes(home)
            ran = time.monotonic() - began
            assert end(terminal, number) < AT_ONCE
            assert ran < 8
            assert '"paused"' not in modes(home)
            while terminal.pump(0.1):
                pass
            assert terminal.left_on == []
            assert "session --resume" in terminal.text
        assert not (home / "state" / "errors.log").exists()

    with ThreadPoolExecutor(3) as lanes:
        list(lanes.map(goes_on, (4000, 1000, 0), (signal.SIGTERM, signal.SIGINT, signal.SIGTERM)))


@pytest.mark.paced
@pytest.mark.parametrize(
    ("command", "number"),
    [
        pytest.param(command, number, id=f"{command or 'home'}-{number.name}", marks=marks)
        for command, number, marks in (
            ("session", signal.SIGTERM, ()),
            ("session", signal.SIGINT, ()),
            ("session", signal.SIGHUP, pytest.mark.long),
            ("", signal.SIGTERM, pytest.mark.long),
            ("", signal.SIGINT, pytest.mark.long),
            ("", signal.SIGHUP, ()),
        )
    ],
)
def test_in_a_flood_of_keys(program: list[str], home: Path, command: str, number: signal.Signals) -> None:
    """In a flood of keys, clicks and new sizes a signal is obeyed within a second, and the journal is kept."""
    chance = random.Random(4)  # noqa: S311 - a test
    with Terminal([*program, *command.split()]) as terminal:
        terminal.wait_for_title("Get ready|runstrength")
        os.set_blocking(terminal._master, False)
        deadline = time.monotonic() + 1.5
        while time.monotonic() < deadline:
            terminal.resize(chance.randint(20, 150), chance.randint(8, 50))
            with contextlib.suppress(BlockingIOError):
                os.write(terminal._master, b"".join(chance.choices(PRESSED, k=50)))
            terminal.pump(0)
        assert end(terminal, number) < AT_ONCE
        while terminal.pump(0.1):
            pass
        assert terminal.left_on == []
    assert not (home / "state" / "errors.log").exists()


@pytest.mark.paced
def test_a_whole_picture_follows(program: list[str]) -> None:
    """Where frames were dropped the next one is the whole picture: the screen is right as soon as it is read."""
    with Terminal(program, size=(100, 30)) as terminal:
        terminal.wait_for("Start the session")
        fresh = terminal.text
        for _ in range(12):
            terminal.press("down", "up", "r")
            read_slowly(terminal, 0.2, 0)
            terminal.press("\x7f")
            read_slowly(terminal, 0.2, 0)
        terminal.wait_until(lambda: terminal.text == fresh, what="the home screen as it was")
