"""The record of a session as saved in the history: JSON, schema 1.

Times are ISO 8601 with offset; durations are seconds of the session's clock. `at` counts from the start of the session
to the start of the set, pauses included; `seconds` leaves pauses out. Sets that were not reached are not listed,
skipped ones are, with `done` 0.
"""

# Annotations are values here, not text: msgspec would compile each of them again before the first frame.

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from runstrength.dates import elapsed
from runstrength.identity_cache import IdentityCache
from runstrength.session_kinds import Kind

if TYPE_CHECKING:
    from typing import Protocol

    class Timed(Protocol):
        """What the length of a session follows from."""

        @property
        def started(self) -> datetime:
            """Its start."""

        @property
        def ended(self) -> datetime:
            """Its end."""

        @property
        def active_seconds(self) -> float:
            """Its seconds without pauses; 0 if a file doesn't have them."""

        @property
        def paused_seconds(self) -> float:
            """The seconds of its pauses; 0 if a file doesn't have them."""


SCHEMA: Final = 1
"""The newest schema that this program writes and reads."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A date and time with its UTC offset."""
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
"""A count; this and the next limits only exclude values that no screen could show."""
Amount = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] | Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
"""A dose, planned or done: reps, seconds, steps, kilograms."""
Seconds = Annotated[float, msgspec.Meta(ge=-1e9, le=1e9)]
Text = Annotated[str, msgspec.Meta(max_length=500)]
Note = Annotated[str, msgspec.Meta(max_length=20_000)]
EASED: Final = ("amber", "steady", "red", "deload", "race", "mileage", "return")
"""The reasons why a session asked for less than usual, as its file has them."""


class SetTarget(msgspec.Struct, frozen=True, gc=False):
    """The target of a set."""

    kind: Text
    """The kind of dose: reps, hold, time, carry, carry_m, amrap, max, rounds, for_time (see `plan.Target`)."""
    value: Amount
    """Reps per side, seconds, steps each way, meters, the cap in seconds (amrap, rounds), or rounds (for_time)."""
    low: Amount | msgspec.UnsetType = msgspec.UNSET
    """The least that the plan could have asked for; not in older files, nor the next."""
    high: Amount | msgspec.UnsetType = msgspec.UNSET
    """The most."""


class PartDone(msgspec.Struct, frozen=True, gc=False):
    """One exercise of a round of a circuit: its dose in the first round."""

    exercise: Text
    target: SetTarget
    load_kg: Annotated[float, msgspec.Meta(ge=0, le=1_000_000)] | None = None


class SetDone(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One set of one exercise, of one side if it has sides."""

    step: Count
    """The index of its work step in the plan."""
    exercise: Text
    variant: Text | None = None
    block: Text
    set: Count
    side: Text | None = None
    target: SetTarget
    done: Amount | None
    """Reps per side, seconds held, steps each way; for amrap the reps per side, None until entered."""
    load_kg: Annotated[float, msgspec.Meta(ge=0, le=1_000_000)] | None = None
    seconds: Seconds
    """Its duration, without pauses."""
    skipped: bool = False
    at: Seconds
    """Seconds from the start of the session, pauses included."""
    reserve: Count | None = None
    """Reps in reserve."""
    niggle: bool = False
    """It hurt a little."""
    instead_of: Text | None = None
    """The key of the exercise that it replaced in this session."""
    tempo: Text | msgspec.UnsetType = msgspec.UNSET
    """The tempo of one rep, if the routine had one: `3-1-1-0`."""
    every: Seconds | msgspec.UnsetType = msgspec.UNSET
    """If it began a round of a fixed time: seconds from its start to the start of the next round."""
    parts: tuple[PartDone, ...] | msgspec.UnsetType = msgspec.UNSET
    """The exercises of a round, if it was a circuit."""
    extra: Text | msgspec.UnsetType = msgspec.UNSET
    """Of a set of another app that is no working set: `warmup`, or `drop` right after a set with more weight."""

    @property
    def counts(self) -> bool:
        """Whether it is a working set: others are shown, but are in no count, chart, best or plan."""
        return self.extra is msgspec.UNSET

    @property
    def known(self) -> float:
        """What was done as a number; 0 if it was skipped or not entered."""
        return 0 if self.skipped or self.done is None else self.done

    @property
    def is_entered(self) -> bool:
        """Whether it has a number; a max-rep set has none until it is entered."""
        return self.skipped or self.done is not None


def sets_done(sets: Sequence[SetDone]) -> int:
    """Return how many working sets were done, without skipped ones."""
    return sum(item.counts and not item.skipped for item in sets)


def slot_labels(sets: Sequence[SetDone]) -> list[str]:
    """Return the place of each set's exercise: `A2` in a block of several exercises, `A` in a block of one.

    An exercise that replaced another one in the session has its place.
    """
    places: dict[str, dict[str, int]] = {}
    for item in sets:
        places.setdefault(item.block, {}).setdefault(item.instead_of or item.exercise, len(places[item.block]) + 1)
    return [
        f"{item.block}{there[item.instead_of or item.exercise]}" if len(there := places[item.block]) > 1 else item.block
        for item in sets
    ]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One session, warm-up, check or logged run."""

    schema: int = SCHEMA
    id: str
    kind: Kind
    routine: Text = ""
    title: Text = ""
    level: Text = ""
    started: Moment
    ended: Moment
    completed: bool
    effort: Count | None = None
    """The effort (session RPE), 1-10; None if not entered."""
    note: Note = ""
    planned_seconds: Seconds = 0.0
    planned_sets: Count = 0
    active_seconds: Seconds = 0.0
    """From start to end, without pauses."""
    paused_seconds: Seconds = 0.0
    checkin: dict[str, Any] | None = None
    """The answers of the check-in, and the color of the day (`colour`)."""
    answers: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    """Of a self-check: the answers before the mirror, by the keys of the questions; true is yes."""
    eased: str | msgspec.UnsetType = msgspec.UNSET
    """Why it asked for less than usual, if it did: one of `EASED`."""
    asked: tuple[Text, ...] | msgspec.UnsetType = msgspec.UNSET
    """The exercises that were asked how many reps were left, answered or not."""
    imported: bool | msgspec.UnsetType = msgspec.UNSET
    """It is from another strength app, so nobody knows what was planned, and when each set was."""
    sets: tuple[SetDone, ...] = ()

    @property
    def was_planned(self) -> bool:
        """Whether its plan is known; of a session of another app it isn't, nor are the times of its sets."""
        return self.imported is msgspec.UNSET

    @property
    def sets_done(self) -> int:
        """How many working sets were done, without skipped ones."""
        return _SETS_DONE.of(self)

    @property
    def sets_planned(self) -> int:
        """`planned_sets`, by the name that a row of the history has for it."""
        return self.planned_sets


def length(item: "Timed") -> float:
    """Return how long a session took, in seconds: without pauses, and of a run the moving time, as far as known."""
    return item.active_seconds or max(0.0, elapsed(item.started, item.ended).total_seconds() - item.paused_seconds)


_SETS_DONE: Final = IdentityCache[Record, int](lambda record: sets_done(record.sets))
"""The coach asks it of every session of the past, again and again."""


DECODER: Final = msgspec.json.Decoder(Record)
"""Decodes a record. Made once, before any thread starts: two threads that inspect a type at once crash msgspec."""


NOT_ENTERED: Final = "not entered"
"""Shown for a max-rep set without a number."""
