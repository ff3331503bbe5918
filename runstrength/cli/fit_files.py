"""FIT files of an export: a folder with one for each session, or the one file that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.exporting import destination, target
from runstrength.cli.reading import note, set_names, the_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from runstrength.history.export.document import Whole
    from runstrength.session.record import Record


def fit_target(output: str) -> tuple[Path, bool]:
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


def write_fit(sessions: Iterable[Whole], output: str) -> int:
    """Write sessions as FIT files, and return how many.

    Args:
        sessions: what to write; those that make no file are left out, with a note.
        output: as for `fit_target`.

    Raises:
        UsageError: more than one session for one file, or nothing can be written there; nothing is written.
        OSError: it could not be written.
    """
    from runstrength import atomic

    path, single = fit_target(output)
    files = _files(sessions)
    if single:
        whole = list(files)
        if len(whole) > 1:
            raise click.UsageError(f"found {len(whole):,} sessions for one file, -o {output}; a folder is needed")
        for _, data in whole:
            atomic.write(path, data, keep_mode=True)
        return len(whole)
    written = 0
    for record, data in files:
        path.mkdir(parents=True, exist_ok=True)
        atomic.write(path / f"{the_store().path_of(record).stem}.fit", data, keep_mode=True)
        written += 1
    return written


def _files(sessions: Iterable[Whole]) -> Iterator[tuple[Record, bytes]]:
    from runstrength.history.export.files import fit_files
    from runstrength.locations import assets_dir

    left_out: list[str] = []
    yield from fit_files(sessions, set_names(), assets_dir(), left_out)
    for text in left_out:
        note(text)
