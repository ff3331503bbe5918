"""Adapts a warm-up: no floor, a sore Achilles; and says how easily to start the run.

A proper raise phase takes 5-10 minutes (RAMP, Jeffreys), so after a shorter warm-up the first minutes of the run
complete it. The seconds of moves that are left out go to the march, so the warm-up keeps its length.
"""

from __future__ import annotations

from msgspec.structs import replace

from runstrength.catalogue.coach_rules import WarmUpRules
from runstrength.catalogue.routine import Block, Dose, Routine, Slot


def fitted_warmup(routine: Routine, rules: WarmUpRules, *, floor: bool, sore: bool) -> Routine:
    """Return a warm-up without the moves that cannot or should not be done today.

    Args:
        routine: the warm-up.
        rules: which moves those are, and what replaces them.
        floor: there is a floor to lie on.
        sore: calf or Achilles are sore.
    """
    return replace(routine, blocks=tuple(_fitted(block, rules, floor=floor, sore=sore) for block in routine.blocks))


def _fitted(block: Block, rules: WarmUpRules, *, floor: bool, sore: bool) -> Block:
    kept: list[Slot] = []
    spare = 0.0
    for slot in block.slots:
        if sore and slot.exercise in rules.sore:
            spare += (slot.dose.high if slot.dose else 0.0) + (block.ready or 0.0)
        elif not floor and slot.exercise in rules.no_floor:
            kept.append(replace(slot, exercise=rules.no_floor[slot.exercise]))
        else:
            kept.append(slot)
    if not kept:  # nothing but skips and bounces
        return replace(block, slots=tuple(replace(slot, exercise=rules.longer) for slot in block.slots))
    if spare:
        place = next((place for place, slot in enumerate(kept) if slot.exercise == rules.longer), 0)
        dose = kept[place].dose
        if dose is not None:
            longer = Dose(dose.kind, dose.low + spare, dose.high + spare)
            kept[place] = replace(kept[place], dose=longer)
    return replace(block, slots=tuple(kept))


def easy_start(seconds: float, rules: WarmUpRules) -> str:
    """Return the advice on how easily to start the run after a warm-up of `seconds`."""
    minutes = max(rules.least_minutes, round(rules.raise_minutes - seconds / 60))
    return f"Keep the first {minutes} minutes of the run easy."
