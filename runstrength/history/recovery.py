"""What an earlier run left behind: sessions that were interrupted, ended unsaved, or wait for the history."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

import msgspec

from runstrength import atomic
from runstrength.dates import time_text, year_problem
from runstrength.history.errors import HistoryError
from runstrength.history.files import decode, scan
from runstrength.history.journal import JournalError, Reading, read
from runstrength.history.journal_file import SUFFIX, UNSTARTED_RETENTION, Journal, JournalLockedError, delete_old
from runstrength.history.locks import is_locked
from runstrength.history.recorder import NOTHING_DONE, SavedSession, discard_journal
from runstrength.history.store import ReadOnlySessionError, Store
from runstrength.session.record import DECODER, SCHEMA
from runstrength.session.resume import resumed_session
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from runstrength.text import os_reason, plural
from runstrength.toml_input import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from runstrength.history.recorder import Recorder
    from runstrength.session.engine import Session
    from runstrength.session.plan import Step
    from runstrength.session.record import Record

MAX_FILE_BYTES: Final = 100_000_000
"""Bytes; the longest session of the largest routine is smaller."""


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """One session that is not in the history yet."""

    path: Path
    """Its journal."""
    reading: Reading

    @property
    def id(self) -> str:
        """Its id."""
        return self.reading.head.id

    @property
    def started(self) -> datetime:
        """When it started."""
        return self.reading.head.started

    @property
    def step(self) -> Step:
        """The set that was under way or came next."""
        plan = self.reading.session.plan
        return plan.work_of(self.reading.session.state.step.index)

    @property
    def ended(self) -> bool:
        """Whether it was complete and only not saved."""
        return self.reading.session.mode is Mode.ENDED

    @property
    def record(self) -> Record:
        """What was done, as it will be saved."""
        session = self.reading.session
        now = session.state.last_tick if session.mode is not Mode.WAITING else 0.0
        return to_record(session, now, id=self.id, started=self.started, away=self.reading.away)


class Journals(msgspec.Struct, frozen=True, kw_only=True):
    """What is in the folder of the journals, the newest first."""

    interrupted: tuple[Unfinished, ...] = ()
    """Their process is gone, and their last step was not reached."""
    ended: tuple[Unfinished, ...] = ()
    """Their process is gone, and they only have to be saved."""
    running: tuple[Unfinished, ...] = ()
    """Another process runs these."""
    saved: tuple[Unfinished, ...] = ()
    """These are in the history already; their journals could not be removed."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the other files."""


def find_unfinished(folder: Path, history: Store) -> Journals:
    """Return what is in the folder of the journals, which may be missing; nothing is changed.

    Args:
        folder: the folder of the journals.
        history: where sessions are saved.
    """
    found: dict[str, list[Unfinished]] = {"interrupted": [], "ended": [], "running": [], "saved": []}
    problems: list[Problem] = []
    for path in _files(folder, problems):
        try:
            data, running = _read(path)
            reading = read(data)
        except JournalError as reason:
            problems.append(Problem(str(path), "", str(reason)))
        except OSError as error:
            problems.append(Problem(str(path), "", f"can't be read ({os_reason(error).lower()})"))
        else:
            if reading is None:  # the session had not started
                continue
            unfinished = Unfinished(path=path, reading=reading)
            if running or not (why := why_not_savable(unfinished)):
                saved = not running and history.contains(unfinished.id)
                state = "running" if running else "saved" if saved else "ended" if unfinished.ended else "interrupted"
                found[state].append(unfinished)
            else:
                problems.append(Problem(str(path), "", f"its session can't be saved: {why}"))
    newest = {
        state: tuple(sorted(sessions, key=lambda session: (session.started, session.id), reverse=True))
        for state, sessions in found.items()
    }
    return Journals(**newest, problems=tuple(problems))


def why_not_savable(unfinished: Unfinished) -> str:
    """Return why a session could never be saved; empty if it can."""
    try:
        record = unfinished.record
        decode(DECODER, msgspec.json.encode(record))
    except (ValueError, OverflowError) as error:
        return str(error)
    return year_problem(record.started) or year_problem(record.ended)


def _files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if _is_file(entry))
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Problem(str(folder), "", f"can't be read ({os_reason(error).lower()})"))
        return
    for name in names:
        if name.endswith(SUFFIX) and not name.startswith("."):
            yield folder / name


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a file: pipes, folders and broken links are not."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _read(path: Path) -> tuple[bytes, bool]:
    """Return what is in a file, and whether a process has it open."""
    with path.open("r+b") as file:
        data = file.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise JournalError(f"has more than {MAX_FILE_BYTES:,} bytes")
        return data, is_locked(file.fileno())


class SessionGoneError(HistoryError):
    """An interrupted session cannot be taken over; the text says why."""


