"""What was done: one session as it is kept, whole and plain, as JSON (schema 1).

Times are ISO 8601 with offset; durations are seconds of the session's clock. `at` counts from the start of the session
to the start of the set, pauses included; `seconds` leaves pauses out. Sets that were not reached are not listed,
skipped ones are, with `done` 0.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal

import msgspec

SCHEMA: Final = 1
"""The newest schema that this program writes and understands."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time of day with its offset."""
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
"""How many of something; this and the next three keep out only what no screen could show."""
Amount = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] | Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
"""What a set asked for or had: reps, seconds, steps, kilograms."""
Seconds = Annotated[float, msgspec.Meta(ge=-1e9, le=1e9)]
Text = Annotated[str, msgspec.Meta(max_length=500)]
Note = Annotated[str, msgspec.Meta(max_length=20_000)]
Kind = Literal["session", "warmup", "check", "run"]


class SetTarget(msgspec.Struct, frozen=True, gc=False):
    """What a set asked for."""

    kind: Text
    """One of the doses: reps, hold, time, carry, amrap."""
    value: Amount
    """Reps per side, seconds, steps each way, or the cap in seconds (amrap)."""


class SetDone(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One set of one exercise, on one side where it has sides."""

    step: Count
    """The index of its work step in the plan."""
    exercise: Text
    variant: Text | None = None
    block: Text
    set: Count
    side: Text | None = None
    target: SetTarget
    done: Amount | None
    """Reps per side, seconds really held, steps each way; for amrap the reps per side, None until they are entered."""
    load_kg: Annotated[float, msgspec.Meta(ge=0, le=1_000_000)] | None = None
    seconds: Seconds
    """How long it took, pauses left out."""
    skipped: bool = False
    at: Seconds
    """Seconds from the start of the session, pauses included."""
    reserve: Count | None = None
    """How many more reps there would have been."""
    niggle: bool = False
    """It hurt a little."""
    instead_of: Text | None = None
    """The exercise it took the place of, for today."""

    @property
    def known(self) -> float:
        """What was done as a number; 0 where it was skipped, or where nobody entered it."""
        return 0 if self.skipped or self.done is None else self.done

    @property
    def is_entered(self) -> bool:
        """Whether there is a number: a set of as many reps as possible has none until somebody enters it."""
        return self.skipped or self.done is not None


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
    """1-10, how hard it was as a whole; None when it was not said."""
    note: Note = ""
    planned_seconds: Seconds = 0.0
    planned_sets: Count = 0
    active_seconds: Seconds = 0.0
    """From start to end, pauses left out."""
    paused_seconds: Seconds = 0.0
    checkin: dict[str, Any] | None = None
    """Sleep, stress, soreness, pain and hours since a hard run, as they were said, and the colour of the day."""
    answers: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    """Of a check: what the mirror showed, by the keys of its questions; true is yes."""
    eased: str | msgspec.UnsetType = msgspec.UNSET
    """Why less was asked for than usual, where it was: `amber`, `red`, `deload`, `race`."""
    sets: tuple[SetDone, ...] = ()

    @property
    def sets_done(self) -> int:
        """How many sets were done; skipped ones do not count."""
        return sum(not item.skipped for item in self.sets)

    @property
    def sets_planned(self) -> int:
        """How many sets the plan had, by the name that a row of a list has for it."""
        return self.planned_sets


DECODER: Final = msgspec.json.Decoder(Record)
"""Reads a record. There is one, made before any thread is: two that look into a type at once end the program."""


NOT_ENTERED: Final = "not entered"
"""What is shown of a set of as many reps as possible whose number nobody entered."""
