"""Deletes the highlighted item of a list when its key is pressed twice."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.events import Key

from runstrength.ui.common.list_screen import ListScreen


class ConfirmDeleteMixin(ListScreen):
    """A list screen with a key that deletes: the first press asks, the second deletes, any other key cancels."""

    DELETE: ClassVar[str]
    """The id of the key's binding."""
    pending_id = ""
    """What the next press deletes, by its name or id; empty if nothing."""

    @abstractmethod
    def deletable(self) -> str:
        """Return the name or id of what the key deletes; empty if nothing."""

    @abstractmethod
    def delete(self, item: str) -> None:
        """Delete what `deletable` has returned."""

    @property
    def is_confirming(self) -> bool:
        """Whether the next press deletes the highlighted item."""
        return bool(self.pending_id) and self.deletable() == self.pending_id

    @property
    def delete_hint(self) -> tuple[str, str]:
        """The hint of the key."""
        return self.hint(self.DELETE, "again to delete" if self.is_confirming else "")

    def on_key(self, event: Key) -> None:
        """Cancel on any other key."""
        if self.pending_id and event.key not in self.keys_of(self.DELETE):
            self.pending_id = ""
            self.refresh_view()

    def action_delete(self) -> None:
        """Ask on the first press, delete on the second; repeats of a held key don't count."""
        item, now, guard = self.deletable(), self.services.real_clock(), self.services.key_guard
        if not item:
            return
        if self.pending_id != item:
            self.pending_id = item
            guard.mark_handled(self.DELETE, now)
            self.services.host.take_notice()  # it would hide the question
            self.refresh_view()
        elif guard.accepts(self.DELETE, now):
            self.pending_id = ""
            self.delete(item)
            self.refresh_view()
