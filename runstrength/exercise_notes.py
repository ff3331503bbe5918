"""A person's notes on exercises, shown before their sets: reads and changes `exercise-notes.toml`.

The keys are those of exercises; notes on exercises that don't exist (any more) stay in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runstrength.text import invalid, typeable
from runstrength.toml_input import InputError, Problem
from runstrength.toml_output import change_toml, own_table

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "exercise-notes.toml"
"""The name of the file, beside the settings."""
MAX_NOTE: Final = 200
"""Characters of a note."""

_HEADER: Final = """\
# Your notes on exercises, shown before their sets: squat = "low step"

"""


def read_notes(path: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the notes by exercise, each in one line, and the problems of the file; its other notes are still read."""
    table, problems = own_table(path)
    notes = {key: typeable(table.text(key, "", max_length=MAX_NOTE)).strip() for key in table.data}
    return {key: note for key, note in notes.items() if note}, tuple(problems)


def save_note(path: Path, exercise: str, note: str) -> None:
    """Change the note on an exercise; an empty one is removed.

    Raises:
        InputError: the note is too long, or the file can't be read; nothing is written.
        OSError: the file could not be written; it is unchanged.
    """
    note = typeable(note).strip()
    if len(note) > MAX_NOTE:
        raise InputError([Problem(str(path), exercise, invalid(note, f"at most {MAX_NOTE} characters"))])
    change_toml(path, {exercise: note or None}, _HEADER)
