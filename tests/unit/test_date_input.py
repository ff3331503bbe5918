"""Dates and times of day as people type them, and what becomes of them on nights when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from runstrength.date_input import (
    FUTURE,
    PAST,
    DateError,
    TypedMoment,
    date_order,
    moved_start,
    next_time_of_day,
    read_date,
    read_moment,
    read_time,
    start_time,
)
from tests.support.loops import looped

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 22)  # a Sunday
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)
HOUR = timedelta(hours=1)


@looped(
    ("text", "day"),
    [
        ("2027-03-27", "2027-03-27"),
        ("2027/3/27", "2027-03-27"),
        ("20270327", "2027-03-27"),
        ("27 Mar 2027", "2027-03-27"),
        ("27 March 2027", "2027-03-27"),
        ("27th of march, 2027", "2027-03-27"),
        ("Mar 27, 2027", "2027-03-27"),
        ("Sat 27 Mar 2027", "2027-03-27"),
        ("27/3/2027", "2027-03-27"),
        ("3/27/2027", "2027-03-27"),
        ("27.3.27", "2027-03-27"),
        ("3.4.2027", "2027-04-03"),
        ("5/5/2027", "2027-05-05"),
        ("29 feb 2028", "2028-02-29"),
        (" Today ", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("tomorrow", "2026-11-23"),
        ("in 8 weeks", "2027-01-17"),
        ("in a week", "2026-11-29"),
        ("in seven days", "2026-11-29"),
        ("five weeks ago", "2026-10-18"),
        ("3 days ago", "2026-11-19"),
        ("in 3 months", "2027-02-22"),
        ("next sunday", "2026-11-29"),
        ("last sunday", "2026-11-15"),
        ("sunday", "2026-11-22"),
    ],
)
def test_a_day_is_read_in_the_ways_in_which_people_write_one(text: str, day: str) -> None:
    """A day is read in the ways in which people write one, where no order has to be known."""
    assert read_date(text, TODAY) == date.fromisoformat(day)


@looped(
    ("text", "today", "day"),
    [
        ("in a month", "2027-01-31", "2027-02-28"),
        ("1 month ago", "2026-03-30", "2026-02-28"),
        ("in 3 months", "2026-08-31", "2026-11-30"),
        ("a year ago", "2028-02-29", "2027-02-28"),
        ("in four years", "2028-02-29", "2032-02-29"),
    ],
)
def test_the_end_of_a_month(text: str, today: str, day: str) -> None:
    """A month without that day has its last day instead."""
    assert read_date(text, date.fromisoformat(today)) == date.fromisoformat(day)


@looped(
    ("text", "past", "future"),
    [
        ("27 Mar", "2026-03-27", "2027-03-27"),
        ("27/3", "2026-03-27", "2027-03-27"),
        ("27.3.", "2026-03-27", "2027-03-27"),
        ("22 nov", "2026-11-22", "2026-11-22"),
        ("29 Feb", "2024-02-29", "2028-02-29"),
        ("friday", "2026-11-20", "2026-11-27"),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(text: str, past: str, future: str) -> None:
    """Without a year a day is looked for in the direction that makes sense; today counts for both."""
    assert read_date(text, TODAY, toward=PAST) == date.fromisoformat(past)
    assert read_date(text, TODAY, toward=FUTURE) == date.fromisoformat(future)


def test_the_order_of_day_and_month() -> None:
    """A date that could be two days goes by the order of the person; where it is unknown, both are offered."""
    assert read_date("3/4/2027", TODAY, "day-first") == date(2027, 4, 3)
    assert read_date("3/4/2027", TODAY, "month-first") == date(2027, 3, 4)
    with pytest.raises(DateError, match="could be 3 April or 4 March: use 2027-04-03 or 3 Apr"):
        read_date("3/4/2027", TODAY)


@looped(
    ("setting", "environ", "order"),
    [
        ("auto", {"LANG": "en_US.UTF-8"}, "month-first"),
        ("auto", {"LANG": "en_GB.UTF-8"}, "day-first"),
        ("auto", {"LANG": "en_US.UTF-8", "LC_TIME": "de_DE.UTF-8"}, "day-first"),
        ("auto", {"LANG": "C.UTF-8"}, ""),
        ("auto", {"LC_ALL": "POSIX", "LANG": "de_DE"}, ""),
        ("auto", {}, ""),
        ("auto", {"LANG": "ja_JP.UTF-8"}, ""),
        ("day-first", {"LANG": "en_US.UTF-8"}, "day-first"),
        ("month-first", {}, "month-first"),
    ],
)
def test_where_the_order_comes_from(setting: str, environ: dict[str, str], order: str) -> None:
    """The setting decides, else the language of the machine; where that says nothing the order is unknown."""
    assert date_order(setting, environ) == order


@looped(
    "text",
    [
        "",
        "soon",
        "2026-11-31",
        "31/4/2027",
        "27 Foo",
        "27 Mar 1850",
        "9999-12-31",
        "31 nov",
        "30/2",
        "1/2/0000",
        "some days ago",
        "0",
        "in 9999 weeks",
        "8,5",
        "1" * 500,
    ],
)
def test_what_is_no_date(text: str) -> None:
    """What is no day of 1970 to 2200 is refused with what a date looks like."""
    with pytest.raises(DateError, match=r"isn't valid: use a date \(2027-03-27, 27 Mar, in 8 weeks, yesterday\)"):
        read_date(text, TODAY)


def test_a_wrong_weekday_is_said() -> None:
    """A weekday that isn't the one of its date is a mistake in one of the two."""
    with pytest.raises(DateError, match="27 March 2027 is a Saturday"):
        read_date("Fri 27 Mar 2027", TODAY)


