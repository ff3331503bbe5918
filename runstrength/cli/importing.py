"""`runstrength history import`: sessions from an export, and runs from other programs, into the history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from runstrength.cli.reading import note, the_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runstrength.history.importing import Incoming


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
def import_(files: tuple[str, ...]) -> None:
    """Take sessions and runs into the history: all that is in FILE, or nothing where something is wrong.

    FILE is a document of `runstrength history export` (.json). What is in the history already stays as it is there, so
    that the same file can be imported again.
    """
    from runstrength.history.importing import take_in

    incoming: dict[str, Incoming] = {}
    for file in files:
        for one in _read(file):
            incoming.setdefault(one.item.id, one)
    taken = take_in(the_store(), tuple(incoming.values()))
    parts = [f"{_count(taken.added)} imported"]
    if taken.same:
        parts.append(f"{len(taken.same):,} in the history already")
    if taken.different:
        parts.append(f"{len(taken.different):,} in the history in another form, which stays")
    click.echo(", ".join(parts))
    for id_ in taken.different:
        note(f"{id_} is another in the file; to have that one, first: runstrength history delete {id_}")


def _count(ids: Sequence[str]) -> str:
    return "1 session" if len(ids) == 1 else f"{len(ids):,} sessions"


def _read(file: str) -> tuple[Incoming, ...]:
    from runstrength.checked import BadInput, Problem
    from runstrength.history.importing import read_document

    try:
        data = Path(file).read_bytes()
    except OSError as error:
        text = f"cannot be read ({(error.strerror or 'unknown reason').lower()}); a file is needed"
        raise BadInput([Problem(file, "", text)]) from None
    return read_document(data, file)
