"""What a session can be told, and what it tells."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from runstrength.catalogue.exercise import Exercise
from runstrength.session.plan import PlannedSlot, Step
from runstrength.session.record import SetDone

LEAD_IN: Final = 5.0
"""Seconds of `ready` before work that ends by itself goes on after an interruption: nobody is in a plank at a key."""


class BaseCommand(Struct, frozen=True, tag_field="do", tag=str.lower):
    """What all commands are; in JSON each carries its name, as `{"do": "adjust", "seconds": 10}`."""


class Start(BaseCommand, frozen=True):
    """The clock starts, or starts again where a session was interrupted: from here on the session's time runs."""


class Done(BaseCommand, frozen=True):
    """Done, go on: ends work with what was really held or done; ends `ready`, `switch` and `rest` at once."""


class Skip(BaseCommand, frozen=True):
    """Leave out the set under way, or in a break the one that is announced; it is logged as skipped."""


class Back(BaseCommand, frozen=True):
    """Again: to the lead-in of this set, or of the last one (its log is withdrawn)."""


class Pause(BaseCommand, frozen=True):
    """Stop the clock."""


class Resume(BaseCommand, frozen=True):
    """Go on where the clock was stopped; in work that ends by itself, after a lead-in."""

    lead_in: float = LEAD_IN
    """Seconds of `ready` before work that ends by itself goes on; with 0 it goes on at once."""


class Adjust(BaseCommand, frozen=True):
    """Make the running step longer or shorter."""

    seconds: float


class Refit(BaseCommand, frozen=True):
    """Fit what is to come into the time that is left; what was done, is under way or announced stays."""

    seconds: float
    """From now to the end."""
    rests: tuple[float, ...] = ()
    """Shorter breaks between rounds that may be tried, in seconds, the longest first."""


class Swap(BaseCommand, frozen=True):
    """Do another exercise, or another form of it, in the place that is announced, from this set on, for today."""

    slot: PlannedSlot
    exercise: Exercise
    """The exercise of the slot, in the form of today."""
    switch: float = 5.0
    """Seconds of a change of sides, where the plan has none of its own."""


class Log(BaseCommand, frozen=True):
    """Correct or complete what was logged for a set; None leaves a value as it is."""

    step: int
    """The index of the work step."""
    done: float | None = None
    load_kg: float | None = None
    """0 for no load."""
    reserve: int | None = None
    niggle: bool | None = None


class SetLoad(BaseCommand, frozen=True):
    """Choose the load of the set that is announced or under way, and of the later sets of its exercise."""

    load_kg: float
    """0 for no load."""


class MarkNiggle(BaseCommand, frozen=True):
    """Say that the set under way hurts a little, or that it does not; its log has it once the set ends."""

    niggle: bool


class Stop(BaseCommand, frozen=True):
    """End the session here; what was done is kept."""


Command = Start | Done | Skip | Back | Pause | Resume | Adjust | Refit | Swap | Log | SetLoad | MarkNiggle | Stop


class IllegalCommandError(Exception):
    """A command that is not possible now; nothing has changed."""


class StepBegan(Struct, frozen=True):
    """A step began."""

    at: float
    """On the clock that the caller uses; exact, however late the tick was."""
    step: Step


class SetLogged(Struct, frozen=True):
    """A set was logged, or its log was corrected."""

    at: float
    set: SetDone


class SetWithdrawn(Struct, frozen=True):
    """The log of a set was taken back, because it is done again."""

    at: float
    step: int


class RestOver(Struct, frozen=True):
    """A rest is over and waits for a key."""

    at: float


class Adjusted(Struct, frozen=True):
    """The running step has another length now."""

    at: float
    seconds: float


class Refitted(Struct, frozen=True):
    """What is to come is less now, or has shorter breaks; the session's plan is another one."""

    at: float
    sets: int
    """How many sets were left out."""


class Swapped(Struct, frozen=True):
    """Another exercise has taken a place; the session's plan is another one."""

    at: float
    step: Step
    """The work that is announced now."""


class LoadSet(Struct, frozen=True):
    """Sets to come have another load now; the session's plan is another one."""

    at: float
    step: Step
    """The first work step that has it."""


class NiggleMarked(Struct, frozen=True):
    """The set under way hurts a little, or does not after all."""

    at: float
    step: int
    niggle: bool


class Paused(Struct, frozen=True):
    """The clock stands."""

    at: float
    gap: bool
    """Nobody asked for it: the program was not running for a while (a closed lid, a stopped process)."""


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
    | Paused
    | Resumed
    | Ended
)
