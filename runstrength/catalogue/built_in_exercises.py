"""The built-in exercises: each is read from its part of `assets/exercises.toml` when it is first looked up.

A session needs a dozen of them, and reading them all would delay its first frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import tomli

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.exercise_file import read_exercise
from runstrength.toml_input import MAX_FILE_BYTES, InputError, Problem, Table, read_file, read_toml

_HEADER: Final = re.compile(r"^\[(\w+)\][ \t\r]*$", re.MULTILINE)
"""The line with which an exercise begins; its inner tables, such as `[squat.start_by_level]`, belong to it."""


class BuiltInExercises(Mapping[str, Exercise]):
    """All built-in exercises by key, in the order of their file.

    Args:
        path: the file.

    Raises:
        InputError: it can't be read, or has no exercise. What is wrong in an exercise is raised when it is looked up.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._texts = _texts(path)
        self._exercises: dict[str, Exercise] = {}
        if not self._texts:
            read_toml(path)  # says what is wrong
            raise InputError([Problem(str(path), "", "has no exercises: install runstrength again")])

    @property
    def looked_up(self) -> frozenset[str]:
        """The keys of the exercises that have been read."""
        return frozenset(self._exercises)

    def __getitem__(self, key: str) -> Exercise:
        known = self._exercises.get(key)
        if known is None:
            known = self._exercises[key] = self._read(key)
        return known

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def _read(self, key: str) -> Exercise:
        try:
            data = tomli.loads(self._texts[key])
        except tomli.TOMLDecodeError:
            data = read_toml(self._path)  # says where
        problems: list[Problem] = []
        exercise = read_exercise(key, Table(data, str(self._path), problems).table(key) or Table({}, "", problems))
        if problems:
            raise InputError(problems)
        return exercise


class WithOwn(Mapping[str, Exercise]):
    """The built-in exercises and a person's own ones, which replace built-in ones with the same key.

    Args:
        built_in: the built-in exercises.
        own: the person's own exercises, and built-in ones with the person's note.
    """

    def __init__(self, built_in: Mapping[str, Exercise], own: Mapping[str, Exercise]) -> None:
        self._built_in, self._own = built_in, own

    def __getitem__(self, key: str) -> Exercise:
        return self._own[key] if key in self._own else self._built_in[key]

    def __contains__(self, key: object) -> bool:
        return key in self._own or key in self._built_in

    def __iter__(self) -> Iterator[str]:
        yield from self._built_in
        yield from (key for key in self._own if key not in self._built_in)

    def __len__(self) -> int:
        return len(self._built_in) + sum(key not in self._built_in for key in self._own)


def _texts(path: Path) -> dict[str, str]:
    """Return the part of the file for each exercise; none if it can't be read."""
    try:
        text = (read_file(path) or b"")[:MAX_FILE_BYTES].decode("utf-8")
    except (OSError, ValueError):
        return {}
    found = [(match[1], match.start()) for match in _HEADER.finditer(text)]
    ends = pairwise((*(start for _, start in found), len(text)))
    return {key: text[start:end] for (key, _), (start, end) in zip(found, ends, strict=True)}
