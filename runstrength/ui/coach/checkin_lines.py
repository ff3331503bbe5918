"""The check-in before a session, and the time there is: questions, answers, and what they mean, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from runstrength import inputs
from runstrength.catalogue.coach_rules import CoachRules
from runstrength.cells import wrap
from runstrength.coach.planner import MINUTES
from runstrength.coach.readiness import Checkin, hours_since_hard
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.ui.common import plan_lines
from runstrength.ui.common.form import Form, FormField
from runstrength.ui.lines import Line, Span, cropped, dim

ALL: Final = 999
"""Minutes that stand for as many as it takes."""
BAR: Final = 24
"""Columns of the pie, where there is room."""
PIE_WORDS: Final = ("training ", " life")
"""What stands before and behind the pie."""

STRESS: Final = {1: "none", 2: "a little", 3: "some", 4: "a lot", 5: "more than enough"}
SORENESS: Final = {
    number: "none" if not number else "a little" if number < 4 else "plainly" if number < 7 else "hardly able to move"
    for number in range(11)
}

FIELDS: Final = (
    FormField(
        "sleep",
        "Slept last night",
        tuple(number / 2 for number in range(25)),
        7.0,
        "How many hours, about.",
        unit=" h",
        read=inputs.read_sleep,
    ),
    FormField(
        "stress",
        "Stress",
        (1, 2, 3, 4, 5),
        2,
        "Of life: work, worry, all of it.",
        unit=" of 5",
        means=STRESS,
        read=inputs.read_stress,
    ),
    FormField(
        "soreness",
        "Soreness",
        tuple(range(11)),
        2,
        "Of the legs, mostly.",
        unit=" of 10",
        means=SORENESS,
        read=inputs.read_soreness,
    ),
    FormField(
        "hard_run_hours",
        "Hard run",
        (3, 6, 12, 18, 24, 36, 48),
        12,
        "How long ago the last hard run was. A run that is logged need not be said.",
        unit=" h ago",
        read=inputs.read_hard_run,
    ),
    FormField(
        "pain",
        "Pain",
        (False, True),
        True,
        "Sharp, or changing how you move. Then there is no session.",
        words={False: "no", True: "yes"},
        unsaid="no",
    ),
    FormField(
        "minutes",
        "Time",
        (*MINUTES, ALL),
        MINUTES[-1],
        "How many minutes there are; sets and blocks are chosen so that it fits.",
        unit=" min",
        words={ALL: "all it takes"},
        read=inputs.read_time_limit,
        unsaid="all it takes",
    ),
)
"""The questions, the usual ones first."""


def form_of(checkin: Checkin | None, minutes: float | None) -> Form:
    """Return the form with what is known already."""
    said = checkin or Checkin()
    values = {name: getattr(said, name) for name in Checkin.__struct_fields__ if getattr(said, name) is not None}
    values = {name: value for name, value in values.items() if name != "pain" or value}
    return Form(FIELDS, values | ({} if minutes is None else {"minutes": minutes}))


def checkin_in(form: Form) -> Checkin | None:
    """Return the check-in that a form makes, None where nothing was said."""
    checkin = Checkin(**{name: form.value(name) for name in Checkin.__struct_fields__ if form.value(name) is not None})
    return checkin if checkin.said else None


def minutes_in(form: Form) -> float | None:
    """Return the time that a form gives, None for as much as it takes."""
    minutes = form.value("minutes")
    return None if minutes in (None, ALL) else float(minutes)


def field_line(form: Form, row: int, width: int, *, logged: str = "") -> Line:
    """Return a question with its answer, and what that means.

    Args:
        form: the form.
        row: which of its questions.
        width: columns.
        logged: what the log says of it, where nothing else was said.
    """
    field = form.fields[row]
    value = form.value(field.key)
    answer = logged if value is None and logged else field.say(value)
    means = "" if value is None else field.means.get(value, "")
    title = field.title.ljust(max(len(item.title) for item in form.fields) + 2)
    quiet = "dim" if value is None else "strong"
    left = (Span(title), Span(answer, quiet), Span(f"  {means}" if means and width >= 44 else "", "dim"))
    return Line(left)


def logged_words(records: Sequence[Record], now: datetime, rules: CoachRules) -> str:
    """Return what the log knows of the last hard thing, for the question about it: `log: 14 h ago`."""
    hours = hours_since_hard(records, now, rules.effort)
    if hours is None or hours > 2 * rules.readiness.hard_hours:
        return "none in the log"
    return f"log: {hours:.0f} h ago"


def pie(stress: int | None, volume: Sequence[float], width: int) -> Line:
    """Return how training and the rest of life share the day: a picture, and no more than that.

    Args:
        stress: 1 to 5.
        volume: the part that is left for training at each.
        width: columns it must do with.
    """
    before, behind = PIE_WORDS
    bar = min(BAR, max(0, width - len(before) - len(behind)))
    part = volume[stress - 1] if stress else volume[0]
    mine = round(bar * part / 2)  # even without any stress half of the pie is life
    line = (Span("━" * mine, "accent"), Span("─" * (bar - mine), "dim"))
    return Line((Span(before, "dim"), *line, Span(behind, "dim")))


def _facts(plan: Plan, now: datetime, width: int) -> str:
    """Return how long it is; without the level, which home has said, where that would take a second line."""
    whole = plan_lines.facts(plan, now)
    return whole if len(whole) <= width else whole.removeprefix(f"{plan.level} · ")


def meaning(plan: Plan, now: datetime, size: tuple[int, int], picture: Line) -> list[Line]:
    """Return what the answers mean for the session: how long it is, and why it is as it is."""
    width, height = size
    if not plan.steps:
        return [Line((Span(text, "warning"),)) for reason in plan.reasons for text in wrap(reason, width)][:height]
    lines = [Line((Span(plan.title, "strong"),)), *dim(_facts(plan, now, width), width), Line(), picture]
    for reason in plan.reasons:
        lines += [Line(), *(Line((Span(text),)) for text in wrap(reason, width))]
    return list(cropped(lines, height))
