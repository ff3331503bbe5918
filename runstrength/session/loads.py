"""Another load for the sets of an exercise that are still to come in this session."""

from __future__ import annotations

import math

from msgspec.structs import replace

from runstrength.session.correcting import MOST_LOAD
from runstrength.session.plan import Plan, Step

WITH_LOADS = ("session",)
"""The kinds of plan whose sets can be given a load: not a warm-up, and not a check, which uses no equipment."""


def load_refusal(plan: Plan, load_kg: float) -> str:
    """Return why the sets of a plan cannot be given a load; empty where they can."""
    if plan.kind not in WITH_LOADS:
        return f"a {plan.kind} has no loads"
    if not (math.isfinite(load_kg) and 0 <= load_kg <= MOST_LOAD):
        return f"a load from 0 to {MOST_LOAD:g} kg is needed"
    return ""


def with_load(plan: Plan, work: Step, load_kg: float | None) -> Plan:
    """Return a plan in which a set has a load of its own, and the later sets of its exercise have it too.

    Args:
        plan: the plan so far.
        work: the first work step that gets the load; the other side of its set gets it with it.
        load_kg: in kilograms; None for no load.
    """
    steps = [
        replace(step, load_kg=load_kg, own_load=_same_set(step, work))
        if index >= work.index and step.exercise == work.exercise
        else step
        for index, step in enumerate(plan.steps)
    ]
    # The steps that lead to the set show its load as well.
    for index in range(work.index - 1, -1, -1):
        if steps[index].phase == "work" or not _same_set(steps[index], work):
            break
        steps[index] = replace(steps[index], load_kg=load_kg, own_load=True)
    return replace(plan, steps=tuple(steps))


def carried_load(plan: Plan, first: int, exercise: str, load_kg: float | None) -> Plan:
    """Return a plan in which the coming sets of an exercise have the load that an earlier set was corrected to.

    A set whose load was chosen for itself keeps it, and so do those after it, which follow that choice.

    Args:
        plan: the plan so far.
        first: the index of the first step that is still to come.
        exercise: the key.
        load_kg: in kilograms; None for no load.
    """
    steps = list(plan.steps)
    for index in range(first, len(steps)):
        if steps[index].exercise != exercise:
            continue
        if steps[index].own_load:
            break
        steps[index] = replace(steps[index], load_kg=load_kg)
    return replace(plan, steps=tuple(steps))


def _same_set(one: Step, other: Step) -> bool:
    return (one.block, one.label, one.set, one.exercise) == (other.block, other.label, other.set, other.exercise)
