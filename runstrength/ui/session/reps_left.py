"""One question a block, in a break: how many more would have been possible. Nothing to press for who does not say.

It is about the set that was done last, and asked when what was left can be felt best: after the last round of a block.
The very last block has no break after it, so there it is asked before its last round.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from runstrength.figure import pixels
from runstrength.session.plan import Plan
from runstrength.session.record import SetDone
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot
from runstrength.ui.lines import Line, Span
from runstrength.ui.widgets.big_text import big_rows

ANSWERS: Final = ("0", "1", "2", "3", "4+")
"""Reps in reserve, as far as anybody can tell them apart (Helms 2016)."""
MEANS: Final = ("nothing left", "very hard", "hard, in good form", "working", "comfortable")
"""What each feels like."""
TYPE_IT: Final = "type it, enter OK"
BIG_ROWS: Final = 5
"""Rows of the field for the number of a max-rep set in pixels."""
QUESTION: Final = "HOW MANY MORE COULD YOU HAVE DONE?"
SHORT: Final = "HOW MANY MORE?"


def asked_about(view: SessionSnapshot, plan: Plan) -> SetDone | None:
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


def question_lines(item: SetDone, width: int, *, chosen: bool, key: str = "e") -> tuple[Line, ...]:
    """Return the question with its answers in a line, the one that was given marked.

    Args:
        item: the set that it is about.
        width: columns.
        chosen: the arrows and digits are for it.
        key: which key leads to it.
    """
    answers: list[Span] = []
    for number, answer in enumerate(ANSWERS):
        mark = "selected" if item.reserve == number else "strong" if chosen else ""
        answers.append(Span(f" {answer} ", mark, f"screen.reserve({number})"))
    how = "" if item.reserve is None else MEANS[min(item.reserve, len(MEANS) - 1)]
    hint = Span(f"  {how or ('0-4 says it' if chosen else f'{key} says it, or nothing')}", "dim")
    for words in (QUESTION, SHORT):
        label = Span(f"{'› ' if chosen else ''}{words} ", "accent")
        for spans in ([label, *answers, hint], [label, *answers]):
            if _cells(spans) <= width:
                return (Line(tuple(spans)),)
    return (Line((Span("MORE? ", "accent"), *answers)),)


def how_many_lines(name: str, item: SetDone, typed: str, width: int, rows: int) -> tuple[Line, ...]:
    """Return the empty field for the number of a max-rep set, in pixels where there are rows for it.

    Args:
        name: of the exercise.
        item: the set.
        typed: what is in the field.
        width: columns.
        rows: rows that it may take: five are enough for pixels.
    """
    side = f" {item.side}" if item.side else ""
    what = f"{name}{side}"
    if rows < BIG_ROWS:
        field = Span(f" {typed}_ ", "selected")
        for before, after in ((f"HOW MANY?  {what} ", f"  {TYPE_IT}"), (f"HOW MANY?  {what} ", ""), ("HOW MANY? ", "")):
            spans = (Span(before, "accent"), field, Span(after, "dim"))
            if _cells(spans) <= width:
                break
        return (Line(spans),)
    picture = pixels.letters(typed) if typed else (" " * 8,) * pixels.rows(1)
    box = [f"  {row}  " for row in picture]
    label = big_rows("how many?", max(1, width - len(box[0]) - 2), pixels.rows(1))
    head = [Span(what, "strong"), Span(f"  max reps · {TYPE_IT}", "dim")]
    if len(label) < pixels.rows(1):  # too narrow for both
        head = [Span("HOW MANY? ", "accent"), *head[:1]]
        label = ("",) * pixels.rows(1)
    if _cells(head) > width:
        head = head[:-1]
    wide = max(map(cell_len, label))
    gap = "  " if wide else ""
    return (
        Line(),
        Line(tuple(head)),
        *(
            Line((Span(row.ljust(wide) + gap, "accent"), Span(cells, "selected")))
            for row, cells in zip(label, box, strict=True)
        ),
    )


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)
