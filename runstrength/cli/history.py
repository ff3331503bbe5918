"""`runstrength history`: lists, shows, checks, deletes and restores sessions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, NoReturn

import click

from runstrength.cli.app import open_screen
from runstrength.cli.arguments import complete_session
from runstrength.cli.groups import CommandGroup
from runstrength.cli.history_balance import balance
from runstrength.cli.history_edit import add, edit
from runstrength.cli.history_export import export
from runstrength.cli.history_import import import_
from runstrength.cli.options import input_callback
from runstrength.cli.output import note, print_json, print_raw_json
from runstrength.cli.profile_data import lazy_set_namer, profile_history, session_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.shell_completion import CompletionItem

    from runstrength.catalogue.exercise import Exercise
    from runstrength.history.imports.runs import RunKeys
    from runstrength.history.store import Row, Store
    from runstrength.session.record import Record, SetDone

NO_SESSIONS: Final = "No sessions yet. Start one with: runstrength session"


@click.group(cls=CommandGroup, invoke_without_command=True)
@click.pass_context
def history(ctx: click.Context) -> None:
    """Show, edit, import and export past sessions.

    Without a command, the history screen opens.
    """
    if ctx.invoked_subcommand is None:
        open_screen("history", "The history screen", "runstrength history list")


for command in (add, balance, edit, export, import_):
    history.add_command(command)


@history.command("list")
@click.option("--limit", callback=input_callback("read_limit"), metavar="N", help="Show only the newest N.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_(limit: int | None, as_json: bool) -> None:
    """List your sessions, newest first."""
    listing = profile_history().summaries()
    rows = listing.records[:limit]
    if listing.problems:
        from runstrength.history.files import CHECK
        from runstrength.toml_input import with_others

        note(with_others(listing.problems, CHECK))
    if as_json:
        import msgspec

        print_json(msgspec.to_builtins(rows))
    else:
        click.echo("\n".join(list_lines(rows)) if rows else NO_SESSIONS)


@history.command()
@click.argument("id_", metavar="ID|last", shell_complete=complete_session)
@click.option("--line", is_flag=True, help="Print the session in one line, for a training log.")
@click.option("--json", "as_json", is_flag=True, help="Print the session's JSON file.")
@click.pass_context
def show(ctx: click.Context, id_: str, line: bool, as_json: bool) -> None:
    """Show one session with all its sets.

    ID is an id from `runstrength history list`, or its first letters; `last` is the newest session.
    """
    from runstrength.history.files import SessionNotFoundError, find_session
    from runstrength.session.record import DECODER

    try:
        found = find_session(profile_history().folder, DECODER, id_)
    except SessionNotFoundError as error:
        note(str(error))
        ctx.exit(1)
    if as_json:
        # The file itself, because a decoded record lacks the keys that this version does not know.
        print_raw_json(found.path.read_text("utf-8"))
        return
    from runstrength.history.imports.runs import run_keys

    keys = run_keys(found.path.read_bytes())
    if line:
        from runstrength.cli.profile_data import profile_settings
        from runstrength.history.export.one_line import one_line

        units = profile_settings().units
        click.echo(one_line(found.item, lazy_set_namer(), keys.distance_m, units, keys.effort_guess))
    else:
        click.echo("\n".join(record_lines(found.item, keys)))


@history.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def path(as_json: bool) -> None:
    """Print the folder of the history."""
    from runstrength.text import printable

    folder = str(profile_history().folder)
    if as_json:
        print_json({"path": folder})
    else:
        # Scripts need the unchanged path; a terminal must not interpret control characters in it.
        click.echo(printable(folder) if sys.stdout.isatty() else folder)


def list_lines(rows: tuple[Row, ...]) -> list[str]:
    """Return a list of sessions as lines for the terminal."""
    from runstrength.cli.text_layout import table
    from runstrength.dates import minute_text
    from runstrength.session.wording import clock, session_title

    cells = [
        (
            minute_text(row.started),
            session_title(row),
            clock(row.seconds),
            f"{row.sets_done}/{row.sets_planned}" if row.sets_planned else "-",
            "-" if row.effort is None else str(row.effort),
            "" if row.completed else "ended early",
            row.id,
        )
        for row in rows
    ]
    return table(cells, ("started", "session", ">length", ">sets", ">effort", "", "id"))


def record_lines(record: Record, keys: RunKeys) -> list[str]:
    """Return a session with its sets as lines for the terminal."""
    from runstrength.cli.profile_data import profile_library, profile_settings
    from runstrength.cli.text_layout import paragraph, table
    from runstrength.dates import minute_text
    from runstrength.numbers import format_distance
    from runstrength.session.record import length
    from runstrength.session.wording import clock, guess_mark, session_title, sets_done_words
    from runstrength.text import printable

    units = profile_settings().units
    parts = [
        session_title(record),
        record.level,
        minute_text(record.started),
    ]
    planned = f" of {clock(record.planned_seconds)} planned" if record.planned_seconds else ""
    facts = [f"{clock(length(record))}{planned}"]
    if keys.distance_m is not None:
        facts.append(format_distance(keys.distance_m, units))
    if record.planned_sets:
        facts.append(sets_done_words(record))
    if record.paused_seconds >= 1:
        facts.append(f"paused {clock(record.paused_seconds)}")
    if record.effort is not None:
        facts.append(f"effort {record.effort} of 10{guess_mark(record.effort, keys.effort_guess)}")
    if not record.completed:
        facts.append("ended early")
    lines = [printable(" · ".join(filter(None, parts))), " · ".join(facts)]
    lines += paragraph("note: ", record.note, 6)
    if record.sets:
        exercises = profile_library().exercises
        head = (">at", "block", "set", "exercise", "side", "planned", "done", ">weight", ">time", "")
        lines += ["", *table([_set_row(item, exercises, units, record) for item in record.sets], head)]
    return [*lines, "", f"id {printable(record.id)}"]


def _set_row(item: SetDone, exercises: Mapping[str, Exercise], units: str, record: Record) -> tuple[str, ...]:
    from runstrength.catalogue.naming import exercise_name
    from runstrength.numbers import format_weight
    from runstrength.session.wording import clock, extra_words
    from runstrength.text import plural

    remarks = [] if item.counts else [extra_words(item)]
    if item.reserve is not None:
        remarks.append(f"{plural(item.reserve, 'rep')} left")
    if item.niggle:
        remarks.append("it hurt a bit")
    if item.instead_of:
        remarks.append(f"instead of {exercise_name(exercises, item.instead_of)}")
    return (
        clock(item.at) if record.was_planned else "",
        item.block,
        str(item.set),
        exercise_name(exercises, item.exercise, item.variant),
        item.side or "",
        _amount(item.target.kind, item.target.value) if record.was_planned else "",
        _done(item),
        "" if item.load_kg is None else format_weight(item.load_kg, units),
        clock(item.seconds) if record.was_planned else "",
        ", ".join(remarks),
    )


def _amount(kind: str, value: float) -> str:
    from runstrength.session.plan import Target
    from runstrength.session.wording import dose

    return dose(Target(kind, value, value, value))


def _done(item: SetDone) -> str:
    from runstrength.dose_kinds import DONE_UNITS
    from runstrength.session.record import NOT_ENTERED
    from runstrength.session.wording import done_number
    from runstrength.text import noun_for

    if item.skipped:
        return "skipped"
    if item.done is None:
        return NOT_ENTERED
    unit = DONE_UNITS.get(item.target.kind)
    if unit in ("reps", "rounds"):
        return f"{done_number(item)} {noun_for(item.done, unit.removesuffix('s'))}"
    return _amount(item.target.kind, item.done)


@history.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Check every file of the history, without changing any.

    Files that aren't sessions are listed. The exit status is 1 if there are any.
    """
    import msgspec

    from runstrength.dates import local_now
    from runstrength.history.verify import check as check_folder
    from runstrength.profile import Profile

    profile = Profile.default()
    report = check_folder(profile.history_dir, local_now(), profile.recorder.fallback_dir)
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        from runstrength.text import plural, printable

        sessions = plural(report.sessions, "session")
        trash = f", {report.deleted:,} in the trash" if report.deleted else ""
        count = len(report.problems)
        remarks = plural(count, "problem") if count else "no problems"
        click.echo(printable(f"{report.folder}: {sessions}{trash}; {remarks}"))
        for problem in report.problems:
            click.echo(str(problem))
        if not report.private:
            click.echo(printable(f"Other users can read your history. To prevent that, run: chmod 700 {report.folder}"))
    ctx.exit(1 if report.problems else 0)


