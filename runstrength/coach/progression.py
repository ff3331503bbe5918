"""Decides how much more or less than last time to do: double progression inside the range of an exercise.

First the dose grows, then the difficulty (NSCA 2-for-2; ACSM: +2-10% when the target is passed):

* One more rep (5 s of a hold, 1 step of a carry) if every set, on both sides, was done. Two at once if four or more
  were left twice: the person sets the pace, not the width of the range.
* At the top of the range in every set, on both sides, in two sessions in a row with two or more in reserve: the next
  weight that the person owns, and back to the bottom of the range; if that is more than 10% heavier (usual with
  kettlebells), first 4 s lowering with the same weight, or two reps more than the range where there is no such form;
  without a weight, the next harder form. A harder hold starts again at 20-30 s.
* Reps in reserve count for the exercise they were entered for. The effort of the session is the second witness, for all
  its exercises; it can delay, but three sessions in which everything was done outweigh it. If neither is known, three
  sessions at the top are needed instead of two.
* Below the range in two sessions in a row, first less weight, then no weight, then an easier form. Push-ups under 5 go
  to the knees at once (the article). One left or none in three answers: a step less, as help.
* Max-rep sets: the number done is the measure; at the exercise's top twice, the next weight or form.
* Beginners begin without weights: they follow when the top of the range was reached without.
* Eased sessions (an amber day, a deload, the race season) do not count. After two weeks off nothing grows; after four
  it restarts at the bottom of the range with a fifth less weight (own default).

Derived from the newest sessions every time and stored nowhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise, takewhile
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import ProgressionRules
from runstrength.catalogue.exercise import LOADS, WEIGHTS, Exercise
from runstrength.coach.past_performance import PastPerformance
from runstrength.coach.rep_max import rep_max, weight_for
from runstrength.dates import elapsed
from runstrength.dose_kinds import IN_SECONDS
from runstrength.numbers import MAX_WEIGHT_KG, kilograms
from runstrength.session.plan import Target
from runstrength.settings import LEVELS

Change = Literal[
    "first", "same", "more", "faster", "once", "hard", "tired", "missed", "less", "pause", "restart", "niggle",
    "heavier", "next_weight", "first_weight", "slower", "beyond", "harder", "stronger", "too_far", "top", "ask",
    "easier", "lighter", "unloaded", "lightest", "help", "unweighted", "weighted", "heavy",
    "levelled", "more_reps", "not_owned", "usual", "begun", "contacts", "light",
]  # fmt: skip
"""What differs from last time, or why nothing does."""
Witness = Literal["left", "effort", "reps"]
"""What shows that it was easy enough: reps left entered for the exercise, the session's effort, or the reps alone."""
HOLDS: Final = (
    "first", "same", "once", "hard", "tired", "missed", "pause", "niggle", "too_far", "top", "ask", "lightest",
    "unweighted", "weighted", "heavy", "usual",
)  # fmt: skip
"""What is no step, up or down."""
KEEPS: Final = (*HOLDS, "more", "faster", "less", "levelled", "beyond")
"""What keeps form and weight."""
STEPS: Final = ("heavier", "next_weight", "slower", "stronger", "harder")
"""More weight or a harder form."""
STANDING: Final = ("top", "too_far", "lightest")
"""What stays as it is until something else changes, so it isn't said in every session."""
SAME_WEIGHT: Final = 0.02
"""The difference, as a share, up to which two weights count as the same: apps and pounds round."""
_NEAR: Final = 0.005
"""Kilograms below which two weights count as the same."""


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
    witness: Witness = "left"
    """Why a step of difficulty follows."""
    without_weight: bool = False
    """It is done without the equipment that there is."""
    times: int = 0
    """In how many sessions in a row, or answers, the person did what decided it; 0 if only the last one did."""
    left: int = 0
    """Of `help`: the most reps left that are hardly any."""
    way: Change = "same"
    """Of `help`: how there is less, `lighter`, `unloaded`, `less` or `easier`."""
    would_be: float | None = None
    """The dose if enough had been left, or the effort had been lower; None if that is not all it takes."""
    next_kg: float | None = None
    """The next weight, if it doesn't follow yet."""
    was_too_heavy: bool = False
    """That weight was too heavy."""
    full: bool = False
    """It follows below the top of the range, because no more of it fits into the time."""


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
    days_off: float | None = None
    """Days without it that count as an absence; None counts from the last performance."""
    longest_turn: float = math.inf
    """Days after which it does not grow, however often another dose of it was done."""
    owned: tuple[float, ...] = ()
    """The weights of its equipment that the person owns, in kilograms, the lightest first; empty for any."""
    units: str = "metric"
    """The person's units, in which weights are in whole steps if none are listed."""
    fewest_left: int = 2
    """The fewest reps in reserve that the level asks to stop with."""
    one_set: bool = False
    """A session has a single set of it, as in a finisher."""
    plain: Exercise | None = None
    """The exercise without weights, if it has a form that needs none."""
    weights_later: bool = False
    """The level begins without weights."""
    too_heavy: float | None = None
    """The lightest weight, if it was too heavy and is done without for now; 0 if nobody entered it."""
    full: bool = False
    """No more of it fits into the time: it grows by weight or form alone."""


