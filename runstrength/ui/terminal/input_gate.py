"""Splits terminal input into complete keys, mouse reports and pastes, and drops the rest. Doesn't use Textual.

A terminal sends replies on the same line as keys: colors, its name, its size, the clipboard. They may arrive in parts,
at any time. A sequence is either accepted or dropped as a whole, so that no part of a reply is ever taken for a key.
The grammar is that of ECMA-48 with the extensions of xterm, rxvt and kitty:
https://sw.kovidgoyal.net/kitty/keyboard-protocol/ and https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container
from typing import Final

from msgspec import Struct

ESC: Final = "\x1b"
ESCAPE_WAIT: Final = 0.25
"""Seconds after which an escape character alone is the Escape key. Parts of an arrow key can arrive that far apart."""
ALT_WAIT: Final = 0.06
"""Seconds within which a letter after an escape character is that letter with alt; later it is a key of its own."""
LATE_SECONDS: Final = 1.0
"""Seconds after an Escape in which the rest of a sequence that came too late is still recognized, and dropped.

If the first character of a rest (`[`, `]`, `O`) comes alone, it waits `ALT_WAIT` for what follows. These are keys as
well, but nobody presses the next one that fast. What comes later still is a key, and so is what follows a pause in the
middle of a sequence that is longer than `SHORT_WAIT` (after its first two characters) or `LONG_WAIT`.
"""
SHORT_WAIT: Final = 0.5
"""Seconds for which the start of a sequence waits for more."""
LONG_WAIT: Final = 2.0
"""Seconds for which a sequence that has begun, an answer or a paste waits for more."""
TOTAL_WAIT: Final = 4.0
"""Seconds after which an answer or a paste ends even if more comes, plus one for every `RATE` characters of it."""
RATE: Final = 100
MAX_SEQUENCE: Final = 128
"""Characters of a control sequence; a longer one is dropped."""
MAX_PASTE: Final = 1_000_000
"""Characters of a paste; the rest of a longer one is dropped."""
MAX_COLUMNS: Final = 1_000
MAX_ROWS: Final = 500
"""The largest size that a terminal can have here."""
MAX_POSITION: Final = 10_000
"""The largest column or row of a mouse report."""
PASTE_END: Final = "\x1b[201~"

SHIFT: Final = 1
COMMANDS: Final = 0b111110
"""The bits of kitty's modifiers that turn a letter into a command: alt, ctrl, super, hyper, meta."""
CAPS: Final = 64

_STRINGS: Final = {"]": "osc", "P": "dcs", "X": "sos", "^": "pm", "_": "apc"}
_INTRODUCERS: Final = frozenset("[O]PX^_")
_C1: Final = {"\x8e": "N", "\x8f": "O", "\x90": "P", "\x98": "X", "\x9b": "[", "\x9d": "]", "\x9e": "^", "\x9f": "_"}
_LATE_REST: Final = r"\[[-0-9;:<=>?]*[ -/]?[A-Za-z~^@]|O[0-9;]*[A-DFHMPQRSa-dj-y]"
_LATE_REST_START: Final = r"\[[-0-9;:<=>?]+[ -/]?\Z"
# The beginnings of real answers; any other string only if its end has come with it, for people type these letters.
_LATE_STRING: Final = r"\][0-9lLI]|P[0-9>=!|+]|_G|[\]PX^_][^\x1b\x07\x9c]*(?:\x1b\\|\x07|\x9c)"
_JOINERS: Final = "\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef"
# A character and what is joined to it; it has to reach a text field as one.
_JOINED: Final = f"[^\x00-\x7f{_JOINERS}]?(?:[{_JOINERS}]+[^\x00-\x7f{_JOINERS}]?)+"
# Of kitty's functional keys those that only change others, which nothing waits for.
_MODIFIER_KEYS: Final = frozenset({*range(57358, 57361), *range(57441, 57455)})
_KEYPAD: Final = {57399 + digit: str(digit) for digit in range(10)} | {
    57409: ".",
    57410: "/",
    57411: "*",
    57412: "-",
    57413: "+",
    57415: "=",
}


class Key(Struct, frozen=True):
    """A key."""

    sequence: str
    """Its name: one character or a whole sequence."""
    character: str | None = None
    """The text that it types, if that isn't its name."""
    alt: bool = False


