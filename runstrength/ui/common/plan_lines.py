"""What home and its neighbours say of plans, as plain values: from a plan and a size to lines of text. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from math import ceil
from typing import Final

from runstrength.cells import cell_len, pad, wrap
from runstrength.cells import fit as fit
from runstrength.coach.planner import MINUTES
from runstrength.session.plan import Plan, Step
from runstrength.session.wording import in_sentence, minutes, step_dose
from runstrength.toml_input import Problem
from runstrength.ui.lines import Line, Span, cropped, dim, far

ROUTINE: Final = "runner"
"""What the first entry of home starts."""
DOSES: Final = 56
"""Columns in which names and doses stand at the most, so that the eye finds from one to the other."""
HOUR: Final = 60
"""Minutes that a runner has, of which a warm-up leaves the rest for the run."""

SLIDER: Final = 20
"""Columns of the time there is, where there is room."""
LEAST_SLIDER: Final = 6
"""Columns below which it is said in words alone."""


def sets_words(plan: Plan) -> str:
    """Return how many sets the blocks have, the finisher left out: `2 sets`, `2-4 sets`."""
    counts = [step.sets for step in plan.steps if not step.finisher] or [step.sets for step in plan.steps]
    low, high = min(counts), max(counts)
    return f"{low}-{high} sets" if low != high else "1 set" if low == 1 else f"{low} sets"


def facts(plan: Plan, now: datetime) -> str:
    """Return level, sets, length, and when it would be over: `beginner · 2 sets · 20 min · done 07:52`."""
    over = f"done {now + timedelta(seconds=plan.expected):%H:%M}"
    about = (minutes(plan.expected), over)
    return " · ".join(about if plan.kind == "warmup" else (plan.level, sets_words(plan), *about))


def left_for_run(plan: Plan) -> str:
    """Return what a warm-up leaves of the hour: `55 of 60 minutes are left for the run`."""
    left = max(0, HOUR - ceil(plan.seconds / 60))
    return f"{left} of {HOUR} minutes {'is' if left == 1 else 'are'} left for the run"


def slots(plan: Plan) -> list[Step]:
    """Return the first work step of every place in the plan, in their order."""
    first: dict[tuple[str, str], Step] = {}
    for step in plan.steps:
        if step.phase == "work":
            first.setdefault((step.block, step.label), step)
    return list(first.values())


def slot_dose(step: Step) -> str:
    """Return a dose and how it is shared between the sides: `6 reps a side`, `40 s in turn`."""
    dose = step_dose(step)
    if step.side:
        return f"{dose}, each side" if step.target.kind == "carry" else f"{dose} a side"
    return f"{dose} in turn" if step.alternating and not dose.endswith("a side") else dose


def plan_details(
    plan: Plan, about: str, now: datetime, size: tuple[int, int], remark: str = "", beneath: Sequence[Line] = ()
) -> tuple[Line, ...]:
    """Return what there is to know of a plan, in at most as many lines as fit; the exercises are the last to go.

    Args:
        plan: the plan.
        about: one sentence about its routine.
        now: the time of day, for when it would be over.
        size: columns and rows.
        remark: what is worth saying first.
        beneath: lines beneath the title, which stay whatever the size.
    """
    width, height = size
    title = [Line((Span(plan.title, "strong"),)), *dim(facts(plan, now), width), *beneath]
    remarks = [Line((Span(text, "accent"),)) for text in wrap(remark, width)]
    sentence = dim(about, width)
    blank = [Line()]
    each, airy, short = _slot_lines(plan, width), _slot_lines(plan, width, airy=True), _block_lines(plan, width)
    choices = (
        [*title, *remarks, *blank, *sentence, *(blank if sentence else []), *airy],
        [*title, *remarks, *blank, *sentence, *(blank if sentence else []), *each],
        [*title, *remarks, *blank, *each],
        [*title, *remarks, *blank, *short],
        [*title, *remarks, *short],
    )
    return cropped(next((lines for lines in choices if len(lines) <= height), choices[-1]), height)


def _slot_lines(plan: Plan, width: int, *, airy: bool = False) -> list[Line]:
    """Return the exercises with their doses, a line each; with `airy` there is room between the blocks."""
    width = min(width, DOSES)
    places = slots(plan)
    warm_up = plan.kind == "warmup"
    labels = [str(number) for number in range(1, len(places) + 1)] if warm_up else [step.label for step in places]
    column = max(cell_len(label) for label in labels) + 2
    lines: list[Line] = []
    block = places[0].block
    for label, step in zip(labels, places, strict=True):
        lines += [Line()] if airy and step.block != block else []
        block = step.block
        # A name is never cut; what gives way is the unit, then the dose.
        *above, name = wrap(step.name, width - column)
        lines += [Line((Span(" " * column), Span(text))) for text in above]
        dose, room = slot_dose(step), width - column - cell_len(name)
        shorter = next((words for words in (dose, dose.replace(" reps", "")) if cell_len(words) + 2 <= room), "")
        lines.append(Line((Span(pad(label, column), "dim"), Span(name), *far(shorter, room))))
    return lines


def _block_lines(plan: Plan, width: int) -> list[Line]:
    """Return the exercises without doses, block by block, in as few lines as they need."""
    lines: list[Line] = []
    warm_up = plan.kind == "warmup"
    for block, steps in groupby(slots(plan), key=lambda step: step.block):
        names = [f"{in_sentence(step.name)}{' ↔' if warm_up and step.side else ''}" for step in steps]
        label = "" if warm_up else f"{block}  "
        for place, text in enumerate(wrap(", ".join(names), width - cell_len(label))):
            lines.append(Line((Span(" " * cell_len(label) if place else label, "dim"), Span(text))))
    if warm_up:
        lines += dim("↔ each side", width)
    return lines


def routine_line(plan: Plan, width: int, *, own: bool) -> Line:
    """Return a routine as one row: its title, whether it is the person's own, and how long it takes."""
    right = f"own  {minutes(plan.expected):>6}" if own else minutes(plan.expected)
    return Line((Span(fit(plan.title, width - len(right) - 2)),), (Span(right, "dim"),))


