"""`runstrength history export`: the history for other programs, and for a safe place."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runstrength.cli.arguments import PATH
from runstrength.cli.output import complete_session, note, note_problems, set_names, the_store
from runstrength.history.export.formats import FORMATS, KINDS, ExportFormat, format_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from runstrength.history.export.document import RawSession

KEYS = tuple(one.key for one in FORMATS)
NOWHERE = (errno.ELOOP, errno.ENOTDIR, errno.ENAMETOOLONG)
"""What the system answers when the fault is in a path."""


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:  # noqa: ARG001
    from runstrength.cli.date_options import typed_day

    return None if value is None else typed_day(value)


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID|last]...", shell_complete=complete_session)
@click.option("--format", "key", type=click.Choice(KEYS), default="json", show_default=True, help="What for.")
@click.option(
    "--since", callback=_day, metavar="DAY", help="Nothing before this day (2026-11-22, 22 Nov, 8 weeks ago)."
)
@click.option("--until", callback=_day, metavar="DAY", help="Nothing after this day.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind; can be repeated.")
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="PATH",
    help="The file; of --format fit the folder, or a file for one session.",
)
@click.pass_context
def export(
    ctx: click.Context,
    ids: tuple[str, ...],
    key: str,
    since: date | None,
    until: date | None,
    kinds: tuple[str, ...],
    output: str | None,
) -> None:
    """Take sessions along: all, or those of a time, a kind or an ID.

    json is everything, a document that `runstrength history import` reads back.

    csv is a row a set, for spreadsheets.

    strong is the CSV of the Strong app, which Hevy and others import.

    fit is Garmin's format, a file a session, which Strava and Garmin Connect take as an upload.

    Without -o it goes to standard output.
    """
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}; the earlier day comes first")
    form = format_of(key)
    if any(kind not in form.kinds for kind in kinds):
        raise click.UsageError(f"--format {key} is for what has sets, and a run has none: take csv or json")
    if not form.ending and output in (None, "-"):
        raise click.UsageError("--format fit needs -o: a folder, or for one session a file, as -o session.fit")
    from runstrength.history.export.document import ExportFilter
    from runstrength.history.export.files import NothingToExportError, Selection
    from runstrength.text import printable

    output = None if output == "-" else output
    folder = the_store().folder
    if output is not None:
        # Before anything is read: what is wrong with the command is said first.
        _refuse_own(output)
        target(output) if form.ending else _fit_target(output)
    wanted = ExportFilter(
        since=since, until=until, kinds=kinds or form.kinds, ids=_chosen(ctx, folder, ids) if ids else None
    )
    try:
        sessions = Selection(folder, wanted)
    except NothingToExportError as nothing:
        if output is None and not nothing.unreadable and folder.is_dir():
            _write(form, (), None)  # for a script that asked for a day without a session, an empty answer is one
            note("There is no such session to export.")
            return
        note(f"{_capital(printable(str(nothing)))}: nothing is written.")
        ctx.exit(1)
    if not form.ending:
        count = _write_fit(sessions, str(output))
    else:
        _write(form, sessions, output)
        count = sessions.count
    note_problems(sessions.left_out)
    if output is not None:
        from runstrength.text import printable

        click.echo(printable(f"{'1 session' if count == 1 else f'{count:,} sessions'} written to {output}"))
    if sessions.left_out:
        files = "1 file" if len(sessions.left_out) == 1 else f"{len(sessions.left_out):,} files"
        note(f"The export is not complete: {files} of the history can't be read.")
        ctx.exit(1)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].isalpha() else text


def _refuse_own(output: str) -> None:
    """See that an export replaces nothing of the program's own.

    Raises:
        UsageError: it would.
    """
    from runstrength.history.export.files import own_folder
    from runstrength.profile import Profile
    from runstrength.text import typed_path

    own = own_folder(typed_path(output), Profile.default().own_dirs)
    if own is not None:
        raise click.UsageError(f"-o {output} is in {own}, where runstrength keeps its own files; use another folder")


def _chosen(ctx: click.Context, folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids that were asked for, each by its beginning or as `last`."""
    import msgspec

    from runstrength.history.export.document import RecordHead
    from runstrength.history.files import SessionNotFoundError, find_session

    try:
        return tuple(find_session(folder, msgspec.json.Decoder(RecordHead), name).item.id for name in names)
    except SessionNotFoundError as missing:
        note(str(missing))
        ctx.exit(1)