class Pasted(Struct, frozen=True):
    """A pasted text."""

    text: str


class Resized(Struct, frozen=True):
    """The terminal's size, as the terminal reports it itself."""

    columns: int
    rows: int


class Report(Struct, frozen=True):
    """A mouse report, a change of the focus, or a mode that the terminal has: a whole sequence."""

    sequence: str


Token = Key | Pasted | Resized | Report


class InputGate:
    """Parses text as it arrives into tokens.

    Args:
        sequences: all legacy sequences of keys that are known, escape character included.
        functional: kitty's functional keys, as `27u` or `1A`.
        encoding: of the terminal, to find the bytes of an old mouse report again.
        escape_wait: seconds after which an escape character alone is the Escape key.
    """

    def __init__(
        self,
        sequences: Container[str],
        functional: Container[str],
        *,
        encoding: str = "utf-8",
        escape_wait: float = ESCAPE_WAIT,
    ) -> None:
        self._sequences = sequences
        self._functional = functional
        self._encoding = encoding
        self._escape_wait = escape_wait
        self._state: Callable[[str], None] = self._ground
        self._tokens: list[Token] = []
        self._text = ""
        self._after_byte = False
        self._buffer = ""
        self._parts: list[str] = []
        self._count = 0
        self._meta = False
        self._kind = ""
        self._now = 0.0
        self._since = 0.0
        self._last_input = 0.0
        self._late_until = 0.0
        self._button = 0

    # -- input ---------------------------------------------------------------------------------------------------------

    def feed(self, text: str, now: float) -> list[Token]:
        """Parse the text that arrived, and return the complete tokens.

        Args:
            text: decoded with `surrogateescape`, so that bytes which are no text stay what they are.
            now: seconds on a clock that never goes back.
        """
        self._now = now
        self._tokens = []
        start = 0
        if self._state == self._introducer:
            text = self._buffer + text
            self._to_ground()
            start = self._late_rest(text)
        elif now < self._late_until and self._state == self._ground:
            if text in _INTRODUCERS:
                self._enter(self._introducer)
                self._buffer, start = text, len(text)
            else:
                start = self._late_rest(text)
        self._late_until = 0.0
        for character in text[start:]:
            self._state(character)
        self._flush()
        self._last_input = now
        return self._tokens

    def tick(self, now: float) -> list[Token]:
        """Return the tokens that are complete because nothing followed until `now`."""
        self._now = now
        self._tokens = []
        if self._state == self._ground or (deadline := self.deadline) is None or now < deadline:
            return []
        state = self._state
        self._to_ground()
        if state == self._escape:
            self._tokens += [Key(ESC)] * (2 if self._meta else 1)
            self._late_until = now + LATE_SECONDS
        elif state == self._introducer:
            self._tokens.append(Key(self._buffer))
        elif state == self._paste:
            self._end_paste()
        return self._tokens

    @property
    def deadline(self) -> float | None:
        """When to call `tick`; None if no sequence is incomplete."""
        state = self._state
        if state == self._ground:
            return None
        if state == self._escape:
            return self._since + self._escape_wait
        if state == self._introducer:
            return self._since + ALT_WAIT
        if state in (self._string, self._string_escape, self._paste):
            return min(self._last_input + LONG_WAIT, self._since + TOTAL_WAIT + self._count / RATE)
        return self._last_input + (LONG_WAIT if self._buffer else SHORT_WAIT)

    # -- states: each takes one character ------------------------------------------------------------------------------

    def _to_ground(self) -> None:
        self._state = self._ground

    def _enter(self, state: Callable[[str], None]) -> None:
        self._state, self._buffer, self._count, self._since = state, "", 0, self._now

    def _late_rest(self, text: str) -> int:
        """Return the number of characters that belong to an escape character that was taken for a key."""
        if found := re.match(_LATE_REST, text):
            return found.end()
        if re.match(_LATE_REST_START, text):
            self._enter(self._control)
            return 1
        if re.match(_LATE_STRING, text):
            self._enter(self._string)
            self._kind = _STRINGS[text[0]]
            return 1
        return 0

    def _introducer(self, character: str) -> None:
        """Wait for what follows a character that may begin the rest of a sequence; `feed` looks at both together."""
        raise AssertionError(character)

    def _ground(self, character: str) -> None:
        if character == ESC:
            self._flush()
            self._meta = self._after_byte = False
            self._enter(self._escape)
        elif "\x80" <= character <= "\x9f" or "\udc80" <= character <= "\udcff":
            self._flush()
            self._eight_bit(character)
            return
        elif character.isprintable() or character < " " or character == "\x7f" or re.fullmatch(_JOINED, character):
            self._text += character
        self._after_byte = False

    def _eight_bit(self, character: str) -> None:
        """Start a sequence at an 8-bit control character; other bytes that aren't text are dropped."""
        is_byte = character >= "\udc80"
        introducer = _C1.get(chr(ord(character) & 0xFF))
        # A byte after another one is rather part of a letter in another encoding.
        if introducer and not (is_byte and self._after_byte):
            self._meta = is_byte = False
            self._enter(self._escape)
            self._escape(introducer)
        self._after_byte = is_byte

    def _escape(self, character: str) -> None:
        if character == "[":
            self._enter(self._control)
        elif character in "ON":
            self._enter(self._single_shift)
            self._kind = character
        elif character in _STRINGS:
            if self._meta:
                self._tokens.append(Key(ESC))
            self._enter(self._string)
            self._kind = _STRINGS[character]
        elif character == ESC:
            if self._meta:
                self._tokens.append(Key(ESC))
            self._meta, self._since = True, self._now
        elif character == "\\":
            self._to_ground()
        else:
            self._alt(character)

    def _alt(self, character: str) -> None:
        """A letter after an escape character: with alt if it came with it, else after the Escape key."""
        together = self._now - self._since <= ALT_WAIT
        self._to_ground()
        if self._meta or not together:
            self._tokens.append(Key(ESC))
        if together and (character.isprintable() or character < " " or character == "\x7f"):
            self._tokens.append(Key(character, alt=True))
        else:
            self._ground(character)

    def _control(self, character: str) -> None:
        if "0" <= character <= "?" or " " <= character <= "/":
            if character == "$" and f"{ESC}[{self._buffer}$" in self._sequences:  # rxvt's keys with shift
                self._end_control(f"{ESC}[{self._buffer}$")
            elif len(self._buffer) < MAX_SEQUENCE:
                self._buffer += character
            return
        if character == "[" and not self._buffer:  # the function keys of Linux' console
            self._enter(self._console_key)
        elif character == "M" and not self._buffer:
            self._enter(self._old_mouse)
        elif "@" <= character <= "~":
            self._end_control(f"{ESC}[{self._buffer}{character}")
        else:  # it was cut off; what cut it off counts
            self._to_ground()
            self._ground(character)

    def _end_control(self, sequence: str) -> None:
        self._to_ground()
        if len(self._buffer) < MAX_SEQUENCE:
            self._emit(self._tokens_of(sequence))

    def _emit(self, tokens: list[Token]) -> None:
        """Emit tokens; after a second escape character keys get alt, other tokens follow the Escape key."""
        if self._meta and tokens and all(isinstance(token, Key) for token in tokens):
            tokens = [Key(token.sequence, alt=True) for token in tokens if isinstance(token, Key)]
        elif self._meta:
            self._tokens.append(Key(ESC))
        self._meta = False
        self._tokens += tokens

    def _console_key(self, character: str) -> None:
        sequence = f"{ESC}[[{character}"
        self._to_ground()
        self._emit([Key(sequence)] if sequence in self._sequences else [])

    def _single_shift(self, character: str) -> None:
        if self._kind == "O" and (character.isdecimal() or character == ";") and len(self._buffer) < MAX_SEQUENCE:
            self._buffer += character
            return
        if character == ESC or not " " <= character <= "~":
            self._to_ground()
            self._ground(character)
            return
        sequence = f"{ESC}O{character}"
        self._to_ground()
        self._emit([Key(sequence)] if self._kind == "O" and sequence in self._sequences else [])

    def _old_mouse(self, character: str) -> None:
        """Collect the three bytes of an X10 mouse report; one decoded character can be several of them."""
        if character == ESC:
            self._to_ground()
            self._ground(character)
            return
        self._buffer += character
        values = self._buffer.encode(self._encoding, "surrogateescape")
        if len(values) >= 3:
            self._to_ground()
            self._emit(self._mouse(values[0] - 32, values[1] - 32, values[2] - 32))

    def _string(self, character: str) -> None:
        self._count += 1
        if character == ESC:
            self._state = self._string_escape
        elif character in "\x18\x1a\x9c\udc9c" or (character == "\x07" and self._kind == "osc"):
            self._to_ground()

    def _string_escape(self, character: str) -> None:
        """End a reply at an escape character, which is its terminator or starts another sequence."""
        self._meta = False
        self._enter(self._escape)
        self._escape(character)

    def _paste(self, character: str) -> None:
        self._count += 1
        self._buffer = (self._buffer + character)[-len(PASTE_END) :]
        if self._count <= MAX_PASTE:
            self._parts.append(character)
        if self._buffer == PASTE_END:
            self._to_ground()
            self._end_paste(self._count - len(PASTE_END))

    def _end_paste(self, length: int = MAX_PASTE) -> None:
        text, self._parts = "".join(self._parts[:length]).replace("\x00", ""), []
        if text:
            self._tokens.append(Pasted(re.sub("[\ud800-\udfff]", "\ufffd", text)))

    # -- text ----------------------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Emit the collected characters: one key each, but joined characters together."""
        text, self._text = self._text, ""
        if text.isascii():
            self._tokens += map(Key, text)
            return
        end = 0
        for found in re.finditer(_JOINED, text):
            self._tokens += map(Key, text[end : found.start()])
            self._tokens.append(Pasted(found[0]))
            end = found.end()
        self._tokens += map(Key, text[end:])

    # -- control sequences ---------------------------------------------------------------------------------------------

    def _tokens_of(self, sequence: str) -> list[Token]:
        """Return the tokens of a complete control sequence; none if it is neither a key nor an expected report."""
        body, final = sequence[2:-1], sequence[-1]
        if body.startswith("?"):
            return [Report(sequence)] if re.fullmatch(r"\?20(26|48);[123]\$y", sequence[2:]) else []
        if body.startswith("<"):
            return self._mouse_report(sequence)
        if not re.fullmatch(r"[0-9:;]*", body):
            return [Key(sequence)] if sequence in self._sequences else []
        if final in "IO" and not body:
            return [Report(sequence)]
        if final == "~" and body == "200":
            self._enter(self._paste)
            return []
        fields = body.split(";")
        if final == "t":
            return self._size(fields)
        if final == "M":
            return self._rxvt_mouse(fields)
        if final == "R" and len(fields) > 1:  # where the cursor is
            return []
        if final == "u":
            return self._kitty_key(fields)
        if final == "~" and fields[0] == "27" and len(fields) == 3:  # xterm's modifyOtherKeys
            return self._kitty_key([fields[2], fields[1]])
        return self._legacy_key(sequence, fields, final)

    def _legacy_key(self, sequence: str, fields: list[str], final: str) -> list[Token]:
        modifiers, event = _modifiers(fields[1:2])
        if modifiers is None or event == 3 or len(fields) > 2 or not re.fullmatch(r"[0-9]{0,3}", fields[0]):
            return []
        number = fields[0] or "1"
        if f"{number}{final}" in self._functional and (final in "u~" or number == "1"):
            if modifiers & ~(CAPS | 128):
                return [Key(f"{ESC}[{number};{(modifiers & 63) + 1}{final}")]
            plain = f"{ESC}[{'' if number == '1' and final != '~' else number}{final}"
            return [Key(plain if plain in self._sequences else f"{ESC}[{number}{final}")]
        return [Key(sequence)] if sequence in self._sequences else []

    def _kitty_key(self, fields: list[str]) -> list[Token]:
        """Return the keys of a report `code:shifted:base;modifiers:event;text u`; none for a released key."""
        codes = [_number(part) for part in fields[0].split(":")]
        code, shifted, base = (*codes, None, None)[:3] if len(codes) < 4 else (None, None, None)
        modifiers, event = _modifiers(fields[1:2])
        if code is None or modifiers is None or event == 3 or len(fields) > 3:
            return []
        typed = [text for part in fields[2].split(":")[:64] if (text := _letter(_number(part)))] if fields[2:] else []
        commands = modifiers & COMMANDS
        if 57344 <= code <= 63743 or code in (9, 13, 27, 127):
            if code in _MODIFIER_KEYS or f"{code}u" not in self._functional:
                return []
            character = "".join(typed) or _KEYPAD.get(code)
            sequence = f"{ESC}[{code};{(modifiers & 63) + 1}u" if modifiers & 63 else f"{ESC}[{code}u"
            return [Key(sequence, None if commands else character)]
        letter = _letter(code)
        if commands:
            name = _by_position(letter, base) if letter else ""
            return [Key(f"{ESC}[{ord(name)};{(modifiers & 63) + 1}u")] if name else []
        if letter and letter.isspace():
            return [Key(f"{ESC}[{code};{(modifiers & 63) + 1};{code}u" if modifiers & SHIFT else letter)]
        if not typed and letter:
            upper = bool(modifiers & SHIFT) != bool(modifiers & CAPS and letter.isalpha())
            typed = [(modifiers & SHIFT and _letter(shifted)) or (letter.upper() if upper else letter)]
        if any(re.fullmatch(_JOINED, text) for text in typed):
            return [Pasted("".join(typed))]
        return [self._typed(text, base) for text in typed if len(text) == 1]

    @staticmethod
    def _typed(text: str, base: int | None) -> Key:
        name = _by_position(text, base)
        return Key(name, text) if name != text else Key(text)

    @staticmethod
    def _size(fields: list[str]) -> list[Token]:
        """Return the size that the terminal reports by itself (`48;rows;columns;height;width t`), if it can be."""
        numbers = [_number(field.partition(":")[0]) for field in fields]
        if len(numbers) != 5 or numbers[0] != 48 or numbers[1] is None or numbers[2] is None:
            return []
        rows, columns = numbers[1], numbers[2]
        return [Resized(columns, rows)] if 0 < rows <= MAX_ROWS and 0 < columns <= MAX_COLUMNS else []

    # -- the mouse -----------------------------------------------------------------------------------------------------

    @staticmethod
    def _mouse_report(sequence: str) -> list[Token]:
        found = re.fullmatch(r"\x1b\[<([0-9]{1,3});([0-9]{1,5});([0-9]{1,5})[mM]", sequence)
        if not found:
            return []
        button, column, row = map(int, found.groups())
        return [Report(sequence)] if button < 128 and 0 < column <= MAX_POSITION and 0 < row <= MAX_POSITION else []

    def _rxvt_mouse(self, fields: list[str]) -> list[Token]:
        numbers = [_number(field) for field in fields]
        if len(numbers) != 3 or numbers[0] is None or numbers[1] is None or numbers[2] is None:
            return []
        return self._mouse(numbers[0] - 32, numbers[1], numbers[2])

    def _mouse(self, button: int, column: int, row: int) -> list[Token]:
        """Return an old mouse report as a new one; old ones lack the released button."""
        if not 0 <= button < 128:
            return []
        released = button & 3 == 3 and not button & 0b1100000
        if released:
            button = (button & ~3) | self._button
        elif not button & 0b1100000:
            self._button = button & 3
        return self._mouse_report(f"{ESC}[<{button};{max(0, column)};{max(0, row)}{'m' if released else 'M'}")


