"""The formats that sessions can be exported in, and which sessions have a place in each. Nothing here reads or writes.

It is cheap to import, because the help of a command needs it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from runstrength.session_kinds import KINDS, WITH_SETS, Kind


class ExportFormat(NamedTuple):
    """A format that sessions can be exported in."""

    key: str
    """Its name, as `history export --format` has it."""
    ending: str
    """How the name of its file ends; empty if every session has its own file."""
    kinds: tuple[Kind, ...]
    """The kinds of sessions that it can hold."""


FORMATS: Final = (
    ExportFormat("json", ".json", KINDS),
    ExportFormat("csv", ".csv", KINDS),
    ExportFormat("strong", "-strong.csv", WITH_SETS),
    ExportFormat("fit", "", WITH_SETS),
)


def format_of(key: str) -> ExportFormat:
    """Return the format with a key.

    Raises:
        KeyError: there is none.
    """
    return {item.key: item for item in FORMATS}[key]
