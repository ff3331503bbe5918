"""Autoregulation: how today's session is adjusted for readiness, season and a lighter week.

A lighter week and an amber day take off one set together, because they ask for the same; the race season takes off its
own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from runstrength.catalogue.coach_rules import CoachRules
from runstrength.coach.deload import DELOAD, RACE, deload_due
from runstrength.coach.readiness import Color, Readiness
from runstrength.coach.season import SeasonPhase
from runstrength.session.record import Record


class LoadAdjustment(Struct, frozen=True):
    """How today differs from a usual day."""

    color: Color = "green"
    fewer_sets: int = 0
    """Sets to take off each block."""
    finisher: bool = True
    """Include the finisher, unless the person chose otherwise."""
    amrap: bool = True
    """Max-rep sets are allowed."""
    reserve: int | None = None
    """Reps in reserve to stop with, None for those of the level."""
    grows: bool = True
    """Doses and loads may be more than last time."""
    instead: str = ""
    """The routine to do instead, empty for none."""
    word: str = ""
    """For the record: `amber`, `deload` or `race`, empty if nothing is adjusted."""
    why: tuple[str, ...] = ()
    """One sentence for each decision."""


def no_adjustment(readiness: Readiness, why: Sequence[str] = ()) -> LoadAdjustment:
    """Return that nothing is adjusted, with the color of the day."""
    return LoadAdjustment(readiness.color, why=tuple(why))


def adjust_load(readiness: Readiness, season: SeasonPhase, deload: str, rules: CoachRules) -> LoadAdjustment:
    """Return how today's session is adjusted.

    Args:
        readiness: of the person.
        season: of the runner.
        deload: why a lighter week is due, empty if it is not.
        rules: the numbers of `assets/coach.toml`.
    """
    ready = rules.readiness
    if readiness.color == "stop":
        return LoadAdjustment("stop", why=readiness.causes)
    if readiness.color == "red":
        red = f"Take it easy today, because {readiness.because}: do a warm-up or rest instead of the session."
        return LoadAdjustment("red", instead=ready.instead, word="red", why=(red,))
    if season.name == "race_week":
        return LoadAdjustment(readiness.color, instead=ready.instead, word=RACE, why=(season.why,))
    why = [season.why] if season.why else []
    amber = readiness.color == "amber"
    if deload:
        less = _less(rules.deload.fewer_sets, rules.deload.reserve)
        why.append(f"{deload}: {less}, same weights.")
    if amber:
        less = _less(ready.fewer_sets, ready.reserve)
        why.append(f"Lighter today, because {readiness.because}: {less}, no increases.")
    light = max(rules.deload.fewer_sets if deload else 0, ready.fewer_sets if amber else 0)
    raced = season.name in ("race", "recovery")
    return LoadAdjustment(
        readiness.color,
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
    """Return why this week should be a lighter one; empty if it should not, as in a season that is light anyway."""
    if not wanted or season.name in ("race", "race_week", "recovery"):
        return ""
    return deload_due(records, now, rules.deload, step_downs, week_starts)


def _less(sets: int, reserve: int) -> str:
    fewer = "one fewer set" if sets == 1 else f"{sets} fewer sets"
    return f"{fewer}, no max-rep sets, stop with {reserve} reps left"
