"""Make the JSON Schemas by which editors complete and check: assets/schema/routine.json, exercise.json, session.json.

    python tools/schema.py              writes assets/schema/
    python tools/schema.py FOLDER       writes somewhere else

Nothing is said twice: the schemas are what the checks of `runstrength.catalogue` ask for when they are given a table
that takes notes. Only what compares values with each other stays with the checks (a range's smaller number first, a
name that is there once). The schema of a session is made of the types that read and write its file; the meaning of its
keys is taken from docs/format.md. They keep to draft 4, which every editor knows.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from runstrength.catalogue.exercise import FIGURES, MOVEMENTS
from runstrength.catalogue.exercise_file import read_exercise
from runstrength.catalogue.library import load_library
from runstrength.catalogue.routine import TEMPO, read_routine
from runstrength.coach.readiness import Checkin, Color
from runstrength.dose_kinds import CIRCUITS, DOSE_KINDS, MAX_REPS
from runstrength.history.export.document import FORMAT
from runstrength.history.files import ID_PATTERN
from runstrength.history.imports.runs import RunKeys
from runstrength.session.record import EASED, Record
from runstrength.settings import EQUIPMENT
from runstrength.toml_input import Table

ASSETS: Final = Path(__file__).parents[1] / "assets"
Schema = dict[str, Any]

WORDS: Final[Mapping[str, str]] = {
    "title": "Its name on the screen.",
    "about": "One sentence about it.",
    "kind": "What it is for: a session, a warm-up, a cool-down or a check.",
    "blocks": "The supersets, in order.",
    "blocks.name": "A letter such as A: its exercises are A1, A2. If left out, the next letter.",
    "blocks.sets": "A number, or a range: your level picks from it. If left out, from your level.",
    "blocks.rest": "Seconds of rest after each round. If left out, from your level.",
    "blocks.ready": "Seconds of lead-in before each exercise. If left out, from the settings.",
    "blocks.switch": "Seconds to change sides; 0 for none.",
    "blocks.finisher": "One last set, which is optional.",
    "blocks.every": "Seconds from the start of a round to the start of the next (EMOM: 60). The rest is what is left.",
    "blocks.amrap": "As many rounds as possible in this many seconds; a key counts them.",
    "blocks.for_time": "All rounds as fast as possible, without rests; a key counts them.",
    "blocks.group": "Blocks that follow each other with the same group are repeated together.",
    "blocks.times": "How often the block is done, or its group.",
    "blocks.slots": "The exercises of a round, one after the other.",
    "blocks.slots.exercise": "The key of an exercise: runstrength exercises lists them.",
    "blocks.slots.name": "Instead of exercise: the name of one that has no file.",
    "blocks.slots.reps": 'Reps: a number, a range, three or more numbers (one for each set), or "max".',
    "blocks.slots.hold": "Seconds without moving: a number, a range, or three or more numbers (one for each set).",
    "blocks.slots.time": "Seconds of moving: a number, a range, or three or more numbers (one for each set).",
    "blocks.slots.carry": "Steps out, then turn and the same back: a number, a range, or one number for each set.",
    "blocks.slots.carry_m": "Meters to carry or to move: a number, a range, or one number for each set.",
    "blocks.slots.per_set": "One dose for each set, in what the exercise counts: [12, 10].",
    "blocks.slots.sides": "Only this side is trained.",
    "blocks.slots.rest": "Seconds of rest after this exercise, before what follows in the block.",
    "blocks.slots.tempo": "Seconds down, at the bottom, up and at the top: 3-1-1-0.",
    "blocks.slots.cue": "What to think of; shown and said.",
    "blocks.slots.load_kg": "The weight in kilograms: for all sets, or one for each set.",
    "blocks.slots.amrap": "A max-rep set with this time limit in seconds; in a finisher, beginners do fixed reps.",
    "blocks.slots.per_side": "First one side, then the other. If left out, from the exercise.",
    "blocks.slots.alternating": "Both sides take turns within one set. If left out, from the exercise.",
    "exercise:name": "Its name on the screen.",
    "exercise:kind": "reps, hold (seconds without moving), time (seconds of moving) or carry (steps out, turn, back).",
    "exercise:min": "The smallest dose: reps, seconds or steps each way; per side if sides differ.",
    "exercise:max": "The largest dose.",
    "exercise:per_side": "First one side, then the other.",
    "exercise:alternating": "Both sides take turns within one set.",
    "exercise:tempo": "Seconds of one rep on one side: down, at the bottom, up, at the top.",
    "exercise:position": "The position of the body.",
    "exercise:equipment": "Equipment it can use.",
    "exercise:load_placement": "Where the load goes; {side} becomes left or right.",
    "exercise:needs": "What you need before you start: a step, 2 dumbbells.",
    "exercise:start_position": "How to stand or lie before the first rep.",
    "exercise:cues": "Short instructions to read in the middle of a set; the most important one first.",
    "exercise:faults": "Common mistakes.",
    "exercise:feel": "Where you should feel it.",
    "exercise:muscles": "What it trains.",
    "exercise:movements": "Which movements it is, by which your training is counted; the main one first.",
    "exercise:easier": "Ways to make it easier, the smallest step first.",
    "exercise:harder": "Ways to make it harder, the smallest step first.",
    "exercise:purpose": "Why runners do it.",
    "exercise:start_by_level": "The starting dose at each level.",
    "exercise:figure": "The movement of the stick figure.",
    "exercise:variants": "Variants by equipment; the first one whose equipment you have is used.",
    "exercise:variants.key": "Its name in the history.",
    "exercise:variants.start_position": "How to stand or lie before the first rep, if it differs.",
    "exercise:rungs": "Easier and harder variants, from easiest to hardest.",
    "exercise:rungs.words": "The difference, as shown and spoken.",
    "exercise:rungs.name": "Its name, if the name of the exercise would be wrong.",
    "exercise:rungs.per_side": "First one side, then the other. If left out, as in the exercise.",
    "exercise:rungs.equipment": "Equipment it can be done with. If left out, that of the exercise.",
    "exercise:rungs.unloaded": "It is done without a weight, even if you have one.",
    "exercise:rungs.needs": "What you need besides.",
    "exercise:rungs.changes": "Texts of the exercise that would be wrong: cues, faults, needs, where the load goes.",
    "exercise:rungs.changes.text": "A text of the exercise, exactly as it is there.",
    "exercise:rungs.changes.use": "The text for this variant. If left out, none.",
}
"""What an editor shows beside a key."""


class Everything(dict[str, object]):
    """A table of which nobody knows what is in it: whoever asks whether a key is there is told so."""

    def __init__(self) -> None:
        super().__init__()
        self.doubted: set[object] = set()
        """The keys that somebody asked for: they need not be there."""

    def __contains__(self, key: object) -> bool:
        """Say yes."""
        self.doubted.add(key)
        return True


class Notes(Table):
    """A table that notes what it is asked for, as a schema."""

    data: Everything
    schema: Schema = {}  # noqa: RUF012  (a Struct copies it)
    answers: Mapping[str, Any] = {}
    """What to say to who asks for a key, where it matters for the next question."""

    def note(self, key: str, schema: Schema, *, needed: bool = False) -> None:
        """Note what a key may be, and whether it must be there."""
        words = WORDS.get(self.where(key)) or WORDS.get(self.where(key).partition(":")[2])
        if words:
            schema["description"] = words
        self.schema["properties"][key] = schema
        if needed and key not in self.data.doubted:
            self.schema.setdefault("required", []).append(key)

    def within(self, key: str) -> Notes:
        """Return notes for a table inside of this one."""
        return notes(self.where(key), self.answers)

    def where(self, key: str) -> str:
        """Return the path of a key of this table."""
        return f"{self.path}{'' if self.path.endswith(':') else '.'}{key}" if self.path else key

    def problem(self, key: str, text: str) -> None:
        """Take no notice: there is nothing here that could be wrong."""

    def finish(self, meant: Mapping[str, str] | None = None) -> None:  # noqa: ARG002
        """Close the table to other keys."""
        self.schema["additionalProperties"] = False

    def take(self, key: str, *default: object, **_: object) -> object:
        """Note a key that may be anything."""
        self.note(key, {}, needed=not default)
        return default[0] if default else None

    def text(self, key: str, *default: object, max_length: int = 200) -> str:
        """Note a text."""
        self.note(key, {"type": "string", "maxLength": max_length}, needed=not default)
        return ""

    def name(self, key: str, *, max_length: int = 60) -> str:
        """Note a text that is not blank."""
        self.note(key, {"type": "string", "maxLength": max_length, "pattern": r"\S"}, needed=True)
        return ""

    def texts(self, key: str, default: Sequence[str] | None = None, *, max_items: int = 20) -> tuple[str, ...]:
        """Note a list of texts."""
        items = {"type": "string", "maxLength": 200}
        self.note(key, {"type": "array", "items": items, "maxItems": max_items}, needed=default is None)
        return tuple(default or ())

    def flag(self, key: str, default: bool | None) -> bool | None:
        """Note a truth value."""
        self.note(key, {"type": "boolean"})
        return default

    def choice(self, key: str, choices: Sequence[str], *default: object) -> str:
        """Note one of some words."""
        self.note(key, {"enum": list(choices)}, needed=not default)
        return str(self.answers.get(key, choices[0]))

    def number(
        self,
        key: str,
        default: float | None,
        *,
        low: float,
        high: float,
        unit: str,  # noqa: ARG002
        whole: bool = False,
    ) -> float | None:
        """Note a number."""
        self.note(key, _number(low, high, whole=whole))
        answer: float | None = self.answers.get(key, default)
        return answer

    def span(
        self,
        key: str,
        *,
        low: float,
        high: float,
        unit: str,  # noqa: ARG002
        example: tuple[int, int],
        whole: bool = False,
    ) -> tuple[float, float] | None:
        """Note a number or a range."""
        number = _number(low, high, whole=whole)
        pair = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
        self.note(key, {"anyOf": [number, pair], "default": list(example)})
        return None

    def series(
        self,
        key: str,
        *,
        low: float,
        high: float,
        unit: str,
        example: tuple[int, int],
        most: int,
        whole: bool = False,
        words: Sequence[str] = (),
        list_key: str = "",  # noqa: ARG002
    ) -> tuple[float, ...] | str | None:
        """Note a number, a range, one number for each set, or a word."""
        self.span(key, low=low, high=high, unit=unit, example=example, whole=whole)
        noted = self.schema["properties"][key]
        noted["anyOf"][1]["maxItems"] = most
        if words:
            noted["anyOf"].append({"enum": list(words)})
        return None

    def items(
        self,
        key: str,
        *,
        low: float,
        high: float,
        unit: str,  # noqa: ARG002
        most: int,
        whole: bool = False,
    ) -> tuple[float, ...] | None:
        """Note a list of numbers."""
        self.note(key, {"type": "array", "items": _number(low, high, whole=whole), "minItems": 1, "maxItems": most})
        return None

    def table(self, key: str) -> Notes:
        """Note a table."""
        inner = self.within(key)
        self.note(key, inner.schema)
        return inner

    def tables(self, key: str, *, min_items: int, max_items: int) -> list[Table]:
        """Note a list of tables."""
        inner = self.within(key)
        lower = {"minItems": min_items} if min_items else {}
        self.note(key, {"type": "array", "items": inner.schema, **lower, "maxItems": max_items}, needed=bool(min_items))
        return [inner]


def notes(path: str = "", answers: Mapping[str, Any] | None = None) -> Notes:
    """Return empty notes."""
    return Notes(Everything(), "", [], path, schema={"type": "object", "properties": {}}, answers=answers or {})


def _number(low: float, high: float, *, whole: bool) -> Schema:
    return {"type": "integer" if whole else "number", "minimum": low, "maximum": high}


def routine_schema(keys: Sequence[str]) -> Schema:
    """Return the schema of a routine's file; `keys` are the exercises that editors offer."""
    table = notes()
    read_routine("", table, {})
    slot = table.schema["properties"]["blocks"]["items"]["properties"]["slots"]["items"]
    exercise = slot["properties"]["exercise"]
    exercise["anyOf"] = [{"enum": list(keys)}, {"description": "Your own exercise."}]
    # A key of the catalogue, or a name; one dose in a slot.
    slot["anyOf"] = [
        {"required": ["exercise"], **_without(["name"])},
        {"required": ["name"], **_without(["exercise"])},
    ]
    slot["properties"]["name"]["pattern"] = r"\S"
    slot["properties"]["tempo"]["pattern"] = TEMPO.pattern
    slot["dependencies"] = {
        kind: _without(other for other in (*DOSE_KINDS, "per_set") if other != kind)
        for kind in (*DOSE_KINDS, "per_set")
    }
    return _named("A routine of runstrength", table.schema)


