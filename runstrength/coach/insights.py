"""Remarks on the last weeks: hard and easy days, missed weeks, differences between sides.

* Hard-easy: a run is hard from effort 5, a strength session from 7, because the program itself asks for 5-6; of all
  training in 14 days, runs and strength, 80% should be easy (the article; Seiler counts sessions). Polarized and
  threshold training had the same effect in recreational runners (Festa 2020), so this is only a remark, from four runs
  on. Two hard days in a row are mentioned, and a run much longer than those before (`runs`).
* The goal is counted in weeks: rest days and an unfinished week break nothing, one missed week neither adds to a streak
  nor ends it. After two missed weeks a smaller plan is offered: consistency beats quantity (the article).
* Sides: differences of 5-15% are usual and harmless (review 2025; Bishop 2020 calls thresholds flawed), so one is
  mentioned only if the same side was weaker by 10% in two checks, a week or more apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from runstrength.catalogue.coach_rules import AsymmetryRules, CoachRules, EffortRules, GoalRules
from runstrength.catalogue.naming import key_in_words
from runstrength.coach.runs import hard_name, much_longer
from runstrength.dates import day_before, day_of, elapsed, in_future, time_before
from runstrength.session.record import Record
from runstrength.session.weeks import up_to, weekly


class EasyShare(Struct, frozen=True):
    """How much of the training of the last days was easy."""

    easy: int
    sessions: int
    """Those with an effort."""
    wanted: float
    """The part that should be easy, 0 to 1."""
    known: bool
    """There are enough of them for a remark."""
    unrated: int = 0
    """How many more there were, without an effort."""

    @property
    def share(self) -> float:
        """The part that was easy, 0 to 1."""
        return self.easy / self.sessions if self.sessions else 0.0

    @property
    def words(self) -> str:
        """How many of them were easy: `6 of last 8`, `6 of 8 rated` if there were more."""
        return f"{self.easy} of {self.sessions} rated" if self.unrated else f"{self.easy} of last {self.sessions}"

    @property
    def too_hard(self) -> bool:
        """Whether less was easy than should be."""
        return self.known and self.share < self.wanted


class Asymmetry(Struct, frozen=True):
    """An exercise of the self-check in which the same side was weaker twice."""

    exercise: str
    side: str
    """The weaker side."""
    part: float
    """The difference in the newer check, relative to the better side."""
    plainly: bool
    """It was more than usual both times."""


def easy_share(records: Sequence[Record], now: datetime, rules: EffortRules) -> EasyShare:
    """Return how much of the training of the last days was easy, sessions and runs alike."""
    since = time_before(now, days=rules.window_days)
    recent = [record for record in _training(records, now) if in_future(record.started, since)]
    hard = {"session": rules.hard, "run": rules.hard_run}
    are_easy = [record.effort < hard[record.kind] for record in recent if record.effort is not None]
    runs = sum(record.kind == "run" for record in recent)
    unrated = len(recent) - len(are_easy)
    return EasyShare(sum(are_easy), len(are_easy), rules.easy_share, runs >= rules.least_runs, unrated)


def hard_days(records: Sequence[Record], now: datetime, rules: CoachRules) -> int:
    """Return how many days in a row were hard, up to today or yesterday."""
    past = up_to(records, now)
    days = {
        day_of(record.started)
        for place, record in enumerate(past)
        if hard_name(record, past[place + 1 :], rules.runs, rules.effort)
    }
    last = day_of(now)
    last = last if last in days else day_before(last)
    count = 0
    while day_before(last, count) in days:
        count += 1
    return count


def smaller_plan(records: Sequence[Record], now: datetime, rules: GoalRules, week_starts: str = "monday") -> bool:
    """Tell whether to offer a smaller plan: the last weeks were missed, and this one so far."""
    week = weekly(records, now, 1, week_starts)
    return not week.done and not week.started and week.missed >= rules.missed_weeks


def asymmetries(records: Sequence[Record], rules: AsymmetryRules) -> tuple[Asymmetry, ...]:
    """Return the exercises of the self-check in which the same side was weaker in two checks, some time apart.

    Args:
        records: the past, the newest first.
        rules: the numbers of `assets/coach.toml`.
    """
    found: dict[str, Asymmetry] = {}
    newest: dict[str, tuple[datetime, str, float]] = {}
    for record in records:
        if record.kind != "check":
            continue
        for exercise, side, part in _differences(record):
            if exercise not in newest:
                newest[exercise] = (record.started, side, part)
                continue
            when, same, latest = newest[exercise]
            apart = elapsed(record.started, when) >= timedelta(days=rules.apart_days)
            if exercise not in found and apart and side == same and min(part, latest) >= rules.note:
                found[exercise] = Asymmetry(exercise, side, latest, plainly=min(part, latest) >= rules.flag)
    return tuple(found.values())


def remarks(
    records: Sequence[Record],
    now: datetime,
    rules: CoachRules,
    names: Mapping[str, str] | None = None,
    *,
    week_starts: str = "monday",
) -> tuple[str, ...]:
    """Return the remarks on the last weeks, one sentence each; empty if all is well.

    Args:
        records: the past, the newest first.
        now: the moment.
        rules: the numbers of `assets/coach.toml`.
        names: of exercises, by key.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    return tuple(_remarks(up_to(records, now), now, rules, names or {}, week_starts))


