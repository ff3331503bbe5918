"""Finds and reads the files of a history, and explains what is wrong with those it cannot read. It never writes.

A file is `*.json` in the history's folder or in one of its year folders, except hidden ones; copies made by sync tools
(`…sync-conflict….json`, `… (conflicted copy).json`) count. The `id` inside the file identifies the session.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

import msgspec

from runstrength.dates import year_problem
from runstrength.history.errors import HistoryError
from runstrength.session.record import SCHEMA, Moment
from runstrength.text import shown
from runstrength.toml_input import Problem, read_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MAX_FILE_BYTES: Final = 50_000_000
"""Bytes; the largest session that a routine can describe is smaller."""
LEAST_PREFIX: Final = 4
"""Characters that an abbreviated id needs."""
NEWEST: Final = ("last", "latest")
"""Words for the newest session instead of an id."""

OURS: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z-([A-Za-z0-9_-]{1,64})\.json")
"""A file's name as this program writes it, with the id of its session."""

CHECK: Final = "runstrength history check"
"""The command that lists what is wrong with the files."""
ID_PATTERN: Final = r"[A-Za-z0-9_-]{1,64}"
"""What an id of a session looks like."""
_YEAR = r"[0-9]{4}"
READING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How files are opened: not blocking, because a pipe would never answer."""


class SessionNotFoundError(HistoryError, LookupError):
    """No session has that id, or more than one; the text says which."""


class HasIdentity(Protocol):
    """A session, as far as every decoder reads it."""

    @property
    def schema(self) -> int:
        """The schema of the file."""

    @property
    def id(self) -> str:
        """The id of the session."""

    @property
    def started(self) -> datetime:
        """When it started."""

    @property
    def ended(self) -> datetime:
        """When it ended."""


K = TypeVar("K", bound=HasIdentity)
T = TypeVar("T")


class RecordId(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A record, as far as its identity and its times are concerned."""

    schema: int = SCHEMA
    id: str
    started: Moment
    ended: Moment


IDENTITIES: Final = msgspec.json.Decoder(RecordId)
"""Reads no more of a session than that."""


class Found(msgspec.Struct, Generic[K], frozen=True):
    """A session and its file."""

    file: str
    item: K
    changed: int
    """When the file was last changed, in nanoseconds."""

    @property
    def path(self) -> Path:
        """The file as a `Path`; made on demand, because ten thousand of them take time."""
        return Path(self.file)


def scan(
    folder: Path, decoder: msgspec.json.Decoder[K], begins: str = ""
) -> tuple[list[Found[K]], tuple[Problem, ...]]:
    """Return one file of every session in a folder, the newest first, and what is wrong with other files, by path.

    Args:
        folder: the folder.
        decoder: how much is read of each file.
        begins: the beginning of an id; files whose name has another id are not read.
    """
    everything, problems = read_all(folder, decoder, begins)
    newest, copies = once_each(everything)
    for entry, used in copies:
        problems.append(copy_problem(entry.file, entry.item.id, used.file))
    return newest, tuple(sorted(problems, key=lambda problem: problem.file))


def copy_problem(file: str, id_: str, used: str) -> Problem:
    """Return the problem of a file with a session of which another file is newer.

    Args:
        file: the file.
        id_: of the session.
        used: the newer file.
    """
    name = os.path.basename(used)  # noqa: PTH119
    return Problem(file, "", f"is a copy of session {id_}: the newer {name} is used, delete one of them")


def once_each(everything: Iterable[Found[K]]) -> tuple[list[Found[K]], list[tuple[Found[K], Found[K]]]]:
    """Return one file of every session, the newest first, and each duplicate with the file used instead of it.

    Of two files of one session, the one that ended later is used, or else the one that was changed later.
    """
    kept: dict[str, Found[K]] = {}
    copies = []
    for entry in sorted(everything, key=lambda entry: (entry.item.ended, entry.changed, entry.file), reverse=True):
        first = kept.setdefault(entry.item.id, entry)
        if first is not entry:
            copies.append((entry, first))
    return sorted(kept.values(), key=lambda entry: (entry.item.started, entry.item.id), reverse=True), copies


def find_session(
    folder: Path, decoder: msgspec.json.Decoder[K], name: str, *, place: str = "in the history"
) -> Found[K]:
    """Find one session: by its id, by a unique beginning of it, or the newest by `last` or `latest`.

    Raises:
        SessionNotFoundError: there is none, or more than one; the text says which.
    """
    if entry := _quickly(folder, decoder, name):
        return entry
    kept, problems = scan(folder, decoder)
    matches = kept[:1] if name in NEWEST else _matching(kept, name)
    if len(matches) > 1:
        ids = ", ".join(entry.item.id for entry in matches)
        raise SessionNotFoundError(f"{shown(name)} matches several sessions {place}: use {ids}")
    if not matches:
        unread = f" ({len(problems)} of its files can't be used)" if problems else ""
        if not kept:
            raise SessionNotFoundError(f"no sessions {place}{unread}")
        short = f": use at least {LEAST_PREFIX} characters of an id" if len(name) < LEAST_PREFIX else ""
        raise SessionNotFoundError(f"no session {shown(name)} {place}{unread}{short}")
    return matches[0]


def _quickly(folder: Path, decoder: msgspec.json.Decoder[K], name: str) -> Found[K] | None:
    """Find one session without reading every file completely; None if that is not conclusive."""
    if name in NEWEST:
        newest = scan(folder, IDENTITIES)[0][:1]
        result = read_one(newest[0].file, decoder) if newest else None
        return result if isinstance(result, Found) else None
    matches = _matching(scan(folder, decoder, name)[0], name) if len(name) >= LEAST_PREFIX else []
    return matches[0] if len(matches) == 1 else None


