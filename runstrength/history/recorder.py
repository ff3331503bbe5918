"""Saves sessions: the journal of the one under way, the history, and where a session goes when that cannot be written.

Its imports are late: the first frame of the app needs none of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from runstrength.history.errors import HistoryError
from runstrength.session.engine import Session
from runstrength.text import os_reason

if TYPE_CHECKING:
    from runstrength.history.journal_file import Journal
    from runstrength.history.store import Store
    from runstrength.session.plan import Plan
    from runstrength.session.record import Record


NOTHING_DONE: Final = "Nothing done, nothing saved."


class RecorderError(HistoryError):
    """A session could not be changed or discarded; the text says why."""


class SavedSession(Struct):
    """Where a finished session is. It changes when the session is edited, and when saving is tried again."""

    record: Record
    """What was done, with every edit since, whether that is saved or not."""
    path: Path | None
    """The file; None if there is none."""
    error: str = ""
    """Why the session is not in the history, or not all of it; empty if it is."""
    in_history: bool = False
    """The file is in the history."""
    unsaved_changes: dict[str, object] = field(default_factory=dict)
    """Edits that are not in the file yet."""
    copy: Path | None = None
    """A copy in the temporary folder, if no other folder could be written."""
    nothing_done: bool = False
    """It ended before its first set, so there is nothing to save."""

    @property
    def unsaved(self) -> bool:
        """Whether anything would be lost if the program ended now."""
        return bool(self.error) and (self.path is None or bool(self.unsaved_changes))


class Recorder:
    """Saves sessions, and writes the journal of the one under way.

    Args:
        history: the folder of the history.
        state: the folder of journals and of sessions that wait to be saved.
        saves: whether sessions are saved.
        changed: called when the history changes.
    """

    def __init__(
        self, *, history: Path, state: Path, saves: bool = True, changed: Callable[[], object] = lambda: None
    ) -> None:
        self._history = history
        self._state = state
        self._changed = changed
        self._journal: Journal | None = None
        self._unsaved: SavedSession | None = None
        self.saves = saves

    @property
    def store(self) -> Store:
        """The history."""
        from runstrength.history.store import Store

        return Store(self._history)

    # -- the session under way -----------------------------------------------------------------------------------------

    def start(self, plan: Plan, *, wait: bool, gap: float, now: Callable[[], datetime]) -> Session:
        """Return a new session; if sessions are saved, every change is written to its journal.

        Args:
            plan: the plan of the session.
            wait: a rest that is over waits for a key.
            gap: session seconds between two calls that are caught up.
            now: returns the time of day.
        """
        if not self.saves:
            return Session(plan, wait=wait, gap=gap)
        from runstrength.history.journal_file import Journal

        return self.attach(Session(plan, wait=wait, gap=gap), Journal(self.journals_dir, os.urandom(4).hex(), now))

    def attach(self, session: Session, journal: Journal) -> Session:
        """Attach a journal to a session: every change is written to it from now on."""
        self.close()
        session.observer = self._journal = journal
        return session

    @property
    def error(self) -> str:
        """Why the journal of the session under way is incomplete; empty if it is complete, or not needed."""
        return self._journal.error if self._journal is not None else ""

    @property
    def has_open_session(self) -> bool:
        """Whether a session is under way that can be resumed if it is interrupted."""
        return self._unsaved is None and self._journal is not None and self._journal.open

    def finish(self, session: Session, now: float, wall: datetime, speed: float = 1.0) -> SavedSession:
        """Save a session that has ended. Its journal is removed once the session is on the disk.

        Args:
            session: what was done.
            now: the moment, on the session's clock.
            wall: the time of day at this moment.
            speed: session seconds per real second.
        """
        from runstrength.history.store import new_id
        from runstrength.session.to_record import to_record

        journal = self._journal if session.observer is self._journal else None
        if journal is None or journal.head is None:
            id_ = new_id() if journal is None else journal.id
            began = wall - timedelta(seconds=session.at(now) / speed)
            record = to_record(session, now, id=id_, started=began, zone=wall.tzinfo)
        else:
            record = to_record(
                session, now, id=journal.id, started=journal.head.started, away=journal.away, zone=wall.tzinfo
            )
        saved = SavedSession(record, None, nothing_done=not record.sets)
        if self.saves and not saved.nothing_done:
            self._write(saved, journal)
        elif journal is not None:
            journal.remove()
        if saved.unsaved:
            self._unsaved = saved  # its journal stays open: the rest is written as soon as that is possible
        else:
            self.close()
        return saved

    def save(self, record: Record, journal: Journal | None = None) -> SavedSession:
        """Save a session in the history or, if that cannot be written, in the fallback folder.

        Args:
            record: what was done.
            journal: its journal, which is removed once the session is saved.
        """
        saved = SavedSession(record, None)
        if self.saves:
            self._write(saved, journal)
        return saved

    def retry(self, saved: SavedSession) -> None:
        """Try again to save what is not in the history; `saved` tells the result."""
        if not self.saves or not saved.error:
            return
        journal = self._journal if self._journal is not None and self._journal.id == saved.record.id else None
        if saved.in_history and not saved.unsaved_changes and saved.path is not None:
            self._flush(saved, saved.path)
        elif saved.in_history:
            with suppress(RecorderError):
                self._change(saved)
        else:
            self._write(saved, journal)
        if not saved.unsaved and self._unsaved is saved:
            self._unsaved = None
            self.close()

    def _write(self, saved: SavedSession, journal: Journal | None) -> None:
        """Save a whole session: in the history, else in the fallback folder, else in the temporary one."""
        from runstrength.history.store import Store

        self._changed()
        if journal is not None:
            journal.flush()
        earlier = saved.path
        path, reason = _put(self.store, saved.record)
        if path is not None:
            saved.path, saved.in_history, saved.unsaved_changes = path, True, {}
            saved.error = f"Saved in the history, but the disk didn't confirm it ({reason})." if reason else ""
            if not reason:
                if earlier is not None:
                    with suppress(OSError):
                        earlier.unlink()
                self._drop_copy(saved)
                if journal is not None:
                    journal.remove()
            return
        why = f"The history can't be written ({reason})"
        path, more = _put(Store(self.fallback_dir), saved.record)
        if path is not None:
            saved.path, saved.unsaved_changes = path, {}
            saved.error = f"{why}. Your session is saved in {path}; the next start moves it to the history."
            if not more:
                self._drop_copy(saved)
                if journal is not None:
                    journal.remove()
            return
        why = f"{why}, and neither can {self._state} ({more})"
        if journal is not self._journal or journal is None or not journal.whole or saved.unsaved_changes:
            self._copy(saved)
        copy = f". A copy is in {saved.copy}" if saved.copy is not None else ""
        if journal is None:
            saved.error = f"{why}{copy}." if copy else f"{why}: nothing was saved."
        elif journal.whole:
            saved.error = f"{why}{copy}. The whole session is in {journal.path}; the next start saves it."
        else:
            saved.error = f"{why}{copy}. {_in_journal(journal.path, saved.record.planned_sets)}"

    def _flush(self, saved: SavedSession, path: Path) -> None:
        """Have the disk confirm a session in the history; the next start removes its journal."""
        from runstrength.atomic import sync_folder

        try:
            sync_folder(path.parent)
        except OSError:
            return
        saved.error = ""

    def _copy(self, saved: SavedSession) -> None:
        """Write a copy into a new private folder in the temporary one."""
        from tempfile import mkdtemp

        from runstrength import atomic

        try:
            folder = saved.copy.parent if saved.copy is not None else Path(mkdtemp(prefix="runstrength-"))
            path = folder / f"{saved.record.id}.json"
            atomic.write(path, as_json(saved.record).encode())
        except OSError:
            return
        saved.copy = path

    def _drop_copy(self, saved: SavedSession) -> None:
        if saved.copy is not None:
            with suppress(OSError):
                saved.copy.unlink()
                saved.copy.parent.rmdir()
            saved.copy = None

    @property
    def unsaved(self) -> bool:
        """Whether something of a session is not saved and would be lost if the program ended now."""
        return self._unsaved is not None

    def rescue_text(self) -> str:
        """Try a last time to save what is not saved. Returns what to print: if it failed, the whole session."""
        saved = self._unsaved
        if saved is None:
            return ""
        self.retry(saved)
        if not saved.unsaved:
            return ""
        from runstrength.text import printable

        advice = "Copy the lines below into a file, then run: runstrength history import FILE"
        return f"{printable(saved.error)}\n{advice}\n{as_json(saved.record)}\n"

    def discard(self, session: Session) -> None:
        """Move the journal of a session to the trash of the journals.

        Raises:
            RecorderError: it could not be moved; it is where it was.
        """
        journal = self._journal
        if journal is None or session.observer is not journal:
            return
        try:
            discard_journal(journal)
        finally:
            self.close()

    def close(self) -> None:
        """Close the journal of the session under way; the file stays."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    # -- what an earlier run left behind -------------------------------------------------------------------------------

    @property
    def fallback_dir(self) -> Path:
        """The folder of sessions that could not be written to the history."""
        return self._state / "unsaved"

    @property
    def journals_dir(self) -> Path:
        """The folder of the journals."""
        return self._state / "journal"

    @property
    def has_leftovers(self) -> bool:
        """Whether an earlier run may have left sessions behind; `Recovery` deals with them."""
        return self.saves and any(_has_files(folder) for folder in (self.journals_dir, self.fallback_dir))

    # -- edits ---------------------------------------------------------------------------------------------------------

    def edit(self, saved: SavedSession, changes: Mapping[str, object]) -> None:
        """Change a session that has been saved.

        Args:
            saved: the session.
            changes: fields of `Record`.

        Raises:
            RecorderError: the change could not be saved. `saved` has it all the same.
        """
        import msgspec

        saved.record = msgspec.structs.replace(saved.record, **changes)
        if not self.saves or saved.nothing_done:
            return
        saved.unsaved_changes |= changes
        if saved.in_history:
            self._change(saved)
        else:
            self._unsaved = self._unsaved or saved
            self.retry(saved)

    def _change(self, saved: SavedSession) -> None:
        """Write the unsaved changes to the session's file in the history.

        Raises:
            RecorderError: they could not be written.
        """
        from runstrength.atomic import UnflushedError
        from runstrength.history.locks import BRIEF
        from runstrength.history.store import ReadOnlySessionError, Store

        self._changed()
        store = Store(self._history, patience=BRIEF)
        try:
            with suppress(UnflushedError):  # it is there all the same
                store.edit(saved.record.id, saved.unsaved_changes)
            saved.path = store.file_of(saved.record.id)
        except OSError as error:
            saved.error = f"Not everything is saved yet ({os_reason(error)}); trying again."
            self._unsaved = saved
            self._copy(saved)
            raise RecorderError(f"That couldn't be saved ({error}).") from None
        except (LookupError, ValueError, ReadOnlySessionError) as error:  # trying again would not help
            saved.unsaved_changes = {}
            raise RecorderError(f"That couldn't be saved ({error}).") from None
        saved.unsaved_changes, saved.error = {}, ""
        self._drop_copy(saved)


