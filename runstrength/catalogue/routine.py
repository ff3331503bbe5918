"""A routine: supersets in order, as written in its file; what it leaves open is decided by the coach."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from runstrength.catalogue.exercise import AT_LEAST_A_REP, BODYWEIGHT, MIN_REP_SECONDS, Exercise, Tempo
from runstrength.catalogue.exercise_file import dose_limits
from runstrength.catalogue.naming import key_in_words, plain
from runstrength.dose_kinds import DOSE_KINDS, DOSE_UNITS, EXAMPLES, MAX_REPS, OPEN_KINDS, WHOLE_KINDS
from runstrength.numbers import MAX_WEIGHT_KG, NumberError
from runstrength.session_kinds import WITH_SETS
from runstrength.text import closest, invalid
from runstrength.toml_input import Problem, Table

MAX_BLOCKS: Final = 50
MAX_SLOTS: Final = 50
MAX_SETS: Final = 100
MAX_TIMES: Final = 20
"""How often a group of blocks can be repeated."""
MAX_WORK: Final = 50_000
"""Sets of a whole routine, each exercise counted: more than a day has."""
MAX_BREAK_SECONDS: Final = 3600
"""Seconds."""
MAX_CIRCUIT_SECONDS: Final = 7200
"""Seconds of a circuit with as many rounds as possible."""
MIN_EVERY: Final = 10
"""The shortest time from the start of a round to the start of the next, in seconds."""
TEMPO: Final = re.compile(r"^([0-9]{1,2}(\.[0-9])?-){2,3}[0-9]{1,2}(\.[0-9])?$")
"""How a tempo is written: seconds down, at the bottom, up, at the top."""
ONLY_SIDES: Final = ("left", "right")
"""The sides that a slot can be limited to."""
BLOCK_WORDS: Final = {"repeat": "times", "repeats": "times", "rounds": "sets", "emom": "every"}
"""The keys of a block by what people write instead."""
SLOT_WORDS: Final = {"weight": "load_kg", "meters": "carry_m"}
"""The keys of a slot by what people write instead."""


class Dose(Struct, frozen=True):
    """The dose of one set: a kind, and a range (both ends equal for a fixed number)."""

    kind: str
    """One of `DOSE_KINDS`, or `MAX_REPS`, which has no number."""
    low: float
    high: float
    by_set: tuple[float, ...] = ()
    """One number for each set; empty if all sets have the same."""


class Slot(Struct, frozen=True):
    """One slot of a superset; None leaves a value to the exercise."""

    exercise: str
    """A key of the catalogue, or that of an exercise that only this routine has (`name`)."""
    dose: Dose | None = None
    per_side: bool | None = None
    alternating: bool | None = None
    name: str = ""
    """The name of an exercise without a file; empty if `exercise` is in the catalogue."""
    per_set: tuple[float, ...] = ()
    """One dose for each set, of the kind of the exercise; empty if all sets have the same."""
    sides: str | None = None
    """The only side that is trained, one of `ONLY_SIDES`."""
    rest: float | None = None
    """Seconds of rest after this exercise, before whatever follows in its block."""
    tempo: Tempo | None = None
    """The tempo of one rep."""
    cue: str = ""
    """What to think of; shown and said first."""
    load_kg: tuple[float, ...] = ()
    """The weight in kilograms: one for all sets, or one for each; empty leaves it to the coach."""

    @property
    def ladder(self) -> tuple[float, ...]:
        """The dose of each set; empty if all sets have the same."""
        return self.per_set or (self.dose.by_set if self.dose is not None else ())

    @property
    def is_fixed(self) -> bool:
        """The routine decides all of its dose or its weight, and the coach changes neither."""
        kind = None if self.dose is None else self.dose.kind
        return bool(self.ladder or self.load_kg) or kind in (MAX_REPS, "carry_m")


class Block(Struct, frozen=True):
    """A superset: its slots are done in turn, set by set.

    None leaves a matter to level and settings.
    """

    name: str
    """As `A`."""
    slots: tuple[Slot, ...]
    sets: tuple[int, int] | None = None
    """The fewest and the most sets."""
    rest: float | None = None
    """Seconds of rest between rounds."""
    ready: float | None = None
    """Seconds to get ready before a slot."""
    switch: float | None = None
    """Seconds to change sides."""
    finisher: bool = False
    """It is the finisher: last, one set, optional."""
    every: float | None = None
    """Seconds from the start of a round to the start of the next: the rest is what is left of them."""
    amrap: float | None = None
    """Seconds for as many rounds as possible."""
    for_time: bool = False
    """All rounds without a rest, as fast as possible."""
    group: str = ""
    """Consecutive blocks with the same group are repeated together."""
    times: int = 1
    """How often the block, or its group, is done."""

    @property
    def own_sets(self) -> tuple[int, int] | None:
        """Its sets, or as many as its ladders have numbers; None leaves them to the level."""
        if self.finisher:
            return 1, 1
        counts = (count for slot in self.slots for count in (len(slot.ladder), len(slot.load_kg)) if count > 1)
        ladder = next(counts, next((1 for slot in self.slots if slot.ladder), None))
        return self.sets or (None if ladder is None else (ladder, ladder))

    @property
    def is_circuit(self) -> bool:
        """Its rounds are counted by the person, in one long step."""
        return self.amrap is not None or self.for_time

    @property
    def is_fixed(self) -> bool:
        """Its rounds are what it is about, and the coach adds nothing to them."""
        return self.is_circuit or self.every is not None or self.times > 1


class Routine(Struct, frozen=True):
    """A named list of blocks."""

    name: str
    """The file's name without `.toml`."""
    title: str
    """Its name on the screen."""
    kind: str
    """One of `session_kinds.WITH_SETS`."""
    blocks: tuple[Block, ...]
    about: str = ""
    """One sentence about it."""

    def inline_exercises(self, exercises: Mapping[str, object]) -> dict[str, Exercise]:
        """Return the exercises that only this routine has, by key.

        Args:
            exercises: the catalogue; what it has is taken from there.
        """
        slots = [slot for block in self.blocks for slot in block.slots if slot.name]
        found: dict[str, Exercise] = {}
        for slot in slots:
            if slot.exercise not in exercises and slot.exercise not in found:
                found[slot.exercise] = _inline_exercise(slot)
        return found


