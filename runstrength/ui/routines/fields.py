"""What can be changed at each place of a draft, and what an arrow or a typed text makes of it. Pure; no widgets."""

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
from runstrength.text import found, invalid
from runstrength.toml_input import InputError, Problem
from runstrength.ui.common.plan_lines import slot_dose

BREAKS: Final = {"rest": "rest", "ready": "get ready", "switch": "switch"}
BREAK_STEP: Final = 5
"""Seconds by which an arrow changes a break, or a dose in seconds."""
KINDS: Final = ("session", "warmup")
KIND_WORDS: Final = {"session": "a session", "warmup": "before a run", "check": "a check"}
COUNTS: Final = {
    "reps": "reps",
    "hold": "seconds still",
    "time": "seconds",
    "carry": "steps out",
    "amrap": "max reps",
}
"""What each kind of dose counts."""
SIDES: Final[dict[str, tuple[bool | None, bool | None]]] = {
    "as usual": (None, None),
    "each side": (True, None),
    "in turn": (None, True),
    "both at once": (False, False),
}
"""`per_side` and `alternating` of each way to do two sides."""
MAX_LENGTHS: Final = {"title": 60, "about": 200, "name": 12}
"""Characters, as the checks have it."""
DOSE: Final = "8, or 6-12, or nothing for the exercise's own"
BREAK: Final = "seconds, or nothing for what is usual"


class DraftField(Struct, frozen=True):
    """One value of a place."""

    key: str
    label: str
    words: str
    """Its value."""
    note: str = ""
    """Where the value comes from, when it is not the routine's own."""
    types: str = ""
    """What may be typed; nothing where it is only chosen."""
    text: str = ""
    """What stands there when typing begins."""


class DraftPreview(Struct, frozen=True):
    """A draft, and how it turns out for a person."""

    draft: Draft
    library: Library
    choices: Choices
    plan: Plan | None
    """None while there is nothing to do."""
    seconds: float = 0.0
    """How long it takes the person, by all that was done so far."""

    def block(self, place: Position) -> DraftBlock:
        """Return the block of a place."""
        return self.draft.blocks[place.block]

    def slot(self, place: Position) -> DraftSlot:
        """Return the slot of a place."""
        assert place.slot is not None  # noqa: S101  (who asks knows)
        return self.block(place).slots[place.slot]

    def exercise(self, place: Position) -> Exercise:
        """Return the exercise of a slot, in the form that the equipment at hand allows."""
        return self.library.exercises[self.slot(place).exercise].with_equipment(self.choices.equipment)

    def step(self, place: Position) -> Step:
        """Return the first set of a slot, or of a block."""
        assert self.plan is not None  # noqa: S101  (there is a block, so there is a plan)
        first: dict[str, Step] = {}
        for step in self.plan.steps:
            if step.phase == "work" and step.block == self.block(place).name:
                first.setdefault(step.label, step)
        return list(first.values())[place.slot or 0]


def preview_draft(draft: Draft, library: Library, choices: Choices, today: Today) -> DraftPreview:
    """Return a draft with its plan at the person's level, as it is on an ordinary day with all the time there is."""
    ordinary = replace(
        choices, season="build", race_date="", deload=False, sets=None, blocks=None, finisher=None, minutes=None
    )
    if not draft.blocks:
        return DraftPreview(draft, library, ordinary, None)
    seconds = usual_plan(draft, library, ordinary, today).expected
    return DraftPreview(draft, library, ordinary, prescribe(draft, library, ordinary), seconds)


def fields(preview: DraftPreview, place: Position | None) -> tuple[DraftField, ...]:
    """Return what can be changed at a place, what is changed most first; None is the routine as a whole."""
    if place is None:
        draft = preview.draft
        title = "" if draft.title == UNTITLED else draft.title
        return (
            DraftField("title", "title", draft.title, types="its name on the screen", text=title),
            DraftField("kind", "for", KIND_WORDS[draft.kind]),
            DraftField("about", "about", draft.about or "–", types="one sentence about it", text=draft.about),
        )
    return _of_block(preview, place) if place.slot is None else _of_slot(preview, place)


