"""Assesses readiness: four quick answers and the log give the color of the day, and the color changes the plan.

The inputs are the article's (sleep, life stress, more than 24 hours since hard training, pain); the thresholds are our
own defaults, because no source gives any (Hooper's questionnaire has none; self-report tracks overload well):

* stop: pain. No session; see a professional.
* amber: 24 hours or less since hard training; less than 7 h of sleep a night over the last 14 nights, or less than 6
  last night; stress 4 of 5; soreness 4-6 of 10.
* red: less than 5 h last night, stress 5, soreness 7 or more, or two ambers.

Short sleep is *linked to* injury (Johnston 2020: 95 endurance athletes, under 7 h over 14 days, hazard ratio 1.51); one
short night counts little. Amber: one set less, no max-rep sets, four in reserve, no increase. Red: a warm-up or rest.
Everything but pain can be ignored for a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from runstrength.catalogue.coach_rules import EffortRules, ReadinessRules
from runstrength.dates import day_of, hours_between, time_before
from runstrength.session.record import Record
from runstrength.session.weeks import up_to
from runstrength.toml_input import as_number

HOURS = 24
"""The most hours of sleep a night; a larger number in a file is a mistake."""

Color = Literal["green", "amber", "red", "stop"]

STOP = (
    "You have pain: no session today. If it is sharp, doesn't go away, or changes how you move, see a doctor or a "
    "physical therapist before you train again."
)
"""The advice in case of pain."""


class Checkin(Struct, frozen=True):
    """The answers before a session; None for questions that were not answered."""

    sleep: float | None = None
    """Hours slept last night."""
    stress: int | None = None
    """Life stress, 1 to 5."""
    soreness: int | None = None
    """0 to 10."""
    pain: bool = False
    """Sharp pain, or pain that changes how one moves."""
    hard_run_hours: float | None = None
    """Hours since the last hard run."""

    @property
    def has_answers(self) -> bool:
        """Whether any question was answered."""
        return self != Checkin()


class Readiness(Struct, frozen=True):
    """How ready the person is, and why."""

    color: Color
    causes: tuple[str, ...] = ()
    """Why it is not green, each as the end of a sentence: `you slept 5.5 h last night`."""

    @property
    def because(self) -> str:
        """The causes in one phrase: `your stress is 4 of 5 and your soreness is 6 of 10`."""
        *first, last = self.causes or ("",)
        return f"{', '.join(first)} and {last}" if first else last


def assess(
    checkin: Checkin | None, records: Sequence[Record], now: datetime, rules: ReadinessRules, effort: EffortRules
) -> Readiness:
    """Return how ready the person is.

    Args:
        checkin: the answers, None if there are none.
        records: the past, the newest first.
        now: the moment.
        rules: the thresholds.
        effort: which effort counts as hard.
    """
    answers = checkin or Checkin()
    if answers.pain:
        return Readiness("stop", (STOP,))
    ambers = [
        cause
        for cause in (
            _hard(answers, records, now, rules, effort),
            _sleep(answers, records, now, rules),
            _between(answers.stress, rules.amber_stress, rules.red_stress, "your stress is {} of 5"),
            _between(answers.soreness, rules.amber_soreness, rules.red_soreness, "your soreness is {} of 10"),
        )
        if cause
    ]
    reds = []
    if answers.sleep is not None and answers.sleep < rules.red_sleep:
        reds.append(f"you slept {answers.sleep:g} h last night")
    if answers.stress is not None and answers.stress >= rules.red_stress:
        reds.append(f"your stress is {answers.stress} of 5")
    if answers.soreness is not None and answers.soreness >= rules.red_soreness:
        reds.append(f"your soreness is {answers.soreness} of 10")
    if reds:
        return Readiness("red", tuple(reds))
    if len(ambers) >= rules.ambers:
        return Readiness("red", tuple(ambers))
    return Readiness("amber", tuple(ambers)) if ambers else Readiness("green")


def checkin_document(checkin: Checkin | None, color: Color) -> Mapping[str, Any] | None:
    """Return the check-in as saved in a record, None if nothing was answered and the day is green."""
    if (checkin is None or not checkin.has_answers) and color == "green":
        return None
    answers = checkin or Checkin()
    return {**{name: getattr(answers, name) for name in Checkin.__struct_fields__}, "colour": color}


def hours_since_hard(records: Sequence[Record], now: datetime, effort: EffortRules) -> float | None:
    """Return the hours since the end of the last hard session or run of the log, None without one."""
    for record in up_to(records, now):
        if record.kind in ("session", "run") and record.effort is not None and record.effort >= effort.hard:
            return max(0.0, hours_between(record.ended, now))
    return None


def mean_sleep(checkin: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules) -> float | None:
    """Return the mean hours slept over the last known nights, None if too few are known."""
    nights = {} if checkin.sleep is None else {day_of(now): checkin.sleep}
    since = time_before(now, days=rules.nights)
    for record in up_to(records, now):
        if record.started < since:
            break
        slept = as_number((record.checkin or {}).get("sleep"))
        if slept is not None and 0 <= slept <= HOURS:
            nights.setdefault(day_of(record.started), float(slept))
    return sum(nights.values()) / len(nights) if len(nights) >= rules.least_nights else None


def _hard(
    checkin: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules, effort: EffortRules
) -> str:
    logged = hours_since_hard(records, now, effort)
    if checkin.hard_run_hours is not None and checkin.hard_run_hours <= rules.hard_hours:
        return f"your last hard run was {checkin.hard_run_hours:g} h ago"
    if logged is not None and logged <= rules.hard_hours:
        return f"your last hard workout was {f'{logged:.0f} h' if logged >= 1 else 'less than an hour'} ago"
    return ""


def _sleep(checkin: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules) -> str:
    if checkin.sleep is not None and checkin.sleep < rules.amber_sleep:
        return f"you slept {checkin.sleep:g} h last night"
    mean = mean_sleep(checkin, records, now, rules)
    if mean is not None and mean < rules.mean_sleep:
        return f"you averaged {mean:.1f} h of sleep lately, and short sleep is linked to injury"
    return ""


def _between(value: int | None, amber: int, red: int, words: str) -> str:
    return words.format(value) if value is not None and amber <= value < red else ""
