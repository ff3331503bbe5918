"""Tells in one line whether a strength session is due, for a shell's prompt or a status bar.

A week has the person's goal, or less around a race. Two sessions have a day between them while the days left in the
week are enough for it (our default; the article asks for two or three a week).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from runstrength.catalogue.coach_rules import CoachRules
from runstrength.coach.readiness import Checkin, hard_fact, pain_day
from runstrength.coach.season import goals_of
from runstrength.dates import day_of, from_today, week_start
from runstrength.session.record import Record
from runstrength.session.weeks import counts, up_to, weekly
from runstrength.text import capitalized

if TYPE_CHECKING:
    from runstrength.settings import Settings

WEEK: Final = 7
"""Days."""


def days_needed(rules: CoachRules) -> int:
    """Return of how many days before now the past has to be known."""
    return max(WEEK, 2 * rules.race.full_days, math.ceil(rules.readiness.hard_hours / 24) + rules.runs.days) + 1


class Due(Struct, frozen=True):
    """Whether a session is due, and what that follows from."""

    due: bool
    facts: tuple[str, ...]
    """Clauses, the decisive one first."""

    @property
    def line(self) -> str:
        """The answer, such as `Due: 1 of 2 sessions this week.`, with its facts as sentences."""
        first, *others = self.facts
        return " ".join(
            (f"{'Due' if self.due else 'Not due'}: {first}.", *(f"{capitalized(fact)}." for fact in others))
        )


def due(settings: Settings, records: Sequence[Record], now: datetime, rules: CoachRules) -> Due:
    """Tell whether a strength session is due.

    Args:
        settings: the person's, with the weekly goal.
        records: the past of `days_needed` days, the newest first.
        now: the moment.
        rules: the numbers of `assets/coach.toml`.
    """
    past = up_to(records, now)
    week = weekly(past, now, goals_of(settings, past, now, rules))
    hard, _ = hard_fact(Checkin(), past, now, rules)
    others = (hard,) if hard else ()
    today = day_of(now)
    pain = pain_day(past)
    if pain is not None and day_of(pain) == today:
        return Due(due=False, facts=("you have pain today",))
    if week.reached:
        return Due(due=False, facts=(week.words, *others))
    ago = min(((today - day_of(record.started)).days for record in past if counts(record)), default=WEEK)
    wait = rules.goal.days_between + 1 - ago
    left = WEEK - (today - week_start(today, settings.week_starts)).days - wait
    if ago == 0 or (wait > 0 and left > (week.left - 1) * (rules.goal.days_between + 1)):
        return Due(due=False, facts=(f"your last session was {from_today(-ago)}", week.words, *others))
    return Due(due=True, facts=(week.words, *others))
