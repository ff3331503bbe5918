"""Reads workouts from the tables of Strong, Hevy, FitNotes and others: one row per set.

The headings say what is in a column, in several languages (`assets/strength.toml`), with the unit behind them or in a
column of its own. Times are local, as these apps write them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from msgspec import Struct

from runstrength.dates import future_problem, to_local
from runstrength.history.export.csv import COUNTED, OPEN_ENDED
from runstrength.history.imports.activities.table import rows_of
from runstrength.history.imports.activities.values import ActivityFileError, number, read_moment, written_number
from runstrength.history.imports.activities.written_dates import ANY, moment_of, style_of
from runstrength.history.imports.content import Content, Source
from runstrength.history.imports.strength.names import read_table
from runstrength.history.imports.strength.workout import Workout, WorkoutSet
from runstrength.numbers import DISTANCE_UNITS, DURATION_UNITS, WEIGHT_UNITS, distance_unit, weight_unit
from runstrength.session.record import OPEN_KINDS
from runstrength.session.wording import EXTRA_WORDS
from runstrength.text import invalid

USE: Final = "the CSV file that Strong, Hevy or FitNotes exports"
MAX_TEXT: Final = 20_000
"""Characters of a note; the rest is cut off."""
MAX_TITLE: Final = 200
MAX_KG: Final = 2_000.0
MAX_REPS: Final = 10_000
MAX_SECONDS: Final = 24 * 3600.0
MAX_METERS: Final = 1_000_000.0
MAX_SPEED: Final = 12.0
"""Meters per second; nobody runs faster."""
LEAST_CARRY: Final = 5.0
"""A distance without a unit and a time that is at least this is in meters."""
MAX_SETS: Final = 1_000
"""Sets of one workout."""
NEEDED: Final = ("start", "exercise")
MEASURES: Final = ("reps", "weight", "seconds", "distance")

_HEADING: Final = re.compile(
    r"(.*?)[ _]*[(\[]?\b(kgs?|lbs?|km|mi|miles|meters|m|sec|seconds|s|hh:mm:ss)\b[)\]]?", re.IGNORECASE
)
_OWN: Final = re.compile(
    r"runstrength(?:, (beginner|intermediate|advanced))?(?:, effort (10|[1-9]) of 10)?(?:, (.*))?", re.DOTALL
)
_ASKED: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) planned")
_PART: Final = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s*([a-z]*)")
_LENGTH: Final = re.compile(r"(?:\d{1,9}(?:[.,]\d{1,9})?\s*[a-z]*\.?\s*){1,3}")
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,6})?)")


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
            roles[_plain(heading)] = (*roles.get(_plain(heading), ()), role)
    return roles


@cache
def _types() -> dict[str, str]:
    """Return the types of sets by the words for them."""
    return {_plain(word): kind for kind, words in read_table().types.items() for word in words}


def _plain(heading: str) -> str:
    return " ".join(heading.strip("\ufeff\"' ").replace("_", " ").casefold().split())


def columns_of(headings: Sequence[str]) -> Columns:
    """Return the columns of a table by what is in them; without those that nobody needs.

    A heading that can mean two things means the one that no other heading means: FitNotes has the seconds of a set in
    `Time`, Strong the length of the workout in `Duration`.
    """
    roles, found = _roles(), list[tuple[tuple[str, ...], Column]]()
    for place, heading in enumerate(headings):
        plain, unit = _plain(heading), ""
        if plain not in roles and (match := _HEADING.fullmatch(plain)):
            plain, unit = match[1].strip(), match[2].lower()
        if plain in roles:
            found.append((roles[plain], Column(place, unit)))
    clear = {meanings[0] for meanings, _ in found if len(meanings) == 1}
    columns: dict[str, tuple[Column, ...]] = {}
    for meanings, column in found:
        left = [role for role in meanings if role not in clear] if len(meanings) > 1 else meanings
        if left:
            columns[left[0]] = (*columns.get(left[0], ()), column)
    return columns


def fits(headings: Sequence[str]) -> bool:
    """Return whether a table has workouts: a date, an exercise, and something that can be counted."""
    columns = columns_of(headings)
    return all(role in columns for role in NEEDED) and any(role in columns for role in MEASURES)


class _Row(Struct, frozen=True):
    """One row of the table."""

    number: int
    cells: Sequence[str]
    columns: Columns

    def text(self, role: str) -> str:
        """Return the text of the first cell that is not empty; without the apostrophe that our exports put first."""
        for column in self.columns.get(role, ()):
            if column.place < len(self.cells) and (text := cell_text(self.cells[column.place])):
                return text
        return ""

    def number_of(self, role: str, high: float) -> tuple[float, str] | None:
        """Return the number in a cell and the unit in its heading; None if there is none.

        Raises:
            ActivityFileError: it is no number, or out of range.
        """
        for column in self.columns.get(role, ()):
            text = self.cells[column.place] if column.place < len(self.cells) else ""
            if (value := number_in(text, self.place(role), high=high)) is not None:
                return value, column.unit
        return None

    def place(self, role: str) -> str:
        """Return where a cell is, for messages."""
        return f"row {self.number}, {role.replace('_', ' ')}"


def cell_text(text: str) -> str:
    """Return the text of a cell, without the apostrophe that this program puts before a formula."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠") else text


