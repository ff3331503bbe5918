"""The command for events: it is told what happens, it never holds anybody up, and it never piles up."""

from __future__ import annotations

import os
import shlex
import sys
import threading
import time
from pathlib import Path

import pytest

from runstrength.inputs import MAX_COMMAND, command_problem, read_command
from runstrength.numbers import NumberError
from runstrength.remote.event_command import EventCommand

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands of these tests are those of a shell")


class Ear:
    """A pipe with a name into which commands write."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ear"
        os.mkfifo(self.path)
        self._handle = os.open(self.path, os.O_RDWR)  # so that nobody waits for a reader

    def hear(self, size: int) -> bytes:
        """Wait for so many bytes."""
        heard = b""
        while len(heard) < size:
            heard += os.read(self._handle, size - len(heard))
        return heard

    @property
    def is_silent(self) -> bool:
        """Whether nothing has been written that was not heard."""
        os.set_blocking(self._handle, False)
        try:
            return not os.read(self._handle, 1)
        except BlockingIOError:
            return True
        finally:
            os.set_blocking(self._handle, True)

    def close(self) -> None:
        """Close the pipe."""
        os.close(self._handle)


class Failures:
    """What a person was told."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.told = threading.Event()

    def __call__(self, text: str) -> None:
        """Note it."""
        self.texts.append(text)
        self.told.set()


@pytest.fixture
def ear(tmp_path: Path) -> Ear:
    """Return a pipe."""
    return Ear(tmp_path)


def shell(script: str, ear: Ear) -> tuple[str, ...]:
    """Return a command that runs a script, in which $1 is the pipe."""
    return ("/bin/sh", "-c", script, "sh", str(ear.path))


def test_each_event_on_standard_input(ear: Ear) -> None:
    """The command runs once for each event, and reads it."""
    command = EventCommand(shell('cat > "$1"', ear), Failures())
    for event in (b"one\n", b"two\n", b"three\n"):
        command.tell(event)
        assert ear.hear(len(event)) == event
    command.close(5)
    ear.close()


def test_a_slow_command_is_told_the_newest(ear: Ear, tmp_path: Path) -> None:
    """While a command runs, nobody waits, no second one starts, and of a thousand events only the newest is told."""
    gates = [tmp_path / "0000", tmp_path / "1000"]  # one for each: the second command must not see the first one's end
    for gate in gates:
        os.mkfifo(gate)
    script = f'read event; echo "$event" > "$1"; read go < {shlex.quote(str(tmp_path))}/"$event"'
    command = EventCommand(shell(script, ear), Failures())
    command.tell(b"0000\n")
    assert ear.hear(5) == b"0000\n"
    began = time.process_time()
    for number in range(1, 1001):
        command.tell(b"%04d\n" % number)
    assert time.process_time() - began < 1
    assert ear.is_silent
    gates[0].write_text("go\n")
    assert ear.hear(5) == b"1000\n"
    gates[1].write_text("go\n")
    command.close(5)
    assert ear.is_silent
    ear.close()


def test_a_command_that_hangs(ear: Ear) -> None:
    """A command that takes too long is ended with what it started, and that is told."""
    failures = Failures()
    script = 'echo start > "$1"; (sleep 100; echo late > "$1") | cat'
    command = EventCommand(shell(script, ear), failures, max_seconds=0.05)
    command.tell(b"{}")
    assert ear.hear(6) == b"start\n"
    assert failures.told.wait(10)
    assert failures.texts == ["took longer than 0.05 s and was ended"]
    command.tell(b"{}")
    assert ear.hear(6) == b"start\n"  # nothing else has been written
    command.close(5)
    ear.close()


@pytest.mark.parametrize(
    ("script", "text"),
    [("exit 3", "failed (exit status 3)"), ("kill -9 $$", "was ended by signal 9")],
)
def test_a_command_that_fails(ear: Ear, script: str, text: str) -> None:
    """A failure is told once, with how it ended; the next events are told to the command all the same."""
    failures = Failures()
    command = EventCommand(shell(f'echo x > "$1"; {script}', ear), failures)
    for _ in range(3):
        command.tell(b"{}")
        assert ear.hear(2) == b"x\n"
    assert failures.told.wait(10)
    command.close(5)
    assert failures.texts == [text]
    ear.close()


def test_a_command_that_does_not_exist_any_more() -> None:
    """A command that can't be started is told once, and ends nothing."""
    failures = Failures()
    command = EventCommand(("/nowhere/lamp",), failures)
    command.tell(b"{}")
    assert failures.told.wait(10)
    command.tell(b"{}")
    command.close(5)
    assert failures.texts == ["couldn't be started (No such file or directory)"]


def test_a_command_that_does_not_read(ear: Ear) -> None:
    """A command that ignores its input is no failure, also when it has ended before the event is written."""
    failures = Failures()
    command = EventCommand(shell('exec <&-; echo x > "$1"', ear), failures)
    for _ in range(10):
        command.tell(b"x" * 60_000)
        assert ear.hear(2) == b"x\n"
    command.close(5)
    assert failures.texts == []
    ear.close()


def test_its_output_is_discarded(ear: Ear, capfd: pytest.CaptureFixture[str]) -> None:
    """What a command prints doesn't reach the screen."""
    command = EventCommand(shell('echo loud; echo louder >&2; echo x > "$1"', ear), Failures())
    command.tell(b"{}")
    assert ear.hear(2) == b"x\n"
    command.close(5)
    assert capfd.readouterr() == ("", "")
    ear.close()


def test_the_end_waits_for_nothing(ear: Ear) -> None:
    """At the end a command that hangs is ended, and the last event is told to a new one at once."""
    failures = Failures()
    script = 'read event; echo "$event" > "$1"; [ "$event" = end ] || sleep 100'
    command = EventCommand(shell(script, ear), failures)
    command.tell(b"set\n")
    assert ear.hear(4) == b"set\n"
    command.tell(b"end\n")
    command.close(0.01)
    assert ear.hear(4) == b"end\n"
    assert failures.texts == []
    ear.close()


def test_the_end_without_an_event() -> None:
    """A command that was never told anything can be closed, twice."""
    command = EventCommand(("true",), Failures())
    command.close(5)
    command.close(5)


def test_commands_as_people_write_them() -> None:
    """A command is split as a shell does, `~` of the program is the home folder, and nothing else is expanded."""
    assert read_command("") == read_command("  ") == ()
    assert read_command("notify-send 'Set done' $HOME *") == ("notify-send", "Set done", "$HOME", "*")
    assert read_command("~/bin/lamp ~/x") == (str(Path("~/bin/lamp").expanduser()), "~/x")


@pytest.mark.parametrize("text", ["notify-send 'open", "a\0b", "x" * (MAX_COMMAND + 1)])
def test_what_is_no_command(text: str) -> None:
    """Quotes that are not closed, a null character and a text without end are refused."""
    with pytest.raises(NumberError, match="isn't valid: use a command"):
        read_command(text)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    """A program that is in no folder of PATH, a folder and a file that can't be run are named; others aren't."""
    script = tmp_path / "lamp"
    script.write_text("#!/bin/sh\n")
    for name in ("no-such-program", str(tmp_path), str(script)):
        assert command_problem((name, "-x")).endswith("use a program in PATH, or the path of an executable file")
    script.chmod(0o700)
    assert command_problem(()) == command_problem(("sh",)) == command_problem((str(script),)) == ""
