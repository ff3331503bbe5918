"""Deletes a session with two key presses, and restores it with one."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.events import Key

from runstrength.history.editor import EditError
from runstrength.session.wording import session_title
from runstrength.ui.common import session_rows
from runstrength.ui.common.list_screen import ListScreen

if TYPE_CHECKING:
    from runstrength.history.store import Row
    from runstrength.session.record import Record


class ConfirmDeleteMixin(ListScreen):
    """A list screen that can delete a session: it is moved to the trash, and can be restored."""

    pending_id = ""
    """The id of the session that the next press deletes; empty if none."""

    @abstractmethod
    def to_delete(self) -> Row | Record | None:
        """Return the session to delete."""

    def deleted(self) -> None:
        """Update the screen after a session was deleted."""

    def restored(self) -> None:
        """Update the screen after a session was restored."""

    @property
    def delete_hint(self) -> tuple[str, str]:
        """The key hint of the delete key."""
        item = self.to_delete()
        asked = item is not None and item.id == self.pending_id
        return self.hint("history.delete", "again to delete" if asked else "")

    def footer_note(self) -> str:
        """Return a message with the session that the next press deletes."""
        item = self.to_delete()
        return f"Delete {self.named(item)}?" if item is not None and item.id == self.pending_id else ""

    def named(self, item: Row | Record) -> str:
        """Return a session's title and day."""
        when = session_rows.format_moment(item.started, self.services.now())
        return f"{session_title(item)}, {' '.join(when.split())}"

    def on_key(self, event: Key) -> None:
        """Cancel on any other key."""
        if self.pending_id and event.key not in self.keys_of("history.delete"):
            self.pending_id = ""
            self.refresh_view()

    def action_delete(self) -> None:
        """Ask on the first press, delete on the second; holding the key does not count as a second press."""
        item, now, guard = self.to_delete(), self.services.real_clock(), self.services.key_guard
        if item is None:
            return
        if self.pending_id != item.id:
            self.pending_id = item.id
            guard.mark_handled("d", now)
            self.services.host.take_notice()  # it would hide the question
            self.refresh_view()
        elif guard.accepts("d", now):
            self.pending_id = ""
            self._delete(item.id)
            self.refresh_view()

    def _delete(self, session: str) -> None:
        try:
            self.services.editor.delete(session)
        except EditError as refused:
            self.services.host.notify(str(refused), severity="warning")
            return
        self.deleted()

    def action_restore(self) -> None:
        """Restore the session that was deleted last."""
        try:
            self.services.editor.restore()
        except EditError as refused:
            self.services.host.notify(str(refused), severity="warning")
        self.restored()
