"""A plan as text and as JSON: its blocks and slots, without repeating every set."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from runstrength.cells import cell_len
from runstrength.cli.text_layout import paragraph, table, wrapped
from runstrength.dose_kinds import IN_REPS, OPEN_KINDS
from runstrength.numbers import as_int, format_weight
from runstrength.session.wording import clock, dose_range, in_sentence, needs_words, slot_dose, step_dose, whole_dose
from runstrength.text import noun_for, printable

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Tempo
    from runstrength.catalogue.routine import Routine
    from runstrength.session.plan import Plan, Step, Target

INDENT: Final = 2
"""Columns in front of the slots of a block."""


class SlotView(Struct, frozen=True):
    """A slot of a block."""

    step: Step
    """Its first work step."""
    load_kg: float | None
    """The weight in kilograms, None if it is not known."""
    placement: str
    """Where the weight is held."""
    tempo: str
    """Seconds down, at the bottom, up and at the top, as `3-0-1-0`; empty if it has no reps."""
    note: str = ""
    """The person's note on the exercise."""
    loads: tuple[float | None, ...] = ()
    """The weight of each set in kilograms, if they differ."""
    banded: bool = False
    """It is done with a band, which has no weight."""
    on_sides: tuple[str, ...] = ()
    """The sides on which it is done, each in sets of its own."""

    @property
    def name(self) -> str:
        """The exercise and its variant: `Squat, slow lowering`."""
        return ", ".join(filter(None, (self.step.name, self.step.form)))

    def load(self, units: str) -> str:
        """Return the weight in the person's units and where it is held: `12.5 kg, dumbbell at the chest`."""
        weight = "" if self.load_kg is None else format_weight(self.load_kg, units)
        if self.loads:
            weight = ", ".join("none" if load is None else format_weight(load, units) for load in self.loads)
        return ", ".join(filter(None, (weight, self.placement)))

    @property
    def sides(self) -> str:
        """`each side`, `left only`, `alternating`, or empty if it has no sides."""
        if self.step.alternating:
            return "alternating"
        return "" if not self.on_sides else "each side" if self.is_per_side else f"{self.on_sides[0]} only"

    @property
    def is_per_side(self) -> bool:
        """Whether each side is a set of its own."""
        return len(self.on_sides) > 1


class BlockView(Struct, frozen=True):
    """A block."""

    name: str
    finisher: bool
    sets: int
    rest: float
    """Seconds between its rounds."""
    slots: tuple[SlotView, ...]
    every: float = 0.0
    """Seconds from the start of a round to the start of the next; 0 if there are rests instead."""

    @property
    def title(self) -> str:
        """The heading."""
        parts = [
            "Finisher" if self.finisher else f"Block {self.name}",
            f"{self.sets} {noun_for(self.sets, 'set')}",
        ]
        if self.every:
            parts.append(f"every {clock(self.every)}")
        elif self.rest:
            parts.append(f"{self.rest:g} s rest between rounds")
        return " · ".join(parts)


def blocks_of(plan: Plan) -> tuple[BlockView, ...]:
    """Return the blocks of a plan, in order."""
    works: dict[str, list[Step]] = {}
    for step in plan.steps:
        if step.phase == "work":
            works.setdefault(step.block, []).append(step)
    return tuple(
        BlockView(
            name=name,
            finisher=steps[0].finisher,
            sets=steps[0].sets,
            rest=_rest(steps),
            slots=tuple(_slot(plan, step, steps) for step in {step.label: step for step in reversed(steps)}.values())[
                ::-1
            ],
            every=next((step.every for step in steps if step.every), 0.0),
        )
        for name, steps in works.items()
    )


def blocks_at_level(routine: Routine, plan: Plan) -> list[str]:
    """Return what a level makes of each block of a routine, in one line each: `A: 3 sets · squat (8 reps)`.

    A max-rep set that the level replaces says so, and so does work that takes longer than the time of its round.
    """
    works: dict[str, list[Step]] = {}
    for step in plan.steps:
        if step.phase == "work":
            works.setdefault(step.block, []).append(step)
    lines = []
    for block in routine.blocks:
        steps = works.get(block.name, [])
        if not steps:
            lines.append(f"{block.name}: left out")
            continue
        first = list({step.label: step for step in reversed(steps)}.values())[::-1]
        parts = [part.text for part in steps[0].parts]
        doses = parts or [f"{in_sentence(step.name)} ({_with_range(slot_dose(plan, step), step)})" for step in first]
        rounds = step_dose(steps[0]) if parts else f"{steps[0].sets} {noun_for(steps[0].sets, 'set')}"
        every = f" every {block.every:g} s" if block.every else ""
        lines.append(f"{block.name}: {rounds}{every} · {', '.join(doses)}")
        wanted = [slot for slot in block.slots if slot.dose is not None and slot.dose.kind in OPEN_KINDS]
        if wanted and not any(step.target.kind in OPEN_KINDS for step in steps):
            lines.append(f"{block.name}: no max reps at {plan.level}, because it is a finisher: a fixed number instead")
        of_round = sum(step.seconds for step in steps if step.set == 1)
        if block.every and of_round > block.every:
            long = f"a round takes about {of_round:.0f} s, longer than every = {block.every:g}"
            lines.append(f"{block.name}: {long}: no rest is left")
    return lines


