"""Autoregulation: how today's session is adjusted for readiness, season and a lighter week.

Several reasons for one set less take it off once, and share a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from runstrength.catalogue.coach_rules import CoachRules
from runstrength.coach.deload import DELOAD, RACE, deload_due
from runstrength.coach.readiness import Color, Readiness
from runstrength.coach.reasons import Reason, joined
from runstrength.coach.season import SeasonPhase
from runstrength.session.record import Record

NO_FINISHER: Final = "no finisher"
NO_MAX_REPS: Final = "no max-rep sets"
NO_INCREASES: Final = "no increases"
LIGHTER_WEEK: Final = "a lighter week"
WARM_UP: Final = "do a warm-up or rest instead"


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
    """For the record: `amber`, `red`, `deload` or `race`, empty if nothing is adjusted."""
    reasons: tuple[Reason, ...] = ()

    @property
    def facts(self) -> str:
        """The facts of all reasons in one phrase: `the race is in 20 days and your stress is 4 of 5`."""
        return joined([reason.fact for reason in self.reasons])


def no_adjustment(adjustment: LoadAdjustment) -> LoadAdjustment:
    """Return that nothing is adjusted although it could be, because the person chose so."""
    turned_off = Reason("you turned the adjustments off", f"the full session, although {adjustment.facts}")
    return LoadAdjustment(adjustment.color, reasons=(turned_off,))


def adjust_load(readiness: Readiness, season: SeasonPhase, lighter: str, rules: CoachRules) -> LoadAdjustment:
    """Return how today's session is adjusted.

    Args:
        readiness: of the person.
        season: of the runner.
        lighter: the fact that makes this a lighter week, empty if it is none.
        rules: the numbers of `assets/coach.toml`.
    """
    ready = rules.readiness
    if readiness.color == "stop":
        return LoadAdjustment("stop")
    if readiness.color == "red":
        rest = tuple(Reason(fact, WARM_UP) for fact in readiness.causes)
        return LoadAdjustment("red", instead=ready.instead, word="red", reasons=rest)
    if season.name == "race_week":
        return LoadAdjustment(
            readiness.color, instead=ready.instead, word=RACE, reasons=(Reason(season.fact, "warm-ups only"),)
        )
    raced = season.name in ("race", "recovery")
    amber = readiness.color == "amber"
    reasons = [Reason(season.fact, consequence) for consequence in season.consequences]
    if raced:
        reasons += _less(season.fact, season.fewer_sets)
        reasons += [] if season.finisher else [Reason(season.fact, NO_FINISHER)]
        reasons.append(Reason(season.fact, NO_INCREASES))
    if lighter:
        reasons.append(Reason(lighter, LIGHTER_WEEK))
        reasons += _lighter(lighter, rules.deload.fewer_sets, rules.deload.reserve)
    for fact in readiness.causes if amber else ():
        reasons += _lighter(fact, ready.fewer_sets, ready.reserve)
    return LoadAdjustment(
        readiness.color,
        fewer_sets=max(season.fewer_sets, rules.deload.fewer_sets if lighter else 0, ready.fewer_sets if amber else 0),
        finisher=season.finisher,
        amrap=not (amber or lighter),
        reserve=ready.reserve if amber else rules.deload.reserve if lighter else None,
        grows=not (amber or lighter or raced),
        word="amber" if amber else DELOAD if lighter else RACE if raced else "",
        reasons=tuple(reasons),
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
    """Return the fact that makes this a lighter week; empty if it is none, as in a season that is light anyway."""
    if not wanted or season.name in ("race", "race_week", "recovery"):
        return ""
    return deload_due(records, now, rules.deload, step_downs, week_starts)


def fewer_sets(count: int) -> str:
    """Return the consequence that each block has fewer sets."""
    return "one fewer set" if count == 1 else f"{count} fewer sets"


def reps_left(reserve: int) -> str:
    """Return the consequence that more reps are left than usual."""
    return f"{reserve} reps left at the end of each set"


def _less(fact: str, sets: int) -> list[Reason]:
    return [Reason(fact, fewer_sets(sets))] if sets else []


def _lighter(fact: str, sets: int, reserve: int) -> list[Reason]:
    others = (NO_MAX_REPS, reps_left(reserve), NO_INCREASES)
    return [*_less(fact, sets), *(Reason(fact, consequence) for consequence in others)]
