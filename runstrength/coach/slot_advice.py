"""Advises the dose, form and weight of one exercise: what the person has and is, and the past, come together here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import ProgressionRules
from runstrength.catalogue.exercise import BODYWEIGHT, LOADS, WEIGHTS, Exercise
from runstrength.catalogue.library import Level
from runstrength.coach.past_performance import PastPerformance
from runstrength.coach.progression import (
    HOLDS,
    KEEPS,
    SAME_WEIGHT,
    ProgressionAdvice,
    ProgressionInput,
    advise,
    smallest_step,
)
from runstrength.session.plan import Target


class Circumstances(Struct, frozen=True):
    """What a person has and is, as far as it decides how much to do."""

    level: Level
    """That of the doses."""
    level_name: str
    """That of the records."""
    rules: ProgressionRules
    equipment: tuple[str, ...]
    dumbbells: tuple[float, ...] = ()
    kettlebells: tuple[float, ...] = ()
    """The weights that the person owns, in kilograms; empty for any."""
    units: str = "metric"
    routine: str = ""
    """The name of the routine that is planned."""
    now: datetime | None = None
    """The moment; None if no past is known."""
    longest_turn: float = math.inf
    """Days after which an exercise does not grow, though it only waited for its turn."""
    grows: bool = True
    """Today may ask for more than last time."""
    smallest: bool = False
    """But only for the smallest step more."""
    full: bool = False
    """Doses grow no longer, because no more fits into the time; weights and forms do."""
    has_weights: bool = False
    """Some exercise was done with a weight lately, so what was done without had its reason."""

    def owned(self, exercise: Exercise) -> tuple[float, ...]:
        """Return the weights that the person owns for an exercise with its equipment, the lightest first."""
        listed = {"dumbbell": self.dumbbells, "kettlebell": self.kettlebells}.get(exercise.kit, ())
        return tuple(sorted(listed))

    def heaviest(self, exercise: Exercise, load: float) -> float:
        """Return the heaviest weight that the person owns, up to `load`; `load` if it is one or all are heavier."""
        most = load * (1 + SAME_WEIGHT)
        return max((weight for weight in self.owned(exercise) if weight <= most), default=load)

    def without_weight(self, exercise: Exercise) -> Exercise | None:
        """Return an exercise with its equipment without weight or band; None if it has none, or is not done without."""
        if exercise.kit not in LOADS:
            return None
        others = tuple(item for item in (BODYWEIGHT, *self.equipment) if item not in LOADS)
        plain = exercise.in_form(None).with_equipment(others)
        return None if plain.load_placement else plain


def slot_advice(
    exercise: Exercise,
    first: Target,
    circumstances: Circumstances,
    performances: Sequence[PastPerformance],
    *,
    days_off: float | None = None,
    one_set: bool = False,
    max_reps: Target | None = None,
    weight_now: bool = False,
    one_form: bool = False,
) -> tuple[ProgressionAdvice, Exercise]:
    """Return what to do of an exercise, and the exercise with or without its weight.

    Args:
        exercise: with the available equipment.
        first: the first dose, and its range.
        circumstances: the person's.
        performances: of this exercise, the newest first.
        days_off: days without it that count as an absence; None counts from the last performance.
        one_set: a session has a single set of it, as in a finisher.
        max_reps: the max-rep set that `first` replaces today; None if it replaces none.
        weight_now: it has a weight although the level begins without.
        one_form: it stays in its form, with its weight, because the routine has it more than once.
    """
    level = circumstances.level
    plain = None if one_form else circumstances.without_weight(exercise)
    alike = [one for one in performances if one.belongs_to(first)] or performances
    without = bool(performances) and all(exercise.kit_of(one.variant) not in LOADS for one in alike)
    later = not weight_now and (level.weights == "later" or (without and circumstances.has_weights))
    advice = ProgressionAdvice(first.value, "first")
    if circumstances.now is not None and performances:
        question = ProgressionInput(
            exercise,
            first,
            circumstances.level_name,
            circumstances.now,
            grows=circumstances.grows,
            days_off=days_off,
            longest_turn=circumstances.longest_turn,
            owned=circumstances.owned(exercise),
            units=circumstances.units,
            fewest_left=level.reserve[0],
            one_set=one_set,
            plain=plain,
            weights_later=later,
            full=circumstances.full,
        )
        advice = _next_advice(question, circumstances, performances, max_reps)
    elif plain is not None and later:
        advice = replace(advice, change="unweighted", without_weight=True)
    kit = exercise.on_rung(advice.rung).kit
    if advice.change == "first" and advice.load_kg is None and kit in LOADS:
        heavy = level.weights == "heavy" and first.kind != "amrap" and kit in WEIGHTS
        advice = replace(advice, change="heavy" if heavy else "weighted" if without else "first")
    exercise = plain if advice.without_weight and plain is not None else exercise
    if advice.load_kg is not None and exercise.on_rung(advice.rung).kit in WEIGHTS:  # else it is done without
        advice = _owned(advice, circumstances.heaviest(exercise, advice.load_kg))
    if _was_so(advice, exercise, first, performances, circumstances.routine):
        advice = replace(advice, change="same")  # a lighter day said so
    if circumstances.grows and _was_shortened(advice, exercise, first, performances):
        advice = replace(advice, change="usual")
    return advice, exercise


def _next_advice(
    question: ProgressionInput,
    circumstances: Circumstances,
    performances: Sequence[PastPerformance],
    max_reps: Target | None,
) -> ProgressionAdvice:
    """Return what the past makes of an exercise today; on some days only the smallest step more."""
    rules = circumstances.rules
    usual = _instead_of_max_reps(question, performances, max_reps, rules)
    if usual is not None:
        return usual
    advice = advise(question, performances, rules)
    if not circumstances.smallest:
        return advice
    same = advise(replace(question, grows=False), performances, rules)
    return smallest_step(advice, same, question.target.kind, rules)


def _owned(advice: ProgressionAdvice, heaviest: float) -> ProgressionAdvice:
    """Return the advice with the heaviest weight that the person owns, if that is less."""
    if advice.load_kg is None or heaviest >= advice.load_kg * (1 - SAME_WEIGHT):
        return advice
    return replace(advice, load_kg=heaviest, change="not_owned" if advice.change in KEEPS else advice.change)


def _was_so(
    advice: ProgressionAdvice,
    exercise: Exercise,
    first: Target,
    performances: Sequence[PastPerformance],
    routine: str,
) -> bool:
    """Tell whether a step, up or down, was there the last time the routine was done, on a lighter day, and still is."""
    here = next((one for one in performances if one.routine == routine), None)
    if here is None or not here.lighter or advice.change in HOLDS:
        return False
    if advice.change == "lighter" and advice.load_kg is None:  # nobody knows whether it was
        return False
    form = exercise.on_rung(advice.rung).variant
    if advice.change == "restart" and not here.belongs_to(first):  # fixed reps instead of a max-rep set
        return (form, advice.load_kg) == (here.variant, here.load_kg)
    alike = [one for one in performances if one.belongs_to(first)]
    said = next((one for one in alike if one.routine == routine), None)
    now = (form, advice.load_kg, advice.value)
    return said is not None and all((one.variant, one.load_kg, one.asked) == now for one in (said, alike[0]))


def _was_shortened(
    advice: ProgressionAdvice, exercise: Exercise, first: Target, performances: Sequence[PastPerformance]
) -> bool:
    """Tell whether what stays as it was on the last usual day is more than a lighter day since then asked for."""
    last = next((one for one in performances if one.belongs_to(first)), None)
    if last is None or not last.eased or advice.change not in ("same", "once"):
        return False
    alike = (exercise.on_rung(advice.rung).variant, advice.load_kg) == (last.variant, last.load_kg)
    return alike and last.asked < advice.value


def _instead_of_max_reps(
    question: ProgressionInput,
    performances: Sequence[PastPerformance],
    max_reps: Target | None,
    rules: ProgressionRules,
) -> ProgressionAdvice | None:
    """Return a fixed number of reps in the form and with the weight of the max-rep set that they replace.

    None if there is none, or fixed reps were done since on a usual day, with no more weight than it would have.
    """
    usual = next((one for one in performances if one.belongs_to(question.target) and not one.eased), None)
    many = next((one for one in performances if max_reps is not None and one.belongs_to(max_reps)), None)
    if many is None or max_reps is None:
        return None
    advice = advise(replace(question, target=max_reps, grows=False), performances, rules)
    if usual is not None and usual.started > many.started:
        own = advise(question, performances, rules)
        if (own.load_kg or 0.0) <= (advice.load_kg or 0.0):
            return None
    return replace(advice, value=question.target.low if advice.change == "restart" else question.target.value)
