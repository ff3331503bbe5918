"""Days and times of day as people type them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.cli.dates import When, read_when

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-20", When(date(2026, 11, 20), None)),
        ("2026-11-20 07:30", When(date(2026, 11, 20), time(7, 30))),
        ("2026-11-20T07:30:05", When(date(2026, 11, 20), time(7, 30, 5))),
        (" Today ", When(TODAY, None)),
        ("today 9:15", When(TODAY, time(9, 15))),
        ("yesterday  18:00", When(date(2026, 11, 21), time(18))),
        ("7:30", When(None, time(7, 30))),
    ],
)
def test_what_can_be_said(text: str, when: When) -> None:
    """A day, a time, or both are understood."""
    assert read_when(text, TODAY) == when


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-11-31", "25:00", "today 25:00", "2026-11-20 at 7", "22.11.2026", "7:30Z"]
)
def test_what_cannot_be_said(text: str) -> None:
    """What is no day and no time is refused with what is needed."""
    with pytest.raises(click.BadParameter, match="a day and a time as 2026-11-22 07:30"):
        read_when(text, TODAY)


def test_when_it_began() -> None:
    """A day alone is noon, or early enough to be over by now; a time alone was today, or else yesterday."""

    def began(text: str) -> str:
        return f"{read_when(text, TODAY).begun(NOW, HOUR):%m-%d %H:%M}"

    assert began("yesterday") == "11-21 12:00"
    assert began("today") == "11-22 09:00"
    assert began("8:00") == "11-22 08:00"
    assert began("18:00") == "11-21 18:00"
    assert began("yesterday 23:30") == "11-21 23:30"
    for text in ("today 18:00", "2026-11-23"):
        with pytest.raises(click.UsageError, match="is still to come"):
            began(text)


def test_when_it_really_began() -> None:
    """Another day keeps the time, another time keeps the day, and what is to come is refused."""
    old = datetime(2026, 7, 1, 7, 30, tzinfo=BERLIN)

    def moved(text: str) -> str:
        return read_when(text, TODAY).moved(old, NOW).isoformat()

    assert moved("2026-11-20") == "2026-11-20T07:30:00+01:00"
    assert moved("18:00") == "2026-07-01T18:00:00+02:00"
    with pytest.raises(click.UsageError, match="is still to come"):
        moved("2026-11-23")


@given(st.dates(date(1980, 1, 1), date(2026, 11, 20)), st.times())
def test_a_moment_is_on_the_wall_clock(day: date, clock: time) -> None:
    """What was said is what a clock on the wall showed, in summer and in winter, but for the hour that is left out."""
    clock = clock.replace(microsecond=0, fold=0)
    moment = read_when(f"{day} {clock}", TODAY).begun(NOW, HOUR)
    assert moment.utcoffset() is not None
    assert abs(moment.replace(tzinfo=None) - datetime.combine(day, clock)) <= HOUR
