"""A plan: every step of a session in its order, with its target and its seconds.

How much to do is decided elsewhere (`coach`); here stands in which order it is done and where the breaks are:

* Blocks in their order; in a block set 1..N; in a set its slots; in a slot `work`, and for an exercise that is done per
  side `work`, `switch`, `work`. The side that starts alternates from set to set.
* Before the very first work, and between slots, there is `ready`. After the last work there is nothing.
* Between rounds, between blocks and before the finisher there is one break. Its last `ready` seconds are the `ready`
  step, what is before them is the `rest` step, so a lead-in is taken out of the rest and never added to it. A break not
  longer than `ready` is all `ready`.
* A step of 0 s does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise

StepPhase = Literal["ready", "work", "switch", "rest"]
Side = Literal["left", "right"]

ADJUSTABLE: Final = ("hold", "time", "amrap")
"""The doses whose running time can be changed."""


class LearnedPace(Struct, frozen=True):
    """How long a person really takes, as parts of the plan; 1 is as planned."""

    work: float = 1.0
    """Of work that does not end by itself."""
    breaks: float = 1.0
    """Of everything between."""


AS_PLANNED: Final = LearnedPace()
"""Of a person of whom nothing is known yet."""


class Target(Struct, frozen=True):
    """What one set asks for: reps (per side), seconds (hold, time), steps each way (carry), or the cap (amrap)."""

    kind: str
    value: float
    low: float
    high: float


class PlannedSlot(Struct, frozen=True):
    """One place in a superset with everything decided."""

    exercise: str
    target: Target
    per_side: bool
    alternating: bool
    seconds: float
    """One work step, in seconds: exact when `timed`, else an estimate."""
    timed: bool
    """The step ends by itself."""
    expected: float
    """What is logged when the person says no more than "done"."""
    load_kg: float | None = None
    """The weight to take, None where none is known."""
    last: str = ""
    """What was done last time: `8 · 8 · 7 at 12 kg`."""
    first_side: Side | None = None
    """The side that starts in odd sets, where it is not that of the session."""
    instead_of: str = ""
    """The exercise whose place it takes for today; its own key where only the form is another one."""
    hurt: str = ""
    """What is to be said because it hurt a little last time."""


class PlannedBlock(Struct, frozen=True):
    """A superset with everything decided; breaks in seconds."""

    name: str
    slots: tuple[PlannedSlot, ...]
    sets: int
    rest: float
    """The break between rounds."""
    rest_after: float
    """The break after the block."""
    rest_before: float | None
    """The break before it, where it insists on its own (the finisher); None takes what the block before it gives."""
    ready: float
    switch: float
    finisher: bool = False
    lead_in: float = 10.0
    """The `ready` before it, where it comes first."""


class Step(Struct, frozen=True):
    """One step.

    `ready`, `switch` and `rest` carry block, exercise, name, side, set, sets and target of the work that follows.
    """

    index: int
    """Its place in the plan; a fresh `ready` that is not in the plan has the place of its work."""
    phase: StepPhase
    block: str
    label: str
    """The slot as a runner says it: `A2`, or the block's name alone where it has one slot."""
    exercise: str
    name: str
    side: Side | None
    set: int
    sets: int
    target: Target
    seconds: float
    timed: bool
    expected: float
    alternating: bool
    finisher: bool
    starts_at: float = 0.0
    """Seconds from the start of the session, estimates included."""
    load_kg: float | None = None
    """The weight to take, None where none is known."""
    own_load: bool = False
    """The weight was chosen for this very set: a correction of an earlier set does not change it."""
    form: str = ""
    """What is different from the exercise as it is: `knees down`."""
    last: str = ""
    """What was done last time: `8 · 8 · 7 at 12 kg`."""
    instead_of: str = ""
    """The exercise whose place it takes for today; its own key where only the form is another one."""
    hurt: str = ""
    """What is to be said because it hurt a little last time."""


class Plan(Struct, frozen=True):
    """A session before it is done."""

    routine: str
    title: str
    kind: str
    """`session`, `warmup` or `check`."""
    level: str
    steps: tuple[Step, ...]
    exercises: Mapping[str, Exercise]
    """The exercises of the plan, in the form that the equipment allows, by key."""
    lead_in: float = 10.0
    """Seconds of a fresh `ready` where the plan has none."""
    hands_free: bool = False
    reasons: tuple[str, ...] = ()
    """Why the plan is as it is, a sentence each."""
    pace: LearnedPace = AS_PLANNED
    """How long this person really takes."""
    checkin: Mapping[str, Any] | None = None
    """What was said about sleep, stress, soreness and pain, and the colour of the day; for the record."""
    afterwards: str = ""
    """One sentence for when it is done."""
    reserve: tuple[int, int] | None = None
    """Reps that should still be possible at the end of a set, from and to; None where reps are not what counts."""
    eased: str = ""
    """Why it asks for less than usual, for the record: `amber`, `deload`, `race`; empty when it does not."""

    @property
    def seconds(self) -> float:
        """How long all of it takes by the plan, estimates included."""
        return round(self.steps[-1].starts_at + self.steps[-1].seconds, 3) if self.steps else 0.0

    @property
    def expected(self) -> float:
        """How long all of it will take this person, in seconds."""
        return self.expected_from(0)

    def expected_from(self, index: int) -> float:
        """Return how long the steps from a place on will take this person, in seconds."""
        if self.pace == AS_PLANNED:  # as it mostly is, and asked for at every tick
            return round(self.seconds - self.steps[index].starts_at, 3) if index < len(self.steps) else 0.0
        return round(sum(self.expected_of(step) for step in self.steps[index:]), 3)

    def expected_of(self, step: Step) -> float:
        """Return how long one step will take this person, in seconds."""
        if step.phase != "work":
            return step.seconds * self.pace.breaks
        return step.seconds if step.timed else step.seconds * self.pace.work

    @property
    def sets(self) -> int:
        """How many sets there are to do; each side counts as one."""
        return sum(step.phase == "work" for step in self.steps)

    def work_after(self, index: int) -> Step | None:
        """Return the first work step after a place in the plan, None after the last."""
        return next((step for step in self.steps[index + 1 :] if step.phase == "work"), None)

    def work_before(self, index: int) -> Step | None:
        """Return the last work step before a place in the plan, None before the first."""
        return next((step for step in reversed(self.steps[:index]) if step.phase == "work"), None)

    def work_of(self, index: int) -> Step:
        """Return the work that a step is, or leads to."""
        step = self.steps[index]
        if step.phase == "work":
            return step
        work = self.work_after(index)
        if work is None:
            raise ValueError(f"step {index} leads to no work")
        return work

    def following(self, step: Step) -> int:
        """Return the place of the step after `step`, one past the end after the last.

        A `ready` that is not in the plan, but was made for a set that is done again, has the place of that set.
        """
        return step.index + (step.phase == self.steps[step.index].phase)

    def lead_to(self, work: Step) -> Step | None:
        """Return a `ready` for a work step: the plan's own, or a fresh one; None where the plan wants none at all."""
        before = self.steps[work.index - 1] if work.index else None
        if before is not None and before.phase == "ready":
            return before
        seconds = next((step.seconds for step in self.steps if step.phase == "ready"), self.lead_in)
        return replace(work, phase="ready", seconds=seconds, timed=True) if seconds > 0 else None
