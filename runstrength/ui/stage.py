"""What stands where on the session screen, as values: from a view and a size to lines, words and rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from msgspec import Struct
from rich.cells import cell_len
from textual.geometry import Size

from runstrength.catalogue.exercise import Exercise
from runstrength.session.plan import Plan
from runstrength.session.state import Mode
from runstrength.session.view import View
from runstrength.session.words import clock
from runstrength.ui import phrases
from runstrength.ui.correction import Correction
from runstrength.ui.widgets.big_text import rows_needed
from runstrength.ui.widgets.lines import Line, Span, wrap

MARGIN = 2
"""Columns left free at each side."""


class Shape(Struct, frozen=True):
    """The rows of the parts, and the look of the whole; while it stays, nothing changes its place."""

    look: str
    name: int
    notes: int
    gap: int
    """Rows left free above the number."""


class Stage(Struct, frozen=True):
    """Everything the session screen shows."""

    shape: Shape
    head: tuple[Line, Line]
    name: str
    number: str
    side: str
    """Where to draw the side's word; empty where there is none, or in a rest."""
    notes: tuple[Line, ...]
    foot: Line


def stage_of(
    view: View,
    plan: Plan,
    size: Size,
    correction: Correction,
    now: datetime,
    *,
    leave: datetime | None = None,
    sign: str = "",
) -> Stage:
    """Return what the session screen shows of a view in a terminal of a size.

    Args:
        view: the session at this moment.
        plan: its plan.
        size: of the whole screen, in cells.
        correction: what can be corrected.
        now: the time of day.
        leave: when the person wants to be out of the door.
        sign: what there is to say of the sound, `muted` or `no sound`.
    """
    width = size.width - 2 * MARGIN
    step = view.step
    exercise = plan.exercises[step.exercise]
    resting = step.phase == "rest"
    just_done = _just_done(view, plan, correction, width, size.height) if step.phase in ("ready", "rest") else ()
    texts = (_rest_notes if resting else _notes)(view, exercise, width)
    room = size.height - len(just_done) - _least_digits(size) - 4
    name = rows_needed(step.name, width, 2 if size.height >= 34 and width >= 100 else 1)
    if name + sum(len(text) for text in texts[:2]) > room:
        name = 1  # plainly: the dose and the first cue are worth more
    notes = _fitting(texts, max(1, room - name))
    gap = 1 if size.height >= 24 and name + len(notes) < room else 0
    left, right = phrases.head(view, now, width, leave)
    return Stage(
        shape=Shape(look=phrases.look(view), name=name, notes=len(notes) + len(just_done), gap=gap),
        head=(Line((Span(left, "strong"),), (Span(right, "dim"),)), _kicker(view, sign)),
        name=step.name,
        number="PAUSED" if view.mode is Mode.PAUSED else phrases.number(view),
        side=step.side if step.side and not resting and view.mode is not Mode.PAUSED else "",
        notes=(*notes, *just_done),
        foot=Line((Span(phrases.next_words(view, width), "dim"),), _keys(view)),
    )


def _least_digits(size: Size) -> int:
    """Return the rows that the number has at the least: those of a whole scale, five half rows for each."""
    return 13 if size.height >= 40 else 8 if size.height >= 24 else 5 if size.height >= 16 else 3


def _fitting(texts: Sequence[tuple[Line, ...]], rows: int) -> tuple[Line, ...]:
    """Return the first texts for which there are rows, each whole; never none."""
    lines: list[Line] = list(texts[0][:rows])
    for text in texts[1:]:
        if len(lines) + len(text) > rows:
            break
        lines.extend(text)
    return tuple(lines)


def _kicker(view: View, sign: str) -> Line:
    """Return the line above the name: that it is the next one, what a set has taken so far, that nothing is heard."""
    passed = clock(view.elapsed) if view.step.phase == "work" and view.remaining is None else ""
    return Line(
        (Span("NEXT" if view.step.phase == "rest" else "", "accent"),),
        (Span(passed, "dim"), Span("   " if passed and sign else ""), Span(sign, "warning")),
        middle=True,
    )


def _text(text: str, width: int, tone: str = "") -> tuple[Line, ...]:
    """Return a text in as many lines as it needs."""
    return tuple(Line((Span(part, tone),)) for part in wrap(text, width))


