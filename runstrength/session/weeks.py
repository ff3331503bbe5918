"""Which sessions count for a week, and how the week and those before it stand against the weekly goal.

One rule for home, the history, the weeks and the coach. A session counts for its week from half of its planned sets;
one with fewer sets done was only started, and is said as such. Warm-ups, self-checks and runs are not counted, nor is
what is dated in the future. The day is that of the clock on the wall where it happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol, TypeVar

from msgspec import Struct

from runstrength.dates import WEEK_STARTS, day_of, in_future, week_of

MAX_STREAK: Final = 520
"""Weeks that are counted back at the most."""


class Dated(Protocol):
    """Anything with the moment at which it began."""

    @property
    def started(self) -> datetime:
        """When it began."""
        ...


class Trained(Dated, Protocol):
    """What the weeks have to know of a session: a record, or a row of a list of them."""

    @property
    def kind(self) -> str:
        """`session`, `warmup`, `check` or `run`."""
        ...

    @property
    def sets_done(self) -> int:
        """Skipped ones do not count."""
        ...

    @property
    def sets_planned(self) -> int:
        """Of the plan that was followed, 0 where it is not known."""
        ...


D = TypeVar("D", bound=Dated)


class Weekly(Struct, frozen=True):
    """The week against its goal, and the weeks before it."""

    done: int
    """Sessions that count."""
    goal: int
    kept: int = 0
    """Weeks running that came to the goal, this one too once it has; one that missed it now and then is forgiven."""
    missed: int = 0
    """Whole weeks in which no session was even started that lie directly before this one."""
    started: int = 0
    """Sessions of less than half of their sets, which do not count."""

    @property
    def left(self) -> int:
        """How many sessions are still to do."""
        return max(0, self.goal - self.done)

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.done >= self.goal

    @property
    def words(self) -> str:
        """How the week goes: `1 of 2 sessions this week`, `4 this week (goal 2)`, `0 of 2 …, 1 started`."""
        if self.done > self.goal:
            words = f"{self.done} this week (goal {self.goal})"
        else:
            words = f"{self.done} of {self.goal} {'session' if self.goal == 1 else 'sessions'} this week"
        return f"{words}, {self.started} started" if self.started else words


def counts(item: Trained) -> bool:
    """Tell whether it is a strength session that counts for its week: at least half of its planned sets were done."""
    return is_strength(item) and 2 * item.sets_done >= item.sets_planned


def only_started(item: Trained) -> bool:
    """Tell whether it is a strength session of less than half of its planned sets."""
    return is_strength(item) and not counts(item)


def is_strength(item: Trained) -> bool:
    """Tell whether it is a strength session in which any set was done."""
    return item.kind == "session" and item.sets_done > 0


def up_to(items: Iterable[D], now: datetime) -> tuple[D, ...]:
    """Return what is not dated in the future, in its order."""
    return tuple(item for item in items if not in_future(item.started, now))


def weekly(items: Sequence[Trained], now: datetime, goal: int, week_starts: str = WEEK_STARTS[0]) -> Weekly:
    """Return how the week stands, and for how many weeks the goal was reached.

    Args:
        items: the past, in any order.
        now: the moment.
        goal: strength sessions a week.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    this = week_of(day_of(now), week_starts)
    done: dict[int, int] = {}
    started: dict[int, int] = {}
    for item in up_to(items, now):
        if is_strength(item):
            numbers = done if counts(item) else started
            week = week_of(day_of(item.started), week_starts)
            numbers[week] = numbers.get(week, 0) + 1
    kept = 1 if done.get(this, 0) >= goal else 0
    short = 0
    for week in range(this - 1, this - MAX_STREAK, -1):
        if done.get(week, 0) >= goal:
            kept, short = kept + 1, 0
        else:
            short += 1
            if short > 1:
                break
    missed = 0
    trained = done.keys() | started.keys()
    first = min(trained, default=this)
    while this - missed - 1 > first and this - missed - 1 not in trained:
        missed += 1
    return Weekly(done.get(this, 0), goal, kept, missed, started.get(this, 0))


def trained_weeks(items: Iterable[Trained], week_starts: str = WEEK_STARTS[0]) -> set[int]:
    """Return the weeks, by `dates.week_of`, in which a strength session counted."""
    return {week_of(day_of(item.started), week_starts) for item in items if counts(item)}
