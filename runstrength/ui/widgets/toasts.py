"""Toasts that end nothing when they can't be drawn."""

from __future__ import annotations

from textual.notifications import Notification, Notifications
from textual.widgets._toast import Toast, ToastHolder, ToastRack

from runstrength.ui.widgets.decoration import Decoration


class SafeToast(Decoration, Toast):
    """A toast that is hidden when it can't be drawn.

    Args:
        notification: what it says.
    """

    what = "A message"

    def __init__(self, notification: Notification) -> None:
        super().__init__(notification)
        self.notification = notification

    def failed(self, error: Exception) -> None:
        """Log an error, and hide the toast: its text is lost, and nothing else."""
        super().failed(error)
        self.call_later(self._hide)

    def _hide(self) -> None:
        self.display = False


class SafeToasts(ToastRack):
    """The toasts of a screen, in the place of Textual's own."""

    def show(self, notifications: Notifications) -> None:
        """Show the toasts that there are, and remove the others."""
        self.display = bool(notifications)
        shown = [*self.query(SafeToast)]
        for toast in shown:
            if toast.notification not in notifications:
                toast.remove()
        known = {toast.notification.identity for toast in shown}
        new = [one for one in notifications if one.identity not in known and not one.has_expired]
        if new:
            self.mount_all(ToastHolder(SafeToast(one)) for one in new)
            self.call_later(self.scroll_end, animate=False, force=True)
