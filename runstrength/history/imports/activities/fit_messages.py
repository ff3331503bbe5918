"""Picks messages out of FIT files without decoding the others, as far as a file is whole.

A run has a message for each second, and one that says what the run was. Only the latter is decoded, which is a hundred
times faster; and what follows it (zeros, a second file, half of one) does no harm.
"""

from __future__ import annotations

import struct
from typing import Final

from msgspec import Struct

from runstrength.history.export.fit_encoder import checksum
from runstrength.history.imports.activities.budget import Budget

HEADER: Final = (12, 14)
"""Bytes that a header may have; the longer one has a checksum."""
MARK: Final = b".FIT"
PIECE: Final = 1 << 12
"""Bytes of a checksum between two looks at the time."""


class PickedFile(Struct, frozen=True):
    """What was picked out of one of the files that follow each other."""

    data: bytes
    """A FIT file with only the messages that were picked."""
    ended_early: bool
    """Whether the file ends before its last message, or has something else in it."""
    wrong_checksum: bool


def picked(data: bytes, numbers: frozenset[int], budget: Budget) -> list[PickedFile]:
    """Return the messages with some numbers, for each of the files in some data; none if it is no FIT file.

    Args:
        data: one or more files, one after the other.
        numbers: the global numbers of the messages.
        budget: counts the messages.
    """
    files: list[PickedFile] = []
    start = 0
    while data[start + 8 : start + 12] == MARK and len(data) > start + 12:
        size, _, _, length = struct.unpack_from("<BBHI", data, start)
        begin = start + (size if size in HEADER else HEADER[-1])
        end = begin + length if length and begin + length <= len(data) else len(data)
        body, whole = _picked(data, begin, end, numbers, budget)
        cut = not length or begin + length > len(data)
        wrong = not cut and end + 2 <= len(data) and _checksum(data, start, end, budget) != _stored(data, end)
        files.append(PickedFile(_file(body), ended_early=cut or not whole, wrong_checksum=wrong))
        start = end + 2
    return files


def _stored(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])


def _checksum(data: bytes, start: int, end: int, budget: Budget) -> int:
    value = 0
    for at in range(start, end, PIECE):
        budget.step()
        value = checksum(data[at : min(at + PIECE, end)], value)
    return value


def _file(body: bytes) -> bytes:
    head = struct.pack("<BBHI4sH", HEADER[-1], 0x20, 2132, len(body), MARK, 0)
    return head + body + b"\0\0"


def _picked(data: bytes, begin: int, end: int, numbers: frozenset[int], budget: Budget) -> tuple[bytes, bool]:
    """Return messages with their definitions, and whether the file is whole."""
    kept = bytearray()
    sizes: dict[int, int] = {}
    wanted: set[int] = set()
    at = begin
    while at < end:
        budget.step()
        head = data[at]
        if head & 0x80:  # a message whose head has its time
            local, definition = head >> 5 & 3, False
        else:
            local, definition = head & 15, bool(head & 0x40)
        if not definition:
            size = sizes.get(local)
            if size is None or at + 1 + size > end:
                return bytes(kept), False
            if local in wanted:
                kept += data[at : at + 1 + size]
            at += 1 + size
            continue
        stop = at + 6
        if stop > end:
            return bytes(kept), False
        number = int(struct.unpack_from(">H" if data[at + 2] else "<H", data, at + 3)[0])
        fields = range(stop, stop + 3 * data[at + 5], 3)
        stop += 3 * data[at + 5]
        if head & 0x20 and stop < end:
            fields_of_developers = range(stop + 1, stop + 1 + 3 * data[stop], 3)
            stop += 1 + 3 * data[stop]
        else:
            fields_of_developers = range(0)
        if stop > end:
            return bytes(kept), False
        sizes[local] = sum(data[field + 1] for part in (fields, fields_of_developers) for field in part)
        wanted.discard(local)
        if number in numbers:
            wanted.add(local)
            kept += data[at:stop]
        at = stop
    return bytes(kept), True
