"""The last answer of `runstrength due`, which is still the answer while nothing it follows from has changed.

A prompt or a status bar asks again and again. What the answer follows from are the minute, the version of the program,
the settings and the history: the names, sizes and times of their files are kept beside it, in the state folder.
Whatever is wrong with it, the answer is worked out anew.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from runstrength import __version__, locations
from runstrength.atomic import private_folder, write
from runstrength.text import printable

if TYPE_CHECKING:
    from pathlib import Path

DUE = "due"
NOT_DUE = "not due"
"""How an answer is written in the file."""


class DueAnswer(NamedTuple):
    """What was answered."""

    is_due: bool
    line: str


def last_answer(basis: str) -> DueAnswer | None:
    """Return the last answer if it follows from the same; None if there is none, or it doesn't."""
    try:
        kept, answer, line = _file().read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return DueAnswer(answer == DUE, printable(line)) if kept == basis and answer in (DUE, NOT_DUE) else None


def keep_answer(basis: str, answer: DueAnswer) -> None:
    """Keep an answer and what it follows from, if there is a history."""
    with suppress(OSError):
        if not locations.history_dir().is_dir():
            return
        private_folder(locations.state_dir())
        write(_file(), f"{basis}\n{DUE if answer.is_due else NOT_DUE}\n{answer.line}\n".encode())


def this_minute() -> str:
    """Return the local time to the minute."""
    return time.strftime("%Y-%m-%dT%H:%M%z")


def basis_now() -> str:
    """Return what an answer follows from, as one line.

    Raises:
        InputError: as the functions of `locations`.
    """
    settings, rules = locations.config_file(), locations.assets_dir() / "coach.toml"
    return " ".join(
        (__version__, this_minute(), _of_file(settings), _of_file(rules), _of_history(locations.history_dir()))
    )


def _file() -> Path:
    return locations.state_dir() / "due"


def _of_file(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "-"
    return f"{found.st_mtime_ns}:{found.st_size}:{found.st_ino}"


def _of_history(folder: Path) -> str:
    """Return what changes when a file of the history is added, removed or renamed, or one of two years is written.

    Sessions of earlier years are none of the last weeks.
    """
    years = _entries(folder)
    files = [entry for year in years[-2:] if year.is_dir() for entry in _entries(year.path)]
    times = sizes = 0
    for entry in (*years, *files):
        with suppress(OSError):
            found = entry.stat()
            times, sizes = times + found.st_mtime_ns, sizes + found.st_size
    return f"{_of_file(folder)}:{len(years)}:{len(files)}:{times}:{sizes}"


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return []
