"""`runstrength history import`: sessions from an export, and runs from other programs, into the history."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from runstrength.cli.arguments import PATH
from runstrength.cli.output import note, note_problems, set_names, the_store, the_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from runstrength.history.imports.runs import RecordedRun
    from runstrength.history.imports.sessions import ImportResult, IncomingSession, RunImport

LINES = 5
"""As many runs are named one by one."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=PATH)
@click.pass_context
def import_(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Take sessions and runs from files into the history.

    FILE is a document of `runstrength history export` (.json), a run from a watch (.fit, .gpx, .tcx, also packed as
    .gz or in a .zip), or the archive that Strava gives (.zip), or the list of all activities in it (activities.csv).
    At most 100 MB are read.

    If a FILE can't be read, nothing of any is imported; single rows, tracks and members of an archive that can't be
    read are named and left out. Importing twice never creates duplicates: what is in the history already stays as it
    is there. ctrl+c stops between two sessions, and the same import again goes on from there. How hard a run was is a
    guess where the file does not say it; `runstrength history edit ID --effort N` says it better.
    """
    from runstrength.cli.main import INTERRUPTED
    from runstrength.history.imports.files import read_import_file
    from runstrength.history.imports.sessions import stopped_words
    from runstrength.toml_input import first_problems

    units = the_units()
    with _stoppable() as stopped:
        arrivals = [read_import_file(file, units=units) for file in files]
        for one in arrivals:
            note_problems(first_problems(one.problems))
            if one.other_sports:
                note(f"{_count(one.other_sports, 'activity')} of other sports left out")
        sessions = [session for one in arrivals for session in one.sessions]
        runs = [run for one in arrivals for run in one.runs]
        # Everything has been read by now, and nothing written: a file that is wrong leaves all of them out.
        parts: list[tuple[int, int, str]] = []
        left = 0
        if sessions or not runs:
            taken = _take_sessions(sessions, stopped)
            left += taken.left
            parts.append((taken.reached, taken.reached + taken.left, "sessions"))
        if runs:
            logged = _take_runs(runs, stopped)
            left += logged.left
            parts.append((logged.reached, logged.reached + logged.left, "runs"))
    if left:
        note(stopped_words(parts))
        ctx.exit(INTERRUPTED)


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Let ctrl+c end an import between two sessions; before the first one, and a second time, it ends the program.

    The function that is yielded tells whether it was pressed.
    """
    asked = begun = False

    def ask(*_: object) -> None:
        nonlocal asked
        if asked or not begun:
            raise KeyboardInterrupt
        asked = True

    def stopped() -> bool:
        nonlocal begun
        begun = True
        return asked

    try:
        before = signal.signal(signal.SIGINT, ask)
    except ValueError:  # only the main thread hears signals
        yield stopped
        return
    try:
        yield stopped
    except KeyboardInterrupt:
        if not begun:
            note("Stopped: nothing was imported.")
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _take_sessions(sessions: Sequence[IncomingSession], stopped: Callable[[], bool]) -> ImportResult:
    from runstrength.history.imports.sessions import import_sessions

    taken = import_sessions(the_store(), tuple({one.item.id: one for one in sessions}.values()), stopped)
    parts = [f"{_count(len(taken.added), 'session')} imported"]
    if taken.same:
        parts.append(f"{len(taken.same):,} in the history already")
    if taken.different:
        parts.append(f"{len(taken.different):,} in the history in another form, which stays")
    click.echo(", ".join(parts))
    for id_ in taken.different:
        note(f"{id_} is another in the file; to have that one, first: runstrength history delete {id_}")
    return taken


def _take_runs(runs: Sequence[RecordedRun], stopped: Callable[[], bool]) -> RunImport:
    from runstrength.history.export.one_line import one_line
    from runstrength.history.imports.sessions import import_runs

    logged = import_runs(the_store(), runs, stopped)
    units = the_units()
    for record, keys in logged.added if len(logged.added) <= LINES else ():
        guess = " (a guess)" if keys.effort_guess is not None else ""
        click.echo(f"Added {record.id}: {one_line(record, set_names(), keys.distance_m, units)}{guess}")
    parts = [f"{_count(len(logged.added), 'run')} imported"]
    if logged.same:
        parts.append(f"{logged.same:,} in the history already")
    click.echo(", ".join(parts))
    for id_ in logged.deleted:
        note(f"{id_} was deleted from the history; to have it back: runstrength history restore {id_}")
    return logged


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what.removesuffix('y')}{'ies' if what.endswith('y') else 's'}"
