"""This week: one answer for home, the history, the weeks and the coach, in every time zone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from runstrength.coach.deload import deload_due
from runstrength.coach.insights import easy_share, hard_days, remarks, smaller_plan
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin, assess, hours_since_hard, mean_sleep
from runstrength.coach.season import goals_of
from runstrength.dates import add_seconds, day_of, to_utc
from runstrength.history.loading import load_history
from runstrength.history.recent import recent
from runstrength.history.store import Row, Store
from runstrength.history.weekly_stats import weeks
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.session.weeks import WeekGoals, WeeklyGoal, weekly
from runstrength.settings import Settings
from runstrength.ui.home.summary import recent_weeks
from tests.support.loops import looped
from tests.support.plans import library
from tests.unit.test_dates import ZONES

RULES = library().coach_rules
TOKYO = timezone(timedelta(hours=9))


def session(started: str | datetime, done: int = 4, planned: int = 4, **more: object) -> Record:
    """Return a session of some sets."""
    begun = datetime.fromisoformat(started) if isinstance(started, str) else started
    sets = tuple(
        SetDone(
            step=step, exercise="squat", block="A", set=step, target=SetTarget("reps", 8), done=8, seconds=20, at=step
        )
        for step in range(done)
    )
    record = Record(
        id=os.urandom(4).hex(),
        kind="session",
        started=begun,
        ended=add_seconds(begun, 1800),
        completed=done == planned,
        planned_sets=planned,
        sets=sets,
    )
    return replace(record, **more)


def answers(records: Sequence[Record], now: datetime, goal: int, starts: str, folder: Path) -> dict[str, object]:
    """Return what each place says of this week: sessions that count, and those that were only started."""
    store = Store(folder)
    for record in records:
        store.save(record)
    newest = sorted(records, key=lambda record: record.started, reverse=True)
    rows = tuple(Row.of(record) for record in newest)
    home = recent_weeks(rows, newest, now, RULES, goal=goal, names={}, week_starts=starts).week
    *_, piece = load_history(folder, {}, now, starts)
    year = piece.weeks[-1].tally
    last = weeks(rows, now, 1, starts)[0].tally
    coach = weekly(recent(folder, now), now, goal, starts)
    return {
        "home": (home.done, home.started),
        "history": (year.sessions, year.started),
        "weeks": (last.sessions, last.started),
        "coach": (coach.done, coach.started),
    }


HALF = {"done": 2, "planned": 4}
CASES = {
    "none": ([], "2026-11-22T07:30+01:00", "monday", (0, 0)),
    "after a clock change": ([session("2026-10-19T00:30+02:00")], "2026-10-25T20:00+01:00", "monday", (1, 0)),
    "before that week": ([session("2026-10-18T23:59+02:00")], "2026-10-25T20:00+01:00", "monday", (0, 0)),
    "Tokyo's Monday, read in Berlin": ([session("2026-11-23T07:30+09:00")], "2026-11-23T08:00+01:00", "monday", (1, 0)),
    "Tokyo's Monday, read on Berlin's Sunday": (
        [session("2026-11-23T00:30+09:00")], "2026-11-22T20:00+01:00", "monday", (0, 0)),
    "Honolulu's Sunday, read in Berlin": (
        [session("2026-11-22T20:00-10:00")], "2026-11-23T20:00+01:00", "monday", (0, 0)),
    "Saturday, weeks from Sunday": ([session("2026-11-21T20:00+01:00")], "2026-11-22T20:00+01:00", "sunday", (0, 0)),
    "Sunday, weeks from Sunday": ([session("2026-11-22T08:00+01:00")], "2026-11-28T20:00+01:00", "sunday", (1, 0)),
    "Sunday, weeks from Monday": ([session("2026-11-22T08:00+01:00")], "2026-11-23T20:00+01:00", "monday", (0, 0)),
    "over New Year": (
        [session("2026-12-28T08:00+01:00"), session("2027-01-01T08:00+01:00")], "2027-01-03T20:00+01:00", "monday",
        (2, 0)),
    "two sets and away": ([session("2026-11-22T08:00+01:00", 2, 43)], "2026-11-22T20:00+01:00", "monday", (0, 1)),
    "one set less than half": ([session("2026-11-22T08:00+01:00", 21, 43)], "2026-11-22T20:00+01:00", "monday", (0, 1)),
    "half": ([session("2026-11-22T08:00+01:00", 2, 4)], "2026-11-22T20:00+01:00", "monday", (1, 0)),
    "no plan is known": ([session("2026-11-22T08:00+01:00", 1, 0)], "2026-11-22T20:00+01:00", "monday", (1, 0)),
    "no set": ([session("2026-11-22T08:00+01:00", 0, 4)], "2026-11-22T20:00+01:00", "monday", (0, 0)),
    "a warm-up": ([session("2026-11-22T08:00+01:00", kind="warmup")], "2026-11-22T20:00+01:00", "monday", (0, 0)),
    "later this week": (
        [session("2026-11-19T08:00+01:00"), session("2026-11-21T08:00+01:00")], "2026-11-20T20:00+01:00", "monday",
        (1, 0)),
    "next year": ([session("2027-11-21T08:00+01:00")], "2026-11-20T20:00+01:00", "monday", (0, 0)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_everybody_says_the_same_of_this_week(
    case: tuple[list[Record], str, str, tuple[int, int]], tmp_path: Path
) -> None:
    """Home, the history, the weeks and the coach count the same sessions in this week."""
    records, now, starts, expected = case
    said = answers(records, datetime.fromisoformat(now), 2, starts, tmp_path)
    assert said == dict.fromkeys(said, expected)


@looped(
    ("week", "words"),
    [
        (WeeklyGoal(0, 2), "0 of 2 sessions this week"),
        (WeeklyGoal(2, 2), "2 of 2 sessions this week"),
        (WeeklyGoal(1, 1), "1 of 1 session this week"),
        (WeeklyGoal(4, 2), "4 this week (goal 2)"),
        (WeeklyGoal(0, 2, started=1), "0 of 2 sessions this week, 1 started"),
        (WeeklyGoal(3, 2, started=2), "3 this week (goal 2), 2 started"),
    ],
)
def test_the_week_in_words(week: WeeklyGoal, words: str) -> None:
    """More than the goal is no fraction, and what was only started is said."""
    assert week.words == words


def test_weeks_that_were_only_started() -> None:
    """Sessions of a few sets do not keep a streak, and are no weeks away either."""
    now = datetime(2026, 11, 22, 20, 0, tzinfo=TOKYO)
    past = [session(now - timedelta(days=7 * weeks), 1, 8) for weeks in range(4)]
    assert weekly(past, now, 1) == WeeklyGoal(0, 1, kept=0, missed=0, started=1)
    assert not smaller_plan(past, now, RULES.goal)


zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=zones)
hard = st.builds(
    lambda started, kind, effort, done, sleep: session(
        started, done, 8, kind=kind, effort=effort, checkin={"sleep": sleep, "colour": "red"}
    ),
    moments,
    st.sampled_from(["session", "run", "warmup"]),
    st.none() | st.integers(1, 10),
    st.integers(0, 8),
    st.integers(3, 9),
)


@given(st.lists(hard, max_size=8), moments, st.sampled_from(["monday", "sunday"]))
def test_no_clock_change_moves_a_week(records: list[Record], now: datetime, starts: str) -> None:
    """The count of a week is that of the days on the wall, whatever zone they and now are written in."""
    this = weekly(records, now, 2, starts)
    last = weeks([Row.of(record) for record in records], now, 1, starts)[0]
    assert (this.done, this.started) == (last.tally.sessions, last.tally.started)
    fixed = [replace(record, started=_fixed(record.started), ended=_fixed(record.ended)) for record in records]
    assert weekly(fixed, _fixed(now), 2, starts) == this


def _fixed(moment: datetime) -> datetime:
    """Return a moment with its offset instead of its zone, as a file has it."""
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta(0)), fold=0)


@given(
    st.lists(hard, max_size=6), st.lists(st.timedeltas(timedelta(seconds=1), timedelta(days=900)), max_size=4), moments
)
def test_the_future_says_nothing(records: list[Record], ahead: list[timedelta], now: datetime) -> None:
    """Whatever is dated in the future changes nothing that the coach says, in any zone and over clock changes."""
    past = sorted((one for one in records if one.started <= to_utc(now)), key=lambda one: one.started, reverse=True)
    coming = [
        session(add_seconds(now, wait.total_seconds()), effort=10, kind="run") for wait in sorted(ahead, reverse=True)
    ]
    coming += [replace(one, kind="session", checkin={"sleep": 3.0, "colour": "red"}) for one in coming]

    def all_of(some: Sequence[Record]) -> tuple[object, ...]:
        plan = prescribe(library().routine("core"), library(), Choices(), Today(now, tuple(some), Checkin(sleep=8)))
        return (
            weekly(some, now, 2),
            remarks(some, now, RULES),
            easy_share(some, now, RULES.effort),
            hard_days(some, now, RULES),
            hours_since_hard(some, now, RULES),
            mean_sleep(Checkin(), some, now, RULES.readiness),
            deload_due(some, now, RULES.deload),
            smaller_plan(some, now, RULES.goal),
            assess(Checkin(), some, now, RULES),
            plan.seconds,
            plan.reasons,
        )

    assert all_of([*coming, *past]) == all_of(past)


@given(st.lists(hard, max_size=6), moments)
def test_the_same_moment_in_another_zone(records: list[Record], now: datetime) -> None:
    """Hours since something hard and the share of easy training are the same for the same moment in another zone."""
    newest = sorted(records, key=lambda one: to_utc(one.started), reverse=True)
    other = to_utc(now)
    assert easy_share(newest, now, RULES.effort) == easy_share(newest, other, RULES.effort)
    one, two = (hours_since_hard(newest, moment, RULES) for moment in (now, other))
    assert one == two or one == pytest.approx(two)
    if day_of(now) == day_of(other):
        assert hard_days(newest, now, RULES) == hard_days(newest, other, RULES)


def test_the_newest_sessions_leave_the_future_out(tmp_path: Path) -> None:
    """However many files are dated in the future, the sessions of the past are read and the others are not."""
    now = datetime(2026, 11, 22, 20, 0, tzinfo=TOKYO)
    store = Store(tmp_path)
    real = session(now - timedelta(days=3), id="real")
    store.save(real)
    for number in range(12):
        store.save(session(now + timedelta(days=30 * number + 1)))
    assert [record.id for record in recent(tmp_path, now, most=3)] == ["real"]


# -- around a race -----------------------------------------------------------------------------------------------------


def goals(
    race: str = "", season: str = "build", now: str = "2026-11-18T08:00:00+00:00", past: Sequence[Record] = ()
) -> WeekGoals:
    """Return the goal of every week for somebody who wants two sessions a week."""
    settings = Settings(season=season, race_date=race)
    return goals_of(settings, tuple(past), datetime.fromisoformat(now), RULES)


@looped(
    ("race", "season", "goal"),
    [
        ("", "build", 2), ("", "off", 2), ("", "race", 1),
        ("2026-12-06", "build", 1), ("2026-11-22", "build", 0), ("2026-11-15", "build", 1), ("2027-06-01", "race", 2),
    ],
)  # fmt: skip
def test_the_goal_of_a_week_around_a_race(race: str, season: str, goal: int) -> None:
    """In race season and after a race one session a week is the goal, in race week none; as the plan's reason says."""
    assert goals(race, season).of(date(2026, 11, 18)) == goal
    plan = prescribe(
        library().routine("core"),
        library(),
        Choices(season=season, race_date=race),
        Today(datetime.fromisoformat("2026-11-18T08:00:00+00:00")),
    )
    assert ("One session a week" in " ".join(plan.reasons)) is (goal == 1 and race != "2026-11-15")
    assert (plan.kind == "warmup") is (goal == 0)


