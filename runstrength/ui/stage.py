"""What stands where on the session screen, as values: from a view and a size to lines, words and rows."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from textual.geometry import Size

from runstrength.catalogue.exercise import Exercise
from runstrength.session.plan import Plan, Step
from runstrength.session.state import Mode
from runstrength.session.view import View
from runstrength.session.words import clock
from runstrength.ui import phrases
from runstrength.ui.correction import Correction
from runstrength.ui.widgets.big_text import rows_needed
from runstrength.ui.widgets.lines import Line, Span, wrap

MARGIN = 2
"""Columns left free at each side."""
SIDE = 22
"""Columns that LEFT or RIGHT takes."""


class Shape(Struct, frozen=True):
    """The rows and columns of the parts; what has 0 is not there."""

    look: str
    widest: str
    """The widest number of this step."""
    name: int
    notes: int
    just_done: int
    left: int
    right: int


class Stage(Struct, frozen=True):
    """Everything the session screen shows."""

    shape: Shape
    head: Line
    kicker: Line
    name: str
    left: str
    right: str
    number: str
    notes: tuple[Line, ...]
    just_done: tuple[Line, ...]
    foot: Line


def layout_of(
    view: View, plan: Plan, size: Size, correction: Correction, now: datetime, leave: datetime | None = None
) -> Stage:
    """Return what the session screen shows of a view in a terminal of a size.

    Args:
        view: the session at this moment.
        plan: its plan.
        size: of the whole screen, in cells.
        correction: what can be corrected.
        now: the time of day.
        leave: when the person wants to be out of the door.
    """
    width = size.width - 2 * MARGIN
    step = view.step
    exercise = plan.exercises[step.exercise]
    resting = step.phase == "rest"
    just_done = _just_done(view, plan, correction) if step.phase in ("ready", "rest") else ()
    scale = 2 if size.height >= 34 and width >= 100 else 1
    name_rows = rows_needed(step.name, width, scale)
    spare = size.height - name_rows - len(just_done) - _least_digits(size) - 6
    notes = (_rest_notes if resting else _notes)(view, exercise, width)[: max(1, spare)]
    head, end = phrases.head(view, now, width, leave)
    number = phrases.number(view)
    left, right = _sides(step, width) if step.side and not resting else (0, 0)
    return Stage(
        shape=Shape(
            look=phrases.look(view),
            widest="".join("0" if letter != ":" else letter for letter in number),
            name=name_rows,
            notes=len(notes),
            just_done=len(just_done),
            left=left,
            right=right,
        ),
        head=Line((Span(head, "strong"),), (Span(end, "dim"),)),
        kicker=_kicker(view),
        name=step.name,
        left="left" if step.side == "left" else "",
        right="right" if step.side == "right" else "",
        number=number,
        notes=notes,
        just_done=just_done,
        foot=Line((Span(phrases.next_words(view), "dim"),), _keys(view)),
    )


def _least_digits(size: Size) -> int:
    """Return the rows that the number has at the least: half a metre of reading distance for each."""
    return 12 if size.height >= 40 else 7 if size.height >= 24 else 5


def _sides(step: Step, width: int) -> tuple[int, int]:
    """Return the columns at the left and at the right; the free side is given up where the number needs it."""
    if width >= 2 * SIDE + 30:
        return SIDE, SIDE
    return (SIDE, 0) if step.side == "left" else (0, SIDE)


def _kicker(view: View) -> Line:
    """Return the line above the name: that it is the next one, or how long a set without a countdown has taken."""
    passed = view.step.phase == "work" and view.remaining is None
    return Line(
        (Span("NEXT" if view.step.phase == "rest" else "", "accent"),),
        (Span(clock(view.elapsed) if passed else "", "dim"),),
        middle=True,
    )


def _dose_and_load(dose: str, load: str, width: int) -> list[Line]:
    """Return the dose and where the load goes, in one line where they fit."""
    if not load:
        return [Line((Span(dose, "strong"),))]
    if len(dose) + 3 + len(load) <= width:
        return [Line((Span(dose, "strong"), Span("   "), Span(load, "accent")))]
    return [Line((Span(dose, "strong"),)), Line((Span(load, "accent"),))]


def _notes(view: View, exercise: Exercise, width: int) -> tuple[Line, ...]:
    step = view.step
    paused: tuple[Line, ...] = ()
    if view.mode is Mode.PAUSED:
        left = clock(view.elapsed if view.remaining is None else view.count)
        why = "the program was not running for a while" if view.gap else ""
        words = f"{left} {'done' if view.remaining is None else 'to go'}" + (f" · {why}" if why else "")
        paused = (Line((Span(words, "accent"),), middle=True),)
    lines = _dose_and_load(phrases.target_words(step, exercise), exercise.load(step.side), width)
    if step.phase == "ready" and exercise.start_position:
        lines.extend(Line((Span(text),)) for text in wrap(exercise.start_position, width))
    lines.extend(Line((Span(text),)) for text in phrases.packed(exercise.cues, width))
    return (*paused, *lines)


def _rest_notes(view: View, exercise: Exercise, width: int) -> tuple[Line, ...]:
    step = view.step
    lines = _dose_and_load(phrases.announced(step), exercise.load(step.side), width)
    lines.extend(Line((Span(text),)) for text in phrases.packed(exercise.cues, width)[:1])
    if view.mode is Mode.PAUSED:
        lines.insert(0, Line((Span(f"{clock(view.count)} to go", "accent"),), middle=True))
    return tuple(lines)


def _just_done(view: View, plan: Plan, correction: Correction) -> tuple[Line, ...]:
    """Return the row of values that can be corrected, and how; nothing before the first set."""
    if not correction.sets:
        return ()
    spans = [Span("JUST DONE ", "accent")]
    before = None
    for place, item in enumerate(correction.sets):
        if item.exercise != before:
            spans.append(Span(f"  {phrases.short_name(plan, item)}", ""))
            before = item.exercise
        if item.side:
            spans.append(Span(f" {item.side[0].upper()}", "dim"))
        chosen = place == correction.chosen
        value = f"{correction.typed}_" if chosen and correction.typed else phrases.done_words(item)
        spans.append(Span(" "))
        spans.append(Span(f" {value} " if chosen else value, "selected" if chosen else ""))
    if view.step.phase != "rest":
        return (Line(tuple(spans)),)
    how = "↑ ↓ or digits change it · tab another · nothing to press if it is right"
    return Line(tuple(spans)), Line((Span(how, "dim"),))


def _keys(view: View) -> tuple[Span, ...]:
    go = "space on" if view.mode is not Mode.WORK else "space done"
    if view.mode is Mode.PAUSED:
        return (Span("space go on", "dim", "screen.go_on"), Span("   ? keys", "dim", "screen.help"))
    return (
        Span(go, "dim", "screen.go_on"),
        Span("   p pause", "dim", "screen.pause"),
        Span("   ? keys", "dim", "screen.help"),
    )
