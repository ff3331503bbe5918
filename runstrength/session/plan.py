"""A plan: every step of a session in order, with its target and its seconds.

How much to do is decided in `coach`. The order of the steps and the breaks between them follow these rules:

* Blocks in order; in a block sets 1..N; in a set its slots (straight: in a block its slots, in a slot sets 1..N, with
  the break between rounds after each); in a slot `work`, or for an exercise done per side `work`,
  `switch`, `work`. The side that starts alternates from set to set.
* `ready` comes before the first work and between slots. Nothing follows the last work.
* Between rounds, between blocks and before the finisher there is one break. Its last `ready` seconds are the `ready`
  step, the seconds before them the `rest` step: a lead-in is part of the rest, never added to it. A break that is not
  longer than `ready` is all `ready`.
* There are no steps of 0 s.
* A slot can have its own rest, which is the break after it. With `every`, a break between rounds is what is left of
  that time: the plan estimates it, and the engine works it out when it begins.
* A circuit is one step of work, whatever its rounds. Blocks of a group come in turn, `times` times; their sets are
  counted on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import takewhile
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise, Tempo
from runstrength.dose_kinds import CIRCUITS, OPEN_KINDS
from runstrength.identity_cache import IdentityCache

StepPhase = Literal["ready", "work", "switch", "rest"]
Side = Literal["left", "right"]
SIDES: Final[tuple[Side, ...]] = ("left", "right")


class LearnedPace(Struct, frozen=True):
    """How long a person really takes, relative to the plan; 1 is as planned."""

    work: float = 1.0
    """For work that does not end by itself."""
    breaks: float = 1.0
    """For everything between."""


AS_PLANNED: Final = LearnedPace()
"""The pace of a person about whom nothing is known yet."""


class Target(Struct, frozen=True):
    """What one set asks for.

    The value is reps (reps; per side), seconds (hold, time), steps each way (carry), meters (carry_m), the cap in
    seconds (amrap; rounds, which are as many rounds of a circuit as possible), the reps that are usual (max, which has
    no number), or the rounds of a circuit (for_time).
    """

    kind: str
    value: float
    low: float
    high: float


class SetDose(Struct, frozen=True):
    """What differs from set to set of a slot."""

    target: Target
    seconds: float
    expected: float
    load_kg: float | None = None


class RoundPart(Struct, frozen=True):
    """One exercise of a round of a circuit."""

    exercise: str
    name: str
    """Its name with its form."""
    target: Target
    """Its dose in the first round."""
    text: str
    """All of it as shown: `5 × push-up`."""
    spoken: str
    """All of it as said: `Push-up. Five reps.`"""
    load_kg: float | None = None
    dose: str = ""
    """Its dose in all rounds, with its sides: `8 reps a side`, `21-15-9 reps`."""


class PlannedSlot(Struct, frozen=True):
    """One slot of a superset, with everything decided."""

    exercise: str
    target: Target
    per_side: bool
    alternating: bool
    seconds: float
    """One work step, in seconds: exact when `timed`, else an estimate."""
    timed: bool
    """The step ends by itself."""
    expected: float
    """What is logged if the person only presses "done"."""
    load_kg: float | None = None
    """The weight to take, None if none is known."""
    last: str = ""
    """What was done last time: `8 · 8 · 7 at 12 kg`."""
    first_side: Side | None = None
    """The side that starts in odd sets, if not the session's."""
    instead_of: str = ""
    """The key of the exercise that it replaces in this session; its own key if only the form changed."""
    hurt: str = ""
    """A warning, because it hurt a little last time."""
    parts: tuple[RoundPart, ...] = ()
    """The exercises of a round, if it is a circuit."""
    one_more: Side | Literal["both", ""] = ""
    """Which side gets one more set after the last round; `both` without sides too, empty for none."""
    by_set: tuple[SetDose, ...] = ()
    """The dose of each set, if they differ."""
    only_side: Side | None = None
    """The only side that is trained."""
    rest: float | None = None
    """The break after it, if it has its own."""
    tempo: Tempo | None = None
    """The tempo of one rep, if it is not that of the exercise."""
    cue: str = ""
    """What to think of, from the routine."""

    def dose_of(self, number: int) -> SetDose | PlannedSlot:
        """Return target, seconds, expected dose and weight of a set, by its number from 1."""
        return self.by_set[min(number, len(self.by_set)) - 1] if self.by_set else self


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
    """The break before it, if it has its own (the finisher); None takes `rest_after` of the block before it."""
    ready: float
    switch: float
    finisher: bool = False
    lead_in: float = 10.0
    """The `ready` before it, if it comes first."""
    straight: bool = False
    """All sets of a slot come before the next slot, with a rest after each; else slots alternate, a superset."""
    every: float = 0.0
    """Seconds from the start of a round to the start of the next, 0 for none: the break is what is left of them."""
    circuit: PlannedSlot | None = None
    """All rounds in one step, whose rounds are counted; None for steps of their own."""
    group: str = ""
    """Blocks of a group are repeated together."""
    times: int = 1
    """How often the block, or its group, is done."""


