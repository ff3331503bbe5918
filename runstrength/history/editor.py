"""What the screens do to the history: correct, delete, bring back, add; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
from msgspec import Struct

from runstrength.history.locks import BRIEF
from runstrength.history.merge import Merge, merged
from runstrength.history.store import TRASH, Listing, ReadOnly, Row, Store, new_id
from runstrength.session.record import Record

if TYPE_CHECKING:
    from runstrength.history.imports.runs import RunKeys
    from runstrength.profile import Profile

DISTANCE = "distance_m"
"""The key of a run's file that is changed with its distance."""

T = TypeVar("T")

RUN: timedelta = timedelta(minutes=45)
"""How long a run is taken to be until somebody says how long it was."""


ADDED: Final = "It had been changed elsewhere; your change was added."
REPLACED: Final = "It had been changed elsewhere too; your change is in place, undo brings the other back."


class Changed(Struct, frozen=True):
    """What became of a change."""

    before: Record
    """The session just before it, changes from elsewhere included."""
    after: Record
    """The session as it is now."""
    said: str
    """What the person should know; mostly nothing."""


class Refused(Exception):  # noqa: N818 - reads well where it is raised
    """It could not be done; the text says why."""


def until(stopped: Callable[[], bool], items: Iterable[T]) -> Iterator[T]:
    """Yield items for as long as nobody stops it, from whatever thread.

    Raises:
        Refused: it was stopped.
    """
    for item in items:
        if stopped():
            raise Refused("It was stopped.")
        yield item


class Archive:
    """The history, as it is changed from here.

    Args:
        profile: where the history is.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.gone: set[str] = set()
        """The sessions that were deleted from here and are not back."""
        self._deleted: list[Record] = []

    def change(self, seen: Record, changes: Mapping[str, object]) -> Changed:
        """Change a session as its file has it now: what was changed elsewhere meanwhile stays.

        Args:
            seen: the session as it was when somebody made up the change.
            changes: fields of `Record`, for that session; the distance of a run is one of them.

        Raises:
            Refused: it could not be.
        """
        more = {key: value for key, value in changes.items() if key == DISTANCE}
        own = {key: value for key, value in changes.items() if key != DISTANCE}
        before: list[Record] = []
        merges: list[Merge] = []

        def as_it_is(now: Record) -> Mapping[str, object]:
            before.append(now)
            merges.append(merged(seen, own, now))
            return {**merges[-1].changes, **more}

        with self._changing("saved"):
            after = self._store.edit(seen.id, as_it_is)
        said = REPLACED if merges[-1].both else ADDED if merges[-1].elsewhere else ""
        return Changed(before[-1], after, said)

    @property
    def _store(self) -> Store:
        """The history, for what somebody waits for at a screen that can't be drawn meanwhile."""
        return Store(self._profile.history_dir, patience=BRIEF)

    def delete(self, session: str) -> Record:
        """Move a session to the trash, and return it.

        Raises:
            Refused: it could not be.
        """
        with self._changing("deleted"):
            record = self._store.delete(session)
        self.gone.add(record.id)
        self._deleted.append(record)
        return record

    def restore(self, session: str = "") -> Record | None:
        """Bring a session back from the trash, the one deleted last unless told otherwise; None where there is none.

        Raises:
            Refused: it could not be.
        """
        session = session or (self._deleted[-1].id if self._deleted else "")
        if not session:
            return None
        # Once: what somebody else has brought back already is no longer ours.
        self._deleted = [one for one in self._deleted if one.id != session]
        self.gone.discard(session)
        with self._changing("brought back"):
            return self._store.restore(session)

    @property
    def last(self) -> Record | None:
        """The session that was deleted last and is not back; None where there is none."""
        return self._deleted[-1] if self._deleted else None

    def look(self, session: str) -> tuple[Record, RunKeys]:
        """Return a session, and what only a run has in its file.

        Raises:
            LookupError: there is none.
        """
        from runstrength.history.imports.runs import run_keys

        record, data = self._profile.history().whole(session)
        return record, run_keys(data)

    def add(self, record: Record, more: Mapping[str, object] | None = None) -> None:
        """Put a session into the history that was done without the program.

        Args:
            record: the session.
            more: keys that only a run has.

        Raises:
            Refused: it could not be.
        """
        with self._changing("saved"):
            self._profile.history().save(record, more)

    def trash(self) -> Listing[Row]:
        """Return what was deleted, the newest session first."""
        return Store(self._profile.history_dir / TRASH).summaries()

    @contextmanager
    def _changing(self, what: str) -> Iterator[None]:
        try:
            yield
        except (OSError, LookupError, ValueError, ReadOnly) as error:
            raise Refused(f"That could not be {what} ({error}).") from None
        finally:
            self._profile.invalidate()


def a_run(now: datetime) -> Record:
    """Return a run that has ended just now."""
    ended = now.replace(microsecond=0)
    record = Record(id=new_id(), kind="run", title="Run", started=ended - RUN, ended=ended, completed=True)
    return msgspec.structs.replace(record, active_seconds=RUN.total_seconds())
