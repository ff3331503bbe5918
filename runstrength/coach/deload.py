"""Decides when a lighter week (deload) is due.

Strength athletes take one every 5.6 weeks on average, with fewer sets and reps and as many sessions (Rogerson 2024,
survey of 246). A week without training is no gain (Coleman 2024, trial with 39: it cost leg strength). So every fifth
week of training is lighter: one set less, no max-rep sets, four reps in reserve, the same load. A single week without a
session neither counts nor resets the count; two in a row are rest and reset it, and so do the easier sessions after
weeks off, and a week of nothing but easy minutes (own default). Two red days within a week also bring one, and so do
two exercises that get easier after some weeks of training; neither soon after the last lighter week. It can be turned
off, and ignored for a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from runstrength.catalogue.coach_rules import DeloadRules
from runstrength.coach.absence import RETURN
from runstrength.dates import day_of, elapsed, time_before, week_of
from runstrength.session.record import Record
from runstrength.session.weeks import RACE, trained_weeks, up_to

BEGUN = "you began a lighter week"
"""The start of the fact that the week is a lighter one since an earlier session."""
DELOAD = "deload"
"""The field `eased` of the record of a session in a lighter week."""
RED = "red"
"""The same for one that was only a few easy minutes: a week of nothing else is light too."""


def deload_due(
    records: Sequence[Record], now: datetime, rules: DeloadRules, step_downs: int = 0, week_starts: str = "monday"
) -> str:
    """Return the fact that makes this a lighter week, as a clause; empty if it is none.

    Args:
        records: the past, the newest first.
        now: the moment.
        rules: the numbers of `assets/coach.toml`.
        step_downs: how many exercises get easier today.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    records = up_to(records, now)
    this = week_of(day_of(now), week_starts)
    eased = [record for record in records if record.eased == DELOAD]
    begun = [record.started for record in eased if this in trained_weeks([record], week_starts)]
    if begun:
        return f"{BEGUN} on {begun[-1]:%A}"
    trained = trained_weeks(records, week_starts)
    light = trained_weeks((record for record in records if record.eased in (DELOAD, RACE, RETURN)), week_starts)
    light |= trained - trained_weeks((record for record in records if record.eased != RED), week_starts)
    weeks = trained - light
    running, span = _weeks_running(this, weeks, light, rules.rest_weeks)
    if running and running % rules.every_weeks == rules.every_weeks - 1:
        return (
            f"you trained {running} weeks in a row" if span == running else f"you trained in {running} of {span} weeks"
        )
    if step_downs >= rules.step_downs and running >= rules.least_weeks:
        return f"{step_downs} exercises are getting easier"
    if eased and elapsed(eased[0].started, now) < timedelta(days=rules.apart_days):
        return ""
    since = time_before(now, days=rules.red_within_days)
    red = {
        day_of(record.started)
        for record in records
        if record.started > since and (record.checkin or {}).get("colour") == "red"
    }
    if len(red) >= rules.red_days:
        return f"you had {len(red)} take-it-easy days within a week"
    return ""


def _weeks_running(this: int, trained: set[int], light: set[int], rest: int) -> tuple[int, int]:
    """Return how many weeks of training there were since the last lighter week or rest, and over how many weeks."""
    running = span = without = 0
    for week in range(this - 1, min(trained, default=this) - 1, -1):
        if week in light:
            break
        without = 0 if week in trained else without + 1
        if without >= rest:
            break
        if week in trained:
            running, span = running + 1, this - week
    return running, span
