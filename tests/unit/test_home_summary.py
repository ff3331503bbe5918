"""How the last weeks went, in words for home."""

from __future__ import annotations

from datetime import date, timedelta

from runstrength.session.record import Record
from runstrength.ui.coach.run_form import run_form, run_record, run_text
from runstrength.ui.home.summary import RecentWeeks, recent_weeks
from tests.support.loops import looped
from tests.support.past_samples import day, kept, run
from tests.support.plans import library, plan_of

NOW = day(40)
RUNS = (run(day(39), 9), *(run(day(number), 3) for number in (36, 34, 32)))
"""Four runs in two weeks, one of them hard."""


def told(*records: Record, goal: int = 2) -> RecentWeeks:
    """Return what home knows of a past."""
    newest = sorted(records, key=lambda record: record.started, reverse=True)
    return recent_weeks(newest, newest, NOW, library().coach_rules, goal=goal, names={})


def session(days_ago: float) -> Record:
    """Return a session of some days ago."""
    return kept(plan_of("runner"), NOW - timedelta(days=days_ago), effort=3)


def test_a_week_and_the_weeks_before() -> None:
    """The week stands against its goal, weeks that came to it are counted, the share of easy training is said."""
    past = [session(7 * week + days) for week in range(3) for days in (0.1, 0.6)]
    words = told(*past, *RUNS).words(80)
    assert words == "2 of 2 sessions this week · 3-week streak · easy: 7 of last 8"


@looped(("width", "parts"), [(80, 3), (60, 2), (45, 2), (30, 1), (5, 1)])
def test_as_much_as_fits(width: int, parts: int) -> None:
    """The week itself is always said; what does not fit beside it is left out whole."""
    past = [session(7 * week + days) for week in range(3) for days in (0.1, 0.6)]
    words = told(*past, *RUNS).words(width)
    assert len(words.split(" · ")) == parts


def test_nothing_is_scolded() -> None:
    """Without a past there is the week alone, and no remark."""
    empty = told()
    assert (empty.words(80), empty.remarks, empty.shorter_minutes) == ("0 of 2 sessions this week", (), None)


def test_a_smaller_plan() -> None:
    """After two missed weeks ten minutes are offered; after a session of this week no more."""
    away = told(session(25), session(27))
    assert away.shorter_minutes == 10
    assert away.remarks == ("It's been a few weeks: 10 minutes is a good way back in.",)
    assert told(session(0.1), session(25)).shorter_minutes is None


def test_a_run_as_long_as_the_last() -> None:
    """A run to be logged is as long as the last one, easy, and of today."""
    assert run_form([], date(2026, 11, 22)).values == {"minutes": 45, "effort": 4, "day": 0}
    long = run(NOW - timedelta(days=3), 5, minutes=72)
    assert run_form([session(1), long], NOW.date()).value("minutes") == 72


def test_days_have_names() -> None:
    """The days of two weeks are called as people call them."""
    field = run_form([], date(2026, 11, 22)).fields[2]
    assert [field.answer_text(value) for value in (0, -1, -2)] == ["today", "yesterday", "Friday 20 November"]
    assert len(field.values) == 14


def test_the_record_of_a_run() -> None:
    """A run of another day ended at this time of that day, and took as long as was said."""
    form = run_form([], NOW.date()).with_answer(0, 30).with_answer(1, 8).with_answer(2, -2)
    record = run_record(form, "0a0a0a0a", NOW)
    assert (record.kind, record.effort, record.active_seconds) == ("run", 8, 1800)
    assert record.ended == NOW.replace(microsecond=0) - timedelta(days=2)
    assert run_text(record) == "30 min, effort 8"
