"""Autoregulation: how today's session is adjusted for readiness, season and a lighter week.

Several reasons for one set less take it off once, and share a sentence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import CoachRules, ReadinessRules, RunRules
from runstrength.coach.absence import NO_MAX_REPS, RETURN, Return, fewer_sets
from runstrength.coach.deload import BEGUN, DELOAD, RED, deload_due
from runstrength.coach.past_performance import MORE_RUNNING, STEADY
from runstrength.coach.readiness import Color, Readiness
from runstrength.coach.reasons import Reason, joined
from runstrength.coach.runs import MoreRunning, length_words
from runstrength.coach.season import AROUND_A_RACE, SeasonPhase
from runstrength.coach.time_budget import NO_INCREASES
from runstrength.session.record import Record
from runstrength.session.weeks import RACE
from runstrength.session.wording import number_words, ordinal_words

NO_FINISHER: Final = "no finisher"
LIGHTER_WEEK: Final = "a lighter week"
NO_LEGS: Final = "no leg exercises"
SMALLEST: Final = "only the smallest increases"
WARM_UPS_ONLY: Final = "warm-ups only"
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
    smallest: bool = False
    """Doses may grow, but only by the smallest step, and nothing else does."""
    legs: bool = True
    """Leg exercises are done."""
    minutes: float | None = None
    """The session is cut to these minutes, None for no limit."""
    instead: str = ""
    """The routine to do instead, empty for none."""
    word: str = ""
    """For the record: one of the words of `docs/format.md`, empty if nothing is adjusted."""
    as_beginner: str = ""
    """The fact for which sets and first doses are a beginner's; empty if they are not."""
    reasons: tuple[Reason, ...] = ()

    @property
    def facts(self) -> str:
        """The facts of all reasons in one phrase: `the race is in 20 days and your stress is 4 of 5`."""
        return joined([reason.fact for reason in self.reasons])


def no_adjustment(adjustment: LoadAdjustment) -> LoadAdjustment:
    """Return that nothing is adjusted although it could be, because the person chose so."""
    turned_off = Reason("you turned the adjustments off", f"the usual session, although {adjustment.facts}")
    return LoadAdjustment(adjustment.color, reasons=(turned_off,))


def adjust_load(
    readiness: Readiness,
    season: SeasonPhase,
    lighter: str,
    rules: CoachRules,
    *,
    more: MoreRunning | None = None,
    back: Return | None = None,
) -> LoadAdjustment:
    """Return how today's session is adjusted.

    Args:
        readiness: of the person.
        season: of the runner.
        lighter: the fact that makes this a lighter week, empty if it is none.
        rules: the numbers of `assets/coach.toml`.
        more: how much more was run than usual, None if not much more.
        back: what is different after weeks off.
    """
    ready, back = rules.readiness, back or Return()
    instead = _instead(readiness, season, ready)
    if instead is not None:
        return instead
    raced, amber = season.name in ("race", "recovery"), readiness.color == "amber"
    steady = amber and readiness.running >= ready.steady_days and not (lighter or raced or back.reasons)
    reasons = [
        *(Reason(season.fact, consequence) for consequence in season.consequences),
        *back.reasons,
        *(_around_a_race(season) if raced else ()),
        *(_lighter_week(lighter, rules) if lighter else ()),
        *(_lighter_day(readiness, ready, steady=steady) if amber else ()),
    ]
    if more is not None:
        reasons += _less(mileage_fact(more), rules.runs.fewer_sets, mileage_otherwise(more, rules.runs))
    # A lighter week and the weeks around a race go first: the record tells that the week was one.
    word = DELOAD if lighter else RACE if raced else STEADY if steady else "amber" if amber else ""
    word = word or (RETURN if back.reasons else MORE_RUNNING if more is not None else "")
    return LoadAdjustment(
        readiness.color,
        fewer_sets=max(
            season.fewer_sets,
            back.fewer_sets,
            rules.deload.fewer_sets if lighter else 0,
            ready.fewer_sets if amber else 0,
            rules.runs.fewer_sets if more is not None else 0,
        ),
        finisher=season.finisher,
        amrap=back.max_reps and not (amber or lighter),
        reserve=ready.reserve if amber else rules.deload.reserve if lighter else None,
        grows=not back.reasons and (steady or not (amber or lighter or raced)),
        smallest=steady,
        legs=season.legs,
        word=word,
        as_beginner=back.as_beginner,
        reasons=tuple(reasons),
    )


