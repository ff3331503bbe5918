"""Importing a file in two steps: first a preview of what is in it and what of it is new, then the import."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.dates import to_local
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.files import ImportedFile, NewContent, find_new, read_import_file
from runstrength.history.imports.progress import Progress, unseen
from runstrength.history.imports.sessions import ImportFailedError, RunImport, import_sessions, never
from runstrength.history.imports.strength.names import ExerciseNames, read_table
from runstrength.history.store import Store

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Exercise

NOTHING_NEW: Final = NewContent((), RunImport((), 0, ()))
MAX_FILES: Final = 50
"""Files that are offered at the most, the newest of them."""
NAMES: Final = re.compile(
    r".+\.(?:fit|gpx|tcx)(?:\.gz)?|(?:cardio)?activities.*\.csv|export.*\.(?:zip|xml)|\d{6,}.*\.zip"
    r"|.*(?:garmin|strava|runkeeper|polar|apple).*\.zip|runstrength.*\.(?:json|csv)|\d{8}T\d{6}Z-.*\.json"
    r"|(?:.*(?:strong|hevy|fitnotes|fitbod|jefit|gymbook)|workout).*\.csv",
    re.IGNORECASE,
)
"""Names of files that can be imported: runs, lists of runs, archives and tables of other programs, our exports."""


class Candidate(Struct, frozen=True):
    """A file that can perhaps be imported."""

    path: Path
    changed: datetime
    """When it was last changed."""


class ImportPreview(Struct, frozen=True):
    """What is in a file, before any of it is imported."""

    file: Path
    content: ImportedFile
    new: NewContent
    choices: Mapping[str, str] = {}
    """What a person chose for names of exercises in other apps."""

    @property
    def unit_assumed(self) -> bool:
        """Whether the file doesn't say the unit of its weights."""
        return any(workout.unit_assumed for workout in self.content.workouts)

    @property
    def new_count(self) -> int:
        """How many sessions and runs are new."""
        return len(self.new.sessions_and_workouts) + len(self.new.runs.added)


class PreviewResult(Struct, frozen=True):
    """What the import of a preview did."""

    sessions: int
    """How many sessions were imported."""
    runs: int
    """How many runs were imported."""
    kind: str
    """What there is in the file: `sessions`, `runs`, or both in one phrase."""
    newest: str
    """The id of the newest; empty if nothing was new."""
    guessed: bool = False
    """Whether the effort of a run is a guess."""
    reached: int = 0
    """How many were looked at before it ended."""
    count: int = 0
    """How many there are."""

    @property
    def stopped(self) -> bool:
        """Whether it was stopped before its end."""
        return self.reached < self.count


def find_candidates(folder: Path) -> tuple[Candidate, ...]:
    """Return the files of a folder that can perhaps be imported, the newest first; none if it cannot be read."""
    found: list[Candidate] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if NAMES.fullmatch(entry.name):
                    found += _candidate(entry)
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda one: one.changed, reverse=True)[:MAX_FILES])


def _candidate(entry: os.DirEntry[str]) -> Iterator[Candidate]:
    """Yield the file of an entry, or nothing if it is no file or has gone."""
    try:
        seconds = entry.stat().st_mtime if entry.is_file() else None
    except OSError:
        return
    if seconds is not None:
        try:
            changed = to_local(datetime.fromtimestamp(seconds, UTC))
        except (OSError, ValueError, OverflowError):  # a disk can say that it was changed in the year 200,000
            changed = datetime.fromtimestamp(0, UTC)
        yield Candidate(Path(entry.path), changed)


def preview_file(
    store: Store,
    file: Path,
    stopped: Callable[[], bool] = never,
    units: str = "metric",
    progress: Progress = unseen,
    exercises: Mapping[str, Exercise] | None = None,
    choices: Mapping[str, str] | None = None,
) -> ImportPreview:
    """Return what is in a file, and what of it is new; nothing is written.

    Args:
        store: the history.
        file: the file.
        stopped: returns whether to stop reading; another thread may decide that.
        units: the person's units, for messages and for files that don't name theirs.
        progress: told how many files of an archive or a folder are done.
        exercises: the catalogue, for the names of exercises in other apps; None for what is built in.
        choices: as `with_choices`.

    Raises:
        InputError: it cannot be read, or nothing in it can be imported.
    """
    content = read_import_file(str(file), Budget(stopped=stopped), units=units, progress=progress)
    preview = ImportPreview(file, content, find_new(store, content) if exercises is None else NOTHING_NEW)
    return preview if exercises is None else with_choices(store, preview, exercises, choices or {})


def with_choices(
    store: Store, preview: ImportPreview, exercises: Mapping[str, Exercise], choices: Mapping[str, str]
) -> ImportPreview:
    """Return a preview with what a person chose for names of exercises in other apps.

    Args:
        store: the history.
        preview: what is in the file.
        exercises: the catalogue.
        choices: exercises by names, as they were typed.
    """
    names = ExerciseNames(read_table(), exercises, choices) if preview.content.workouts else None
    return replace(preview, new=find_new(store, preview.content, names), choices=choices)


def import_preview(store: Store, preview: ImportPreview, stopped: Callable[[], bool] = never) -> PreviewResult:
    """Import what is new. If it is stopped, what was imported stays, and the same file again completes it.

    Args:
        store: the history.
        preview: what is in the file.
        stopped: returns whether to stop; asked before each session.

    Raises:
        ImportFailedError: it could not be written; none of it is there.
    """
    runs = preview.new.runs
    sessions = preview.new.all_sessions
    try:
        result = import_sessions(store, sessions, stopped)
    except OSError as error:
        raise ImportFailedError(f"Nothing was imported ({error}).") from None
    of_runs = {record.id: keys for record, keys in runs.added}
    added_runs = [of_runs[id_] for id_ in result.added if id_ in of_runs]
    kinds = (("sessions", len(sessions) > len(runs.added) or not runs.added), ("runs", bool(runs.added)))
    newest = max((session.item for session in sessions), key=lambda item: item.started, default=None)
    return PreviewResult(
        sessions=len(result.added) - len(added_runs),
        runs=len(added_runs),
        kind=" and ".join(kind for kind, there in kinds if there),
        newest=newest.id if newest is not None and not result.left else "",
        guessed=any(keys.effort_guess is not None for keys in added_runs),
        reached=result.reached,
        count=result.reached + result.left,
    )
