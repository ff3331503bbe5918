"""The editable values at each position of a draft, and how steps and typed texts change them. Doesn't use Textual."""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import DOSE_KINDS, EXAMPLES, UNITS, Exercise
from runstrength.catalogue.exercise_file import dose_limits
from runstrength.catalogue.library import Library
from runstrength.catalogue.routine import MAX_BREAK_SECONDS, MAX_SETS, Dose
from runstrength.catalogue.routine_draft import (
    UNTITLED,
    Draft,
    DraftBlock,
    DraftSlot,
    IllegalEditError,
    Position,
    change,
)
from runstrength.coach.prescription import Choices, Today, prescribe, usual_plan
from runstrength.numbers import NumberError, exactly, next_step, range_text, read_duration, read_in_range, span_text
from runstrength.session.plan import Plan, Step
from runstrength.text import invalid, plural
from runstrength.toml_input import InputError, Problem
from runstrength.ui.common.plan_lines import slot_dose

BREAKS: Final = {"rest": "rest", "ready": "get ready", "switch": "switch"}
"""The labels of the pauses of a block, by key in the file."""
SECONDS_STEP: Final = 5
"""Seconds by which an arrow key changes a pause, or a dose in seconds."""
KINDS: Final = ("session", "warmup")
KIND_WORDS: Final = {"session": "a session", "warmup": "before a run", "check": "a check"}
COUNTS: Final = {
    "reps": "reps",
    "hold": "seconds (hold)",
    "time": "seconds",
    "carry": "steps",
    "amrap": "max reps",
}
"""The label of each kind of dose."""
SIDES: Final[dict[str, tuple[bool | None, bool | None]]] = {
    "default": (None, None),
    "each side": (True, None),
    "alternating": (None, True),
    "both at once": (False, False),
}
"""`per_side` and `alternating` for each label of the sides."""
MAX_LENGTHS: Final = {"title": 60, "about": 200, "name": 12}
"""Maximum characters by key of the field, the same as when a file is checked."""
DOSE_INPUT: Final = "8 or 6-12; empty for the exercise's default"
BREAK_INPUT: Final = "seconds; empty for the default"


class DraftField(Struct, frozen=True):
    """One editable value at a position."""

    key: str
    label: str
    words: str
    """The value as text."""
    note: str = ""
    """The source of the value, if the routine doesn't define it."""
    types: str = ""
    """The valid inputs; empty if the value can't be typed."""
    text: str = ""
    """The initial text when typing starts."""


class DraftPreview(Struct, frozen=True):
    """A draft with its plan and duration for a person."""

    draft: Draft
    library: Library
    choices: Choices
    plan: Plan | None
    """None while the draft is empty."""
    seconds: float = 0.0
    """The expected duration in seconds, estimated from the person's history."""

    def block(self, position: Position) -> DraftBlock:
        """Return the block of a position."""
        return self.draft.blocks[position.block]

    def slot(self, position: Position) -> DraftSlot:
        """Return the slot of a position, which must have one."""
        assert position.slot is not None  # noqa: S101  (the caller makes sure)
        return self.block(position).slots[position.slot]

    def exercise(self, position: Position) -> Exercise:
        """Return the exercise of a slot, in the form for the person's equipment."""
        return self.library.exercises[self.slot(position).exercise].with_equipment(self.choices.equipment)

    def step(self, position: Position) -> Step:
        """Return the first set of a slot, or of a block."""
        assert self.plan is not None  # noqa: S101  (there is a block, so there is a plan)
        first: dict[str, Step] = {}
        for step in self.plan.steps:
            if step.phase == "work" and step.block == self.block(position).name:
                first.setdefault(step.label, step)
        return list(first.values())[position.slot or 0]


def preview_draft(draft: Draft, library: Library, choices: Choices, today: Today) -> DraftPreview:
    """Return a draft with its plan at the person's level, without time limit and without the day's adjustments."""
    standard = replace(
        choices, season="build", race_date="", deload=False, sets=None, blocks=None, finisher=None, minutes=None
    )
    if not draft.blocks:
        return DraftPreview(draft, library, standard, None)
    seconds = usual_plan(draft, library, standard, today).expected
    return DraftPreview(draft, library, standard, prescribe(draft, library, standard), seconds)


def fields(preview: DraftPreview, position: Position | None) -> tuple[DraftField, ...]:
    """Return the editable values at a position, the most used first; None is the routine as a whole."""
    if position is None:
        draft = preview.draft
        title = "" if draft.title == UNTITLED else draft.title
        return (
            DraftField("title", "title", draft.title, types="name of the routine", text=title),
            DraftField("kind", "for", KIND_WORDS[draft.kind]),
            DraftField("about", "about", draft.about or "–", types="one sentence about it", text=draft.about),
        )
    return _block_fields(preview, position) if position.slot is None else _slot_fields(preview, position)


