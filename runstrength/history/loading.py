"""A history as it is read: the newest files first, in larger and larger pieces, so that something is there at once.

It is for screens, which show the first rows while the others are still read. What came at last is what `files.scan`
finds; files are taken at their names until they are read, so that before that a session whose name and beginning differ
may be missing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from runstrength.history.files import Found, Kept, paths, read_one
from runstrength.history.store import Listing, Row, _Summary, _Tick
from runstrength.session.record import DECODER, Record
from runstrength.toml_input import Problem

FIRST: Final = 48
"""Files of the first piece: more than a large terminal has rows."""
FASTER: Final = 6
"""How many times as many the next piece has."""

K = TypeVar("K", bound=Kept)
T = TypeVar("T")


class _Done(_Tick, frozen=True, gc=False):
    """A set, as far as a `Glance` wants to know."""

    exercise: str = ""
    done: float | None = 0


class _Glimpse(_Summary, frozen=True, kw_only=True):
    """A record, as far as a `Glance` wants to know."""

    note: str = ""
    sets: tuple[_Done, ...] = ()


class Glance(msgspec.Struct, frozen=True):
    """A row, and what it can be found by."""

    row: Row
    note: str
    exercises: tuple[str, ...]
    """The keys of those of which something was done, in their order."""


_GLIMPSES: Final = msgspec.json.Decoder(_Glimpse)
_RECORDS: Final = DECODER


def glances(folder: Path) -> Iterator[Listing[Glance]]:
    """Yield the sessions of a history, at first the newest, at last all; each time in their order."""
    same: dict[tuple[str, ...], tuple[str, ...]] = {}

    def glance(item: _Glimpse) -> Glance:
        keys = tuple(dict.fromkeys(one.exercise for one in item.sets if one.exercise and one.done and not one.skipped))
        return Glance(Row.of(item), item.note, same.setdefault(keys, keys))

    return growing(folder, _GLIMPSES, glance)


def with_exercise(folder: Path, exercise: str) -> Iterator[Listing[Record]]:
    """Yield the sessions that have an exercise, as `glances` does, each with the sets of that exercise alone."""

    def only(item: Record) -> Record | None:
        sets = tuple(one for one in item.sets if one.exercise == exercise)
        return msgspec.structs.replace(item, sets=sets) if sets else None

    return growing(folder, _RECORDS, only)


def growing(folder: Path, decoder: msgspec.json.Decoder[K], keep: Callable[[K], T | None]) -> Iterator[Listing[T]]:
    """Yield what a history holds, at first of the newest files, at last of all; nothing is yielded twice alike.

    Args:
        folder: the folder.
        decoder: how much is read of each file.
        keep: what is kept of a session; None for one that is not wanted.
    """
    problems: list[Problem] = []
    files = sorted(paths(folder, problems), key=os.path.basename, reverse=True)
    kept: dict[str, tuple[tuple[datetime, int, str], datetime, T | None]] = {}
    done, piece = 0, FIRST
    while True:
        for file in files[done : done + piece]:
            one = read_one(file, decoder)
            if isinstance(one, Found):
                _put(kept, one, keep, problems)
            elif one is not None:
                problems.append(one)
        done, piece = done + piece, piece * FASTER
        order = sorted(kept, key=lambda id_: (kept[id_][1], id_), reverse=True)
        found = tuple(item for id_ in order if (item := kept[id_][2]) is not None)
        yield Listing(found, tuple(sorted(problems, key=lambda problem: problem.file)))
        if done >= len(files):
            return


def _put(
    kept: dict[str, tuple[tuple[datetime, int, str], datetime, T | None]],
    one: Found[K],
    keep: Callable[[K], T | None],
    problems: list[Problem],
) -> None:
    """Keep a session, of two files of one the newer, as `files.scan` does."""
    age = (one.item.ended, one.changed, one.file)
    same = kept.get(one.item.id)
    if same is not None:
        newer, older = (age, same[0]) if age > same[0] else (same[0], age)
        used = os.path.basename(newer[2])  # noqa: PTH119
        text = f"holds session {one.item.id} a second time; the newer {used} is used, keep one of them"
        problems.append(Problem(older[2], "", text))
        if newer is not age:
            return
    kept[one.item.id] = (age, one.item.started, keep(one.item))
