"""The person's files: settings, exercises and routines, history, and the recorder of the session under way.

The app and the command line both use it. Everything is read on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from runstrength import locations

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Exercise
    from runstrength.catalogue.library import Library
    from runstrength.coach.prescription import Today
    from runstrength.coach.readiness import Checkin
    from runstrength.history.editor import Editor
    from runstrength.history.recorder import Recorder
    from runstrength.history.store import Store
    from runstrength.session.record import Record
    from runstrength.settings import Settings
    from runstrength.toml_input import Problem


PAIN_NOTED: Final = "Noted. Your next session will be lighter, and the check-in will ask again."
"""What is said to a person who has pain today, once `log_pain` has saved it."""


class SettingsSaveError(Exception):
    """The settings, a note on an exercise, or a choice for an import could not be written; the text says why."""


class Profile:
    """One person's files.

    Args:
        config_file: the settings; own exercises and routines are in folders beside it.
        history: the folder of the history.
        state: the folder of journals, unsaved sessions and logs.
        saves: whether sessions are saved.
        first_start_done: whether the questions of the first start were answered.
    """

    def __init__(
        self, *, config_file: Path, history: Path, state: Path, saves: bool = True, first_start_done: bool = True
    ) -> None:
        self.config_file = config_file
        self.history_dir = history
        self.state_dir = state
        self.saves = saves
        self.first_start_done = first_start_done
        self.checkin: Checkin | None = None
        """The check-in of today's session; cleared when the session has ended."""
        self.changes = 0
        """Counts changes of the history: screens that show it reload it when the count differs."""
        self._past: tuple[Record, ...] | None = None
        self._folders: Mapping[str, int] = {}
        """The folders of the history, and when they were changed, at the time `_past` was read."""

    @classmethod
    def default(cls, *, saves: bool = True, first_start_done: bool = True) -> Profile:
        """Return the profile in the default folders (see `locations`)."""
        return cls(
            config_file=locations.config_file(),
            history=locations.history_dir(),
            state=locations.state_dir(),
            saves=saves,
            first_start_done=first_start_done,
        )

    # -- settings and library ------------------------------------------------------------------------------------------

    def read_settings(self) -> tuple[Settings, tuple[str, ...]]:
        """Return the settings, and a warning for each unknown key.

        Raises:
            InputError: a value in the file is wrong.
        """
        from runstrength.settings import read_settings

        return read_settings(self.config_file)

    def save_settings(self, changes: Mapping[str, object]) -> None:
        """Write some settings to the file.

        Raises:
            SettingsSaveError: they could not be written.
        """
        from runstrength.settings import save_settings
        from runstrength.toml_input import InputError

        self.first_start_done = self.first_start_done or bool(changes.get("health_note_read"))
        try:
            save_settings(self.config_file, changes)
        except (OSError, InputError) as error:
            raise SettingsSaveError(f"The settings could not be saved: {error}") from None

    def save_exercise_note(self, exercise: str, note: str) -> None:
        """Change the note on an exercise; an empty one is removed.

        Raises:
            SettingsSaveError: it could not be saved.
        """
        from runstrength.exercise_notes import FILE, save_note
        from runstrength.toml_input import InputError

        try:
            save_note(self.config_file.parent / FILE, exercise, note)
        except (OSError, InputError) as error:
            raise SettingsSaveError(f"The note could not be saved: {error}") from None

    def remembered_names(self, exercises: Mapping[str, Exercise]) -> tuple[dict[str, str], tuple[Problem, ...]]:
        """Return what names of other apps are here, as the person chose before, and the problems of the file."""
        from runstrength.history.imports.strength.remembered import FILE, read_names

        return read_names(self.config_file.parent / FILE, exercises)

    def remember_names(self, chosen: Mapping[str, str | None]) -> None:
        """Remember what names of other apps are here, for the next import; None forgets one.

        Raises:
            SettingsSaveError: it could not be saved.
        """
        from runstrength.history.imports.strength.remembered import FILE, save_names
        from runstrength.toml_input import InputError

        try:
            save_names(self.config_file.parent / FILE, chosen)
        except (OSError, InputError) as error:
            raise SettingsSaveError(f"The choices could not be remembered: {error}") from None

    def read_library(self) -> Library:
        """Return the built-in catalogue with the person's own exercises and routines.

        Raises:
            InputError: the built-in files are damaged.
        """
        from runstrength.catalogue.library import load_library

        return load_library(locations.assets_dir(), self.config_file.parent)

    # -- history -------------------------------------------------------------------------------------------------------

    def history(self, waiting: Callable[[], object] | None = None) -> Store:
        """Return the history.

        Args:
            waiting: called once if a change has to wait for another process.
        """
        from runstrength.history.store import Store

        return Store(self.history_dir, waiting=waiting)

    @cached_property
    def recorder(self) -> Recorder:
        """Saves sessions, and writes the journal of the session under way."""
        from runstrength.history.recorder import Recorder

        return Recorder(history=self.history_dir, state=self.state_dir, saves=self.saves, changed=self.invalidate)

    @cached_property
    def editor(self) -> Editor:
        """Edits past sessions."""
        from runstrength.history.editor import Editor

        return Editor(self.history_dir, self.invalidate)

    def invalidate(self) -> None:
        """Forget the cached sessions, because the history may have changed."""
        self._past = None
        self.changes += 1

    def refresh(self) -> bool:
        """Forget the cached sessions if files were added to the history, removed or replaced since; return whether.

        Another process does that: this program tells `invalidate`.
        """
        if self._past is None or self._changed_folders() == self._folders:
            return False
        self.invalidate()
        return True

    def _changed_folders(self) -> Mapping[str, int]:
        from runstrength.history.files import folder_times

        return folder_times(self.history_dir)

    def log_pain(self, checkin: Mapping[str, Any] | None, now: datetime) -> str:
        """Save that there is pain today, and so no session; once a day. Return why it failed, else an empty string.

        Args:
            checkin: the answers of the check-in, as a plan has them.
            now: the moment.
        """
        from runstrength.coach.readiness import pain_day
        from runstrength.dates import day_of
        from runstrength.history.store import new_id
        from runstrength.session.to_record import pain_record

        before = pain_day(self.today(now).records)
        if checkin is None or (before is not None and day_of(before) == day_of(now)):
            return ""
        return self.recorder.save(pain_record(new_id(), now, checkin)).error

    @property
    def own_dirs(self) -> tuple[Path, ...]:
        """The folders in which only this program may write."""
        return self.history_dir, self.config_file.parent, self.recorder.journals_dir, self.recorder.fallback_dir

    def today(self, now: datetime) -> Today:
        """Return what the coach knows today: the newest sessions (cached), and the check-in."""
        from runstrength.coach.prescription import Today

        if self._past is None:
            from runstrength.history.recent import recent

            self._folders = self._changed_folders()  # first: what changes while they are read is read again
            self._past = recent(self.history_dir, now)
        return Today(now, self._past, self.checkin)

    def past_days(self, now: datetime, days: int) -> tuple[Record, ...]:
        """Return the sessions of the last days alone, the newest first."""
        from runstrength.history.recent import recent

        return recent(self.history_dir, now, days=days, sessions=0, checks=0)
