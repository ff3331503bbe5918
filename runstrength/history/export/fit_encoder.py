"""Encodes FIT files: a header, messages of numbered fields, each defined before its first use, and a checksum.

FIT is Garmin's format for activities (Flexible and Interoperable Data Transfer). This module knows the
messages of a strength session, and nothing about training. Everything is little-endian. A number that is too large for
its field becomes the largest that fits.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

Value = float | str | None
"""The value of a field: a number, which is rounded, a text, or None."""

PROTOCOL: Final = 0x10
"""Version 1.0, which every reader supports."""
PROFILE: Final = 21218
"""The version of the profile that the numbers below are from: 21.218."""
MAX_TEXT: Final = 254
"""Bytes of a text, without the zero at its end."""
LOCAL: Final = 16
"""Message layouts that can be defined at a time."""

TYPES: Final = {
    "enum": (0x00, "B", 0xFF),
    "uint8": (0x02, "B", 0xFF),
    "string": (0x07, "", 0),
    "uint16": (0x84, "H", 0xFFFF),
    "uint32": (0x86, "I", 0xFFFFFFFF),
    "uint32z": (0x8C, "I", 0),
}
"""Each type's number, struct format, and value for "invalid"."""

FIELDS: Final[Mapping[str, tuple[int, Mapping[str, tuple[int, str]]]]] = {
    "file_id": (
        0,
        {
            "type": (0, "enum"),
            "manufacturer": (1, "uint16"),
            "product": (2, "uint16"),
            "serial_number": (3, "uint32z"),
            "time_created": (4, "uint32"),
        },
    ),
    "sport": (12, {"sport": (0, "enum"), "sub_sport": (1, "enum"), "name": (3, "string")}),
    "exercise_title": (
        264,
        {
            "message_index": (254, "uint16"),
            "exercise_category": (0, "uint16"),
            "exercise_name": (1, "uint16"),
            "wkt_step_name": (2, "string"),
        },
    ),
    "event": (21, {"timestamp": (253, "uint32"), "event": (0, "enum"), "event_type": (1, "enum")}),
    "record": (20, {"timestamp": (253, "uint32")}),
    "set": (
        225,
        {
            "timestamp": (254, "uint32"),
            "duration": (0, "uint32"),
            "repetitions": (3, "uint16"),
            "weight": (4, "uint16"),
            "set_type": (5, "uint8"),
            "start_time": (6, "uint32"),
            "category": (7, "uint16"),
            "category_subtype": (8, "uint16"),
            "weight_display_unit": (9, "uint16"),
            "message_index": (10, "uint16"),
            "wkt_step_index": (11, "uint16"),
        },
    ),
    "lap": (
        19,
        {
            "message_index": (254, "uint16"),
            "timestamp": (253, "uint32"),
            "event": (0, "enum"),
            "event_type": (1, "enum"),
            "start_time": (2, "uint32"),
            "total_elapsed_time": (7, "uint32"),
            "total_timer_time": (8, "uint32"),
            "lap_trigger": (24, "enum"),
            "sport": (25, "enum"),
            "sub_sport": (39, "enum"),
        },
    ),
    "session": (
        18,
        {
            "message_index": (254, "uint16"),
            "timestamp": (253, "uint32"),
            "event": (0, "enum"),
            "event_type": (1, "enum"),
            "start_time": (2, "uint32"),
            "sport": (5, "enum"),
            "sub_sport": (6, "enum"),
            "total_elapsed_time": (7, "uint32"),
            "total_timer_time": (8, "uint32"),
            "first_lap_index": (25, "uint16"),
            "num_laps": (26, "uint16"),
            "trigger": (28, "enum"),
            "workout_rpe": (193, "uint8"),
        },
    ),
    "activity": (
        34,
        {
            "timestamp": (253, "uint32"),
            "total_timer_time": (0, "uint32"),
            "num_sessions": (1, "uint16"),
            "type": (2, "enum"),
            "event": (3, "enum"),
            "event_type": (4, "enum"),
            "local_timestamp": (5, "uint32"),
        },
    ),
}
"""Each message's number, and the number and type of each of its fields."""


class Message(NamedTuple):
    """One message, by its name and the names of its fields; a missing field is written as invalid."""

    name: str
    values: Mapping[str, Value]


def message(name: str, /, **values: Value) -> Message:
    """Return a message.

    Raises:
        KeyError: there is no such message or field.
    """
    unknown = values.keys() - FIELDS[name][1].keys()
    if unknown:
        raise KeyError(f"{name} has no {', '.join(sorted(unknown))}")
    return Message(name, values)


def encode(messages: Iterable[Message]) -> bytes:
    """Return the file of some messages, in their order."""
    body = bytearray()
    layouts: dict[bytes, int] = {}
    for item in messages:
        number, fields = FIELDS[item.name]
        contents = [_content(kind, item.values.get(key)) for key, (_, kind) in fields.items()]
        layout = struct.pack("<BBHB", 0, 0, number, len(fields)) + b"".join(
            bytes((place, len(content), TYPES[kind][0]))
            for (place, kind), content in zip(fields.values(), contents, strict=True)
        )
        if layout not in layouts:
            if len(layouts) == LOCAL:
                layouts.clear()
            layouts[layout] = len(layouts)
            body.append(0x40 | layouts[layout])
            body += layout
        body.append(layouts[layout])
        body += b"".join(contents)
    header = struct.pack("<BBHI4s", 14, PROTOCOL, PROFILE, len(body), b".FIT")
    whole = header + struct.pack("<H", checksum(header)) + body
    return whole + struct.pack("<H", checksum(whole))


def _content(kind: str, value: Value) -> bytes:
    _, code, nothing = TYPES[kind]
    if not code:
        # Cut between characters, not inside one.
        return str(value or "").encode()[:MAX_TEXT].decode(errors="ignore").encode() + b"\0"
    if value is None:
        return struct.pack(f"<{code}", nothing)
    most = 256 ** struct.calcsize(code) - 2
    return struct.pack(f"<{code}", min(max(0, round(float(value))), most))


_TABLE: Final = array("H")
for _byte in range(256):
    for _ in range(8):
        _byte = _byte >> 1 ^ (0xA001 if _byte & 1 else 0)
    _TABLE.append(_byte)


def checksum(data: bytes, before: int = 0) -> int:
    """Return FIT's checksum of some bytes: CRC-16 with the polynomial 0xA001.

    Args:
        data: the bytes.
        before: the checksum of those before them.
    """
    value, table = before, _TABLE
    for byte in data:
        value = value >> 8 ^ table[(value ^ byte) & 0xFF]
    return value
