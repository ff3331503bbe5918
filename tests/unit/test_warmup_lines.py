"""When to be out of the door: what arrows and digits make of it, and what it means."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from runstrength.date_input import DateError
from runstrength.ui.coach import warmup_lines
from tests.support.app import MORNING
from tests.support.loops import looped


def at(words: str) -> datetime:
    """Return a time of the morning."""
    return MORNING.replace(hour=int(words[:2]), minute=int(words[3:]), second=0)


@looped(
    ("leave", "by", "found"),
    [(None, 1, "07:40"), (None, -1, None), ("07:40", 1, "07:45"), ("07:45", -1, "07:40"), ("07:35", -1, None)],
)
def test_the_first_arrow_gives_the_first_whole_five_at_which_a_warm_up(
    leave: str | None, by: int, found: str | None
) -> None:
    """The first arrow gives the first whole five at which a warm-up is done; sooner than now there is no time."""
    time = warmup_lines.step_departure(at(leave) if leave else None, by, MORNING, 420)
    assert (time and f"{time:%H:%M}") == found


@looped(
    ("text", "found"),
    [
        ("0700", "22 07:00"),
        ("7", "22 07:00"),
        ("8:15", "22 08:15"),
        ("6:30 pm", "22 18:30"),
        ("0600", "23 06:00"),
        ("", None),
    ],
)
def test_a_typed_time_is_the_next_such_time(text: str, found: str | None) -> None:
    """A typed time is the next such time; one that has just passed is today's."""
    time = warmup_lines.read_departure(text, MORNING)
    assert (time and f"{time:%d %H:%M}") == found


@looped("text", ["2460", "9900", "soon", "13 pm", "7,5"])
def test_what_is_no_time_of_day_is_refused_with_what_one_looks_like(text: str) -> None:
    """What is no time of day is refused with what one looks like."""
    with pytest.raises(DateError, match=r"isn't valid: use a time \(07:30, 0730, 6:30 pm\)"):
        warmup_lines.read_departure(text, MORNING)


def test_the_row_shows_a_time() -> None:
    """The row shows a time, or a dash."""
    assert warmup_lines.departure_text(None) == "–"
    assert warmup_lines.departure_text(at("08:05")) == "08:05"


@looped(
    ("leave", "words"),
    [
        ("07:45", "Leaving at 07:45: start by 07:38 (in 8 min)."),
        ("07:38", "Leaving at 07:38: start by 07:31 (now)."),
        ("07:35", "Leaving at 07:35: 2 min too late to start. Choose a shorter one or leave later."),
    ],
)
def test_it_is_counted_back_to_when_a_warm_up_has_to_begin(leave: str, words: str) -> None:
    """It is counted back to when a warm-up has to begin, and said where that is over."""
    assert warmup_lines.start_by_text(at(leave), MORNING, 420) == words
    assert warmup_lines.start_by_text(at(leave) + timedelta(hours=1), MORNING, 420).startswith("Leaving at 08")
