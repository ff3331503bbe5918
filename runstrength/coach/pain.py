"""Pain leaves a trace: what hurt decides what the next sessions ask for. All numbers are our own defaults.

* A day with pain has no session (`readiness`). The next session is lighter, and the check-in asks again.
* An exercise that hurt a bit in two sessions is planned in its easier form; one that hurt in three is left out, another
  of its kind takes its place, and a physical therapist is named. Two sessions in a row in which it doesn't hurt, in
  whatever form or with whatever takes its place, and it is back as it was.

Nothing is diagnosed, and no source has thresholds: monitoring pain and changing the exercise is usual in therapy
(Silbernagel 2007, Achilles), but for set tendons, not for whatever hurts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import PainRules
from runstrength.coach.past_performance import PastPerformance
from runstrength.coach.readiness import Readiness, pain_day
from runstrength.coach.reasons import Reason, joined
from runstrength.dates import long_day
from runstrength.session.record import Record
from runstrength.session.wording import in_sentence, number_words

PROFESSIONAL = "a physical therapist should look at it"
"""Whom to ask, as the end of a consequence."""


class Trouble(Struct, frozen=True):
    """An exercise that hurt, and has not been clean for long enough since."""

    days: tuple[datetime, ...]
    """The sessions in which it hurt, the oldest first."""
    hurts: bool = False
    """It hurt when it was last done."""
    easier: bool = False
    """It is planned in its easier form."""
    left_out: bool = False
    """Another exercise takes its place."""
    over: bool = False
    """It is back, as it was, for the first time."""

    @property
    def fact(self) -> str:
        """The clause that says when it hurt."""
        return f"it hurt a bit on {joined([long_day(day) for day in self.days])}"


def troubles(records: Sequence[Record], rules: PainRules) -> Mapping[str, Trouble]:
    """Return the exercises that hurt and have not been clean for long enough since, or are back for the first time.

    Args:
        records: the past, the newest first.
        rules: the numbers of `assets/coach.toml`.
    """
    hurt: dict[str, list[datetime]] = {}
    clean: dict[str, int] = {}
    back: dict[str, list[datetime]] = {}
    for record in reversed(records):
        for exercise, niggle in _traces(record).items():
            back.pop(exercise, None)
            if niggle:
                hurt.setdefault(exercise, []).append(record.started)
                clean[exercise] = 0
            elif exercise in hurt:
                clean[exercise] += 1
                if clean[exercise] >= rules.clean:
                    days = hurt.pop(exercise)
                    back |= {exercise: days} if len(days) >= rules.easier else {}
    over = {
        key: Trouble(tuple(days), hurts=False, easier=False, left_out=False, over=True) for key, days in back.items()
    }
    return over | {
        exercise: Trouble(
            tuple(days),
            hurts=not clean[exercise],
            easier=rules.easier <= len(days) < rules.left_out,
            left_out=len(days) >= rules.left_out,
        )
        for exercise, days in hurt.items()
    }


def _traces(record: Record) -> Mapping[str, bool]:
    """Return the exercises that a session says something about: true if it hurt, false if it was done without."""
    hurt = {item.exercise for item in record.sets if item.niggle}
    if record.kind != "session":
        return dict.fromkeys(hurt, True)
    # What takes the place of an exercise counts for it too, unless that hurt itself.
    done = {name for item in record.sets if not item.skipped for name in (item.exercise, item.instead_of) if name}
    unclear = {item.instead_of for item in record.sets if item.niggle} - hurt
    return {exercise: exercise in hurt for exercise in (hurt | done) - unclear}


def without_past_niggles(
    performances: Mapping[str, tuple[PastPerformance, ...]], found: Mapping[str, Trouble]
) -> Mapping[str, tuple[PastPerformance, ...]]:
    """Return the performances without niggles that are over: those of exercises that didn't hurt when last done."""
    return {
        exercise: tuple(past) if exercise in found and found[exercise].hurts else tuple(map(_clean, past))
        for exercise, past in performances.items()
    }


def _clean(performance: PastPerformance) -> PastPerformance:
    if not performance.niggle:
        return performance
    return replace(performance, sets=tuple(replace(item, niggle=False) for item in performance.sets))


def back_reason(name: str, sessions: int) -> Reason:
    """Return why an exercise is planned as it was before it hurt.

    Args:
        name: of the exercise.
        sessions: in how many sessions in a row it didn't hurt.
    """
    fact = f"{number_words(sessions)} sessions in a row went without it hurting"
    return Reason(fact, "back again", in_sentence(name))


def eased_after_pain(readiness: Readiness, records: Iterable[Record]) -> Readiness:
    """Return how ready a person is: at the most amber in the first session after a day with pain."""
    day = pain_day(records)
    if day is None or readiness.color not in ("green", "amber"):
        return readiness
    return Readiness("amber", (*readiness.causes, pain_fact(day)))


def pain_fact(day: datetime) -> str:
    """Return the clause about a day with pain: `you had pain on 3 October`."""
    return f"you had pain on {long_day(day)}"


def spared_reason(name: str, trouble: Trouble, planned: str, sessions: int) -> Reason:
    """Return why an exercise is planned in its easier form, or another one in its place.

    Args:
        name: of the exercise.
        trouble: when it hurt.
        planned: what is planned: `both legs`, `only 6 reps`, `step-up instead`.
        sessions: in how many sessions in a row it must not hurt to be back.
    """
    consequence = f"{planned} for now, and {PROFESSIONAL}" if trouble.left_out else f"{planned} for now"
    back = f"{number_words(sessions)} sessions in a row without it hurting bring it back"
    return Reason(trouble.fact, consequence, in_sentence(name), back)
