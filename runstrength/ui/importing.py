"""Sessions and runs from elsewhere, for the screens that take them in: which files there are, what is new in one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from runstrength.dates import day_of, to_local
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.files import ImportedFile, NewContent, find_new, read_import_file
from runstrength.history.imports.runs import RunKeys
from runstrength.history.imports.sessions import ImportFailedError, as_sessions, import_sessions, never, stopped_words
from runstrength.history.store import Store
from runstrength.numbers import format_distance
from runstrength.session.record import Record
from runstrength.session.wording import clock
from runstrength.toml_input import InputError, Problem, first_problems
from runstrength.ui.lists import cropped, dim, fit
from runstrength.ui.past import count_words, moment
from runstrength.ui.widgets.lines import Line, Span

MOST: Final = 50
"""Files that are offered, the newest of them."""
NAMES: Final = re.compile(
    r".+\.(?:fit|gpx|tcx)(?:\.gz)?|activities.*\.csv|export_.*\.zip|runstrength.*\.json|\d{8}T\d{6}Z-.*\.json",
    re.IGNORECASE,
)
"""Names of files that can be taken in: runs, Strava's list and archive, what was exported here."""


class Candidate(Struct, frozen=True):
    """A file that may be taken in."""

    path: Path
    changed: datetime


class Preview(Struct, frozen=True):
    """What is in a file, before any of it is taken in."""

    file: Path
    arrivals: ImportedFile
    news: NewContent

    @property
    def new(self) -> int:
        """How much of it is new."""
        return len(self.news.sessions) + len(self.news.runs.added)


class Imported(Struct, frozen=True):
    """What was taken in."""

    words: str
    """In one sentence or two."""
    newest: str
    """The id of the newest; nothing where there was nothing new."""
    stopped: bool = False
    """Whether it was stopped before its end."""


def candidates(folder: Path) -> tuple[Candidate, ...]:
    """Return the files of a folder that may be taken in, the newest first; none where it cannot be read."""
    found: list[Candidate] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if NAMES.fullmatch(entry.name):
                    found += _candidate(entry)
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda one: one.changed, reverse=True)[:MOST])


def _candidate(entry: os.DirEntry[str]) -> Iterator[Candidate]:
    """Yield a file that may be taken in, nothing where it is no file or has gone."""
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


def look(store: Store, file: Path, stopped: Callable[[], bool] = never, units: str = "metric") -> Preview:
    """Return what is in a file, and what of it is new.

    Args:
        store: the history.
        file: the file.
        stopped: whether nobody waits for it any more.
        units: the person's, for messages.

    Raises:
        InputError: it cannot be read, or is nothing that can be taken in.
    """
    arrivals = read_import_file(str(file), Budget(stopped=stopped), units=units)
    return Preview(file, arrivals, find_new(store, arrivals))


def take(store: Store, preview: Preview, stopped: Callable[[], bool]) -> Imported:
    """Take in what is new, and return what was done.

    If it is stopped, what was taken in stays, and the same file again completes it.

    Raises:
        ImportFailedError: it could not be written; then none of it is there.
    """
    logged = preview.news.runs
    sessions = tuple(as_sessions(logged)) if preview.arrivals.runs else preview.news.sessions
    try:
        taken = import_sessions(store, sessions, stopped)
    except OSError as error:
        raise ImportFailedError(f"Nothing was imported ({error}).") from None
    if taken.left:
        kind = "runs" if preview.arrivals.runs else "sessions"
        return Imported(stopped_words([(taken.reached, len(sessions), kind)]), "", stopped=True)
    added = len(taken.added)
    newest = max((one.item for one in sessions), key=lambda item: item.started, default=None)
    what = runs_words(added) if preview.arrivals.runs else count_words(added)
    guess = any(keys.effort_guess is not None for _, keys in logged.added)
    more = " How hard was a guess: in the history, c corrects it." if guess else ""
    return Imported(f"{what} imported.{more}", newest.id if newest is not None else "")


def refusal(bad: InputError) -> str:
    """Return why a file can't be imported: of many reasons the first, and how many more there are."""
    first, *more = bad.problems
    return f"{first} (and {len(more):,} more: runstrength history import names them)" if more else str(first)


def runs_words(count: int) -> str:
    """Return how many runs: `1 run`, `1,200 runs`."""
    return "1 run" if count == 1 else f"{count:,} runs"


def summary(preview: Preview, width: int) -> list[Line]:
    """Return what is in a file, in a sentence or two."""
    arrivals, logged = preview.arrivals, preview.news.runs
    runs, sessions = len(arrivals.runs), len(arrivals.sessions)
    what = runs_words(runs) if runs else count_words(sessions)
    same = logged.same if runs else sessions - len(preview.news.sessions)
    parts = [what]
    if same:
        total = max(runs, sessions)
        who = f"{same:,}" if same < total else "it is" if total == 1 else "all are"
        parts.append(f"{who} in the history already")
    if logged.deleted:
        parts.append(f"{len(logged.deleted):,} in the trash, which stay there")
    if arrivals.problems:
        parts.append(f"{len(arrivals.problems):,} in it can't be read")
    if arrivals.other_sports:
        parts.append(f"{arrivals.other_sports:,} of other sports left out")
    guess = any(keys.effort_guess is not None for _, keys in logged.added)
    return dim("; ".join(parts) + (". A `?` is a guess." if guess else "."), width)


def arrival_lines(preview: Preview, now: datetime, size: tuple[int, int], units: str = "metric") -> Sequence[Line]:
    """Return the new runs, the newest first, or from when to when the new sessions are.

    Args:
        preview: what is in the file.
        now: today's year is left out.
        size: columns and rows.
        units: the person's units.
    """
    width, rows = size
    runs = sorted(preview.news.runs.added, key=lambda one: one[0].started, reverse=True)
    lines = [_run_line(record, keys, now, width, units) for record, keys in runs]
    if preview.news.sessions:
        days = [day_of(one.item.started) for one in preview.news.sessions]
        lines = dim(f"{_day(min(days))} to {_day(max(days))}" if len(days) > 1 else _day(days[0]), width)
    problems = [line for problem in first_problems(preview.arrivals.problems) for line in dim(_in_file(problem), width)]
    return cropped([*lines, *([Line()] if problems else []), *problems], rows)


def _in_file(problem: Problem) -> str:
    """Return what is wrong without the path of the file, which stands above."""
    return ": ".join(filter(None, (problem.key, problem.text)))


def _run_line(record: Record, keys: RunKeys, now: datetime, width: int, units: str) -> Line:
    far = format_distance(keys.distance_m, units) if keys.distance_m else ""
    guess = "?" if keys.effort_guess is not None else ""
    right = f"{clock(record.active_seconds):>9}{far:>10}{f'effort {record.effort}{guess}':>12}"
    when = moment(record.started, now).ljust(19)
    return Line((Span(when, "dim"), Span(fit(record.title, width - len(when) - len(right))), Span(right)))


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
