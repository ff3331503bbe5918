"""Statistics of one exercise: a point per session, best sets, personal records, left against right.

They are computed from records each time and never stored, so that an edit shows at once. The unit depends on the dose
(`DONE_UNITS`: reps, seconds, steps and so on); an exercise with several units has a series for each. Sets that were
skipped, with nothing done or without a number do not count, nor do warm-up and drop sets of other apps. No load counts
as 0 kg.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from runstrength.dose_kinds import DONE_UNITS
from runstrength.session.record import Record, SetDone

RECENT: Final = 6
"""Sessions that the balance of the sides is computed from."""


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
    best: float
    """The most in one set, in the unit of the series."""
    total: float
    """The sum of all sets."""
    load_kg: float
    """The heaviest load, in kg."""
    left: float | None
    """The average set on the left; None without sides."""
    right: float | None


class Balance(Struct, frozen=True):
    """The average sets on the left and on the right."""

    left: float
    right: float
    sessions: int
    """How many sessions it is computed from."""

    @property
    def weaker(self) -> str | None:
        """The side with less; None if they are equal."""
        return None if self.left == self.right else "left" if self.left < self.right else "right"

    @property
    def share(self) -> float:
        """The weaker side divided by the stronger one, 0 to 1."""
        return min(self.left, self.right) / max(self.left, self.right)


class Series(Struct, frozen=True):
    """An exercise over time, counted in one unit."""

    exercise: str
    unit: str
    """`reps` (a side, where it has sides), `s` or `steps` (each way)."""
    points: tuple[Point, ...]
    """One per session, the oldest first."""
    low: float
    """The least in one set."""
    high: float
    most: Best
    """The set with the most; of several, the heaviest, then the earliest."""
    heaviest: Best
    """The set with the heaviest load; of several, the one with the most."""
    front: tuple[Best, ...]
    """The sets that no other set beats in both load and number, the lightest first."""
    records: tuple[Best, ...]
    """The personal records, the oldest first; see `_records`."""
    balance: Balance | None
    """Left against right in the last sessions; None without sides."""


class ExerciseCount(Struct, frozen=True):
    """An exercise in the history, and how many sessions have it."""

    exercise: str
    sessions: int
    last: datetime


def count_exercises(sessions: Iterable[tuple[datetime, Iterable[str]]]) -> tuple[ExerciseCount, ...]:
    """Return the exercises of some sessions, the most frequent first.

    Args:
        sessions: the start of each, and its exercises with something done, each once.
    """
    count: Counter[str] = Counter()
    last: dict[str, datetime] = {}
    for started, keys in sessions:
        for key in keys:
            count[key] += 1
            last[key] = max(started, last.get(key, started))
    order = sorted(count, key=lambda key: (-count[key], key))
    return tuple(ExerciseCount(key, count[key], last[key]) for key in order)


def series(records: Iterable[Record], exercise: str) -> tuple[Series, ...]:
    """Return the series of an exercise, one per unit, the one with the most sessions first.

    Args:
        records: of the history, in any order.
        exercise: its key.
    """
    by_unit: dict[str, list[tuple[Record, list[SetDone]]]] = defaultdict(list)
    for record in sorted(records, key=lambda record: (record.started, record.id)):
        sets: dict[str, list[SetDone]] = defaultdict(list)
        for item in record.sets:
            if item.exercise == exercise and _counts(item):
                sets[DONE_UNITS.get(item.target.kind, item.target.kind)].append(item)
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
        low=min(best.done for best in bests),
        high=max(best.done for best in bests),
        most=max(bests, key=lambda best: (best.done, best.load_kg)),
        heaviest=max(bests, key=lambda best: (best.load_kg, best.done)),
        front=_front(bests),
        records=_records(bests),
        balance=_balance(points),
    )


def _counts(item: SetDone) -> bool:
    return item.counts and item.known > 0


def _best(record: Record, item: SetDone) -> Best:
    return Best(record.id, record.started, item.known, item.load_kg or 0.0, item.side)


def _point(record: Record, items: Sequence[SetDone]) -> Point:
    done = [item.known for item in items]
    return Point(
        session=record.id,
        started=record.started,
        best=max(done),
        total=sum(done),
        load_kg=max(item.load_kg or 0.0 for item in items),
        left=_side(items, "left"),
        right=_side(items, "right"),
    )


def _side(items: Sequence[SetDone], side: str) -> float | None:
    done = [item.known for item in items if item.side == side]
    return _mean(done) if done else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _front(bests: Sequence[Best]) -> tuple[Best, ...]:
    """Return the sets that no other set beats: from the heaviest load down, each has more than all before it."""
    front: list[Best] = []
    for best in sorted(bests, key=lambda best: (best.load_kg, best.done), reverse=True):
        if not front or best.done > front[-1].done:
            front.append(best)
    return tuple(reversed(front))


def _records(bests: Sequence[Best]) -> tuple[Best, ...]:
    """Return the personal records: sets that no earlier set equals in both load and number.

    The first session sets no record; a later one sets at most one at each load.
    """
    front = [best for best in bests if best.session == bests[0].session]
    records: dict[tuple[str, float], Best] = {}
    for best in bests[len(front) :]:
        if not any(old.load_kg >= best.load_kg and old.done >= best.done for old in front):
            records[best.session, best.load_kg] = best
            front = [old for old in front if old.load_kg > best.load_kg or old.done > best.done]
            front.append(best)
    return tuple(records.values())


def _balance(points: Sequence[Point]) -> Balance | None:
    both = [(point.left, point.right) for point in points if point.left is not None and point.right is not None]
    recent = both[-RECENT:]
    if not recent:
        return None
    return Balance(_mean([left for left, _ in recent]), _mean([right for _, right in recent]), len(recent))
