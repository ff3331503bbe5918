"""From a file of another program to the runs in it, whatever kind of file it is."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Final

from msgspec.structs import replace

from runstrength.checked import BadInput, Problem
from runstrength.history.runs import Run

LARGEST: Final = 100_000_000
"""Bytes of a file, unpacked; a day of running stays far below."""
LIST: Final = "activities.csv"
"""The list of all activities in Strava's archive."""
LONGEST: Final = 7 * 24 * 3600
"""Seconds of a run."""
YEARS: Final = range(1970, 2200)
NEEDED: Final = "a .json of runstrength, a .fit, .gpx or .tcx of a run, or Strava's archive or activities.csv"

Reader = Callable[[bytes], list[Run]]


class Unreadable(Exception):  # noqa: N818  (reads well where it is raised)
    """A file is not what its kind is; `key` says where in it, as `line 3`."""

    def __init__(self, text: str, key: str = "") -> None:
        super().__init__(text)
        self.key = key


def read_runs(data: bytes, file: str) -> list[Run]:
    """Return the runs of which a file tells.

    Args:
        data: what is in it.
        file: its name, which says what kind it is where the content does not.

    Raises:
        BadInput: it is none of the kinds, is damaged, or has no run.
    """
    try:
        return _read(data, PurePath(file))
    except Unreadable as error:
        raise BadInput([Problem(file, error.key, str(error))]) from None
    except ImportError as error:
        text = f'needs {error.name}, which is not installed; what is needed: pip install "runstrength[import]"'
        raise BadInput([Problem(file, "", text)]) from None


def data_of(path: Path) -> tuple[bytes, str]:
    """Return what is in a file, and what it is called; of the archive that Strava gives, the list of activities in it.

    Of an archive only the list is unpacked, however large the rest is.

    Raises:
        BadInput: it is no file, as a pipe, or an archive without such a list, or one that is damaged.
        OSError: it cannot be read.
    """
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe would keep us waiting for ever
        raise BadInput([Problem(str(path), "", f"is not a file; {NEEDED} is needed")])
    with path.open("rb", buffering=0) as file:
        packed = file.read(4) == b"PK\x03\x04"
    if not packed:
        return path.read_bytes(), path.name
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one for one in archive.infolist() if PurePath(one.filename).name.lower() == LIST]
            if not names:
                raise BadInput([Problem(str(path), "", f"found an archive without {LIST}; Strava's is needed")])
            member = min(names, key=lambda one: len(one.filename))
            with archive.open(member) as unpacked:  # what it says of its size need not be true
                return unpacked.read(LARGEST + 1), LIST
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadInput(
            [Problem(str(path), "", f"is damaged, or locked ({error}); a whole archive is needed")]
        ) from None


def _read(data: bytes, name: PurePath) -> list[Run]:
    if data[:2] == b"\x1f\x8b":
        data, name = _unpacked(data), name.with_suffix("") if name.suffix.lower() == ".gz" else name
    if not data:
        raise Unreadable(f"is empty; {NEEDED} is needed")
    if len(data) > LARGEST:
        raise Unreadable(f"found {len(data):,} bytes, at most {LARGEST:,} are needed")
    runs = _reader(data, name.suffix.lower())(data)
    for run in runs:
        if run.started.year not in YEARS:
            raise Unreadable(f"found a run in the year {run.started.year}, {YEARS[0]} to {YEARS[-1]} is needed")
        if not 0 < run.seconds <= LONGEST:
            raise Unreadable(f"found a run of {run.seconds:.0f} seconds, from 1 to {LONGEST:,} are needed")
    return [replace(run, source=name.name) for run in runs]


def _reader(data: bytes, suffix: str) -> Reader:
    """Return what reads a file, by what it begins with or else by its name."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if data[8:12] == b".FIT" or suffix == ".fit":
        from runstrength.history.activities.fit import read

        return read
    if start.startswith(b"<") or suffix in (".gpx", ".tcx"):
        from runstrength.history.activities import gpx, tcx

        return tcx.read if b"<TrainingCenterDatabase" in start or suffix == ".tcx" else gpx.read
    if suffix == ".csv":
        from runstrength.history.activities.strava import read

        return read
    raise Unreadable(f"found {suffix or 'a file without an ending'}, {NEEDED} is needed")


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise Unreadable("is damaged; a whole file packed with gzip is needed") from None
