"""What the log says about runs: which were hard, which were races, and whether there is more of them than usual.

A run is hard by the effort that was entered, by its length, or by whole words of its title (`session.run_titles`).
Lengths are moving time. A run more than 10% longer than the longest of the last 30 days was followed by more injuries
(Frandsen 2025: 5,205 runners, an association); the other numbers are our defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Final

from msgspec import Struct

from runstrength.catalogue.coach_rules import EffortRules, RunRules
from runstrength.dates import day_of, days_between, in_future, time_before
from runstrength.session.record import Record, length
from runstrength.session.run_titles import words_of_title
from runstrength.session.weeks import counts, up_to

ENTERED_AS_EASY: Final = 3
"""An effort up to this was entered by the person, because most runs are guessed to be 4: words don't make it hard."""


class HardTraining(Struct, frozen=True):
    """A hard run or session of the log."""

    record: Record
    name: str
    """What it was: `last hard workout`, `run of 2 h 10 min`, `run with "tempo" in its title`."""


class RaceRun(Struct, frozen=True):
    """A race in the log."""

    started: datetime
    minutes: float
    name: str
    """What it was, as in `HardTraining`."""


class MoreRunning(Struct, frozen=True):
    """More running than usual in the last days."""

    minutes: float
    usual: float
    """Minutes a week in the weeks before."""
    weeks: int
    """How many weeks before are known."""


def moving_minutes(run: Record) -> float:
    """Return how long a run was, in minutes, without stops."""
    return length(run) / 60


def length_words(minutes: float) -> str:
    """Return the length of a run: `95 min`, `2 h`, `2 h 10 min`."""
    hours, rest = divmod(round(minutes), 60)
    if hours < 2:
        return f"{round(minutes)} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def last_hard(records: Sequence[Record], now: datetime, rules: RunRules, effort: EffortRules) -> HardTraining | None:
    """Return the last hard session or run of the log, None without one.

    Args:
        records: the past, the newest first.
        now: the moment.
        rules: what makes a run hard.
        effort: which effort is hard.
    """
    past = up_to(records, now)
    found = (
        HardTraining(record, name)
        for place, record in enumerate(past)
        if (name := hard_name(record, past[place + 1 :], rules, effort))
    )
    return next(found, None)


def hard_name(record: Record, earlier: Sequence[Record], rules: RunRules, effort: EffortRules) -> str:
    """Return what makes a session or a run hard, as a name for it; empty if it isn't hard.

    Args:
        record: the session or run.
        earlier: what was done before it, the newest first.
        rules: what makes a run hard.
        effort: which effort is hard.
    """
    trained = record.kind == "run" or counts(record)  # a session that was only started made nobody tired
    if trained and record.effort is not None and record.effort >= effort.hard:
        return "last hard workout"
    if record.kind != "run":
        return ""
    minutes = moving_minutes(record)
    if minutes > rules.hard_minutes:
        return f"run of {length_words(minutes)}"
    longest = longest_before(record, earlier, rules)
    if longest is not None and minutes > rules.hard_share * longest:
        return f"run of {length_words(minutes)} (your longest in {rules.days} days was {length_words(longest)})"
    words = words_of_title(record.title)
    if words is not None and words.hard and (record.effort is None or record.effort > ENTERED_AS_EASY):
        return f'run with "{words.words}" in its title'
    return ""


def longest_before(run: Record, earlier: Sequence[Record], rules: RunRules) -> float | None:
    """Return the minutes of the longest run of the days before a run, None if too few runs are known.

    Args:
        run: the run.
        earlier: what was done before it, the newest first.
        rules: how many days and runs count.
    """
    since = time_before(run.started, days=rules.days)
    within = takewhile(lambda record: in_future(record.started, since), earlier)
    lengths = [moving_minutes(record) for record in within if record.kind == "run" and record.id != run.id]
    return max(lengths) if len(lengths) >= rules.least_runs else None


def much_longer(records: Sequence[Record], now: datetime, rules: RunRules) -> str:
    """Return a sentence if a run of the last days was much longer than those of the 30 days before; else nothing."""
    past = up_to(records, now)
    since = time_before(now, days=rules.longer_days)
    for place, record in enumerate(past):
        if not in_future(record.started, since):
            return ""
        longest = longest_before(record, past[place + 1 :], rules) if record.kind == "run" else None
        if longest is not None and moving_minutes(record) > rules.longer_share * longest:
            return (
                f"Your run of {length_words(moving_minutes(record))} on {record.started:%A} was more than "
                f"{rules.longer_share - 1:.0%} longer than your longest of the {rules.days} days before it "
                f"({length_words(longest)}): such runs are linked to injury."
            )
    return ""


def race_in_log(records: Sequence[Record], rules: RunRules) -> RaceRun | None:
    """Return the last race of the log, None without one: by its title, its effort and length, or its length alone.

    Args:
        records: the past, the newest first, without what is dated in the future.
        rules: what makes a run a race.
    """
    for record in records:
        name = _race_name(record, rules) if record.kind == "run" else ""
        if name:
            return RaceRun(record.started, moving_minutes(record), name)
    return None


def _race_name(run: Record, rules: RunRules) -> str:
    minutes = moving_minutes(run)
    words = words_of_title(run.title)
    if words is not None and words.race and (run.effort is None or run.effort > ENTERED_AS_EASY):
        return f'run with "{words.words}" in its title'
    very_hard = run.effort is not None and run.effort >= rules.race_effort and minutes >= rules.race_minutes
    if very_hard or minutes >= rules.marathon_minutes:
        return f"run of {length_words(minutes)}"
    return ""


def minutes_on(records: Sequence[Record], day: str) -> float | None:
    """Return the minutes of the longest run on a day (YYYY-MM-DD), None without one."""
    runs = [record for record in records if record.kind == "run" and day_of(record.started).isoformat() == day]
    return max((moving_minutes(record) for record in runs), default=None)


def more_running(records: Sequence[Record], now: datetime, rules: RunRules) -> MoreRunning | None:
    """Return how much more was run in the last seven days than in the weeks before; None if not much more.

    Nothing is said without runs in most of these weeks. Of weeks before the first run that is known nothing is known.
    """
    weeks = [0.0] * (1 + rules.mean_weeks)
    first = 0
    for record in up_to(records, now):
        if record.kind != "run":
            continue
        first = days_between(record.started, now) // 7
        if first >= len(weeks):
            break
        weeks[first] += moving_minutes(record)
    this, *before = weeks[: first + 1]
    usual = sum(before) / len(before) if before else 0.0
    if sum(minutes > 0 for minutes in before) < rules.least_weeks or this <= rules.more_share * usual:
        return None
    return MoreRunning(this, usual, len(before))