def as_json(record: Record) -> str:
    """Return a session as JSON in ASCII, for any terminal."""
    import json

    import msgspec

    return json.dumps(msgspec.to_builtins(record), indent=2)


def discard_journal(journal: Journal) -> None:
    """Move a journal to the trash of the journals.

    Raises:
        RecorderError: it could not be moved.
    """
    try:
        journal.discard()
    except OSError as error:
        raise RecorderError(f"The journal couldn't be moved to the trash ({os_reason(error)}).") from None


def _put(store: Store, record: Record) -> tuple[Path | None, str]:
    """Write a session. Returns its file, or None if it could not be written, and the reason for a failure."""
    from runstrength.atomic import UnflushedError
    from runstrength.history.store import ReadOnlySessionError

    try:
        return store.put(record), ""
    except UnflushedError as error:
        return Path(error.filename), os_reason(error)  # not read back: the disk is failing
    except OSError as error:
        return None, os_reason(error)
    except (LookupError, ValueError, ReadOnlySessionError) as error:
        return None, str(error)


def _in_journal(path: Path, planned: int) -> str:
    """Return a sentence on how much of a session is in a journal that could not be written completely."""
    from runstrength.history.journal import JournalError, read

    try:
        reading = read(path.read_bytes())
    except (OSError, JournalError):
        reading = None
    if reading is None:
        return "Its journal is empty."
    sets = sum(not item.skipped for item in reading.session.state.log)
    return f"Its journal {path} has {sets} of {planned} sets."


def _has_files(folder: Path) -> bool:
    """Return whether a folder, which may be missing, has anything but hidden names in it."""
    try:
        with os.scandir(folder) as entries:
            return any(not entry.name.startswith(".") for entry in entries)
    except OSError:
        return False
