"""Reads files for an import, of any kind: sessions of an export or runs of other programs."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from runstrength.history.files import RecordId, scan
from runstrength.history.imports.activities import archive as archives
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.activities.detect import NoRunError, read_runs
from runstrength.history.imports.activities.unpacking import member
from runstrength.history.imports.activities.values import ActivityFileError
from runstrength.history.imports.runs import RecordedRun
from runstrength.history.imports.sessions import IncomingSession, RunImport, new_runs, read_document
from runstrength.history.store import Store
from runstrength.text import typed_path
from runstrength.toml_input import InputError, Problem

_IDENTITIES = msgspec.json.Decoder(RecordId)
MAX_NAME: Final = 200
"""Characters of a member's name that a message shows."""
STEPS: Final = 100
"""The cost of a member of an archive, in steps of a budget, besides its content."""


class ImportedFile(Struct, frozen=True):
    """What is in a file: sessions or runs."""

    sessions: tuple[IncomingSession, ...] = ()
    runs: tuple[RecordedRun, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What could not be read."""
    other_sports: int = 0
    """How many files of other sports are in it."""


class NewContent(Struct, frozen=True):
    """What of a file the history does not have yet."""

    sessions: tuple[IncomingSession, ...]
    runs: RunImport


def read_import_file(
    file: str, budget: Budget | None = None, now: datetime | None = None, units: str = "metric"
) -> ImportedFile:
    """Read a file: an export, one session, a run from a watch, an archive of runs, or Strava's archive or list.

    Every file, hostile ones too, leads to its content or to `InputError`.

    Args:
        file: its path; `~` is the person's home.
        budget: how much may be read and computed; by default a full one.
        now: the moment, None for this machine's; no session may be dated after it.
        units: the person's, for messages; one of `numbers.UNITS`.

    Raises:
        InputError: it cannot be read, or is none of these.
    """
    try:
        return _read(file, budget or Budget(), now, units)
    except ActivityFileError as error:
        raise InputError([Problem(file, error.key, str(error))]) from None
    except (MemoryError, RecursionError):
        raise InputError([Problem(file, "", "needs too much memory: import a smaller file")]) from None
    except (OSError, ValueError) as error:  # ValueError: the name itself is impossible
        reason = error.strerror if isinstance(error, OSError) else str(error)
        text = f"can't be read ({(reason or 'unknown reason').lower()}): use a file"
        raise InputError([Problem(file, "", text)]) from None


def _read(file: str, budget: Budget, now: datetime | None, units: str) -> ImportedFile:
    with archives.opened(typed_path(file)) as opened:
        if archives.is_archive(opened):
            return _of_archive(opened, file, budget, now, units)
        data = archives.whole(opened, budget)
    if file.lower().endswith(".json") or data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return ImportedFile(sessions=read_document(data, file, now))
    problems: list[Problem] = []
    runs = read_runs(data, file, budget=budget, left_out=problems, now=now, units=units)
    return ImportedFile(runs=tuple(runs), problems=tuple(problems))


def _of_archive(opened: io.FileIO, file: str, budget: Budget, now: datetime | None, units: str) -> ImportedFile:
    """Read an archive: its list of activities, or if it has none that can be read, the activities themselves.

    A bad member does not exclude the others.

    Raises:
        ActivityFileError: it is damaged, or has too much in it.
        InputError: nothing in it can be read.
    """
    with archives.archive_of(opened, budget) as archive:
        every = archives.lists(archive)
        arrivals = _of_members(archive, every[:1], file, budget, now, units)
        if not arrivals.runs and not arrivals.other_sports:
            single = _of_members(archive, archives.runs_in(archive), file, budget, now, units)
            arrivals = ImportedFile(
                runs=single.runs,
                problems=(*arrivals.problems, *single.problems),
                other_sports=single.other_sports,
            )
    if arrivals.runs:
        return arrivals
    if arrivals.problems:
        raise InputError(arrivals.problems)
    if arrivals.other_sports:
        raise NoRunError(
            [
                Problem(
                    file,
                    "",
                    f"has {arrivals.other_sports:,} activities of other sports and no runs: only runs are imported",
                )
            ]
        )
    text = f"has no {archives.LIST} and no .fit, .gpx or .tcx files: use an archive with one of them"
    raise InputError([Problem(file, "", text)])


def _of_members(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    file: str,
    budget: Budget,
    now: datetime | None,
    units: str,
) -> ImportedFile:
    runs: list[RecordedRun] = []
    problems: list[Problem] = []
    other_sports = 0
    for info in members:
        name = info.filename[:MAX_NAME]  # it can have 65,535 characters
        if budget.spent:
            problems.append(Problem(file, "", "has more in it than is read at once: unpack it, import the other files"))
            break
        budget.next_member()
        try:
            budget.step(STEPS)
            if info.filename.lower().endswith(".zip"):
                raise ActivityFileError("is an archive inside of an archive, which isn't read: unpack it first")  # noqa: TRY301
            data = member(archive, info, budget)
            runs += read_runs(data, file, member=info.filename, budget=budget, left_out=problems, now=now, units=units)
        except NoRunError:
            other_sports += 1
        except InputError as bad:
            problems += bad.problems
        except ActivityFileError as error:
            problems.append(Problem(file, name, str(error)))
    return ImportedFile(runs=tuple(runs), problems=tuple(problems), other_sports=other_sports)


def find_new(store: Store, arrivals: ImportedFile) -> NewContent:
    """Return what in a file is new; nothing is written."""
    known_ids = {session.item.id for session in scan(store.folder, _IDENTITIES)[0]}
    return NewContent(
        tuple(session for session in arrivals.sessions if session.item.id not in known_ids),
        new_runs(store, arrivals.runs),
    )
