"""Which command is legal in which mode, and which part of a turn carries it out: everything legal stands here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from runstrength.session.commands import (
    Adjust,
    Back,
    Command,
    Done,
    Log,
    MarkNiggle,
    Pause,
    Refit,
    Resume,
    SetLoad,
    Skip,
    Start,
    Stop,
    Swap,
)
from runstrength.session.state import Mode

_BREAK: Final[Mapping[type[Command], str]] = {
    Done: "_go_on",
    Skip: "_skip",
    Back: "_again",
    Pause: "_pause",
    Adjust: "_adjust",
    Refit: "_refit",
    Log: "_correct",
    SetLoad: "_set_load",
    Stop: "_stop",
}

_ANNOUNCED: Final = {**_BREAK, Swap: "_swap"}

TRANSITIONS: Final[Mapping[Mode, Mapping[type[Command], str]]] = {
    Mode.WAITING: {Start: "_start", Stop: "_stop"},
    Mode.READY: {**_ANNOUNCED, MarkNiggle: "_mark_niggle"},
    Mode.WORK: {**_BREAK, Done: "_done", Back: "_back", MarkNiggle: "_mark_niggle"},
    Mode.SWITCH: {command: name for command, name in _BREAK.items() if command is not Adjust},
    Mode.REST: _ANNOUNCED,
    Mode.OVERTIME: _ANNOUNCED,
    Mode.PAUSED: {
        Resume: "_resume",
        Refit: "_refit",
        Swap: "_swap",
        Log: "_correct",
        SetLoad: "_set_load",
        MarkNiggle: "_mark_niggle",
        Stop: "_stop",
    },
    Mode.ENDED: {Log: "_correct"},
}
"""Which commands are legal in which mode, and what carries them out."""
