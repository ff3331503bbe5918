"""What was done against what was planned, exercise by exercise and side by side. No Textual."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from runstrength.numbers import tidy
from runstrength.session.plan import Plan
from runstrength.session.record import SetDone
from runstrength.session.wording import done_number


class ExerciseTotals(Struct, frozen=True):
    """One exercise of a session."""

    name: str
    """With its form: `Goblet squat, down to a chair`."""
    planned: str
    """What was asked for, as `3 × 8 a side`."""
    left: str
    """What was done on the left, set by set, as `8 8 7`; of an exercise without sides, all of it."""
    right: str
    """What was done on the right; empty without sides."""
    complete: bool
    """Every planned set was done, and none below its target."""
    base: str = ""
    """The name without a form, where it has one: for a table with no room for it."""


def tally(plan: Plan, log: Sequence[SetDone]) -> tuple[ExerciseTotals, ...]:
    """Return one row for each exercise of a plan, in its order."""
    rows = []
    for key in dict.fromkeys(step.exercise for step in plan.steps):
        works = [step for step in plan.steps if step.phase == "work" and step.exercise == key]
        done = {item.step: item for item in log if item.exercise == key}
        sided = any(step.side for step in works)
        first = works[0].target
        unit = {"hold": " s", "time": " s", "amrap": " s max", "carry": " steps"}.get(first.kind, "")
        sets = len(works) // (2 if sided else 1)
        each = " a side" if sided or works[0].alternating else ""
        rows.append(
            ExerciseTotals(
                name=plan.exercises[key].full_name,
                planned=f"{sets} × {tidy(first.value):g}{unit}{each}",
                left=_values([done.get(step.index) for step in works if step.side in (None, "left")]),
                right=_values([done.get(step.index) for step in works if step.side == "right"]),
                complete=all(_reached(done.get(step.index), first.kind, step.target.value) for step in works),
                base=plan.exercises[key].name if plan.exercises[key].form else "",
            )
        )
    return tuple(rows)


def _values(items: Sequence[SetDone | None]) -> str:
    return " ".join("·" if item is None else "–" if item.skipped else done_number(item) for item in items)


def _reached(item: SetDone | None, kind: str, value: float) -> bool:
    return item is not None and not item.skipped and (kind == "amrap" or item.known >= value)
