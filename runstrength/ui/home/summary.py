"""The recent weeks for home: one line of facts, and at most one remark. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from runstrength.catalogue.coach_rules import CoachRules
from runstrength.coach.insights import EasyShare, easy_share, remarks, smaller_plan
from runstrength.session.record import Record
from runstrength.session.weeks import TrainingEntry, WeekGoals, WeeklyGoal, weekly

if TYPE_CHECKING:
    from runstrength.ui.services import Services


class RecentWeeks(Struct, frozen=True):
    """A summary of the recent weeks."""

    week: WeeklyGoal
    share: EasyShare
    remarks: tuple[str, ...]
    shorter_minutes: float | None
    """Minutes of the shorter plan that is offered; None if none is."""

    def words(self, width: int) -> str:
        """Return the current week, the streak and the share of easy training, as much as fits."""
        parts = [self.week.words]
        if self.week.kept > 1:
            parts.append(f"{self.week.kept}-week streak")
        if self.share.known:
            parts.append(f"easy: {self.share.words}")
        while len(parts) > 1 and cell_len(" · ".join(parts)) > width:
            parts.pop()
        return " · ".join(parts)


def read_recent_weeks(services: Services, rows: Sequence[TrainingEntry]) -> RecentWeeks:
    """Return a summary of the recent weeks.

    Args:
        services: the app's services.
        rows: the whole history, the newest first.
    """
    settings, today, rules = services.settings, services.planner.today(), services.library.coach_rules
    exercises, done = services.library.exercises, {item.exercise for record in today.records for item in record.sets}
    return recent_weeks(
        rows,
        today.records,
        services.now(),
        rules,
        goal=services.week_goals,
        names={key: exercises[key].name for key in done if key in exercises},
        week_starts=settings.week_starts,
    )


def recent_weeks(
    rows: Sequence[TrainingEntry],
    records: Sequence[Record],
    now: datetime,
    rules: CoachRules,
    *,
    goal: int | WeekGoals,
    names: Mapping[str, str],
    week_starts: str = "monday",
) -> RecentWeeks:
    """Return a summary of the recent weeks.

    Args:
        rows: the whole history, the newest first, for the weeks.
        records: the newest sessions with their sets, the newest first.
        now: the current time.
        rules: the coach's rules.
        goal: strength sessions per week, or the goal of every week.
        names: the names of exercises, by key.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    return RecentWeeks(
        weekly(rows, now, goal, week_starts),
        easy_share(records, now, rules.effort),
        remarks(records, now, rules, names, week_starts=week_starts),
        rules.goal.minutes if smaller_plan(records, now, rules.goal, week_starts) else None,
    )
