"""A real pseudo-terminal with a screen that tests can read.

`Terminal` starts a program in a pty of its own, answers what a terminal is asked, and keeps the picture with
pyte. It reads only inside its waiting calls: no thread, and no wait without an end.

    with Terminal([sys.executable, "-m", "runstrength", "session"]) as terminal:
        terminal.wait_for("Single-leg deadlift")
        terminal.press("space", "ctrl+c")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
"""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any, Self, TypeVar

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType

T = TypeVar("T")

KEYS = {
    "enter": "\r",
    "space": " ",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
}

# What a program may switch on, and should switch off before it ends.
SWITCHED_ON = {
    "47": "alternate screen",
    "1047": "alternate screen",
    "1049": "alternate screen",
    "1000": "mouse",
    "1002": "mouse",
    "1003": "mouse",
    "1006": "mouse",
    "1015": "mouse",
    "1016": "mouse",
    "1004": "focus events",
    "2004": "bracketed paste",
    "2026": "synchronized output",
    "2048": "in-band resize",
}
# The same for what is on in a new terminal.
SWITCHED_OFF = {"25": "cursor hidden", "7": "line wrap off"}
ALTERNATE = {"47", "1047", "1049"}

# Resizes come as a signal, the older way: a program asking for 2048 is told that there is no such mode.
KNOWN_MODES = (SWITCHED_ON.keys() | SWITCHED_OFF.keys()) - {"2048"}

SEQUENCE = re.compile(
    r"\x1b\[(?P<parameters>[0-?]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<kind>[\]PX^_])(?P<body>[^\x07\x1b]*)(?:\x07|\x1b\\)"
)
UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)$")

# A pty is a controlling terminal only for the process that asks for it, and asking between fork and exec is what
# Python warns of in a process with threads. So a second Python asks, tells the time, and becomes the program.
# Signals ignored around us (Ctrl+C in a background job, broken pipes in Python) are not ignored in a new terminal.
LAUNCHER = """
import os, signal, sys, time
for name in ("HUP", "INT", "QUIT", "TERM", "PIPE", "XFSZ", "TSTP", "TTIN", "TTOU"):
    signal.signal(getattr(signal, "SIG" + name), signal.SIG_DFL)
tell = int(sys.argv[1])
os.set_inheritable(tell, False)
os.login_tty(0)
os.write(tell, repr(time.monotonic()).encode())
try:
    os.execvp(sys.argv[2], sys.argv[2:])
except OSError as error:
    os.write(tell, f" {error.errno}".encode())
os._exit(127)
"""


class NotSeenError(AssertionError):
    """What was awaited did not come."""


