"""Changes to the history that people ask for: edit, add, delete, restore. Each tells what to undo, or why it failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from runstrength.history.errors import HistoryError
from runstrength.history.locks import BRIEF
from runstrength.history.merge import Merge, merged
from runstrength.history.store import RUN_KEYS, Listing, ReadOnlySessionError, Row, Store
from runstrength.locations import TRASH

if TYPE_CHECKING:
    from runstrength.history.imports.runs import RunKeys
    from runstrength.session.record import Record

ADDED: Final = "The session had been changed elsewhere; your change was added."
REPLACED: Final = "The session had been changed elsewhere too; your change replaced that one (undo restores it)."


class EditResult(Struct, frozen=True):
    """What an edit did."""

    before: Record
    """The session just before the edit, with changes from elsewhere."""
    after: Record
    """The session now."""
    message: str
    """What the person should know; usually empty."""


class EditError(HistoryError):
    """A change could not be made; the text says why."""


class Editor:
    """Changes the history in one folder. It waits only briefly for other processes, because a screen waits for it.

    Args:
        folder: the folder of the history.
        changed: called after each attempt to change it.
    """

    def __init__(self, folder: Path, changed: Callable[[], object] = lambda: None) -> None:
        self._folder = folder
        self._changed = changed
        self.deleted_ids: set[str] = set()
        """The sessions that this editor deleted and that are not restored."""
        self._deleted: list[Record] = []

    @property
    def _store(self) -> Store:
        return Store(self._folder, patience=BRIEF)

    def edit(self, seen: Record, changes: Mapping[str, object]) -> EditResult:
        """Change a session; changes made elsewhere in the meantime are kept.

        Args:
            seen: the session that the changes were made for.
            changes: fields of `Record`; of a run also its distance, in meters.

        Raises:
            EditError: it could not be saved.
        """
        run_keys = {key: value for key, value in changes.items() if key in RUN_KEYS}
        own = {key: value for key, value in changes.items() if key not in RUN_KEYS}
        before: list[Record] = []
        merges: list[Merge] = []

        def current_changes(now: Record) -> Mapping[str, object]:
            before.append(now)
            merges.append(merged(seen, own, now))
            return {**merges[-1].changes, **run_keys}

        with self._changing("saved"):
            after = self._store.edit(seen.id, current_changes)
        message = REPLACED if merges[-1].both else ADDED if merges[-1].elsewhere else ""
        return EditResult(before[-1], after, message)

    def add(self, record: Record, run_keys: Mapping[str, object] | None = None) -> None:
        """Add a session that was done without the program.

        Args:
            record: the session.
            run_keys: keys that only the file of a run has.

        Raises:
            EditError: it could not be saved.
        """
        with self._changing("saved"):
            Store(self._folder).save(record, run_keys)

    def delete(self, session: str) -> Record:
        """Move a session to the trash, and return it.

        Raises:
            EditError: it could not be moved.
        """
        with self._changing("deleted"):
            record = self._store.delete(session)
        self.deleted_ids.add(record.id)
        self._deleted.append(record)
        return record

    def restore(self, session: str = "") -> Record | None:
        """Restore a session from the trash: by its id, or else the one deleted last; None if there is none.

        Raises:
            EditError: it could not be moved.
        """
        session = session or (self._deleted[-1].id if self._deleted else "")
        if not session:
            return None
        before, before_ids = self._deleted, self.deleted_ids
        # First, because a session that something else has restored can't be restored here any more.
        self._deleted = [record for record in before if record.id != session]
        self.deleted_ids = before_ids - {session}
        try:
            with self._changing("restored"):
                return self._store.restore(session)
        except EditError:
            if Store(self._folder / TRASH).has(session):  # it can be tried again
                self._deleted, self.deleted_ids = before, before_ids
            raise

    @property
    def last_deleted(self) -> Record | None:
        """The session that was deleted last and is not restored; None if there is none."""
        return self._deleted[-1] if self._deleted else None

    def trash(self) -> Listing[Row]:
        """Return the deleted sessions, the newest first."""
        return Store(self._folder / TRASH).summaries()

    def load_with_run(self, session: str) -> tuple[Record, RunKeys]:
        """Return a session, with the keys that only the file of a run has.

        Raises:
            LookupError: there is no such session.
        """
        from runstrength.history.imports.runs import run_keys

        record, data = Store(self._folder).load_raw(session)
        return record, run_keys(data)

    @contextmanager
    def _changing(self, action: str) -> Iterator[None]:
        try:
            yield
        except (OSError, LookupError, ValueError, ReadOnlySessionError) as error:
            raise EditError(f"That couldn't be {action} ({error}).") from None
        finally:
            self._changed()
