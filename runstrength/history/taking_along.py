"""Sessions in the forms that other programs take, as the bytes of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from runstrength import atomic
from runstrength.history.export import Whole, document
from runstrength.history.tables import MARK, Names, sheet, strong

if TYPE_CHECKING:
    from pathlib import Path

    from runstrength.session.record import Record


class Counted:
    """Sessions on their way, and how many there were."""

    def __init__(self, sessions: Iterable[Whole]) -> None:
        self._sessions = sessions
        self.count = 0

    def __iter__(self) -> Iterator[Whole]:
        for one in self._sessions:
            self.count += 1
            yield one


def pieces(form: str, sessions: Iterable[Whole], names: Names) -> Iterator[bytes]:
    """Return the one file that holds sessions, piece by piece.

    Args:
        form: `json`, `csv` or `strong`.
        sessions: what is in it.
        names: how exercises are called.
    """
    if form == "json":
        return document(one.data for one in sessions)
    if form == "strong":
        return strong((one.record for one in sessions), names)
    return sheet(sessions, names)


def to_file(path: Path, form: str, sessions: Iterable[Whole], names: Names) -> None:
    """Write the one file that holds sessions, whole or not at all.

    What a spreadsheet will open begins with a mark, without which Excel does not take it for UTF-8.

    Raises:
        OSError: it could not be written.
    """
    atomic.write(path, chain([MARK] if form == "csv" else [], pieces(form, sessions, names)))


def fit_files(
    sessions: Iterable[Whole], names: Names, assets: Path, left_out: list[str]
) -> Iterator[tuple[Record, bytes]]:
    """Yield each session with its FIT file.

    Args:
        sessions: what is taken along.
        names: how exercises are called.
        assets: where the profile's names are.
        left_out: where it is noted which sessions make no file, and why.
    """
    from runstrength.history.fit import activity, read_names

    profile = read_names(assets)
    for one in sessions:
        try:
            data = activity(one.record, profile, names)
        except ValueError as error:
            left_out.append(f"{one.record.id} is left out: {error}")
        else:
            yield one.record, data
