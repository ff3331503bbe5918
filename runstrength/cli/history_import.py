"""`runstrength history import`: imports sessions and runs from exports and other programs, and takes them back."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from runstrength.cli.arguments import PATH
from runstrength.cli.options import ChoiceType
from runstrength.cli.output import note
from runstrength.cli.profile_data import lazy_set_namer, profile_history, profile_library, profile_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from runstrength.history.imports.files import ImportedFile, NewContent
    from runstrength.history.imports.sessions import ImportResult, RunImport
    from runstrength.history.imports.strength.names import ExerciseNames
    from runstrength.history.imports.strength.sessions import NameUse, WorkoutImport

MAX_LISTED_RUNS: Final = 5
"""If more runs are imported, only their number is printed."""
MAX_LISTED_NAMES: Final = 10
"""Names that an import lists; `--preview` lists all."""


@click.command("import")
@click.argument("files", nargs=-1, metavar="FILE...", type=PATH)
@click.option(
    "--map",
    "choices",
    multiple=True,
    metavar="NAME=EXERCISE",
    help='Which exercise a name of another app means: "Air Squat=squat"; NAME=- keeps the name. Can be repeated.',
)
@click.option(
    "--weights",
    type=ChoiceType(("kg", "lb")),
    help="The unit of weights in files that don't name one (default: from the settings).",
)
@click.option("--preview", is_flag=True, help="Show what would be imported, and import nothing.")
@click.option("--undo", is_flag=True, help="Undo the last import (without FILE).")
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[str, ...],
    choices: tuple[str, ...],
    weights: str | None,
    preview: bool,
    undo: bool,
) -> None:
    """Import sessions and runs from files.

    FILE is a backup from `runstrength history export` (.json), a run from a watch (.fit, .gpx, .tcx, also as .gz), a
    list of runs (Strava's activities.csv, Garmin's Activities.csv, Runkeeper's list, Apple's export.xml), the CSV that
    Strong, Hevy or FitNotes exports, `runstrength history export --format csv` or `strong`, or a folder or .zip of
    these. It reads at most 100 MB of a file or an archive.

    Files, rows and tracks that can't be read are named and skipped, and so are other sports. The exit status is 2 if
    nothing can be imported. Importing twice never creates duplicates; existing sessions are left alone. ctrl+c stops
    after a session; import again to finish. If a file has no effort for a run, the effort is a guess: change it with
    `runstrength history edit ID --effort N`.

    An exercise that isn't in `runstrength exercises` keeps its name: it has a chart, but is in no plan. `--preview`
    lists these names, and `--map` tells which exercise one means.
    """
    if undo:
        _undo(ctx, files, preview or bool(choices) or weights is not None)
        return
    if not files:
        raise click.MissingParameter(param_type="argument", param_hint="'FILE...'")
    from runstrength.cli.main import INTERRUPTED
    from runstrength.cli.progress import progress_bar
    from runstrength.history.imports.files import find_new, read_import_files
    from runstrength.history.imports.sessions import stopped_words
    from runstrength.history.imports.strength.names import read_choices
    from runstrength.history.imports.summary import reading_notes

    units = profile_units() if weights is None else {"kg": "metric", "lb": "imperial"}[weights]
    with _stoppable() as stopped:
        chosen = read_choices(choices)
        names = _exercise_names(chosen) if chosen else None
        with progress_bar("Reading") as progress:
            content = read_import_files(files, units=units, progress=progress)
        if content.workouts and names is None:
            names = _exercise_names({})
        new = find_new(profile_history(), content, names)
        for line in reading_notes(content.with_others(new.workouts.others)):
            note(line)
        unused = _unused(chosen, new.workouts)
        for name in unused:
            note(f"--map: no set in the files is called {name}")
        if preview:
            _print_preview(content, new)
            return
        parts = _take_in(content, new.workouts, stopped)
        _remember({name: typed for name, typed in chosen.items() if name not in unused})
    if any(reached < count for reached, count, _ in parts):
        note(stopped_words(parts))
        ctx.exit(INTERRUPTED)


def _take_in(content: ImportedFile, workouts: WorkoutImport, stopped: Callable[[], bool]) -> list[tuple[int, int, str]]:
    """Import what is in the files, and print what came in.

    Returns:
        For sessions and for runs, how many were looked at, how many there are, and their name.
    """
    from runstrength.cli.progress import progress_bar
    from runstrength.history.imports.progress import counting
    from runstrength.history.imports.sessions import import_runs, import_sessions
    from runstrength.history.imports.undo import ImportLog

    parts: list[tuple[int, int, str]] = []
    log = ImportLog()
    runs = (*content.runs, *workouts.runs)
    sessions = tuple({one.item.id: one for one in (*content.sessions, *workouts.sessions)}.values())
    if sessions or content.workouts or not runs:
        with progress_bar("Importing") as progress:
            asked = counting(stopped, progress, len(sessions))
            result = import_sessions(profile_history(), sessions, asked, log)
        _tell_sessions(result, workouts)
        parts.append((result.reached, result.reached + result.left, "sessions"))
    if runs:
        with progress_bar("Importing") as progress:
            of_runs = import_runs(profile_history(), runs, counting(stopped, progress, len(runs)), log)
        _tell_runs(of_runs)
        parts.append((of_runs.reached, of_runs.reached + of_runs.left, "runs"))
    return parts


def _undo(ctx: click.Context, files: Sequence[str], others: bool) -> None:
    """Take back the last import.

    Raises:
        UsageError: a file or another option was given.
    """
    from runstrength.history.imports.undo import NothingToUndoError, undo_import
    from runstrength.text import plural

    if files or others:
        raise click.UsageError("--undo undoes the last import: use it without FILE and other options")
    try:
        result = undo_import(profile_history())
    except NothingToUndoError as error:
        note(str(error))
        ctx.exit(1)
    click.echo(f"Import undone: {plural(result.count, 'session')} removed")
    for id_ in result.in_trash:
        note(
            f"{id_} was changed after the import, and is in the trash. To restore it: runstrength history restore {id_}"
        )


def _exercise_names(choices: Mapping[str, str]) -> ExerciseNames:
    """Return what finds the exercises of other apps: the choices, then what was chosen at an import before.

    Raises:
        InputError: a choice isn't valid.
    """
    from runstrength.history.imports.strength.names import ExerciseNames, read_table
    from runstrength.history.imports.strength.remembered import overruled
    from runstrength.profile import Profile

    exercises = profile_library().exercises
    remembered, problems = Profile.default().remembered_names(exercises)
    for problem in problems:
        note(str(problem))
    return ExerciseNames(read_table(), exercises, overruled(remembered, choices))


def _remember(choices: Mapping[str, str]) -> None:
    """Remember choices for the next import."""
    from runstrength.profile import Profile, SettingsSaveError

    try:
        Profile.default().remember_names(choices)
    except SettingsSaveError as error:
        note(str(error))


def _unused(choices: Mapping[str, str], workouts: WorkoutImport) -> list[str]:
    """Return the names of `--map` that are in none of the files."""
    from runstrength.catalogue.naming import plain

    there = {plain(use.name) for use in workouts.names}
    return [name for name in choices if plain(name) not in there]


def _print_preview(content: ImportedFile, new: NewContent) -> None:
    """Print what would be imported."""
    from runstrength.cli.text_layout import table
    from runstrength.text import plural, printable

    workouts = new.workouts
    sessions, runs = len(content.sessions) + workouts.count, len(content.runs) + len(workouts.runs)
    if sessions or not runs:
        click.echo(f"{plural(sessions, 'session')}, {len(new.sessions_and_workouts):,} of them new")
    if runs:
        click.echo(f"{plural(runs, 'run')}, {len(new.runs.added):,} of them new")
    if workouts.names:
        rows = [
            (
                printable(use.name),
                plural(use.sets, "set"),
                printable("kept under this name" if use.kept else _meaning(use)),
            )
            for use in workouts.names
        ]
        click.echo("\n".join(["", *table(rows, ("in the file", ">sets", "here"))]))


def _meaning(use: NameUse) -> str:
    from runstrength.catalogue.naming import exercise_name

    return exercise_name(profile_library().exercises, use.exercise, use.variant)


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


def _tell_sessions(result: ImportResult, workouts: WorkoutImport) -> None:
    """Print how many sessions were imported, and what a person should know of the others."""
    from runstrength.text import plural, printable

    parts = [f"{plural(len(result.added), 'session')} imported"]
    if same := len(result.same) + workouts.same:
        parts.append(f"{same:,} already in the history")
    if result.different:
        parts.append(f"{len(result.different):,} already in the history with other content, not changed")
    click.echo(", ".join(parts))
    for id_ in result.different:
        note(f"{id_} differs in the file. To import that one, first run: runstrength history delete {id_}")
    _note_in_trash(workouts.deleted)
    kept = workouts.kept if result.added else ()
    if kept:
        names = ", ".join(printable(use.name) for use in kept[:MAX_LISTED_NAMES])
        more = f" and {len(kept) - MAX_LISTED_NAMES:,} more" if len(kept) > MAX_LISTED_NAMES else ""
        note(f"Kept under their own names, as no exercise here is called so: {names}{more}.")
        note("To say what one is: runstrength history import --undo, then import again with --map NAME=EXERCISE.")


def _tell_runs(result: RunImport) -> None:
    """Print which runs were imported, or how many."""
    from runstrength.history.export.one_line import one_line
    from runstrength.text import plural

    units = profile_units()
    for record, keys in result.added if len(result.added) <= MAX_LISTED_RUNS else ():
        line = one_line(record, lazy_set_namer(), keys.distance_m, units, keys.effort_guess)
        click.echo(f"Added {record.id}: {line}")
    parts = [f"{plural(len(result.added), 'run')} imported"]
    if result.same > result.twice:
        parts.append(f"{result.same - result.twice:,} already in the history")
    if result.twice:
        parts.append(f"{result.twice:,} more than once in the files")
    click.echo(", ".join(parts))
    _note_in_trash(result.deleted)


def _note_in_trash(ids: Sequence[str]) -> None:
    """Say which sessions weren't imported, because they were deleted."""
    for id_ in ids:
        note(f"{id_} is in the trash. To restore it, run: runstrength history restore {id_}")
