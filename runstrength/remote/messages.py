"""The requests of other programs and their answers: a line of JSON each.

    {"do": "done"}
    {"ok": true, "why": "", "status": {...}}

A request is not carried out if its sender no longer waits for the answer.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec import Struct

from runstrength.remote.status import Status

MAX_BYTES: Final = 1024
"""Bytes of a request; all valid ones are much shorter."""
REQUEST_SECONDS: Final = 1.0
"""Seconds that a program has for its request."""
MAX_CONNECTIONS: Final = 16
"""Programs that can be connected at the same time."""


class GarbledError(Exception):
    """A request is none of those that exist."""


class Request(Struct, frozen=True, forbid_unknown_fields=True):
    """One request."""

    do: Literal["done", "back", "skip", "pause", "resume", "status"]


class RemoteAnswer(Struct, frozen=True):
    """The answer to a request."""

    ok: bool
    why: str
    """Why the action is not possible now; empty if it was done."""
    refused: int
    """How many messages were no request, since the session began."""
    status: Status
    """The session after the request."""


def read_request(line: bytes) -> Request:
    """Read a request.

    Raises:
        GarbledError: it is none.
    """
    if len(line) > MAX_BYTES:
        raise GarbledError
    try:
        return msgspec.json.decode(line, type=Request)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise GarbledError from None


def write_answer(answer: RemoteAnswer) -> bytes:
    """Return an answer as a line."""
    return msgspec.json.encode(answer) + b"\n"
