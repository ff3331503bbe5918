"""The calendar of a year: weeks as columns, weekdays as rows, a mark for each day. Lines; no widgets.

The marks differ in shape, so that nothing depends on color alone. A day without training is a dot: visible, but no
reproach.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from runstrength.history.weekly_stats import reached
from runstrength.text import plural
from runstrength.ui.lines import Line, Span

if TYPE_CHECKING:
    from runstrength.history.weekly_stats import Tally, Week
    from runstrength.session.weeks import WeekGoals, WeeklyGoal

WEEKDAY_WIDTH: Final = 5
"""Columns of the names of the weekdays."""
MIN_WEEKS: Final = 12
"""With less space, no calendar is shown."""
MIN_SIDE_WIDTH: Final = 16
"""Columns of the text beside the calendar."""
GAP: Final = 2


class DayMark(Struct, frozen=True):
    """The mark of a day."""

    text: str
    tone: str
    words: str


STRENGTH: Final = DayMark("■", "accent", "strength")
RUN: Final = DayMark("○", "", "run")
BOTH: Final = DayMark("●", "accent", "both")
LIGHT: Final = DayMark("▫", "", "other")
NO_ACTIVITY: Final = DayMark("·", "dim", "nothing")
FUTURE: Final = DayMark(" ", "", "")
LEGEND: Final = (STRENGTH, RUN, BOTH, LIGHT)


def mark_of(tally: Tally) -> DayMark:
    """Return the mark of a day.

    Warm-ups, checks and sessions that were only started are light: shown only if there was nothing else.
    """
    if tally.sessions:
        return BOTH if tally.runs else STRENGTH
    return RUN if tally.runs else LIGHT if tally.warmups or tally.checks or tally.started else NO_ACTIVITY


def weeks_that_fit(width: int, max_weeks: int) -> int:
    """Return how many weeks fit into a width, 0 if fewer than `MIN_WEEKS`."""
    fits = min(max_weeks, width - WEEKDAY_WIDTH)
    return fits if fits >= MIN_WEEKS else 0


def year_lines(weeks: Sequence[Week], today: date, goals: WeekGoals) -> list[Line]:
    """Return the calendar: the months, seven weekdays, and a mark for each week that met the goal.

    Args:
        weeks: the weeks, the oldest first; each is a column.
        today: highlighted; later days are blank.
        goals: the goal of every week.
    """
    lines = [Line((Span(" " * WEEKDAY_WIDTH + _months(weeks), "dim"),))]
    for weekday in range(7):
        name = f"{weeks[0].days[weekday].date:%a}" if weeks else ""
        days = [week.days[weekday] if weekday < len(week.days) else None for week in weeks]
        marks = [FUTURE if day is None or day.date > today else mark_of(day.tally) for day in days]
        here = [day is not None and day.date == today for day in days]
        spans = [Span(name.ljust(WEEKDAY_WIDTH), "dim")]
        for (tone, marked), run in groupby(zip(marks, here, strict=True), key=lambda pair: (pair[0].tone, pair[1])):
            spans.append(Span("".join(mark.text for mark, _ in run), "selected" if marked else tone))
        lines.append(Line(tuple(spans)))
    goals_met = "".join("✓" if reached(week, goals) else " " for week in weeks)
    lines.append(Line((Span("goal".ljust(WEEKDAY_WIDTH), "dim"), Span(goals_met))))
    return lines


def _months(weeks: Sequence[Week]) -> str:
    """Return the names of the months, each above its first week; a name without space is left out."""
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
    """Return the current week: the goal as boxes and as text, then sets, runs and effort."""
    boxes = "■" * min(week.done, 7) + "□" * min(week.left, 7)
    words = f"{week.done} (goal {week.goal})" if week.done > week.goal else f"{week.done} of {week.goal}"
    both = len(boxes) + len(words) < width
    done = [
        *([f"{week.started} started"] if week.started else ()),
        *(_join_facts(plural(tally.sets, "set"), f"{tally.minutes} min", width) if tally.sets else ()),
        *(_join_facts(plural(tally.runs, "run"), f"{tally.run_minutes} min", width) if tally.runs else ()),
        *([f"effort {round(tally.effort, 1):g}"] if tally.effort is not None else ()),
    ]
    return [
        Line((Span("This week", "dim"),)),
        Line((Span(boxes, "accent"), Span(f" {words}")) if both else (Span(words),)),
        *(Line((Span(text),)) for text in done),
    ]


def legend_lines(width: int) -> list[Line]:
    """Return the legend of the signs, in as few lines as possible."""
    lines: list[list[Span]] = [[]]
    room = width
    for mark in LEGEND:
        needed = len(mark.words) + 2
        if lines[-1]:
            if room < needed + 1:
                lines.append([])
                room = width
            else:
                gap = "  " if width > 2 * MIN_SIDE_WIDTH else " "
                lines[-1].append(Span(gap))
                room -= len(gap)
        lines[-1] += [Span(mark.text, mark.tone), Span(f" {mark.words}", "dim")]
        room -= needed
    return [Line(tuple(spans)) for spans in lines]


def side_by_side(left: Sequence[Line], right: Sequence[Line], column: int) -> list[Line]:
    """Return lines side by side, the right ones starting at a column; only as many as on the left."""
    both = []
    for index, line in enumerate(left):
        others = right[index].left if index < len(right) else ()
        gap = column - sum(len(span.text) for span in line.left)
        both.append(Line((*line.left, Span(" " * max(0, gap)), *others)) if others else line)
    return both


def _join_facts(first: str, second: str, width: int) -> tuple[str, ...]:
    """Return two facts as one line if they fit, else as two."""
    both = f"{first} · {second}"
    return (both,) if len(both) <= width else (first, second)
