"""The screens of the program for `tools/fuzz_terminal.py`: how each one is recognized, and which keys lead there."""

from __future__ import annotations

import contextlib
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from rich.cells import cell_len

from tests.support.terminal import Terminal

OVER: Final = {
    "help": r"KEYS .*esc closes",
    "palette": r"› (type to search|\S((?!  ).)*_(\s|$))",
    "end?": r"END THE SESSION\?",
    "keep?": r"SAVE CHANGES\?",
    "add?": r"ADD THIS SESSION\?",
    "swap": r"SWAP .*\(TODAY ONLY\)",
    "shorter": r"HOW MANY MORE MINUTES\?",
    "choose exercise": r"Which exercise\?",
}
"""What is read on the screens that cover another one and leave the window its title."""
TITLES: Final = (
    ("summary", r": (complete|ended early)$|^Session (complete|ended)$"),
    ("paused", r"^Paused: "),
    ("lead-in", r"^[\d:]+ Get ready: "),
    ("rest", r"^[\d:]+ Rest, next: |^\+[\d:]+ Rest is over"),
    ("switch", r"^[\d:]+ Switch sides: "),
    ("hold", r"^\d+:\d\d "),
    ("reps", r"^[\w-]+ (reps|steps)|^(max|as many)"),
)
"""What the window's title is in a session and after it."""
INSIDE: Final = {
    "Exercises": (("exercises", r"^\W*Exercises\b"), ("exercise", r"\w")),
    "History": (("history", r"^\W*History\b"), ("record", r"\w")),
    "Add": (("add", r"^\W*Add a session"), ("new session", r"\w")),
    "Guide": (("guide", r"^\W*Guide\b"), ("reading", r"\w")),
    "Progress": (("progress", r"^\W*Progress\b"), ("exercise progress", r"\w")),
    "Import": (("import", r"Runs \(|others can be dropped"), ("preview", r"\w")),
    "runstrength": (("first start", r"Welcome to runstrength|Before you start"), ("home", r"")),
}
"""What is read at the top of screens that have the same title."""
NAMES: Final = {
    "Check-in": "check-in",
    "Warm-up": "warm-up",
    "Routines": "routines",
    "Builder": "builder",
    "Edit": "edit",
    "Export": "export",
    "Trash": "trash",
    "Settings": "settings",
    "A run": "log a run",
    "Your exercise": "exercise form",
    "Self-check": "self-check",
    "The mirror": "mirror",
    "Interrupted": "interrupted",
    "Weeks": "weeks",
    "Sound check": "sound check",
    "A shared routine": "shared routine",
}
"""The names of the other screens, by the window's title."""
TOKENS: Final = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|([\r\n])|([^\x00-\x1f\x7f]+)|[\x00-\x1f\x7f]")
TOP: Final = 4
"""Rows in which the headline of a screen is."""


class Sketch:
    """A screen that keeps the characters and where they are, and nothing else: a tenth of the work of a real one."""

    def __init__(self, columns: int, rows: int) -> None:
        self.listener = self
        self.cursor = self
        self.x = self.y = 0
        self._rows: list[list[str]] = []
        self.resize(rows, columns)

    @property
    def display(self) -> list[str]:
        """The rows."""
        return ["".join(row) for row in self._rows]

    def resize(self, rows: int, columns: int) -> None:
        """Have another size; what is on it stays where it is."""
        self._columns = columns
        kept = [(row + [" "] * columns)[:columns] for row in self._rows[:rows]]
        self._rows = kept + [[" "] * columns for _ in range(rows - len(kept))]

    def feed(self, text: str) -> None:
        """Take what a program writes."""
        for match in TOKENS.finditer(text):
            numbers, order, control, words = match.groups()
            if words:
                self._put(words)
            elif control:
                self.x, self.y = 0, self.y + (control == "\n")
            elif order:
                self._obey(order, [int(number or 0) for number in re.findall(r"\d*", numbers)] or [0])

    def _put(self, words: str) -> None:
        if 0 <= self.y < len(self._rows) and self.x < self._columns:
            room = words[: self._columns - self.x]
            self._rows[self.y][self.x : self.x + len(room)] = room
        self.x += cell_len(words)

    def _obey(self, order: str, numbers: list[int]) -> None:
        first = max(1, numbers[0])
        match order:
            case "H":
                parts = [number for number in numbers if number]
                self.y, self.x = (parts[0] - 1, parts[-1] - 1) if len(parts) > 1 else (0, 0)
            case "A":
                self.y -= first
            case "B":
                self.y += first
            case "C":
                self.x += first
            case "D":
                self.x -= first
            case "J":
                self._rows = [[" "] * self._columns for _ in self._rows]
            case _:
                pass