def _number(text: str) -> int | None:
    """Return a number of at most seven digits; None for any other text."""
    return int(text) if re.fullmatch(r"[0-9]{1,7}", text) else None


def _letter(code: int | None) -> str:
    """Return the character of a code point; empty if it can't be typed."""
    if code is None or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    character = chr(code)
    return character if character.isprintable() or re.fullmatch(_JOINED, character) else ""


def _modifiers(fields: list[str]) -> tuple[int | None, int]:
    """Return the bits of the modifiers and the event type (1 press, 2 repeat, 3 release); None if invalid."""
    text, _, event = (fields[0] if fields else "").partition(":")
    modifiers, kind = _number(text or "1"), _number(event or "1")
    if modifiers is None or not 1 <= modifiers <= 256 or kind not in (1, 2, 3):
        return None, 1
    return modifiers - 1, kind


def _by_position(letter: str, base: int | None) -> str:
    """Return the letter that names a key; for other scripts it is the letter of the key in a Latin layout."""
    if letter.isascii() or base is None or not "!" <= (other := _letter(base) or " ") <= "~" or is_latin(letter):
        return letter
    return other.upper() if letter.isupper() else other


def is_latin(letter: str) -> bool:
    """Tell whether a character is a Latin letter, such as ü or ø, or not a letter."""
    return not letter.isalpha() or unicodedata.name(letter, "LATIN").startswith("LATIN")
