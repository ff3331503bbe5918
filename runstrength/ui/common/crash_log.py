"""An error of our own: written to a log with what helps to find it, and told in a few plain lines.

The log is `errors.log` in the state folder, for its owner's eyes alone; it tells where in the program it happened, and
no value that the program had in its hands but the error's own words.
"""

from __future__ import annotations

import os
import platform
import traceback
from datetime import datetime
from pathlib import Path
from typing import Final

from runstrength import __version__
from runstrength.atomic import private_folder
from runstrength.text import printable

NAME: Final = "errors.log"
MAX_BYTES: Final = 500_000
"""Bytes; a log that has grown larger is begun anew."""
GO_ON: Final = "The session is kept: runstrength session --resume goes on with it."


def write_log(folder: Path, error: BaseException, now: datetime) -> Path | None:
    """Add an error to the log and return its path, None where it cannot be written."""
    from importlib.metadata import version  # which the first frame would wait for

    path = folder / NAME
    system = f"Python {platform.python_version()}, Textual {version('textual')}, {platform.platform()}"
    text = "".join(traceback.format_exception(error))
    entry = f"== {now.isoformat(timespec='seconds')}  runstrength {__version__}, {system}\n{text}\n"
    try:
        private_folder(folder)
        afresh = path.exists() and path.stat().st_size > MAX_BYTES
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if afresh else os.O_APPEND)
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(entry)
    except OSError:
        return None
    return path


def words(error: BaseException, log: Path | None, *, under_way: bool) -> list[str]:
    """Return what is said about an error, a line each.

    Args:
        error: what happened.
        log: where it is written down, None where it could not be.
        under_way: a session was under way, and can be gone on with.
    """
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    where = f"What happened is written in {log}" if log is not None else "The log could not be written"
    return [
        printable(f"runstrength had to end, for something in it went wrong: {what.splitlines()[0]}"),
        *([GO_ON] if under_way else []),
        printable(f"{where}; please send it with a word on what you did."),
    ]
