"""Values from files that people write: read with care, every problem named by file and key, all at once.

This is the lowest room of the house. It knows TOML and numbers and nothing of training.
"""

from __future__ import annotations

import difflib
import errno
import math
import os
import re
import stat
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct

T = TypeVar("T")

LARGEST_FILE: Final = 250_000
"""Bytes; nothing that a person writes for this program comes near it, and more could not be read in a moment."""

DEEPEST: Final = 16
"""Dots in a key; the time and the room that TOML's reader takes for one grow with their square."""

SHOWN: Final = 60
"""How many characters of a wrong value, or of a wrong key, a message shows."""

MOST: Final = 100
"""How many problems are told; who has more is told how many."""

# After a letter of another script or a picture, the signs that only join it to the next or choose its form.
_JOINING = r"(?<=[^\x00-\x7f])[\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
# Control characters, what turns the writing around, what takes no room or is blank, halves of characters.
_UNSEEN = (
    r"[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# More marks on one letter than any language has would grow into the lines above and below.
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_HARMFUL = re.compile(f"(?P<joining>{_JOINING})|(?P<unseen>{_UNSEEN})|(?<={_MARKS}{{4}})(?P<marks>{_MARKS}+)")
# Zero-width joiner and non-joiner, and what chooses between the forms of a letter or emoji.
_JOINER = re.compile(r"([\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]|(?<=\U0001f3f4)[\U000e0020-\U000e007f]+)")


_HALVES = re.compile(r"[\ud800-\udfff]")
_BREAKS = re.compile(r" *[\t\n\v\f\r\x85\u2028\u2029]+ *")


class Problem(Struct, frozen=True):
    """One thing that is wrong in one file."""

    file: str
    """The file's path, as the person knows it."""
    key: str
    """Where in it, as `blocks[0].slots[2].hold`; empty when it is the file as a whole."""
    text: str
    """What was found and what would be right."""

    def __str__(self) -> str:
        return ": ".join(plain(part) for part in (self.file, self.key, self.text) if part)


class BadInput(Exception):  # noqa: N818  (it is what it says, and reads well where it is raised)
    """Something that a person wrote cannot be used; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = told(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def told(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are told: all, or the first `MOST` and how many more there are."""
    more = len(problems) - MOST
    return tuple(problems) if more <= 0 else (*problems[:MOST], Problem(problems[0].file, "", f"{more:,} more of them"))


def plain(text: str) -> str:
    """Return `text` with what a terminal would obey, turn around or hide made visible as an escape.

    What only joins letters and pictures of other scripts to each other is left out, for terminals do not agree on how
    wide the result is. The rest is as it was.
    """
    if text.isascii() and text.isprintable():
        return text
    return _HARMFUL.sub(_escaped, text)


def plain_joined(text: str) -> str:
    """Return `text` as `plain` does, but with the characters that join letters and emoji, or choose their form.

    For text that goes to a file, where nobody counts columns: `👩‍🦰` stays one picture, and Persian stays readable.
    """
    if text.isascii() and text.isprintable():
        return text
    parts = _JOINER.split(text)  # every second one is what joins
    parts[::2] = map(plain, parts[::2])
    if len(parts) > 1 and not parts[0]:  # it would join nothing, but hide the `=` of a formula behind it
        parts[1] = plain(parts[1])
    return "".join(parts)


def typeable(text: str, before: str = "") -> str:
    """Return what can be inserted of a text that was typed or pasted.

    Line breaks and tabs become a blank, so that no words are glued together. Control characters and what turns the
    writing around are left out; signs that join letters and pictures of other scripts stay.

    Args:
        text: what was typed or pasted.
        before: what stands in front of it.
    """
    text = _BREAKS.sub(" ", text)
    start = min(8, len(before))
    whole, kept, at = before[len(before) - start :] + text, [], start
    for match in _HARMFUL.finditer(whole, start):
        if match.lastgroup == "unseen":
            kept.append(whole[at : match.start()])
            at = match.end()
    return "".join(kept) + whole[at:]


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii") if match.lastgroup == "unseen" else ""


def shown(value: object) -> str:
    """Return a found value as a message shows it: short, on one line, harmless."""
    if value is None:
        return "nothing"
    import json

    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = str(type(value).__name__)
    return plain(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")


def found(value: object, needed: str) -> str:
    """Return the sentence every problem ends with: what was found, what is needed."""
    return f"found {shown(value)}, {needed} is needed"


def invalid(value: object, use: str) -> str:
    """Return the sentence for a value that can't be used: `"85" isn't valid: use 0 to 24 hours`."""
    return f"{shown(value)} isn't valid: use {use}"


def closest(word: str, choices: Sequence[str]) -> str:
    """Return ` (did you mean "…"?)` for a word that is nearly one of `choices`, else nothing."""
    near = difflib.get_close_matches(word, choices, n=1) if len(word) <= SHOWN else []
    return f' (did you mean "{near[0]}"?)' if near else ""


def as_number(value: object) -> float | None:
    """Return a value that is a finite number and not a truth value, None for anything else."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return value if math.isfinite(value) else None
    except OverflowError:  # a whole number of more than 308 digits
        return None


def read_file(path: Path, most: int = LARGEST_FILE) -> bytes | None:
    """Return the content of a file, at most one byte more than `most`; None where it is a pipe, a device or the like.

    Nothing is waited for: a pipe would keep us for ever.

    Raises:
        OSError: it cannot be read.
        ValueError: no file can have this name.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            return None
        parts = []
        while most >= 0 and (part := os.read(handle, most + 1)):
            parts.append(part)
            most -= len(part)
        return b"".join(parts)
    finally:
        os.close(handle)


def _too_deep(raw: bytes) -> int | None:
    """Return the number of the first line with a key of too many dots; what stands in a text can count as one too."""
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.count(b".") > DEEPEST:
            *keys, rest = line.split(b"=")
            header = rest if line.lstrip().startswith(b"[") and b"," not in line else b""
            if any(part.count(b".") > DEEPEST for part in (*keys, header)):
                return number
    return None


def is_path(text: str) -> bool:
    """Tell whether what was typed where a name could stand is the path of a `.toml` file."""
    return text.endswith(".toml") or "/" in text or "\\" in text


def utf8(text: str) -> str:
    """Return a text that can be written to a file: bytes of a name that are not UTF-8 become replacement signs."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def path_of(text: str) -> Path:
    """Return the path that a person typed: `~` is their home, and the home of nobody stays as it is written."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def read_toml(path: Path, name: str | None = None) -> dict[str, object]:
    """Read a TOML file as a table.

    Raises:
        BadInput: the file is not there, too large, not text, or not TOML (with its line).
    """
    name = name or str(path)

    def bad(text: str, key: str = "") -> BadInput:
        return BadInput([Problem(name, key, text)])

    try:
        raw = read_file(path)
    except (OSError, ValueError) as error:  # ValueError: the name itself is impossible
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise bad(f"cannot be read ({(reason or 'unknown reason').lower()}); a file of TOML is needed") from None
    if raw is None:
        raise bad("found something that is not a file, a file of TOML is needed")
    if len(raw) > LARGEST_FILE:
        raise bad(f"found more than {LARGEST_FILE:,} bytes, a smaller file is needed")
    if (line := _too_deep(raw)) is not None:
        raise bad(f"found a key of more than {DEEPEST} dots, a simpler file is needed", f"line {line}")
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))  # some editors put a byte order mark first
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise bad("found bytes that are not UTF-8, UTF-8 text is needed", f"line {line}") from None
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        raise bad(f"{message[:1].lower()}{message[1:]}; valid TOML is needed", place.rstrip(")")) from None
    except (RecursionError, ValueError):
        raise bad("nested too deeply or a number too long; a simpler file is needed") from None


def convert_toml(path: Path, type_: type[T]) -> T:
    """Read a file of ours that has exactly the keys of a Struct.

    Raises:
        BadInput: as `read_toml`, or the first key that is missing, unknown or of another kind.
    """
    import msgspec

    try:
        return msgspec.convert(read_toml(path), type_)
    except msgspec.ValidationError as error:
        text, _, place = str(error).partition(" - at `$")
        raise BadInput([Problem(str(path), place.strip("`").lstrip("."), text[:1].lower() + text[1:])]) from None
