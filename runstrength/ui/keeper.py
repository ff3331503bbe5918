"""What the app keeps: sessions in the history, settings in their file. Opened late: the first frame needs neither."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from runstrength.session.engine import Session

if TYPE_CHECKING:
    from runstrength.history.store import Store
    from runstrength.session.record import Record


class Kept(Struct, frozen=True):
    """What became of a session."""

    record: Record
    where: Path | None
    """The file, None when nothing was to be saved."""
    trouble: str = ""
    """Why it is not where it should be."""


class Keeper:
    """Keeps sessions and settings.

    Args:
        config_file: where the settings are.
        history: the folder of the history.
        state: where a session goes when the history cannot be written.
        saves: whether sessions are saved at all.
        asked: whether the questions of the first start were answered.
    """

    def __init__(
        self, *, config_file: Path, history: Path, state: Path, saves: bool = True, asked: bool = True
    ) -> None:
        self._config_file = config_file
        self._history = history
        self._state = state
        self.saves = saves
        self.asked = asked

    @property
    def store(self) -> Store:
        """The history."""
        from runstrength.history.store import Store

        return Store(self._history)

    def keep(self, session: Session, now: float, wall: datetime, speed: float = 1.0) -> Kept:
        """Write a session that has ended to the history, before anything is asked about it.

        Args:
            session: what was done.
            now: the moment, on the session's clock.
            wall: the time of day at this moment.
            speed: session seconds in a real second.
        """
        from runstrength.history.store import Store, new_id
        from runstrength.session.report import report

        began = wall - timedelta(seconds=session.at(now) / speed)
        record = report(session, now, id=new_id(), started=began)
        if not self.saves:
            return Kept(record, None)
        try:
            return Kept(record, self.store.save(record))
        except OSError as error:
            trouble = f"The history cannot be written ({error.strerror or error})"
        try:
            refuge = Store(self._state / "unsaved").save(record)
        except OSError as error:
            return Kept(
                record, None, f"{trouble}, nor can {self._state} ({error.strerror or error}): nothing is saved."
            )
        return Kept(record, refuge, f"{trouble}. The session is kept in {refuge}.")

    def correct(self, kept: Kept, changes: Mapping[str, object]) -> str:
        """Change a session that was kept; return what went wrong, or nothing."""
        if kept.where is None:
            return ""
        from runstrength.history.store import ReadOnly, Store

        folder = self._history if not kept.trouble else self._state / "unsaved"
        try:
            Store(folder).edit(kept.record.id, changes)
        except (OSError, LookupError, ValueError, ReadOnly) as error:
            return f"That could not be saved ({error})."
        return ""

    def keep_settings(self, changes: Mapping[str, object]) -> str:
        """Write settings; return what went wrong, or nothing."""
        from runstrength.checked import BadInput
        from runstrength.settings import save_settings

        self.asked = self.asked or bool(changes.get("health_note_read"))
        try:
            save_settings(self._config_file, changes)
        except (OSError, BadInput) as error:
            return f"The settings could not be saved: {error}"
        return ""