class Recovery:
    """Saves at once what needs no answer, and carries out the answers for the rest.

    Args:
        recorder: saves sessions, and knows the folders.
        now: returns the time of day.
    """

    def __init__(self, recorder: Recorder, now: Callable[[], datetime]) -> None:
        self._recorder = recorder
        self._now = now
        self.notes: list[str] = []
        """A sentence on each thing that was done or failed."""
        self._move_unsaved_back()
        delete_old(recorder.journals_dir, now() - UNSTARTED_RETENTION, unstarted=True)
        journals = find_unfinished(recorder.journals_dir, recorder.store)
        self.interrupted = list(journals.interrupted)
        """The sessions that wait for an answer, the newest first."""
        self.running = journals.running
        """The sessions that other processes run."""
        for unfinished in journals.saved:
            with contextlib.suppress(SessionGoneError):
                self._claim(unfinished)[0].remove()
        for unfinished in journals.ended:
            self._save_ended(unfinished)
        self.notes += [f"A journal can't be used: {problem}" for problem in journals.problems]

    # -- what needs no answer ------------------------------------------------------------------------------------------

    def _move_unsaved_back(self) -> None:
        """Move sessions from the fallback folder to the history."""
        home, fallback, moved = self._recorder.store, Store(self._recorder.fallback_dir), 0
        found, problems = scan(fallback.folder, DECODER)
        self.notes += [f"An unsaved session can't be read: {text}" for text in problems]
        for waiting in found:
            record, source = waiting.item, waiting.path
            if record.schema > SCHEMA:
                continue
            try:
                data = source.read_bytes()
                if not home.contains(record.id):
                    target = home.path_of(record)
                    atomic.private_folder(target.parent)
                    atomic.write(target, data)
                    moved += 1
                elif (
                    waiting.changed > (there := home.file_of(record.id)).stat().st_mtime_ns
                    and there.read_bytes() != data
                ):
                    home.put(record)  # the same session, edited later
                    moved += 1
                source.unlink()
            except (OSError, LookupError, ValueError, ReadOnlySessionError) as error:
                why = f"the history can't be written ({os_reason(error)})"
                self.notes.append(f"One session is waiting in {source}: {why}.")
        if moved:
            verb = "is" if moved == 1 else "are"
            self.notes.append(f"{plural(moved, 'session')} that couldn't be saved before {verb} now in the history.")

    def _save_ended(self, unfinished: Unfinished) -> None:
        try:
            journal, _ = self._claim(unfinished)
        except SessionGoneError:
            return
        if not unfinished.record.sets:  # it ended before its first set
            journal.remove()
            return
        saved = self._recorder.save(unfinished.record, journal)
        journal.close()
        begun = time_text(unfinished.started)
        self.notes.append(saved.error or f"The session from {begun} ended unsaved. It is now in the history.")

    # -- the answers ---------------------------------------------------------------------------------------------------

    def resume(self, unfinished: Unfinished, *, wait: bool, gap: float) -> Session:
        """Return the session, which continues in its own journal when its clock starts.

        Args:
            unfinished: the interrupted session.
            wait: whether a rest that is over waits for a key.
            gap: the longest gap between two calls that is caught up, in session seconds.

        Raises:
            SessionGoneError: it cannot be taken over.
        """
        journal, unfinished = self._claim(unfinished)
        return self._recorder.attach(resumed_session(unfinished.reading.session, wait=wait, gap=gap), journal)

    def save(self, unfinished: Unfinished) -> SavedSession:
        """Save what was done of a session, as ended early; one without a set only loses its journal.

        Raises:
            SessionGoneError: it cannot be taken over.
        """
        journal, unfinished = self._claim(unfinished)
        if not unfinished.record.sets:
            journal.remove()
            return SavedSession(unfinished.record, None, NOTHING_DONE, nothing_done=True)
        saved = self._recorder.save(unfinished.record, journal)
        journal.close()
        return saved

    def discard(self, unfinished: Unfinished) -> None:
        """Move a session to the trash of the journals.

        Raises:
            SessionGoneError: it cannot be taken over.
            RecorderError: its journal could not be moved.
        """
        journal, _ = self._claim(unfinished)
        discard_journal(journal)

    def settle_all(self) -> None:
        """Answer for every session: what was done is saved, what has no set goes to the trash."""
        for unfinished in self.interrupted:
            try:
                if unfinished.record.sets:
                    error = self.save(unfinished).error
                else:
                    error = ""
                    self.discard(unfinished)
            except HistoryError as reason:
                error = str(reason)
            self.notes += [error] if error else []
        self.interrupted = []

    def _claim(self, unfinished: Unfinished) -> tuple[Journal, Unfinished]:
        try:
            journal, reading = Journal.claim(unfinished.path, self._now)
        except JournalLockedError:
            raise SessionGoneError("Another runstrength has resumed that session.") from None
        except FileNotFoundError:
            raise SessionGoneError("Another runstrength has already saved or deleted that session.") from None
        except JournalError as error:
            raise SessionGoneError(f"The journal {unfinished.path} can't be used: {error}.") from None
        except OSError as error:
            gone = f"The journal {unfinished.path} can't be opened ({os_reason(error)})."
            raise SessionGoneError(gone) from None
        return journal, Unfinished(path=unfinished.path, reading=reading)
