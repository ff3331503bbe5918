"""Explains today's doses and loads, one sentence per decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from runstrength.catalogue.exercise import Exercise
from runstrength.coach.progression import Change, ProgressionAdvice
from runstrength.numbers import format_weight
from runstrength.session.plan import Target
from runstrength.session.wording import dose

Advised = tuple[Exercise, Target, ProgressionAdvice]
"""An exercise in the form for today, its range, and the advice."""

_TOGETHER: Final[Mapping[Change, str]] = {
    "more": "A little more than last time, where every set was done with enough left",
    "hard": "The same as last time, where fewer than two more would have been possible",
    "pause": "Two weeks or more without: the same as last time",
    "restart": "Four weeks or more without: back to the first doses, and a little less weight",
    "top": "The hardest form at the top of its range, which is kept",
}
"""Sentences that several exercises share."""


def explain(advised: Sequence[Advised], units: str = "metric") -> tuple[str, ...]:
    """Return why today's doses and loads are what they are, one sentence per decision.

    Args:
        advised: the decisions.
        units: the person's units, for weights.
    """
    sentences = [text for decision in advised if (text := _alone(*decision, units))]
    for change, words in _TOGETHER.items():
        names = [_named(*decision, with_dose=change == "more") for decision in advised if decision[2].change == change]
        if names:
            sentences.append(f"{words}: {', '.join(dict.fromkeys(names))}.")
    return tuple(sentences)


def _named(exercise: Exercise, target: Target, advice: ProgressionAdvice, *, with_dose: bool) -> str:
    name = exercise.name[:1].lower() + exercise.name[1:]
    return f"{name} {_amount(target, advice)}" if with_dose else name


def _amount(target: Target, advice: ProgressionAdvice) -> str:
    return dose(Target(target.kind, advice.value, advice.value, advice.value))


def _weight(load_kg: float | None, units: str) -> str:
    return "" if load_kg is None else format_weight(load_kg, units)


def _alone(exercise: Exercise, target: Target, advice: ProgressionAdvice, units: str) -> str:
    """Return the sentence of a decision about one exercise; empty if it shares one of `_TOGETHER`."""
    name, today = exercise.name, _amount(target, advice)
    twice = f"{name}: every set at the top in two sessions running"
    was = _weight(advice.last.load_kg if advice.last else None, units)
    now = _weight(advice.load_kg, units)
    match advice.change:
        case "heavier":
            return f"{twice}, with two or more left, so {now} instead of {was}, from {today} on."
        case "next_weight":
            return f"{twice}, with two or more left, so the next heavier weight, from {today} on."
        case "slower":
            new_form = f"{exercise.form} at {now}, from {today} on"
            return f"{twice}, but the next weight is over 10 % heavier, so first {new_form}."
        case "harder":
            new_form = exercise.form or "the exercise as it is"
            return f"{twice}, with two or more left, so now {new_form}, from {today} on."
        case "ask":
            return f"{twice}; say how many more there would have been, and the next step follows."
        case "easier":
            new_form = exercise.form or "the exercise as it is"
            return f"{name}: fewer than {dose(Target(target.kind, target.low, 0, 0))}, so now {new_form}."
        case "lighter":
            least = dose(Target(target.kind, target.low, 0, 0))
            return f"{name}: fewer than {least} in two sessions running, so {now} instead of {was}."
        case "less":
            return f"{name}: less than asked for in two sessions running, so {today}."
        case "niggle":
            note = f" ({advice.last.note})" if advice.last and advice.last.note else ""
            return (
                f"{name}: it hurt a little last time{note}, so nothing grows; x before its set offers an easier form."
            )
        case _:
            return ""
