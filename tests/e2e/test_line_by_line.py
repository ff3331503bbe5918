"""A session line by line in a real terminal, in a pipe, and without either."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

ROUTINE = """
title = "Très small\\u001b[31m"
[[blocks]]
name = "A"
sets = 2
ready = 10
rest = 30
[[blocks.slots]]
exercise = "squat"
reps = 8
"""
STEPS = 5
"""Ready, squat, rest, ready, squat."""


@pytest.fixture(autouse=True)
def _settings(home: Path) -> None:
    """Have the questions of the first start answered, no sound, and one small routine."""
    (home / "config" / "routines").mkdir(parents=True)
    (home / "config" / "routines" / "runner.toml").write_text(ROUTINE, encoding="utf-8")
    (home / "config" / "config.toml").write_text(
        'level = "beginner"\nhealth_note_read = true\nsound = "off"\ncheckin = false\n'
    )


def saved(home: Path) -> list[dict[str, Any]]:
    """Return every session in the history."""
    return [json.loads(path.read_bytes()) for path in sorted((home / "data").rglob("*.json"))]


def journals(home: Path) -> list[Path]:
    """Return the journals of sessions that were not ended."""
    return list((home / "state" / "journal").glob("*.jsonl"))


def to_the_first_set(terminal: Terminal) -> None:
    """Go on to the first set."""
    terminal.wait_for("Get ready, 10 seconds")
    terminal.press("space")
    terminal.wait_for("Go: squat")
    terminal.read_for(0.8)


def only_lines(raw: bytes) -> bool:
    """Tell whether an output is text, ends of lines and the bell, and nothing else."""
    return not re.search(rb"[\x00-\x06\x08\x09\x0b\x0c\x0e-\x1f\x7f]", raw)


def test_from_start_to_the_saved_session(program: list[str], home: Path) -> None:
    """Keys lead through a session, a number and a note are typed; only lines are written, and all is as before."""
    with Terminal([*program, "session", "--plain"], size=(200, 60)) as terminal:
        to_the_first_set(terminal)
        terminal.press("space")
        terminal.wait_for("Rest, 20 seconds. Next: A, set 2 of 2. Squat. 8 reps.")
        terminal.press("9", "enter")
        terminal.wait_for("Squat: 9 reps")
        for words in ("Get ready, 10 seconds. A, set 2", "Go: squat, 8 reps. This is the last set", "How hard was it"):
            terminal.read_for(0.8)
            terminal.press("space")
            terminal.wait_for(words)
        terminal.press("7")
        terminal.wait_for("Effort 7: hard")
        terminal.press("n")
        terminal.wait_for("Type your note")
        terminal.send("easy\n")
        terminal.wait_for("Note: easy")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
        assert only_lines(bytes(terminal.raw))
    (session,) = saved(home)
    assert ([item["done"] for item in session["sets"]], session["effort"], session["note"]) == ([9, 8], 7, "easy")
    assert session["completed"] is True
    assert journals(home) == []


def test_ctrl_c_asks_and_a_second_one_saves_what_was_done(program: list[str], home: Path) -> None:
    """Ctrl+c asks, and a second one saves what was done."""
    with Terminal([*program, "session", "--plain"]) as terminal:
        to_the_first_set(terminal)
        terminal.press("space")
        terminal.wait_for("Rest")
        terminal.press("ctrl+c")
        terminal.wait_for("End the session")
        terminal.press("ctrl+c")
        terminal.wait_for("How hard was it")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    assert [session["completed"] for session in saved(home)] == [False]


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)],
    ids=["term", "int", "hup"],
)
def test_a_signal_ends_it_in_good_order(program: list[str], home: Path, number: signal.Signals, status: int) -> None:
    """A signal ends it in good order: the terminal as it was, the journal kept, and a line on how to go on."""
    with Terminal([*program, "session", "--plain"]) as terminal:
        to_the_first_set(terminal)
        terminal.kill(number)
        assert terminal.wait_exit() == status
        assert terminal.left_on == []
        assert "runstrength session --resume" in terminal.text
        assert "Traceback" not in terminal.text
    assert (len(journals(home)), saved(home)) == (1, [])
    with Terminal([*program, "session", "--plain"]) as terminal:
        terminal.wait_for("was interrupted at A, set 1 of 2")
        terminal.press("r")
        to_the_first_set(terminal)


def test_the_terminal_is_closed(program: list[str], home: Path) -> None:
    """When the window is closed the program ends soon, also where nobody tells it, and the journal is there."""
    for ignoring in ([], ["sh", "-c", 'trap "" HUP; exec "$@"', "sh"]):
        with Terminal([*ignoring, *program, "session", "--plain", "--fresh"]) as terminal:
            to_the_first_set(terminal)
            terminal.hang_up()
            assert terminal.wait_exit(5) == 129
        assert len(journals(home)) == 1


def test_a_window_that_changes_its_size_changes_nothing(program: list[str]) -> None:
    """A window that changes its size changes nothing."""
    with Terminal([*program, "session", "--plain"]) as terminal:
        to_the_first_set(terminal)
        before = bytes(terminal.raw)
        terminal.resize(40, 10)
        terminal.read_for(0.5)
        assert bytes(terminal.raw) == before
        terminal.press("space")
        terminal.wait_for("Rest, 20 seconds")


def test_the_session_pauses_and_the_shell_has_its_terminal_back(program: list[str]) -> None:
    """The session pauses and the shell has its terminal back; after `fg` a key goes on."""

    def has_stopped() -> bool:
        number, status = os.waitpid(terminal.pid, os.WUNTRACED | os.WNOHANG)
        return number != 0 and os.WIFSTOPPED(status)

    with Terminal([*program, "session", "--plain"]) as terminal:
        to_the_first_set(terminal)
        for _ in range(2):
            terminal.press("ctrl+z")
            terminal.wait_until(has_stopped, what="the stop")
            while terminal.pump(0.1):
                pass
            assert terminal.left_on == []
            assert "Paused" in terminal.text
            terminal.kill(signal.SIGCONT)
            terminal.wait_until(lambda: terminal.left_on == ["echo off"], what="single keys")
            terminal.press("space")
            terminal.wait_for("Resumed. Squat")
            terminal.read_for(0.8)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert terminal.left_on == []


def run(program: Sequence[str], *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run it without a terminal."""
    return subprocess.run(
        [*program, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **variables},
    )