def totals(plan: Plan) -> str:
    """Return the sets and the length of a plan: `43 sets · 37:14`."""
    return f"{plan.sets} {noun_for(plan.sets, 'set')} · {clock(plan.expected)}"


def block_lines(plan: Plan, units: str) -> list[str]:
    """Return the blocks of a plan as lines of text, in the person's units, with notes on the notation."""
    lines: list[str] = []
    views = blocks_of(plan)
    rows = [
        (slot.step.label, slot.name, _with_range(whole_dose(slot.step), slot.step), slot.sides, slot.tempo)
        for view in views
        for slot in view.slots
    ]
    # One table for all blocks, so that their columns are aligned.
    texts = iter(table(rows, indent=INDENT, wrap=False))
    hanging = INDENT + max(cell_len(printable(row[0])) for row in rows) + 2
    for view in views:
        lines += ["", printable(view.title)]
        for slot in view.slots:
            lines.append(next(texts))
            for part in slot.step.parts:
                lines += paragraph(" " * hanging, part.text, hanging + 2)
            load = "with: " if slot.banded else "weight: "
            lines += paragraph(" " * hanging + load, slot.load(units), hanging + len(load))
            lines += paragraph(" " * hanging + "last: ", slot.step.last, hanging + 6)
            lines += paragraph(" " * hanging + "note: ", slot.note, hanging + 6)
    notes = [f"You need: {needs}."] if (needs := needs_words(plan, units)) else []
    if ranged := next((dose for _, _, dose, _, _ in rows if " · " in dose), ""):
        notes.append(f"{ranged}: the dose, and the range it grows in.")
    if tempo := next(filter(None, (slot.tempo for view in views for slot in view.slots)), ""):
        notes.append(f"Tempo {tempo}: seconds down, at the bottom, up, at the top.")
    if any(slot.is_per_side for view in views for slot in view.slots):
        notes.append("Each side counts as a set.")
    if reserve := next(filter(None, (plan.reserve_of(slot.step) for view in views for slot in view.slots)), None):
        low, high = reserve
        notes.append(f"Stop each set with {f'{low}-{high}' if low < high else low} reps left.")
    return [*lines, "", *(line for note in notes for line in wrapped(note))]


def block_documents(plan: Plan) -> list[dict[str, object]]:
    """Return the blocks of a plan as JSON values."""
    return [
        {
            "name": view.name,
            "finisher": view.finisher,
            "sets": view.sets,
            "rest": view.rest,
            "slots": [
                {
                    "label": slot.step.label,
                    "exercise": slot.step.exercise,
                    "name": slot.step.name,
                    "target": target_document(slot.step.target),
                    "per_side": slot.is_per_side,
                    "alternating": slot.step.alternating,
                    "load": slot.load("metric"),
                }
                for slot in view.slots
            ],
        }
        for view in blocks_of(plan)
    ]


def target_document(target: Target) -> dict[str, object]:
    """Return a target as JSON values."""
    return {
        "kind": target.kind,
        "value": as_int(target.value),
        "low": as_int(target.low),
        "high": as_int(target.high),
    }


def tempo_text(tempo: Tempo | None) -> str:
    """Return the tempo of one rep as `3-0-1-0`, empty if it has none."""
    if tempo is None or not tempo.rep_s:
        return ""
    return tempo.text


def _with_range(words: str, step: Step) -> str:
    span = "" if step.ladder else dose_range(step.target)
    return f"{words} · {span}" if span else words


def _slot(plan: Plan, step: Step, steps: list[Step]) -> SlotView:
    exercise = plan.exercises[step.exercise]
    counts = step.target.kind in IN_REPS
    tempo = tempo_text(step.tempo or exercise.tempo) if counts else ""
    own = [other.load_kg for other in steps if other.label == step.label and other.side == step.side]
    loads = tuple(own) if len(set(own)) > 1 else ()
    placement, sides = exercise.load(None), plan.sides_of(step)
    return SlotView(step, step.load_kg, placement, tempo, exercise.note, loads, exercise.banded, sides)


def _rest(steps: list[Step]) -> float:
    """Return the seconds from the end of a round to the start of the next."""
    gaps = (
        later.starts_at - sooner.starts_at - sooner.seconds
        for sooner, later in pairwise(steps)
        if sooner.set != later.set
    )
    return round(next(gaps, 0.0), 3)