def stepped(preview: DraftPreview, position: Position | None, key: str, by: int) -> Draft | None:
    """Return the draft with a value stepped by `by`, or None if that isn't possible."""
    if position is None:
        if key != "kind":
            return None
        kinds = (*KINDS, *({preview.draft.kind} - {*KINDS}))
        return replace(preview.draft, kind=kinds[(kinds.index(preview.draft.kind) + by) % len(kinds)])
    values = (
        _stepped_block(preview, position, key, by)
        if position.slot is None
        else _stepped_slot(preview, position, key, by)
    )
    return change(preview.draft, position, **values) if values else None


def typed(preview: DraftPreview, position: Position | None, key: str, text: str) -> Draft:
    """Return the draft with a typed value.

    Raises:
        InputError: a text is invalid.
        NumberError: a number is invalid.
    """
    text = " ".join(text.split())
    if key in MAX_LENGTHS:
        if len(text) > MAX_LENGTHS[key] or (not text and key != "about"):
            raise _bad(invalid(text, f"text of at most {MAX_LENGTHS[key]} characters"))
        if position is None:
            return replace(preview.draft, **{key: text})
        try:
            return change(preview.draft, position, name=text)
        except IllegalEditError as error:
            raise _bad(str(error)) from None
    assert position is not None  # noqa: S101  (all typed values of the routine as a whole are texts)
    if any(field.key == key and field.text == text for field in fields(preview, position)):
        return preview.draft  # the text is unchanged, so the value keeps its full precision
    return change(preview.draft, position, **_read(preview, position, key, text))


# -- blocks ------------------------------------------------------------------------------------------------------------


def _block_fields(preview: DraftPreview, position: Position) -> tuple[DraftField, ...]:
    block = preview.block(position)
    sets = preview.step(position).sets
    source = "default for your level"
    if block.sets is not None:
        low, high = block.sets
        source = "" if low == high else f"{low}-{high}, depending on your level"
    types = "3 or 2-4; empty for your level's default"
    if block.finisher:
        source, types = "a finisher is done once", ""
    return (
        DraftField("sets", "sets", plural(sets, "set"), source, types, span_text(block.sets)),
        *(_break_field(preview, block, key) for key in BREAKS),
        DraftField("finisher", "finisher", "yes" if block.finisher else "no", "comes last, optional"),
        DraftField("name", "name", block.name, types="such as A", text=block.name),
    )


def _break_field(preview: DraftPreview, block: DraftBlock, key: str) -> DraftField:
    given = getattr(block, key)
    source = "default for your level" if key == "rest" else "from your settings" if key == "ready" else "default"
    words, note = f"{_break_seconds(preview, block, key):g} s", source if given is None else ""
    return DraftField(key, BREAKS[key], words, note, BREAK_INPUT, "" if given is None else exactly(given))


def _break_seconds(preview: DraftPreview, block: DraftBlock, key: str) -> float:
    """Return the seconds of a pause of a block: its own, or the default."""
    given: float | None = getattr(block, key)
    if given is not None:
        return given
    if key == "rest":
        chosen = preview.choices.rest if preview.draft.kind == "session" else 0
        return chosen or preview.library.levels[preview.choices.level].round_rest
    if key == "switch":
        return preview.library.transitions.side
    return preview.library.transitions.exercise if preview.choices.lead_in is None else preview.choices.lead_in


def _stepped_block(preview: DraftPreview, position: Position, key: str, by: int) -> dict[str, Any]:
    block = preview.block(position)
    if key == "sets":
        sets = min(MAX_SETS, max(1, preview.step(position).sets + by))
        return {} if block.finisher or block.sets == (sets, sets) else {"sets": (sets, sets)}
    if key == "finisher":
        return {"finisher": not block.finisher}
    if key in BREAKS:
        seconds = next_step(_break_seconds(preview, block, key), SECONDS_STEP, by, 0, MAX_BREAK_SECONDS)
        return {} if seconds == getattr(block, key) else {key: seconds}
    return {}


# -- slots -------------------------------------------------------------------------------------------------------------


