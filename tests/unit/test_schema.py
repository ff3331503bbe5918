"""The schemas that editors go by: what the checks accept they accept, and the other way round."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.catalogue.exercise_file import read_exercise
from runstrength.catalogue.routine import read_routine
from runstrength.dose_kinds import DOSE_KINDS
from runstrength.toml_input import Table
from tests.support.loops import looped
from tests.support.plans import ASSETS, library

COMPARED = (
    "smaller number first",
    "a name that no other block has",
    "(min) or more",
    "the key of an exercise",
    "at least",
    "start_by_level.",
    "a key that no",
    "the order from easiest",
    "sets: use at most",
    "letters, digits and _",
    "exactly as it is there",
    "leave out",
    "needs a dose",
    "numbers for",
    "needs a number",
    "one number of rounds",
    "use one number",
    "the same group only",
    "as in the first block",
)
"""What only the checks can tell, for it compares values, or looks elsewhere."""

JUNK: list[Any] = [
    *(
        True,
        False,
        "",
        " ",
        "left",
        "3-1-1-0",
        "3-1",
        "plank",
        "ten",
        "x" * 61,
        "x" * 201,
        "x" * 13,
        "reps",
        "box",
        "own",
        "bridge",
    ),
    *(-1, 0, 1, 2, 3, 7, 21, 61, 101, 1000, 1001, 3600, 3601, 0.5, 1.5, 60.5, 10**400),
    *(
        [],
        [1],
        [1, 2],
        [2, 1],
        [1, 2, 3],
        [0, 5],
        [20.5, 60],
        ["a"] * 6,
        ["a"] * 21,
        ["box"],
        ["sofa"],
        [["a"]],
        [True, True],
    ),
    *(
        {},
        [{}],
        {"down_s": 1},
        {"down_s": 61},
        {"beginner": 1, "intermediate": 2, "advanced": 3},
        [{"exercise": "plank"}],
    ),
]
KEYS = ("title", "about", "kind", "blocks", "name", "sets", "rest", "ready", "switch", "finisher", "slots", "exercise")
MORE = (
    *DOSE_KINDS,
    *("every", "for_time", "group", "times", "per_set", "sides", "tempo", "cue", "load_kg"),
    "per_side",
    "alternating",
    "min",
    "max",
    "tempo",
    "cues",
    "variants",
    "start_by_level",
    "figure",
    "odd",
)


@cache
def validator(name: str) -> Any:
    """Return what checks by the schema that ships."""
    jsonschema = pytest.importorskip("jsonschema", reason="it is in the dev group: make .venv/installed-dev")
    schema = json.loads((ASSETS / "schema" / name).read_text("utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)


def problems(name: str, document: dict[str, Any]) -> list[str]:
    """Return what the checks find."""
    table = Table(document, name, [])
    if name == "routine.json":
        read_routine("test", table, library().exercises)
    else:
        read_exercise("test", table)
    return [str(problem) for problem in table.problems]


@cache
def good() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return everything that is built in, and an exercise with all there is."""
    routines = [("routine.json", tomllib.loads(path.read_text("utf-8"))) for path in library().routine_files.values()]
    exercises = tomllib.loads((ASSETS / "exercises.toml").read_text("utf-8"))
    start = dict.fromkeys(("beginner", "intermediate", "advanced"), 10)
    own = {"name": "Own", "kind": "hold", "min": 5.5, "max": 30, "start_by_level": start}
    return (*routines, *(("exercise.json", item) for item in (*exercises.values(), own)))


def places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Return every value in a document, as what holds it and the key or number that it has there."""
    for key, value in list(document.items() if isinstance(document, dict) else enumerate(document)):
        yield document, key
        if isinstance(value, dict | list):
            yield from places(value)


def test_they_are_up_to_date(tmp_path: Path) -> None:
    """The files that ship are those that the checks of today make; if not: python tools/schema.py."""
    tool = ASSETS.parent / "tools" / "schema.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path)], check=True, env={"PYTHONPATH": str(ASSETS.parent)})
    kept, made = (
        {path.name: path.read_text("utf-8") for path in folder.iterdir()} for folder in (ASSETS / "schema", tmp_path)
    )
    assert kept == made, "python tools/schema.py"


def test_what_is_built_in_is_accepted() -> None:
    """Every built-in routine and exercise agrees with its schema."""
    for name, document in good():
        assert list(validator(name).iter_errors(document)) == []
        assert problems(name, document) == []


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Return something that is built in, with a few values changed, added or taken away."""
    name, original = draw(st.sampled_from(good()))
    document = copy.deepcopy(original)
    for _ in range(draw(st.integers(1, 3))):
        spots = list(places(document))
        if not spots:
            break
        holder, key = draw(st.sampled_from(spots))
        match draw(st.sampled_from(["change", "change", "add", "remove"])):
            case "change":
                holder[key] = copy.deepcopy(draw(st.sampled_from(JUNK)))
            case "remove":
                del holder[key]
            case _ if isinstance(holder, dict):
                holder[draw(st.sampled_from((*KEYS, *DOSE_KINDS, *MORE)))] = copy.deepcopy(draw(st.sampled_from(JUNK)))
            case _:
                holder.append(copy.deepcopy(draw(st.sampled_from(JUNK))))
    return name, document


@given(spoiled())
def test_whatever_is_spoiled_schema_and_checks_say_the_same(sample: tuple[str, dict[str, Any]]) -> None:
    """Whatever is spoiled: schema and checks say the same, but for what compares one value with another."""
    name, document = sample
    found = problems(name, document)
    wrong = [str(error.message) for error in validator(name).iter_errors(document)]
    if wrong:
        assert found, (document, wrong)
    elif found:
        assert all(any(words in problem for words in COMPARED) for problem in found), (document, found)


@looped(
    ("line", "right"),
    [
        ("hold = 20", True),
        ("hold = [20, 60]", True),
        ("hold = 20.5", True),
        ("hold = 3601", False),
        ("hold = [20]", False),
        ('hold = "ten"', False),
        ("reps = 8", True),
        ("reps = 8.5", False),
        ("reps = 8.0", False),
        ("reps = true", False),
        ("reps = 8\nhold = 20", False),
        ("per_side = false", True),
        ("per_side = 1", False),
        ("dose = 3", False),
    ],
)
def test_a_slot_may_say_one_dose_in_its_own_unit(line: str, right: bool) -> None:
    """A slot may say one dose in its own unit, and nothing unknown."""
    document = tomllib.loads(f'[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\n{line}\n')
    assert validator("routine.json").is_valid(document) is right
    assert (problems("routine.json", document) == []) is right


def test_editors_offer_the_exercises() -> None:
    """The keys of the catalogue are offered, and one's own are right as well."""
    slot = json.loads((ASSETS / "schema" / "routine.json").read_text("utf-8"))["properties"]["blocks"]["items"][
        "properties"
    ]["slots"]["items"]
    offered = slot["properties"]["exercise"]["anyOf"][0]["enum"]
    assert offered == list(library().exercises)
    assert validator("routine.json").is_valid({"blocks": [{"slots": [{"exercise": "my_own"}]}]})
    assert all("description" in value for value in slot["properties"].values())
