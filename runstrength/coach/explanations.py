"""Explains today's doses and loads: the fact behind each decision, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runstrength.catalogue.coach_rules import ProgressionRules
from runstrength.catalogue.exercise import BAND, LOADS, Exercise
from runstrength.coach.past_performance import HURT, most_effort
from runstrength.coach.progression import ProgressionAdvice
from runstrength.coach.reasons import Reason
from runstrength.dose_kinds import IN_REPS
from runstrength.numbers import format_weight
from runstrength.session.plan import Target
from runstrength.session.wording import counted, dose, in_sentence, number_words
from runstrength.text import plural

Advised = tuple[Exercise, Target, ProgressionAdvice]
"""An exercise in the form for today, its range, and the advice."""


def explain(
    advised: Sequence[Advised], rules: ProgressionRules, units: str = "metric", *, level_fact: str = ""
) -> tuple[Reason, ...]:
    """Return why today's doses and loads are what they are, one reason per decision.

    Args:
        advised: the decisions.
        rules: the numbers of `assets/coach.toml`, by which they were made.
        units: the person's units, for weights.
        level_fact: the fact that decides with which doses and weights an exercise begins.
    """
    return tuple(reason for decision in advised for reason in _Decision(*decision, rules, units, level_fact).reasons())


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{number_words(count)} times"


def _weeks(days: int) -> str:
    return f"{number_words(days // 7)} weeks"


class _Decision:
    """What was decided about one exercise."""

    def __init__(
        self,
        exercise: Exercise,
        target: Target,
        advice: ProgressionAdvice,
        rules: ProgressionRules,
        units: str,
        level_fact: str,
    ) -> None:
        self.exercise, self.target, self.advice, self.rules, self.units = exercise, target, advice, rules, units
        self.level_fact = level_fact
        self.name = in_sentence(exercise.basic_name)

    def reasons(self) -> Iterator[Reason]:
        """Yield its reason, if it has one."""
        found = self._without_a_step() or self._standing() or self._up() or self._down() or self._another_start()
        if found is not None:
            yield found

    # -- words ---------------------------------------------------------------------------------------------------------

    @property
    def today(self) -> str:
        """The dose, as `11 reps`."""
        return self._dose(self.advice.value)

    @property
    def weight(self) -> str:
        """Today's weight."""
        return "" if self.advice.load_kg is None else format_weight(self.advice.load_kg, self.units)

    @property
    def was(self) -> str:
        """The weight of last time."""
        last = self.advice.last
        return "" if last is None or last.load_kg is None else format_weight(last.load_kg, self.units)

    @property
    def load(self) -> str:
        """What makes it harder: `weight`, or `band`."""
        kits = {variant.key for variant in self.exercise.variants} & set(LOADS)
        return BAND if self.exercise.banded or kits == {BAND} else "weight"

    @property
    def form(self) -> str:
        return self.exercise.form_name

    def _dose(self, value: float) -> str:
        return dose(Target(self.target.kind, value, value, value))

    def _reason(self, fact: str, consequence: str, otherwise: str = "", *, about: str = "") -> Reason:
        return Reason(fact, consequence, about or self.name, otherwise)

    # -- the same, or another dose -------------------------------------------------------------------------------------

    def _without_a_step(self) -> Reason | None:
        """Return the reason of a decision that changes neither form nor weight."""
        advice, rules = self.advice, self.rules
        with_dose = f"{self.name} {self.today}"
        same = "same as last time"
        reserve, amrap = rules.reserve, self.target.kind == "amrap"
        match advice.change:
            case "more":
                return self._reason("you completed every set", "a little more than last time", about=with_dose)
            case "faster":
                left = (
                    f"you had {number_words(rules.fast_reserve)} or more reps left {_times(rules.fast_times)} in a row"
                )
                return self._reason(left, f"{number_words(rules.fast_steps)} steps at once", about=with_dose)
            case "hard":
                fact = f"you had fewer than {number_words(reserve)} reps left"
                return self._reason(fact, same, self._would_be(f"with {number_words(reserve)} left"))
            case "tired":
                effort = advice.last.effort if advice.last else None
                fact = f"you rated the effort {effort} of 10"
                return self._reason(fact, same, self._would_be(f"at {most_effort(reserve)} or less"))
            case "ask":
                fact = f"you reached the top of the range {_times(rules.sessions)} in a row"
                again = f"The top of the range {_times(rules.sessions_unanswered)} in a row brings the next step"
                if self.target.kind != "reps":
                    return self._reason(fact, same, again)
                entered = f"so do {number_words(reserve)} or more reps left, entered for last time"
                return self._reason(f"{fact} but didn't enter how many reps were left", same, f"{again}; {entered}")
            case "pause":
                return self._reason(f"it has been {_weeks(rules.pause_days)} or more", same)
            case "niggle":
                note = f" ({advice.last.note})" if advice.last and advice.last.note else ""
                easier = self.exercise.easier_than(self.exercise.rung) is not None
                swap = "you can swap it for an easier version before the set" if easier else ""
                return self._reason(f"{HURT}{note}", "no increase", swap)
            case "usual":
                return self._reason("today isn't a lighter day", "as on your last usual day", about=with_dose)
            case "unweighted":
                return self._reason(self.level_fact, f"no {self.load} yet")
            case "weighted":
                kit = f"there is a {self.exercise.kit} in your equipment"
                return self._reason(kit, f"now with a {self.load}{'' if amrap else f', starting at {self.today}'}")
            case "heavy":
                return self._reason(self.level_fact, "few reps with a heavy weight", about=with_dose)
            case _:
                return None

    def _standing(self) -> Reason | None:
        """Return the reason of what can't grow, or of a weight that isn't there."""
        advice, rules = self.advice, self.rules
        match advice.change:
            case "top":
                weight = " with your heaviest weight" if advice.load_kg is not None else ""
                hardest = f" of the hardest version{weight}" if len(self.exercise.ladder) > 1 else weight
                more = "a stronger band would be the next step" if self.exercise.banded else "no increase"
                return self._reason(f"you're at the top of the range{hardest}", more)
            case "too_far":
                far = "" if advice.next_kg is None else format_weight(advice.next_kg, self.units)
                most = 1 + rules.load_too_far
                between = "" if advice.load_kg is None else format_weight(most * advice.load_kg, self.units)
                fact = f"your next weight is {far}, more than {_times(round(most))} {self.weight}"
                return self._reason(fact, "no increase", f"a weight of up to {between} would be the next step")
            case "not_owned":
                fact = f"your {self.exercise.kit}s don't include {self.was}"
                otherwise = f"with {self.was} among them it would stay {self.was}"
                return self._reason(fact, f"{self.weight} instead of {self.was}", otherwise)
            case "lightest":
                fact = f"{self._under_again} with your lightest weight"
                return self._reason(fact, "a lighter weight would be better")
            case _:
                return None

    # -- up ------------------------------------------------------------------------------------------------------------

    def _up(self) -> Reason | None:
        """Return the reason of a harder form or a heavier weight."""
        now = self.weight
        start = "" if self.target.kind == "amrap" else f", starting at {self.today}"
        match self.advice.change:
            case "heavier":
                instead = f"instead of {self.was}" if self.was else "in the standard version"
                return self._reason(self._easy_enough, f"{now} {instead}{start}")
            case "next_weight":
                return self._reason(self._easy_enough, f"take the next heavier weight{start}")
            case "first_weight":
                return self._reason(self._easy_enough, f"{now or f'now with a light {self.load}'}{start}")
            case "slower":
                weight = f" at {now}" if now else ""
                fact = f"{self._easy_enough}, but the next weight {self._jump}"
                return self._reason(fact, f"first {self.form}{weight}{start}")
            case "beyond":
                fact = f"{self._easy_enough}, but the next weight {self._jump}"
                return self._reason(fact, f"first {self.today}, more than the range")
            case "stronger":
                kg = self.advice.next_kg
                heavy = format_weight(kg, self.units) if kg else "the lightest weight"
                why = f"{heavy} was too heavy" if self.advice.was_too_heavy else f"your lightest weight is {heavy}"
                if self.load == BAND:
                    why = "the band was too strong"
                return self._reason(f"{self._easy_enough}, but {why}", f"first {self.form}{start}")
            case "harder":
                return self._reason(self._easy_enough, f"now {self.form}{start}")
            case _:
                return None

    def _would_be(self, condition: str) -> str:
        """Return what the dose would be under a condition, as a clause; empty if it depends on more."""
        more = self.advice.would_be
        return "" if more is None else f"{condition} it would be {self._dose(more)}"

    @property
    def _jump(self) -> str:
        share = f"over {self.rules.load_most:.0%}"
        return f"is {share} heavier" if self.advice.load_kg is not None else f"may be {share} heavier"

    @property
    def _is_small(self) -> bool:
        """Whether the weight is only a little heavier."""
        last, load = self.advice.last, self.advice.load_kg
        known = last is not None and last.load_kg is not None and load is not None
        return known and load <= last.load_kg * (1 + self.rules.load_most) + 1e-9  # type: ignore[union-attr,operator]

    @property
    def _easy_enough(self) -> str:
        """The fact that earned a step."""
        rules = self.rules
        if self.target.kind == "amrap":
            number = self.exercise.high + (0 if self.advice.change == "harder" or self._is_small else rules.beyond)
            return f"you did {number:g} reps or more {_times(rules.sessions)} in a row"
        full = self.advice.full
        done = "you completed every set" if full else "you reached the top of the range"
        no_time = " and have no time for more" if full else ""
        match self.advice.witness:
            case "left":
                left = f"had {number_words(rules.reserve)} or more reps left"
                return f"{done} {_times(rules.sessions)} in a row{',' if full else ' and'} {left}{no_time}"
            case "effort":
                effort = f"at an effort of {most_effort(rules.reserve)} or less"
                return f"{done} {_times(rules.sessions)} in a row {effort}{no_time}"
            case "reps":
                return f"{done} {_times(self.advice.times)} in a row{no_time}"

    @property
    def _under(self) -> str:
        """The fact that less was done than the least of the range."""
        low = self.exercise.low if self.target.kind == "amrap" else self.target.low
        least = f"{low:g} reps" if self.target.kind == "amrap" else self._dose(low)
        return f"you did fewer than {least}" if self.target.kind in IN_REPS else f"you stayed under {least}"

    @property
    def _under_again(self) -> str:
        return f"{self._under} {_times(self.advice.times or self.rules.sessions)} in a row"

    # -- down ----------------------------------------------------------------------------------------------------------

    def _down(self) -> Reason | None:
        """Return the reason of an easier form, a lighter weight or a smaller dose."""
        advice, rules = self.advice, self.rules
        under, again = self._under, self._under_again
        lighter = f"{self.weight} instead of {self.was}" if self.weight else "take a lighter weight"
        match advice.change:
            case "easier":
                return self._reason(again if advice.times else under, f"now {self.form}")
            case "lighter":
                return self._reason(again, lighter)
            case "unloaded":
                lightest = " with your lightest weight" if self.was else ""
                return self._reason(f"{again}{lightest}", f"no {self.load} for now")
            case "less":
                fact = f"you did less than planned {_times(rules.sessions)} in a row"
                return self._reason(fact, f"{self.today} today")
            case "help":
                least_left = f"at most {counted(advice.left, 'rep')}" if advice.left else "no reps"
                fact = f"you had {least_left} left in {number_words(advice.times)} answers"
                ways = {"lighter": lighter, "unloaded": f"no {self.load} for now", "easier": f"now {self.form}"}
                words = ways.get(advice.way, f"{self.today} today")
                return self._reason(fact, f"{words}, to help your form")
            case "restart":
                fact = f"it has been {_weeks(rules.restart_days)} or more"
                return self._reason(fact, "back to the start of the range", about=f"{self.name}{self._changed}")
            case _:
                return None

    @property
    def _changed(self) -> str:
        """What is less than last time in form and weight: ` with 10 kg instead of 12 kg`; empty if nothing is."""
        last = self.advice.last
        form = last is not None and self.exercise.rung_of(last.variant) != self.exercise.rung
        instead = f" instead of {self.was}" if self.was else ""
        weight = f" with {self.weight}{instead}" if self.weight and self.weight != self.was else ""
        words = self.exercise.rung_words or "standard version"
        return f"{f' ({words})' if form else ''}{weight}"

    # -- another dose --------------------------------------------------------------------------------------------------

    def _another_start(self) -> Reason | None:
        """Return the reason of a dose that starts anew: at another level, or in another range."""
        advice, last = self.advice, self.advice.last
        match advice.change:
            case "levelled":
                was = "" if last is None else f" (it was {last.level})"
                return self._reason(f"you changed your level{was}", f"{self.today} today")
            case "contacts":
                fact = f"there were at most {plural(advice.left, 'contact')} in a session lately"
                return self._reason(fact, "fewer reps in each set", about=f"{self.name} {self.today}")
            case "light":
                fact = f"you had {advice.left} reps left, more than the heavy phase asks for"
                return self._reason(fact, f"{self.weight} instead of {self.was}, starting at {self.today}")
            case "begun":
                if advice.load_kg is None:
                    return self._reason("your heavy phase has begun", f"a heavier weight, starting at {self.today}")
                weight = f"{self.weight} instead of {self.was}" if self.weight != self.was else f"still {self.weight}"
                return self._reason("your heavy phase has begun", f"{weight}, starting at {self.today}")
            case "more_reps":
                asked = "" if last is None else f" than the {self._dose(last.asked)} of last time"
                return self._reason(f"{self.today} are more{asked}", f"{self.today}{self._changed}")
            case _:
                return None
