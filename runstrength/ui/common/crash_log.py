"""Writes crashes to a log, and describes them in a few lines.

The log is `errors.log` in the state folder, readable only by its owner. It has the traceback and the error message, but
no other values of the program.
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
"""Bytes; a larger log is started anew."""
RESUME_HINT: Final = "Your session is saved. To continue it: runstrength session --resume"


def write_log(folder: Path, error: BaseException, now: datetime) -> Path | None:
    """Add an error to the log and return its path, None if it cannot be written."""
    from importlib.metadata import version  # slow to import, not needed for the first frame

    path = folder / NAME
    system = f"Python {platform.python_version()}, Textual {version('textual')}, {platform.platform()}"
    text = "".join(traceback.format_exception(error))
    entry = f"== {now.isoformat(timespec='seconds')}  runstrength {__version__}, {system}\n{text}\n"
    try:
        private_folder(folder)
        restart = path.exists() and path.stat().st_size > MAX_BYTES
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if restart else os.O_APPEND)
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(entry)
    except OSError:
        return None
    return path


def crash_lines(error: BaseException, log: Path | None, *, under_way: bool) -> list[str]:
    """Return the lines that are printed about a crash.

    Args:
        error: the exception.
        log: the path of the log, None if it could not be written.
        under_way: whether a session was under way, which can be resumed.
    """
    description = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    details = (
        f"Details are in {log}; please send that file and say what you were doing."
        if log is not None
        else "The log could not be written; please say what you were doing."
    )
    return [
        printable(f"runstrength crashed: {description.splitlines()[0]}"),
        *([RESUME_HINT] if under_way else []),
        printable(details),
    ]
