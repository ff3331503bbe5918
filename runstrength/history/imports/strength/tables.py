"""Reads workouts from the tables of Strong, Hevy, FitNotes and others: one row per set.

The headings say what is in a column, in several languages (`assets/strength.toml`), with the unit behind them, in a
column of its own, or behind the number. Some apps have all sets of an exercise in one row. Times are local, as these
apps write them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.dates import future_problem, to_local
from runstrength.dose_kinds import OPEN_KINDS
from runstrength.history.export.csv import COUNTED, OPEN_ENDED
from runstrength.history.imports.activities.table import rows_of
from runstrength.history.imports.activities.values import MAX_METERS, ActivityFileError, read_moment
from runstrength.history.imports.activities.written_dates import ANY, moment_of, style_of
from runstrength.history.imports.content import Content, Source
from runstrength.history.imports.runs import MAX_TITLE
from runstrength.history.imports.strength.cells import amount_in, cell_text, seconds_of, sets_in
from runstrength.history.imports.strength.columns import Columns, columns_of, plain_heading
from runstrength.history.imports.strength.names import read_table
from runstrength.history.imports.strength.workout import Workout, WorkoutSet
from runstrength.numbers import DISTANCE_UNITS, DURATION_UNITS, WEIGHT_UNITS, distance_unit, weight_unit
from runstrength.session.wording import EXTRA_WORDS
from runstrength.text import invalid

USE: Final = "the CSV file that Strong, Hevy or FitNotes exports"
MAX_TEXT: Final = 20_000
"""Characters of a note; the rest is cut off."""
MAX_KG: Final = 2_000.0
MAX_REPS: Final = 10_000
MAX_SECONDS: Final = 24 * 3600.0
MAX_SPEED: Final = 12.0
"""Meters per second; nobody runs faster."""
LEAST_CARRY: Final = 5.0
"""A distance without a unit and a time that is at least this is in meters."""
MAX_SETS: Final = 1_000
"""Sets of one workout."""
MAX_SETS_OF_ROW: Final = 100
"""Sets that one row may stand for."""
PAUSE: Final = timedelta(hours=2)
"""Sets with times of their own that are further apart belong to two workouts."""

_OWN: Final = re.compile(
    r"runstrength(?:, (beginner|intermediate|advanced))?(?:, effort (10|[1-9]) of 10)?(?:, (.*))?", re.DOTALL
)
_ASKED: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) planned")


@cache
def _types() -> dict[str, str]:
    """Return the types of sets by the words for them."""
    return {plain_heading(word): kind for kind, words in read_table().types.items() for word in words}


class SetRow(Struct, frozen=True):
    """One row of the table, or one of the sets that it stands for."""

    number: int
    cells: Sequence[str]
    columns: Columns
    instead: Mapping[str, str] = {}
    """What counts instead of what is in the cells."""

    def _texts(self, role: str) -> Iterator[tuple[str, str]]:
        """Yield the texts of the cells with something that are not empty, and the units in their headings."""
        columns = self.columns.get(role, ())
        if role in self.instead:
            yield self.instead[role], columns[0].unit if columns else ""
            return
        for column in columns:
            if column.place < len(self.cells) and (text := cell_text(self.cells[column.place])):
                yield text, column.unit

    def text(self, role: str) -> str:
        """Return the text of the first cell that is not empty; without the apostrophe that our exports put first."""
        return next((text for text, _ in self._texts(role)), "")

    def number_of(self, role: str, high: float) -> tuple[float, str] | None:
        """Return the number in a cell and its unit, as the cell or the heading says it; None if there is none.

        Raises:
            ActivityFileError: it is no number, or out of range.
        """
        for text, unit in self._texts(role):
            if (found := amount_in(text, self.place(role), high=high)) is not None:
                return found[0], found[1] or unit
        return None

    def seconds_of(self, role: str) -> float | None:
        """Return the length in a cell in seconds; None if there is none."""
        for text, unit in self._texts(role):
            unit = unit or (self.text("time_unit").casefold() if role == "seconds" else "")
            return seconds_of(text, unit if unit in DURATION_UNITS and unit != "m" else "s")
        return None

    def place(self, role: str) -> str:
        """Return where a cell is, for messages."""
        return f"row {self.number}, {role.replace('_', ' ')}"

    def sets(self) -> Iterator[SetRow]:
        """Yield a row for each set that this one stands for: itself, as often as `Sets` says, or those in its cells.

        Raises:
            ActivityFileError: the number of sets is none, or there are too many.
        """
        if "packed" in self.columns:
            packed = (said for text, _ in self._texts("packed") for said in sets_in(text))
            for number, said in enumerate(packed):
                if number == MAX_SETS_OF_ROW:
                    raise ActivityFileError(f"has more than {MAX_SETS_OF_ROW} sets in one row", f"row {self.number}")
                yield replace(self, instead={**self.instead, **said})
            return
        count = self.number_of("sets", MAX_SETS_OF_ROW)
        for _ in range(int(count[0]) if count else 1):
            yield self


def read(source: Source) -> Content:
    """Return the workouts of a table.

    Raises:
        ActivityFileError: it is no table, is too large, or nothing in it can be read.
    """
    rows = rows_of(source.data, source.budget, USE)
    columns = columns_of(next(rows)[1])
    reader = TableReader(source)
    for number, cells in rows:
        reader.add(SetRow(number, cells, columns))
    return reader.content()


class TableReader:
    """Collects the rows of a table into workouts, in the order of the file."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._problems: list[ActivityFileError] = []
        self._rows: dict[tuple[str, ...], list[SetRow]] = {}
        self._assumed = False
        self._style = ANY

    def add(self, row: SetRow) -> None:
        """Add a row to its workout."""
        if row.text("exercise"):
            key = tuple(row.text(role) for role in ("start", "clock", "end", "workout"))
            self._rows.setdefault(key, []).append(row)

    def content(self) -> Content:
        """Return what was collected."""
        content = Content(problems=self._problems)
        self._style = style_of((start for start, *_ in self._rows), month_first=True)
        for rows in self._of_workouts():
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

    def _of_workouts(self) -> Iterator[list[SetRow]]:
        """Yield the rows of each workout.

        Some apps say only when each set was done. Such sets with the same title and short pauses are one workout.
        """
        timed: dict[str, list[tuple[datetime, list[SetRow]]]] = {}
        for rows in self._rows.values():
            first = rows[0]
            if {"end", "duration"} & {*first.columns, *first.instead}:
                yield rows
                continue
            try:
                started, has_time = self._start(first)
            except ActivityFileError as problem:
                self._problems.append(problem)
                continue
            if has_time:
                timed.setdefault(first.text("workout"), []).append((started, rows))
            else:
                yield rows
        for parts in timed.values():
            parts.sort(key=lambda part: part[0])
            workout: list[SetRow] = []
            before = parts[0][0]
            for started, rows in parts:
                if workout and started - before > PAUSE:
                    yield workout
                    workout = []
                workout += rows
                before = started
            yield workout

    def _workout(self, rows: Sequence[SetRow]) -> Workout:
        """Return the workout of some rows; a row that is wrong is left out.

        Raises:
            ActivityFileError: its date is wrong, or it has too many sets.
        """
        first = rows[0]
        started, has_time = self._start(first)
        own = _OWN.fullmatch(first.text("workout_note"))
        sets: list[WorkoutSet] = []
        remarks: dict[str, list[str]] = {}
        groups = _Groups()
        for row in rows:
            try:
                found = [self._set(one, groups, own=own is not None) for one in row.sets()]
            except ActivityFileError as problem:
                self._problems.append(problem)
                continue
            sets += filter(None, found)
            if len(sets) > MAX_SETS:
                raise ActivityFileError(f"has more than {MAX_SETS:,} sets in one workout", first.place("start"))
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
            seconds=self._length(first, rows[-1], started),
            title=" ".join(first.text("workout").split())[:MAX_TITLE],
            note=note[:MAX_TEXT],
            level=(own[1] or "") if own else "",
            effort=int(own[2]) if own and own[2] else None,
            sets=tuple(sets),
            own=own is not None,
            unit_assumed=self._assumed,
        )

    def _start(self, row: SetRow) -> tuple[datetime, bool]:
        """Return when a workout started, and whether the file has its time of day.

        Raises:
            ActivityFileError: it is no date, or in the future.
        """
        date, clock = row.text("start"), row.text("clock")
        moment, has_time = moment_of(date, row.place("start"), self._style)
        if clock and not has_time:
            with suppress(ActivityFileError):
                moment, has_time = moment_of(f"{date} {clock}", row.place("start"), self._style)
        started = read_moment(to_local(moment), row.place("start"))
        if problem := future_problem(started, self._source.now + timedelta(days=1)):
            raise ActivityFileError(problem, row.place("start"))
        return started, has_time

    def _length(self, row: SetRow, last: SetRow, started: datetime) -> float | None:
        """Return how long a workout took, in seconds; None if the file doesn't say it, or it can't be true."""
        seconds = row.seconds_of("duration")
        if text := row.text("end"):
            seconds = None
            with suppress(ActivityFileError):
                ended, _ = moment_of(text, row.place("end"), self._style)
                seconds = (read_moment(to_local(ended)) - started).total_seconds()
        elif seconds is None:
            seconds = (self._start(last)[0] - started).total_seconds()
        return seconds if seconds and 0 < seconds <= MAX_SECONDS / 2 else None

    def _set(self, row: SetRow, groups: _Groups, *, own: bool) -> WorkoutSet | None:
        """Return the set of a row; None if the row is none, or nothing was done.

        Raises:
            ActivityFileError: a number is wrong.
        """
        kind = self._type(row)
        if kind == "ignored" or not self._is_done(row):
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

    def _type(self, row: SetRow) -> str:
        """Return the type of a set: a key of the table's types, or empty."""
        types = _types()
        own = types.get(plain_heading(row.text("type")), "") if "type" in row.columns else ""
        order = plain_heading(row.text("order"))
        return own or ("" if order.isdigit() else types.get(order, ""))

    def _is_done(self, row: SetRow) -> bool:
        """Return whether a set was done, and not only planned."""
        undone = read_table().undone
        return all(plain_heading(row.text(role)) not in words for role, words in undone.items())

    def _kilograms_of(self, row: SetRow) -> float | None:
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

    def _meters_of(self, row: SetRow, seconds: float | None) -> float | None:
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

    def _seconds_of(self, row: SetRow) -> float | None:
        seconds = row.seconds_of("seconds")
        if (text := row.text("seconds")) and (seconds is None or seconds > MAX_SECONDS):
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