class Step(Struct, frozen=True):
    """One step.

    `ready`, `switch` and `rest` carry block, exercise, name, side, set, sets and target of the work that follows.
    """

    index: int
    """Its index in the plan; an added `ready` that is not in the plan has the index of its work."""
    phase: StepPhase
    block: str
    label: str
    """The slot as shown: `A2`, or only the block's name if it has one slot."""
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
    """The weight to take, None if none is known."""
    own_load: bool = False
    """The weight was chosen for this set: editing an earlier set does not change it."""
    form: str = ""
    """How the form differs from the basic exercise: `knees down`."""
    last: str = ""
    """What was done last time: `8 · 8 · 7 at 12 kg`."""
    instead_of: str = ""
    """The key of the exercise that it replaces in this session; its own key if only the form changed."""
    hurt: str = ""
    """A warning, because it hurt a little last time."""
    every: float = 0.0
    """Of work: the time of its round starts with it, and lasts so many seconds. Of a break: it ends with that time."""
    tempo: Tempo | None = None
    """The tempo of one rep, if it is not that of the exercise."""
    cue: str = ""
    """What to think of, from the routine."""
    parts: tuple[RoundPart, ...] = ()
    """The exercises of a round, if it is a circuit."""
    ladder: tuple[float, ...] = ()
    """The dose of each set of its slot, if they differ."""

    @property
    def is_circuit(self) -> bool:
        """Whether it is all rounds of a circuit."""
        return self.target.kind in CIRCUITS