@looped(
    ("text", "clock"),
    [
        ("07:00", time(7)),
        ("7", time(7)),
        ("0700", time(7)),
        ("730", time(7, 30)),
        ("7.30", time(7, 30)),
        ("18h30", time(18, 30)),
        ("6:30 pm", time(18, 30)),
        ("6:30PM", time(18, 30)),
        ("6 p.m.", time(18)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("07:30:05", time(7, 30, 5)),
    ],
)
def test_a_time_of_day_is_read_in_the_ways_in_which_people_write_one(text: str, clock: time) -> None:
    """A time of day is read in the ways in which people write one."""
    assert read_time(text) == clock


@looped("text", ["", "24:00", "25", "7:60", "13 pm", "0 am", "7:30Z", "soon", "-7", "7,5 km"])
def test_what_is_no_time(text: str) -> None:
    """What no clock shows is refused with what a time looks like."""
    with pytest.raises(DateError, match=r"isn't valid: use a time \(07:30, 0730, 6:30 pm\)"):
        read_time(text)


@looped(
    ("text", "when"),
    [
        ("2026-11-20", TypedMoment(date(2026, 11, 20), None)),
        ("2026-11-20 07:30", TypedMoment(date(2026, 11, 20), time(7, 30))),
        ("2026-11-20T07:30:05", TypedMoment(date(2026, 11, 20), time(7, 30, 5))),
        ("2026-11-20 at 7", TypedMoment(date(2026, 11, 20), time(7))),
        ("today 9:15", TypedMoment(TODAY, time(9, 15))),
        ("yesterday  18:00", TypedMoment(date(2026, 11, 21), time(18))),
        ("18:00 yesterday", TypedMoment(date(2026, 11, 21), time(18))),
        ("27 Mar 6:30 pm", TypedMoment(date(2026, 3, 27), time(18, 30))),
        ("27 Mar 2026", TypedMoment(date(2026, 3, 27), None)),
        ("7:30", TypedMoment(None, time(7, 30))),
        ("6 pm", TypedMoment(None, time(18))),
    ],
)
def test_a_day_a_time_or_both(text: str, when: TypedMoment) -> None:
    """A day, a time, or both are understood, in any order."""
    assert read_moment(text, TODAY) == when


@looped("text", ["", "soon", "2026-11-31", "25:00", "today 25:00", "7:30Z"])
def test_neither_a_day_nor_a_time(text: str) -> None:
    """What is neither is refused with what can be typed."""
    with pytest.raises(DateError, match=r"isn't valid: use a date \(2027-03-27, 27 Mar, yesterday\), a time"):
        read_moment(text, TODAY)


def test_when_it_began() -> None:
    """A day alone is noon, or early enough to be over by now; a time alone was today, or else yesterday."""

    def began(text: str) -> str:
        return f"{start_time(read_moment(text, TODAY), NOW, HOUR):%m-%d %H:%M}"

    assert began("yesterday") == "11-21 12:00"
    assert began("today") == "11-22 09:00"
    assert began("8:00") == "11-22 08:00"
    assert began("18:00") == "11-21 18:00"
    assert began("yesterday 23:30") == "11-21 23:30"
    for text in ("today 18:00", "2026-11-23"):
        with pytest.raises(DateError, match="is in the future: use a time that has passed"):
            began(text)


def test_when_it_really_began() -> None:
    """Another day keeps the time, another time keeps the day, also of a session in another zone."""
    old = datetime(2026, 7, 1, 7, 30, tzinfo=BERLIN)

    def new(text: str, before: datetime = old) -> str:
        return moved_start(read_moment(text, TODAY), before, NOW).isoformat()

    assert new("2026-11-20") == "2026-11-20T07:30:00+01:00"
    assert new("18:00") == "2026-07-01T18:00:00+02:00"
    tokyo = datetime.fromisoformat("2026-07-01T07:30:00+09:00")
    assert new("2026-07-02", tokyo) == "2026-07-02T07:30:00+09:00"
    with pytest.raises(DateError, match="is in the future"):
        new("2026-11-23")


def test_a_time_that_does_not_exist_is_refused() -> None:
    """A time in the hour that is left out when the clocks go forward is refused, with the one that there is."""
    for make in (
        start_time(TypedMoment(date(2026, 3, 28), time(2, 30)), NOW, HOUR),
        moved_start(read_moment("2026-03-29 3:30", TODAY), NOW, NOW),
    ):
        assert make.utcoffset() is not None
    with pytest.raises(
        DateError, match="2026-03-29 02:30 isn't valid: the clocks go forward then and skip it, use 03:30"
    ):
        start_time(TypedMoment(date(2026, 3, 29), time(2, 30)), NOW, HOUR)
    with pytest.raises(DateError, match="2026-03-29 02:30 isn't valid"):
        moved_start(TypedMoment(date(2026, 3, 29), None), datetime(2026, 3, 30, 2, 30, tzinfo=BERLIN), NOW)


NEXT = [
    # zone, now, typed, the next one
    ("Europe/Berlin", "2026-11-22T07:30", "08:00", "2026-11-22T08:00+01:00"),
    ("Europe/Berlin", "2026-11-22T07:30", "07:00", "2026-11-22T07:00+01:00"),  # late
    ("Europe/Berlin", "2026-11-22T07:30", "06:00", "2026-11-23T06:00+01:00"),
    ("Europe/Berlin", "2026-11-22T00:20", "23:30", "2026-11-22T23:30+01:00"),  # this evening
    ("Europe/Berlin", "2026-11-22T23:50", "00:10", "2026-11-23T00:10+01:00"),
    ("Europe/Berlin", "2026-03-28T22:00", "07:00", "2026-03-29T07:00+02:00"),  # an hour is left out in that night
    ("Europe/Berlin", "2026-03-29T01:30", "07:00", "2026-03-29T07:00+02:00"),
    ("Europe/Berlin", "2026-03-29T03:10", "01:50", "2026-03-29T01:50+01:00"),  # 20 minutes ago
    ("Europe/Berlin", "2026-03-29T07:00", "02:30", "2026-03-30T02:30+02:00"),
    ("Europe/Berlin", "2026-10-24T22:00", "07:00", "2026-10-25T07:00+01:00"),  # an hour comes twice in that night
    ("Europe/Berlin", "2026-10-25T01:30", "02:30", "2026-10-25T02:30+02:00"),
    ("Europe/Berlin", "2026-10-25T02:50+01:00", "02:55", "2026-10-25T02:55+01:00"),
    ("America/New_York", "2026-03-07T22:00", "07:00", "2026-03-08T07:00-04:00"),
    ("America/New_York", "2026-10-31T22:00", "07:00", "2026-11-01T07:00-05:00"),
    ("Australia/Lord_Howe", "2026-04-04T22:00", "07:00", "2026-04-05T07:00+10:30"),  # half an hour back
    ("Australia/Lord_Howe", "2026-10-03T22:00", "07:00", "2026-10-04T07:00+11:00"),
    ("Asia/Kolkata", "2026-03-28T22:00", "07:00", "2026-03-29T07:00+05:30"),
]


@looped(("zone", "now", "typed", "then"), NEXT)
def test_the_next_time_of_day(zone: str, now: str, typed: str, then: str) -> None:
    """A departure is the next time that clocks show it, with the offset that holds then, unless the person is late."""
    moment = datetime.fromisoformat(now)
    here = moment.replace(tzinfo=ZoneInfo(zone)) if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone))
    assert next_time_of_day(read_time(typed), here).isoformat(timespec="minutes") == then


