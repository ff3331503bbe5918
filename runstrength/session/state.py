"""The state of a session: everything that has happened to it so far, as one frozen value."""

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


OWN_CHANGE_SECONDS: Final = 0.7
"""Seconds after a step ended by itself in which a key was still meant for that step."""


class InterruptedWork(Struct, frozen=True):
    """Work that was paused and continues after a lead-in."""

    started: float
    """When it started."""
    done_seconds: float
    """Seconds of it that were done before the lead-in."""
    duration: float
    """Seconds that it lasts, adjustments included."""


class State(Struct, frozen=True):
    """Everything that has happened so far; moments are on the caller's clock, in seconds."""

    mode: Mode
    step: Step
    last_tick: float
    """The last moment that was passed to the session."""
    offset: float = 0.0
    """Seconds of the session before its clock was started: 0, or after an interruption what had passed before it."""
    started: float = 0.0
    """When the session's clock was 0; time that passed in an interruption is not counted."""
    step_started: float = 0.0
    """When the step started; for work that continued after a lead-in, when it would have without the interruption."""
    entered_by: str = ""
    """The command that started the step, in lower case; empty if the step before ended by itself."""
    duration: float = 0.0
    """Seconds that the step lasts, adjustments included; meaningless if it is not timed."""
    paused_in_step: float = 0.0
    """Seconds of pause in the step."""
    paused_before: float = 0.0
    """Seconds of pause in the session before this step."""
    paused_at: float = 0.0
    """When the pause under way started."""
    paused_from: Mode = Mode.READY
    """The mode that Resume leads back to."""
    auto_paused: bool = False
    """The session paused itself after a gap."""
    starts_on_resume: bool = False
    """The step was put in place during a pause; it starts on Resume."""
    interrupted: InterruptedWork | None = None
    """The work that the current lead-in leads back into, or that is continuing after it; None in all other steps."""
    ended: float = 0.0
    """When the session ended."""
    completed: bool = False
    """The last step was done; False if the session was stopped."""
    log: tuple[SetDone, ...] = ()
    """The sets that were done or skipped, in order."""
    rounds: int = 0
    """The rounds of the circuit under way that were counted."""
    round_ends: float = 0.0
    """The moment at which the time of the round under way is over, if its block has one; while the session waits, the
    seconds until then."""
    niggle: int | None = None
    """The index of the work step that was marked as hurting a little and is not logged yet."""

    @property
    def by_key(self) -> bool:
        """Whether a command started the step, not the end of the step before."""
        return bool(self.entered_by)

    @property
    def counts_rounds(self) -> bool:
        """Whether a circuit is under way, so that a key counts a round."""
        return self.mode is Mode.WORK and self.step.is_circuit

    @property
    def deadline(self) -> float | None:
        """The moment at which the step ends by itself, None if it doesn't or the clock stands."""
        ends = self.mode in RUNNING and self.mode is not Mode.OVERTIME and self.step.timed
        return self.step_started + self.paused_in_step + self.duration if ends else None

    @property
    def leads_back_to(self) -> InterruptedWork | None:
        """The work that the current lead-in leads back into, None in every other step."""
        return self.interrupted if self.step.phase == "ready" else None

    @property
    def work_started(self) -> float:
        """When the work under way first started; of another step, when that started."""
        return self.step_started if self.interrupted is None else self.interrupted.started

    def just_began_by_itself(self, now: float) -> bool:
        """Tell whether the step before ended by itself a moment ago, so that a key of now was meant to end that one."""
        if self.by_key or not self.step.index or self.mode not in RUNNING or self.interrupted is not None:
            return False
        return self.elapsed(now) < OWN_CHANGE_SECONDS

    def elapsed(self, now: float) -> float:
        """Return the seconds of the step that have passed, without pauses."""
        moment = {Mode.PAUSED: self.paused_at, Mode.ENDED: self.ended, Mode.WAITING: self.step_started}.get(
            self.mode, now
        )
        return max(0.0, moment - self.step_started - self.paused_in_step)
