"""The commands that a session takes, and the events that it returns."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from runstrength.catalogue.exercise import Exercise
from runstrength.session.plan import PlannedSlot, Step
from runstrength.session.record import SetDone

LEAD_IN: Final = 5.0
"""Seconds of `ready` before work that ends by itself continues after a pause: time to get from keyboard to mat."""


class BaseCommand(Struct, frozen=True, tag_field="do", tag=str.lower):
    """Base of all commands; in JSON each carries its name, as `{"do": "adjust", "seconds": 10}`."""


class Start(BaseCommand, frozen=True):
    """Start the session's clock, or start it again after an interruption."""


class Done(BaseCommand, frozen=True):
    """End the step now: work is logged with what was really done; `ready`, `switch` and `rest` are cut short."""


class Skip(BaseCommand, frozen=True):
    """Skip the set under way, or in a break the next one; it is logged as skipped."""


class Back(BaseCommand, frozen=True):
    """Go back to the lead-in of this set, or of the last one (its log is withdrawn)."""


class Pause(BaseCommand, frozen=True):
    """Stop the clock."""


class Resume(BaseCommand, frozen=True):
    """Continue after a pause; work that ends by itself gets a lead-in first."""

    lead_in: float = LEAD_IN
    """Seconds of `ready` before work that ends by itself continues; with 0 it continues at once."""


class Adjust(BaseCommand, frozen=True):
    """Make the running step longer or shorter."""

    seconds: float
    """Added to its duration; negative to shorten it."""


class Refit(BaseCommand, frozen=True):
    """Shorten what is to come to the time that is left; the set under way or announced stays."""

    seconds: float
    """From now to the end."""
    rests: tuple[float, ...] = ()
    """Shorter rests between rounds that may be tried, in seconds, the longest first."""


class Swap(BaseCommand, frozen=True):
    """Do another exercise, or another form of it, in the announced slot, from this set on, in this session."""

    slot: PlannedSlot
    exercise: Exercise
    """The exercise of the slot, in the form for today."""
    switch: float = 5.0
    """Seconds of a change of sides, if the plan has none for the block."""


class Log(BaseCommand, frozen=True):
    """Edit what was logged for a set; None leaves a value unchanged."""

    step: int
    """The index of the work step."""
    done: float | None = None
    load_kg: float | None = None
    """0 for no load."""
    reserve: int | None = None
    """Reps in reserve."""
    niggle: bool | None = None
    """Whether it hurt a little."""


class SetLoad(BaseCommand, frozen=True):
    """Set the load of the set announced or under way, and of the later sets of its exercise."""

    load_kg: float
    """0 for no load."""


class MarkNiggle(BaseCommand, frozen=True):
    """Mark the set under way as hurting a little, or unmark it; the mark is logged with the set."""

    niggle: bool


class CountRound(BaseCommand, frozen=True):
    """Count a round of the circuit under way."""

    by: int = 1
    """How many; -1 takes one back."""


class Stop(BaseCommand, frozen=True):
    """End the session; what was done stays logged."""


Command = (
    Start | Done | Skip | Back | Pause | Resume | Adjust | Refit | Swap | Log | SetLoad | MarkNiggle | CountRound | Stop
)


class IllegalCommandError(Exception):
    """The command is not possible now; nothing has changed."""


class StepBegan(Struct, frozen=True):
    """A step started."""

    at: float
    """On the caller's clock, as in all events; exact, however late the tick was."""
    step: Step


class SetLogged(Struct, frozen=True):
    """A set was logged, or its log was edited."""

    at: float
    set: SetDone
    edit: Log | None = None
    """What was edited; None if the set was logged."""


class SetWithdrawn(Struct, frozen=True):
    """The log of a set was withdrawn because the set is done again."""

    at: float
    step: int


class RestOver(Struct, frozen=True):
    """A rest is over and waits for a key."""

    at: float


class Adjusted(Struct, frozen=True):
    """The running step has another duration."""

    at: float
    seconds: float


class Refitted(Struct, frozen=True):
    """What is to come was shortened; the session's plan was replaced."""

    at: float
    sets: int
    """How many sets were dropped."""


class Swapped(Struct, frozen=True):
    """An exercise was swapped; the session's plan was replaced."""

    at: float
    step: Step
    """The work that is announced now."""


class LoadSet(Struct, frozen=True):
    """Sets to come have another load; the session's plan was replaced."""

    at: float
    step: Step
    """The first work step that has it."""


class NiggleMarked(Struct, frozen=True):
    """The set under way was marked as hurting a little, or unmarked."""

    at: float
    step: int
    niggle: bool


class RoundCounted(Struct, frozen=True):
    """A round of the circuit under way was counted, or taken back."""

    at: float
    rounds: int
    """How many there are now."""


class Paused(Struct, frozen=True):
    """The clock was stopped."""

    at: float
    gap: bool
    """The session paused itself: the program was not running for a while (a closed lid, a stopped process)."""


class Resumed(Struct, frozen=True):
    """The clock runs again."""

    at: float


class Ended(Struct, frozen=True):
    """The session is over."""

    at: float
    completed: bool
    """Its last step was reached and done; False when it was stopped early."""


Event = (
    StepBegan
    | SetLogged
    | SetWithdrawn
    | RestOver
    | Adjusted
    | Refitted
    | Swapped
    | LoadSet
    | NiggleMarked
    | RoundCounted
    | Paused
    | Resumed
    | Ended
)
