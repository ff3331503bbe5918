"""Past performances: one exercise in one past session, as the progression needs it.

They are derived from the history every time and stored nowhere, so editing an old session changes what follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Final

from msgspec import UNSET, Struct

from runstrength.dose_kinds import DONE_UNITS, IN_SECONDS
from runstrength.identity_cache import IdentityCache
from runstrength.numbers import format_weight
from runstrength.session.plan import Side, Target
from runstrength.session.record import Record, SetDone
from runstrength.session.wording import done_number

RESERVE_OF_EFFORT: Final = {10: 0, 9: 1, 8: 2, 7: 3}
"""Reps in reserve by the effort of the session, if no set has them (Helms 2016, Zourdos: RPE 8 = 2)."""
EASY_RESERVE: Final = 4
"""Reps in reserve below these efforts."""

HURT: Final = "it hurt a bit last time"
_NEAR: Final = 0.06
"""Files round doses to one decimal."""
STEADY: Final = "steady"
"""The field `eased` of a session on the third lighter day in a row or later: it counts for progress."""
MORE_RUNNING: Final = "mileage"
"""The field `eased` of a session with fewer sets because of more running: it counts for progress."""
COUNTED: Final = (STEADY, MORE_RUNNING)
"""The fields `eased` of sessions with fewer sets whose doses were those of a usual day, so they count for progress."""
NOTICED: Final = 3
"""How many performances decide which side is weaker."""


class PastPerformance(Struct, frozen=True):
    """One exercise in one session."""

    started: datetime
    level: str
    variant: str | None
    """The form it was done in."""
    kind: str
    """The kind of dose that was asked for."""
    asked: float
    load_kg: float | None
    """The load of the last set that has one."""
    sets: tuple[SetDone, ...]
    whole: bool
    """All of its sets were reached, both sides of each."""
    eased: bool
    """Less was asked for than usual, so it counts neither for nor against progress."""
    reserve: int | None
    """The fewest reps in reserve of its sets, else by the effort of the session; None if neither was entered."""
    note: str = ""
    """The note of that session."""
    low: float | None = None
    """The range from which the dose was chosen; None in an older file."""
    high: float | None = None
    """The other end of the range."""
    effort: int | None = None
    """The effort of the session, if `reserve` is derived from it."""
    lighter: bool = False
    """The day was a lighter one: fixed reps replaced the max-rep sets, even if its doses count."""
    routine: str = ""
    """The name of the session's routine."""

    @property
    def worst(self) -> float:
        """The least that was done in a set; the weaker side decides (the article: same reps on both sides)."""
        return min((item.known for item in self.sets if item.is_entered and not item.skipped), default=0.0)

    @property
    def best(self) -> float:
        """The most that was done in a set."""
        return max((item.known for item in self.sets), default=0.0)

    @property
    def niggle(self) -> bool:
        """It hurt a little."""
        return any(item.niggle for item in self.sets)

    @property
    def rounds(self) -> int:
        """How many sets it had; both sides count as one."""
        return len({(item.block, item.set) for item in self.sets})

    @property
    def answered(self) -> int | None:
        """The reps in reserve that were entered for this exercise; None if there was no answer about it."""
        return self.reserve if self.effort is None else None

    def belongs_to(self, target: Target) -> bool:
        """Tell whether it is a performance of a dose: of its kind and its range.

        In older files the range is not known: then what was asked for has to be in it.
        """
        if self.kind != target.kind:
            return False
        if self.low is None or self.high is None:
            return target.kind == "amrap" or target.low - _NEAR <= self.asked <= target.high + _NEAR
        return abs(self.low - target.low) < _NEAR and abs(self.high - target.high) < _NEAR

    def reached(self, amount: float) -> bool:
        """Tell whether every set, on both sides, reached an amount; half a second less is enough."""
        slack = 0.5 if self.kind in IN_SECONDS else 0.0
        return self.whole and all(not item.skipped and item.known >= amount - slack for item in self.sets)

    def words(self, units: str = "metric") -> str:
        """Return what was done, set by set: `8 · 8 · 7 at 12 kg`, `8/7` where the sides differ.

        Args:
            units: the person's units, in which the weight is given.
        """
        parts = []
        for _, sets_of_round in groupby(self.sets, lambda item: (item.block, item.set)):
            done = {item.side: "–" if item.skipped else done_number(item) for item in sets_of_round}
            both = [done[side] for side in ("left", "right", None) if side in done]
            parts.append(both[0] if len(set(both)) == 1 else "/".join(both))
        unit = DONE_UNITS.get(self.kind, "reps")
        unit = f" {unit}" if unit in ("s", "m") and self.sets[-1].is_entered else ""
        load = "" if self.load_kg is None else f" at {format_weight(self.load_kg, units)}"
        return " · ".join(parts) + unit + load


def most_effort(reserve: int) -> int:
    """Return the highest effort of a session that counts as so many reps in reserve."""
    return max(
        (effort for effort, left in RESERVE_OF_EFFORT.items() if left >= reserve), default=min(RESERVE_OF_EFFORT) - 1
    )


