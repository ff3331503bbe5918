"""A past for the tests of the coach: sessions as they would have been kept, made from plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from runstrength.numbers import tidy
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record, SetDone, SetTarget
from tests.support.plans import plan_of

MONDAY = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
"""A Monday morning; the past of these tests is counted from it."""


def day(days: float) -> datetime:
    """Return a moment so many days after the Monday."""
    return MONDAY + timedelta(days=days)


def as_planned(step: Step) -> float:
    """Do what a step asks for."""
    return step.expected


def planned(step: Step) -> float:
    """Ask for what the plan asks for."""
    return step.target.value


def top(step: Step) -> float:
    """Ask for, or do, the most of the range."""
    return step.target.high


def kept(
    plan: Plan,
    when: datetime,
    *,
    done: Callable[[Step], float] = as_planned,
    asked: Callable[[Step], float] = planned,
    load: float | None = None,
    work: float = 1.0,
    breaks: float = 1.0,
    only: Callable[[Step], bool] = lambda step: True,
    reserve: int | None = None,
    **more: Any,
) -> Record:
    """Return a session that followed a plan.

    Args:
        plan: what was to be done.
        when: it started.
        done: what was done of a step.
        asked: what was asked for.
        load: the weight in every set.
        work: how many times as long as planned the work took that ends by a key.
        breaks: how many times as long everything between took.
        only: which steps were done.
        reserve: how many more there would have been, in every set.
        more: fields of the record.
    """
    sets = []
    at = active = 0.0
    for step in plan.steps:
        factor = breaks if step.phase != "work" else 1.0 if step.timed else work
        seconds = step.seconds * factor
        if step.phase == "work" and only(step):
            sets.append(
                SetDone(
                    step=step.index,
                    exercise=step.exercise,
                    variant=plan.exercises[step.exercise].variant,
                    block=step.block,
                    set=step.set,
                    side=step.side,
                    target=SetTarget(
                        step.target.kind, tidy(asked(step)), tidy(step.target.low), tidy(step.target.high)
                    ),
                    done=tidy(done(step)),
                    load_kg=load,
                    seconds=round(seconds, 3),
                    at=round(at, 3),
                    reserve=reserve,
                )
            )
        at += seconds
        active += seconds
    fields: dict[str, Any] = {
        "id": f"{when:%Y%m%d%H%M}",
        "kind": plan.kind,
        "routine": plan.routine,
        "level": plan.level,
        "started": when,
        "ended": when + timedelta(seconds=active),
        "completed": len(sets) == plan.sets,
        "planned_seconds": plan.seconds,
        "planned_sets": plan.sets,
        "active_seconds": round(active, 1),
        "sets": tuple(sets),
    }
    return Record(**(fields | more))


def run(when: datetime, effort: int | None = None, minutes: float = 45) -> Record:
    """Return a run that was logged."""
    return Record(
        id=f"run{when:%Y%m%d%H%M}",
        kind="run",
        started=when,
        ended=when + timedelta(minutes=minutes),
        completed=True,
        effort=effort,
        active_seconds=minutes * 60,
    )


def checked(when: datetime, left: float = 45, right: float = 45) -> Record:
    """Return a self-check in which each try of each side came to the same, a little less each time."""

    def done(step: Step) -> float:
        return (left if step.side == "left" else right) - 2 * (step.set - 1)

    return kept(plan_of("check"), when, done=done)
