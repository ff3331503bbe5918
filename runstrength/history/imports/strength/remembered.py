"""What a person said names of other apps are: reads and changes `import-names.toml`, for the next import.

A name whose exercise doesn't exist (any more) stays in the file, and is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from runstrength.catalogue.exercise import Exercise
from runstrength.history.imports.strength.names import KEEP, ExerciseNames, read_table
from runstrength.toml_input import InputError, Problem
from runstrength.toml_output import change_toml, own_table

FILE: Final = "import-names.toml"
"""The name of the file, beside the settings."""
_HEADER: Final = f"""\
# What exercises of other apps are here, for imports: "Air Squat" = "squat". "{KEEP}" keeps the name.

"""


def read_names(path: Path, exercises: Mapping[str, Exercise]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return exercises by names of other apps, and the problems of the file; its other names are still read."""
    table, problems = own_table(path)
    chosen = {name: text for name in table.data if (text := table.text(name, "").strip())}
    if not chosen:
        return {}, tuple(problems)
    names = ExerciseNames(read_table(), exercises)
    found = {}
    for name, typed in chosen.items():
        try:
            names.choice(typed)
            found[name] = typed
        except InputError as bad:
            table.problem(name, bad.problems[0].text)
    return found, tuple(problems)


def save_names(path: Path, chosen: Mapping[str, str | None]) -> None:
    """Change what some names are; None forgets one.

    Raises:
        InputError: the file can't be read; nothing is written.
        OSError: the file could not be written; it is unchanged.
    """
    if chosen:
        change_toml(path, chosen, _HEADER)


def overruled(remembered: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what was remembered, with what a person says now in its place."""
    return {**{name: exercise for name, exercise in remembered.items() if name not in chosen}, **chosen}