def test_without_a_terminal_a_hands_free_session_runs_to_its_end_as_lines(program: list[str], home: Path) -> None:
    """Without a terminal a hands-free session runs to its end, as lines, and is saved; nothing is asked."""
    result = run(program, "session", "--plain", "--hands-free", "--speed", "60", "--save")
    assert (result.returncode, result.stderr) == (0, b"")
    assert only_lines(result.stdout)
    text = result.stdout.decode()
    assert "Très small\\x1b[31m, beginner level." in text
    assert "Session complete" in text
    assert "Press" not in text
    assert [session["completed"] for session in saved(home)] == [True]


@pytest.mark.parametrize("command", ["session", "check"])
def test_no_keys_without_a_terminal(program: list[str], home: Path, command: str) -> None:
    """Without a terminal and with a session that needs keys, one line says what to add."""
    result = run(program, command, "--plain")
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"needs a terminal for its keys" in result.stderr
    assert result.stderr.count(b"\n") == 1
    assert saved(home) == []


def test_a_warm_up_needs_no_keys(program: list[str]) -> None:
    """A warm-up goes by the clock, so it runs without a terminal."""
    result = run(program, "warmup", "--plain", "--minutes", "5", "--speed", "60")
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"Switch sides: front leg swing, right, 20 seconds." in result.stdout
    assert b"This is the last exercise." in result.stdout


