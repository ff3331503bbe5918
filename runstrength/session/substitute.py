"""Substitutes an exercise, or its form, in one slot of a running session.

What was done stays. From the announced set on, every set of the slot is the new exercise, with its own sides, dose and
seconds, and with the breaks of the plan. If only the form changes, other slots with the same exercise take the form
too, because a plan has one form per exercise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.session.build_steps import side_order, step_fields
from runstrength.session.commands import Swap
from runstrength.session.plan import Plan, PlannedSlot, Side, Step
from runstrength.session.state import Mode, State

MAX_VALUE: Final = 7200.0
"""The largest dose and the most seconds that a substitute may have."""


def substitute(plan: Plan, work: Step, slot: PlannedSlot, exercise: Exercise, switch: float) -> Plan:
    """Return a plan with another exercise from a work step on.

    Args:
        plan: the plan so far.
        work: the announced step, the first side of its set.
        slot: the new slot.
        exercise: the exercise of the slot, in the form for today.
        switch: seconds of a change of sides, if the new exercise has sides and the old one had none.
    """
    kept, to_come = _split(plan, work)
    follows_switch = [bool(lead) and lead[0].phase == "switch" for lead, _ in to_come]
    # One more set for the weaker side has no other side.
    alone = [
        item
        for (_, item), second, next_second in zip(to_come, follows_switch, [*follows_switch[1:], False], strict=True)
        if item.side is not None and not second and not next_second
    ]
    before = plan.exercises.get(exercise.key, exercise)
    other_sides = before.fixed_sides or exercise.fixed_sides
    steps = [_reformed(step, exercise) for step in kept]
    for lead, later_work in to_come:
        elsewhere = (later_work.block, later_work.label) != (work.block, work.label)
        if elsewhere and not (other_sides and later_work.exercise == exercise.key):
            steps += [_unloaded(_reformed(step, exercise), exercise) for step in (*lead, later_work)]
        elif lead and lead[0].phase == "switch":  # `_set` has added the other side
            continue
        else:
            fields = {} if elsewhere else step_fields(slot, exercise)
            new_work = replace(_unloaded(_reformed(later_work, exercise), exercise), **fields)
            sides = (later_work.side,) if later_work in alone and slot.per_side else _sides(later_work, slot)
            steps += _set(lead, new_work, sides, _switch(plan, later_work) or switch)
    at, laid = 0.0, list[Step]()
    for step in steps:
        laid.append(replace(step, index=len(laid), starts_at=round(at, 3)))
        at += step.seconds
    return replace(plan, steps=tuple(laid), exercises={**plan.exercises, exercise.key: exercise})


def why_not_substitutable(plan: Plan, state: State, command: Swap) -> str:
    """Return why an exercise cannot be swapped now, or not for that one; empty if it can."""
    mode = state.paused_from if state.mode is Mode.PAUSED else state.mode
    if mode not in (Mode.READY, Mode.REST, Mode.OVERTIME) or state.leads_back_to:
        return "an exercise can be swapped only before its set"
    work = plan.work_of(state.step.index)
    if work.index and plan.steps[work.index - 1].phase == "switch":
        return "an exercise can be swapped only before its first side"
    if work.is_circuit:
        return "a circuit has no other exercise"
    if command.slot.exercise != command.exercise.key:
        return "use the exercise of the slot"
    numbers = (command.slot.seconds, command.slot.expected, command.slot.target.value)
    if not all(0 < number <= MAX_VALUE for number in numbers) or not 0 <= command.switch <= MAX_VALUE:
        return f"use a dose and seconds up to {MAX_VALUE:g}"
    return ""


def _split(plan: Plan, work: Step) -> tuple[tuple[Step, ...], list[tuple[tuple[Step, ...], Step]]]:
    """Return the steps up to the last work before `work`, and each later work with the steps that lead to it."""
    first = work.index
    while first and plan.steps[first - 1].phase != "work":
        first -= 1
    to_come: list[tuple[tuple[Step, ...], Step]] = []
    lead: list[Step] = []
    for step in plan.steps[first:]:
        if step.phase == "work":
            to_come.append((tuple(lead), step))
            lead = []
        else:
            lead.append(step)
    return plan.steps[:first], to_come


def _set(lead: Sequence[Step], work: Step, sides: Sequence[Side | None], switch: float) -> list[Step]:
    """Return one set with the break before it, on these sides in their order."""
    steps: list[Step] = []
    for turn, side in enumerate(sides):
        new_work = replace(work, side=side)
        if turn:
            steps.append(replace(new_work, phase="switch", seconds=switch, timed=True))
        else:
            steps += [replace(new_work, phase=step.phase, seconds=step.seconds, timed=True) for step in lead]
        steps.append(new_work)
    return [step for step in steps if step.seconds > 0]


def _sides(work: Step, slot: PlannedSlot) -> tuple[Side | None, ...]:
    if work.side is None or not slot.per_side:
        return side_order(slot, work.set, slot.first_side or "left")
    return (work.side, "right" if work.side == "left" else "left")


def _switch(plan: Plan, work: Step) -> float:
    """Return the seconds of a change of sides in a block, 0 if it has none."""
    return next((step.seconds for step in plan.steps if step.phase == "switch" and step.block == work.block), 0.0)


def _reformed(step: Step, exercise: Exercise) -> Step:
    """Return a step with the form of `exercise`, if it is a step of that exercise."""
    return replace(step, form=exercise.form, name=exercise.name) if step.exercise == exercise.key else step


def _unloaded(step: Step, exercise: Exercise) -> Step:
    """Return a step without its load, if it is a step of `exercise` in a form without one."""
    return replace(step, load_kg=None) if step.exercise == exercise.key and exercise.without_equipment else step