@looped(("zone", "now", "typed", "then"), NEXT)
def test_the_next_time_of_day_of_this_machine(
    zone: str, now: str, typed: str, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same holds for the machine's own clock, of which only the offset of the moment is known."""
    import time as clock

    monkeypatch.setenv("TZ", zone)
    clock.tzset()
    try:
        here = datetime.fromisoformat(now).astimezone()
        assert next_time_of_day(read_time(typed), here).isoformat(timespec="minutes") == then
    finally:
        monkeypatch.undo()
        clock.tzset()


def test_a_departure_that_does_not_exist_is_refused() -> None:
    """On the evening before, a time in the hour that is left out is refused, with the one that there is."""
    with pytest.raises(
        DateError, match="2026-03-29 02:30 isn't valid: the clocks go forward then and skip it, use 03:30"
    ):
        next_time_of_day(time(2, 30), datetime(2026, 3, 28, 22, 0, tzinfo=BERLIN))


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    clock=st.times(),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_a_departure_is_at_most_a_day_away(now: datetime, clock: time, zone: str) -> None:
    """Whenever it is asked, a departure shows the typed time, at most an hour ago and a day (of 25 hours) ahead."""
    here = now.replace(tzinfo=ZoneInfo(zone))
    assume(here.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == now)
    clock = clock.replace(second=0, microsecond=0, fold=0)
    try:
        then = next_time_of_day(clock, here)
    except DateError:
        return
    assert (then.hour, then.minute) == (clock.hour, clock.minute)
    assert -HOUR <= then.astimezone(UTC) - here.astimezone(UTC) <= 25 * HOUR


@given(st.text(max_size=30))
def test_whatever_is_typed(text: str) -> None:
    """Whatever is typed is a day of the calendar, or an error that says what to use."""
    said = ""
    try:
        day = read_date(text, TODAY, "day-first")
    except DateError as error:
        said, day = str(error), TODAY
    assert 1970 <= day.year <= 2200
    assert not said or "use " in said or " is a " in said
