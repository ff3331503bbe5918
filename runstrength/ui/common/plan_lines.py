"""Texts on plans, for home and other screens. Lines; no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from runstrength.cells import cell_len, pad, wrap
from runstrength.cells import fit as fit
from runstrength.coach.planner import MINUTES
from runstrength.dates import end_text
from runstrength.session.plan import Plan, Step
from runstrength.session.wording import in_sentence, minutes, slot_dose
from runstrength.text import noun_for, plural
from runstrength.toml_input import Problem
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines, right_aligned

MAX_DOSES_WIDTH: Final = 56
"""Columns of names and doses together, so that they are not too far apart."""

SLIDER_WIDTH: Final = 20
"""Columns of the slider, if there is room."""
MIN_SLIDER_WIDTH: Final = 6
"""With less space, the time is only shown as text."""


def sets_words(plan: Plan) -> str:
    """Return the sets of the blocks, without the finisher: `2 sets`, `2-4 sets`."""
    first = slots(plan)
    counts = [step.sets for step in first if not step.finisher] or [step.sets for step in first]
    low, high = min(counts), max(counts)
    return f"{low}-{high} sets" if low != high else plural(low, "set")


def facts(plan: Plan, now: datetime) -> str:
    """Return level, sets, length, and the end if started now: `beginner · 2 sets · 20 min · done 07:52`."""
    over = f"done {end_text(now, plan.expected)}"
    about = (minutes(plan.expected), over)
    return " · ".join(about if plan.counts_exercises else (plan.level, sets_words(plan), *about))


def nothing_to_adjust(plan: Plan) -> str:
    """Return what is said of a plan without reasons: it is that of the level, or the usual one."""
    if any(step.last for step in plan.steps):
        return "Nothing to adjust today: this is your usual session."
    return "Nothing to adjust today: this is the standard session for your level."


def slots(plan: Plan) -> list[Step]:
    """Return the first work step of every slot, in order."""
    first: dict[tuple[str, str], Step] = {}
    for step in plan.steps:
        if step.phase == "work":
            first.setdefault((step.block, step.label), step)
    return list(first.values())


def plan_details(
    plan: Plan,
    about: str,
    now: datetime,
    size: tuple[int, int],
    remark: str = "",
    beneath: Sequence[Line] = (),
    needs: str = "",
) -> tuple[Line, ...]:
    """Return the details of a plan, in as many lines as fit; the exercises are left out last.

    Args:
        plan: the plan.
        about: the description of its routine.
        now: the current time, for the end.
        size: columns and rows.
        remark: a remark above the details.
        beneath: lines below the title, which are never left out.
        needs: what has to be ready before the start, below the exercises if there is room.
    """
    width, height = size
    title = [Line((Span(plan.title, "strong"),)), *dim_lines(facts(plan, now), width), *beneath]
    remarks = [Line((Span(text, "accent"),)) for text in wrap(remark, width)]
    sentence = dim_lines(about, width)
    blank = [Line()]
    each, airy, short = _slot_lines(plan, width), _slot_lines(plan, width, airy=True), _block_lines(plan, width)
    ready = dim_lines(f"You need: {needs}", width) if needs else []
    spaced = [*blank, *ready] if ready else []
    head = [*title, *remarks, *blank, *sentence, *(blank if sentence else [])]
    choices = (
        [*head, *airy, *spaced],
        [*head, *each, *spaced],
        [*head, *each, *ready],
        [*head, *each],
        [*title, *remarks, *blank, *each],
        [*title, *remarks, *blank, *short],
        [*title, *remarks, *short],
    )
    return crop_lines(next((lines for lines in choices if len(lines) <= height), choices[-1]), height)


def _slot_lines(plan: Plan, width: int, *, airy: bool = False) -> list[Line]:
    """Return the exercises with their doses, one per line; with `airy`, there are blank lines between blocks."""
    width = min(width, MAX_DOSES_WIDTH)
    places = slots(plan)
    warm_up = plan.counts_exercises
    labels = [str(number) for number in range(1, len(places) + 1)] if warm_up else [step.label for step in places]
    column = max(cell_len(label) for label in labels) + 2
    lines: list[Line] = []
    block = places[0].block
    for label, step in zip(labels, places, strict=True):
        lines += [Line()] if airy and step.block != block else []
        block = step.block
        # Neither a name nor a dose is cut: first the unit is left out, then the dose gets a line of its own.
        room = width - column
        dose = slot_dose(plan, step)
        short = dose.replace(" reps", "")
        names = wrap(step.name, room)
        if cell_len(names[-1]) + 2 + cell_len(short) > room:
            names.append("")
        beside = room - cell_len(names[-1])
        shown = next((words for words in (dose, short) if cell_len(words) + 2 <= beside), "")
        marks = (label, *[""] * (len(names) - 1))
        doses = (*[()] * (len(names) - 1), right_aligned(shown, beside))
        for mark, name, spans in zip(marks, names, doses, strict=True):
            lines.append(Line((Span(pad(mark, column), "dim"), Span(name), *spans)))
        for part in step.parts:
            texts = wrap(part.text, room)
            lines += [Line((Span(" " * column), Span(text, "dim"))) for text in texts]
    return lines


def _block_lines(plan: Plan, width: int) -> list[Line]:
    """Return the exercises without doses, by block, in as few lines as possible."""
    lines: list[Line] = []
    warm_up = plan.counts_exercises

    def name(step: Step) -> str:
        return f"{in_sentence(step.name)}{' ↔' if warm_up and len(plan.sides_of(step)) > 1 else ''}"

    for block, steps in groupby(slots(plan), key=lambda step: step.block):
        names = [name(step) for step in steps]
        label = "" if warm_up else f"{block}  "
        for place, text in enumerate(wrap((" · " if warm_up else ", ").join(names), width - cell_len(label))):
            lines.append(Line((Span(" " * cell_len(label) if place else label, "dim"), Span(text))))
    if warm_up:
        lines += dim_lines("↔ each side", width)
    return lines


def routine_line(plan: Plan, width: int, *, own: bool, default: bool = False) -> Line:
    """Return a routine as a row: its title, whether it is the default or custom, and its length."""
    mark = "default" if default else "custom" if own else ""
    right = f"{mark}  {minutes(plan.expected):>6}" if mark else minutes(plan.expected)
    return Line((Span(fit(plan.title, width - len(right) - 2)),), (Span(right, "dim"),))


def broken_line(name: str, problem: Problem, width: int) -> Line:
    """Return a routine with errors as a dimmed row with its first problem."""
    text = ": ".join(part for part in (name, problem.key, problem.text) if part)
    return Line((Span(fit(text, width).rstrip(), "dim"),))


def problem_details(problems: Sequence[Problem], size: tuple[int, int]) -> tuple[Line, ...]:
    """Return all problems of a routine, with its file."""
    width, height = size
    lines = [Line((Span("This routine has errors", "warning"),)), *dim_lines(problems[0].file, width), Line()]
    for problem in problems:
        lines += [Line((Span(text),)) for text in wrap(": ".join(filter(None, (problem.key, problem.text))), width)]
    return crop_lines(lines, height)


def slider(minutes: float | None, whole: float, width: int) -> Line:
    """Return the available time as a slider that can be clicked, and as text.

    Args:
        minutes: None for no limit.
        whole: minutes of the full session.
        width: columns.
    """
    words = "no limit" if minutes is None else f"{minutes:g} {noun_for(minutes, 'minute')}"
    room = min(SLIDER_WIDTH, width - len("‹  ›    ") - len(f"{MINUTES[-1]:g} minutes"))
    if room < MIN_SLIDER_WIDTH:
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
