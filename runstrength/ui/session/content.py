"""The content of the session screen as values: texts, lines and regions for a session and a size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import product
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from textual.geometry import Size

from runstrength.figure import pixels
from runstrength.live.set_editor import SetEditor
from runstrength.session.plan import Plan, Step
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot
from runstrength.session.wording import brief_name, exercise_and_side, place_words
from runstrength.text import capitalized
from runstrength.ui.lines import Line, Span, cells_of
from runstrength.ui.session import wording
from runstrength.ui.session.bindings import SESSION
from runstrength.ui.session.dose import Sets, marks_columns
from runstrength.ui.session.layout import (
    MARGIN,
    MIN_SIZE,
    LayoutRequest,
    StageLayout,
    beside_marks,
    fits_big,
    is_high,
    largest,
    layout_of,
    widest,
)
from runstrength.ui.session.notes import Text, cues, facts, just_done, page
from runstrength.ui.session.reps_left import BIG_ROWS
from runstrength.ui.widgets.big_text import TextLines, big_rows, rows_needed

WARMTH_STEP: Final = 6
"""Seconds after which an overdue rest gets the next warmer background."""
HIGH_ROWS: Final = 24
"""The rows of a terminal from which the next exercise is in pixel letters during work, and a round is listed."""
MAX_ROUND_LINES: Final = 6
"""The most exercises of a circuit that are listed in the place of the name; else the notes have them."""
GO_ON_WORDS: Final = {Mode.WORK: "done", Mode.REST: "skip rest", Mode.PAUSED: "resume"}
"""What the key that continues does, by mode; it starts the work elsewhere."""
MAX_WARMTH: Final = 5
"""The number of warmer backgrounds."""


Hint = Callable[[str, str], tuple[str, str]]
"""Returns the key hint for ids of bindings and a description, and the action of a click on it."""
USUAL_KEYS: Final[Hint] = partial(SESSION.footer_item, {})


class Stage(Struct, frozen=True):
    """The content of the session screen, except the animated figure and pace."""

    css_classes: tuple[str, ...]
    """The CSS classes of the screen: the phase, and the side if there is one."""
    layout: StageLayout
    head: tuple[Line, ...]
    name: TextLines = ""
    label: str = ""
    """The label above the name, if it is the next exercise: `NEXT · left side first`."""
    number: str = ""
    side: str = ""
    """The side to draw; empty without sides, or in a rest."""
    dose: str = ""
    load: str = ""
    """The weight, drawn with the dose; empty if it is in the notes or unknown."""
    load_chosen: bool = False
    """Whether the weight is selected."""
    sets: Sets | None = None
    centre: int | None = None
    """The column around which the dose is centered; None for left-aligned."""
    notes: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()


def stage_of(
    snapshot: SessionSnapshot,
    plan: Plan,
    size: Size,
    editor: SetEditor,
    now: datetime,
    *,
    leave: datetime | None = None,
    status: str = "",
    figure: bool = True,
    notice: str = "",
    hint: Hint = USUAL_KEYS,
) -> Stage:
    """Return the content of the session screen in a size.

    Args:
        snapshot: the session at this moment.
        plan: its plan.
        size: of the whole screen, in cells.
        editor: the values that can be edited.
        now: the current time.
        leave: the departure time.
        status: the status in the header, such as `muted` or `no sound`.
        figure: whether the exercise has a figure.
        notice: the notice in place of the key hints.
        hint: returns the key hint of a binding, and its action; by default for the default keys.
    """

    def key_label(binding: str) -> str:
        return hint(binding, "-")[0].removesuffix(" -")

    width = max(1, size.width - 2 * MARGIN)
    step = snapshot.step
    exercise = plan.exercises[step.exercise]
    units = editor.weights.units if editor.weights is not None else "metric"
    paused = snapshot.mode is Mode.PAUSED
    resting = step.phase == "rest" and not paused
    if size.width < MIN_SIZE.width or size.height < MIN_SIZE.height:
        return Stage(
            _css_classes(snapshot), layout_of(size, LayoutRequest("", "")), _tiny(snapshot, size.height, notice)
        )
    sets = _sets(snapshot, plan)
    side = step.side if step.side and not resting and not paused else ""
    marks = marks_columns(sets)
    load_chosen = editor.value is not None and editor.value.kind == "next"
    weighted = editor.next_set is not None and bool(step.load_kg or exercise.has_weight)
    feet = _feet(
        snapshot,
        width,
        editor,
        notice,
        hint,
        weighted=weighted,
        high=size.height >= HIGH_ROWS,
        slim=size.height < 16,
    )
    dose = wording.big_dose(snapshot)
    load = _load(snapshot, editor)
    mark_words = 0 if sets is None else cell_len(sets.caption)
    side_and_dose = f"{wording.side_first(step)}{dose}"
    columns_left = beside_marks(width, marks, mark_words, 1)
    if not side and (
        rows_needed(side_and_dose, columns_left, 1) == pixels.rows(1) if load else fits_big(side_and_dose, marks, width)
    ):
        dose = side_and_dose
    elif resting and is_high(size):
        side = step.side or ""
    if rows_needed(dose, columns_left, 1) != pixels.rows(1):
        dose = dose.removesuffix(" each way")
    if dose == wording.KEEP_MOVING and not fits_big(dose, marks, width):
        dose = "Move"
    number = "PAUSED" if paused else wording.number(snapshot)
    name = "Switch sides" if step.phase == "switch" else _big_name(step, width, size)
    # The cues of a circuit are what to do in a round, which the name may have.
    exercise_cues = cues(snapshot, exercise, width) if isinstance(name, str) else []
    request = LayoutRequest(
        name=name,
        number=widest(number),
        side=side,
        resting=resting,
        label=resting,
        dose=dose,
        load=load,
        marks=marks,
        mark_words=mark_words,
        figure=figure,
    )
    tries = (BIG_ROWS, 3, 2, 1) if editor.set_without_number is not None else (3, 2, 1)
    for foot, rows in product(feet, tries):
        done = just_done(snapshot, plan, editor, width, rows, key_label)
        for big in dict.fromkeys((request.load, "")):
            weight = "" if big else request.load or wording.weight_words(step, units)
            fact_texts = facts(
                snapshot, plan, exercise, width, weight, units, key_label, chosen=load_chosen and bool(request.load)
            )
            wanted = replace(
                request,
                load=big,
                last=len(done),
                notes=tuple(len(text) for text in (*fact_texts, *exercise_cues)),
                foot=len(foot),
            )
            layout = layout_of(size, wanted)
            if layout.has_load or not big:
                break
        if layout.is_big and (layout.has_load or not request.load):
            break
    rows = layout.notes.height - len(done)
    taken = sum(len(text) for text in fact_texts)
    if taken < rows:
        texts = (*_all(fact_texts), *page(exercise_cues, rows - taken, snapshot.elapsed))
    else:
        texts = page(fact_texts + exercise_cues, rows, snapshot.elapsed)
    return Stage(
        css_classes=_css_classes(snapshot),
        layout=layout,
        head=(_head(snapshot, plan, now, width, leave, status),),
        name=request.name,
        label=(f"NEXT · {step.side} side first" if step.side else "NEXT") if resting else "",
        number=number,
        side=side,
        dose=request.dose,
        load=request.load if layout.has_load else "",
        load_chosen=load_chosen,
        sets=sets,
        centre=None if resting or not layout.count else layout.count.x + layout.count.width // 2,
        notes=(*texts, *done),
        foot=foot[-layout.foot.height :],
    )


def _big_name(step: Step, width: int, size: Size) -> TextLines:
    """Return the name to draw big: in a small terminal without "Single-leg" if only that fits in one line.

    The header has the whole name, and the side says that it is about one leg. Of a circuit it is what to do in a round.
    """
    if step.parts and len(step.parts) <= MAX_ROUND_LINES and size.height >= HIGH_ROWS:
        return tuple(part.text.replace(" × ", " ") for part in step.parts)
    if step.side is None or largest(size) > 1 or rows_needed(step.name, width, 1) == pixels.rows(1):
        return step.name
    brief = brief_name(step.name)
    return capitalized(brief)


def _all(texts: Sequence[Text]) -> Text:
    return tuple(line for text in texts for line in text)


def _css_classes(snapshot: SessionSnapshot) -> tuple[str, ...]:
    """Return phase and side as CSS classes; an overdue rest gets warmer backgrounds."""
    if snapshot.mode is Mode.OVERTIME:
        return ("overtime", f"warm-{min(MAX_WARMTH, snapshot.count // WARMTH_STEP)}")
    side = (snapshot.step.side,) if snapshot.step.side and snapshot.step.phase in ("work", "switch") else ()
    return (wording.phase_class(snapshot), *side)


def _head(
    snapshot: SessionSnapshot, plan: Plan, now: datetime, width: int, leave: datetime | None, status: str
) -> Line:
    """Return the header: the phase as a badge, exercise and set; remaining time and end."""
    header = wording.header_text(snapshot, plan, now, width, leave, status)
    badge = (Span(f" {header.phase} ", "selected"), Span(" ")) if header.phase else ()
    return Line((*badge, Span(header.exercise, "strong")), (Span(header.time, "dim"),))


def _load(snapshot: SessionSnapshot, editor: SetEditor) -> str:
    """Return the weight of the next set in lead-in and rest, if there is one or it is being selected."""
    value = next((value for value in editor.values if value.kind == "next"), None)
    if value is None or editor.next_set is None or snapshot.step.phase not in ("ready", "rest"):
        return ""
    return editor.load_words(value) if editor.next_set.load_kg or value == editor.value else ""


def _tiny(snapshot: SessionSnapshot, height: int, notice: str) -> tuple[Line, ...]:
    """Return the content for a terminal that is too small: exercise, number, and the required size."""
    number = wording.number(snapshot).strip()
    unit = "" if snapshot.remaining is None or ":" in number else " s"
    last = (
        Span(notice, "accent")
        if notice
        else Span(f"Make the window at least {MIN_SIZE.width}x{MIN_SIZE.height}.", "dim")
    )
    lines = (
        Line((Span(f"{number}{unit} · {wording.phase_word(snapshot)}", "strong"),)),
        Line((Span(exercise_and_side(snapshot.step)),)),
        Line((last,)),
    )
    return lines[: max(1, height)]


def _sets(snapshot: SessionSnapshot, plan: Plan) -> Sets | None:
    """Return the sets, or the exercises of a warm-up, with finished ones and the current one filled.

    None if there is only one.
    """
    step = snapshot.step
    number, count = plan.place_of(step) if plan.counts_exercises else (step.set, step.sets)
    if count < 2:
        return None
    under_way = step.phase in ("work", "switch")
    words = place_words(step, plan)
    return Sets(number if under_way else number - 1, count, words if under_way else f"next: {words}", number)


def _progress(snapshot: SessionSnapshot, width: int) -> Line:
    """Return the progress bar of the session."""
    filled = round(snapshot.fraction * width)
    return Line((Span("━" * filled), Span("─" * (width - filled), "dim")))


def _feet(
    snapshot: SessionSnapshot,
    width: int,
    editor: SetEditor,
    notice: str,
    hint: Hint,
    *,
    weighted: bool,
    high: bool,
    slim: bool,
) -> list[tuple[Line, ...]]:
    """Return the footers, the preferred first: progress bar, next exercise, and key hints.

    A notice replaces only the last line. In work the preferred one has the next exercise in pixel letters.
    """

    def key(ids: str, words: str, gap: str = "   ") -> Span:
        text, action = hint(ids, words)
        return Span(f"{gap}{text}", "dim", action)

    go = key(
        "session.go_on", "round done" if snapshot.counts_rounds else GO_ON_WORDS.get(snapshot.mode, "start now"), ""
    )
    pause = () if snapshot.mode is Mode.PAUSED else (key("session.pause", "pause"),)
    help_key = key("app.help", "keys")
    choices: list[tuple[Span, ...]] = [(go, *pause, help_key)]
    value = editor.value
    if snapshot.mode in (Mode.READY, Mode.REST, Mode.OVERTIME):
        if value is not None and (value.kind != "done" or editor.typed):
            arrows, (tab, _) = hint("session.more session.less", "or type")[0], hint("session.next_value", "next")
            choices = [(Span(f"{arrows} · enter OK · {tab}", "dim"),)]
        else:
            weight = (key("session.next_value", "weight"),) if weighted else ()
            swap = () if snapshot.leads_back or snapshot.step.is_circuit else (key("session.swap", "swap"),)
            choices = [(go, *pause, *more, help_key) for more in ((*weight, *swap), weight or swap, ())]
    words, keys = _beside(snapshot, choices, width)
    if slim and value is not None and value.kind == "next" and choices[0][0] is not go:  # there may be no other space
        words, keys = "weight · enter OK", (Span(f" {editor.load_words(value)} ", "selected"),)
    last = Line((Span(words),), keys)
    if notice:
        keys, last = (), Line((Span(notice, "accent"),))
    feet: list[tuple[Line, ...]] = [(_progress(snapshot, width), last)]
    if high and snapshot.mode is Mode.WORK and (rows := _next_in_pixels(snapshot, width)):
        feet.insert(0, (Line(), *rows, _progress(snapshot, width), last if notice else Line((), keys)))
    return feet


def _beside(snapshot: SessionSnapshot, choices: Sequence[tuple[Span, ...]], width: int) -> tuple[str, tuple[Span, ...]]:
    """Return the most keys beside which a text for what comes next fits, and the longest such text."""
    texts = wording.next_texts(snapshot)
    for keys in choices:
        room = width - 2 - cells_of(keys)
        if (text := next((text for text in texts if cell_len(text) <= room), None)) is not None:
            return text, keys
    return wording.next_words(snapshot, width), choices[-1]


def _next_in_pixels(snapshot: SessionSnapshot, width: int) -> tuple[Line, ...]:
    """Return what comes next in pixel letters, in the longest text that fits; empty if none does.

    A rest that comes first is never left out.
    """
    for text in wording.next_texts(snapshot):
        rows = big_rows(text.replace("  ", ": ", 1).replace(" · ", ", "), width, pixels.rows(1))
        if len(rows) == pixels.rows(1):
            return tuple(Line((Span(row.rstrip(), "dim"),)) for row in rows)
    return ()
