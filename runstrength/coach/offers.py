"""What the coach offers and nobody gets without accepting it: the heavy phase (`heavy`) and hops (`hops`).

The answer is a setting, because it is the person's. A no is remembered, and the same is offered again after some weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from runstrength.catalogue.coach_rules import OfferRules
from runstrength.catalogue.library import Library
from runstrength.catalogue.routine import Routine
from runstrength.coach.past_performance import PastPerformance
from runstrength.coach.reasons import Reason
from runstrength.coach.season import SeasonPhase
from runstrength.dates import day_of, week_of
from runstrength.session.record import Record
from runstrength.session.weeks import trained_weeks
from runstrength.settings import read_answer
from runstrength.text import capitalized

HEAVY: Final = "heavy"
HOPS: Final = "hops"
NAMES: Final = {HEAVY: "heavy phase", HOPS: "hops"}
"""What the offers are called, by the setting that has the answer."""


class Offer(Struct, frozen=True):
    """Something that is offered today."""

    key: str
    """Of `NAMES`."""
    reason: Reason
    """What is offered, and why now."""


class Lifter(Struct, frozen=True):
    """What somebody has, chose and did, as far as it decides about the offers."""

    heavy: str
    """The answer to the offer of a heavy phase, as in the settings."""
    hops: str
    """The same for hops."""
    level: str
    equipment: tuple[str, ...]
    owned: Mapping[str, tuple[float, ...]]
    """Weights in kilograms by equipment, the lightest first; empty for any."""
    steps: Mapping[str, float]
    """Kilograms between two weights, by equipment, if none are listed."""
    reserve: int
    """The reps that are left if nobody says how many."""
    race_date: str
    week_starts: str
    season: SeasonPhase
    minutes: float | None
    """The time limit; None for none."""
    now: datetime
    records: tuple[Record, ...]
    """The past, the newest first."""
    performances: Mapping[str, Sequence[PastPerformance]]
    hurting: frozenset[str] = frozenset()
    """Exercises that hurt lately."""
    coming_back: bool = False
    """Weeks off are just over, so nothing new begins."""

    @property
    def today(self) -> date:
        """The day."""
        return day_of(self.now)


def accepted_since(answer: str, today: date) -> date | None:
    """Return the day since which something is accepted, the first day of the calendar if nobody knows; else None."""
    known = read_answer(answer)
    if known is None or not known.accepted or (known.day is not None and known.day > today):
        return None
    return known.day or date.min


def is_open(answer: str, today: date, rules: OfferRules) -> bool:
    """Tell whether something may be offered: it was never answered, or declined long enough ago.

    Args:
        answer: of the settings.
        today: the day.
        rules: after how many days it is offered again.
    """
    known = read_answer(answer)
    if known is None:
        return True
    return not known.accepted and known.day is not None and today - known.day >= timedelta(days=rules.again_days)


def is_new(answers: Iterable[str], today: date, rules: OfferRules) -> bool:
    """Tell whether something was accepted lately, so that nothing else new is offered yet.

    Args:
        answers: to all offers, as in the settings.
        today: the day.
        rules: for how many days it is new.
    """
    since = (accepted_since(answer, today) for answer in answers)
    return any(day is not None and (today - day).days < rules.apart_days for day in since)


def answer_words(key: str, rules: OfferRules, *, accepted: bool) -> str:
    """Return the sentence that confirms the answer to an offer."""
    name = capitalized(NAMES[key])
    if accepted:
        return f"{name}: on from today."
    return f"{name}: not offered again for {rules.again_days // 7} weeks."


def is_built_in(routine: Routine, library: Library) -> bool:
    """Tell whether an offer may change a routine: one that the person wrote is not changed."""
    return routine.name in library.routine_files and routine.name not in library.own


def weeks_before(records: Sequence[Record], now: datetime, count: int, week_starts: str) -> int:
    """Return in how many of the weeks before this one a strength session counted.

    Args:
        records: the past.
        now: the moment.
        count: how many weeks.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    this = week_of(day_of(now), week_starts)
    return sum(this - count <= week < this for week in trained_weeks(records, week_starts))


def weeks_fact(trained: int, rules: OfferRules) -> str:
    """Return the fact that so many weeks of training are behind somebody."""
    return f"you trained in {trained} of the last {rules.of_weeks} weeks"