class SketchTerminal(Terminal):
    """A terminal that answers what it is asked, and of what is drawn keeps a sketch."""

    def _new_screen(self) -> Any:
        return Sketch(*self.size)


def screen_of(title: str, rows: Sequence[str]) -> str:
    """Return the name of the screen that is shown; `?` and the title where it has none."""
    text = "\n".join(rows)
    for name, words in OVER.items():
        if re.search(words, text, re.MULTILINE):
            return name
    if title in NAMES:
        return NAMES[title]
    top = "\n".join(rows[:TOP])
    for name, words in INSIDE.get(title, ()):
        if re.search(words, top if name != "first start" else text, re.MULTILINE):
            return name
    if title in INSIDE:
        return f"? {title}"
    return next((name for name, words in TITLES if re.search(words, title)), "?")


class Route(NamedTuple):
    """A way to a screen: a command, then keys, each pressed once the one before has been drawn."""

    command: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    repeat: tuple[str, ...] = ()
    """Keys that are pressed in turn until the screen is there."""
    kill: bool = False
    """Kill the program there, and start it again."""
    fresh: bool = False
    """The program starts for the first time."""


SESSION: Final = ("session", "runner")
RESTS: Final = ("session", "rests")
ROUTINE: Final = """
title = "Rests"
[[blocks]]
name = "A"
sets = 9
rest = 60
ready = 2
[[blocks.slots]]
exercise = "squat"
reps = 3
"""
"""A routine in which a value can be said most of the time."""
FORWARD: Final = (" ", "\x1b[6~")
"""Keys that go on in a session; in turn, for a key is deaf for a moment after it was obeyed."""
ROUTES: Final[dict[str, Route]] = {
    "home": Route(),
    "first start": Route(fresh=True),
    "check-in": Route(("session",)),
    "lead-in": Route(SESSION, repeat=FORWARD),
    "reps": Route(SESSION, repeat=FORWARD),
    "rest": Route(RESTS, repeat=FORWARD),
    "hold": Route(SESSION, repeat=FORWARD),
    "paused": Route(SESSION, (" ", " ", "p")),
    "swap": Route(RESTS, (" ", "x")),
    "shorter": Route(SESSION, (" ", "o")),
    "end?": Route(SESSION, (" ", " ", "q")),
    "summary": Route(SESSION, (" ", " ", "s", "q", "f")),
    "interrupted": Route(SESSION, (" ", " "), kill=True),
    "warm-up": Route((), ("w",)),
    "routines": Route((), ("r",)),
    "builder": Route((), ("b",)),
    "choose exercise": Route((), ("b", "a")),
    "keep?": Route((), ("b", "a", "\r", "\x1b")),
    "history": Route(("history",)),
    "record": Route(("history",), ("\r",)),
    "edit": Route(("history",), ("e",)),
    "add": Route(("history",), ("a",)),
    "new session": Route(("history",), ("a", "\r")),
    "add?": Route(("history",), ("a", "\r", "\x1b[B", "\x1b[B", "\x1b[B", "\x1b[C", "\x1b")),
    "import": Route(("history",), ("i",)),
    "preview": Route(("history",), ("o", "\r", "q", "i", "\r")),
    "export": Route(("history",), ("o",)),
    "trash": Route(("history",), ("x",)),
    "progress": Route(("history",), ("p",)),
    "exercise progress": Route(("history",), ("p", "\x1b[B", "\r")),
    "weeks": Route(("history",), ("w",)),
    "settings": Route((), (",",)),
    "exercises": Route((), ("e",)),
    "exercise": Route((), ("e", "\r")),
    "exercise form": Route((), ("e", "n")),
    "log a run": Route((), ("l",)),
    "self-check": Route((), ("m",)),
    "mirror": Route((), ("m", "b", " ", "s", "q", "f", "q"), repeat=("q",)),
    "palette": Route((), ("\x10",)),
    "help": Route((), ("?",)),
    "guide": Route((), ("g",)),
    "reading": Route((), ("g", "\r")),
    "sound check": Route((), ("c",)),
}
"""The way to each screen."""
PRESSES: Final = 14
DEAF: Final = 0.75
"""Seconds for which a key is deaf after it was obeyed."""


