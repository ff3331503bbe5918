"""What the app keeps: sessions in the history, settings in their file. Opened late: the first frame needs neither."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from runstrength.session.engine import Session

if TYPE_CHECKING:
    from runstrength.coach.prescription import Today
    from runstrength.coach.readiness import Checkin
    from runstrength.history.journal_file import Journal
    from runstrength.history.store import Store
    from runstrength.session.plan import Plan
    from runstrength.session.record import Record
    from runstrength.ui.recovery import Recovery


class Kept(Struct, frozen=True):
    """What became of a session."""

    record: Record
    where: Path | None
    """The file, None when nothing was to be saved."""
    trouble: str = ""
    """Why it is not where it should be."""


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
        """Return a session that its journal is the witness of from now on."""
        self.let_go()
        session.witness = self._journal = journal
        return session

    @property
    def trouble(self) -> str:
        """Why not all of the session under way is on the disk; nothing where it is, or need not be."""
        return self._journal.trouble if self._journal is not None else ""

    @property
    def under_way(self) -> bool:
        """Whether there is a session under way that can be gone on with, should it be interrupted."""
        return self._journal is not None and self._journal.open

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
        from runstrength.session.report import report

        journal = self._journal if session.witness is self._journal else None
        if journal is None or journal.head is None:
            began = wall - timedelta(seconds=session.at(now) / speed)
            return self.put(report(session, now, id=new_id(), started=began, zone=wall.tzinfo))
        started = journal.head.started
        kept = self.put(
            report(session, now, id=journal.id, started=started, away=journal.away, zone=wall.tzinfo),
            journal.path if journal.whole else None,
        )
        if kept.where is not None:
            journal.remove()
        self.let_go()
        return kept

    def put(self, record: Record, journal: Path | None = None) -> Kept:
        """Write a session to the history, or where that cannot be, to the state folder.

        Args:
            record: what was done.
            journal: where all of it is on the disk already.
        """
        from runstrength.history.store import Store

        self.forget()
        self.checkin = None
        if not self.saves:
            return Kept(record, None)
        try:
            return Kept(record, self.store.save(record))
        except OSError as error:
            trouble = f"The history cannot be written ({error.strerror or error})"
        try:
            refuge = Store(self.refuge).save(record)
        except OSError as error:
            trouble = f"{trouble}, nor can {self.state} ({error.strerror or error})"
        else:
            return Kept(record, refuge, f"{trouble}. The session is kept in {refuge}; the next start moves it home.")
        if journal is None:
            return Kept(record, None, f"{trouble}: nothing is saved.")
        return Kept(record, None, f"{trouble}. All of it is in {journal}, for the next start.")

    def discard(self, session: Session) -> str:
        """Throw a session away, into the trash of the journals; return what went wrong, or nothing."""
        journal = self._journal
        if journal is None or session.witness is not journal:
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
        from runstrength.ui.recovery import Recovery

        return Recovery(self, now)

    # -- changes -------------------------------------------------------------------------------------------------------

    def correct(self, kept: Kept, changes: Mapping[str, object]) -> str:
        """Change a session that was kept; return what went wrong, or nothing."""
        if kept.where is None:
            return ""
        from runstrength.history.locks import BRIEF
        from runstrength.history.store import ReadOnly, Store

        self.forget()
        folder = self._history if not kept.trouble else self.refuge
        try:
            Store(folder, patience=BRIEF).edit(kept.record.id, changes)
        except (OSError, LookupError, ValueError, ReadOnly) as error:
            return f"That could not be saved ({error})."
        return ""

    def keep_settings(self, changes: Mapping[str, object]) -> str:
        """Write settings; return what went wrong, or nothing."""
        from runstrength.checked import BadInput
        from runstrength.settings import save_settings

        self.asked = self.asked or bool(changes.get("health_note_read"))
        try:
            save_settings(self._config_file, changes)
        except (OSError, BadInput) as error:
            return f"The settings could not be saved: {error}"
        return ""


def _has_files(folder: Path) -> bool:
    """Tell whether anything but hidden names is in a folder, which need not be there."""
    try:
        with os.scandir(folder) as entries:
            return any(not entry.name.startswith(".") for entry in entries)
    except OSError:
        return False
