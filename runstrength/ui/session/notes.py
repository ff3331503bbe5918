"""The notes below the number: facts and cues of the exercise, and the values of the sets just done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from rich.cells import cell_len

from runstrength.catalogue.exercise import Exercise
from runstrength.cells import wrap
from runstrength.live.set_editor import SetEditor, can_correct
from runstrength.numbers import in_units
from runstrength.session.plan import Plan
from runstrength.session.view import EPSILON, SessionSnapshot
from runstrength.session.wording import PAUSED_ITSELF, needs_words
from runstrength.text import capitalized
from runstrength.ui.lines import Line, Span, cells_of
from runstrength.ui.session import wording
from runstrength.ui.session.reps_left import how_many_lines, question_lines

Text = tuple[Line, ...]
"""The lines of a text that is shown completely or not at all."""


CUE_SECONDS: Final = 6.0
"""Seconds after which the next cues are shown if not all of them fit."""


def facts(
    snapshot: SessionSnapshot,
    plan: Plan,
    exercise: Exercise,
    width: int,
    weight: str,
    units: str,
    key_label: Callable[[str], str],
    *,
    chosen: bool = False,
) -> list[Text]:
    """Return the facts of the current step, the most important first.

    Args:
        snapshot: the session.
        plan: its plan.
        exercise: the exercise in today's form.
        width: in columns.
        weight: the weight; empty if it is unknown or drawn big.
        units: the person's units.
        key_label: returns the key of a binding as text.
        chosen: whether the weight is selected for editing.
    """
    step = snapshot.step
    texts = [_why_paused(width)] if snapshot.auto_paused else []
    if step.index == 0 and step.phase == "ready" and (needs := needs_words(plan, units)):
        texts.append(_text(f"You need: {needs}", width, "strong"))
    if snapshot.niggle:
        texts.append(_text(f"Noted: it hurts a bit. {key_label('session.hurt')} to undo.", width, "accent"))
    if step.hurt and step.phase in ("ready", "rest"):
        texts.append(
            _text(
                f"{capitalized(step.hurt)}  ·  {key_label('session.swap')} for something easier",
                width,
                "accent",
            )
        )
    if exercise.note and step.phase in ("ready", "rest"):
        texts.append(_text(f"Your note: {exercise.note}", width, "accent"))
    if step.form:
        texts.append(_text(capitalized(step.form), width, "strong"))
    detail, where = wording.detail_words(step, exercise), exercise.load(step.side)
    if chosen and weight:
        texts.insert(0, (Line((Span(f" {weight} ", "selected"), Span(f"  {where}", "accent"))),))
        weight, where = "", ""
    load = ", ".join(filter(None, (weight, where)))
    texts += _detail_and_load(detail, load, wording.reserve_texts(plan, step), width)
    if step.last:
        texts.append(_text(f"last time {step.last}", width, "dim"))
    if step.phase == "ready" and exercise.start_position:
        texts.append(_text(in_units(exercise.start_position, units), width))
    return texts


def cues(snapshot: SessionSnapshot, exercise: Exercise, width: int) -> list[Text]:
    """Return the cues of a set in as few lines as possible; none in a change of sides, which is too short to read."""
    if snapshot.step.phase == "switch":
        return []
    own = (snapshot.step.cue,) if snapshot.step.cue else ()
    return [*_packed((*own, *exercise.cues), width)]


@lru_cache(maxsize=8)
def _packed(cues: tuple[str, ...], width: int) -> tuple[Text, ...]:
    return tuple(_text(text, width) for text in wording.packed(cues, width))


def page(texts: Sequence[Text], rows: int, seconds: float) -> Text:
    """Return the texts to show in `rows` rows after `seconds` of a step: all if they fit, else one page at a time."""
    pages: list[Text] = []
    for text in texts:
        if pages and len(pages[-1]) + len(text) <= rows:
            pages[-1] = (*pages[-1], *text)
        elif len(text) <= rows:
            pages.append(text)
    return pages[int(seconds / CUE_SECONDS + EPSILON) % len(pages)] if pages else ()


def _text(text: str, width: int, tone: str = "") -> Text:
    """Return a text wrapped to `width`."""
    return tuple(Line((Span(part, tone),)) for part in wrap(text, width))


def _why_paused(width: int) -> Text:
    """Return the reason for an automatic pause."""
    return _text(PAUSED_ITSELF, width, "accent")


def _detail_and_load(detail: str, load: str, reserve: Sequence[str], width: int) -> list[Text]:
    """Return range and tempo and the load, in one line if they fit; with the reserve if that fits too."""
    beside = cell_len(load) + 3 if load else 0
    in_one = beside + cell_len(detail) <= width
    room = width - beside if in_one else width
    candidates = (f"{detail} · {text}" for text in reserve if detail)
    detail = next((text for text in candidates if cell_len(text) <= room), detail)
    if load and detail and in_one:
        return [(Line((Span(load, "accent"), Span("   "), Span(detail))),)]
    return [_text(part, width, tone) for part, tone in ((load, "accent"), (detail, "")) if part]


def just_done(
    snapshot: SessionSnapshot, plan: Plan, editor: SetEditor, width: int, rows: int, key_label: Callable[[str], str]
) -> Text:
    """Return the values that can be edited, in at most `rows` rows; empty before the first set.

    With three rows or more, the last one explains the keys. The question about reps left replaces the explanation. The
    empty field for the missing number of a max-rep set replaces everything, between two sides too.
    """
    if not editor.sets or not can_correct(snapshot.step.phase, editor):
        return ()
    if (open_set := editor.set_without_number) is not None:
        return how_many_lines(plan, open_set, editor.typed, width, rows)
    question: Text = ()
    if editor.asked_set is not None:
        name = plan.exercises[editor.asked_set.exercise].name
        key = key_label("session.reps_left")
        question = question_lines(editor.asked_set, name, width, chosen=editor.answering, key=key)
        if rows == 1:
            question, rows = ((), rows) if not editor.answering else (question, 0)
        else:
            rows -= 1
    if not rows:
        return question
    lines, chosen_row = value_lines(plan, editor, Span("JUST DONE ", "accent"), width)
    most = min(2, rows)
    first = max(0, min(chosen_row, len(lines) - most))
    label = Span("JUST DONE   ", "accent")
    if most == 1 and first and cells_of((label, *lines[first][1:])) <= width:
        lines[first][0] = label
    shown = tuple(Line(tuple(line)) for line in lines[first : first + most])
    if snapshot.step.phase != "rest" or rows < 3 or question:
        return (*shown, *question)
    more, less, tab = (key_label(f"session.{name}") for name in ("more", "less", "next_value"))
    explanation = f"{more} {less} or type to correct · {tab} next value · leave it if it's right"
    if cell_len(explanation) > width:
        explanation = f"{more} {less} 0-9 correct · {tab} next value"
    return (*shown, Line((Span(explanation, "dim"),)))


def value_lines(plan: Plan, editor: SetEditor, head: Span, width: int) -> tuple[list[list[Span]], int]:
    """Return the values of sets in as few lines as possible, and the index of the line with the selected one.

    Each exercise has its name, the number of each set, and the weight if there is one or it is selected.
    """
    lines: list[list[Span]] = [[head]]
    chosen_row = 0
    loads = [value for value in editor.values if value.kind == "load"]
    for exercise, group in groupby(editor.sets, lambda item: item.exercise):
        items = list(group)
        name, here = wording.short_name(plan, items[0]), False
        spans = [Span(name)]
        for item in items:
            if item.side:
                spans.append(Span(f" {item.side[0].upper()}", "dim"))
            chosen = editor.is_chosen("done", item.step)
            here = here or chosen
            words = f"{editor.typed}_" if chosen and editor.typed else wording.done_words(item)
            spans.extend((Span(" "), Span(f" {words} " if chosen else words, "selected" if chosen else "")))
        for value in loads:
            if value.exercise != exercise or items[0].step not in value.steps:
                continue
            words, chosen = editor.load_words(value), value == editor.value
            here = here or chosen
            if chosen:
                words = f" {words.replace(' ', '_ ', 1) if editor.typed else words} "
            if chosen or not words.startswith("-"):
                spans.extend((Span(" at ", "dim"), Span(words, "selected" if chosen else "")))
        gap = Span("  ") if lines[-1] == [head] else Span(" · ", "dim")
        if cells_of((*lines[-1], gap, *spans)) > width:
            indent = cell_len(head.text) + 2
            lines.append([])
            gap = Span(" " * indent if indent + cells_of(spans) <= width else "")
        lines[-1].extend((gap, *spans))
        chosen_row = len(lines) - 1 if here else chosen_row
    return lines, chosen_row
