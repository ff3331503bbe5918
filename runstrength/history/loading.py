"""Loads a history for screens: the newest sessions first, in growing batches, so that the first rows come at once.

The last batch equals `files.scan`. Earlier batches sort by file name, so a session whose file name does not match its
start may still be missing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from runstrength.dates import time_before
from runstrength.history.exercise_stats import ExerciseCount, Series, count_exercises, series
from runstrength.history.files import Found, HasIdentity, copy_problem, paths, read_one
from runstrength.history.search import SearchRecord, SearchRow, SearchRows
from runstrength.history.store import Listing
from runstrength.history.weekly_stats import Week, weeks
from runstrength.session.record import DECODER, Record
from runstrength.toml_input import Problem

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Exercise
    from runstrength.history.store import Row

FIRST: Final = 48
"""Files of the first batch: more than a large terminal has rows."""
FASTER: Final = 6
"""How many times as many files the next batch has."""

K = TypeVar("K", bound=HasIdentity)
T = TypeVar("T")

_SEARCH_RECORDS: Final = msgspec.json.Decoder(SearchRecord)


class LoadedHistory(Struct, frozen=True):
    """As much of a history as has been read, with the statistics that its screens show."""

    rows: tuple[SearchRow, ...] = ()
    """The newest session first."""
    weeks: tuple[Week, ...] = ()
    """The last year, the oldest week first."""
    known: tuple[ExerciseCount, ...] = ()
    """The exercises, the most frequent first."""
    unreadable: int = 0
    """How many files could not be read."""


def load_history(
    folder: Path, exercises: Mapping[str, Exercise], now: datetime, week_starts: str = "monday"
) -> Iterator[LoadedHistory]:
    """Yield more and more of a history, at last all of it.

    Args:
        folder: the folder of the history.
        exercises: the catalogue, which has the names.
        now: a moment of the last week.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    for listing in load_rows(folder, {key: all_names(exercise) for key, exercise in exercises.items()}):
        rows = listing.records
        known = count_exercises((row.started, row.exercises) for row in rows)
        yield LoadedHistory(rows, weeks(rows, now, week_starts=week_starts), known, len(listing.problems))


def load_rows(folder: Path, names: Mapping[str, str]) -> Iterator[Listing[SearchRow]]:
    """Yield the rows of a history: first the newest, at last all, each time in their order.

    Args:
        folder: the folder of the history.
        names: all names of each exercise, by its key.
    """
    return load_batches(folder, _SEARCH_RECORDS, SearchRows(names).row)


def load_series(folder: Path, exercise: str) -> Iterator[tuple[Series, ...]]:
    """Yield how an exercise went: first in the newest sessions, at last in all."""
    for listing in load_sessions_with(folder, exercise):
        yield series(listing.records, exercise)


def load_sessions_with(folder: Path, exercise: str) -> Iterator[Listing[Record]]:
    """Yield the sessions with an exercise, as `load_rows` does, each with the sets of that exercise only."""

    def only(item: Record) -> Record | None:
        sets = tuple(item for item in item.sets if item.exercise == exercise)
        return replace(item, sets=sets) if sets else None

    return load_batches(folder, DECODER, only)


def load_batches(folder: Path, decoder: msgspec.json.Decoder[K], keep: Callable[[K], T | None]) -> Iterator[Listing[T]]:
    """Yield what a history holds: first the newest files, at last all; each batch includes the ones before it.

    Args:
        folder: the folder of the history.
        decoder: how much is read of each file.
        keep: returns what is kept of a session; None to leave it out.
    """
    problems: list[Problem] = []
    files = sorted(paths(folder, problems), key=os.path.basename, reverse=True)
    kept: dict[str, tuple[tuple[datetime, int, str], datetime, T | None]] = {}
    done, batch = 0, FIRST
    while True:
        for file in files[done : done + batch]:
            entry = read_one(file, decoder)
            if isinstance(entry, Found):
                _put(kept, entry, keep, problems)
            elif entry is not None:
                problems.append(entry)
        done, batch = done + batch, batch * FASTER
        order = sorted(kept, key=lambda id_: (kept[id_][1], id_), reverse=True)
        found = tuple(item for id_ in order if (item := kept[id_][2]) is not None)
        yield Listing(found, tuple(sorted(problems, key=lambda problem: problem.file)))
        if done >= len(files):
            return


def _put(
    kept: dict[str, tuple[tuple[datetime, int, str], datetime, T | None]],
    entry: Found[K],
    keep: Callable[[K], T | None],
    problems: list[Problem],
) -> None:
    """Keep a session; of two files of one session the newer, as `files.scan` does."""
    age = (entry.item.ended, entry.changed, entry.file)
    same = kept.get(entry.item.id)
    if same is not None:
        newer, older = (age, same[0]) if age > same[0] else (same[0], age)
        problems.append(copy_problem(older[2], entry.item.id, newer[2]))
        if newer is not age:
            return
    kept[entry.item.id] = (age, entry.item.started, keep(entry.item))


def training(rows: Iterable[Row], now: datetime, days: int) -> tuple[Record, ...]:
    """Return the sessions of the last days as records without sets."""
    since = time_before(now, days=days)
    return tuple(
        Record(
            id=row.id,
            kind=row.kind,
            started=row.started,
            ended=row.ended,
            completed=row.completed,
            effort=row.effort,
        )
        for row in rows
        if row.started > since
    )


def all_names(exercise: Exercise) -> str:
    """Return every name of an exercise, with those of its variants."""
    return " ".join(filter(None, (exercise.name, *(variant.name for variant in exercise.variants))))