def _remarks(
    records: Sequence[Record], now: datetime, rules: CoachRules, names: Mapping[str, str], week_starts: str
) -> Iterator[str]:
    if smaller_plan(records, now, rules.goal, week_starts):
        yield offer(rules.goal)
    days = hard_days(records, now, rules)
    if days > 1:
        yield f"Your last {days} days were hard: take an easy one to absorb them."
    longer = much_longer(records, now, rules.runs)
    if longer:
        yield longer
    share = easy_share(records, now, rules.effort)
    if share.too_hard:
        rated = f"the {share.sessions} workouts you rated in the last {rules.effort.window_days} days"
        easy = f"{share.easy or 'None'} of {rated} {'was' if share.easy == 1 else 'were'} easy"
        yield f"{easy}: aim for about {share.wanted:.0%}."
    for asymmetry in asymmetries(records, rules.asymmetry):
        yield asymmetry_words(asymmetry, names.get(asymmetry.exercise) or key_in_words(asymmetry.exercise))


def asymmetry_words(asymmetry: Asymmetry, name: str) -> str:
    """Return the sentence about a side that was weaker twice."""
    weaker = f"{name}: your {asymmetry.side} side was weaker in two checks"
    if asymmetry.plainly:
        last = f"by {asymmetry.part:.0%} last time"
        return f"{weaker}, {last}: start with it, and see a physical therapist if it stays that way."
    return f"{weaker}, so start with it and do the same on both."


def offer(rules: GoalRules) -> str:
    """Return the sentence that offers a smaller plan."""
    return f"It's been a few weeks: {rules.minutes} minutes is a good way back in."


def _training(records: Sequence[Record], now: datetime) -> Iterator[Record]:
    return (record for record in up_to(records, now) if record.kind in ("session", "run"))


def _differences(record: Record) -> Iterator[tuple[str, str, float]]:
    """Yield the exercises of a check with the weaker side, and the difference relative to the better one."""
    best: dict[str, dict[str, float]] = {}
    for item in record.sets:
        if item.side is not None and item.is_entered and not item.skipped:
            sides = best.setdefault(item.exercise, {})
            sides[item.side] = max(sides.get(item.side, 0.0), item.known)
    for exercise, sides in best.items():
        if len(sides) == 2 and max(sides.values()) > 0:
            worse, better = sorted(sides, key=lambda side: sides[side])
            yield exercise, worse, (sides[better] - sides[worse]) / sides[better]
