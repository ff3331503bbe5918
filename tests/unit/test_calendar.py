"""A year as a picture: each day where it belongs, told apart by form."""

from __future__ import annotations

from datetime import datetime, timedelta

from rich.cells import cell_len

from runstrength.history.weekly_stats import Tally, weeks
from runstrength.session.weeks import WeekGoals, WeeklyGoal
from runstrength.ui.history import calendar
from tests.support.app import words_of
from tests.support.history_samples import MORNING
from tests.support.loops import looped
from tests.unit.test_weekly_stats import row

SUNDAY = MORNING.replace(hour=20)
WEDNESDAY = SUNDAY - timedelta(days=4)


def signs(rows: list[object], now: datetime, count: int = 5, goal: int = 1) -> list[str]:
    """Return the lines of the last weeks without their names."""
    lines = calendar.year_lines(weeks(rows, now, count), now.date(), WeekGoals(goal))  # type: ignore[arg-type]
    return [words_of(line)[calendar.WEEKDAY_WIDTH :] for line in lines]


def test_each_kind_has_a_form() -> None:
    """Strength, runs, both, warm-ups and nothing at all are told apart without colour."""
    rows: list[object] = [
        row(0),
        row(-1, kind="run"),
        row(-2),
        row(-2, kind="run"),
        row(-3, kind="warmup"),
        row(-4, kind="check"),
    ]
    week = [line[-1] for line in signs(rows, SUNDAY)[1:8]]

    assert week == ["·", "·", "▫", "▫", "●", "○", "■"]


def test_what_is_still_to_come_is_blank() -> None:
    """After today there is nothing, not even a gap; today is set off."""
    lines = calendar.year_lines(weeks([], WEDNESDAY, 5), WEDNESDAY.date(), WeekGoals(1))
    days = [words_of(line)[-1] for line in lines[1:8]]
    marked = [line.left[-1] for line in lines[1:8] if any(span.tone == "selected" for span in line.left)]

    assert days == ["·", "·", "·", " ", " ", " ", " "]
    assert [span.text for span in marked] == ["·"]


def test_the_goal_below() -> None:
    """Below the weekdays each week that came to the goal has a mark."""
    assert signs([row(0), row(-1), row(-14)], SUNDAY, 4, 2)[8] == "   ✓"


def test_a_month_stands_above_the_week_in_which_it_begins() -> None:
    """A month stands above the week in which it begins; where there is no room for its name it is left out."""
    assert signs([], SUNDAY, 14)[0].split() == ["Sep", "Oct", "Nov"]
    assert signs([], SUNDAY, 14)[0].index("Nov") == 14 - 4
    assert signs([], SUNDAY, 2)[0].strip() == ""


@looped(("width", "count"), [(200, 53), (76, 53), (56, 51), (17, 12), (16, 0), (1, 0)])
def test_how_many_weeks_fit(width: int, count: int) -> None:
    """A narrow terminal has fewer weeks, the narrowest none."""
    assert calendar.weeks_that_fit(width, 53) == count


@looped("width", [16, 20, 32, 60])
def test_the_words_beside(width: int) -> None:
    """The week in words and the legend fit beside the year, whatever the week was like."""
    tally = Tally(sessions=3, sets=129, seconds=7300, runs=12, run_seconds=60_000, effort=20 / 3)
    lines = [*calendar.week_lines(tally, WeeklyGoal(3, 4), width), *calendar.legend_lines(width)]
    words = " ".join(words_of(line) for line in lines)

    assert all(cell_len(words_of(line)) <= width for line in lines)
    assert "3 of 4" in words
    assert "effort 6.7" in words
    assert all(f"{sign.text} {sign.words}" in words for sign in calendar.LEGEND)


def test_side_by_side() -> None:
    """What stands beside the year begins in one column, and the year has as many lines as before."""
    lines = calendar.year_lines(weeks([], SUNDAY, 12), SUNDAY.date(), WeekGoals(1))
    both = calendar.side_by_side(lines, calendar.legend_lines(16), 20)

    assert len(both) == len(lines)
    assert words_of(both[1]).index("● both") == 20
    assert timedelta(days=6) == SUNDAY.date() - weeks([], SUNDAY, 1)[0].first
