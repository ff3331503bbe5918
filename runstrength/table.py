"""A table of a file that people write: each value is taken by its key and checked; every problem is noted at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from runstrength.toml_input import MOST, SHOWN, Problem, as_number, closest, found, invalid

_INDEX: Final = re.compile(r"\[\d+\]")
_MISSING: Final = object()


class Table(Struct):
    """A table that is being read: each reader takes one key, checks it, and notes what is wrong.

    A reader returns its `default` where the value is missing or wrong, so that reading goes on and finds every problem;
    a missing key is a problem only when no default was given. `finish` reports the keys that nobody asked for.
    """

    data: Mapping[str, object]
    """The table, as TOML gave it."""
    file: str
    """The file it came from."""
    problems: list[Problem]
    """Where problems are noted; shared by all the tables of a file."""
    path: str = ""
    """Where the table is in the file, as `blocks[0]`."""
    asked: set[str] = set()
    """The keys that were asked for."""

    def where(self, key: str) -> str:
        """Return the path of a key of this table."""
        key = key if len(key) <= SHOWN else f"{key[: SHOWN - 1]}…"
        return f"{self.path}.{key}" if self.path else key

    def problem(self, key: str, text: str) -> None:
        """Note a problem with a key."""
        self.problems.append(Problem(self.file, self.where(key), text))

    def take(self, key: str, default: object = _MISSING, needed: str = "a value") -> object:
        """Return the raw value of a key, or `default`; note it when it is missing and has none."""
        self.asked.add(key)
        if key in self.data:
            return self.data[key]
        if default is _MISSING:
            self.problem(key, found(None, needed))
            return None
        return default

    def text(self, key: str, default: object = _MISSING, *, most: int = 200) -> str:
        """Return a text of at most `most` characters."""
        needed = f"a text of at most {most} characters"
        value = self.take(key, default, needed)
        if isinstance(value, str) and len(value) <= most:
            return value
        if key in self.data:
            self.problem(key, found(value, needed))
        return default if isinstance(default, str) else ""

    def name(self, key: str, *, most: int = 60) -> str:
        """Return a text that is not blank, without blanks around it."""
        value = self.text(key, most=most)
        if self.data.get(key) == value and not value.strip():
            self.problem(key, found(value, "a name"))
        return value.strip()

    def texts(self, key: str, default: Sequence[str] | None = None, *, most: int = 20) -> tuple[str, ...]:
        """Return a list of texts, at most `most` of them."""
        value = self.take(key, _MISSING if default is None else list(default), "a list of texts")
        if (
            isinstance(value, list)
            and len(value) <= most
            and all(isinstance(item, str) and len(item) <= 200 for item in value)
        ):
            return tuple(value)
        if key in self.data:
            self.problem(key, found(value, f"a list of at most {most} texts"))
        return tuple(default or ())

    def flag(self, key: str, default: bool | None) -> bool | None:
        """Return true or false."""
        value = self.take(key, default)
        if value is None or isinstance(value, bool):
            return value
        self.problem(key, found(value, "true or false"))
        return default

    def choice(self, key: str, choices: Sequence[str], default: object = _MISSING) -> str:
        """Return one of `choices`."""
        needed = f"one of {', '.join(choices)}"
        value = self.take(key, default, needed)
        if isinstance(value, str) and value in choices:
            return value
        if key in self.data:
            self.problem(key, found(value, needed))
        return default if isinstance(default, str) else choices[0]

    def number(
        self, key: str, default: float | None, *, low: float, high: float, unit: str, whole: bool = False
    ) -> float | None:
        """Return a number from `low` to `high`; `unit` is what it counts, for the message."""
        value = self.take(key, default)
        if value is default and key not in self.data:
            return default
        number = as_number(value)
        if number is not None and low <= number <= high and (not whole or isinstance(number, int)):
            return number
        needed = f"a {'whole ' if whole else ''}number of {unit} from {low:g} to {high:g}"
        self.problem(key, found(value, needed))
        return default

    def numbers(
        self, key: str, default: Sequence[float] = (), *, low: float, high: float, unit: str, most: int = 50
    ) -> tuple[float, ...]:
        """Return a list of at most `most` numbers from `low` to `high`, in their order, each once."""
        value = self.take(key, list(default))
        items = value if isinstance(value, list) else [value]
        use = f"a list of {unit} from {low:g} to {high:g} ([5, 7.5, 10])"
        numbers = []
        for item in items[: most + 1]:
            number = as_number(item)
            if number is None or not low <= number <= high:
                self.problem(key, invalid(item, use))
                return tuple(default)
            numbers.append(number)
        if not isinstance(value, list) or len(items) > most:
            self.problem(key, invalid(value, f"{use}, at most {most} of them"))
            return tuple(default)
        return tuple(sorted(set(numbers)))

    def span(
        self, key: str, *, low: float, high: float, unit: str, example: tuple[int, int], whole: bool = False
    ) -> tuple[float, float] | None:
        """Return a number or a range `[low, high]` as a pair, or None where it is missing or wrong."""
        value = self.take(key, None)
        if key not in self.data:
            return None
        count = "a whole number" if whole else "a number"
        needed = f"{count} of {unit} or a range [{example[0]}, {example[1]}]"
        items = value if isinstance(value, list) else [value, value]
        pair = [
            number for item in items if (number := as_number(item)) is not None and (not whole or isinstance(item, int))
        ]
        if len(pair) != 2 or len(items) != 2:
            self.problem(key, found(value, needed))
        elif not all(low <= item <= high for item in pair):
            self.problem(key, found(value, f"{count} of {unit} from {low:g} to {high:g}"))
        elif pair[0] > pair[1]:
            self.problem(key, found(value, f"a range with the smaller number first [{pair[1]:g}, {pair[0]:g}]"))
        else:
            return pair[0], pair[1]
        return None

    def table(self, key: str) -> Table | None:
        """Return the table under a key, or None where there is none."""
        value = self.take(key, None)
        if isinstance(value, dict):
            return Table(value, self.file, self.problems, self.where(key))
        if value is not None:
            self.problem(key, found(value, "a table"))
        return None

    def tables(self, key: str, *, least: int, most: int) -> list[Table]:
        """Return the tables of a list of tables, each with its own path."""
        value = self.take(key, None)
        header = f"[[{_INDEX.sub('', self.where(key))}]]"
        if value is None:
            value = []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(key, found(value, f"a list of tables {header}"))
            return []
        if not least <= len(value) <= most:
            self.problem(key, f"found {len(value) or 'nothing'}, from {least} to {most} {header} are needed")
            return []
        return [
            Table(item, self.file, self.problems, f"{self.where(key)}[{index}]") for index, item in enumerate(value)
        ]

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                names = sorted(self.asked)
                near = closest(key, names) if len(self.problems) < MOST else ""
                self.problem(key, f"unknown key{near}; known here: {', '.join(names)}")
