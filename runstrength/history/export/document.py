"""Selects sessions for an export, and writes them as one JSON document.

Sessions are read one at a time, the oldest first, so that a long history needs no more memory than a short one. The
document has one line per session, as its file has it, with the keys that this version does not know:

    {"format": "runstrength-history", "schema": 1, "sessions": [
    {"schema": 1, "id": "…", …},
    {"schema": 1, "id": "…", …}
    ]}
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from runstrength.dates import day_of
from runstrength.history.files import OURS, Found, RecordId, once_each, read_all, read_whole
from runstrength.session.record import DECODER, Record
from runstrength.session_kinds import Kind
from runstrength.toml_input import Problem

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = "runstrength-history"
"""The format that the document names."""

# Characters that a terminal executes or hides, as in `text.printable`; in JSON they only occur in strings.
_UNSEEN = re.compile(r"[\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class RecordHead(RecordId, frozen=True, kw_only=True, gc=False):
    """A record, as far as an `ExportFilter` needs it."""

    kind: Kind


HEADS: Final = msgspec.json.Decoder(RecordHead)
"""Reads no more of a session than that."""


class ExportFilter(Struct, frozen=True):
    """Which sessions to export; None stands for all."""

    since: date | None = None
    """The first local day."""
    until: date | None = None
    """The last local day."""
    kinds: tuple[str, ...] | None = None
    ids: Collection[str] | None = None

    def has(self, item: RecordHead) -> bool:
        """Return whether a session is to be exported."""
        day = day_of(item.started)
        return (
            (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and (self.kinds is None or item.kind in self.kinds)
            and (self.ids is None or item.id in self.ids)
        )


class RawSession(Struct, frozen=True):
    """A session, and the bytes of its file."""

    record: Record
    data: bytes


def iter_sessions(folder: Path, selected: ExportFilter, problems: list[Problem]) -> Iterator[RawSession]:
    """Yield the sessions that a filter selects, one at a time, the oldest first.

    Args:
        folder: the history's folder.
        selected: the filter.
        problems: folders and files that cannot be read are appended, unless another file has their session, or the
            filter excludes it.
    """
    everything, wrong = read_all(folder, HEADS)
    heads, _ = once_each(everything)
    here = {head.item.id for head in heads}
    problems += [problem for problem in wrong if _is_missed(problem, here, selected)]
    for head in reversed(heads):
        if selected.has(head.item):
            session = _whole(head.file) or _copy(everything, head)
            if isinstance(session, RawSession):
                yield session
            else:
                problems.append(session)


def _is_missed(problem: Problem, here: Collection[str], selected: ExportFilter) -> bool:
    """Return whether an unreadable file may be a session that the filter selects and no other file has."""
    ours = OURS.fullmatch(os.path.basename(problem.file))  # noqa: PTH119
    if selected.ids is not None:
        return ours is not None and ours[1] in selected.ids and ours[1] not in here
    return ours is None or ours[1] not in here


def _whole(file: str) -> RawSession | None:
    result = _read(file)
    return result if isinstance(result, RawSession) else None


def _read(file: str) -> RawSession | Problem:
    """Return a session with its file, or what is wrong with it; a file that was removed meanwhile is wrong too."""
    result = read_whole(file, DECODER)
    if isinstance(result, tuple):
        return RawSession(result[0].item, result[1])
    return result or Problem(file, "", "was deleted during the export")


def _copy(everything: Sequence[Found[RecordHead]], head: Found[RecordHead]) -> RawSession | Problem:
    """Return a sync tool's copy of a damaged file, or else what is wrong with the file."""
    for other in everything:
        if other.item.id == head.item.id and other is not head and (result := _whole(other.file)):
            return result
    return _read(head.file)


def document(sessions: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the document of some sessions, piece by piece.

    Characters that a terminal would execute or hide are written as JSON escapes, which read back as the same text.
    """
    yield f'{{"format": "{FORMAT}", "schema": 1, "sessions": ['.encode()
    between = b"\n"
    for data in sessions:
        line = msgspec.json.format(data.decode(), indent=-1)
        yield between + _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", line).encode()
        between = b",\n"
    yield b"\n]}\n"
