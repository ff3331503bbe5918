"""A year at a glance: weeks as columns, weekdays as rows, a sign for each day. From values to lines; no widgets.

Each sign has a form of its own, so that colour is never all there is. A day without anything is a dot: a gap is seen,
and nobody is told off.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from runstrength.ui.lines import Line, Span

if TYPE_CHECKING:
    from runstrength.history.weekly_stats import Tally, Week
    from runstrength.session.weeks import WeeklyGoal

LABEL: Final = 5
"""Columns of the weekdays' names."""
ROWS: Final = 9
"""Lines of a year: the months, the weekdays, and the weeks that came to the goal."""
MIN_WEEKS: Final = 12
"""Weeks below which there is no picture."""
ASIDE: Final = 16
"""Columns that the words beside a year need."""
GAP: Final = 2


class Sign(Struct, frozen=True):
    """How a day looks."""

    text: str
    tone: str
    words: str


STRENGTH: Final = Sign("■", "accent", "strength")
RUN: Final = Sign("○", "", "run")
BOTH: Final = Sign("●", "accent", "both")
LIGHT: Final = Sign("▫", "", "warm-up")
NOTHING: Final = Sign("·", "dim", "nothing")
TO_COME: Final = Sign(" ", "", "")
LEGEND: Final = (STRENGTH, RUN, BOTH, LIGHT)


def sign_of(tally: Tally) -> Sign:
    """Return the sign of what was done on a day; what was light shows where there was nothing else.

    Light are warm-ups, checks and sessions that were only started.
    """
    if tally.sessions:
        return BOTH if tally.runs else STRENGTH
    return RUN if tally.runs else LIGHT if tally.warmups or tally.checks or tally.started else NOTHING


def weeks_that_fit(width: int, most: int) -> int:
    """Return how many weeks have room in a width, none where it would be too few to look at."""
    fits = min(most, width - LABEL)
    return fits if fits >= MIN_WEEKS else 0


def year_lines(weeks: Sequence[Week], today: date, goal: int) -> list[Line]:
    """Return the months, seven weekdays, and below them a mark for each week that came to its goal.

    Args:
        weeks: the oldest first, a column each.
        today: what comes after it is left blank; it is itself set off.
        goal: strength sessions a week.
    """
    lines = [Line((Span(" " * LABEL + _months(weeks), "dim"),))]
    for weekday in range(7):
        name = f"{weeks[0].days[weekday].date:%a}" if weeks else ""
        days = [week.days[weekday] if weekday < len(week.days) else None for week in weeks]
        signs = [TO_COME if day is None or day.date > today else sign_of(day.tally) for day in days]
        here = [day is not None and day.date == today for day in days]
        spans = [Span(name.ljust(LABEL), "dim")]
        for (tone, marked), run in groupby(zip(signs, here, strict=True), key=lambda pair: (pair[0].tone, pair[1])):
            spans.append(Span("".join(sign.text for sign, _ in run), "selected" if marked else tone))
        lines.append(Line(tuple(spans)))
    marks = "".join("✓" if week.tally.sessions >= goal else " " for week in weeks)
    lines.append(Line((Span("goal".ljust(LABEL), "dim"), Span(marks))))
    return lines


def _months(weeks: Sequence[Week]) -> str:
    """Return the names of the months, each above the week in which it begins; those without room are left out."""
    text = ""
    for column, week in enumerate(weeks):
        first = next((day.date for day in week.days if day.date.day == 1), None)
        if first is None:
            continue
        name = f"{first:%b}"
        free = column > len(text) or not text
        if free and column + len(name) <= len(weeks):
            text = text.ljust(column) + name
    return text


def week_lines(tally: Tally, week: WeeklyGoal, width: int) -> list[Line]:
    """Return the week so far: the goal as boxes and in words, then what it comes to."""
    boxes = "■" * min(week.done, 7) + "□" * min(week.left, 7)
    words = f"{week.done} (goal {week.goal})" if week.done > week.goal else f"{week.done} of {week.goal}"
    both = len(boxes) + len(words) < width
    done = [
        *([f"{week.started} started"] if week.started else ()),
        *(_pair(_count(tally.sets, "set"), f"{tally.minutes} min", width) if tally.sets else ()),
        *(_pair(_count(tally.runs, "run"), f"{tally.run_minutes} min", width) if tally.runs else ()),
        *([f"effort {round(tally.effort, 1):g}"] if tally.effort is not None else ()),
    ]
    return [
        Line((Span("This week", "dim"),)),
        Line((Span(boxes, "accent"), Span(f" {words}")) if both else (Span(words),)),
        *(Line((Span(text),)) for text in done),
    ]


def legend_lines(width: int) -> list[Line]:
    """Return what each sign means, in as few lines as fit."""
    lines: list[list[Span]] = [[]]
    room = width
    for sign in LEGEND:
        needed = len(sign.words) + 2
        if lines[-1]:
            if room < needed + 1:
                lines.append([])
                room = width
            else:
                gap = "  " if width > 2 * ASIDE else " "
                lines[-1].append(Span(gap))
                room -= len(gap)
        lines[-1] += [Span(sign.text, sign.tone), Span(f" {sign.words}", "dim")]
        room -= needed
    return [Line(tuple(spans)) for spans in lines]


def beside(left: Sequence[Line], right: Sequence[Line], column: int) -> list[Line]:
    """Return lines side by side, the right ones from a column on; as many as there are on the left."""
    both = []
    for place, line in enumerate(left):
        more = right[place].left if place < len(right) else ()
        gap = column - sum(len(span.text) for span in line.left)
        both.append(Line((*line.left, Span(" " * max(0, gap)), *more)) if more else line)
    return both


def _pair(one: str, other: str, width: int) -> tuple[str, ...]:
    """Return two facts in one line where they fit."""
    both = f"{one} · {other}"
    return (both,) if len(both) <= width else (one, other)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
