"""Routines written in a real terminal: an editor of one's own, and a window that is closed in the middle of it."""

from __future__ import annotations

import shlex
import signal
import sys
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

GOOD = 'title = "Quiet"\n[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\nhold = 20\n'
EDITOR = f"""
import pathlib, sys
draft = pathlib.Path(sys.argv[1])
while True:
    try:
        words = input("EDITING ")
        break
    except KeyboardInterrupt:
        print("STILL HERE")
draft.write_text({GOOD!r}.replace("20", words), "utf-8")
"""


def test_ones_own_editor(program: list[str], home: Path, tmp_path: Path) -> None:
    """Ctrl+c is the editor's while it is open; a mistake is named and mended; then the routine is there."""
    script = tmp_path / "editor.py"
    script.write_text(EDITOR)
    env = {"EDITOR": shlex.join([sys.executable, str(script)])}
    with Terminal([*program, "routines", "new", "quiet"], env=env) as terminal:
        terminal.wait_for("EDITING")
        for _ in range(10):  # one that comes between Python's prompt and its read is seen with the next
            terminal.press("ctrl+c")
            terminal.read_for(0.5)
            if "STILL HERE" in terminal.text:
                break
        terminal.wait_for("STILL HERE")
        terminal.press("'ten'", "enter")
        terminal.wait_for(r"isn't valid")
        terminal.wait_for(r"Edit it again\?")
        opened = terminal.text.count("EDITING")
        terminal.press("enter")
        terminal.wait_until(lambda: terminal.text.count("EDITING") > opened)
        terminal.press("30", "enter")
        terminal.wait_for("Start it with: runstrength session quiet")
        assert terminal.wait_exit() == 0
    assert (home / "config" / "routines" / "quiet.toml").read_text() == GOOD.replace("20", "30")


def test_a_window_that_is_closed(program: list[str], home: Path) -> None:
    """What was built when the window was closed is there when the builder is opened again."""
    config = home / "config"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\nsound = "off"\n')
    draft = config / "routines" / ".draft.toml"
    with Terminal(program) as terminal:
        terminal.wait_for("Routines")
        terminal.press("b")
        terminal.wait_for("New routine")
        terminal.press("a")
        terminal.wait_for(r"Which exercise\?")
        terminal.press("push", "enter")
        terminal.wait_for("unsaved")
        terminal.wait_until(draft.is_file)
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    with Terminal(program) as terminal:
        terminal.wait_for("Routines")
        terminal.press("b")
        terminal.wait_for("restored your last edits")
        terminal.wait_for("Push-up")
        terminal.press("s")
        terminal.wait_for("saved as my-routine")
        terminal.press("q")
        terminal.wait_for("Start the session")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert not draft.exists()