@history.command()
@click.argument("id_", metavar="ID|last", shell_complete=complete_session)
@click.pass_context
def delete(ctx: click.Context, id_: str) -> None:
    """Move a session to the trash.

    `runstrength history restore` undoes it.
    """
    from runstrength.history.store import SessionNotFoundError

    try:
        record = profile_history().delete(id_)
    except SessionNotFoundError as error:
        _fail(ctx, str(error))
    click.echo(f"Deleted {session_line(record, _trash())}\nUndo with: runstrength history restore {record.id}")


def _complete_deleted(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    from click.shell_completion import CompletionItem

    return [CompletionItem(row.id) for row in _trash().summaries().records if row.id.startswith(incomplete)]


@history.command()
@click.argument("id_", metavar="[ID|last]", required=False, shell_complete=_complete_deleted)
@click.pass_context
def restore(ctx: click.Context, id_: str | None) -> None:
    """Restore a session from the trash; without ID, list the trash."""
    from runstrength.history.store import SessionNotFoundError

    if id_ is None:
        trash = _trash()
        lines = [session_line(record, trash) for record in trash.entries().records]
        click.echo("\n".join(lines or ["The trash is empty."]))
        return
    try:
        record = profile_history().restore(id_)
    except (SessionNotFoundError, FileExistsError) as error:
        _fail(ctx, str(error))
    click.echo(f"Restored {session_line(record, profile_history())}")


def _trash() -> Store:
    """Return the trash as a store."""
    from runstrength.history.store import Store
    from runstrength.locations import TRASH

    return Store(profile_history().folder / TRASH)


def _fail(ctx: click.Context, text: str) -> NoReturn:
    click.echo(text, err=True)
    ctx.exit(1)
