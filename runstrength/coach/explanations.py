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
    "more": "A little more than last time, because you completed every set",
    "hard": "Same as last time, because you had fewer than two reps left",
    "pause": "Same as last time, because it has been two weeks or more",
    "restart": "Back to your level's start, any weight a little lighter, because it has been four weeks or more",
    "top": "You're at the top of the range, so stay there",
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
    name = exercise.basic_name[:1].lower() + exercise.basic_name[1:]
    return f"{name} {_amount(target, advice)}" if with_dose else name


def _amount(target: Target, advice: ProgressionAdvice) -> str:
    return dose(Target(target.kind, advice.value, advice.value, advice.value))


def _weight(load_kg: float | None, units: str) -> str:
    return "" if load_kg is None else format_weight(load_kg, units)


def _alone(exercise: Exercise, target: Target, advice: ProgressionAdvice, units: str) -> str:
    """Return the sentence of a decision about one exercise; empty if it shares one of `_TOGETHER`."""
    name, today = exercise.basic_name, _amount(target, advice)
    twice = f"{name}: you reached the top of the range twice in a row"
    was = _weight(advice.last.load_kg if advice.last else None, units)
    now = _weight(advice.load_kg, units)
    match advice.change:
        case "heavier":
            return f"{twice}, with two or more reps left, so {now} instead of {was}, starting at {today}."
        case "next_weight":
            return f"{twice}, with two or more reps left, so take the next heavier weight, starting at {today}."
        case "slower":
            new_form = f"{exercise.rung_words} at {now}, starting at {today}"
            return f"{twice}, but the next weight is over 10 % heavier, so first {new_form}."
        case "harder":
            new_form = exercise.rung_words or "the standard version"
            return f"{twice}, with two or more reps left, so now {new_form}, starting at {today}."
        case "ask":
            return f"{twice}; enter how many reps you have left to move up."
        case "easier":
            new_form = exercise.rung_words or "the standard version"
            return f"{name}: you stayed under {dose(Target(target.kind, target.low, 0, 0))}, so now {new_form}."
        case "lighter":
            least = dose(Target(target.kind, target.low, 0, 0))
            return f"{name}: you stayed under {least} in two sessions in a row, so {now} instead of {was}."
        case "less":
            return f"{name}: you did less than planned in two sessions in a row, so {today} today."
        case "niggle":
            note = f" ({advice.last.note})" if advice.last and advice.last.note else ""
            easier = "press x before the set for an easier version"
            return f"{name}: it hurt a bit last time{note}, so no increase; {easier}."
        case _:
            return ""
