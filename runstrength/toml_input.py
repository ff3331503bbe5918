"""Reads TOML files that people write, and reports all problems at once, each with its file and key.

It knows nothing about training.
"""

from __future__ import annotations

import errno
import math
import os
import re
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

import tomli
from msgspec import Struct

from runstrength.numbers import range_text
from runstrength.text import (
    MAX_SHOWN,
    NOT_UTF8,
    closest,
    invalid,
    one_of,
    os_reason,
    printable,
    text_of_at_most,
    uncapitalized,
)

T = TypeVar("T")

MAX_FILE_BYTES: Final = 250_000
"""Bytes; far more than a hand-written file has, and still fast to read."""

MAX_DOTS: Final = 16
"""Dots in a key; the time and memory that `tomli` needs for a key grow with the square of its dots."""

MAX_PROBLEMS: Final = 100
"""Problems that are reported; of further ones, only the number."""

_INDEX: Final = r"\[\d+\]"
_MISSING: Final = object()


class Problem(Struct, frozen=True):
    """One error in a file."""

    file: str
    """The file's path, as the person knows it."""
    key: str
    """The path of the key, such as `blocks[0].slots[2].hold`; empty for the whole file."""
    text: str
    """The error message."""

    def __str__(self) -> str:
        return ": ".join(printable(part) for part in (self.file, self.key, self.text) if part)


class InputError(Exception):
    """A file or value that a person wrote cannot be used; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = first_problems(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def with_others(problems: Sequence[Problem], see: str) -> str:
    """Return the first problem, and how many others there are; `see` is the command that lists them."""
    first, others = problems[0], len(problems) - 1
    return f"{first} (and {others:,} more, see: {see})" if others else str(first)


def read_problem(file: object, error: Exception, use: str) -> Problem:
    """Return the problem of a file or a folder that can't be read; `use` says what to use instead."""
    return Problem(str(file), "", f"can't be read ({os_reason(error).lower()}): use {use}")


def first_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return all problems, or the first `MAX_PROBLEMS` and a last one with the number of further ones."""
    further = len(problems) - MAX_PROBLEMS
    return (
        tuple(problems)
        if further <= 0
        else (*problems[:MAX_PROBLEMS], Problem(problems[0].file, "", f"{further:,} more of them"))
    )


def as_number(value: object) -> float | None:
    """Return a value if it is a finite number and not a bool, else None."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return value if math.isfinite(value) else None
    except OverflowError:  # an int of more than 308 digits
        return None


