"""A form of a few answers, and the check-in that is one."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.coach.planner import next_time_limit
from runstrength.coach.readiness import Checkin
from runstrength.ui.coach import checkin_lines
from runstrength.ui.common.form import NO_ANSWER, Form, FormField
from runstrength.ui.common.plan_lines import slider
from tests.support.app import words_of
from tests.support.loops import looped
from tests.support.past_samples import day, run
from tests.support.plans import library

ROWS = {field.key: row for row, field in enumerate(checkin_lines.FIELDS)}
EMPTY = checkin_lines.checkin_form(None, None)


def steps(form: Form, key: str, *by: int) -> object:
    """Return the answer to a question after some arrows."""
    for one in by:
        form = form.stepped(ROWS[key], one)
    return form.value(key)


@looped(
    ("key", "by", "value"),
    [
        ("sleep", (1,), 7.0),
        ("sleep", (-1,), 7.0),
        ("sleep", (1, 1, 1), 8.0),
        ("sleep", (1, -1), 6.5),
        ("stress", (1, 1, 1, 1, 1, 1, 1), 5),
        ("stress", (1, -1, -1, -1), 1),
        ("soreness", (1, -1, -1, -1), 0),
        ("hard_run_hours", (1, 1), 18),
        ("pain", (1,), True),
        ("pain", (1, -1), False),
        ("minutes", (1, -1, -1), 50),
        ("minutes", (1, 1, 1), checkin_lines.NO_LIMIT),
    ],
)
def test_the_first_arrow_gives_a_usual_answer(key: str, by: tuple[int, ...], value: object) -> None:
    """The first arrow gives a usual answer, the next ones go up and down, and stop at the ends."""
    assert steps(EMPTY, key, *by) == value


@looped(
    ("key", "text", "value"),
    [
        ("sleep", "7.5", 7.5),
        ("sleep", "7,5", 7.5),
        ("sleep", "7:30", 7.5),
        ("sleep", "7h30", 7.5),
        ("sleep", "85", "0 to 24 hours"),
        ("stress", "4", 4),
        ("stress", "9", "a whole number from 1 to 5"),
        ("stress", "3.5", "a whole number from 1 to 5"),
        ("soreness", "10", 10),
        ("hard_run_hours", "20", 20),
        ("hard_run_hours", "1:30", 1.5),
        ("minutes", "25", 25),
        ("minutes", "1:30", 90),
        ("minutes", "0", "1 to 600 minutes"),
        ("minutes", "1505", "1 to 600 minutes"),
        ("pain", "1", None),
    ],
)
def test_an_answer_can_be_typed(key: str, text: str, value: object) -> None:
    """An answer can be typed; one that can't be is refused with its range, and none of it is dropped."""
    if isinstance(value, str):
        with pytest.raises(ValueError, match=f'"{text}" isn\'t valid: use {value}'):
            EMPTY.typed(ROWS[key], text)
    else:
        assert EMPTY.typed(ROWS[key], text).value(key) == value


def test_nothing_typed_takes_an_answer_away() -> None:
    """An empty field has no answer, where there need not be one."""
    assert EMPTY.typed(ROWS["sleep"], "8").typed(ROWS["sleep"], " ").value("sleep") is None


def test_an_answer_can_be_taken_back() -> None:
    """An answer can be taken back, where there need not be one."""
    form = EMPTY.stepped(ROWS["sleep"], 1)
    assert form.without_answer(ROWS["sleep"]).value("sleep") is None
    required_form = Form((FormField("a", "A", (1, 2), 1, required=True),), {"a": 2})
    assert required_form.without_answer(0).value("a") == 2


TYPED = ("+", "-", "x", "7.5", "8", "1:30", "0", "999", "soon", "")


