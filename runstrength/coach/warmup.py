"""A warm-up made to fit the person: no floor, a sore Achilles, and how easily the run should begin.

A proper raise phase lasts 5-10 minutes (RAMP, Jeffreys), so after a shorter warm-up the first minutes of the run are
the rest of it. Whatever is left out, its seconds go to the march, so that a warm-up keeps its length.
"""

from __future__ import annotations

from msgspec.structs import replace

from runstrength.catalogue.coach_rules import WarmUpRules
from runstrength.catalogue.routine import Block, Dose, Routine, Slot


def fitted_warmup(routine: Routine, rules: WarmUpRules, *, floor: bool, sore: bool) -> Routine:
    """Return a warm-up without what cannot, or should not, be done today.

    Args:
        routine: the warm-up.
        rules: which moves those are, and what takes their place.
        floor: there is a floor to lie on.
        sore: calf or Achilles are sore.
    """
    return replace(routine, blocks=tuple(_fitted(block, rules, floor=floor, sore=sore) for block in routine.blocks))


def _fitted(block: Block, rules: WarmUpRules, *, floor: bool, sore: bool) -> Block:
    kept: list[Slot] = []
    spare = 0.0
    for slot in block.slots:
        if sore and slot.exercise in rules.sore and len(block.slots) > 1:
            spare += (slot.dose.high if slot.dose else 0.0) + (block.ready or 0.0)
        elif not floor and slot.exercise in rules.no_floor:
            kept.append(replace(slot, exercise=rules.no_floor[slot.exercise]))
        else:
            kept.append(slot)
    if spare:
        place = next((place for place, slot in enumerate(kept) if slot.exercise == rules.longer), 0)
        dose = kept[place].dose
        if dose is not None:
            longer = Dose(dose.kind, dose.low + spare, dose.high + spare)
            kept[place] = replace(kept[place], dose=longer)
    return replace(block, slots=tuple(kept))


def easy_start(seconds: float, rules: WarmUpRules) -> str:
    """Return how easily the run should begin after a warm-up of some seconds."""
    minutes = max(rules.least_minutes, round(rules.raise_minutes - seconds / 60))
    return f"Keep the first {minutes} minutes of the run easy."
