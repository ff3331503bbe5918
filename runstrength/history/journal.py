"""The journal of a running session: what it says, line by line, and how a session is made of it again.

One file per session, one JSON document per line; lines are only appended:

    {"line": "head", "schema": 1, "id": "…", "started": "2026-11-22T07:30:05+01:00", "plan": {…}}
    {"line": "run",  "now": "2026-11-22T07:30:05+01:00", "pid": 4711, "wait": false, "gap": 2.0}
    {"line": "turn", "at": 0.0, "seen": null, "told": {"do": "start"}, "mode": "ready", "step": 0}
    {"line": "turn", "at": 10.004, "seen": 9.0, "told": null, "mode": "work", "step": 1}

* The head holds the whole plan, so that no routine file, no setting and no newer version changes what was begun.
* A `run` is one process that ran the session; each further one continued it after an interruption (`session.resume`).
* A `turn` is one call of the engine that changed something: a command, or a tick by which something fell due. `at` and
  `seen` are session seconds: the moment of the call, and the last one before it. Replaying makes the same calls of the
  same engine, so there is no other account of what a session is. `mode` and `step` are where that leads, as a check.

Replay stops at the first line that is truncated, invalid or inconsistent; the problem is reported and the file is kept.
"""

from __future__ import annotations

import math
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

import msgspec

from runstrength.dates import year_problem
from runstrength.history.errors import HistoryError
from runstrength.session.commands import Command, IllegalCommandError, Resume
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.record import Moment
from runstrength.session.resume import resumed_session
from runstrength.session.state import Mode
from runstrength.text import uncapitalized

if TYPE_CHECKING:
    from datetime import datetime

SCHEMA: Final = 1
"""The newest schema that this program writes and reads."""
_MAKING: Final = Lock()
MAX_TIME: Final = 366 * 86_400.0
"""Session seconds; a line with more is refused."""


class JournalHead(msgspec.Struct, frozen=True, kw_only=True, tag_field="line", tag="head"):
    """The first line: the session and its plan."""

    schema: int = SCHEMA
    id: str
    """Its id, also in the history."""
    started: Moment
    """When it started."""
    plan: Plan
    """The plan at the start of the session."""


class JournalRun(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="line", tag="run"):
    """A process that ran the session, from its start or after an interruption."""

    now: Moment
    """The time of day at which the session's clock started or resumed."""
    pid: int
    """The process id, for messages."""
    wait: bool
    """A rest that is over waits for a key."""
    gap: float
    """Session seconds between two calls that are caught up."""
    lead_in: float = 0.0
    """Seconds that the first lead-in after an interruption lasts at least; 0 in files of older versions."""


class JournalCall(msgspec.Struct, frozen=True, kw_only=True, tag_field="line", tag="turn"):
    """One call of the engine that changed something; times are session seconds."""

    at: float
    """When the call was made."""
    seen: float | None
    """The last moment at which the session had been called before; None for a start."""
    told: Command | None
    """The command, None for a tick."""
    mode: Mode
    """The mode after the call."""
    step: int
    """The step after the call."""


Line = JournalRun | JournalCall


class ReplayError(HistoryError):
    """A line does not follow from the lines before it; the text says why."""


def line_for_call(session: Session, command: Command | None, seen: float, now: float) -> JournalCall:
    """Return the line for a call, from the arguments that a session passes to its observer."""
    state = session.state
    return JournalCall(
        at=max(now, seen) - state.started,
        seen=seen - state.started if math.isfinite(seen) else None,
        told=command,
        mode=state.mode,
        step=state.step.index,
    )


