"""What an earlier run left behind: sessions that were interrupted, ended unsaved, or wait to be moved home."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from runstrength import atomic
from runstrength.history.files import scan
from runstrength.history.interrupted import Unfinished, look
from runstrength.history.journal import Unreadable
from runstrength.history.journal_file import UNBEGUN, InUse, Journal, sweep
from runstrength.history.recorder import NOTHING_DONE
from runstrength.history.store import ReadOnly, Store
from runstrength.session.engine import Session
from runstrength.session.record import DECODER, SCHEMA
from runstrength.session.resume import resumed_session

if TYPE_CHECKING:
    from runstrength.history.recorder import Keeper


class Gone(Exception):  # noqa: N818  (reads well where it is raised)
    """An interrupted session cannot be had; the sentence says why."""


class Recovery:
    """Brings home at once what needs no answer, and carries out the answers for the rest.

    Args:
        keeper: where everything is.
        now: tells the time of day.
    """

    def __init__(self, keeper: Keeper, now: Callable[[], datetime]) -> None:
        self._keeper = keeper
        self._now = now
        self.notes: list[str] = []
        """What was done or could not be done, a sentence each."""
        self._bring_home()
        sweep(keeper.journals, now() - UNBEGUN, unbegun=True)
        journals = look(keeper.journals, keeper.store)
        self.interrupted = list(journals.interrupted)
        """The sessions that wait for an answer, the newest first."""
        self.running = journals.running
        """The sessions that other processes lead."""
        for one in journals.saved:
            with contextlib.suppress(Gone):
                self._take(one)[0].remove()
        for one in journals.ended:
            self._save_ended(one)
        self.notes += [f"A journal cannot be used and is left alone: {problem}" for problem in journals.problems]

    # -- what needs no answer ------------------------------------------------------------------------------------------

    def _bring_home(self) -> None:
        """Move to the history what could not be written there before."""
        home, refuge, moved = self._keeper.store, Store(self._keeper.refuge), 0
        found, problems = scan(refuge.folder, DECODER)
        self.notes += [f"A session that waits to be saved can't be read and is left alone: {one}" for one in problems]
        for one in found:
            record, source = one.item, one.path
            if record.schema > SCHEMA:
                continue
            try:
                data = source.read_bytes()
                if not home.has(record.id):
                    target = home.path_of(record)
                    atomic.private_folder(target.parent)
                    atomic.write(target, data)
                    moved += 1
                elif one.changed > (there := home.file_of(record.id)).stat().st_mtime_ns and there.read_bytes() != data:
                    home.put(record)  # it is the same session, and this was said of it later
                    moved += 1
                source.unlink()
            except (OSError, LookupError, ValueError, ReadOnly) as error:
                why = error.strerror or error if isinstance(error, OSError) else error
                self.notes.append(f"A session still waits in {source}: the history cannot be written ({why}).")
        if moved:
            what = "A session" if moved == 1 else f"{moved} sessions"
            self.notes.append(f"{what} that could not be saved before {'is' if moved == 1 else 'are'} in the history.")

    def _save_ended(self, one: Unfinished) -> None:
        try:
            journal, _ = self._take(one)
        except Gone:
            return
        if not one.record.sets:  # it ended before its first set
            journal.remove()
            return
        kept = self._keeper.put(one.record, journal)
        journal.close()
        begun = f"{one.started:%H:%M}"
        self.notes.append(kept.trouble or f"The session from {begun} had ended unsaved; it is in the history.")

    # -- the answers ---------------------------------------------------------------------------------------------------

    def resume(self, one: Unfinished, *, wait: bool, gap: float) -> Session:
        """Return a session that goes on when its clock starts, and is written down in its own journal as before.

        Args:
            one: which.
            wait: a rest that is over waits for a key.
            gap: session seconds between two calls that are caught up.

        Raises:
            Gone: it cannot be had any more.
        """
        journal, one = self._take(one)
        return self._keeper.led(resumed_session(one.reading.session, wait=wait, gap=gap), journal)

    def save(self, one: Unfinished) -> str:
        """Save what was done of a session, as ended early; return what went wrong, or nothing.

        Raises:
            Gone: it cannot be had any more.
        """
        journal, one = self._take(one)
        if not one.record.sets:
            journal.remove()
            return NOTHING_DONE
        kept = self._keeper.put(one.record, journal)
        journal.close()
        return kept.trouble

    def discard(self, one: Unfinished) -> str:
        """Move a session to the trash of the journals; return what went wrong, or nothing.

        Raises:
            Gone: it cannot be had any more.
        """
        journal, _ = self._take(one)
        try:
            journal.discard()
        except OSError as error:
            return f"The journal could not be moved to the trash ({error.strerror or error})."
        return ""

    def put_away(self) -> None:
        """Answer for every session: what was done is saved, what has no set goes to the trash."""
        for one in self.interrupted:
            try:
                done = bool(one.record.sets)
                trouble = self.save(one) if done else self.discard(one)
            except Gone as gone:
                trouble = str(gone)
            self.notes += [trouble] if trouble else []
        self.interrupted = []

    def _take(self, one: Unfinished) -> tuple[Journal, Unfinished]:
        try:
            journal, reading = Journal.take(one.path, self._now)
        except InUse:
            raise Gone("Another runstrength has gone on with that session.") from None
        except FileNotFoundError:
            raise Gone("Another runstrength has dealt with that session.") from None
        except Unreadable as reason:
            raise Gone(f"The journal {one.path} cannot be used: {reason}.") from None
        except OSError as error:
            raise Gone(f"The journal {one.path} cannot be opened ({error.strerror or error}).") from None
        return journal, Unfinished(path=one.path, reading=reading)