class Opened(NamedTuple):
    """A program that runs, and whether it shows the screen that was wanted."""

    terminal: SketchTerminal
    arrived: bool


def shown(terminal: Terminal) -> str:
    """Return the name of the screen that a terminal shows."""
    return screen_of(terminal.title, terminal.screen)


@contextlib.contextmanager
def opened(
    name: str, program: Sequence[str], size: tuple[int, int], home: Path, *, note: Callable[[str, bytes], object]
) -> Iterator[Opened]:
    """Start the program, and press the keys that lead to a screen."""
    route, folder = ROUTES[name], str(home)
    env = {"RUNSTRENGTH_HOME": folder, "HOME": folder, "EDITOR": "true", "XDG_RUNTIME_DIR": folder}
    if route.fresh:
        (home / "config" / "config.toml").unlink(missing_ok=True)
    for start in range(1 + route.kill):
        command = [*program, *([] if start else route.command)]
        with SketchTerminal(command, size=(100, 30), env=env, cwd=folder) as terminal:
            terminal.wait_until(partial(_has_begun, terminal), 20, "the first picture")
            _settle(terminal, 0)
            if not start:
                _press(terminal, route, name, note)
            if start < route.kill:
                terminal.kill(signal.SIGKILL)
                terminal.wait_exit(5)
                continue
            arrived = _arrives(terminal, name)
            terminal.resize(*size)
            yield Opened(terminal, arrived)


def _has_begun(terminal: Terminal) -> bool:
    return b"\x1b[?1049h" in terminal.raw and bool(terminal.title)


def _press(terminal: Terminal, route: Route, name: str, note: Callable[[str, bytes], object]) -> None:
    last = ""
    keys = list(route.keys)
    for place in range(len(keys) + (PRESSES if route.repeat else 0)):
        if terminal.ended or (place >= len(keys) and shown(terminal) == name):
            return
        key = keys[place] if place < len(keys) else route.repeat[(place - len(keys)) % len(route.repeat)]
        if key == last:
            terminal.read_for(DEAF)
            if place >= len(keys) and shown(terminal) == name:
                return
        note("key", key.encode())
        size = len(terminal.raw)
        terminal.send(key)
        last = key
        _settle(terminal, size)


def _settle(terminal: Terminal, size: int) -> None:
    """Read until there is more than so many bytes, which takes a moment at most, and then until nothing comes."""
    for _ in range(10):
        if len(terminal.raw) > size or terminal.ended:
            break
        terminal.read_for(0.1)
    for _ in range(40):
        size = len(terminal.raw)
        terminal.read_for(0.08)
        if len(terminal.raw) == size or terminal.ended:
            return


def _arrives(terminal: Terminal, name: str) -> bool:
    """Tell whether a screen is shown, at the latest in a moment."""
    for _ in range(20):
        if shown(terminal) == name or terminal.ended:
            break
        terminal.read_for(0.1)
    return not terminal.ended and shown(terminal) == name
