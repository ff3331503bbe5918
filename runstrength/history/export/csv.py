"""Exports sessions as tables: one for spreadsheets, and one that importers of other strength apps read.

Both are CSV with commas, one row per set, and local times of where the session happened. Numbers have a decimal point.
Text is on one line, except notes, which keep their line breaks and are quoted.

In the table for spreadsheets a text that begins like a formula (with `=`, `+`, `-` or `@`) gets an apostrophe in front,
as OWASP advises against CSV injection. Importers of strength apps would show that apostrophe, so in their table only a
text that is a formula has it: `=1+1`, but not `- easy -`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from runstrength.dates import day_of
from runstrength.dose_kinds import IN_SECONDS, OPEN_KINDS
from runstrength.history.export.document import RawSession
from runstrength.history.imports.runs import distance
from runstrength.history.set_names import SetNamer
from runstrength.numbers import tidy
from runstrength.session.record import Record, SetDone, length
from runstrength.session.wording import session_title, whole_minutes
from runstrength.text import printable_joined

MARK: Final = b"\xef\xbb\xbf"
"""The byte order mark: without it, Excel does not read a file as UTF-8."""

COLUMNS: Final = (
    "date time session kind level exercise key variant block set side dose target done load_kg seconds skipped "
    "reserve niggle instead_of effort completed minutes distance_km note id extra"
).split()
"""The columns of the table for spreadsheets; a session without sets, such as a run, has one row without set values."""

STRONG: Final = (
    "Date",
    "Workout Name",
    "Duration",
    "Exercise Name",
    "Set Order",
    "Weight",
    "Weight Unit",
    "Reps",
    "RPE",
    "Distance",
    "Distance Unit",
    "Seconds",
    "Notes",
    "Workout Notes",
    "Workout Duration",
)
"""The columns of Strong's own export, in the version that names its units, so that kg and lb are not mixed up.

The last one is `Duration` again, under the name that newer exports and some tools have for it.
"""

ORDERS: Final = {"warmup": "W", "drop": "D"}
"""What Strong has instead of a number for sets that are no working sets."""
OPEN_ENDED: Final = "as many as possible"
"""What the note of a set says that has no number planned."""
COUNTED: Final = {"carry": "steps each way", "carry_m": "meters", "rounds": "rounds", "for_time": "rounds"}
"""What the reps of a set are, if they aren't reps, by its kind of dose; its note says it."""


class Note(Struct, frozen=True):
    """A text that keeps its line breaks."""

    text: str


_SIGNS: Final = "=+-@＝＋－＠"
"""The characters that a formula begins with."""
# An equals sign at a value, a call of a function, or another program (`cmd|'/C calc'!A0`).
_FORMULA: Final = r"[=＝]\S.*|[=+\-@＝＋－＠].*(?:[\w.][(]|[|].*!).*"


def sheet(sessions: Iterable[RawSession], names: SetNamer) -> Iterator[bytes]:
    """Yield the table for spreadsheets, session by session."""
    yield _rows([COLUMNS])
    for record, metres in ((session.record, distance(session.data)) for session in sessions):
        start = record.started
        before = [
            day_of(start).isoformat(),
            start.time().isoformat("seconds"),
            session_title(record),
            record.kind,
            record.level,
        ]
        after = [
            record.effort,
            record.completed,
            round(length(record) / 60, 1),
            None if metres is None else round(metres / 1000, 3),
            Note(record.note),
            record.id,
        ]
        yield _rows([*before, *_set(item, names), *after, _extra(item)] for item in record.sets or (None,))


def _extra(item: SetDone | None) -> str:
    """Return what a set is that is no working set; empty for one that is."""
    return item.extra or "" if item is not None else ""


