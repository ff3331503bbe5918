"""How much today: a routine, a person's choices and their past become a plan.

The article this program puts into practice ("Strength and Mobility Training for Runners") gives ranges: 2-4 sets
"depending on your level", 6-12 reps, 20-60 s. The level chooses inside them (start doses and rests: `levels.toml`, our
own defaults inside the article's ranges).

Every decision adds its reason, one sentence, to the plan.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.library import Level, Library
from runstrength.catalogue.routine import Block, Dose, Routine, Slot
from runstrength.checked import BadInput, Problem, closest, found
from runstrength.coach.pace import learned_pace
from runstrength.coach.timefit import Elastic, Wish, fit, newest_part
from runstrength.session.plan import Pace, Plan, PlannedBlock, PlannedSlot, Side, Target, lay_out
from runstrength.session.record import Record
from runstrength.settings import LEVELS


class Choices(Struct, frozen=True):
    """What a person chose for this session; None leaves a matter to routine and level."""

    level: str = "beginner"
    equipment: tuple[str, ...] = ("bodyweight",)
    sets: int | None = None
    """For every block that does not insist on a fixed number."""
    blocks: tuple[str, ...] | None = None
    """The names of the blocks to do; the finisher is not among them."""
    finisher: bool | None = None
    """With or without the finisher; None is with."""
    hands_free: bool = False
    """Everything is timed: reps go by their tempo."""
    first_side: Side = "left"
    lead_in: float | None = None
    """Seconds of `ready`; None takes the level's own."""
    minutes: float | None = None
    """The time there is; None takes as much as the routine needs."""


class Today(Struct, frozen=True):
    """What is known of the person on the day of a session."""

    now: datetime
    """With its offset."""
    records: tuple[Record, ...] = ()
    """The past, the newest first; what is older than some months may be left out."""


def prescribe(routine: Routine, library: Library, choices: Choices, today: Today | None = None) -> Plan:
    """Return the plan of a routine.

    Args:
        routine: what to do.
        library: where exercises, levels and the coach's numbers are.
        choices: what the person wants.
        today: the past, and how the person is; without it everything begins anew.

    Raises:
        BadInput: a block was chosen that the routine does not have, or nothing is left to do.
    """
    level = library.levels[choices.level]
    blocks = _chosen(routine, choices)
    exercises = {
        slot.exercise: library.exercises[slot.exercise].with_equipment(choices.equipment)
        for block in blocks
        for slot in block.slots
    }
    records = today.records if today is not None and routine.kind == "session" else ()
    pace = learned_pace(records, library)
    elastic = [_elastic(block, exercises, library, level, choices) for block in blocks]
    planned = [one.block for one in elastic]
    reasons: list[str] = []
    if choices.minutes is not None:
        ordinary = [one for one in elastic if not one.block.finisher]
        newest = newest_part(records, routine.name, [one.block.name for one in ordinary])
        wish = Wish(choices.minutes, choices.finisher, newest, pace)
        fitted = fit(ordinary, [block for block in planned if block.finisher], wish, library.coaching.fit)
        planned = list(fitted.blocks)
        reasons += fitted.why
    return Plan(
        routine=routine.name,
        title=routine.title,
        kind=routine.kind,
        level=level.name,
        steps=lay_out(planned, exercises, lead_in=planned[0].lead_in, first_side=choices.first_side),
        exercises=exercises,
        lead_in=library.transitions.lead_in if choices.lead_in is None else choices.lead_in,
        hands_free=choices.hands_free,
        reasons=tuple(reasons),
        pace=Pace(breaks=pace.breaks) if choices.hands_free else pace,
    )


def start_dose(exercise: Exercise, level: Level) -> float:
    """Return the first dose of an exercise at a level, inside the exercise's range.

    The level's table has it for the built-in exercises; an own exercise may give its own, else the level takes the
    bottom, the first or the second third of the range (our own default).
    """
    rank = LEVELS.index(level.name)
    if exercise.start is not None:
        value = exercise.start[rank]
    elif exercise.key in level.start:
        value = level.start[exercise.key]
    else:
        value = float(round(exercise.low + (exercise.high - exercise.low) * rank / 3))
    return min(max(value, exercise.low), exercise.high)


