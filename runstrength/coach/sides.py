"""The weaker side of an exercise: it starts, and after a clear difference it gets one more set.

The training sets come first, then the self-check: that of the exercise itself, else of another one of its group, such
as standing on one foot for the single-leg exercises. Differences of 5-15% are usual and harmless (Bishop 2020 calls
thresholds flawed), so only one of `flag` or more on the same side, in two sessions running or in two checks some time
apart, adds a set (our own default), and a professional is named.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from runstrength.catalogue.coach_rules import AsymmetryRules
from runstrength.catalogue.exercise import Exercise
from runstrength.coach.past_performance import PastPerformance, side_totals, weaker_side
from runstrength.coach.reasons import Reason
from runstrength.coach.self_check import results
from runstrength.dates import elapsed
from runstrength.session.plan import Side
from runstrength.session.record import Record
from runstrength.session.wording import in_sentence

TWICE = 2
"""A difference counts if it was there in this many sessions running, or checks."""
PROFESSIONAL = "if it stays that way, a physical therapist can find out why"
"""Whom to ask, as a main clause."""


class Gap(Struct, frozen=True):
    """The difference between the sides in one session or check."""

    when: datetime
    side: Side
    """The weaker one."""
    part: float
    """How much less it did, as a part of the better side."""


class WeakSide(Struct, frozen=True):
    """A side that needs one more set."""

    side: Side
    source: str
    """The exercise in which it was weaker."""
    fact: str
    """What was seen, as a clause."""


class Sides:
    """What the past says about both sides.

    Args:
        records: the past, the newest first.
        exercises: all exercises by key, for their groups.
        rules: the numbers of `assets/coach.toml`.
    """

    def __init__(self, records: Sequence[Record], exercises: Mapping[str, Exercise], rules: AsymmetryRules) -> None:
        self._exercises = exercises
        self._rules = rules
        self._checks: dict[str, list[Gap]] = {}
        for result in results(records):
            if result.left is not None and result.right is not None:
                self._checks.setdefault(result.exercise, []).append(_gap(result.when, result.left, result.right))

    def first(self, exercise: Exercise, past: Sequence[PastPerformance]) -> Side | None:
        """Return the side that should start, None if neither is known to be weaker.

        Args:
            exercise: the exercise.
            past: its performances, the newest first.
        """
        trained = weaker_side(past)
        if trained is not None:
            return trained
        for key in self._related(exercise):
            newest = self._checks[key][0]
            if newest.part >= self._rules.note:
                return newest.side
        return None

    def one_more(self, exercise: Exercise, past: Sequence[PastPerformance]) -> WeakSide | None:
        """Return the side that needs one more set, None if the sides are alike.

        Args:
            exercise: the exercise.
            past: its performances, the newest first.
        """
        gaps = [_gap(one.started, *totals) for one in past[:TWICE] if (totals := side_totals(one)) is not None]
        if self._is_clear(gaps):
            fact = f"your {gaps[0].side} side did at least {_least(gaps)} less, two sessions in a row"
            return WeakSide(gaps[0].side, exercise.key, fact)
        for key in self._related(exercise):
            newest = self._checks[key][0]
            apart = timedelta(days=self._rules.apart_days)
            before = [gap for gap in self._checks[key][1:] if elapsed(gap.when, newest.when) >= apart]
            if self._is_clear([newest, *before[: TWICE - 1]]):
                what = "" if key == exercise.key else f" ({in_sentence(self._exercises[key].name)})"
                least = _least([newest, *before[: TWICE - 1]])
                fact = f"your {newest.side} side did at least {least} less in two self-checks{what}"
                return WeakSide(newest.side, key, fact)
        return None

    def _is_clear(self, gaps: Sequence[Gap]) -> bool:
        """Tell whether the same side was clearly weaker each time."""
        clear = [gap for gap in gaps if gap.part >= self._rules.flag and gap.side == gaps[0].side]
        return len(clear) == len(gaps) == TWICE

    def _related(self, exercise: Exercise) -> list[str]:
        """Return the exercises of the self-check that say something about an exercise: itself, else its group."""
        if exercise.key in self._checks:
            return [exercise.key]
        known = [key for key in self._checks if key in self._exercises]
        return [key for key in known if self._exercises[key].group == exercise.group]


def one_more_reason(name: str, weak: WeakSide) -> Reason:
    """Return why the weaker side of an exercise gets one more set."""
    return Reason(weak.fact, f"one more set on the {weak.side} side", in_sentence(name), PROFESSIONAL)


def _least(gaps: Sequence[Gap]) -> str:
    """Return by how much a side did less each time: `15%`."""
    return f"{math.floor(100 * min(gap.part for gap in gaps) + 1e-9)}%"


def _gap(when: datetime, left: float, right: float) -> Gap:
    better = max(left, right)
    return Gap(when, "left" if left < right else "right", abs(left - right) / better if better > 0 else 0.0)
