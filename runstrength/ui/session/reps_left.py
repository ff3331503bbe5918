"""The lines of the question about reps left, and of the field for the number of a max-rep set."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

from runstrength.cells import fit
from runstrength.figure import pixels
from runstrength.live.reps_left import ANSWERS, FEELINGS
from runstrength.session.plan import Plan
from runstrength.session.record import SetDone
from runstrength.session.wording import brief_name, counted_words
from runstrength.ui.lines import Line, Span, cells_of
from runstrength.ui.widgets.big_text import big_rows

TYPE_IT: Final = "type it, enter OK"
BIG_ROWS: Final = 5
"""Rows of the field for the number of a max-rep set in pixel digits."""
WORDINGS: Final = ("how many more could you have done?", "how many more?", "more?")
"""The question after the name of the exercise, the longest first."""


def question_lines(item: SetDone, name: str, width: int, *, chosen: bool, key: str = "e") -> tuple[Line, ...]:
    """Return the question and its answers in one line, with the given answer marked.

    Args:
        item: the set that it is about.
        name: of its exercise.
        width: in columns.
        chosen: whether the question is selected.
        key: the key that selects it.
    """
    answers: list[Span] = []
    for number, answer in enumerate(ANSWERS):
        mark = "selected" if item.reserve == number else "strong" if chosen else ""
        answers.append(Span(f" {answer} ", mark, f"screen.reserve({number})"))
    if item.reserve is not None:
        hints = [FEELINGS[min(item.reserve, len(FEELINGS) - 1)]]
    else:
        hints = ["press 0-4"] if chosen else [f"press {key} (optional)", f"press {key}"]
    before = "› " if chosen else ""
    subjects = [name.upper(), brief_name(name).upper()]
    tries = [(subject, words, hint) for subject in subjects for words in WORDINGS[:2] for hint in hints]
    tries += [(subject, words, "") for words in WORDINGS for subject in subjects]
    for subject, words, hint in tries:
        spans = [Span(f"{before}{subject}: {words} ", "accent"), *answers]
        spans += [Span(f"  {hint}", "dim")] if hint else []
        if cells_of(spans) <= width:
            return (Line(tuple(spans)),)
    room = width - cells_of(answers) - cell_len(before) - 2
    return (Line((Span(f"{before}{fit(subjects[-1], max(1, room)).rstrip()}? ", "accent"), *answers)),)


def how_many_lines(plan: Plan, item: SetDone, typed: str, width: int, rows: int) -> tuple[Line, ...]:
    """Return the field for the missing number of a max-rep set, in pixel digits if they fit.

    Args:
        plan: the plan.
        item: the set.
        typed: the typed text.
        width: in columns.
        rows: the available rows; pixel digits need `BIG_ROWS`.
    """
    side = f" {item.side}" if item.side else ""
    subject, counted = f"{plan.exercises[item.exercise].name}{side}", counted_words(plan, item)
    if rows < BIG_ROWS:
        field = Span(f" {typed}_ ", "selected")
        label = f"HOW MANY?  {subject}{counted.removeprefix('reps')} "
        for before, after in ((label, f"  {TYPE_IT}"), (label, ""), ("HOW MANY? ", "")):
            spans = (Span(before, "accent"), field, Span(after, "dim"))
            if cells_of(spans) <= width:
                break
        return (Line(spans),)
    picture = pixels.letters(typed) if typed else (" " * 8,) * pixels.rows(1)
    box = [f"  {row}  " for row in picture]
    big_label = big_rows("how many?", max(1, width - len(box[0]) - 2), pixels.rows(1))
    head = [Span(subject, "strong"), Span(f"  max {counted} · {TYPE_IT}", "dim")]
    if len(big_label) < pixels.rows(1):  # too narrow for both
        head = [Span("HOW MANY? ", "accent"), *head[:1]]
        big_label = ("",) * pixels.rows(1)
    if cells_of(head) > width:
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
