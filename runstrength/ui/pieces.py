"""The history as its screens have it: read in pieces beside the screen, with all that a picture of it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from runstrength.catalogue.exercise import Exercise
from runstrength.dates import ago
from runstrength.history import loading
from runstrength.history.exercise_stats import Known, Series, counted, series
from runstrength.history.search import Entry, Index
from runstrength.history.weekly_stats import Week, weeks
from runstrength.session.record import Record

if TYPE_CHECKING:
    from runstrength.history.store import Row


class Piece(Struct, frozen=True):
    """As much of a history as was read so far, the newest first."""

    entries: tuple[Entry, ...] = ()
    rows: tuple[Row, ...] = ()
    weeks: tuple[Week, ...] = ()
    """The last year, the oldest first."""
    known: tuple[Known, ...] = ()
    """The exercises, the most frequent first."""
    problems: int = 0
    """Files that could not be read."""


def pieces(
    folder: Path, exercises: Mapping[str, Exercise], now: datetime, week_starts: str = "monday"
) -> Iterator[Piece]:
    """Yield more and more of a history, at last all of it.

    Args:
        folder: where it is.
        exercises: where the names come from.
        now: a moment of the last week.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    index = Index({key: all_names(exercise) for key, exercise in exercises.items()})
    for listing in loading.glances(folder):
        entries = index.entries(listing.records)
        rows = tuple(entry.row for entry in entries)
        known = counted((one.row.started, one.exercises) for one in listing.records)
        yield Piece(entries, rows, weeks(rows, now, week_starts=week_starts), known, len(listing.problems))


def series_of(folder: Path, exercise: str) -> Iterator[tuple[Series, ...]]:
    """Yield how an exercise went, at first in the newest sessions, at last in all."""
    for listing in loading.with_exercise(folder, exercise):
        yield series(listing.records, exercise)


def training(rows: Iterable[Row], now: datetime, days: int) -> tuple[Record, ...]:
    """Return what was done in the last days, as records without sets, for what asks for no more."""
    since = ago(now, days=days)
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
    """Return every name that an exercise goes by, with those of its forms."""
    return " ".join(filter(None, (exercise.name, *(variant.name for variant in exercise.variants))))
