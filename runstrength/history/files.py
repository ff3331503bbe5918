"""The files of a history: found, read, and explained where they cannot be read. Nothing here writes.

A file is `*.json` in the history's folder or in one of its year folders, hidden ones left out; the copies that sync
tools make (`…sync-conflict….json`, `… (conflicted copy).json`) are among them. A session is its `id` inside the file.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

import msgspec

from runstrength.checked import Problem, shown
from runstrength.session.record import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

LARGEST_FILE: Final = 50_000_000
"""Bytes; the largest session that a routine can describe stays below."""
LEAST_PREFIX: Final = 4
"""Characters of an id that may stand for the whole."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_YEAR = re.compile(r"[0-9]{4}")


class NotFound(LookupError):  # noqa: N818  (reads well where it is raised)
    """No session, or more than one, goes by that id."""


class Kept(Protocol):
    """What every reading of a file has, however little it decodes."""

    @property
    def schema(self) -> int:
        """The schema the file says it has."""

    @property
    def id(self) -> str:
        """Which session it is."""

    @property
    def started(self) -> datetime:
        """When it started."""

    @property
    def ended(self) -> datetime:
        """When it ended."""


K = TypeVar("K", bound=Kept)


@dataclass(frozen=True, slots=True)
class Found(Generic[K]):
    """A session and its file."""

    path: Path
    item: K
    changed: int
    """When the file was last changed, in nanoseconds."""


def scan(folder: Path, decoder: msgspec.json.Decoder[K]) -> tuple[list[Found[K]], tuple[Problem, ...]]:
    """Read a folder: one file of every session, the newest first, and what is wrong with the others, by path.

    Of two files of one session the one is taken whose session ended last, or else that was changed last.
    """
    everything, problems = read_all(folder, decoder)
    kept: dict[str, Found[K]] = {}
    for one in sorted(everything, key=lambda one: (one.item.ended, one.changed, one.path), reverse=True):
        first = kept.setdefault(one.item.id, one)
        if first is not one:
            text = f"holds session {one.item.id} a second time; the newer {first.path.name} is used, keep one of them"
            problems.append(Problem(str(one.path), "", text))
    newest = sorted(kept.values(), key=lambda one: (one.item.started, one.item.id), reverse=True)
    return newest, tuple(sorted(problems, key=lambda problem: problem.file))


def pick(folder: Path, decoder: msgspec.json.Decoder[K], name: str, *, where: str = "in the history") -> Found[K]:
    """Find one session: by its id, by a beginning of it that is unique, or the newest by `last` or `latest`.

    Raises:
        NotFound: there is none, or more than one; the sentence says which.
    """
    kept, problems = scan(folder, decoder)
    if name in ("last", "latest"):
        matches = kept[:1]
    else:
        exact = [one for one in kept if one.item.id == name]
        matches = exact or [one for one in kept if len(name) >= LEAST_PREFIX and one.item.id.startswith(name)]
    if len(matches) > 1:
        ids = ", ".join(one.item.id for one in matches)
        raise NotFound(f"{shown(name)} is the beginning of more than one session {where}: {ids}")
    if not matches:
        unread = f" ({len(problems)} of its files cannot be used)" if problems else ""
        if not kept:
            raise NotFound(f"there is no session {where}{unread}")
        short = f"; at least {LEAST_PREFIX} characters of an id are needed" if len(name) < LEAST_PREFIX else ""
        raise NotFound(f"there is no session {shown(name)} {where}{unread}{short}")
    return matches[0]


def read_all(folder: Path, decoder: msgspec.json.Decoder[K]) -> tuple[list[Found[K]], list[Problem]]:
    """Read every file of a folder, copies and all, in the order of their paths."""
    everything: list[Found[K]] = []
    problems: list[Problem] = []
    for path in paths(folder, problems):
        one = read_one(path, decoder)
        if isinstance(one, Found):
            everything.append(one)
        elif one is not None:
            problems.append(one)
    return everything, problems


def paths(folder: Path, problems: list[Problem], *, years: bool = True) -> Iterator[Path]:
    """Yield the files of a history, folders that cannot be read noted in `problems`; none when it is not there yet."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Problem(str(folder), "", f"cannot be read ({_reason(error)}); a folder is needed"))
        return
    for name in names:
        if years and _YEAR.fullmatch(name):
            yield from paths(folder / name, problems, years=False)
        elif name.endswith(".json") and not name.startswith("."):
            yield folder / name


def read_one(path: Path, decoder: msgspec.json.Decoder[K]) -> Found[K] | Problem | None:
    """Read one file: the session, or what is wrong, or None when the file has gone in the meantime."""
    file = str(path)
    try:
        status = path.stat()
        if not path.is_file():  # a pipe would keep us waiting for ever
            return Problem(file, "", "is not a file; a session is one file of JSON")
        if status.st_size > LARGEST_FILE:
            return Problem(file, "", f"found {status.st_size:,} bytes, at most {LARGEST_FILE:,} are needed")
        data = path.read_bytes()
    except FileNotFoundError:
        return Problem(file, "", "is a link to nothing; a file of JSON is needed") if path.is_symlink() else None
    except OSError as error:
        return Problem(file, "", f"cannot be read ({_reason(error)}); a file of JSON is needed")
    try:
        return Found(path, decode(decoder, data), status.st_mtime_ns)
    except (ValueError, RecursionError) as error:
        return Problem(file, *explain(data, error))


def decode(decoder: msgspec.json.Decoder[K], data: bytes) -> K:
    """Read a session from its JSON.

    Raises:
        ValueError: it is not one: not JSON, wrong types, a time without offset, an id that no file's name can have.
        RecursionError: it is nested too deeply.
    """
    item = decoder.decode(data)
    if not _ID.fullmatch(item.id):
        raise msgspec.ValidationError("Expected 1 to 64 letters, digits, `_` or `-` - at `$.id`")
    if item.schema < 1:
        raise msgspec.ValidationError("Expected `int` >= 1 - at `$.schema`")
    return item


def explain(data: bytes, error: Exception) -> tuple[str, str]:
    """Return the key and the text of the problem that an error of `decode` is."""
    if isinstance(error, RecursionError):
        return "", "is nested too deeply; a simpler file is needed"
    if isinstance(error, UnicodeDecodeError):
        return "", "found bytes that are not UTF-8, UTF-8 text is needed"
    if not data.strip():
        return "", "is empty; a session as JSON is needed"
    message = str(error)[:1].lower() + str(error)[1:]
    if not isinstance(error, msgspec.ValidationError):
        return "", f"{message}; a whole document of JSON is needed"
    raw = msgspec.json.decode(data)
    if not isinstance(raw, dict) or not {"id", "kind", "started"} & raw.keys():
        return "", "is JSON, but not a session of this program; it belongs elsewhere"
    schema = raw.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        return "schema", f"found {schema}, which a newer version of runstrength wrote; update runstrength to read it"
    text, _, place = message.partition(" - at `$")
    return place.strip("`").lstrip("."), text


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