def number_in(text: str, place: str, *, high: float) -> float | None:
    """Return the number in a cell, None if it is empty.

    Args:
        text: the text of the cell; its decimal sign may be a comma.
        place: where it is, for messages.
        high: the highest valid number.

    Raises:
        ActivityFileError: it is no number, or out of range.
    """
    return number(written_number(text, decimal_comma=True), place, low=0, high=high) if text.strip() else None


def read(source: Source) -> Content:
    """Return the workouts of a table.

    Raises:
        ActivityFileError: it is no table, is too large, or nothing in it can be read.
    """
    rows = rows_of(source.data, source.budget, USE)
    columns = columns_of(next(rows)[1])
    reading = _Reading(source, columns)
    for number_, cells in rows:
        reading.add(_Row(number_, cells, columns))
    return reading.content()


class _Reading:
    """Collects the rows of a table into workouts, in the order of the file."""

    def __init__(self, source: Source, columns: Columns) -> None:
        self._source = source
        self._columns = columns
        self._problems: list[ActivityFileError] = []
        self._rows: dict[tuple[str, ...], list[_Row]] = {}
        self._assumed = False
        self._style = ANY

    def add(self, row: _Row) -> None:
        """Add a row to its workout."""
        if row.text("exercise"):
            key = tuple(row.text(role) for role in ("start", "end", "workout"))
            self._rows.setdefault(key, []).append(row)

    def content(self) -> Content:
        """Return what was collected."""
        content = Content(problems=self._problems)
        self._style = style_of((start for start, *_ in self._rows), month_first=True)
        for rows in self._rows.values():
            try:
                workout = self._workout(rows)
            except ActivityFileError as problem:
                self._problems.append(problem)
                continue
            if workout.sets:
                content.workouts.append(workout)
        if not content.workouts and not self._problems:
            raise ActivityFileError(f"has no sets: use {USE}")
        if self._assumed:
            unit, other = ("kg", "lb") if self._source.units == "metric" else ("lb", "kg")
            content.remarks.append(
                ActivityFileError(f"doesn't say the unit of its weights: taken for {unit}, not {other}")
            )
        return content

    def _workout(self, rows: Sequence[_Row]) -> Workout:
        """Return the workout of some rows; a row that is wrong is left out.

        Raises:
            ActivityFileError: its date is wrong, or it has too many sets.
        """
        first = rows[0]
        started, has_time = self._start(first)
        own = _OWN.fullmatch(first.text("workout_note"))
        if len(rows) > MAX_SETS:
            raise ActivityFileError(f"has more than {MAX_SETS:,} sets in one workout", first.place("start"))
        sets: list[WorkoutSet] = []
        remarks: dict[str, list[str]] = {}
        groups = _Groups()
        for row in rows:
            try:
                item = self._set(row, groups, own=own is not None)
            except ActivityFileError as problem:
                self._problems.append(problem)
                continue
            if item is not None:
                sets.append(item)
            if (note := row.text("note")) and own is None and note not in remarks.setdefault(row.text("exercise"), []):
                remarks[row.text("exercise")].append(note)
        note = "\n".join(
            [
                *filter(None, [first.text("workout_note") if own is None else own[3]]),
                *(f"{name}: {'; '.join(notes)}" for name, notes in remarks.items() if notes),
            ]
        )
        return Workout(
            started=started,
            has_time=has_time,
            seconds=self._length(first, started),
            title=" ".join(first.text("workout").split())[:MAX_TITLE],
            note=note[:MAX_TEXT],
            level=(own[1] or "") if own else "",
            effort=int(own[2]) if own and own[2] else None,
            sets=tuple(sets),
            own=own is not None,
            unit_assumed=self._assumed,
        )

    def _start(self, row: _Row) -> tuple[datetime, bool]:
        """Return when a workout started, and whether the file has its time of day.

        Raises:
            ActivityFileError: it is no date, or in the future.
        """
        moment, has_time = moment_of(row.text("start"), row.place("start"), self._style)
        started = read_moment(to_local(moment), row.place("start"))
        if problem := future_problem(started, self._source.now + timedelta(days=1)):
            raise ActivityFileError(problem, row.place("start"))
        return started, has_time

    def _length(self, row: _Row, started: datetime) -> float | None:
        """Return how long a workout took, in seconds; None if the file doesn't say it, or it can't be true."""
        seconds = None
        if text := row.text("end"):
            with suppress(ActivityFileError):
                ended, _ = moment_of(text, row.place("end"), self._style)
                seconds = (read_moment(to_local(ended)) - started).total_seconds()
        elif "duration" in row.columns:
            column = row.columns["duration"][0]
            seconds = seconds_of(row.text("duration"), column.unit or "s")
        return seconds if seconds and 0 < seconds <= MAX_SECONDS / 2 else None

    def _set(self, row: _Row, groups: _Groups, *, own: bool) -> WorkoutSet | None:
        """Return the set of a row; None if the row is none, or nothing was done.

        Raises:
            ActivityFileError: a number is wrong.
        """
        kind = self._type(row)
        if kind == "ignored":
            return None
        reps = row.number_of("reps", MAX_REPS)
        seconds = self._seconds_of(row)
        meters = self._meters_of(row, seconds)
        done = reps[0] if reps and reps[0] else None
        remarks = _OwnRemarks(row.text("note")) if own else None
        if done is None and not seconds and not meters and not (remarks and remarks.open_ended):
            return None
        rpe = row.number_of("rpe", 100)
        rir = row.number_of("rir", 100)
        reserve = int(rir[0]) if rir else 10 - math.ceil(rpe[0]) if rpe and 1 <= rpe[0] <= 10 else None
        if reserve is None and kind == "failure":
            reserve = 0
        name = row.text("exercise")
        return WorkoutSet(
            name=name,
            group=groups.of(name, row.text("superset")),
            reps=done,
            seconds=seconds or None,
            meters=meters or None,
            load_kg=self._kilograms_of(row),
            reserve=reserve,
            extra=kind if kind in EXTRA_WORDS else "",
            **(remarks.fields() if remarks else {}),
        )

    def _type(self, row: _Row) -> str:
        """Return the type of a set: a key of the table's types, or empty."""
        types = _types()
        own = types.get(_plain(row.text("type")), "") if "type" in row.columns else ""
        order = _plain(row.text("order"))
        return own or ("" if order.isdigit() else types.get(order, ""))

    def _kilograms_of(self, row: _Row) -> float | None:
        """Return the weight of a set in kilograms, None for none.

        Raises:
            ActivityFileError: it is no number, or too heavy.
        """
        found = row.number_of("weight", MAX_KG / WEIGHT_UNITS["lb"])
        if not found or not found[0]:
            return None
        unit = found[1] or row.text("weight_unit").casefold().strip(" .")
        if unit not in WEIGHT_UNITS:
            self._assumed = True
            unit = weight_unit(self._source.units)
        return round(found[0] * WEIGHT_UNITS[unit], 6)

    def _meters_of(self, row: _Row, seconds: float | None) -> float | None:
        """Return the distance of a set in meters, None for none.

        Without a unit it is in kilometers or miles, as the person's runs are, unless nobody is as fast: a carry of 40.

        Raises:
            ActivityFileError: it is no number, or too far.
        """
        found = row.number_of("distance", MAX_METERS)
        if not found or not found[0]:
            return None
        unit = found[1] or row.text("distance_unit").casefold().strip(" .")
        if unit not in DISTANCE_UNITS:
            unit = distance_unit(self._source.units)
            far = found[0] * DISTANCE_UNITS[unit]
            if far > MAX_SPEED * seconds if seconds else found[0] >= LEAST_CARRY:
                unit = "m"
        meters = found[0] * DISTANCE_UNITS[unit]
        return round(meters, 1) if meters <= MAX_METERS else None

    def _seconds_of(self, row: _Row) -> float | None:
        if not (text := row.text("seconds")):
            return None
        unit = row.columns["seconds"][0].unit
        seconds = seconds_of(text, unit if unit in DURATION_UNITS and unit != "m" else "s")
        if seconds is None or seconds > MAX_SECONDS:
            raise ActivityFileError(invalid(text, "seconds (45) or a time (0:45)"), row.place("seconds"))
        return seconds


