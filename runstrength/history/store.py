"""The history: one JSON file a session, `YYYY/<UTC stamp>-<id>.json`, each written once, whole, and left alone.

* A session is its `id` *inside* the file. Names are for people, and for two folders that a sync tool merged.
* A file that cannot be read is reported and stays as it is, byte for byte. Reading never writes.
* Only an edit rewrites a file, that one alone, and keeps what it does not know. Newer schemas are read-only.
* What is deleted moves to `.trash`, under the same path, and can be brought back.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

import msgspec

from runstrength import atomic
from runstrength.checked import BadInput, Problem, plain
from runstrength.session.record import SCHEMA, Kind, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TRASH: Final = ".trash"
"""The folder of deleted sessions, in the history's own."""
LARGEST_FILE: Final = 50_000_000
"""Bytes; the largest session that a routine can describe stays below."""
LEAST_PREFIX: Final = 4
"""Characters of an id that may stand for the whole."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_YEAR = re.compile(r"[0-9]{4}")
_OURS = re.compile(r"[0-9]{8}T[0-9]{6}Z-([A-Za-z0-9_-]{1,64})\.json")
_EDITABLE: Final = frozenset(Record.__struct_fields__) - {"schema", "id"}


class NotFound(LookupError):  # noqa: N818  (reads well where it is raised)
    """No session, or more than one, goes by that id."""


class ReadOnly(Exception):  # noqa: N818
    """The session was written by a newer version of this program, so this one does not change it."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list of sessions."""

    id: str
    kind: Kind
    routine: str
    title: str
    started: datetime
    ended: datetime
    completed: bool
    effort: int | None
    sets_done: int
    sets_planned: int
    seconds: float
    """From start to end, pauses left out; of a run its duration."""


class _Tick(msgspec.Struct, frozen=True):
    """A set, as far as a `Row` wants to know."""

    skipped: bool = False


class _Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A record, as far as a `Row` wants to know."""

    schema: int = SCHEMA
    id: str
    kind: Kind
    routine: str = ""
    title: str = ""
    started: datetime
    ended: datetime
    completed: bool
    effort: int | None = None
    planned_sets: int = 0
    active_seconds: float = 0.0
    sets: tuple[_Tick, ...] = ()

    def row(self) -> Row:
        seconds = self.active_seconds
        if self.kind == "run" and not seconds:
            seconds = (self.ended - self.started).total_seconds()
        return Row(
            id=self.id,
            kind=self.kind,
            routine=self.routine,
            title=self.title,
            started=self.started,
            ended=self.ended,
            completed=self.completed,
            effort=self.effort,
            sets_done=sum(not item.skipped for item in self.sets),
            sets_planned=self.planned_sets,
            seconds=seconds,
        )


class _Kept(Protocol):
    @property
    def schema(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def started(self) -> datetime: ...
    @property
    def ended(self) -> datetime: ...


T = TypeVar("T")
K = TypeVar("K", bound=_Kept)

_RECORDS: Final = msgspec.json.Decoder(Record)
_SUMMARIES: Final = msgspec.json.Decoder(_Summary)


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """What a history holds."""

    records: tuple[T, ...]
    """The newest first, by the moment they started."""
    problems: tuple[Problem, ...]
    """The files that are not among them, and why; in the order of their paths."""


@dataclass(frozen=True, slots=True)
class _Found(Generic[K]):
    """A session and its file."""

    path: Path
    item: K
    changed: int
    """When the file was last changed, in nanoseconds."""


def new_id() -> str:
    """Return a fresh id: 8 hexadecimal characters."""
    return os.urandom(4).hex()


class Store:
    """The history in one folder, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, record: Record) -> Path:
        """Write a new session and return its file, which is on the disk by then.

        Raises:
            FileExistsError: a session with this id is there.
            ValueError: the record could not be read back: a time without offset, an id that cannot be in a file's name.
            OSError: it could not be written; nothing is there.
        """
        data = msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"
        _decode(_RECORDS, data)
        if self._has(record.id):
            raise FileExistsError(f"session {record.id} is in the history already")
        stamp = record.started.astimezone(UTC)
        year = f"{stamp.year:04d}"
        path = self.folder / year / f"{year}{stamp:%m%dT%H%M%SZ}-{record.id}.json"
        atomic.private_folder(path.parent)
        atomic.write(path, data)
        return path

    def entries(self) -> Listing[Record]:
        """Return every session that can be read, and what is wrong with the other files. Never raises for a file."""
        kept, problems = _scan(self.folder, _RECORDS)
        return Listing(tuple(one.item for one in kept), problems)

    def summaries(self) -> Listing[Row]:
        """Return the same as `entries` in less time, a row for each; mistakes in what no row shows are not seen."""
        kept, problems = _scan(self.folder, _SUMMARIES)
        return Listing(tuple(one.item.row() for one in kept), problems)

    def load(self, id_or_prefix: str) -> Record:
        """Return one session: by its id, by a beginning of it that is unique, or the newest by `last` or `latest`.

        Raises:
            NotFound: there is none, or more than one.
        """
        return _pick(self.folder, id_or_prefix).item

    def edit(self, id_or_prefix: str, changes: Mapping[str, object]) -> Record:
        """Change some fields of one session in its file, and return it as it is now. Unknown keys stay.

        Args:
            id_or_prefix: as for `load`.
            changes: fields of `Record`, but not `schema` and `id`; as objects, or as JSON would have them.

        Raises:
            NotFound: as `load`.
            ReadOnly: the file has a newer schema.
            ValueError: a field that cannot be changed, or a value that cannot be read back; nothing is written.
            OSError: it could not be written; the old file is whole.
        """
        one = _pick(self.folder, id_or_prefix)
        if one.item.schema > SCHEMA:
            raise ReadOnly(
                f"session {one.item.id} was written by a newer version of runstrength (schema {one.item.schema}), "
                f"this one changes schema {SCHEMA}: update runstrength"
            )
        for key in changes:
            if key not in _EDITABLE:
                raise ValueError(f"{plain(key)} cannot be changed, only {', '.join(sorted(_EDITABLE))}")
        # The standard library's reader, for it keeps whole numbers of any size in keys that are not ours.
        raw: dict[str, Any] = json.loads(one.path.read_bytes())
        new: dict[str, Any] = msgspec.to_builtins(dict(changes))
        if "sets" in new:
            new["sets"] = _with_unknown(new["sets"], raw.get("sets", []))
        data = json.dumps({**raw, **new}, ensure_ascii=False, indent=2, allow_nan=False).encode("utf-8") + b"\n"
        record = _decode(_RECORDS, data)
        atomic.write(one.path, data)
        return record

    def delete(self, id_or_prefix: str) -> Record:
        """Move one session, with the copies that a sync tool made of it, to the trash, and return it.

        Raises:
            NotFound: as `load`.
            OSError: it could not be moved.
        """
        record = _pick(self.folder, id_or_prefix).item
        for path in [one.path for one in _read_all(self.folder, _RECORDS)[0] if one.item.id == record.id]:
            _move(path, self.folder / TRASH / path.relative_to(self.folder))
        return record

    def restore(self, id_or_prefix: str) -> Record:
        """Bring one session back from the trash, and return it.

        Raises:
            NotFound: as `load`, in the trash.
            FileExistsError: a session with this id is in the history.
            OSError: it could not be moved.
        """
        trash = self.folder / TRASH
        one = _pick(trash, id_or_prefix, where="in the trash")
        if self._has(one.item.id):
            raise FileExistsError(f"session {one.item.id} is in the history already")
        _move(one.path, self.folder / one.path.relative_to(trash))
        return one.item

    def _has(self, id_: str) -> bool:
        """Tell whether a session is there; files with names of ours are taken at their names, which saves reading."""
        for path in _paths(self.folder, []):
            ours = _OURS.fullmatch(path.name)
            if ours is None:
                one = _read_one(path, _SUMMARIES)
                if isinstance(one, _Found) and one.item.id == id_:
                    return True
            elif ours[1].lower() == id_.lower():  # some file systems do not tell `a` from `A`
                return True
        return False