def apply_line(session: Session, line: Line, *, started: float = 0.0) -> Session:
    """Return the session after one more line; the given session does not change.

    Raises:
        ReplayError: the line does not follow.
    """
    plan, state = session.plan, session.state
    if isinstance(line, JournalRun):
        return resumed_session(session, wait=line.wait, gap=line.gap, lead_in=line.lead_in)
    if not 0 <= line.at <= MAX_TIME:
        raise ReplayError(f"{line.at:g} s isn't a time in a session")
    if line.seen is not None:
        if line.seen > line.at:
            raise ReplayError("its times go backward")
        # Until then time passed without events; ticks without events are not recorded.
        quiet = Session(plan, wait=session.wait, gap=math.inf, state=state)
        if quiet.tick(started + line.seen):
            raise ReplayError(f"something was due before {line.seen:g} s")
        state = quiet.state
    elif state.mode is not Mode.WAITING:
        raise ReplayError("it starts a session that has started")
    session = Session(plan, wait=session.wait, gap=session.gap, state=state, planned=session.planned)
    command = line.told
    if isinstance(command, Resume) and line.mode is Mode.WORK:
        command = Resume(lead_in=0.0)  # versions that wrote no lead-in had none
    try:
        if command is None:
            session.tick(started + line.at)
        else:
            session.apply(command, started + line.at)
    except IllegalCommandError as illegal:
        raise ReplayError(str(illegal)) from None
    if (session.mode, session.state.step.index) != (line.mode, line.step):
        raise ReplayError(f"it leads to step {session.state.step.index} ({session.mode.value})")
    return session


def seconds_away(head: JournalHead, now: datetime, before: float) -> float:
    """Return for how many seconds a session had been interrupted when a process resumed it.

    Args:
        head: the first line of its journal.
        now: the time of day at which it was resumed.
        before: the session's seconds at that moment.
    """
    return max(0.0, (now - head.started).total_seconds() - before)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A journal that has been read."""

    head: JournalHead
    session: Session
    """The session after the last usable line; its clock starts at 0."""
    away: float
    """Seconds for which it had been interrupted before it was last resumed."""
    pid: int
    """The id of the last process that ran it."""
    whole: int
    """Usable bytes of the file."""
    damage: str
    """What is wrong with the rest; empty if only the last line is incomplete."""


class JournalError(HistoryError):
    """A journal cannot be used at all; the text says why."""


def read(data: bytes) -> Reading | None:
    """Read a journal; None if its first line is incomplete, so that the session had not started.

    Raises:
        JournalError: its head is damaged, foreign or from a newer version.
    """
    *lines, _ = data.split(b"\n")  # what is after the last line's end was not finished
    if not lines:
        return None
    head, lines_of = _head(lines[0]), _decoders()[1]
    session, away, pid, whole, damage = Session(head.plan), 0.0, 0, len(lines[0]) + 1, ""
    for number, raw in enumerate(lines[1:], start=2):
        try:
            line = lines_of.decode(raw)
            session = apply_line(session, line)
        except (ReplayError, ValueError, RecursionError) as error:
            damage = f"line {number} of {len(lines)}: {_reason(error)}"
            break
        if isinstance(line, JournalRun):
            away, pid = max(away, seconds_away(head, line.now, session.state.offset)), line.pid
        whole += len(raw) + 1
    return Reading(head=head, session=session, away=away, pid=pid, whole=whole, damage=damage)


def encode_line(line: JournalHead | Line) -> bytes:
    """Return a line as bytes for the file."""
    return msgspec.json.encode(line) + b"\n"


def _decoders() -> tuple[msgspec.json.Decoder[JournalHead], msgspec.json.Decoder[Line]]:
    """Return the decoders of the head and of the other lines.

    They are made once, by one thread at a time: two threads that let msgspec inspect a type at once crash the program.
    """
    with _MAKING:
        return _made_decoders()


@cache
def _made_decoders() -> tuple[msgspec.json.Decoder[JournalHead], msgspec.json.Decoder[Line]]:
    return msgspec.json.Decoder(JournalHead), msgspec.json.Decoder(JournalRun | JournalCall)


def _head(raw: bytes) -> JournalHead:
    try:
        head = _decoders()[0].decode(raw)
    except (ValueError, RecursionError) as error:
        raise JournalError(f"its first line can't be used: {_reason(error)}") from None
    if head.schema > SCHEMA:
        raise JournalError("it is from a newer version of runstrength")
    if problem := year_problem(head.started):
        raise JournalError(f"its start can't be used: {problem}")
    plan = head.plan
    steps = enumerate(plan.steps)
    if (
        not plan.steps
        or plan.steps[-1].phase != "work"
        or any(step.index != index or step.exercise not in plan.exercises for index, step in steps)
    ):
        raise JournalError("its plan is incomplete")
    return head


def _reason(error: Exception) -> str:
    """Return the text of an error for the inside of a sentence."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    text = str(error)
    return text if text[:2].isupper() else uncapitalized(text)
