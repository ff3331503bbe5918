"""Finds the encoding of a text file of another program: Unicode, or else one of Western Europe."""

from __future__ import annotations

import codecs
from typing import Final

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, and the encodings that they stand for."""
PIECE: Final = 1 << 16
"""Bytes that are looked at together."""
SAMPLE: Final = 2_000
"""Bytes that tell whether a text is UTF-16."""
ZEROS: Final = 0.02
"""The part of them that is zero in UTF-16, in the scripts with the fewest; other texts have no zeros."""
UNUSED: Final = b"\x81\x8d\x8f\x90\x9d"
"""Bytes without a meaning in Windows-1252."""


def encoding_of(data: bytes) -> str:
    """Return the encoding of a text, as Python names it.

    By its byte order mark, by the zeros of UTF-16 without one, as UTF-8 if it is valid, else as Windows-1252, or
    Latin-1 if it is neither. The last two have the same letters.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    start = data[:SAMPLE]
    zeros = start[::2].count(0), start[1::2].count(0)
    if max(zeros) > len(start) * ZEROS and max(zeros) > 4 * min(zeros):  # of digits, blanks and commas in any script
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    if is_utf8(data):
        return "utf-8"
    return "latin-1" if any(byte in data for byte in UNUSED) else "cp1252"


def insist_on_utf8(data: bytes) -> None:
    """Check that data is UTF-8; it is looked at in pieces: as a text it would be in memory twice.

    Raises:
        UnicodeDecodeError: it is not.
    """
    if data.isascii():
        return
    decoder, view = codecs.getincrementaldecoder("utf-8")(), memoryview(data)
    for start in range(0, len(data), PIECE):
        decoder.decode(view[start : start + PIECE])
    decoder.decode(b"", final=True)


def is_utf8(data: bytes) -> bool:
    """Return whether data is valid UTF-8."""
    try:
        insist_on_utf8(data)
    except UnicodeDecodeError:
        return False
    return True


START: Final = 4_000
"""Bytes of a file that are looked at to tell what it is."""


def start_of(data: bytes) -> str:
    """Return the first characters of a text, for a look at what it is; without what can't be decoded."""
    part = data[:START]
    encoding = encoding_of(part)
    if encoding in ("cp1252", "latin-1") and is_utf8(part[: max(0, len(part) - 3)]):  # cut inside a character
        encoding = "utf-8"
    return part.decode(encoding, "ignore").removeprefix("\ufeff")