class _OwnRemarks:
    """What the note of a set says in a file that this program exported."""

    def __init__(self, note: str) -> None:
        self._parts = [part.strip() for part in note.split(",")]
        self.open_ended = OPEN_ENDED in self._parts
        """No number was planned."""

    def fields(self) -> dict[str, Any]:
        """Return the fields of the set."""
        asked = next((match[1] for part in self._parts if (match := _ASKED.fullmatch(part))), None)
        return {
            "side": next((part for part in self._parts if part in ("left", "right")), None),
            "niggle": "niggle" in self._parts,
            "form": ", ".join(self._parts),
            "dose": self._dose(),
            "asked": float(asked) if asked else None,
        }

    def _dose(self) -> str | None:
        """Return the kind of dose; None if it is in the cells: reps, or seconds."""
        for kind, words in COUNTED.items():
            if words in self._parts and (kind in OPEN_KINDS) == self.open_ended:
                return kind
        return "amrap" if self.open_ended else None


class _Groups:
    """Numbers the exercises of a workout: those of a superset have the same number, and so have sets in a row."""

    def __init__(self) -> None:
        self._last: tuple[str, str] | None = None
        self._number = -1
        self._supersets: dict[str, int] = {}

    def of(self, name: str, superset: str) -> int:
        """Return the number of the group of a set."""
        if superset and superset in self._supersets:
            self._last = (name, superset)
            return self._supersets[superset]
        if (name, superset) != self._last:
            self._number += 1
            self._last = (name, superset)
            if superset:
                self._supersets[superset] = self._number
        return self._number


def seconds_of(text: str, unit: str) -> float | None:
    """Return a length in seconds: `45`, `1h 2m`, `42min`, `0:05:00`, `1:30`; None if it is none.

    Args:
        text: the length.
        unit: the unit of a number without one.
    """
    clean = text.strip().casefold()
    if match := _CLOCK.fullmatch(clean):
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])
    if not clean or _LENGTH.fullmatch(clean) is None:
        return None
    parts = [
        (float(digits.replace(",", ".")), DURATION_UNITS.get(name or unit)) for digits, name in _PART.findall(clean)
    ]
    return None if any(factor is None for _, factor in parts) else sum(value * (factor or 0) for value, factor in parts)
