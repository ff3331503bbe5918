"""Imports sessions into the history, none of them twice: all, or if the person stops it, the first of them.

The id identifies a session. A session that the history already has is not changed, so that an import can be repeated.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from runstrength import atomic
from runstrength.dates import future_problem, local_now
from runstrength.history.error_messages import explain
from runstrength.history.errors import HistoryError
from runstrength.history.export.document import FORMAT, HEADS
from runstrength.history.files import IDENTITIES, RecordId, decode, read_bytes, scan
from runstrength.history.imports.activities.encodings import insist_on_utf8
from runstrength.history.imports.activities.values import MAX_METERS, ActivityFileError, number
from runstrength.history.imports.runs import RecordedRun, RunIndex, RunKeys, as_json, deduplicate, record_of
from runstrength.history.imports.undo import ImportLog, hash_of
from runstrength.history.store import Store
from runstrength.locations import TRASH
from runstrength.session.record import DECODER, Record
from runstrength.text import closest, invalid
from runstrength.toml_input import InputError, Problem

NEEDED: Final = "a file from `runstrength history export`, or the file of one session"
"""The JSON files that can be imported."""

MAX_VALUES: Final = 1_000_000
"""Values in one session; the largest that a routine can describe has fewer."""
MAX_SESSIONS: Final = 100_000
"""Sessions in one document: 270 years of one every day."""
LARGE: Final = 2_000_000
"""Values of a document above which its sessions are counted before they are decoded."""
MAX_SESSION_BYTES: Final = 10_000_000
"""Bytes of one session's JSON."""
AIRY: Final = 10_000
"""Values up to which a session is written with one line per value; in larger ones indentation takes too much space."""


class ImportFailedError(HistoryError):
    """Nothing was imported; the text says why."""


class IncomingSession(Struct, frozen=True):
    """A session to import, which can be read."""

    item: RecordId
    data: bytes | msgspec.Raw
    """Its complete JSON, with the keys that this version does not know; it shares memory with the document."""


class ImportResult(Struct, frozen=True):
    """What an import of sessions did, by their ids."""

    added: tuple[str, ...]
    same: tuple[str, ...]
    """Already in the history, with the same content."""
    different: tuple[str, ...]
    """Already in the history with other content, which stays."""
    left: int = 0
    """How many were not looked at, because it was stopped."""

    @property
    def reached(self) -> int:
        """How many were looked at."""
        return len(self.added) + len(self.same) + len(self.different)


class RunImport(Struct, frozen=True):
    """What an import of runs does."""

    added: tuple[tuple[Record, RunKeys], ...]
    same: int
    """How many are already in the history, or twice in the file."""
    deleted: tuple[str, ...]
    """The ids of those in the trash."""
    twice: int = 0
    """How many of `same` aren't in the history, but more than once in the files."""
    left: int = 0
    """How many were not looked at, because it was stopped."""

    @property
    def reached(self) -> int:
        """How many were looked at."""
        return len(self.added) + self.same + len(self.deleted)


class _Document(Struct):
    """What `history export` writes."""

    format: str
    schema: int
    sessions: list[msgspec.Raw]


class _SessionKeys(Struct):
    """The keys that a session has and a document has not."""

    schema: msgspec.Raw
    id: msgspec.Raw
    kind: msgspec.Raw
    started: msgspec.Raw


class _DistanceOnly(Struct):
    """The distance of a run, undecoded."""

    distance_m: msgspec.Raw = msgspec.Raw(b"null")


_DISTANCE: Final = msgspec.json.Decoder(_DistanceOnly)


class _MinimalSession(Struct, gc=False):
    """The least keys of a session: other content of a document is not kept in memory."""

    id: str
    started: str


class _MinimalDocument(Struct):
    sessions: list[_MinimalSession]


