"""The sets done and planned of a session, per exercise and side. Doesn't use Textual."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from runstrength.dose_kinds import BY_CLOCK, OPEN_KINDS
from runstrength.numbers import tidy
from runstrength.session.plan import Plan, Step
from runstrength.session.record import SetDone
from runstrength.session.wording import a_side, done_number, dose


class ExerciseTotals(Struct, frozen=True):
    """One exercise of a session."""

    name: str
    """The name with its form: `Goblet squat, slow lowering`."""
    planned: str
    """The planned sets: `3 × 8 a side`."""
    left: str
    """The sets done on the left: `8 8 7`; without sides, all sets."""
    right: str
    """The sets done on the right; empty without sides."""
    complete: bool
    """Whether every planned set was done, none below its target."""
    base: str = ""
    """The name without the form, if it has one, for narrow tables."""


def tally(plan: Plan, log: Sequence[SetDone]) -> tuple[ExerciseTotals, ...]:
    """Return the totals of each exercise of a plan, in the order of the plan; with another dose it has a row more."""
    logged = {(item.step, item.exercise): item for item in log}
    works: dict[tuple[object, ...], list[Step]] = {}
    for step in plan.steps:
        if step.phase == "work":
            dose_of_slot = step.ladder or (step.target.value,)
            kind = step.exercise, step.target.kind, dose_of_slot, plan.sides_of(step), step.alternating
            works.setdefault(kind, []).append(step)
    order = list(dict.fromkeys(step.exercise for step in plan.steps))
    return tuple(
        _totals(plan, steps, [logged.get((step.index, step.exercise)) for step in steps])
        for steps in sorted(works.values(), key=lambda steps: order.index(steps[0].exercise))
    )


def _totals(plan: Plan, works: Sequence[Step], items: Sequence[SetDone | None]) -> ExerciseTotals:
    """Return the totals of the sets of one exercise with one dose."""
    exercise, kind, sides = plan.exercises[works[0].exercise], works[0].target.kind, plan.sides_of(works[0])

    def done(*on: str | None) -> str:
        return _values([item for step, item in zip(works, items, strict=True) if step.side in on])

    return ExerciseTotals(
        name=exercise.full_name,
        planned=_planned(works, sides),
        left=done(None, "left", *sides[:1]),
        right=done("right") if len(sides) > 1 else "",
        complete=all(_reached(item, kind, step.target.value) for step, item in zip(works, items, strict=True)),
        base=exercise.name if exercise.form else "",
    )


def _planned(works: Sequence[Step], sides: Sequence[str]) -> str:
    """Return the planned sets: `3 × 8 a side`, `12-10-8`, `max rounds in 12:00`, `2 × 30 s, left only`."""
    first, kind = works[0], works[0].target.kind
    values = min(([step.target.value for step in works if step.side == side] for side in sides or (None,)), key=len)
    times = f"{len(values)} × "
    if first.is_circuit:
        return f"{times if len(values) > 1 else ''}{dose(first.target)}"
    each = a_side(kind, alternating=first.alternating) or (" a side" if len(sides) > 1 else "")
    only = f", {sides[0]} only" if len(sides) == 1 else ""
    if kind in OPEN_KINDS:
        within = f" in {tidy(first.target.value):g} s" if kind in BY_CLOCK else ""
        # A clock is that of each side if they are sets of their own, and of both together if they alternate.
        return f"{times}max{each}{within}{only}" if first.alternating else f"{times}max{within}{each}{only}"
    unit = {"hold": " s", "time": " s", "carry": " steps", "carry_m": " m"}.get(kind, "")
    if first.ladder:
        return f"{'-'.join(f'{tidy(number):g}' for number in values)}{unit}{each}{only}"
    return f"{times}{tidy(values[0]):g}{unit}{each}{only}"


def _values(items: Sequence[SetDone | None]) -> str:
    return " ".join("·" if item is None else "–" if item.skipped else done_number(item) for item in items)


def _reached(item: SetDone | None, kind: str, value: float) -> bool:
    return item is not None and not item.skipped and (kind in OPEN_KINDS or item.known >= value)
