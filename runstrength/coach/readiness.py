"""Assesses readiness: four quick answers and the log give the color of the day, and the color changes the plan.

The inputs are the article's (sleep, life stress, more than 24 hours since hard training, pain); the thresholds are our
own defaults, because no source gives any (Hooper's questionnaire has none; self-report tracks overload well):

* stop: pain. No session; see a professional.
* amber: 24 hours or less since hard training; a short night, or two weeks of short ones; stress 4 of 5; soreness from 4
  of 10. Sleep and soreness are compared with the person's own usual of four weeks, where there is one.
* red: stress 5, soreness from 7, or two ambers. A single short night hardly matters and never makes a day red alone; a
  hard run and the soreness it made are one amber.

Short sleep is *linked to* injury (Johnston 2020: 95 endurance athletes, under 7 h over 14 days, hazard ratio 1.51).
Amber: one set less, no max-rep sets, four in reserve, no increase; from the third amber day in a row the smallest step.
Red: a warm-up or rest; after two red days ten easy minutes. Everything but pain can be ignored for a day.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from runstrength.catalogue.coach_rules import CoachRules, ReadinessRules
from runstrength.coach.reasons import joined
from runstrength.coach.runs import last_hard
from runstrength.dates import day_of, hours_between, time_before
from runstrength.session.record import Record
from runstrength.session.weeks import counts, up_to
from runstrength.toml_input import as_number

HOURS = 24
"""The most hours of sleep a night; a larger number in a file is a mistake."""

MOST_SORE = 10
"""The highest soreness."""

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
    running: int = 1
    """How many days with this color there were in a row, with this one."""
    sore: bool = False
    """The muscles are sore."""
    otherwise: str = ""
    """Of a red day: which answer would have made it a lighter one, as a main clause; empty if none alone would."""

    @property
    def because(self) -> str:
        """The causes in one phrase: `your stress is 4 of 5 and your soreness is 6 of 10`."""
        return joined(self.causes or ("",))


def assess(checkin: Checkin | None, records: Sequence[Record], now: datetime, rules: CoachRules) -> Readiness:
    """Return how ready the person is.

    Args:
        checkin: the answers, None if there are none.
        records: the past, the newest first.
        now: the moment.
        rules: the numbers of `assets/coach.toml`.
    """
    answers = checkin or Checkin()
    if answers.pain:
        return Readiness("stop", (STOP,))
    ready, past = rules.readiness, up_to(records, now)
    hard, hours = hard_fact(answers, past, now, rules)
    sleep = _sleep(answers, past, now, ready)
    sore, red_from = _soreness(answers, past, now, ready)
    stress = f"your stress is {answers.stress} of 5" if (answers.stress or 0) >= ready.amber_stress else ""
    reds = [stress] if (answers.stress or 0) >= ready.red_stress else []
    reds += [sore] if red_from else []
    causes = [cause for cause in (hard, sleep, stress, sore) if cause]
    # A hard run makes the legs sore: both are one reason.
    together = bool(sore) and hours is not None and hours <= ready.sore_hours
    ambers = len(causes) - (1 if together and hard else 0)
    color: Color = "red" if reds or ambers >= ready.ambers else "amber" if causes else "green"
    running = 1 + days_running(past, now, color)
    otherwise = _lighter_with(ready, red_from) if len(reds) == 1 and ambers < ready.ambers else ""
    return Readiness(color, tuple(reds or causes), running, sore=bool(sore), otherwise=otherwise)


def _lighter_with(rules: ReadinessRules, red_from: int) -> str:
    """Return which answer would have made a red day a lighter one, as a main clause.

    Args:
        rules: the numbers of `assets/coach.toml`.
        red_from: the least soreness that makes the day red; 0 if stress made it red.
    """
    answer = f"soreness of {red_from - 1}" if red_from else f"stress of {rules.red_stress - 1}"
    return f"with a {answer} it would be a lighter session"


def is_sore(checkin: Checkin | None, records: Sequence[Record], now: datetime, rules: ReadinessRules) -> bool:
    """Tell whether the muscles are sore enough today to leave out skips and bounces."""
    return checkin is not None and bool(_soreness(checkin, up_to(records, now), now, rules)[0])


def days_running(records: Sequence[Record], now: datetime, color: Color) -> int:
    """Return how many days, the newest first and without today, had a color in a row.

    A session without a check-in is a green day (`checkin_document`); a day with neither does not count.
    """
    count, last = 0, day_of(now)
    for record in records:
        known = (record.checkin or {}).get("colour", "green" if record.kind == "session" else None)
        day = day_of(record.started)
        if known is None or day >= last:
            continue
        if known != color:
            break
        count, last = count + 1, day
    return count


def checkin_document(checkin: Checkin | None, color: Color) -> Mapping[str, Any] | None:
    """Return the check-in as saved in a record, None if nothing was answered and the day is green."""
    if (checkin is None or not checkin.has_answers) and color == "green":
        return None
    answers = checkin or Checkin()
    return {**{name: getattr(answers, name) for name in Checkin.__struct_fields__}, "colour": color}


def pain_day(records: Iterable[Record]) -> datetime | None:
    """Return the newest day with pain that no session has followed, None if there is none.

    Args:
        records: the past, the newest first.
    """
    for record in records:
        if (record.checkin or {}).get("pain") is True:
            return record.started
        if counts(record):
            return None
    return None


def hours_since_hard(records: Sequence[Record], now: datetime, rules: CoachRules) -> float | None:
    """Return the hours since the end of the last hard session or run of the log, None without one."""
    hard = last_hard(records, now, rules.runs, rules.effort)
    return None if hard is None else max(0.0, hours_between(hard.record.ended, now))


def mean_sleep(checkin: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules) -> float | None:
    """Return the mean hours slept over the last known nights, None if too few are known."""
    nights = {} if checkin.sleep is None else {day_of(now): checkin.sleep}
    for day, slept in _answers(up_to(records, now), now, rules.nights, "sleep", HOURS).items():
        nights.setdefault(day, slept)
    return sum(nights.values()) / len(nights) if len(nights) >= rules.least_nights else None


def usual(records: Sequence[Record], now: datetime, rules: ReadinessRules, answer: str, most: float) -> float | None:
    """Return the person's usual answer of the last weeks, None if too few are known; today is left out.

    Args:
        records: the past, the newest first.
        now: the moment.
        rules: how many days count.
        answer: `sleep` or `soreness`.
        most: a larger number in a file is a mistake.
    """
    known = _answers(records, now, rules.usual_days, answer, most)
    known.pop(day_of(now), None)
    if len(known) < rules.least_usual:
        return None
    from statistics import median  # late: only needed after some weeks

    return median(known.values())


def _answers(records: Sequence[Record], now: datetime, days: float, answer: str, most: float) -> dict[date, float]:
    """Return the known answers of the last days, the newest of each day."""
    since = time_before(now, days=days)
    known: dict[date, float] = {}
    for record in records:
        if record.started < since:
            break
        value = as_number((record.checkin or {}).get(answer))
        if value is not None and 0 <= value <= most:
            known.setdefault(day_of(record.started), float(value))
    return known


def hard_fact(
    checkin: Checkin, records: Sequence[Record], now: datetime, rules: CoachRules
) -> tuple[str, float | None]:
    """Return the fact that hard training was less than a day ago, or nothing, and how many hours ago it was."""
    answered = checkin.hard_run_hours
    hard = last_hard(records, now, rules.runs, rules.effort)
    logged = None if hard is None else max(0.0, hours_between(hard.record.ended, now))
    known = [hours for hours in (answered, logged) if hours is not None]
    newest = min(known, default=None)
    if answered is not None and answered <= rules.readiness.hard_hours:
        return f"your last hard run was {_hours(answered)} ago", newest
    if hard is not None and logged is not None and logged <= rules.readiness.hard_hours:
        return f"your {hard.name} was {_hours(logged)} ago", newest
    return "", newest


def _hours(hours: float) -> str:
    return f"{hours:.0f} h" if hours >= 1 else "less than an hour"


def _sleep(checkin: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules) -> str:
    own = usual(records, now, rules, "sleep", HOURS)
    short = rules.amber_sleep if own is None else min(rules.mean_sleep, max(rules.least_sleep, own - rules.less_sleep))
    if checkin.sleep is not None and checkin.sleep < short:
        return f"you slept {checkin.sleep:g} h last night" + ("" if own is None else f" (usually {own:g} h)")
    mean = mean_sleep(checkin, records, now, rules)
    if mean is None or mean >= rules.mean_sleep or (own is not None and mean >= own - rules.less_mean):
        return ""
    return f"you averaged {mean:.1f} h of sleep lately"


def _soreness(checkin: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules) -> tuple[str, int]:
    """Return the fact that the muscles are sore, or nothing; and from which soreness on the day is red, if it is."""
    if checkin.soreness is None or checkin.soreness < rules.amber_soreness:
        return "", 0
    own = usual(records, now, rules, "soreness", MOST_SORE)
    least = rules.amber_soreness if own is None else max(rules.amber_soreness, own + rules.more_soreness)
    if checkin.soreness < least:
        return "", 0
    words = f"your soreness is {checkin.soreness} of 10" + ("" if own is None else f" (usually {own:g})")
    red_from = math.ceil(least + rules.red_soreness - rules.amber_soreness)
    return words, red_from if checkin.soreness >= red_from else 0
