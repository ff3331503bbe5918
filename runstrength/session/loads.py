"""Changes the load of the sets of an exercise that are still to come in a session."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from runstrength.numbers import MAX_WEIGHT_KG, kilograms, weight_in
from runstrength.session.plan import Plan, Step

WITH_LOADS: Final = ("session",)
"""The kinds of plan whose sets can have a load: not a warm-up, and not a check, which uses no equipment."""

STEPS: Final = {"metric": (1.0, 10.0, 2.5), "imperial": (2.5, 25.0, 5.0)}
"""By units: the step between weights, the weight from which steps are larger, and the larger step."""
_NEAR: Final = 0.005
"""Kilograms below which two weights count as the same."""


def next_load(load_kg: float, by: int, owned: Sequence[float], units: str) -> float | None:
    """Return the next weight up or down, in kilograms: 0 for none; None if there is no further one.

    Args:
        load_kg: the weight now, 0 for none.
        by: 1 for up, -1 for down.
        owned: the weights that the person has, in kilograms, the lightest first; if empty, round steps are used.
        units: one of `numbers.UNITS`, in which the steps are round.
    """
    if by > 0:
        heavier = next((weight for weight in owned if weight > load_kg + _NEAR), None)
        load = heavier if owned else _stepped(load_kg, 1, units)
        return None if load is None or load > MAX_WEIGHT_KG + _NEAR else load
    if load_kg <= 0:
        return None
    if owned:
        return next((weight for weight in reversed(owned) if weight < load_kg - _NEAR), 0.0)
    return max(0.0, _stepped(load_kg, -1, units))


def _stepped(load_kg: float, by: int, units: str) -> float:
    small, limit, large = STEPS[units]
    value = float(weight_in(load_kg, units, 4))
    step = small if value < limit or (by < 0 and value <= limit) else large
    places = value / step
    places = math.floor(places + 1e-6) + 1 if by > 0 else math.ceil(places - 1e-6) - 1
    return kilograms(places * step, units)


def load_refusal(plan: Plan, load_kg: float) -> str:
    """Return why the sets of a plan cannot have this load; empty if they can."""
    if plan.kind not in WITH_LOADS:
        return f"a {plan.kind} has no weights"
    if not (math.isfinite(load_kg) and 0 <= load_kg <= MAX_WEIGHT_KG):
        return f"use a weight from 0 to {MAX_WEIGHT_KG:g} kg"
    return ""


def with_load(plan: Plan, work: Step, load_kg: float | None) -> Plan:
    """Return a plan in which a set, and the later sets of its exercise, have another load.

    Args:
        plan: the plan so far.
        work: the first work step that gets the load; the other side of its set gets it too.
        load_kg: in kilograms; None for no load.
    """
    steps = [
        replace(step, load_kg=load_kg, own_load=_same_set(step, work))
        if index >= work.index and step.exercise == work.exercise
        else step
        for index, step in enumerate(plan.steps)
    ]
    # The steps that lead to the set show its load too.
    for index in range(work.index - 1, -1, -1):
        if steps[index].phase == "work" or not _same_set(steps[index], work):
            break
        steps[index] = replace(steps[index], load_kg=load_kg, own_load=True)
    return replace(plan, steps=tuple(steps))


def carried_load(plan: Plan, first: int, exercise: str, load_kg: float | None) -> Plan:
    """Return a plan in which the coming sets of an exercise have the load that an earlier set was edited to.

    A set whose load was chosen for that set keeps it, and so do the sets after it.

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


def _same_set(first: Step, second: Step) -> bool:
    return (first.block, first.label, first.set, first.exercise) == (
        second.block,
        second.label,
        second.set,
        second.exercise,
    )
