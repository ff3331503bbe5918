"""A performance: one exercise in one past session, as the progression looks at it.

Bouts are read off the history every time and kept nowhere, so an edit of an old session changes what follows from it
and never repeats anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from msgspec import Struct

from runstrength.numbers import format_weight
from runstrength.session.plan import Side
from runstrength.session.record import Record, SetDone
from runstrength.session.wording import done_number

RESERVE_OF_EFFORT: Final = {10: 0, 9: 1, 8: 2, 7: 3}
"""Reps in reserve by the effort of the whole session, where no set says more (Helms 2016, Zourdos: RPE 8 = 2)."""
EASY_RESERVE: Final = 4
"""Reps in reserve below that effort."""
NOTICED: Final = 3
"""How many performances are looked at for a weaker side."""


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
    """The last load that was lifted: one that was corrected on the way is what comes next."""
    sets: tuple[SetDone, ...]
    whole: bool
    """All of its sets were reached, and both sides of each."""
    eased: bool
    """Less was asked for than usual, so it neither proves progress nor the need of less."""
    reserve: int | None
    """How many more there would have been, at the least; None when nobody said."""
    note: str = ""
    """What was written of that session."""

    @property
    def worst(self) -> float:
        """The least that was done in a set; the side with fewer decides (the article: same reps on both sides)."""
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
        """How many sets there were, sides not counted twice."""
        return len({(item.block, item.set) for item in self.sets})

    def reached(self, amount: float) -> bool:
        """Tell whether every set, on both sides, came to an amount; seconds are not counted too closely."""
        slack = 0.5 if self.kind in ("hold", "time") else 0.0
        return self.whole and all(not item.skipped and item.known >= amount - slack for item in self.sets)

    def words(self, units: str = "metric") -> str:
        """Return what was done, set by set: `8 · 8 · 7 at 12 kg`, `8/7` where the sides differ.

        Args:
            units: the person's units, in which the weight is given.
        """
        parts = []
        for _, some in groupby(self.sets, lambda item: (item.block, item.set)):
            done = {item.side: "–" if item.skipped else done_number(item) for item in some}
            both = [done[side] for side in ("left", "right", None) if side in done]
            parts.append(both[0] if len(set(both)) == 1 else "/".join(both))
        unit = " s" if self.kind in ("hold", "time") and self.sets[-1].is_entered else ""
        load = "" if self.load_kg is None else f" at {format_weight(self.load_kg, units)}"
        return " · ".join(parts) + unit + load


def performances_by_exercise(
    records: Sequence[Record], *, swapped: bool = False
) -> Mapping[str, tuple[PastPerformance, ...]]:
    """Return the performances of every exercise that was done, each with the newest first.

    A form that was taken for a day only, in place of the exercise's own, says nothing of what comes next.

    Args:
        records: the past, the newest first.
        swapped: those forms too.
    """
    performances: dict[str, list[PastPerformance]] = {}
    for record in records:
        if record.kind != "session":
            continue
        sets: dict[tuple[str, str], list[SetDone]] = {}
        for item in record.sets:
            if item.instead_of == item.exercise and not swapped:
                continue
            if not item.is_entered and item.target.kind != "amrap":  # a number is missing where one is needed
                continue
            sets.setdefault((item.exercise, item.target.kind), []).append(item)
        for (exercise, _), some in sets.items():
            if any(not item.skipped for item in some):
                performances.setdefault(exercise, []).append(_performance(record, some))
    return {exercise: tuple(some) for exercise, some in performances.items()}


def _performance(record: Record, sets: Sequence[SetDone]) -> PastPerformance:
    last = record.sets[-1].block
    blocks = {item.block for item in sets}
    loads = [item.load_kg for item in sets if item.load_kg is not None and not item.skipped]
    return PastPerformance(
        started=record.started,
        level=record.level,
        variant=sets[-1].variant,
        kind=sets[-1].target.kind,
        asked=float(sets[-1].target.value),
        load_kg=loads[-1] if loads else None,
        sets=tuple(sets),
        # Of a session that was ended early, only the blocks before the last one are known to be whole.
        whole=(record.completed or last not in blocks) and _both_sides(sets) and not _swapped_away(record, sets),
        eased=bool(record.eased),
        reserve=_reserve(record, sets, blocks),
        note=record.note,
    )


def _swapped_away(record: Record, sets: Sequence[SetDone]) -> bool:
    """Tell whether something else took the place of an exercise for the rest of that session."""
    exercise = sets[0].exercise
    return any(item.instead_of == exercise for item in record.sets) and not all(item.instead_of for item in sets)


def _both_sides(sets: Sequence[SetDone]) -> bool:
    """Tell whether no side is missing, of what has sides."""
    return sum(item.side == "left" for item in sets) == sum(item.side == "right" for item in sets)


def _reserve(record: Record, sets: Sequence[SetDone], blocks: set[str]) -> int | None:
    """Return what was left at the least: in its own sets, else in its block, else by the effort of the session."""
    for some in (sets, [item for item in record.sets if item.block in blocks]):
        said = [item.reserve for item in some if item.reserve is not None]
        if said:
            return min(said)
    return None if record.effort is None else RESERVE_OF_EFFORT.get(record.effort, EASY_RESERVE)


def weaker_side(performances: Sequence[PastPerformance]) -> Side | None:
    """Return the side that did less in most of the newest performances, None where there is none."""
    signs = []
    for performance in performances[:NOTICED]:
        if not all(item.is_entered for item in performance.sets):
            continue
        done = {side: sum(item.known for item in performance.sets if item.side == side) for side in ("left", "right")}
        signs.append((done["left"] < done["right"]) - (done["left"] > done["right"]))
    if sum(sign == 1 for sign in signs) * 2 > len(signs) or sum(sign == -1 for sign in signs) * 2 > len(signs):
        return "left" if sum(signs) > 0 else "right"
    return None
