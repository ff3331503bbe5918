"""The weekly goal: which sessions count for a week, the current week, and the streak before it.

The rule is the same for home, history, weeks and coach. Around a race a week has a smaller goal, or none. A session
counts for its week if at least half of its planned sets were done; one with fewer is shown as started. Warm-ups,
self-checks, runs and sessions dated in the future do not count. The day is the local one where the session took place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, Protocol, TypeVar

from msgspec import Struct

from runstrength.dates import WEEK_STARTS, day_before, day_of, in_future, week_of
from runstrength.text import noun_for

MAX_STREAK: Final = 520
"""The longest streak that is counted, in weeks."""


class Dated(Protocol):
    """Anything with a start."""

    @property
    def started(self) -> datetime:
        """When it started."""
        ...


class TrainingEntry(Dated, Protocol):
    """What the weekly goal needs to know of a session: a record, or a row of the history."""

    @property
    def kind(self) -> str:
        """`session`, `warmup`, `check` or `run`."""
        ...

    @property
    def sets_done(self) -> int:
        """Sets done, without skipped ones."""
        ...

    @property
    def sets_planned(self) -> int:
        """Sets of the plan, 0 if unknown."""
        ...

    @property
    def eased(self) -> object:
        """Why it asked for less than usual, as in a record."""
        ...


D = TypeVar("D", bound=Dated)

RACE: Final = "race"
"""The field `eased` of a session around a race; such weeks are light too."""


class WeekGoals(Struct, frozen=True):
    """The goal of every week."""

    goal: int
    """Strength sessions a week, as the person chose."""
    exceptions: Mapping[int, int] = {}
    """Other goals, by `dates.week_of`: those of weeks around a race."""
    week_starts: str = WEEK_STARTS[0]

    def of(self, day: date, *, raced: bool = False) -> int:
        """Return the goal of the week of a day; 0 if nothing is to be done in it.

        Args:
            day: any day of the week.
            raced: a session of the week was one around a race, which is one a week.
        """
        goal = min(self.goal, self.exceptions.get(week_of(day, self.week_starts), self.goal))
        return min(goal, 1) if raced else goal


class WeeklyGoal(Struct, frozen=True):
    """The current week against its goal, and the weeks before it."""

    done: int
    """Sessions of this week that count."""
    goal: int
    kept: int = 0
    """The streak: weeks that reached the goal, including this one once it has; single missed weeks are forgiven."""
    missed: int = 0
    """Weeks directly before this one in which no session was even started."""
    started: int = 0
    """Sessions of this week with less than half of their sets, which do not count."""

    @property
    def left(self) -> int:
        """Sessions still to do this week."""
        return max(0, self.goal - self.done)

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.done >= self.goal

    @property
    def words(self) -> str:
        """How the week goes: `1 of 2 sessions this week`, `4 this week (goal 2)`, `0 of 2 …, 1 started`."""
        if not self.goal and not self.done:
            words = "race week: no session needed"
        elif self.done > self.goal:
            words = f"{self.done} this week (goal {self.goal})"
        else:
            words = f"{self.done} of {self.goal} {noun_for(self.goal, 'session')} this week"
        return f"{words}, {self.started} started" if self.started else words


def counts(item: TrainingEntry) -> bool:
    """Tell whether a session counts for its week: a strength session with at least half of its planned sets done."""
    return is_strength(item) and 2 * item.sets_done >= item.sets_planned


def is_strength(item: TrainingEntry) -> bool:
    """Tell whether it is a strength session in which any set was done."""
    return item.kind == "session" and item.sets_done > 0


def up_to(items: Iterable[D], now: datetime) -> tuple[D, ...]:
    """Return the items that are not dated in the future, in order."""
    return tuple(item for item in items if not in_future(item.started, now))


def weekly(
    items: Sequence[TrainingEntry], now: datetime, goal: int | WeekGoals, week_starts: str = WEEK_STARTS[0]
) -> WeeklyGoal:
    """Return the current week against its goal, and the streak.

    Args:
        items: the past, in any order.
        now: the moment.
        goal: strength sessions a week, or the goal of every week.
        week_starts: one of `dates.WEEK_STARTS`, if it is one number.
    """
    goals = goal if isinstance(goal, WeekGoals) else WeekGoals(goal, week_starts=week_starts)
    week_starts = goals.week_starts
    today = day_of(now)
    this = week_of(today, week_starts)
    raced: set[int] = set()
    done: dict[int, int] = {}
    started: dict[int, int] = {}
    for item in up_to(items, now):
        if is_strength(item):
            numbers = done if counts(item) else started
            week = week_of(day_of(item.started), week_starts)
            numbers[week] = numbers.get(week, 0) + 1
            if item.eased == RACE:
                raced.add(week)

    def goal_of(week: int) -> int:
        return goals.of(day_before(today, 7 * (this - week)), raced=week in raced)

    kept = 1 if done.get(this, 0) >= max(1, goal_of(this)) else 0
    short = 0
    for week in range(this - 1, this - MAX_STREAK, -1):
        if done.get(week, 0) >= max(1, goal_of(week)):
            kept, short = kept + 1, 0
        elif not goal_of(week):  # a week without a goal neither adds to the streak nor ends it
            continue
        else:
            short += 1
            if short > 1:
                break
    missed = 0
    trained = done.keys() | started.keys()
    first = min(trained, default=this)
    while this - missed - 1 > first and this - missed - 1 not in trained:
        missed += 1
    return WeeklyGoal(done.get(this, 0), goal_of(this), kept, missed, started.get(this, 0))


def trained_weeks(items: Iterable[TrainingEntry], week_starts: str = WEEK_STARTS[0]) -> set[int]:
    """Return the weeks, by `dates.week_of`, in which a strength session counted."""
    return {week_of(day_of(item.started), week_starts) for item in items if counts(item)}
