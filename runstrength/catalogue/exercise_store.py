"""A person's own exercises as files: new ones, changed ones, and a trash.

A file is never overwritten by a new exercise, not even one that has problems; and a changed one only if it is still as
it was when it was opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from runstrength import atomic
from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.exercise_draft import HEADER, ExerciseDraft, checked, draft_of, key_of, read_text, to_toml
from runstrength.catalogue.library import Library, load_library
from runstrength.catalogue.naming import exercise_name
from runstrength.catalogue.routine_store import Trash, offer_schema, trashed_message
from runstrength.text import shown
from runstrength.toml_input import InputError, Problem, read_toml

FOLDER: Final = "exercises"
"""The folder of own exercises, next to the settings."""


class OpenExerciseFile(Struct, frozen=True):
    """An exercise that is open in the form."""

    key: str = ""
    """Its key; empty for a new one."""
    draft: ExerciseDraft = ExerciseDraft()
    """As its file has it."""
    content: bytes = b""
    """The content of its file; empty for a new one."""


class SavedExercise(Struct, frozen=True):
    """The result of saving, deleting or restoring an exercise."""

    key: str
    library: Library
    """The catalogue with the change."""
    message: str
    """What was done, without a period."""


def new_exercise(name: str = "") -> OpenExerciseFile:
    """Return a new exercise for the form, with a name if it has one already."""
    return OpenExerciseFile(draft=ExerciseDraft(name=name))


class ExerciseStore:
    """The own exercises of a person, as files.

    Args:
        config: the folder with `exercises/` and `routines/`.
        assets: the folder of the built-in catalogue.
    """

    def __init__(self, config: Path, assets: Path) -> None:
        self._config = config
        self._assets = assets
        self._trash = Trash()

    def open(self, key: str) -> OpenExerciseFile:
        """Open an own exercise.

        Raises:
            InputError: it can't be read, or has problems.
            OSError: it is gone meanwhile.
        """
        path = self._path(key)
        exercise = checked(key, read_toml(path), str(path))
        return OpenExerciseFile(key, draft_of(exercise), path.read_bytes())

    def save(self, opened: OpenExerciseFile, draft: ExerciseDraft) -> SavedExercise:
        """Write an exercise to its file, a new one under a key made from its name.

        Raises:
            InputError: its name is taken, or a value isn't valid; the key is that of the value. Nothing is written.
            OSError: it could not be written; the old file is unchanged.
        """
        exercises = self._library().exercises  # as they are now: another process may have added one
        self._check_name(opened, draft, exercises)
        key = opened.key or key_of(draft.name, [*exercises, *self._files()])
        path = self._path(key)
        before, text = (opened.draft, opened.content.decode("utf-8")) if opened.key else (None, HEADER)
        text = to_toml(draft, before, text)
        read_text(key, text, str(path))
        if opened.key:
            if not path.exists() or path.read_bytes() != opened.content:
                changed = "was changed by something else meanwhile: leave without saving, and edit it again"
                raise InputError([Problem(str(path), "", changed)])
            atomic.write(atomic.destination(path), text.encode("utf-8"), keep_mode=True)
        else:
            atomic.private_folder(path.parent)
            atomic.write_new(path, text.encode("utf-8"))
        offer_schema(self._assets, path.parent, "exercise")
        return SavedExercise(key, self._library(), f"{draft.name} saved")

    def trash(self, key: str) -> SavedExercise:
        """Move an own exercise to the trash; a built-in one that it replaced is available again.

        Raises:
            OSError: it could not be moved.
            InputError: it is none of the person's own.
        """
        path, exercises = self._path(key), self._library().exercises
        if key not in exercises or not path.is_file():
            raise InputError([Problem(key, "", "only your own exercises can be deleted")])
        name = exercises[key].name
        self._trash.move(path)
        changed = self._library()
        return SavedExercise(key, changed, trashed_message(name, is_back=key in changed.exercises))

    def restore(self) -> SavedExercise | None:
        """Restore the exercise that this store moved to the trash last; None if there is none.

        Raises:
            OSError: it could not be moved, or another one has its name.
        """
        path = self._trash.restore()
        if path is None:
            return None
        changed = self._library()
        return SavedExercise(path.stem, changed, f"{exercise_name(changed.exercises, path.stem)} restored")

    def is_own(self, key: str, library: Library) -> bool:
        """Tell whether an exercise of the catalogue is one of the person's own."""
        return key in library.own and self._path(key).is_file()

    def _check_name(self, opened: OpenExerciseFile, draft: ExerciseDraft, exercises: Mapping[str, Exercise]) -> None:
        name = draft.name.strip().casefold()
        for key, exercise in exercises.items():
            if key != opened.key and exercise.name.casefold() == name:
                text = f"{shown(draft.name)} is already the name of an exercise: use another name"
                raise InputError([Problem("", "name", text)])

    def _files(self) -> Iterable[str]:
        """Return the keys of all files, also of those with problems."""
        try:
            return [Path(name).stem for name in os.listdir(self._config / FOLDER)]  # noqa: PTH208 - names are enough
        except OSError:
            return []

    def _path(self, key: str) -> Path:
        return self._config / FOLDER / f"{key}.toml"

    def _library(self) -> Library:
        return load_library(self._assets, self._config)