def _dose_and_load(dose: str, load: str, width: int) -> list[tuple[Line, ...]]:
    """Return the dose and where the load goes, in one line where they fit."""
    if load and cell_len(dose) + 3 + cell_len(load) <= width:
        return [(Line((Span(dose, "strong"), Span("   "), Span(load, "accent"))),)]
    return [_text(dose, width, "strong"), *([_text(load, width, "accent")] if load else [])]


def _notes(view: View, exercise: Exercise, width: int) -> list[tuple[Line, ...]]:
    """Return what is said below the number, what matters most first."""
    step = view.step
    texts = _dose_and_load(phrases.target_words(step, exercise), exercise.load(step.side), width)
    if view.mode is Mode.PAUSED:
        left = clock(view.elapsed if view.remaining is None else view.count)
        words = f"{left} {'done' if view.remaining is None else 'to go'}"
        texts.insert(0, _paused(words, width, gap=view.gap))
    if step.phase == "ready" and exercise.start_position:
        texts.append(_text(exercise.start_position, width))
    if step.phase != "switch":  # too short to read more
        texts.extend(_text(text, width) for text in phrases.packed(exercise.cues, width))
    return texts


def _rest_notes(view: View, exercise: Exercise, width: int) -> list[tuple[Line, ...]]:
    """Return what is said below the number of a rest, what matters most first."""
    step = view.step
    texts = _dose_and_load(phrases.announced(step), exercise.load(step.side), width)
    if view.mode is Mode.PAUSED:
        texts.insert(0, _paused(f"{clock(view.count)} to go", width, gap=view.gap))
    texts.extend(_text(text, width) for text in phrases.packed(exercise.cues, width)[:1])
    return texts


def _paused(words: str, width: int, *, gap: bool) -> tuple[Line, ...]:
    """Return what is left of a step that is paused, and why, where nobody asked for it."""
    why = " · the program was not running for a while" if gap else ""
    return tuple(Line((Span(text, "accent"),), middle=True) for text in wrap(words + why, width))


def _just_done(view: View, plan: Plan, correction: Correction, width: int, height: int) -> tuple[Line, ...]:
    """Return the values that can be corrected, in at most two lines, and how; nothing before the first set."""
    if not correction.sets:
        return ()
    rows: list[list[Span]] = [[Span("JUST DONE ", "accent")]]
    chosen_row = 0
    for _, group in groupby(enumerate(correction.sets), lambda item: item[1].exercise):
        spans: list[Span] = []
        here = False
        for place, item in group:
            if not spans:
                spans.append(Span(f"  {phrases.short_name(plan, item)}"))
            if item.side:
                spans.append(Span(f" {item.side[0].upper()}", "dim"))
            chosen = place == correction.chosen
            here = here or chosen
            value = f"{correction.typed}_" if chosen and correction.typed else phrases.done_words(item)
            spans.extend((Span(" "), Span(f" {value} " if chosen else value, "selected" if chosen else "")))
        if _cells(rows[-1]) + _cells(spans) > width:
            rows.append([])
            spans[0] = Span(spans[0].text.lstrip())
        rows[-1].extend(spans)
        chosen_row = len(rows) - 1 if here else chosen_row
    most = 2 if height >= 16 else 1
    first = max(0, min(chosen_row, len(rows) - most))
    lines = tuple(Line(tuple(row)) for row in rows[first : first + most])
    if view.step.phase != "rest" or height < 16:
        return lines
    how = "↑ ↓ or digits change it · tab another · nothing to press if it is right"
    return (*lines, Line((Span(how if cell_len(how) <= width else "↑ ↓ 0-9 change it · tab another", "dim"),)))


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)


def _keys(view: View) -> tuple[Span, ...]:
    go = "space on" if view.mode is not Mode.WORK else "space done"
    if view.mode is Mode.PAUSED:
        return (Span("space go on", "dim", "screen.go_on"), Span("   ? keys", "dim", "screen.help"))
    return (
        Span(go, "dim", "screen.go_on"),
        Span("   p pause", "dim", "screen.pause"),
        Span("   ? keys", "dim", "screen.help"),
    )