def _scan(folder: Path, decoder: msgspec.json.Decoder[K]) -> tuple[list[_Found[K]], tuple[Problem, ...]]:
    """Read a folder; of every session one file, the newest first, and what is wrong with the other files."""
    everything, problems = _read_all(folder, decoder)
    kept: dict[str, _Found[K]] = {}
    for one in sorted(everything, key=lambda one: (one.item.ended, one.changed, one.path), reverse=True):
        first = kept.setdefault(one.item.id, one)
        if first is not one:
            text = f"holds session {one.item.id} a second time, {first.path.name} is newer and is used; keep one of them"
            problems.append(Problem(str(one.path), "", text))
    newest = sorted(kept.values(), key=lambda one: (one.item.started, one.item.id), reverse=True)
    return newest, tuple(sorted(problems, key=lambda problem: problem.file))


def _read_all(folder: Path, decoder: msgspec.json.Decoder[K]) -> tuple[list[_Found[K]], list[Problem]]:
    everything: list[_Found[K]] = []
    problems: list[Problem] = []
    for path in _paths(folder, problems):
        one = _read_one(path, decoder)
        if isinstance(one, _Found):
            everything.append(one)
        elif one is not None:
            problems.append(one)
    return everything, problems


def _paths(folder: Path, problems: list[Problem], *, years: bool = True) -> Iterator[Path]:
    """Yield the files of a history: `*.json` in the folder and in its year folders, hidden ones left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Problem(str(folder), "", f"cannot be read ({_reason(error)}); a folder is needed"))
        return
    for entry in entries:
        if years and _YEAR.fullmatch(entry.name):
            yield from _paths(folder / entry.name, problems, years=False)
        elif entry.name.endswith(".json") and not entry.name.startswith("."):
            yield folder / entry.name


def _read_one(path: Path, decoder: msgspec.json.Decoder[K]) -> _Found[K] | Problem | None:
    """Read one file; None when it has gone in the meantime."""
    try:
        status = path.stat()
        if not path.is_file():  # a pipe would let us wait for ever
            return Problem(str(path), "", "is not a file; a session is one file of JSON")
        if status.st_size > LARGEST_FILE:
            return Problem(str(path), "", f"found more than {LARGEST_FILE:,} bytes, a smaller file is needed")
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return Problem(str(path), "", f"cannot be read ({_reason(error)})")
    try:
        return _Found(path, _decode(decoder, data), status.st_mtime_ns)
    except (ValueError, RecursionError) as error:
        key, text = _explain(data, error)
        return Problem(str(path), key, text)
