"""Questions about unsaved changes: keep editing, save, or discard."""

from __future__ import annotations

from typing import ClassVar

from runstrength.ui.common import bindings
from runstrength.ui.common.confirm_exit import StopScreen


class UnsavedScreen(StopScreen):
    """Asks before unsaved changes are lost; answers `finish` to save them, `discard`, or None to keep editing."""

    QUESTION: ClassVar[str] = "SAVE CHANGES?"
    FINISH: ClassVar[str] = "stop.save"
    KEYS = bindings.UNSAVED
    BINDINGS = KEYS.bindings

    def words(self) -> tuple[str, str, str]:
        """Return the texts of keep editing, save and discard."""
        return "keep editing", "save and leave", "leave without saving"


class UnaddedScreen(UnsavedScreen):
    """Asks before a new session is lost; answers `finish` to add it, `discard`, or None to keep editing."""

    QUESTION: ClassVar[str] = "ADD THIS SESSION?"

    def words(self) -> tuple[str, str, str]:
        """Return the texts of keep editing, add and discard."""
        return "keep editing", "add it to the history", "leave without adding it"
