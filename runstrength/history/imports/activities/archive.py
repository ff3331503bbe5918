"""Reads files and archives, with limits on their size.

Nothing of an archive is written to the disk: its members are read in memory, so their paths do not matter.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from runstrength.history.imports.activities.budget import MAX_BYTES, Budget, too_large
from runstrength.history.imports.activities.detect import FOLDERS, NEEDED
from runstrength.history.imports.activities.unpacking import PIECE, BoundedReader
from runstrength.history.imports.activities.values import ActivityFileError, reason_of

LIST: Final = "activities.csv"
"""The list of all activities in Strava's archive."""
ENDINGS: Final = (".fit", ".gpx", ".tcx")
"""The endings of files of runs, compressed with gzip or not."""
ZIP: Final = b"PK\x03\x04"
"""The first bytes of a zip archive that is not empty."""
EMPTY_ZIP: Final = b"PK\x05\x06"
MAX_DIRECTORY_BYTES: Final = 10_000_000
"""Bytes that the list of an archive's entries may have."""
MAX_ENTRIES: Final = 100_000
"""Entries that an archive may have; ten years of photos are fewer."""

# Not blocking, because a pipe would never answer.
_READING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def opened(path: Path) -> Iterator[io.FileIO]:
    """Open a regular file: no pipe, device or folder.

    Raises:
        ActivityFileError: it is not a regular file.
        OSError: it cannot be opened.
        ValueError: no file can have this name.
    """
    handle = os.open(path, _READING)
    with io.FileIO(handle, "rb") as file:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise ActivityFileError(f"isn't a file: use {NEEDED}")
        yield file


def is_archive(file: io.FileIO) -> bool:
    """Return whether an open file is a zip archive."""
    start = file.read(4) or b""
    file.seek(0)
    return start in (ZIP, EMPTY_ZIP)


def whole(file: io.FileIO, budget: Budget) -> bytes:
    """Return the bytes of an open file; its size is checked before and while it is read.

    Raises:
        ActivityFileError: it is too large.
        OSError: it cannot be read.
    """
    size = os.fstat(file.fileno()).st_size
    if size > MAX_BYTES:
        raise too_large(size)
    pieces: list[bytes] = []
    while piece := file.read(max(PIECE, size + 1)):  # a file can grow, and some say that they are empty
        budget.count_read(len(piece))
        pieces.append(piece)
        size = 0
    return b"".join(pieces)  # of one piece that is the piece itself: no copy is made


@contextmanager
def archive_of(file: io.FileIO, budget: Budget) -> Iterator[zipfile.ZipFile]:
    """Open an archive, with a limit on its entries.

    Raises:
        ActivityFileError: it is damaged, or lists too many.
    """
    bounded = BoundedReader(file, MAX_DIRECTORY_BYTES)
    try:
        archive = zipfile.ZipFile(bounded)
    except ActivityFileError:
        raise
    except Exception as error:  # what a damaged archive leads to is not only BadZipFile
        text = reason_of(error, "it ends too early")
        raise ActivityFileError(
            f"is damaged or locked ({text[:1].lower()}{text[1:]}): download the archive again"
        ) from None
    with bounded, archive:
        count = len(archive.infolist())
        if count > MAX_ENTRIES:
            raise ActivityFileError(
                f"has {count:,} entries, more than {MAX_ENTRIES:,}: import the files in it one by one"
            )
        budget.step(count)
        yield archive


def lists(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the lists of activities in an archive, the outermost first."""
    found = [member for member in archive.infolist() if base(member).lower() == LIST]
    return sorted(found, key=lambda member: len(member.filename))


def runs_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members of an archive whose names are those of activity files or archives."""
    return [member for member in archive.infolist() if _ending(member) in (*ENDINGS, ".zip")]


def base(info: zipfile.ZipInfo) -> str:
    """Return the name of a member without its folders."""
    return FOLDERS.split(info.filename)[-1]


def _ending(info: zipfile.ZipInfo) -> str:
    name = base(info).lower()
    return "" if name.startswith(".") else PurePosixPath(name.removesuffix(".gz")).suffix
