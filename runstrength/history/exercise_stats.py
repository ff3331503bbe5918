"""How one exercise went over the years: a point a session, best sets, personal records, left against right.

Computed from records each time, never stored, so that an edit shows at once. What is counted depends on the dose: reps
(reps, amrap), seconds (hold, time) or steps (carry); an exercise that was done in more than one of them has a series
for each. Sets that were skipped, in which nothing was done, or whose number nobody entered do not count. No load is a
load of 0 kg.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from runstrength.session.record import Record, SetDone

UNITS: Final = {"reps": "reps", "amrap": "reps", "hold": "s", "time": "s", "carry": "steps"}
"""What a dose counts."""
RECENT: Final = 6
"""Sessions from which the balance of the sides is judged."""


class Best(Struct, frozen=True):
    """One set, and when it was."""

    session: str
    """The session's id."""
    started: datetime
    """When the session started."""
    done: float
    load_kg: float
    side: str | None = None


class Point(Struct, frozen=True):
    """An exercise in one session."""

    session: str
    started: datetime
    sets: int
    """How many were done; each side counts as one."""
    best: float
    """The most in one set."""
    mean: float
    """A set on average."""
    total: float
    """All of them."""
    load_kg: float
    """The heaviest."""
    target: float
    """What the hardest set asked for; of an amrap, nothing: 0."""
    left: float | None
    """A set on the left on average; None where sides were not told apart."""
    right: float | None


class Balance(Struct, frozen=True):
    """Left against right, each a set on average."""

    left: float
    right: float
    sessions: int
    """From how many sessions."""

    @property
    def weaker(self) -> str | None:
        """The side with less, None where they are even."""
        return None if self.left == self.right else "left" if self.left < self.right else "right"

    @property
    def share(self) -> float:
        """What the weaker side does of what the stronger one does: 1 is even, 0.8 is a fifth less."""
        return min(self.left, self.right) / max(self.left, self.right)


class Series(Struct, frozen=True):
    """An exercise over time, counted in one unit."""

    exercise: str
    unit: str
    """`reps` (a side, where it has sides), `s` or `steps` (each way)."""
    points: tuple[Point, ...]
    """A session each, the oldest first."""
    low: float
    """The least that was done in a set: with `high`, the range it moves in."""
    high: float
    most: Best
    """The set with the most, the heavier and then the earlier one of two."""
    heaviest: Best
    """The set with the heaviest load, with the most at that load."""
    front: tuple[Best, ...]
    """The best set at each load: those which no other beats in both load and number; the lightest first."""
    records: tuple[Best, ...]
    """The personal records, in their order; see `_records`."""
    balance: Balance | None
    """Left against right in the last sessions; None for what has no sides."""


class Known(Struct, frozen=True):
    """An exercise that is in the history."""

    exercise: str
    sessions: int
    last: datetime


def known(records: Iterable[Record]) -> tuple[Known, ...]:
    """Return the exercises of which at least one set was done, the most frequent first."""
    return counted((record.started, {item.exercise for item in record.sets if _counts(item)}) for record in records)


def counted(sessions: Iterable[tuple[datetime, Iterable[str]]]) -> tuple[Known, ...]:
    """Return the exercises of some sessions, the most frequent first.

    Args:
        sessions: when each started, and the exercises of which something was done in it, each once.
    """
    count: Counter[str] = Counter()
    last: dict[str, datetime] = {}
    for started, keys in sessions:
        for key in keys:
            count[key] += 1
            last[key] = max(started, last.get(key, started))
    order = sorted(count, key=lambda key: (-count[key], key))
    return tuple(Known(key, count[key], last[key]) for key in order)


def series(records: Iterable[Record], exercise: str) -> tuple[Series, ...]:
    """Return how an exercise went, a series for each unit, that of the most sessions first.

    Args:
        records: of the history, in any order.
        exercise: its key.
    """
    by_unit: dict[str, list[tuple[Record, list[SetDone]]]] = defaultdict(list)
    for record in sorted(records, key=lambda record: (record.started, record.id)):
        sets: dict[str, list[SetDone]] = defaultdict(list)
        for item in record.sets:
            if item.exercise == exercise and _counts(item):
                sets[UNITS.get(item.target.kind, item.target.kind)].append(item)
        for unit, items in sets.items():
            by_unit[unit].append((record, items))
    order = sorted(by_unit, key=lambda unit: (-len(by_unit[unit]), unit))
    return tuple(_series(exercise, unit, by_unit[unit]) for unit in order)


def _series(exercise: str, unit: str, sessions: Sequence[tuple[Record, list[SetDone]]]) -> Series:
    bests = [_best(record, item) for record, items in sessions for item in items]
    points = tuple(_point(record, items) for record, items in sessions)
    return Series(
        exercise=exercise,
        unit=unit,
        points=points,
        low=min(one.done for one in bests),
        high=max(one.done for one in bests),
        most=max(bests, key=lambda one: (one.done, one.load_kg)),
        heaviest=max(bests, key=lambda one: (one.load_kg, one.done)),
        front=_front(bests),
        records=_records(bests),
        balance=_balance(points),
    )


def _counts(item: SetDone) -> bool:
    return item.known > 0


def _best(record: Record, item: SetDone) -> Best:
    return Best(record.id, record.started, item.known, item.load_kg or 0.0, item.side)


def _point(record: Record, items: Sequence[SetDone]) -> Point:
    done = [item.known for item in items]
    return Point(
        session=record.id,
        started=record.started,
        sets=len(items),
        best=max(done),
        mean=_mean(done),
        total=sum(done),
        load_kg=max(item.load_kg or 0.0 for item in items),
        target=max(0.0 if item.target.kind == "amrap" else item.target.value for item in items),
        left=_side(items, "left"),
        right=_side(items, "right"),
    )


def _side(items: Sequence[SetDone], side: str) -> float | None:
    done = [item.known for item in items if item.side == side]
    return _mean(done) if done else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _front(bests: Sequence[Best]) -> tuple[Best, ...]:
    """Return the sets that no other beats: walked from the heaviest load down, each has more than all before it."""
    front: list[Best] = []
    for one in sorted(bests, key=lambda one: (one.load_kg, one.done), reverse=True):
        if not front or one.done > front[-1].done:
            front.append(one)
    return tuple(reversed(front))


def _records(bests: Sequence[Best]) -> tuple[Best, ...]:
    """Return the personal records: sets for which no earlier one had at least the load and at least the number.

    The first session is where it starts, and sets no record; a later one sets at most one at each load.
    """
    front = [one for one in bests if one.session == bests[0].session]
    records: dict[tuple[str, float], Best] = {}
    for one in bests[len(front) :]:
        if not any(old.load_kg >= one.load_kg and old.done >= one.done for old in front):
            records[one.session, one.load_kg] = one
            front = [old for old in front if old.load_kg > one.load_kg or old.done > one.done]
            front.append(one)
    return tuple(records.values())


def _balance(points: Sequence[Point]) -> Balance | None:
    both = [(point.left, point.right) for point in points if point.left is not None and point.right is not None]
    recent = both[-RECENT:]
    if not recent:
        return None
    return Balance(_mean([left for left, _ in recent]), _mean([right for _, right in recent]), len(recent))
