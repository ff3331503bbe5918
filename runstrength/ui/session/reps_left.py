"""The question about reps left, once per block, in a rest. It is optional.

It is about the set that was done last, and asked after the last round of a block, when reps left can be estimated best.
No rest follows the last block, so there it is asked before the last round.
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
"""Reps in reserve, as finely as people can estimate them (Helms 2016)."""
FEELINGS: Final = ("nothing left", "very hard", "hard, in good form", "working", "comfortable")
"""What each answer feels like."""
TYPE_IT: Final = "type it, enter OK"
BIG_ROWS: Final = 5
"""Rows of the field for the number of a max-rep set in pixel digits."""
QUESTION: Final = "HOW MANY MORE {unit}COULD YOU HAVE DONE?"
SHORT: Final = "HOW MANY MORE?"


def asked_about(snapshot: SessionSnapshot, plan: Plan) -> SetDone | None:
    """Return the set that the question in this step is about; None in most steps."""
    done = [item for item in snapshot.just_done if not item.skipped]
    if (
        not done
        or plan.kind != "session"
        or snapshot.step.phase not in ("ready", "rest")
        or snapshot.mode is Mode.PAUSED
    ):
        return None
    last = done[-1]
    next_set = plan.work_of(snapshot.step.index)
    if (next_set.block, next_set.set) == (last.block, last.set) or last.target.kind in ("amrap", "time"):
        return None
    if next_set.block != last.block:
        return last
    others = any(step.block != next_set.block for step in plan.steps[next_set.index :])
    return last if next_set.set == next_set.sets and not others else None


def question_lines(item: SetDone, width: int, *, chosen: bool, key: str = "e") -> tuple[Line, ...]:
    """Return the question and its answers in one line, with the given answer marked.

    Args:
        item: the set that it is about.
        width: in columns.
        chosen: whether the question is selected.
        key: the key that selects it.
    """
    answers: list[Span] = []
    for number, answer in enumerate(ANSWERS):
        mark = "selected" if item.reserve == number else "strong" if chosen else ""
        answers.append(Span(f" {answer} ", mark, f"screen.reserve({number})"))
    feeling = "" if item.reserve is None else FEELINGS[min(item.reserve, len(FEELINGS) - 1)]
    hint = Span(f"  {feeling or ('press 0-4' if chosen else f'press {key} (optional)')}", "dim")
    question = QUESTION.format(unit="REPS " if item.target.kind == "reps" else "")
    for words in (question, SHORT):
        label = Span(f"{'› ' if chosen else ''}{words} ", "accent")
        for spans in ([label, *answers, hint], [label, *answers]):
            if _cells(spans) <= width:
                return (Line(tuple(spans)),)
    return (Line((Span("MORE? ", "accent"), *answers)),)


def how_many_lines(name: str, item: SetDone, typed: str, width: int, rows: int) -> tuple[Line, ...]:
    """Return the field for the missing number of a max-rep set, in pixel digits if they fit.

    Args:
        name: of the exercise.
        item: the set.
        typed: the typed text.
        width: in columns.
        rows: the available rows; pixel digits need `BIG_ROWS`.
    """
    side = f" {item.side}" if item.side else ""
    subject = f"{name}{side}"
    if rows < BIG_ROWS:
        field = Span(f" {typed}_ ", "selected")
        label = f"HOW MANY?  {subject} "
        for before, after in ((label, f"  {TYPE_IT}"), (label, ""), ("HOW MANY? ", "")):
            spans = (Span(before, "accent"), field, Span(after, "dim"))
            if _cells(spans) <= width:
                break
        return (Line(spans),)
    picture = pixels.letters(typed) if typed else (" " * 8,) * pixels.rows(1)
    box = [f"  {row}  " for row in picture]
    big_label = big_rows("how many?", max(1, width - len(box[0]) - 2), pixels.rows(1))
    head = [Span(subject, "strong"), Span(f"  max reps · {TYPE_IT}", "dim")]
    if len(big_label) < pixels.rows(1):  # too narrow for both
        head = [Span("HOW MANY? ", "accent"), *head[:1]]
        big_label = ("",) * pixels.rows(1)
    if _cells(head) > width:
        head = head[:-1]
    wide = max(map(cell_len, big_label))
    gap = "  " if wide else ""
    return (
        Line(),
        Line(tuple(head)),
        *(
            Line((Span(row.ljust(wide) + gap, "accent"), Span(cells, "selected")))
            for row, cells in zip(big_label, box, strict=True)
        ),
    )


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)
