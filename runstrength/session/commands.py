"""What a session can be told, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass

from runstrength.session.plan import Step
from runstrength.session.record import SetDone


@dataclass(frozen=True, slots=True)
class Start:
    """The clock starts: from here on the session's time runs."""


@dataclass(frozen=True, slots=True)
class Done:
    """Done, go on: ends work with what was really held or done; ends `ready`, `switch` and `rest` at once."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave out the set under way, or in a break the one that is announced; it is logged as skipped."""


@dataclass(frozen=True, slots=True)
class Back:
    """Again: to the lead-in of this set, or of the last one (its log is withdrawn)."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the clock."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on where the clock was stopped."""


@dataclass(frozen=True, slots=True)
class Adjust:
    """Make the running step longer or shorter."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Log:
    """Correct or complete what was logged for a set; None leaves a value as it is."""

    step: int
    """The index of the work step."""
    done: float | None = None
    load_kg: float | None = None
    reserve: int | None = None
    niggle: bool | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """End the session here; what was done is kept."""


Command = Start | Done | Skip | Back | Pause | Resume | Adjust | Log | Stop


class IllegalCommand(Exception):  # noqa: N818  (it is what it says, and reads well where it is raised)
    """A command that is not possible now; nothing has changed."""


@dataclass(frozen=True, slots=True)
class StepBegan:
    """A step began."""

    at: float
    """On the clock that the caller uses; exact, however late the tick was."""
    step: Step


@dataclass(frozen=True, slots=True)
class SetLogged:
    """A set was logged, or its log was corrected."""

    at: float
    set: SetDone


@dataclass(frozen=True, slots=True)
class SetWithdrawn:
    """The log of a set was taken back, because it is done again."""

    at: float
    step: int


@dataclass(frozen=True, slots=True)
class RestOver:
    """A rest is over and waits for a key."""

    at: float


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The running step has another length now."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stands."""

    at: float
    gap: bool
    """Nobody asked for it: the program was not running for a while (a closed lid, a stopped process)."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock runs again."""

    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is over."""

    at: float
    completed: bool
    """Its last step was reached and done; False when it was stopped early."""


Event = StepBegan | SetLogged | SetWithdrawn | RestOver | Adjusted | Paused | Resumed | Ended
