"""Finding sessions: by words of their title, routine, exercises, note and date, and by their kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from runstrength.history.loading import Glance
    from runstrength.history.store import Row

KINDS: Final = ("", "session", "warmup", "check", "run")
"""What can be asked for; the first is all of them."""
WORDS: Final = {"session": "strength session", "warmup": "warm-up warmup", "check": "self-check", "run": "run"}
"""What each kind can be found by."""


class Entry(Struct, frozen=True):
    """A session, and the words that it can be found by."""

    row: Row
    text: str
    """In small letters."""
    exercises: str
    """Their names, in small letters; one text for all sessions that have the same ones."""


class Index:
    """Makes entries.

    Args:
        names: all names of each exercise, by its key.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._texts: dict[tuple[str, ...], str] = {}

    def entries(self, glances: Iterable[Glance]) -> tuple[Entry, ...]:
        """Return an entry for each session."""
        return tuple(self.entry(one) for one in glances)

    def entry(self, glance: Glance) -> Entry:
        """Return the entry of a session."""
        row, keys = glance.row, glance.exercises
        if keys not in self._texts:
            self._texts[keys] = " ".join(f"{key} {self._names.get(key, '')}" for key in keys).casefold()
        when = f"{row.started:%Y-%m-%d %A %d %B %Y}"
        early = "" if row.completed else "ended early"
        text = " ".join((row.title, row.routine, WORDS.get(row.kind, ""), early, glance.note, when))
        return Entry(row, text.casefold(), self._texts[keys])


def found(entries: Sequence[Entry], words: str = "", kind: str = "") -> tuple[Row, ...]:
    """Return the sessions in which every one of some words begins or stands somewhere, in their order.

    Args:
        entries: in which to look.
        words: in any order, large or small; of an exercise also its key.
        kind: one of `KINDS`.
    """
    wanted = words.casefold().split()
    return tuple(
        entry.row
        for entry in entries
        if (not kind or entry.row.kind == kind)
        and all(word in entry.text or word in entry.exercises for word in wanted)
    )