def read_document(data: bytes, file: str, now: datetime | None = None) -> tuple[IncomingSession, ...]:
    """Read a document of many sessions, or the file of one.

    Args:
        data: what is in the file.
        file: its name, for messages.
        now: the moment, None for this machine's; a session dated after it is refused.

    Raises:
        InputError: it is neither; every session in it that cannot be used is named.
    """

    def bad(key: str, text: str) -> InputError:
        return InputError([Problem(file, key, text)])

    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        insist_on_utf8(data)
        if _is_session(data):
            return _read_sessions([msgspec.Raw(data)], file, now or local_now(), single=True)
        if values_in(data) > LARGE and len(msgspec.json.decode(data, type=_MinimalDocument).sessions) > MAX_SESSIONS:
            raise bad("sessions", f"has more than {MAX_SESSIONS:,} sessions: export and import them in parts (--since)")
        document = msgspec.json.decode(data, type=_Document)
    except msgspec.ValidationError as error:
        raise bad("", f"{error}: use {NEEDED}") from None
    except (ValueError, RecursionError) as error:
        raise bad(*explain(data, error)) from None
    if document.format != FORMAT:
        raise bad("format", invalid(document.format, f'"{FORMAT}"') + closest(document.format, [FORMAT]))
    if document.schema != 1:
        raise bad("schema", invalid(document.schema, "1, or update runstrength"))
    return _read_sessions(document.sessions, file, now or local_now(), single=False)


def values_in(data: bytes) -> int:
    """Return an upper bound for the values in a JSON document: the characters that separate or open them."""
    return 1 + sum(data.count(mark) for mark in (b",", b"{", b"["))


def _is_session(data: bytes) -> bool:
    try:
        msgspec.json.decode(data, type=_SessionKeys)
    except msgspec.ValidationError:
        return False
    return True


def _read_sessions(
    items: Sequence[msgspec.Raw], file: str, now: datetime, *, single: bool
) -> tuple[IncomingSession, ...]:
    incoming: dict[str, IncomingSession] = {}
    problems = []
    for index, raw in enumerate(items):
        place = "" if single else f"sessions[{index}]"
        data = bytes(raw)
        if len(data) > MAX_SESSION_BYTES or values_in(data) > MAX_VALUES:
            problems.append(Problem(file, place, "is too large for a session: export it again"))
            continue
        try:
            record = decode(DECODER, data)
            item = decode(IDENTITIES, data)
        except (ValueError, RecursionError) as error:
            key, text = explain(data, error)
            problems.append(Problem(file, ".".join(filter(None, (place, key))), text))
            continue
        problems += [
            Problem(file, ".".join(filter(None, (place, key))), text) for key, text in _impossible(record, data, now)
        ]
        if item.id in incoming:
            problems.append(Problem(file, f"{place}.id", f"{item.id} appears twice: use each session once"))
        incoming[item.id] = IncomingSession(item, raw)
    if problems:
        raise InputError(problems)
    return tuple(incoming.values())


