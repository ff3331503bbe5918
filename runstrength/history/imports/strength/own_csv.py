"""Reads the table for spreadsheets that this program exports: sessions come back with their ids.

What the table doesn't have stays empty: how long each break was, the answers of the check-in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from runstrength.dates import add_seconds, future_problem, to_local
from runstrength.history.export.csv import COLUMNS
from runstrength.history.files import RecordId, decode
from runstrength.history.imports.activities.table import rows_of
from runstrength.history.imports.activities.values import ActivityFileError, read_moment, reason_of
from runstrength.history.imports.activities.written_dates import moment_of
from runstrength.history.imports.content import Content, Source
from runstrength.history.imports.sessions import IncomingSession
from runstrength.history.imports.strength.cells import cell_text, number_in
from runstrength.session.record import DECODER
from runstrength.text import invalid

USE: Final = "a file from `runstrength history export --format csv`"
BIG: Final = 1_000_000.0

Cells = Mapping[str, str]


def read(source: Source) -> Content:
    """Return the sessions of a table; a session with an error is left out and named.

    Raises:
        ActivityFileError: it is no table, or is too large.
    """
    rows = rows_of(source.data, source.budget, USE)
    head = [cell.strip("\ufeff\"' ").casefold() for cell in next(rows)[1]]
    sessions: dict[str, list[tuple[int, Cells]]] = {}
    for number, cells in rows:
        row = dict.fromkeys(COLUMNS, "")
        row |= {name: cell_text(cell) for name, cell in zip(head, cells, strict=False) if name in row}
        sessions.setdefault(row["id"], []).append((number, row))
    if not sessions:
        raise ActivityFileError(f"has no sessions: use {USE}")
    content = Content()
    for id_, of_session in sessions.items():
        try:
            content.sessions.append(_session(id_, of_session, source))
        except ActivityFileError as problem:
            content.problems.append(problem)
    return content


def _session(id_: str, rows: Sequence[tuple[int, Cells]], source: Source) -> IncomingSession:
    """Return one session.

    Raises:
        ActivityFileError: something in it is wrong.
    """
    number, first = rows[0]
    place = f"row {number}"
    started = read_moment(to_local(moment_of(f"{first['date']} {first['time']}", f"{place}, date")[0]), place)
    if problem := future_problem(started, source.now):
        raise ActivityFileError(problem, f"{place}, date")
    minutes = number_in(first["minutes"], f"{place}, minutes", high=BIG) or 0.0
    sets = [_set(row, step, f"row {number}") for step, (number, row) in enumerate(rows) if row["exercise"]]
    at = 0.0
    for item in sets:
        item["at"] = round(at, 1)
        at += item["seconds"] or 0.0
    meters = number_in(first["distance_km"], f"{place}, distance_km", high=BIG)
    effort = number_in(first["effort"], f"{place}, effort", high=10)
    document: dict[str, Any] = {
        "schema": 1,
        "id": id_,
        "kind": first["kind"],
        "title": first["session"],
        "level": first["level"],
        "started": started,
        "ended": add_seconds(started, minutes * 60),
        "completed": first["completed"] == "" or _flag(first["completed"]),
        "effort": None if effort is None else int(effort),
        "note": first["note"],
        "planned_sets": sum("extra" not in item for item in sets),
        "active_seconds": round(minutes * 60, 1),
        "sets": sets,
    }
    if meters is not None:
        document["distance_m"] = round(meters * 1000, 1)
    data = msgspec.json.encode(document)
    try:
        record = decode(DECODER, data)
    except ValueError as error:
        raise ActivityFileError(f"isn't valid ({reason_of(error)}): use {USE}", place) from None
    return IncomingSession(RecordId(id=record.id, started=record.started, ended=record.ended), data)


def _set(row: Cells, step: int, place: str) -> dict[str, Any]:
    """Return a set as JSON has it.

    Raises:
        ActivityFileError: a number is wrong.
    """

    def of(name: str) -> float | None:
        value = number_in(row[name], f"{place}, {name}", high=BIG)
        return int(value) if value is not None and value == int(value) else value

    done = of("done")
    return {
        "step": step,
        "exercise": row["key"],
        "variant": row["variant"] or None,
        "block": row["block"],
        "set": int(of("set") or 1),
        "side": row["side"] or None,
        "target": {"kind": row["dose"], "value": of("target") or 0},
        "done": done,
        "load_kg": of("load_kg"),
        "seconds": of("seconds") or 0.0,
        "skipped": _flag(row["skipped"]),
        "reserve": None if (left := of("reserve")) is None else int(left),
        "niggle": _flag(row["niggle"]),
        "instead_of": row["instead_of"] or None,
        **({"extra": row["extra"]} if row["extra"] else {}),
    }


def _flag(text: str) -> bool:
    """Return whether a cell says yes, as a spreadsheet may have changed it.

    Raises:
        ActivityFileError: it says neither yes nor no.
    """
    word = text.strip().casefold()
    if word in ("yes", "true", "1"):
        return True
    if word in ("no", "false", "0", ""):
        return False
    raise ActivityFileError(invalid(text, "yes or no"))
