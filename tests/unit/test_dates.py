"""Moments, days and weeks: where they are converted, and that nothing is off by an hour or a day."""

from __future__ import annotations

import ast
import re
import time as clocks
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import runstrength
from runstrength import dates
from tests.support.loops import looped

ZONES = (
    "Europe/Berlin",
    "Asia/Tokyo",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Asia/Kathmandu",
    "UTC",
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
anywhere = st.datetimes(datetime(1970, 1, 2), datetime(2200, 12, 30), timezones=zones | offsets)
"""Moments on the wall clocks of the world, times that clocks skip among them."""
any_moment = st.datetimes(timezones=zones | offsets)
TOKYO = timezone(timedelta(hours=9))


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this machine be in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    clocks.tzset()
    yield
    monkeypatch.undo()
    clocks.tzset()


WRITTEN = re.compile(r"%-?[dbBHMY][^\w]{0,2}%-?[bBMYd]|\{\w+\.day\}")
"""A day or a time of day that is put together by hand."""
BY_HAND = {
    "cli/due_answer.py": "a prompt has no time to load `dates`",
    "history/search.py": "words that a search finds, which no one reads",
}


def test_days_and_times_are_written_in_one_place() -> None:
    """No module but `dates` puts a day or a time of day together, which would look different elsewhere."""
    folder = Path(runstrength.__file__).parent
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if path != folder / "dates.py" and WRITTEN.search(path.read_text("utf-8"))
    }
    assert found == {*BY_HAND}


def test_the_end_of_a_session_is_what_the_clock_will_show(berlin: None) -> None:
    """In the night in which the clocks change, a session that starts before ends by the new time."""
    before = dates.at_local(date(2026, 10, 25), time(2, 50))
    assert dates.end_text(before, 20 * 60) == "02:10"
    spring = dates.at_local(date(2026, 3, 29), time(1, 50))
    assert dates.end_text(spring, 20 * 60) == "03:10"
    assert dates.end_text(datetime(2026, 3, 29, 1, 50, tzinfo=TOKYO), 20 * 60) == "02:10"


@looped(("days", "words"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (-1, "yesterday"), (-9, "9 days ago")])
def test_a_distance_in_days(days: int, words: str) -> None:
    """A day close to today has its word."""
    assert dates.from_today(days) == words


def test_how_days_are_written() -> None:
    """Each way to write a day has its function."""
    day = date(2026, 12, 4)
    assert (dates.short_day(day), dates.short_date(day), dates.long_day(day)) == ("4 Dec", "4 Dec 2026", "4 December")
    assert (dates.full_day(day), dates.full_date(day)) == ("Friday 4 December", "Friday 4 December 2026")
    assert (dates.month_label(date(2026, 12, 1)), dates.month_label(date(2027, 1, 1))) == ("Dec", "2027")


def test_moments_are_converted_in_one_place() -> None:
    """No module but `dates` converts a moment to a zone or asks for the local time, which loses a day."""
    folder = Path(runstrength.__file__).parent
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8")
        if path == folder / "dates.py" or not any(name in text for name in (*CONVERTING, *ASKING)):
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Attribute):
                continue
            local = node.attr in ASKING and isinstance(node.value, ast.Name) and node.value.id in CLOCKS
            if node.attr in CONVERTING or local:
                found.append(f"{path.relative_to(folder)}:{node.lineno}: {node.attr}")
    assert found == []


CLOCKS = ("date", "datetime")
ASKING = ("today", "utcnow")
CONVERTING = ("astimezone", "isocalendar", "isoweekday", "utcfromtimestamp")


@looped(
    ("day", "starts", "first"),
    [
        ("2026-10-19", "monday", "2026-10-19"),
        ("2026-10-25", "monday", "2026-10-19"),
        ("2026-10-25", "sunday", "2026-10-25"),
        ("2026-10-24", "sunday", "2026-10-18"),
        ("2026-12-31", "monday", "2026-12-28"),
        ("2027-01-01", "monday", "2026-12-28"),
        ("2027-01-01", "sunday", "2026-12-27"),
        ("2024-02-29", "monday", "2024-02-26"),
        ("0001-01-01", "sunday", "0001-01-01"),
    ],
)
def test_a_week_begins_on_the_chosen_day(day: str, starts: str, first: str) -> None:
    """A week begins on Monday, or on Sunday where that was chosen, also over the end of a year."""
    assert dates.week_start(date.fromisoformat(day), starts) == date.fromisoformat(first)


@given(st.dates(), st.sampled_from(dates.WEEK_STARTS))
def test_days_of_one_week_have_one_number(day: date, starts: str) -> None:
    """The days of a week share a number, the day after them has the next one, for every day of the calendar."""
    first = dates.week_start(day, starts)
    days = dates.week_days(first)
    assert day in days
    assert first == date.min or first.weekday() == {"monday": 0, "sunday": 6}[starts]
    number = dates.week_of(day, starts)
    if first != date.min:
        assert {dates.week_of(one, starts) for one in days} == {number}
        assert dates.week_of(first - timedelta(days=1), starts) == number - 1


