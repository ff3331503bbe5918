"""Decides how much more or less than last time to do: double progression inside the range of an exercise.

First the dose grows, then the difficulty (NSCA 2-for-2; ACSM 2009: +2-10 % when the target is passed):

* One more rep (5 s of a hold, 1 step of a carry) if every set, on both sides, was done with two or more in reserve.
* At the top of the range in every set, on both sides, with two or more in reserve, in two sessions in a row of more
  than one set: the next weight, and back to the bottom of the range; if that is more than 10 % heavier (usual with
  kettlebells), first 4 s lowering with the same weight; without a weight, the next harder form. A harder hold starts
  again at 20-30 s.
* Below the range in two sessions in a row: an easier form, or about 10 % less weight. Push-ups under 5 go to the knees
  at once (the article).
* Eased sessions (an amber day, a deload, the race season) do not count. After two weeks off nothing grows; after four
  it restarts at the level's first dose and a little lighter (own default).
* Reps in reserve are optional: without them the dose grows, but no weight and no harder form follows.

Derived from the newest sessions every time and stored nowhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import ProgressionRules
from runstrength.catalogue.exercise import BODYWEIGHT, Exercise
from runstrength.coach.past_performance import PastPerformance
from runstrength.dates import elapsed
from runstrength.session.plan import Target
from runstrength.settings import LEVELS

Change = Literal[
    "first", "same", "more", "once", "hard", "missed", "less", "pause", "restart", "niggle",
    "heavier", "next_weight", "slower", "harder", "top", "ask", "easier", "lighter",
]  # fmt: skip
"""What differs from last time, or why nothing does."""
PATIENCE: Final = 2
"""How many times as many sessions at the top are needed for the next weight if there is no slower form in between."""


class ProgressionAdvice(Struct, frozen=True):
    """What to do of one exercise today."""

    value: float
    """The dose: reps, seconds or steps."""
    change: Change
    rung: str = ""
    """The key of the form on the ladder, empty for the basic exercise."""
    load_kg: float | None = None
    last: PastPerformance | None = None
    """The last performance."""


class ProgressionInput(Struct, frozen=True):
    """What the progression needs to know of an exercise."""

    exercise: Exercise
    """With the available equipment."""
    target: Target
    """The range, and the first dose of the level."""
    level: str
    now: datetime
    grows: bool = True
    """Today may ask for more than last time."""


def advise(
    question: ProgressionInput, performances: Sequence[PastPerformance], rules: ProgressionRules
) -> ProgressionAdvice:
    """Return what to do of an exercise today.

    Args:
        question: the exercise and its range.
        performances: of this exercise, the newest first.
        rules: the numbers of `assets/coach.toml`.
    """
    return _Advisor(question, performances, rules).advice()


def heavier(load: float, step: float, rules: ProgressionRules) -> float:
    """Return the next weight in kilograms: at least 2.5 % more, in whole steps."""
    return round(load + step * max(1, math.ceil(load * rules.load_least / step - 1e-9)), 2)


def lighter(load: float, step: float, rules: ProgressionRules) -> float:
    """Return about 10 % less weight in kilograms, in whole steps; 0 if there is no lighter one."""
    return max(0.0, round(load - step * max(1, math.ceil(load * rules.load_down / step - 1e-9)), 2))


def smallest_step(
    grown: ProgressionAdvice, same: ProgressionAdvice, kind: str, rules: ProgressionRules
) -> ProgressionAdvice:
    """Return the advice for a day on which nothing but the smallest step is allowed.

    Args:
        grown: the advice on a usual day.
        same: the advice if nothing grows.
        kind: of the dose.
        rules: the numbers of `assets/coach.toml`.
    """
    if grown.change != "more" or grown.rung != same.rung:
        return same
    step = rules.hold_step if kind in ("hold", "time") else rules.carry_step if kind == "carry" else 1
    return replace(grown, value=min(grown.value, same.value + step))


class _Advisor:
    """Determines the advice for one exercise."""

    def __init__(
        self, question: ProgressionInput, performances: Sequence[PastPerformance], rules: ProgressionRules
    ) -> None:
        self.question = question
        self.exercise = question.exercise
        self.target = question.target
        self.rules = rules
        self.known = [performance for performance in performances if self.exercise.leads_to(performance.variant)]
        self.performances = [performance for performance in self.known if performance.belongs_to(self.target)]
        self.counted = [performance for performance in self.performances if not performance.eased]

    def advice(self) -> ProgressionAdvice:
        """Return what to do today."""
        if not self.known:
            return ProgressionAdvice(self.start, "first")
        if not self.performances or self.target.kind == "amrap":
            # A max-rep set has no dose that could grow; form and weight are those of last time.
            last = self.known[0]
            return ProgressionAdvice(self.start, "first", self.exercise.rung_of(last.variant), last.load_kg, last)
        newest = self.performances[0]
        if self.target.low == self.target.high:  # the routine's own number
            return self._same("same", self.target.low)
        days = elapsed(newest.started, self.question.now).days
        if days >= self.rules.restart_days:
            return self._restart()
        down = self._down()
        if down is not None:
            return down
        if days >= self.rules.pause_days:
            return self._same("pause")
        if newest.niggle:
            return self._same("niggle")
        if not self.question.grows or not self.counted or not self._alike(self.counted[0], newest):
            return self._same("same")
        return self._up() or self._dose()

    # -- the state of things -------------------------------------------------------------------------------------------

    @property
    def newest(self) -> PastPerformance:
        return self.performances[0]

    @property
    def rung(self) -> str:
        return self.exercise.rung_of(self.newest.variant)

    @property
    def ladder(self) -> list[str]:
        """The keys of the forms from the easiest to the hardest; the basic exercise has an empty one."""
        easier = [rung.key for rung in self.exercise.rungs if rung.easier]
        return [*easier, "", *(rung.key for rung in self.exercise.rungs if not rung.easier)]

    @property
    def step(self) -> float:
        """Kilograms between two weights."""
        return self.rules.weights.get(self.exercise.kit, 1.0)

    @property
    def start(self) -> float:
        return self.target.value

    def _alike(self, first: PastPerformance, second: PastPerformance) -> bool:
        """Tell whether two performances were done in the same form with the same weight."""
        return (first.variant, first.load_kg) == (second.variant, second.load_kg)

    def _running(self, count: int) -> list[PastPerformance] | None:
        """Return the newest `count` performances that count, None if there are fewer or form or weight differ."""
        newest = self.counted[:count]
        is_running = len(newest) == count and all(self._alike(performance, self.newest) for performance in newest)
        return newest if is_running else None

    def _inside(self, value: float) -> float:
        return min(max(value, self.target.low), self.target.high)

    # -- the advice ----------------------------------------------------------------------------------------------------

    def _same(self, change: Change, value: float | None = None) -> ProgressionAdvice:
        asked = self.newest.asked if value is None else value
        return self._levelled(
            ProgressionAdvice(self._inside(asked), change, self.rung, self.newest.load_kg, self.newest)
        )

    def _levelled(self, advice: ProgressionAdvice) -> ProgressionAdvice:
        """Return the advice adapted to the present level, if the person has changed it since."""
        was, now = self.newest.level, self.question.level
        if was not in LEVELS or was == now or advice.rung:
            return advice
        up = LEVELS.index(now) > LEVELS.index(was)
        value = max(advice.value, self.start) if up else min(advice.value, self.start)
        return ProgressionAdvice(value, advice.change, advice.rung, advice.load_kg, advice.last)

    def _restart(self) -> ProgressionAdvice:
        load, place = self.newest.load_kg, self.ladder.index(self.rung)
        if load is not None:
            load = lighter(load, self.step, self.rules) or load
        rung = self.ladder[place - 1] if place > self.ladder.index("") else self.rung
        return ProgressionAdvice(self.start, "restart", rung, load, self.newest)

    def _down(self) -> ProgressionAdvice | None:
        if not self.counted or not self._alike(self.counted[0], self.newest):
            return None
        low, at_once = self.target.low, next((rung.key for rung in self.exercise.rungs if rung.first), "")
        if at_once and not self.rung and self.newest.load_kg is None and self.counted[0].best < low:
            return ProgressionAdvice(self.start, "easier", at_once, None, self.newest)
        recent = self._running(self.rules.sessions)
        if recent is None or not all(0 < performance.worst < low for performance in recent):
            return None
        place, base, load = self.ladder.index(self.rung), self.ladder.index(""), self.newest.load_kg
        if place <= base and load is not None and lighter(load, self.step, self.rules):
            return ProgressionAdvice(
                self.start, "lighter", self.rung, lighter(load, self.step, self.rules), self.newest
            )
        if not place:
            return self._same("same", low)
        rung = at_once if at_once and place == base else self.ladder[place - 1]
        return ProgressionAdvice(self.start, "easier", rung, load if place > base else None, self.newest)

    def _up(self) -> ProgressionAdvice | None:
        """Return the next step of difficulty, None if it has not been earned."""
        recent = self._running(self.rules.sessions)
        if recent is None or not all(
            performance.rounds > 1 and self._at_the_top(performance) for performance in recent
        ):
            return None
        reserves = [performance.reserve for performance in recent]
        if any(reserve is not None and reserve < self.rules.reserve for reserve in reserves):
            return self._same("hard")
        if None in reserves:
            return self._same("ask", self.target.high)
        load, place, base = self.newest.load_kg, self.ladder.index(self.rung), self.ladder.index("")
        weighted = load is not None or (self.exercise.kit in self.rules.weights and self.exercise.kit != BODYWEIGHT)
        if weighted and place >= base:
            return self._more_weight(load)
        if place + 1 == len(self.ladder):
            return self._same("top", self.target.high)
        return ProgressionAdvice(self._restarted(), "harder", self.ladder[place + 1], load, self.newest)

    def _at_the_top(self, performance: PastPerformance) -> bool:
        return performance.asked >= self.target.high and performance.reached(self.target.high)

    def _restarted(self) -> float:
        """Return the dose with which a harder form or weight starts."""
        if self.target.kind in ("hold", "time"):
            return self._inside(min(self.start, self.rules.hold_restart))
        return self.target.low

    def _more_weight(self, load: float | None) -> ProgressionAdvice:
        low = self._restarted()
        if load is None:
            return ProgressionAdvice(low, "next_weight", "", None, self.newest)
        following = heavier(load, self.step, self.rules)
        between = next((key for key in self.ladder if key == self.rules.slow), "")
        between = between or next((rung.key for rung in self.exercise.rungs if not rung.easier), "")
        small = following <= load * (1 + self.rules.load_most) + 1e-9
        if small or (between and self.rung == between):
            return ProgressionAdvice(low, "heavier", "", following, self.newest)
        if between:
            return ProgressionAdvice(low, "slower", between, load, self.newest)
        proven = self._running(PATIENCE * self.rules.sessions)
        if proven is not None and all(self._at_the_top(performance) for performance in proven):
            return ProgressionAdvice(low, "heavier", "", following, self.newest)
        return self._same("top", self.target.high)

    def _dose(self) -> ProgressionAdvice:
        """Return a little more of the same, the same, or less: what was really done."""
        last = self.counted[0]
        enough = last.reserve is None or last.reserve >= self.rules.reserve
        if last.reached(last.asked):
            if not enough or last.asked >= self.target.high:
                return self._same("once" if enough else "hard")
            value = self._inside(self._grown(last))
            return self._levelled(ProgressionAdvice(value, "more", self.rung, last.load_kg, last))
        recent = self._running(self.rules.sessions)
        missed = [
            performance
            for performance in recent or ()
            if performance.asked == last.asked and performance.whole and performance.worst < performance.asked
        ]
        if len(missed) == self.rules.sessions:
            return self._levelled(ProgressionAdvice(self._inside(last.worst), "less", self.rung, last.load_kg, last))
        return self._same("missed")

    def _grown(self, last: PastPerformance) -> float:
        if last.kind in ("hold", "time"):
            step = self.rules.hold_step
            return max(last.asked + step, math.floor(last.worst / step) * step)
        step = self.rules.carry_step if last.kind == "carry" else 1
        return max(last.asked, math.floor(last.worst)) + step
