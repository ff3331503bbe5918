"""Widgets that are decoration: if one cannot be drawn, its region stays empty and the app continues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.geometry import Region
from textual.strip import Strip

from runstrength.ui.messages import DecorationFailed

if TYPE_CHECKING:
    from textual.widget import Widget

    Base = Widget
else:
    Base = object  # the CSS of a widget comes from its first base that is one


class Decoration(Base):
    """Contains errors in drawing a widget, which would stop the task of the whole screen in Textual.

    It must be a base class before the widget's class.
    """

    label = "A picture"
    """The name of the widget at the start of an error message."""

    def render(self) -> Any:
        """Return the content of the widget; empty after an error."""
        try:
            return super().render()
        except Exception as error:  # whatever it is
            self.failed(error)
            return ""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of cells in a region; blank after an error."""
        try:
            return super().render_lines(crop)
        except Exception as error:  # whatever it is
            self.failed(error)
            return [Strip.blank(crop.width)] * crop.height

    def failed(self, error: Exception) -> None:
        """Log an error, and show it once."""
        self.app.post_message(DecorationFailed(self.label, error))
