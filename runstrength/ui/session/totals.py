"""The sets done and planned of a session, per exercise and side. Doesn't use Textual."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from runstrength.dose_kinds import A_SIDE, BY_CLOCK, OPEN_KINDS
from runstrength.numbers import tidy
from runstrength.session.plan import Plan, Step
from runstrength.session.record import SetDone
from runstrength.session.wording import done_number, dose


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
    """Return the totals of each exercise of a plan, in the order of the plan."""
    rows = []
    for key in dict.fromkeys(step.exercise for step in plan.steps):
        works = [step for step in plan.steps if step.phase == "work" and step.exercise == key]
        done = {item.step: item for item in log if item.exercise == key}
        sided = any(step.side for step in works)
        first = works[0].target
        unit = {"hold": " s", "time": " s", "carry": " steps", "carry_m": " m"}.get(first.kind, "")
        sets = len(works) // (2 if sided else 1)
        each = " a side" if sided or (works[0].alternating and first.kind in A_SIDE) else ""
        rows.append(
            ExerciseTotals(
                name=plan.exercises[key].full_name,
                planned=_planned(works, sets, unit, each),
                left=_values([done.get(step.index) for step in works if step.side in (None, "left")]),
                right=_values([done.get(step.index) for step in works if step.side == "right"]),
                complete=all(_reached(done.get(step.index), first.kind, step.target.value) for step in works),
                base=plan.exercises[key].name if plan.exercises[key].form else "",
            )
        )
    return tuple(rows)


def _planned(works: Sequence[Step], sets: int, unit: str, each: str) -> str:
    """Return the planned sets: `3 × 8 a side`, `12-10-8`, `max rounds in 12:00`."""
    first = works[0].target
    if works[0].is_circuit:
        return dose(first)
    if first.kind in OPEN_KINDS:
        within = f" in {tidy(first.value):g} s" if first.kind in BY_CLOCK else ""
        return f"{sets} × max{within}{each}"
    if works[0].ladder:
        return f"{'-'.join(f'{tidy(number):g}' for number in works[0].ladder)}{unit}{each}"
    return f"{sets} × {tidy(first.value):g}{unit}{each}"


def _values(items: Sequence[SetDone | None]) -> str:
    return " ".join("·" if item is None else "–" if item.skipped else done_number(item) for item in items)


def _reached(item: SetDone | None, kind: str, value: float) -> bool:
    return item is not None and not item.skipped and (kind in OPEN_KINDS or item.known >= value)
