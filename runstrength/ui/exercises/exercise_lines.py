"""How an exercise is done, in lines: for the list of exercises and for the page of one. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.library import Library
from runstrength.cells import wrap
from runstrength.coach.doses import start_dose
from runstrength.session.wording import tempo_words
from runstrength.ui.lines import Line, Span, cropped, dim

GROUP_NAMES: Final = {
    "own": "own",
    "unilateral": "single-leg",
    "legs": "legs",
    "core": "core",
    "upper": "upper body",
    "warmup": "warm-up",
}
"""The groups as the list calls them, in its order."""
UNITS: Final = {"reps": "reps", "carry": "steps each way"}
"""What doses count; all others are in seconds."""
LABEL: Final = 7
"""Columns of the labels beside a text, where there is room for them."""
WIDE_FROM: Final = 44
"""Columns from which labels stand beside their text."""


def in_order(library: Library) -> list[tuple[str, str]]:
    """Return group and key of every exercise as the list shows them: the person's own first, then group by group."""
    groups = list(GROUP_NAMES)
    pairs = [("own" if key in library.own else item.group, key) for key, item in library.exercises.items()]
    return sorted(pairs, key=lambda pair: groups.index(pair[0]))


def exercise_line(exercise: Exercise, group: str) -> Line:
    """Return an exercise as one row.

    Args:
        exercise: the exercise.
        group: the name of its group where it is the first of it, else nothing.
    """
    return Line((Span(exercise.name),), (Span(f"{group} " if group else "", "dim"),))


def dose_words(exercise: Exercise) -> str:
    """Return the range of the dose, how sides share it, and the tempo: `6-12 reps, each side · 3 s down, 1 s up`."""
    unit = UNITS.get(exercise.kind, "s")
    span = f"{exercise.low:g}" if exercise.low == exercise.high else f"{exercise.low:g}-{exercise.high:g}"
    sides = ", in turn" if exercise.alternating else ", each side" if exercise.per_side else ""
    tempo = tempo_words(exercise.tempo) if exercise.kind == "reps" else ""
    return " · ".join(part for part in (f"{span} {unit}{sides}", tempo) if part)


def level_lines(exercise: Exercise, library: Library, level: str, width: int) -> list[Line]:
    """Return the first dose at each level, the person's own the strongest: `beginner 6 · intermediate 8 · …`."""
    lines: list[list[Span]] = [[]]
    for name, item in library.levels.items():
        span = Span(f"{name} {start_dose(exercise, item):g}", "strong" if name == level else "dim")
        if lines[-1] and sum(cell_len(part.text) for part in lines[-1]) + 3 + cell_len(span.text) > width:
            lines.append([])
        elif lines[-1]:
            lines[-1] += [Span(" "), Span("·", "dim"), Span(" ")]
        lines[-1].append(span)
    return [Line(tuple(line)) for line in lines]


def preview(exercise: Exercise, library: Library, level: str, size: tuple[int, int]) -> tuple[Line, ...]:
    """Return what matters most of an exercise, in at most as many lines as fit."""
    width, height = size
    lines = [
        *(Line((Span(text, "strong"),)) for text in wrap(exercise.name, width)),
        *(Line((Span(text),)) for text in wrap(dose_words(exercise), width)),
        *level_lines(exercise, library, level, width),
    ]
    purpose, start = (
        dim(exercise.purpose, width),
        [Line((Span(text),)) for text in wrap(exercise.start_position, width)],
    )
    cues = _items(exercise.cues, width)
    choices = (
        [*lines, Line(), *purpose, Line(), *start, Line(), *cues],
        [*lines, Line(), *start, Line(), *cues],
        [*lines, *start, *cues],
        [*lines, *cues],
    )
    return cropped(next((lines for lines in choices if len(lines) <= height), choices[-1]), height)


def page(exercise: Exercise, library: Library, level: str, width: int) -> list[Line]:
    """Return everything there is to know of an exercise, to be scrolled through."""
    parts: list[list[Line]] = [
        _labelled("dose", wrap(dose_words(exercise), _room(width)), width),
        _under("levels", level_lines(exercise, library, level, _room(width)), width),
        _labelled("with", wrap(exercise.load(None), _room(width)), width),
        _labelled("start", wrap(exercise.start_position, _room(width)), width),
        _under("cues", _items(exercise.cues, _room(width)), width),
        _under("faults", _items(exercise.faults, _room(width)), width),
        _labelled("felt in", wrap(exercise.feel, _room(width)), width),
        _under("easier", _items(exercise.easier, _room(width)), width),
        _under("harder", _items(exercise.harder, _room(width)), width),
        _labelled("trains", wrap(", ".join(exercise.muscles), _room(width)), width),
        _under("also", _items(other_forms(exercise, library), _room(width)), width),
    ]
    filled = [part for part in parts if part]
    together = (0, 1)  # the two lines about the dose belong to each other
    lines: list[Line] = []
    for place, part in enumerate(filled):
        lines += [Line()] if lines and place not in together else []
        lines += part
    return lines


def other_forms(exercise: Exercise, library: Library) -> list[str]:
    """Return what it can be done with instead: `Goblet squat: kettlebell in both hands, in front of the chest`."""
    base = library.exercises.get(exercise.key, exercise)
    forms = [base, *(base.with_equipment(variant.equipment) for variant in base.variants)]
    words = []
    for form in forms:
        if form.variant != exercise.variant:
            what = form.load(None) or form.variant or "no weight"
            words.append(what if form.name == exercise.name else f"{form.name}: {what}")
    return words


def _room(width: int) -> int:
    return width - LABEL - 2 if width >= WIDE_FROM else width


def _labelled(label: str, texts: Sequence[str], width: int) -> list[Line]:
    return _under(label, [Line((Span(text),)) for text in texts], width)


def _under(label: str, lines: Sequence[Line], width: int) -> list[Line]:
    """Return lines beside their label, or below it where there is little room; nothing without lines."""
    if not lines:
        return []
    if width < WIDE_FROM:
        return [Line((Span(label, "dim"),)), *lines]
    before = [Span(label.ljust(LABEL + 2), "dim"), *[Span(" " * (LABEL + 2))] * (len(lines) - 1)]
    return [Line((span, *line.left)) for span, line in zip(before, lines, strict=True)]


def _items(texts: Sequence[str], width: int) -> list[Line]:
    """Return texts, each after a dot; what is too long goes on below, as far in."""
    lines: list[Line] = []
    for text in texts:
        for place, part in enumerate(wrap(text, width - 2)):
            lines.append(Line((Span("  " if place else "· ", "dim"), Span(part))))
    return lines