def inline_key(name: str) -> str:
    """Return the key of an exercise that has only a name: `clamshell` for `Clamshell`."""
    return "_".join(plain(name).split()) or name


def _inline_exercise(slot: Slot) -> Exercise:
    """Return the exercise of a slot that names it without a file."""
    dose = slot.dose
    kind = "reps" if dose is None or dose.kind in OPEN_KINDS else dose.kind
    kind = "carry" if kind == "carry_m" else kind
    known = dose if dose is not None and dose.kind == kind else None
    numbers = slot.per_set or ((known.low, known.high) if known else EXAMPLES[kind])
    return Exercise(
        key=slot.exercise,
        name=slot.name,
        group="own",
        kind=kind,
        per_side=False,
        alternating=False,
        low=min(numbers),
        high=max(numbers),
        tempo=None,
        position="standing",
        equipment=(BODYWEIGHT,),
        load_placement="",
        start_position="",
        cues=(),
    )


def read_routine(name: str, table: Table, exercises: Mapping[str, object]) -> Routine:
    """Read a routine from its table; problems are recorded in the table.

    Args:
        name: the name it goes by.
        table: the whole file.
        exercises: the keys that a slot may name.
    """
    routine = Routine(
        name=name,
        title=table.text("title", name, max_length=60).strip() or name,
        kind=table.choice("kind", WITH_SETS, "session"),
        blocks=tuple(
            _read_block(block, index, exercises)
            for index, block in enumerate(table.tables("blocks", min_items=1, max_items=MAX_BLOCKS))
        ),
        about=table.text("about", "", max_length=200),
    )
    names = [block.name.casefold() for block in routine.blocks]
    for index, block in enumerate(routine.blocks):
        if names[index] in names[:index]:
            table.problems.append(
                Problem(table.file, f"blocks[{index}].name", invalid(block.name, "a name that no other block has"))
            )
    _check_groups(table, routine.blocks)
    work = sum(len(block.slots) * block.times * (block.own_sets or (1, 1))[1] for block in routine.blocks)
    if work > MAX_WORK:
        table.problem("blocks", f"has {work:,} sets: use at most {MAX_WORK:,}")
    table.finish()
    return routine


def contradiction(blocks: Sequence[Block]) -> str:
    """Return what in some blocks contradicts itself; empty if nothing does."""
    table = Table({}, "", [])
    for block in blocks:
        _check_rounds(table, block)
        _check_ladders(table, block)
    _check_groups(table, blocks)
    return table.problems[0].text if table.problems else ""


def _check_groups(table: Table, blocks: Sequence[Block]) -> None:
    """Record a group whose blocks are apart, or are not repeated alike."""
    for index, block in enumerate(blocks):
        if not block.group:
            continue
        first = next(place for place, other in enumerate(blocks) if other.group == block.group)
        where = f"blocks[{index}]"
        if any(other.group != block.group for other in blocks[first:index]):
            text = invalid(block.group, "the same group only for blocks that follow each other")
            table.problems.append(Problem(table.file, f"{where}.group", text))
        elif block.times != blocks[first].times:
            text = invalid(block.times, f"{blocks[first].times}, as in the first block of group {block.group}")
            table.problems.append(Problem(table.file, f"{where}.times", text))


