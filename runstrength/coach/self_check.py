"""The results of a self-check: left compared with right, with earlier checks, and with values that are usual at an age.

Norms are means of people of an age, no targets (Springer 2007, Kaur 2021, Hébert-Losier 2017), and there is none for
flexibility: tight hamstrings are normal in runners (the article). Sides that differ are looked at in `insights`, over
two checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from runstrength.catalogue.coach_rules import MirrorRule
from runstrength.catalogue.self_check import SelfCheck
from runstrength.dose_kinds import DONE_UNITS
from runstrength.numbers import tidy
from runstrength.session.record import NOT_ENTERED, Record, SetDone


class Result(Struct, frozen=True):
    """The best of each side in one exercise of one check."""

    exercise: str
    when: datetime
    left: float | None
    """None where that side was not done, or its number was not entered."""
    right: float | None
    unit: str
    """`s`, `reps` or `steps`."""
    unentered: tuple[str, ...] = ()
    """The sides that were done, but whose number was not entered."""

    @property
    def words(self) -> str:
        """Both sides: `left 45 s, right 38 s`."""
        sides = (("left", self.left), ("right", self.right))
        parts = [(side, f"{tidy(value):g} {self.unit}") for side, value in sides if value is not None]
        parts += [(side, NOT_ENTERED) for side in self.unentered]
        return ", ".join(f"{side} {words}" for side, words in sorted(parts))


def results(records: Sequence[Record]) -> tuple[Result, ...]:
    """Return what was done in every check, the newest first.

    Args:
        records: the past, the newest first.
    """
    return tuple(result for record in records if record.kind == "check" for result in _of(record))


def _of(record: Record) -> Iterator[Result]:
    by_exercise: dict[str, list[SetDone]] = {}
    for item in record.sets:
        if not item.skipped:
            by_exercise.setdefault(item.exercise, []).append(item)
    for exercise, sets in by_exercise.items():
        sides = {
            side: max((item.known for item in sets if item.side == side and item.is_entered), default=None)
            for side in ("left", "right")
        }
        kind = sets[0].target.kind
        unit = DONE_UNITS.get(kind, "reps")
        done = {item.side for item in sets}
        unentered = tuple(side for side, value in sides.items() if value is None and side in done)
        yield Result(exercise, record.started, sides["left"], sides["right"], unit, unentered)


def mirror_noes(records: Sequence[Record], rules: Mapping[str, MirrorRule]) -> tuple[MirrorRule, ...]:
    """Return what the newest answers before the mirror change in a plan, a rule for each no.

    Args:
        records: the past, the newest first.
        rules: by the keys of the questions, `CoachRules.mirror`.
    """
    answered = (record.answers for record in records if record.kind == "check")
    newest = next((answers for answers in answered if isinstance(answers, dict) and answers), {})
    return tuple(rule for key, rule in rules.items() if newest.get(key) is False)


def usual_words(exercise: str, birth_year: int, today: date, check: SelfCheck) -> str:
    """Return the values that are usual at an age, empty if unknown: `usual at 43: 40 s (women), 34 s (men)`.

    Args:
        exercise: the key.
        birth_year: 0 if unknown.
        today: the day.
        check: where the norms are.
    """
    norm = next((norm for norm in check.norms if norm.exercise == exercise), None)
    if norm is None or not birth_year:
        return ""
    age = today.year - birth_year
    usual = norm.at(age)
    if usual is None:
        return ""
    values = {"women": usual.women, "men": usual.men}
    words = [f"{tidy(value):g} {norm.unit} ({who})" for who, value in values.items()]
    if usual.women == usual.men:
        words = [f"{tidy(usual.men):g} {norm.unit}"]
    return f"typical at {age}: {', '.join(words)}; {norm.source}"


def answer_words(answers: Mapping[str, object], check: SelfCheck) -> tuple[str, ...]:
    """Return what the mirror showed, a sentence for each no; one for all where there is none."""
    answered = [question for question in check.questions if question.key in answers]
    negative = [question for question in answered if answers[question.key] is False]
    if not answered:
        return ()
    if not negative:
        return ("Mirror: yes to everything.",)
    return tuple(f"Mirror: {question.text} No.{f' {question.tip}' if question.tip else ''}" for question in negative)
