"""Statistics by day and by week: the heatmap, and the weeks against their goal.

They are computed from rows each time and never stored, so that an edit shows at once. A session belongs to its local
day where it happened. `session.weeks` decides which sessions count; warm-ups, checks and runs are counted separately.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from runstrength.dates import WEEK_STARTS, day_of, week_days, week_start
from runstrength.session.weeks import RACE, WeekGoals, counts, is_strength, up_to

if TYPE_CHECKING:
    from runstrength.history.store import Row

WEEKS: Final = 53
"""Weeks of a heatmap: a year, with both end weeks."""
WEEK: Final = timedelta(weeks=1)


class Tally(Struct, frozen=True):
    """Totals of a day, a week, or any other time."""

    sessions: int = 0
    """Strength sessions that count: with at least half of their sets."""
    started: int = 0
    """Strength sessions with fewer sets."""
    sets: int = 0
    """Sets done in strength sessions."""
    seconds: float = 0.0
    """Seconds of strength sessions, without pauses."""
    warmups: int = 0
    checks: int = 0
    runs: int = 0
    run_seconds: float = 0.0
    effort: float | None = None
    """The mean effort, 1-10, of the strength sessions that have one; None if none has."""

    raced: bool = False
    """A strength session was one around a race."""

    @property
    def minutes(self) -> int:
        """Minutes of strength, rounded."""
        return round(self.seconds / 60)

    @property
    def run_minutes(self) -> int:
        """Minutes of running, rounded."""
        return round(self.run_seconds / 60)

    @property
    def anything(self) -> bool:
        """Whether it has any session."""
        return bool(self.sessions or self.started or self.warmups or self.checks or self.runs)


class Day(Struct, frozen=True):
    """One day of the heatmap."""

    date: date
    tally: Tally


class Week(Struct, frozen=True):
    """One week, from its first day."""

    first: date
    tally: Tally
    days: tuple[Day, ...]
    """Its seven days."""


def tally(rows: Iterable[Row]) -> Tally:
    """Return the totals of some sessions."""
    rows = list(rows)
    strength = [row for row in rows if is_strength(row)]
    whole = sum(counts(row) for row in strength)
    runs = [row for row in rows if row.kind == "run"]
    efforts = [row.effort for row in strength if row.effort is not None]
    return Tally(
        sessions=whole,
        started=len(strength) - whole,
        sets=sum(row.sets_done for row in strength),
        seconds=sum(row.seconds for row in strength),
        warmups=sum(row.kind == "warmup" for row in rows),
        checks=sum(row.kind == "check" for row in rows),
        runs=len(runs),
        run_seconds=sum(row.seconds for row in runs),
        effort=sum(efforts) / len(efforts) if efforts else None,
        raced=any(row.eased == RACE for row in strength),
    )


def weeks(
    rows: Iterable[Row], now: datetime, count: int = WEEKS, week_starts: str = WEEK_STARTS[0]
) -> tuple[Week, ...]:
    """Return the last weeks, the oldest first and this week last; weeks without a session too.

    Args:
        rows: the sessions, in any order; sessions in the future are left out.
        now: a moment of the last week.
        count: how many weeks; fewer at the start of the calendar.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in up_to(rows, now):
        by_day[day_of(row.started)].append(row)
    last = week_start(day_of(now), week_starts)
    count = min(count, (last - date.min) // WEEK + 1)
    return tuple(_week(last - place * WEEK, by_day) for place in reversed(range(count)))


def _week(first: date, by_day: dict[date, list[Row]]) -> Week:
    days = week_days(first)
    return Week(
        first,
        tally(row for day in days for row in by_day.get(day, ())),
        tuple(Day(day, tally(by_day.get(day, ()))) for day in days),
    )


def reached(week: Week, goals: WeekGoals) -> bool:
    """Tell whether a week has at least as many strength sessions as its goal, and at least one."""
    return week.tally.sessions >= max(1, goals.of(week.first, raced=week.tally.raced))


def weeks_reached(past: Sequence[Week], goals: WeekGoals) -> int:
    """Return how many weeks reached their goal."""
    return sum(reached(week, goals) for week in past)