@given(any_moment, offsets)
def test_conversions_never_overflow(moment: datetime, zone: timezone) -> None:
    """Any moment of the calendar can be shown, counted and compared; what has no such time in a zone stays as it is."""
    for other in (dates.to_local(moment), dates.to_utc(moment), dates.in_zone(moment, zone)):
        assert dates.elapsed(moment, other) == timedelta(0)
    assert dates.day_of(moment) == date(moment.year, moment.month, moment.day)
    assert dates.elapsed(dates.time_before(moment, days=4_000_000), moment) >= timedelta(0)
    if 1971 <= moment.year <= 2199 or not 1969 <= moment.year <= 2201:
        assert bool(dates.year_problem(moment)) == (not 1970 <= moment.year <= 2200)


@given(anywhere, anywhere)
def test_differences_are_real_time(one: datetime, other: datetime) -> None:
    """The time between two moments is that of a stopwatch, whatever zones they are in and whatever clocks do there."""
    assert dates.elapsed(one, other) == other.astimezone(UTC) - one.astimezone(UTC)
    assert dates.hours_between(one, other) == pytest.approx((other.timestamp() - one.timestamp()) / 3600)
    assert dates.in_future(other, one) == (other.timestamp() > one.timestamp())


@given(anywhere, st.floats(0, 40))
def test_some_days_ago_is_real_time(now: datetime, days: float) -> None:
    """A time ago is counted in real time too: the hour of a clock change is not lost."""
    assert dates.elapsed(dates.time_before(now, days=days), now) == pytest.approx(
        timedelta(days=days), abs=timedelta(seconds=1)
    )
    assert dates.elapsed(now, dates.add_seconds(now, days * 3600)) == pytest.approx(
        timedelta(seconds=days * 3600), abs=timedelta(seconds=1)
    )


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        ("2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25", "03:00", "2026-10-25T03:00:00+01:00"),
        ("2026-11-22", "07:30", "2026-11-22T07:30:00+01:00"),
        ("1970-01-01", "00:00", "1970-01-01T00:00:00+01:00"),
        ("2200-12-31", "23:59", "2200-12-31T23:59:00+01:00"),
    ],
)
def test_a_time_on_the_wall(day: str, clock: str, moment: str) -> None:
    """A day and a time of day become the moment with the offset of that day; of two such moments, the first."""
    at = dates.at_local(date.fromisoformat(day), time.fromisoformat(clock))
    assert at.isoformat() == moment


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        ("2026-03-29", "02:30", "2026-03-29 02:30 isn't valid: the clocks go forward then and skip it, use 03:30"),
        ("1969-12-31", "12:00", "the year 1969 isn't valid: use a year from 1970 to 2200"),
        ("2201-01-01", "12:00", "the year 2201 isn't valid: use a year from 1970 to 2200"),
        ("9999-12-31", "23:59", "the year 9999 isn't valid: use a year from 1970 to 2200"),
        ("0001-01-01", "00:00", "the year 0001 isn't valid: use a year from 1970 to 2200"),
    ],
)
def test_a_time_that_is_on_no_wall(day: str, clock: str, words: str) -> None:
    """A time that the clocks skip, and a year that is not read, are refused with what to use instead."""
    with pytest.raises(ValueError, match=r"use ") as refused:
        dates.at_local(date.fromisoformat(day), time.fromisoformat(clock))
    assert str(refused.value) == words


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("begun", "day", "clock", "moment"),
    [
        ("2026-10-24T07:30:00+02:00", "2026-10-26", None, "2026-10-26T07:30:00+01:00"),
        ("2026-10-24T07:30:00+02:00", None, "18:00", "2026-10-24T18:00:00+02:00"),
        ("2026-11-23T07:30:00+09:00", "2026-11-24", None, "2026-11-24T07:30:00+09:00"),
        ("2026-11-23T07:30:00+09:00", None, "06:00", "2026-11-23T06:00:00+09:00"),
        ("2026-11-23T00:10:00+09:00", None, "00:20", "2026-11-23T00:20:00+09:00"),
    ],
)
def test_another_day_at_the_same_place(begun: str, day: str | None, clock: str | None, moment: str) -> None:
    """Another day or time of day is meant on the clock of where it happened, over a clock change of here too."""
    to = dates.with_day_and_time(
        datetime.fromisoformat(begun),
        None if day is None else date.fromisoformat(day),
        None if clock is None else time.fromisoformat(clock),
    )
    assert to.isoformat() == moment


def test_a_lost_clock_is_believed() -> None:
    """A machine without a clock begins at the start of 1970 in UTC, and what is done there can be kept."""
    lost = datetime(1969, 12, 31, 19, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert dates.year_problem(lost) == ""
    assert dates.year_problem(lost - timedelta(seconds=1)) != ""


@given(anywhere)
def test_what_is_dated_in_the_future_is_said(now: datetime) -> None:
    """A moment after now is told with what to use instead, one up to now is not."""
    assume(now.year < dates.LAST_YEAR)
    assert not dates.future_problem(now, now)
    assert not dates.future_problem(dates.add_seconds(now, -1), now)
    assert "dated in the future" in dates.future_problem(dates.add_seconds(now, 1), now)


@pytest.mark.usefixtures("berlin")
def test_what_other_programs_wrote() -> None:
    """A moment with an offset keeps it; one in UTC, which says nothing of the wall clock, is local."""
    tokyo = datetime(2026, 11, 23, 7, 30, tzinfo=TOKYO)
    assert dates.local_if_utc(tokyo).isoformat() == "2026-11-23T07:30:00+09:00"
    assert dates.local_if_utc(datetime(2026, 11, 22, 22, 30, tzinfo=UTC)).isoformat() == "2026-11-22T23:30:00+01:00"
