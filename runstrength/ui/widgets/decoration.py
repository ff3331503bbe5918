"""Widgets that only decorate: where one of them can't be drawn, its place stays empty and everything else goes on."""

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
    """Contains the errors of a widget in drawing, for which Textual would stop the task of the whole screen.

    It stands before the widget's class among the bases.
    """

    what = "A picture"
    """What failed, as a sentence begins."""

    def render(self) -> Any:
        """Return what the widget shows; nothing after an error."""
        try:
            return super().render()
        except Exception as error:  # whatever it is
            self.failed(error)
            return ""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of cells in a region; blank ones after an error."""
        try:
            return super().render_lines(crop)
        except Exception as error:  # whatever it is
            self.failed(error)
            return [Strip.blank(crop.width)] * crop.height

    def failed(self, error: Exception) -> None:
        """Log an error, and say it once."""
        self.app.post_message(DecorationFailed(self.what, error))
