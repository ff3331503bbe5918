"""What is in the folder of the journals: sessions that were interrupted, and those that are running elsewhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import msgspec

from runstrength.dates import year_problem
from runstrength.history.files import decode
from runstrength.history.journal import Reading, Unreadable, read
from runstrength.history.journal_file import SUFFIX
from runstrength.history.locks import held
from runstrength.session.record import DECODER
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from runstrength.toml_input import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from runstrength.history.store import Store
    from runstrength.session.plan import Step
    from runstrength.session.record import Record

LARGEST_FILE: Final = 100_000_000
"""Bytes; the longest session of the largest routine stays below."""


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """One session that is in no history yet."""

    path: Path
    """Its journal."""
    reading: Reading

    @property
    def id(self) -> str:
        """Its identity."""
        return self.reading.head.id

    @property
    def started(self) -> datetime:
        """When it started."""
        return self.reading.head.started

    @property
    def step(self) -> Step:
        """The set that was under way, or was announced."""
        plan = self.reading.session.plan
        return plan.work_of(self.reading.session.state.step.index)

    @property
    def ended(self) -> bool:
        """All of it was done; it was only not saved any more."""
        return self.reading.session.mode is Mode.ENDED

    @property
    def record(self) -> Record:
        """What was done of it, as it is kept."""
        session = self.reading.session
        now = session.state.last_tick if session.mode is not Mode.WAITING else 0.0
        return to_record(session, now, id=self.id, started=self.started, away=self.reading.away)


class Journals(msgspec.Struct, frozen=True, kw_only=True):
    """What the folder holds; the newest first."""

    interrupted: tuple[Unfinished, ...] = ()
    """Nobody leads these any more, and their last step was not reached."""
    ended: tuple[Unfinished, ...] = ()
    """Nor these, which only have to be saved."""
    running: tuple[Unfinished, ...] = ()
    """Another process leads these."""
    saved: tuple[Unfinished, ...] = ()
    """These are in the history already; only their journals could not be taken away any more."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the other files."""


def look(folder: Path, history: Store) -> Journals:
    """Return what is in the folder of the journals, which need not be there; nothing is changed.

    Args:
        folder: of the journals.
        history: where sessions are saved.
    """
    found: dict[str, list[Unfinished]] = {"interrupted": [], "ended": [], "running": [], "saved": []}
    problems: list[Problem] = []
    for path in _files(folder, problems):
        try:
            data, led = _read(path)
            reading = read(data)
        except Unreadable as reason:
            problems.append(Problem(str(path), "", str(reason)))
        except OSError as error:
            problems.append(Problem(str(path), "", f"cannot be read ({(error.strerror or str(error)).lower()})"))
        else:
            if reading is None:  # it had not begun
                continue
            one = Unfinished(path=path, reading=reading)
            if led or not (why := why_not_kept(one)):
                saved = not led and history.has(one.id)
                found["running" if led else "saved" if saved else "ended" if one.ended else "interrupted"].append(one)
            else:
                problems.append(Problem(str(path), "", f"its session can't be saved: {why}"))
    newest = {
        name: tuple(sorted(ones, key=lambda one: (one.started, one.id), reverse=True)) for name, ones in found.items()
    }
    return Journals(**newest, problems=tuple(problems))


def why_not_kept(one: Unfinished) -> str:
    """Return why what was done of a session could not be saved, whatever the disk; nothing as a rule."""
    try:
        record = one.record
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
        problems.append(Problem(str(folder), "", f"cannot be read ({(error.strerror or str(error)).lower()})"))
        return
    for name in names:
        if name.endswith(SUFFIX) and not name.startswith("."):
            yield folder / name


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a file: a pipe, a folder and a link to nothing or to itself are none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _read(path: Path) -> tuple[bytes, bool]:
    """Return what is in a file, and whether a process has it in its hands."""
    with path.open("r+b") as file:
        data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise Unreadable(f"found more than {LARGEST_FILE:,} bytes")
        return data, held(file.fileno())