def _matching(kept: list[Found[K]], name: str) -> list[Found[K]]:
    exact = [entry for entry in kept if entry.item.id == name]
    return exact or [entry for entry in kept if len(name) >= LEAST_PREFIX and entry.item.id.startswith(name)]


def read_all(folder: Path, decoder: msgspec.json.Decoder[K], begins: str = "") -> tuple[list[Found[K]], list[Problem]]:
    """Read every file of a folder, copies too, by path; `begins` as for `scan`."""
    everything: list[Found[K]] = []
    problems: list[Problem] = []
    for file in paths(folder, problems, begins):
        result = read_one(file, decoder)
        if isinstance(result, Found):
            everything.append(result)
        elif result is not None:
            problems.append(result)
    return everything, problems


def paths(folder: Path, problems: list[Problem], begins: str = "") -> Iterator[str]:
    """Yield the files of a history; nothing if it is missing.

    Args:
        folder: the folder.
        problems: folders that cannot be read are appended.
        begins: as for `scan`.
    """
    top = str(folder)
    for name in _names(top, problems):
        if not re.fullmatch(_YEAR, name):
            names, place = [name], top
        else:
            place = os.path.join(top, name)  # noqa: PTH118  (a path for each of ten thousand files takes time)
            names = _names(place, problems)
        for file in names:
            if file.endswith(".json") and not file.startswith("."):
                ours = OURS.fullmatch(file) if begins else None
                if ours is None or ours[1].startswith(begins):
                    yield f"{place}{os.sep}{file}"


def years(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the folders of a history with the names of their files: first the top folder, then the newest year first.

    Folders that cannot be read are left out.
    """
    top = str(folder)
    names = _names(top, [])
    yield top, _sessions(names)
    for year in sorted((name for name in names if re.fullmatch(_YEAR, name)), reverse=True):
        place = os.path.join(top, year)  # noqa: PTH118
        yield place, _sessions(_names(place, []))


def folder_times(folder: Path) -> Mapping[str, int]:
    """Return when each folder of a history was last changed, in nanoseconds: a file was added, removed or replaced."""
    top = str(folder)
    places = (top, *(os.path.join(top, name) for name in _names(top, []) if re.fullmatch(_YEAR, name)))  # noqa: PTH118
    times = {}
    for place in places:
        with suppress(OSError):
            times[place] = os.stat(place).st_mtime_ns  # noqa: PTH116
    return times


def _sessions(names: list[str]) -> list[str]:
    return [name for name in names if name[-5:] == ".json" and name[0] != "."]


def _names(folder: str, problems: list[Problem]) -> list[str]:
    try:
        return sorted(_twice(os.listdir, folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(read_problem(folder, error, "a folder"))
        return []


def read_one(file: str, decoder: msgspec.json.Decoder[K]) -> Found[K] | Problem | None:
    """Read one file: returns the session, or what is wrong, or None if the file has been removed meanwhile."""
    result = read_whole(file, decoder)
    return result[0] if isinstance(result, tuple) else result


def read_whole(file: str, decoder: msgspec.json.Decoder[K]) -> tuple[Found[K], bytes] | Problem | None:
    """Read one file as `read_one` does, and return the session with the bytes of the file."""
    try:
        data, changed = _twice(read_bytes, file)
    except FileNotFoundError:
        gone = not os.path.islink(file)  # noqa: PTH114
        return None if gone else Problem(file, "", "is a link to a missing file: use a JSON file")
    except OSError as error:
        return read_problem(file, error, "a JSON file")
    except ValueError as error:
        return Problem(file, "", str(error))
    try:
        return Found(file, decode(decoder, data), changed), data
    except (ValueError, RecursionError) as error:
        from runstrength.history.error_messages import explain  # late: seldom needed, and never before the first frame

        return Problem(file, *explain(data, error))


def _twice(read: Callable[[str], T], place: str) -> T:
    """Read something, and try once more if the system refuses: a temporary error must not hide a file."""
    try:
        return read(place)
    except FileNotFoundError:
        raise
    except OSError:
        return read(place)


def read_bytes(file: str) -> tuple[bytes, int]:
    """Return the bytes of a file, and when it was last changed, in nanoseconds.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not a file, or too large.
    """
    handle = os.open(file, READING)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("isn't a file: use a JSON file")
        if status.st_size > MAX_FILE_BYTES:
            raise ValueError(f"has {status.st_size:,} bytes: use at most {MAX_FILE_BYTES:,}")
        data = os.read(handle, status.st_size)
        while len(data) < status.st_size and (more := os.read(handle, status.st_size - len(data))):
            data += more  # a read may be cut short by a signal, or on a file system far away
        return data, status.st_mtime_ns
    finally:
        os.close(handle)


def decode(decoder: msgspec.json.Decoder[K], data: bytes) -> K:
    """Decode a session from its JSON.

    Raises:
        ValueError: it is not a session: not JSON, wrong types, a time without offset or out of range, an impossible id.
        RecursionError: it is nested too deeply.
    """
    if not data.isascii():
        data.decode("utf-8")  # the decoder skips unknown keys, even if they are not valid UTF-8
    item = decoder.decode(data)
    if not re.fullmatch(ID_PATTERN, item.id):
        from runstrength.history.error_messages import ID

        raise msgspec.ValidationError(f"{ID} - at `$.id`")
    if item.schema < 1:
        raise msgspec.ValidationError("Expected `int` >= 1 - at `$.schema`")
    for key, moment in (("started", item.started), ("ended", item.ended)):
        if problem := year_problem(moment):
            raise msgspec.ValidationError(f"{problem} - at `$.{key}`")
    return item
