"""Reads files of any kind for an import: exported sessions, runs of other programs, archives and folders of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.dates import local_now
from runstrength.history.export.document import HEADS
from runstrength.history.files import IDENTITIES, scan
from runstrength.history.imports import archive as archives
from runstrength.history.imports.activities.budget import Budget, StoppedError
from runstrength.history.imports.activities.values import ActivityFileError, TooFarError, sports_words
from runstrength.history.imports.archive import Member
from runstrength.history.imports.content import Content, PassedOver, Source
from runstrength.history.imports.detect import FOLDERS, is_wanted, read_content
from runstrength.history.imports.progress import Progress, unseen
from runstrength.history.imports.runs import MAX_TITLE, RecordedRun
from runstrength.history.imports.sessions import IncomingSession, RunImport, as_sessions, new_runs
from runstrength.history.imports.strength import sessions as strength
from runstrength.history.imports.strength.names import ExerciseNames
from runstrength.history.imports.strength.sessions import WorkoutImport
from runstrength.history.imports.strength.workout import Workout
from runstrength.history.store import Store
from runstrength.locations import TRASH
from runstrength.text import plural, typed_path
from runstrength.toml_input import InputError, Problem, read_problem

STEPS: Final = 100
"""The cost of a member of an archive, in steps of a budget, besides its content."""

MAX_DEPTH: Final = 2
"""Archives and folders that an archive may be in: Garmin packs archives into an archive."""


class ImportedFile(Struct, frozen=True):
    """What is in a file, an archive or a folder: sessions or runs."""

    sessions: tuple[IncomingSession, ...] = ()
    runs: tuple[RecordedRun, ...] = ()
    workouts: tuple[Workout, ...] = ()
    """Sessions of strength apps, with the names that exercises have there."""
    problems: tuple[Problem, ...] = ()
    """What could not be read."""
    remarks: tuple[Problem, ...] = ()
    """What a person should know of runs that were read."""
    passed_over: tuple[PassedOver, ...] = ()
    """Activities of other sports in it."""

    def with_others(self, others: Sequence[PassedOver]) -> ImportedFile:
        """Return it with more activities of other sports, which were found among the workouts."""
        return replace(self, passed_over=(*self.passed_over, *others))

    @property
    def other_sports(self) -> int:
        """How many activities of other sports are in it."""
        return len(self.passed_over)

    @property
    def empty(self) -> bool:
        """Whether nothing in it can be imported."""
        return not self.runs and not self.sessions and not self.workouts


class NoRunError(InputError):
    """A readable file with other sports only.

    Args:
        problems: the message.
        passed_over: the activities.
    """

    def __init__(self, problems: Sequence[Problem], passed_over: Sequence[PassedOver]) -> None:
        super().__init__(problems)
        self.passed_over = tuple(passed_over)


class NewContent(Struct, frozen=True):
    """What of a file the history does not have yet."""

    sessions: tuple[IncomingSession, ...]
    runs: RunImport
    workouts: WorkoutImport = WorkoutImport()
    """What of the workouts of strength apps is new."""

    @property
    def sessions_and_workouts(self) -> tuple[IncomingSession, ...]:
        """The new sessions, without runs of other programs."""
        return (*self.sessions, *self.workouts.sessions)

    @property
    def all_sessions(self) -> tuple[IncomingSession, ...]:
        """Everything that is new, as sessions."""
        return (*self.sessions_and_workouts, *as_sessions(self.runs))


def read_import_file(
    file: str,
    budget: Budget | None = None,
    now: datetime | None = None,
    units: str = "metric",
    progress: Progress = unseen,
) -> ImportedFile:
    """Read an export, one session, a run from a watch, a list of runs, or an archive or a folder of such files.

    Every file, hostile ones too, leads to its content or to `InputError`.

    Args:
        file: its path; `~` is the person's home.
        budget: how much may be read and computed; by default a full one. In a folder it is for each file.
        now: the moment, None for this machine's; no session may be dated after it.
        units: the person's, for messages and for files that don't name theirs; one of `numbers.UNITS`.
        progress: told how far it is, in an archive or a folder.

    Raises:
        InputError: it cannot be read, or is none of these.
    """
    source = Source(b"", file, budget=budget or Budget(), units=units, now=now or local_now())
    try:
        path = typed_path(file)
        return _of_folder(path, source, progress) if path.is_dir() else _of_file(path, source, progress)
    except ActivityFileError as error:
        raise InputError([_problem(source, error)]) from None
    except (MemoryError, RecursionError):
        raise InputError([Problem(file, "", "needs too much memory: import a smaller file")]) from None
    except (OSError, ValueError) as error:  # ValueError: the name itself is impossible
        raise InputError([read_problem(file, error, "a file")]) from None


def read_import_files(files: Sequence[str], units: str = "metric", progress: Progress = unseen) -> ImportedFile:
    """Read several files; one that can't be read does not exclude the others, and is among the problems.

    Args:
        files: their paths.
        units: as `read_import_file`.
        progress: told how many files are done; of a single archive or folder, how many in it.

    Raises:
        InputError: nothing in any of them can be imported.
    """
    if len(files) == 1:
        return read_import_file(files[0], None, None, units, progress)
    parts: list[ImportedFile] = []
    without_runs: list[Problem] = []
    for done, file in enumerate(files):
        progress(done, len(files))
        try:
            parts.append(read_import_file(file, None, None, units))
        except NoRunError as other:
            without_runs += other.problems
            parts.append(ImportedFile(passed_over=other.passed_over))
        except InputError as bad:
            parts.append(ImportedFile(problems=tuple(bad.problems)))
    progress(len(files), len(files))
    found = _joined(parts)
    if found.empty and (found.problems or without_runs):
        raise InputError([*found.problems, *without_runs])
    return found


def _problem(source: Source, error: ActivityFileError) -> Problem:
    text = error.told(source.units) if isinstance(error, TooFarError) else str(error)
    return Problem(source.file, ": ".join(filter(None, (source.member[:MAX_TITLE], error.key))), text)


def _of_file(path: Path, source: Source, progress: Progress) -> ImportedFile:
    with archives.opened(path) as opened:
        if archives.is_archive(opened):
            return _of_archive(opened, source, progress)
        data = archives.whole(opened, source.budget)
    return read_data(replace(source, data=data))


def read_data(source: Source) -> ImportedFile:
    """Read the content of one file, which is no archive.

    Raises:
        InputError: nothing in it can be imported.
    """
    try:
        found = read_content(source)
    except StoppedError:
        raise
    except ActivityFileError as error:
        raise InputError([_problem(source, error)]) from None
    except ImportError as error:
        text = f'needs {error.name}, which isn\'t installed: use pip install "runstrength[import]"'
        raise InputError([Problem(source.file, source.member[:MAX_TITLE], text)]) from None
    problems = tuple(dict.fromkeys(_problem(source, error) for error in found.problems))
    if found.runs or found.sessions or found.workouts or not (problems or found.passed_over):
        return ImportedFile(
            sessions=tuple(found.sessions),
            runs=tuple(found.runs),
            workouts=tuple(found.workouts),
            problems=problems,
            remarks=tuple(_problem(source, error) for error in found.remarks),
            passed_over=tuple(_placed(one, source.name) for one in found.passed_over),
        )
    if problems:
        raise InputError(problems)
    raise NoRunError([_problem(source, _no_run(found))], [_placed(one, source.name) for one in found.passed_over])


def _placed(one: PassedOver, name: str) -> PassedOver:
    return replace(one, place=": ".join(filter(None, (FOLDERS.split(name)[-1][:MAX_TITLE], one.place))))


def _no_run(found: Content) -> ActivityFileError:
    """Return why a file has no run, only other activities."""
    one, *others = found.passed_over
    if others or one.place:
        sports = sports_words(other.sport for other in found.passed_over)
        return ActivityFileError(f"has no runs, only {sports}: only runs are imported")
    sentence = one.sentence or f"isn't a run but {sports_words([one.sport])}"
    return ActivityFileError(f"{sentence}: only runs are imported")


# -- archives and folders ----------------------------------------------------------------------------------------------


def _of_archive(opened: io.FileIO, source: Source, progress: Progress) -> ImportedFile:
    """Read an archive; a bad member does not exclude the others.

    Raises:
        ActivityFileError: it is damaged, or has too much in it.
        InputError: nothing in it can be read.
    """
    with archives.archive_of(opened, source.budget) as archive:
        found = _of_members(archives.members_of(archive), source, progress)
    return _something(found, source)


def _of_folder(path: Path, source: Source, progress: Progress) -> ImportedFile:
    """Read a folder with all folders in it; a bad file does not exclude the others.

    Raises:
        ActivityFileError: it has too many files.
        InputError: nothing in it can be read.
    """
    return _something(_of_members(archives.files_in(path), source, progress), source)


def _something(found: ImportedFile, source: Source) -> ImportedFile:
    """Return what is in an archive or a folder.

    Raises:
        InputError: it is nothing.
    """
    if not found.empty:
        return found
    if found.problems:
        raise InputError(found.problems)
    if found.passed_over:
        activities = plural(found.other_sports, "activity")
        text = f"has {activities} of other sports and no runs: only runs are imported"
        raise NoRunError([Problem(source.file, "", text)], found.passed_over)
    text = f"has no {archives.LIST} and no .fit, .gpx or .tcx files: use one that has"
    raise InputError([Problem(source.file, "", text)])


def _of_members(members: Sequence[Member], source: Source, progress: Progress, depth: int = 1) -> ImportedFile:
    """Read the files of an archive or a folder: its lists of activities, and the files that are in no list.

    Args:
        members: the files.
        source: the archive or folder.
        progress: told how many files are done.
        depth: how many archives or folders they are in.
    """
    parts: list[ImportedFile] = []
    listed: list[str] = []
    """The starts of the names of files that a list makes unnecessary."""
    inside: list[str] = []
    """The folders with a list."""
    waiting = archives.in_order(members)
    for done, member in enumerate(waiting):
        progress(done, len(waiting))
        source.budget.check_stopped()
        if member.name.startswith(tuple(listed)) or (
            archives.is_list(member) and member.name.startswith(tuple(inside))
        ):
            continue
        if source.budget.spent:
            text = "has more in it than is read at once: unpack it, import the other files"
            parts.append(ImportedFile(problems=(Problem(source.file, "", text),)))
            break
        part = _of_member(member, source, depth)
        if archives.is_list(member) and (part.runs or part.passed_over):
            inside.append(archives.folder_of(member))
            listed += (f"{inside[-1]}{folder}/" for folder in archives.LISTED)
        parts.append(part)
    progress(len(waiting), len(waiting))
    return _joined(parts)


def _joined(parts: Sequence[ImportedFile]) -> ImportedFile:
    """Return everything that is in some files."""
    return ImportedFile(
        sessions=tuple(one for part in parts for one in part.sessions),
        runs=tuple(one for part in parts for one in part.runs),
        workouts=tuple(one for part in parts for one in part.workouts),
        problems=tuple(one for part in parts for one in part.problems),
        remarks=tuple(one for part in parts for one in part.remarks),
        passed_over=tuple(one for part in parts for one in part.passed_over),
    )


def _of_member(member: Member, source: Source, depth: int) -> ImportedFile:
    """Return what is in one file of an archive or a folder, or its problem; nothing if nobody would import it."""
    budget = source.budget.next_member() if member.shared else source.budget.next_file()
    source = replace(source, budget=budget, file=member.path or source.file, member="" if member.path else member.name)
    named = archives.is_named(member)
    try:
        budget.step(STEPS)
        data = member.read(budget)
        if data[:4] in archives.ZIPS:
            return _of_inner_archive(data, source, depth)
        if not named and not is_wanted(data, member.name):
            return ImportedFile()
        return read_data(replace(source, data=data))
    except NoRunError as other:
        return ImportedFile(passed_over=other.passed_over)
    except InputError as bad:
        return ImportedFile(problems=tuple(bad.problems))
    except StoppedError:
        raise
    except ActivityFileError as error:
        return ImportedFile(problems=(_problem(source, error),) if named or budget.spent else ())
    except (OSError, ValueError) as error:
        return ImportedFile(problems=(read_problem(source.file, error, "a file"),))


def _of_inner_archive(data: bytes, source: Source, depth: int) -> ImportedFile:
    """Return what is in an archive that is in an archive or in a folder.

    Raises:
        ActivityFileError: it is damaged, or too deep.
    """
    if depth > MAX_DEPTH:
        raise ActivityFileError("is an archive inside of archives, which isn't read: unpack it first")
    with archives.archive_of(io.BytesIO(data), source.budget) as archive:
        members = [replace(one, name=f"{source.member}/{one.name}") for one in archives.members_of(archive)]
        return _of_members(members, replace(source, member=""), unseen, depth + 1)


def find_new(store: Store, arrivals: ImportedFile, names: ExerciseNames | None = None) -> NewContent:
    """Return what in a file is new; nothing is written.

    Args:
        store: the history.
        arrivals: what is in the file.
        names: find the exercises of workouts; by default those that are built in.
    """
    heads = [session.item for session in scan(store.folder, HEADS)[0]]
    ids = {head.id for head in heads}
    sessions = tuple(session for session in arrivals.sessions if session.item.id not in ids)
    if not arrivals.workouts:
        return NewContent(sessions, new_runs(store, arrivals.runs))
    names = names or strength.built_in_names()
    sports = strength.split_sports(arrivals.workouts, names)
    trashed = {entry.item.id for entry in scan(store.folder / TRASH, IDENTITIES)[0]}
    minutes = [strength.minute_of(head.started) for head in heads if head.kind != "run"]
    return NewContent(
        sessions,
        new_runs(store, (*arrivals.runs, *sports.runs)),
        strength.new_workouts(sports, names, ids, minutes, trashed),
    )
