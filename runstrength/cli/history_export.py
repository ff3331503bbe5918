"""`runstrength history export`: writes sessions as JSON, CSV or FIT."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from runstrength.cli.arguments import PATH, complete_session
from runstrength.cli.options import ChoiceType
from runstrength.cli.output import note, note_problems
from runstrength.cli.profile_data import lazy_set_namer, lazy_set_namers, profile_history
from runstrength.history.export.formats import FORMATS, ExportFormat, format_of
from runstrength.session_kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from runstrength.history.export.document import RawSession

FORMAT_KEYS: Final = tuple(item.key for item in FORMATS)
PATH_ERRORS: Final = (errno.ELOOP, errno.ENOTDIR, errno.ENAMETOOLONG)
"""The errors of a path that cannot exist."""


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:  # noqa: ARG001
    from runstrength.cli.date_options import date_from_option

    return None if value is None else date_from_option(value)


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID|last]...", shell_complete=complete_session)
@click.option("--format", "key", type=ChoiceType(FORMAT_KEYS), default="json", show_default=True, help="Format.")
@click.option("--since", callback=_day, metavar="DAY", help="From this date on (2026-11-22, 22 Nov, 8 weeks ago).")
@click.option("--until", callback=_day, metavar="DAY", help="Up to this date.")
@click.option(
    "--kind", "kinds", type=ChoiceType(KINDS), multiple=True, help="Only this kind of session; can be repeated."
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="PATH",
    help="The file to write; for fit, a folder, or a file for one session.",
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
    """Export sessions: all of them, or choose by date, kind or ID.

    json is a full backup, which `runstrength history import` reads.

    csv has one row per set, for spreadsheets.

    strong is the CSV of the Strong app, for Strong, Hevy and others.

    fit is Garmin's format, one file per session, for Strava and Garmin Connect.

    Without -o, the export is printed.
    """
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}: use the earlier date for --since")
    export_format = format_of(key)
    if any(kind not in export_format.kinds for kind in kinds):
        raise click.UsageError(f"--format {key} can't export runs, which have no sets: use csv or json")
    if not export_format.ending and output in (None, "-"):
        raise click.UsageError("--format fit needs -o: use a folder, or a file for one session, such as -o session.fit")
    from runstrength.history.export.document import ExportFilter
    from runstrength.history.export.files import NothingToExportError, Selection
    from runstrength.text import plural, printable

    output = None if output == "-" else output
    folder = profile_history().folder
    if output is not None:
        # Before the history is read, so that errors of the command come first.
        _refuse_own(output)
        output_file(output) if export_format.ending else _fit_target(output)
    selected = ExportFilter(
        since=since, until=until, kinds=kinds or export_format.kinds, ids=_chosen(ctx, folder, ids) if ids else None
    )
    try:
        sessions = Selection(folder, selected)
    except NothingToExportError as nothing:
        if output is None and not nothing.unreadable and folder.is_dir():
            _write(export_format, (), None)  # for scripts, an empty document is a valid result
            note("No sessions match: nothing to export.")
            return
        note(f"{_capital(printable(str(nothing)))}: nothing exported.")
        ctx.exit(1)
    if not export_format.ending:
        count = _write_fit(sessions, str(output))
    else:
        _write(export_format, sessions, output)
        count = sessions.count
    note_problems(sessions.left_out)
    if output is not None:
        click.echo(printable(f"{plural(count, 'session')} exported to {output}"))
    if sessions.left_out:
        files = plural(len(sessions.left_out), "file")
        note(f"The export is incomplete: {files} of the history can't be read.")
        ctx.exit(1)


def _capital(text: str) -> str:
    from runstrength.text import capitalized

    return capitalized(text) if text[:1].isalpha() else text


def _refuse_own(output: str) -> None:
    """Check that an export does not replace the program's own files.

    Raises:
        UsageError: it would.
    """
    from runstrength.history.export.files import own_folder
    from runstrength.profile import Profile
    from runstrength.text import typed_path

    own = own_folder(typed_path(output), Profile.default().own_dirs)
    if own is not None:
        raise click.UsageError(f"-o {output} is in {own}, where runstrength has its files: use another folder")


def _chosen(ctx: click.Context, folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Return the full ids of sessions that are given by the beginning of their id, or as `last`."""
    from runstrength.history.export.document import HEADS
    from runstrength.history.files import SessionNotFoundError, find_session

    try:
        return tuple(find_session(folder, HEADS, name).item.id for name in names)
    except SessionNotFoundError as error:
        note(str(error))
        ctx.exit(1)


def destination(output: str) -> Path:
    """Return the path of `-o`, with links resolved.

    Raises:
        UsageError: the path cannot exist, such as a loop of links.
        OSError: it could not be resolved.
    """
    from runstrength import atomic
    from runstrength.text import typed_path

    try:
        return atomic.destination(typed_path(output))
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno not in PATH_ERRORS:
            raise
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise click.UsageError(f"-o {output} can't be written ({(reason or '').lower()}): use another name") from None


def output_file(output: str) -> Path:
    """Return the file of `-o`.

    Raises:
        UsageError: it is a folder, its folder does not exist, or as `destination`.
    """
    path = destination(output)
    if path.is_dir():
        raise click.UsageError(f"-o {output} is a folder: use the name of a file")
    if not path.parent.is_dir():
        raise click.UsageError(f"-o {output}: the folder {path.parent} doesn't exist: create it, or use another one")
    return path


def _write(export_format: ExportFormat, sessions: Iterable[RawSession], output: str | None) -> None:
    """Write to a file, completely or not at all, or to standard output, without the byte order mark for spreadsheets.

    Programs that read standard output would take the mark for a part of the first heading.
    """
    from runstrength.history.export.files import pieces, to_file

    names, forms = lazy_set_namers()
    if output is None:
        sys.stdout.buffer.writelines(pieces(export_format, sessions, names, forms))
        sys.stdout.flush()
        return
    path = output_file(output)
    if path.exists() and not path.is_file():  # a device or a pipe, which must not be replaced by a file
        with path.open("wb") as file:
            file.writelines(pieces(export_format, sessions, names, forms))
    else:
        to_file(path, export_format, sessions, names, forms)


def _fit_target(output: str) -> tuple[Path, bool]:
    """Return the path for FIT files, and whether it is a single file instead of a folder.

    Args:
        output: a path that ends in `.fit`, for one session, or a folder, which is created if needed.

    Raises:
        UsageError: it cannot be written.
    """
    from runstrength.text import typed_path

    folder = typed_path(output)
    if folder.suffix.lower() == ".fit" and not folder.is_dir():
        return output_file(output), True
    folder = destination(output)
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"-o {output} is a file: use a folder, or the name of a .fit file")
    return folder, False


def _write_fit(sessions: Iterable[RawSession], output: str) -> int:
    """Write sessions as FIT files and return their number.

    Args:
        sessions: the sessions; those without sets are left out, with a note.
        output: as for `_fit_target`.

    Raises:
        UsageError: more than one session for one file, or the path cannot be written; nothing is written.
        OSError: it could not be written.
    """
    from runstrength import atomic

    path, single = _fit_target(output)
    files = _fit_files(sessions)
    if single:
        all_files = list(files)
        if len(all_files) > 1:
            raise click.UsageError(f"-o {output} is one file for {len(all_files):,} sessions: use a folder")
        for _, data in all_files:
            atomic.write(path, data, keep_mode=True)
        return len(all_files)
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
    yield from fit_files(sessions, lazy_set_namer(), assets_dir(), left_out)
    for text in left_out:
        note(text)