def test_who_reads_has_ended(program: list[str], home: Path) -> None:
    """When nobody reads a pipe any more the session ends, and its journal is there."""
    words = " ".join([*program, "session", "--plain", "--hands-free"])
    result = run(["bash", "-c", f"{words} | head -2; exit ${{PIPESTATUS[0]}}"])
    assert result.returncode == 129
    assert b"Traceback" not in result.stderr
    assert len(journals(home)) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("command", ["session --hands-free", "warmup"])
def test_a_full_disk_behind_the_output(program: list[str], home: Path, command: str) -> None:
    """Where the lines can't be written to a file, the program says so on standard error, and the journal is there."""
    words = " ".join([*program, command, "--plain"])
    result = run(["bash", "-c", f"{words} > /dev/full"])
    assert result.returncode == 129
    assert result.stderr.startswith(b"Error: these lines can't be written: No space left on device.\n")
    assert b"runstrength session --resume" in result.stderr
    assert len(journals(home)) == 1


@pytest.mark.parametrize("command", ["session", "warmup", "check"])
def test_after_kill_9_the_journal_is_there(program: list[str], home: Path, command: str) -> None:
    """After kill -9 the journal is there, and the next start asks what to do with it, also line by line."""
    with Terminal([*program, command, "--plain"], size=(200, 60)) as terminal:
        terminal.wait_for("Get ready")
        terminal.press("space")
        terminal.wait_for("Go: ")
        terminal.kill(signal.SIGKILL)
        assert terminal.wait_exit() == -signal.SIGKILL
    assert (len(journals(home)), saved(home)) == (1, [])
    with Terminal([*program, "session", "--plain"], size=(200, 60)) as terminal:
        terminal.wait_for("was interrupted")
        terminal.wait_for("seconds? done")
        terminal.press("q")


@pytest.mark.parametrize("command", ["warmup", "check"])
def test_ctrl_c_in_the_others(program: list[str], home: Path, command: str) -> None:
    """Ctrl+c ends a warm-up and a self-check as it ends a session, its questions too."""
    with Terminal([*program, command, "--plain"], size=(200, 60)) as terminal:
        terminal.wait_for("Get ready")
        terminal.press("space")
        terminal.wait_for("Go: ")
        terminal.read_for(0.8)
        terminal.press("space")
        terminal.read_for(0.5)
        for words in ("End the session", "Saved", "The mirror" if command == "check" else ""):
            terminal.press("ctrl+c")
            if words:
                terminal.wait_for(words)
        terminal.read_for(1.0)
        if command == "check":
            terminal.press("ctrl+c")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    assert journals(home) == []
    assert [session["completed"] for session in saved(home)] == [False]


@pytest.mark.parametrize(
    "variables",
    [
        {"TERM": "dumb"},
        {"TERM": None},
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX"},
        {"LANG": "de_DE.ISO-8859-1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp437"},
    ],
    ids=lambda env: " ".join(f"{name}={value}" for name, value in env.items()),
)
def test_terminals_that_cannot_draw(program: list[str], variables: dict[str, str | None]) -> None:
    """A terminal that can only print lines, or shows no UTF-8, gets lines without asking for them, in its letters."""
    with Terminal([*program, "session"], env=variables) as terminal:
        to_the_first_set(terminal)
        assert only_lines(bytes(terminal.raw))
        if "TERM" not in variables:
            assert terminal.raw.isascii()
            assert b"Tres small" in terminal.raw
        terminal.press("ctrl+c", "ctrl+c")
        terminal.wait_for("Nothing done, nothing saved")
        assert terminal.wait_exit() == 0


def test_with_plain_true_a_session_is_line_by_line_unless_no_plain_says_otherwise(
    program: list[str], home: Path
) -> None:
    """With `plain = true` a session is line by line, unless `--no-plain` says otherwise."""
    config = home / "config" / "config.toml"
    config.write_text(f"{config.read_text()}plain = true\n")
    with Terminal([*program, "session"]) as terminal:
        to_the_first_set(terminal)
        assert only_lines(bytes(terminal.raw))
    with Terminal([*program, "session", "--no-plain", "--fresh"]) as terminal:
        terminal.wait_for("GET READY")