def _without(keys: Iterable[str]) -> Schema:
    return {"not": {"anyOf": [{"required": [key]} for key in keys]}}


def exercise_schema() -> Schema:
    """Return the schema of an exercise's file."""
    kinds: list[str] = _noted_exercise("reps")["properties"]["kind"]["enum"]
    schemas = {kind: _noted_exercise(kind) for kind in kinds}
    schema = schemas[kinds[0]]
    properties = schema["properties"]
    # What is different from kind to kind is said for each of them, the rest once.
    differ = [
        key for key in properties if any(other["properties"][key] != properties[key] for other in schemas.values())
    ]
    schema["anyOf"] = [
        {"properties": {"kind": {"enum": [kind]}, **{key: other["properties"][key] for key in differ}}}
        for kind, other in schemas.items()
    ]
    for key in differ:
        properties[key] = {"description": properties[key]["description"]}
    # What is told apart after it was read.
    properties["movements"]["items"] = {"enum": list(MOVEMENTS)}
    variant = properties["variants"]["items"]["properties"]
    rung = properties["rungs"]["items"]["properties"]
    for form in (properties, variant, rung):
        form["figure"]["enum"] = ["", *FIGURES]
        form["equipment"]["items"] = {"enum": list(EQUIPMENT)}
    return _named("An exercise of runstrength", schema)


