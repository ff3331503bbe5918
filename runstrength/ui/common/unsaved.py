"""What to do with a routine that was changed: go on, keep it, or discard the changes."""

from __future__ import annotations

from typing import ClassVar

from runstrength.ui.common import bindings
from runstrength.ui.common.confirm_exit import StopScreen


class UnsavedScreen(StopScreen):
    """Asks before changes are left; answers `finish` to keep them, `discard`, or None to go on."""

    QUESTION: ClassVar[str] = "KEEP WHAT YOU CHANGED?"
    FINISH: ClassVar[str] = "stop.save"
    KEYS = bindings.UNSAVED
    BINDINGS = KEYS.bindings

    def words(self) -> tuple[str, str, str]:
        """Return what going on, keeping and discarding mean."""
        return "go on building", "keep it, and leave", "discard the changes, and leave"


class UnaddedScreen(UnsavedScreen):
    """Asks before a new session is left; answers `finish` to add it, `discard`, or None to go on."""

    QUESTION: ClassVar[str] = "ADD THIS SESSION?"

    def words(self) -> tuple[str, str, str]:
        """Return what going on, adding and discarding mean."""
        return "keep editing", "add it to the history", "leave without adding it"
