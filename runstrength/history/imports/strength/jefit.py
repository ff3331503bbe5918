"""Reads workouts from the backup of Jefit: tables one after the other, each below a line like `### EXERCISE LOGS ###`.

An exercise of a day is one row, its sets are in one cell: `20x8,20x8`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from runstrength.history.imports.activities.table import rows_of
from runstrength.history.imports.activities.values import ActivityFileError, number_or_none
from runstrength.history.imports.content import Content, Source
from runstrength.history.imports.strength.columns import columns_of, plain_heading
from runstrength.history.imports.strength.tables import SetRow, TableReader

USE: Final = "the backup that Jefit exports"
_SECTION: Final = re.compile(r"#{3,} ?[A-Z][A-Z ]+#{3,}")


def fits(text: str) -> bool:
    """Return whether a text begins as a backup does."""
    return _SECTION.match(text) is not None


def read(source: Source) -> Content:
    """Return the workouts of a backup.

    Raises:
        ActivityFileError: it has no sets, or is too large.
    """
    unit = next((row["mass"] for row in _rows(source, "SETTING") if row.get("mass")), "")
    sessions = {row["id"]: _times(row) for row in _rows(source, "WORKOUT SESSIONS") if "id" in row}
    reader = TableReader(source)
    for number, row in enumerate(_rows(source, "EXERCISE LOGS"), 2):
        times = sessions.get(row.get("belongsession", ""), {})
        said = {"weight_unit": unit} if unit else {}
        reader.add(SetRow(number, list(row.values()), columns_of(list(row)), {**said, **times}))
    return reader.content()


def _times(session: Mapping[str, str]) -> dict[str, str]:
    """Return when a session started and how long it took, as the columns of a table would have it."""
    length = {"duration": session["total time"]} if session.get("total time", "0").strip("0") else {}
    for name in ("starttime", "starttimie"):  # the second is how older versions spell it
        stamp = number_or_none(session.get(name, ""), low=1, high=1e10)
        with suppress(ValueError, OverflowError, OSError):
            if stamp is not None:
                return {"start": datetime.fromtimestamp(stamp, UTC).isoformat(), **length}
    return length


def _rows(source: Source, section: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a section by their headings.

    Raises:
        ActivityFileError: the section is too large.
    """
    match = re.search(rb"#{3,} ?" + section.encode() + rb" ?#*", source.data)
    if match is None:
        return
    end = source.data.find(b"\n###", match.end())
    rows = rows_of(source.data[match.end() : end if end >= 0 else None].lstrip(), source.budget, USE)
    try:
        headings = [plain_heading(cell) for cell in next(rows, (0, []))[1]]
        for _, cells in rows:
            yield dict(zip(headings, map(str.strip, cells), strict=False))
    except ActivityFileError as problem:
        raise ActivityFileError(str(problem), section) from None