def _chosen(routine: Routine, choices: Choices) -> list[Block]:
    ordinary = [block for block in routine.blocks if not block.finisher]
    finishers = [block for block in routine.blocks if block.finisher and choices.finisher is not False]
    if choices.blocks is not None:
        names = [block.name.casefold() for block in ordinary]
        for name in choices.blocks:
            if name.casefold() not in names:
                known = ", ".join(block.name for block in ordinary)
                raise BadInput([Problem("--blocks", "", found(name, f"one of {known}") + closest(name, names))])
        wanted = {name.casefold() for name in choices.blocks}
        ordinary = [block for block in ordinary if block.name.casefold() in wanted]
    if not ordinary and not finishers:
        raise BadInput([Problem(routine.name, "", "nothing is left to do; a block or the finisher is needed")])
    return [*ordinary, *finishers]


def _elastic(block: Block, exercises: dict[str, Exercise], library: Library, level: Level, choices: Choices) -> Elastic:
    transitions = library.transitions
    own_ready = block.ready if block.ready is not None else choices.lead_in
    rest = level.round_rest if block.rest is None else block.rest
    planned = PlannedBlock(
        name=block.name,
        slots=tuple(_planned_slot(slot, exercises[slot.exercise], block, level, choices) for slot in block.slots),
        sets=1 if block.finisher else _sets(block, level, choices),
        rest=rest,
        rest_after=max(rest, transitions.block),
        rest_before=transitions.finisher if block.finisher else None,
        ready=transitions.exercise if own_ready is None else own_ready,
        switch=transitions.side if block.switch is None else block.switch,
        finisher=block.finisher,
        lead_in=transitions.lead_in if own_ready is None else own_ready,
    )
    rules = library.coaching.fit
    low, high = block.sets or (rules.least_sets, rules.most_sets)
    if choices.sets is not None or block.finisher:
        low = high = planned.sets
    return Elastic(planned, low=low, high=high, own_rest=block.rest is not None, least_rest=transitions.block)


def _sets(block: Block, level: Level, choices: Choices) -> int:
    if block.sets is None:
        return choices.sets or level.sets
    low, high = block.sets
    if low == high:
        return low
    return choices.sets or min(max(level.sets, low), high)


def _planned_slot(slot: Slot, exercise: Exercise, block: Block, level: Level, choices: Choices) -> PlannedSlot:
    alternating = slot.alternating if slot.alternating is not None else exercise.alternating and not slot.per_side
    per_side = not alternating and (exercise.per_side if slot.per_side is None else slot.per_side)
    target = _target(slot.dose, exercise, level, finisher=block.finisher)
    expected = start_dose(exercise, level) if target.kind == "amrap" and exercise.kind == "reps" else target.value
    return PlannedSlot(
        exercise=exercise.key,
        target=target,
        per_side=per_side,
        alternating=alternating,
        seconds=round(exercise.seconds(target.kind, target.value, alternating=alternating), 3),
        timed=choices.hands_free or target.kind in ("hold", "time", "amrap"),
        expected=expected,
    )


def _target(dose: Dose | None, exercise: Exercise, level: Level, *, finisher: bool) -> Target:
    """Choose the dose: inside the slot's range, as near to the level's start dose as it allows.

    Beginners do fixed reps in place of a finisher's "as many as possible": no AMRAP in the first weeks (our own rule).
    """
    if dose is not None and dose.kind == "amrap":
        if not finisher or level.amrap:
            return Target("amrap", min(max(level.cap, dose.low), dose.high), dose.low, dose.high)
        dose = None
    if dose is None:
        return Target(exercise.kind, start_dose(exercise, level), exercise.low, exercise.high)
    if dose.kind == exercise.kind:
        value = start_dose(exercise, level)
    else:
        value = dose.low + (dose.high - dose.low) * LEVELS.index(level.name) / 3
    return Target(dose.kind, min(max(float(round(value)), dose.low), dose.high), dose.low, dose.high)