def implied_name(index: int) -> str:
    """Return the name of a block without one: A to Z, then A1, A2."""
    return chr(ord("A") + index) if index < 26 else f"A{index - 25}"


def _read_block(table: Table, index: int, exercises: Mapping[str, object]) -> Block:
    letter = implied_name(index)
    span = table.span("sets", low=1, high=MAX_SETS, unit="sets", example=(2, 4), whole=True)
    times = table.number("times", 1, low=1, high=MAX_TIMES, unit="times", whole=True)
    block = Block(
        name=table.text("name", letter, max_length=12).strip() or letter,
        sets=None if span is None else (int(span[0]), int(span[1])),
        rest=_read_break(table, "rest"),
        ready=_read_break(table, "ready"),
        switch=_read_break(table, "switch"),
        finisher=bool(table.flag("finisher", False)),
        every=table.number("every", None, low=MIN_EVERY, high=MAX_BREAK_SECONDS, unit="seconds"),
        amrap=table.number("amrap", None, low=MIN_EVERY, high=MAX_CIRCUIT_SECONDS, unit="seconds"),
        for_time=bool(table.flag("for_time", False)),
        group=table.text("group", "", max_length=12).strip(),
        times=int(times or 1),
        slots=tuple(_read_slot(slot, exercises) for slot in table.tables("slots", min_items=1, max_items=MAX_SLOTS)),
    )
    table.finish(BLOCK_WORDS)
    _check_rounds(table, block)
    _check_ladders(table, block)
    return block


def _check_rounds(table: Table, block: Block) -> None:
    """Record keys of a block that contradict each other."""
    ways = [key for key in ("every", "amrap", "for_time") if getattr(block, key)]
    if len(ways) > 1:
        table.problem(ways[1], f"has {' and '.join(ways)}: leave out {' or '.join(ways)}")
        return
    way = ways[0] if ways else ""
    if block.finisher and (way in ("every", "for_time") or block.times > 1):
        table.problem(way or "times", "a finisher is done once: leave out finisher, or this key")
    if way == "every" and block.rest is not None:
        table.problem("rest", "the rest is what is left of every: leave out rest, or every")
    if way == "amrap" and block.sets is not None and not block.finisher:
        table.problem("sets", "amrap is as many rounds as possible: leave out sets, or amrap")
    if way == "for_time" and block.sets is not None and block.sets[0] != block.sets[1]:
        table.problem("sets", invalid(list(block.sets), "one number of rounds, because they are for time"))
    if not block.is_circuit:
        return
    for number, slot in enumerate(block.slots):
        where = f"slots[{number}]"
        if slot.dose is not None and slot.dose.kind in OPEN_KINDS:
            key = "reps" if slot.dose.kind == MAX_REPS else "amrap"
            table.problem(f"{where}.{key}", f"a round of {way} needs a number: use reps, or leave out {way}")
        if slot.rest is not None:
            table.problem(f"{where}.rest", f"{way} has no rests: leave out rest, or {way}")
        if way == "amrap" and (slot.ladder or len(slot.load_kg) > 1):
            key = "load_kg" if len(slot.load_kg) > 1 else _ladder_key(slot)
            table.problem(f"{where}.{key}", "amrap repeats the same round: use one number")


def _ladder_key(slot: Slot) -> str:
    return "per_set" if slot.per_set or slot.dose is None else slot.dose.kind


def _check_ladders(table: Table, block: Block) -> None:
    """Record ladders that have not as many numbers as their block has sets."""
    sets = block.own_sets
    for number, slot in enumerate(block.slots):
        for key, numbers in ((_ladder_key(slot), slot.ladder), ("load_kg", slot.load_kg)):
            count = len(numbers)
            if block.amrap is not None or sets is None or count in ((0, 1) if key == "load_kg" else (0,)):
                continue
            if sets != (count, count):
                ours = f"{sets[0]}" if sets[0] == sets[1] else f"{sets[0]}-{sets[1]}"
                use = f"{sets[0]} numbers, or sets = {count}" if sets[0] == sets[1] else f"sets = {count}"
                table.problem(f"slots[{number}].{key}", f"has {count} numbers for {ours} sets: use {use}")


def _read_break(table: Table, key: str) -> float | None:
    return table.number(key, None, low=0, high=MAX_BREAK_SECONDS, unit="seconds")


