"""Hostile text and the real program in a real terminal: every byte that is written is a letter or the program's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.hostile import harmful, settle
from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

OURS = re.compile(
    r"\x1b\[[<>=?]?[0-9;:]*\$?[A-Za-z]"  # colours, places, modes
    r"|\x1b\]2;[^\x00-\x1f\x7f-\x9f]*\x07"  # the window's title
    r"|\x1b\]22;[a-z-]*\x07"  # the mouse's pointer
    r"|[\r\n]"
)
"""What the program itself tells a terminal."""


def test_home_routines_history_a_record(program: list[str], tmp_path: Path) -> None:
    """Home, routines, history, a record, a session with its summary and note, and the title: nothing is obeyed."""
    home = tmp_path / "home\x1b[31m[red]\u202e"
    settle(home)
    with Terminal(program, size=(100, 30), env={"RUNSTRENGTH_HOME": str(home)}) as terminal:
        terminal.wait_for("Start the session")
        for keys, seen in [
            ("r", "Upper body"),
            ("\x1b[F", "cannot be read yet|Upper"),
            ("\x7f", "Start the session"),
            ("h", "1 session"),
            ("\r", "second"),
            ("q", "1 session"),
            ("\x7f", "Start the session"),
            ("\x10", "type to search"),
            ("[red", "Start: .red"),
            ("\x1b", "of 2 sessions"),
            ("s", "How are you today"),
            (" ", "GET READY"),
            (" ", "WORK"),
        ]:
            terminal.read_for(0.3)
            terminal.send(keys)
            terminal.wait_for(seen)
        terminal.read_for(1.0)
        terminal.press("s")  # without a set there is no summary
        terminal.read_for(1.0)
        terminal.press("escape")
        terminal.wait_for("END THE SESSION")
        terminal.press("f")
        terminal.wait_for("EFFORT")
        terminal.press("n")
        terminal.wait_for("enter save")
        terminal.send("\x1b[200~paste \x1b]0;PWNED\x07 \x9b31m\u202e\x1b[201~")
        terminal.wait_for("paste")
        terminal.press("enter")
        terminal.read_for(0.5)
        assert terminal.title != "PWNED"
        written = terminal.raw.decode()
    assert harmful(OURS.sub("", written)) == []
    assert "\x1b]0;" not in written
    for order in ("\x1b[2J\\", "\x1b[31m[red]"):
        assert order not in written
