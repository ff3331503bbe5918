"""What stands where on the session screen, as values: from a view and a size to lines, words and rows."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
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
    name = rows_needed(step.name, width, 2 if size.height >= 34 and width >= 100 else 1)
    gap = 1 if size.height >= 24 else 0
    spare = size.height - name - gap - len(just_done) - _least_digits(size) - 4
    notes = (_rest_notes if resting else _notes)(view, exercise, width)[: max(1, spare)]
    left, right = phrases.head(view, now, width, leave)
    return Stage(
        shape=Shape(look=phrases.look(view), name=name, notes=len(notes) + len(just_done), gap=gap),
        head=(Line((Span(left, "strong"),), (Span(right, "dim"),)), _kicker(view)),
        name=step.name,
        number="PAUSED" if view.mode is Mode.PAUSED else phrases.number(view),
        side=step.side if step.side and not resting and view.mode is not Mode.PAUSED else "",
        notes=(*notes, *just_done),
        foot=Line((Span(phrases.next_words(view), "dim"),), _keys(view)),
    )


def _least_digits(size: Size) -> int:
    """Return the rows that the number has at the least: half a metre of reading distance for each."""
    return 12 if size.height >= 40 else 7 if size.height >= 24 else 5


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
    if step.phase != "switch":  # too short to read more
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