def _read_slot(table: Table, exercises: Mapping[str, object]) -> Slot:
    named = "name" in table.data and "exercise" not in table.data
    key = table.text("exercise", "", max_length=60) if named else table.text("exercise", max_length=60)
    name = table.text("name", "", max_length=60).strip()
    if named:
        if not name and isinstance(table.data["name"], str):
            table.problem("name", invalid(table.data["name"], "the name of an exercise"))
        key = inline_key(name)
    elif "name" in table.data and "exercise" in table.data:
        table.problem("name", "has exercise and name: leave out one of them")
    elif key not in exercises and table.data.get("exercise") == key:
        near = closest(key, list(exercises))
        use = "the key of an exercise (see: runstrength exercises)"
        own = f', or name = "{key_in_words(key)}" and a dose, without a file' if key.strip() and not near else ""
        table.problem("exercise", invalid(key, use) + near + own)
    slot = Slot(
        exercise=key,
        dose=_read_dose(table),
        per_side=table.flag("per_side", None),
        alternating=table.flag("alternating", None),
        name=name if named else "",
        per_set=table.items("per_set", low=1, high=1000, unit="", most=MAX_SETS, whole=True) or (),
        sides=table.choice("sides", ONLY_SIDES) if "sides" in table.data else None,
        rest=_read_break(table, "rest"),
        tempo=_read_tempo(table),
        cue=" ".join(table.text("cue", "", max_length=80).split()),
        load_kg=_read_load(table),
    )
    table.read_keys.add("sides")
    table.finish(SLOT_WORDS)
    _check_slot(table, slot, exercises)
    return slot


def _check_slot(table: Table, slot: Slot, exercises: Mapping[str, object]) -> None:
    """Record keys of a slot that contradict each other."""
    if slot.dose is not None and slot.per_set:
        key = "reps" if slot.dose.kind == MAX_REPS else slot.dose.kind
        table.problem("per_set", f"has {key} and per_set: use only one of them")
    if slot.sides is not None:
        for key, value, wrong in (("per_side", slot.per_side, False), ("alternating", slot.alternating, True)):
            if value is wrong:
                table.problem(key, f"sides is one side only: leave out {key}, or sides")
    no_dose = slot.dose is None and not slot.per_set and not any(kind in table.data for kind in DOSE_KINDS)
    if slot.name and slot.exercise not in exercises and no_dose and "per_set" not in table.data:
        table.problem("name", "an exercise without a file needs a dose: add reps, hold, time or carry_m")


def read_tempo(text: str) -> Tempo:
    """Return a tempo written as `3-1-1-0`: seconds down, at the bottom, up, at the top.

    Raises:
        NumberError: it is none.
    """
    if not TEMPO.match(text) or text.endswith("\n"):
        raise NumberError(invalid(text, "seconds down, at the bottom, up and at the top, as 3-1-1-0"))
    tempo = Tempo(*map(float, text.split("-")))
    if tempo.rep_s < MIN_REP_SECONDS:
        raise NumberError(invalid(text, AT_LEAST_A_REP))
    return tempo


def _read_tempo(table: Table) -> Tempo | None:
    text = table.text("tempo", "", max_length=20)
    if not text and "tempo" not in table.data:
        return None
    try:
        return read_tempo(text)
    except NumberError as error:
        if table.data.get("tempo") == text:  # else it was no text
            table.problem("tempo", str(error))
        return None


def _read_load(table: Table) -> tuple[float, ...]:
    """Return the weight for all sets, or one for each."""
    if isinstance(table.data.get("load_kg"), list):
        return table.items("load_kg", low=0, high=MAX_WEIGHT_KG, unit="kg", most=MAX_SETS) or ()
    load = table.number("load_kg", None, low=0, high=MAX_WEIGHT_KG, unit="kg")
    return () if load is None else (load,)


def _read_dose(table: Table) -> Dose | None:
    given = [kind for kind in DOSE_KINDS if kind in table.data]
    table.read_keys.update(DOSE_KINDS)
    if len(given) > 1:
        table.problem(given[1], f"has {' and '.join(given)}: use only one of them")
    for kind in given:
        low, high = dose_limits(kind)
        numbers = table.series(
            kind,
            low=low,
            high=high,
            unit=DOSE_UNITS[kind],
            example=EXAMPLES[kind],
            most=2 if kind == "amrap" else MAX_SETS,
            whole=kind in WHOLE_KINDS,
            words=(MAX_REPS,) if kind == "reps" else (),
            list_key="per_set",
        )
        if isinstance(numbers, str):
            return Dose(MAX_REPS, 1, dose_limits("reps")[1])
        if numbers is not None:
            return Dose(kind, min(numbers), max(numbers), numbers if len(numbers) > 2 else ())
    return None
