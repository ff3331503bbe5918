"""The table of weeks."""

from __future__ import annotations

from datetime import date

from runstrength.history.weekly_stats import Tally, Week
from runstrength.session.weeks import WeekGoals
from runstrength.ui.history.progress_lines import week_head, week_line
from tests.support.app import words_of
from tests.support.loops import looped


@looped("width", [50, 56, 90])
def test_every_number_is_below_its_heading(width: int) -> None:
    """Every column of numbers has a heading that ends where the numbers end, the sessions too."""
    first = date(2026, 11, 16)
    tally = Tally(sessions=2, sets=86, seconds=74 * 60, effort=6.0, runs=1, run_seconds=45 * 60)
    row, head = words_of(week_line(Week(first, tally, ()), WeekGoals(2), width)), words_of(week_head(width))
    for word, number in (("sessions", "2 ✓"), ("sets", "86"), ("effort", "6.0")):
        assert head.index(word) + len(word) == row.index(number) + len(number.partition(" ")[0]), word
