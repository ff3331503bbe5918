"""Unpacks gzip files and members of zip archives in pieces, within a budget, so that a zip bomb does no harm.

Each compression method has its own errors; all of them become `ActivityFileError`.
"""

from __future__ import annotations

import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final, Protocol

from runstrength.history.imports.activities.budget import MAX_BYTES, Budget
from runstrength.history.imports.activities.values import EARLY_END, ActivityFileError, reason_of
from runstrength.text import uncapitalized

PIECE: Final = 1 << 16
"""Bytes that are read or unpacked at once."""
MAX_STREAMS: Final = 100
"""Streams that a gzip file may have."""
MAX_DICTIONARY: Final = 1 << 27
"""The largest dictionary of LZMA, in bytes: twice that of its highest level."""
ENCRYPTED: Final = 0x1
"""The flag of a member that needs a password."""
METHODS: Final = {1: "shrink", 6: "implode", 9: "deflate64", 93: "zstd", 95: "xz", 97: "wavpack", 98: "ppmd", 99: "AES"}
"""Compression methods that are not supported."""


class _Decoder(Protocol):
    """What `bz2` and `lzma` have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


def unzipped(data: bytes, budget: Budget) -> bytes:
    """Return the content of a gzip file.

    Raises:
        ActivityFileError: it is damaged, or its content is too large.
    """
    view = memoryview(data)
    chunks = (bytes(view[start : start + PIECE]) for start in range(0, len(data), PIECE))
    return _whole(_inflated(chunks, 31), budget)


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Return the content of a member of an archive.

    Raises:
        ActivityFileError: it is damaged, encrypted, packed in an unsupported way, or its content is too large.
    """
    if info.flag_bits & ENCRYPTED:
        raise ActivityFileError("is encrypted: unpack the archive with its password, and import the files in it")
    if budget.unpacked + info.file_size > MAX_BYTES:
        size, most = info.file_size / 1_000_000, MAX_BYTES // 1_000_000
        raise ActivityFileError(
            f"unpacks to {size:,.0f} MB, and archives are read up to {most} MB: import it by itself"
        )
    stored = copy.copy(info)  # the packed bytes as they are, which zipfile would unpack without a bound
    stored.compress_type, stored.file_size, stored.CRC = zipfile.ZIP_STORED, info.compress_size, None  # type: ignore[assignment]
    try:
        with archive.open(stored) as packed:
            pieces = _unpacked(_chunks(packed, budget), info.compress_type)
            data = _whole(pieces, budget, info.file_size)
    except ActivityFileError:
        raise
    except Exception as error:  # what a damaged archive leads to is not only BadZipFile
        raise _damaged(error) from None
    if len(data) > info.file_size:
        raise ActivityFileError("is damaged (it is larger than it says): download the archive again")
    if zlib.crc32(data) != info.CRC:
        raise ActivityFileError("is damaged (its checksum is wrong): download the archive again")
    return data


def _damaged(error: BaseException) -> ActivityFileError:
    text = reason_of(error, EARLY_END)
    return ActivityFileError(f"is damaged ({uncapitalized(text)}): download or export it again")


def _chunks(file: IO[bytes], budget: Budget) -> Iterator[bytes]:
    while chunk := file.read(PIECE):
        budget.count_read(len(chunk))
        yield chunk


def _whole(pieces: Iterator[bytes], budget: Budget, size: int | None = None) -> bytes:
    """Return pieces joined; each is counted before the next is made, and no more than `size` bytes are made."""
    whole = bytearray()
    try:
        for piece in pieces:
            budget.count_unpacked(len(piece))
            whole += piece
            if size is not None and len(whole) > size:
                break
    except ActivityFileError:
        raise
    except Exception as error:  # each way of packing has its own
        raise _damaged(error) from None
    return bytes(whole)


def _unpacked(chunks: Iterator[bytes], method: int) -> Iterator[bytes]:
    try:
        if method == zipfile.ZIP_STORED:
            return chunks
        if method == zipfile.ZIP_DEFLATED:
            return _inflated(chunks, -15)
        if method == zipfile.ZIP_BZIP2:
            import bz2

            return _decoded(chunks, bz2.BZ2Decompressor())
        if method == zipfile.ZIP_LZMA:
            return _lzma(chunks)
    except ImportError as error:
        raise ActivityFileError(
            f"needs {error.name}, which this Python doesn't have: unpack the archive first"
        ) from None
    raise ActivityFileError(
        f"is packed with {METHODS.get(method, f'method {method}')}, which isn't read: unpack it first"
    )


def _inflated(chunks: Iterable[bytes], bits: int) -> Iterator[bytes]:
    decoder, streams = zlib.decompressobj(bits), 1
    for chunk in chunks:
        rest = chunk
        while True:
            if decoder.eof:
                if bits < 0:
                    return
                if not rest.strip(b"\0"):  # filled up with zeros, as tapes were
                    break
                streams += 1
                if streams > MAX_STREAMS:
                    raise ActivityFileError(f"is made of more than {MAX_STREAMS} gzip files: unpack it first")
                decoder = zlib.decompressobj(bits)
            piece = decoder.decompress(rest, PIECE)
            yield piece
            rest = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
            if not rest and len(piece) < PIECE:
                break
    if not decoder.eof:
        raise EOFError


def _decoded(chunks: Iterable[bytes], decoder: _Decoder) -> Iterator[bytes]:
    for chunk in chunks:
        data = chunk
        while not decoder.eof:
            yield decoder.decompress(data, PIECE)
            data = b""
            if decoder.needs_input:
                break
    if not decoder.eof:
        raise EOFError


def _lzma(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield LZMA content; in a zip its properties come first, and an end mark may be missing."""
    import lzma

    head = b""
    while len(head) < 9:
        head += next(chunks, b"") or _short()
    size, properties, dictionary = struct.unpack_from("<HBI", head, 2)
    position, rest = divmod(properties, 9 * 5)
    if size != 5 or position > 4 or dictionary > MAX_DICTIONARY:
        raise ActivityFileError("is damaged (its LZMA properties are wrong): download the archive again")
    chosen: dict[str, Any] = {"id": lzma.FILTER_LZMA1, "lc": rest % 9, "lp": rest // 9, "pb": position}
    decoder = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[{**chosen, "dict_size": max(4096, dictionary)}])
    data: bytes | None = head[9:]
    while data is not None and not decoder.eof:
        yield decoder.decompress(data, PIECE)
        data = b"" if not decoder.needs_input else next(chunks, None)


def _short() -> bytes:
    raise EOFError


class BoundedReader(io.BufferedReader):
    """A file that refuses to read more than some bytes at once, such as an archive's list of entries.

    Args:
        raw: the file.
        most: how many bytes.
    """

    def __init__(self, raw: io.RawIOBase, most: int) -> None:
        super().__init__(raw)
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        """Read a number of bytes.

        Raises:
            ActivityFileError: they are too many.
        """
        if size is not None and size > self._most:
            raise ActivityFileError("has too many entries: import the files in it one by one")
        return super().read(size)
