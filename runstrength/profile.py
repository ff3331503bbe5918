"""The person's files: settings, exercises and routines, history, and the recorder of the session under way.

The app and the command line both start from here. Nothing is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from runstrength import locations

if TYPE_CHECKING:
    from runstrength.catalogue.library import Library
    from runstrength.coach.prescription import Today
    from runstrength.coach.readiness import Checkin
    from runstrength.history.editor import Editor
    from runstrength.history.recorder import Recorder
    from runstrength.history.store import Store
    from runstrength.session.record import Record
    from runstrength.settings import Settings


class SettingsSaveError(Exception):
    """The settings could not be written; the text says why."""


class Profile:
    """One person's files.

    Args:
        config_file: the settings; own exercises and routines are in folders beside it.
        history: the folder of the history.
        state: the folder of journals, of sessions that wait to be saved, and of logs.
        saves: whether sessions are saved.
        asked: whether the questions of the first start were answered.
    """

    def __init__(
        self, *, config_file: Path, history: Path, state: Path, saves: bool = True, asked: bool = True
    ) -> None:
        self.config_file = config_file
        self.history_dir = history
        self.state_dir = state
        self.saves = saves
        self.asked = asked
        self.checkin: Checkin | None = None
        """The answers given before today's session; cleared when it has ended."""
        self.changes = 0
        """Counts changes to the history: a screen that shows it reads it again when the count differs."""
        self._past: tuple[Record, ...] | None = None

    @classmethod
    def default(cls, *, saves: bool = True, asked: bool = True) -> Profile:
        """Return the profile in the folders that the environment names."""
        return cls(
            config_file=locations.config_file(),
            history=locations.history_dir(),
            state=locations.state_dir(),
            saves=saves,
            asked=asked,
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

        self.asked = self.asked or bool(changes.get("health_note_read"))
        try:
            save_settings(self.config_file, changes)
        except (OSError, InputError) as error:
            raise SettingsSaveError(f"The settings could not be saved: {error}") from None

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
            waiting: called once when another process keeps a change waiting noticeably.
        """
        from runstrength.history.store import Store

        return Store(self.history_dir, waiting=waiting)

    @cached_property
    def recorder(self) -> Recorder:
        """Saves sessions, and writes the journal of the one under way."""
        from runstrength.history.recorder import Recorder

        return Recorder(history=self.history_dir, state=self.state_dir, saves=self.saves, changed=self.invalidate)

    @cached_property
    def editor(self) -> Editor:
        """Changes past sessions for screens."""
        from runstrength.history.editor import Editor

        return Editor(self.history_dir, self.invalidate)

    def invalidate(self) -> None:
        """Note that the history may have changed: it is read again when it is needed."""
        self._past = None
        self.changes += 1

    @property
    def own_dirs(self) -> tuple[Path, ...]:
        """The folders in which only this program writes."""
        return self.history_dir, self.config_file.parent, self.recorder.journals_dir, self.recorder.fallback_dir

    def today(self, now: datetime) -> Today:
        """Return what the coach knows: the newest sessions, read on first use, and the check-in."""
        from runstrength.coach.prescription import Today

        if self._past is None:
            from runstrength.history.recent import recent

            self._past = recent(self.history_dir, now)
        return Today(now, self._past, self.checkin)
