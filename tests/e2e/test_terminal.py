"""The helper that drives programs in a pseudo-terminal."""

import signal
import sys
from pathlib import Path

import pytest

from tests.support.terminal import NotSeenError, Terminal

pytestmark = pytest.mark.e2e

HELLO = Path(__file__).parents[2] / "benchmarks" / "hello.py"


def python(program: str) -> list[str]:
    """Return the command that runs a small program."""
    return [sys.executable, "-c", program]


def test_what_is_typed_reaches_the_program() -> None:
    """What is typed reaches the program, what it prints and its exit status reach the test."""
    with Terminal(python("name = input('Who? '); print('Hello,', name.upper()); raise SystemExit(3)")) as terminal:
        terminal.wait_for(r"^Who\?")
        terminal.press("world", "enter")
        assert terminal.wait_for(r"^Hello, (\w+)$")[1] == "WORLD"
        assert terminal.wait_exit() == 3


def test_what_is_awaited_in_vain_is_told_with_the_screen() -> None:
    """A wait that fails shows what was on the screen instead, at once when the program has ended."""
    with Terminal(python("print('something else')")) as terminal:
        with pytest.raises(NotSeenError, match=r"(?s)ended before 'never'.*something else"):
            terminal.wait_for("never", timeout=60)
        assert terminal.wait_exit() == 0


def test_a_program_that_does_not_exist() -> None:
    """A program that cannot be executed is an OSError, not a dead screen."""
    with pytest.raises(FileNotFoundError, match="no-such-program"), Terminal(["no-such-program"]):
        pass


def test_keys_and_signals_end_a_program() -> None:
    """Ctrl+C interrupts as in any terminal, and a signal shows in the status."""
    program = "import time\ntry:\n print('ready', flush=True); time.sleep(60)\nexcept KeyboardInterrupt:\n print('bye')"
    with Terminal(python(program)) as terminal:
        terminal.wait_for("ready")
        terminal.press("ctrl+c")
        terminal.wait_for("bye")
        assert terminal.wait_exit() == 0
    with Terminal(python(program)) as terminal:
        terminal.wait_for("ready")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == -signal.SIGTERM


def test_a_resize_reaches_the_program() -> None:
    """A new size of the window is what the program then finds, and is told of."""
    program = (
        "import os, signal\n"
        "signal.signal(signal.SIGWINCH, lambda *_: print('now', os.get_terminal_size().columns, flush=True))\n"
        "print('was', os.get_terminal_size().columns, flush=True)\n"
        "while True: signal.pause()"
    )
    with Terminal(python(program), size=(100, 30)) as terminal:
        terminal.wait_for("was 100")
        terminal.resize(60, 20)
        terminal.wait_for("now 60")
        assert len(terminal.screen) == 20


def test_modes_titles_and_screens_are_followed() -> None:
    """Modes left switched on are named; the title stack and the alternate screen are undone as in a terminal."""
    program = (
        "import sys\n"
        "def say(text): sys.stdout.write(text); sys.stdout.flush(); input()\n"
        "say('before \\x1b]2;old\\x07')\n"
        "say('\\x1b[22;2t\\x1b]2;new\\x1b\\\\\\x1b[?1049h\\x1b[?1000;2004h\\x1b[?25l\\x1b[>1u\\x1b[H inside ')\n"
        "say('\\x1b[<u\\x1b[?25h\\x1b[?1000;2004l\\x1b[?1049l\\x1b[23;2t after ')\n"
    )
    with Terminal(python(program)) as terminal:
        terminal.wait_for("before")
        assert (terminal.title, terminal.left_on) == ("old", [])
        terminal.press("enter")
        terminal.wait_for("inside")
        assert terminal.title == "new"
        assert terminal.left_on == ["alternate screen", "bracketed paste", "cursor hidden", "kitty keyboard", "mouse"]
        assert "before" not in terminal.text
        terminal.press("enter")
        terminal.wait_for("before[^$]*after")
        assert (terminal.title, terminal.left_on) == ("old", [])
        terminal.press("enter")
        assert terminal.wait_exit() == 0


def test_a_textual_app_starts_and_leaves_the_terminal_as_it_was() -> None:
    """A Textual app gets its answers, takes a key, and leaves nothing switched on."""
    with Terminal([sys.executable, HELLO]) as terminal:
        terminal.wait_for("Hello")
        assert "alternate screen" in terminal.left_on
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
        assert b"\x1b[?1049l" in terminal.raw
