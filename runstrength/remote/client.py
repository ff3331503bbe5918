"""Asks the session under way, from another process. Imports little, because a pedal waits for it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from runstrength.text import os_reason

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE: Final = 3.0
"""Seconds after which a session that does not answer is taken for a stopped one."""


class NoAnswerError(Exception):
    """The session under way did not answer."""


def ask(folder: Path, action: str, patience: float) -> dict[str, Any] | None:
    """Ask the session that started last; return its answer, None if no session is running.

    Args:
        folder: where sessions listen.
        action: `done`, `back`, `skip`, `pause`, `resume` or `status`.
        patience: seconds to wait for each part of the answer.

    Raises:
        NoAnswerError: it is there, but it did not answer.
    """
    if sys.platform == "win32":
        from runstrength.remote import pipes as transport
    else:
        from runstrength.remote import sockets as transport
    try:
        line = transport.ask(folder, json.dumps({"do": action}).encode() + b"\n", patience)
        if line is None:
            return None
        answer = json.loads(line)
    except (OSError, ValueError):
        raise NoAnswerError from None
    return answer if isinstance(answer, dict) else None


def why_not_listening(folder: Path) -> str:
    """Try whether a session could listen, in a new folder in the nearest one that exists; return why not."""
    from tempfile import TemporaryDirectory

    nearest = next(path for path in (folder, *folder.parents) if path.is_dir())
    try:
        with TemporaryDirectory(prefix=".remote-", dir=nearest) as place:
            if sys.platform != "win32":
                from runstrength.remote import sockets

                listener, _ = sockets.listen(nearest / place)
                listener.close()
    except OSError as error:
        return os_reason(error)
    return ""
