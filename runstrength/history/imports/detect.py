"""Reads the content of one file: unpacks it, finds its kind, and checks that its runs are possible."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from runstrength.dates import future_problem, in_future
from runstrength.history.imports.activities.budget import MAX_BYTES, too_large
from runstrength.history.imports.activities.unpacking import unzipped
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    TooFarError,
    read_moment,
    run_too_long,
)
from runstrength.history.imports.content import Content, Source
from runstrength.history.imports.kinds import NEEDED, head_of, kind_of, reader_of
from runstrength.history.imports.runs import MAX_TITLE, RecordedRun

LEEWAY: Final = timedelta(days=1)
"""How far in the future a run may be: clocks differ, and a local time without offset is read as UTC."""
GZIP: Final = b"\x1f\x8b"
"""The first bytes of a file compressed with gzip."""
FOLDERS: Final = re.compile(r"[\\/]")
"""The separators of paths, in archives of any system."""


def read_content(source: Source) -> Content:
    """Return what is in a file.

    Raises:
        ActivityFileError: it is none of the kinds, or is damaged.
        InputError: it is JSON of this program with errors.
        ImportError: a library is not installed.
    """
    data, name = source.data, FOLDERS.split(source.name)[-1]
    if data[:2] == GZIP:
        data, name = unzipped(data, source.budget), re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)
    if not data:
        raise ActivityFileError(f"is empty: use {NEEDED}")
    if len(data) > MAX_BYTES:
        raise too_large(len(data))
    found = reader_of(head_of(data, name))(replace(source, data=data))
    runs: list[RecordedRun] = []
    for run in found.runs:
        try:
            runs.append(_possible(replace(run, source=_sound(name), title=_sound(run.title)), source.now))
        except ActivityFileError as problem:
            found.problems.append(problem)
    found.runs = runs
    found.workouts = [replace(workout, source=_sound(name)) for workout in found.workouts]
    return found


def is_wanted(data: bytes, name: str) -> bool:
    """Return whether a file in a folder is meant to be imported, by its content."""
    kind = kind_of(head_of(data, name))
    return kind is not None and kind.in_folders


def _possible(run: RecordedRun, now: datetime) -> RecordedRun:
    """Return a run after checking that it is possible.

    Raises:
        ActivityFileError: it is impossible.
    """
    read_moment(run.started)
    if in_future(run.started, now + LEEWAY):
        raise ActivityFileError(future_problem(run.started, now))
    if not 0 < run.seconds <= MAX_SECONDS:
        raise run_too_long(run.seconds)
    if run.metres is not None and not 0 <= run.metres <= MAX_METERS:
        raise TooFarError(run.metres)
    read_moment(run.ended)
    return run


def _sound(text: str) -> str:
    """Return a text without surrogates, which file names may contain."""
    return text[:MAX_TITLE].encode("utf-8", "replace").decode("utf-8")