def stepped(preview: DraftPreview, place: Position | None, key: str, by: int) -> Draft | None:
    """Return the draft after an arrow, None where there is nothing on that side."""
    if place is None:
        if key != "kind":
            return None
        kinds = (*KINDS, *({preview.draft.kind} - {*KINDS}))
        return replace(preview.draft, kind=kinds[(kinds.index(preview.draft.kind) + by) % len(kinds)])
    values = _stepped_block(preview, place, key, by) if place.slot is None else _stepped_slot(preview, place, key, by)
    return change(preview.draft, place, **values) if values else None


def typed(preview: DraftPreview, place: Position | None, key: str, text: str) -> Draft:
    """Return the draft with a typed value.

    Raises:
        InputError: it cannot be one; what was found and what is needed is said.
        NumberError: the same, of a number.
    """
    text = " ".join(text.split())
    if key in MAX_LENGTHS:
        if len(text) > MAX_LENGTHS[key] or (not text and key != "about"):
            raise _bad(found(text, f"a text of at most {MAX_LENGTHS[key]} characters"))
        if place is None:
            return replace(preview.draft, **{key: text})
        try:
            return change(preview.draft, place, name=text)
        except IllegalEditError as error:
            raise _bad(str(error)) from None
    assert place is not None  # noqa: S101  (the routine as a whole has nothing but texts)
    if any(field.key == key and field.text == text for field in fields(preview, place)):
        return preview.draft  # nobody touched it: it stays as it is, to the last digit
    return change(preview.draft, place, **_read(preview, place, key, text))


# -- blocks ------------------------------------------------------------------------------------------------------------


def _of_block(preview: DraftPreview, place: Position) -> tuple[DraftField, ...]:
    block = preview.block(place)
    sets = preview.step(place).sets
    own = "your level's own"
    if block.sets is not None:
        low, high = block.sets
        own = "" if low == high else f"of {low}-{high}, by your level"
    words = "1 set" if sets == 1 else f"{sets} sets"
    types = "3, or 2-4, or nothing for your level's own"
    if block.finisher:
        own, types = "a finisher is done once", ""
    return (
        DraftField("sets", "sets", words, own, types, span_text(block.sets)),
        *(_break(preview, block, key) for key in BREAKS),
        DraftField("finisher", "finisher", "yes" if block.finisher else "no", "last, and can be left out"),
        DraftField("name", "name", block.name, types="as A", text=block.name),
    )


def _break(preview: DraftPreview, block: DraftBlock, key: str) -> DraftField:
    given = getattr(block, key)
    whose = "your level's own" if key == "rest" else "as in the settings" if key == "ready" else "as usual"
    words, note = f"{_break_seconds(preview, block, key):g} s", whose if given is None else ""
    return DraftField(key, BREAKS[key], words, note, BREAK, "" if given is None else exactly(given))


def _break_seconds(preview: DraftPreview, block: DraftBlock, key: str) -> float:
    """Return how long a break of a block really is."""
    given: float | None = getattr(block, key)
    if given is not None:
        return given
    if key == "rest":
        return preview.library.levels[preview.choices.level].round_rest
    if key == "switch":
        return preview.library.transitions.side
    return preview.library.transitions.exercise if preview.choices.lead_in is None else preview.choices.lead_in


def _stepped_block(preview: DraftPreview, place: Position, key: str, by: int) -> dict[str, Any]:
    block = preview.block(place)
    if key == "sets":
        sets = min(MAX_SETS, max(1, preview.step(place).sets + by))
        return {} if block.finisher or block.sets == (sets, sets) else {"sets": (sets, sets)}
    if key == "finisher":
        return {"finisher": not block.finisher}
    if key in BREAKS:
        seconds = next_step(_break_seconds(preview, block, key), BREAK_STEP, by, 0, MAX_BREAK_SECONDS)
        return {} if seconds == getattr(block, key) else {key: seconds}
    return {}


# -- slots -------------------------------------------------------------------------------------------------------------


