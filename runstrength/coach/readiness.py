"""How ready the person is today: four quick answers and the log make a colour, and the colour changes the plan.

The inputs are the article's (sleep, stress of life, more than 24 hours after something hard, pain); the thresholds are
our own defaults, for no source gives any (Hooper's questionnaire has none; self-report tracks overload well):

* stop: pain. No session, and a professional.
* amber: 24 hours or less since something hard; less than 7 h of sleep a night over the last 14 nights, or less than
  6 last night; stress 4 of 5; soreness 4-6 of 10.
* red: less than 5 h last night, stress 5, soreness 7 or more, or two ambers.

Short sleep is *linked to* injury (Johnston 2020: 95 endurance athletes, under 7 h over 14 days, hazard ratio 1.51); one
short night counts only lightly. Amber: one set less, nothing as many as possible, four in reserve, no increase. Red: a
warm-up or rest. Everything but pain can be overruled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from runstrength.catalogue.coach_rules import EffortRules, ReadinessRules
from runstrength.dates import ago, day_of, hours_between
from runstrength.session.record import Record
from runstrength.session.weeks import up_to
from runstrength.toml_input import as_number

HOURS = 24
"""Hours of sleep a night at the most; another number is a mistake of the file."""

Colour = Literal["green", "amber", "red", "stop"]

STOP = (
    "Pain: no session today. If it is sharp, stays, or changes how you move, see a doctor or a physiotherapist "
    "before you train again."
)
"""What pain means."""


class Checkin(Struct, frozen=True):
    """What the person said before a session; None where nothing was said."""

    sleep: float | None = None
    """Hours last night."""
    stress: int | None = None
    """Of life, 1 to 5."""
    soreness: int | None = None
    """0 to 10."""
    pain: bool = False
    """Sharp, or changing how one moves."""
    hard_run_hours: float | None = None
    """Hours since the last hard run."""

    @property
    def said(self) -> bool:
        """Whether anything was said at all."""
        return self != Checkin()


class Readiness(Struct, frozen=True):
    """How ready the person is, and why."""

    colour: Colour
    causes: tuple[str, ...] = ()
    """What speaks against a usual session, as the end of a sentence each: `you slept 5.5 h last night`."""

    @property
    def because(self) -> str:
        """The causes as one: `stress is 4 of 5 and soreness is 6 of 10`."""
        *first, last = self.causes or ("",)
        return f"{', '.join(first)} and {last}" if first else last


def assess(
    checkin: Checkin | None, records: Sequence[Record], now: datetime, rules: ReadinessRules, effort: EffortRules
) -> Readiness:
    """Return how ready the person is.

    Args:
        checkin: what was said, None when nothing was asked.
        records: the past, the newest first.
        now: the moment.
        rules: the thresholds.
        effort: what is hard.
    """
    said = checkin or Checkin()
    if said.pain:
        return Readiness("stop", (STOP,))
    ambers = [
        cause
        for cause in (
            _hard(said, records, now, rules, effort),
            _sleep(said, records, now, rules),
            _between(said.stress, rules.amber_stress, rules.red_stress, "stress is {} of 5"),
            _between(said.soreness, rules.amber_soreness, rules.red_soreness, "soreness is {} of 10"),
        )
        if cause
    ]
    reds = []
    if said.sleep is not None and said.sleep < rules.red_sleep:
        reds.append(f"you slept {said.sleep:g} h last night")
    if said.stress is not None and said.stress >= rules.red_stress:
        reds.append(f"stress is {said.stress} of 5")
    if said.soreness is not None and said.soreness >= rules.red_soreness:
        reds.append(f"soreness is {said.soreness} of 10")
    if reds:
        return Readiness("red", tuple(reds))
    if len(ambers) >= rules.ambers:
        return Readiness("red", tuple(ambers))
    return Readiness("amber", tuple(ambers)) if ambers else Readiness("green")


def checkin_document(checkin: Checkin | None, colour: Colour) -> Mapping[str, Any] | None:
    """Return what a record keeps of a check-in, None where nothing was said and nothing speaks against a session."""
    if (checkin is None or not checkin.said) and colour == "green":
        return None
    said = checkin or Checkin()
    return {**{name: getattr(said, name) for name in Checkin.__struct_fields__}, "colour": colour}


def hours_since_hard(records: Sequence[Record], now: datetime, effort: EffortRules) -> float | None:
    """Return the hours since the end of the last hard session or run of the log, None without one."""
    for record in up_to(records, now):
        if record.kind in ("session", "run") and record.effort is not None and record.effort >= effort.hard:
            return max(0.0, hours_between(record.ended, now))
    return None


def mean_sleep(checkin: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules) -> float | None:
    """Return the hours slept a night over the last nights that are known, None where these are too few."""
    nights = {} if checkin.sleep is None else {day_of(now): checkin.sleep}
    since = ago(now, days=rules.nights)
    for record in up_to(records, now):
        if record.started < since:
            break
        slept = as_number((record.checkin or {}).get("sleep"))
        if slept is not None and 0 <= slept <= HOURS:
            nights.setdefault(day_of(record.started), float(slept))
    return sum(nights.values()) / len(nights) if len(nights) >= rules.least_nights else None


def _hard(said: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules, effort: EffortRules) -> str:
    logged = hours_since_hard(records, now, effort)
    if said.hard_run_hours is not None and said.hard_run_hours <= rules.hard_hours:
        return f"a hard run was {said.hard_run_hours:g} h ago"
    if logged is not None and logged <= rules.hard_hours:
        return f"something hard was {f'{logged:.0f} h' if logged >= 1 else 'less than an hour'} ago"
    return ""


def _sleep(said: Checkin, records: Sequence[Record], now: datetime, rules: ReadinessRules) -> str:
    if said.sleep is not None and said.sleep < rules.amber_sleep:
        return f"you slept {said.sleep:g} h last night"
    mean = mean_sleep(said, records, now, rules)
    if mean is not None and mean < rules.mean_sleep:
        return f"you slept {mean:.1f} h a night of late, and short sleep is linked to injury"
    return ""


def _between(value: int | None, amber: int, red: int, words: str) -> str:
    return words.format(value) if value is not None and amber <= value < red else ""