def broken_line(name: str, problem: Problem, width: int) -> Line:
    """Return a routine that cannot be read as one quiet row, with its first problem."""
    text = ": ".join(part for part in (name, problem.key, problem.text) if part)
    return Line((Span(fit(text, width).rstrip(), "dim"),))


def problem_details(problems: Sequence[Problem], size: tuple[int, int]) -> tuple[Line, ...]:
    """Return everything that is wrong with a routine, and in which file."""
    width, height = size
    lines = [Line((Span("This routine cannot be read yet", "warning"),)), *dim(problems[0].file, width), Line()]
    for problem in problems:
        lines += [Line((Span(text),)) for text in wrap(": ".join(filter(None, (problem.key, problem.text))), width)]
    return cropped(lines, height)


def slider(minutes: float | None, whole: float, width: int) -> Line:
    """Return the time there is as a line that can be clicked: a bar from the shortest to the longest, and in words.

    Args:
        minutes: None for as much as it takes.
        whole: minutes of the session as it is.
        width: columns it must do with.
    """
    words = "all it takes" if minutes is None else f"{minutes:g} minutes"
    room = min(SLIDER, width - len("‹  ›  ") - len("all it takes"))
    if room < LEAST_SLIDER:
        return Line(
            (Span("‹ ", "accent", "screen.minutes(-1)"), Span(words), Span(" ›", "accent", "screen.minutes(1)"))
        )
    low, high = MINUTES[0], MINUTES[-1]
    part = (min(high, max(low, whole if minutes is None else minutes)) - low) / (high - low)
    done = round(part * (room - 1))
    return Line(
        (
            Span("‹ ", "accent", "screen.minutes(-1)"),
            Span("━" * done, "dim"),
            Span("●", "accent"),
            Span("─" * (room - 1 - done), "dim"),
            Span(" ›", "accent", "screen.minutes(1)"),
            Span(f"  {words}"),
        )
    )