def _noted_exercise(kind: str) -> Schema:
    table = notes("exercise:", {"kind": kind, "min": 1, "max": 3600})
    read_exercise("", table)
    return table.schema


FORMAT_PAGE: Final = ASSETS.parent / "docs" / "format.md"
"""The page with the meaning of every key of a session."""


def session_schema() -> Schema:
    """Return the schema of the file of a session or run; `definitions` has that of an export."""
    types = msgspec.json.schema_components([Record, RunKeys, Checkin], ref_template="#/definitions/{name}")[1]
    record, run, checkin = (types.pop(name) for name in ("Record", "RunKeys", "Checkin"))
    properties = {**record["properties"], **run["properties"]}
    properties["schema"] = {"enum": [1]}
    properties["id"]["pattern"] = f"^{ID_PATTERN}$"
    properties["effort"] = {"type": ["integer", "null"], "minimum": 1, "maximum": 10}
    properties["level"]["enum"] = ["", *load_library(ASSETS).levels]
    properties["eased"]["enum"] = list(EASED)
    properties["checkin"] = {
        "type": ["object", "null"],
        "properties": {**checkin["properties"], "colour": {"enum": list(get_args(Color))}},
    }
    types["SetDone"]["properties"]["side"]["enum"] = ["left", "right", None]
    types["SetTarget"]["properties"]["kind"]["enum"] = [*DOSE_KINDS, MAX_REPS, *CIRCUITS]
    schema = {"type": "object", "properties": properties, "required": ["schema", *record["required"]]}
    definitions = {name: _plain(type_) for name, type_ in types.items()}
    definitions["Export"] = {
        "description": "What runstrength history export writes.",
        "type": "object",
        "properties": {
            "format": {"enum": [FORMAT]},
            "schema": {"enum": [1]},
            "sessions": {"type": "array", "items": {"$ref": "#"}},
        },
        "required": ["format", "schema", "sessions"],
    }
    whole = _named("A session or run of runstrength", {**_plain(schema), "definitions": definitions})
    _describe(whole)
    return whole


