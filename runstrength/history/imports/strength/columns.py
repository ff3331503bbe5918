"""Finds what is in the columns of a table of a strength app, by its headings (`assets/strength.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from runstrength.history.imports.strength.names import read_table

NEEDED: Final = ("start", "exercise")
MEASURES: Final = ("reps", "weight", "seconds", "distance", "packed")

_HEADING: Final = re.compile(
    r"(.*?)[ _]*[(\[]?\b(kgs?|lbs?|km|mi|miles|meters|m|min|sec|seconds|s|hh:mm:ss)\b[)\]]?", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"(.+?) ?\d{1,2}")


class Column(Struct, frozen=True):
    """A column: where it is, and the unit in its heading."""

    place: int
    unit: str = ""


Columns = Mapping[str, tuple[Column, ...]]
"""The columns by what is in them; two if it is there in two units."""


@cache
def _roles() -> dict[str, tuple[str, ...]]:
    """Return what a column can have in it, by its plain heading."""
    roles: dict[str, tuple[str, ...]] = {}
    for role, headings in read_table().columns.items():
        for heading in headings:
            roles[plain_heading(heading)] = (*roles.get(plain_heading(heading), ()), role)
    return roles


def plain_heading(heading: str) -> str:
    """Return a heading, or a word in a cell, as they are compared."""
    return " ".join(heading.strip("\ufeff\"' ").replace("_", " ").casefold().split())


def is_heading_of(role: str, word: str) -> bool:
    """Return whether a word is a heading of a column with something in it: `reps`."""
    return role in _roles().get(word, ())


def columns_of(headings: Sequence[str]) -> Columns:
    """Return the columns of a table by what is in them; without those that nobody needs.

    A heading that can mean two things means the one that no other heading means: FitNotes has the seconds of a set in
    `Time`, Strong the length of the workout in `Duration`. Right behind the date, such a heading is the time of day.
    """
    found = list[tuple[tuple[str, ...], Column]]()
    for place, heading in enumerate(headings):
        meanings, unit = _meanings(plain_heading(heading))
        if meanings:
            found.append((meanings, Column(place, unit)))
    clear = {meanings[0] for meanings, _ in found if len(meanings) == 1}
    if "end" in clear or "workout" not in clear:  # then `Duration` is that of a set
        clear.add("duration")
    columns: dict[str, tuple[Column, ...]] = {}
    for meanings, column in found:
        left = [role for role in meanings if role not in clear] if len(meanings) > 1 else meanings
        dates = columns.get("start", ())
        if dates and column.place == dates[0].place + 1 and not column.unit and {"start", "seconds"} & set(meanings):
            left = ["clock"]
        if left:
            columns[left[0]] = (*columns.get(left[0], ()), column)
    return columns


def _meanings(heading: str) -> tuple[tuple[str, ...], str]:
    """Return what a column with a heading can have in it, and its unit."""
    roles = _roles()
    if heading in roles:
        return roles[heading], ""
    if (match := _HEADING.fullmatch(heading)) and (name := match[1].strip()) in roles:
        return roles[name], match[2].lower()
    if (match := _NUMBERED.fullmatch(heading)) and is_heading_of("order", match[1]):
        return ("packed",), ""  # `Set 1`, `Set 2`: a column for each set
    return (), ""


def fits(headings: Sequence[str]) -> bool:
    """Return whether a table has workouts: a date, an exercise, and something that can be counted."""
    columns = columns_of(headings)
    return all(role in columns for role in NEEDED) and _counts(columns)


def lacks_only_a_date(headings: Sequence[str]) -> bool:
    """Return whether a table has exercises and something that can be counted, and doesn't say when."""
    columns = columns_of(headings)
    return "exercise" in columns and "start" not in columns and _counts(columns)


def _counts(columns: Columns) -> bool:
    return any(role in columns for role in MEASURES)
