"""Texts on exercises, for the list and for the page of one exercise. Lines; no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from runstrength.catalogue.exercise import GROUP_NAMES, Exercise
from runstrength.catalogue.library import Library
from runstrength.cells import wrap, wrap_facts
from runstrength.coach.doses import start_dose
from runstrength.numbers import in_units
from runstrength.session.wording import tempo_words
from runstrength.ui.lines import Line, Span, cells_of, crop_lines, dim_lines

DOSE_UNITS: Final = {"reps": "reps", "carry": "steps each way"}
"""The units of doses; all others are in seconds."""
LABEL_WIDTH: Final = 7
"""Columns of the labels in front of a text."""
MIN_LABELED_WIDTH: Final = 44
"""Columns; with less, labels are above their text."""


def exercises_by_group(library: Library) -> list[tuple[str, str]]:
    """Return group and key of every exercise in the order of the list: custom exercises first, then by group."""
    groups = list(GROUP_NAMES)
    pairs = [("own" if key in library.own else item.group, key) for key, item in library.exercises.items()]
    return sorted(pairs, key=lambda pair: groups.index(pair[0]))


def exercise_line(exercise: Exercise, group: str) -> Line:
    """Return an exercise as a row.

    Args:
        exercise: the exercise.
        group: the name of its group for the first exercise of the group, else empty.
    """
    return Line((Span(exercise.name),), (Span(f"{group} " if group else "", "dim"),))


def dose_text(exercise: Exercise) -> str:
    """Return dose range, sides and tempo: `6-12 reps, each side · 3 s down, 1 s up`."""
    unit = DOSE_UNITS.get(exercise.kind, "s")
    span = f"{exercise.low:g}" if exercise.low == exercise.high else f"{exercise.low:g}-{exercise.high:g}"
    sides = ", alternating" if exercise.alternating else ", each side" if exercise.per_side else ""
    tempo = tempo_words(exercise.tempo) if exercise.kind == "reps" else ""
    return " · ".join(part for part in (f"{span} {unit}{sides}", tempo) if part)


def level_lines(exercise: Exercise, library: Library, level: str, width: int) -> list[Line]:
    """Return the starting dose at each level, with the person's level emphasized: `beginner 6 · intermediate 8 · …`."""
    lines: list[list[Span]] = [[]]
    for name, item in library.levels.items():
        span = Span(f"{name} {start_dose(exercise, item):g}", "strong" if name == level else "dim")
        if lines[-1] and cells_of(lines[-1]) + 3 + cell_len(span.text) > width:
            lines.append([])
        elif lines[-1]:
            lines[-1] += [Span(" "), Span("·", "dim"), Span(" ")]
        lines[-1].append(span)
    return [Line(tuple(line)) for line in lines]


def preview_lines(
    exercise: Exercise, library: Library, level: str, size: tuple[int, int], units: str = "metric"
) -> tuple[Line, ...]:
    """Return the most important facts of an exercise, in as many lines as fit, in the person's units."""
    width, height = size
    lines = [
        *(Line((Span(text, "strong"),)) for text in wrap(exercise.name, width)),
        *(Line((Span(text),)) for text in wrap_facts(dose_text(exercise), width)),
        *level_lines(exercise, library, level, width),
    ]
    purpose, start = (
        dim_lines(exercise.purpose, width),
        [Line((Span(text),)) for text in wrap(in_units(exercise.start_position, units), width)],
    )
    cues = _bullets(exercise.cues, width)
    choices = (
        [*lines, Line(), *purpose, Line(), *start, Line(), *cues],
        [*lines, Line(), *start, Line(), *cues],
        [*lines, *start, *cues],
        [*lines, *cues],
    )
    return crop_lines(next((lines for lines in choices if len(lines) <= height), choices[-1]), height)


def page_lines(exercise: Exercise, library: Library, level: str, width: int, units: str = "metric") -> list[Line]:
    """Return all facts of an exercise, for a page that scrolls, in the person's units."""
    parts: list[list[Line]] = [
        _labelled("note", wrap(exercise.note, _text_width(width)), width),
        _labelled("dose", wrap_facts(dose_text(exercise), _text_width(width)), width),
        _with_label("levels", level_lines(exercise, library, level, _text_width(width)), width),
        _labelled("with", wrap(exercise.load(None), _text_width(width)), width),
        _labelled("needs", wrap(in_units(", ".join(exercise.needs), units), _text_width(width)), width),
        _labelled("start", wrap(in_units(exercise.start_position, units), _text_width(width)), width),
        _with_label("cues", _bullets(exercise.cues, _text_width(width)), width),
        _with_label("faults", _bullets(exercise.faults, _text_width(width)), width),
        _labelled("felt in", wrap(exercise.feel, _text_width(width)), width),
        _with_label("easier", _bullets(exercise.easier, _text_width(width)), width),
        _with_label("harder", _bullets(exercise.harder, _text_width(width)), width),
        _labelled("trains", wrap(", ".join(exercise.muscles), _text_width(width)), width),
        _with_label("also", _bullets(variant_texts(exercise, library), _text_width(width)), width),
    ]
    filled = [part for part in parts if part]
    levels = 2 if exercise.note else 1  # they belong to the dose above them
    lines: list[Line] = []
    for place, part in enumerate(filled):
        lines += [Line()] if lines and place != levels else []
        lines += part
    return lines


def variant_texts(exercise: Exercise, library: Library) -> list[str]:
    """Return the variants with other equipment: `Goblet squat: kettlebell in both hands, in front of the chest`."""
    base = library.exercises.get(exercise.key, exercise)
    forms = [base, *(base.with_equipment(variant.equipment) for variant in base.variants)]
    texts = []
    for form in forms:
        if form.variant != exercise.variant:
            load = form.load(None) or form.variant or "no weight"
            texts.append(load if form.name == exercise.name else f"{form.name}: {load}")
    return texts


def _text_width(width: int) -> int:
    return width - LABEL_WIDTH - 2 if width >= MIN_LABELED_WIDTH else width


def _labelled(label: str, texts: Sequence[str], width: int) -> list[Line]:
    return _with_label(label, [Line((Span(text),)) for text in texts], width)


def _with_label(label: str, lines: Sequence[Line], width: int) -> list[Line]:
    """Return lines beside their label, or below it if there is little space; empty without lines."""
    if not lines:
        return []
    if width < MIN_LABELED_WIDTH:
        return [Line((Span(label, "dim"),)), *lines]
    before = [Span(label.ljust(LABEL_WIDTH + 2), "dim"), *[Span(" " * (LABEL_WIDTH + 2))] * (len(lines) - 1)]
    return [Line((span, *line.left)) for span, line in zip(before, lines, strict=True)]


def _bullets(texts: Sequence[str], width: int) -> list[Line]:
    """Return texts as bullets, with the following lines of a text indented."""
    lines: list[Line] = []
    for text in texts:
        for place, part in enumerate(wrap(text, width - 2)):
            lines.append(Line((Span("  " if place else "· ", "dim"), Span(part))))
    return lines
