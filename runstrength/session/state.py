"""Everything that has happened to a session so far, as one frozen value."""

from __future__ import annotations

from enum import Enum
from typing import Final

from msgspec import Struct

from runstrength.session.plan import Step
from runstrength.session.record import SetDone


class Mode(Enum):
    """What the session is doing."""

    WAITING = "waiting"
    READY = "ready"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"
    OVERTIME = "overtime"
    PAUSED = "paused"
    ENDED = "ended"


RUNNING: Final = frozenset({Mode.READY, Mode.WORK, Mode.SWITCH, Mode.REST, Mode.OVERTIME})
"""The modes in which time passes."""


class InterruptedWork(Struct, frozen=True):
    """Work that was paused, and goes on after a lead-in."""

    started: float
    """When it began."""
    done_seconds: float
    """Seconds of it that were done before the lead-in."""
    duration: float
    """How many seconds it lasts, changes included."""


class State(Struct, frozen=True):
    """Everything that has happened so far; moments are on the caller's clock."""

    mode: Mode
    step: Step
    last_tick: float
    """The last moment the session was told of."""
    offset: float = 0.0
    """Seconds of the session before its clock was started, which is more than nothing after an interruption."""
    started: float = 0.0
    """When the session's seconds were 0: at its start, time that passed in an interruption left out."""
    step_started: float = 0.0
    """When the step began; work that went on after a lead-in, when it would have begun without any interruption."""
    by_key: bool = False
    """A command began the step, not the end of the one before."""
    duration: float = 0.0
    """How many seconds the step lasts, changes included; without meaning when it is not timed."""
    paused_in_step: float = 0.0
    """Seconds of the step in which the clock stood."""
    paused_before: float = 0.0
    """Seconds of the session in which the clock stood, before this step."""
    paused_at: float = 0.0
    paused_from: Mode = Mode.READY
    auto_paused: bool = False
    """The pause was nobody's wish."""
    starts_on_resume: bool = False
    """The step was put in its place while the clock stood; it begins when the clock goes on."""
    interrupted: InterruptedWork | None = None
    """The work that a lead-in leads back into, as long as that lead-in and the work last; None for all other steps."""
    ended: float = 0.0
    completed: bool = False
    log: tuple[SetDone, ...] = ()
    niggle: int | None = None
    """The work step that is under way, or about to be done again, and hurts a little; None where none does."""

    @property
    def deadline(self) -> float | None:
        """The moment at which the step ends by itself, None when it does not, or not while the clock stands."""
        ends = self.mode in RUNNING and self.mode is not Mode.OVERTIME and self.step.timed
        return self.step_started + self.paused_in_step + self.duration if ends else None

    @property
    def leads_back_to(self) -> InterruptedWork | None:
        """The work that the lead-in under way leads back into, None in every other step."""
        return self.interrupted if self.step.phase == "ready" else None

    @property
    def work_started(self) -> float:
        """When the work under way began, interruptions or not; of another step, when that began."""
        return self.step_started if self.interrupted is None else self.interrupted.started

    def elapsed(self, now: float) -> float:
        """Return the seconds of the step that have passed, pauses left out."""
        moment = {Mode.PAUSED: self.paused_at, Mode.ENDED: self.ended, Mode.WAITING: self.step_started}.get(
            self.mode, now
        )
        return max(0.0, moment - self.step_started - self.paused_in_step)
