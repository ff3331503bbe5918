"""Deletes a session with two key presses, and restores it with one."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from runstrength.history.editor import EditError
from runstrength.session.wording import session_title
from runstrength.ui.common import session_rows
from runstrength.ui.common.confirm_delete import ConfirmDeleteMixin

if TYPE_CHECKING:
    from runstrength.history.store import Row
    from runstrength.session.record import Record


class SessionDeleteMixin(ConfirmDeleteMixin):
    """A list screen that can delete a session: it is moved to the trash, and can be restored."""

    DELETE: ClassVar[str] = "history.delete"

    @abstractmethod
    def to_delete(self) -> Row | Record | None:
        """Return the session to delete."""

    def deleted(self) -> None:
        """Update the screen after a session was deleted."""

    def restored(self) -> None:
        """Update the screen after a session was restored."""

    def deletable(self) -> str:
        """Return the id of the session to delete; empty if there is none."""
        item = self.to_delete()
        return "" if item is None else item.id

    def footer_note(self) -> str:
        """Return a message with the session that the next press deletes."""
        item = self.to_delete()
        return f"Delete {self.named(item)}?" if item is not None and self.is_confirming else ""

    def named(self, item: Row | Record) -> str:
        """Return a session's title and day."""
        when = session_rows.format_moment(item.started, self.services.now())
        return f"{session_title(item)}, {' '.join(when.split())}"

    def delete(self, item: str) -> None:
        """Move a session to the trash."""
        try:
            self.services.editor.delete(item)
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
