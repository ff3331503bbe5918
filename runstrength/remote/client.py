"""Asks the session under way, from another process. Imports little, because a pedal waits for it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

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
