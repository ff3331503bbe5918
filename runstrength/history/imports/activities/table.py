"""Reads tables (CSV) of other programs row by row: any usual encoding; a comma, semicolon or tab between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.activities.encodings import encoding_of
from runstrength.history.imports.activities.values import ActivityFileError, reason_of

SEPARATORS: Final = ",;\t"
MAX_ROWS: Final = 100_000
"""Rows that a table may have; a lifetime with three activities a day has fewer."""
MAX_COLUMNS: Final = 1_000
"""Columns that a table may have; Strava's list has about a hundred."""
MAX_LINE: Final = 1 << 20
"""Characters that a line may have."""
STEPS: Final = 10
"""The cost of a row, in steps of a budget."""


def separator_of(line: str) -> str:
    """Return what separates the cells of a line: the most frequent of the separators outside of quotes."""
    outside = "".join(line.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def first_row(text: str) -> list[str]:
    """Return the cells of the first line of a text that is not empty, for a look at what the table is."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator_of(line)), [])]
    except csv.Error:
        return []


def rows_of(data: bytes, budget: Budget, use: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table and their numbers, the first with the headings; empty ones are left out.

    Args:
        data: the content of the file.
        budget: counts lines and rows.
        use: what to use instead if it is no table: `Strava's activities.csv`.

    Raises:
        ActivityFileError: it is no table, or larger than one can be.
    """
    count = 0
    try:
        lines = _lines(data, budget, use)
        first = next((line for line in lines if line.strip()), "")
        cells_of_rows = csv.reader(_with(first, lines), delimiter=separator_of(first))
        for cells in cells_of_rows:
            budget.step(STEPS)
            count += 1
            if count > MAX_ROWS:
                raise ActivityFileError(f"has more than {MAX_ROWS:,} rows: import it in parts")
            if len(cells) > MAX_COLUMNS:
                raise ActivityFileError(f"has {len(cells):,} columns, more than {MAX_COLUMNS:,}: use {use}")
            if any(map(str.strip, cells)):
                yield count, cells
    except UnicodeDecodeError:
        raise ActivityFileError(f"isn't a table: use {use}") from None
    except csv.Error as error:
        raise ActivityFileError(f"isn't a table ({reason_of(error)}): use {use}", f"row {count + 1}") from None


def insist_on_rows(*parts: Sequence[object]) -> None:
    """Check that a list has a row that says something.

    Raises:
        ActivityFileError: it has only headings.
    """
    if not any(parts):
        raise ActivityFileError("has no activities, only headings: use a list with runs")


def _with(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(data: bytes, budget: Budget, use: str) -> Iterator[str]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding_of(data), newline="")
    while line := text.readline(MAX_LINE):
        budget.step()
        if len(line) == MAX_LINE:
            raise ActivityFileError(f"has a line of more than {MAX_LINE:,} characters: use {use}")
        yield line.removeprefix("\ufeff")
