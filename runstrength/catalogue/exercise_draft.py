"""The draft of an own exercise: what the form asks for, and the text of its file.

A file that was written by hand keeps its comments, its order and its other keys: only what was changed is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import tomli
from msgspec import Struct

from runstrength.catalogue.exercise import BODYWEIGHT, WEIGHTS, Exercise
from runstrength.catalogue.exercise_file import read_exercise
from runstrength.catalogue.routine_store import file_name, free_name
from runstrength.dose_kinds import EXAMPLES
from runstrength.numbers import as_int
from runstrength.toml_input import InputError, Problem, Table
from runstrength.toml_output import changed_toml

SIDES: Final = ("both", "each", "alternating")
"""Both sides together; first one, then the other; both take turns within a set."""
HEADER: Final = "#:schema .schema/exercise.json\n"
"""The first line of a new file, by which editors complete and check it."""
REQUIRED: Final = ("name", "kind", "min", "max")
"""The keys that every file has."""
MAX_CUES: Final = 5
"""Cues of an exercise."""
MAX_RUNGS: Final = 3
"""Easier versions that the form asks for, and harder ones."""
MAX_RUNG_KEY: Final = 40
"""Characters of a rung's key."""


class ExerciseDraft(Struct, frozen=True):
    """An own exercise as the form has it."""

    name: str = ""
    kind: str = "reps"
    """One of `KINDS`."""

    sides: str = SIDES[0]
    low: float = EXAMPLES["reps"][0]
    high: float = EXAMPLES["reps"][1]
    cues: tuple[str, ...] = ()
    easier: tuple[str, ...] = ()
    """How its easier versions differ, the smallest step first."""
    harder: tuple[str, ...] = ()
    movements: tuple[str, ...] = ()
    equipment: tuple[str, ...] = (BODYWEIGHT,)
    position: str = "standing"
    figure: str = ""


def draft_of(exercise: Exercise) -> ExerciseDraft:
    """Return the draft of an exercise."""
    rungs = exercise.rungs
    return ExerciseDraft(
        name=exercise.name,
        kind=exercise.kind,
        sides=SIDES[2] if exercise.alternating else SIDES[1] if exercise.per_side else SIDES[0],
        low=exercise.low,
        high=exercise.high,
        cues=exercise.cues,
        easier=tuple(rung.words for rung in reversed(rungs) if rung.easier),
        harder=tuple(rung.words for rung in rungs if not rung.easier),
        movements=exercise.movements,
        equipment=exercise.equipment,
        position=exercise.position,
        figure=exercise.figure,
    )


def key_of(name: str, taken: Sequence[str]) -> str:
    """Return the key of a new exercise: its name in small letters, with a number if that is taken."""
    return free_name(file_name(name, "exercise").replace("-", "_"), taken, "_")


def read_text(key: str, text: str, file: str) -> Exercise:
    """Return the exercise of a text that is valid TOML.

    Raises:
        InputError: it has problems; all of them are named.
    """
    return checked(key, tomli.loads(text.removeprefix("\ufeff")), file)


def checked(key: str, data: Mapping[str, object], file: str) -> Exercise:
    """Return the exercise of a table.

    Raises:
        InputError: it has problems; all of them are named.
    """
    problems: list[Problem] = []
    exercise = read_exercise(key, Table(data, file, problems))
    if problems:
        raise InputError(problems)
    return exercise


def to_toml(draft: ExerciseDraft, before: ExerciseDraft | None = None, text: str = HEADER) -> str:
    """Return the text of a draft's file.

    Args:
        draft: the exercise.
        before: the exercise as `text` has it; None for a new one.
        text: of its file, which keeps everything that the draft doesn't change.
    """
    data = tomli.loads(text.removeprefix("\ufeff"))
    new, old = _values(draft, data), _values(ExerciseDraft() if before is None else before, data)
    always = REQUIRED if before is None else ()
    changes = {key: value for key, value in new.items() if key in always or value != old[key]}
    return changed_toml(text, {key: None if value in ([], "") else value for key, value in changes.items()})


def _values(draft: ExerciseDraft, data: Mapping[str, Any]) -> dict[str, object]:
    """Return the keys of a draft; lists of tables keep what a file has in them besides."""
    return {
        "name": draft.name,
        "kind": draft.kind,
        "per_side": draft.sides == SIDES[1],
        "alternating": draft.sides == SIDES[2],
        "min": as_int(draft.low),
        "max": as_int(draft.high),
        "movements": list(draft.movements),
        "position": draft.position,
        "equipment": list(draft.equipment),
        "figure": draft.figure,
        "cues": list(draft.cues),
        "rungs": _rungs(draft, data.get("rungs", ())),
        "variants": _variants(draft, data.get("variants", ())),
    }


def _rungs(draft: ExerciseDraft, known: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the ladder, from the easiest version to the hardest; each keeps its key while its words change."""
    easier = [dict(rung) for rung in reversed(known) if rung.get("easier")]
    harder = [dict(rung) for rung in known if not rung.get("easier")]
    taken = [BODYWEIGHT, *WEIGHTS, *(str(rung["key"]) for rung in known)]
    found: list[list[dict[str, Any]]] = []
    for words, rungs, is_easier in ((draft.easier, easier, True), (draft.harder, harder, False)):
        side = []
        for place, text in enumerate(words):
            if place < len(rungs):
                rung = rungs[place] if rungs[place].get("words", "").strip() == text else rungs[place] | {"words": text}
            else:
                key = key_of(text, ())[:MAX_RUNG_KEY]
                key = free_name(key if key.replace("_", "a").isalnum() else "version", taken, "_")
                taken.append(key)
                rung = {"key": key, "words": text} | ({"easier": True} if is_easier else {})
            side.append(rung)
        found.append(side)
    return [*reversed(found[0]), *found[1]]


def _variants(draft: ExerciseDraft, known: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the versions with a weight: those of the file whose equipment is still used, and the new ones."""
    kept = [dict(variant) for variant in known if not set(variant["equipment"]).isdisjoint(draft.equipment)]
    served = {kit for variant in kept for kit in variant["equipment"]}
    new = [kit for kit in draft.equipment if kit in WEIGHTS and kit not in served]
    return [*kept, *({"key": kit, "equipment": [kit], "load_placement": kit} for kit in new)]