def performances_by_exercise(
    records: Sequence[Record], *, swapped: bool = False
) -> Mapping[str, tuple[PastPerformance, ...]]:
    """Return the performances of every exercise that was done, the newest first.

    Args:
        records: the past, the newest first.
        swapped: include performances in a form that was swapped in for a day; the progression ignores them.
    """
    performances: dict[str, list[PastPerformance]] = {}
    for record in records:
        if record.kind == "session":
            for exercise, performance in _SWAPPED.of(record) if swapped else _PLANNED.of(record):
                performances.setdefault(exercise, []).append(performance)
    return {exercise: tuple(newest_first) for exercise, newest_first in performances.items()}


def _of_session(record: Record, *, swapped: bool) -> tuple[tuple[str, PastPerformance], ...]:
    """Return the exercises of a session with their performances, in order."""
    grouped: dict[tuple[object, ...], list[SetDone]] = {}
    for item in record.sets:
        if not item.counts or (item.instead_of == item.exercise and not swapped):
            continue
        if not item.is_entered and item.target.kind != "amrap":  # a number that is needed is missing
            continue
        grouped.setdefault((item.exercise, item.variant, item.target.kind, *_range_of(item)), []).append(item)
    return tuple(
        (sets[0].exercise, _performance(record, sets))
        for sets in grouped.values()
        if any(not item.skipped for item in sets)
    )


_PLANNED: Final = IdentityCache(partial(_of_session, swapped=False))
_SWAPPED: Final = IdentityCache(partial(_of_session, swapped=True))
"""Every plan needs them of every session, and a session never changes: they are computed once."""


def _range_of(item: SetDone) -> tuple[object, ...]:
    """Return what tells two doses of an exercise in one session apart: the range, in older files the dose."""
    low, high = item.target.low, item.target.high
    return (item.target.value,) if UNSET in (low, high) else (low, high)


def _performance(record: Record, sets: Sequence[SetDone]) -> PastPerformance:
    last = record.sets[-1].block
    blocks = {item.block for item in sets}
    loads = [item.load_kg for item in sets if item.load_kg is not None and not item.skipped]
    target = sets[-1].target
    reserves = [item.reserve for item in sets if item.reserve is not None]
    effort = None if reserves else record.effort
    by_effort = None if effort is None else RESERVE_OF_EFFORT.get(effort, EASY_RESERVE)
    return PastPerformance(
        started=record.started,
        level=record.level,
        variant=sets[-1].variant,
        kind=target.kind,
        asked=float(target.value),
        load_kg=loads[-1] if loads else None,
        sets=tuple(sets),
        # If a session was stopped early, only the blocks before the last one are known to be whole.
        whole=(record.completed or last not in blocks) and _both_sides(sets) and not _swapped_away(record, sets),
        eased=bool(record.eased) and record.eased not in COUNTED,
        lighter=bool(record.eased) and record.eased != MORE_RUNNING,
        reserve=min(reserves, default=by_effort),
        note=record.note,
        low=None if target.low is UNSET else float(target.low),
        high=None if target.high is UNSET else float(target.high),
        effort=effort,
        routine=record.routine,
    )


def _swapped_away(record: Record, sets: Sequence[SetDone]) -> bool:
    """Tell whether an exercise was swapped for another one during the session."""
    exercise = sets[0].exercise
    return any(item.instead_of == exercise for item in record.sets) and not all(item.instead_of for item in sets)


def _both_sides(sets: Sequence[SetDone]) -> bool:
    """Tell whether both sides have the same number of sets, but for one more set at the end for the weaker side."""
    left, right = (sum(item.side == side for item in sets) for side in ("left", "right"))
    alone = len([item for item in sets if (item.block, item.set) == (sets[-1].block, sets[-1].set)]) == 1
    return left == right or (abs(left - right) == 1 and min(left, right) > 0 and alone)


def weaker_side(performances: Sequence[PastPerformance]) -> Side | None:
    """Return the side that did less in most of the newest performances, None if neither did."""
    signs = []
    for performance in performances[:NOTICED]:
        if (totals := side_totals(performance)) is not None:
            left, right = totals
            signs.append((left < right) - (left > right))
    if sum(sign == 1 for sign in signs) * 2 > len(signs) or sum(sign == -1 for sign in signs) * 2 > len(signs):
        return "left" if sum(signs) > 0 else "right"
    return None


def side_totals(performance: PastPerformance) -> tuple[float, float] | None:
    """Return what was done on the left and on the right, in the rounds that have both; None if a number is missing."""
    rounds: dict[tuple[str, int], dict[str | None, float]] = {}
    for item in performance.sets:
        if not item.is_entered:
            return None
        rounds.setdefault((item.block, item.set), {})[item.side] = item.known
    both = [done for done in rounds.values() if {"left", "right"} <= done.keys()]
    return (sum(done["left"] for done in both), sum(done["right"] for done in both)) if both else None