def _set(item: SetDone | None, names: SetNamer) -> list[object]:
    if item is None:
        return [None] * (COLUMNS.index("instead_of") - COLUMNS.index("exercise") + 1)
    return [
        names(item),
        item.exercise,
        item.variant,
        item.block,
        item.set,
        item.side,
        item.target.kind,
        item.target.value,
        item.done,
        item.load_kg,
        item.seconds,
        item.skipped,
        item.reserve,
        item.niggle,
        item.instead_of,
    ]


def strong(records: Iterable[Record], names: SetNamer, forms: SetNamer = lambda _: "") -> Iterator[bytes]:
    """Yield the table that importers of Strong's export read, session by session, without skipped sets.

    As in Strong, values that do not apply are 0, sets are numbered per shown name, and the duration is in hours and
    minutes. RPE is that of the set: 10 minus the reps in reserve. No note is empty, because some importers refuse that.

    Args:
        records: the sessions.
        names: returns the name of the exercise of a set.
        forms: returns the form of the exercise of a set in words, for the note of the set.
    """
    yield _rows([STRONG])
    for record in records:
        numbers: Counter[str] = Counter()
        rows = []
        for item in record.sets:
            if not item.skipped:
                name = names(item)
                numbers[name] += item.counts
                order = str(numbers[name]) if item.counts else ORDERS.get(_extra(item), "D")
                rows.append(_strong_set(record, item, name, forms(item), order))
        yield _rows(rows, strong_cell)


def _strong_set(record: Record, item: SetDone, name: str, form: str, order: str) -> list[object]:
    hours, minutes = divmod(whole_minutes(length(record)), 60)
    kind = item.target.kind
    done = None if item.done is None else round(item.done)
    effort = "" if record.effort is None else f"effort {record.effort} of 10"
    asked = OPEN_ENDED if kind in OPEN_KINDS else f"{_number(item.target.value)} planned"
    remarks = (item.side, form, asked, COUNTED.get(kind), "niggle" if item.niggle else None)
    duration = f"{hours}h {minutes}m" if hours else f"{minutes}m"
    return [
        record.started.replace(tzinfo=None).isoformat(" ", "seconds"),
        session_title(record),
        duration,
        name,
        order,
        item.load_kg or 0,
        "kg",
        0 if kind in IN_SECONDS else done,
        None if item.reserve is None else max(1, 10 - item.reserve),
        0,
        "km",
        done if kind in IN_SECONDS else 0,
        ", ".join(filter(None, remarks)),
        Note(", ".join(filter(None, ("runstrength", record.level, effort, record.note.strip())))),
        duration,
    ]


def cell_of(value: object) -> str:
    """Return a value as a cell: numbers as they are, booleans as yes or no, text on one line and never a formula."""
    text = _cell(value)
    return f"'{text}" if not isinstance(value, int | float) and _has_sign(text) else text


def strong_cell(value: object) -> str:
    """Return a value as a cell for importers, which show an apostrophe: only what is a formula has one."""
    text = _cell(value)
    if isinstance(value, int | float) or not _has_sign(text):
        return text
    return f"'{text}" if text.startswith("'") or _is_formula(text) else text


def _has_sign(text: str) -> bool:
    """Return whether a text begins as a formula does, or as one with the apostrophe that makes it a text."""
    return text.lstrip("'").startswith(tuple(_SIGNS))


def without_apostrophe(text: str) -> str:
    """Return what a cell of these tables says: the text without the apostrophe that makes it no formula."""
    return text[1:] if text.startswith("'") and _has_sign(text) else text


def _is_formula(text: str) -> bool:
    return re.fullmatch(_FORMULA, text, re.DOTALL) is not None


def _rows(rows: Iterable[Sequence[object]], cell: Callable[[object], str] = cell_of) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return _number(value)
        case Note():
            return _text("\n".join(_one_line(line) for line in value.text.strip().splitlines()))
        case _:
            return _text(_one_line(str(value)))


@lru_cache(maxsize=1000)
def _text(value: str) -> str:
    return "\n".join(map(printable_joined, value.split("\n")))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _number(value: float) -> str:
    return str(tidy(value, 3))
