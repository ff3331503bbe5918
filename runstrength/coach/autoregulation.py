"""Why less than usual today: readiness, season and a lighter week, brought together.

A lighter week and an amber day ask for the same, so they take off one set together; the race season takes off its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from runstrength.catalogue.coach_rules import CoachRules
from runstrength.coach.deload import DELOAD, RACE, deload_due
from runstrength.coach.readiness import Colour, Readiness
from runstrength.coach.season import SeasonPhase
from runstrength.session.record import Record


class LoadAdjustment(Struct, frozen=True):
    """What is different from a usual day."""

    colour: Colour = "green"
    fewer_sets: int = 0
    finisher: bool = True
    """There is one, unless somebody insists."""
    amrap: bool = True
    """Something may be done as many times as possible."""
    reserve: int | None = None
    """Reps to stop with, where it is not what the level says."""
    grows: bool = True
    """Doses and loads may be more than last time."""
    instead: str = ""
    """The routine that is done instead."""
    word: str = ""
    """What the record says of it: `amber`, `deload` or `race`."""
    why: tuple[str, ...] = ()
    """A sentence for each decision."""


def no_adjustment(readiness: Readiness, why: Sequence[str] = ()) -> LoadAdjustment:
    """Return a day on which nothing is different, whatever speaks against it."""
    return LoadAdjustment(readiness.colour, why=tuple(why))


def adjust_load(readiness: Readiness, season: SeasonPhase, deload: str, rules: CoachRules) -> LoadAdjustment:
    """Return what is different today.

    Args:
        readiness: of the person.
        season: of the runner.
        deload: why a lighter week is due, empty when it is not.
        rules: the numbers to go by.
    """
    ready = rules.readiness
    if readiness.colour == "stop":
        return LoadAdjustment("stop", why=readiness.causes)
    if readiness.colour == "red":
        red = f"Red, because {readiness.because}: a warm-up, or rest, instead of the session."
        return LoadAdjustment("red", instead=ready.instead, word="red", why=(red,))
    if season.name == "race_week":
        return LoadAdjustment(readiness.colour, instead=ready.instead, word=RACE, why=(season.why,))
    why = [season.why] if season.why else []
    amber = readiness.colour == "amber"
    if deload:
        less = _less(rules.deload.fewer_sets, rules.deload.reserve)
        why.append(f"{deload}: {less}; the load stays.")
    if amber:
        less = _less(ready.fewer_sets, ready.reserve)
        why.append(f"Amber, because {readiness.because}: {less}, and nothing grows.")
    light = max(rules.deload.fewer_sets if deload else 0, ready.fewer_sets if amber else 0)
    raced = season.name in ("race", "recovery")
    return LoadAdjustment(
        readiness.colour,
        fewer_sets=season.fewer_sets + light,
        finisher=season.finisher,
        amrap=not (amber or deload),
        reserve=ready.reserve if amber else rules.deload.reserve if deload else None,
        grows=not (amber or deload or raced),
        word="amber" if amber else DELOAD if deload else RACE if raced else "",
        why=tuple(why),
    )


def why_lighter(
    records: Sequence[Record],
    now: datetime,
    season: SeasonPhase,
    rules: CoachRules,
    *,
    wanted: bool,
    step_downs: int,
    week_starts: str = "monday",
) -> str:
    """Return why this week should be a lighter one; never in a season that is light by itself."""
    if not wanted or season.name in ("race", "race_week", "recovery"):
        return ""
    return deload_due(records, now, rules.deload, step_downs, week_starts)


def _less(sets: int, reserve: int) -> str:
    fewer = "one set less" if sets == 1 else f"{sets} sets less"
    return f"{fewer}, nothing as many as possible, stop with {reserve} in reserve"
