"""What a history comes to by day and by week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from runstrength.dates import day_of
from runstrength.history.store import Row
from runstrength.history.weekly_stats import Tally, tally, weeks, weeks_reached
from runstrength.session.weeks import WeekGoals, weekly
from tests.support.history_samples import CET, MORNING, PLANK, record

EVENING = MORNING.replace(hour=23)
SKIPPED = msgspec.structs.replace(PLANK, skipped=True, done=0)


def row(days: float = 0, **more: Any) -> Row:
    """Return a strength session of one set and 30 minutes, so many days after the Sunday of the samples."""
    return Row.of(record(days=days, **{"sets": (PLANK,), "active_seconds": 1800.0, **more}))


rows = st.lists(
    st.builds(
        row,
        st.floats(-40, 40),
        kind=st.sampled_from(["session", "warmup", "check", "run"]),
        effort=st.none() | st.integers(1, 10),
        sets=st.sampled_from([(), (PLANK,), (PLANK, PLANK), (SKIPPED,)]),
    ),
    max_size=12,
)


def test_a_tally_keeps_the_kinds_apart() -> None:
    """Sessions, warm-ups, checks and runs are counted for themselves; effort is that of what was said."""
    history = [
        row(effort=6),
        row(effort=7, sets=(PLANK, PLANK, SKIPPED)),
        row(effort=None),
        row(kind="warmup", effort=1),
        row(kind="check"),
        row(kind="run", sets=(), active_seconds=0.0, effort=9),
    ]
    assert tally(history) == Tally(
        sessions=3, sets=4, seconds=5400, warmups=1, checks=1, runs=1, run_seconds=2160, effort=6.5
    )
    assert (tally(history).minutes, tally(history).run_minutes, tally(history).anything) == (90, 36, True)
    assert tally([]) == Tally()
    assert not Tally().anything


def test_a_session_in_which_nothing_was_done_does_not_count() -> None:
    """A session that was opened and left, and one whose sets were all skipped, are no strength sessions."""
    assert tally([row(sets=()), row(sets=(SKIPPED,))]) == Tally()


def test_a_year_of_weeks() -> None:
    """A heatmap is 53 whole weeks, Monday to Sunday, this one the last, those without anything among them."""
    year = weeks([row(), row(-7), row(-400), row(1)], MORNING)
    assert len(year) == 53
    assert [day.date for day in year[-1].days] == [date(2026, 11, 16) + timedelta(days=day) for day in range(7)]
    assert year[0].first == date(2026, 11, 16) - timedelta(weeks=52)
    assert [week.tally.sessions for week in year[-3:]] == [0, 1, 1]
    assert [day.tally.sessions for day in year[-1].days] == [0, 0, 0, 0, 0, 0, 1]
    assert weeks_reached(year, WeekGoals(1)) == 2
    assert weeks_reached(year, WeekGoals(2)) == 0


def test_a_session_stays_on_the_day_it_happened_on() -> None:
    """A session of a Monday morning in Tokyo is on that Monday, wherever the history is read."""
    tokyo = timezone(timedelta(hours=9))
    year = weeks([row(started=datetime(2026, 11, 16, 7, 30, tzinfo=tokyo))], MORNING, 2)
    assert [day.date for week in year for day in week.days if day.tally.anything] == [date(2026, 11, 16)]


def test_the_edges_of_the_calendar() -> None:
    """Years in which there is no week before or after are shown as far as they go."""
    end, begin = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=CET)
    last = weeks([row(started=end)], end, 2)
    assert [week.tally.sessions for week in last] == [0, 1]
    assert last[-1].days[-1].date == date.max
    assert weeks([row(started=begin)], begin, 5)[0].tally.sessions == 1


@given(rows, st.integers(1, 20))
def test_days_weeks_and_the_whole_agree(history: list[Row], count: int) -> None:
    """A week is the sum of its days, each session of those weeks is in exactly one, and the order is no matter."""
    past = weeks(history, MORNING, count)
    assert len(past) == count
    assert all(later.first - earlier.first == timedelta(weeks=1) for earlier, later in pairwise(past))
    inside = [one for one in history if past[0].first <= day_of(one.started) and one.started <= MORNING]
    whole = tally(inside)
    for name in ("sessions", "sets", "warmups", "checks", "runs"):
        assert sum(getattr(week.tally, name) for week in past) == getattr(whole, name)
        for week in past:
            assert sum(getattr(day.tally, name) for day in week.days) == getattr(week.tally, name)
    assert weeks(history[::-1], MORNING, count) == past
    this = weekly(history, MORNING, 2)
    assert (this.done, this.started) == (past[-1].tally.sessions, past[-1].tally.started)
