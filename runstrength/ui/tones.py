"""The few looks that a piece of text can have, on each background that a screen can have.

They are made from the theme here, and not by component classes: every widget with text would have its style sheet
searched for each of them before the first frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rich.style import Style
from textual.widget import Widget

from runstrength.ui.theme import THEMES

TONES: Final = ("strong", "dim", "accent", "selected", "warning")
"""Their names; plain text has none."""


def tone(widget: Widget, name: str) -> Style:
    """Return the style of a tone on the screen that a widget is on; what it stands on is the screen's `ground`."""
    return _tones(widget.app.theme, getattr(widget.screen, "ground", ""))[name] if name else Style.null()


@lru_cache(maxsize=32)
def _tones(theme_name: str, ground: str) -> Mapping[str, Style]:
    theme = next((theme for theme in THEMES if theme.name == theme_name), THEMES[0])
    return {
        "strong": Style(bold=True),
        "dim": Style(color=theme.variables[f"quiet-{ground}" if ground else "quiet"]),
        "accent": Style(color=theme.accent, bold=True),
        "selected": Style(reverse=True, bold=True),
        "warning": Style(color=theme.warning, bold=True),
    }
