"""What a routine says about its slots beside their dose: doses by set, weights, tempo, one side; and its circuits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from runstrength.catalogue.exercise import BODYWEIGHT, Exercise
from runstrength.catalogue.naming import plain
from runstrength.catalogue.routine import Slot
from runstrength.coach.past_performance import PastPerformance
from runstrength.dose_kinds import IN_REPS
from runstrength.numbers import format_weight
from runstrength.session.plan import PlannedSlot, RoundPart, SetDose, Target
from runstrength.session.wording import (
    a_side,
    clock,
    done_number,
    dose,
    in_ladder,
    in_sentence,
    spoken_dose,
    spoken_load,
    with_sides,
)
from runstrength.text import capitalized, noun_for

CIRCUIT: Final = "Circuit"
"""The name of a circuit on the screen."""
MAX_KEY: Final = 200
"""Characters of the key of a circuit."""


def with_own_values(planned: PlannedSlot, exercise: Exercise, slot: Slot, *, spared: bool) -> PlannedSlot:
    """Return a planned slot with what its routine says about it.

    Args:
        planned: the slot, with the dose of its first set.
        exercise: its exercise, in its form.
        slot: what the routine says.
        spared: it has another dose today because it hurt; then only sides, rest and cue are the routine's.
    """
    if slot.sides is not None:
        planned = replace(planned, per_side=False, alternating=False, only_side=slot.sides, one_more="")
    planned = replace(planned, rest=slot.rest, cue=slot.cue)
    if spared:
        return planned
    if slot.tempo is not None and planned.target.kind in IN_REPS:
        exercise = replace(exercise, tempo=slot.tempo)
        planned = replace(planned, tempo=slot.tempo)
        planned = replace(planned, seconds=_seconds(exercise, planned, planned.target))
    loads = [load or None for load in slot.load_kg]
    if loads:
        planned = replace(planned, load_kg=loads[0])
    count = max(len(slot.ladder), len(loads) if len(loads) > 1 else 0)
    if not count:
        return planned
    kind = planned.target.kind
    targets = [replace(planned.target, kind=kind, value=value) for value in slot.ladder] or [planned.target] * count
    if slot.ladder:
        low, high = min(slot.ladder), max(slot.ladder)
        targets = [replace(target, low=low, high=high) for target in targets]
    by_set = tuple(
        SetDose(
            target,
            _seconds(exercise, planned, target),
            target.value if slot.ladder else planned.expected,
            loads[min(number, len(loads) - 1)] if loads else planned.load_kg,
        )
        for number, target in enumerate(targets)
    )
    first = by_set[0]
    return replace(
        planned,
        target=first.target,
        seconds=first.seconds,
        expected=first.expected,
        load_kg=first.load_kg,
        by_set=by_set,
    )


def _seconds(exercise: Exercise, planned: PlannedSlot, target: Target) -> float:
    return round(exercise.seconds(target.kind, target.value, alternating=planned.alternating), 3)


def round_part(slot: PlannedSlot, exercise: Exercise, units: str) -> RoundPart:
    """Return one exercise of a round of a circuit, with its words.

    Args:
        slot: as planned.
        exercise: its exercise, in its form.
        units: the person's, for its weight.
    """
    kind, ladder = slot.target.kind, tuple(item.target.value for item in slot.by_set)
    whole = in_ladder(dose(slot.target, alternating=slot.alternating), slot.target.value, ladder)

    def sided(words: str) -> str:
        return with_sides(words, kind, per_side=slot.per_side, alternating=slot.alternating, only_side=slot.only_side)

    words = in_ladder(dose(slot.target).removesuffix(" reps").removesuffix(" rep"), slot.target.value, ladder)
    times = " ×" if kind == "reps" else ""
    name = f"{in_sentence(exercise.full_name)}{a_side(kind, alternating=slot.alternating)}"
    load = f" at {format_weight(slot.load_kg, units)}" if slot.load_kg else ""
    spoken = [exercise.full_name, spoken_dose(slot.target, alternating=slot.alternating or slot.per_side)]
    spoken += [f"{slot.only_side} side"] if slot.only_side else []
    spoken += [spoken_load(slot.load_kg, units)] if slot.load_kg else []
    return RoundPart(
        exercise=slot.exercise,
        name=exercise.full_name,
        target=slot.target,
        text=f"{sided(f'{words}{times} {name}')}{load}",
        spoken=" ".join(f"{capitalized(text)}." for text in spoken),
        load_kg=slot.load_kg,
        dose=sided(whole),
    )


def circuit_exercise(parts: Sequence[RoundPart]) -> Exercise:
    """Return the exercise that stands for a circuit; its key says what is in a round, so that it is known again."""
    key = "_".join("_".join(plain(f"{part.target.value:g} {part.name}").split()) for part in parts)
    return Exercise(
        key=f"{CIRCUIT.lower()}_{key}"[:MAX_KEY],
        name=CIRCUIT,
        group="own",
        kind="reps",
        per_side=False,
        alternating=False,
        low=1,
        high=1000,
        tempo=None,
        position="standing",
        equipment=(BODYWEIGHT,),
        load_placement="",
        start_position="",
        cues=tuple(part.text for part in parts),
    )


def circuit_last(past: PastPerformance, kind: str) -> str:
    """Return what was done of a circuit last time: `7 rounds`, or the time of a fixed number of rounds."""
    newest = past.sets[-1]
    rounds = f"{done_number(newest)} {noun_for(newest.known, 'round')}"
    return f"{rounds} in {clock(newest.seconds)}" if kind == "for_time" else rounds
