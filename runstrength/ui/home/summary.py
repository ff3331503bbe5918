"""How the last weeks went, for home: one line of facts, and at most one remark. Pure: from records to words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from runstrength.catalogue.coach_rules import CoachRules
from runstrength.coach.insights import EasyShare, easy_share, remarks, smaller_plan
from runstrength.session.record import Record
from runstrength.session.weeks import TrainingEntry, WeeklyGoal, weekly

if TYPE_CHECKING:
    from runstrength.ui.services import Services


class Lately(Struct, frozen=True):
    """What a look back tells."""

    week: WeeklyGoal
    share: EasyShare
    remarks: tuple[str, ...]
    smaller: float | None
    """Minutes of the smaller plan that is offered, None where none is."""

    def words(self, width: int) -> str:
        """Return the week, the weeks before it and the share of easy training, as much of it as fits."""
        parts = [self.week.words]
        if self.week.kept > 1:
            parts.append(f"{self.week.kept} weeks kept")
        if self.share.known:
            parts.append(f"{self.share.easy} of {self.share.sessions} easy in 14 days")
        while len(parts) > 1 and cell_len(" · ".join(parts)) > width:
            parts.pop()
        return " · ".join(parts)


def look_back(services: Services, rows: Sequence[TrainingEntry]) -> Lately:
    """Return how the last weeks went.

    Args:
        services: what is worked with.
        rows: the whole history, the newest first.
    """
    settings, rules = services.settings, services.library.coach_rules
    return lately(
        rows,
        services.planner.today().records,
        services.now(),
        rules,
        goal=settings.weekly_goal,
        names={key: exercise.name for key, exercise in services.library.exercises.items()},
        week_starts=settings.week_starts,
    )


def lately(
    rows: Sequence[TrainingEntry],
    records: Sequence[Record],
    now: datetime,
    rules: CoachRules,
    *,
    goal: int,
    names: Mapping[str, str],
    week_starts: str = "monday",
) -> Lately:
    """Return how the last weeks went.

    Args:
        rows: the whole history, the newest first, for the weeks.
        records: the newest sessions in full, the newest first.
        now: the moment.
        rules: the numbers to go by.
        goal: strength sessions a week.
        names: of exercises, by key.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    return Lately(
        weekly(rows, now, goal, week_starts),
        easy_share(records, now, rules.effort),
        remarks(records, now, rules, names, week_starts=week_starts),
        rules.goal.minutes if smaller_plan(records, now, rules.goal, week_starts) else None,
    )