def _of_slot(preview: DraftPreview, place: Position) -> tuple[DraftField, ...]:
    slot, step, exercise = preview.slot(place), preview.step(place), preview.exercise(place)
    dose = slot.dose
    whose = "your level's own" if dose is None else "" if dose.low == dose.high else "by your level"
    if dose is not None and dose.kind != step.target.kind:
        whose = "in your first weeks; then as many as possible"
    span = "" if dose is None or dose.low == dose.high else f"of {dose.low:g}-{dose.high:g}, "
    text = span_text((dose.low, dose.high) if dose else None)
    kind = exercise.kind if dose is None else dose.kind
    return (
        DraftField("dose", "dose", slot_dose(step), f"{span}{whose}", DOSE, text),
        DraftField("counts", "counts", COUNTS[kind], "as usual" if dose is None else ""),
        DraftField("sides", "sides", *_sides(slot, exercise)),
        DraftField("exercise", "exercise", exercise.name),
    )


def _sides(slot: DraftSlot, exercise: Exercise) -> tuple[str, str]:
    """Return how two sides are done, and whose choice that is."""
    both, turn = slot.per_side, slot.alternating
    alternating = turn if turn is not None else exercise.alternating and not both
    per_side = not alternating and (exercise.per_side if both is None else both)
    words = "in turn" if alternating else "each side" if per_side else "both at once"
    return words, "as usual" if (both, turn) == (None, None) else ""


def _stepped_slot(preview: DraftPreview, place: Position, key: str, by: int) -> dict[str, Any]:
    slot, exercise, target = preview.slot(place), preview.exercise(place), preview.step(place).target
    kind = exercise.kind if slot.dose is None else slot.dose.kind
    if key == "dose":
        low, high = dose_limits(kind)
        now = target.value if target.kind == kind or slot.dose is None else slot.dose.low
        value = next_step(now, 1 if kind in ("reps", "carry") else BREAK_STEP, by, low, high)
        dose = Dose(kind, value, value)
        return {} if dose == slot.dose else {"dose": dose}
    if key == "counts":
        kinds = (None, *DOSE_KINDS)
        kind_now = slot.dose.kind if slot.dose else None
        wanted = kinds[(kinds.index(kind_now) + by) % len(kinds)]
        return {"dose": None if wanted is None else _usual(wanted, exercise)}
    if key == "sides":
        ways = list(SIDES.values())
        now_at = next((at for at, way in enumerate(ways) if way == (slot.per_side, slot.alternating)), 0)
        per_side, alternating = ways[(now_at + by) % len(ways)]
        return {"per_side": per_side, "alternating": alternating}
    return {}


def _usual(kind: str, exercise: Exercise) -> Dose:
    """Return a sensible range for an exercise that is dosed in a way."""
    return Dose(kind, exercise.low, exercise.high) if kind == exercise.kind else Dose(kind, *EXAMPLES[kind])


# -- what was typed ----------------------------------------------------------------------------------------------------


def _read(preview: DraftPreview, place: Position, key: str, text: str) -> dict[str, Any]:
    """Return the value that a text means.

    Raises:
        NumberError: it means none, or is out of range.
    """
    if not text:
        return {key: None}
    if key == "dose":
        slot = preview.slot(place)
        kind = preview.exercise(place).kind if slot.dose is None else slot.dose.kind
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
        NumberError: it is none, out of range, or begins with its larger end.
    """
    parts = re.split(r"\s*(?:-|\u2013|\bto\b)\s*", text) if not text.startswith("-") else [text]
    seconds = unit == "seconds"

    def one(part: str) -> float:
        read = read_duration(part, "seconds", low, high) if seconds else None
        return read_in_range(part, low, high, unit, whole=whole) if read is None else read

    if len(parts) > 2:
        raise NumberError(invalid(text, f"one number or a range (6-12), {range_text(low, high, unit, whole=whole)}"))
    ends = [one(part) for part in parts]
    if ends[0] > ends[-1]:
        raise NumberError(invalid(text, f"a range with the smaller number first ({parts[-1]}-{parts[0]})"))
    return ends[0], ends[-1]


def _bad(text: str) -> InputError:
    return InputError([Problem("", "", text)])