def _impossible(record: Record, data: bytes, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield the keys of a session with impossible values, and what to use instead."""
    for key, moment in (("started", record.started), ("ended", record.ended)):
        if problem := future_problem(moment, now):
            yield key, problem
    text = bytes(_DISTANCE.decode(data).distance_m).decode()
    if record.kind == "run" and text[:1] in "-0123456789":  # as it is written: it may have any number of digits
        try:
            number(text, "distance_m", low=0, high=MAX_METERS)
        except ActivityFileError as error:
            yield error.key, str(error)


def stopped_words(parts: Sequence[tuple[int, int, str]]) -> str:
    """Return a sentence on an import that was stopped.

    Args:
        parts: for each kind, how many were looked at, how many there are, and their name: `sessions`.
    """
    far = " and ".join(f"{reached:,} of {count:,} {name}" for reached, count, name in parts)
    return f"Stopped after {far}. Import again to finish: nothing is imported twice."


def never() -> bool:
    """Return False: nothing stops it."""
    return False


def import_sessions(
    store: Store,
    sessions: Iterable[IncomingSession],
    stopped: Callable[[], bool] = never,
    log: ImportLog | None = None,
) -> ImportResult:
    """Write the sessions that are not in the history yet.

    After an error, also of `sessions`, none of them is there. If it is stopped, those that are written stay, and the
    next import continues from there.

    Args:
        store: the history.
        sessions: the sessions.
        stopped: asked before each session.
        log: what the same import added so far, so that both are taken back together.

    Raises:
        BusyError: another process was changing the history for too long.
        OSError: it could not be written.
    """
    waiting = iter(sessions)
    first = next(waiting, None)
    if first is None:
        return ImportResult((), (), ())
    atomic.private_folder(store.folder)
    with store.alone():
        return _take_in(store, chain((first,), waiting), stopped, log or ImportLog())


def _take_in(
    store: Store, sessions: Iterable[IncomingSession], stopped: Callable[[], bool], log: ImportLog
) -> ImportResult:
    """Import as `import_sessions` does, while the history is locked."""
    known_files = {entry.item.id: entry.file for entry in scan(store.folder, IDENTITIES)[0]}
    added: list[str] = []
    same: list[str] = []
    different: list[str] = []
    written: list[Path] = []
    everything = list(sessions)
    new_ids = [session.item.id for session in everything if session.item.id not in known_files]
    left = 0
    before = log.begin(store, new_ids) if new_ids else None
    try:
        for place, session in enumerate(everything):
            if stopped():
                left = len(everything) - place
                break
            id_, data = session.item.id, bytes(session.data)
            if id_ in known_files:
                known = same if _alike(data, known_files[id_]) else different
                known.append(id_)
                continue
            path = atomic.free_path(store.path_of(session.item))  # a file that cannot be read may have its name
            atomic.private_folder(path.parent)
            written.append(path)
            kept = _as_kept(data)
            atomic.write(path, kept)
            log.added[id_] = hash_of(kept)
            known_files[id_] = str(path)
            added.append(id_)
        if new_ids:
            log.finished = not left
            log.write(store)
    except Exception:  # and not what ends the program: each file is whole
        for path in written:
            with contextlib.suppress(OSError):
                path.unlink()
        if new_ids:
            log.take_back(store, before)
        raise
    return ImportResult(tuple(added), tuple(same), tuple(different), left)


def import_runs(
    store: Store,
    runs: Sequence[RecordedRun],
    stopped: Callable[[], bool] = never,
    log: ImportLog | None = None,
) -> RunImport:
    """Write the runs that are not in the history yet; one that was deleted there is left out.

    Args:
        store: the history.
        runs: the runs to import.
        stopped: asked before each run, as `import_sessions` does.
        log: what the same import added so far.

    Raises:
        BusyError: another process was changing the history for too long.
        OSError: it could not be written; then none of them is there.
    """
    if not runs:
        return RunImport((), 0, ())
    atomic.private_folder(store.folder)
    with store.alone():
        logged = new_runs(store, runs)
        left = _take_in(store, as_sessions(logged), stopped, log or ImportLog()).left
        return replace(logged, added=logged.added[: len(logged.added) - left], left=left)


def as_sessions(logged: RunImport) -> Iterator[IncomingSession]:
    """Yield the new ones of runs from elsewhere, for `import_sessions`."""
    for record, keys in logged.added:
        yield IncomingSession(RecordId(id=record.id, started=record.started, ended=record.ended), as_json(record, keys))


def new_runs(store: Store, runs: Sequence[RecordedRun]) -> RunImport:
    """Return what `import_runs` would do; nothing is written."""
    heads = [entry.item for entry in scan(store.folder, HEADS)[0]]
    known = RunIndex((entry.started, entry.ended) for entry in heads if entry.kind == "run")
    deleted = {entry.item.id for entry in scan(store.folder / TRASH, IDENTITIES)[0]}
    unique = deduplicate(runs)
    new = [record_of(run) for run in unique if not known.has(run)]
    added = [(record, keys) for record, keys in new if record.id not in deleted]
    return RunImport(
        added=tuple(added),
        same=len(runs) - len(new),
        deleted=tuple(record.id for record, _ in new if record.id in deleted),
        twice=max(0, len(runs) - len(new) - sum(map(known.has, runs))),
    )


def _as_kept(data: bytes) -> bytes:
    """Return a session's JSON as its file has it."""
    try:
        return msgspec.json.format(data, indent=2 if values_in(data) <= AIRY else -1) + b"\n"
    except RecursionError:  # it was nearly too deep to be read
        return data


def _alike(data: bytes, file: str) -> bool:
    """Return whether two JSON documents are equal, regardless of whitespace and the order of keys."""
    other = read_bytes(file)[0]
    try:
        if msgspec.json.format(data, indent=-1) == msgspec.json.format(other, indent=-1):
            return True
        return bool(json.loads(data) == json.loads(other))
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets without end
        return False