def _instead(readiness: Readiness, season: SeasonPhase, ready: ReadinessRules) -> LoadAdjustment | None:
    """Return what is done instead of a session; None if there is one."""
    if readiness.color == "stop":
        return LoadAdjustment("stop")
    if readiness.color == "red" and readiness.running > ready.red_days and season.name != "race_week":
        return _easy_minutes(readiness, season, ready)
    if readiness.color == "red":
        otherwise = "" if season.name in AROUND_A_RACE else readiness.otherwise
        rest = tuple(Reason(fact, WARM_UP, otherwise=otherwise) for fact in readiness.causes)
        return LoadAdjustment("red", instead=ready.instead, word=RED, reasons=rest)
    if season.name == "race_week":
        only = (Reason(season.fact, WARM_UPS_ONLY),)
        return LoadAdjustment(readiness.color, instead=ready.instead, word=RACE, reasons=only)
    return None


def _around_a_race(season: SeasonPhase) -> list[Reason]:
    """Return why there is less in the race season and after a race."""
    reasons = _less(season.fact, season.fewer_sets)
    reasons += [] if season.finisher else [Reason(season.fact, NO_FINISHER)]
    reasons += [] if season.legs else [Reason(season.fact, NO_LEGS, otherwise=season.otherwise)]
    return [*reasons, Reason(season.fact, NO_INCREASES)]


def _lighter_week(fact: str, rules: CoachRules) -> list[Reason]:
    """Return why there is less in a lighter week, which is only called one in its first session."""
    first = [] if fact.startswith(BEGUN) else [Reason(fact, LIGHTER_WEEK)]
    return [*first, *_lighter(fact, rules.deload.fewer_sets, rules.deload.reserve)]


def _lighter_day(readiness: Readiness, ready: ReadinessRules, *, steady: bool) -> list[Reason]:
    """Return why there is less on an amber day; with the smallest increases if it is one of several in a row."""
    reasons: list[Reason] = []
    for fact in readiness.causes:
        reasons += _lighter(fact, ready.fewer_sets, ready.reserve, grows=steady)
    if steady:
        fact = f"this is your {ordinal_words(readiness.running)} lighter training day in a row"
        reasons.append(Reason(fact, SMALLEST))
    return reasons


def warm_ups_only(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return the reasons of a session of which nothing is left without leg exercises."""
    return tuple(replace(reason, consequence=WARM_UPS_ONLY) for reason in reasons if reason.consequence == NO_LEGS)


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


def reps_left(reserve: int) -> str:
    """Return the consequence that more reps are left than usual."""
    return f"{reserve} reps left at the end of each set"


def mileage_fact(more: MoreRunning) -> str:
    """Return the fact that there was more running than usual."""
    return (
        f"you ran {length_words(more.minutes)} in the last 7 days, "
        f"after {length_words(more.usual)} a week in the {number_words(more.weeks)} weeks before"
    )


def mileage_otherwise(more: MoreRunning, rules: RunRules) -> str:
    """Return up to how much running nothing would be taken off."""
    return f"up to {length_words(math.floor(rules.more_share * more.usual))}, no set would come off"


def _easy_minutes(readiness: Readiness, season: SeasonPhase, ready: ReadinessRules) -> LoadAdjustment:
    """Return how the session is adjusted after days on which it was a warm-up or rest."""
    minutes = f"{ready.easy_minutes:g} easy minutes"
    before = f"this is your {ordinal_words(readiness.running)} take-it-easy day in a row"
    reasons = [Reason(fact, minutes) for fact in (*readiness.causes, before)]
    reasons += [Reason(readiness.causes[-1], NO_LEGS)] if readiness.sore else []
    reasons += [] if season.legs else [Reason(season.fact, NO_LEGS)]
    return LoadAdjustment(
        "red",
        fewer_sets=ready.fewer_sets,
        finisher=False,
        amrap=False,
        reserve=ready.reserve,
        grows=False,
        legs=season.legs and not readiness.sore,
        minutes=ready.easy_minutes,
        word=RED,
        reasons=tuple(reasons),
    )


def _less(fact: str, sets: int, otherwise: str = "") -> list[Reason]:
    return [Reason(fact, fewer_sets(sets), otherwise=otherwise)] if sets else []


def _lighter(fact: str, sets: int, reserve: int, *, grows: bool = False) -> list[Reason]:
    others = (NO_MAX_REPS, reps_left(reserve), *(() if grows else (NO_INCREASES,)))
    return [*_less(fact, sets), *(Reason(fact, consequence) for consequence in others)]
