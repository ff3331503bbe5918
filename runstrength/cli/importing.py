"""`runstrength history import`: sessions from an export, and runs from other programs, into the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.reading import note, note_problems, set_names, the_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runstrength.history.importing import Incoming
    from runstrength.history.runs import Run

LINES = 5
"""As many runs are named one by one."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
def import_(files: tuple[str, ...]) -> None:
    """Take sessions and runs from files into the history.

    FILE is a document of `runstrength history export` (.json), a run from a watch (.fit, .gpx, .tcx, also packed as
    .gz or in a .zip), or the archive that Strava gives (.zip), or the list of all activities in it (activities.csv).
    At most 100 MB are read.

    If a FILE can't be read, nothing of any is imported; single rows, tracks and members of an archive that can't be
    read are named and left out. Importing twice never creates duplicates: what is in the history already stays as it
    is there. How hard a run was is a guess where the file does not say it; `runstrength history edit ID --effort N`
    says it better.
    """
    from runstrength.checked import told
    from runstrength.history.arrivals import read_arrivals

    arrivals = [read_arrivals(file) for file in files]
    for one in arrivals:
        note_problems(told(one.problems))
        if one.other_sports:
            note(f"{_count(one.other_sports, 'activity')} of other sports left out")
    sessions = [session for one in arrivals for session in one.sessions]
    runs = [run for one in arrivals for run in one.runs]
    # Everything has been read by now, and nothing written: a file that is wrong leaves all of them out.
    if sessions or not runs:
        _take_sessions(sessions)
    if runs:
        _take_runs(runs)


def _take_sessions(sessions: Sequence[Incoming]) -> None:
    from runstrength.history.importing import take_in

    taken = take_in(the_store(), tuple({one.item.id: one for one in sessions}.values()))
    parts = [f"{_count(len(taken.added), 'session')} imported"]
    if taken.same:
        parts.append(f"{len(taken.same):,} in the history already")
    if taken.different:
        parts.append(f"{len(taken.different):,} in the history in another form, which stays")
    click.echo(", ".join(parts))
    for id_ in taken.different:
        note(f"{id_} is another in the file; to have that one, first: runstrength history delete {id_}")


def _take_runs(runs: Sequence[Run]) -> None:
    from runstrength.history.importing import take_runs
    from runstrength.history.summary import one_line

    logged = take_runs(the_store(), runs)
    for record, keys in logged.added if len(logged.added) <= LINES else ():
        guess = " (a guess)" if keys.effort_guess is not None else ""
        click.echo(f"Added {record.id}: {one_line(record, set_names(), keys.distance_m)}{guess}")
    parts = [f"{_count(len(logged.added), 'run')} imported"]
    if logged.same:
        parts.append(f"{logged.same:,} in the history already")
    click.echo(", ".join(parts))
    for id_ in logged.deleted:
        note(f"{id_} was deleted from the history; to have it back: runstrength history restore {id_}")


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what.removesuffix('y')}{'ies' if what.endswith('y') else 's'}"
