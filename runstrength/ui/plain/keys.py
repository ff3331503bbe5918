"""From the bytes of a terminal to key presses, with the names that key bindings use. Pure."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from msgspec import Struct

ESCAPE: Final = "\x1b"
SEQUENCE: Final = r"\x1b(?:\[(?P<numbers>[0-9;]*)[ -/]*(?P<final>[@-~])|O(?P<letter>[ -~]))"
UNFINISHED: Final = r"\x1b(?:\[[0-9;]*[ -/]*|O)?"
FINAL: Final = {"A": "up", "B": "down", "C": "right", "D": "left", "F": "end", "H": "home", "P": "f1", "Q": "f2"} | {
    "R": "f3",
    "S": "f4",
    "Z": "shift+tab",
}
"""Keys by the last letter of their sequence."""
NUMBERED: Final = {"1": "home", "2": "insert", "3": "delete", "4": "end", "5": "pageup", "6": "pagedown"} | {
    str(number): f"f{place}" for place, number in enumerate((11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24), 1)
}
"""Keys by the number in their sequence."""
MODIFIERS: Final = {"2": "shift+", "3": "alt+", "5": "ctrl+", "6": "ctrl+shift+"}
CONTROLS: Final = {
    "\r": "enter",
    "\n": "enter",
    "\t": "tab",
    "\x7f": "backspace",
    "\x08": "backspace",
    ESCAPE: "escape",
}
"""Keys that are one control character."""
NAMES: Final = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus"} | {
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Characters that bindings don't name as Unicode does."""


class KeyPress(Struct, frozen=True):
    """One press of a key."""

    name: str
    """As in key bindings: `space`, `a`, `plus`, `ctrl+c`."""
    character: str | None = None
    """The character that it types; None if it types none."""


def key_of(character: str) -> KeyPress:
    """Return the press that types a character."""
    if character in CONTROLS:
        return KeyPress(CONTROLS[character])
    if character < " ":
        return KeyPress(f"ctrl+{chr(ord(character) + 0x60)}" if character else "ctrl+@")
    if character.isalnum():
        return KeyPress(character, character)
    name = unicodedata.name(character, "").lower().replace(" ", "_").replace("-", "_")
    return KeyPress(NAMES.get(name, name), character)


class Decoder:
    """Reads bytes as they come; an escape sequence may come in pieces."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._waiting = ""

    @property
    def is_waiting(self) -> bool:
        """Whether there is the beginning of a sequence, which may be the key escape alone."""
        return bool(self._waiting)

    def feed(self, data: bytes) -> list[KeyPress]:
        """Return the keys of some more bytes."""
        return self._read(self._decode(data), whole=False)

    def flush(self) -> list[KeyPress]:
        """Return the keys of an unfinished sequence: nothing has followed for a while."""
        return self._read("", whole=True)

    def _read(self, text: str, *, whole: bool) -> list[KeyPress]:
        text, self._waiting = self._waiting + text, ""
        found: list[KeyPress] = []
        place = 0
        while place < len(text):
            if text[place] != ESCAPE:
                found.append(key_of(text[place]))
                place += 1
            elif match := re.compile(SEQUENCE).match(text, place):
                name = _name_of(match["numbers"] or "", match["final"] or match["letter"])
                found += [KeyPress(name)] if name else []
                place = match.end()
            elif not whole and re.compile(UNFINISHED).fullmatch(text, place):
                self._waiting = text[place:]
                break
            else:
                found.append(KeyPress("escape"))
                place += 1
        return found


def _name_of(numbers: str, final: str) -> str:
    """Return the key of a sequence, empty if it is none that we know."""
    first, _, modifier = numbers.partition(";")
    name = NUMBERED.get(first, "") if final == "~" else FINAL.get(final, "")
    if not name or not modifier:
        return name
    return f"{MODIFIERS[modifier]}{name}" if modifier in MODIFIERS else ""
