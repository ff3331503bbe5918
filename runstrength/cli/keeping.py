"""`runstrength history check`, `delete` and `restore`: what the files are like, and the way to the trash and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from runstrength.cli.reading import complete_session, print_json, session_line, the_store

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from runstrength.history.store import Store


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As an object, for scripts.")
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Read every file of the history and name those that are not sessions; none is changed.

    The exit status is 1 when there are any.
    """
    import msgspec

    from runstrength.dates import local_now
    from runstrength.history.verify import check as check_folder
    from runstrength.locations import unsaved_dir

    report = check_folder(the_store().folder, local_now(), unsaved_dir())
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        from runstrength.text import printable

        sessions = "1 session" if report.sessions == 1 else f"{report.sessions:,} sessions"
        trash = f", {report.deleted:,} in the trash" if report.deleted else ""
        count = len(report.problems)
        remarks = "1 remark" if count == 1 else f"{count:,} remarks" if count else "all is well"
        click.echo(printable(f"{report.folder}: {sessions}{trash}; {remarks}"))
        for problem in report.problems:
            click.echo(str(problem))
        if not report.private:
            click.echo(printable(f"Others on this machine can look in; to keep them out: chmod 700 {report.folder}"))
    ctx.exit(1 if report.problems else 0)


@click.command()
@click.argument("id_", metavar="ID|last", shell_complete=complete_session)
@click.pass_context
def delete(ctx: click.Context, id_: str) -> None:
    """Move a session to the trash, from where `runstrength history restore` brings it back."""
    from runstrength.history.store import SessionNotFoundError

    try:
        record = the_store().delete(id_)
    except SessionNotFoundError as missing:
        _fail(ctx, str(missing))
    click.echo(f"Deleted {session_line(record, _trash())}\nBack with: runstrength history restore {record.id}")


def _complete_deleted(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    from click.shell_completion import CompletionItem

    return [CompletionItem(row.id) for row in _trash().summaries().records if row.id.startswith(incomplete)]


@click.command()
@click.argument("id_", metavar="[ID|last]", required=False, shell_complete=_complete_deleted)
@click.pass_context
def restore(ctx: click.Context, id_: str | None) -> None:
    """Bring a session back from the trash; without ID, list what lies there."""
    from runstrength.history.store import SessionNotFoundError

    if id_ is None:
        trash = _trash()
        lines = [session_line(record, trash) for record in trash.entries().records]
        click.echo("\n".join(lines or ["The trash is empty."]))
        return
    try:
        record = the_store().restore(id_)
    except (SessionNotFoundError, FileExistsError) as refused:
        _fail(ctx, str(refused))
    click.echo(f"Restored {session_line(record, the_store())}")


def _trash() -> Store:
    """Return the deleted sessions, as a history of their own."""
    from runstrength.history.store import TRASH, Store

    return Store(the_store().folder / TRASH)


def _fail(ctx: click.Context, text: str) -> NoReturn:
    click.echo(text, err=True)
    ctx.exit(1)
