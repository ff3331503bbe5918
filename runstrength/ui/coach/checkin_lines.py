"""The check-in form: questions, answers, and what they mean for the session. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from runstrength import inputs
from runstrength.catalogue.coach_rules import CoachRules
from runstrength.cells import wrap
from runstrength.coach.planner import MINUTES
from runstrength.coach.prescription import time_limit
from runstrength.coach.readiness import Checkin, hours_since_hard, pain_day
from runstrength.dates import short_day
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.ui.common import plan_lines
from runstrength.ui.common.form import Form, FormField
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines

NO_LIMIT: Final = 999
"""Minutes that mean no time limit."""

STRESS: Final = {1: "none", 2: "a little", 3: "some", 4: "a lot", 5: "overwhelming"}
SORENESS: Final = {
    number: "none" if not number else "a little" if number < 4 else "noticeable" if number < 7 else "can barely move"
    for number in range(11)
}

FIELDS: Final = (
    FormField(
        "sleep",
        "Sleep",
        tuple(number / 2 for number in range(25)),
        7.0,
        "Roughly how many hours did you sleep last night?",
        unit=" h",
        read=inputs.read_sleep,
    ),
    FormField(
        "stress",
        "Stress",
        (1, 2, 3, 4, 5),
        2,
        "Work, worries, everything.",
        unit=" of 5",
        descriptions=STRESS,
        read=inputs.read_stress,
    ),
    FormField(
        "soreness",
        "Soreness",
        tuple(range(11)),
        2,
        "Mainly your legs.",
        unit=" of 10",
        descriptions=SORENESS,
        read=inputs.read_soreness,
    ),
    FormField(
        "hard_run_hours",
        "Hard run",
        (3, 6, 12, 18, 24, 36, 48),
        12,
        "How long ago your last hard run was. Logged runs are counted automatically.",
        unit=" h ago",
        read=inputs.read_hard_run,
    ),
    FormField(
        "pain",
        "Pain",
        (False, True),
        True,
        "Sharp pain, or pain that changes how you move. If yes, no session today.",
        names={False: "no", True: "yes"},
        no_answer="no",
    ),
    FormField(
        "minutes",
        "Time",
        (*MINUTES, NO_LIMIT),
        MINUTES[-1],
        "How many minutes you have. Sets and blocks are chosen to fit.",
        unit=" min",
        names={NO_LIMIT: "no limit"},
        read=lambda text: inputs.read_time_limit(text) or NO_LIMIT,
        no_answer="no limit",
    ),
)
"""The questions, the most common ones first."""


def checkin_form(checkin: Checkin | None, minutes: float | None) -> Form:
    """Return the form with the known answers."""
    answers = checkin or Checkin()
    values = {name: getattr(answers, name) for name in Checkin.__struct_fields__ if getattr(answers, name) is not None}
    values = {name: value for name, value in values.items() if name != "pain" or value}
    return Form(FIELDS, values | ({} if minutes is None else {"minutes": minutes}))


def checkin_from(form: Form) -> Checkin | None:
    """Return the check-in of a form, None if nothing was answered."""
    checkin = Checkin(**{name: form.value(name) for name in Checkin.__struct_fields__ if form.value(name) is not None})
    return checkin if checkin.has_answers else None


def minutes_from(form: Form) -> float | None:
    """Return the available minutes of a form, None for no limit."""
    minutes = form.value("minutes")
    return None if minutes == NO_LIMIT else time_limit(minutes)


def field_line(form: Form, row: int, width: int, *, logged: str = "") -> Line:
    """Return a question with its answer and the meaning of the answer.

    Args:
        form: the form.
        row: the index of the question.
        width: columns.
        logged: the answer known from the history, shown if nothing else was answered.
    """
    field = form.fields[row]
    value = form.value(field.key)
    answer = logged if value is None and logged else field.answer_text(value)
    description = "" if value is None else field.descriptions.get(value, "")
    title = field.title.ljust(max(len(item.title) for item in form.fields) + 2)
    quiet = "dim" if value is None else "strong"
    left = (Span(title), Span(answer, quiet), Span(f"  {description}" if description and width >= 44 else "", "dim"))
    return Line(left)


def logged_text(records: Sequence[Record], now: datetime, rules: CoachRules) -> str:
    """Return when the last hard run was, according to the history: `14 h ago (logged)`."""
    hours = hours_since_hard([record for record in records if record.kind == "run"], now, rules)
    if hours is None or hours > 2 * rules.readiness.hard_hours:
        return f"none in the last {2 * rules.readiness.hard_hours:g} h"
    return f"{'under 1' if hours < 1 else f'{hours:.0f}'} h ago (logged)"


def last_pain_text(records: Sequence[Record]) -> str:
    """Return the day with pain that no session has followed: `on 3 Nov; today?`; empty if there is none."""
    day = pain_day(records)
    return "" if day is None else f"on {short_day(day)}; today?"


def _facts_text(plan: Plan, now: datetime, width: int) -> str:
    """Return level and length of the plan; without the level if that would need a second line."""
    whole = plan_lines.facts(plan, now)
    return whole if len(whole) <= width else whole.removeprefix(f"{plan.level} · ")


def meaning_lines(plan: Plan, now: datetime, size: tuple[int, int]) -> list[Line]:
    """Return what the answers mean for the session: its length and the reasons."""
    width, height = size
    if not plan.steps:
        return [Line((Span(text, "warning"),)) for reason in plan.reasons for text in wrap(reason, width)][:height]
    lines = [Line((Span(plan.title, "strong"),)), *dim_lines(_facts_text(plan, now, width), width)]
    for reason in plan.reasons:
        lines += [Line(), *(Line((Span(text),)) for text in wrap(reason, width))]
    return list(crop_lines(lines, height))
