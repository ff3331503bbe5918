"""What the app keeps: sessions in the history, settings in their file. Opened late: the first frame needs neither."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from runstrength.session.engine import Session

if TYPE_CHECKING:
    from runstrength.coach.prescription import Today
    from runstrength.coach.readiness import Checkin
    from runstrength.history.journal_file import Journal
    from runstrength.history.recovery import Recovery
    from runstrength.history.store import Store
    from runstrength.session.plan import Plan
    from runstrength.session.record import Record


NOTHING_DONE: Final = "Nothing done, nothing saved."


class Kept(Struct):
    """What became of a session. It changes as more is said of the session, and as saving is tried again."""

    record: Record
    """What was done, with everything that was said of it since, be it saved or not."""
    where: Path | None
    """The file, None where there is none."""
    trouble: str = ""
    """Why it is not where it should be, or not all of it."""
    in_history: bool = False
    """The file is in the history."""
    owed: dict[str, object] = field(default_factory=dict)
    """What was said of it and is not in its file yet."""
    copy: Path | None = None
    """A copy in the temporary folder, where nothing else could be written."""
    nothing_done: bool = False
    """It ended before its first set, so that there is nothing to save."""

    @property
    def unsaved(self) -> bool:
        """Whether anything of it would be lost if the program ended now."""
        return bool(self.trouble) and (self.where is None or bool(self.owed))


class Keeper:
    """Keeps sessions and settings, and a journal of the session under way.

    Args:
        config_file: where the settings are.
        history: the folder of the history.
        state: where the journals are, and where a session goes when the history cannot be written.
        saves: whether sessions are saved at all.
        asked: whether the questions of the first start were answered.
    """

    def __init__(
        self, *, config_file: Path, history: Path, state: Path, saves: bool = True, asked: bool = True
    ) -> None:
        self._config_file = config_file
        self._history = history
        self.state = state
        self._journal: Journal | None = None
        self._unsaved: Kept | None = None
        self.saves = saves
        self.asked = asked
        self.checkin: Checkin | None = None  # what was said before the session of today
        self._past: tuple[Record, ...] | None = None
        self.changes = 0
        """How often the history was changed from here: a screen that shows it reads it again after each."""

    @property
    def store(self) -> Store:
        """The history."""
        from runstrength.history.store import Store

        return Store(self._history)

    # -- the past ------------------------------------------------------------------------------------------------------

    def today(self, now: datetime) -> Today:
        """Return what is known of the person: the newest sessions, read when they are asked for, and the check-in."""
        from runstrength.coach.prescription import Today

        if self._past is None:
            from runstrength.history.recent import recent

            self._past = recent(self._history, now)
        return Today(now, self._past, self.checkin)

    def forget(self) -> None:
        """Read the past again when it is asked for: it may be another one by now."""
        self._past = None
        self.changes += 1

    # -- the session under way -----------------------------------------------------------------------------------------

    def begin(self, plan: Plan, *, wait: bool, gap: float, now: Callable[[], datetime]) -> Session:
        """Return a new session; where sessions are saved, all that happens to it is written down as it happens.

        Args:
            plan: what is to be done.
            wait: a rest that is over waits for a key.
            gap: session seconds between two calls that are caught up.
            now: tells the time of day.
        """
        if not self.saves:
            return Session(plan, wait=wait, gap=gap)
        from runstrength.history.journal_file import Journal

        return self.led(Session(plan, wait=wait, gap=gap), Journal(self.journals, os.urandom(4).hex(), now))

    def led(self, session: Session, journal: Journal) -> Session:
        """Attach `journal` to `session`: every change is written to it from now on."""
        self.let_go()
        session.observer = self._journal = journal
        return session

    @property
    def trouble(self) -> str:
        """Why not all of the session under way is on the disk; nothing where it is, or need not be."""
        return self._journal.trouble if self._journal is not None else ""

    @property
    def under_way(self) -> bool:
        """Whether there is a session under way that can be gone on with, should it be interrupted."""
        return self._unsaved is None and self._journal is not None and self._journal.open

    def keep(self, session: Session, now: float, wall: datetime, speed: float = 1.0) -> Kept:
        """Write a session that has ended to the history, before anything is asked about it.

        Its journal is taken away once that is on the disk, and not before.

        Args:
            session: what was done.
            now: the moment, on the session's clock.
            wall: the time of day at this moment.
            speed: session seconds in a real second.
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
        self.checkin = None
        kept = Kept(record, None, nothing_done=not record.sets)
        if self.saves and not kept.nothing_done:
            self._write(kept, journal)
        elif journal is not None:
            journal.remove()
        if kept.unsaved:
            self._unsaved = kept  # its journal stays open: what it owes is written as soon as it can be
        else:
            self.let_go()
        return kept

    def put(self, record: Record, journal: Journal | None = None) -> Kept:
        """Write a session to the history, or where that cannot be, to the state folder.

        Args:
            record: what was done.
            journal: its journal, which is taken away once the session is saved.
        """
        self.checkin = None
        kept = Kept(record, None)
        if self.saves:
            self._write(kept, journal)
        return kept

    def retry(self, kept: Kept) -> None:
        """Try again to save what is not where it should be; what came of it is in `kept`."""
        if not self.saves or not kept.trouble:
            return
        journal = self._journal if self._journal is not None and self._journal.id == kept.record.id else None
        if kept.in_history and not kept.owed and kept.where is not None:
            self._flush(kept, kept.where)
        elif kept.in_history:
            self._change(kept)
        else:
            self._write(kept, journal)
        if not kept.unsaved and self._unsaved is kept:
            self._unsaved = None
            self.let_go()

    def _write(self, kept: Kept, journal: Journal | None) -> None:
        """Save a session as a whole: in the history, else in the state folder, else in the temporary one."""
        from runstrength.history.store import Store

        self.forget()
        if journal is not None:
            journal.flush()
        refuge = Store(self.refuge)
        earlier = kept.where
        path, trouble = _put(self.store, kept.record)
        if path is not None:
            kept.where, kept.in_history, kept.owed = path, True, {}
            kept.trouble = f"Saved in the history, but the disk did not confirm it ({trouble})." if trouble else ""
            if not trouble:
                if earlier is not None:
                    with suppress(OSError):
                        earlier.unlink()
                self._drop_copy(kept)
                if journal is not None:
                    journal.remove()
            return
        trouble = f"The history cannot be written ({trouble})"
        path, more = _put(refuge, kept.record)
        if path is not None:
            kept.where, kept.owed = path, {}
            kept.trouble = f"{trouble}. The session is kept in {path}; the next start moves it home."
            if not more:
                self._drop_copy(kept)
                if journal is not None:
                    journal.remove()
            return
        trouble = f"{trouble}, nor can {self.state} ({more})"
        if journal is not self._journal or journal is None or not journal.whole or kept.owed:
            self._copy(kept)
        copy = f". A copy is in {kept.copy}" if kept.copy is not None else ""
        if journal is None:
            kept.trouble = f"{trouble}{copy}." if copy else f"{trouble}: nothing is saved."
        elif journal.whole:
            kept.trouble = f"{trouble}{copy}. All of it is in {journal.path}, for the next start."
        else:
            kept.trouble = f"{trouble}{copy}. {_in_journal(journal.path, kept.record.planned_sets)}"

    def _flush(self, kept: Kept, path: Path) -> None:
        from runstrength.atomic import sync_folder

        try:
            sync_folder(path.parent)
        except OSError:
            return
        kept.trouble = ""
        if self._journal is not None and self._journal.id == kept.record.id:
            self._journal.remove()

    def _copy(self, kept: Kept) -> None:
        """Keep a copy in a folder of the temporary one, where nobody else can look in."""
        from tempfile import mkdtemp

        from runstrength import atomic

        try:
            folder = kept.copy.parent if kept.copy is not None else Path(mkdtemp(prefix="runstrength-"))
            path = folder / f"{kept.record.id}.json"
            atomic.write(path, as_json(kept.record).encode())
        except OSError:
            return
        kept.copy = path

    def _drop_copy(self, kept: Kept) -> None:
        if kept.copy is not None:
            with suppress(OSError):
                kept.copy.unlink()
                kept.copy.parent.rmdir()
            kept.copy = None

    @property
    def unsaved(self) -> bool:
        """Whether something of a session is not saved, and would be lost if the program ended now."""
        return self._unsaved is not None

    def last_words(self) -> str:
        """Try a last time to save what is not saved; return what is to be printed then: all of it, if need be."""
        kept = self._unsaved
        if kept is None:
            return ""
        self.retry(kept)
        if not kept.unsaved:
            return ""
        from runstrength.toml_input import plain

        how = "Put the lines below into a file, and add it with: runstrength history import FILE"
        return f"{plain(kept.trouble)}\n{how}\n{as_json(kept.record)}\n"

    def discard(self, session: Session) -> str:
        """Throw a session away, into the trash of the journals; return what went wrong, or nothing."""
        journal = self._journal
        if journal is None or session.observer is not journal:
            return ""
        try:
            journal.discard()
        except OSError as error:
            return f"The journal could not be moved to the trash ({error.strerror or error})."
        finally:
            self.let_go()
        return ""

    def let_go(self) -> None:
        """Close the journal of the session under way; it stays where it is."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    # -- what an earlier run left behind -------------------------------------------------------------------------------

    @property
    def refuge(self) -> Path:
        """Where sessions are that could not be written to the history."""
        return self.state / "unsaved"

    @property
    def journals(self) -> Path:
        """Where the journals are."""
        return self.state / "journal"

    def recovery(self, now: Callable[[], datetime]) -> Recovery | None:
        """Return what to do with sessions that an earlier run left behind; None as a rule, at once."""
        if not self.saves or not any(_has_files(folder) for folder in (self.journals, self.refuge)):
            return None
        from runstrength.history.recovery import Recovery

        return Recovery(self, now)

    # -- changes -------------------------------------------------------------------------------------------------------

    def correct(self, kept: Kept, changes: Mapping[str, object]) -> str:
        """Change a session that was kept; return what went wrong, or nothing."""
        import msgspec

        kept.record = msgspec.structs.replace(kept.record, **changes)
        if not self.saves or kept.nothing_done:
            return ""
        if kept.in_history:
            kept.owed |= changes
            return self._change(kept)
        kept.owed |= changes
        if kept.where is not None or kept.trouble:
            self._unsaved = self._unsaved or kept
            self.retry(kept)
        return ""

    def _change(self, kept: Kept) -> str:
        """Write what is owed into the session's file in the history; return what went wrong, or nothing."""
        from runstrength.atomic import UnflushedError
        from runstrength.history.locks import BRIEF
        from runstrength.history.store import ReadOnly, Store

        self.forget()
        store = Store(self._history, patience=BRIEF)
        try:
            with suppress(UnflushedError):  # it is there all the same
                store.edit(kept.record.id, kept.owed)
            kept.where = store.file_of(kept.record.id)
        except OSError as error:
            kept.trouble = f"Not all of it is saved ({error.strerror or error}); it is tried again."
            self._unsaved = kept
            self._copy(kept)
            return f"That could not be saved ({error})."
        except (LookupError, ValueError, ReadOnly) as error:  # trying again would not help
            kept.owed = {}
            return f"That could not be saved ({error})."
        kept.owed, kept.trouble = {}, ""
        self._drop_copy(kept)
        return ""

    def keep_settings(self, changes: Mapping[str, object]) -> str:
        """Write settings; return what went wrong, or nothing."""
        from runstrength.settings import save_settings
        from runstrength.toml_input import BadInput

        self.asked = self.asked or bool(changes.get("health_note_read"))
        try:
            save_settings(self._config_file, changes)
        except (OSError, BadInput) as error:
            return f"The settings could not be saved: {error}"
        return ""


