"""The editable values at each position of a draft, and how steps and typed texts change them. Doesn't use Textual."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.exercise_file import dose_limits
from runstrength.catalogue.library import Library
from runstrength.catalogue.routine import (
    MAX_BREAK_SECONDS,
    MAX_CIRCUIT_SECONDS,
    MAX_SETS,
    MAX_TIMES,
    MIN_EVERY,
    Dose,
    inline_key,
    read_tempo,
)
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
from runstrength.dose_kinds import DOSE_KINDS, DOSE_UNITS, EXAMPLES, MAX_REPS, WHOLE_KINDS
from runstrength.numbers import (
    MAX_WEIGHT_KG,
    NumberError,
    exactly,
    next_step,
    range_text,
    read_duration,
    read_in_range,
    span_text,
)
from runstrength.session.plan import Plan, RoundPart, Step
from runstrength.session.wording import slot_dose
from runstrength.text import invalid, plural, text_of_at_most
from runstrength.toml_input import InputError, Problem

BREAKS: Final = {"rest": "rest", "ready": "get ready", "switch": "switch"}
"""The labels of the pauses of a block, by key in the file."""
ROUNDS: Final = ("every", "amrap", "times")
"""The keys of a block that say how its rounds follow each other, and are typed."""
ONCE: Final[dict[str, Any]] = {"every": None, "for_time": False, "times": 1, "group": ""}
"""The values of a block that is done once."""
SECONDS_STEP: Final = 5
"""Seconds by which an arrow key changes a pause, or a dose in seconds."""
KINDS: Final = ("session", "warmup", "cooldown")
KIND_WORDS: Final = {
    "session": "a session",
    "warmup": "before a run",
    "cooldown": "after a run",
    "check": "a check",
}
COUNTS: Final = {
    "reps": "reps",
    "hold": "seconds (hold)",
    "time": "seconds",
    "carry": "steps",
    "carry_m": "meters",
    "amrap": "max reps",
    "max": "max reps, no limit",
}
"""The label of each kind of dose."""
SIDES: Final[dict[str, tuple[bool | None, bool | None, str | None]]] = {
    "default": (None, None, None),
    "each side": (True, None, None),
    "alternating": (None, True, None),
    "both at once": (False, False, None),
    "left only": (None, None, "left"),
    "right only": (None, None, "right"),
}
"""`per_side`, `alternating` and `sides` for each label of the sides."""
MAX_LENGTHS: Final = {"title": 60, "about": 200, "name": 12, "group": 12, "cue": 80, "own_name": 60, "tempo": 20}
"""Maximum characters by key of the field, the same as when a file is checked."""
DOSE_INPUT: Final = "8, 6-12, or one for each set (12, 10, 8); empty for the default"
LOAD_INPUT: Final = "kilograms, or one weight for each set (20, 15, 10); empty for the coach's"
FROM_COACH: Final = "the coach suggests one"
LIKE_BLOCK: Final = "that of the block"
OPTIONAL: Final = ("about", "cue", "group", "own_name", "tempo")
"""The keys of texts that can be empty."""
TEMPO_INPUT: Final = "seconds down, bottom, up, top, as 3-1-1-0; empty for the exercise's"
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
        known = self.library.exercises
        key = self.slot(position).exercise
        exercise = known[key] if key in known else self.draft.inline_exercises(known)[key]
        return exercise.with_equipment(self.choices.equipment)

    def step(self, position: Position) -> Step:
        """Return the first set of a slot, or of a block."""
        assert self.plan is not None  # noqa: S101  (there is a block, so there is a plan)
        first: dict[str, Step] = {}
        for step in self.plan.steps:
            if step.phase == "work" and step.block == self.block(position).name:
                first.setdefault(step.label, step)
        slots = list(first.values())
        return slots[min(position.slot or 0, len(slots) - 1)]

    def rounds(self, position: Position) -> int | None:
        """Return how many rounds of a circuit for time there are, which are one set; None in other blocks."""
        target = self.step(position).target
        return round(target.value) if target.kind == "for_time" else None

    def sets_words(self, position: Position) -> str:
        """Return how often a block is done: `2 sets`, of a circuit for time `3 rounds`."""
        rounds = self.rounds(position)
        return plural(self.step(position).sets, "set") if rounds is None else plural(rounds, "round")

    def part(self, position: Position) -> RoundPart | None:
        """Return the exercise of a circuit at a position; None in other blocks."""
        parts = self.step(position).parts
        return parts[position.slot] if parts and position.slot is not None else None

    def dose_words(self, position: Position) -> str:
        """Return the dose of a slot: `8 reps a side`, `12-10-8 reps`."""
        part = self.part(position)
        if part is not None:
            return part.dose
        assert self.plan is not None  # noqa: S101  (there is a block, so there is a plan)
        return slot_dose(self.plan, self.step(position))

    def name(self, position: Position) -> str:
        """Return the name of the exercise of a slot."""
        part = self.part(position)
        return self.step(position).name if part is None else part.name


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
        if len(text) > MAX_LENGTHS[key] or (not text and key not in OPTIONAL):
            raise _bad(invalid(text, text_of_at_most(MAX_LENGTHS[key])))
        if position is None:
            return replace(preview.draft, **{key: text})
        values: dict[str, Any] = {key: text}
        if key == "tempo":
            values = {key: read_tempo(text) if text else None}
        elif key == "own_name":
            values = _named(preview, position, text)
        try:
            return change(preview.draft, position, **values)
        except IllegalEditError as error:
            raise _bad(str(error)) from None
    assert position is not None  # noqa: S101  (all typed values of the routine as a whole are texts)
    if any(field.key == key and field.text == text for field in fields(preview, position)):
        return preview.draft  # the text is unchanged, so the value keeps its full precision
    values = _read(preview, position, key, text)
    try:
        return change(preview.draft, position, **values)
    except IllegalEditError as error:
        raise _bad(str(error)) from None


# -- blocks ------------------------------------------------------------------------------------------------------------


def _block_fields(preview: DraftPreview, position: Position) -> tuple[DraftField, ...]:
    block = preview.block(position)
    source = "default for your level"
    if block.sets is not None:
        low, high = block.sets
        source = "" if low == high else f"{low}-{high}, depending on your level"
    elif block.own_sets is not None:
        source = "one for each dose or weight"
    types = "3 or 2-4; empty for your level's default"
    if block.amrap is not None:
        source, types = "max rounds", ""
    if block.finisher:
        source, types = "a finisher is done once", ""
    return (
        DraftField("sets", "sets", preview.sets_words(position), source, types, span_text(block.sets)),
        *(_break_field(preview, block, key) for key in BREAKS),
        *_round_fields(block),
        DraftField("finisher", "finisher", "yes" if block.finisher else "no", "comes last, optional"),
        DraftField("name", "name", block.name, types="such as A", text=block.name),
    )


def _round_fields(block: DraftBlock) -> tuple[DraftField, ...]:
    """Return how the rounds of a block follow each other."""
    every, amrap = ("" if value is None else exactly(value) for value in (block.every, block.amrap))
    return (
        DraftField("every", "every", f"{every} s" if every else "–", "", "60; empty for a rest instead", every),
        DraftField("amrap", "rounds in", f"{amrap} s" if amrap else "–", "", "600 or 10:00; empty for sets", amrap),
        DraftField("for_time", "for time", "yes" if block.for_time else "no"),
        DraftField("times", "times", f"{block.times} ×", "", "2; empty for once", str(block.times)),
        DraftField("group", "group", block.group or "–", types="a letter; empty for none", text=block.group),
    )


def _break_field(preview: DraftPreview, block: DraftBlock, key: str) -> DraftField:
    given = getattr(block, key)
    if key == "rest" and block.every is not None:
        return DraftField(key, BREAKS[key], "–", f"what is left of {exactly(block.every)} s", BREAK_INPUT)
    source = "default for your level" if key == "rest" else "from your settings" if key == "ready" else "default"
    words, note = f"{_break_seconds(preview, block, key):g} s", source if given is None else ""
    return DraftField(key, BREAKS[key], words, note, BREAK_INPUT, "" if given is None else exactly(given))


def _break_seconds(preview: DraftPreview, block: DraftBlock, key: str) -> float:
    """Return the seconds of a pause of a block: its own, or the default."""
    given: float | None = getattr(block, key)
    if given is not None:
        return given
    if key == "ready" and block.every is not None:
        return 0.0
    if key == "rest":
        chosen = preview.choices.rest if preview.draft.kind == "session" else 0
        return chosen or preview.library.levels[preview.choices.level].round_rest
    if key == "switch":
        return preview.library.transitions.side
    return preview.library.transitions.exercise if preview.choices.lead_in is None else preview.choices.lead_in


def _stepped_block(preview: DraftPreview, position: Position, key: str, by: int) -> dict[str, Any]:
    block = preview.block(position)
    if key == "sets":
        if block.amrap is not None:
            return {}
        now = preview.rounds(position) or preview.step(position).sets // block.times
        sets = min(MAX_SETS, max(1, now + by))
        return {} if block.finisher or block.sets == (sets, sets) else {"sets": (sets, sets)}
    if key == "finisher":
        return {"finisher": not block.finisher, **({} if block.finisher else ONCE)}
    if key == "for_time":
        return _with_way(key, value=not block.for_time)
    if key == "times":
        times = min(MAX_TIMES, max(1, block.times + by))
        return {} if times == block.times else {key: times}
    if key in ROUNDS:
        first, step = (60, SECONDS_STEP) if key == "every" else (600, 60)
        given = getattr(block, key)
        most = MAX_CIRCUIT_SECONDS if key == "amrap" else MAX_BREAK_SECONDS
        seconds = first if given is None else next_step(given, step, by, MIN_EVERY, most)
        return {} if seconds == given else _with_way(key, value=seconds)
    if key in BREAKS:
        seconds = next_step(_break_seconds(preview, block, key), SECONDS_STEP, by, 0, MAX_BREAK_SECONDS)
        return {} if seconds == getattr(block, key) else {key: seconds, **({"every": None} if key == "rest" else {})}
    return {}


# -- slots -------------------------------------------------------------------------------------------------------------


def _slot_fields(preview: DraftPreview, position: Position) -> tuple[DraftField, ...]:
    slot, step, exercise = preview.slot(position), preview.step(position), preview.exercise(position)
    planned = slot.dose
    is_range = planned is not None and planned.low != planned.high and planned.kind != MAX_REPS and not slot.ladder
    source = "default for your level" if planned is None else "depending on your level" if is_range else ""
    if planned is not None and planned.kind != step.target.kind and not step.parts:
        source = "in your first weeks; then max reps"
    if slot.ladder:
        source = "one for each set"
    span = f"{planned.low:g}-{planned.high:g}, " if planned is not None and is_range else ""
    text = span_text((planned.low, planned.high) if planned else None)
    if slot.ladder:
        text = ", ".join(f"{number:g}" for number in slot.ladder)
    kind = exercise.kind if planned is None else planned.kind
    types = "" if kind == MAX_REPS else DOSE_INPUT
    load = ", ".join(f"{number:g}" for number in slot.load_kg)
    rest = "" if slot.rest is None else exactly(slot.rest)
    return (
        DraftField("dose", "dose", preview.dose_words(position), f"{span}{source}", types, text),
        DraftField("counts", "measure", COUNTS[kind], "default" if planned is None and not slot.per_set else ""),
        DraftField("sides", "sides", *_sides(slot, exercise)),
        DraftField(
            "tempo", "tempo", *_tempo(slot, exercise), TEMPO_INPUT, "" if slot.tempo is None else slot.tempo.text
        ),
        DraftField("load_kg", "weight", f"{load} kg" if load else "–", "" if load else FROM_COACH, LOAD_INPUT, load),
        DraftField("slot_rest", "rest", f"{rest} s" if rest else "–", "" if rest else LIKE_BLOCK, BREAK_INPUT, rest),
        DraftField("cue", "cue", slot.cue or "–", types="what to think of", text=slot.cue),
        DraftField("own_name", "own name", slot.name or "–", types="an exercise without a page", text=slot.name),
        DraftField("exercise", "exercise", exercise.name),
    )


def _tempo(slot: DraftSlot, exercise: Exercise) -> tuple[str, str]:
    """Return the tempo of a rep, and where it comes from."""
    tempo = slot.tempo or exercise.tempo
    if tempo is None or not tempo.rep_s:
        return "–", ""
    return tempo.text, "" if slot.tempo is not None else "that of the exercise"


def _named(preview: DraftPreview, position: Position, name: str) -> dict[str, Any]:
    """Return the values of a slot with an exercise that has only a name; it needs a dose.

    Raises:
        InputError: an exercise that has only a name would lose it.
    """
    slot = preview.slot(position)
    if not name:
        if slot.name:
            raise _bad(invalid(name, "a name, or choose an exercise"))
        return {}
    needs_dose = slot.dose is None and not slot.per_set
    dose = {"dose": _default_dose(preview.exercise(position).kind, preview.exercise(position))} if needs_dose else {}
    return {"name": name, "exercise": inline_key(name), **dose}


def _sides(slot: DraftSlot, exercise: Exercise) -> tuple[str, str]:
    """Return the label of the sides, and where it comes from."""
    if slot.sides is not None:
        return f"{slot.sides} only", ""
    per_side, alternating = exercise.sides(slot.per_side, slot.alternating)
    words = "alternating" if alternating else "each side" if per_side else "both at once"
    return words, "default" if slot.per_side is None and slot.alternating is None else ""


def _stepped_slot(preview: DraftPreview, position: Position, key: str, by: int) -> dict[str, Any]:
    slot, exercise, target = preview.slot(position), preview.exercise(position), preview.step(position).target
    kind = exercise.kind if slot.dose is None else slot.dose.kind
    if key == "slot_rest":
        seconds = next_step(slot.rest or 0, SECONDS_STEP, by, 0, MAX_BREAK_SECONDS)
        return {} if seconds == slot.rest else {"rest": seconds}
    if key == "dose":
        if slot.ladder or kind == MAX_REPS:
            return {}
        part = preview.part(position)
        target = target if part is None else part.target
        low, high = dose_limits(kind)
        current = target.value if target.kind == kind or slot.dose is None else slot.dose.low
        value = next_step(current, 1 if kind in WHOLE_KINDS else SECONDS_STEP, by, low, high)
        dose = Dose(kind, value, value)
        return {} if dose == slot.dose else {"dose": dose}
    if key == "counts":
        kinds = (*(() if slot.name else (None,)), *DOSE_KINDS, MAX_REPS)
        current_kind = slot.dose.kind if slot.dose else None
        new_kind = kinds[((kinds.index(current_kind) if current_kind in kinds else 0) + by) % len(kinds)]
        return {"dose": None if new_kind is None else _default_dose(new_kind, exercise), "per_set": ()}
    if key == "sides":
        options = list(SIDES.values())
        current_sides = (slot.per_side, slot.alternating, slot.sides)
        index = options.index(current_sides) if current_sides in options else 0
        per_side, alternating, sides = options[(index + by) % len(options)]
        return {"per_side": per_side, "alternating": alternating, "sides": sides}
    return {}


def _default_dose(kind: str, exercise: Exercise) -> Dose:
    """Return a sensible range of a kind of dose for an exercise."""
    if kind == MAX_REPS:
        return Dose(MAX_REPS, *dose_limits("reps"))
    return Dose(kind, exercise.low, exercise.high) if kind == exercise.kind else Dose(kind, *EXAMPLES[kind])


# -- typed text --------------------------------------------------------------------------------------------------------


def _read(preview: DraftPreview, position: Position, key: str, text: str) -> dict[str, Any]:
    """Return the value of a typed text, by key of the draft.

    Raises:
        NumberError: the text isn't a number, or out of range.
    """
    if key == "load_kg":
        return {key: tuple(read_in_range(part, 0, MAX_WEIGHT_KG, "kg") for part in _listed(text))}
    if key == "slot_rest":
        return {"rest": read_duration(text, "seconds", 0, MAX_BREAK_SECONDS) if text else None}
    if key in ROUNDS and not text:
        return {key: 1 if key == "times" else None}
    if key == "dose" and not text and preview.slot(position).name:
        raise NumberError(invalid(text, "a number, because this exercise has no default"))
    if not text:
        return {key: None, "per_set": ()} if key == "dose" else {key: None}
    if key == "times":
        return {key: int(read_in_range(text, 1, MAX_TIMES, "times", whole=True))}
    if key in ROUNDS:
        most = MAX_CIRCUIT_SECONDS if key == "amrap" else MAX_BREAK_SECONDS
        return _with_way(key, value=read_duration(text, "seconds", MIN_EVERY, most))
    if key == "dose":
        slot = preview.slot(position)
        kind = preview.exercise(position).kind if slot.dose is None else slot.dose.kind
        low, high = dose_limits(kind)
        whole = kind in WHOLE_KINDS
        if kind != "amrap" and len(parts := _listed(text)) > 1:
            return _ladder(kind, [read_in_range(part, low, high, DOSE_UNITS[kind], whole=whole) for part in parts])
        return {"dose": Dose(kind, *_range(text, low, high, DOSE_UNITS[kind], whole=whole)), "per_set": ()}
    if key == "sets":
        low_sets, high_sets = _range(text, 1, MAX_SETS, "sets", whole=True)
        return {key: (int(low_sets), int(high_sets))}
    seconds = read_duration(text, "seconds", 0, MAX_BREAK_SECONDS)
    return {key: seconds, **({"every": None} if key == "rest" else {})}


def _with_way(key: str, *, value: object) -> dict[str, Any]:
    """Return the values of a block whose rounds follow each other in one way, without what contradicts it."""
    ways: dict[str, Any] = {"every": None, "amrap": None, "for_time": False}
    others: dict[str, Any] = {"every": {"rest": None}, "amrap": {"sets": None}}.get(key, {})
    return {**ways, **others, "finisher": False, key: value}


def _listed(text: str) -> list[str]:
    """Return the parts of a typed list of numbers: `12, 10, 8`."""
    return [part for part in re.split(r"\s*(?:,\s|;)\s*", text) if part]


def _ladder(kind: str, numbers: Sequence[float]) -> dict[str, Any]:
    """Return the values of a slot with a dose for each set; two numbers in `reps` would be a range."""
    if len(numbers) > 2:
        return {"dose": Dose(kind, min(numbers), max(numbers), tuple(numbers)), "per_set": ()}
    return {"dose": None, "per_set": tuple(numbers)}


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
