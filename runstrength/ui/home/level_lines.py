"""Texts on the levels. Lines; no widgets."""

from __future__ import annotations

from typing import Final

from runstrength.catalogue.library import Level
from runstrength.cells import cell_len, wrap
from runstrength.session.plan import Plan
from runstrength.session.wording import minutes
from runstrength.settings import LEVEL_DESCRIPTIONS
from runstrength.text import plural
from runstrength.ui.lines import Line, Span, cells_of, crop_lines, dim_lines

HEALTH_NOTE: Final = (
    "Check with a doctor first, above all if you are pregnant, have a heart condition, or recently had an injury or "
    "operation.",
    "New to strength training? Have a coach check your form in person.",
    "Sharp pain ends a session.",
)
"""The health note, which is confirmed once."""


def sets_of(level: Level, plan: Plan | None) -> int:
    """Return the sets of each exercise in a level's session, which the time limit may have reduced."""
    return level.sets if plan is None else max((step.sets for step in plan.steps), default=level.sets)


def level_line(level: Level, number: int, plan: Plan | None, width: int) -> Line:
    """Return a level as a row: the sets and the length of its session, and who it is for.

    Args:
        level: the level.
        number: the key that selects it.
        plan: of its session; None if unknown.
        width: columns.
    """
    name = f"{level.name.capitalize():14}"
    about = plural(sets_of(level, plan), "set") + (f", about {minutes(plan.expected)}" if plan is not None else "")
    if len(name) + len(about) + 3 > width:
        about = about.replace("about ", "")
    spans = [Span(f"{number}  ", "dim"), Span(name), Span(about, "dim")]
    audience = f"   {LEVEL_DESCRIPTIONS[level.name]}"
    if cells_of(spans) + cell_len(audience) <= width:
        spans.append(Span(audience, "dim"))
    return Line(tuple(spans))


def level_details(level: Level, plan: Plan | None, size: tuple[int, int]) -> tuple[Line, ...]:
    """Return a description of a level in two sentences, with the same sets as its row.

    Args:
        level: the level.
        plan: of its session in the chosen time; None if unknown.
        size: columns and rows.
    """
    width, height = size
    sets, most = sets_of(level, plan), level.sets
    limited = f" in this time ({most} with more)" if sets < most else ""
    audience = (
        f"For you if you have {LEVEL_DESCRIPTIONS[level.name]}."
        if level.name != "beginner"
        else (f"For you if you are {LEVEL_DESCRIPTIONS[level.name]}.")
    )
    training = (
        f"{plural(sets, 'set')} of each exercise{limited}, {level.round_rest:g} s between rounds, "
        f"{plural(level.sessions_per_week, 'session')} a week; {level.load}."
    )
    return crop_lines([*(Line((Span(text),)) for text in wrap(audience, width)), *dim_lines(training, width)], height)