def destination(output: str) -> Path:
    """Return the path that is meant, links followed.

    Raises:
        UsageError: it leads nowhere, as a loop of links does, or no path can be called that.
        OSError: the system can't say where it leads.
    """
    from runstrength import atomic
    from runstrength.text import typed_path

    try:
        return atomic.destination(typed_path(output))
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno not in NOWHERE:
            raise
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise click.UsageError(f"-o {output} can't be written ({(reason or '').lower()}); use another name") from None


def target(output: str) -> Path:
    """Return the file that is meant.

    Raises:
        UsageError: it is a folder, or in none, or as `destination`.
    """
    path = destination(output)
    if path.is_dir():
        raise click.UsageError(f"-o {output} is a folder; the name of a file is needed")
    if not path.parent.is_dir():
        raise click.UsageError(f"-o {output}: there is no folder {path.parent}")
    return path


def _write(form: ExportFormat, sessions: Iterable[RawSession], output: str | None) -> None:
    """Write to a file, whole or not at all, or to standard output, where no mark for spreadsheets begins it.

    What goes there goes to programs, for which the mark would be part of the first heading.
    """
    from runstrength.history.export.files import pieces, to_file

    names = set_names()
    if output is None:
        sys.stdout.buffer.writelines(pieces(form, sessions, names))
        sys.stdout.flush()
        return
    path = target(output)
    if path.exists() and not path.is_file():  # a device or a pipe, which must not be replaced by a file
        with path.open("wb") as file:
            file.writelines(pieces(form, sessions, names))
    else:
        to_file(path, form, sessions, names)


def _fit_target(output: str) -> tuple[Path, bool]:
    """Return where FIT files go, and whether that is one file rather than a folder of them.

    Args:
        output: a name that ends in `.fit`, for one session, or a folder, which is made where it is not there.

    Raises:
        UsageError: nothing can be written there.
    """
    from runstrength.text import typed_path

    folder = typed_path(output)
    if folder.suffix.lower() == ".fit" and not folder.is_dir():
        return target(output), True
    folder = destination(output)
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"-o {output} is a file; a folder is needed, or the name of a .fit file")
    return folder, False


def _write_fit(sessions: Iterable[RawSession], output: str) -> int:
    """Write sessions as FIT files, and return how many.

    Args:
        sessions: what to write; those that make no file are left out, with a note.
        output: as for `_fit_target`.

    Raises:
        UsageError: more than one session for one file, or nothing can be written there; nothing is written.
        OSError: it could not be written.
    """
    from runstrength import atomic

    path, single = _fit_target(output)
    files = _fit_files(sessions)
    if single:
        whole = list(files)
        if len(whole) > 1:
            raise click.UsageError(f"found {len(whole):,} sessions for one file, -o {output}; a folder is needed")
        for _, data in whole:
            atomic.write(path, data, keep_mode=True)
        return len(whole)
    written = 0
    for name, data in files:
        path.mkdir(parents=True, exist_ok=True)
        atomic.write(path / name, data, keep_mode=True)
        written += 1
    return written


def _fit_files(sessions: Iterable[RawSession]) -> Iterator[tuple[str, bytes]]:
    from runstrength.history.export.files import fit_files
    from runstrength.locations import assets_dir

    left_out: list[str] = []
    yield from fit_files(sessions, set_names(), assets_dir(), left_out)
    for text in left_out:
        note(text)
