"""Finds problems in the folder of a history, without changing it."""

from __future__ import annotations

import os
import re
import stat
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from runstrength.dates import future_problem
from runstrength.history.files import paths, scan
from runstrength.locations import TRASH
from runstrength.session.record import DECODER, SCHEMA
from runstrength.toml_input import Problem

_HALF = re.compile(r"\.runstrength-[0-9a-f]+\.tmp")
_ELSEWHERE = re.compile(r"\.(?P<name>.+\.json)\.icloud")


class FolderReport(Struct, frozen=True):
    """What the folder of a history holds."""

    folder: str
    sessions: int
    """Sessions that can be read."""
    deleted: int
    """Files in the trash."""
    problems: tuple[Problem, ...]
    """Files that are not sessions, duplicates, files of newer versions, leftovers of interrupted writes, and sessions
    in the future, which the coach ignores."""
    private: bool
    """Whether only the person can read the folder; permissions that the person gave are not changed."""


def check(folder: Path, now: datetime, unsaved: Path | None = None) -> FolderReport:
    """Read every file of a history completely; nothing is changed.

    Args:
        folder: the history's folder, which may be missing.
        now: the moment; a later session is in the future.
        unsaved: the folder of sessions that could not be written to the history.
    """
    kept, problems = scan(folder, DECODER)
    newer = [
        Problem(
            entry.file,
            "schema",
            f"{entry.item.schema} is from a newer version of runstrength: update runstrength to change the session",
        )
        for entry in kept
        if entry.item.schema > SCHEMA
    ]
    early = [
        Problem(entry.file, key, problem)
        for entry in kept
        for key in ("started", "ended")
        if (problem := future_problem(getattr(entry.item, key), now))
    ]
    waiting = [] if unsaved is None else _waiting(unsaved)
    everything = sorted([*problems, *newer, *early, *_hidden(folder), *waiting], key=lambda problem: problem.file)
    deleted = sum(1 for _ in paths(folder / TRASH, []))
    return FolderReport(str(folder), len(kept), deleted, tuple(everything), _is_private(folder))


def _waiting(folder: Path) -> list[Problem]:
    """Return the sessions that wait for the history, and what is wrong with other files in their folder."""
    kept, problems = scan(folder, DECODER)
    text = "isn't in the history yet: start runstrength, which moves it there"
    return [*(Problem(entry.file, "", text) for entry in kept), *problems]


def _hidden(folder: Path) -> list[Problem]:
    """Return leftovers of interrupted writes, and placeholders of files that a cloud has not downloaded yet."""
    problems = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if _HALF.fullmatch(name):
                text = "is left over from an interrupted write, and its file is complete: you can delete it"
            elif match := _ELSEWHERE.fullmatch(name):
                text = f"is a placeholder for {match['name']}: download the file from the cloud"
            else:
                continue
            problems.append(Problem(str(Path(place) / name), "", text))
    return problems


def _is_private(folder: Path) -> bool:
    try:
        return os.name == "nt" or not stat.S_IMODE(folder.stat().st_mode) & 0o077
    except OSError:
        return True
