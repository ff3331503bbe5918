"""What of a history is taken along, and all of it in one document of JSON.

Sessions go through one after the other, the oldest first, so that a long history needs no more memory than a short one.
The document holds each session as its file has it, a line each, with the keys that this version does not know:

    {"format": "runstrength-history", "schema": 1, "sessions": [
    {"schema": 1, "id": "…", …},
    {"schema": 1, "id": "…", …}
    ]}
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from runstrength.history.files import Found, Identity, NotFound, pick, read_bytes, read_one, scan
from runstrength.history.when import day_of
from runstrength.session.record import DECODER, Kind, Record

if TYPE_CHECKING:
    from pathlib import Path

    from runstrength.checked import Problem

FORMAT: Final = "runstrength-history"
"""What a document of a history calls itself."""

_RECORDS: Final = DECODER
# What a terminal would obey or hide, as `checked.plain` has it; in JSON it can stand only inside a string.
_UNSEEN = re.compile(r"[\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Head(Identity, frozen=True, kw_only=True, gc=False):
    """A record, as far as one has to know whether it is wanted."""

    kind: Kind


_HEADS: Final = msgspec.json.Decoder(Head)


class Wanted(Struct, frozen=True):
    """Which sessions are taken along; None takes them all."""

    since: date | None = None
    """The first day, by this machine's wall clock."""
    until: date | None = None
    """The last day."""
    kinds: tuple[str, ...] | None = None
    ids: Collection[str] | None = None

    def has(self, item: Head) -> bool:
        """Return whether a session is among them."""
        day = day_of(item.started)
        return (
            (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and (self.kinds is None or item.kind in self.kinds)
            and (self.ids is None or item.id in self.ids)
        )


class Whole(Struct, frozen=True):
    """A session, and its file as it is."""

    record: Record
    data: bytes


def each(folder: Path, wanted: Wanted, problems: list[Problem], *, newest_first: bool = False) -> Iterator[Whole]:
    """Yield the sessions that are wanted, one after the other, the oldest first.

    Args:
        folder: the history's folder.
        wanted: which.
        problems: where files that cannot be used are noted, in the order of their paths, the wrong sessions last.
        newest_first: the other way round.
    """
    heads, wrong = scan(folder, _HEADS)
    problems += wrong
    for head in heads if newest_first else reversed(heads):
        if wanted.has(head.item):
            one = read_one(head.file, _RECORDS)
            if isinstance(one, Found):
                yield Whole(one.item, read_bytes(one.file)[0])
            elif one is not None:
                problems.append(one)
                yield from _copy(folder, head.item.id)


def _copy(folder: Path, id_: str) -> Iterator[Whole]:
    """Yield what a sync tool kept beside a damaged file, if it did."""
    try:
        one = pick(folder, _RECORDS, id_)
    except NotFound:
        return
    if one.item.id == id_:
        yield Whole(one.item, read_bytes(one.file)[0])


def document(sessions: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the document of some sessions, each as its file has it, piece by piece.

    Characters that a terminal would obey or hide are written as JSON's escapes, which read back as the same text.
    """
    yield f'{{"format": "{FORMAT}", "schema": 1, "sessions": ['.encode()
    between = b"\n"
    for data in sessions:
        line = msgspec.json.format(data.decode(), indent=-1)
        yield between + _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", line).encode()
        between = b",\n"
    yield b"\n]}\n"