def read_file(path: Path) -> bytes | None:
    """Return the content of a file, at most one byte more than `MAX_FILE_BYTES`; None if it is a pipe or a device.

    Never blocks, not even on a pipe.

    Raises:
        OSError: the file cannot be read.
        ValueError: the name is not a valid file name.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            return None
        parts = []
        room = MAX_FILE_BYTES
        while room >= 0 and (part := os.read(handle, room + 1)):
            parts.append(part)
            room -= len(part)
        return b"".join(parts)
    finally:
        os.close(handle)


def _too_nested_line(raw: bytes) -> int | None:
    """Return the number of the first line with a key of too many dots (or a string that looks like one), or None."""
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.count(b".") > MAX_DOTS:
            *keys, rest = line.split(b"=")
            header = rest if line.lstrip().startswith(b"[") and b"," not in line else b""
            if any(part.count(b".") > MAX_DOTS for part in (*keys, header)):
                return number
    return None


def read_toml(path: Path, name: str | None = None) -> dict[str, object]:
    """Read a TOML file as a table.

    Raises:
        InputError: the file does not exist, is too large, not UTF-8, or not TOML.
    """
    name = name or str(path)

    def error_with(text: str, key: str = "") -> InputError:
        return InputError([Problem(name, key, text)])

    try:
        raw = read_file(path)
    except (OSError, ValueError) as error:  # ValueError: the name itself is impossible
        raise error_with(f"can't be read ({os_reason(error).lower()}): use a TOML file") from None
    if raw is None:
        raise error_with("isn't a file: use a TOML file")
    if len(raw) > MAX_FILE_BYTES:
        raise error_with(f"has more than {MAX_FILE_BYTES:,} bytes: use a smaller file")
    if (line := _too_nested_line(raw)) is not None:
        raise error_with(f"a key has more than {MAX_DOTS} dots: use a simpler file", f"line {line}")
    try:
        return tomli.loads(raw.decode("utf-8-sig"))  # some editors put a byte order mark first
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise error_with(NOT_UTF8, f"line {line}") from None
    except tomli.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        raise error_with(f"{uncapitalized(message)}: use valid TOML", place.rstrip(")")) from None
    except (RecursionError, ValueError):
        raise error_with("is nested too deeply, or a number is too long: use a simpler file") from None


def convert_toml(path: Path, type_: type[T]) -> T:
    """Read a TOML file of the assets into a Struct.

    Raises:
        InputError: as `read_toml`, or the first key that is missing, unknown or of the wrong type.
    """
    import msgspec

    try:
        return msgspec.convert(read_toml(path), type_)
    except msgspec.ValidationError as error:
        text, _, place = str(error).partition(" - at `$")
        raise InputError([Problem(str(path), place.strip("`").lstrip("."), uncapitalized(text))]) from None


class Table(Struct):
    """A TOML table: each method reads one key, checks its value and records what is wrong.

    A method returns its `default` if the value is missing or wrong, so reading continues and finds every problem;
    a missing key is a problem only if no default was given. `finish` reports the keys that no method read.
    """

    data: Mapping[str, object]
    """The parsed table."""
    file: str
    """The file, for error messages."""
    problems: list[Problem]
    """The list of problems, shared by all tables of a file."""
    path: str = ""
    """The path of the table in the file, such as `blocks[0]`."""
    read_keys: set[str] = set()
    """The keys that were read."""

    def where(self, key: str) -> str:
        """Return the path of a key of this table."""
        key = key if len(key) <= MAX_SHOWN else f"{key[: MAX_SHOWN - 1]}…"
        return f"{self.path}.{key}" if self.path else key

    def problem(self, key: str, text: str) -> None:
        """Record a problem with a key."""
        self.problems.append(Problem(self.file, self.where(key), text))

    def take(self, key: str, default: object = _MISSING, expected: str = "a value") -> object:
        """Return the raw value of a key, or `default`; record a problem if it is missing and has none."""
        self.read_keys.add(key)
        if key in self.data:
            return self.data[key]
        if default is _MISSING:
            self.problem(key, invalid(None, expected))
            return None
        return default

    def text(self, key: str, default: object = _MISSING, *, max_length: int = 200) -> str:
        """Return a text of at most `max_length` characters."""
        expected = text_of_at_most(max_length)
        value = self.take(key, default, expected)
        if isinstance(value, str) and len(value) <= max_length:
            return value
        if key in self.data:
            self.problem(key, invalid(value, expected))
        return default if isinstance(default, str) else ""

    def name(self, key: str, *, max_length: int = 60) -> str:
        """Return a text that is not blank, stripped."""
        value = self.text(key, max_length=max_length)
        if self.data.get(key) == value and not value.strip():
            self.problem(key, invalid(value, "a name"))
        return value.strip()

    def texts(self, key: str, default: Sequence[str] | None = None, *, max_items: int = 20) -> tuple[str, ...]:
        """Return a list of at most `max_items` texts."""
        value = self.take(key, _MISSING if default is None else list(default), "a list of texts")
        if (
            isinstance(value, list)
            and len(value) <= max_items
            and all(isinstance(item, str) and len(item) <= 200 for item in value)
        ):
            return tuple(value)
        if key in self.data:
            self.problem(key, invalid(value, f"a list of at most {max_items} texts"))
        return tuple(default or ())

    def flag(self, key: str, default: bool | None) -> bool | None:
        """Return true or false."""
        value = self.take(key, default)
        if value is None or isinstance(value, bool):
            return value
        self.problem(key, invalid(value, "true or false"))
        return default

    def choice(self, key: str, choices: Sequence[str], default: object = _MISSING) -> str:
        """Return one of `choices`."""
        expected = one_of([choice or '""' for choice in choices])
        value = self.take(key, default, expected)
        if isinstance(value, str) and value in choices:
            return value
        if key in self.data:
            self.problem(key, invalid(value, expected))
        return default if isinstance(default, str) else choices[0]

    def number(
        self, key: str, default: float | None, *, low: float, high: float, unit: str, whole: bool = False
    ) -> float | None:
        """Return a number from `low` to `high`; `unit` is for the error message."""
        value = self.take(key, default)
        if value is default and key not in self.data:
            return default
        number = as_number(value)
        if number is not None and low <= number <= high and (not whole or isinstance(number, int)):
            return number
        self.problem(key, invalid(value, range_text(low, high, unit, whole=whole)))
        return default

    def numbers(
        self, key: str, default: Sequence[float] = (), *, low: float, high: float, unit: str, max_items: int = 50
    ) -> tuple[float, ...]:
        """Return a list of at most `max_items` numbers from `low` to `high`, sorted, without duplicates."""
        value = self.take(key, list(default))
        items = value if isinstance(value, list) else [value]
        use = f"a list of {unit} from {low:g} to {high:g} ([5, 7.5, 10])"
        numbers = []
        for item in items[: max_items + 1]:
            number = as_number(item)
            if number is None or not low <= number <= high:
                self.problem(key, invalid(item, use))
                return tuple(default)
            numbers.append(number)
        if not isinstance(value, list) or len(items) > max_items:
            self.problem(key, invalid(value, f"{use}, at most {max_items}"))
            return tuple(default)
        return tuple(sorted(set(numbers)))

    def span(
        self, key: str, *, low: float, high: float, unit: str, example: tuple[int, int], whole: bool = False
    ) -> tuple[float, float] | None:
        """Return a number or a range `[low, high]` as a pair, None if it is missing or wrong."""
        value = self.take(key, None)
        if key not in self.data:
            return None
        count = "a whole number" if whole else "a number"
        expected = f"{count} of {unit} or a range like [{example[0]}, {example[1]}]"
        items = value if isinstance(value, list) else [value, value]
        pair = [
            number for item in items if (number := as_number(item)) is not None and (not whole or isinstance(item, int))
        ]
        if len(pair) != 2 or len(items) != 2:
            self.problem(key, invalid(value, expected))
        elif not all(low <= item <= high for item in pair):
            self.problem(key, invalid(value, range_text(low, high, unit, whole=whole)))
        elif pair[0] > pair[1]:
            self.problem(key, invalid(value, f"the smaller number first: [{pair[1]:g}, {pair[0]:g}]"))
        else:
            return pair[0], pair[1]
        return None

    def series(
        self,
        key: str,
        *,
        low: float,
        high: float,
        unit: str,
        example: tuple[int, int],
        most: int,
        whole: bool = False,
        words: Sequence[str] = (),
        list_key: str = "",
    ) -> tuple[float, ...] | str | None:
        """Return a number or a range as a pair, three or more numbers, or one of some words; None if it is wrong.

        Args:
            key: the key.
            low: the smallest number.
            high: the largest.
            unit: of the numbers, for the error message.
            example: of a range, for the error message.
            most: how many numbers there may be.
            whole: only whole numbers.
            words: the words that it may be instead.
            list_key: the key that takes two numbers that are no range, for the error message.
        """
        value = self.take(key, None)
        if isinstance(value, str) and value in words:
            return value
        if isinstance(value, list) and len(value) == 2 and list_key:
            first, second = (as_number(item) for item in value)
            if first is not None and second is not None and first > second:
                use = f"the smaller number first: [{second:g}, {first:g}] (or {list_key} for one number a set)"
                self.problem(key, invalid(value, use))
                return None
        if not isinstance(value, list) or len(value) <= 2 or most == 2:
            return self.span(key, low=low, high=high, unit=unit, example=example, whole=whole)
        return self.items(key, low=low, high=high, unit=unit, most=most, whole=whole)

    def items(
        self, key: str, *, low: float, high: float, unit: str, most: int, whole: bool = False
    ) -> tuple[float, ...] | None:
        """Return a list of numbers in the order in which they were written, None if it is missing or wrong."""
        value = self.take(key, None)
        if key not in self.data:
            return None
        items = value if isinstance(value, list) else []
        numbers = [
            number
            for item in items[: most + 1]
            if (number := as_number(item)) is not None
            and low <= number <= high
            and (not whole or isinstance(item, int))
        ]
        if not 1 <= len(items) <= most:
            self.problem(key, invalid(value, f"a list of 1 to {most} numbers, one for each set"))
        elif len(numbers) < len(items):
            wrong = next(
                item
                for item in items
                if (number := as_number(item)) is None
                or not low <= number <= high
                or (whole and not isinstance(item, int))
            )
            self.problem(key, invalid(wrong, f"{range_text(low, high, unit, whole=whole)} for each set"))
        else:
            return tuple(numbers)
        return None

    def table(self, key: str) -> Table | None:
        """Return the table under a key, None if there is none."""
        value = self.take(key, None)
        if isinstance(value, dict):
            return Table(value, self.file, self.problems, self.where(key))
        if value is not None:
            self.problem(key, invalid(value, "a table"))
        return None

    def tables(self, key: str, *, min_items: int, max_items: int) -> list[Table]:
        """Return the tables of an array of tables."""
        value = self.take(key, None)
        header = f"[[{re.sub(_INDEX, '', self.where(key))}]]"
        if value is None:
            value = []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(key, invalid(value, f"a list of tables {header}"))
            return []
        if not min_items <= len(value) <= max_items:
            self.problem(key, f"has {len(value) or 'no'} {header}: use {min_items} to {max_items}")
            return []
        return [
            Table(item, self.file, self.problems, f"{self.where(key)}[{index}]") for index, item in enumerate(value)
        ]

    def finish(self, meant: Mapping[str, str] | None = None) -> None:
        """Record a problem for every key that no method read.

        Args:
            meant: the right key by another word for it, where the two are not spelled alike.
        """
        for key in self.data:
            if key not in self.read_keys:
                names = sorted(self.read_keys)
                near = closest((meant or {}).get(key, key), names) if len(self.problems) < MAX_PROBLEMS else ""
                self.problem(key, f"unknown key{near}: use {one_of(names)}")