def _slot_fields(preview: DraftPreview, position: Position) -> tuple[DraftField, ...]:
    slot, step, exercise = preview.slot(position), preview.step(position), preview.exercise(position)
    dose = slot.dose
    source = "default for your level" if dose is None else "" if dose.low == dose.high else "depending on your level"
    if dose is not None and dose.kind != step.target.kind:
        source = "in your first weeks; then max reps"
    span = "" if dose is None or dose.low == dose.high else f"{dose.low:g}-{dose.high:g}, "
    text = span_text((dose.low, dose.high) if dose else None)
    kind = exercise.kind if dose is None else dose.kind
    return (
        DraftField("dose", "dose", slot_dose(step), f"{span}{source}", DOSE_INPUT, text),
        DraftField("counts", "measure", COUNTS[kind], "default" if dose is None else ""),
        DraftField("sides", "sides", *_sides(slot, exercise)),
        DraftField("exercise", "exercise", exercise.name),
    )


def _sides(slot: DraftSlot, exercise: Exercise) -> tuple[str, str]:
    """Return the label of the sides, and where it comes from."""
    per_side, alternating = exercise.sides(slot.per_side, slot.alternating)
    words = "alternating" if alternating else "each side" if per_side else "both at once"
    return words, "default" if slot.per_side is None and slot.alternating is None else ""


def _stepped_slot(preview: DraftPreview, position: Position, key: str, by: int) -> dict[str, Any]:
    slot, exercise, target = preview.slot(position), preview.exercise(position), preview.step(position).target
    kind = exercise.kind if slot.dose is None else slot.dose.kind
    if key == "dose":
        low, high = dose_limits(kind)
        current = target.value if target.kind == kind or slot.dose is None else slot.dose.low
        value = next_step(current, 1 if kind in ("reps", "carry") else SECONDS_STEP, by, low, high)
        dose = Dose(kind, value, value)
        return {} if dose == slot.dose else {"dose": dose}
    if key == "counts":
        kinds = (None, *DOSE_KINDS)
        current_kind = slot.dose.kind if slot.dose else None
        new_kind = kinds[(kinds.index(current_kind) + by) % len(kinds)]
        return {"dose": None if new_kind is None else _default_dose(new_kind, exercise)}
    if key == "sides":
        options = list(SIDES.values())
        current_pair = (slot.per_side, slot.alternating)
        index = options.index(current_pair) if current_pair in options else 0
        per_side, alternating = options[(index + by) % len(options)]
        return {"per_side": per_side, "alternating": alternating}
    return {}


def _default_dose(kind: str, exercise: Exercise) -> Dose:
    """Return a sensible range of a kind of dose for an exercise."""
    return Dose(kind, exercise.low, exercise.high) if kind == exercise.kind else Dose(kind, *EXAMPLES[kind])


# -- typed text --------------------------------------------------------------------------------------------------------


def _read(preview: DraftPreview, position: Position, key: str, text: str) -> dict[str, Any]:
    """Return the value of a typed text, by key of the draft.

    Raises:
        NumberError: the text isn't a number, or out of range.
    """
    if not text:
        return {key: None}
    if key == "dose":
        slot = preview.slot(position)
        kind = preview.exercise(position).kind if slot.dose is None else slot.dose.kind
        low, high = dose_limits(kind)
        whole = kind in ("reps", "carry")
        return {"dose": Dose(kind, *_range(text, low, high, UNITS[kind], whole=whole))}
    if key == "sets":
        low_sets, high_sets = _range(text, 1, MAX_SETS, "sets", whole=True)
        return {key: (int(low_sets), int(high_sets))}
    return {key: read_duration(text, "seconds", 0, MAX_BREAK_SECONDS)}


def _range(text: str, low: float, high: float, unit: str, *, whole: bool) -> tuple[float, float]:
    """Return a typed number or range (`6-12`, `20 to 40`, `0:30-1:00`) as a pair.

    Raises:
        NumberError: the text isn't a number or range, is out of range, or has its larger number first.
    """
    parts = re.split(r"\s*(?:-|\u2013|\bto\b)\s*", text) if not text.startswith("-") else [text]
    seconds = unit == "seconds"

    def number(part: str) -> float:
        duration = read_duration(part, "seconds", low, high) if seconds else None
        return read_in_range(part, low, high, unit, whole=whole) if duration is None else duration

    if len(parts) > 2:
        raise NumberError(invalid(text, f"one number or a range (6-12), {range_text(low, high, unit, whole=whole)}"))
    ends = [number(part) for part in parts]
    if ends[0] > ends[-1]:
        raise NumberError(invalid(text, f"a range with the smaller number first ({parts[-1]}-{parts[0]})"))
    return ends[0], ends[-1]


def _bad(text: str) -> InputError:
    return InputError([Problem("", "", text)])
