"""The events of a session that other programs get, each a line of JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from runstrength.remote.status import Status
from runstrength.session.commands import Ended, Event, Paused, RestOver, Resumed, StepBegan
from runstrength.session.engine import Session
from runstrength.session.state import Mode

BEGIN: Final = "begin"
END: Final = "end"
EVENTS: Final = (BEGIN, "ready", "set", "switch", "rest", "rest_over", "paused", "resumed", END)
"""The names of all events."""
COMPLETE: Final = "complete"
EARLY: Final = "early"
DISCARDED: Final = "discarded"
INTERRUPTED: Final = "interrupted"
"""How a session ends: with its last step; before it, and saved; without being saved; so that it can be resumed."""


def event_name(session: Session, events: Sequence[Event]) -> str:
    """Return the name of what happened at once, empty if it is no event: `ready`, `set`, `switch`, `rest`, ...

    What was over before it could be told is left out: the name is that of how things are now.
    """
    kinds = {type(event) for event in events}
    if Ended in kinds:
        return END
    if session.mode is Mode.PAUSED:
        return "paused" if Paused in kinds else ""
    if Resumed in kinds:
        return "resumed"
    if session.mode is Mode.OVERTIME:
        return "rest_over" if RestOver in kinds else ""
    phase = session.state.step.phase
    return ("set" if phase == "work" else phase) if StepBegan in kinds else ""


def how_ended(session: Session) -> str:
    """Return how a session that is over has ended."""
    return COMPLETE if session.state.completed else EARLY


def write_event(name: str, status: Status, how: str = "") -> bytes:
    """Return an event as a line: its name, how the session ended if it did, and the status."""
    head = {"event": name} | ({"how": how} if how else {})
    return msgspec.json.encode({**head, **msgspec.to_builtins(status)}) + b"\n"
