"""Everything the session screen shows, as values: from a view and a size to words, lines and places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from textual.geometry import Size

from runstrength.figure import pixels
from runstrength.session.plan import Plan
from runstrength.session.state import Mode
from runstrength.session.view import View
from runstrength.ui import phrases
from runstrength.ui.correction import Correction
from runstrength.ui.notes import Text, cues, facts, just_done, page
from runstrength.ui.places import LEAST, MARGIN, Places, Wants, fits_big, is_high, largest, places_of
from runstrength.ui.widgets.big_text import big_rows
from runstrength.ui.widgets.dose import Sets, marks_columns
from runstrength.ui.widgets.lines import Line, Span

WARMER: Final = 6
"""Seconds after which a rest that is over looks warmer than before."""
WARMEST: Final = 5
"""How often it does."""


class Stage(Struct, frozen=True):
    """Everything the session screen shows but the figure and the pace of a rep, which move by themselves."""

    looks: tuple[str, ...]
    """The classes of the screen: its phase, and the side where there is one."""
    places: Places
    head: tuple[Line, ...]
    name: str = ""
    label: str = ""
    """What the name is, where it is not what is being done: `NEXT · left side first`."""
    number: str = ""
    side: str = ""
    """Where to draw the side's word; empty where there is none, or in a rest."""
    dose: str = ""
    sets: Sets | None = None
    centre: int | None = None
    """The column around which the dose stands; None where it begins at the left."""
    notes: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()


def stage_of(
    view: View,
    plan: Plan,
    size: Size,
    correction: Correction,
    now: datetime,
    *,
    leave: datetime | None = None,
    sign: str = "",
    figure: bool = True,
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
        figure: the exercise has one.
    """
    width = max(1, size.width - 2 * MARGIN)
    step = view.step
    exercise = plan.exercises[step.exercise]
    paused = view.mode is Mode.PAUSED
    resting = step.phase == "rest" and not paused
    if size.width < LEAST.width or size.height < LEAST.height:
        return Stage(_looks(view), places_of(size, Wants("", "")), _tiny(view, size.height))
    sets = _sets(view)
    said, how = facts(view, plan, exercise, width), cues(view, exercise, width)
    side = step.side if step.side and not resting and not paused else ""
    marks = marks_columns(sets)
    foot = _foot(view, width, large=largest(size) > 1)
    dose = phrases.big_dose(view)
    if not side and fits_big(whole := f"{phrases.side_first(step)}{dose}", marks, width):
        dose = whole
    elif resting and is_high(size):
        side = step.side or ""
    wants = Wants(
        name="Switch sides" if step.phase == "switch" else step.name,
        number="PAUSED" if paused else phrases.number(view),
        side=side,
        resting=resting,
        label=resting,
        dose=dose,
        marks=marks,
        notes=tuple(len(text) for text in (*said, *how)),
        figure=figure,
        foot=len(foot),
    )
    for rows in (3, 2, 1):
        done = just_done(view, plan, correction, width, rows)
        places = places_of(size, replace(wants, last=len(done)))
        if places.is_big:
            break
    rows = places.notes.height - len(done)
    taken = sum(len(text) for text in said)
    if taken < rows:
        texts = (*_all(said), *page(how, rows - taken, view.elapsed))
    else:
        texts = page(said + how, rows, view.elapsed)
    return Stage(
        looks=_looks(view),
        places=places,
        head=(_head(view, now, width, leave, sign),),
        name=wants.name,
        label=(f"NEXT · {step.side} side first" if step.side else "NEXT") if resting else "",
        number=wants.number,
        side=side,
        dose=wants.dose,
        sets=sets,
        centre=None if resting or not places.count else places.count.x + places.count.width // 2,
        notes=(*texts, *done),
        foot=foot[-places.foot.height :],
    )


def _all(texts: Sequence[Text]) -> Text:
    return tuple(line for text in texts for line in text)


def _looks(view: View) -> tuple[str, ...]:
    """Return the phase and the side as the screen's classes have them; a rest that is over grows warmer and warmer."""
    if view.mode is Mode.OVERTIME:
        return ("overtime", f"warm-{min(WARMEST, view.count // WARMER)}")
    side = (view.step.side,) if view.step.side and view.step.phase in ("work", "switch") else ()
    return (phrases.look(view), *side)


def _head(view: View, now: datetime, width: int, leave: datetime | None, sign: str) -> Line:
    """Return the line at the top: the phase as a badge, what, which set; what is left, and when it ends."""
    head = phrases.head(view, now, width, leave, sign)
    badge = (Span(f" {head.phase} ", "selected"), Span(" ")) if head.phase else ()
    return Line((*badge, Span(head.what, "strong")), (Span(head.left, "dim"),))


def _tiny(view: View, height: int) -> tuple[Line, ...]:
    """Return what a terminal too small for the stage shows: what, how much, and that more room shows more."""
    number = phrases.number(view).strip()
    unit = "" if view.remaining is None or ":" in number else " s"
    lines = (
        Line((Span(f"{number}{unit} · {phrases.phase_word(view)}", "strong"),)),
        Line((Span(phrases.what(view.step)),)),
        Line((Span(f"A window of {LEAST.width} x {LEAST.height} shows more.", "dim"),)),
    )
    return lines[: max(1, height)]


def _sets(view: View) -> Sets | None:
    """Return the sets, those done and the one under way filled; None where there is only one."""
    step = view.step
    if step.sets < 2:
        return None
    under_way = step.phase in ("work", "switch")
    words = f"set {step.set} of {step.sets}"
    return Sets(step.set if under_way else step.set - 1, step.sets, words if under_way else f"next: {words}")


def _progress(view: View, width: int) -> Line:
    """Return how far the session has come: a heavy line on a thin one."""
    filled = round(view.fraction * width)
    return Line((Span("━" * filled), Span("─" * (width - filled), "dim")))


def _foot(view: View, width: int, *, large: bool) -> tuple[Line, ...]:
    """Return how far the session has come, what comes next, and the keys that matter.

    In work, where there is room, what comes next is in pixel letters: it is asked for from the mat.
    """
    go = "space on" if view.mode is not Mode.WORK else "space done"
    keys: tuple[Span, ...] = (Span(go, "dim", "screen.go_on"), Span("   p pause", "dim", "screen.pause"))
    if view.mode is Mode.PAUSED:
        keys = (Span("space go on", "dim", "screen.go_on"),)
    keys = (*keys, Span("   ? keys", "dim", "screen.help"))
    words = phrases.next_words(view, width)
    if view.mode in (Mode.READY, Mode.REST, Mode.OVERTIME) and not view.goes_on:
        other = (*keys[:2], Span("   x other", "dim", "screen.swap"), *keys[2:])
        keys = other if cell_len(words) + 2 + sum(cell_len(span.text) for span in other) <= width else keys
    if large and view.mode is Mode.WORK and (rows := _next_in_pixels(view, width)):
        return (*rows, Line(), _progress(view, width), Line((), keys))
    return _progress(view, width), Line((Span(words),), keys)


def _next_in_pixels(view: View, width: int) -> tuple[Line, ...]:
    """Return what comes next in pixel letters, in the most words that fit into a line; nothing where none do."""
    for way in phrases.next_ways(view):
        rows = big_rows(way.replace("  ", ": ", 1).replace(" · ", ", "), width, pixels.rows(1))
        if len(rows) == pixels.rows(1):
            return tuple(Line((Span(row.rstrip(), "dim"),)) for row in rows)
    return ()