@given(st.lists(st.tuples(st.integers(0, len(checkin_lines.FIELDS) - 1), st.sampled_from(TYPED))))
def test_whatever_is_pressed_or_typed_the_answers_are_ones_that_may_be_given(keys: list[tuple[int, str]]) -> None:
    """Whatever is pressed or typed, the answers are ones that may be given, and make a check-in and a time."""
    form = EMPTY
    for row, key in keys:
        with suppress(ValueError):
            form = (
                form.stepped(row, 1 if key == "+" else -1)
                if key in ("+", "-")
                else form.without_answer(row)
                if key == "x"
                else form.typed(row, key)
            )
    for row, field in enumerate(form.fields):
        value = form.value(field.key)
        may_be = value is None or value in field.values or form.typed(row, f"{value}").value(field.key) == value
        assert may_be
        assert field.answer_text(value)
    minutes = checkin_lines.minutes_from(form)
    assert minutes is None or 1 <= minutes <= 600
    checkin = checkin_lines.checkin_from(form)
    assert checkin is None or checkin_lines.checkin_from(checkin_lines.checkin_form(checkin, None)) == checkin


def test_nothing_said_is_no_checkin() -> None:
    """Without an answer there is no check-in, and as much time as it takes; what is known stands there already."""
    assert (checkin_lines.checkin_from(EMPTY), checkin_lines.minutes_from(EMPTY)) == (None, None)
    form = checkin_lines.checkin_form(Checkin(sleep=6.5, pain=False), 30)
    assert (form.value("sleep"), form.value("pain"), form.value("minutes")) == (6.5, None, 30)
    assert checkin_lines.minutes_from(form.with_answer(ROWS["minutes"], checkin_lines.NO_LIMIT)) is None


@looped(
    ("minutes", "by", "result"),
    [
        (None, -1, 35),
        (None, 1, 40),
        (35, -1, 30),
        (35, 1, None),
        (40, -1, None),
        (40, 1, 45),
        (60, 1, 60),
        (5, -1, 5),
        (37, -1, 35),
        (120, -1, 60),
    ],
)
def test_minutes_by_arrow(minutes: float | None, by: int, result: float | None) -> None:
    """On home an arrow takes five minutes off or adds them; all that it takes has its place by its length."""
    assert next_time_limit(minutes, by, 37.2) == result


@looped("width", [10, 25, 26, 37, 80])
@looped("minutes", [None, 5.0, 30.0, 60.0, 120.0])
def test_the_time_there_is_stands_as_a_bar_and_in_words(minutes: float | None, width: int) -> None:
    """The time there is stands as a bar and in words, no wider than there is room, and both its ends can be clicked."""
    line = slider(minutes, 37.2, width)
    text = words_of(line)
    assert len(text) <= max(width, 16)
    assert ("no limit" if minutes is None else f"{minutes:g} minutes") in text
    assert [span.action for span in line.left if span.action] == ["screen.minutes(-1)", "screen.minutes(1)"]


def test_a_row_has_the_question() -> None:
    """A row has the question, the answer or a dash, and what it means where there is room."""
    form = EMPTY.with_answer(ROWS["stress"], 4)
    assert words_of(checkin_lines.field_line(form, ROWS["stress"], 60)).split() == "Stress 4 of 5 a lot".split()
    assert "a lot" not in words_of(checkin_lines.field_line(form, ROWS["stress"], 36))
    assert words_of(checkin_lines.field_line(form, ROWS["sleep"], 36)).split()[-1] == NO_ANSWER
    logged = checkin_lines.field_line(form, ROWS["hard_run_hours"], 36, logged="14 h ago (logged)")
    assert words_of(logged).endswith("14 h ago (logged)")


@looped(
    ("hours", "effort", "words"),
    [(14, 8, "13 h ago (logged)"), (14, 3, "none in the last 48 h"), (99, 8, "none in the last 48 h")],
)
def test_what_the_log_knows(hours: float, effort: int, words: str) -> None:
    """The last hard thing of the log is told, where it is not long ago."""
    now = day(10)
    record = run(now - timedelta(hours=hours), effort)
    assert checkin_lines.logged_text([record], now, library().coach_rules) == words