def test_a_race_season_keeps_the_streak() -> None:
    """Weeks with one session each around a race count for the streak, during the season and after it."""
    usual = [session(f"2026-{month}T08:00:00+00:00") for month in ("09-28", "10-01", "10-05", "10-08")]
    racing = [session(f"2026-{month}T08:00:00+00:00", eased="race") for month in ("10-13", "10-20", "10-27")]
    now = datetime.fromisoformat("2026-11-04T08:00:00+00:00")
    past = [*reversed(racing), *reversed(usual)]
    for wanted in (
        goals(season="race", now=now.isoformat()),
        goals(now=now.isoformat()),
        goals("2026-11-01", now=now.isoformat()),
    ):
        assert weekly(past, now, wanted).kept == 5
    assert weekly(past, now, goals(season="race", now=now.isoformat())).words == "0 of 1 session this week"
    bare = [replace(one, eased=UNSET) for one in past]
    assert weekly(bare, now, 2).kept == 0
    assert weekly(bare, now, goals("2026-11-01", now=now.isoformat())).kept == 5


def test_race_week_neither_adds_to_a_streak_nor_ends_it() -> None:
    """A race week without a session is no missed week."""
    past = [session(f"2026-11-{day_}T08:00:00+00:00") for day_ in ("12", "10", "05", "03")]
    now = datetime.fromisoformat("2026-11-20T08:00:00+00:00")
    week = weekly(past, now, goals("2026-11-22", now=now.isoformat()))
    assert (week.words, week.kept, week.left, week.reached) == ("race week: no session needed", 2, 0, True)
    later = datetime.fromisoformat("2026-11-26T08:00:00+00:00")
    assert weekly(past, later, goals("2026-11-22", now=later.isoformat())).kept == 2


def test_more_than_the_goal_and_less_than_half() -> None:
    """Two sets and a stop are a session that was started; more sessions than the goal are all told."""
    now = datetime.fromisoformat("2026-11-20T08:00:00+00:00")
    four = [session(f"2026-11-{day_}T08:00:00+00:00") for day_ in ("19", "18", "17", "16")]
    assert weekly(four, now, 2).words == "4 this week (goal 2)"
    assert (
        weekly([session("2026-11-19T08:00:00+00:00", done=1)], now, 2).words == "0 of 2 sessions this week, 1 started"
    )
