"""Detects the kind of an activity file, and reads the runs in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Final

from msgspec.structs import replace

from runstrength.dates import future_problem, in_future, local_now
from runstrength.history.imports.activities.budget import MAX_BYTES, Budget, too_large
from runstrength.history.imports.activities.unpacking import unzipped
from runstrength.history.imports.activities.values import (
    MAX_METERS,
    MAX_SECONDS,
    ActivityFileError,
    DoubtfulError,
    OtherSportError,
    TooFarError,
    read_moment,
)
from runstrength.history.imports.runs import MAX_TITLE, RecordedRun
from runstrength.toml_input import InputError, Problem

NEEDED: Final = "a .json of runstrength, a .fit, .gpx or .tcx of a run, or Strava's archive or activities.csv"
LEEWAY: Final = timedelta(days=1)
"""How far in the future a run may be: clocks differ, and a local time without offset is read as UTC."""
GZIP: Final = b"\x1f\x8b"
"""The first bytes of a file compressed with gzip."""
FOLDERS: Final = re.compile(r"[\\/]")
"""The separators of paths, in archives of any system."""

Reader = Callable[[bytes, Budget], tuple[list[RecordedRun], list[ActivityFileError]]]


def read_runs(
    data: bytes,
    file: str,
    *,
    member: str = "",
    budget: Budget | None = None,
    left_out: list[Problem] | None = None,
    now: datetime | None = None,
    units: str = "metric",
) -> list[RecordedRun]:
    """Return the runs in a file.

    Args:
        data: what is in it.
        file: its name, which decides the kind if the content does not.
        member: the name of the member, if the file is an archive.
        budget: how much may be read and computed; by default a full one.
        left_out: what could not be read is appended, if something could.
        now: the moment, None for this machine's; no run may be dated long after it.
        units: the person's, for messages; one of `numbers.UNITS`.

    Raises:
        InputError: it is none of the kinds, is damaged, or has no run.
    """

    def problem(error: ActivityFileError) -> Problem:
        text = error.told(units) if isinstance(error, TooFarError) else str(error)
        return Problem(file, ": ".join(filter(None, (member[:MAX_TITLE], error.key))), text)

    try:
        runs, problems = _read(data, FOLDERS.split(member or file)[-1], budget or Budget(), now or local_now())
    except OtherSportError as error:
        raise NoRunError([problem(error)]) from None
    except ActivityFileError as error:
        raise InputError([problem(error)]) from None
    except ImportError as error:
        text = f'needs {error.name}, which isn\'t installed: use pip install "runstrength[import]"'
        raise InputError([Problem(file, member[:MAX_TITLE], text)]) from None
    if not runs:
        raise InputError([problem(error) for error in problems if not isinstance(error, DoubtfulError)])
    if left_out is not None:
        left_out += map(problem, problems)
    return runs


class NoRunError(InputError):
    """A readable file of another sport."""


def _read(data: bytes, name: str, budget: Budget, now: datetime) -> tuple[list[RecordedRun], list[ActivityFileError]]:
    if data[:2] == GZIP:
        data, name = unzipped(data, budget), re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)
    if not data:
        raise ActivityFileError(f"is empty: use {NEEDED}")
    if len(data) > MAX_BYTES:
        raise too_large(len(data))
    found, problems = _reader(data, PurePath(name).suffix.lower())(data, budget)
    runs: list[RecordedRun] = []
    for run in found:
        try:
            runs.append(_possible(replace(run, source=_sound(name), title=_sound(run.title)), now))
        except ActivityFileError as problem:
            problems.append(problem)
    return runs, problems


def _possible(run: RecordedRun, now: datetime) -> RecordedRun:
    """Return a run after checking that it is possible.

    Raises:
        ActivityFileError: it is impossible.
    """
    read_moment(run.started)
    if in_future(run.started, now + LEEWAY):
        raise ActivityFileError(future_problem(run.started, now))
    if not 0 < run.seconds <= MAX_SECONDS:
        raise ActivityFileError(f"a run of {run.seconds:,.0f} seconds isn't valid: use 1 to {MAX_SECONDS:,}")
    if run.metres is not None and not 0 <= run.metres <= MAX_METERS:
        raise TooFarError(run.metres)
    read_moment(run.ended)
    return run


def _sound(text: str) -> str:
    """Return a text without surrogates, which file names may contain."""
    return text[:MAX_TITLE].encode("utf-8", "replace").decode("utf-8")


def _reader(data: bytes, suffix: str) -> Reader:
    """Return the reader for a file, by its first bytes or else by its name."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if data[8:12] == b".FIT" or suffix == ".fit":
        from runstrength.history.imports.activities.fit import read

        return read
    if start.startswith(b"<") or suffix in (".gpx", ".tcx"):
        from runstrength.history.imports.activities import gpx, tcx

        return tcx.read if b"<TrainingCenterDatabase" in start or suffix == ".tcx" else gpx.read
    if suffix == ".csv":
        from runstrength.history.imports.activities.strava import read

        return read
    raise ActivityFileError(f"{suffix or 'a file without an ending'} can't be imported: use {NEEDED}")
