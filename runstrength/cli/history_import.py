"""`runstrength history import`: imports sessions from an export, and runs from other programs."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from runstrength.cli.arguments import PATH
from runstrength.cli.output import note
from runstrength.cli.profile_data import lazy_set_namer, profile_history, profile_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from runstrength.history.imports.runs import RecordedRun
    from runstrength.history.imports.sessions import ImportResult, IncomingSession, RunImport

MAX_LISTED_RUNS: Final = 5
"""If more runs are imported, only their number is printed."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=PATH)
@click.pass_context
def import_(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Import sessions and runs from files.

    FILE is a backup from `runstrength history export` (.json), a run from a watch (.fit, .gpx, .tcx, also as .gz), a
    list of runs (Strava's activities.csv, Garmin's Activities.csv, Runkeeper's list, Apple's export.xml), or a folder
    or .zip of these. At most 100 MB are read of a file or an archive.

    Files, rows and tracks that can't be read are named and skipped, and so are other sports. The exit status is 2 if
    nothing can be imported. Importing twice never creates duplicates; existing sessions are left alone. ctrl+c stops
    after a session; import again to finish. If a file has no effort for a run, the effort is a guess: change it with
    `runstrength history edit ID --effort N`.
    """
    from runstrength.cli.main import INTERRUPTED
    from runstrength.cli.progress import progress_bar
    from runstrength.history.imports.files import read_import_files
    from runstrength.history.imports.progress import counting
    from runstrength.history.imports.sessions import stopped_words
    from runstrength.history.imports.summary import reading_notes

    with _stoppable() as stopped:
        with progress_bar("Reading") as progress:
            content = read_import_files(files, units=profile_units(), progress=progress)
        for line in reading_notes(content):
            note(line)
        sessions, runs = content.sessions, content.runs
        parts: list[tuple[int, int, str]] = []
        left = 0
        if sessions or not runs:
            with progress_bar("Importing") as progress:
                result = _import_sessions(sessions, counting(stopped, progress, len(sessions)))
            left += result.left
            parts.append((result.reached, result.reached + result.left, "sessions"))
        if runs:
            with progress_bar("Importing") as progress:
                run_result = _import_runs(runs, counting(stopped, progress, len(runs)))
            left += run_result.left
            parts.append((run_result.reached, run_result.reached + run_result.left, "runs"))
    if left:
        note(stopped_words(parts))
        ctx.exit(INTERRUPTED)


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Make ctrl+c stop an import between two sessions; before the first one, and a second time, it ends the program.

    Yields a function that tells whether ctrl+c was pressed.
    """
    pressed = started = False

    def press(*_: object) -> None:
        nonlocal pressed
        if pressed or not started:
            raise KeyboardInterrupt
        pressed = True

    def stopped() -> bool:
        nonlocal started
        started = True
        return pressed

    try:
        previous = signal.signal(signal.SIGINT, press)
    except ValueError:  # only the main thread can handle signals
        yield stopped
        return
    try:
        yield stopped
    except KeyboardInterrupt:
        if not started:
            note("Stopped: nothing was imported.")
        raise
    finally:
        signal.signal(signal.SIGINT, previous)


def _import_sessions(sessions: Sequence[IncomingSession], stopped: Callable[[], bool]) -> ImportResult:
    from runstrength.history.imports.sessions import import_sessions
    from runstrength.text import plural

    result = import_sessions(
        profile_history(), tuple({session.item.id: session for session in sessions}.values()), stopped
    )
    parts = [f"{plural(len(result.added), 'session')} imported"]
    if result.same:
        parts.append(f"{len(result.same):,} already in the history")
    if result.different:
        parts.append(f"{len(result.different):,} already in the history with other content, not changed")
    click.echo(", ".join(parts))
    for id_ in result.different:
        note(f"{id_} differs in the file. To import that one, first run: runstrength history delete {id_}")
    return result


def _import_runs(runs: Sequence[RecordedRun], stopped: Callable[[], bool]) -> RunImport:
    from runstrength.history.export.one_line import one_line
    from runstrength.history.imports.sessions import import_runs
    from runstrength.text import plural

    result = import_runs(profile_history(), runs, stopped)
    units = profile_units()
    for record, keys in result.added if len(result.added) <= MAX_LISTED_RUNS else ():
        guess = " (a guess)" if keys.effort_guess is not None else ""
        click.echo(f"Added {record.id}: {one_line(record, lazy_set_namer(), keys.distance_m, units)}{guess}")
    parts = [f"{plural(len(result.added), 'run')} imported"]
    if result.same > result.twice:
        parts.append(f"{result.same - result.twice:,} already in the history")
    if result.twice:
        parts.append(f"{result.twice:,} more than once in the files")
    click.echo(", ".join(parts))
    for id_ in result.deleted:
        note(f"{id_} is in the trash. To restore it, run: runstrength history restore {id_}")
    return result