def advise(
    question: ProgressionInput, performances: Sequence[PastPerformance], rules: ProgressionRules
) -> ProgressionAdvice:
    """Return what to do of an exercise today.

    Args:
        question: the exercise and its range.
        performances: of this exercise, the newest first.
        rules: the numbers of `assets/coach.toml`.
    """
    plain = question.plain
    # What is done of other doses has weights of its own: six squats without one earn none for fifteen.
    alike = [one for one in performances if one.belongs_to(question.target)] or performances
    with_weight = {form for form in {one.variant for one in alike} if question.exercise.kit_of(form) in LOADS}
    weighted = [one for one in alike if one.variant in with_weight]
    newer = [one for one in alike if not weighted or one.started > weighted[0].started]
    easier = {rung.key for rung in question.exercise.rungs if rung.easier}
    stepped_down = any(question.exercise.rung_of(one.variant) in easier for one in newer)
    if plain is None or not (weighted or question.weights_later or stepped_down):
        return _Advisor(question, performances, rules).advice()
    too_heavy = None
    if weighted and not stepped_down:
        # What took the weight off is what was done with it, and weeks off since do not bring it back.
        with_it = [one for one in performances if one.started <= weighted[0].started]
        if not newer or not _Advisor(question, with_it, rules).too_heavy:
            return _Advisor(question, performances, rules).advice()
        too_heavy = weighted[0].load_kg or 0.0
    # Without weights, until the top of the range was reached in the standard form.
    question = replace(question, exercise=plain, plain=question.exercise, too_heavy=too_heavy)
    without = [one for one in performances if not weighted or one.started > weighted[0].started]
    advice = _Advisor(question, without, rules).advice()
    return advice if advice.change == "first_weight" else replace(advice, without_weight=True)


def is_owned(load: float, owned: Sequence[float]) -> bool:
    """Tell whether a weight is among those that the person owns, but for rounding."""
    return any(abs(load - weight) <= SAME_WEIGHT * weight for weight in owned)


def weight_step(kit: str, units: str, rules: ProgressionRules) -> float:
    """Return the kilograms between two weights of a kind of equipment, if none are listed."""
    if units == "imperial":
        return kilograms(rules.weights_lb.get(kit, 2.0), units)
    return rules.weights.get(kit, 1.0)


def heavier(load: float, step: float, rules: ProgressionRules) -> float:
    """Return the next weight in kilograms: at least 2.5% more, in whole steps."""
    return round(load + step * max(1, math.ceil(load * rules.load_least / step - 1e-9)), 2)


def lighter(load: float, step: float, share: float) -> float:
    """Return a weight that is about `share` lighter, in kilograms and whole steps; 0 if there is none."""
    return max(0.0, round(load - step * max(1, math.ceil(load * share / step - 1e-9)), 2))


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
    if grown.change not in ("more", "faster") or grown.rung != same.rung:
        return same
    step = rules.hold_step if kind in IN_SECONDS else rules.carry_step if kind == "carry" else 1
    return replace(grown, change="more", value=min(grown.value, same.value + step))