def _plain(value: Any) -> Any:
    """Return a schema of msgspec without what says nothing more: titles, choices between whole and other numbers."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _plain(item) for key, item in value.items() if key != "default"}
    if isinstance(found.get("title"), str):
        del found["title"]
    choices = found.get("anyOf", ())
    if choices and all(isinstance(choice.get("type"), str) for choice in choices):
        kinds = [choice["type"] for choice in choices]
        del found["anyOf"]
        for choice in choices:
            found |= choice
        kinds = [kind for kind in kinds if kind != "integer" or "number" not in kinds]
        found["type"] = kinds[0] if len(kinds) == 1 else kinds
    if isinstance(found.get("required"), list) and not found["required"]:
        del found["required"]
    return found


def _describe(schema: Schema) -> None:
    """Give every key of a session the meaning that the page has for it.

    Raises:
        KeyError: the page doesn't have it.
    """
    of_session, of_sets = re.split(r"(?m)^## .*sets.*$", FORMAT_PAGE.read_text("utf-8"))[:2]
    rows = r"(?m)^\| `(\w+)` \| (.+) \|$"
    for properties, text in (
        (schema["properties"], of_session),
        (schema["definitions"]["SetDone"]["properties"], of_sets),
    ):
        meanings = dict(re.findall(rows, text))
        if missing := properties.keys() - meanings.keys():
            raise KeyError(f"docs/format.md has no row for {', '.join(sorted(missing))}")
        for key, value in properties.items():
            value["description"] = meanings[key].replace("`", "")


def _named(title: str, schema: Schema) -> Schema:
    return {"$schema": "http://json-schema.org/draft-04/schema#", "title": title, **schema}


def schemas() -> dict[str, str]:
    """Return the files by their names."""
    every = {
        "routine.json": routine_schema(list(load_library(ASSETS).exercises)),
        "exercise.json": exercise_schema(),
        "session.json": session_schema(),
    }
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in every.items()}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ASSETS / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
