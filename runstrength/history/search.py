"""Finds sessions by words of their title, routine, exercises, note and date, and by their kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import UNSET

from runstrength.catalogue.naming import plain
from runstrength.history.store import PartialRecord, PartialSet, Row

WORDS: Final = {
    "session": "strength session",
    "warmup": "warm-up warmup",
    "cooldown": "cool-down cooldown",
    "check": "self-check",
    "run": "run",
}
"""The words that find each kind."""


class SearchSet(PartialSet, frozen=True, gc=False):
    """A set, as far as a `SearchRow` needs it."""

    exercise: str = ""
    done: float | None = 0


class SearchRecord(PartialRecord, frozen=True, kw_only=True):
    """A record, as far as a `SearchRow` needs it."""

    note: str = ""
    sets: tuple[SearchSet, ...] = ()


class SearchRow(Row, frozen=True, kw_only=True):
    """One line of a list of sessions, with what it can be found by."""

    exercises: tuple[str, ...]
    """The keys of the exercises of which something was done, in their order."""
    text: str
    """Title, routine, kind, note and date, in lower case."""
    exercise_text: str
    """The exercises' keys and names, in lower case; one string for all sessions with the same exercises."""


class SearchRows:
    """Makes the rows of records.

    Args:
        names: all names of each exercise, by its key.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._exercises: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}

    def row(self, item: SearchRecord) -> SearchRow:
        """Return the row of a record."""
        done = (one for one in item.sets if one.done and not one.skipped and one.extra is UNSET)
        keys = tuple(dict.fromkeys(one.exercise for one in done if one.exercise))
        if keys not in self._exercises:
            texts = [f"{key} {self._names.get(key, '')}" for key in keys]
            self._exercises[keys] = keys, " ".join((*texts, *map(plain, texts))).casefold()
        exercises, exercise_text = self._exercises[keys]
        when = f"{item.started:%Y-%m-%d %A %d %B %Y}"
        early = "" if item.completed else "ended early"
        text = " ".join((item.title, item.routine, WORDS.get(item.kind, ""), early, item.note, when))
        return SearchRow.of(item, exercises=exercises, text=text.casefold(), exercise_text=exercise_text)


def found(rows: Sequence[SearchRow], words: str = "", kind: str = "") -> tuple[SearchRow, ...]:
    """Return the sessions that contain every one of some words, in their order.

    Args:
        rows: the sessions to search.
        words: words or parts of them, in any order, in upper or lower case; an exercise's key is one too.
        kind: one of `session_kinds.KINDS`, or empty for all.
    """
    wanted = [(word, plain(word)) for word in words.casefold().split()]
    return tuple(
        row
        for row in rows
        if (not kind or row.kind == kind)
        and all(word in row.text or word in row.exercise_text or spoken in row.exercise_text for word, spoken in wanted)
    )
