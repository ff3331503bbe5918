"""The history: one JSON file per session, `YYYY/<UTC stamp>-<id>.json`, each written once and completely.

* The `id` *inside* the file identifies a session. File names are for people, and for folders merged by a sync tool.
* A file that cannot be read is reported and stays as it is, byte for byte. Reading never writes.
* Only an edit rewrites a file, only that one, and keeps unknown keys. Newer schemas are read-only.
* An operation that reads before it writes locks the history meanwhile (`Store.alone`).
* A deleted session moves to `.trash`, under the same path, and can be restored.
"""

from __future__ import annotations

import contextlib
import json
import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar

import msgspec

from runstrength import atomic
from runstrength.dates import utc_stamp
from runstrength.history.error_messages import explain
from runstrength.history.errors import HistoryError
from runstrength.history.files import (
    NEWEST,
    OURS,
    Found,
    SessionNotFoundError,
    decode,
    find_session,
    paths,
    read_all,
    read_one,
    scan,
)
from runstrength.history.locks import PATIENCE, BusyError, alone
from runstrength.locations import TRASH
from runstrength.session.record import (
    DECODER,
    SCHEMA,
    Count,
    Moment,
    Record,
    Seconds,
    SetDone,
    SetTarget,
    Text,
    length,
)
from runstrength.session_kinds import Kind
from runstrength.text import invalid, one_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from runstrength.history.files import HasIdentity
    from runstrength.toml_input import Problem

__all__ = ["BusyError", "Listing", "ReadOnlySessionError", "Row", "SessionNotFoundError", "Store", "new_id"]

RUN_KEYS: Final = ("distance_m",)
"""Keys in the file of a run that can be edited and are no fields of a record."""
_EDITABLE: Final = tuple(key for key in Record.__struct_fields__ if key not in ("schema", "id"))

T = TypeVar("T")


class ReadOnlySessionError(HistoryError):
    """The session was written by a newer version of this program, so this version does not change it."""


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
    """Without skipped ones, warm-up sets and drop sets."""
    sets_planned: int
    seconds: float
    """As `record.length` has them."""
    eased: str | msgspec.UnsetType = msgspec.UNSET
    """As in a record."""

    @classmethod
    def of(cls, record: Record | PartialRecord, **extra: Any) -> Self:
        """Return the row of a record; `extra` are the fields that a subclass adds."""
        return cls(
            id=record.id,
            kind=record.kind,
            routine=record.routine,
            title=record.title,
            started=record.started,
            ended=record.ended,
            completed=record.completed,
            effort=record.effort,
            sets_done=sum([not item.skipped and item.extra is msgspec.UNSET for item in record.sets]),
            sets_planned=record.planned_sets,
            seconds=length(record),
            eased=record.eased,
            **extra,
        )


class PartialSet(msgspec.Struct, frozen=True, gc=False):
    """A set, as far as a `Row` needs it."""

    skipped: bool = False
    extra: Text | msgspec.UnsetType = msgspec.UNSET


class PartialRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record, as far as a `Row` needs it; the rest of the file is not decoded, which is faster."""

    schema: int = SCHEMA
    id: str
    kind: Kind
    routine: Text = ""
    title: Text = ""
    started: Moment
    ended: Moment
    completed: bool
    effort: Count | None = None
    planned_sets: Count = 0
    active_seconds: Seconds = 0.0
    paused_seconds: Seconds = 0.0
    eased: str | msgspec.UnsetType = msgspec.UNSET
    sets: tuple[PartialSet, ...] = ()


_SUMMARIES: Final = msgspec.json.Decoder(PartialRecord)


class Listing(msgspec.Struct, Generic[T], frozen=True):
    """What a history holds."""

    records: tuple[T, ...]
    """The newest first, by their start."""
    problems: tuple[Problem, ...]
    """The files that could not be read, and why, by path."""


def new_id() -> str:
    """Return a fresh id: 8 hexadecimal characters."""
    return os.urandom(4).hex()


class Store:
    """The history in one folder, which may be missing.

    Args:
        folder: the folder.
        waiting: called once if another process keeps this one waiting noticeably.
        patience: seconds to wait for another process at the most.
    """

    def __init__(self, folder: Path, waiting: Callable[[], object] | None = None, patience: float = PATIENCE) -> None:
        self.folder = folder
        self._waiting = waiting
        self._patience = patience

    def alone(self) -> AbstractContextManager[None]:
        """Return a `with` block in which no other process or thread edits, deletes, restores or imports.

        It is for operations that read before they write. Saving a new session needs none.

        Raises:
            BusyError: another process held the lock for too long.
        """
        return alone(self.folder, self._waiting, patience=self._patience)

    def save(self, record: Record, extra: Mapping[str, object] | None = None) -> Path:
        """Write a new session to the disk, and return its file.

        Args:
            record: the session.
            extra: further keys for its file, such as those of a run.

        Raises:
            FileExistsError: a session with this id is there.
            ValueError: the record could not be read back: a time without offset, an id that no file's name can have.
            OSError: it could not be written; nothing is there.
        """
        document = record if not extra else {**msgspec.to_builtins(record), **extra}
        data = msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
        decode(DECODER, data)
        if self.contains(record.id):
            raise FileExistsError(f"session {record.id} is already in the history")
        path = self.path_of(record)
        atomic.private_folder(path.parent)
        atomic.write(path, data)
        return path

    def put(self, record: Record) -> Path:
        """Write a session, replacing one with the same id, and return its file.

        Raises:
            atomic.UnflushedError: it is there, but its folder could not be flushed.
            OSError: as `save` and `edit`.
            ValueError: the record could not be read back.
            ReadOnlySessionError: the one that is there has a newer schema.
        """
        try:
            return self.save(record)
        except FileExistsError:
            if not self.contains(record.id):
                raise  # a file is where a folder should be
        values = {key: getattr(record, key) for key in _EDITABLE}
        self.edit(record.id, {key: value for key, value in values.items() if value is not msgspec.UNSET})
        return self.file_of(record.id)

    def file_of(self, id_: str) -> Path:
        """Return the file of a session.

        Raises:
            SessionNotFoundError: as `load`.
        """
        return find_session(self.folder, DECODER, id_).path

    def has(self, id_: str) -> bool:
        """Tell whether there is such a session."""
        try:
            self.file_of(id_)
        except SessionNotFoundError:
            return False
        return True

    def path_of(self, item: HasIdentity) -> Path:
        """Return where a new session is written."""
        stamp = utc_stamp(item.started)
        return self.folder / stamp[:4] / f"{stamp}-{item.id}.json"

    def entries(self) -> Listing[Record]:
        """Return every session that can be read, and what is wrong with the other files."""
        kept, problems = scan(self.folder, DECODER)
        return Listing(tuple(entry.item for entry in kept), problems)

    def summaries(self) -> Listing[Row]:
        """Return the rows of all sessions, faster than `entries`; errors in keys that no row shows are not found."""
        kept, problems = scan(self.folder, _SUMMARIES)
        return Listing(tuple(Row.of(entry.item) for entry in kept), problems)

    def load_raw(self, id_or_prefix: str) -> tuple[Record, bytes]:
        """Return one session as `load` does, and the bytes of its file, with the keys that no record has.

        Raises:
            SessionNotFoundError: as `load`.
        """
        entry = find_session(self.folder, DECODER, id_or_prefix)
        return entry.item, entry.path.read_bytes()

    def load(self, id_or_prefix: str) -> Record:
        """Return one session: by its id, by a unique beginning of it, or the newest by `last` or `latest`.

        Raises:
            SessionNotFoundError: there is none, or more than one.
        """
        return self._pick(id_or_prefix).item

    def _pick(self, id_or_prefix: str) -> Found[Record]:
        try:
            return find_session(self.folder, DECODER, id_or_prefix)
        except SessionNotFoundError as missing:
            gone = ""
            if id_or_prefix not in NEWEST:
                with contextlib.suppress(SessionNotFoundError):
                    gone = find_session(self.folder / TRASH, DECODER, id_or_prefix).item.id
            if not gone:
                raise
            raise SessionNotFoundError(
                f"{missing}: it is in the trash, restore it with: runstrength history restore {gone}"
            ) from None

    def edit(
        self, id_or_prefix: str, changes: Mapping[str, object] | Callable[[Record], Mapping[str, object]]
    ) -> Record:
        """Change some fields of one session in its file, and return the changed session; unknown keys stay.

        The history is locked meanwhile. If the start changes, the file gets the name of the new start; a file name that
        a person chose stays.

        Args:
            id_or_prefix: as for `load`.
            changes: fields of `Record`, but not `schema` and `id`, as objects, or as JSON has them; of a run also those
                of `RUN_KEYS`, where None takes one away; or what returns them for the session as it is now.

        Raises:
            SessionNotFoundError: as `load`.
            ReadOnlySessionError: the file has a newer schema.
            ValueError: a field that cannot be changed, or a value that cannot be read back; nothing is written.
            BusyError: another process was changing the history for too long.
            OSError: it could not be written; the old file is whole.
        """
        with self.alone():
            entry = self._pick(id_or_prefix)
            if entry.item.schema > SCHEMA:
                raise ReadOnlySessionError(
                    f"session {entry.item.id} is from a newer version of runstrength "
                    f"(schema {entry.item.schema}, this one has {SCHEMA}): update runstrength"
                )
            record, data = _changed(entry, changes(entry.item) if callable(changes) else changes)
            atomic.write(atomic.destination(entry.path), data)
            self._rename_edited(entry, record)
            return record

    def _rename_edited(self, entry: Found[Record], record: Record) -> None:
        """Give the file of an edited session the name of its new start, and move older copies of it to the trash.

        Failures are ignored: only names are concerned, and a session is what its file says.
        """
        target = self.path_of(record)
        with contextlib.suppress(OSError):
            if OURS.fullmatch(entry.path.name) and entry.path != target and not entry.path.is_symlink():
                atomic.private_folder(target.parent)
                atomic.move(entry.path, atomic.free_path(target))
        if record.ended < entry.item.ended:
            # A copy that ended later would be taken for the newer one.
            with contextlib.suppress(OSError):
                for other in read_all(self.folder, _SUMMARIES, record.id)[0]:
                    if other.item.id == record.id and other.item.ended > record.ended:
                        self.to_trash(other.path)

    def to_trash(self, path: Path) -> None:
        """Move a file of the history to the trash, for one who has locked the history.

        Raises:
            OSError: it could not be moved.
        """
        _move(path, self.folder / TRASH / path.relative_to(self.folder))

    def delete(self, id_or_prefix: str) -> Record:
        """Move one session to the trash, with the copies that a sync tool made of it, and return it.

        Raises:
            SessionNotFoundError: as `load`.
            BusyError: another process was changing the history for too long.
            OSError: it could not be moved.
        """
        with self.alone():
            record = self._pick(id_or_prefix).item
            for entry in read_all(self.folder, DECODER)[0]:
                if entry.item.id == record.id:
                    self.to_trash(entry.path)
            return record

    def restore(self, id_or_prefix: str) -> Record:
        """Restore one session from the trash, the newest of its copies, and return it.

        Raises:
            SessionNotFoundError: as `load`, in the trash.
            FileExistsError: a session with this id is in the history.
            BusyError: another process was changing the history for too long.
            OSError: it could not be moved.
        """
        trash = self.folder / TRASH
        with self.alone():
            entry = find_session(trash, DECODER, id_or_prefix, place="in the trash")
            if self.contains(entry.item.id):
                raise FileExistsError(f"session {entry.item.id} is already in the history")
            _move(entry.path, self.folder / entry.path.relative_to(trash))
            return entry.item

    def contains(self, id_: str) -> bool:
        """Return whether a session is there; files that are named by this program are not read."""
        for file in paths(self.folder, []):
            ours = OURS.fullmatch(os.path.basename(file))  # noqa: PTH119
            if ours is None:
                entry = read_one(file, _SUMMARIES)
                if isinstance(entry, Found) and entry.item.id == id_:
                    return True
            elif ours[1].lower() == id_.lower():  # some file systems do not tell `a` from `A`
                return True
        return False


def _changed(entry: Found[Record], changes: Mapping[str, object]) -> tuple[Record, bytes]:
    """Return a session with changes, and the new bytes of its file, which keep unknown keys.

    Raises:
        ValueError: a field that cannot be changed, or a value that cannot be read back.
    """
    editable = (*_EDITABLE, *RUN_KEYS) if entry.item.kind == "run" else _EDITABLE
    for key in changes:
        if key not in editable:
            raise ValueError(f"{shown(key)} can't be changed: use {one_of(editable)}")
    new: dict[str, Any] = msgspec.to_builtins(dict(changes))
    # The standard library's reader, for it keeps whole numbers of any size in keys that are not ours.
    raw: dict[str, Any] = json.loads(entry.path.read_bytes())
    if "sets" in new:
        new["sets"] = _with_unknown_keys(new["sets"], raw.get("sets", []))
    gone = [key for key in RUN_KEYS if key in new and new[key] is None]
    whole = {key: value for key, value in {**raw, **new}.items() if key not in gone}
    data = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False).encode("utf-8") + b"\n"
    try:
        record = decode(DECODER, data)
    except ValueError as error:
        raise ValueError(": ".join(filter(None, explain(data, error)))) from None
    if "effort" in changes and record.effort is not None and not 1 <= record.effort <= 10:
        raise ValueError(f"effort: {invalid(record.effort, 'a whole number from 1 to 10, or leave it empty')}")
    return record, data


def _move(source: Path, target: Path) -> None:
    """Move a file; if the name is taken, a number is added."""
    atomic.private_folder(target.parent)
    atomic.move(source, atomic.free_path(target))


def _with_unknown_keys(new: object, old: list[dict[str, Any]]) -> object:
    """Return the new sets with the unknown keys of the old sets, matched by step."""
    by_step = {item["step"]: item for item in old}
    if not isinstance(new, list | tuple) or not all(isinstance(item, dict) for item in new):
        return new  # the decoder reports the problem

    def keep(item: dict[str, Any], before: dict[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
        return {**item, **{key: value for key, value in before.items() if key not in known and key not in item}}

    whole = []
    for item in new:
        before = by_step.get(item["step"]) if isinstance(item.get("step"), int) else None
        if before is not None:
            item = keep(item, before, SetDone.__struct_fields__)
            if isinstance(item.get("target"), dict):
                item["target"] = keep(item["target"], before["target"], SetTarget.__struct_fields__)
        whole.append(item)
    return whole
