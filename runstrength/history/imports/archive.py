"""Reads files, folders and archives, with limits on their size.

Nothing of an archive is written to the disk: its members are read in memory, so their paths do not matter. In a folder
no link is followed, so nothing outside of it is read.
"""

from __future__ import annotations

import errno
import io
import math
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, cast

from msgspec import Struct

from runstrength.history.imports.activities.budget import MAX_BYTES, Budget, too_large
from runstrength.history.imports.activities.unpacking import PIECE, BoundedReader, member
from runstrength.history.imports.activities.values import EARLY_END, ActivityFileError, reason_of
from runstrength.history.imports.detect import FOLDERS
from runstrength.history.imports.kinds import NEEDED
from runstrength.text import uncapitalized

LIST: Final = "activities.csv"
"""The list of all activities in Strava's archive."""
APPLE: Final = re.compile(r"e[xs]p\w{2,12}\.xml")
"""The name of Apple's list in an archive, in any language: `export.xml`, `exportieren.xml`, `esporta.xml`."""
LISTED: Final = ("activities", "routes", "workout-routes")
"""Folders beside a list: the activities that are in it, and planned routes."""
ENDINGS: Final = (".fit", ".gpx", ".tcx")
"""The endings of files of runs, compressed with gzip or not."""
OTHERS: Final = (".zip", ".csv", ".json", ".xml", ".hrm")
"""The endings of files that may be meant to be imported; their content decides."""
ZIP: Final = b"PK\x03\x04"
"""The first bytes of a zip archive that is not empty."""
EMPTY_ZIP: Final = b"PK\x05\x06"
ZIPS: Final = (ZIP, EMPTY_ZIP)
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
    return start in ZIPS


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
def archive_of(file: io.FileIO | io.BytesIO, budget: Budget) -> Iterator[zipfile.ZipFile]:
    """Open an archive, with a limit on its entries.

    Raises:
        ActivityFileError: it is damaged, or lists too many.
    """
    bounded = BoundedReader(cast("io.RawIOBase", file), MAX_DIRECTORY_BYTES)
    try:
        archive = zipfile.ZipFile(bounded)
    except ActivityFileError:
        raise
    except Exception as error:  # what a damaged archive leads to is not only BadZipFile
        text = reason_of(error, EARLY_END)
        raise ActivityFileError(f"is damaged or locked ({uncapitalized(text)}): download the archive again") from None
    with bounded, archive:
        count = len(archive.infolist())
        if count > MAX_ENTRIES:
            raise ActivityFileError(
                f"has {count:,} entries, more than {MAX_ENTRIES:,}: import the files in it one by one"
            )
        budget.step(count)
        yield archive


class Member(Struct, frozen=True):
    """A file in an archive or a folder."""

    name: str
    """Its path in the archive or the folder."""
    read: Callable[[Budget], bytes]
    """Returns its content; raises `ActivityFileError`."""
    path: str = ""
    """Its path on the disk; empty in an archive."""

    @property
    def shared(self) -> bool:
        """Whether it shares the limits of its archive."""
        return not self.path

    @property
    def ending(self) -> str:
        """The ending of its name, without that of gzip: `.fit`."""
        name = _base(self.name)
        return "" if name.startswith(".") else PurePosixPath(name.removesuffix(".gz")).suffix


def members_of(archive: zipfile.ZipFile) -> list[Member]:
    """Return the files in an archive."""
    return [
        Member(info.filename, partial(_read_member, archive, info))
        for info in archive.infolist()
        if info.filename[-1:] != "/"
    ]


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    return member(archive, info, budget)


def files_in(folder: Path) -> list[Member]:
    """Return the files in a folder and its folders; links are not followed.

    Raises:
        ActivityFileError: there are too many.
    """
    found: list[Member] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if not path.is_symlink():
                found.append(Member(path.relative_to(folder).as_posix(), partial(_read_file, path), str(path)))
        if len(found) > MAX_ENTRIES:
            raise ActivityFileError(f"has more than {MAX_ENTRIES:,} files: import a folder in it")
    return found


def _read_file(path: Path, budget: Budget) -> bytes:
    with opened(path) as file:
        return whole(file, budget)


def in_order(members: Sequence[Member]) -> list[Member]:
    """Return the files that can perhaps be imported: the lists first, the outermost of them first, then by name."""
    wanted = [one for one in members if one.ending in (*ENDINGS, *OTHERS) and not _hidden(one.name)]
    return sorted(wanted, key=lambda one: (one.name.count("/") if is_list(one) else math.inf, one.name))


def is_list(member: Member) -> bool:
    """Return whether a file is the list of activities in an archive of Strava or Apple, by its name."""
    return _base(member.name) == LIST or APPLE.fullmatch(_base(member.name)) is not None


def is_named(member: Member) -> bool:
    """Return whether a file has the name of one to import, so that it is named if it can't be read."""
    return _base(member.name) == LIST or member.ending in (*ENDINGS, ".zip")


def folder_of(member: Member) -> str:
    """Return the folder of a file, with a slash at its end; empty for the outermost."""
    return member.name[: len(member.name) - len(_base(member.name))]


def _base(name: str) -> str:
    return FOLDERS.split(name)[-1].lower()


def _hidden(name: str) -> bool:
    """Return whether a file is in a folder that only a Mac reads, or in a hidden one."""
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in FOLDERS.split(name))