class Plan(Struct, frozen=True):
    """A session before it is done."""

    routine: str
    title: str
    kind: str
    """`session`, `warmup` or `check`."""
    level: str
    steps: tuple[Step, ...]
    exercises: Mapping[str, Exercise]
    """The exercises of the plan by key, in the form that the equipment allows."""
    lead_in: float = 10.0
    """Seconds of an added `ready`, if the plan has none."""
    hands_free: bool = False
    """Every step ends by itself."""
    units: str = "metric"
    """The person's units, one of `numbers.UNITS`, in which weights are said."""
    reasons: tuple[str, ...] = ()
    """Why the plan is as it is, one sentence per decision."""
    offer: str = ""
    """What the coach offers, by the setting that has the answer (`heavy`); the last reason says what it is."""
    pace: LearnedPace = AS_PLANNED
    """How long this person really takes."""
    checkin: Mapping[str, Any] | None = None
    """The answers of the check-in and the color of the day, for the record."""
    afterwards: str = ""
    """One sentence to show after the session."""
    reserve: tuple[int, int] | None = None
    """Reps in reserve to stop a set with, from and to; None if reps are not what counts."""
    eased: str = ""
    """Why it asks for less than usual, for the record: `amber`, `deload`, `race`, `return`, or empty."""
    asked: Mapping[str, tuple[str, ...]] = {}
    """The exercises that are asked how many reps were left, by block; the first after the last round, others before."""

    def reserve_of(self, step: Step) -> tuple[int, int] | None:
        """Return the reps in reserve to stop a set with; None if it isn't of reps, or is of hops."""
        return self.reserve if step.target.kind == "reps" and not self.exercises[step.exercise].is_hop else None

    @property
    def seconds(self) -> float:
        """How long the plan takes, in seconds, estimates included."""
        return round(self.steps[-1].starts_at + self.steps[-1].seconds, 3) if self.steps else 0.0

    @property
    def expected(self) -> float:
        """How long the plan will take this person, in seconds."""
        return self.expected_from(0)

    def expected_from(self, index: int) -> float:
        """Return how long the steps from an index on will take this person, in seconds."""
        if self.pace == AS_PLANNED:  # the usual case, needed at every tick
            return round(self.seconds - self.steps[index].starts_at, 3) if index < len(self.steps) else 0.0
        return round(sum(self.expected_of(step) for step in self.steps[index:]), 3)

    def expected_of(self, step: Step) -> float:
        """Return how long one step will take this person, in seconds."""
        if step.phase == "work":
            return step.seconds if step.timed else step.seconds * self.pace.work
        if step.every and self.pace != AS_PLANNED:
            return self._left_of_round(step)
        return step.seconds * self.pace.breaks

    def _left_of_round(self, step: Step) -> float:
        """Return how long a break at the end of a round will be: what is left of its time for this person."""
        left = step.every
        for before in reversed(self.steps[: step.index]):
            ends_round = before.phase != "work" and before.every
            left -= 0.0 if ends_round else self.expected_of(before)
            if before.phase == "work" and before.every:
                break
        following = self.steps[step.index + 1]
        lead = following.seconds if step.phase == "rest" and following.phase == "ready" else 0.0
        return min(max(0.0, left - lead), step.seconds if step.phase == "ready" else math.inf)

    @property
    def sets(self) -> int:
        """How many sets the plan has; each side counts as one."""
        return sum(step.phase == "work" for step in self.steps)

    def needs_keys(self, *, wait: bool) -> bool:
        """Tell whether it can't be done without a key.

        Args:
            wait: a rest that is over waits for a key, unless the plan is hands-free.
        """
        if self.hands_free:
            return False
        waits = wait and any(step.phase == "rest" for step in self.steps)
        return waits or any(not step.timed or step.target.kind in OPEN_KINDS for step in self.steps)

    @property
    def counts_exercises(self) -> bool:
        """Its exercises are counted (`4 of 9`), not its sets: a warm-up or a cool-down of single sets."""
        return self.kind in ("warmup", "cooldown") and all(step.sets == 1 for step in self.steps)

    def work_after(self, index: int) -> Step | None:
        """Return the first work step after an index, None after the last."""
        return next((step for step in self.steps[index + 1 :] if step.phase == "work"), None)

    def rest_seconds_after(self, index: int) -> float:
        """Return the seconds of the rest between the work at an index and the next work; 0 without a rest."""
        between = takewhile(lambda step: step.phase != "work", self.steps[index + 1 : index + 4])
        return sum(step.seconds for step in between if step.phase == "rest")

    def place_of(self, step: Step) -> tuple[int, int]:
        """Return the number of a step's exercise among the plan's slots, from 1, and their number."""
        slots = list(dict.fromkeys((item.block, item.label) for item in self.steps if item.phase == "work"))
        return slots.index((step.block, step.label)) + 1, len(slots)

    def sides_of(self, step: Step) -> tuple[Side, ...]:
        """Return the sides on which a step's exercise is done in its slot, each in sets of its own; empty for none."""
        return _SIDES.of(self).get((step.block, step.label, step.exercise), ())

    def work_before(self, index: int) -> Step | None:
        """Return the last work step before an index, None before the first."""
        return next((step for step in reversed(self.steps[:index]) if step.phase == "work"), None)

    def work_of(self, index: int) -> Step:
        """Return the work that a step is or leads to.

        Raises:
            ValueError: no work follows.
        """
        step = self.steps[index]
        if step.phase == "work":
            return step
        work = self.work_after(index)
        if work is None:
            raise ValueError(f"step {index} leads to no work")
        return work

    def following(self, step: Step) -> int:
        """Return the index of the step after `step`, one past the end after the last.

        A `ready` that was added for a set that is done again has the index of that set.
        """
        return step.index + (step.phase == self.steps[step.index].phase)

    def lead_to(self, work: Step) -> Step | None:
        """Return a `ready` for a work step: the plan's own, or an added one; None if the plan has no lead-ins."""
        before = self.steps[work.index - 1] if work.index else None
        if before is not None and before.phase == "ready":
            return before
        seconds = next((step.seconds for step in self.steps if step.phase == "ready"), self.lead_in)
        return replace(work, phase="ready", seconds=seconds, timed=True) if seconds > 0 else None


def _sides(plan: Plan) -> Mapping[tuple[str, str, str], tuple[Side, ...]]:
    """Return the sides of each exercise in its slot, by block, label and exercise."""
    found: dict[tuple[str, str, str], set[Side | None]] = {}
    for item in plan.steps:
        found.setdefault((item.block, item.label, item.exercise), set()).add(item.side)
    return {slot: tuple(side for side in SIDES if side in there) for slot, there in found.items()}


_SIDES: Final = IdentityCache(_sides, most=16)
"""They are asked of every slot of a plan, and a plan can have thousands."""