def as_json(record: Record) -> str:
    """Return a session as JSON in letters that every terminal and every file takes."""
    import json

    import msgspec

    return json.dumps(msgspec.to_builtins(record), indent=2)


def _put(store: Store, record: Record) -> tuple[Path | None, str]:
    """Write a session; return its file, None where it could not be written, and what went wrong."""
    from runstrength.atomic import UnflushedError
    from runstrength.history.store import ReadOnly

    try:
        return store.put(record), ""
    except UnflushedError as error:
        return store.file_of(record.id), error.strerror or str(error)
    except OSError as error:
        return None, error.strerror or str(error)
    except (LookupError, ValueError, ReadOnly) as error:
        return None, str(error)


def _in_journal(path: Path, planned: int) -> str:
    """Return how much of a session is in a journal that could not be written to its end."""
    from runstrength.history.journal import Unreadable, read

    try:
        reading = read(path.read_bytes())
    except (OSError, Unreadable):
        reading = None
    if reading is None:
        return "Its journal holds nothing."
    sets = sum(not item.skipped for item in reading.session.state.log)
    return f"Its journal {path} holds {sets} of {planned} sets."


def _has_files(folder: Path) -> bool:
    """Tell whether anything but hidden names is in a folder, which need not be there."""
    try:
        with os.scandir(folder) as entries:
            return any(not entry.name.startswith(".") for entry in entries)
    except OSError:
        return False