class Terminal:
    """A program in a pseudo-terminal: its screen, its title, and a keyboard for it.

    Args:
        argv: The program and its arguments.
        size: Columns and rows.
        env: Variables added to our own environment; None takes one away.
        cwd: The folder to start in.
    """

    def __init__(
        self,
        argv: Sequence[str | os.PathLike[str]],
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        cwd: str | os.PathLike[str] | None = None,
    ) -> None:
        self.argv = [os.fspath(part) for part in argv]
        self.size = size
        self.raw = bytearray()
        """Every byte the program has written."""
        self.title = ""
        self.started = 0.0
        """When the program was executed, on `time.monotonic`'s clock."""
        self.read_at = 0.0
        """When the last bytes came, on the same clock."""
        self._env = _environment(env or {})
        self._cwd = cwd
        self._titles: list[str] = []
        self._modes: dict[str, bool] = {}
        self._kitty_depth = 0
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._unfinished = ""
        self._held_answers: list[str] | None = None
        self._primary = self._new_screen()
        self._stream = self._primary
        self._open = False
        self._master = -1
        self._process: subprocess.Popen[bytes] | None = None

    # Starting and ending

    def __enter__(self) -> Self:
        self._master, slave = os.openpty()
        told, tell = os.pipe()
        try:
            self._set_size()
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", LAUNCHER, str(tell), *self.argv],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=self._env,
                cwd=self._cwd,
                pass_fds=[tell],
            )
        finally:
            os.close(slave)
            os.close(tell)
            with os.fdopen(told, encoding="ascii") as answer:
                words = answer.read().split()
        self._open = True
        os.set_blocking(self._master, False)
        if len(words) != 1:
            self._close()
            error = int(words[1]) if words else 0
            raise OSError(error, os.strerror(error), self.argv[0])
        self.started = float(words[0])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        process = self._started()
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
        process.wait()
        self.hang_up()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("use `with Terminal(...) as terminal:`")
        return self._process

    @property
    def pid(self) -> int:
        """The program's process number."""
        return self._started().pid

    @property
    def ended(self) -> bool:
        """Whether nothing more can come: nobody has the terminal open any more."""
        return not self._open

    # Looking

    @property
    def screen(self) -> list[str]:
        """The rows of the screen, at their full width."""
        return list(self._stream.listener.display)

    @property
    def text(self) -> str:
        """The screen as one text, without blanks at the ends of rows."""
        return "\n".join(row.rstrip() for row in self.screen)

    @property
    def left_on(self) -> list[str]:
        """What is not as it is in a new terminal; after the end of the program this should be empty."""
        found = {SWITCHED_ON[mode] for mode, on in self._modes.items() if on and mode in SWITCHED_ON}
        found |= {SWITCHED_OFF[mode] for mode, on in self._modes.items() if not on and mode in SWITCHED_OFF}
        if self._kitty_depth > 0:
            found.add("kitty keyboard")
        if not termios.tcgetattr(self._master)[3] & termios.ECHO:
            found.add("echo off")
        return sorted(found)

    @property
    def signals(self) -> bool:
        """Whether the terminal makes signals of ctrl+c and ctrl+z, as a shell has it."""
        return self._open and bool(termios.tcgetattr(self._master)[3] & termios.ISIG)

    # Waiting

    def pump(self, timeout: float) -> bool:
        """Wait for output, read it once, and tell whether there was any."""
        if not self._open:
            return False
        if not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux's word for: nobody has this terminal open any more.
            data = b""
        if not data:
            self._open = False
            return False
        self.read_at = time.monotonic()
        self.raw += data
        self._feed(data)
        return True

    def wait_until(self, condition: Callable[[], T | None], timeout: float = 10.0, what: str = "it") -> T:
        """Read until the condition gives something true, and return that."""
        deadline = time.monotonic() + timeout
        while not (value := condition()):
            left = deadline - time.monotonic()
            if left <= 0:
                raise NotSeenError(self._story(f"{what} was not seen within {timeout:g} s"))
            if not self._open:
                raise NotSeenError(self._story(f"the program ended before {what} was seen"))
            self.pump(min(left, 0.25))
        return value

    def wait_for(self, pattern: str, timeout: float = 10.0) -> re.Match[str]:
        """Read until the screen's text matches the regular expression."""
        regex = re.compile(pattern, re.MULTILINE)
        return self.wait_until(lambda: regex.search(self.text), timeout, repr(pattern))

    def wait_for_title(self, pattern: str, timeout: float = 10.0) -> re.Match[str]:
        """Read until the window's title matches the regular expression."""
        regex = re.compile(pattern)
        return self.wait_until(lambda: regex.search(self.title), timeout, f"the title {pattern!r}")

    def read_for(self, seconds: float) -> None:
        """Read all that comes for so long, or until the program ends."""
        deadline = time.monotonic() + seconds
        while self._open and (left := deadline - time.monotonic()) > 0:
            self.pump(left)

    def wait_exit(self, timeout: float = 10.0) -> int:
        """Read until the program ends; its exit status, or minus the signal that ended it."""
        process = self._started()
        deadline = time.monotonic() + timeout
        while process.poll() is None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise NotSeenError(self._story(f"the program still runs after {timeout:g} s"))
            if self._open:
                self.pump(min(left, 0.05))
            else:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(min(left, 0.05))
        while self.pump(0):  # A child which outlives the program may hold the terminal open: no wait for its end.
            pass
        return process.returncode

    def _story(self, what: str) -> str:
        rows = "\n".join(f"  | {row}" for row in self.text.rstrip().split("\n"))
        return f"{what}; status {self._started().poll()}, title {self.title!r}, screen:\n{rows}"

    # Acting

    def press(self, *keys: str) -> None:
        """Press keys by name ("space", "ctrl+c", "pagedown"); what is no name is typed as it stands."""
        for key in keys:
            if re.fullmatch(r"ctrl\+[a-z]", key):
                self.send(chr(ord(key[-1]) & 0x1F))
            else:
                self.send(KEYS.get(key, key))

    def send(self, text: str) -> None:
        """Send characters as the keyboard, or the terminal itself, would."""
        self.send_bytes(text.encode())

    def send_bytes(self, data: bytes) -> None:
        """Send bytes, which need not be text."""
        with contextlib.suppress(OSError):  # The program may have ended, as when a key is pressed too late.
            while data:
                select.select([], [self._master], [], 5.0)
                data = data[os.write(self._master, data) :]

    @contextlib.contextmanager
    def in_one_piece(self) -> Iterator[None]:
        """Answer questions only after what is sent meanwhile: no terminal answers in the middle of a sequence."""
        self._held_answers = []
        try:
            yield
        finally:
            held, self._held_answers = self._held_answers, None
            self.send("".join(held))

    def _answer(self, text: str) -> None:
        if self._held_answers is None:
            self.send(text)
        else:
            self._held_answers.append(text)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; the program gets its signal."""
        self.size = (columns, rows)
        for stream in {self._primary, self._stream}:
            stream.listener.resize(rows, columns)
        self._set_size()

    def kill(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send the program a signal."""
        self._started().send_signal(number)

    def hang_up(self) -> None:
        """Close the window: the terminal is gone, and whoever it belongs to is told."""
        self._open = False
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _set_size(self) -> None:
        columns, rows = self.size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Understanding

    def _new_screen(self) -> Any:
        return pyte.Stream(pyte.Screen(*self.size))

    def _feed(self, data: bytes) -> None:
        """Give pyte what it understands, and deal with the rest in its place in the stream."""
        text = self._unfinished + self._decode(data)
        self._unfinished = ""
        if part := UNFINISHED.search(text, max(0, len(text) - 4096)):
            text, self._unfinished = text[: part.start()], part[0]
        done = 0
        for match in SEQUENCE.finditer(text):
            parameters, final = match["parameters"], match["final"]
            plain = final and not match["between"] and parameters[:1] not in tuple("<=>?")
            # pyte knows all plain ones but those that ask, move windows, or write colours with colons.
            if plain and (final not in "cntm" or (final == "m" and ":" not in parameters)):
                continue
            self._stream.feed(text[done : match.start()])
            done = match.end()
            if final:
                self._control(match, parameters, match["between"] + final)
            else:
                self._string(match["kind"], match["body"])
        self._stream.feed(text[done:])

    def _control(self, match: re.Match[str], parameters: str, final: str) -> None:
        """Deal with a control sequence that asks for something, or that pyte would print."""
        private, numbers = parameters[:1], parameters.lstrip("<=>?").split(";")
        columns, rows = self.size
        cursor = self._stream.listener.cursor
        match private, final:
            case "?", "h" | "l":
                self._set_modes(numbers, final == "h")
                self._stream.feed(match[0])
            case "?", "$p":
                self._answer(f"\x1b[?{numbers[0]};{self._mode_state(numbers[0])}$y")
            case "?", "u":
                self._answer("\x1b[?0u")
            case ">", "u":
                self._kitty_depth += 1
            case "<", "u":
                self._kitty_depth -= int(numbers[0] or 1)
            case ">", "c":
                self._answer("\x1b[>41;380;0c")
            case ">", "q":
                self._answer("\x1bP>|runstrength-tests 1\x1b\\")
            case (("" | "0"), "c"):
                self._answer("\x1b[?62;22c")
            case "5", "n":
                self._answer("\x1b[0n")
            case "6", "n":
                self._answer(f"\x1b[{cursor.y + 1};{min(cursor.x, columns - 1) + 1}R")
            case _, "t" if numbers[0] == "14":
                self._answer(f"\x1b[4;{rows * 20};{columns * 10}t")
            case _, "t" if numbers[0] == "16":
                self._answer("\x1b[6;20;10t")
            case _, "t" if numbers[0] == "18":
                self._answer(f"\x1b[8;{rows};{columns}t")
            case _, "t" if numbers[0] == "22":
                self._titles.append(self.title)
            case _, "t" if numbers[0] == "23" and self._titles:
                self.title = self._titles.pop()

    def _string(self, kind: str, body: str) -> None:
        """Deal with a title, a question about colours, or what only some terminals know."""
        number, _, value = body.partition(";")
        if kind == "]" and number in ("0", "2"):
            self.title = value
        elif kind == "]" and number in ("10", "11") and value == "?":
            shade = "e0e0" if number == "10" else "1010"
            self._answer(f"\x1b]{number};rgb:{shade}/{shade}/{shade}\x1b\\")
        elif kind == "P" and body.startswith("+q"):
            self._answer("\x1bP0+r\x1b\\")

    def _mode_state(self, mode: str) -> int:
        """Tell what a terminal answers: 0 unknown, 1 on, 2 off."""
        if mode not in KNOWN_MODES:
            return 0
        return 1 if self._modes.get(mode, mode in SWITCHED_OFF) else 2

    def _set_modes(self, numbers: list[str], on: bool) -> None:
        for mode in numbers:
            self._modes[mode] = on
            if mode in ALTERNATE:
                self._stream = self._new_screen() if on else self._primary


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """Our own environment in a modern terminal of this size, with the changes."""
    # These two would be believed before the size of the terminal.
    names = os.environ.keys() - {"COLUMNS", "LINES", "NO_COLOR"}
    wanted: dict[str, str | None] = {name: os.environ[name] for name in names}
    wanted |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", **changes}
    return {name: value for name, value in wanted.items() if value is not None}