class _Advisor:
    """Determines the advice for one exercise."""

    def __init__(
        self, question: ProgressionInput, performances: Sequence[PastPerformance], rules: ProgressionRules
    ) -> None:
        self.question = question
        self.exercise = question.exercise
        self.target = question.target
        self.rules = rules
        self.all = performances
        forms = {one.variant for one in performances}
        led_to = {form for form in forms if self.exercise.leads_to(form)}
        self.known = [performance for performance in performances if performance.variant in led_to]
        self.performances = [performance for performance in self.known if performance.belongs_to(self.target)]
        if self.target.kind == "amrap":  # without its number a max-rep set says nothing
            counted = [one for one in self.performances if all(item.is_entered for item in one.sets)]
        else:
            counted = self.performances
        self.returns = self._find_returns()
        self.since = since = next(iter(self.returns), None)
        usual = [one for one in counted if not one.eased and (since is None or one.started >= since)]
        # Nothing new is tried on a lighter day: what differs from the usual day before took the place of something.
        new = {
            later.started
            for later, sooner in pairwise(usual)
            if later.lighter and (later.asked < sooner.asked or not self._alike(later, sooner))
        }
        self.counted = [one for one in usual if one.started not in new]

    def advice(self) -> ProgressionAdvice:
        """Return what to do today."""
        if not self.known:
            return ProgressionAdvice(self.start, "first")
        if not self.performances:
            return self._first_of_its_range()
        days = self._days_off
        # Other doses of it that were done after weeks off don't make these as usual.
        before = self.since is not None and self.performances[0].started < self.since
        if days >= self.rules.restart_days or before:
            return self._restart(self.newest, self.load)
        down = self._down() or self._help()
        if down is not None:
            return down
        waited = elapsed(self.performances[0].started, self.question.now).days
        if days >= self.rules.pause_days or waited >= self.question.longest_turn:
            return self._same("pause")
        if self.performances[0].niggle:
            return self._same("niggle")
        if not self.question.grows or not self.counted or not self._alike(self.counted[0], self.newest):
            return self._same("same")
        if self.target.kind == "amrap":
            return self._more_than_before() or self._same("same")
        if self.target.low == self.target.high:  # the routine's own number
            return self._same("same")
        if self.question.full:
            step = self._up()
            return replace(step, full=True) if step is not None and step.change in STEPS else self._same("same")
        return self._up() or self._dose()

    def _find_returns(self) -> list[datetime]:
        """Return the performances that came after weeks without any, the newest first."""
        days = max(self.rules.restart_days, 0 if math.isinf(turn := self.question.longest_turn) else turn)
        found = []
        for later, sooner in pairwise(self.all):
            if later.started.toordinal() - sooner.started.toordinal() < days - 2:  # cheap, and enough for most
                continue
            if elapsed(sooner.started, later.started).days >= days:
                found.append(later.started)
        return found

    @property
    def too_heavy(self) -> bool:
        """Whether the last performances with the lightest weight lead to none, or the last one was below the range."""
        if not self.performances:
            return False
        down, load = self._down() or self._help(), self.newest.load_kg
        if down is not None and down.without_weight:
            return True
        is_lightest = load is None or not self._less_weight(load, self.rules.load_down)
        return is_lightest and 0 < self.newest.worst < self.low

    # -- the state of things -------------------------------------------------------------------------------------------

    @property
    def _days_off(self) -> float:
        """Days without it that count as an absence."""
        off = self.question.days_off
        return elapsed(self.all[0].started, self.question.now).days if off is None else off

    @property
    def newest(self) -> PastPerformance:
        """The last performance, but for one of an eased day in another form or with another weight."""
        last, usual = self.performances[0], next(iter(self.counted), self.performances[0])
        return usual if last.lighter and not self._alike(last, usual) else last

    @property
    def asked(self) -> float:
        """The last dose in the present form and weight, but for one that was shortened on an eased day."""
        usual = next(iter(self.counted), None)
        return usual.asked if usual is not None and self._alike(usual, self.newest) else self.newest.asked

    @property
    def rung(self) -> str:
        return self.exercise.rung_of(self.newest.variant)

    @property
    def ladder(self) -> Sequence[str]:
        """The keys of the forms from the easiest to the hardest; the basic exercise has an empty one."""
        return self.exercise.ladder

    @property
    def step(self) -> float:
        """Kilograms between two weights."""
        return weight_step(self.exercise.kit, self.question.units, self.rules)

    @property
    def start(self) -> float:
        return self.target.value

    @property
    def low(self) -> float:
        """The least that is enough: of the range, for a max-rep set of that of its exercise."""
        return self.exercise.low if self.target.kind == "amrap" else self.target.low

    @property
    def top(self) -> float:
        """The dose after which weight or form change: the most of the range, or the last dose if no more fits."""
        return min(self.asked, self.target.high) if self.question.full else self.target.high

    @property
    def unit(self) -> float:
        """By how much a dose grows."""
        if self.target.kind in IN_SECONDS:
            return self.rules.hold_step
        return self.rules.carry_step if self.target.kind == "carry" else 1

    @property
    def weighted(self) -> bool:
        """Whether it is done with a weight, known or not."""
        return self.newest.load_kg is not None or self.exercise.kit in WEIGHTS

    @property
    def slow(self) -> str:
        """The form that comes before a much heavier weight; empty if there is none."""
        return self.rules.slow if self.rules.slow in self.ladder else ""

    @property
    def beyond(self) -> float:
        """The most that is asked for, above the range, before a much heavier weight."""
        return self.target.high + self.rules.beyond * self.unit

    @property
    def load(self) -> float | None:
        """The last weight: that of the last performance, or the one before a harder form that is done without one."""
        load = self.newest.load_kg
        harder = self.ladder.index(self.rung) > self.ladder.index("")
        if load is None and harder and self.exercise.on_rung(self.rung).without_equipment:
            return next((one.load_kg for one in self.performances if one.load_kg is not None), None)
        return load

    def _alike(self, first: PastPerformance, second: PastPerformance) -> bool:
        """Tell whether two performances were done in the same form with the same weight."""
        return (first.variant, first.load_kg) == (second.variant, second.load_kg)

    @property
    def run(self) -> list[PastPerformance]:
        """The newest performances that count, for as long as form and weight were those of the last one."""
        newest = self.newest
        return list(takewhile(lambda one: self._alike(one, newest), self.counted))

    def _running(self, count: int) -> list[PastPerformance] | None:
        """Return the newest `count` performances that count, None if there are fewer or form or weight differ."""
        return self.run[:count] if len(self.run) >= count else None

    def _inside(self, value: float) -> float:
        most = self.target.high
        if self.asked > most and self.weighted:
            most = self.beyond
        return min(max(value, self.target.low), most)

    # -- weights -------------------------------------------------------------------------------------------------------

    def _next_weight(self, load: float) -> float | None:
        """Return the next heavier weight; None if the person has none."""
        if self.question.owned:
            return next((weight for weight in self.question.owned if weight > load + _NEAR), None)
        following = heavier(load, self.step, self.rules)
        return following if following <= MAX_WEIGHT_KG else None

    def _less_weight(self, load: float, share: float) -> float:
        """Return a weight that is about `share` lighter, or the next lighter one; 0 if there is none."""
        if not self.question.owned:
            return lighter(load, self.step, share)
        less = [weight for weight in self.question.owned if weight < load * (1 - SAME_WEIGHT)]
        most = load * (1 - share) * (1 + SAME_WEIGHT)
        return max([weight for weight in less if weight <= most] or less[:1], default=0.0)

    # -- the advice ----------------------------------------------------------------------------------------------------

    def _same(self, change: Change, value: float | None = None) -> ProgressionAdvice:
        asked = self.asked if value is None else value
        value = self.start if self.target.kind == "amrap" else self._inside(asked)
        return self._levelled(ProgressionAdvice(value, change, self.rung, self.newest.load_kg, self.newest))

    def _tired(self, rated: PastPerformance) -> ProgressionAdvice:
        """Return the same, because of the effort of a session."""
        return replace(self._same("tired"), last=rated)

    def _but_for_that(self, advice: ProgressionAdvice) -> ProgressionAdvice:
        """Return the advice to do the same, with the dose that one step more would have been."""
        more = min(self._grown(self.counted[0], 1), self.target.high)
        is_known = advice.change in ("hard", "tired") and self.newest.level == self.question.level
        return replace(advice, would_be=more) if is_known and more > advice.value else advice

    def _first_of_its_range(self) -> ProgressionAdvice:
        """Return the first dose of another range or kind, with form and weight of the last performance.

        More reps than were done with a weight need a lighter one: as much as the same strength allows (Epley). After
        weeks off it also begins as everything does then.
        """
        last = self.known[0]
        rung, load = self.exercise.rung_of(last.variant), last.load_kg
        if self._days_off >= self.rules.restart_days:
            advice = self._restart(last, load)
            lightest = min((one for one in (advice.load_kg, self._as_strong(last, advice.value)) if one), default=None)
            return replace(advice, load_kg=lightest)
        if self._is_more(last, self.start) and self.ladder.index(rung) > self.ladder.index(""):
            rung = ""
        load = self._as_strong(last, self.start)
        is_less = load != last.load_kg or rung != self.exercise.rung_of(last.variant)
        return ProgressionAdvice(self.start, "more_reps" if is_less else "first", rung, load, last)

    def _is_more(self, last: PastPerformance, value: float) -> bool:
        """Tell whether a dose is more than what was asked for, or done, in a performance of another range."""
        return self.target.kind == last.kind and value > max(last.asked, last.worst)

    def _as_strong(self, last: PastPerformance, reps: float) -> float | None:
        """Return the weight of a performance; less for more reps than it had, so that they take the same strength."""
        if last.load_kg is None or last.kind != "reps" or not self._is_more(last, reps):
            return last.load_kg
        share = 1 - weight_for(rep_max(1, last.asked), reps)
        return self._less_weight(last.load_kg, share) or last.load_kg

    def _levelled(self, advice: ProgressionAdvice) -> ProgressionAdvice:
        """Return the advice adapted to the present level, if the person has changed it since."""
        was, now = self.newest.level, self.question.level
        if was not in LEVELS or was == now or advice.rung or self.target.kind == "amrap":
            return advice
        up = LEVELS.index(now) > LEVELS.index(was)
        if up and (advice.change in ("niggle", "pause", "hard", "tired") or not self.question.grows):
            return advice
        value = max(advice.value, self.start) if up else min(advice.value, self.start)
        return advice if value == advice.value else replace(advice, value=value, change="levelled")

    def _restart(self, last: PastPerformance, load: float | None) -> ProgressionAdvice:
        """Return how to begin again after weeks off, with less than the last performance and its weight.

        If that was a new beginning too, and enough was done, it is as hard as that: what comes once in weeks would get
        easier and easier.
        """
        rung = self.exercise.rung_of(last.variant)
        if last.started not in self.returns or last.worst < self.low:
            place = self.ladder.index(rung)
            rung = self.ladder[place - 1] if place > self.ladder.index("") else rung
            load = load and (self._less_weight(load, self.rules.restart_less) or load)
        value = self.start if self.target.kind == "amrap" else self.target.low
        return ProgressionAdvice(value, "restart", rung, load, last)

    # -- less ----------------------------------------------------------------------------------------------------------

    def _down(self) -> ProgressionAdvice | None:
        """Return a step down, None if what was done is in the range."""
        if not self.counted or not self._alike(self.counted[0], self.newest):
            return None
        low = self.low
        at_once = next((rung.key for rung in self.exercise.rungs if rung.first), "")
        if at_once and not self.rung and self.newest.load_kg is None and self.counted[0].best < low:
            return ProgressionAdvice(self.start, "easier", at_once, None, self.newest)
        if self.target.kind == "amrap" and self.exercise.kind != "reps":
            return None
        recent = self._running(self.rules.sessions)
        if recent is None or not all(0 < performance.worst < low for performance in recent):
            return None
        under = takewhile(lambda one: 0 < one.worst < low, self.run)
        least = [one for one in list(under)[: 1 - self.rules.sessions] if one.asked <= self.target.low]
        return self._said_now_and_then(self._easier(self.start), least[-1] if least else recent[0])

    def _easier(self, value: float) -> ProgressionAdvice:
        """Return one step down: first the weight, then the form."""
        place, base, load = self.ladder.index(self.rung), self.ladder.index(""), self.newest.load_kg
        if place <= base and self.weighted:
            if load is not None and (less := self._less_weight(load, self.rules.load_down)):
                return ProgressionAdvice(value, "lighter", self.rung, less, self.newest)
            # If nobody wrote down how heavy it is, a lighter one can only be asked for, and no more of it; if that does
            # not help: without.
            still = self._running(2 * self.rules.sessions)
            if load is None and (still is None or not all(0 < one.worst < self.low for one in still)):
                value = value if self.target.kind == "amrap" else min(value, self._inside(self.asked))
                return ProgressionAdvice(value, "lighter", self.rung, None, self.newest)
        if place <= base and self.question.plain is not None and self.exercise.kit in LOADS:
            times = self.rules.sessions * (1 if load is not None or not self.weighted else 2)
            return ProgressionAdvice(value, "unloaded", self.rung, None, self.newest, without_weight=True, times=times)
        rung = self.exercise.easier_than(self.rung)
        if rung is None:
            less = self.target.kind != "amrap" and self._inside(self.asked) > self.target.low
            lightest = load is not None and bool(self.question.owned)
            return self._same("less" if less else "lightest" if lightest else "same", self.target.low)
        kept = place > base or self.question.plain is None
        times = self.rules.sessions
        return ProgressionAdvice(value, "easier", rung, self.load if kept else None, self.newest, times=times)

    def _help(self) -> ProgressionAdvice | None:
        """Return a step less if hardly anything was left in the last answers about it; None if it is not needed."""
        most = min(self.rules.hard_reserve, self.question.fewest_left - 1)
        advice = self._with_less(most)
        if advice is None:
            return None
        return replace(advice, change="help", way=advice.change, times=self.rules.hard_times, left=most)

    def _with_less(self, most: int) -> ProgressionAdvice | None:
        """Return a step less if at most so many reps were left in the last answers; else None."""
        if not self.counted or not self._alike(self.counted[0], self.newest) or self.target.kind == "amrap":
            return None
        answers = [one.answered for one in self.run if one.answered is not None and one.asked <= self.asked]
        hardly = answers[: self.rules.hard_times]
        if len(hardly) < self.rules.hard_times or any(answer > most for answer in hardly):
            return None
        load, asked = self.newest.load_kg, self._inside(self.asked)
        if load is not None and self.ladder.index(self.rung) <= self.ladder.index(""):
            less = self._less_weight(load, self.rules.help_less)
            if less and (less >= load * (1 - self.rules.load_down) - _NEAR or asked <= self.target.low):
                return ProgressionAdvice(asked, "lighter", self.rung, less, self.newest)
        if asked - self.unit >= self.target.low:
            return ProgressionAdvice(asked - self.unit, "less", self.rung, load, self.newest)
        if self.target.low == self.target.high:
            return None
        easier = self._easier(asked)
        return None if easier.change in ("same", "lightest") else easier

    # -- harder --------------------------------------------------------------------------------------------------------

    def _up(self) -> ProgressionAdvice | None:
        """Return the next step of difficulty, None if it has not been earned."""
        # A day with a single set proves nothing, and interrupts nothing either.
        single = [one for one in self.run if one.rounds <= 1 and one.reached(self.top)]
        top = list(takewhile(self._at_the_top, [one for one in self.run if self.question.one_set or one not in single]))
        if len(top) < self.rules.sessions:
            return None
        answer = self._left()
        if answer is not None and answer < self.rules.reserve:
            return self._same("hard")
        if self.asked > self.target.high and not self.counted[0].reached(self.asked):
            return None  # more than the range was too much
        recent = top[: self.rules.sessions]
        answers = [one.answered for one in recent if one.answered is not None]
        if any(one < self.rules.reserve for one in answers):
            return self._same("once")
        witness: Witness = "left"
        times = self.rules.sessions
        if not answers and answer is None:
            efforts = [one.reserve for one in recent]
            if any(one is not None and one < self.rules.reserve for one in efforts):
                if len(top) < self.rules.sessions_against_effort:
                    newest = efforts[0]
                    is_tired = newest is not None and newest < self.rules.reserve
                    return self._tired(recent[0]) if is_tired else self._same("once")
                witness, times = "reps", self.rules.sessions_against_effort
            elif all(one is not None for one in efforts):
                witness = "effort"
            elif len(top) < self.rules.sessions_unanswered:
                # After a day that doesn't count it was said before.
                change: Change = "ask" if top[0] is self.performances[0] else "once"
                return self._same(change, max(self.target.high, self.asked))
            else:
                witness, times = "reps", self.rules.sessions_unanswered
        return self._said_now_and_then(replace(self._next_step(top), witness=witness, times=times), top[-times])

    def _said_now_and_then(self, advice: ProgressionAdvice, since: PastPerformance) -> ProgressionAdvice:
        """Return the advice; if it changes nothing, its reason only comes the first time, then every few weeks.

        Args:
            advice: the advice.
            since: the performance since which it is the same.
        """
        if advice.change not in STANDING:
            return advice
        last = self.performances[0]
        before, now = (
            elapsed(since.started, moment).days // self.rules.say_again_days
            for moment in (last.started, self.question.now)
        )
        return advice if since is last or now > before else replace(advice, change="once")

    def _left(self) -> int | None:
        """Return the reps in reserve as far as an answer about this exercise shows them; None if it does not.

        An answer counts for the next sessions too: what was hard stays hard at the same dose, and of four reps left
        two are left when two more are done. The answer of a lighter day since then, with the same dose, is newer: what
        was hard with fewer sets is hard, and what was enough is no proof, but not hard either.
        """
        run = self.run[: self.rules.answer_sessions]
        newest = next((one for one in self.performances if one.answered is not None), None)
        if newest is not None and newest.eased and run and newest.started > run[-1].started:
            same = self._alike(newest, self.newest) and newest.asked >= self.asked
            if same and newest.answered is not None:
                return newest.answered if newest.answered < self.rules.reserve else None
        for place, one in enumerate(run):
            if one.answered is None:
                continue
            if not place or (one.answered < self.rules.reserve and one.asked >= self.asked):
                return one.answered
            left = math.floor(one.worst + one.answered - self.asked)
            return left if self.target.kind == "reps" and left >= self.rules.reserve else None
        return None

    def _at_the_top(self, performance: PastPerformance) -> bool:
        enough_sets = performance.rounds > 1 or self.question.one_set
        return enough_sets and performance.asked >= self.top and performance.reached(self.top)

    def _next_step(self, top: Sequence[PastPerformance]) -> ProgressionAdvice:
        """Return what follows the top of the range: a heavier weight, a harder form, or what leads to one."""
        load, place, base = self.load, self.ladder.index(self.rung), self.ladder.index("")
        if self.exercise.kit not in LOADS and self.question.plain is not None and place >= base:
            first, too_heavy = next(iter(self.question.owned), None), self.question.too_heavy
            if (too_heavy is not None or (first or 0.0) > self.rules.first_most) and place + 1 < len(self.ladder):
                heavy = replace(self._harder_form(), change="stronger", was_too_heavy=too_heavy is not None)
                return replace(heavy, next_kg=too_heavy or first)
            return ProgressionAdvice(self._restarted(), "first_weight", "", first, self.newest)
        following = None if load is None else self._next_weight(load)
        huge = self._is_huge(load, following)
        has_harder = place + 1 < len(self.ladder)
        if not self.weighted or place < base or (load is not None and following is None) or (huge and has_harder):
            return self._harder_form()
        if huge and self._is_too_far(load, following):
            return replace(self._same("too_far", self.target.high), next_kg=following)
        low = self._restarted()
        change: Change = "next_weight" if following is None else "heavier"
        small = load is not None and following is not None and following <= load * (1 + self.rules.load_most) + 1e-9
        prepared = place >= self.ladder.index(self.slow) > base or (not self.slow and place > base)
        if small or (prepared and not huge):
            return ProgressionAdvice(low, change, "", following, self.newest)
        if self.slow and not huge:
            return ProgressionAdvice(low, "slower", self.slow, load, self.newest)
        proven = top[: self.rules.sessions]
        if all(one.asked >= self.beyond and one.reached(self.beyond) for one in proven):
            return ProgressionAdvice(low, change, "", following, self.newest)
        more = min(self.asked + self.unit, self.beyond)
        if more <= self.asked:  # once more
            return self._same("once")
        return ProgressionAdvice(more, "beyond", self.rung, load, self.newest)

    def _is_huge(self, load: float | None, following: float | None) -> bool:
        """Tell whether a weight is so much heavier that every harder form comes first."""
        return self._is_heavier_by(self.rules.load_huge, load, following)

    def _is_too_far(self, load: float | None, following: float | None) -> bool:
        """Tell whether a weight is so much heavier that it isn't asked for at all."""
        return self._is_heavier_by(self.rules.load_too_far, load, following)

    def _is_heavier_by(self, share: float, load: float | None, following: float | None) -> bool:
        """Tell whether a weight is heavier by more than a share, and by more than some kilograms."""
        if load is None or following is None:
            return False
        return following > load * (1 + share) + _NEAR and following - load > self.rules.huge_kg

    def _harder_form(self) -> ProgressionAdvice:
        place = self.ladder.index(self.rung)
        if place + 1 == len(self.ladder):
            return self._same("top", self.target.high)
        return ProgressionAdvice(self._restarted(), "harder", self.ladder[place + 1], self.newest.load_kg, self.newest)

    def _restarted(self) -> float:
        """Return the dose with which a harder form or weight starts."""
        if self.target.kind == "amrap":
            return self.start
        if self.target.kind in IN_SECONDS:
            return self._inside(min(self.start, self.rules.hold_restart, self.top))
        return self.target.low

    def _more_than_before(self) -> ProgressionAdvice | None:
        """Return the next step of a max-rep set, None if the number done has not earned one."""
        recent = self._running(self.rules.sessions)
        if recent is None or self.exercise.kind != "reps":
            return None
        number = min(one.worst for one in recent)
        if number < self.exercise.high:
            return None
        load, place, base = self.newest.load_kg, self.ladder.index(self.rung), self.ladder.index("")
        following = None if load is None else self._next_weight(load)
        huge = self._is_huge(load, following) and place + 1 < len(self.ladder)
        if not self.weighted or place < base or (load is not None and following is None) or huge:
            advice = self._harder_form()
            return None if advice.change == "top" else replace(advice, witness="reps")
        if self._is_too_far(load, following):
            shown = list(takewhile(lambda one: one.worst >= self.exercise.high, self.run))
            far = replace(self._same("too_far"), next_kg=following)
            return self._said_now_and_then(far, shown[-self.rules.sessions])
        small = load is not None and following is not None and following <= load * (1 + self.rules.load_most) + 1e-9
        if not small and number < self.exercise.high + self.rules.beyond:
            return None
        change: Change = "next_weight" if following is None else "heavier"
        return ProgressionAdvice(self.start, change, self.rung, following, self.newest, witness="reps")

    # -- the dose ------------------------------------------------------------------------------------------------------

    def _dose(self) -> ProgressionAdvice:
        """Return a little more of the same, the same, or less: what was really done."""
        last = self.counted[0]
        if last.reached(last.asked):
            answer = self._left()
            if answer is not None and answer < self.rules.reserve:
                return self._but_for_that(self._same("hard"))
            if answer is None and last.effort is not None and (last.reserve or 0) < self.rules.reserve:
                proven = self._running(self.rules.sessions_unanswered)
                if proven is None or not all(one.reached(last.asked) for one in proven):
                    return self._but_for_that(self._tired(last))
            if last.asked >= self.target.high:
                return self._same("once")
            steps = self.rules.fast_steps if self._easily() else 1
            value = min(self._grown(last, steps), self.target.high)
            fast = value > self._grown(last, 1)
            advice = ProgressionAdvice(value, "faster" if fast else "more", self.rung, last.load_kg, last)
            return self._levelled(advice)
        recent = self._running(self.rules.sessions)
        missed = [
            performance
            for performance in recent or ()
            if performance.asked == last.asked and performance.whole and performance.worst < performance.asked
        ]
        if len(missed) == self.rules.sessions:
            done = last.worst
            if last.kind in IN_SECONDS:  # a round number of seconds, as in each step up
                done = math.floor(done / self.unit) * self.unit
            return self._levelled(ProgressionAdvice(self._inside(done), "less", self.rung, last.load_kg, last))
        return self._same("missed")

    def _easily(self) -> bool:
        """Tell whether so much was left in the last answers that two steps at once are right."""
        answers = [one.answered for one in self.run if one.answered is not None][: self.rules.fast_times]
        return (
            self.counted[0].answered is not None
            and len(answers) == self.rules.fast_times
            and min(answers) >= self.rules.fast_reserve
        )

    def _grown(self, last: PastPerformance, steps: int) -> float:
        step = self.unit * steps
        if last.kind in IN_SECONDS:
            return max(last.asked + step, math.floor(last.worst / self.unit) * self.unit)
        return max(last.asked, math.floor(last.worst)) + step
