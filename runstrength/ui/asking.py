"""One question a block, in a break: how many more would have been possible. Nothing to press for who does not say.

It is about the set that was done last, and asked when what was left can be felt best: after the last round of a block.
The very last block has no break after it, so there it is asked before its last round.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from runstrength.session.plan import Plan
from runstrength.session.record import SetDone
from runstrength.session.state import Mode
from runstrength.session.view import View
from runstrength.ui.widgets.lines import Line, Span

ANSWERS: Final = ("0", "1", "2", "3", "4+")
"""Reps in reserve, as far as anybody can tell them apart (Helms 2016)."""
MEANS: Final = ("nothing left", "very hard", "hard, in good form", "working", "comfortable")
"""What each feels like."""
QUESTION: Final = "HOW MANY MORE COULD YOU HAVE DONE?"
SHORT: Final = "HOW MANY MORE?"


def asked_about(view: View, plan: Plan) -> SetDone | None:
    """Return the set of which it is asked in this break how many more there would have been; None as a rule."""
    done = [item for item in view.just_done if not item.skipped]
    if not done or plan.kind != "session" or view.step.phase not in ("ready", "rest") or view.mode is Mode.PAUSED:
        return None
    last = done[-1]
    coming = plan.work_of(view.step.index)
    if (coming.block, coming.set) == (last.block, last.set) or last.target.kind in ("amrap", "time"):
        return None
    if coming.block != last.block:
        return last
    others = any(step.block != coming.block for step in plan.steps[coming.index :])
    return last if coming.set == coming.sets and not others else None


def question_lines(item: SetDone, width: int, *, chosen: bool) -> tuple[Line, ...]:
    """Return the question with its answers in a line, the one that was given marked.

    Args:
        item: the set that it is about.
        width: columns.
        chosen: the arrows and digits are for it.
    """
    answers: list[Span] = []
    for number, answer in enumerate(ANSWERS):
        mark = "selected" if item.reserve == number else "strong" if chosen else ""
        answers.append(Span(f" {answer} ", mark, f"screen.reserve({number})"))
    how = "" if item.reserve is None else MEANS[min(item.reserve, len(MEANS) - 1)]
    hint = Span(f"  {how or ('0-4 says it' if chosen else 'e says it, or nothing')}", "dim")
    for words in (QUESTION, SHORT):
        label = Span(f"{'› ' if chosen else ''}{words} ", "accent")
        for spans in ([label, *answers, hint], [label, *answers]):
            if _cells(spans) <= width:
                return (Line(tuple(spans)),)
    return (Line((Span("MORE? ", "accent"), *answers)),)


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)
